/**
 * Judges stored documents under a proposed change of a map or a policy, and attaches the report to its decision.
 *
 * @NApiVersion 2.1
 * @NScriptType MapReduceScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import type { ReplaySlice } from '../application/decisions/replay-port';
import { replaying } from '../composition-replay';

/** A slice writes nothing, and one that was not replayed is taken up by the next run. */
export const config = { retryCount: 0 } as const;

/** Slices of the oldest replay that waits; none where none does. */
export function getInputData(): readonly ReplaySlice[] {
  return replaying().slices();
}

/** Routes each slice to an invocation of its own, which has the units for it. */
export function map(context: EntryPoints.MapReduce.mapContext): void {
  context.write({ key: context.key, value: context.value });
}

/** Replays one slice. */
export function reduce(context: EntryPoints.MapReduce.reduceContext): void {
  for (const value of context.values) context.write({ key: context.key, value: JSON.stringify(replaying().replay(JSON.parse(value) as ReplaySlice)) });
}

/** Adds up what the slices came to, and attaches the report. */
export function summarize(summary: EntryPoints.MapReduce.summarizeContext): void {
  replaying().report(summary);
}
