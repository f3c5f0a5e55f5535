import { customerMap, LAB, ownRow } from '../support/lab-project';
import { FIRST_CASES, REPEAT_MAPS, type Call, type Footprint, type RepeatCase, type Step, type TableRow } from './idempotency-cases';
import { GUARD_CASES } from './idempotency-guards';
import { bind, labCall, openLab } from './lab';
import type { Answer } from './support';

const OTHER = 'other';

const lab = openLab([...REPEAT_MAPS, customerMap('plain', { source: OTHER, fields: [ownRow('comments', '/note')] })], [], (opened) => {
  bind(opened, OTHER);
});

const CASES = [...FIRST_CASES, ...GUARD_CASES];

/** Every row of the table; a row without a case does not compile away, it fails. */
const ROWS: Readonly<Record<TableRow, string>> = {
  'same key, same document, settled': 'the stored outcome, replayed',
  'same key, same document, not settled': 'its present state',
  'same key, other document': 'key reused',
  'other key, same external object': 'in version order',
  'other key, supersedes': 'takes the place of one without effect',
  'other key, same natural key': 'a suspected duplicate',
  'look-alike': 'a suspected duplicate',
  'derived key': 'as if the sender had given it',
  withdrawal: 'before the effect',
  validate: 'claims nothing',
};

function footprint(): Footprint {
  const count = (table: string) => Number(lab().emulator.query(`SELECT COUNT(*) AS n FROM ${table}`)[0]?.['n']);
  return {
    operation: count('customrecord_dkt_operation'), event: count('customrecord_dkt_event'), object: count('customrecord_dkt_object'), key: count('customrecord_dkt_key'), customer: count('customer'),
  };
}

/** The operation of a step: as it was answered, or, where the answer was lost, the first of the log. */
function operationOf(step: number, answers: readonly (Answer | undefined)[]): unknown {
  return answers[step]?.body['operationId'] ?? lab().emulator.query('SELECT externalid FROM customrecord_dkt_operation ORDER BY id')[0]?.['externalid'];
}

function callOf(call: Call, answers: readonly (Answer | undefined)[], source: string): Record<string, unknown> {
  const superseded = call.supersedes === undefined ? {} : { supersedes: operationOf(call.supersedes, answers) };
  return { ...labCall(call.type, call.key, call.document, { ...call.more, ...superseded }), source };
}

/** Does one step; undefined where nobody is answered. */
async function take(step: Step, answers: readonly (Answer | undefined)[]): Promise<Answer | undefined> {
  if ('sweep' in step) {
    lab().sweep(step.sweep);
    return undefined;
  }
  if ('withdraw' in step) return lab().remove(`source=${LAB}&idempotencyKey=${step.withdraw}`);
  if ('put' in step) return lab().put(callOf(step.put, answers, LAB));
  if ('postOf' in step) return lab().post(callOf(step.call, answers, step.postOf));
  if (step.post.struck === undefined) return lab().post(callOf(step.post, answers, LAB));
  lab().strikeSave('customer', step.post.struck);
  return lab().post(callOf(step.post, answers, LAB)).catch(() => undefined);
}

/** An expectation with `$0` replaced by the operation of step 0: by its answer, or by its row where the answer was lost. */
function resolved(expected: Readonly<Record<string, unknown>>, answers: readonly (Answer | undefined)[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, typeof value === 'string' && /^\$\d$/.test(value) ? operationOf(Number(value[1]), answers) : value]));
}

async function play({ steps, answer, rows, notes = {}, states }: RepeatCase): Promise<void> {
  const before = footprint();
  const answers: (Answer | undefined)[] = [];
  for (const step of steps) answers.push(await take(step, answers));
  expect(answers.at(-1)?.body).toMatchObject(resolved(answer, answers));
  const after = footprint();
  const grown = Object.fromEntries(Object.entries(after).map(([table, n]) => [table, n - before[table as keyof Footprint]]));
  expect(grown).toEqual(rows);
  expect(lab().emulator.query('SELECT custrecord_dkt_op_state AS state FROM customrecord_dkt_operation ORDER BY id').map(({ state }) => state)).toEqual(states);
  expect(Object.fromEntries(Object.keys(notes).map((externalId) => [externalId, lab().saved('customer', externalId).values['comments']]))).toEqual(notes);
}

describe.each(Object.entries(ROWS))('%s: %s', (row) => {
  it.each(CASES.filter((one) => one.row === row).map((one) => [one.title, one] as const))('%s', async (_title, one) => {
    await play(one);
  });
});

it('a repeat is counted on the operation, each time it comes', async () => {
  const document = { id: '1', name: 'Wren Audio' };
  for (let times = 0; times < 3; times += 1) await lab().send('plain', 'k', document);
  expect(lab().emulator.query('SELECT custrecord_dkt_op_seen_again AS n FROM customrecord_dkt_operation')).toEqual([{ n: 2 }]);
});

it('the key of one source is free for another', async () => {
  const document = { id: '1', name: 'Wren Audio' };
  const first = await lab().send('plain', 'k', document);
  const second = await lab().post({ ...labCall('plain', 'k', { ...document, name: 'Wren Audio North' }), source: OTHER });
  expect(second.body).toMatchObject({ outcome: 'applied', replayed: false, result: { externalId: 'other_plain_1' } });
  expect(second.body['operationId']).not.toBe(first.body['operationId']);
});

it('a reused key leaves the fingerprint of the other document on an event, and none of its content', async () => {
  await lab().send('plain', 'k', { id: '1', name: 'Wren Audio', note: 'first' });
  const reused = { id: '1', name: 'Wren Audio', note: 'secret second' };
  await lab().send('plain', 'k', reused);
  const { emulator } = lab();
  const [event] = emulator.query("SELECT id FROM customrecord_dkt_event WHERE custrecord_dkt_ev_kind = 'key_reused'");
  const { values } = emulator.readRecord('customrecord_dkt_event', Number(event?.['id']));
  expect(JSON.parse(String(values['custrecord_dkt_ev_facts']))).toEqual({ fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as string, documentType: 'plain', characters: JSON.stringify(reused).length });
  expect(JSON.stringify(values)).not.toContain('secret');
});
