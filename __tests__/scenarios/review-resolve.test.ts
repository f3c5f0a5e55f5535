import type { FormPage } from '../../emulator/ui/page-model';
import type { ReviewRole } from '../../src/domain/review/capability';
import { orderMap, ownRow } from '../support/lab-project';
import { allTexts, field, logIn } from '../support/review-pages';
import type { Person } from '../support/review-pages';
import { openLab } from './lab';

const A_MINUTE = 60_000;
const BUYER = 'demo_customer_ohio';

const lab = openLab([
  orderMap('order', {
    fields: [ownRow('trandate', '/date', { transform: { kind: 'date' } }), ownRow('department', '/department', { transform: { kind: 'reference', record: 'department', by: 'field', field: 'name' } })],
    paths: { externalId: '/id', amount: '/total', currency: '/currency', date: '/date', number: '/number', party: '/buyer' },
  }),
], [], () => undefined, () => undefined);

const HANNA = { person: 'demo_employee_receivables', role: 'reviewer' } as const;
const PRIYA = { person: 'demo_employee_lead', role: 'lead' } as const;
const NADIA = { person: 'demo_employee_controller', role: 'approver' } as const;

const as = ({ person, role }: { readonly person: string; readonly role: ReviewRole }): Person => logIn(lab().emulator, { person, role });
const query = (sql: string, values: readonly (string | number)[] = []) => lab().emulator.query(sql, [...values]);
const stateOf = (id: string) => query('SELECT custrecord_dkt_op_state AS state FROM customrecord_dkt_operation WHERE externalid = ?', [id])[0]?.['state'];
const chain = (id: string) => query('SELECT custrecord_dkt_ev_facts AS facts FROM customrecord_dkt_event WHERE custrecord_dkt_ev_chain = ? ORDER BY custrecord_dkt_ev_number', [id]).map(({ facts }) => JSON.parse(String(facts)) as Record<string, unknown>);
const told = (form: FormPage) => `${form.messages[0]?.title ?? ''} ${form.messages[0]?.message ?? ''}`;
const actForm = (who: Person, kind: string, operationId: string) => who.get('act', { kind, operation: operationId }).form;
const act = (who: Person, kind: string, operationId: string, keyed: Readonly<Record<string, string>> = {}) => who.post(actForm(who, kind, operationId), keyed).form;
const party = () => String(query('SELECT entityid FROM customer WHERE externalid = ?', [BUYER])[0]?.['entityid']);

const ORDER = { id: 'o1', currency: 'USD', date: '2026-11-20', number: 'SO-1', department: 'Nowhere' };

/** An order that names a department which is not there. */
async function order(changes: Readonly<Record<string, unknown>>): Promise<string> {
  const { body } = await lab().send('order', 'ko1', { ...ORDER, ...changes });
  expect(body).toMatchObject({ outcome: 'needs_review' });
  return String(body['operationId']);
}

/** A sales order that a person makes by hand. */
function handMade(rate: number): number {
  const id = (table: string, column: string, value: string) => Number(query(`SELECT id FROM ${table} WHERE ${column} = ?`, [value])[0]?.['id']);
  return lab().emulator.createRecord({
    type: 'salesorder', values: { entity: id('customer', 'externalid', BUYER), trandate: '2026-11-20' }, sublists: { item: [{ item: id('item', 'itemid', 'SHOPIFY-SHIPPING'), quantity: 3, rate }] },
  });
}

describe('an order worth more than a reviewer may close, that a person made by hand', () => {
  const by = (internalId: number, why = '') => ({ custpage_how: 'record', custpage_record_type: 'salesorder', custpage_internal_id: String(internalId), custpage_mismatch: why, custpage_note: 'Keyed in on Friday.' });
  const request = () => query('SELECT externalid AS number, custrecord_dkt_req_kind AS kind, custrecord_dkt_req_state AS state, custrecord_dkt_req_needs AS needs, custrecord_dkt_req_amount AS amount FROM customrecord_dkt_request')[0];
  const large = () => ({ buyer: party(), total: '6000.00', lines: [{ id: 'a', sku: 'SHOPIFY-SHIPPING', quantity: '3', price: '2000.00' }] });
  /** In the end the record stands for it all the same, so that no record is without an operation. */
  const linkedByNadia = (operationId: string, internalId: number) => {
    lab().sweep(A_MINUTE);
    expect(told(act(as(NADIA), 'resolve_elsewhere', operationId, by(internalId, 'Right.')))).toMatch(/^Resolve elsewhere: done/);
  };
  const decide = (kind: string) => {
    const nadia = as(NADIA);
    return told(nadia.post(nadia.get('request', { number: String(request()?.['number']) }).form, { custpage_kind: kind, custpage_note: 'Seen.' }).form);
  };

  it('stands for it once another person approves, who sees the record and how it differs', async () => {
    const operationId = await order(large());
    const internalId = handMade(1000);
    const hanna = as(HANNA);
    expect(told(act(hanna, 'resolve_elsewhere', operationId, by(internalId)))).toMatch(/nothing was done.*6000 USD, the record to 3000 USD/is);
    expect(told(act(hanna, 'resolve_elsewhere', operationId, by(internalId, 'Half was sent.')))).toMatch(/waits for approval by another person/);
    expect([stateOf(operationId), request()]).toEqual(['needs_review', expect.objectContaining({ kind: 'resolution', state: 'asked', needs: 'approve_money_edit', amount: '6000.00' })]);
    expect(field(hanna.get('queue').form, 'custpage_view_waiting_approval')?.linkText).toBe('1 operation');
    const shown = as(NADIA).get('request', { number: String(request()?.['number']) }).form;
    expect(field(shown, 'custpage_n_record')?.linkText).toBe(`Salesorder ${String(internalId)}`);
    expect(allTexts(shown)).toMatch(/the document comes to 6000 USD, the record to 3000 USD[^]*Half was sent\./);
    expect(decide('approve')).toMatch(/^Approve: done/);
    expect([stateOf(operationId), request()?.['state']]).toEqual(['resolved_elsewhere', 'carried_out']);
    expect(chain(operationId).at(-1)).toMatchObject({ action: 'resolve_elsewhere', by: `user ${String(hanna.userId)} as customrole_dkt_reviewer`, actionReason: expect.stringMatching(/Half was sent\.$/) as string });
    const repeat = await lab().send('order', 'ko1', { ...ORDER, ...large() });
    expect(repeat.body).toMatchObject({ outcome: 'resolved_elsewhere', replayed: true, result: { recordType: 'salesorder', internalId } });
  });

  it('is linked at once by who may close so much, with the reason', async () => {
    const operationId = await order(large());
    expect(told(act(as(PRIYA), 'resolve_elsewhere', operationId, by(handMade(1000), 'Half was sent.')))).toMatch(/^Resolve elsewhere: done/);
    expect([stateOf(operationId), request()]).toEqual(['resolved_elsewhere', undefined]);
  });

  it.each<[string, (operationId: string, internalId: number) => void, RegExp]>([
    ['the record is another by then', (_operationId, internalId) => { void lab().emulator.saveAs({ type: 'salesorder', id: internalId, values: { entity: Number(query('SELECT id FROM customer WHERE externalid <> ? AND currency = (SELECT currency FROM customer WHERE externalid = ?)', [BUYER, BUYER])[0]?.['id']) }, actor: lab().emulator.administratorActor(), context: 'USERINTERFACE' }); }, /lapsed/],
    ['the operation came to something else', (operationId) => { void act(as(HANNA), 'redrive', operationId); }, /lapsed/],
  ])('is not linked where %s', async (_what, change, why) => {
    const operationId = await order(large());
    const internalId = handMade(2000);
    expect(told(act(as(HANNA), 'resolve_elsewhere', operationId, by(internalId)))).toMatch(/waits for approval by another person/);
    change(operationId, internalId);
    expect(decide('approve')).toMatch(why);
    expect([stateOf(operationId) === 'resolved_elsewhere', request()?.['state']]).toEqual([false, 'lapsed']);
    linkedByNadia(operationId, internalId);
  });

  it('is let go where the request is returned, and is asked for by a click once', async () => {
    const operationId = await order(large());
    const hanna = as(HANNA);
    const form = actForm(hanna, 'resolve_elsewhere', operationId);
    const internalId = handMade(2000);
    for (let click = 0; click < 2; click += 1) expect(told(hanna.post(form, by(internalId)).form)).toMatch(/waits for approval by another person/);
    expect(query('SELECT id FROM customrecord_dkt_request')).toHaveLength(1);
    expect(decide('return')).toMatch(/^Return: done/);
    expect(query('SELECT custrecord_dkt_op_request AS request FROM customrecord_dkt_operation WHERE externalid = ?', [operationId])).toEqual([{ request: null }]);
    linkedByNadia(operationId, internalId);
  });
});
