import { INTEGRATION_ROLE, INTEGRATION_USER } from '../../demo/company';
import type { GateCall } from '../../emulator/runtime/types';
import type { Emulator } from '../../emulator/types';
import { brokenRules } from '../simulation/support/invariants';
import { demoText, sharedAccount, soundCall, type Answer } from './support';

const account = sharedAccount();
const emulator = (): Emulator => account().emulator;

/** Past the lease of a run, and past the sweep after it. */
const PAST_LEASE_MS = 36 * 60 * 1000;

/**
 * Holds the first run of the RESTlet that comes to a call until its lease is over and the sweep has been round, then lets it go on. NetSuite
 * stops a script long before (platform facts 1.2); nothing may rest on that, so the limit is lifted here.
 */
function lateAt(isTheCall: (call: GateCall) => boolean, meanwhile: () => void = () => undefined): { readonly reached: () => boolean } {
  let reached = false;
  const remove = emulator().onCall((call) => {
    if (call.execution.scriptType !== 'restlet' || !isTheCall(call)) return undefined;
    remove();
    reached = true;
    (call.execution as { deadlineMs: number }).deadlineMs = Number.MAX_SAFE_INTEGER;
    emulator().advanceTime(PAST_LEASE_MS);
    meanwhile();
    return undefined;
  });
  return { reached: () => reached };
}

const save = (record: string) => ({ member, detail }: GateCall): boolean => member === 'N/record.Record.save' && detail.startsWith(record);
/** The n-th such call. */
const nth = (n: number, isTheCall: (call: GateCall) => boolean) => {
  let seen = 0;
  return (call: GateCall): boolean => isTheCall(call) && (seen += 1) === n;
};

const orders = () => emulator().query("SELECT t.id AS id, t.memo AS memo, t.custbody_dkt_operation AS stamp FROM transaction t WHERE t.recordtype = 'salesorder'");
const customers = () => emulator().query("SELECT id FROM customer WHERE externalid LIKE 'shopify_customer_%'");
const operations = () => emulator().query('SELECT custrecord_dkt_op_doctype AS type, custrecord_dkt_op_state AS state FROM customrecord_dkt_operation ORDER BY id');

/** Posts past HTTP, so that no schedule that fell due meanwhile runs before what comes next. */
function postAtOnce(argument: unknown): unknown {
  const [employee] = emulator().query('SELECT id FROM employee WHERE externalid = ?', [INTEGRATION_USER]);
  const actor = emulator().actor(Number(employee?.['id']), INTEGRATION_ROLE);
  const reply = emulator().callRestlet({ scriptId: 'customscript_dkt_inbound_rl', deploymentId: 'customdeploy_dkt_inbound_rl', method: 'post', argument, actor });
  return reply.kind === 'returned' ? reply.value : reply;
}

const status = async (key: string): Promise<Answer> => account().get(`source=shopify&idempotencyKey=${key}`);
const outcomesOf = (operationId: unknown) => emulator().query("SELECT id FROM customrecord_dkt_event WHERE custrecord_dkt_ev_chain = ? AND custrecord_dkt_ev_kind = 'outcome'", [String(operationId)]).length;

describe('a RESTlet that stops until the sweep has done its work, and then goes on', () => {
  it.each<[string, (call: GateCall) => boolean]>([
    ['before it saves the customer', save('customer:new')],
    ['before the outcome of the customer', nth(1, save('customrecord_dkt_event'))],
    ['before it saves the order', save('salesorder:new')],
    ['before the outcome of the order', nth(2, save('customrecord_dkt_event'))],
    ['before the row of the order as an object', nth(2, save('customrecord_dkt_object'))],
    ['before it writes where the order stands', nth(2, ({ member, detail }) => member === 'N/record.submitFields' && detail.startsWith('customrecord_dkt_operation'))],
  ])('%s makes one order, settled once, and is told what stands', async (_where, isTheCall) => {
    const late = lateAt(isTheCall);
    const { status: code, body } = await account().post(soundCall('k'));
    expect([late.reached(), code]).toEqual([true, 200]);
    expect([orders().length, customers().length, outcomesOf(body['operationId'])]).toEqual([1, 1, 1]);
    expect(operations()).toEqual([{ type: 'order', state: 'applied' }, { type: 'customer', state: 'applied' }]);
    const stands = (await status('k')).body;
    expect(body).toMatchObject({ custody: true, outcome: 'applied', result: stands['result'] as object, operationId: stands['operationId'] });
    expect(stands['result']).toMatchObject({ internalId: orders()[0]?.['id'] });
    expect(brokenRules(emulator())).toEqual([]);
  });

  it('finds the fence taken: its own outcome is refused, and that of the sweep stands', async () => {
    const late = lateAt(save('salesorder:new'));
    const savedLate: string[] = [];
    const remove = emulator().onOrder(({ member, detail, execution }) => {
      if (late.reached() && execution.scriptType === 'restlet' && member === 'N/record.Record.save') savedLate.push(detail.split(':')[0] ?? '');
    });
    const { body } = await account().post(soundCall('k'));
    remove();
    expect(savedLate).toEqual(['salesorder', 'customrecord_dkt_event']);
    const events = emulator().query('SELECT custrecord_dkt_ev_actor AS actor FROM customrecord_dkt_event WHERE custrecord_dkt_ev_chain = ?', [String(body['operationId'])]);
    expect(events).toEqual([{ actor: expect.stringContaining('administrator') as string }]);
  });
});

it('a RESTlet whose lease ran out, and whom nobody followed, leaves its operation to the sweep without writing where it stands', async () => {
  const before: unknown[] = [];
  const remove = emulator().onCall((call) => {
    if (!save('salesorder:new')(call)) return undefined;
    remove();
    (call.execution as { deadlineMs: number }).deadlineMs = Number.MAX_SAFE_INTEGER;
    emulator().passTime(PAST_LEASE_MS);
    before.push(...operations());
    return { kind: 'error-before', name: 'SSS_REQUEST_LIMIT_EXCEEDED', message: 'Too many requests.' };
  });
  expect(postAtOnce(soundCall('k'))).toMatchObject({ custody: true, outcome: 'accepted', result: null });
  expect(operations()).toEqual(before);
  emulator().advanceTime(PAST_LEASE_MS);
  expect((await status('k')).body).toMatchObject({ outcome: 'applied' });
  expect([orders().length, brokenRules(emulator())]).toEqual([1, []]);
});

describe('a RESTlet that stops with an update in hand', () => {
  const later = (version: string, note: string) => demoText('order-first.json').replace(/"updated_at":\s*"[^"]*"/, `"updated_at": "${version}"`).replace(/"note":\s*(null|"[^"]*")/, `"note": "${note}"`);
  const update = (key: string, version: string) => ({ ...soundCall(key), documentText: later(version, key) });

  beforeEach(async () => {
    expect((await account().post(soundCall('k1'))).body).toMatchObject({ outcome: 'applied' });
  });

  it('saves nothing over what the sweep saved, and is told what stands', async () => {
    const late = lateAt(save('salesorder'));
    const { body } = await account().post(update('k2', '2022-02-01T13:00:00-05:00'));
    expect(late.reached()).toBe(true);
    expect(body).toMatchObject({ outcome: 'applied', result: { internalId: orders()[0]?.['id'] } });
    expect(orders()).toMatchObject([{ stamp: body['operationId'] }]);
    expect(outcomesOf(body['operationId'])).toBe(1);
    expect(brokenRules(emulator())).toEqual([]);
  });

  it('leaves a newer version alone that was applied meanwhile, and is told that its own was applied before', async () => {
    let newer: unknown;
    const late = lateAt(save('salesorder'), () => {
      newer = postAtOnce(update('k3', '2022-03-01T13:00:00-05:00'));
    });
    const { body } = await account().post(update('k2', '2022-02-01T13:00:00-05:00'));
    expect(late.reached()).toBe(true);
    expect(newer).toMatchObject({ outcome: 'applied' });
    expect(orders()).toMatchObject([{ stamp: (newer as Answer['body'])['operationId'] }]);
    expect(body).toMatchObject({ outcome: 'applied', result: { internalId: orders()[0]?.['id'] } });
    expect(new Set(operations().map(({ state }) => state))).toEqual(new Set(['applied']));
    expect(brokenRules(emulator())).toEqual([]);
    emulator().advanceTime(PAST_LEASE_MS);
    expect((await status('k2')).body).toMatchObject({ outcome: 'applied' });
    expect(brokenRules(emulator())).toEqual([]);
  });
});
