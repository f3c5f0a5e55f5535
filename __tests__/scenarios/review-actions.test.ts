import type { FormPage } from '../../emulator/ui/page-model';
import type { ReviewRole } from '../../src/domain/review/capability';
import { customerMap, orderMap, ownRow } from '../support/lab-project';
import { allTexts, field, logIn, sublist } from '../support/review-pages';
import type { Person } from '../support/review-pages';
import { openLab } from './lab';

const A_MINUTE = 60_000;
const AN_HOUR = 60 * A_MINUTE;
const BUYER = 'demo_customer_ohio';

const lab = openLab([
  customerMap('party', {
    fields: [ownRow('comments', '/note'), ownRow('parent', '/of', { transform: { kind: 'reference', record: 'customer', by: 'field', field: 'externalid' } })],
    paths: { externalId: '/id', amount: '/total', currency: '/currency', date: '/date', number: '/number', party: '/name' },
  }),
  orderMap('order', {
    fields: [ownRow('trandate', '/date', { transform: { kind: 'date' } }), ownRow('department', '/department', { transform: { kind: 'reference', record: 'department', by: 'field', field: 'name' } })],
    paths: { externalId: '/id', amount: '/total', currency: '/currency', date: '/date', number: '/number', party: '/buyer' },
  }),
], [], () => undefined, () => undefined);

const HANNA = { person: 'demo_employee_receivables', role: 'reviewer' } as const;
const LUC = { person: 'demo_employee_canada', role: 'reviewer' } as const;
const PRIYA = { person: 'demo_employee_lead', role: 'lead' } as const;
const NADIA = { person: 'demo_employee_controller', role: 'approver' } as const;
const TOMAS = { person: 'demo_employee_admin', role: 'admin' } as const;
const IRIS = { person: 'demo_employee_auditor', role: 'viewer' } as const;

const as = ({ person, role }: { readonly person: string; readonly role: ReviewRole }): Person => logIn(lab().emulator, { person, role });
const query = (sql: string, values: readonly (string | number)[] = []) => lab().emulator.query(sql, [...values]);
const operation = (id: string) => query(`SELECT custrecord_dkt_op_state AS state, custrecord_dkt_op_owner AS owner, custrecord_dkt_op_snoozed_ms AS snoozed, custrecord_dkt_op_escalated AS escalated,
  custrecord_dkt_op_note AS note, custrecord_dkt_op_due_ms AS due FROM customrecord_dkt_operation WHERE externalid = ?`, [id])[0];
const stateOf = (id: string) => operation(id)?.['state'];
const chain = (id: string) => query('SELECT custrecord_dkt_ev_facts AS facts FROM customrecord_dkt_event WHERE custrecord_dkt_ev_chain = ? ORDER BY custrecord_dkt_ev_number', [id]).map(({ facts }) => JSON.parse(String(facts)) as Record<string, unknown>);
const rows = () => query('SELECT custrecord_dkt_act_state AS state FROM customrecord_dkt_action').map(({ state }) => state);
const told = (form: FormPage) => `${form.messages[0]?.title ?? ''} ${form.messages[0]?.message ?? ''}`;
const actForm = (who: Person, kind: string, operationId: string) => who.get('act', { kind, operation: operationId }).form;
const act = (who: Person, kind: string, operationId: string, keyed: Readonly<Record<string, string>> = {}) => who.post(actForm(who, kind, operationId), keyed).form;

const ORDER = { id: 'o1', buyer: 'Ohio Sound', total: '30.00', currency: 'USD', date: '2026-11-20', number: 'SO-1', department: 'Nowhere', lines: [{ id: 'a', sku: 'SHOPIFY-SHIPPING', quantity: '3', price: '10.00' }] };

/** An order that names a department which is not there. */
async function order(id = '1', changes: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { body } = await lab().send('order', `ko${id}`, { ...ORDER, id: `o${id}`, number: `SO-${id}`, ...changes });
  expect(body).toMatchObject({ outcome: 'needs_review' });
  return String(body['operationId']);
}

/** A document that names a customer which is not there. */
async function stuck(id: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const { body } = await lab().send('party', `k${id}`, { id, name: `Wren ${id}`, note: 'A', of: 'acme', total: '100.00', currency: 'USD', date: '2026-11-20', number: `SO-${id}`, ...more });
  expect(body).toMatchObject({ outcome: 'needs_review' });
  return String(body['operationId']);
}

/** A sales order that a person makes by hand. */
function handMade(rate: number, buyer = BUYER): number {
  const id = (table: string, column: string, value: string) => Number(query(`SELECT id FROM ${table} WHERE ${column} = ?`, [value])[0]?.['id']);
  return lab().emulator.createRecord({
    type: 'salesorder', values: { entity: id('customer', 'externalid', buyer), trandate: '2026-11-20' }, sublists: { item: [{ item: id('item', 'itemid', 'SHOPIFY-SHIPPING'), quantity: 3, rate }] },
  });
}

const party = () => String(query('SELECT entityid FROM customer WHERE externalid = ?', [BUYER])[0]?.['entityid']);

describe('an order that a person made by hand', () => {
  const by = (internalId: number, why = '', type = 'salesorder') => ({ custpage_how: 'record', custpage_record_type: type, custpage_internal_id: String(internalId), custpage_mismatch: why, custpage_note: 'Keyed in on Friday.' });
  it('stands for the document; a late repeat is answered with it, and makes nothing', async () => {
    const operationId = await order('1', { buyer: party() });
    const internalId = handMade(10);
    expect(told(act(as(HANNA), 'resolve_elsewhere', operationId, by(internalId)))).toMatch(/^Resolve elsewhere: done/);
    const before = query('SELECT id FROM transaction');
    const repeat = await lab().send('order', 'ko1', { ...ORDER, id: 'o1', number: 'SO-1', buyer: party() });
    expect(repeat.body).toMatchObject({ outcome: 'resolved_elsewhere', replayed: true, result: { recordType: 'salesorder', internalId } });
    const later = await lab().send('order', 'ko1b', { ...ORDER, id: 'o1', number: 'SO-1', buyer: party(), department: null });
    expect(later.body).toMatchObject({ outcome: 'needs_review', result: null });
    lab().sweep();
    expect(query('SELECT id FROM transaction')).toEqual(before);
  });

  it.each<[string, () => Promise<{ readonly operationId: string; readonly internalId: number; readonly type?: string }>, RegExp]>([
    ['amount', async () => ({ operationId: await order('1', { buyer: party() }), internalId: handMade(9) }), /the document comes to 30 USD, the record to 27 USD/],
    ['currency', async () => ({ operationId: await order('1', { buyer: party(), currency: 'CAD' }), internalId: handMade(10) }), /the document comes to 30 CAD, the record to 30 USD/],
    ['type', async () => ({ operationId: await order('1', { buyer: party() }), internalId: Number(query('SELECT id FROM customer WHERE externalid = ?', [BUYER])[0]?.['id']), type: 'customer' }), /such documents become a salesorder, the record is a customer/],
    ['party', async () => ({ operationId: await order('1', { buyer: 'Somebody Else' }), internalId: handMade(10) }), /the document names "Somebody Else"/],
    ['subsidiary', async () => ({ operationId: await stuck('1', { name: 'Wren of Canada' }), internalId: inCanada('Wren of Canada'), type: 'customer' }), /belongs to subsidiary/],
  ])('of another %s is refused without a reason, and linked with one, which stays', async (_what, made, differs) => {
    const { operationId, internalId, type } = await made();
    const hanna = as(HANNA);
    const refused = act(hanna, 'resolve_elsewhere', operationId, by(internalId, '', type));
    expect(told(refused)).toMatch(/^Resolve elsewhere: nothing was done/);
    expect(told(refused)).toMatch(differs);
    expect(stateOf(operationId)).toBe('needs_review');
    expect(told(act(hanna, 'resolve_elsewhere', operationId, by(internalId, 'Agreed by phone.', type)))).toMatch(/^Resolve elsewhere: done/);
    expect(String(chain(operationId).at(-1)?.['actionReason'])).toMatch(/Agreed by phone\.$/);
  });

  function inCanada(companyname: string): number {
    const canada = Number(query("SELECT id FROM subsidiary WHERE externalid = 'demo_subsidiary_ca'")[0]?.['id']);
    return lab().emulator.createRecord({ type: 'customer', values: { isperson: 'F', companyname, subsidiary: canada } });
  }

  it('is none where the id is of nothing, or of a type that documents do not become', async () => {
    const operationId = await order('1');
    const hanna = as(HANNA);
    expect(told(act(hanna, 'resolve_elsewhere', operationId, by(999_999)))).toMatch(/nothing was done.*There is no salesorder 999999/is);
    expect(told(act(hanna, 'resolve_elsewhere', operationId, { ...by(1), custpage_record_type: 'employee' }))).toMatch(/nothing was done/i);
    expect(stateOf(operationId)).toBe('needs_review');
  });
});

describe('what is worth more than somebody may close', () => {
  const discard = { custpage_reason: 'test_data', custpage_note: 'A test.' };

  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['4999 US dollars', { total: '4999' }, ['reviewer', 'lead', 'approver']],
    ['5001 US dollars', { total: '5001' }, ['lead', 'approver']],
    ['50001 US dollars', { total: '50001' }, ['approver']],
    ['as much in another currency as the first limit at its rate', { total: '6000', currency: 'CAD' }, ['reviewer', 'lead', 'approver']],
    ['more than the first limit in another currency', { total: '9000', currency: 'CAD' }, ['lead', 'approver']],
    ['an amount of a currency that has no rate', { total: '1', currency: 'XTS' }, ['approver']],
    ['an amount that cannot be read', { total: 'much' }, ['approver']],
    ['no amount', { total: '' }, ['lead', 'approver']],
  ])('%s is closed by no other', async (_what, document, allowed) => {
    const operationId = await stuck('1', document);
    for (const who of [HANNA, PRIYA, NADIA]) {
      const point = lab().emulator.checkpoint();
      const answer = told(act(as(who), 'discard', operationId, discard));
      expect([who.role, answer.startsWith('Discard: done')]).toEqual([who.role, allowed.includes(who.role)]);
      point.restore();
    }
  });

  it('nor in bulk without another person', async () => {
    await stuck('1', { total: '1', currency: 'XTS' });
    const priya = as(PRIYA);
    const confirm = priya.post(priya.get('operations').form, { custpage_do: 'discard', custpage_over: 'marked' }, [0]).form;
    expect(allTexts(priya.post(confirm, discard).form)).toMatch(/waits for approval/);
    const [request] = query('SELECT externalid AS number, custrecord_dkt_req_needs AS needs, custrecord_dkt_req_amount AS amount FROM customrecord_dkt_request');
    expect(request).toMatchObject({ needs: 'approve_bulk', amount: null });
    const nadia = as(NADIA);
    for (const page of ['queue', 'operations']) expect(field(nadia.get(page).form, 'custpage_view_bulk')?.linkText).toBe('1 request, 1 operation');
    expect(told(nadia.post(nadia.get('request', { number: String(request?.['number']) }).form, { custpage_kind: 'approve', custpage_note: 'x' }).form)).toMatch(/: done/);
    lab().sweep(A_MINUTE);
    expect(query("SELECT id FROM customrecord_dkt_operation WHERE custrecord_dkt_op_state = 'discarded'")).toHaveLength(1);
    expect(field(nadia.get('queue').form, 'custpage_view_bulk')).toBeUndefined();
  });
});

describe('what was discarded', () => {
  it('is reopened with what was wrong with it, by who may close it, and redriven', async () => {
    const operationId = await stuck('1');
    const hanna = as(HANNA);
    act(hanna, 'discard', operationId, { custpage_reason: 'cancelled_at_source', custpage_note: 'They cancelled.' });
    expect(stateOf(operationId)).toBe('discarded');
    expect(chain(operationId).at(-1)).toMatchObject({ action: 'discard', actionReason: 'cancelled_at_source' });
    expect((await lab().send('party', 'k1', { id: '1', name: 'Wren 1', note: 'A', of: 'acme', total: '100.00', currency: 'USD', date: '2026-11-20', number: 'SO-1' })).body).toMatchObject({ outcome: 'discarded', replayed: true });
    lab().sweep();
    expect(told(act(hanna, 'reopen', operationId, { custpage_note: 'They want it after all.' }))).toMatch(/^Reopen: done/);
    expect(stateOf(operationId)).toBe('needs_review');
    expect(allTexts(hanna.get('operations').form)).toContain('SO-1');
    expect(told(act(hanna, 'redrive', operationId))).toMatch(/^Redrive: done/);
  });
});

describe('a retry that is scheduled', () => {
  it('is cancelled: it rests with people, with what was wrong, and no machine tries it again', async () => {
    const document = { id: '1', name: 'Wren 1', note: 'A', total: '10', currency: 'USD' };
    expect((await lab().send('party', 'k0', document)).body).toMatchObject({ outcome: 'applied' });
    const remove = lab().emulator.onCall(({ member }) => (member === 'N/record.load' ? { kind: 'error-before', name: 'SSS_REQUEST_LIMIT_EXCEEDED', message: 'busy' } : undefined));
    const { body } = await lab().send('party', 'k1', { ...document, note: 'B' });
    remove();
    expect(body).toMatchObject({ outcome: 'retry_scheduled' });
    const operationId = String(body['operationId']);
    const hanna = as(HANNA);
    expect(told(act(hanna, 'cancel_retry', operationId, { custpage_note: 'We ask first.' }))).toMatch(/^Cancel retry: done/);
    expect(operation(operationId)).toMatchObject({ state: 'needs_review', due: null });
    lab().sweep(10 * AN_HOUR);
    expect(stateOf(operationId)).toBe('needs_review');
    expect(told(act(hanna, 'cancel_retry', operationId))).not.toMatch(/: done/);
  });
});

describe('care', () => {
  it('snoozes out of the queue and comes back by its day', async () => {
    const operationId = await stuck('1');
    const hanna = as(HANNA);
    expect(told(act(hanna, 'snooze', operationId, { custpage_until: '11/25/2026', custpage_on: 'date', custpage_note: 'After Thanksgiving.' }))).toMatch(/^Snooze: done/);
    const open = () => field(hanna.get('operations').form, 'custpage_open')?.value;
    expect(open()).toBe('0 operations');
    expect(told(act(hanna, 'snooze', operationId, { custpage_until: '1/25/2027', custpage_on: 'date', custpage_note: 'x' }))).not.toMatch(/: done/);
    lab().emulator.passTime(3 * 24 * AN_HOUR);
    expect(open()).toBe('1 operation');
  });

  it('is woken before its day by a person', async () => {
    const operationId = await stuck('1');
    const hanna = as(HANNA);
    act(hanna, 'snooze', operationId, { custpage_until: '11/25/2026', custpage_on: 'date', custpage_note: 'Later.' });
    expect(told(act(hanna, 'wake', operationId))).toMatch(/^Wake: done/);
    expect(operation(operationId)).toMatchObject({ snoozed: null });
  });

  it('assigns, notes and escalates; what is somebody else\'s is left to a lead', async () => {
    const operationId = await stuck('1');
    const hanna = as(HANNA);
    const priya = as(PRIYA);
    act(priya, 'assign', operationId, { custpage_owner: String(priya.userId) });
    expect(operation(operationId)).toMatchObject({ owner: priya.userId });
    for (const [kind, keyed] of [['assign', { custpage_owner: String(hanna.userId) }], ['note', { custpage_note: 'x' }], ['escalate', { custpage_to: 'approver', custpage_note: 'x' }]] as const) {
      expect([kind, told(act(hanna, kind, operationId, keyed))]).toEqual([kind, expect.stringMatching(/nothing was done.*does not/is) as string]);
    }
    act(priya, 'note', operationId, { custpage_note: 'Asked the shop.' });
    act(priya, 'escalate', operationId, { custpage_to: 'approver', custpage_note: 'Too old.' });
    expect(operation(operationId)).toMatchObject({ owner: priya.userId, note: 'Too old.', escalated: 'approver' });
    expect(chain(operationId).map(({ action }) => action)).toEqual([undefined, 'assign', 'note', 'escalate']);
    act(priya, 'assign', operationId, { custpage_owner: '' });
    expect(operation(operationId)).toMatchObject({ owner: null });
  });
});

describe('many rows in one click', () => {
  const KEYED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    redrive: {}, discard: { custpage_reason: 'test_data' }, assign: {}, note: {}, snooze: { custpage_until: '11/25/2026', custpage_on: 'date' }, escalate: { custpage_to: 'lead' },
  };
  const after = (kind: string) => ({ redrive: 'accepted', discard: 'discarded' } as Readonly<Record<string, string>>)[kind] ?? 'needs_review';

  it.each(Object.keys(KEYED))('%s does those that were marked, and leaves out and names what changed meanwhile', async (kind) => {
    const ids = [await stuck('1'), await stuck('2'), await stuck('3')];
    const priya = as(PRIYA);
    const list = priya.get('operations').form;
    const lines = sublist(list, 'custpage_operations')?.lines ?? [];
    const at = (id: string | undefined) => lines.findIndex((line) => line['custpage_o_id']?.value === id);
    const confirm = priya.post(list, { custpage_do: kind, custpage_over: 'marked' }, [at(ids[0]), at(ids[1])]).form;
    act(priya, 'note', ids[1] ?? '', { custpage_note: 'I have it.' });
    const text = allTexts(priya.post(confirm, { ...KEYED[kind], custpage_note: 'Several.' }).form);
    expect(text).toMatch(/1 done.*1 skipped/s);
    expect(text).toContain('SO-2: ');
    expect(ids.map(stateOf)).toEqual([after(kind), 'needs_review', 'needs_review']);
    expect(chain(ids[1] ?? '').map(({ action }) => action)).toEqual([undefined, 'note']);
  });

  it.each(Object.keys(KEYED))('%s does all that match once their number is keyed in, and nothing that came later', async (kind) => {
    const ids = [await stuck('1'), await stuck('2')];
    const other = await stuck('9', { total: '7.00' });
    lab().emulator.passTime(A_MINUTE);
    const priya = as(PRIYA);
    const filter = { dkt_amount: '50' };
    const list = priya.get('operations', filter).form;
    expect(sublist(list, 'custpage_operations')?.lines).toHaveLength(2);
    const confirm = priya.post(list, { custpage_do: kind, custpage_over: 'matching' }).form;
    expect(told(priya.post(confirm, { ...KEYED[kind], custpage_note: 'All.', custpage_typed: '3' }).form)).toMatch(/^Not done yet/);
    expect(rows()).toEqual([]);
    lab().emulator.passTime(A_MINUTE);
    const later = await stuck('5');
    priya.post(confirm, { ...KEYED[kind], custpage_note: 'All.', custpage_typed: '2' });
    lab().sweep(A_MINUTE);
    expect(ids.map((id) => chain(id).map(({ action }) => action).slice(0, 2))).toEqual([[undefined, kind], [undefined, kind]]);
    expect([other, later].map((id) => chain(id).length)).toEqual([1, 1]);
  });

  it.each(['cancel_retry', 'reopen', 'wake'])('%s leaves out what it does not fit, and says so', async (kind) => {
    await stuck('1');
    const priya = as(PRIYA);
    const confirm = priya.post(priya.get('operations').form, { custpage_do: kind, custpage_over: 'marked' }, [0]).form;
    const text = allTexts(confirm);
    expect(text).toMatch(kind === 'wake' ? /Wake|Left out/ : /Left out/);
  });

  it('reopen brings marked rows back', async () => {
    const ids = [await stuck('1'), await stuck('2')];
    const priya = as(PRIYA);
    for (const id of ids) act(priya, 'discard', id, { custpage_reason: 'test_data', custpage_note: 'x' });
    const list = priya.get('operations', { dkt_tab: 'rejected' }).form;
    const confirm = priya.post(list, { custpage_do: 'reopen', custpage_over: 'marked' }, [0, 1]).form;
    expect(allTexts(priya.post(confirm, { custpage_note: 'Back.' }).form)).toContain('2 done');
    expect(ids.map(stateOf)).toEqual(['needs_review', 'needs_review']);
  });
});

describe('a form', () => {
  it('that is sent twice, or again after Back, does one thing', async () => {
    const operationId = await stuck('1');
    const hanna = as(HANNA);
    const form = actForm(hanna, 'note', operationId);
    const first = hanna.post(form, { custpage_note: 'Once.' }).form;
    const second = hanna.post(form, { custpage_note: 'Twice?' }).form;
    expect([told(first), told(second)]).toEqual([expect.stringMatching(/: done/) as string, told(first)]);
    expect([rows(), chain(operationId).length]).toEqual([['done'], 2]);
  });

  it('of an older version, with a forged token, of another person, role, subject or log-in changes nothing', async () => {
    const operationId = await stuck('1');
    const other = await stuck('2');
    const hanna = as(HANNA);
    const form = actForm(hanna, 'discard', operationId);
    const keyed = { custpage_reason: 'test_data', custpage_note: 'x' };
    const token = field(form, 'custpage_token')?.value ?? '';
    const asked: readonly (readonly [string, () => FormPage])[] = [
      ['no token', () => hanna.post(form, { ...keyed, custpage_token: '' }).form],
      ['a letter changed', () => hanna.post(form, { ...keyed, custpage_token: `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}` }).form],
      ['another operation', () => hanna.post(form, { ...keyed, custpage_operation: other }).form],
      ['another action', () => hanna.post(form, { ...keyed, custpage_kind: 'redrive' }).form],
      ['another version', () => hanna.post(form, { ...keyed, custpage_version: '7' }).form],
      ['another person', () => as(PRIYA).post(form, keyed).form],
      ['another role', () => as({ ...HANNA, role: 'lead' }).post(form, keyed).form],
      ['another log-in', () => as(HANNA).post(form, keyed).form],
    ];
    for (const [what, send] of asked) expect([what, send().title]).toEqual([what, 'Nothing was done']);
    act(as(PRIYA), 'note', operationId, { custpage_note: 'Meanwhile.' });
    expect(hanna.post(form, keyed).form.title).toBe('Nothing was done');
    expect([rows(), stateOf(operationId), stateOf(other)]).toEqual([['done'], 'needs_review', 'needs_review']);
  });

  it('of a role that may not is not shown, and not taken', async () => {
    const operationId = await stuck('1');
    const hanna = as(HANNA);
    const form = actForm(hanna, 'discard', operationId);
    for (const who of [IRIS, TOMAS]) {
      const somebody = as(who);
      expect(actForm(somebody, 'discard', operationId).title).toMatch(/was not found|Nothing was done/);
      expect(somebody.post(form, { custpage_reason: 'test_data', custpage_note: 'x' }).form.title).toMatch(/was not found|Nothing was done/);
    }
    expect(rows()).toEqual([]);
  });
});

describe('an operation of another subsidiary', () => {
  it('is not there for a reviewer: on no page, in no form, in no bulk, by no id', async () => {
    const own = await stuck('1');
    const luc = as(LUC);
    const hanna = as(HANNA);
    expect(sublist(luc.get('operations').form, 'custpage_operations')?.lines).toEqual([]);
    expect(luc.get('operation', { operation: own }).form.title).toMatch(/was not found/);
    const form = actForm(hanna, 'discard', own);
    expect(luc.post(form, { custpage_reason: 'test_data', custpage_note: 'x' }).form.title).toMatch(/was not found|Nothing was done/);
    // The list of somebody else, posted with their line.
    const confirm = luc.post(hanna.get('operations').form, { custpage_do: 'discard', custpage_over: 'marked' }, [0]).form;
    expect(allTexts(confirm)).not.toContain('Wren 1');
    if (confirm.submitButton !== undefined) luc.post(confirm, { custpage_reason: 'test_data', custpage_note: 'x' });
    expect([stateOf(own), chain(own).length]).toEqual(['needs_review', 1]);
  });
});
