import type { Company } from './company';

/** Exactly one sales order with this external id, of this total, and one settled order operation. */
export function oneOrder(externalId: string, total: number): (company: Company) => readonly string[] {
  return ({ emulator }) => {
    const orders = emulator.query('SELECT id, foreigntotal AS total FROM transaction WHERE externalid = ?', [externalId]);
    const broken = orders.length === 1 ? [] : [`${String(orders.length)} sales orders stand for ${externalId}`];
    if (orders.some((order) => Number(order['total']) !== total)) broken.push(`the order's total is ${String(orders[0]?.['total'])}`);
    const operations = emulator.query("SELECT id, custrecord_dkt_op_state AS state FROM customrecord_dkt_operation WHERE custrecord_dkt_op_doctype = 'order'");
    if (operations.length === 0) broken.push('the order is not in the log');
    return [...broken, ...operations.filter(({ state }) => state !== 'applied' && state !== 'unchanged').map(({ id, state }) => `order operation ${String(id)} came to rest as ${String(state)}`)];
  };
}
