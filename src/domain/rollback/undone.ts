import { appliedValue, valueOnRecord } from '../field-value';
import type { CurrentValue } from '../field-value';
import type { LinkedRecord, StandingRecord } from './subject';
import { recordKey } from './subject';
import { letsGo } from './way-back';
import type { WayBack, WayKind } from './way-back';

/** What the steps before one have taken back: later steps are judged as if that were done. */
export interface Undone {
  readonly operations: ReadonlySet<string>;
  /** By record, the way it is taken back: the last one counts. */
  readonly records: ReadonlyMap<string, WayKind>;
  /** By record and target, what restored fields hold then. */
  readonly fields: ReadonlyMap<string, CurrentValue>;
}

export const NOTHING_UNDONE: Undone = { operations: new Set(), records: new Map(), fields: new Map() };

/** The same, with one more step done. */
export function withUndone(undone: Undone, { operationId, record }: { readonly operationId: string; readonly record: string }, way: WayBack): Undone {
  const restored = way.kind === 'restore' ? way.fields : [];
  return {
    operations: new Set([...undone.operations, operationId]),
    records: new Map([...undone.records, [record, way.kind]]),
    fields: new Map([...undone.fields, ...restored.map(({ target: field, to }) => [fieldKey(record, field), onRecord(to)] as const)]),
  };
}

/** What a field of a record will hold when the steps before are done; undefined: it was not read. */
export function heldValue(undone: Undone, record: string, now: StandingRecord, target: string): CurrentValue | undefined {
  const restored = undone.fields.get(fieldKey(record, target));
  return restored === undefined ? now.fields.get(target) : restored;
}

/** Records that will still stand on this one when the steps before are done. */
export function linksLeft(undone: Undone, links: readonly LinkedRecord[]): readonly LinkedRecord[] {
  return links.filter((link) => {
    const way = undone.records.get(recordKey(link));
    return way === undefined || !letsGo(way, link.kind);
  });
}

/** What a record is called where people read of it. */
export function linkName({ recordType, internalId, documentNumber }: LinkedRecord): string {
  return `${recordType} ${documentNumber === '' ? String(internalId) : documentNumber}`;
}

function fieldKey(record: string, target: string): string {
  return `${record} ${target}`;
}

/** What a restored field will be read as. `applied`: as outcomes keep values. */
function onRecord(applied: string): CurrentValue {
  const value = appliedValue(applied);
  return value === null ? null : valueOnRecord(value);
}
