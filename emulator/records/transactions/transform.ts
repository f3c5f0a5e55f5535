import type { FieldDefinition } from '../../metadata/types';
import { NotEmulated, SuiteScriptFailure } from '../../runtime/types';
import type { AccountData } from '../account-data';
import { newLine } from '../drafts';
import { fromMinorUnits, roundTo } from '../money';
import { numberOf, textOf } from '../type-rules';
import type { LineDraft, RecordDraft } from '../types';
import { markApplication, showApplications } from './applications';
import { precisionsOf } from './currency';
import { itemLines, lineFigure, lineText } from './item-amounts';
import { hasLaterDocuments } from './links';
import { openItem } from './open-items';
import { leftToBill, leftToFulfill, orderLines } from './order-progress';
import type { OrderLine } from './order-progress';

/** One record about to be made from another. `target` holds its type's defaults. */
interface Transformation {
  readonly source: RecordDraft;
  readonly target: RecordDraft;
  readonly data: AccountData;
}

/** Pairs of record types that can be transformed here. */
const TRANSFORMS: ReadonlyMap<string, (transformation: Transformation) => void> = new Map([
  ['salesorder>invoice', billOrder], ['salesorder>itemfulfillment', shipOrder],
  ['invoice>customerpayment', payInvoice], ['invoice>creditmemo', creditInvoice],
]);

/** Fields that belong to one document: its own date, number, period, state and figures. */
const OWN_FIELDS: ReadonlySet<string> = new Set([
  'trandate', 'tranid', 'postingperiod', 'externalid', 'createdfrom', 'status', 'statusRef', 'orderstatus', 'shipstatus', 'exchangerate', 'duedate',
  'createddate', 'lastmodifieddate', 'subtotal', 'discounttotal', 'taxtotal', 'total', 'amountpaid', 'amountremaining', 'account',
]);

/**
 * Fills a new record from the one it is made of: every body field both types have but those of one document alone, custom
 * ones among them, addresses, and the lines with what is left of them. NotEmulated for a pair that is not kept;
 * INVALID_INITIALIZE_REF for a source that nothing can be made of in its state.
 */
export function transformDraft(transformation: Transformation): void {
  const { source, target } = transformation;
  const transform = TRANSFORMS.get(`${source.definition.id}>${target.definition.id}`);
  if (transform === undefined) throw new NotEmulated(`record.transform from ${source.definition.id} to ${target.definition.id}`);
  copyFields(source.definition.fields, source, target);
  for (const [fieldId, address] of source.subrecords) {
    if (target.definition.subrecords.has(fieldId)) target.subrecords.set(fieldId, new Map(address));
  }
  if (target.definition.fields.has('createdfrom')) target.values.set('createdfrom', source.id ?? null);
  transform(transformation);
  // All of it is written with the record, as on any new one.
  for (const fieldId of target.values.keys()) if (fieldId !== 'payment') target.changed.add(fieldId);
}

/** NotEmulated for a pair that is not kept, before anything is read. */
export function requireTransform(fromType: string, toType: string): void {
  if (!TRANSFORMS.has(`${fromType}>${toType}`)) throw new NotEmulated(`record.transform from ${fromType} to ${toType}`);
}

type Values = Pick<RecordDraft, 'values'>;

function copyFields(fields: ReadonlyMap<string, FieldDefinition>, source: Values, target: RecordDraft): void {
  for (const fieldId of fields.keys()) {
    const value = source.values.get(fieldId) ?? null;
    if (value !== null && target.definition.fields.has(fieldId) && !OWN_FIELDS.has(fieldId)) target.values.set(fieldId, value);
  }
}

function cannotInitialize({ source, target }: Transformation): SuiteScriptFailure {
  return new SuiteScriptFailure('INVALID_INITIALIZE_REF', `You can not initialize ${target.definition.id}: invalid reference ${String(source.id)}.`);
}

/** Orders are billed while they wait for it; in advance of their fulfillment only where the company does so. */
function billOrder(transformation: Transformation): void {
  const { source, target, data } = transformation;
  if (['A', 'C', 'G', 'H'].includes(textOf(source, 'orderstatus') ?? '')) throw cannotInitialize(transformation);
  const left = orderLines(data, source.id ?? 0).map((line) => ({ line, left: leftToBill(data, line) })).filter((each) => each.left > 0);
  if (left.every(({ line }) => line.quantity === undefined)) throw cannotInitialize(transformation);
  target.sublists.set('item', left.flatMap((each) => billedLine(transformation, each)));
  if (hasLaterDocuments(data, source.id ?? 0) && orderLines(data, source.id ?? 0).some((line) => line.billed > 0)) {
    for (const fieldId of ['discountitem', 'discountrate', 'shipmethod', 'shippingcost']) target.values.delete(fieldId);
  }
}

function sourceLine(source: RecordDraft, line: OrderLine): LineDraft | undefined {
  return itemLines(source).find((each) => lineText(each, 'line') === String(line.id));
}

function billedLine({ source, target, data }: Transformation, { line, left }: { readonly line: OrderLine; readonly left: number }): readonly LineDraft[] {
  const from = sourceLine(source, line);
  if (from === undefined) return [];
  const { foreign } = precisionsOf(source, data);
  const whole = line.quantity === undefined || left === line.quantity;
  const amount = whole ? line.amount : roundTo(line.amount * (left / line.quantity), foreign);
  return [madeLine({ source, target, data }, from, { ...(line.quantity === undefined ? {} : { quantity: left }), amount, orderline: line.id })];
}

/** A line with the columns both sublists have, custom ones among them. */
function madeLine({ source, target }: Transformation, from: LineDraft, values: Readonly<Record<string, number>>): LineDraft {
  const fields = target.definition.sublists.get('item')?.fields ?? new Map<string, FieldDefinition>();
  const made = newLine(fields);
  for (const [fieldId, value] of from.values) {
    if (fields.has(fieldId) && fieldId !== 'line' && fieldId !== 'lineuniquekey' && value !== null) made.values.set(fieldId, value);
  }
  for (const [fieldId, value] of Object.entries({ ...values, orderdoc: source.id ?? 0 })) if (fields.has(fieldId)) made.values.set(fieldId, value);
  return { ...made, changed: new Set() };
}

function shipOrder(transformation: Transformation): void {
  const { source, target, data } = transformation;
  const left = orderLines(data, source.id ?? 0).map((line) => ({ line, left: leftToFulfill(line) })).filter((each) => each.left > 0);
  if (left.length === 0 || !['B', 'D', 'E'].includes(textOf(source, 'orderstatus') ?? '')) throw cannotInitialize(transformation);
  target.values.set('exchangerate', numberOf(source, 'exchangerate') ?? 1);
  target.sublists.set('item', left.flatMap(({ line, left: quantity }) => {
    const from = sourceLine(source, line);
    return from === undefined ? [] : [madeLine(transformation, from, { quantity, quantityremaining: quantity, orderline: line.id })];
  }));
}

/** A payment lists every open invoice of the customer, this one marked with all that is due. */
function payInvoice(transformation: Transformation): void {
  const { source, target, data } = transformation;
  const item = openItem(data, source.id ?? 0);
  if (item === undefined || item.used === item.total) throw cannotInitialize(transformation);
  target.values.set('customer', numberOf(source, 'entity') ?? null);
  target.values.set('aracct', numberOf(source, 'account') ?? null);
  target.values.set('payment', fromMinorUnits(item.total - item.used, item.precision));
  showApplications(target, data);
  markApplication(target, item.id);
}

/** A credit memo takes the invoice's lines and rate, and settles the invoice as far as it is open. */
function creditInvoice(transformation: Transformation): void {
  const { source, target, data } = transformation;
  target.values.set('account', numberOf(source, 'account') ?? null);
  target.values.set('exchangerate', numberOf(source, 'exchangerate') ?? 1);
  target.sublists.set('item', itemLines(source).map((line) => {
    const made = madeLine(transformation, line, {});
    made.values.delete('orderline');
    made.values.delete('orderdoc');
    return made;
  }));
  showApplications(target, data);
  markApplication(target, source.id ?? 0, lineFigure({ values: source.values, subrecords: new Map(), changed: new Set() }, 'total'));
}

/** Fills a new payment or refund for a customer: its open documents are listed. */
export function initializeMoney(draft: RecordDraft, data: AccountData, customer: number): void {
  const row = data.referenced('customer', customer)?.row;
  if (row === undefined) throw new SuiteScriptFailure('INVALID_INITIALIZE_REF', `You can not initialize ${draft.definition.id}: invalid reference ${String(customer)}.`);
  for (const [fieldId, value] of Object.entries({ customer, subsidiary: row['subsidiary'] ?? null, currency: row['currency'] ?? null })) {
    draft.values.set(fieldId, value);
    draft.changed.add(fieldId);
  }
  showApplications(draft, data);
}
