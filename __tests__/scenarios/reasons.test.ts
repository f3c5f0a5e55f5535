import type { GateHook } from '../../emulator/runtime/types';
import { REASONS } from '../../src/domain/reasons';
import { brokenRules } from '../simulation/support/invariants';
import { sharedAccount, soundCall } from './support';
import type { Account, Answer } from './support';

const opened = sharedAccount();

/** The demo order, newer and with another note. */
function newerCall(key: string): Record<string, unknown> {
  const document = JSON.parse(String(soundCall(key)['documentText']).replace(/"id":\s*(\d{16,})/g, '"id":"$1"')) as Record<string, unknown>;
  return { ...soundCall(key), documentText: JSON.stringify({ ...document, note: 'Leave at the door', updated_at: '2024-06-01T00:00:00-05:00' }) };
}

/** An account in which the demo order stands as a sales order. */
async function withOrder(): Promise<Account> {
  const account = opened();
  expect((await account.post(soundCall('first'))).body).toMatchObject({ outcome: 'applied' });
  return account;
}

/** As NetSuite answers a role that may not use a record. */
const hidden = (member: string, name: string, message: string): GateHook => (call) =>
  (call.member === member && call.detail.includes('salesorder') ? { kind: 'error-before', name, message } : undefined);

function rowOf({ emulator }: Account, answer: Answer): Readonly<Record<string, unknown>> {
  const fields = ['reason', 'reason_class', 'reason_path', 'reason_field', 'reason_title', 'reason_text', 'probable_cause', 'who_acts', 'what_to_do', 'observed', 'observed_text'];
  const columns = fields.map((field) => `custrecord_dkt_op_${field} AS ${field}`).join(', ');
  return emulator.query(`SELECT ${columns} FROM customrecord_dkt_operation WHERE externalid = ?`, [String(answer.body['operationId'])])[0] ?? {};
}

function override({ emulator }: Account, values: Readonly<Record<string, string>>): void {
  emulator.createRecord({ type: 'customrecord_dkt_override', values: Object.fromEntries(Object.entries({ decision: 'D-0025', ...values }).map(([field, value]) => [`custrecord_dkt_ovr_${field}`, value])) });
}

describe('a permission that hides behind "that record does not exist"', () => {
  it('is told as such, kept on the row, and not redone by the sweep', async () => {
    const account = await withOrder();
    const remove = account.emulator.onCall(hidden('N/record.load', 'RCRD_DSNT_EXIST', 'That record does not exist.'));
    const answer = await account.post(newerCall('second'));
    remove();
    const { title, cause, whatToDo } = REASONS.netsuite_permission_hidden;
    expect(answer).toMatchObject({
      status: 200,
      body: {
        custody: true, outcome: 'needs_review',
        problem: { code: 'netsuite_permission_hidden', class: 'permission', title, probableCause: cause, whoActs: 'admin', whatToDo, observed: { name: 'RCRD_DSNT_EXIST', message: 'That record does not exist.' } },
      },
    });
    expect(rowOf(account, answer)).toMatchObject({
      reason: 'netsuite_permission_hidden', reason_class: 'permission', reason_title: title, probable_cause: cause, who_acts: 'admin', what_to_do: whatToDo,
      reason_text: expect.stringMatching(/^The salesorder \d+ is there/) as string, observed: 'RCRD_DSNT_EXIST', observed_text: 'That record does not exist.',
    });
    account.emulator.advanceTime(3_600_000);
    expect((await account.get(`operationId=${String(answer.body['operationId'])}`)).body).toMatchObject({ outcome: 'needs_review', problem: { code: 'netsuite_permission_hidden' } });
    expect(brokenRules(account.emulator)).toEqual([]);
  });

  it('is foreseen by validate, which writes nothing', async () => {
    const account = await withOrder();
    const remove = account.emulator.onCall(hidden('N/record.load', 'RCRD_DSNT_EXIST', 'That record does not exist.'));
    const answer = await account.client.call({ method: 'PUT', path: '/app/site/hosting/restlet.nl?script=customscript_dkt_inbound_rl&deploy=customdeploy_dkt_inbound_rl', body: JSON.stringify(newerCall('second')), headers: { 'content-type': 'application/json' } });
    remove();
    expect(answer.json()).toMatchObject({ custody: false, outcome: 'needs_review', problem: { code: 'netsuite_permission_hidden' } });
  });
});

it('a record that NetSuite plainly refuses to give out is a refusal, not a failed call', async () => {
  const account = await withOrder();
  const remove = account.emulator.onCall(hidden('N/record.load', 'INSUFFICIENT_PERMISSION', 'Permission Violation'));
  const answer = await account.post(newerCall('second'));
  remove();
  expect(answer).toMatchObject({ status: 200, body: { outcome: 'needs_review', problem: { code: 'netsuite_permission' } } });
});

it('a field that NetSuite names is told with its place in the document', async () => {
  const account = opened();
  const refuse = account.emulator.onCall(hidden('N/record.create', 'USER_ERROR', 'Please enter value(s) for: Date, Department'));
  const answer = await account.post(soundCall('first'));
  refuse();
  expect(answer.body).toMatchObject({
    outcome: 'needs_review',
    problem: { code: 'netsuite_value_missing', errors: [{ pointer: '/created_at', field: 'trandate' }, { pointer: '', field: 'Department' }] },
  });
  expect(rowOf(account, answer)).toMatchObject({ reason_path: '/created_at', reason_field: 'trandate' });
});

describe("a customer's own words for a reason", () => {
  const wrong = () => ({ ...soundCall('wrong'), documentText: JSON.stringify({ ...JSON.parse(String(soundCall('wrong')['documentText'])) as object, id: '7', total_price: '1.00' }) });

  it('stand on the reply, on the row and on the repeat, beside the code that stays', async () => {
    const account = opened();
    override(account, { code: 'totals_differ', title: 'The till does not add up', cause: 'Probably a coupon.', what_to_do: 'Call the shop desk.', who: 'controller' });
    const answer = await account.post(wrong());
    const own = { code: 'totals_differ', class: 'data', status: 422, title: 'The till does not add up', probableCause: 'Probably a coupon.', whoActs: 'controller', whatToDo: 'Call the shop desk.' };
    expect(answer.body).toMatchObject({ outcome: 'needs_review', problem: own });
    expect(rowOf(account, answer)).toMatchObject({ reason: 'totals_differ', reason_title: 'The till does not add up', who_acts: 'controller', what_to_do: 'Call the shop desk.' });
    expect((await account.post(wrong())).body).toMatchObject({ replayed: true, problem: own });
  });

  it('count only as far as they are given: an unknown actor, an empty value and an inactive row leave the catalogue', async () => {
    const account = opened();
    override(account, { code: 'totals_differ', title: 'Only the title', who: 'the boss' });
    const inactive = account.emulator.createRecord({ type: 'customrecord_dkt_override', values: { custrecord_dkt_ovr_code: 'totals_differ', custrecord_dkt_ovr_title: 'Switched off', isinactive: true } });
    expect(inactive).toBeGreaterThan(0);
    const { cause, who, whatToDo } = REASONS.totals_differ;
    expect((await account.post(wrong())).body).toMatchObject({ problem: { title: 'Only the title', probableCause: cause, whoActs: who, whatToDo } });
  });

  it('are refused for a reason that is none', () => {
    const account = opened();
    expect(() => { override(account, { code: 'no_such_reason', title: 'Nobody reads this' }); }).toThrow('no_such_reason');
  });
});
