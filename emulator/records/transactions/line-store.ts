import { LEDGER_TABLE } from '../../metadata/tables';
import type { FieldDefinition } from '../../metadata/types';
import type { SqlRow, SqlValue } from '../../store/sqlite';
import type { AccountData } from '../account-data';
import { minorUnits } from '../money';
import { numberOf } from '../type-rules';
import type { SaveStep } from '../type-rules';
import type { LineDraft, RecordDraft } from '../types';
import { fromSql, toSql } from '../values';
import { baseFigure, inBase, precisionsOf } from './currency';

/** The primary accounting book; secondary books are not kept. */
const PRIMARY_BOOK = 1;

/** One line of a transaction as it is written. */
export interface TransactionLine {
  /** `main`, a sublist's id, or the name of a line that scripts do not see (`shipping`). Names are unique but for sublists'. */
  readonly role: string;
  /** The sublist line's id, where it was saved before. */
  readonly lineId?: string | undefined;
  /** Amount in the transaction's currency, debits positive. */
  readonly foreign: number;
  /** Base amount in minor units; without it the foreign amount at the transaction's rate. */
  readonly base?: bigint;
  /** Undefined: the line does not post. */
  readonly account?: number;
  readonly columns: Readonly<Record<string, SqlValue>>;
}

/** Line ids by position, as they came to be written. */
export type WrittenLines = readonly { readonly line: TransactionLine; readonly id: number }[];

/**
 * Replaces a transaction's lines and ledger lines. Lines keep their id and unique key for life. The base amount of the main
 * line is what balances the others, so the ledger adds up to the unit, whatever was rounded.
 */
export function writeTransactionLines(step: SaveStep, id: number, lines: readonly TransactionLine[]): WrittenLines {
  const { data, draft } = step;
  const known = new Map(data.database.prepare('SELECT "id", "uniquekey", "_role" FROM "transactionline" WHERE "transaction" = ?').all(id)
    .map((row) => [keyOf(String(row['_role']), String(row['id']), draft), row]));
  data.database.prepare('DELETE FROM "transactionline" WHERE "transaction" = ?').run(id);
  data.database.prepare(`DELETE FROM "${LEDGER_TABLE}" WHERE "transaction" = ?`).run(id);
  const first = lines.some((line) => line.role === 'main') ? 0 : -1;
  let lastLine = [...known.values()].reduce((top, row) => Math.max(top, Number(row['id'])), first);
  return lines.map((line, sequence) => {
    const before = known.get(keyOf(line.role, line.lineId ?? '', draft));
    const lineId = line.role === 'main' ? 0 : before === undefined ? (lastLine += 1) : Number(before['id']);
    writeLine({ step, id, lines, lineId, before, sequence }, line);
    return { line, id: lineId };
  });
}

function keyOf(role: string, lineId: string, draft: RecordDraft): string {
  return draft.definition.sublists.has(role) ? `${role}:${lineId}` : role;
}

interface Place {
  readonly step: SaveStep;
  readonly id: number;
  readonly lines: readonly TransactionLine[];
  readonly lineId: number;
  readonly before: SqlRow | undefined;
  readonly sequence: number;
}

function writeLine({ step, id, lines, lineId, before, sequence }: Place, line: TransactionLine): void {
  const { data, draft } = step;
  const { base: precision } = precisionsOf(draft, data);
  const units = line.role === 'main' ? balancingUnits(draft, lines, precision) : line.base ?? inBase(draft, line.foreign, precision);
  data.insert('transactionline', {
    uniquekey: before === undefined ? data.next('transactionline') : Number(before['uniquekey']),
    id: lineId, transaction: id, linesequencenumber: sequence, mainline: line.role === 'main' ? 'T' : 'F', taxline: 'F', iscogs: 'F',
    donotdisplayline: 'F', isclosed: 'F', entity: partyOf(draft) ?? null, subsidiary: numberOf(draft, 'subsidiary') ?? null,
    department: numberOf(draft, 'department') ?? null, class: numberOf(draft, 'class') ?? null, location: numberOf(draft, 'location') ?? null,
    createdfrom: numberOf(draft, 'createdfrom') ?? null, foreignamount: line.foreign, netamount: baseFigure(units, precision),
    debitforeignamount: line.foreign > 0 ? line.foreign : null, creditforeignamount: line.foreign < 0 ? 0 - line.foreign : null,
    _role: line.role, ...line.columns,
  });
  if (line.account !== undefined) writeLedgerLine({ data, draft, id, lineId }, line.account, { units, precision });
}

/** Base amount of the main line: what the others leave open. A transaction that does not post keeps its total at the rate. */
export function balancingUnits(draft: RecordDraft, lines: readonly TransactionLine[], precision: number): bigint {
  const main = lines.find((line) => line.role === 'main');
  if (main?.account === undefined) return inBase(draft, main?.foreign ?? 0, precision);
  const others = lines.filter((line) => line.role !== 'main');
  return -others.reduce((sum, line) => sum + (line.base ?? inBase(draft, line.foreign, precision)), 0n);
}

interface LedgerPlace {
  readonly data: AccountData;
  readonly draft: RecordDraft;
  readonly id: number;
  readonly lineId: number;
}

function writeLedgerLine({ data, draft, id, lineId }: LedgerPlace, account: number, { units, precision }: { readonly units: bigint; readonly precision: number }): void {
  const amount = baseFigure(units, precision);
  data.insert(LEDGER_TABLE, {
    transaction: id, transactionline: lineId, accountingbook: PRIMARY_BOOK, account,
    accounttype: String(data.referenced('account', account)?.row['accttype']), posting: 'T',
    debit: units > 0n ? amount : null, credit: units < 0n ? baseFigure(-units, precision) : null, amount, netamount: amount,
    exchangerate: numberOf(draft, 'exchangerate') ?? 1,
  });
}

/** The customer or vendor of the whole transaction. */
export function partyOf(draft: RecordDraft): number | undefined {
  return numberOf(draft, 'entity') ?? numberOf(draft, 'customer');
}

/** Columns of a sublist line that its fields write, ids apart; `negated` ones in the ledger's sign. */
export function lineColumns(draft: RecordDraft, sublistId: string, line: LineDraft, negated: ReadonlySet<string> = new Set()): Readonly<Record<string, SqlValue>> {
  return Object.fromEntries(storedFields(draft, sublistId)
    .filter((field) => field.id !== 'line' && field.id !== 'lineuniquekey')
    .map((field) => [field.column, turned(toSql(field, line.values.get(field.id)), negated.has(field.id))] as const)
    // A line that names no segment takes the transaction's.
    .filter(([column, value]) => value !== null || !INHERITED.has(column)));
}

const INHERITED: ReadonlySet<string> = new Set(['department', 'class', 'location', 'entity']);

function storedFields(draft: RecordDraft, sublistId: string): readonly (FieldDefinition & { readonly column: string })[] {
  return [...(draft.definition.sublists.get(sublistId)?.fields.values() ?? [])]
    .filter((field): field is FieldDefinition & { readonly column: string } => field.column !== undefined);
}

/** Reads a sublist's lines back in their order, with the signs that scripts see. */
export function loadLines(draft: RecordDraft, data: AccountData, sublistId: string, negated: ReadonlySet<string> = new Set()): void {
  const rows = data.database
    .prepare('SELECT * FROM "transactionline" WHERE "transaction" = ? AND "_role" = ? ORDER BY "linesequencenumber"').all(draft.id ?? 0, sublistId);
  draft.sublists.set(sublistId, rows.map((row) => ({
    values: new Map(storedFields(draft, sublistId).map((field) => [field.id, turned(fromSql(field, row[field.column]), negated.has(field.id))])),
    subrecords: new Map(),
    changed: new Set<string>(),
  })));
}

function turned<T>(value: T, negate: boolean): T | number {
  return negate && typeof value === 'number' ? 0 - value : value;
}

/** Deletes what belongs to a transaction and to nothing else. */
export function removeTransactionLines(data: AccountData, id: number): void {
  data.database.prepare('DELETE FROM "transactionline" WHERE "transaction" = ?').run(id);
  data.database.prepare(`DELETE FROM "${LEDGER_TABLE}" WHERE "transaction" = ?`).run(id);
}

/** Minor units of a figure in the transaction's currency. */
export function foreignUnits(step: SaveStep, value: number | undefined): bigint {
  return minorUnits(value ?? 0, precisionsOf(step.draft, step.data).foreign);
}
