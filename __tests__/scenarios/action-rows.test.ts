import type { SaveReply } from '../../emulator/types';
import { LEAD, ask, grantRoles, asker, REVIEWER, rowOf, type Clicked } from '../support/clicks';
import { customerMap, ownRow } from '../support/lab-project';
import { openLab } from './lab';

const A_MINUTE = 60_000;

const lab = openLab([
  customerMap('party', {
    fields: [
      ownRow('comments', '/note', { required: true, editable: { editor: 'text' } }),
      ownRow('parent', '/of', { transform: { kind: 'reference', record: 'customer', by: 'field', field: 'externalid' }, editable: { editor: 'reference', needsApproval: true } }),
    ],
  }),
], [], ({ emulator }) => { grantRoles(emulator); });

const people = () => asker(lab().emulator);
const click = (clicked: Clicked): SaveReply => ask(lab().emulator, clicked);
const done = (clicked: Clicked) => {
  const reply = click(clicked);
  if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
  return rowOf(lab().emulator, reply.id);
};
const query = (sql: string, values: readonly (string | number)[] = []) => lab().emulator.query(sql, [...values]);
const operation = (id: string) => query('SELECT custrecord_dkt_op_state AS state, custrecord_dkt_op_owner AS owner, custrecord_dkt_op_snoozed_ms AS snoozed, custrecord_dkt_op_head AS head, custrecord_dkt_op_request AS request FROM customrecord_dkt_operation WHERE externalid = ?', [id])[0];
const stateOf = (id: string) => operation(id)?.['state'];
const made = () => query("SELECT externalid FROM customer WHERE externalid LIKE 'lab_%' ORDER BY id").map(({ externalid }) => externalid);
const chain = (id: string) => query('SELECT custrecord_dkt_ev_facts AS facts FROM customrecord_dkt_event WHERE custrecord_dkt_ev_chain = ? ORDER BY custrecord_dkt_ev_number', [id]).map(({ facts }) => JSON.parse(String(facts)) as Record<string, unknown>);

async function inReview(id = '1', of = 'buyer'): Promise<string> {
  const { body } = await lab().send('party', `k${id}`, { id, name: `Wren ${id}`, note: 'A', of });
  expect(body).toMatchObject({ outcome: 'needs_review', problem: { code: 'reference_not_found' } });
  return String(body['operationId']);
}

function byHand(externalid: string): number {
  const subsidiary = Number(query('SELECT id FROM subsidiary WHERE externalid = ?', ['demo_subsidiary_us'])[0]?.['id']);
  return lab().emulator.createRecord({ type: 'customer', values: { isperson: 'F', companyname: externalid, subsidiary, externalid } });
}

const redrive = (subjectId: string, more: Partial<Clicked> = {}): Clicked => ({ kind: 'redrive', subject: 'operation', subjectId, role: LEAD, ...more });

describe('an action row', () => {
  it('is carried out by the save itself, by Docket\'s rights, and says who asked and who ran', async () => {
    const operationId = await inReview();
    byHand('buyer');
    expect(done(redrive(operationId))).toMatchObject({ state: 'done', code: 'redrive', asker: people(), asker_role: LEAD });
    expect(chain(operationId).at(-1)).toMatchObject({ action: 'redrive', by: `user ${String(people())} as ${LEAD}` });
    lab().sweep(A_MINUTE);
    expect(made()).toEqual(['lab_party_1']);
  });

  it('of the same click is saved once', async () => {
    const operationId = await inReview();
    done(redrive(operationId, { key: 'twice' }));
    expect(click(redrive(operationId, { key: 'twice' }))).toMatchObject({ kind: 'failed', id: undefined });
    expect(chain(operationId).filter(({ action }) => action === 'redrive')).toHaveLength(1);
  });

  it.each<[string, Partial<Clicked>]>([
    ['names somebody else', { forged: { custrecord_dkt_act_asker: 999 } }],
    ['names a role that one does not have', { forged: { custrecord_dkt_act_asker_role: 'administrator' } }],
    ['has a result already', { forged: { custrecord_dkt_act_state: 'done' } }],
    ['carries no key', { key: '' }],
    ['asks for what there is not', { kind: 'delete' }],
    ['has arguments that are none', { args: { note: 'x', more: 1 } }],
  ])('that %s is refused before it is saved', async (_what, changes) => {
    const operationId = await inReview();
    for (const context of ['USERINTERFACE', 'CSVIMPORT', 'WEBSERVICES', 'SUITELET'] as const) {
      expect(click(redrive(operationId, { ...changes, context }))).toMatchObject({ kind: 'failed', name: 'DKT_ACTION_REFUSED', id: undefined });
    }
    expect(query('SELECT id FROM customrecord_dkt_action')).toEqual([]);
  });

  it('is changed and deleted by nobody, the administrator included, from wherever', async () => {
    const operationId = await inReview();
    const { id } = done(redrive(operationId));
    for (const context of ['USERINTERFACE', 'CSVIMPORT', 'WEBSERVICES', 'MAPREDUCE'] as const) {
      const reply = lab().emulator.saveAs({ type: 'customrecord_dkt_action', id: Number(id), values: { custrecord_dkt_act_kind: 'discard' }, actor: lab().emulator.administratorActor(), context });
      expect(reply).toMatchObject({ kind: 'failed', name: 'DKT_ACTION_REFUSED' });
    }
  });

  it('of a role that may not, or that does not see the operation, comes to nothing', async () => {
    const operationId = await inReview();
    expect(click(redrive(operationId, { role: 'customrole_dkt_viewer' }))).toMatchObject({ kind: 'failed' });
    expect(done(redrive('none', { key: 'b' }))).toMatchObject({ state: 'refused', code: 'not_found' });
    expect(stateOf(operationId)).toBe('needs_review');
  });

  it('from an older page changes nothing', async () => {
    const operationId = await inReview();
    done({ kind: 'note', subject: 'operation', subjectId: operationId, role: LEAD, args: { note: 'Asked the shop.' }, seen: 1 });
    expect(done(redrive(operationId, { key: 'b', seen: 1 }))).toMatchObject({ state: 'refused', code: 'moved_on' });
    expect(done(redrive(operationId, { key: 'c', seen: 2 }))).toMatchObject({ state: 'done' });
  });

  it('whose save died is taken up by the sweep, whichever call killed it', async () => {
    const operationId = await inReview();
    byHand('buyer');
    let killed = 0;
    for (let n = 0; n < 60; n += 1) {
      const point = lab().emulator.checkpoint();
      let calls = 0;
      const remove = lab().emulator.onCall(() => ((calls += 1) === n + 1 ? { kind: 'kill-before' } : undefined));
      const reply = click(redrive(operationId, { key: `n${String(n)}` }));
      remove();
      if (reply.kind === 'saved') {
        point.restore();
        break;
      }
      killed += 1;
      lab().sweep();
      lab().sweep();
      const asked = query('SELECT custrecord_dkt_act_state AS state FROM customrecord_dkt_action').map(({ state }) => state);
      expect([n, asked.filter((state) => state === 'asked'), stateOf(operationId)]).toEqual([n, [], asked.length === 0 ? 'needs_review' : 'applied']);
      expect(chain(operationId).filter(({ action }) => action === 'redrive').length).toBeLessThanOrEqual(1);
      point.restore();
    }
    expect(killed).toBeGreaterThan(10);
  });
});

describe('what people say of an operation', () => {
  it('says whose it is and when it is looked at again, and each step stands in its chain', async () => {
    const operationId = await inReview();
    const until = lab().emulator.nowMs() + 3_600_000;
    const on = { subject: 'operation', subjectId: operationId, role: LEAD } as const;
    done({ ...on, kind: 'assign', key: 'a', args: { owner: people() } });
    done({ ...on, kind: 'snooze', key: 'b', args: { untilMs: until, on: 'new_version', note: 'The shop sends it again.' } });
    expect(operation(operationId)).toMatchObject({ state: 'needs_review', owner: people(), snoozed: until });
    done({ ...on, kind: 'wake', key: 'c' });
    expect(operation(operationId)).toMatchObject({ owner: people(), snoozed: null });
    done({ ...on, kind: 'escalate', key: 'd', args: { to: 'customrole_dkt_approver', note: 'Too large.' } });
    expect(chain(operationId).map(({ action }) => action)).toEqual([undefined, 'assign', 'snooze', 'wake', 'escalate']);
  });

  it('never sleeps past the month', async () => {
    const operationId = await inReview();
    expect(done({ kind: 'snooze', subject: 'operation', subjectId: operationId, role: LEAD, args: { untilMs: lab().emulator.nowMs() + 40 * 86_400_000, on: 'date', note: 'x' } })).toMatchObject({ state: 'refused', code: 'snooze_refused' });
  });
});

describe('resolve elsewhere', () => {
  it('links a record that says the same, wants a reason where it differs, and a late repeat is answered with it', async () => {
    const operationId = await inReview();
    const internalId = byHand('made_by_hand');
    const by = { kind: 'resolve_elsewhere', subject: 'operation', subjectId: operationId, role: 'customrole_dkt_approver' } as const;
    expect(done({ ...by, key: 'a', args: { recordType: 'customer', internalId, note: 'Made by hand.' } })).toMatchObject({ state: 'done' });
    const repeat = await lab().send('party', 'k1', { id: '1', name: 'Wren 1', note: 'A', of: 'buyer' });
    expect(repeat.body).toMatchObject({ outcome: 'resolved_elsewhere', replayed: true, result: { recordType: 'customer', internalId } });
  });

  it('takes "no record needed" with a reason', async () => {
    const operationId = await inReview();
    expect(done({ kind: 'resolve_elsewhere', subject: 'operation', subjectId: operationId, role: 'customrole_dkt_approver', args: { noRecord: true, note: 'Test of the shop.' } })).toMatchObject({ state: 'done' });
    expect((await lab().send('party', 'k1', { id: '1', name: 'Wren 1', note: 'A', of: 'buyer' })).body).toMatchObject({ outcome: 'resolved_elsewhere', replayed: true, result: null });
  });
});

describe('a record that is chosen for a value without a match', () => {
  it('is saved under a decision, and all that rests for the same reason goes on in the same click', async () => {
    const alike = [await inReview('1'), await inReview('2')];
    lab().sweep();
    const internalId = byHand('the_right_one');
    const chosen = done({
      kind: 'choose_reference', subject: 'operation', subjectId: alike[0] ?? '', role: LEAD,
      args: { map: 'pick:customer.externalid', value: 'buyer', record: 'customer', internalId, release: true, note: 'The shop calls it so.' },
    });
    expect(chosen).toMatchObject({ state: 'done', result: expect.stringContaining('2 tried again') as string });
    lab().sweep(A_MINUTE);
    expect(alike.map(stateOf)).toEqual(['applied', 'applied']);
    expect(query("SELECT custrecord_dkt_dec_code AS code FROM customrecord_dkt_decision WHERE custrecord_dkt_dec_code LIKE 'A-%'")).toHaveLength(1);
  });
});

describe('edit and redrive', () => {
  const edit = (subjectId: string, edits: readonly object[], more: Partial<Clicked> = {}): Clicked => ({ kind: 'edit', subject: 'operation', subjectId, role: LEAD, args: { reason: 'typo', note: 'The shop confirmed it.', edits }, ...more });

  it('lays a released field over the document at once; the document and its fingerprint stay', async () => {
    const { body } = await lab().send('party', 'k1', { id: '1', name: 'Wren 1', note: '', of: '' });
    const operationId = String(body['operationId']);
    expect(body).toMatchObject({ outcome: 'needs_review', problem: { code: 'required_path_missing' } });
    expect(done(edit(operationId, [{ row: 'lab.party.body.comments', text: 'From the phone' }]))).toMatchObject({ state: 'done', code: 'edit' });
    lab().sweep(A_MINUTE);
    expect(lab().customer('party', '1')).toMatchObject({ comments: 'From the phone' });
    expect((await lab().send('party', 'k1', { id: '1', name: 'Wren 1', note: '', of: '' })).body).toMatchObject({ outcome: 'applied', replayed: true });
    expect(chain(operationId).at(-1)).toMatchObject({ state: 'applied', overlay: expect.any(String) as string });
    expect(query('SELECT custrecord_dkt_req_state AS state FROM customrecord_dkt_request')).toEqual([{ state: 'carried_out' }]);
  });

  it('of a field that another person approves waits for one, who is not the asker', async () => {
    const operationId = await inReview();
    const internalId = byHand('the_right_one');
    expect(done(edit(operationId, [{ row: 'lab.party.body.parent', internalId }], { role: 'customrole_dkt_approver' }))).toMatchObject({ state: 'done', code: 'asked_for_approval' });
    const number = String(operation(operationId)?.['request']);
    const approve = { kind: 'approve', subject: 'request', subjectId: number, role: 'customrole_dkt_approver' } as const;
    expect(done({ ...approve, key: 'own' })).toMatchObject({ state: 'refused', code: 'request_refused' });
    expect(stateOf(operationId)).toBe('needs_review');
    expect(done({ ...approve, key: 'other', person: 'demo_employee_admin' })).toMatchObject({ state: 'done' });
    lab().sweep(A_MINUTE);
    expect(stateOf(operationId)).toBe('applied');
    expect(Number(lab().customer('party', '1')['parent'])).toBe(internalId);
    expect(chain(number).map(({ action }) => action)).toEqual(['ask', 'approve', 'carry_out']);
  });

  it('lapses after 24 hours, and a request is made or moved by nobody by hand', async () => {
    const operationId = await inReview();
    done(edit(operationId, [{ row: 'lab.party.body.parent', internalId: byHand('x') }]));
    const [row] = query('SELECT id FROM customrecord_dkt_request');
    for (const context of ['USERINTERFACE', 'CSVIMPORT', 'WEBSERVICES', 'SUITELET', 'MAPREDUCE'] as const) {
      const reply = lab().emulator.saveAs({ type: 'customrecord_dkt_request', id: Number(row?.['id']), values: { custrecord_dkt_req_state: 'approved' }, actor: lab().emulator.administratorActor(), context });
      expect([context, reply]).toMatchObject([context, { kind: 'failed', name: 'DKT_REQUEST_REFUSED' }]);
    }
    lab().emulator.advanceTime(25 * 60 * A_MINUTE);
    expect(query('SELECT custrecord_dkt_req_state AS state FROM customrecord_dkt_request')).toEqual([{ state: 'lapsed' }]);
    expect(operation(operationId)).toMatchObject({ request: null });
  });

  it('of a field that the map does not release is refused', async () => {
    const operationId = await inReview();
    expect(done(edit(operationId, [{ row: 'lab.party.body.companyname', text: 'X' }]))).toMatchObject({ state: 'refused', code: 'edit_refused' });
  });
});

describe('many at once', () => {
  it('marked rows are done in one click; what moved since is skipped and named', async () => {
    const one = await inReview('1');
    const two = await inReview('2');
    done({ kind: 'note', subject: 'operation', subjectId: two, role: LEAD, key: 'n', args: { note: 'mine' } });
    const rows = [one, two].map((operationId) => ({ operationId, seen: 1 }));
    const bulk = done({ kind: 'bulk', subject: 'queue', subjectId: '', role: LEAD, key: 'b', args: { action: 'discard', arguments: { reason: 'test_data' }, rows, note: 'Tests.' } });
    expect(bulk).toMatchObject({ state: 'done', result: expect.stringMatching(/^1 done.*1 skipped/) as string });
    expect([stateOf(one), stateOf(two)]).toEqual(['discarded', 'needs_review']);
  });

  it('all that match are done by the sweep in portions, and what came later is left alone', async () => {
    const before = [await inReview('1'), await inReview('2'), await inReview('3')];
    const cutoffMs = lab().emulator.nowMs();
    lab().emulator.passTime(A_MINUTE);
    const later = await inReview('4');
    const bulk = done({ kind: 'bulk', subject: 'queue', subjectId: '', role: LEAD, args: { action: 'discard', arguments: { reason: 'test_data' }, filter: { tab: 'needs_review' }, count: 3, cutoffMs, note: 'Tests.' } });
    expect(bulk).toMatchObject({ state: 'done', code: 'bulk' });
    lab().sweep();
    expect(before.map(stateOf)).toEqual(['discarded', 'discarded', 'discarded']);
    expect(stateOf(later)).toBe('needs_review');
    expect(query('SELECT custrecord_dkt_req_state AS state, custrecord_dkt_req_result AS result FROM customrecord_dkt_request')).toMatchObject([{ state: 'carried_out', result: expect.stringMatching(/^3 done.*0 skipped/) as string }]);
  });

  it('of more than the limit by a reviewer is refused', async () => {
    await inReview();
    const args = { action: 'redrive', filter: { tab: 'needs_review' }, count: 51, cutoffMs: lab().emulator.nowMs(), note: 'All.' };
    expect(done({ kind: 'bulk', subject: 'queue', subjectId: '', role: REVIEWER, args })).toMatchObject({ state: 'refused', code: 'not_allowed' });
  });
});
