/**
 * Seals the history once a day, and sends the seal out of the account.
 *
 * @NApiVersion 2.1
 * @NScriptType MapReduceScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { sealing } from '../composition-audit';
import type { PageWork } from '../application/audit/seal-day';

/** What was begun and not ended is done by the next run, which finds it by itself. */
export const config = { retryCount: 0 } as const;

/** Pages of the seal that are not there yet; none where no seal is due. */
export function getInputData(): readonly PageWork[] {
  return sealing().pages();
}

/** Writes one page. */
export function map(context: EntryPoints.MapReduce.mapContext): void {
  sealing().write(JSON.parse(context.value) as PageWork);
}

/** Closes the seal where all its pages are there. */
export function summarize(summary: EntryPoints.MapReduce.summarizeContext): void {
  sealing().close(summary);
}
