import type { Record as NetSuiteRecord } from 'N/record';
import * as runtime from 'N/runtime';
import { isSwitchName } from '../domain/holds';
import { forgetConfiguration } from './configuration-gateway';
import { textOf } from './record-fields';
import { SETTING } from './record-ids';

/**
 * Forgets what is cached of the sources that a saved setting is about, so that closed intake and a binding that is taken away count at
 * once. An inline edit names no more than it changes, and a renamed row was about another source: both copies are asked. What the sweep
 * writes is machine state.
 */
export function forgetOldSetting(saved: NetSuiteRecord, before: NetSuiteRecord | undefined): void {
  if (runtime.executionContext === runtime.ContextType.MAP_REDUCE) return;
  const names = new Set([saved, before].flatMap((copy) => (copy === undefined ? [] : [textOf(copy, SETTING.name)])));
  for (const name of names) if (isSwitchName(name) || name.startsWith('binding:')) forgetConfiguration(name.split(':')[1]);
}
