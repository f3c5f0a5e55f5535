import type { Reply } from '../../../src/domain/outcome';
import { PARKED_LIMIT_MS } from '../../../src/domain/lease';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { call, customerMap, openShop, order, orderMap, orderMapWith, post, settleByTime, sweepOnce } from '../../support/fakes/shop';

const salesOrder = (account: FakeAccount) => account.ledger.records.find(({ type }) => type === 'salesorder');
const verdictsOf = (reply: Reply | undefined) => Object.fromEntries((reply?.verdicts ?? []).map(({ field, line, verdict }) => [`${field}${line === undefined ? '' : `:${line}`}`, verdict]));
const linesOf = (account: FakeAccount) => (salesOrder(account)?.lines ?? []).map(({ key, columns }) => [key, columns.get('quantity'), columns.get('rate')]);

afterEach(() => {
  for (const account of opened.splice(0)) expect(brokenRules(account)).toEqual([]);
});

const opened: FakeAccount[] = [];

function shop(...maps: Parameters<typeof openShop>): FakeAccount {
  const account = openShop(...maps);
  opened.push(account);
  return account;
}

describe('a document about a known object', () => {
  it('that says the same is unchanged: nothing is saved', () => {
    const account = shop();
    post(account, call('k1'));
    const before = structuredClone(salesOrder(account));
    expect(post(account, call('k2', order({ version: 2 })))).toMatchObject({ outcome: 'unchanged', result: { internalId: before?.internalId } });
    expect(salesOrder(account)).toEqual(before);
  });

  it('changes what differs, line by line by key, in one save', () => {
    const account = shop();
    post(account, call('k1'));
    const lines = [{ id: 'l3', sku: 'A', quantity: 4, price: '1.00' }, { id: 'l1', sku: 'A', quantity: 3, price: '10.00' }];
    const reply = post(account, call('k2', order({ version: 2, note: 'second', lines, total: '34.00' })));
    expect(reply).toMatchObject({ outcome: 'applied', result: { externalId: 'shop_order_1001' } });
    expect(linesOf(account)).toEqual([['l1', 3, '10'], ['l3', 4, '1']]);
    expect(salesOrder(account)).toMatchObject({ saves: 2, stamp: reply?.operationId });
    expect(verdictsOf(reply)).toMatchObject({ memo: 'apply', 'item.quantity:l1': 'apply', 'item.rate:l1': 'unchanged', 'item.item:l3': 'apply' });
  });

  it('of an older version is superseded, with nothing written', () => {
    const account = shop();
    const newer = post(account, call('k2', order({ version: 5, note: 'new' })));
    expect(post(account, call('k1', order({ version: 4, note: 'old' })))).toMatchObject({
      outcome: 'superseded', problem: { code: 'version_older', detail: expect.stringContaining(newer?.operationId ?? 'x') as string }, safeNewKey: false,
    });
    expect(salesOrder(account)?.body.get('memo')).toBe('new');
    expect(post(account, call('k3', order({ version: 5, note: 'same' })))?.outcome).toBe('applied');
  });

  it.each([['that is none', { version: 'soon' }, {}], ['that is none in the call', { version: 9 }, { version: 'soon' }], ['that is missing', { version: undefined }, {}]])(
    'of a version %s does not overwrite one that has a version', (_what, changes, more) => {
      const account = shop();
      const first = post(account, call('k1', order({ version: 5, note: 'new' })));
      expect(post(account, call('k2', order({ ...changes, note: 'old' }), more))).toMatchObject({
        outcome: 'needs_review', result: null, problem: { code: 'value_invalid', detail: expect.stringContaining(first?.operationId ?? 'x') as string, errors: [{ pointer: '/version' }] },
      });
      expect(salesOrder(account)?.body.get('memo')).toBe('new');
    });

  it('is not tried on a record that is void', () => {
    const account = shop();
    post(account, call('k1'));
    const target = salesOrder(account)!;
    target.voided = true;
    expect(post(account, call('k2', order({ version: 2, note: 'late' })))).toMatchObject({ outcome: 'needs_review', result: null, problem: { code: 'netsuite_locked' } });
    expect(target.saves).toBe(1);
  });

  it('of an older version is merged all the same where documents are partial', () => {
    const account = shop(orderMap({ documents: 'partial' }));
    post(account, call('k2', order({ version: 5, note: 'new' })));
    expect(post(account, call('k1', order({ version: 4, note: 'old' })))?.outcome).toBe('applied');
  });

  it('that NetSuite lost is for a person: it is not made anew', () => {
    const account = shop();
    post(account, call('k1'));
    account.ledger.records.splice(account.ledger.records.findIndex(({ type }) => type === 'salesorder'), 1);
    const reply = post(account, call('k2', order({ version: 2 })));
    expect(reply).toMatchObject({ outcome: 'needs_review', problem: { code: 'target_missing' } });
    expect(salesOrder(account)).toBeUndefined();
    account.objects.rows.clear();
  });
});

describe('a record with the external id that Docket did not write', () => {
  it('is for a person, untouched', () => {
    const account = shop();
    account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
    const theirs = account.ledger.seed('salesorder', { memo: 'theirs' }, { externalId: 'shop_order_1001' });
    expect(post(account, call('k'))).toMatchObject({ outcome: 'needs_review', problem: { code: 'target_not_ours' } });
    expect(theirs.body.get('memo')).toBe('theirs');
  });
});

describe('a rule that says no', () => {
  it.each<[string, Parameters<typeof orderMap>[0], object, boolean, string, string]>([
    ['create', { mayCreate: false }, {}, false, 'refused', 'create_not_allowed'],
    ['update', { mayUpdate: false }, {}, true, 'refused', 'update_not_allowed'],
    ['intent create on a known object', {}, { intent: 'create' }, true, 'refused', 'target_exists'],
    ['intent update on an unknown object', {}, { intent: 'update' }, false, 'needs_review', 'target_missing'],
    ['intent cancel', {}, { intent: 'cancel' }, true, 'refused', 'intent_not_supported'],
  ])('to %s', (_what, rule, more, known, outcome, code) => {
    const account = shop(orderMap());
    if (known) post(account, call('k1'));
    account.configuration.inForce = [orderMap({ ...rule, mapVersion: 'next' }), customerMap()];
    const before = structuredClone(salesOrder(account));
    const reply = post(account, call('k2', order({ version: 2, note: 'changed' }), more));
    expect(reply).toMatchObject({ custody: true, outcome, problem: { code }, result: null, safeNewKey: outcome === 'refused' });
    expect(salesOrder(account)).toEqual(before);
  });

  it.each([['create', false], ['update', true]] as const)('lets intent %s through where the object is known: %p', (intent, known) => {
    const account = shop();
    if (known) post(account, call('k1'));
    expect(post(account, call('k2', order({ version: 2, note: 'x' }), { intent }))?.outcome).toBe('applied');
  });
});

describe('a document that cannot become a record', () => {
  it.each<[string, object, string, string]>([
    ['amounts that do not add up', { total: '24.00' }, 'totals_differ', '/total'],
    ['an unknown SKU', { lines: [{ id: 'l1', sku: 'Z', quantity: 1, price: '25.00' }] }, 'reference_not_found', '/lines/0/sku'],
    ['a line without a price', { lines: [{ id: 'l1', sku: 'A', quantity: 1 }] }, 'required_path_missing', '/lines/0/price'],
    ['no customer', { customer: null }, 'required_path_missing', '/customer'],
    ['a customer without an id', { customer: { name: 'Bob' } }, 'required_path_missing', '/customer'],
  ])('for %s waits for a person, and nothing is written', (_what, changes, code, pointer) => {
    const account = shop();
    const reply = post(account, call('k', order(changes)));
    expect(reply).toMatchObject({ custody: true, outcome: 'needs_review', result: null, problem: { errors: expect.arrayContaining([expect.objectContaining({ pointer, code })]) as unknown } });
    expect(account.ledger.records.filter(({ stamp }) => stamp !== '')).toEqual([]);
  });

  it('names both totals', () => {
    expect(post(shop(), call('k', order({ total: '24.00' })))?.problem?.detail).toContain('adds up to 25.00, but the document says 24.00');
  });
});

it('a total that NetSuite saved otherwise leaves the record applied, with the difference as an open problem', () => {
  const account = shop();
  account.ledger.surcharge = '1.50';
  expect(post(account, call('k'))).toMatchObject({ outcome: 'applied', result: { recordType: 'salesorder' }, problem: { code: 'saved_total_differs', detail: 'The document says 25.00, NetSuite saved 26.50 in "total".' } });
});

describe('a field that belongs to someone else and holds another value', () => {
  const terms = 'shop.order.body.terms';

  it.each([['review', 'needs_review'], ['refuse', 'refused']] as const)('with the policy %s holds the whole document: %s', (onConflict, outcome) => {
    const account = shop(orderMapWith(terms, { onConflict }));
    const reply = post(account, call('k', order({ terms: 'net 90' })));
    expect(reply).toMatchObject({ outcome, result: null, problem: { code: 'field_conflict', errors: [{ pointer: '/terms', code: 'field_conflict' }] } });
    expect(verdictsOf(reply)).toMatchObject({ terms: 'conflict', memo: 'apply' });
    expect(salesOrder(account)).toBeUndefined();
  });

  it('with the policy drop lets the rest through, on a new record and on an old one', () => {
    const account = shop();
    expect(post(account, call('k1', order({ terms: 'net 90' })))).toMatchObject({ outcome: 'partly_applied', problem: null });
    expect(salesOrder(account)?.body.has('terms')).toBe(false);
    const reply = post(account, call('k2', order({ version: 2, terms: 'net 90', note: 'new' })));
    expect(reply?.outcome).toBe('partly_applied');
    expect(salesOrder(account)?.body.get('memo')).toBe('new');
    expect(post(account, call('k3', order({ version: 3, terms: 'net 90', note: 'new' })))?.outcome).toBe('partly_applied');
  });

  it('with two policies is held by the stricter one', () => {
    const account = shop(orderMapWith('shop.order.body.memo', { owner: 'crm', onConflict: 'refuse' }));
    expect(post(account, call('k', order({ terms: 'net 90' })))?.outcome).toBe('refused');
  });

  it('in a line takes the policy of that line\'s column', () => {
    const account = shop(orderMapWith('shop.order.items.rate', { owner: 'pricing', onConflict: 'drop' }, { totals: [] }));
    expect(post(account, call('k'))).toMatchObject({ outcome: 'partly_applied' });
    expect(linesOf(account)).toEqual([['l1', 2, undefined], ['l2', 1, undefined]]);
  });

  it('that holds the same value is kept, and is no conflict', () => {
    const account = shop();
    post(account, call('k1'));
    salesOrder(account)?.body.set('terms', 'net 30');
    const reply = post(account, call('k2', order({ version: 2, terms: 'net 30', note: 'new' })));
    expect(reply?.outcome).toBe('applied');
    expect(verdictsOf(reply)).toMatchObject({ terms: 'kept' });
  });
});

describe('a customer that an order embeds', () => {
  it('and NetSuite has not becomes an operation of its own, once', () => {
    const account = shop();
    const reply = post(account, call('k1', order(), { correlationId: 'c-1' }));
    const brought = [...account.operations.rows.values()].find(({ document }) => document.documentType === 'customer');
    expect(brought).toMatchObject({ patch: { state: 'applied' }, document: { parent: reply?.operationId, externalId: '7', correlationId: 'c-1', keptText: '{"id":"7","name":"Bob"}' } });
    const customer = account.ledger.records.find(({ type }) => type === 'customer');
    expect(customer).toMatchObject({ externalId: 'shop_customer_7', stamp: brought?.document.operationId });
    expect(salesOrder(account)?.body.get('entity')).toBe(customer?.internalId);
    post(account, call('k2', order({ id: '1002' })));
    expect(account.operations.rows.size).toBe(3);
  });

  it('and a person has to look at makes the order wait for it, named', () => {
    const account = shop();
    const reply = post(account, call('k', order({ customer: { id: '7' } })));
    const brought = [...account.operations.rows.values()].find(({ document }) => document.documentType === 'customer');
    expect(brought?.patch.state).toBe('needs_review');
    expect(reply).toMatchObject({ outcome: 'parked', waitsFor: brought?.document.operationId, problem: { code: 'waits_for_operation' }, retryAfterSeconds: 900 });
    account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
    account.nowMs += 900_000;
    expect(sweepOnce(account)).toMatchObject([{ state: 'applied' }]);
  });

  it('and never comes leaves the order to a person after three days', () => {
    const account = shop();
    post(account, call('k', order({ customer: { id: '7' } })));
    const start = account.nowMs;
    settleByTime(account);
    expect(post(account, call('k', order({ customer: { id: '7' } })))).toMatchObject({ outcome: 'needs_review', problem: { code: 'parked_too_long' }, attempt: { number: 1 } });
    expect(account.nowMs - start).toBeGreaterThan(PARKED_LIMIT_MS);
    expect(account.nowMs - start).toBeLessThan(PARKED_LIMIT_MS + 2 * 900_000);
  });

  it('is not brought for an order that has other problems', () => {
    const account = shop();
    post(account, call('k', order({ total: '1' })));
    expect(account.operations.rows.size).toBe(1);
  });
});

describe('the lane of an object', () => {
  it('makes a call step back while another operation on the object is under work, and the sweep order both', () => {
    const account = shop();
    const first = post(account, call('k1', order(), { mode: 'async' }));
    const second = post(account, call('k2', order({ version: 2, note: 'second' })));
    expect(second).toMatchObject({ outcome: 'parked', waitsFor: first?.operationId, problem: { code: 'lane_busy' } });
    settleByTime(account);
    expect(post(account, call('k1'))?.outcome).toBe('applied');
    expect(post(account, call('k2', order({ version: 2, note: 'second' })))?.outcome).toBe('applied');
    expect(salesOrder(account)).toMatchObject({ stamp: second?.operationId, saves: 2 });
  });

  it('has the newer version win where the older was received later', () => {
    const account = shop();
    post(account, call('k2', order({ version: 2, note: 'newer' }), { mode: 'async' }));
    post(account, call('k1', order({ version: 1, note: 'older' }), { mode: 'async' }));
    sweepOnce(account);
    expect(post(account, call('k1', order({ version: 1, note: 'older' })))?.outcome).toBe('superseded');
    expect(salesOrder(account)?.body.get('memo')).toBe('newer');
  });

  it('lets two calls that see each other both step back, and neither is lost', () => {
    const account = shop();
    account.gate.onCall(({ name }) => {
      if (name === 'lookup.look' && account.operations.rows.size === 1) post(account, call('k2', order({ version: 2, note: 'second' })));
      return undefined;
    });
    expect(post(account, call('k1'))?.outcome).toBe('parked');
    settleByTime(account);
    expect([...account.operations.rows.values()].filter(({ document }) => document.documentType === 'order').map(({ patch }) => patch.state)).toEqual(['applied', 'applied']);
    expect(salesOrder(account)?.body.get('memo')).toBe('second');
  });

  it('does not hold another object', () => {
    const account = shop();
    post(account, call('k1', order(), { mode: 'async' }));
    expect(post(account, call('k2', order({ id: '1002' })))?.outcome).toBe('applied');
  });
});

describe('the map in force', () => {
  it('is noticed where the cached one is out of date, and its version stands on the outcome', () => {
    const account = shop();
    account.configuration.inForce = [orderMap({ mapVersion: 'next', mayCreate: false }), customerMap()];
    expect(post(account, call('k'))).toMatchObject({ outcome: 'refused', mapVersion: 'next' });
  });

  it('that does not match its rows only accepts: the document waits for a deployment', () => {
    const account = shop({ ...orderMap(), consistent: false });
    expect(post(account, call('k'))).toMatchObject({ custody: true, outcome: 'parked', waitsFor: 'deployment', problem: { code: 'map_inconsistent' } });
    account.configuration.inForce = [orderMap(), customerMap()];
    account.configuration.reload('shop');
    account.nowMs += 900_000;
    expect(sweepOnce(account)).toMatchObject([{ state: 'applied' }]);
  });
});

it('a run without the units to finish what it would write leaves it to the sweep, before anything is written', () => {
  const account = shop();
  account.remainingUnits = 54;
  account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
  expect(post(account, call('k'))).toMatchObject({ outcome: 'retry_scheduled', problem: { code: 'netsuite_busy' }, retryAfterSeconds: 900 });
  expect(salesOrder(account)).toBeUndefined();
  account.remainingUnits = 5000;
  settleByTime(account);
  expect(salesOrder(account)).toBeDefined();
});
