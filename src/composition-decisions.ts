import { checkDecided, checkDecision } from './gateways/decision-check';
import type { SavedRow } from './gateways/decision-check';
import { netSuitePlatform } from './gateways/platform-gateway';

/** Looks at a decision that is about to be saved or deleted; throws where it may not be. */
export function decisionSaved(row: SavedRow): void {
  checkDecision(row, netSuitePlatform().sha256);
}

/** Looks at a row that rests on a decision and is about to be saved; throws where it may not be. */
export function policySaved(row: SavedRow): void {
  checkDecided(row);
}
