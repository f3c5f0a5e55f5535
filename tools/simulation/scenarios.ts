import { HOST_TIME_MS } from './company';
import { batch, bill, charge, clicked, customer, fulfillment, invoice, operationId, order, post, withdraw, type Sent } from './documents';
import { all, customerStands, invoices, orderStands, savesOrder, standing } from './expectations';
import { bySweep, DOWN, scenario, type Scenario } from './scenario';

const KNOWN_BUYER: Sent = customer('buyer', 7001, 1);
const FIRST = order('first', { id: 9001, version: 1, customer: 7001 });
const NEWER = order('newer', { id: 9001, version: 3, customer: 7001, quantity: 2 });
const OLDER = order('older', { id: 9001, version: 2, customer: 7001 });
const UNKNOWN_ITEM: Sent = { ...FIRST, text: FIRST.text.replace('IPOD2008PINK', 'NO-SUCH-ITEM') };
const INVOICE = invoice('invoice', 501, { dollars: 80 });
const CHARGE = charge('charge', 601, { dollars: 80 });
/** Of the invoice that `INVOICE` brings. */
const CHARGE_FOR_501: Sent = { ...CHARGE, text: CHARGE.text.replace('in_601', 'in_501') };
const VOID = invoice('void', 501, { dollars: 80, voided: true });
const CLOSED_DAY = Date.UTC(2025, 10, 5, 16) / 1000;

const fresh = scenario('fresh', {
  before: [KNOWN_BUYER], calls: [post(FIRST)], ends: { 'shopify first': ['applied'] }, account: orderStands({ id: 9001, version: 1, customer: 7001 }),
});

const embedded = scenario('embedded-customer', {
  calls: [post(FIRST)], ends: { 'shopify first': ['applied'] }, account: all(orderStands({ id: 9001, version: 1, customer: 7001 }), customerStands(7001, 0)),
});

const update = scenario('update', {
  before: [KNOWN_BUYER, FIRST], calls: [post(NEWER)], ends: { 'shopify newer': ['applied'] }, account: orderStands({ id: 9001, version: 3, customer: 7001, quantity: 2 }),
});

const customerUpdate = scenario('customer-update', {
  before: [KNOWN_BUYER], calls: [post(customer('moved', 7001, 2))], ends: { 'shopify moved': ['applied'] }, account: customerStands(7001, 2),
});

const older = scenario('older-version', {
  before: [KNOWN_BUYER, FIRST, NEWER], calls: [post(OLDER)], ends: { 'shopify older': ['superseded'] }, account: orderStands({ id: 9001, version: 3, customer: 7001, quantity: 2 }),
});

const conflict = scenario('conflict', {
  before: [KNOWN_BUYER, customer('other', 7002, 1), FIRST], calls: [post(order('merged', { id: 9001, version: 4, customer: 7002 }))],
  ends: { 'shopify merged': ['needs_review'] }, account: orderStands({ id: 9001, version: 1, customer: 7001 }),
});

const pays = scenario('charge-pays-invoice', {
  before: [INVOICE], calls: [post(CHARGE_FOR_501)], ends: { 'stripe charge': ['applied'] }, account: all(standing('customerpayment', 1), invoices(0, 0)),
});

const ships = scenario('fulfilment', {
  before: [KNOWN_BUYER, FIRST], calls: [post(fulfillment('ship', 41, 9001))], ends: { 'canonical ship': ['applied'] }, account: standing('itemfulfillment', 1),
});

const voids = scenario('void', {
  before: [INVOICE], calls: [post(VOID)], ends: { 'stripe void': ['applied'] }, account: all(standing('invoice', 1), invoices(0, 1)),
});

const cancels = scenario('cancel', {
  before: [KNOWN_BUYER, FIRST], calls: [post(order('cancelled', { id: 9001, version: 5, customer: 7001, cancelled: true }))], ends: { 'shopify cancelled': ['applied'] },
  account: orderStands({ id: 9001, version: 1, customer: 7001 }),
});

const naturalKey = scenario('natural-key', {
  before: [bill('bill', 301)], calls: [post(bill('scan', 302, { number: 301 }))], ends: { 'canonical scan': ['needs_review'] }, account: standing('vendorbill', 1),
});

const freshBill = scenario('fresh-bill', { calls: [post(bill('bill', 301))], ends: { 'canonical bill': ['applied'] }, account: standing('vendorbill', 1) });

const closedPeriod = scenario('closed-period', {
  calls: [post(bill('late', 303, { date: '2025-12-18' }))], ends: { 'canonical late': ['needs_review'] }, account: standing('vendorbill', 0),
});

const firstOpenDay = scenario('first-open-day', {
  before: [INVOICE], calls: [post({ ...CHARGE_FOR_501, text: CHARGE_FOR_501.text.replace(/"created":\d+/, `"created":${CLOSED_DAY}`) })],
  ends: { 'stripe charge': ['applied'] }, account: all(standing('customerpayment', 1), invoices(0, 0)),
});

const supersede = scenario('supersede', {
  before: [KNOWN_BUYER, { ...UNKNOWN_ITEM, key: 'wrong' }],
  calls: [post({ ...FIRST, key: 'right', more: { supersedes: operationId({ source: 'shopify', key: 'wrong' }) } })], ends: { 'shopify wrong': ['superseded'], 'shopify right': ['applied'] },
  account: orderStands({ id: 9001, version: 1, customer: 7001 }),
});

/** Scenarios that a call starts and that the sweep may do as well. */
const BOTH_WAYS: readonly Scenario[] = [
  fresh, embedded, update, customerUpdate, older, conflict, pays, ships, voids, cancels, naturalKey, freshBill, closedPeriod, firstOpenDay, supersede,
];

const repeat = scenario('repeat', {
  before: [KNOWN_BUYER, FIRST], calls: [post(FIRST)], ends: { 'shopify first': ['applied'] }, account: orderStands({ id: 9001, version: 1, customer: 7001 }),
});

const keyReused = scenario('key-reused', {
  before: [KNOWN_BUYER, FIRST], calls: [post({ ...NEWER, key: 'first' })], ends: { 'shopify first': ['applied'] }, account: orderStands({ id: 9001, version: 1, customer: 7001 }),
});

const threeOrders = [1, 2, 3].map((number) => order(`batch-${number}`, { id: 9100 + number, version: 1, customer: 7001 }));

const inBatch = scenario('batch', {
  before: [KNOWN_BUYER], calls: [batch(threeOrders)], ends: Object.fromEntries(threeOrders.map(({ key }) => [`shopify ${key}`, ['applied']])), account: standing('salesorder', 3),
});

const accepted = scenario('accept', {
  before: [KNOWN_BUYER], calls: [post({ ...FIRST, more: { mode: 'async' } })], ends: { 'shopify first': ['applied'] }, account: orderStands({ id: 9001, version: 1, customer: 7001 }),
});

const withdrawn = scenario('withdraw', {
  before: [KNOWN_BUYER, { ...FIRST, more: { mode: 'async' } }], calls: [withdraw({ source: 'shopify', key: 'first' })], ends: { 'shopify first': ['withdrawn', 'applied'] },
});

const withdrawnFromReview = scenario('withdraw-from-review', {
  before: [KNOWN_BUYER, { ...UNKNOWN_ITEM, key: 'wrong' }], calls: [withdraw({ source: 'shopify', key: 'wrong' })], ends: { 'shopify wrong': ['withdrawn', 'needs_review'] }, account: standing('salesorder', 0),
});

const parent = scenario('parked-for-parent', {
  before: [CHARGE_FOR_501], calls: [post(INVOICE)], ends: { 'stripe charge': ['applied'], 'stripe invoice': ['applied'] }, account: all(standing('customerpayment', 1), invoices(0, 0)),
});

const lane = scenario('parked-for-lane', {
  before: [KNOWN_BUYER, { ...FIRST, more: { mode: 'async' } }], calls: [post(NEWER)], ends: { 'shopify first': ['applied', 'superseded'], 'shopify newer': ['applied'] },
  account: orderStands({ id: 9001, version: 3, customer: 7001, quantity: 2 }),
});

const asked = scenario('validate-and-ask', {
  before: [KNOWN_BUYER, FIRST],
  calls: [{ method: 'put', argument: post(NEWER).argument }, { method: 'get', argument: { source: 'shopify', idempotencyKey: 'first' } }, { method: 'get', argument: { health: 'T' } }],
  ends: { 'shopify first': ['applied'] }, account: orderStands({ id: 9001, version: 1, customer: 7001 }),
});

/** The order rests with a person, because every save of it failed; now they work again. */
const redriven = scenario('redrive', {
  before: [KNOWN_BUYER, FIRST], failing: savesOrder, calls: [clicked('redrive', FIRST)], ends: { 'shopify first': ['applied'] }, untouched: 'needs_review',
  account: orderStands({ id: 9001, version: 1, customer: 7001 }),
});

const discarded = scenario('discard', {
  before: [KNOWN_BUYER, FIRST], failing: savesOrder, calls: [clicked('discard', FIRST)], ends: { 'shopify first': ['discarded'] }, untouched: 'needs_review', account: standing('salesorder', 0),
});

const reopened = scenario('reopen', {
  before: [KNOWN_BUYER, UNKNOWN_ITEM, clicked('discard', UNKNOWN_ITEM)], calls: [clicked('reopen', UNKNOWN_ITEM, 'click-2')], ends: { 'shopify first': ['needs_review'] }, untouched: 'discarded',
  account: standing('salesorder', 0),
});

const PAUSE = 'pause:shopify';

/** Work that a pause held, which is lifted: the sweep lets it go. */
const paused: Scenario = {
  ...scenario('parked-for-pause', { calls: [], ends: { 'shopify first': ['applied'] }, account: orderStands({ id: 9001, version: 1, customer: 7001 }) }),
  prepare(world) {
    const { emulator } = world.company;
    const id = emulator.createRecord({ type: 'customrecord_dkt_setting', values: { externalid: PAUSE, custrecord_dkt_set_name: PAUSE, custrecord_dkt_set_value: '{"processing": false}' } });
    world.client.send(post(FIRST));
    world.company.tick();
    emulator.saveAs({ type: 'customrecord_dkt_setting', id, values: { custrecord_dkt_set_value: '{"processing": true}' }, actor: emulator.administratorActor(), context: 'USERINTERFACE' });
  },
};

/** Every run that saves the order dies there. */
const poison: Scenario = {
  ...scenario('poison', { before: [KNOWN_BUYER, { ...FIRST, more: { mode: 'async' } }], calls: [], ends: { 'shopify first': ['needs_review'] }, account: standing('salesorder', 0) }),
  harm: (call) => (savesOrder(call) ? { kind: 'kill-before' } : undefined),
};

/** Every save of the order fails. */
const hopeless: Scenario = {
  ...scenario('hopeless', { before: [KNOWN_BUYER], calls: [post(FIRST)], ends: { 'shopify first': ['needs_review'] }, account: standing('salesorder', 0) }),
  harm: (call) => (savesOrder(call) ? DOWN : undefined),
};

/** Orders that fail together, and the saves of them that were tried. */
const STORM = Array.from({ length: 30 }, (_, index) => order(`storm-${index + 1}`, { id: 9201 + index, version: 1, customer: 7001 }));
const STORM_SWEEPS = 8;
const STORM_ENDS_MS = HOST_TIME_MS + STORM_SWEEPS * 15 * 60_000;
/** Each order once, then one trial a sweep, and what a fault of ours repeats. */
const MOST_TRIED = STORM.length + STORM_SWEEPS + 4;

function storm(): Scenario {
  let tried = 0;
  let lastMs = 0;
  return {
    ...scenario('storm', { before: [KNOWN_BUYER, ...STORM.map((each) => ({ ...each, more: { mode: 'async' } }))], calls: [], ends: {} }),
    ticks: STORM_SWEEPS, stride: 131,
    prepare(world) {
      for (const each of [KNOWN_BUYER, ...STORM.map((sent) => ({ ...sent, more: { mode: 'async' } }))]) world.client.send(post(each));
    },
    harm(call) {
      // Time went back by more than jobs side by side do: another run begins.
      if (call.atMs < lastMs - 600_000) tried = 0;
      lastMs = call.atMs;
      // The storm is over when its sweeps are: a breaker that is open then closes by itself.
      if (!savesOrder(call) || call.atMs > STORM_ENDS_MS) return undefined;
      tried += 1;
      return DOWN;
    },
    account(world) {
      return [...(tried > MOST_TRIED ? [`breaker: ${tried} saves were tried while all of them failed`] : []), ...standing('salesorder', STORM.length)(world)];
    },
  };
}

/** Every scenario, by name. */
export const SCENARIOS: readonly Scenario[] = [
  ...BOTH_WAYS, ...BOTH_WAYS.map(bySweep),
  repeat, keyReused, inBatch, accepted, withdrawn, withdrawnFromReview, parent, bySweep(parent), lane, asked, redriven, discarded, reopened, paused, poison, hopeless, storm(),
];

/** The scenario of this name. Throws where there is none. */
export function scenarioNamed(name: string): Scenario {
  const found = SCENARIOS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no scenario "${name}". There are: ${SCENARIOS.map((each) => each.name).join(', ')}.`);
  return found;
}
