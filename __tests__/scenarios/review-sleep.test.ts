import { customerMap, ownRow } from '../support/lab-project';
import { field, logIn, sublist } from '../support/review-pages';
import type { Person } from '../support/review-pages';
import { openLab } from './lab';

const AN_HOUR = 60 * 60_000;

const lab = openLab([
  customerMap('party', {
    fields: [ownRow('comments', '/note'), ownRow('parent', '/of', { transform: { kind: 'reference', record: 'customer', by: 'field', field: 'externalid' } })],
    paths: { externalId: '/id', amount: '/total', currency: '/currency', date: '/date', number: '/number', party: '/name' },
  }),
]);

const hanna = () => logIn(lab().emulator, { person: 'demo_employee_receivables', role: 'reviewer' });
const query = (sql: string, values: readonly (string | number)[] = []) => lab().emulator.query(sql, [...values]);
const operation = (id: string) => query('SELECT custrecord_dkt_op_state AS state, custrecord_dkt_op_snoozed_ms AS snoozed FROM customrecord_dkt_operation WHERE externalid = ?', [id])[0];
const chain = (id: string) => query('SELECT custrecord_dkt_ev_facts AS facts FROM customrecord_dkt_event WHERE custrecord_dkt_ev_chain = ? ORDER BY custrecord_dkt_ev_number', [id]).map(({ facts }) => JSON.parse(String(facts)) as Record<string, unknown>);
const act = (who: Person, kind: string, of: Readonly<Record<string, string>>, keyed: Readonly<Record<string, string>>) => who.post(who.get('act', { kind, ...of }).form, keyed).form;

/** A document that names a customer which is not there. */
async function stuck(id: string, more: Readonly<Record<string, string>> = {}, key = `k${id}`): Promise<string> {
  const { body } = await lab().send('party', key, { id, name: `Wren ${id}`, note: key, of: 'acme', total: '100.00', currency: 'USD', date: '2026-11-20', number: `SO-${id}`, ...more });
  return String(body['operationId']);
}

describe('what sleeps until something happens', () => {
  const until = (on: string) => ({ custpage_until: '11/29/2026', custpage_on: on, custpage_note: 'Not before.' });
  const period = (closed: boolean) => {
    const [row] = query("SELECT id FROM accountingperiod WHERE periodname = 'Oct 2026'");
    const reply = lab().emulator.saveAs({ type: 'accountingperiod', id: Number(row?.['id']), values: { closed }, actor: lab().emulator.administratorActor(), context: 'USERINTERFACE' });
    if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
  };

  it('a newer document of the object wakes it, a document of another does not', async () => {
    const operationId = await stuck('1');
    act(hanna(), 'snooze', { operation: operationId }, until('new_version'));
    await stuck('2');
    lab().sweep();
    expect(operation(operationId)).toMatchObject({ snoozed: expect.any(Number) as number });
    await stuck('1', {}, 'k1b');
    lab().sweep();
    expect(operation(operationId)).toMatchObject({ state: 'needs_review', snoozed: null });
    expect(chain(operationId).map(({ action }) => action)).toEqual([undefined, 'snooze', 'wake']);
    expect(chain(operationId).at(-1)).toMatchObject({ by: expect.stringMatching(/as sweep$/) as string });
    lab().sweep();
    expect(chain(operationId)).toHaveLength(3);
  });

  it('the period of its date wakes it once that is open, and not before', async () => {
    const operationId = await stuck('1', { date: '2026-10-20' });
    period(true);
    act(hanna(), 'snooze', { operation: operationId }, until('period_open'));
    lab().sweep();
    expect(operation(operationId)).toMatchObject({ snoozed: expect.any(Number) as number });
    period(false);
    lab().sweep();
    expect(operation(operationId)).toMatchObject({ snoozed: null });
    expect(chain(operationId).at(-1)).toMatchObject({ action: 'wake' });
  });

  it('its day wakes it in any case', async () => {
    const operationId = await stuck('1');
    act(hanna(), 'snooze', { operation: operationId }, until('new_version'));
    lab().sweep();
    const open = () => field(hanna().get('operations').form, 'custpage_open')?.value;
    expect(open()).toBe('0 operations');
    lab().emulator.passTime(7 * 24 * AN_HOUR);
    expect(open()).toBe('1 operation');
  });

  it('a cause wakes with the first of its operations for which it happens', async () => {
    await stuck('1');
    await stuck('2');
    lab().sweep();
    const priya = logIn(lab().emulator, { person: 'demo_employee_lead', role: 'lead' });
    const url = sublist(priya.get('queue').form, 'custpage_causes')?.lines[0]?.['custpage_c_open']?.value ?? '';
    const cause = new URL(url, 'https://x.example').searchParams.get('cause') ?? '';
    expect(act(priya, 'snooze', { cause }, until('new_version')).messages[0]?.title).toMatch(/: done/);
    const snoozed = () => query('SELECT custrecord_dkt_cause_snoozed_ms AS ms FROM customrecord_dkt_cause WHERE externalid = ?', [cause])[0]?.['ms'];
    lab().sweep();
    expect(snoozed()).toEqual(expect.any(Number));
    await stuck('2', {}, 'k2b');
    lab().sweep();
    expect(snoozed()).toBeNull();
    expect(chain(`cause-${cause}`).map(({ action }) => action)).toEqual(['snooze', 'wake']);
  });
});
