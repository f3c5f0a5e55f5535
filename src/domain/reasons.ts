import { NETSUITE_REASONS } from './netsuite-reasons';
import type { ObservedError } from './observed-error';
import { entry } from './reason-entry';
import type { Reason, ReasonActor, ReasonClass } from './reason-entry';

export type { Reason, ReasonActor, ReasonClass } from './reason-entry';

const CATALOGUE = {
  required_path_missing: entry('data', 422, 'A value that the map requires is missing',
    'Probably the value was never filled in at the source, or stands elsewhere in the document.', 'sender', 'Send the document again with the value, under a new key that supersedes this operation.'),
  value_invalid: entry('data', 422, 'A value is not of the kind its field takes',
    'Probably a slip at the source, or a format that the map does not expect.', 'sender', 'Correct the value at its source and send it under a new key that supersedes this operation.'),
  value_too_long: entry('data', 422, 'A value is longer than its field',
    'Probably a note or a name was pasted whole into a short field.', 'sender', 'Shorten the value at its source. It is never cut silently.'),
  reference_not_found: entry('data', 422, 'The document names a record that NetSuite does not have',
    'Probably it is new at the source, or is spelled otherwise in NetSuite.', 'finance', 'Create or map the record, then redrive the operation.'),
  reference_ambiguous: entry('data', 422, 'The document names a record that NetSuite has more than once',
    'Probably the record was made twice.', 'finance', 'Make the value unique in NetSuite, then redrive the operation.'),
  reference_inactive: entry('data', 422, 'The document names a record that is inactive',
    'Probably it was retired and has a successor.', 'finance', 'Reactivate the record or map its successor, then redrive.'),
  value_empty: entry('data', 422, 'A value is empty that the map does not let be empty',
    'Probably the value was removed at the source.', 'sender', 'Send the document again with the value, under a new key that supersedes this operation.'),
  value_not_mapped: entry('data', 422, 'The value map has no entry for a value of the document',
    'Probably the value is new at the source.', 'finance', 'Add the value to the value map, then redrive the operation.'),
  zone_unknown: entry('configuration', 500, 'The map names a time zone that is not known',
    'Probably a slip in the map.', 'admin', 'Correct the zone in the map and deploy; nothing was posted.'),
  waits_for_document: entry('dependency', 202, 'The document that brings a named record has not come yet',
    'Probably the source sends that document later, or its sending failed.', 'nobody', 'Wait: it goes on when that document has been applied.'),
  refused_by_rule: entry('ownership', 422, 'A rule of the map turns such documents away',
    'Probably a document of a kind that is not meant for NetSuite, or not for this account.', 'sender', 'Nothing, if that is meant; else correct the document and send it under a new key.'),
  totals_differ: entry('data', 422, 'The amounts of the document do not add up to its total',
    'Probably a rounding difference, or a part of the total that the document does not show.', 'sender', 'Nothing was posted. Correct the document at its source and send it under a new key that supersedes this operation.'),
  saved_total_differs: entry('data', 422, 'NetSuite arrived at another total than the document',
    'Probably NetSuite added a tax, a price or a rounding of its own.', 'controller', 'The record exists. Accept, correct or roll it back; do not send the document again.'),
  field_conflict: entry('ownership', 409, 'A field belongs to someone else and holds another value',
    'Probably somebody changed the field in NetSuite, or the source sends what it does not own.', 'finance', "Keep NetSuite's value, or have the map's owner decide."),
  ticket_over: entry('ownership', 409, 'The force ticket for this record does not count',
    'Probably its time was over, or it was used as often as it allows.', 'finance', "Keep NetSuite's value, or ask for another ticket and redrive the operation."),
  create_not_allowed: entry('ownership', 403, 'This source may not create records of this type',
    'Probably the object was never made in the system that owns it.', 'sender', 'Have the owner of the object create it.'),
  update_not_allowed: entry('ownership', 403, 'This source may not update records of this type',
    'Probably the object was changed in a system that does not own it.', 'sender', 'Have the owner of the object update it.'),
  intent_not_supported: entry('configuration', 422, 'This rule does not carry out the intent',
    'Probably the sender asks for something that the map was not made for.', 'admin', 'Send another intent, or extend the rule.'),
  target_missing: entry('data', 404, 'There is no record to update',
    'Probably the record was never created here, or was deleted.', 'sender', 'Send the object with intent "create" or "upsert".'),
  nothing_to_cancel: entry('data', 404, 'There is nothing to cancel',
    'Probably the object was cancelled before it was ever sent, or its first document failed.', 'nobody', 'Nothing: the cancellation is remembered, so that an older document of the object does not come after it.'),
  period_closed: entry('period', 409, 'The accounting period of the document is closed or locked',
    'Probably the document came after the close of its period.', 'controller', 'Reopen the period, or change the date at its source and send it under a new key that supersedes this operation.'),
  period_missing: entry('period', 422, 'There is no accounting period for the date of the document',
    'Probably the period was not set up yet, or the date is wrong.', 'controller', 'Set up the period, or correct the date at its source.'),
  subsidiary_not_the_sources: entry('permission', 403, 'The source may not post to this subsidiary',
    'Probably the document names a company that this source was not opened for.', 'admin', "Correct the document, or add the subsidiary to the source's binding."),
  currency_differs: entry('data', 422, 'The record would be in another currency than the document',
    'Probably the document names a record or a party of another currency.', 'finance', 'Nothing was posted. Compare both: amounts in another currency are other amounts.'),
  saved_elsewhere: entry('data', 422, 'NetSuite saved the record in another currency, subsidiary or period than was meant',
    "Probably a preference, a script or the party's own settings of the account decided otherwise.", 'controller', 'The record exists. Accept, correct or roll it back; do not send the document again.'),
  apply_line_missing: entry('data', 422, 'What the document settles is not open in NetSuite',
    'Probably it was paid already, or belongs to another party or currency.', 'finance', 'Compare both: it may be paid already, or belong to another party or currency.'),
  target_exists: entry('already_exists', 409, 'The record to create exists already',
    'Probably the object was sent before.', 'sender', 'Send the object with intent "update" or "upsert".'),
  target_not_ours: entry('already_exists', 409, 'A record with this external id exists that Docket did not write',
    'Probably another integration or an import gave the record that id.', 'finance', 'Compare both, then link or renumber.'),
  version_older: entry('concurrency', 409, 'A newer version of the object was applied already',
    'Probably the events of the source arrived out of order.', 'nobody', 'Nothing: the newer version stands.'),
  version_conflict: entry('concurrency', 409, 'A version that was applied came again with other content',
    'Probably the source changed the document and did not count its version up.', 'finance', 'Compare both documents: one of them is wrong at its source.'),
  cancelled_before: entry('concurrency', 409, 'The object was cancelled before this document came',
    'Probably the messages overtook each other, and this document is the older.', 'finance', 'Look at the source: where the object stays cancelled, discard the document. Where it lives again, have it sent with a newer version.'),
  suspected_duplicate: entry('already_exists', 409, 'The document may be a duplicate of one that was applied',
    'Probably the same business event was sent twice under two names.', 'finance', 'Compare both. Discard it, or release it as a business event of its own.'),
  lane_busy: entry('concurrency', 202, 'An earlier operation on the same object is still under way',
    'Probably two changes of one object came shortly after each other.', 'nobody', 'Wait: the sweep carries them on in order.'),
  waits_for_operation: entry('dependency', 202, 'Another document has to be applied first',
    'Probably the document that this one depends on waits itself.', 'nobody', 'Wait: it goes on when that operation has settled.'),
  parked_too_long: entry('dependency', 409, 'What the operation waited for did not come in time',
    'Probably the document that was to come was never sent, or failed.', 'finance', 'Look at what it waits for, then redrive or discard.'),
  held_by_breaker: entry('dependency', 202, 'Attempts of this kind are held back for a while, because most of them failed',
    'Probably NetSuite or a script in it is disturbed; the documents themselves are not at fault.', 'nobody', 'Wait: one operation is tried when the pause is over, and the rest follow when it succeeds. No attempt is used up.'),
  held_by_pause: entry('dependency', 202, 'The work of this source or document type is paused by an administrator',
    'Probably somebody is correcting something that these documents need.', 'admin', 'Nothing is lost: the documents are kept and catch up in order. Lift the pause in the setting named.'),
  quarantined: entry('unclassified', 500, 'The document is set aside, because runs that worked on it died',
    'Probably the document is too large or too deep for a script, or a script on its record never ends.', 'admin', 'Look at the record, then at the document. Redrive the operation to let documents of this content through again.'),
  effect_undecided: entry('unknown', 500, 'Whether the record was saved could not be found out',
    'Probably NetSuite could not be searched, for as long as it was tried.', 'admin', 'Look for the record by its external id. Where it stands, resolve the operation elsewhere; where it does not, redrive it.'),
  effect_unknown: entry('unknown', 202, 'NetSuite did not say whether the record was saved',
    'Probably a limit or another script struck while the record was being saved.', 'nobody', 'Wait: the sweep looks for the record before anything is tried again. Do not send it under a new key.'),
  attempts_exhausted: entry('unclassified', 500, 'It was tried as often as the policy allows',
    'Probably the failure does not heal by itself.', 'admin', 'Look at the observed error, then redrive or discard.'),
  rolled_back_already: entry('concurrency', 409, 'The operation to be taken back is rolled back already',
    'Probably another request for the same operation was carried out first.', 'nobody', 'Nothing: its effect is gone, and was taken back once.'),
  rollback_ground_moved: entry('data', 409, 'What the rollback rests on is not what was approved any more',
    'Probably somebody changed the record, its period or what stands on it since.', 'controller', 'Nothing was taken back by this step. Discard it and ask for a new rollback, which is planned on what stands now.'),
  map_inconsistent: entry('configuration', 500, 'The ownership map in the account is not whole',
    'Probably a deploy was cut short, or a row was changed by hand.', 'admin', 'Deploy the project again; until then documents are only accepted.'),
  configuration_unreadable: entry('configuration', 500, 'The settings of the source cannot be read',
    'Probably a slip when the setting was keyed.', 'admin', 'Correct the setting named in the text; the sweep then carries the operation on.'),
  superseded_by_sender: entry('concurrency', 409, 'The sender replaced the document by another',
    'Probably the sender corrected the document.', 'nobody', 'Nothing: the operation named takes its place.'),
  supersedes_impossible: entry('concurrency', 409, 'The operation to be replaced cannot be replaced',
    'Probably that operation had its effect already, or its id is wrong.', 'sender', 'Look at that operation: where it had an effect, send the correction as a new version of the object.'),
  withdraw_too_late: entry('concurrency', 409, 'The operation can no longer be withdrawn',
    'Probably the document was applied, or is being applied right now.', 'sender', 'Nothing was changed. Send a document that corrects or cancels the object.'),
  key_reused: entry('data', 422, 'The key belongs to another document',
    'Probably the sender took one key for two business events, or changed the document between two attempts.', 'sender', 'Use a new key if this is a new business event.'),
  document_unreadable: entry('configuration', 500, 'The stored document cannot be read back as it was received',
    'Probably somebody changed the stored row.', 'admin', 'Nothing was applied. Compare the row with its hash: it was changed outside Docket.'),
  ...NETSUITE_REASONS,
} as const satisfies Readonly<Record<string, Reason>>;

/** Why an operation did not simply come out as applied. The list is closed: it is the catalogue. */
export type ReasonCode = keyof typeof CATALOGUE;

/** The reason catalogue (design 8). */
export const REASONS: Readonly<Record<ReasonCode, Reason>> = CATALOGUE;

/** One place in the document that something is wrong with. */
export interface ProblemDetail {
  /** JSON pointer below the document's root; empty where no row of the map reads the field. */
  readonly pointer: string;
  /** Field of the target record, where NetSuite named one. */
  readonly field?: string;
  readonly code: ReasonCode;
  readonly message: string;
  /** What the document names and NetSuite, or the value map, does not have; absent where the problem is of another kind. */
  readonly missing?: MissingReference;
}

/** A record, or an entry of a value map, that had no match. */
export interface MissingReference {
  /** How it was looked for: by a field of the record, by an entry of a value map, or as what another document brings. */
  readonly by: 'field' | 'value_map' | 'rule';
  /** Record type; empty: any text of a value map. */
  readonly record: string;
  /** Field, value map or document type. */
  readonly name: string;
  /** As the document holds it, at most 300 characters. */
  readonly value: string;
}

/** RFC 9457's members, and ours: what happened, of which class, where, why probably, and who does what about it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ReasonCode;
  readonly class: ReasonClass;
  readonly probableCause: string;
  readonly whoActs: ReasonActor;
  readonly whatToDo: string;
  readonly errors: readonly ProblemDetail[];
  /** What NetSuite said, word for word; null where Docket itself refused. */
  readonly observed: ObservedError | null;
}

/** Builds the problem of a reason. `detail` holds the values at hand; the catalogue supplies the rest. */
export function problemOf(code: ReasonCode, detail: string, errors: readonly ProblemDetail[] = [], observed: ObservedError | null = null): Problem {
  const reason = REASONS[code];
  return {
    type: `urn:docket:reason:${code}`,
    title: reason.title,
    status: reason.status,
    detail,
    code,
    class: reason.class,
    probableCause: reason.cause,
    whoActs: reason.who,
    whatToDo: reason.whatToDo,
    errors,
    observed,
  };
}

/** A problem that an event holds. One of an earlier version lacks what problems did not say then. */
export type StoredProblem = Pick<Problem, 'code' | 'detail' | 'errors'> & Partial<Problem>;

/** Reads a stored problem: its own words stand, and the catalogue supplies what it lacks. A code never leaves the catalogue. */
export function problemAsStored(stored: StoredProblem): Problem {
  return { ...problemOf(stored.code, stored.detail, stored.errors), ...stored };
}
