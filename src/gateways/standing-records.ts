import * as record from 'N/record';
import type { TargetRecord } from '../domain/outcome';
import { add, isZero, parseDecimal, subtract } from '../domain/decimal';
import type { CurrentValue } from '../domain/field-value';
import { lastWriters } from '../domain/rollback/last-writers';
import type { FieldNote } from '../domain/rollback/last-writers';
import { recordKey } from '../domain/rollback/subject';
import type { LinkedRecord, PostedLine, Posting, RecordNow, StandingRecord } from '../domain/rollback/subject';
import { PERIOD_COLUMNS, periodOfRow } from './period-look';
import { boundNumbers, rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { STAMP } from './record-ids';
import { heldAt } from './rollback-verbs';
import { linksOfParties, linksOfTransactions } from './standing-links';
import { TARGET_TYPES, targetKind } from './target-kinds';

/** Ids that notes know transactions and entities by. */
const NOTED = { transaction: -30, entity: -9 } as const;

type NotedKind = keyof typeof NOTED;

/** Records as they stand, read together. What no statement tells, a workflow's lock above all, NetSuite says when it is tried. */
export class StandingRecords {
  private readonly transactions: ReadonlyMap<number, Transaction>;
  private readonly parties: ReadonlyMap<string, Party>;
  private readonly links: ReadonlyMap<string, readonly LinkedRecord[]>;
  private readonly notes: ReadonlyMap<string, readonly FieldNote[]>;

  /** `wanted`: targets whose values are read, by record. */
  constructor(targets: readonly TargetRecord[], private readonly wanted: ReadonlyMap<string, readonly string[]>) {
    const known = targets.filter(({ recordType }) => TARGET_TYPES.includes(recordType));
    const kinds = known.filter(isTransaction).map(({ internalId }) => internalId);
    const parties = known.filter((target) => !isTransaction(target));
    this.transactions = readTransactions(kinds);
    this.parties = readParties(parties);
    this.links = new Map([...linksOfTransactions(known.filter(isTransaction)), ...linksOfParties(parties)]);
    this.notes = new Map([...readNotes('transaction', kinds), ...readNotes('entity', parties.map(({ internalId }) => internalId))]);
  }

  /** The record of an operation now. */
  of(target: TargetRecord): RecordNow {
    const { recordType, internalId } = target;
    if (!TARGET_TYPES.includes(recordType)) return UNKNOWN_TYPE;
    const transaction = isTransaction(target) ? this.transactions.get(internalId) : undefined;
    const party = this.parties.get(recordKey(target));
    if (transaction === undefined ? party === undefined : transaction.recordType !== recordType) return { kind: 'gone' };
    const targets = this.wanted.get(recordKey(target)) ?? [];
    const noted: NotedKind = isTransaction(target) ? 'transaction' : 'entity';
    return {
      kind: 'standing', stamp: transaction?.stamp ?? party?.stamp ?? '', fields: targets.length === 0 ? new Map() : readFields(target, targets),
      lastWriters: lastWriters({ notes: this.notes.get(`${noted}:${String(internalId)}`) ?? [], stampField: STAMP[noted], targets }),
      links: this.links.get(recordKey(target)) ?? [], posting: transaction?.posting, inactive: party?.inactive ?? false, voided: transaction?.voided ?? false,
      closed: transaction?.closed ?? false, settles: transaction?.settles ?? false, movesStock: transaction?.movesStock ?? false, locked: false,
    };
  }
}

/** A record of a type that Docket does not write: it is there as far as anybody knows, and no way is open to it. */
const UNKNOWN_TYPE: StandingRecord = {
  kind: 'standing', stamp: '', fields: new Map(), lastWriters: [], links: [], posting: undefined, inactive: false, voided: false, closed: false, settles: false, movesStock: false, locked: false,
};

function isTransaction({ recordType }: Pick<TargetRecord, 'recordType'>): boolean {
  return targetKind(recordType).table === 'transaction';
}

interface Transaction {
  readonly recordType: string;
  readonly stamp: string;
  readonly voided: boolean;
  readonly posting: Posting | undefined;
  readonly closed: boolean;
  readonly settles: boolean;
  readonly movesStock: boolean;
}

/** Five statements over all of them. 50 units. */
function readTransactions(ids: readonly number[]): ReadonlyMap<number, Transaction> {
  if (ids.length === 0) return new Map();
  const { sql, parameters } = boundNumbers(ids);
  const rows = runStatement(`SELECT t.id AS record, t.recordtype AS type, t.voided AS voided, t.posting AS posting, t.${STAMP.transaction} AS stamp, ${PERIOD_COLUMNS}
FROM transaction t LEFT JOIN accountingperiod p ON p.id = t.postingperiod WHERE t.id IN (${sql})`, parameters);
  const posted = postedLines(sql, parameters);
  const closed = recordsOf(`SELECT l.transaction AS record FROM transactionline l WHERE l.transaction IN (${sql}) AND l.mainline = 'F' AND l.taxline = 'F' GROUP BY l.transaction HAVING MIN(CASE WHEN l.isclosed = 'T' THEN 1 ELSE 0 END) = 1`, parameters);
  const settling = recordsOf(`SELECT l.nextdoc AS record FROM nexttransactionlink l WHERE l.nextdoc IN (${sql}) AND l.linktype = 'Payment'`, parameters);
  // Goods that an order ships move with their fulfillment, not with its invoice.
  const moving = recordsOf(`SELECT l.transaction AS record FROM transactionline l INNER JOIN item i ON i.id = l.item INNER JOIN transaction t ON t.id = l.transaction
WHERE l.transaction IN (${sql}) AND i.itemtype = 'InvtPart' AND (t.recordtype = 'itemfulfillment' OR (t.posting = 'T' AND l.createdfrom IS NULL))`, parameters);
  return new Map(rows.map((row) => {
    const id = rowNumber(row, 'record') ?? 0;
    return [id, {
      recordType: rowText(row, 'type'), stamp: rowText(row, 'stamp'), voided: rowText(row, 'voided') === 'T', posting: postingOf(row, posted.get(id)), closed: closed.has(id), settles: settling.has(id), movesStock: moving.has(id),
    }];
  }));
}

/** Amounts of all lines of one account added up; what comes to nothing is nothing that is posted. */
function postedLines(sql: string, parameters: readonly number[]): ReadonlyMap<number, readonly PostedLine[]> {
  const rows = runStatement(`SELECT l.transaction AS record, l.account AS account, a.acctnumber AS number, a.accountsearchdisplaynamecopy AS name, l.debit AS debit, l.credit AS credit
FROM transactionaccountingline l INNER JOIN account a ON a.id = l.account WHERE l.transaction IN (${sql}) AND l.posting = 'T' AND l.accountingbook = 1 ORDER BY l.transaction, l.account`, parameters);
  const sums = new Map<number, Map<number, PostedLine>>();
  for (const row of rows) {
    const [id, account] = [rowNumber(row, 'record') ?? 0, rowNumber(row, 'account') ?? 0];
    const ofRecord = sums.get(id) ?? new Map<number, PostedLine>();
    const amount = subtract(parseDecimal(rowText(row, 'debit')) ?? '0', parseDecimal(rowText(row, 'credit')) ?? '0');
    const before = ofRecord.get(account);
    ofRecord.set(account, { account, accountName: `${rowText(row, 'number')} ${rowText(row, 'name')}`.trim(), amount: before === undefined ? amount : add(before.amount, amount) });
    sums.set(id, ofRecord);
  }
  return new Map([...sums].map(([id, ofRecord]) => [id, [...ofRecord.values()].filter(({ amount }) => !isZero(amount))]));
}

function postingOf(row: QueryRow, lines: readonly PostedLine[] = []): Posting | undefined {
  if (rowText(row, 'posting') !== 'T' || lines.length === 0) return undefined;
  const { name, state } = periodOfRow(row, rowText(row, 'type'));
  return { period: name, state: state === 'missing' ? 'closed' : state, lines };
}

function recordsOf(statement: string, parameters: readonly number[]): ReadonlySet<number> {
  return new Set(runStatement(statement, parameters).map((row) => rowNumber(row, 'record') ?? 0));
}

interface Party {
  readonly stamp: string;
  readonly inactive: boolean;
}

/** A statement for each table. 10 units each. */
function readParties(targets: readonly TargetRecord[]): ReadonlyMap<string, Party> {
  return new Map([...new Set(targets.map(({ recordType }) => recordType))].flatMap((recordType) => {
    const { sql, parameters } = boundNumbers(targets.filter((target) => target.recordType === recordType).map(({ internalId }) => internalId));
    const rows = runStatement(`SELECT e.id AS id, e.${STAMP.entity} AS stamp, e.isinactive AS inactive FROM ${targetKind(recordType).table} e WHERE e.id IN (${sql})`, parameters);
    return rows.map((row) => [recordKey({ recordType, internalId: rowNumber(row, 'id') ?? 0 }), { stamp: rowText(row, 'stamp'), inactive: rowText(row, 'inactive') === 'T' }] as const);
  }));
}

/** Loads a record for its fields. Its own units. What NetSuite does not give out is not read, and counts as changed. */
function readFields({ recordType, internalId }: TargetRecord, targets: readonly string[]): ReadonlyMap<string, CurrentValue> {
  const loaded = record.load({ type: recordType, id: internalId, isDynamic: false });
  return new Map(targets.flatMap((target) => {
    const value = heldAt(loaded, { target });
    return value === undefined ? [] : [[target, value] as const];
  }));
}

/** Changes of fields that the account noted, in order; who lacks the permission System Notes is told of their own alone. 10 units. */
function readNotes(kind: NotedKind, ids: readonly number[]): ReadonlyMap<string, readonly FieldNote[]> {
  const notes = new Map<string, FieldNote[]>();
  if (ids.length === 0) return notes;
  const { sql, parameters } = boundNumbers(ids);
  // Alone, for a join with notes is slow and may be refused.
  const rows = runStatement(`SELECT n.id AS id, n.recordid AS record, n.field AS field, n.newvalue AS value, n.name AS author, n.role AS role, n.context AS context, TO_CHAR(n.date, 'YYYY-MM-DD HH24:MI:SS') AS at
FROM systemnote n WHERE n.recordtypeid = ? AND n.recordid IN (${sql}) AND n.type = 'F' ORDER BY n.id`, [NOTED[kind], ...parameters]);
  for (const row of rows) {
    const key = `${kind}:${rowText(row, 'record')}`;
    const by = `user ${rowText(row, 'author')} as role ${rowText(row, 'role')} in ${rowText(row, 'context')}`;
    notes.set(key, [...notes.get(key) ?? [], { field: rowText(row, 'field'), newValue: rowText(row, 'value'), by, atMs: wallMs(rowText(row, 'at')) }]);
  }
  return notes;
}

/** A wall time of the script's zone; where the company's is another, people read the company's. */
function wallMs(text: string): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = text.split(/[- :]/).map(Number);
  return new Date(year, month - 1, day, hour, minute, second).getTime();
}
