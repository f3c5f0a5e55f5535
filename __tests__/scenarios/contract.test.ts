import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOf, errorCode, footprint, INBOUND, sharedAccount, soundCall } from './support';
import type { Account, Answer } from './support';

const opened = sharedAccount();

const JSON_TYPE = { 'content-type': 'application/json' };

type Item = Readonly<Record<string, unknown>>;

function itemsOf(answer: Answer): readonly Item[] {
  return answer.body['operations'] as readonly Item[];
}

/** The first order under another id, as its own operation of a batch. */
function orderItem(last: string, changes: Readonly<Record<string, unknown>> = {}): Item {
  const { contract: _contract, documentText, ...rest } = soundCall(`order-${last}`);
  return { ...rest, documentText: String(documentText).replace(/820982911946154508/g, `8209829119461${last}`), ...changes };
}

async function put(account: Account, body: unknown): Promise<Answer> {
  return answerOf(await account.client.call({ method: 'PUT', path: INBOUND, body: JSON.stringify(body), headers: JSON_TYPE }));
}

async function remove(account: Account, query: string): Promise<Answer> {
  return answerOf(await account.client.call({ method: 'DELETE', path: `${INBOUND}&${query}`, headers: JSON_TYPE }));
}

describe('a batch', () => {
  it('is answered item by item, in order, and no item sinks another', async () => {
    const account = opened();
    const totals = { ...soundCall('differs', 'order-totals-differ.json'), contract: undefined };
    const answer = await account.post({ contract: '1', operations: [
      orderItem('10001'), { ...orderItem('10002'), documentType: 'gift_card' }, totals, 'no object', orderItem('10003'), orderItem('10001'),
    ] });
    expect(answer.status).toBe(200);
    expect(itemsOf(answer).map(({ outcome, custody, replayed }) => [outcome, custody, replayed ?? null])).toEqual([
      ['applied', true, false], ['not_taken', false, null], ['needs_review', true, false], ['not_taken', false, null], ['applied', true, false], ['accepted', true, true],
    ]);
    expect(itemsOf(answer)[1]).toMatchObject({ error: { code: 'document_type_unknown', pointer: '/operations/1/documentType' } });
    expect(itemsOf(answer)[3]).toMatchObject({ error: { code: 'not_an_object', pointer: '/operations/3' } });
    expect(answer.body['counts']).toEqual({ applied: 2, not_taken: 2, needs_review: 1, accepted: 1 });
    expect(account.emulator.query('SELECT id FROM transaction')).toHaveLength(2);
  });

  it('carries on the documents of one object in the order they came in', async () => {
    const account = opened();
    const text = (note: string, hour: string) => String(soundCall('x')['documentText']).replace('"note": null', `"note": "${note}"`)
      .replace(/"updated_at": "2021-12-31T19:00:00-05:00",\n\s*"user_id"/, `"updated_at": "2022-01-01T${hour}:00:00-05:00", "user_id"`);
    const item = (key: string, note: string, hour: string) => ({ ...soundCall(key), contract: undefined, documentText: text(note, hour) });
    const answer = await account.post({ contract: '1', operations: [item('a', 'first', '08'), item('b', 'second', '09'), item('c', 'old', '07')] });
    expect(itemsOf(answer).map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'superseded']);
    const [order] = account.emulator.query('SELECT id, memo FROM transaction');
    expect(order?.['memo']).toBe('second');
  });

  it.each([
    ['no operation', { contract: '1', operations: [] }, 'batch_invalid'],
    ['101 operations', { contract: '1', operations: Array.from({ length: 101 }, () => ({})) }, 'batch_invalid'],
    ['operations that are no list', { contract: '1', operations: {} }, 'batch_invalid'],
    ['a member beside them', { contract: '1', operations: [{}], source: 'shopify' }, 'unknown_member'],
    ['another contract', { contract: '9', operations: [{}] }, 'contract_unsupported'],
  ])('of %s is turned away whole', async (_what, body, code) => {
    const account = opened();
    const before = footprint(account.emulator);
    const answer = await account.post(body);
    expect([answer.status, errorCode(answer)]).toEqual([400, code]);
    expect(footprint(account.emulator)).toEqual(before);
  });

  it('leaves what its units do not allow to the sweep, which applies it', async () => {
    const account = opened();
    await account.post(soundCall('warm'));
    const operations = Array.from({ length: 100 }, (_, index) => orderItem(String(20_000 + index)));
    const answer = await account.post({ contract: '1', operations });
    const counts = answer.body['counts'] as Readonly<Record<string, number>>;
    expect(counts['applied']).toBeGreaterThan(50);
    expect((counts['applied'] ?? 0) + (counts['accepted'] ?? 0)).toBe(100);
    expect(counts['accepted']).toBeGreaterThan(0);
    account.emulator.advanceTime(60 * 60 * 1000);
    expect(account.emulator.query("SELECT id FROM customrecord_dkt_operation WHERE custrecord_dkt_op_state <> 'applied'")).toEqual([]);
    expect(account.emulator.query('SELECT id FROM transaction')).toHaveLength(101);
  });
});

describe('validate', () => {
  it.each([
    ['an order that would be applied', () => soundCall('k'), 'applied', null],
    ['an order whose totals differ', () => soundCall('k', 'order-totals-differ.json'), 'needs_review', 'totals_differ'],
    ['an order with an unknown SKU', () => soundCall('k', 'order-unknown-sku.json'), 'needs_review', 'reference_not_found'],
    ['a cancellation of nothing', () => ({ ...soundCall('k'), intent: 'cancel' }), 'refused', 'nothing_to_cancel'],
    ['an update of nothing', () => ({ ...soundCall('k'), intent: 'update' }), 'needs_review', 'target_missing'],
  ])('foresees what becomes of %s, and writes nothing', async (_what, body, outcome, code) => {
    const account = opened();
    const before = footprint(account.emulator);
    const answer = await put(account, body());
    expect(answer).toMatchObject({ status: 200, body: { custody: false, outcome, repeats: null } });
    expect((answer.body['problem'] as { readonly code: string } | null)?.code ?? null).toBe(code);
    expect(footprint(account.emulator)).toEqual(before);
    const posted = await account.post(body());
    expect(posted.body).toMatchObject({ outcome });
    expect(posted.body['verdicts']).toEqual(answer.body['verdicts']);
  });

  it('names the customer that would be brought, and the operation that holds the key already', async () => {
    const account = opened();
    const foreseen = await put(account, soundCall('k'));
    expect(foreseen.body['brings']).toEqual([{ documentType: 'customer', externalId: '115310627314723954' }]);
    const posted = await account.post(soundCall('k'));
    const again = await put(account, soundCall('k'));
    expect(again.body).toMatchObject({ outcome: 'unchanged', repeats: posted.body['operationId'], brings: [] });
  });
});

describe('health', () => {
  it('names the version of the package', async () => {
    const account = opened();
    const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { readonly version: string };
    expect((await account.get('health=1')).body['version']).toBe(version);
  });

  it('is told to nobody who may speak for no source', async () => {
    const { emulator, get } = opened();
    for (const { id } of emulator.query("SELECT id FROM customrecord_dkt_setting WHERE custrecord_dkt_set_name LIKE 'binding:%'")) {
      const values = { custrecord_dkt_set_value: '{"users":[999999]}' };
      emulator.saveAs({ type: 'customrecord_dkt_setting', actor: emulator.administratorActor(), context: 'USERINTERFACE', values, id: Number(id) });
    }
    expect(errorCode(await get('health=1'))).toBe('source_not_yours');
  });

  it('counts what is not settled, and says how old the oldest is', async () => {
    const account = opened();
    expect((await account.get('health=1')).body).toMatchObject({ contract: '1', environment: 'sandbox', intake: 'open', pausedSources: [], queue: { depth: {}, oldestReceivedAt: null } });
    await account.post({ ...soundCall('later'), mode: 'async' });
    await account.post(soundCall('differs', 'order-totals-differ.json'));
    const health = await account.get('health=1');
    expect(health.body['queue']).toEqual({ depth: { accepted: 1, needs_review: 1 }, oldestReceivedAt: expect.stringMatching(/^2026-11-23T12:00/) as unknown });
  });
});

describe('withdraw', () => {
  it('takes back a document that is only accepted; it is never applied, and a repeat says so', async () => {
    const account = opened();
    await account.post({ ...soundCall('k'), mode: 'async' });
    expect((await remove(account, 'source=shopify&idempotencyKey=k')).body).toMatchObject({ outcome: 'withdrawn', safeNewKey: true, problem: null });
    account.emulator.advanceTime(60 * 60 * 1000);
    expect(account.emulator.query('SELECT id FROM transaction')).toEqual([]);
    expect((await account.post({ ...soundCall('k'), mode: 'async' })).body).toMatchObject({ outcome: 'withdrawn', replayed: true });
    expect((await remove(account, 'source=shopify&idempotencyKey=k')).body).toMatchObject({ outcome: 'withdrawn', replayed: true });
  });

  it('comes too late for an order that is applied, and changes nothing', async () => {
    const account = opened();
    const first = await account.post(soundCall('k'));
    const before = footprint(account.emulator);
    const answer = await remove(account, `operationId=${String(first.body['operationId'])}`);
    expect(answer.body).toMatchObject({ outcome: 'applied', problem: { code: 'withdraw_too_late' }, result: first.body['result'] });
    expect(footprint(account.emulator)).toEqual(before);
  });

  it('takes back a document that rests in review', async () => {
    const account = opened();
    await account.post(soundCall('k', 'order-totals-differ.json'));
    expect((await remove(account, 'source=shopify&idempotencyKey=k')).body).toMatchObject({ outcome: 'withdrawn' });
  });

  it('of an operation that is not there is answered 400', async () => {
    const account = opened();
    expect(errorCode(await remove(account, 'source=shopify&idempotencyKey=none'))).toBe('operation_not_found');
  });
});

describe('a document that supersedes an operation', () => {
  it('takes the place of one that had no effect, which closes', async () => {
    const account = opened();
    const first = await account.post(soundCall('wrong', 'order-totals-differ.json'));
    const text = String(soundCall('x', 'order-totals-differ.json')['documentText']).replace('"total_price": "409.94"', '"total_price": "608.94"');
    const second = await account.post({ ...soundCall('right'), documentText: text, supersedes: first.body['operationId'] });
    expect(second.body).toMatchObject({ outcome: 'applied' });
    expect((await account.get('source=shopify&idempotencyKey=wrong')).body).toMatchObject({
      outcome: 'superseded', problem: { code: 'superseded_by_sender', detail: expect.stringContaining(String(second.body['operationId'])) as unknown },
    });
  });

  it.each([
    ['had an effect', 'k', 'It is applied.'],
    ['is not there', 'none', 'This source has no such operation.'],
  ])('is refused where that operation %s', async (_what, key, why) => {
    const account = opened();
    const first = await account.post(soundCall('k'));
    const answer = await account.post({ ...soundCall('k2'), supersedes: key === 'k' ? first.body['operationId'] : '0'.repeat(64) });
    expect(answer.body).toMatchObject({ outcome: 'refused', problem: { code: 'supersedes_impossible', detail: expect.stringContaining(why) as unknown } });
    expect((await account.get('source=shopify&idempotencyKey=k')).body).toEqual(first.body);
  });
});
