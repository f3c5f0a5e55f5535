import { transactionKind } from '../../metadata/standard/transaction-kinds';
import { SuiteScriptFailure } from '../../runtime/types';
import type { SqlRow } from '../../store/sqlite';
import type { AccountData } from '../account-data';
import { fromMinorUnits, minorUnits } from '../money';
import { compute, numberOf } from '../type-rules';
import type { SaveStep } from '../type-rules';
import type { LineDraft, RecordDraft } from '../types';
import { lineFigure } from './item-amounts';
import { partyOf } from './line-store';
import { kindOfRow, linksTo } from './links';
import { openItem } from './open-items';
import type { OpenItem } from './open-items';

/** What a payment, credit memo or refund settles: payments and credits settle invoices, refunds pay credit memos out and what is left of payments. */
const SETTLES: Readonly<Record<string, readonly string[]>> = { customerpayment: ['CustInvc'], creditmemo: ['CustInvc'], customerrefund: ['CustCred', 'CustPymt'] };

/** Receivable account of the draft: the field is called `account` where there is no bank account beside it. */
function receivableField(draft: RecordDraft): 'account' | 'aracct' {
  return draft.definition.fields.has('aracct') ? 'aracct' : 'account';
}

/** Fills the apply sublist: what the draft settles now, then the party's other open documents of its currency and account. */
export function showApplications(draft: RecordDraft, data: AccountData): void {
  const own = new Map(draft.id === undefined ? [] : linksTo(data, draft.id, 'Payment').map((link) => [Number(link['previousdoc']), Number(link['foreignamount'])]));
  const lines = candidates(draft, data).flatMap((row) => {
    const item = openItem(data, Number(row['id']), draft.id);
    if (item === undefined || (item.used === item.total && !own.has(item.id))) return [];
    return [applyLine(item, own.get(item.id))];
  });
  const marked = (line: LineDraft) => (line.values.get('apply') === true ? 0 : 1);
  draft.sublists.set('apply', [...lines].sort((left, right) => marked(left) - marked(right)));
}

function candidates(draft: RecordDraft, data: AccountData): readonly SqlRow[] {
  const party = partyOf(draft);
  if (party === undefined) return [];
  const matches = (column: string, fieldId: string) => (numberOf(draft, fieldId) === undefined ? '' : ` AND "${column}" = ${String(numberOf(draft, fieldId))}`);
  const types = SETTLES[draft.definition.id] ?? [];
  return data.database.prepare(`SELECT "id" FROM "transaction" WHERE "entity" = ? AND "type" IN (${types.map(() => '?').join(', ')}) AND "voided" = 'F'${matches('currency', 'currency')}${
    matches('_account', receivableField(draft))} ORDER BY "trandate", "id"`).all(party, ...types);
}

function applyLine(item: OpenItem, applied: number | undefined): LineDraft {
  const { row } = item;
  const kind = transactionKind(kindOfRow(row));
  const figure = (units: bigint) => fromMinorUnits(units, item.precision);
  return {
    values: new Map<string, string | number | boolean | null>(Object.entries({
      apply: applied !== undefined, amount: applied ?? null, doc: String(item.id), internalid: String(item.id), line: 0,
      refnum: String(row['tranid'] ?? ''), type: kind.label, trantype: kind.code, applydate: String(row['trandate']),
      total: figure(item.total), due: figure(item.total - item.used),
    })),
    subrecords: new Map(), changed: new Set(),
  };
}

/** Marks one document of the list, with all that is due or as much as there is. */
export function markApplication(draft: RecordDraft, doc: number, most?: number): void {
  const line = (draft.sublists.get('apply') ?? []).find((each) => each.values.get('doc') === String(doc));
  if (line === undefined) return;
  line.values.set('apply', true);
  line.values.set('amount', Math.min(lineFigure(line, 'due') ?? 0, most ?? Infinity));
}

/** One document that a save settles, and how much of it. */
export interface Application {
  readonly item: OpenItem;
  readonly units: bigint;
}

/**
 * The marked lines, checked against what is due now. INVALID_AMT for more than is due or less than nothing;
 * LINKED_ENTITIES_DONT_MATCH and LINKED_ACCT_DONT_MATCH for another party's or another receivable's document.
 */
export function applicationsOf(step: SaveStep): readonly Application[] {
  const { draft, data } = step;
  return (draft.sublists.get('apply') ?? []).filter((line) => line.values.get('apply') === true).flatMap((line) => {
    const item = openItem(data, Number(line.values.get('doc')), draft.id);
    if (item === undefined) throw new SuiteScriptFailure('TRANS_DSNT_EXIST', 'That transaction does not exist.');
    checkLinked(draft, item.row);
    const due = item.total - item.used;
    const units = lineFigure(line, 'amount') === undefined ? due : minorUnits(lineFigure(line, 'amount') ?? 0, item.precision);
    if (units < 0n || units > due) throw new SuiteScriptFailure('INVALID_AMT', `The amount applied to ${String(item.row['tranid'])} is more than what is due.`);
    line.values.set('amount', fromMinorUnits(units, item.precision));
    return units === 0n ? [] : [{ item, units }];
  });
}

function checkLinked(draft: RecordDraft, row: SqlRow): void {
  if (row['entity'] !== partyOf(draft)) throw new SuiteScriptFailure('LINKED_ENTITIES_DONT_MATCH', 'The names of linked transactions do not match.');
  if (row['currency'] !== numberOf(draft, 'currency')) throw new SuiteScriptFailure('TRANS_FORGN_CRNCY_MISMATCH', 'The currencies of linked transactions do not match.');
  if (row['_account'] !== numberOf(draft, receivableField(draft))) {
    throw new SuiteScriptFailure('LINKED_ACCT_DONT_MATCH', 'The accounts of linked transactions do not match.');
  }
}

/** Applied and unapplied amounts of a document over its total. TRANS_APPLIED_AMTS_UNBALNCD where more is applied than there is. */
export function computeApplied(step: SaveStep, applications: readonly Application[], others: bigint): void {
  const { draft, data } = step;
  const precision = applications[0]?.item.precision ?? openPrecision(draft, data);
  const total = minorUnits(numberOf(draft, 'total') ?? 0, precision);
  const applied = others + applications.reduce((sum, each) => sum + each.units, 0n);
  if (applied > total) throw new SuiteScriptFailure('TRANS_APPLIED_AMTS_UNBALNCD', 'The amounts applied are more than the amount of the transaction.');
  if (!draft.definition.fields.has('applied')) return;
  compute(draft, 'applied', fromMinorUnits(applied, precision));
  compute(draft, 'unapplied', fromMinorUnits(total - applied, precision));
}

function openPrecision(draft: RecordDraft, data: AccountData): number {
  const precision = data.referenced('currency', numberOf(draft, 'currency') ?? 0)?.row['currencyprecision'];
  return typeof precision === 'number' ? precision : 2;
}
