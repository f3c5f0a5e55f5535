import type { Record as NetSuiteRecord } from 'N/record';
import { COLLISION_NAMES } from '../domain/signals';
import { observeError } from './suitescript-error';

/** Saves a row unless somebody else did in between: the type has optimistic locking (platform facts 4.3). False: somebody did. */
export function saveUnlessChanged(row: NetSuiteRecord): boolean {
  try {
    row.save();
    return true;
  } catch (error) {
    if (COLLISION_NAMES.includes(observeError(error).name)) return false;
    throw error;
  }
}
