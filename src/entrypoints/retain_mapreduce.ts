/**
 * Ends documents and histories, and erases personal data, as another person approved.
 *
 * @NApiVersion 2.1
 * @NScriptType MapReduceScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import type { EndWork } from '../application/retain/end-retained';
import { retention } from '../composition-close';

/** What was not ended is taken up by the next run, which finds it by itself. */
export const config = { retryCount: 0 } as const;

/** Parts that are not done; none where nothing was approved. */
export function getInputData(): readonly EndWork[] {
  return retention().parts();
}

/** Routes each part to an invocation of its own, which has the units for it. */
export function map(context: EntryPoints.MapReduce.mapContext): void {
  context.write({ key: context.key, value: context.value });
}

/** Ends one part. */
export function reduce(context: EntryPoints.MapReduce.reduceContext): void {
  for (const value of context.values) retention().end(JSON.parse(value) as EndWork);
}

/** Closes what has come to its end. */
export function summarize(summary: EntryPoints.MapReduce.summarizeContext): void {
  retention().finish(summary);
}
