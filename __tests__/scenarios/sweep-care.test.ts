import type { Emulator } from '../../emulator/types';
import { OPERATION_RECORD, SETTING_RECORD, CAUSE_RECORD } from '../../src/gateways/record-ids';
import { brokenRules } from '../simulation/support/invariants';
import { errorCode, sharedAccount, soundCall } from './support';

const QUARTER = 15 * 60 * 1000;
const HOUR = 4 * QUARTER;
const SWEEP = ['customscript_dkt_sweep_mr', 'customdeploy_dkt_sweep_mr_now'] as const;

/** Usage units of a sweep that finds nothing to do, all stages together. */
const IDLE_UNITS = 124;

const account = sharedAccount();
const emulator = (): Emulator => account().emulator;

const causes = () => emulator().query(`SELECT custrecord_dkt_cause_kind AS kind, custrecord_dkt_cause_state AS state, custrecord_dkt_cause_subject AS subject, custrecord_dkt_cause_title AS title FROM ${CAUSE_RECORD} ORDER BY id`);
const open = () => causes().filter(({ state }) => state === 'open').map(({ kind, subject }) => `${String(kind)} ${String(subject)}`);

const operations = () => emulator().query(`SELECT id, custrecord_dkt_op_key AS key, custrecord_dkt_op_state AS state FROM ${OPERATION_RECORD} ORDER BY id`);
const rowOf = (key: string): number => Number(operations().find((row) => row['key'] === key)?.['id']);

/** Changes a record by hand, as the account's administrator may. */
function byHand(type: string, id: number, values: Readonly<Record<string, string | number | null>>): void {
  const reply = emulator().saveAs({ type, id, values, actor: emulator().administratorActor(), context: 'USERINTERFACE' });
  if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
}

const accept = async (key: string, changes: object = {}) => (await account().post({ ...soundCall(key), mode: 'async', ...changes })).body;

/** The same order under another number. */
const another = (id: number) => ({ documentText: String(soundCall('x')['documentText']).replaceAll('820982911946154508', String(id)) });

describe('a row that somebody changed by hand', () => {
  it.each<[string, Readonly<Record<string, string | number | null>>]>([
    ['into a state that nobody knows', { custrecord_dkt_op_state: 'finished' }], ['to lose its document', { custrecord_dkt_op_doc_1: null }],
    ['to be leased for a year', { custrecord_dkt_op_due_ms: Date.UTC(2027, 10, 23), custrecord_dkt_op_lease_ms: Date.UTC(2027, 10, 23) }],
    ['to be due at no time', { custrecord_dkt_op_due_ms: null }], ['to have been tried less than never', { custrecord_dkt_op_attempts: -1 }],
  ])('%s gets a cause, is not touched, and keeps no other operation from work', async (_how, values) => {
    await accept('damaged');
    await accept('sound', another(77_001));
    byHand(OPERATION_RECORD, rowOf('damaged'), values);
    const before = emulator().readRecord(OPERATION_RECORD, rowOf('damaged'));
    emulator().advanceTime(QUARTER * 2);
    expect(operations().find(({ key }) => key === 'sound')).toMatchObject({ state: 'applied' });
    expect(open()).toEqual([`row_damaged ${rowOf('damaged')}`]);
    expect(emulator().readRecord(OPERATION_RECORD, rowOf('damaged'))).toEqual(before);
  });

  it('to name an event that is not there gets a cause as long as nobody is due to work on it', async () => {
    await accept('damaged');
    byHand(OPERATION_RECORD, rowOf('damaged'), { custrecord_dkt_op_head: 5, custrecord_dkt_op_due_ms: emulator().nowMs() + 2 * HOUR });
    emulator().advanceTime(HOUR);
    expect(open()).toEqual([`row_damaged ${rowOf('damaged')}`]);
    emulator().advanceTime(2 * HOUR);
    expect(open()).toEqual([]);
    expect(new Set(operations().map(({ state }) => state))).toEqual(new Set(['applied']));
  });

  it('and put right again is carried on, and its cause is closed', async () => {
    await accept('damaged');
    byHand(OPERATION_RECORD, rowOf('damaged'), { custrecord_dkt_op_state: 'finished' });
    emulator().advanceTime(QUARTER);
    expect(open()).toHaveLength(1);
    byHand(OPERATION_RECORD, rowOf('damaged'), { custrecord_dkt_op_state: 'accepted' });
    emulator().advanceTime(QUARTER * 2);
    expect(operations()).toEqual(expect.arrayContaining([expect.objectContaining({ key: 'damaged', state: 'applied' })]));
    expect(causes()).toMatchObject([{ kind: 'row_damaged', state: 'closed' }]);
    expect(brokenRules(emulator())).toEqual([]);
  });
});

describe('a copy of production', () => {
  it('touches none of production\'s open operations, says so once, refuses their keys and does its own work', async () => {
    await accept('theirs');
    byHand(OPERATION_RECORD, rowOf('theirs'), { custrecord_dkt_op_account: '1234567' });
    const before = emulator().readRecord(OPERATION_RECORD, rowOf('theirs'));
    emulator().advanceTime(HOUR);
    expect(emulator().readRecord(OPERATION_RECORD, rowOf('theirs'))).toEqual(before);
    expect(causes()).toMatchObject([{ kind: 'foreign_account', state: 'open', subject: '1234567' }]);
    expect(errorCode(await account().post(soundCall('theirs')))).toBe('other_account');
    expect(errorCode(await account().get('source=shopify&idempotencyKey=theirs'))).toBe('other_account');
    expect((await account().post(soundCall('ours'))).body).toMatchObject({ outcome: 'applied' });
  });
});

describe('what NetSuite reports of a sweep', () => {
  it('is a cause, and the operation that was in hand is taken up again', async () => {
    await accept('killed');
    const remove = emulator().onCall(({ member, execution }) => {
      if (member !== 'N/record.create' || execution.scriptId !== SWEEP[0]) return undefined;
      remove();
      return { kind: 'kill-before' };
    });
    emulator().advanceTime(QUARTER);
    expect(open()).toHaveLength(1);
    expect(open()[0]).toMatch(/^platform_failure reduce /);
    emulator().advanceTime(HOUR);
    expect(operations()).toEqual(expect.arrayContaining([expect.objectContaining({ key: 'killed', state: 'applied' })]));
  });

  it('leaves a heartbeat that health shows, and that is missed after an hour', async () => {
    expect((await account().get('health=1')).body).toMatchObject({ sweep: { lastEndedAt: null, missed: true } });
    emulator().runMapReduce(...SWEEP);
    const health = (await account().get('health=1')).body as { readonly sweep: Readonly<Record<string, unknown>> };
    expect(health.sweep).toEqual({ lastStartedAt: expect.stringMatching(/Z$/) as string, lastEndedAt: expect.stringMatching(/Z$/) as string, nextAt: '2026-11-23T12:15:00.000Z', missed: false });
  });

  it('costs the same in every idle sweep', () => {
    const units = () => Object.values(emulator().runMapReduce(...SWEEP).units).reduce((sum, one) => sum + one, 0);
    units();
    const idle = units();
    expect(units()).toBe(idle);
    expect(idle).toBe(IDLE_UNITS);
  });
});

describe('a source that says what it brings', () => {
  it('and falls silent has a cause until its volume is back', async () => {
    emulator().createRecord({ type: SETTING_RECORD, values: { externalid: 'expect:shopify:order', custrecord_dkt_set_name: 'expect:shopify:order', custrecord_dkt_set_value: '{"least":2,"per":"hour","zone":"America/New_York"}' } });
    emulator().runMapReduce(...SWEEP);
    emulator().advanceTime(HOUR - 1);
    expect(open()).toEqual([]);
    emulator().advanceTime(HOUR + QUARTER);
    expect(causes()).toMatchObject([{ kind: 'absence', state: 'open', subject: 'shopify:order', title: 'shopify:order sent 0 documents in the last hour; at least 2 are expected' }]);
    await accept('one');
    await accept('two', another(77_002));
    emulator().advanceTime(QUARTER);
    expect(open()).toEqual([]);
  });
});
