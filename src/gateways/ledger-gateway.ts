import * as record from 'N/record';
import type { Record as NetSuiteRecord } from 'N/record';
import * as search from 'N/search';
import * as transaction from 'N/transaction';
import type { Ledger, LoadedTarget, LoadResult, ReadBack, SaveResult, SeenRecord, TargetIdentity, TargetSighting } from '../application/ports';
import type { CreatePlan } from '../domain/decide';
import type { UpdatePlan } from '../domain/decide-update';
import { multiply, parseDecimal } from '../domain/decimal';
import { reversalKind, voidMethod } from '../domain/rollback/way-back';
import { reversalVoiding } from './accounting-preferences';
import { currentValue } from './field-values';
import { rowText, runStatement } from './query-rows';
import { textOf } from './record-fields';
import { observeError } from './suitescript-error';
import { appendLine, dropOtherLines, KEYED_SUBLIST, keyedLines, lineNumbers, lineOf, placeLine, writeLine } from './target-lines';
import { attempt, readBody, writeBody } from './target-body';
import { TARGET_TYPES, targetKind } from './target-kinds';
import type { TargetKind } from './target-kinds';

/** The records that documents become, over N/record, N/search and N/transaction. */
export class LedgerGateway implements Ledger {
  create(identity: TargetIdentity, plan: CreatePlan): SaveResult {
    const kind = targetKind(identity.recordType);
    return attempt(() => {
      const target = newTarget(identity.recordType, plan, kind);
      writeBody(target, plan.body.filter(({ target: field }) => field !== kind.initializedBy));
      const copied = plan.from !== undefined;
      for (const sublist of plan.wholeSublists ?? []) {
        dropOtherLines(target, sublist, new Set(plan.lines.filter((line) => line.sublist === sublist).map(({ key }) => key)), kind.leaveOutColumn);
      }
      for (const line of plan.lines) placeLine(target, line, { copied, leaveOutColumn: kind.leaveOutColumn });
      target.setValue({ fieldId: 'externalid', value: identity.externalId });
      // Set in every case: a transformed record starts with the stamp of what it was made of.
      target.setValue({ fieldId: kind.stampField, value: identity.operationId });
      refuseUnexpected(target, plan, kind);
      return target;
    });
  }

  load(recordType: string, internalId: number): LoadResult {
    try {
      return { kind: 'loaded', target: loadedTarget(recordType, record.load({ type: recordType, id: internalId, isDynamic: false })) };
    } catch (error) {
      return { kind: 'refused', error: observeError(error) };
    }
  }

  readBack(recordType: string, internalId: number, amountFields: readonly string[]): ReadBack {
    const { numberField, stampField, hasMainLine, posting, hasBaseAmount, signedTotal } = targetKind(recordType);
    // A search shows `total` in base currency, and `fxamount` in the record's own.
    const columnOf = (field: string) => (hasMainLine && field === 'total' ? 'fxamount' : field);
    const placed = hasMainLine ? ['currency', 'subsidiary', ...(posting === undefined ? [] : ['postingperiod'])] : [];
    const columns = [...new Set([numberField, 'externalid', stampField, ...amountFields.map(columnOf), ...placed, ...(hasBaseAmount ? ['fxamount', 'exchangerate'] : [])])];
    const found = search.lookupFields({ type: recordType, id: internalId, columns }) as Readonly<Record<string, unknown>>;
    const shown = (column: string) => amountText(plainText(found[column]));
    const amount = (field: string) => unsigned(shown(columnOf(field)), signedTotal && field === 'total');
    const [total, rate] = hasBaseAmount ? [amount('total'), shown('exchangerate')] : [];
    return {
      documentNumber: plainText(found[numberField]),
      externalId: plainText(found['externalid']),
      stamp: plainText(found[stampField]),
      amounts: Object.fromEntries(amountFields.map((field) => [field, amount(field)])),
      baseAmount: total === undefined || rate === undefined ? undefined : multiply(total, rate),
      currency: idIn(found['currency']),
      subsidiary: idIn(found['subsidiary']),
      postingPeriod: idIn(found['postingperiod']),
    };
  }

  seen(recordType: string, internalId: number): SeenRecord | undefined {
    const { table, typeColumn, numberField } = targetKind(recordType);
    const type = typeColumn === undefined ? `'${recordType}'` : `t.${typeColumn}`;
    const [row] = runStatement(`SELECT t.externalid AS externalid, t.${numberField} AS number, ${type} AS type FROM ${table} t WHERE t.id = ?`, [internalId]);
    return row === undefined || rowText(row, 'type') !== recordType ? undefined : { externalId: rowText(row, 'externalid'), documentNumber: rowText(row, 'number') };
  }

  probe(recordType: string, externalId: string): TargetSighting | undefined {
    const { hasMainLine, stampField } = targetKind(recordType);
    const mainLine = hasMainLine ? ['and', ['mainline', 'is', 'T']] : [];
    const filters: unknown[] = [['externalidstring', 'is', externalId], ...mainLine];
    const columns = ['internalid', stampField, ...(hasMainLine ? ['voided'] : [])];
    const [found] = search.create({ type: recordType, filters: filters as string[], columns }).run().getRange({ start: 0, end: 1 });
    if (found === undefined) return undefined;
    const sighting = { internalId: Number(found.id), stamp: plainText(found.getValue({ name: stampField })) };
    return hasMainLine ? { ...sighting, voided: isTrue(found.getValue({ name: 'voided' })) } : sighting;
  }

  void(recordType: string, internalId: number): SaveResult {
    try {
      return { kind: 'saved', internalId: transaction.void({ type: recordType, id: internalId }) };
    } catch (error) {
      return { kind: 'threw', error: observeError(error) };
    }
  }

  voidsByJournal(recordType: string): boolean {
    const kind = reversalKind(recordType);
    if (kind?.family !== 'posting' || kind.voids !== 'either') return false;
    try {
      return voidMethod(kind.voids, reversalVoiding()) === 'journal';
    } catch {
      // Preferences are not shown to every role. Who is not told takes it that a void empties the record's own period.
      return false;
    }
  }

  targetTypes(): readonly string[] {
    return TARGET_TYPES;
  }

  unitsToWrite(recordType: string): number {
    return targetKind(recordType).unitsToWrite;
  }

  posts(recordType: string): boolean {
    return targetKind(recordType).posting !== undefined;
  }
}

/** A new record: made of another, or begun with its party where NetSuite must list what it may settle. */
function newTarget(recordType: string, plan: CreatePlan, { initializedBy }: TargetKind): NetSuiteRecord {
  const { from } = plan;
  if (from !== undefined) return record.transform({ fromType: from.recordType, fromId: from.internalId, toType: recordType, isDynamic: false });
  const party = plan.body.find(({ target }) => target === initializedBy)?.value;
  if (party?.kind !== 'record') return record.create({ type: recordType, isDynamic: false });
  return record.create({ type: recordType, isDynamic: false, defaultValues: { entity: party.internalId } });
}

/** A loaded record as the application sees it. */
function loadedTarget(recordType: string, target: NetSuiteRecord): LoadedTarget {
  const { stampField } = targetKind(recordType);
  return {
    stamp: textOf(target, stampField),
    body: (field) => readBody(target, field),
    bodyText: (field) => (field.includes('.') ? '' : String(target.getText({ fieldId: field }))),
    lines: (sublist) => keyedLines(target, sublist),
    save: (plan, operationId) => attempt(() => applyUpdate(target, plan, stampField, operationId)),
    isClosed: () => lineNumbers(target, KEYED_SUBLIST).every((line) => currentValue(target.getSublistValue({ sublistId: KEYED_SUBLIST, fieldId: 'isclosed', line })) === true),
    close: (operationId) => attempt(() => closeLines(target, stampField, operationId)),
  };
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

/** An order is closed by closing its lines; NetSuite then says Closed. */
function closeLines(target: NetSuiteRecord, stampField: string, operationId: string): NetSuiteRecord {
  for (const line of lineNumbers(target, KEYED_SUBLIST)) target.setSublistValue({ sublistId: KEYED_SUBLIST, fieldId: 'isclosed', line, value: true });
  target.setValue({ fieldId: stampField, value: operationId });
  return target;
}

/** A record that would not be what its document means; nothing was saved. */
class UnexpectedRecord extends Error {
  constructor(override readonly name: 'DOCKET_CURRENCY_DIFFERS' | 'DOCKET_SUBSIDIARY_DIFFERS', message: string) {
    super(message);
  }
}

/**
 * Compares what NetSuite filled in with what the document and its source allow, before anything is saved. A record made of another
 * says it already; else its party is asked, for types that post. At most 1 unit.
 */
function refuseUnexpected(target: NetSuiteRecord, plan: CreatePlan, kind: TargetKind): void {
  const { currency, subsidiaries } = plan.expects ?? {};
  const filled = idIn(target.getValue({ fieldId: 'currency' }));
  if (currency !== undefined && filled !== undefined && filled !== currency) {
    throw new UnexpectedRecord('DOCKET_CURRENCY_DIFFERS', `The record would be in the currency ${String(filled)}; the document says ${String(currency)}.`);
  }
  if (subsidiaries === undefined) return;
  const subsidiary = idIn(target.getValue({ fieldId: 'subsidiary' })) ?? subsidiaryOfParty(plan, kind);
  if (subsidiary === undefined || subsidiaries.includes(subsidiary)) return;
  throw new UnexpectedRecord('DOCKET_SUBSIDIARY_DIFFERS', `The record would be of the subsidiary ${String(subsidiary)}; the source posts to ${subsidiaries.join(', ')}.`);
}

/** A transaction that names no subsidiary takes its party's when it is saved. */
function subsidiaryOfParty({ body }: CreatePlan, { posting }: TargetKind): number | undefined {
  const party = body.find(({ target }) => target === 'entity' || target === 'customer')?.value;
  if (posting === undefined || party?.kind !== 'record') return undefined;
  const found = search.lookupFields({ type: party.recordType, id: party.internalId, columns: ['subsidiary'] }) as Readonly<Record<string, unknown>>;
  return idIn(found['subsidiary']);
}

/** A check box as a search gives it. */
function isTrue(value: unknown): boolean {
  return value === true || value === 'T';
}

/** Internal id in a select's value, bare or as look-ups give it; undefined where it is empty. */
function idIn(value: unknown): number | undefined {
  const text = plainText(value);
  return text === '' ? undefined : Number(text);
}

function unsigned(amount: string | undefined, signed: boolean): string | undefined {
  return signed ? amount?.replace(/^-/, '') : amount;
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
