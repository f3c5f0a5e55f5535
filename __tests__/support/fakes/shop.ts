import type { Reply } from '../../../src/domain/outcome';
import { submit } from '../../../src/application/submit';
import { selectDue, workLane } from '../../../src/application/sweep';
import type { Swept } from '../../../src/application/sweep';
import type { CompiledMap, ObjectRule, OwnershipRow } from '../../../src/domain/map';
import { compiled, row } from '../builders';
import { RunKilled } from './call-gate';
import { FakeAccount } from './fake-account';

const item = { kind: 'reference', record: 'item', by: 'field', field: 'itemid' } as const;

const line = (changes: Partial<OwnershipRow>): OwnershipRow => row({ code: `shop.order.items.${changes.target ?? ''}`, lines: 'items', required: true, ...changes });

const ORDER_ROWS: readonly OwnershipRow[] = [
  row({ code: 'shop.order.body.entity', target: 'entity', kind: 'create_only', path: '/customer', required: true, transform: { kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer' } }),
  row({ code: 'shop.order.body.memo' }),
  row({ code: 'shop.order.body.terms', target: 'terms', owner: 'netsuite', path: '/terms', onConflict: 'drop' }),
  line({ target: 'item', path: '/sku', transform: item }), line({ target: 'quantity', path: '/quantity', transform: { kind: 'integer' } }), line({ target: 'rate', path: '/price', transform: { kind: 'decimal' } }),
];

/** The shop's order map: customer embedded, lines by id, one control total; documents of one version count in the order in which they come. */
export function orderMap(changes: Partial<ObjectRule> = {}, rows: readonly OwnershipRow[] = ORDER_ROWS): CompiledMap {
  return compiled(rows, {
    paths: { externalId: '/id', version: '/version', versionKind: 'number', amount: '/total', party: '/customer/name' },
    lines: [{ name: 'items', sublist: 'item', each: '/lines', key: '/id' }],
    totals: [{ name: 'order-total', add: [{ each: '/lines', product: ['price', 'quantity'] }], subtract: [], equals: '/total', savedField: 'total', decision: 'D-0003' }],
    ...changes,
    parts: { equalVersion: 'accept', ...changes.parts },
  });
}

/** The order map with one row put in the place of the row of the same code. */
export function orderMapWith(code: string, changes: Partial<OwnershipRow>, rule: Partial<ObjectRule> = {}): CompiledMap {
  return orderMap(rule, ORDER_ROWS.map((candidate) => (candidate.code === code ? { ...candidate, ...changes } : candidate)));
}

/** The shop's customer map. */
export function customerMap(changes: Partial<ObjectRule> = {}): CompiledMap {
  const rows = [row({ code: 'shop.customer.body.companyname', target: 'companyname', path: '/name', required: true })];
  return compiled(rows, { code: 'shop.customer', documentType: 'customer', target: 'customer', ...changes });
}

/** An account with the shop set up and the items A and B. */
export function openShop(order: CompiledMap = orderMap(), customer: CompiledMap = customerMap()): FakeAccount {
  const account = new FakeAccount({ source: 'shop', binding: { roles: ['customrole_connector'], users: [7], values: { subsidiary: 1 } }, maps: [order, customer] });
  for (const itemid of ['A', 'B']) account.ledger.seed('item', { itemid });
  return account;
}

/** An order document of two lines that adds up to 25.00. */
export function order(changes: object = {}): Record<string, unknown> {
  return {
    id: '1001', version: 1, note: 'first', customer: { id: '7', name: 'Bob' },
    lines: [{ id: 'l1', sku: 'A', quantity: 2, price: '10.00' }, { id: 'l2', sku: 'B', quantity: 1, price: '5.00' }], total: '25.00', ...changes,
  };
}

/** The body of a POST with an order. */
export function call(key: string, document: unknown = order(), more: object = {}): Record<string, unknown> {
  return { contract: '1', source: 'shop', documentType: 'order', idempotencyKey: key, documentText: JSON.stringify(document), ...more };
}

/** A POST that may be killed on its way: undefined where it was. */
export function post(account: FakeAccount, body: unknown): Reply | undefined {
  return alive(() => {
    const reply = submit(body, account.ports());
    if ('operations' in reply) throw new Error('One document was posted and a batch was answered.');
    return reply;
  });
}

/** What a run returns; undefined where it was killed. */
export function alive<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if ((error as { name?: unknown }).name !== RunKilled.name) throw error;
    return undefined;
  }
}

/** One run of the sweep: each lane in a run of its own, as the platform has it. A killed lane leaves the others alone. */
export function sweepOnce(account: FakeAccount): readonly Swept[] {
  const due = alive(() => selectDue(account.ports())) ?? [];
  const lanes = new Map<string, number[]>();
  for (const { lane, internalId } of due) lanes.set(lane, [...(lanes.get(lane) ?? []), internalId]);
  return [...lanes.values()].flatMap((ids) => {
    if (account.gate.struck) account.gate.failAt(undefined);
    return alive(() => workLane(ids, account.ports())) ?? [];
  });
}

const QUARTER_HOUR_MS = 15 * 60 * 1000;

/** Sweeps every quarter of an hour until no operation is left that only time would move. Fails after five days. */
export function settleByTime(account: FakeAccount): void {
  account.gate.failAt(undefined);
  account.gate.onCall(undefined);
  for (let tick = 0; tick < 480; tick += 1) {
    if (![...account.operations.rows.values()].some(({ dueMs }) => dueMs !== null)) return;
    account.nowMs += QUARTER_HOUR_MS;
    sweepOnce(account);
  }
  throw new Error('Some operation is due for ever.');
}
