/**
 * On the home dashboard: what is open, late and at risk, and whether the sweep runs.
 *
 * @NApiVersion 2.1
 * @NScriptType Portlet
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { reviewTile } from '../composition-review';

/** Fills the tile. */
export function render(context: EntryPoints.Portlet.renderContext): void {
  reviewTile(context);
}
