/**
 * Takes up operations that are due or abandoned, probes what became of them and carries them on.
 *
 * @NApiVersion 2.1
 * @NScriptType MapReduceScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import type { DueOperation } from '../application/ports';
import { sweep } from '../composition';

/** Pairs are never replayed by the platform: the operation log itself says what is still to do (platform facts 3.3). */
export const config = { retryCount: 0 } as const;

/** Selects operations that are due. Only ids travel between the stages. */
export function getInputData(): readonly DueOperation[] {
  return sweep().due();
}

/** Routes by lane, so that the operations of one object run in one place, in order. */
export function map(context: EntryPoints.MapReduce.mapContext): void {
  const { internalId, lane } = JSON.parse(context.value) as DueOperation;
  context.write({ key: lane, value: String(internalId) });
}

/** Carries on the operations of one lane. */
export function reduce(context: EntryPoints.MapReduce.reduceContext): void {
  for (const { key, value } of sweep().workLane(context.values.map(Number))) context.write({ key, value });
}

/** Tells of what the sweep came to, and of every failure that the platform caught. */
export function summarize(summary: EntryPoints.MapReduce.summarizeContext): void {
  sweep().report(summary);
}
