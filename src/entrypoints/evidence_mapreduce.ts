/**
 * Makes the evidence of periods that somebody asked for, in parts.
 *
 * @NApiVersion 2.1
 * @NScriptType MapReduceScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import type { PartWork } from '../application/close/make-evidence';
import { periodEvidence } from '../composition-close';

/** What was not made is taken up by the next run, which finds it by itself. */
export const config = { retryCount: 0 } as const;

/** Parts that are not there yet; none where nothing is asked for. */
export function getInputData(): readonly PartWork[] {
  return periodEvidence().parts();
}

/** Routes each part to an invocation of its own, which has the units for it. */
export function map(context: EntryPoints.MapReduce.mapContext): void {
  context.write({ key: context.key, value: context.value });
}

/** Makes one part. */
export function reduce(context: EntryPoints.MapReduce.reduceContext): void {
  for (const value of context.values) periodEvidence().make(JSON.parse(value) as PartWork);
}

/** Writes the manifest where all parts are there. */
export function summarize(summary: EntryPoints.MapReduce.summarizeContext): void {
  periodEvidence().finish(summary);
}
