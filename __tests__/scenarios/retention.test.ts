import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ReviewRole } from '../../src/domain/review/capability';
import { ask, asker, grantRoles, rowOf } from '../support/clicks';
import { freeHandFiles, underHand } from '../support/free-hand';
import { customerMap, ownRow } from '../support/lab-project';
import { allTexts, logIn } from '../support/review-pages';
import { openLab } from './lab';

const DAY = 86_400_000;
const EVENT = 'customrecord_dkt_event';

const lab = openLab([customerMap('party', { fields: [ownRow('comments', '/note', { required: true })], paths: { externalId: '/id', amount: '/total', currency: '/currency', date: '/date', number: '/number', party: '/name' } })], [], ({ emulator }) => {
  grantRoles(emulator);
  const value = JSON.stringify({ sender: asker(emulator), to: ['auditor@outside.example'] });
  emulator.createRecord({ type: 'customrecord_dkt_setting', values: { externalid: 'seal:mail', custrecord_dkt_set_name: 'seal:mail', custrecord_dkt_set_value: value } });
}, (folder) => {
  for (const [path, content] of Object.entries(freeHandFiles())) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
});

const query = (sql: string, values: readonly (string | number)[] = []) => lab().emulator.query(sql, [...values]);
const run = (name: string) => lab().emulator.runMapReduce(`customscript_dkt_${name}_mr`, `customdeploy_dkt_${name}_mr`);
const document = (id: string, more: Readonly<Record<string, string>> = {}) => ({ id, name: `Wren ${id}`, note: 'A', total: '1.10', currency: 'USD', date: '2026-11-20', number: `SO-${id}`, ...more });
const stored = (type: string, id: unknown, prefix: string): Readonly<Record<string, unknown>> => Object.fromEntries(Object.entries(lab().emulator.readRecord(type, Number(id)).values).map(([name, value]) => [name.replace(prefix, ''), value]));
const events = (chain: string) => query(`SELECT id FROM ${EVENT} WHERE custrecord_dkt_ev_chain = ? ORDER BY id`, [chain]).map(({ id }) => ({ id, ...stored(EVENT, id, 'custrecord_dkt_ev_') }));
const operation = (chain: string) => stored('customrecord_dkt_operation', query('SELECT id FROM customrecord_dkt_operation WHERE externalid = ?', [chain])[0]?.['id'], 'custrecord_dkt_op_');
const request = () => query("SELECT externalid AS number, custrecord_dkt_req_state AS state, custrecord_dkt_req_result AS result, custrecord_dkt_req_rows AS n FROM customrecord_dkt_request WHERE custrecord_dkt_req_kind IN ('retention', 'erasure') ORDER BY id DESC")[0];
const findings = () => query("SELECT custrecord_dkt_cause_text AS text FROM customrecord_dkt_cause WHERE custrecord_dkt_cause_kind = 'history' AND custrecord_dkt_cause_state = 'open'");

async function applied(id: string): Promise<string> {
  const { body } = await lab().send('party', `k${id}`, document(id));
  expect(body).toMatchObject({ outcome: 'applied' });
  return String(body['operationId']);
}

/** A rule or a hold that rests on an accepted decision; its internal id. */
function rule(values: Readonly<Record<string, string | number>>): number {
  const fields = Object.fromEntries(Object.entries({ decision: 'D-0108', class: 'history', ...values }).map(([name, value]) => [`custrecord_dkt_ret_${name}`, value]));
  const reply = lab().emulator.saveAs({ type: 'customrecord_dkt_retention', values: fields, actor: lab().emulator.administratorActor(), context: 'USERINTERFACE' });
  if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
  return reply.id;
}

/** What became of an action that the administrator of the integration asks for. */
function asked(kind: 'ask_retention' | 'ask_erasure', subjectId: string, args: Readonly<Record<string, unknown>>, key = `${kind}-${subjectId}`): Readonly<Record<string, unknown>> {
  const reply = ask(lab().emulator, { kind, subject: kind === 'ask_erasure' ? 'operation' : 'queue', subjectId, role: 'customrole_dkt_admin', person: 'demo_employee_admin', key, args });
  if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
  return rowOf(lab().emulator, reply.id);
}

function approve(): void {
  const reply = ask(lab().emulator, { kind: 'approve', subject: 'request', subjectId: String(request()?.['number']), role: 'customrole_dkt_approver', key: `approve-${String(request()?.['number'])}`, args: { note: 'Yes.' } });
  expect(reply.kind).toBe('saved');
}

/** Documents of long ago, sealed, and the seal sent out; a rule that ends them was asked for. */
async function old(count = 2, values: Readonly<Record<string, string | number>> = { kind: 'keep', days: 90 }): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let n = 1; n <= count; n += 1) ids.push(await applied(String(n)));
  lab().emulator.passTime(91 * DAY);
  run('seal');
  expect(asked('ask_retention', '', { rule: rule(values) })).toMatchObject({ state: 'done', code: 'asked_for_approval' });
  return ids;
}

function verifyAll(): void {
  const [row] = query("SELECT id FROM customrecord_dkt_setting WHERE externalid = 'verify:ask'");
  const values = { externalid: 'verify:ask', custrecord_dkt_set_name: 'verify:ask', custrecord_dkt_set_value: 'all' };
  lab().emulator.saveAs({ type: 'customrecord_dkt_setting', ...(row === undefined ? {} : { id: Number(row['id']) }), values, actor: lab().emulator.administratorActor(), context: 'USERINTERFACE' });
  run('verify');
}

const page = (role: ReviewRole, id: string) => allTexts(logIn(lab().emulator, { person: 'demo_employee_lead', role }).get('operation', { operation: id }).form);

describe('a retention', () => {
  it('ends nothing before another person approved it, and then whole chains that a seal covers; a repeat is a repeat, and verification finds nothing', async () => {
    const [one = '', two = ''] = await old();
    expect(request()).toMatchObject({ state: 'asked', n: 2 });
    run('retain');
    expect(events(one)).toHaveLength(1);
    approve();
    run('retain');
    expect(request()).toMatchObject({ state: 'carried_out', result: '2 ended.' });
    for (const id of [one, two]) expect([events(id), operation(id)]).toMatchObject([[], { doc_1: null, party: null, state: 'applied', doc_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string }]);
    const before = query('SELECT id FROM customer');
    expect((await lab().send('party', 'k1', document('1'))).body).toMatchObject({ outcome: 'applied', replayed: true, custody: true, result: { recordType: 'customer' } });
    expect((await lab().send('party', 'k1', document('1', { note: 'B' }))).body).toMatchObject({ outcome: 'key_reused', custody: false });
    expect(query('SELECT id FROM customer')).toEqual(before);
    expect(page('lead', two)).toContain('SO-2');
    verifyAll();
    expect(findings()).toEqual([]);
  });

  it('of documents alone leaves the history', async () => {
    const [one = ''] = await old(1, { kind: 'keep', days: 90, class: 'payload' });
    approve();
    run('retain');
    expect([events(one).length, operation(one)['doc_1']]).toEqual([1, null]);
    expect((await lab().send('party', 'k1', document('1'))).body).toMatchObject({ outcome: 'applied', replayed: true });
  });

  it.each<[string, () => Promise<void> | void, RegExp]>([
    ['a legal hold set between dry run and purge', () => { rule({ kind: 'hold', source: 'lab' }); }, /^2 under a legal hold/],
    ['a chain that no seal covers which was sent out', () => { lab().emulator.saveAs({ type: 'customrecord_dkt_setting', id: Number(query("SELECT id FROM customrecord_dkt_setting WHERE externalid = 'seal:sent'")[0]?.['id']), values: { custrecord_dkt_set_number: 0 }, actor: lab().emulator.administratorActor(), context: 'USERINTERFACE' }); }, /not covered by a seal/],
  ])('keeps what stands under %s', async (_what, happens, words) => {
    const [one = ''] = await old();
    approve();
    await happens();
    run('retain');
    expect(request()?.['result']).toMatch(words);
    expect([events(one).length, operation(one)['doc_1'] === null]).toEqual([1, false]);
  });

  it('keeps what is open, and what is too young', async () => {
    const { body } = await lab().send('party', 'k9', document('9', { note: '' }));
    expect(body).toMatchObject({ outcome: 'needs_review' });
    const [one = ''] = await old(1);
    const young = await applied('8');
    approve();
    run('retain');
    expect(request()?.['result']).toMatch(/1 ended, 1 open/);
    expect([events(one).length, events(young).length, operation(String(body['operationId']))['doc_1'] === null]).toEqual([0, 1, false]);
  });

  it('needs a rule that keeps long enough, an accepted decision, and somebody who may ask', async () => {
    await applied('1');
    expect(asked('ask_retention', '', { rule: rule({ kind: 'keep', days: 30 }) })).toMatchObject({ state: 'refused', result: expect.stringMatching(/90 days at least/) as string });
    expect(asked('ask_retention', '', { rule: 999_999 }, 'none')).toMatchObject({ state: 'refused' });
    expect(() => rule({ kind: 'keep', days: 90, decision: '' })).toThrow('DKT_UNDECIDED');
  });

  it('is no cover for a row that it does not name', async () => {
    const [one = ''] = await old(1);
    approve();
    run('retain');
    const other = await applied('7');
    lab().emulator.passTime(2 * DAY);
    run('seal');
    const point = lab().emulator.checkpoint();
    // Somebody forges the mark on another operation and takes its row away around the check.
    const [forged] = query('SELECT id FROM customrecord_dkt_operation WHERE externalid = ?', [other]);
    lab().emulator.saveAs({ type: 'customrecord_dkt_operation', id: Number(forged?.['id']), values: { custrecord_dkt_op_ended_by: String(operation(one)['ended_by']) }, actor: lab().emulator.administratorActor(), context: 'USERINTERFACE' });
    expect(underHand(lab().emulator, { how: 'delete', type: EVENT, id: Number(events(other)[0]?.['id']), values: {} }, 'user-event')).toEqual({ kind: 'returned' });
    verifyAll();
    expect(findings()).toHaveLength(1);
    point.restore();
  });

  it.each(['kill-before', 'kill-after'] as const)('goes on where a run was struck by %s at any call: nothing is lost, nothing half ended stays so, and verification finds nothing', async (kind) => {
    const [one = ''] = await old(1);
    approve();
    for (let n = 1; ; n += 2) {
      const point = lab().emulator.checkpoint();
      let calls = 0;
      const remove = lab().emulator.onCall(() => ((calls += 1) === n ? { kind } : undefined));
      run('retain');
      remove();
      verifyAll();
      const between = findings().length;
      run('retain');
      const [state, left, document_] = [request()?.['state'], events(one).length, operation(one)['doc_1']];
      verifyAll();
      const after = findings().length;
      point.restore();
      expect([n, between, state, left, document_, after]).toEqual([n, 0, 'carried_out', 0, null, 0]);
      if (calls < n) break;
    }
  });
});

describe('an erasure', () => {
  it('clears document and values, keeps hashes and chain, and is done once', async () => {
    const one = await applied('1');
    expect(asked('ask_erasure', one, {})).toMatchObject({ state: 'done', code: 'asked_for_approval' });
    approve();
    run('retain');
    expect(request()).toMatchObject({ state: 'carried_out', result: '1 ended.' });
    expect([events(one), operation(one)]).toMatchObject([[{ values: null, salt: null, erased_by: request()?.['number'] }], { doc_1: null, party: null }]);
    expect((await lab().send('party', 'k1', document('1'))).body).toMatchObject({ outcome: 'applied', replayed: true, result: { recordType: 'customer' } });
    expect(page('lead', one)).toContain('SO-1');
    verifyAll();
    expect(findings()).toEqual([]);
    expect(asked('ask_erasure', one, {}, 'again')).toMatchObject({ state: 'refused', result: expect.stringMatching(/erased before/) as string });
  });

  it('of what is open, under a hold, or not there is refused', async () => {
    const { body } = await lab().send('party', 'k9', document('9', { note: '' }));
    expect(asked('ask_erasure', String(body['operationId']), {})).toMatchObject({ state: 'refused', result: expect.stringMatching(/It is open/) as string });
    const one = await applied('1');
    rule({ kind: 'hold', operation: one });
    expect(asked('ask_erasure', one, {})).toMatchObject({ state: 'refused', result: 'It is under a legal hold.' });
  });
});
