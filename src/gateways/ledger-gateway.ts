import * as record from 'N/record';
import type { Record as NetSuiteRecord } from 'N/record';
import * as search from 'N/search';
import type { Ledger, LoadedTarget, ReadBack, SaveResult, TargetIdentity, TargetSighting } from '../application/ports';
import type { CreatePlan, FieldWrite, LineWrite } from '../domain/decide';
import type { CurrentLine, UpdatePlan } from '../domain/decide-update';
import { parseDecimal } from '../domain/decimal';
import { LINE_KEY_COLUMN } from './record-ids';
import { currentValue, nativeValue } from './field-values';
import { textOf } from './record-fields';
import { observeError } from './suitescript-error';
import { targetKind } from './target-kinds';

/** The sublist whose lines carry our line key; lines of others are written once and never matched. */
const KEYED_SUBLIST = 'item';

/** The records that documents become, over N/record and N/search. */
export class LedgerGateway implements Ledger {
  create(identity: TargetIdentity, plan: CreatePlan): SaveResult {
    return attempt(() => {
      const target = record.create({ type: identity.recordType, isDynamic: false });
      writeBody(target, plan.body);
      for (const line of plan.lines) appendLine(target, line);
      target.setValue({ fieldId: 'externalid', value: identity.externalId });
      target.setValue({ fieldId: targetKind(identity.recordType).stampField, value: identity.operationId });
      return target;
    });
  }

  load(recordType: string, internalId: number): LoadedTarget {
    const target = record.load({ type: recordType, id: internalId, isDynamic: false });
    const { stampField } = targetKind(recordType);
    return {
      stamp: textOf(target, stampField),
      body: (field) => readBody(target, field),
      lines: (sublist) => keyedLines(target, sublist),
      save: (plan, operationId) => attempt(() => applyUpdate(target, plan, stampField, operationId)),
      isClosed: () => linesOf(target).every((line) => currentValue(target.getSublistValue({ sublistId: KEYED_SUBLIST, fieldId: 'isclosed', line })) === true),
      close: (operationId) => attempt(() => closeLines(target, stampField, operationId)),
    };
  }

  readBack(recordType: string, internalId: number, amountFields: readonly string[]): ReadBack {
    const { numberField, stampField } = targetKind(recordType);
    const found = search.lookupFields({ type: recordType, id: internalId, columns: [numberField, 'externalid', stampField, ...amountFields] }) as Readonly<
      Record<string, unknown>
    >;
    return {
      documentNumber: plainText(found[numberField]),
      externalId: plainText(found['externalid']),
      stamp: plainText(found[stampField]),
      amounts: Object.fromEntries(amountFields.map((field) => [field, amountText(plainText(found[field]))])),
    };
  }

  probe(recordType: string, externalId: string): TargetSighting | undefined {
    const { hasMainLine, stampField } = targetKind(recordType);
    const mainLine = hasMainLine ? ['and', ['mainline', 'is', 'T']] : [];
    const filters: unknown[] = [['externalidstring', 'is', externalId], ...mainLine];
    const [found] = search
      .create({ type: recordType, filters: filters as string[], columns: ['internalid', stampField] })
      .run()
      .getRange({ start: 0, end: 1 });
    return found === undefined ? undefined : { internalId: Number(found.id), stamp: plainText(found.getValue({ name: stampField })) };
  }

  unitsToWrite(recordType: string): number {
    return targetKind(recordType).unitsToWrite;
  }
}

/** Builds a record and saves it. What throws before the save had no effect; what the save throws is unknown (design 5). */
function attempt(build: () => NetSuiteRecord): SaveResult {
  let target: NetSuiteRecord;
  try {
    target = build();
  } catch (error) {
    return { kind: 'refused', error: observeError(error) };
  }
  try {
    return { kind: 'saved', internalId: target.save() };
  } catch (error) {
    return { kind: 'threw', error: observeError(error) };
  }
}

function applyUpdate(target: NetSuiteRecord, plan: UpdatePlan, stampField: string, operationId: string): NetSuiteRecord {
  writeBody(target, plan.body);
  for (const line of plan.changedLines) writeLine(target, line, lineOf(target, line.sublist, line.key));
  const gone = plan.removedLines.map(({ sublist, key }) => ({ sublistId: sublist, line: lineOf(target, sublist, key) }));
  // From the end, so that a removal does not move the lines still to be removed.
  for (const line of gone.sort((a, b) => b.line - a.line)) target.removeLine(line);
  for (const line of plan.addedLines) appendLine(target, line);
  target.setValue({ fieldId: stampField, value: operationId });
  return target;
}

function linesOf(target: NetSuiteRecord): readonly number[] {
  return Array.from({ length: target.getLineCount({ sublistId: KEYED_SUBLIST }) }, (_, line) => line);
}

/** An order is closed by closing its lines; NetSuite then says Closed. */
function closeLines(target: NetSuiteRecord, stampField: string, operationId: string): NetSuiteRecord {
  for (const line of linesOf(target)) target.setSublistValue({ sublistId: KEYED_SUBLIST, fieldId: 'isclosed', line, value: true });
  target.setValue({ fieldId: stampField, value: operationId });
  return target;
}

function writeBody(target: NetSuiteRecord, writes: readonly FieldWrite[]): void {
  for (const { target: field, value } of writes) {
    const [owner = '', inner] = field.split('.');
    if (inner === undefined) target.setValue({ fieldId: owner, value: nativeValue(value) });
    else target.getSubrecord({ fieldId: owner }).setValue({ fieldId: inner, value: nativeValue(value) });
  }
}

function readBody(target: NetSuiteRecord, field: string): ReturnType<typeof currentValue> {
  const [owner = '', inner] = field.split('.');
  const holder = inner === undefined ? target : target.getSubrecord({ fieldId: owner });
  return currentValue(holder.getValue({ fieldId: inner ?? owner }));
}

function appendLine(target: NetSuiteRecord, line: LineWrite): void {
  const at = target.getLineCount({ sublistId: line.sublist });
  writeLine(target, line, at);
  if (line.sublist === KEYED_SUBLIST) target.setSublistValue({ sublistId: line.sublist, fieldId: LINE_KEY_COLUMN, line: at, value: line.key });
}

function writeLine(target: NetSuiteRecord, line: LineWrite, at: number): void {
  for (const { target: column, value } of line.columns) {
    const [owner = '', inner] = column.split('.');
    const place = { sublistId: line.sublist, fieldId: owner, line: at };
    if (inner === undefined) target.setSublistValue({ ...place, value: nativeValue(value) });
    else target.getSublistSubrecord(place).setValue({ fieldId: inner, value: nativeValue(value) });
  }
}

function keyedLines(target: NetSuiteRecord, sublist: string): readonly CurrentLine[] {
  if (sublist !== KEYED_SUBLIST) return [];
  const count = target.getLineCount({ sublistId: sublist });
  return Array.from({ length: count }, (_, line) => {
    const column = (fieldId: string) => currentValue(target.getSublistValue({ sublistId: sublist, fieldId, line }));
    return { key: String(column(LINE_KEY_COLUMN) ?? ''), column };
  }).filter(({ key }) => key !== '');
}

function lineOf(target: NetSuiteRecord, sublistId: string, key: string): number {
  return target.findSublistLineWithValue({ sublistId, fieldId: LINE_KEY_COLUMN, value: key });
}

/** Searches show amounts as `1,234.50` and `.50`: exact text either way, once it is written out. */
function amountText(shown: string): string | undefined {
  return parseDecimal(shown.replace(/,/g, '').replace(/^(-?)\./, '$10.'));
}

/** Look-ups return text, or `[{ value, text }]` for selects (platform facts 4.5). */
function plainText(value: unknown): string {
  if (Array.isArray(value)) return plainText((value as readonly { readonly value?: unknown }[])[0]?.value);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
