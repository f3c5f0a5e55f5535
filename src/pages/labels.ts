import type { CloseTotal } from '../domain/close/close-count';
import type { AfterSigning } from '../domain/close/sign-off';
import type { ReasonActor } from '../domain/reason-entry';
import type { ActionKind, DiscardReason, RollbackReason, SnoozeWaker } from '../domain/review/action-kinds';
import type { AgeBucket, DueState, OwnerFilter, QueueSort, QueueTab } from '../domain/review/queue-filter';
import type { OperationState } from '../domain/states';
import type { CauseWorkState, RelatedOperation } from '../application/review/review-port';

/** States in words. They are the only sign of a state: no page tells one by its colour. */
export const STATE_WORDS: Readonly<Record<OperationState, string>> = {
  accepted: 'Accepted', applied: 'Applied', unchanged: 'Unchanged', partly_applied: 'Partly applied', retry_scheduled: 'Retry scheduled',
  parked: 'Parked', unknown: 'Outcome unknown', needs_review: 'Needs review', refused: 'Refused', resolved_elsewhere: 'Resolved elsewhere',
  discarded: 'Discarded', superseded: 'Superseded', duplicate: 'Duplicate', withdrawn: 'Withdrawn', rolled_back: 'Rolled back',
};

/** Lines of a control total in words. */
export const CLOSE_WORDS: Readonly<Record<CloseTotal['line'], string>> = {
  received: 'Received', applied: 'Applied', differs: 'Applied, with an open difference', unchanged: 'Unchanged', duplicate: 'Duplicate', superseded: 'Superseded', discarded: 'Discarded', refused: 'Refused',
  withdrawn: 'Withdrawn', resolved_elsewhere: 'Resolved elsewhere', rolled_back: 'Rolled back', open: 'Open', difference: 'Difference',
};

export const CAUSE_STATE_WORDS: Readonly<Record<CauseWorkState, string>> = {
  new: 'New', acknowledged: 'Acknowledged', in_work: 'In work', snoozed: 'Snoozed', resolved: 'Resolved',
};

export const TAB_WORDS: Readonly<Record<QueueTab, string>> = {
  needs_review: 'Needs review', retrying: 'Retrying', waiting_approval: 'Waiting for approval', snoozed: 'Snoozed', resolved: 'Resolved', rejected: 'Rejected',
};

export const AGE_WORDS: Readonly<Record<AgeBucket, string>> = {
  any: 'Any age', under_4h: 'Under 4 hours', '4h_to_1d': '4 hours to 1 day', '1d_to_3d': '1 to 3 days', over_3d: 'Over 3 days',
};

export const DUE_WORDS: Readonly<Record<DueState, string>> = { any: 'Any due date', late: 'Past due', today: 'Due today', later: 'Due later' };

export const OWNER_WORDS: Readonly<Record<OwnerFilter, string>> = { anyone: 'Anyone', mine: 'Me', mine_or_nobody: 'Me or nobody', nobody: 'Nobody' };

export const SORT_WORDS: Readonly<Record<QueueSort, string>> = {
  urgency: 'Most urgent first', at_risk: 'Amount at risk, high first', oldest: 'Oldest first', newest: 'Newest first', due: 'Due first', document: 'Document number',
};

export const ACTOR_WORDS: Readonly<Record<ReasonActor, string>> = {
  sender: 'The sending system', finance: 'Finance', controller: 'The controller', admin: 'An administrator', nobody: 'Nobody',
};

export const RELATION_WORDS: Readonly<Record<RelatedOperation['relation'], string>> = {
  same_object: 'Same object', same_document: 'Same document', blocked_by: 'Waits behind', blocks: 'Holds up', superseded_by: 'Superseded by',
  supersedes: 'Supersedes', parent: 'Waits for this one', brought: 'Brought by this one',
};

export const DISCARD_WORDS: Readonly<Record<DiscardReason, string>> = {
  duplicate: 'Duplicate', test_data: 'Test data', wrong_account: 'Wrong account', cancelled_at_source: 'Cancelled at source', other: 'Other',
};

export const ROLLBACK_WORDS: Readonly<Record<RollbackReason, string>> = {
  wrong_document: 'Wrong document', duplicate: 'Duplicate', wrong_map: 'Wrong map or setting', test_data: 'Test data', cancelled_at_source: 'Cancelled at source', other: 'Other',
};

export const WAKER_WORDS: Readonly<Record<SnoozeWaker, string>> = {
  date: 'That day', new_version: 'A new version from the source, at the latest that day', period_open: 'The period opens, at the latest that day',
};

/** What a page calls an action; the second says what it does to the one thing it is about. */
export const ACTION_WORDS: Readonly<Record<ActionKind, { readonly short: string; readonly help: string }>> = {
  redrive: { short: 'Redrive', help: 'Runs it again, as it was received.' },
  cancel_retry: { short: 'Cancel retry', help: 'No machine tries it again; it waits for a person.' },
  discard: { short: 'Discard', help: 'Closes it without effect. It can be reopened.' },
  reopen: { short: 'Reopen', help: 'Brings it back to the queue.' },
  resolve_elsewhere: { short: 'Resolve elsewhere', help: 'Links the record that was made by hand, so that a late repeat is answered with it.' },
  edit: { short: 'Edit and redrive', help: 'Corrects fields beside the document, which stays as received, and runs it again.' },
  choose_reference: { short: 'Choose the record', help: 'Says what a value without a match means in NetSuite, for this and every later document.' },
  assign: { short: 'Assign', help: 'Gives it to somebody.' },
  note: { short: 'Add a note', help: 'Says something about it.' },
  snooze: { short: 'Snooze', help: 'Takes it out of the way until a day.' },
  wake: { short: 'Wake', help: 'Brings it back before its day.' },
  escalate: { short: 'Escalate', help: 'Asks somebody with more rights to look.' },
  acknowledge: { short: 'Acknowledge', help: 'Says that it was seen.' },
  start_work: { short: 'Start work', help: 'Says that somebody is at it.' },
  resolve: { short: 'Mark as resolved', help: 'Closes the cause. It comes back if it fails again.' },
  release: { short: 'Release all', help: 'Redrives every operation of the cause as one job.' },
  approve: { short: 'Approve', help: 'Lets what was asked for be carried out.' },
  return: { short: 'Return', help: 'Sends it back to who asked, with a reason.' },
  withdraw: { short: 'Withdraw', help: 'Takes back what one asked for.' },
  force: { short: 'Ask for a ticket', help: 'Lets the source change fields of another owner, for a time and so often. Another person approves it.' },
  end_ticket: { short: 'End the ticket', help: 'Nothing uses it any more.' },
  ask_evidence: { short: 'Ask for evidence', help: 'Makes the evidence of every operation of the period, in parts to download.' },
  ask_retention: { short: 'Ask for retention', help: 'Counts what a rule would end, and asks another person to approve that.' },
  ask_erasure: { short: 'Erase personal data', help: 'Asks that its document and the values of its events are erased. The hashes stay.' },
  sign_off: { short: 'Sign off', help: 'Signs the control total of the period as it stands here. What comes later is marked.' },
  bulk: { short: 'Bulk action', help: 'One action over many operations.' },
  roll_back: { short: 'Roll back', help: 'Shows how what was applied would be taken back, and asks another person for it.' },
  propose: { short: 'Propose', help: 'Writes a decision down. Nothing rests on it before another person accepts it.' },
  replay: { short: 'Replay', help: 'Judges the documents of the last days under the proposal, and says what would change. Nothing is written but the report.' },
  ask_acceptance: { short: 'Ask for acceptance', help: 'Asks another person to accept the decision as it stands, with its report.' },
  supersede: { short: 'Supersede', help: 'Marks the decision as superseded by the one that took its place.' },
};

/** What a sign-off says of an operation, briefly; empty: nothing. */
export function afterWords(after: AfterSigning | undefined): string {
  if (after === undefined) return '';
  return after.kind === 'late' ? 'Came late' : 'Changed since';
}

/** A state as its row says it: one that is none stands as it is. */
export function stateWords(state: string): string {
  return Object.hasOwn(STATE_WORDS, state) ? STATE_WORDS[state as keyof typeof STATE_WORDS] : state;
}

/** Words of what a code of this software says, where no table has it: `match_key` becomes `Match key`. */
export function plainWords(code: string): string {
  const words = code.replace(/_/g, ' ').trim();
  return words === '' ? '' : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** Title of a cause without the source and the place in the document that it may end with: those stand beside it. */
export function causeName({ title, source, documentType }: { readonly title: string; readonly source: string; readonly documentType: string }): string {
  const at = source === '' ? -1 : title.lastIndexOf(` (${source} ${documentType}`);
  return at > 0 ? title.slice(0, at) : title;
}

/** Document type with its number, as a link names it: `order 55120`. */
export function documentName(row: { readonly documentType: string; readonly documentNumber: string; readonly operationId: string }): string {
  const type = plainWords(row.documentType);
  return row.documentNumber === '' ? `${type} (${row.operationId})` : `${type} ${row.documentNumber}`;
}
