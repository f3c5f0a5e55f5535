/**
 * The pages of the review queue. Each deployment is for one role and runs as the role of the pages.
 *
 * @NApiVersion 2.1
 * @NScriptType Suitelet
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { reviewPage } from '../composition-review';

/** GET shows a page; POST takes a form. */
export function onRequest(context: EntryPoints.Suitelet.onRequestContext): void {
  reviewPage(context);
}
