import { errorCode, sharedAccount, soundCall } from './support';
import type { Account } from './support';

const opened = sharedAccount();

const EXTERNAL_ID = 'shopify_order_820982911946154508';

function order(account: Account): Readonly<Record<string, unknown>> {
  const [row] = account.emulator.query('SELECT id FROM transaction WHERE externalid = ?', [EXTERNAL_ID]);
  return { id: row?.['id'], ...account.emulator.readRecord('salesorder', Number(row?.['id'])) };
}

describe('a first order', () => {
  it('becomes a sales order with its customer, its lines and its total, and every digit of its ids', async () => {
    const account = opened();
    const answer = await account.post(soundCall('k'));
    expect(answer).toMatchObject({ status: 200, body: { custody: true, outcome: 'applied', replayed: false, problem: null, result: { recordType: 'salesorder', externalId: EXTERNAL_ID } } });
    const { values, sublists } = order(account) as unknown as { readonly values: Record<string, unknown>; readonly sublists: Record<string, Record<string, unknown>[]> };
    expect(values).toMatchObject({ total: 388, otherrefnum: '#9999', trandate: '2021-12-31', custbody_dkt_operation: answer.body['operationId'] });
    expect(sublists['item']?.map(({ custcol_dkt_line: key, quantity, rate, amount }) => [key, quantity, rate, amount])).toEqual([
      ['866550311766439020', 1, 199, 199], ['141249953214522974', 1, 199, 199], ['271878346596884015', 1, 10, 10], ['discount', 1, -20, -20],
    ]);
    const [customer] = account.emulator.query('SELECT id, externalid, firstname, lastname FROM customer WHERE id = ?', [Number(values['entity'])]);
    expect(customer).toMatchObject({ externalid: 'shopify_customer_115310627314723954', firstname: 'John', lastname: 'Smith' });
  });

  it('keeps the document as received, with its hash, on the operation', async () => {
    const account = opened();
    const call = soundCall('k');
    const answer = await account.post(call);
    const [row] = account.emulator.query('SELECT id FROM customrecord_dkt_operation WHERE externalid = ?', [String(answer.body['operationId'])]);
    const kept = account.emulator.readRecord('customrecord_dkt_operation', Number(row?.['id'])).values;
    expect(JSON.parse(String(kept['custrecord_dkt_op_doc_1']))).toEqual(JSON.parse(String(call['documentText'])));
    expect(String(kept['custrecord_dkt_op_doc_1'])).toContain('"id":820982911946154508');
  });

  it('is answered with the same sales order and replayed: true when it comes again', async () => {
    const account = opened();
    const first = await account.post(soundCall('k'));
    const again = await account.post(soundCall('k'));
    expect(again.body).toEqual({ ...first.body, replayed: true });
    const status = await account.get(`operationId=${String(first.body['operationId'])}`);
    expect(status.body).toEqual(first.body);
    expect(await account.get('source=shopify&idempotencyKey=k')).toEqual(status);
  });

  it('leaves one order when ten come at once; those over the limit are told so and succeed when repeated', async () => {
    const account = opened();
    const at = () => account.post(soundCall('k'));
    const first = await Promise.all(Array.from({ length: 10 }, at));
    const overLimit = first.filter((answer) => errorCode(answer) === 'SSS_REQUEST_LIMIT_EXCEEDED');
    const answered = first.filter(({ status }) => status === 200);
    // How many come while five are in flight depends on when they arrive; that each is answered or told so does not.
    expect(answered.length + overLimit.length).toBe(10);
    expect([answered.length >= 5, overLimit.length > 0, overLimit.every(({ status }) => status === 400)]).toEqual([true, true, true]);
    for (const _again of overLimit) answered.push(await at());
    const ids = new Set(answered.map(({ body }) => (body['result'] as { readonly internalId: number }).internalId));
    expect(ids.size).toBe(1);
    expect(answered.filter(({ body }) => body['replayed'] === false)).toHaveLength(1);
    expect(account.emulator.query('SELECT id FROM transaction')).toHaveLength(1);
  });

  it('is told apart from another document under its key, and stays as it is', async () => {
    const account = opened();
    const first = await account.post(soundCall('k'));
    const other = await account.post(soundCall('k', 'order-tax-and-discount.json'));
    expect(other.body).toMatchObject({ custody: false, outcome: 'key_reused', operationId: first.body['operationId'], safeNewKey: true, problem: { code: 'key_reused' } });
    expect((await account.post(soundCall('k'))).body).toEqual({ ...first.body, replayed: true });
    expect(account.emulator.query("SELECT id FROM customrecord_dkt_event WHERE custrecord_dkt_ev_kind = 'key_reused'")).toHaveLength(1);
  });
});

describe('an order that cannot be applied', () => {
  it('rests in review with both numbers when its amounts do not add up, and nothing is posted', async () => {
    const account = opened();
    const customers = account.emulator.query('SELECT id FROM customer').length;
    const answer = await account.post(soundCall('k', 'order-totals-differ.json'));
    expect(answer.body).toMatchObject({ custody: true, outcome: 'needs_review', result: null, problem: { code: 'totals_differ', class: 'data', status: 422 } });
    const { detail } = answer.body['problem'] as { readonly detail: string };
    expect(detail).toContain('608.94');
    expect(detail).toContain('409.94');
    expect(account.emulator.query('SELECT id FROM transaction')).toEqual([]);
    expect(account.emulator.query('SELECT id FROM customer')).toHaveLength(customers);
  });

  it('rests in review naming the SKU that NetSuite does not have', async () => {
    const account = opened();
    const answer = await account.post(soundCall('k', 'order-unknown-sku.json'));
    expect(answer.body).toMatchObject({ outcome: 'needs_review', problem: { code: 'reference_not_found', errors: [{ pointer: '/line_items/1/sku' }] } });
    expect((answer.body['problem'] as { readonly detail: string }).detail).toContain('IPOD2008CHARTREUSE');
    expect(account.emulator.query('SELECT id FROM transaction')).toEqual([]);
  });

  it('rests in review naming the path when a required value is missing', async () => {
    const account = opened();
    const call = soundCall('k');
    const answer = await account.post({ ...call, documentText: String(call['documentText']).replace(/"created_at": "2021[^"]*"/, '"created_at": null') });
    expect(answer.body).toMatchObject({ outcome: 'needs_review', problem: { code: 'required_path_missing', errors: expect.arrayContaining([expect.objectContaining({ pointer: '/created_at' })]) as unknown } });
  });

  it('rests in review when it names no customer', async () => {
    const account = opened();
    const call = soundCall('k');
    const document = JSON.parse(String(call['documentText']).replace(/("id": )(\d{17,})/g, '$1"$2"')) as Record<string, unknown>;
    const answer = await account.post({ ...call, documentText: JSON.stringify({ ...document, customer: null }) });
    expect(answer.body).toMatchObject({ outcome: 'needs_review', problem: { code: 'required_path_missing', errors: [{ pointer: '/customer' }] } });
  });
});

describe('an order that waits', () => {
  it('waits for its customer where the customer cannot be made, names that operation, and goes on once it is there', async () => {
    const account = opened();
    const call = soundCall('k');
    const answer = await account.post({ ...call, documentText: String(call['documentText']).replace('"last_name": "Smith"', '"last_name": null') });
    expect(answer.body).toMatchObject({ custody: true, outcome: 'parked', result: null, problem: { code: 'waits_for_operation', class: 'dependency' } });
    const waitsFor = String(answer.body['waitsFor']);
    const customer = await account.get(`operationId=${waitsFor}`);
    expect(customer.body).toMatchObject({ outcome: 'needs_review', problem: { code: 'required_path_missing', errors: [{ pointer: '/last_name' }] } });
    expect(account.emulator.query('SELECT id FROM transaction')).toEqual([]);
    // The shop sends the customer whole; the order needs no further call.
    await account.post({ ...soundCall('c', 'customer-update.json', 'customer') });
    account.emulator.advanceTime(31 * 60 * 1000);
    expect((await account.get('source=shopify&idempotencyKey=k')).body).toMatchObject({ outcome: 'applied', result: { externalId: EXTERNAL_ID } });
  });

  it('goes to a person when what it waits for has not come after three days', async () => {
    const account = opened();
    const call = soundCall('k');
    await account.post({ ...call, documentText: String(call['documentText']).replace('"last_name": "Smith"', '"last_name": null') });
    account.emulator.advanceTime(73 * 60 * 60 * 1000);
    expect((await account.get('source=shopify&idempotencyKey=k')).body).toMatchObject({ outcome: 'needs_review', problem: { code: 'parked_too_long' } });
    expect(account.emulator.query('SELECT id FROM transaction')).toEqual([]);
  });

  it('is accepted at once with mode async, applied by the sweep, and then answers as applied', async () => {
    const account = opened();
    const accepted = await account.post({ ...soundCall('k'), mode: 'async' });
    expect(accepted.body).toMatchObject({ custody: true, outcome: 'accepted', result: null });
    expect(account.emulator.query('SELECT id FROM transaction')).toEqual([]);
    account.emulator.advanceTime(16 * 60 * 1000);
    const status = await account.get('source=shopify&idempotencyKey=k');
    expect(status.body).toMatchObject({ outcome: 'applied', result: { externalId: EXTERNAL_ID } });
    expect(order(account)['id']).toBeDefined();
  });
});

describe('numbers past 2^53', () => {
  it('stay apart as documentText: two ids that differ in the last digit are two orders', async () => {
    const account = opened();
    const call = soundCall('k');
    await account.post(call);
    const next = String(call['documentText']).replace(/820982911946154508/g, '820982911946154509');
    const answer = await account.post({ ...call, idempotencyKey: 'k2', documentText: next });
    expect(answer.body).toMatchObject({ outcome: 'applied', result: { externalId: 'shopify_order_820982911946154509' } });
    expect(account.emulator.query('SELECT id FROM transaction')).toHaveLength(2);
  });
});
