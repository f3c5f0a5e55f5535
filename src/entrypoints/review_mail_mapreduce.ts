/**
 * Writes to people about the review queue: what is urgent at once, a digest once a day.
 *
 * @NApiVersion 2.1
 * @NScriptType MapReduceScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { mailRound } from '../composition-review';

/** A round that failed is not repeated by the platform: the next one comes in a quarter of an hour. */
export const config = { retryCount: 0 } as const;

/** One round is one unit of work. */
export function getInputData(): readonly string[] {
  return ['round'];
}

/** Sends what is to be sent. */
export function map(_context: EntryPoints.MapReduce.mapContext): void {
  mailRound();
}
