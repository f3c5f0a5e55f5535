import { ask, asker, grantRoles, rowOf, type Clicked } from '../support/clicks';
import { customerMap, ownRow } from '../support/lab-project';
import { openLab } from './lab';

const ADMIN = 'customrole_dkt_admin';
const APPROVER = 'customrole_dkt_approver';
const OTHER = 'demo_employee_admin';
const A_MINUTE = 60_000;
const DAY_MS = 86_400_000;

const lab = openLab([customerMap('party', { fields: [ownRow('comments', '/note', { required: true })] })], [], ({ emulator }) => { grantRoles(emulator); });

const query = (sql: string, values: readonly (string | number)[] = []) => lab().emulator.query(sql, [...values]);

let clicks = 0;
function done(clicked: Omit<Clicked, 'subject' | 'role'> & Partial<Clicked>): Readonly<Record<string, unknown>> {
  clicks += 1;
  const reply = ask(lab().emulator, { subject: 'decision', role: ADMIN, key: `click-${String(clicks)}`, ...clicked });
  if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
  return rowOf(lab().emulator, reply.id);
}

const SECTIONS = { context: 'Notes were changed by hand.', options: 'Leave it, or let NetSuite own it.', choice: 'NetSuite owns the comments.', consequences: 'What the source says of them is told as a conflict.', check: 'By this replay.' };
const ROW = 'lab.party.body.comments';
const CHANGE = JSON.stringify({ map: 'lab.party', rows: [{ code: ROW, owner: 'netsuite', onConflict: 'drop' }] });

function proposed(args: Readonly<Record<string, unknown>> = {}): string {
  const row = done({ kind: 'propose', subjectId: '', args: { title: 'The comments belong to NetSuite', ...SECTIONS, change: CHANGE, ...args } });
  expect(row).toMatchObject({ state: 'done', code: 'propose' });
  return /A-[0-9a-f]{16}/.exec(String(row['result']))?.[0] ?? '';
}

function decision(code: string): Readonly<Record<string, unknown>> {
  const id = Number(query('SELECT id FROM customrecord_dkt_decision WHERE externalid = ?', [code])[0]?.['id']);
  return Object.fromEntries(Object.entries(lab().emulator.readRecord('customrecord_dkt_decision', id).values).map(([name, value]) => [name.replace('custrecord_dkt_dec_', ''), value]));
}

const progress = (code: string) => JSON.parse(String(decision(code)['replay'])) as Record<string, unknown>;
const report = (code: string) => JSON.parse(String(decision(code)['report'])) as Record<string, unknown>;

async function documents(count: number): Promise<void> {
  for (let id = 1; id <= count; id += 1) {
    const { body } = await lab().send('party', `k${String(id)}`, { id: String(id), name: `Wren ${String(id)}`, note: `N${String(id)}` });
    expect(body).toMatchObject({ outcome: 'applied' });
  }
}

function replayed(code: string, days = 30): void {
  expect(done({ kind: 'replay', subjectId: code, args: { days } })).toMatchObject({ state: 'done' });
  lab().emulator.advanceTime(A_MINUTE);
}

function accepted(code: string): Readonly<Record<string, unknown>> {
  const asked = done({ kind: 'ask_acceptance', subjectId: code });
  expect(asked).toMatchObject({ state: 'done', code: 'asked_for_approval' });
  const number = /rq-[0-9a-f]+/.exec(String(asked['result']))?.[0] ?? '';
  return done({ kind: 'approve', subject: 'request', subjectId: number, role: APPROVER, person: OTHER });
}

const counts = () => ['customrecord_dkt_event', 'customrecord_dkt_operation', 'customrecord_dkt_object', 'customrecord_dkt_key', 'customer'].map((type) => query(`SELECT COUNT(*) AS n FROM ${type}`)[0]?.['n']);

describe('a decision', () => {
  it('is proposed, replayed over stored documents without a write, accepted by another person, and superseded', async () => {
    await documents(3);
    const code = proposed();
    expect(decision(code)).toMatchObject({ status: 'proposed', proposer: asker(lab().emulator), title: 'The comments belong to NetSuite' });
    const before = counts();
    replayed(code);
    expect(counts()).toEqual(before);
    expect(progress(code)).toMatchObject({ state: 'done', days: 30 });
    expect(report(code)).toMatchObject({ documents: 3, changed: 3, erased: 0, outcomes: { 'applied > partly_applied': 3 }, verdicts: { 'comments: apply > conflict': 3 } });
    expect(accepted(code)).toMatchObject({ state: 'done', result: `Decision ${code} is accepted.` });
    expect(decision(code)).toMatchObject({ status: 'accepted', approver: asker(lab().emulator, OTHER) });
    const next = proposed({ change: '', supersedes: code, title: 'The comments belong to nobody' });
    expect(accepted(next)).toMatchObject({ result: `Decision ${next} is accepted. Decision ${code} is superseded by ${next}.` });
    expect(decision(code)).toMatchObject({ status: 'superseded', superseded_by: next });
  });

  it('that rows are active by stays accepted until these name the other one', () => {
    const first = proposed({ change: '' });
    accepted(first);
    const override = lab().emulator.createRecord({ type: 'customrecord_dkt_override', values: { custrecord_dkt_ovr_code: 'netsuite_busy', custrecord_dkt_ovr_decision: first } });
    const second = proposed({ change: '', supersedes: first });
    expect(accepted(second)['result']).toContain(`Decision ${first} stays accepted for now: override of netsuite_busy is active by it.`);
    expect(done({ kind: 'supersede', subjectId: first, args: { by: second } })).toMatchObject({ state: 'refused', code: 'still_open' });
    lab().emulator.saveAs({ type: 'customrecord_dkt_override', id: override, values: { custrecord_dkt_ovr_decision: second }, actor: lab().emulator.administratorActor(), context: 'USERINTERFACE' });
    expect(done({ kind: 'supersede', subjectId: first, args: { by: second } })).toMatchObject({ state: 'done' });
    expect(done({ kind: 'supersede', subjectId: first, args: { by: second } })).toMatchObject({ state: 'done' });
    expect(done({ kind: 'supersede', subjectId: first, args: { by: 'A-0' } })).toMatchObject({ state: 'refused' });
  });

  it('is accepted by nobody who proposed it or asked for it, and without a whole report not at all', async () => {
    await documents(1);
    const code = proposed();
    expect(done({ kind: 'ask_acceptance', subjectId: code })).toMatchObject({ state: 'refused', code: 'request_refused' });
    replayed(code);
    const asked = done({ kind: 'ask_acceptance', subjectId: code, person: OTHER });
    const number = /rq-[0-9a-f]+/.exec(String(asked['result']))?.[0] ?? '';
    expect(done({ kind: 'ask_acceptance', subjectId: code })).toMatchObject({ state: 'refused', result: expect.stringContaining('asks for it already') as unknown });
    for (const person of [undefined, OTHER]) expect(done({ kind: 'approve', subject: 'request', subjectId: number, role: APPROVER, ...(person === undefined ? {} : { person }) })).toMatchObject({ state: 'refused', code: 'request_refused' });
    expect(decision(code)).toMatchObject({ status: 'proposed' });
  });

  it('lapses as a request where it is replayed anew behind the back of who accepts', async () => {
    await documents(1);
    const code = proposed();
    replayed(code);
    const number = /rq-[0-9a-f]+/.exec(String(done({ kind: 'ask_acceptance', subjectId: code })['result']))?.[0] ?? '';
    await lab().send('party', 'late', { id: '9', name: 'Late', note: 'L' });
    replayed(code);
    expect(done({ kind: 'approve', subject: 'request', subjectId: number, role: APPROVER, person: OTHER })).toMatchObject({ state: 'refused', result: expect.stringContaining('has lapsed') as unknown });
    expect(decision(code)).toMatchObject({ status: 'proposed' });
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['an empty section', { options: ' ' }, '"Options" is empty'],
    ['a change that is no JSON', { change: 'memo' }, 'no JSON object'],
    ['a change of a row that is not whole', { change: '{"map":"lab.party","rows":[{"code":"x"}]}' }, 'Row x is new'],
    ['a change of a map that is not there', { change: '{"map":"lab.none"}' }, 'No map lab.none'],
    ['a change of a source that is not there', { change: '{"map":"none.order"}' }, 'No'],
    ['one in the place of a decision that is not there', { supersedes: 'A-1' }, 'There is no decision A-1'],
    ['one in the place of a decision of the project', { supersedes: 'D-0019' }, 'ships with the project'],
  ])('is not proposed with %s', (_what, args, words) => {
    let told = '';
    try {
      told = String(done({ kind: 'propose', subjectId: '', args: { title: 'T', ...SECTIONS, change: CHANGE, ...args } })['result']);
    } catch (error) {
      told = (error as Error).message;
    }
    expect(told.replace(/\\/g, '')).toContain(words);
  });

  it('is not asked for by who may not edit rules', () => {
    expect(() => done({ kind: 'propose', subjectId: '', role: APPROVER, args: { title: 'T', ...SECTIONS } })).toThrow('Your role does not do this');
  });
});

describe('a replay', () => {
  it('counts what was erased and what cannot be read back, and goes on', async () => {
    await documents(3);
    const [first, second] = query('SELECT id FROM customrecord_dkt_operation ORDER BY id').map(({ id }) => Number(id));
    const byHand = (id: number | undefined, text: string | null) => lab().emulator.saveAs({ type: 'customrecord_dkt_operation', id: id ?? 0, values: { custrecord_dkt_op_doc_1: text }, actor: lab().emulator.administratorActor(), context: 'USERINTERFACE' });
    const point = lab().emulator.checkpoint();
    expect([byHand(first, null), byHand(second, '{"id":')]).toMatchObject([{ kind: 'saved' }, { kind: 'saved' }]);
    const code = proposed();
    replayed(code);
    expect(report(code)).toMatchObject({ documents: 3, changed: 1, erased: 1, unreadable: 1 });
    point.restore();
  });

  it('over no documents says so', () => {
    const code = proposed();
    replayed(code, 1);
    expect(progress(code)).toMatchObject({ state: 'done' });
    expect(report(code)).toMatchObject({ documents: 0, changed: 0 });
  });

  it('leaves out what was received before its days', async () => {
    await documents(1);
    const [row] = query('SELECT id FROM customrecord_dkt_operation');
    lab().emulator.saveAs({ type: 'customrecord_dkt_operation', id: Number(row?.['id']), values: { custrecord_dkt_op_received_ms: lab().emulator.nowMs() - 2 * DAY_MS }, actor: lab().emulator.administratorActor(), context: 'USERINTERFACE' });
    const code = proposed();
    replayed(code, 1);
    expect(report(code)).toMatchObject({ documents: 0 });
    replayed(code, 3);
    expect(report(code)).toMatchObject({ documents: 1 });
  });

  it('that is killed at any call goes on where it was, and comes to the same', async () => {
    await documents(2);
    const code = proposed();
    const point = lab().emulator.checkpoint();
    replayed(code);
    const whole = report(code);
    point.restore();
    for (const [at, kind] of [[1, 'kill-before'], [4, 'kill-after'], [8, 'kill-before'], [14, 'kill-after'], [20, 'kill-before']] as const) {
      const again = lab().emulator.checkpoint();
      expect(done({ kind: 'replay', subjectId: code, args: { days: 30 } })).toMatchObject({ state: 'done' });
      let calls = 0;
      const remove = lab().emulator.onCall(() => {
        calls += 1;
        return calls === at ? { kind } : undefined;
      });
      lab().emulator.advanceTime(A_MINUTE);
      remove();
      lab().emulator.advanceTime(7 * 3_600_000);
      const { fromMs: _f, toMs: _t, ...now } = report(code);
      const { fromMs: _g, toMs: _u, ...then } = whole;
      expect(now).toEqual(then);
      again.restore();
    }
  });
});
