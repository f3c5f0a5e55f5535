import type { MapFile } from '../../src/domain/map-file';
import { LAB, LAB_DECISION } from '../support/lab-project';
import { openLab } from './lab';

const common = {
  source: LAB, mapVersion: '2026-01-01.1', decision: LAB_DECISION, documents: 'full', mode: 'sync', intent: 'create', onConflict: 'review', roots: [''],
} as const;

const row = (target: string, path: string, transform: MapFile['fields'][number]['transform']) => ({ target, owner: LAB, kind: 'create_only', path, transform }) as const;
const fixed = (target: string, value: string | number | boolean) => ({ target, owner: LAB, kind: 'create_only', transform: { kind: 'constant', value } }) as const;
const DATE = row('trandate', '/day', { kind: 'date' });

/** A record that is made of another, which a document of this lab made: `of` names its type, `/of` in the document its id. */
function madeOf(documentType: string, target: string, from: { readonly type: string; readonly by: string }, more: Partial<MapFile> = {}): MapFile {
  return {
    ...common, documentType, target, rights: { create: true, update: false, cancel: target !== 'itemfulfillment' }, ...(target === 'itemfulfillment' ? {} : { onCancel: 'void' }),
    paths: { externalId: '/id' }, action: { kind: 'transform', from: from.type, path: '/of', source: { by: 'rule', documentType: from.by } }, fields: [DATE], ...more,
  };
}

const ORDER: MapFile = {
  ...common, documentType: 'order', target: 'salesorder', rights: { create: true, update: true, cancel: true }, onCancel: 'close', paths: { externalId: '/id' },
  fields: [row('entity', '/buyer', { kind: 'reference', record: 'customer', by: 'field', field: 'externalid' }), DATE, row('memo', '/note', { kind: 'text' })],
  lines: [{
    name: 'items', sublist: 'item', each: '/lines', key: '/key',
    columns: [row('item', '/sku', { kind: 'reference', record: 'item', by: 'field', field: 'itemid' }), row('quantity', '/quantity', { kind: 'integer' }), row('rate', '/rate', { kind: 'decimal' })],
  }],
};

const LINES_BY_KEY: NonNullable<MapFile['lines']> = [{ name: 'items', sublist: 'item', each: '/lines', key: '/key', createOnly: true, columns: [row('quantity', '/quantity', { kind: 'integer' })] }];

const MAPS: readonly MapFile[] = [
  ORDER,
  madeOf('shipment', 'itemfulfillment', { type: 'salesorder', by: 'order' }, { lines: LINES_BY_KEY, fields: [DATE, fixed('shipstatus', 'C')] }),
  madeOf('bill', 'invoice', { type: 'salesorder', by: 'order' }),
  madeOf('part-bill', 'invoice', { type: 'salesorder', by: 'order' }, { lines: LINES_BY_KEY }),
  madeOf('payment', 'customerpayment', { type: 'invoice', by: 'bill' }),
  madeOf('credit', 'creditmemo', { type: 'invoice', by: 'bill' }),
];

const lab = openLab(MAPS);

const DAY = '2026-10-05';
const order = { id: 'o1', buyer: 'demo_customer_bluegrass', day: DAY, lines: [{ key: 'a', sku: 'SHOPIFY-SHIPPING', quantity: 3, rate: '10.00' }, { key: 'b', sku: 'SHOPIFY-TAX', quantity: 1, rate: '2.00' }] };
const applied = { outcome: 'applied', problem: null };

function balance(): number {
  return Number(lab().emulator.query('SELECT SUM(amount) AS total FROM transactionaccountingline')[0]?.['total'] ?? 0);
}

function voided(externalId: string): unknown {
  return lab().emulator.query('SELECT t.voided AS voided FROM transaction t WHERE t.externalid = ?', [externalId])[0]?.['voided'];
}

describe('what an action makes of what stands', () => {
  it('an order is billed, the invoice paid: each is made of the one before, and stamped by its own operation', async () => {
    for (const [type, key, document] of [['order', 'k1', order], ['bill', 'k2', { id: 'b1', of: 'o1', day: DAY }], ['payment', 'k3', { id: 'p1', of: 'b1', day: DAY }]] as const) {
      const answer = await lab().send(type, key, document);
      expect(answer.body).toMatchObject(applied);
      const { recordType, externalId } = answer.body['result'] as { readonly recordType: string; readonly externalId: string };
      expect(lab().saved(recordType, externalId).values['custbody_dkt_operation']).toBe(answer.body['operationId']);
    }
    expect(lab().saved('salesorder', 'lab_order_o1').values).toMatchObject({ orderstatus: 'G', total: 32 });
    expect(lab().saved('invoice', 'lab_bill_b1').values).toMatchObject({ total: 32, amountremaining: 0 });
    expect(lab().saved('customerpayment', 'lab_payment_p1').values).toMatchObject({ payment: 32, unapplied: 0 });
    expect(balance()).toBeCloseTo(0, 6);
  });

  it('an invoice is credited whole, and the credit settles it', async () => {
    await lab().send('order', 'k1', order);
    await lab().send('bill', 'k2', { id: 'b1', of: 'o1', day: DAY });
    expect((await lab().send('credit', 'k3', { id: 'c1', of: 'b1', day: DAY })).body).toMatchObject(applied);
    expect(lab().saved('creditmemo', 'lab_credit_c1').values).toMatchObject({ total: 32, applied: 32, unapplied: 0 });
    expect(lab().saved('invoice', 'lab_bill_b1').values).toMatchObject({ amountremaining: 0 });
    expect(balance()).toBeCloseTo(0, 6);
  });

  it('an order is billed in part: the lines that the document names, in its quantities, and no other', async () => {
    await lab().send('order', 'k1', order);
    expect((await lab().send('part-bill', 'k2', { id: 'b1', of: 'o1', day: DAY, lines: [{ key: 'a', quantity: 1 }] })).body).toMatchObject(applied);
    const { values, sublists } = lab().saved('invoice', 'lab_part-bill_b1');
    expect(values).toMatchObject({ total: 10 });
    expect(sublists['item']?.map((line) => [line['custcol_dkt_line'], line['quantity']])).toEqual([['a', 1]]);
    expect((await lab().send('part-bill', 'k3', { id: 'b2', of: 'o1', day: DAY, lines: [{ key: 'a', quantity: 2 }, { key: 'b', quantity: 1 }] })).body).toMatchObject(applied);
    expect(lab().saved('salesorder', 'lab_order_o1').values).toMatchObject({ orderstatus: 'G' });
  });

  it('a document that names what has not come waits, and is carried on by the sweep', async () => {
    const bill = await lab().send('bill', 'k2', { id: 'b1', of: 'o1', day: DAY });
    expect(bill.body).toMatchObject({ outcome: 'parked', problem: { code: 'waits_for_document' } });
    await lab().send('order', 'k1', order);
    // The save of the order made it due and woke the sweep: no quarter of an hour has to pass.
    lab().sweep(1000);
    expect(lab().saved('invoice', 'lab_bill_b1').values).toMatchObject({ total: 32 });
  });

  it('a record that a person gives the awaited external id lets a document go on', async () => {
    await lab().send('bill', 'k2', { id: 'b1', of: 'o2', day: DAY });
    await lab().send('order', 'k1', order);
    const parked = () => lab().emulator.query("SELECT custrecord_dkt_op_due_ms AS due FROM customrecord_dkt_operation WHERE custrecord_dkt_op_state = 'parked'")[0]?.['due'];
    const before = Number(parked());
    lab().byHand('salesorder', 'lab_order_o1', { memo: 'touched' });
    expect(Number(parked())).toBe(before);
    lab().byHand('salesorder', 'lab_order_o1', { externalid: 'LAB_ORDER_O2' });
    expect(Number(parked())).toBeLessThan(before);
  });

  it('without the user event the sweep carries it on at its next run', async () => {
    await lab().send('bill', 'k2', { id: 'b1', of: 'o1', day: DAY });
    const remove = lab().emulator.onCall(({ member, detail }) => (member === 'N/query.runSuiteQL' && detail.includes("'waits_for_document'") ? { kind: 'error-before', name: 'SSS_SEARCH_ERROR_OCCURRED', message: 'no' } : undefined));
    await lab().send('order', 'k1', order);
    remove();
    lab().sweep(1000);
    expect(lab().emulator.query("SELECT id FROM transaction WHERE type = 'CustInvc'")).toHaveLength(0);
    lab().sweep();
    expect(lab().saved('invoice', 'lab_bill_b1').values).toMatchObject({ total: 32 });
  });

  it('a document that names nothing goes to a person', async () => {
    expect((await lab().send('bill', 'k2', { id: 'b1', day: DAY })).body).toMatchObject({ outcome: 'needs_review', problem: { code: 'required_path_missing', errors: [{ pointer: '/of' }] } });
  });

  it('what was billed whole is not billed again', async () => {
    await lab().send('order', 'k1', order);
    await lab().send('bill', 'k2', { id: 'b1', of: 'o1', day: DAY });
    expect((await lab().send('bill', 'k3', { id: 'b2', of: 'o1', day: DAY })).body).toMatchObject({ outcome: 'needs_review', result: null, problem: { code: 'netsuite_reference' } });
    expect(lab().emulator.query("SELECT id FROM transaction WHERE type = 'CustInvc'")).toHaveLength(1);
  });

  it('a bill is taken back by voiding it, once', async () => {
    await lab().send('order', 'k1', order);
    const document = { id: 'b1', of: 'o1', day: DAY };
    await lab().send('bill', 'k2', document);
    expect((await lab().send('bill', 'k4', document, { intent: 'cancel' })).body).toMatchObject(applied);
    expect(voided('lab_bill_b1')).toBe('T');
    expect((await lab().send('bill', 'k5', { ...document, note: 'again' }, { intent: 'cancel' })).body).toMatchObject({ outcome: 'unchanged' });
    expect(balance()).toBeCloseTo(0, 6);
  });

  it.each(['credit', 'payment'])('a %s that the caller may not void is not voided by the greater rights of the sweep', async (type) => {
    await lab().send('order', 'k1', order);
    await lab().send('bill', 'k2', { id: 'b1', of: 'o1', day: DAY });
    const document = { id: 'x1', of: 'b1', day: DAY };
    await lab().send(type, 'k3', document);
    const refused = await lab().send(type, 'k4', document, { intent: 'cancel' });
    expect(refused.body).toMatchObject({ outcome: 'unknown', problem: { observed: { name: 'INSUFFICIENT_PERMISSION' } } });
    lab().sweep();
    expect((await lab().get(`operationId=${String(refused.body['operationId'])}`)).body).toMatchObject({ outcome: 'needs_review', problem: { code: 'netsuite_permission', class: 'permission' } });
    expect(voided(`lab_${type}_x1`)).toBe('F');
  });
});
