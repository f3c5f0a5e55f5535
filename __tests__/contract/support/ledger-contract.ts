import type { UpdatePlan } from '../../../src/domain/decide-update';
import type { CreatePlan, FieldWrite } from '../../../src/domain/decide';
import { queryKey } from '../../../src/domain/references';
import { sha256 } from '../../support/builders';
import type { ContractSubject } from './subject';

const OPERATION = sha256('operation');
const LATER = sha256('later operation');
const ORDER = { recordType: 'salesorder', externalId: 'shopify_order_1', operationId: OPERATION };

const text = (target: string, value: string): FieldWrite => ({ target, value: { kind: 'text', text: value } });
const record = (target: string, recordType: string, internalId: number): FieldWrite => ({ target, value: { kind: 'record', recordType, internalId } });
const decimal = (target: string, value: string): FieldWrite => ({ target, value: { kind: 'decimal', decimal: value } });
const integer = (target: string, value: number): FieldWrite => ({ target, value: { kind: 'integer', integer: value } });

const EMPTY: UpdatePlan = { body: [], changedLines: [], addedLines: [], removedLines: [] };

/** A plan for an order of one customer; lines of (key, item, quantity, rate). */
function orderPlan(subject: ContractSubject, customer: number, item: number, lines: readonly (readonly [string, number, string])[]): CreatePlan {
  return {
    body: [
      record('entity', 'customer', customer), { target: 'trandate', value: { kind: 'date', date: '2026-11-23' } }, record('currency', 'currency', subject.currency), text('memo', 'first'),
      text('shippingaddress.country', 'US'), text('shippingaddress.city', 'Louisville'),
    ],
    lines: lines.map(([key, quantity, rate]) => ({ sublist: 'item', key, columns: [record('item', 'item', item), integer('quantity', quantity), decimal('rate', rate)] })),
  };
}

function customerPlan({ subsidiary }: ContractSubject): CreatePlan {
  return { body: [text('isperson', 'T'), record('subsidiary', 'subsidiary', subsidiary), text('firstname', 'Jon'), text('lastname', 'Snow'), text('email', 'jon@example.com')], lines: [] };
}

/** What the ledger promises. */
export function ledgerContract(open: () => ContractSubject): void {
  const withOrder = () => {
    const subject = open();
    const customer = subject.seedCustomer({ externalId: 'buyer' });
    const item = subject.seedItem('THING', false);
    const saved = subject.ports.ledger.create(ORDER, orderPlan(subject, customer, item, [['l1', 2, '199.00'], ['l2', 1, '-10.00']]));
    if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved));
    return { subject, customer, item, ledger: subject.ports.ledger, internalId: saved.internalId };
  };
  const update = (internalId: number, plan: Partial<UpdatePlan>, operationId = LATER) =>
    ({ recordType: 'salesorder', internalId, body: ['memo', 'entity', 'trandate', 'shippingaddress.city'], sublist: 'item', columns: ['quantity', 'rate'], plan: { ...EMPTY, ...plan }, operationId });

  it('a created record carries external id and stamp, and is found by a probe and a look', () => {
    const { ledger, internalId, subject } = withOrder();
    expect(ledger.probe('salesorder', 'shopify_order_1')).toMatchObject({ internalId, stamp: OPERATION });
    expect(ledger.probe('salesorder', 'SHOPIFY_ORDER_1')).toMatchObject({ internalId, stamp: OPERATION });
    expect(ledger.probe('salesorder', 'shopify_order_2')).toBeUndefined();
    const look = { operationId: 'x', lane: 'x', ruleCode: 'x', target: { recordType: 'salesorder', externalId: 'shopify_order_1' }, references: [], work: { source: 'shopify', documentType: 'order', target: 'salesorder', contentId: 'none' }, outcomesAfter: undefined };
    expect(subject.ports.lookup.look(look).target).toMatchObject({ internalId, stamp: OPERATION });
  });

  it('a record is seen by type and internal id, and no other', () => {
    const { ledger, internalId, customer } = withOrder();
    expect(ledger.seen('salesorder', internalId)).toEqual({ externalId: 'shopify_order_1', documentNumber: ledger.readBack('salesorder', internalId, []).documentNumber });
    expect(ledger.seen('invoice', internalId)).toBeUndefined();
    expect(ledger.seen('salesorder', 999_999)).toBeUndefined();
    expect(ledger.seen('customer', customer)).toMatchObject({ externalId: 'buyer' });
    expect(ledger.seen('vendor', customer)).toBeUndefined();
  });

  it('a created record is read back with its number and its amounts as exact text', () => {
    const { ledger, internalId } = withOrder();
    const saved = ledger.readBack('salesorder', internalId, ['total']);
    expect(saved).toMatchObject({ documentNumber: expect.stringMatching(/\d$/) as string, externalId: 'shopify_order_1', stamp: OPERATION, amounts: { total: '388' } });
    expect(ledger.readBack('salesorder', internalId, []).amounts).toEqual({});
  });

  it('a second record with the external id is not made: the save throws, and the first stands', () => {
    const { subject, customer, item, ledger, internalId } = withOrder();
    const again = ledger.create({ ...ORDER, operationId: LATER }, orderPlan(subject, customer, item, [['l1', 1, '1.00']]));
    expect(again).toMatchObject({ kind: 'threw', error: { name: expect.stringMatching(/^DUP_/) as string } });
    expect(ledger.probe('salesorder', 'shopify_order_1')).toMatchObject({ internalId, stamp: OPERATION });
  });

  it('a customer is made, found and read back by name', () => {
    const subject = open();
    const saved = subject.ports.ledger.create({ recordType: 'customer', externalId: 'shopify_customer_7', operationId: OPERATION }, customerPlan(subject));
    expect(saved).toMatchObject({ kind: 'saved' });
    const internalId = saved.kind === 'saved' ? saved.internalId : 0;
    expect(subject.ports.ledger.probe('customer', 'shopify_customer_7')).toMatchObject({ internalId, stamp: OPERATION });
    expect(subject.ports.ledger.readBack('customer', internalId, [])).toMatchObject({ externalId: 'shopify_customer_7', stamp: OPERATION });
  });

  it('a loaded record says what stands on it: dates as text, selects by id, lines by key', () => {
    const { subject, customer, internalId } = withOrder();
    const { stamp, body, lines } = subject.loadAndSave(update(internalId, {}));
    expect(stamp).toBe(OPERATION);
    expect(body).toMatchObject({ memo: 'first', trandate: '2026-11-23', 'shippingaddress.city': 'Louisville' });
    expect(String(body['entity'])).toBe(String(customer));
    expect(lines.map(({ key, columns }) => [key, Number(columns['quantity']), Number(columns['rate'])])).toEqual([['l1', 2, 199], ['l2', 1, -10]]);
  });

  it('an update writes body and lines by key in one save, with the new stamp', () => {
    const { subject, item, internalId, ledger } = withOrder();
    const { saved } = subject.loadAndSave(update(internalId, {
      body: [text('memo', 'second'), { target: 'shippingaddress.city', value: null }],
      changedLines: [{ sublist: 'item', key: 'l1', columns: [integer('quantity', 3)] }], removedLines: [{ sublist: 'item', key: 'l2' }],
      addedLines: [{ sublist: 'item', key: 'l3', columns: [record('item', 'item', item), integer('quantity', 1), decimal('rate', '0.01')] }],
    }));
    expect(saved).toEqual({ kind: 'saved', internalId });
    const after = subject.loadAndSave(update(internalId, {}));
    expect(after).toMatchObject({ stamp: LATER, body: { memo: 'second' } });
    expect(after.body['shippingaddress.city'] ?? '').toBe('');
    expect(after.lines.map(({ key, columns }) => [key, Number(columns['quantity']), Number(columns['rate'])])).toEqual([['l1', 3, 199], ['l3', 1, 0.01]]);
    expect(ledger.readBack('salesorder', internalId, ['total']).amounts).toEqual({ total: '597.01' });
    expect(ledger.probe('salesorder', 'shopify_order_1')).toMatchObject({ internalId, stamp: LATER });
  });

  it('several lines are removed at once, and the others stay as they were', () => {
    const subject = open();
    const customer = subject.seedCustomer({ externalId: 'buyer' });
    const item = subject.seedItem('THING', false);
    const saved = subject.ports.ledger.create(ORDER, orderPlan(subject, customer, item, [['a', 1, '1'], ['b', 2, '2'], ['c', 3, '3'], ['d', 4, '4']]));
    const internalId = saved.kind === 'saved' ? saved.internalId : 0;
    subject.loadAndSave(update(internalId, { removedLines: ['a', 'c'].map((key) => ({ sublist: 'item', key })), changedLines: [{ sublist: 'item', key: 'd', columns: [integer('quantity', 9)] }] }));
    expect(subject.loadAndSave(update(internalId, {})).lines.map(({ key, columns }) => [key, Number(columns['quantity'])])).toEqual([['b', 2], ['d', 9]]);
  });

  it('a save of a copy that is out of date throws, and the other save stands', () => {
    const { subject, internalId } = withOrder();
    subject.beforeNextSave(() => {
      subject.loadAndSave(update(internalId, { body: [text('memo', 'theirs')] }, sha256('theirs')));
    });
    const { saved } = subject.loadAndSave(update(internalId, { body: [text('memo', 'ours')] }));
    expect(saved).toMatchObject({ kind: 'threw', error: { name: 'RCRD_HAS_BEEN_CHANGED' } });
    expect(subject.loadAndSave(update(internalId, {}))).toMatchObject({ stamp: sha256('theirs'), body: { memo: 'theirs' } });
  });

  it('a field of a record is taken as the record it points at; nothing is taken of a record of another type', () => {
    const { subject, customer } = withOrder();
    const taken = (record: string) => {
      const query = { record, field: 'externalid', value: ORDER.externalId, take: 'entity' };
      const request = { operationId: 'x', lane: 'x', ruleCode: 'x', target: { recordType: 'customer', externalId: 'x' }, references: [query], work: { source: 'shopify', documentType: 'order', target: 'salesorder', contentId: 'none' }, outcomesAfter: undefined };
      return subject.ports.lookup.look(request).references.get(queryKey(query));
    };
    expect(taken('salesorder')).toEqual([expect.objectContaining({ taken: customer, inactive: false })]);
    expect(taken('invoice')).toEqual([]);
  });

  it('a voided record is seen as voided by a probe and a look, and a reference to it is inactive', () => {
    const { subject, ledger, internalId } = withOrder();
    expect(ledger.probe('salesorder', ORDER.externalId)).toMatchObject({ voided: false });
    expect(ledger.void('salesorder', internalId)).toEqual({ kind: 'saved', internalId });
    expect(ledger.probe('salesorder', ORDER.externalId)).toMatchObject({ internalId, voided: true });
    const query = { record: 'salesorder', field: 'externalid', value: ORDER.externalId };
    const facts = subject.ports.lookup.look({ operationId: 'x', lane: 'x', ruleCode: 'x', target: { recordType: 'salesorder', externalId: ORDER.externalId }, references: [query], work: { source: 'shopify', documentType: 'order', target: 'salesorder', contentId: 'none' }, outcomesAfter: undefined });
    expect(facts.target).toMatchObject({ internalId, voided: true });
    expect(facts.references.get(queryKey(query))).toEqual([expect.objectContaining({ inactive: true })]);
  });

  it.each([['salesorder', false], ['customer', false], ['invoice', true]])('a %s touches the ledger: %s', (recordType, posts) => {
    expect(open().ports.ledger.posts(recordType)).toBe(posts);
  });

  it('a write needs more units for a transaction than for a customer', () => {
    const { ledger } = open().ports;
    expect([ledger.unitsToWrite('salesorder'), ledger.unitsToWrite('customer')]).toEqual([30, 15]);
  });
}
