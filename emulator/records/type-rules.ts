import type { Actor } from '../runtime/types';
import type { SqlRow, SqlValue } from '../store/sqlite';
import type { AccountData } from './account-data';
import type { RecordDraft } from './types';

/** One save as a type's rules see it. The draft is the save's own copy: a failed save leaves the script's draft as it was. */
export interface SaveStep {
  readonly draft: RecordDraft;
  readonly data: AccountData;
  readonly actor: Actor;
  readonly isNew: boolean;
  readonly ignoreMandatoryFields: boolean;
}

/** What a record type does beyond holding fields. Every part is optional. */
export interface TypeRules {
  /** Values a new record starts with, beyond the fields' own defaults. */
  defaults?(draft: RecordDraft, data: AccountData): void;
  /** Before validation: sources empty fields, numbers, computes totals. */
  prepare?(step: SaveStep): void;
  /** After validation: refuses what single fields cannot show. */
  check?(step: SaveStep): void;
  /** Columns of the row that no field writes, given the row's id. */
  columns?(step: SaveStep, id: number): Readonly<Record<string, SqlValue>>;
  /** After the row is written: its lines and addresses. */
  written?(step: SaveStep, id: number): void;
  /** Completes a loaded draft: lines, addresses, display values. */
  loaded?(draft: RecordDraft, row: SqlRow, data: AccountData): void;
  /** Before the row is deleted: deletes what belongs to it. */
  removing?(id: number, data: AccountData): void;
}

/** Sets a field that NetSuite computes; it is written with the save. */
export function compute(draft: RecordDraft, fieldId: string, value: string | number | boolean | null): void {
  draft.values.set(fieldId, value);
  draft.changed.add(fieldId);
}

/** A field's value, undefined for none. */
export function valueOf(draft: RecordDraft, fieldId: string): string | number | boolean | readonly number[] | undefined {
  return draft.values.get(fieldId) ?? undefined;
}

export function numberOf(draft: RecordDraft, fieldId: string): number | undefined {
  const value = draft.values.get(fieldId);
  return typeof value === 'number' ? value : undefined;
}

export function textOf(draft: RecordDraft, fieldId: string): string | undefined {
  const value = draft.values.get(fieldId);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
