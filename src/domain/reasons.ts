/** Failure classes (design 8). Who acts, and whether a machine may, follows from the class. */
export type ReasonClass =
  | 'transient' | 'concurrency' | 'unknown' | 'already_exists' | 'data' | 'dependency' | 'ownership' | 'period' | 'permission'
  | 'configuration' | 'unclassified';

/** Who acts next. */
export type ReasonActor = 'sender' | 'finance' | 'controller' | 'admin' | 'nobody';

/** One entry of the reason catalogue. Texts are written for finance; the values at hand stand in a problem's detail. */
export interface Reason {
  readonly class: ReasonClass;
  /** Status an HTTP client would have seen, had a RESTlet been able to set it. */
  readonly status: number;
  readonly title: string;
  readonly who: ReasonActor;
  readonly whatToDo: string;
}

const entry = (...[reasonClass, status, title, who, whatToDo]: readonly [ReasonClass, number, string, ReasonActor, string]): Reason => ({
  class: reasonClass, status, title, who, whatToDo,
});

const CATALOGUE = {
  required_path_missing: entry('data', 422, 'A value that the map requires is missing', 'sender', 'Send the document again with the value, under a new key that supersedes this operation.'),
  value_invalid: entry('data', 422, 'A value is not of the kind its field takes', 'sender', 'Correct the value at its source and send it under a new key that supersedes this operation.'),
  value_too_long: entry('data', 422, 'A value is longer than its field', 'sender', 'Shorten the value at its source. It is never cut silently.'),
  reference_not_found: entry('data', 422, 'The document names a record that NetSuite does not have', 'finance', 'Create or map the record, then redrive the operation.'),
  reference_ambiguous: entry('data', 422, 'The document names a record that NetSuite has more than once', 'finance', 'Make the value unique in NetSuite, then redrive the operation.'),
  reference_inactive: entry('data', 422, 'The document names a record that is inactive', 'finance', 'Reactivate the record or map its successor, then redrive.'),
  value_empty: entry('data', 422, 'A value is empty that the map does not let be empty', 'sender', 'Send the document again with the value, under a new key that supersedes this operation.'),
  value_not_mapped: entry('data', 422, 'The value map has no entry for a value of the document', 'finance', 'Add the value to the value map, then redrive the operation.'),
  zone_unknown: entry('configuration', 500, 'The map names a time zone that is not known', 'admin', 'Correct the zone in the map and deploy; nothing was posted.'),
  waits_for_document: entry('dependency', 202, 'The document that brings a named record has not come yet', 'nobody', 'Wait: it goes on when that document has been applied.'),
  refused_by_rule: entry('ownership', 422, 'A rule of the map turns such documents away', 'sender', 'Nothing, if that is meant; else correct the document and send it under a new key.'),
  totals_differ: entry('data', 422, 'The amounts of the document do not add up to its total', 'sender', 'Nothing was posted. Correct the document at its source and send it under a new key that supersedes this operation.'),
  saved_total_differs: entry('data', 422, 'NetSuite arrived at another total than the document', 'controller', 'The record exists. Accept, correct or roll it back; do not send the document again.'),
  field_conflict: entry('ownership', 409, 'A field belongs to someone else and holds another value', 'finance', "Keep NetSuite's value, or have the map's owner decide."),
  create_not_allowed: entry('ownership', 403, 'This source may not create records of this type', 'sender', 'Have the owner of the object create it.'),
  update_not_allowed: entry('ownership', 403, 'This source may not update records of this type', 'sender', 'Have the owner of the object update it.'),
  intent_not_supported: entry('configuration', 422, 'This rule does not carry out the intent', 'admin', 'Send another intent, or extend the rule.'),
  target_missing: entry('data', 404, 'There is no record to update', 'sender', 'Send the object with intent "create" or "upsert".'),
  target_exists: entry('already_exists', 409, 'The record to create exists already', 'sender', 'Send the object with intent "update" or "upsert".'),
  target_not_ours: entry('already_exists', 409, 'A record with this external id exists that Docket did not write', 'finance', 'Compare both, then link or renumber.'),
  version_older: entry('concurrency', 409, 'A newer version of the object was applied already', 'nobody', 'Nothing: the newer version stands.'),
  version_conflict: entry('concurrency', 409, 'A version that was applied came again with other content', 'finance', 'Compare both documents: one of them is wrong at its source.'),
  suspected_duplicate: entry('already_exists', 409, 'The document may be a duplicate of one that was applied', 'finance', 'Compare both. Discard it, or release it as a business event of its own.'),
  lane_busy: entry('concurrency', 202, 'An earlier operation on the same object is still under way', 'nobody', 'Wait: the sweep carries them on in order.'),
  waits_for_operation: entry('dependency', 202, 'Another document has to be applied first', 'nobody', 'Wait: it goes on when that operation has settled.'),
  parked_too_long: entry('dependency', 409, 'What the operation waited for did not come in time', 'finance', 'Look at what it waits for, then redrive or discard.'),
  effect_unknown: entry('unknown', 202, 'NetSuite did not say whether the record was saved', 'nobody', 'Wait: the sweep looks for the record before anything is tried again. Do not send it under a new key.'),
  attempts_exhausted: entry('unclassified', 500, 'It was tried as often as the policy allows', 'admin', 'Look at the observed error, then redrive or discard.'),
  map_inconsistent: entry('configuration', 500, 'The ownership map in the account is not whole', 'admin', 'Deploy the project again; until then documents are only accepted.'),
  superseded_by_sender: entry('concurrency', 409, 'The sender replaced the document by another', 'nobody', 'Nothing: the operation named takes its place.'),
  supersedes_impossible: entry('concurrency', 409, 'The operation to be replaced cannot be replaced', 'sender', 'Look at that operation: where it had an effect, send the correction as a new version of the object.'),
  withdraw_too_late: entry('concurrency', 409, 'The operation can no longer be withdrawn', 'sender', 'Nothing was changed. Send a document that corrects or cancels the object.'),
  key_reused: entry('data', 422, 'The key belongs to another document', 'sender', 'Use a new key if this is a new business event.'),
  netsuite_refused: entry('data', 422, 'NetSuite refused the record', 'finance', "Read NetSuite's own words, correct the cause, then redrive."),
  netsuite_busy: entry('transient', 503, 'NetSuite was busy or restarting', 'nobody', 'Wait: it is tried again.'),
  netsuite_unexpected: entry('transient', 503, 'NetSuite failed and gave no reason', 'nobody', 'Wait: once the record is proven absent it is tried again. Keep the error id for NetSuite support.'),
  netsuite_permission: entry('permission', 403, 'The integration role may not do this', 'admin', 'Give the role the permission named in the text, then redrive.'),
  netsuite_period: entry('period', 409, 'The accounting period is closed or locked', 'controller', 'Reopen the period or move the date by policy, then redrive.'),
  netsuite_duplicate: entry('already_exists', 409, 'NetSuite says that such a record exists', 'finance', 'Look for the record named, then link or renumber.'),
  netsuite_unclassified: entry('unclassified', 500, 'NetSuite failed for a reason that is not in the catalogue', 'admin', 'Read the observed error; extend the catalogue if it comes again.'),
  record_changed: entry('concurrency', 409, 'Someone changed the record while it was being saved', 'nobody', 'Wait: it is decided anew on the current record.'),
  document_unreadable: entry('configuration', 500, 'The stored document cannot be read back as it was received', 'admin', 'Nothing was applied. Compare the row with its hash: it was changed outside Docket.'),
} as const satisfies Readonly<Record<string, Reason>>;

/** Why an operation did not simply come out as applied. The list is closed: it is the catalogue. */
export type ReasonCode = keyof typeof CATALOGUE;

/** The reason catalogue (design 8). */
export const REASONS: Readonly<Record<ReasonCode, Reason>> = CATALOGUE;

/** One place in the document that something is wrong with. */
export interface ProblemDetail {
  /** JSON pointer below the document's root. */
  readonly pointer: string;
  readonly code: ReasonCode;
  readonly message: string;
}

/** RFC 9457's members, and ours: what happened, of which class, and where. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ReasonCode;
  readonly class: ReasonClass;
  readonly whatToDo: string;
  readonly errors: readonly ProblemDetail[];
}

/** Builds the problem of a reason. `detail` holds the values at hand; the catalogue supplies the rest. */
export function problemOf(code: ReasonCode, detail: string, errors: readonly ProblemDetail[] = []): Problem {
  const reason = REASONS[code];
  return {
    type: `urn:docket:reason:${code}`,
    title: reason.title,
    status: reason.status,
    detail,
    code,
    class: reason.class,
    whatToDo: reason.whatToDo,
    errors,
  };
}
