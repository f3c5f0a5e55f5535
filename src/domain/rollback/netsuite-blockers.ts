import type { ObservedError } from '../observed-error';
import type { BlockerCode } from './blockers';
import type { WayKind } from './way-back';

/** What an error of NetSuite, or of a gateway, says stands in a way; by its name (help section_N3539978). */
const BY_NAME: ReadonlyMap<string, BlockerCode> = new Map([
  ...named('record_gone', 'RCRD_DSNT_EXIST', 'RCRD_DELETED_SINCE_RETRIEVED', 'TRANS_DSNT_EXIST', 'THAT_RECORD_DOES_NOT_EXIST'),
  ...named('record_void', 'CANT_MODIFY_VOID_TRANS'),
  ...named('locked_by_workflow', 'RCRD_LOCKED_BY_WF'),
  ...named('linked', 'CANT_VOID_TRANS', 'TRANS_IN_USE', 'CANT_DELETE_TRANS', 'CANT_DELETE_CUSTOMER', 'CANT_DELETE_VENDOR', 'CANT_DELETE_ENTITY', 'CANT_DELETE_ITEM', 'CANT_DELETE_RCRD', 'CANT_DELETE_CHILD_RCRD_FOUND', 'CANT_DELETE_CHILD_RCRDS_EXIST', 'INVALID_INITIALIZE_REF', 'DOCKET_APPLY_LINE_MISSING'),
  ...named('moves_stock', 'VOIDING_REVERSAL_DISALLWD'),
  ...named('period_closed', 'TRAN_PERIOD_CLOSED', 'CLOSED_TRAN_PRD', 'TRAN_PRD_CLOSED', 'TRANS_EDIT_DISALLWD', 'DOCKET_PERIOD_CLOSED'),
  ...named('period_locked', 'DOCKET_PERIOD_LOCKED'),
  ...named('no_open_period', 'VALID_PRD_REQD', 'DATE_PRD_MISMATCH', 'DOCKET_PERIOD_NOT_OPEN'),
  ...named('edited_since', 'DOCKET_EDITED_SINCE'),
  ...named('way_unavailable', 'DOCKET_NOT_REVERSIBLE'),
]);

function named(code: BlockerCode, ...names: readonly string[]): readonly (readonly [string, BlockerCode])[] {
  return names.map((name) => [name, code]);
}

/** Ways that post something new: there a period that is closed is the one of the reversal, not of the record. */
const POSTS_ANEW: readonly WayKind[] = ['void_by_journal', 'credit_memo', 'refund', 'reversing_journal'];

/** What of a plan's ground has moved where a way was refused, by the name of the error; empty: it says nothing of that. */
export function blockersOfError({ name }: ObservedError, way: WayKind): readonly BlockerCode[] {
  // A type that cannot be voided as the preference stands, and one that cannot be voided at all, have one name (help section_4413165692).
  if (name === 'INVALID_RCRD_TYPE' || name === 'INVALID_RECORD_TYPE') return [way === 'void' || way === 'void_by_journal' ? 'voids_by_journal' : 'way_unavailable'];
  const code = BY_NAME.get(name);
  if (code === undefined) return [];
  return [code === 'period_closed' && POSTS_ANEW.includes(way) ? 'no_open_period' : code];
}
