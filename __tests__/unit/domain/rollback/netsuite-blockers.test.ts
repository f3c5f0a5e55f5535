import { blockersOfError } from '../../../../src/domain/rollback/netsuite-blockers';
import type { WayKind } from '../../../../src/domain/rollback/way-back';

it.each<readonly [string, WayKind, readonly string[]]>([
  ['RCRD_DSNT_EXIST', 'void', ['record_gone']], ['CANT_MODIFY_VOID_TRANS', 'restore', ['record_void']], ['RCRD_LOCKED_BY_WF', 'close', ['locked_by_workflow']],
  ['CANT_VOID_TRANS', 'void', ['linked']], ['CANT_DELETE_CUSTOMER', 'delete', ['linked']], ['INVALID_INITIALIZE_REF', 'credit_memo', ['linked']],
  ['VOIDING_REVERSAL_DISALLWD', 'void', ['moves_stock']], ['TRAN_PERIOD_CLOSED', 'void', ['period_closed']], ['TRAN_PERIOD_CLOSED', 'delete', ['period_closed']],
  ['CLOSED_TRAN_PRD', 'credit_memo', ['no_open_period']], ['CLOSED_TRAN_PRD', 'refund', ['no_open_period']], ['CLOSED_TRAN_PRD', 'reversing_journal', ['no_open_period']], ['CLOSED_TRAN_PRD', 'void_by_journal', ['no_open_period']],
  ['DOCKET_PERIOD_LOCKED', 'restore', ['period_locked']], ['VALID_PRD_REQD', 'credit_memo', ['no_open_period']], ['DOCKET_EDITED_SINCE', 'restore', ['edited_since']], ['DOCKET_NOT_REVERSIBLE', 'reversing_journal', ['way_unavailable']],
  ['INVALID_RCRD_TYPE', 'void', ['voids_by_journal']], ['INVALID_RECORD_TYPE', 'void_by_journal', ['voids_by_journal']], ['INVALID_RCRD_TYPE', 'delete', ['way_unavailable']],
  ['RCRD_HAS_BEEN_CHANGED', 'restore', []], ['SSS_REQUEST_LIMIT_EXCEEDED', 'void', []],
])('%s of %s says %j', (name, way, codes) => {
  expect(blockersOfError({ name, message: 'what NetSuite says' }, way)).toEqual(codes);
});
