import { SuiteScriptFailure } from '../runtime/types';
import { textOf } from './type-rules';
import type { SaveStep } from './type-rules';

/**
 * A transaction that posts needs an open period for its date (platform facts 9.3). Types that do not post, such as the
 * sales order, pass: closed periods do not stop them.
 */
export function checkPostingPeriod({ draft, data }: SaveStep): void {
  if (draft.definition.posting !== true) return;
  const period = data.database
    .prepare(`SELECT "closed", "alllocked" FROM "accountingperiod"
      WHERE ? BETWEEN "startdate" AND "enddate" AND "isquarter" = 'F' AND "isyear" = 'F' AND "isadjust" = 'F'`)
    .get(textOf(draft, 'trandate') ?? '');
  if (period === undefined) throw new SuiteScriptFailure('VALID_PRD_REQD', 'You must enter a valid posting period.');
  if (period['closed'] === 'T' || period['alllocked'] === 'T') {
    throw new SuiteScriptFailure('TRAN_PERIOD_CLOSED', 'This transaction cannot be saved: its period is closed.');
  }
}
