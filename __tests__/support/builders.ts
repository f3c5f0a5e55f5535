import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { calendarDateInUtc } from '../../src/domain/calendar';
import type { LocalHourIn } from '../../src/domain/absence';
import type { CalendarDateIn } from '../../src/domain/calendar';
import { parseDocument } from '../../src/domain/document';
import type { DocumentValue } from '../../src/domain/document';
import { canonicalRows } from '../../src/domain/map';
import type { CompiledMap, LineSource, ObjectRule, OwnershipRow } from '../../src/domain/map';
import type { RowInput } from '../../src/domain/transform';

/** SHA-256 as lower-case hex, computed apart from the product's gateway. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** A plain value as a parsed document. Numbers come out as the lossless kind. */
export const document = (value: unknown): DocumentValue => parseDocument(JSON.stringify(value), '');

/** A body row of source `shop`, onto a text field. */
export function row(changes: Partial<OwnershipRow> = {}): OwnershipRow {
  return {
    code: 'shop.order.body.memo', lines: '', target: 'memo', owner: 'shop', kind: 'authoritative', path: '/note', transform: { kind: 'text' },
    required: false, onConflict: 'review', onEmpty: 'keep', group: '', decision: 'D-0001', ...changes,
  };
}

/** A full-document upsert rule of source `shop` for orders. */
export function rule(changes: Partial<ObjectRule> = {}): ObjectRule {
  return {
    code: 'shop.order', source: 'shop', documentType: 'order', target: 'salesorder', mayCreate: true, mayUpdate: true, mayCancel: false,
    documents: 'full', mode: 'sync', intent: 'upsert', onConflict: 'review', roots: [''], paths: { externalId: '/id' }, totals: [], lines: [],
    ignored: [], parts: {}, mapVersion: '2026-01-01.1', rowCount: 0, rowsHash: '', decision: 'D-0002', ...changes,
  };
}

/** A rule with its rows, counted and hashed as the compiler does. */
export function compiled(rows: readonly OwnershipRow[], changes: Partial<ObjectRule> = {}): CompiledMap {
  return { rule: rule({ rowCount: rows.length, rowsHash: sha256(canonicalRows(rows)), ...changes }), rows, consistent: true };
}

/** What a row reads from: a binding of `shop`, ISK counted in hundredths, and the zones UTC and `Behind`, always a day behind it. */
export function rowInput(changes: Partial<RowInput> = {}): RowInput {
  return {
    element: document({}), elementPointer: '', object: document({}), binding: { subsidiary: 5, channel: 'web' }, exponents: { ISK: 2 },
    calendarDateIn: (ms, zone) => calendarDateInUtc(zone === 'Behind' ? ms - 86_400_000 : ms, zone === 'Behind' ? 'UTC' : zone), ...changes,
  };
}

/** The date in a zone, by the tables of this machine; undefined for a zone that they do not have. */
export const calendarDateByIntl: CalendarDateIn = (epochMs, zone) => {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(epochMs));
  } catch {
    return undefined;
  }
};

/** The hour in a zone, by the zones that Node knows. */
export const localHourByIntl: LocalHourIn = (epochMs, zone) => {
  const date = calendarDateByIntl(epochMs, zone);
  if (date === undefined) return undefined;
  return { date, hour: Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(new Date(epochMs))) };
};

/** Lines of sublist `item`, one for each element of `/lines`. */
export function lineSource(changes: Partial<LineSource> = {}): LineSource {
  return { name: 'items', sublist: 'item', each: '/lines', key: '/id', ...changes };
}

/** Decimals as people write them, up to `digits` digits on either side of the point, with their value in units of 10^-digits. */
export function decimals(digits = 9): fc.Arbitrary<{ readonly text: string; readonly scaled: bigint }> {
  const part = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: digits }).map((list) => list.join(''));
  return fc.record({ negative: fc.boolean(), whole: part, fraction: fc.option(part, { nil: undefined }) }).map(({ negative, whole, fraction }) => {
    const magnitude = BigInt(`${whole}${(fraction ?? '').padEnd(digits, '0')}`);
    return { text: `${negative ? '-' : ''}${whole}${fraction === undefined ? '' : `.${fraction}`}`, scaled: negative ? -magnitude : magnitude };
  });
}

/** What `work` throws; fails where it throws nothing. */
export function thrownBy(work: () => unknown): { readonly name: string; readonly message: string } & Readonly<Record<string, unknown>> {
  try {
    work();
  } catch (error) {
    return error as { readonly name: string; readonly message: string } & Readonly<Record<string, unknown>>;
  }
  throw new Error('Nothing was thrown.');
}
