import { demoText, sharedAccount, soundCall } from './support';
import type { Account, Answer } from './support';

const opened = sharedAccount();

const EXTERNAL_ID = 'shopify_order_820982911946154508';

/** The first order, changed as text so that ids keep their digits. */
function changed(key: string, ...edits: readonly (readonly [find: string | RegExp, replace: string])[]): Record<string, unknown> {
  const call = soundCall(key);
  let text = String(call['documentText']);
  for (const [find, replace] of edits) {
    const next = text.replace(find, replace);
    if (next === text) throw new Error(`The first order has no ${String(find)}.`);
    text = next;
  }
  return { ...call, documentText: text };
}

const NEWER = [/"updated_at": "2021-12-31T19:00:00-05:00",\n\s*"user_id"/, '"updated_at": "2022-01-02T08:00:00-05:00", "user_id"'] as const;

function savedOrder({ emulator }: Account): { readonly values: Readonly<Record<string, unknown>>; readonly lines: readonly Readonly<Record<string, unknown>>[] } {
  const [row] = emulator.query('SELECT id FROM transaction WHERE externalid = ?', [EXTERNAL_ID]);
  const record = emulator.readRecord('salesorder', Number(row?.['id']));
  return { values: record.values, lines: record.sublists['item'] ?? [] };
}

function verdictsOf(answer: Answer, field: string): readonly unknown[] {
  return (answer.body['verdicts'] as readonly { readonly field: string; readonly verdict: string }[]).filter((verdict) => verdict.field === field).map(({ verdict }) => verdict);
}

describe('a later document of an order', () => {
  it('that says the same is unchanged and writes nothing', async () => {
    const account = opened();
    const first = await account.post(soundCall('k1'));
    const again = await account.post(soundCall('k2'));
    expect(again.body).toMatchObject({ outcome: 'unchanged', replayed: false, problem: null, result: first.body['result'] });
    expect(savedOrder(account).values['custbody_dkt_operation']).toBe(first.body['operationId']);
  });

  it('that is newer changes the fields the shop owns, and is stamped on the order', async () => {
    const account = opened();
    await account.post(soundCall('k1'));
    const answer = await account.post(changed('k2', NEWER, ['"note": null', '"note": "Leave at the door"']));
    expect(answer.body).toMatchObject({ outcome: 'applied' });
    expect(verdictsOf(answer, 'memo')).toEqual(['apply']);
    expect(savedOrder(account).values).toMatchObject({ memo: 'Leave at the door', total: 388, custbody_dkt_operation: answer.body['operationId'] });
  });

  it('finds its lines by key: one is changed, one gone, one new, and the total still agrees', async () => {
    const account = opened();
    await account.post(soundCall('k1'));
    const { emulator } = account;
    const document = {
      ...JSON.parse(String(soundCall('x')['documentText']).replace(/: (\d{17,})/g, ': "$1"')) as Record<string, unknown>,
      updated_at: '2022-01-02T08:00:00-05:00',
      line_items: [
        { id: '141249953214522974', sku: 'IPOD2008PINK', price: '150.00', quantity: 2, name: 'IPod Nano - 8GB' },
        { id: '900000000000000001', sku: 'IPOD2008GREEN', price: '20.00', quantity: 1, name: 'IPod Nano - green' },
      ],
      total_price: '310.00',
    };
    const answer = await account.post({ ...soundCall('k2'), documentText: JSON.stringify(document) });
    expect(answer.body).toMatchObject({ outcome: 'applied', problem: null });
    const { values, lines } = savedOrder(account);
    expect(values['total']).toBe(310);
    expect(new Map(lines.map((line) => [line['custcol_dkt_line'], [line['quantity'], line['rate'], line['amount']]]))).toEqual(new Map([
      ['141249953214522974', [2, 150, 300]], ['900000000000000001', [1, 20, 20]], ['271878346596884015', [1, 10, 10]], ['discount', [1, -20, -20]],
    ]));
    expect(emulator.query('SELECT id FROM transaction')).toHaveLength(1);
  });

  it('that carries no address leaves the address as it is, and one whose address has no second line clears that', async () => {
    const account = opened();
    const document = JSON.parse(demoText('order-tax-and-discount.json').replace(/: (\d{16,})/g, ': "$1"')) as { readonly updated_at: string; readonly shipping_address: Readonly<Record<string, unknown>> };
    const send = (key: string, changes: object) => account.post({ ...soundCall(key), documentText: JSON.stringify({ ...document, ...changes }) });
    const first = await send('k1', { shipping_address: { ...document.shipping_address, address2: 'Floor 2' } });
    const { recordType, internalId } = first.body['result'] as { readonly recordType: string; readonly internalId: number };
    const address = () => account.emulator.readRecord(recordType, internalId).subrecords['shippingaddress'];
    const before = address();
    const { shipping_address: _none, ...without } = document;
    const later = await account.post({ ...soundCall('k2'), documentText: JSON.stringify({ ...without, note: 'second', updated_at: '2030-01-01T00:00:00Z' }) });
    expect(later.body).toMatchObject({ outcome: 'applied' });
    expect(address()).toEqual(before);
    await send('k3', { shipping_address: { ...document.shipping_address, address2: null }, updated_at: '2030-01-02T00:00:00Z' });
    expect(address()).toMatchObject({ addr2: null, city: before?.['city'] });
  });

  it('that is older is superseded and changes nothing', async () => {
    const account = opened();
    await account.post(changed('k1', NEWER));
    const answer = await account.post(changed('k2', ['"note": null', '"note": "old news"']));
    expect(answer.body).toMatchObject({ custody: true, outcome: 'superseded', result: null, problem: { code: 'version_older' } });
    expect(savedOrder(account).values['memo'] ?? null).toBeNull();
  });

  it('that changes a field set at create only rests in review, naming the field and its decision', async () => {
    const account = opened();
    await account.post(soundCall('k1'));
    const answer = await account.post(changed('k2', NEWER, [/"created_at": "2021-12-31T19:00:00-05:00"/, '"created_at": "2021-11-30T19:00:00-05:00"']));
    expect(answer.body).toMatchObject({ outcome: 'needs_review', problem: { code: 'field_conflict', class: 'ownership', errors: [{ pointer: '/created_at' }] } });
    expect(savedOrder(account).values['trandate']).toBe('2021-12-31');
  });

  it('never writes a field that NetSuite owns', async () => {
    const account = opened();
    await account.post(soundCall('k1'));
    const answer = await account.post(changed('k2', NEWER, ['"order_number": 1234', '"order_number": 777']));
    expect(verdictsOf(answer, 'tranid')).toEqual(['blocked_direction']);
    expect(savedOrder(account).values['tranid']).toBe('SO1');
  });
});

describe('a run that dies once its save is done', () => {
  const QUARTER_HOUR = 15 * 60_000;
  const stripe = (key: string, name: string) => ({ ...soundCall(key, name, 'invoice'), source: 'stripe' });

  /** Kills the next run once it has saved its invoice, the second save after its own row, and lets the sweep come. */
  async function killed(account: Account, body: Record<string, unknown>): Promise<void> {
    let saves = 0;
    const remove = account.emulator.onCall(({ member }) => {
      if (member === 'N/record.Record.save') saves += 1;
      return member === 'N/record.Record.save' && saves === 2 ? { kind: 'kill-after' } : undefined;
    });
    await account.post(body).catch(() => undefined);
    remove();
    account.emulator.advanceTime(QUARTER_HOUR * 3);
  }

  it('leaves what it did not write of a partly applied document told by whoever settles it', async () => {
    const account = opened();
    const whole = stripe('k2', 'stripe-invoice-due-date.json');
    expect((await account.post(stripe('k1', 'stripe-invoice.json'))).body).toMatchObject({ outcome: 'applied' });
    await killed(account, whole);
    const told = await account.get('source=stripe&idempotencyKey=k2');
    expect(told.body).toMatchObject({ outcome: 'partly_applied', result: { recordType: 'invoice' }, attempt: { number: 2 } });
    expect([verdictsOf(told, 'duedate'), verdictsOf(told, 'memo')]).toEqual([['conflict'], ['unchanged']]);
  });
});

describe('an intent that does not fit', () => {
  it.each([
    ['create', 'an order that stands', 'refused', 'target_exists'],
  ])('%s of %s is %s as %s', async (intent, _what, outcome, code) => {
    const account = opened();
    await account.post(soundCall('k1'));
    const answer = await account.post({ ...soundCall('k2'), intent });
    expect(answer.body).toMatchObject({ outcome, result: null, safeNewKey: true, problem: { code } });
  });

  it('cancel closes an order, whatever its document says; again, there is nothing left to do', async () => {
    const account = opened();
    const first = await account.post(soundCall('k1'));
    const cancelled = await account.post({ ...soundCall('k2', 'order-totals-differ.json'), documentText: '{"id": 820982911946154508}', intent: 'cancel' });
    expect(cancelled.body).toMatchObject({ outcome: 'applied', problem: null, result: first.body['result'] });
    const { values, lines } = savedOrder(account);
    expect(lines.every(({ isclosed }) => isclosed === true)).toBe(true);
    expect(values).toMatchObject({ status: 'Closed', total: 388, custbody_dkt_operation: cancelled.body['operationId'] });
    expect((await account.post({ ...soundCall('k3'), intent: 'cancel' })).body).toMatchObject({ outcome: 'unchanged' });
  });

  it('cancel of an order that never came is refused', async () => {
    const account = opened();
    expect((await account.post({ ...soundCall('k1'), intent: 'cancel' })).body).toMatchObject({ outcome: 'refused', safeNewKey: true, problem: { code: 'nothing_to_cancel' } });
  });

  it('an order that was cancelled before it came is not made by its older document, and made by a newer one', async () => {
    const account = opened();
    const version = '2030-01-01T00:00:00Z';
    await account.post({ ...soundCall('k1'), intent: 'cancel', version });
    expect((await account.post({ ...soundCall('k2') })).body).toMatchObject({ outcome: 'superseded', problem: { code: 'version_older' } });
    expect((await account.post({ ...soundCall('k3'), version: '2031-01-01T00:00:00Z' })).body).toMatchObject({ outcome: 'applied' });
    expect(account.emulator.query("SELECT COUNT(*) AS n FROM transaction WHERE type = 'SalesOrd'")).toEqual([{ n: 1 }]);
  });

  it('update of an order that is not there rests in review', async () => {
    const account = opened();
    const answer = await account.post({ ...soundCall('k1'), intent: 'update' });
    expect(answer.body).toMatchObject({ outcome: 'needs_review', problem: { code: 'target_missing' } });
  });
});

describe('two buyers of one name', () => {
  it('become two customers', async () => {
    const account = opened();
    await account.post(soundCall('k1'));
    const answer = await account.post(changed('k2', [/820982911946154508/g, '820982911946154599'], [/115310627314723954/g, '115310627314723955']));
    expect(answer.body).toMatchObject({ outcome: 'applied' });
    expect(account.emulator.query("SELECT id FROM customer WHERE lastname = 'Smith'")).toHaveLength(2);
  });
});
