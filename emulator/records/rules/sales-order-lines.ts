import type { SqlRow, SqlValue } from '../../store/sqlite';
import { ITEM_TYPE_CODES } from '../../metadata/standard/items';
import { NotEmulated } from '../../runtime/types';
import type { AccountData } from '../account-data';
import { userError } from '../failures';
import { fromMinorUnits, minorUnits, productInMinorUnits, roundTo } from '../money';
import { compute, numberOf, textOf } from '../type-rules';
import type { SaveStep } from '../type-rules';
import type { LineDraft, RecordDraft } from '../types';
import { fromSql, toSql } from '../values';

/** Columns that SuiteQL shows with the sign of the ledger: on a sale, items are negative and the main line is positive. */
const NEGATED: ReadonlySet<string> = new Set(['quantity', 'amount']);

/** Decimals that a rate is kept with. */
const RATE_DECIMALS = 8;

/** The item lines of a draft. */
export function itemLines(draft: RecordDraft): readonly LineDraft[] {
  return draft.sublists.get('item') ?? [];
}

/** Decimals of a currency's amounts. */
function precisionOf(data: AccountData, currency: number | undefined): number {
  const row = currency === undefined ? undefined : data.referenced('currency', currency)?.row;
  const precision = row?.['currencyprecision'];
  return typeof precision === 'number' ? precision : 2;
}

/**
 * Fixes every line's quantity, rate and amount. An amount that was set stands as it is; else it is quantity × rate, exact,
 * rounded to the currency. A discount has no quantity. No price is sourced: a line with neither rate nor amount is refused.
 */
export function computeLines(step: SaveStep): void {
  const precision = precisionOf(step.data, numberOf(step.draft, 'currency'));
  for (const line of itemLines(step.draft)) {
    const item = Number(line.values.get('item') ?? 0);
    const found = step.data.referenced('item', item);
    if (found === undefined) continue;
    line.values.set('itemtype', ITEM_TYPE_CODES.get(found.definition.id) ?? null);
    if (text(line, 'description') === undefined && line.changed.has('item')) {
      line.values.set('description', found.row['description'] ?? null);
    }
    if (found.definition.id === 'discountitem') computeDiscount(line, precision);
    else computeSale(line, precision);
  }
}

function computeSale(line: LineDraft, precision: number): void {
  if (figure(line, 'quantity') === undefined) line.values.set('quantity', 1);
  const quantity = figure(line, 'quantity') ?? 1;
  const amount = givenAmount(line);
  if (amount !== undefined) {
    line.values.set('amount', roundTo(amount, precision));
    if (!line.changed.has('rate') && quantity !== 0) line.values.set('rate', roundTo(amount / quantity, RATE_DECIMALS));
    return;
  }
  const rate = figure(line, 'rate');
  if (rate === undefined) throw userError('Please enter a value for amount.');
  line.values.set('amount', fromMinorUnits(productInMinorUnits(quantity, rate, precision), precision));
}

function computeDiscount(line: LineDraft, precision: number): void {
  line.values.set('quantity', null);
  const amount = givenAmount(line) ?? figure(line, 'rate');
  if (amount === undefined) throw userError('Please enter a value for amount.');
  if (amount > 0) throw new NotEmulated('a discount line with a positive amount');
  line.values.set('amount', roundTo(amount, precision));
  if (!line.changed.has('rate')) line.values.set('rate', roundTo(amount, precision));
}

/** The amount that stands by itself: set now, or kept because nothing it follows from was set. */
function givenAmount(line: LineDraft): number | undefined {
  const follows = line.changed.has('quantity') || line.changed.has('rate');
  return line.changed.has('amount') || !follows ? figure(line, 'amount') : undefined;
}

/** Subtotal of all lines, header discount, shipping, tax (none) and total, in the order's currency. */
export function computeTotals(step: SaveStep): void {
  const { draft, data } = step;
  const precision = precisionOf(data, numberOf(draft, 'currency'));
  const units = (value: number | undefined) => minorUnits(value ?? 0, precision);
  const subtotal = itemLines(draft).reduce((sum, line) => sum + units(figure(line, 'amount')), 0n);
  const discount = units(numberOf(draft, 'discountrate'));
  const shipping = units(numberOf(draft, 'shippingcost'));
  compute(draft, 'subtotal', fromMinorUnits(subtotal, precision));
  compute(draft, 'discounttotal', fromMinorUnits(discount, precision));
  compute(draft, 'taxtotal', 0);
  compute(draft, 'total', fromMinorUnits(subtotal + discount + shipping, precision));
}

/** Reads the item lines back in their order, with the signs that scripts see. */
export function loadLines(draft: RecordDraft, data: AccountData, id: number): void {
  const sublist = draft.definition.sublists.get('item');
  if (sublist === undefined) return;
  const rows = data.database
    .prepare('SELECT * FROM "transactionline" WHERE "transaction" = ? AND "_role" = \'item\' ORDER BY "linesequencenumber"').all(id);
  draft.sublists.set('item', rows.map((row) => ({
    values: new Map([...sublist.fields.values()].map((field) => {
      const value = fromSql(field, row[field.column ?? '']);
      return [field.id, NEGATED.has(field.id) && typeof value === 'number' ? 0 - value : value];
    })),
    subrecords: new Map(),
    changed: new Set<string>(),
  })));
}

/** Writes main line, item lines, header discount and shipping. Lines keep their id and unique key for life. */
export function writeLines(step: SaveStep, id: number): void {
  const { data, draft } = step;
  const known = new Map(data.database.prepare('SELECT "id", "uniquekey", "_role" FROM "transactionline" WHERE "transaction" = ?').all(id)
    .map((row) => [String(row['_role'] === 'item' ? row['id'] : row['_role']), row]));
  data.database.prepare('DELETE FROM "transactionline" WHERE "transaction" = ?').run(id);
  const state = { step, id, known, precision: basePrecision(data, numberOf(draft, 'subsidiary')), sequence: 0, lastLine: [...known.values()].reduce((top, row) => Math.max(top, Number(row['id'])), 0) };
  writeLine(state, { role: 'main', mainline: 'T', foreignamount: numberOf(draft, 'total') ?? 0, memo: textOf(draft, 'memo') ?? null });
  for (const line of itemLines(draft)) writeLine(state, { role: 'item', ...itemColumns(step, line) }, text(line, 'line'));
  const discount = numberOf(draft, 'discountrate');
  if (discount !== undefined) {
    writeLine(state, { role: 'discount', item: numberOf(draft, 'discountitem') ?? null, itemtype: 'Discount', rate: discount, foreignamount: 0 - discount });
  }
  const shipping = numberOf(draft, 'shippingcost');
  if (shipping !== undefined) {
    writeLine(state, { role: 'shipping', item: numberOf(draft, 'shipmethod') ?? null, itemtype: 'ShipItem', rate: shipping, foreignamount: 0 - shipping });
  }
}

interface WritingState {
  readonly step: SaveStep;
  readonly id: number;
  readonly known: ReadonlyMap<string, SqlRow>;
  /** Decimals of the subsidiary's base currency. */
  readonly precision: number;
  sequence: number;
  lastLine: number;
}

function writeLine(state: WritingState, columns: Readonly<Record<string, SqlValue>>, lineId?: string): void {
  const { data, draft } = state.step;
  const { role, ...values } = columns;
  const before = state.known.get(role === 'item' ? lineId ?? '' : String(role));
  const line = role === 'main' ? 0 : before === undefined ? (state.lastLine += 1) : Number(before['id']);
  const base = numberOf(draft, 'exchangerate') ?? 1;
  data.insert('transactionline', {
    uniquekey: before === undefined ? data.next('transactionline') : Number(before['uniquekey']),
    id: line, transaction: state.id, linesequencenumber: state.sequence, mainline: 'F', taxline: 'F', iscogs: 'F', donotdisplayline: 'F',
    isclosed: 'F', entity: numberOf(draft, 'entity') ?? null, subsidiary: numberOf(draft, 'subsidiary') ?? null,
    department: numberOf(draft, 'department') ?? null, class: numberOf(draft, 'class') ?? null, location: numberOf(draft, 'location') ?? null,
    netamount: fromMinorUnits(productInMinorUnits(Number(columns['foreignamount'] ?? 0), base, state.precision), state.precision),
    _role: role ?? null, ...values,
  });
  state.sequence += 1;
}

function itemColumns(step: SaveStep, line: LineDraft): Readonly<Record<string, SqlValue>> {
  const fields = [...(step.draft.definition.sublists.get('item')?.fields.values() ?? [])]
    .filter((field) => field.column !== undefined && field.id !== 'line' && field.id !== 'lineuniquekey');
  return Object.fromEntries(fields.map((field) => {
    const value = toSql(field, line.values.get(field.id));
    return [field.column ?? '', NEGATED.has(field.id) && typeof value === 'number' ? 0 - value : value];
  }));
}

function basePrecision(data: AccountData, subsidiary: number | undefined): number {
  const currency = subsidiary === undefined ? undefined : data.referenced('subsidiary', subsidiary)?.row['currency'];
  return precisionOf(data, typeof currency === 'number' ? currency : undefined);
}

function figure(line: LineDraft, id: string): number | undefined {
  const value = line.values.get(id);
  return typeof value === 'number' ? value : undefined;
}

function text(line: LineDraft, id: string): string | undefined {
  const value = line.values.get(id);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
