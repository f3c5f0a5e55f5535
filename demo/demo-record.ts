import type { SeedValue } from '../emulator/types';

/** A value of a demo record: plain, or the internal id of another demo record by its key. */
export type DemoValue = SeedValue | { readonly ref: string } | { readonly refs: readonly string[] };

/** A record of the demo company. `key` is unique, and its external id wherever the type takes one. */
export interface DemoRecord {
  readonly key: string;
  readonly type: string;
  readonly values: Readonly<Record<string, DemoValue>>;
  readonly sublists?: Readonly<Record<string, readonly Readonly<Record<string, SeedValue>>[]>>;
  /** How it is found again where the type takes no external id. */
  readonly foundBy?: { readonly table: string; readonly column: string; readonly value: string };
}

/** The internal id of the demo record with this key. */
export function ref(key: string): { readonly ref: string } {
  return { ref: key };
}

/** Keys of the two subsidiaries that trade. */
export const US = 'demo_subsidiary_us';
export const CANADA = 'demo_subsidiary_ca';
