import { ROW_TYPE_COLUMN } from '../../metadata/types';
import type { SqlRow } from '../../store/sqlite';
import type { AccountData } from '../account-data';
import { minorUnits } from '../money';
import { linksFrom } from './links';
import { transactionSettings } from './settings';

/** Decimals that quantities are compared at. */
const QUANTITY_DECIMALS = 8;

/** One line of an order and how far it has come. Quantities are unsigned; a discount has none. */
export interface OrderLine {
  readonly id: number;
  readonly row: SqlRow;
  readonly quantity: number | undefined;
  /** Amount as scripts see it: positive on a sale, negative on a discount. */
  readonly amount: number;
  readonly fulfilled: number;
  readonly billed: number;
  readonly billedAmount: number;
  readonly fulfillable: boolean;
  readonly closed: boolean;
}

/** Quantities as whole numbers, so that they add up exactly. */
export function quantityUnits(quantity: number): bigint {
  return minorUnits(quantity, QUANTITY_DECIMALS);
}

/** The item lines of an order, with what later documents took of them. */
export function orderLines(data: AccountData, order: number): readonly OrderLine[] {
  const bills = linksFrom(data, order, 'OrdBill');
  const shipments = linksFrom(data, order, 'ShipRcpt');
  return data.database.prepare('SELECT * FROM "transactionline" WHERE "transaction" = ? AND "_role" = \'item\' ORDER BY "linesequencenumber"').all(order)
    .map((row): OrderLine => {
      const id = Number(row['id']);
      const of = (links: readonly SqlRow[]) => links.filter((link) => Number(link['previousline']) === id);
      return {
        id, row, quantity: typeof row['quantity'] === 'number' ? 0 - row['quantity'] : undefined, amount: 0 - Number(row['foreignamount'] ?? 0),
        fulfilled: total(of(shipments), '_quantity'), billed: total(of(bills), '_quantity'), billedAmount: total(of(bills), 'foreignamount'),
        fulfillable: isFulfillable(data, Number(row['item'])), closed: row['isclosed'] === 'T',
      };
    });
}

function total(links: readonly SqlRow[], column: string): number {
  const units = links.reduce((sum, link) => sum + quantityUnits(Number(link[column] ?? 0)), 0n);
  return Number(units) / 10 ** QUANTITY_DECIMALS;
}

function isFulfillable(data: AccountData, item: number): boolean {
  const row = data.database.prepare(`SELECT ${FULFILLABLE} AS hit FROM "item" WHERE "id" = ?`).get(item);
  return row?.['hit'] === 1;
}

/** Inventory always is; what was made before items said so is taken as its type's default. */
const FULFILLABLE = `("${ROW_TYPE_COLUMN}" = 'inventoryitem' OR coalesce("isfulfillable", iif("${ROW_TYPE_COLUMN}" = 'noninventoryitem', 'T', 'F')) = 'T')`;

/** A new order without anything to ship waits for its bill at once. */
export function startOrder(data: AccountData, order: number): void {
  const toShip = data.database.prepare(`SELECT 1 AS hit FROM "item" WHERE ${FULFILLABLE} AND "id" IN
    (SELECT "item" FROM "transactionline" WHERE "transaction" = ? AND "_role" = 'item') LIMIT 1`).get(order);
  if (toShip === undefined) data.database.prepare('UPDATE "transaction" SET "status" = \'F\' WHERE "id" = ? AND "status" = \'B\'').run(order);
}

/** What is left to ship of a line. */
export function leftToFulfill(line: OrderLine): number {
  return line.closed || !line.fulfillable ? 0 : Math.max(0, (line.quantity ?? 0) - line.fulfilled);
}

/**
 * What is left to bill of a line: a discount is billed once; what can be fulfilled is billed as it is, unless the company
 * bills in advance.
 */
export function leftToBill(data: AccountData, line: OrderLine): number {
  if (line.closed) return 0;
  if (line.quantity === undefined) return line.billedAmount === 0 && line.amount !== 0 ? 1 : 0;
  const waits = line.fulfillable && !transactionSettings(data).invoiceBeforeFulfillment;
  return Math.max(0, (waits ? line.fulfilled : line.quantity) - line.billed);
}

/** Status code that an approved order's lines add up to (help: Sales Order Statuses). */
function orderStatus(lines: readonly OrderLine[]): string {
  const open = lines.filter((line) => !line.closed && line.quantity !== undefined);
  if (lines.length > 0 && open.length === 0) return lines.some((line) => line.billed > 0) ? 'G' : 'H';
  const toShip = open.filter((line) => line.fulfillable);
  const shipped = toShip.every((line) => line.fulfilled >= (line.quantity ?? 0));
  if (shipped) return open.every((line) => line.billed >= (line.quantity ?? 0)) ? 'G' : 'F';
  if (toShip.every((line) => line.fulfilled === 0)) return 'B';
  return toShip.every((line) => line.billed >= line.fulfilled) ? 'D' : 'E';
}

/** Statuses that a person sets and that lines do not change. */
const SET_BY_HAND: readonly unknown[] = ['A', 'C'];

/** Brings an order up to its lines: quantities billed and fulfilled, and its status. */
export function refreshOrder(data: AccountData, order: number): void {
  const lines = orderLines(data, order);
  const write = data.database.prepare('UPDATE "transactionline" SET "quantitybilled" = ?, "quantityshiprecv" = ? WHERE "transaction" = ? AND "id" = ?');
  for (const line of lines) write.run(line.billed, line.fulfilled, order, line.id);
  const current = data.database.prepare('SELECT "status" FROM "transaction" WHERE "id" = ?').get(order)?.['status'];
  data.update('transaction', order, { status: SET_BY_HAND.includes(current) ? current ?? null : orderStatus(lines), lastmodifieddate: data.now() });
}
