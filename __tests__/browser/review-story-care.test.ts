import { A_MINUTE, AN_HOUR, openStoryLab } from './support/story-lab';
import type { Seat } from './support/seat';

const lab = openStoryLab();

const orders = () => lab().query("SELECT id, externalid FROM transaction WHERE type = 'SalesOrd'");
const memo = () => lab().query("SELECT memo FROM transaction WHERE type = 'SalesOrd'")[0]?.['memo'];
const actions = () => lab().query('SELECT custrecord_dkt_act_kind AS kind, custrecord_dkt_act_state AS state FROM customrecord_dkt_action ORDER BY id').map(({ kind, state }) => `${String(kind)} ${String(state)}`);

/** A sales order that somebody keys in by hand, worth what the waiting order is worth. */
function handMade(rate: number): number {
  const { emulator, query } = lab();
  const id = (sql: string) => Number(query(sql)[0]?.['id']);
  return emulator.createRecord({
    type: 'salesorder', values: { entity: id("SELECT id FROM customer WHERE externalid = 'demo_customer_ohio'"), trandate: '2026-11-20' },
    sublists: { item: [{ item: id("SELECT id FROM item WHERE itemid = 'SHOPIFY-SHIPPING'"), quantity: 1, rate }] },
  });
}

/** An order that fails, on the screen of a person. */
async function stuck(person: 'hanna' | 'priya' = 'hanna', number = 2400): Promise<{ readonly operationId: string; readonly seat: Seat }> {
  const { operationId } = await lab().order(number);
  lab().sweep();
  const seat = await lab().seat(person);
  await seat.visit('operations');
  await seat.openLine(`#${String(number)}`);
  return { operationId: String(operationId), seat };
}

const openCount = async (seat: Seat): Promise<string> => {
  await seat.visit('operations');
  return seat.shown('Open');
};

describe('an order that somebody made by hand', () => {
  it('is linked with why it differs; a late repeat is answered with it, and makes nothing', async () => {
    const { operationId, seat: hanna } = await stuck();
    const internalId = handMade(431.88);
    await hanna.go('Resolve elsewhere');
    await hanna.choose(/^Resolved by/, 'A record that was made by hand');
    await hanna.choose(/^Record type/, 'Salesorder');
    await hanna.keyIn(/^Internal ID/, String(internalId));
    await hanna.keyIn(/^Note/, 'Keyed in on Friday.');
    await hanna.go('Resolve elsewhere');
    expect(await hanna.told()).toMatch(/Resolve elsewhere: nothing was done.*the document names/);
    await hanna.go('Resolve elsewhere');
    await hanna.choose(/^Resolved by/, 'A record that was made by hand');
    await hanna.choose(/^Record type/, 'Salesorder');
    await hanna.keyIn(/^Internal ID/, String(internalId));
    await hanna.keyIn(/^Why a difference is right/, 'Ohio Valley buys for Lena.');
    await hanna.keyIn(/^Note/, 'Keyed in on Friday.');
    await hanna.go('Resolve elsewhere');
    expect(await hanna.told()).toMatch(/Resolve elsewhere: done/);
    expect(await hanna.shown('State')).toBe('Resolved elsewhere');
    const before = orders();
    expect(await lab().order(2400)).toMatchObject({ outcome: 'resolved_elsewhere', replayed: true, result: { recordType: 'salesorder', internalId } });
    lab().sweep();
    expect([orders(), lab().stateOf(operationId)]).toEqual([before, 'resolved_elsewhere']);
    await hanna.page.reload();
    await hanna.go(/^(SO\d+|Salesorder \d+)$/);
    expect(await hanna.title()).toMatch(/^Sales Order/);
  });
});

describe('an order that nobody wants', () => {
  it('is discarded for a reason, is found under Rejected, and is reopened', async () => {
    const { operationId, seat: hanna } = await stuck();
    await hanna.go('Discard');
    await hanna.choose(/^Reason/, 'Cancelled at source');
    await hanna.keyIn(/^Note/, 'The buyer called.');
    await hanna.go('Discard');
    expect(await hanna.told()).toMatch(/Discard: done/);
    expect(await hanna.shown('State')).toBe('Discarded');
    expect(await openCount(hanna)).toBe('0 operations');
    expect(await lab().order(2400)).toMatchObject({ outcome: 'discarded', replayed: true });
    await hanna.go('Show rejected');
    await hanna.openLine('#2400');
    await hanna.go('Reopen');
    await hanna.keyIn(/^Note/, 'They want it after all.');
    await hanna.go('Reopen');
    expect(await hanna.told()).toMatch(/Reopen: done/);
    expect(await openCount(hanna)).toBe('1 operation');
    await hanna.openLine('#2400');
    await hanna.tab('Attempts');
    expect(await hanna.line('The buyer called.').count()).toBe(1);
    expect(lab().chain(operationId).map(({ action }) => action)).toEqual([undefined, 'discard', 'reopen']);
  });
});

describe('an order that has to wait', () => {
  it('is out of the way until its day, and comes back by itself', async () => {
    const { seat: hanna } = await stuck();
    await hanna.go('Snooze');
    await hanna.keyIn(/^Until/, '11/25/2026');
    await hanna.keyIn(/^Note/, 'After the fair.');
    await hanna.go('Snooze');
    expect(await hanna.told()).toMatch(/Snooze: done/);
    expect(await openCount(hanna)).toBe('0 operations');
    await hanna.visit('operations', { dkt_tab: 'snoozed' });
    expect(await hanna.line('#2400').count()).toBe(1);
    lab().emulator.passTime(48 * AN_HOUR);
    expect(await openCount(hanna)).toBe('1 operation');
  });

  it('is woken before its day by a person', async () => {
    const { seat: hanna } = await stuck();
    await hanna.go('Snooze');
    await hanna.keyIn(/^Until/, '11/25/2026');
    await hanna.keyIn(/^Note/, 'After the fair.');
    await hanna.go('Snooze');
    await hanna.go('Wake');
    await hanna.go('Wake');
    expect(await hanna.told()).toMatch(/Wake: done/);
    expect(await openCount(hanna)).toBe('1 operation');
  });

  it('is not snoozed beyond the month, and what was keyed in stays on the page', async () => {
    const { seat: hanna } = await stuck();
    await hanna.go('Snooze');
    await hanna.keyIn(/^Until/, '1/25/2027');
    await hanna.keyIn(/^Note/, 'Next year.');
    await hanna.go('Snooze');
    expect(await hanna.told()).not.toMatch(/: done/);
    expect(await openCount(hanna)).toBe('1 operation');
  });
});

describe('an order that is somebody\'s', () => {
  it('is given to a colleague, noted on and escalated; each step stands in its history with who took it', async () => {
    const { operationId, seat: priya } = await stuck('priya');
    await priya.go('Assign');
    await priya.choose(/^Owner/, 'Hanna Fischer');
    await priya.go('Assign');
    expect(await priya.shown('Owner')).toBe('Hanna Fischer');
    const hanna = await lab().seat('hanna');
    await hanna.visit('operations', { dkt_owner: 'mine' });
    await hanna.openLine('#2400');
    await hanna.go('Add a note');
    await hanna.keyIn(/^Note/, 'Asked the shop.');
    await hanna.go('Add a note');
    await hanna.go('Escalate');
    await hanna.choose(/^To/, 'The approver (controller)');
    await hanna.keyIn(/^Note/, 'Too large for me.');
    await hanna.go('Escalate');
    expect(await hanna.told()).toMatch(/Escalate: done/);
    await hanna.tab('Attempts');
    expect(await hanna.line('Asked the shop.').innerText()).toContain('Hanna Fischer');
    expect(lab().chain(operationId).map(({ action }) => action)).toEqual([undefined, 'assign', 'note', 'escalate']);
    expect(actions()).toEqual(['assign done', 'note done', 'escalate done']);
  });
});

describe('an order that is tried again by itself', () => {
  it('is taken from the machine by a person', async () => {
    expect(await lab().order(2400, { sku: 'IPOD2008RED' })).toMatchObject({ outcome: 'applied' });
    const remove = lab().emulator.onCall(({ member }) => (member === 'N/record.load' ? { kind: 'error-before', name: 'SSS_REQUEST_LIMIT_EXCEEDED', message: 'Request limit exceeded' } : undefined));
    const { operationId, outcome } = await lab().order(2400, { sku: 'IPOD2008RED', key: 'changed', changed: (text) => text.replace('"note": null', '"note": "Leave it at the door"').replace('2026-10-19T18:02:30', '2026-10-19T18:05:30') });
    remove();
    expect(outcome).toBe('retry_scheduled');
    const hanna = await lab().seat('hanna');
    await hanna.visit('operations', { dkt_tab: 'retrying' });
    await hanna.openLine('#2400');
    await hanna.tab('Compare');
    expect(await hanna.text()).toMatch(/Customer or vendor .*customer \d+/);
    expect(await hanna.line('IPOD2008BLACK').innerText()).toMatch(/IPOD2008BLACK\s+IPOD2008BLACK/);
    await hanna.go('Cancel retry');
    await hanna.keyIn(/^Note/, 'We ask first.');
    await hanna.go('Cancel retry');
    expect(await hanna.told()).toMatch(/Cancel retry: done/);
    lab().sweep(10 * AN_HOUR);
    expect([lab().stateOf(operationId), memo()]).toEqual(['needs_review', null]);
    await hanna.page.reload();
    await hanna.go('Redrive now');
    expect(await hanna.told()).toMatch(/Redrive: done/);
    lab().sweep(A_MINUTE);
    expect([lab().stateOf(operationId), memo()]).toEqual(['applied', 'Leave it at the door']);
  });
});
