/**
 * Runs as whoever is logged in: saves what a form of the review queue asked for, and leads links to the pages of the person's role.
 *
 * @NApiVersion 2.1
 * @NScriptType Suitelet
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { reviewDoor } from '../composition-review';

/** Saves what was asked for by this click, once, and leads on. */
export function onRequest(context: EntryPoints.Suitelet.onRequestContext): void {
  reviewDoor(context);
}
