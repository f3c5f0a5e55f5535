import { LEDGER_TABLE } from '../../metadata/tables';
import type { SqlRow, SqlValue } from '../../store/sqlite';
import type { AccountData } from '../account-data';
import { fromMinorUnits, minorUnits } from '../money';
import { baseCurrencyOf, precisionOf } from './currency';
import { kindOfRow, linksFrom, linksTo } from './links';

/** A document that money or credit settles, or that settles others, and what is left of it. All figures unsigned, in minor units. */
export interface OpenItem {
  readonly id: number;
  readonly row: SqlRow;
  readonly kind: string;
  readonly precision: number;
  readonly basePrecision: number;
  readonly total: bigint;
  readonly base: bigint;
  /** Settled by later documents or used on earlier ones. */
  readonly used: bigint;
  readonly usedBase: bigint;
}

/** Reads an open item; `without` leaves out what one later document took of it. */
export function openItem(data: AccountData, id: number, without?: number): OpenItem | undefined {
  const row = data.database.prepare('SELECT * FROM "transaction" WHERE "id" = ?').get(id);
  if (row === undefined) return undefined;
  const precision = precisionOf(data, Number(row['currency']));
  const basePrecision = precisionOf(data, baseCurrencyOf(data, Number(row['_subsidiary'])));
  const taken = linksFrom(data, id, 'Payment').filter((link) => link['nextdoc'] !== without);
  const given = linksTo(data, id, 'Payment');
  const sum = (links: readonly SqlRow[], column: string, decimals: number) =>
    links.reduce((units, link) => units + minorUnits(Number(link[column] ?? 0), decimals), 0n);
  return {
    id, row, kind: kindOfRow(row), precision, basePrecision,
    total: minorUnits(Number(row['_total'] ?? 0), precision),
    base: openBase(data, row, basePrecision),
    used: sum(taken, 'foreignamount', precision) + sum(given, 'foreignamount', precision),
    usedBase: sum(taken, '_previousbase', basePrecision) + sum(given, '_nextbase', basePrecision),
  };
}

/** The base amount that a document put on its receivable or payable: the main line's, or a payment's own line of it. */
function openBase(data: AccountData, row: SqlRow, precision: number): bigint {
  const line = data.database
    .prepare('SELECT "netamount" FROM "transactionline" WHERE "transaction" = ? AND "_role" IN (\'main\', \'ar\') ORDER BY "_role" = \'ar\' DESC LIMIT 1')
    .get(Number(row['id']));
  const units = minorUnits(Number(line?.['netamount'] ?? 0), precision);
  return units < 0n ? -units : units;
}

/** Base amount of a part of an open item: what is left of it with the last part, so that nothing stays behind. */
export function basePart(item: OpenItem, units: bigint): bigint {
  if (item.used + units === item.total) return item.base - item.usedBase;
  if (item.total === 0n) return 0n;
  return (2n * units * item.base + item.total) / (2n * item.total);
}

/** Writes what is left of a document to its row and ledger, with the status that follows. */
export function refreshOpenItem(data: AccountData, id: number): void {
  const item = openItem(data, id);
  if (item === undefined) return;
  const figure = (units: bigint) => fromMinorUnits(units, item.precision);
  const [used, left] = [figure(item.used), figure(item.total - item.used)];
  data.update('transaction', id, { ...openColumns(item, { used, left }), lastmodifieddate: data.now() });
  const base = (units: bigint) => fromMinorUnits(units, item.basePrecision);
  data.database.prepare(`UPDATE "${LEDGER_TABLE}" SET "amountpaid" = ?, "amountunpaid" = ? WHERE "transaction" = ? AND "transactionline" = 0`)
    .run(base(item.usedBase), base(item.base - item.usedBase), id);
}

function openColumns(item: OpenItem, { used, left }: { readonly used: number; readonly left: number }): Readonly<Record<string, SqlValue>> {
  const settled = left === 0 ? 'B' : 'A';
  switch (item.kind) {
    case 'invoice': case 'vendorbill': return { foreignamountpaid: used, foreignamountunpaid: left, status: settled };
    case 'creditmemo': return { foreignpaymentamountused: used, foreignpaymentamountunused: left, status: settled };
    case 'customerpayment': return { foreignpaymentamountused: used, foreignpaymentamountunused: left };
    default: return {};
  }
}
