import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MapReduceReport } from '../../emulator/types';
import { asker, grantRoles } from '../support/clicks';
import { freeHandFiles, underHand } from '../support/free-hand';
import type { HandWork } from '../support/free-hand';
import { customerMap, ownRow } from '../support/lab-project';
import { openLab } from './lab';

const EVENT = 'customrecord_dkt_event';
const SEAL = 'customrecord_dkt_seal';
const DAY = 24 * 3_600_000;

const lab = openLab([customerMap('party', { fields: [ownRow('comments', '/note', { required: true })] })], [], ({ emulator }) => {
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
const run = (name: string): MapReduceReport => lab().emulator.runMapReduce(`customscript_dkt_${name}_mr`, `customdeploy_dkt_${name}_mr`);
const seals = () => query(`SELECT custrecord_dkt_seal_number AS number, custrecord_dkt_seal_hash AS hash, custrecord_dkt_seal_prev_hash AS previous, custrecord_dkt_seal_events AS events FROM ${SEAL} WHERE custrecord_dkt_seal_kind = 'seal' ORDER BY id`);
const events = () => query(`SELECT id, externalid, custrecord_dkt_ev_chain AS chain, custrecord_dkt_ev_number AS number FROM ${EVENT} ORDER BY id`);
const setting = (name: string) => query('SELECT custrecord_dkt_set_value AS value FROM customrecord_dkt_setting WHERE externalid = ?', [name])[0]?.['value'];
const last = () => JSON.parse(String(setting('verify:last'))) as Readonly<Record<string, unknown>>;
const causes = () => query("SELECT custrecord_dkt_cause_subject AS subject, custrecord_dkt_cause_state AS state, custrecord_dkt_cause_text AS text FROM customrecord_dkt_cause WHERE custrecord_dkt_cause_kind = 'history' ORDER BY id");
const mails = () => lab().emulator.mails().filter(({ subject }) => subject.startsWith('Docket seal')).map(({ subject, recipients, body }) => ({ subject, recipients, body }));

/** Runs a script and kills it at its n-th call; false where it made fewer. */
function runKilled(name: string, n: number, kind: 'kill-before' | 'kill-after'): boolean {
  let calls = 0;
  const remove = lab().emulator.onCall(() => ((calls += 1) === n ? { kind } : undefined));
  run(name);
  remove();
  return calls >= n;
}

/** Some documents, one of them sent in two versions, so that a lane and a chain have more than one event. */
async function someHistory(): Promise<void> {
  for (const n of [1, 2, 3]) await lab().send('party', `k${String(n)}`, { id: String(n), name: `Wren ${String(n)}`, note: 'A' });
  for (const n of [1, 2]) await lab().send('party', `k${String(n)}`, { id: String(n), name: 'Another', note: 'B' });
}

function verifyAll(): void {
  const [row] = query("SELECT id FROM customrecord_dkt_setting WHERE externalid = 'verify:ask'");
  const values = { externalid: 'verify:ask', custrecord_dkt_set_name: 'verify:ask', custrecord_dkt_set_value: 'all' };
  lab().emulator.saveAs({ type: 'customrecord_dkt_setting', ...(row === undefined ? {} : { id: Number(row['id']) }), values, actor: lab().emulator.administratorActor(), context: 'USERINTERFACE' });
  run('verify');
}

/** Tampers around the check, verifies, looks, and puts the account back: its rules hold no more. */
function tampered(work: readonly HandWork[], look: () => void): void {
  const point = lab().emulator.checkpoint();
  expect(underHand(lab().emulator, work, 'user-event')).toEqual({ kind: 'returned' });
  verifyAll();
  look();
  point.restore();
}

async function sealed(): Promise<void> {
  await someHistory();
  lab().emulator.passTime(2 * 3_600_000);
  run('seal');
}

describe('the daily seal', () => {
  it('names what was written since the last, stands behind it, and is mailed outside without a value of a document', async () => {
    await sealed();
    const [first] = seals();
    expect(first).toMatchObject({ number: 1, previous: null, events: events().length });
    expect(mails()).toEqual([{ subject: expect.stringMatching(/^Docket seal 1 /) as string, recipients: ['auditor@outside.example'], body: expect.stringContaining(String(first?.['hash'])) as string }]);
    expect(mails()[0]?.body).not.toMatch(/Wren|party|user/);
    lab().emulator.passTime(DAY);
    run('seal');
    expect(seals()[1]).toMatchObject({ number: 2, previous: first?.['hash'], events: 0 });
    expect(mails()).toHaveLength(2);
  });

  it('is made once a day, however often it is tried', async () => {
    await sealed();
    for (let n = 0; n < 3; n += 1) run('seal');
    expect(seals()).toHaveLength(1);
    expect(mails()).toHaveLength(1);
  });

  it('leaves what was just written to the next', async () => {
    await someHistory();
    run('seal');
    expect(seals()).toEqual([expect.objectContaining({ number: 1, events: 0 })]);
    lab().emulator.passTime(DAY);
    run('seal');
    expect(seals()[1]).toMatchObject({ events: events().length });
  });

  it('is one and the same, whichever call its first run died at', async () => {
    await someHistory();
    lab().emulator.passTime(2 * 3_600_000);
    let deaths = 0;
    for (let n = 1; n < 80; n += 1) {
      const point = lab().emulator.checkpoint();
      const died = runKilled('seal', n, n % 2 === 0 ? 'kill-before' : 'kill-after');
      run('seal');
      expect([n, seals().map(({ number, events: count }) => [number, count]), mails().length > 0]).toEqual([n, [[1, events().length]], true]);
      verifyAll();
      expect([n, causes()]).toEqual([n, []]);
      point.restore();
      if (!died) break;
      deaths = n;
    }
    expect(deaths).toBeGreaterThan(15);
  });

  it.each(['edit', 'inline', 'delete'] as const)('stands a script\'s %s', async (how) => {
    await sealed();
    const [row] = query(`SELECT id FROM ${SEAL}`);
    expect(underHand(lab().emulator, { how, type: SEAL, id: Number(row?.['id']), values: { custrecord_dkt_seal_hash: 'x' } }, 'map-reduce')).toMatchObject({ kind: 'failed', code: 'DKT_HISTORY_REFUSED' });
  });
});

describe('the verification', () => {
  it('finds nothing in an honest history, sealed or not', async () => {
    await someHistory();
    run('verify');
    expect(last()).toMatchObject({ mode: 'all', rows: events().length, findings: 0, sealedId: 0 });
    lab().emulator.passTime(DAY);
    run('seal');
    await lab().send('party', 'k9', { id: '9', name: 'Wren 9', note: 'A' });
    run('verify');
    expect(last()).toMatchObject({ mode: 'new', rows: events().length, findings: 0, sealedId: Number(events().at(-2)?.['id']) });
    lab().emulator.passTime(DAY);
    run('seal');
    run('verify');
    expect(last()).toMatchObject({ mode: 'new', rows: 1, findings: 0, sealedId: Number(events().at(-1)?.['id']) });
    expect(causes()).toEqual([]);
  });

  it('runs once a day, and everything once a week', async () => {
    await sealed();
    run('verify');
    const { finishedMs } = last();
    run('verify');
    expect(last()['finishedMs']).toBe(finishedMs);
    lab().emulator.passTime(7 * DAY);
    run('verify');
    expect(last()).toMatchObject({ mode: 'all', rows: events().length });
  });

  it('names rows that were edited, deleted, swapped or added around the check, and says when all is well again', async () => {
    await sealed();
    verifyAll();
    expect(causes()).toEqual([]);
    const all = events();
    const row = (at: number) => ({ id: Number(all[at]?.['id']), chain: String(all[at]?.['chain']), number: Number(all[at]?.['number']) });
    for (const field of ['facts', 'actor', 'values', 'prev_hash', 'hash', 'values_hash', 'erased_by']) {
      tampered([{ how: 'edit', type: EVENT, id: row(0).id, values: { [`custrecord_dkt_ev_${field}`]: '{"forged":1}' } }], () => {
        expect([field, causes()]).toEqual([field, [expect.objectContaining({ subject: row(0).chain, state: 'open', text: expect.stringContaining(`(row ${String(row(0).id)}) was changed`) as string })]]);
      });
    }
    for (const at of all.keys()) {
      tampered([{ how: 'delete', type: EVENT, id: row(at).id, values: {} }], () => {
        expect(causes()).toEqual([expect.objectContaining({ subject: row(at).chain, text: expect.stringContaining(`Number ${String(row(at).number)} (row ${String(row(at).id)}) is missing`) as string })]);
      });
    }
    const set = (at: number, values: HandWork['values']): HandWork => ({ how: 'edit', type: EVENT, id: row(at).id, values });
    tampered([0, 1].map((at) => set(at, { custrecord_dkt_ev_chain: row(1 - at).chain, custrecord_dkt_ev_number: row(1 - at).number })), () => {
      expect(causes().map(({ text }) => String(text).includes('stands in another place'))).toEqual([true, true]);
    });
    const { values } = lab().emulator.readRecord(EVENT, row(0).id);
    tampered([{ how: 'create', type: EVENT, id: 0, values: { ...texts(values), externalid: 'forged' } }], () => {
      expect(causes()).toEqual([expect.objectContaining({ subject: row(0).chain, text: expect.stringContaining('was added') as string })]);
      verifyAll();
      expect(causes()).toHaveLength(1);
    });
  });

  it('closes what it told of once everything is well', async () => {
    await sealed();
    const [first] = events();
    const id = Number(first?.['id']);
    const { values } = lab().emulator.readRecord(EVENT, id);
    underHand(lab().emulator, { how: 'edit', type: EVENT, id, values: { custrecord_dkt_ev_actor: 'nobody' } }, 'user-event');
    verifyAll();
    expect(causes()).toMatchObject([{ state: 'open' }]);
    underHand(lab().emulator, { how: 'edit', type: EVENT, id, values: { custrecord_dkt_ev_actor: values['custrecord_dkt_ev_actor'] as string } }, 'user-event');
    verifyAll();
    expect(causes()).toMatchObject([{ state: 'closed' }]);
  });

  it('tells of a seal, or a page of one, that is missing or was changed', async () => {
    await sealed();
    lab().emulator.passTime(DAY);
    run('seal');
    const rows = query(`SELECT id, externalid FROM ${SEAL} ORDER BY id`);
    const id = (name: string) => Number(rows.find(({ externalid }) => externalid === name)?.['id']);
    const cases: readonly [HandWork, RegExp][] = [
      [{ how: 'delete', type: SEAL, id: id('seal-1'), values: {} }, /Seals 1 to 1 are missing/],
      [{ how: 'delete', type: SEAL, id: id('seal-1-page-0'), values: {} }, /1 pages; 0 are there/],
      [{ how: 'edit', type: SEAL, id: id('seal-1-page-0'), values: { custrecord_dkt_seal_text: 'nothing' } }, /Page 0 of seal 1 does not carry its hash/],
      [{ how: 'edit', type: SEAL, id: id('seal-1'), values: { custrecord_dkt_seal_events: 1 } }, /Seal 1 does not carry its hash/],
      [{ how: 'edit', type: SEAL, id: id('seal-1'), values: { custrecord_dkt_seal_hash: 'f'.repeat(64) } }, /does not stand behind seal 1/],
    ];
    for (const [work, words] of cases) tampered([work], () => { expect(causes().map(({ text }) => text).join(' ')).toMatch(words); });
    lab().emulator.passTime(3 * DAY);
    run('verify');
    expect(causes()).toEqual([expect.objectContaining({ text: expect.stringMatching(/No seal was made after seal 2, for \d+ hours/) as string })]);
  });

  it('carries on where a run was cut off, whichever call it died at', async () => {
    await sealed();
    for (let n = 1; n < 60; n += 1) {
      const point = lab().emulator.checkpoint();
      const died = runKilled('verify', n, 'kill-before');
      run('verify');
      expect([n, setting('verify:last') === undefined ? undefined : last()['rows']]).toEqual([n, events().length]);
      expect([n, causes()]).toEqual([n, []]);
      point.restore();
      if (!died) return;
    }
    throw new Error('More calls than were looked for.');
  });
});

function texts(values: Readonly<Record<string, unknown>>): HandWork['values'] {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (name.startsWith('custrecord_') && name !== 'custrecord_dkt_ev_at' && (typeof value === 'string' || typeof value === 'number') ? [[name, value]] : [])));
}
