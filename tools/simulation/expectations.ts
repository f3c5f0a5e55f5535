import type { GateCall } from '../../emulator/runtime/types';
import { customerPhone, orderValues, type OrderFacts } from './documents';
import type { World } from './world';

/** True for the save of a sales order. */
export function savesOrder({ member, detail }: GateCall): boolean {
  return member === 'N/record.Record.save' && detail.startsWith('salesorder');
}

/** Says how the order in NetSuite differs from what its document says. */
export function orderStands(facts: OrderFacts): (world: World) => readonly string[] {
  return ({ company }) => {
    const { total, memo } = orderValues(facts);
    const rows = company.emulator.query("SELECT foreigntotal AS total, memo, status FROM transaction WHERE externalid = ?", [`shopify_order_${facts.id}`]);
    const [row] = rows;
    if (rows.length !== 1 || row === undefined) return [`end: ${rows.length} sales orders stand for ${facts.id}`];
    return [
      ...(Number(row['total']) === total ? [] : [`end: order ${facts.id} has the total ${String(row['total'])}, not ${total}`]),
      ...(row['memo'] === memo ? [] : [`end: order ${facts.id} says "${String(row['memo'])}", not "${memo}"`]),
    ];
  };
}

export function customerStands(id: number, version: number): (world: World) => readonly string[] {
  return ({ company }) => {
    const rows = company.emulator.query('SELECT phone FROM customer WHERE externalid = ?', [`shopify_customer_${id}`]);
    if (rows.length !== 1) return [`end: ${rows.length} customers stand for ${id}`];
    const phone = customerPhone(id, version);
    return rows[0]?.['phone'] === phone ? [] : [`end: customer ${id} has the phone ${String(rows[0]?.['phone'])}, not ${phone}`];
  };
}

/** So many records of a type, over what the seeded company has of it. */
export function standing(recordType: string, count: number): (world: World) => readonly string[] {
  return ({ company }) => {
    const rows = company.emulator.query('SELECT id FROM transaction WHERE recordtype = ?', [recordType]);
    return rows.length === count ? [] : [`end: ${rows.length} of ${recordType} stand, not ${count}`];
  };
}

/** What is left to pay of all invoices, and how many are void. */
export function invoices(open: number, voided: number): (world: World) => readonly string[] {
  return ({ company }) => {
    const rows = company.emulator.query("SELECT foreignamountunpaid AS open, voided FROM transaction WHERE recordtype = 'invoice'");
    const left = rows.reduce((sum, row) => sum + Number(row['open'] ?? 0), 0);
    const gone = rows.filter((row) => row['voided'] === 'T').length;
    return left === open && gone === voided ? [] : [`end: invoices are open with ${left}, not ${open}, and ${gone} void, not ${voided}`];
  };
}

export function all(...checks: readonly ((world: World) => readonly string[])[]): (world: World) => readonly string[] {
  return (world) => checks.flatMap((check) => check(world));
}
