import * as record from 'N/record';
import type { Record as NetSuiteRecord } from 'N/record';
import * as search from 'N/search';
import { lineOfApplied } from '../domain/applied-values';
import { parseDecimal } from '../domain/decimal';
import { appliedValue, sameValue } from '../domain/field-value';
import type { CurrentValue } from '../domain/field-value';
import { reversingLines } from '../domain/rollback/reversing-lines';
import type { PostingLine } from '../domain/rollback/reversing-lines';
import type { OpenPeriod } from '../domain/rollback/subject';
import type { RestoredField, WayBack } from '../domain/rollback/way-back';
import { reversalExternalId } from '../domain/rollback/way-effect';
import { currentValue, nativeValue } from './field-values';
import { rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { STAMP } from './record-ids';
import { readBody, writeBody } from './target-body';
import { KEYED_SUBLIST, lineNumbers, lineOf } from './target-lines';
import { targetKind } from './target-kinds';

/** Thrown before a save, so nothing stands. */
class WayClosed extends Error {
  constructor(override readonly name: 'DOCKET_EDITED_SINCE' | 'DOCKET_NOT_REVERSIBLE' | 'DOCKET_APPLY_LINE_MISSING', message: string) {
    super(message);
  }
}

/** A record and the operation that takes it back. */
export interface Ordered {
  readonly operationId: string;
  readonly record: { readonly recordType: string; readonly internalId: number };
}

/** Type of the record that a way makes. */
export const MADE_TYPE = { credit_memo: 'creditmemo', refund: 'customerrefund', reversing_journal: 'journalentry' } as const;

/** Puts fields back that hold what the operation wrote, takes away lines that it added; DOCKET_EDITED_SINCE where one of them does not. */
export function restore(target: NetSuiteRecord, { fields, removedLines }: Extract<WayBack, { readonly kind: 'restore' }>): void {
  const edited = fields.filter((field) => !sameValue(appliedValue(field.from), heldAt(target, field) ?? null));
  if (edited.length > 0) throw new WayClosed('DOCKET_EDITED_SINCE', `Changed since: ${edited.map((field) => field.target).join(', ')}.`);
  for (const field of fields) putBack(target, field);
  const gone = removedLines.map(lineOfApplied).map(({ sublist, key }) => ({ sublistId: sublist, line: lineOf(target, sublist, key) })).filter(({ line }) => line >= 0);
  // From the end, so that a removal does not move the lines still to be removed.
  for (const line of gone.sort((a, b) => b.line - a.line)) target.removeLine(line);
}

/** Closes the lines of an order, or opens them again; NetSuite then says so of the order. */
export function turnLines(target: NetSuiteRecord, closed: boolean): void {
  for (const line of lineNumbers(target, KEYED_SUBLIST)) target.setSublistValue({ sublistId: KEYED_SUBLIST, fieldId: 'isclosed', line, value: closed });
}

/** The credit memo of an invoice, as NetSuite makes it, dated in an open period. */
export function creditMemoOf(order: Ordered, period: DatedPeriod): NetSuiteRecord {
  const { record: { recordType, internalId } } = order;
  return named(record.transform({ fromType: recordType, fromId: internalId, toType: MADE_TYPE.credit_memo, isDynamic: false }), order, period);
}

/** Pays an unapplied payment back from the account that took it; DOCKET_APPLY_LINE_MISSING where nothing of it is free. */
export function refundOf(order: Ordered, period: DatedPeriod): NetSuiteRecord {
  const { record: { recordType, internalId } } = order;
  const payment = record.load({ type: recordType, id: internalId, isDynamic: false });
  const of = (fieldId: string) => currentValue(payment.getValue({ fieldId }));
  const refund = record.create({ type: MADE_TYPE.refund, isDynamic: false, defaultValues: { entity: Number(of('customer')) } });
  for (const fieldId of ['account', 'aracct', 'paymentmethod']) {
    const value = of(fieldId);
    if (value !== null && value !== '') refund.setValue({ fieldId, value: Number(value) });
  }
  const line = lineNumbers(refund, 'apply').find((each) => Number(refund.getSublistValue({ sublistId: 'apply', fieldId: 'doc', line: each })) === internalId);
  if (line === undefined) throw new WayClosed('DOCKET_APPLY_LINE_MISSING', `The payment ${String(internalId)} is not among what may be refunded to its customer.`);
  refund.setSublistValue({ sublistId: 'apply', fieldId: 'apply', line, value: true });
  return named(refund, order, period);
}

/** The journal that reverses what a transaction posted; DOCKET_NOT_REVERSIBLE where no one journal does. */
export function reversingJournalOf(order: Ordered, period: DatedPeriod): NetSuiteRecord {
  const { record: { recordType, internalId } } = order;
  const found = search.lookupFields({ type: recordType, id: internalId, columns: ['currency', 'subsidiary', 'exchangerate', 'tranid'] }) as Readonly<Record<string, unknown>>;
  const rate = parseDecimal(shownText(found['exchangerate'])) ?? '1';
  const lines = reversingLines(runStatement(POSTED_LINES, [internalId]).map(postingLine), rate);
  if (lines === undefined || lines.length === 0) {
    throw new WayClosed('DOCKET_NOT_REVERSIBLE', lines === undefined ? 'It realized an exchange gain or loss, so no one journal is its reverse.' : 'It posts nothing that could be reversed.');
  }
  const journal = record.create({ type: MADE_TYPE.reversing_journal, isDynamic: false });
  for (const fieldId of ['subsidiary', 'currency']) journal.setValue({ fieldId, value: Number(shownText(found[fieldId])) });
  journal.setValue({ fieldId: 'exchangerate', value: Number(rate) });
  journal.setValue({ fieldId: 'memo', value: `Reversal of ${recordType} ${shownText(found['tranid'])}` });
  lines.forEach(({ account, side, amount, segments }, line) => {
    journal.setSublistValue({ sublistId: 'line', fieldId: 'account', line, value: account });
    journal.setSublistValue({ sublistId: 'line', fieldId: side, line, value: Number(nativeValue({ kind: 'decimal', decimal: amount })) });
    for (const [fieldId, value] of Object.entries(segments)) journal.setSublistValue({ sublistId: 'line', fieldId, line, value });
  });
  return named(journal, order, period);
}

/** An open period with its internal id. */
export interface DatedPeriod extends OpenPeriod {
  readonly internalId: number;
}

/** What is made against a record has a name of its own, the stamp of its operation, and its day in an open period. */
function named(made: NetSuiteRecord, { operationId }: Ordered, { internalId, date }: DatedPeriod): NetSuiteRecord {
  writeBody(made, [{ target: 'trandate', value: { kind: 'date', date } }]);
  made.setValue({ fieldId: 'postingperiod', value: internalId });
  made.setValue({ fieldId: 'externalid', value: reversalExternalId(operationId) });
  // Set in every case: a transformed record starts with the stamp of what it was made of.
  made.setValue({ fieldId: STAMP.transaction, value: operationId });
  return made;
}

/** What a field of a loaded record holds; undefined: its line is not there. */
export function heldAt(target: NetSuiteRecord, { target: name }: Pick<RestoredField, 'target'>): CurrentValue | undefined {
  const place = placeOf(target, name);
  if (place === undefined) return readBody(target, name);
  if (place.line < 0) return undefined;
  const [owner = '', inner] = place.column.split('.');
  const at = { sublistId: place.sublist, fieldId: owner, line: place.line };
  return currentValue(inner === undefined ? target.getSublistValue(at) : target.getSublistSubrecord(at).getValue({ fieldId: inner }));
}

function putBack(target: NetSuiteRecord, { target: name, to }: RestoredField): void {
  const place = placeOf(target, name);
  const value = appliedValue(to);
  if (place === undefined) {
    writeBody(target, [{ target: name, value }]);
    return;
  }
  const [owner = '', inner] = place.column.split('.');
  const at = { sublistId: place.sublist, fieldId: owner, line: place.line };
  if (inner === undefined) target.setSublistValue({ ...at, value: nativeValue(value) });
  else target.getSublistSubrecord(at).setValue({ fieldId: inner, value: nativeValue(value) });
}

/** Where `item:<key>.rate` stands; undefined: the target is a body field. A key holds no dot, being escaped. */
function placeOf(target: NetSuiteRecord, name: string): { readonly sublist: string; readonly line: number; readonly column: string } | undefined {
  if (!name.includes(':')) return undefined;
  const dot = name.indexOf('.');
  const { sublist, key } = lineOfApplied(name.slice(0, dot));
  return { sublist, line: lineOf(target, sublist, key), column: name.slice(dot + 1) };
}

/** Stamps a loaded record in the save that changes it. */
export function stamp(target: NetSuiteRecord, { operationId, record: { recordType } }: Ordered): NetSuiteRecord {
  target.setValue({ fieldId: targetKind(recordType).stampField, value: operationId });
  return target;
}

/** Primary accounting book. */
const POSTED_LINES = `SELECT a.account AS account, a.debit AS debit, a.credit AS credit, l.foreignamount AS foreign_amount, l.entity AS entity, l.department AS department, l.class AS class, l.location AS location
FROM transactionaccountingline a INNER JOIN transactionline l ON l.transaction = a.transaction AND l.id = a.transactionline
WHERE a.transaction = ? AND a.posting = 'T' AND a.accountingbook = 1 ORDER BY a.transactionline`;

function postingLine(row: QueryRow): PostingLine {
  const credit = parseDecimal(rowText(row, 'credit'));
  const segments = ['entity', 'department', 'class', 'location'].flatMap((name) => { const id = rowNumber(row, name); return id === undefined ? [] : [[name, id] as const]; });
  return {
    account: rowNumber(row, 'account') ?? 0, foreign: parseDecimal(rowText(row, 'foreign_amount')) ?? '0',
    base: credit === undefined ? parseDecimal(rowText(row, 'debit')) ?? '0' : `-${credit}`, segments: Object.fromEntries(segments),
  };
}

/** Look-ups return text, or `[{ value, text }]` for selects (platform facts 4.5). */
function shownText(value: unknown): string {
  if (Array.isArray(value)) return shownText((value as readonly { readonly value?: unknown }[])[0]?.value);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
