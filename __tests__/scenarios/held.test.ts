import { sharedAccount, soundCall } from './support';

const account = sharedAccount();
const QUARTER_HOUR = 15 * 60 * 1000;

/** Saves a setting as an administrator does; one that is there is changed. */
function setting(name: string, value: string): void {
  const [known] = account().emulator.query('SELECT s.id AS id FROM customrecord_dkt_setting s WHERE s.externalid = ?', [name]);
  const values = { externalid: name, custrecord_dkt_set_name: name, custrecord_dkt_set_value: value };
  const reply = account().emulator.saveAs({
    type: 'customrecord_dkt_setting', ...(known === undefined ? { values } : { id: Number(known['id']), values: { custrecord_dkt_set_value: value } }), actor: account().emulator.administratorActor(), context: 'USERINTERFACE',
  });
  if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
}

const order = (id: number, version = 1) => ({
  ...soundCall(`k${String(id)}-${String(version)}`),
  documentText: String(soundCall('x')['documentText']).replace(/"id":\s*\d+/, `"id": ${String(9_000_000 + id)}`),
});

const operations = () => account().emulator.query('SELECT o.custrecord_dkt_op_state AS state, o.custrecord_dkt_op_attempts AS attempts FROM customrecord_dkt_operation o WHERE o.custrecord_dkt_op_doctype = ?', ['order']);
const states = () => [...new Set(operations().map(({ state }) => state))];

/** Every save of a sales order is refused for as long as this stands. */
function disturb(): () => void {
  return account().emulator.onCall(({ member, detail }) => (
    member === 'N/record.Record.save' && detail.startsWith('salesorder') ? { kind: 'error-before', name: 'SSS_REQUEST_LIMIT_EXCEEDED', message: 'Too many requests.' } : undefined));
}

describe('a pause', () => {
  it('takes documents in, tells so in health, and lets them catch up in order when it is lifted', async () => {
    setting('pause:shopify', '{"processing": false}');
    expect((await account().post(order(1))).body).toMatchObject({ custody: true, outcome: 'parked', waitsFor: 'pause', problem: { code: 'held_by_pause' } });
    expect((await account().get('health=1')).body).toMatchObject({ intake: 'open', pausedWork: ['pause:shopify'] });
    account().emulator.advanceTime(QUARTER_HOUR + 60_000);
    expect(states()).toEqual(['parked']);
    const [row] = account().emulator.query("SELECT s.id AS id FROM customrecord_dkt_setting s WHERE s.externalid = 'pause:shopify'");
    account().emulator.saveAs({ type: 'customrecord_dkt_setting', id: Number(row?.['id']), values: { custrecord_dkt_set_value: '{"processing": true}' }, actor: account().emulator.administratorActor(), context: 'USERINTERFACE' });
    account().emulator.advanceTime(QUARTER_HOUR);
    expect(states()).toEqual(['applied']);
  });
});

describe('closed intake', () => {
  it.each(['intake', 'pause', 'pause:shopify', 'pause:shopify:order'])('by the setting %s turns the next call away, and an open one takes the next', async (name) => {
    expect((await account().post(order(1))).body).toMatchObject({ outcome: 'applied' });
    setting(name, '{"open": false}');
    expect(JSON.stringify((await account().post(order(2))).body)).toContain('intake_closed');
    setting(name, '{"open": true}');
    expect((await account().post(order(2))).body).toMatchObject({ outcome: 'applied' });
  });
});

describe('an override', () => {
  const save = (values: Readonly<Record<string, string | number>>) => account().emulator.saveAs({
    type: 'customrecord_dkt_override', values: { custrecord_dkt_ovr_code: 'netsuite_busy', custrecord_dkt_ovr_decision: 'D-0061', ...values }, actor: account().emulator.administratorActor(), context: 'USERINTERFACE',
  });

  it('with safe figures is saved, one that could hammer NetSuite or names no reason is refused in words', () => {
    expect(save({ custrecord_dkt_ovr_max_attempts: 3 })).toMatchObject({ kind: 'saved' });
    expect(JSON.stringify(save({ custrecord_dkt_ovr_max_attempts: 99 }))).toContain('Most Attempts is 99: a whole number from 1 to 9 is safe.');
    expect(JSON.stringify(save({ custrecord_dkt_ovr_code: 'no_such' }))).toContain('the catalogue has no such reason');
  });
});

describe('a breaker', () => {
  it('opens over ten failed saves, shows in health, and lets the work through again by itself', async () => {
    const calm = disturb();
    for (let id = 1; id <= 10; id += 1) await account().post(order(id));
    account().emulator.advanceTime(QUARTER_HOUR);
    expect((await account().get('health=1')).body).toMatchObject({ breakers: [{ source: 'shopify', recordType: 'salesorder', state: 'open' }] });
    expect((await account().post(order(11))).body).toMatchObject({ outcome: 'parked', waitsFor: 'breaker', attempt: { number: 0 } });
    calm();
    account().emulator.advanceTime(QUARTER_HOUR * 40);
    expect((await account().get('health=1')).body).toMatchObject({ breakers: [] });
    expect(states()).toEqual(['applied']);
  });
});
