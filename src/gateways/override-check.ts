import * as error from 'N/error';
import type { Record as NetSuiteRecord } from 'N/record';
import { overrideFaults, overrideOf } from '../domain/reason-override';
import { OVERRIDE } from './record-ids';
import { textOf } from './record-fields';

/**
 * Refuses an override that names no reason of the catalogue, or whose retry figures are not safe: throws DKT_OVERRIDE_UNSAFE, which
 * says which field and which range. `before`: the record that an inline edit changes some fields of; it gives the others.
 */
export function checkOverride(saved: NetSuiteRecord, before: NetSuiteRecord | undefined): void {
  const text = (fieldId: string) => textOf(saved, fieldId) || (before === undefined ? '' : textOf(before, fieldId));
  const faults = overrideFaults(overrideOf({
    code: text(OVERRIDE.code), title: '', cause: '', whatToDo: '', who: '',
    attempts: text(OVERRIDE.attempts), firstWait: text(OVERRIDE.firstWait), longestWait: text(OVERRIDE.longestWait),
  }));
  if (faults.length > 0) throw refused(faults);
}

function refused(faults: readonly string[]): unknown {
  return error.create({ name: 'DKT_OVERRIDE_UNSAFE', message: faults.join(' '), notifyOff: true });
}
