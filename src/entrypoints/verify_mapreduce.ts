/**
 * Verifies the history: names every row that was changed, is missing, was added or stands in another place.
 *
 * @NApiVersion 2.1
 * @NScriptType MapReduceScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { verification } from '../composition-audit';
import type { VerifySlice } from '../domain/audit/verify-plan';

/** Verifying writes nothing, and what was not verified is taken up by the next run. */
export const config = { retryCount: 0 } as const;

/** Runs of rows to verify; none where no verification is due. */
export function getInputData(): readonly VerifySlice[] {
  return verification().slices();
}

/** Routes each run of rows to an invocation of its own, which has the units for it. */
export function map(context: EntryPoints.MapReduce.mapContext): void {
  context.write({ key: context.key, value: context.value });
}

/** Verifies a run of rows. */
export function reduce(context: EntryPoints.MapReduce.reduceContext): void {
  for (const value of context.values) context.write({ key: context.key, value: JSON.stringify(verification().verify(JSON.parse(value) as VerifySlice)) });
}

/** Tells what was found, and how far the verification is. */
export function summarize(summary: EntryPoints.MapReduce.summarizeContext): void {
  verification().report(summary);
}
