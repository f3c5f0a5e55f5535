import { asker, ask, grantRoles, LEAD, REVIEWER, rowOf } from '../support/clicks';
import { customerMap, ownRow } from '../support/lab-project';
import { logIn } from '../support/review-pages';
import { openLab } from './lab';

const APPROVER = 'customrole_dkt_approver';
const BOSS = 'demo_employee_admin';
const HOUR_MS = 3_600_000;

const lab = openLab([customerMap('party', { fields: [ownRow('comments', '/note', { owner: 'netsuite' }), ownRow('phone', '/phone')] })], [], ({ emulator }) => { grantRoles(emulator); });

const now = () => lab().emulator.nowMs();
const query = (sql: string, values: readonly (string | number)[] = []) => lab().emulator.query(sql, [...values]);

/** A party stands, its comments are NetSuite's own, and a later document says others. */
async function conflict(id = '1', key = `k${id}`): Promise<string> {
  await lab().send('party', `first-${id}`, { id, name: `Wren ${id}` });
  lab().byHand('customer', `lab_party_${id}`, { comments: 'ours' });
  const { body } = await lab().send('party', key, { id, name: `Wren ${id}`, note: 'theirs' });
  expect(body).toMatchObject({ outcome: 'needs_review', problem: { code: 'field_conflict' } });
  return String(body['operationId']);
}

const force = { kind: 'force', args: { note: 'The shop is right.', reason: 'source_is_right', fields: ['comments'] } } as const;

/** Asks as the connector's person and returns what the row came to. */
function click(changes: Partial<Parameters<typeof ask>[1]> & Pick<Parameters<typeof ask>[1], 'kind' | 'subject' | 'subjectId'>): Readonly<Record<string, unknown>> {
  const reply = ask(lab().emulator, { role: REVIEWER, key: `click-${String(query('SELECT COUNT(*) AS n FROM customrecord_dkt_action')[0]?.['n'])}`, ...changes });
  if (reply.kind !== 'saved') return reply;
  return rowOf(lab().emulator, reply.id);
}

function ticket(): { readonly number: string; readonly state: unknown; readonly result: unknown } {
  const row = query("SELECT externalid AS number, custrecord_dkt_req_state AS state, custrecord_dkt_req_result AS result FROM customrecord_dkt_request WHERE custrecord_dkt_req_kind = 'override' ORDER BY id DESC")[0];
  return { number: String(row?.['number']), state: row?.['state'], result: row?.['result'] };
}

const approve = (number: string, changes: object = {}) => click({ kind: 'approve', subject: 'request', subjectId: number, role: APPROVER, person: BOSS, args: { note: '' }, ...changes });
const steps = (chain: string) => query('SELECT custrecord_dkt_ev_facts AS facts FROM customrecord_dkt_event WHERE custrecord_dkt_ev_chain = ? ORDER BY custrecord_dkt_ev_number', [chain]).map(({ facts }) => JSON.parse(String(facts)) as Readonly<Record<string, unknown>>);
const comments = (id = '1') => lab().customer('party', id)['comments'];

describe('a ticket for one operation', () => {
  const askFor = (operationId: string, changes: object = {}) => click({ ...force, subject: 'operation', subjectId: operationId, args: { ...force.args, untilMs: now() + HOUR_MS }, ...changes });

  it('is asked for by one person, approved by another, used once and closed; the answer names it', async () => {
    const operationId = await conflict();
    expect(askFor(operationId)).toMatchObject({ state: 'done', code: 'asked_for_approval' });
    const { number } = ticket();
    expect(query('SELECT custrecord_dkt_op_request AS request FROM customrecord_dkt_operation WHERE externalid = ?', [operationId])).toEqual([{ request: number }]);
    expect(approve(number)).toMatchObject({ state: 'done', result: expect.stringContaining('is tried again') as string });
    lab().sweep();
    expect(comments()).toBe('theirs');
    const { body } = await lab().send('party', 'k1', { id: '1', name: 'Wren 1', note: 'theirs' });
    expect(body).toMatchObject({ replayed: true, outcome: 'applied', verdicts: expect.arrayContaining([expect.objectContaining({ field: 'comments', verdict: 'apply', owner: 'netsuite', ticket: number })]) as unknown });
    expect(steps(operationId).at(-1)).toMatchObject({ tickets: [number] });
    expect(steps(number).map(({ action, operation }) => [action, operation])).toEqual([['ask', undefined], ['approve', undefined], ['use', operationId], ['carry_out', undefined]]);
    expect(ticket()).toMatchObject({ state: 'carried_out', result: 'Used by 1 of 1 operations.' });
    const later = await lab().send('party', 'k9', { id: '1', name: 'Wren 1', note: 'else' });
    expect(later.body).toMatchObject({ outcome: 'needs_review', problem: { code: 'ticket_over', detail: expect.stringContaining('used 1 times') as string } });
  });

  it.each<[string, object]>([['in the role that approves', {}], ['in the context of a file', { context: 'CSVIMPORT' }]])('is not approved by who asked for it, %s', async (_what, changes) => {
    askFor(await conflict());
    const { number } = ticket();
    expect(approve(number, { person: 'demo_employee_connector', ...changes })).toMatchObject({ state: 'refused', code: 'request_refused', result: 'Nobody approves what they asked for themselves.' });
    expect(ticket().state).toBe('asked');
    expect(comments()).toBe('ours');
  });

  it.each<[string, string]>([['a lead', LEAD], ['the administrator of the rules', 'customrole_dkt_admin']])('is not approved by %s', async (_what, role) => {
    askFor(await conflict());
    expect(approve(ticket().number, { role })).toMatchObject({ kind: 'failed', message: 'Your role does not do this.' });
  });

  it('is asked for by no administrator of the rules', async () => {
    expect(askFor(await conflict(), { role: 'customrole_dkt_admin' })).toMatchObject({ kind: 'failed', message: 'Your role does not do this.' });
  });

  it.each<[string, object, string]>([
    ['a field of the source', { fields: ['phone'] }, 'arguments_wrong'], ['no field of the map', { fields: ['email'] }, 'arguments_wrong'], ['a year', { untilMs: 4_000_000_000_000 }, 'arguments_wrong'],
  ])('for %s is refused', async (_what, args, code) => {
    const operationId = await conflict();
    expect(click({ ...force, subject: 'operation', subjectId: operationId, args: { ...force.args, untilMs: now() + HOUR_MS, ...args } })).toMatchObject({ state: 'refused', code });
  });
});

describe('a ticket over a window', () => {
  const over = (args: object = {}, changes: object = {}) => click({
    ...force, subject: 'queue', subjectId: '', role: LEAD, args: { ...force.args, source: 'lab', documentType: 'party', records: [], fromMs: 0, uses: 1, untilMs: now() + HOUR_MS, ...args }, ...changes,
  });

  it('lets what comes in its time through, as often as it allows', async () => {
    for (const id of ['1', '2']) {
      await lab().send('party', `first-${id}`, { id, name: `Wren ${id}` });
      lab().byHand('customer', `lab_party_${id}`, { comments: 'ours' });
    }
    expect(over()).toMatchObject({ state: 'done', code: 'asked_for_approval' });
    expect(approve(ticket().number)).toMatchObject({ state: 'done' });
    const outcomes = [];
    for (const id of ['1', '2']) outcomes.push((await lab().send('party', `k${id}`, { id, name: `Wren ${id}`, note: 'theirs' })).body['outcome']);
    expect(outcomes).toEqual(['applied', 'needs_review']);
    expect([comments('1'), comments('2')]).toEqual(['theirs', 'ours']);
  });

  it.each<[string, number]>([['before the sweep has come round', 21], ['once the sweep closed it', 60]])('lapses by itself, and is named %s', async (_what, minutes) => {
    await lab().send('party', 'first-1', { id: '1', name: 'Wren 1' });
    lab().byHand('customer', 'lab_party_1', { comments: 'ours' });
    over({ untilMs: now() + 20 * 60_000 });
    const { number } = ticket();
    approve(number);
    lab().emulator.advanceTime(minutes * 60_000);
    const { body } = await lab().send('party', 'k9', { id: '1', name: 'Wren 1', note: 'theirs' });
    expect(body).toMatchObject({ outcome: 'needs_review', problem: { code: 'ticket_over', title: 'The force ticket for this record does not count', detail: expect.stringContaining(`Ticket ${number} does not count: it lapsed at`) as string } });
    expect(comments()).toBe('ours');
    lab().sweep();
    expect(ticket()).toMatchObject({ state: 'lapsed', result: 'Used by 0 of 1 operations.' });
  });

  it('names records, and no other is let through', async () => {
    await conflict('1');
    over({ records: ['2'] });
    approve(ticket().number);
    expect((await lab().send('party', 'k9', { id: '1', name: 'Wren 1', note: 'theirs too' })).body).toMatchObject({ outcome: 'needs_review', problem: { code: 'field_conflict' } });
  });

  it.each<[string, string, string]>([['who asked for it', LEAD, 'demo_employee_connector'], ['who approves such', APPROVER, BOSS]])('is ended early by %s, though it was used', async (_what, role, person) => {
    await conflict('1', 'rest');
    over({ uses: 5 });
    const { number } = ticket();
    approve(number);
    await lab().send('party', 'k2', { id: '2', name: 'Wren 2', note: 'theirs' });
    expect(steps(number).filter(({ action }) => action === 'use')).toHaveLength(1);
    expect(click({ kind: 'end_ticket', subject: 'request', subjectId: number, role, person, args: { note: 'Done.' } })).toMatchObject({ state: 'done', result: 'Ended: nothing uses the ticket any more.' });
    expect(ticket().state).toBe('withdrawn');
    expect((await lab().send('party', 'k3', { id: '2', name: 'Wren 2', note: 'else' })).body).toMatchObject({ outcome: 'needs_review', problem: { code: 'ticket_over', detail: expect.stringContaining('it was ended') as string } });
  });

  it('is not asked for by who sees one subsidiary alone, and for no type that there is not', () => {
    expect(over({}, { role: REVIEWER })).toMatchObject({ state: 'refused', code: 'not_allowed' });
    expect(over({ documentType: 'nothing' })).toMatchObject({ state: 'refused', code: 'arguments_wrong' });
  });
});

it('a ticket is asked for, approved and ended early on pages, which offer nobody to approve their own', async () => {
  const operationId = await conflict();
  const page = (person: string, role: 'reviewer' | 'approver') => logIn(lab().emulator, { person, role });
  const wren = page('demo_employee_connector', 'reviewer');
  const form = wren.get('act', { kind: 'force', operation: operationId }).form;
  const until = new Date(now() + 2 * 24 * HOUR_MS);
  const day = `${String(until.getUTCMonth() + 1)}/${String(until.getUTCDate())}/${String(until.getUTCFullYear())}`;
  const refused = wren.post(form, { custpage_until: day, custpage_reason: 'source_is_right', custpage_note: 'The shop is right.' });
  expect(refused.form.messages[0]?.message).toMatch(/Choose at least one field/);
  wren.post(wren.get('act', { kind: 'force', operation: operationId }).form, { custpage_force_0: 'T', custpage_until: day, custpage_reason: 'source_is_right', custpage_note: 'The shop is right.' });
  const { number, state } = ticket();
  expect(state).toBe('asked');
  expect(page('demo_employee_connector', 'approver').get('request', { number }).form.buttons.map(({ label }) => label)).not.toContain('Approve');
  const boss = page(BOSS, 'approver');
  const asked = boss.get('request', { number }).form;
  expect(JSON.stringify(asked)).toMatch(/comments/);
  boss.post(asked, { custpage_kind: 'approve', custpage_note: '' });
  expect(ticket().state).toBe('approved');
  boss.post(boss.get('request', { number }).form, { custpage_note: 'Not needed any more.' });
  expect(ticket().state).toBe('withdrawn');
});

it('nobody makes a ticket by hand', () => {
  const row = { externalid: 'rq-forged', custrecord_dkt_req_kind: 'override', custrecord_dkt_req_state: 'approved', custrecord_dkt_req_approver: asker(lab().emulator, BOSS) };
  for (const context of ['USERINTERFACE', 'CSVIMPORT', 'WEBSERVICES', 'SUITELET', 'SCHEDULED'] as const) {
    expect(lab().emulator.saveAs({ type: 'customrecord_dkt_request', values: row, actor: lab().emulator.administratorActor(), context })).toMatchObject({ kind: 'failed', name: 'DKT_REQUEST_REFUSED' });
  }
});
