import type { Call } from './company';
import { batch, bill, charge, customer, fulfillment, invoice, order, post, withdraw, type OrderFacts, type Sent } from './documents';
import { customerStands, orderStands } from './expectations';
import { addVersion, thing, type Thing } from './model';
import type { Random } from './random';
import type { World } from './world';

/** One thing that a sender does: its calls, and the objects they concern. */
export interface Deed {
  readonly name: string;
  readonly calls: readonly Call[];
  readonly things: readonly Thing[];
  /** True where the sweep does the work: faults hit it there. */
  readonly bySweep: boolean;
}

/** What a history has sent so far. */
export interface Sending {
  readonly random: Random;
  readonly orders: Thing[];
  readonly customers: Thing[];
  readonly invoices: Thing[];
  /** Facts of the newest version that went out, by order. */
  readonly facts: Map<number, OrderFacts>;
  /** Calls that may go out again as they were. */
  readonly earlier: { readonly call: Call; readonly things: readonly Thing[] }[];
  /** Counts up: new ids and keys. */
  next: number;
}

export function startSending(random: Random, knownCustomers: readonly number[]): Sending {
  const customers = knownCustomers.map((id) => {
    const known = thing('customer', id);
    addVersion(known, { source: 'shopify', key: `buyer-${id}` }, { version: 1, stands: customerStands(id, 1) });
    return known;
  });
  return { random, orders: [], customers, invoices: [], facts: new Map(), earlier: [], next: 1 };
}

/** Deeds by name, each with how often it is chosen and whether it can be done now. */
const DEEDS: readonly { readonly name: string; readonly weight: number; readonly make: (sending: Sending) => Omit<Deed, 'name'> | undefined }[] = [
  { name: 'new-order', weight: 22, make: (sending) => newOrder(sending, false) },
  { name: 'accepted-order', weight: 10, make: (sending) => newOrder(sending, true) },
  { name: 'embedded-customer', weight: 8, make: embeddedCustomer },
  { name: 'order-update', weight: 10, make: (sending) => orderVersion(sending, 2) },
  { name: 'order-older', weight: 3, make: (sending) => orderVersion(sending, -1) },
  { name: 'order-cancel', weight: 2, make: cancelOrder },
  { name: 'customer-update', weight: 16, make: customerUpdate },
  { name: 'batch', weight: 4, make: batchOfOrders },
  { name: 'repeat', weight: 5, make: repeatEarlier },
  { name: 'key-reused', weight: 2, make: reuseKey },
  { name: 'invoice', weight: 4, make: newInvoice },
  { name: 'charge', weight: 6, make: payInvoice },
  { name: 'charge-before-invoice', weight: 2, make: chargeFirst },
  { name: 'void', weight: 2, make: voidInvoice },
  { name: 'bill', weight: 5, make: newBill },
  { name: 'fulfilment', weight: 3, make: shipOrder },
  { name: 'withdraw', weight: 3, make: withdrawOrder },
];

const TOTAL_WEIGHT = DEEDS.reduce((sum, { weight }) => sum + weight, 0);

/** The next deed, by chance among those that can be done. */
export function nextDeed(sending: Sending): Deed {
  for (;;) {
    let left = sending.random.int(TOTAL_WEIGHT);
    const chosen = DEEDS.find(({ weight }) => (left -= weight) < 0);
    const made = chosen?.make(sending);
    if (chosen === undefined || made === undefined) continue;
    for (const call of made.calls) if (call.method === 'post') sending.earlier.push({ call, things: made.things });
    return { name: chosen.name, ...made };
  }
}

type Made = Omit<Deed, 'name'>;

function sent(things: readonly Thing[], calls: readonly Call[], bySweep = false): Made {
  return { calls, things, bySweep };
}

/** A number that no object or key of this history has had; ids of different histories may be the same. */
function fresh(sending: Sending): number {
  sending.next += 1;
  return 10_000 + sending.next;
}

/** Calls of the past go out again while they are recent. */
const EARLIER = 20;

function recent<T>(sending: Sending, items: readonly T[]): T | undefined {
  return items.length === 0 ? undefined : sending.random.pick(items.slice(-EARLIER));
}

function sendOrder(sending: Sending, of: Thing, facts: OrderFacts, more?: Sent['more']): Sent {
  const each = order(`order-${of.id}-${facts.version}-${fresh(sending)}`, facts);
  addVersion(of, each, { version: facts.version, stands: orderStands(facts) });
  if (facts.version >= (sending.facts.get(of.id)?.version ?? 0)) sending.facts.set(of.id, facts);
  return more === undefined ? each : { ...each, more };
}

function newOrder(sending: Sending, accept: boolean): Made {
  const made = thing('order', fresh(sending));
  sending.orders.push(made);
  const each = sendOrder(sending, made, { id: made.id, version: 10, customer: sending.random.pick(sending.customers.slice(0, 10)).id, quantity: 1 + sending.random.int(5) }, accept ? { mode: 'async' } : undefined);
  return sent([made], [post(each)], accept);
}

function embeddedCustomer(sending: Sending): Made {
  const buyer = thing('customer', fresh(sending));
  const made = thing('order', fresh(sending));
  sending.orders.push(made);
  return sent([made, buyer], [post(sendOrder(sending, made, { id: made.id, version: 10, customer: buyer.id }))]);
}

function openOrder(sending: Sending): Thing | undefined {
  return recent(sending, sending.orders.filter(({ closed }) => !closed));
}

function orderVersion(sending: Sending, step: number): Made | undefined {
  const made = openOrder(sending);
  const facts = made === undefined ? undefined : sending.facts.get(made.id);
  if (made === undefined || facts === undefined) return undefined;
  const version = facts.version + step;
  if (version < 1 || made.versions.some((known) => known.version === version)) return undefined;
  return sent([made], [post(sendOrder(sending, made, { ...facts, version, quantity: 1 + sending.random.int(5) }))]);
}

function cancelOrder(sending: Sending): Made | undefined {
  const made = openOrder(sending);
  const facts = made === undefined ? undefined : sending.facts.get(made.id);
  if (made === undefined || facts === undefined) return undefined;
  const each = order(`cancel-${made.id}`, { ...facts, version: facts.version + 5, cancelled: true });
  made.closed = true;
  // A cancellation of an order that never came has nothing to cancel.
  addVersion(made, each, { version: facts.version + 5, newest: ['applied', 'unchanged', 'refused'], stands: () => [] });
  return sent([made], [post(each)]);
}

function customerUpdate(sending: Sending): Made {
  const known = sending.random.pick(sending.customers);
  const version = 1 + Math.max(...known.versions.map((each) => each.version)) - (sending.random.chance(1, 5) ? 2 : 0);
  const wanted = version < 1 || known.versions.some((each) => each.version === version) ? 1 + Math.max(...known.versions.map((each) => each.version)) : version;
  const each = customer(`customer-${known.id}-${wanted}`, known.id, wanted);
  addVersion(known, each, { version: wanted, stands: customerStands(known.id, wanted) });
  return sent([known], [post(each)]);
}

function batchOfOrders(sending: Sending): Made {
  const made = [thing('order', fresh(sending)), thing('order', fresh(sending)), thing('order', fresh(sending))];
  sending.orders.push(...made);
  return sent(made, [batch(made.map((each) => sendOrder(sending, each, { id: each.id, version: 10, customer: sending.random.pick(sending.customers).id })))]);
}

function repeatEarlier(sending: Sending): Made | undefined {
  const each = recent(sending, sending.earlier);
  return each === undefined ? undefined : sent(each.things, [each.call]);
}

/** Another document under a key that is taken: nothing of it may have an effect. */
function reuseKey(sending: Sending): Made {
  const known = sending.random.pick(sending.customers);
  return sent([known], [post(order(`buyer-${known.id}`, { id: fresh(sending), version: 1, customer: known.id }))]);
}

function newInvoice(sending: Sending): Made {
  const made = thing('invoice', fresh(sending));
  sending.invoices.push(made);
  return sent([made], [post(sendInvoice(made))]);
}

function sendInvoice(made: Thing): Sent {
  const each = invoice(`invoice-${made.id}`, made.id, { dollars: 80 });
  // Where its void came first, a person decides.
  addVersion(made, each, { older: ['applied', 'unchanged', 'needs_review'], stands: () => [] });
  return each;
}

function sendCharge(made: Thing): Sent {
  const each = charge(`charge-${made.id}`, made.id, { dollars: 80 });
  const invoiceOperation = { source: 'stripe', key: `invoice-${made.id}` };
  addVersion(made, each, { newest: ['applied', 'parked', 'needs_review'], stands: (world, state) => paid(world, made.id, invoiceOperation, state) });
  return each;
}

/** A charge pays its invoice where that is in the log, and waits for it where it is not. */
function paid({ company }: World, id: number, invoiceOperation: Pick<Sent, 'source' | 'key'>, state: string): readonly string[] {
  const [row] = company.emulator.query(
    'SELECT t.foreignamountunpaid AS open FROM transaction t INNER JOIN customrecord_dkt_operation o ON o.custrecord_dkt_op_target_id = t.id WHERE o.custrecord_dkt_op_source = ? AND o.custrecord_dkt_op_key = ?',
    [invoiceOperation.source, invoiceOperation.key],
  );
  if (row === undefined) return state === 'applied' ? [`model: charge ${id} is applied without its invoice`] : [];
  if (state === 'parked') return [`model: charge ${id} waits for an invoice that stands`];
  return state !== 'applied' || Number(row['open']) === 0 ? [] : [`model: invoice ${id} is open with ${String(row['open'])} after its charge`];
}

function payInvoice(sending: Sending): Made | undefined {
  const known = recent(sending, sending.invoices.filter(({ closed }) => !closed));
  if (known === undefined) return undefined;
  known.closed = true;
  const made = thing('charge', known.id);
  return sent([made, known], [post(sendCharge(made))]);
}

/** The charge comes first and waits; then its invoice. */
function chargeFirst(sending: Sending): Made {
  const paidLater = thing('invoice', fresh(sending));
  paidLater.closed = true;
  sending.invoices.push(paidLater);
  const made = thing('charge', paidLater.id);
  return sent([made, paidLater], [post(sendCharge(made)), post(sendInvoice(paidLater))]);
}

function voidInvoice(sending: Sending): Made | undefined {
  const known = recent(sending, sending.invoices.filter(({ closed }) => !closed));
  if (known === undefined) return undefined;
  known.closed = true;
  const each = invoice(`void-${known.id}`, known.id, { dollars: 80, voided: true });
  addVersion(known, each, { newest: ['applied', 'unchanged', 'refused'], stands: () => [] });
  return sent([known], [post(each)]);
}

function newBill(sending: Sending): Made {
  const made = thing('bill', fresh(sending));
  const each = bill(`bill-${made.id}`, made.id);
  addVersion(made, each, { stands: () => [] });
  return sent([made], [post(each)]);
}

function shipOrder(sending: Sending): Made | undefined {
  const shipped = openOrder(sending);
  if (shipped === undefined) return undefined;
  // What was shipped may not be changed as freely: no more versions of it go out.
  shipped.closed = true;
  const made = thing('fulfilment', shipped.id);
  const each = fulfillment(`ship-${shipped.id}`, shipped.id, shipped.id);
  // Of an order that never came, nothing can be shipped.
  addVersion(made, each, { newest: ['applied', 'needs_review', 'parked'], stands: () => [] });
  return sent([made, shipped], [post(each)]);
}

function withdrawOrder(sending: Sending): Made {
  const made = thing('order', fresh(sending));
  const facts: OrderFacts = { id: made.id, version: 10, customer: sending.random.pick(sending.customers).id };
  const each = order(`withdrawn-${made.id}`, facts);
  made.closed = true;
  addVersion(made, each, { newest: ['applied', 'withdrawn'], stands: (world, state) => (state === 'applied' ? orderStands(facts)(world) : []) });
  return sent([made], [post({ ...each, more: { mode: 'async' } }), withdraw(each)]);
}
