import type { GateCall } from '../../emulator/runtime/types';
import { act, addActions, click } from '../../tools/simulation/actions-project';
import { customerMap, ownRow } from '../support/lab-project';
import { openLab } from './lab';

const A_MINUTE = 60_000;

/** From one sweep past the lease of a run that died in the one before. */
const A_RUN_MS = 30 * A_MINUTE;

const lab = openLab([customerMap('party', { fields: [ownRow('comments', '/note')] })], [], () => undefined, addActions);

const party = (id: string, note: string) => ({ id, name: `Wren ${id}`, note });
const later = async (type: string, key: string, document: object) => (await lab().send(type, key, document, { mode: 'async' })).body;
const status = async (key: string) => (await lab().get(`source=lab&idempotencyKey=${key}`)).body;
const rowOf = (key: string) => lab().emulator.query('SELECT id, custrecord_dkt_op_deaths AS deaths FROM customrecord_dkt_operation WHERE custrecord_dkt_op_key = ?', [key])[0];
const noteOf = (id: string) => lab().customer('party', id)['comments'];

type KilledCall = (call: GateCall) => boolean;

let safe: () => void = () => undefined;

afterEach(() => {
  safe();
});

/** Kills every run at one call while it works on the operation of a key, until `safe`. */
function deadly(key: string, isTheCall: KilledCall, kind: 'kill-before' | 'kill-after'): void {
  const atWork = new Map<number, string>();
  const poison = `customrecord_dkt_operation:${String(rowOf(key)?.['id'])}`;
  safe = lab().emulator.onCall((call) => {
    if (call.member === 'N/record.load' && call.detail.startsWith('customrecord_dkt_operation:')) atWork.set(call.execution.id, call.detail);
    return atWork.get(call.execution.id) === poison && isTheCall(call) ? { kind } : undefined;
  });
}

const saves = (record: string): KilledCall => ({ member, detail }) => member === 'N/record.Record.save' && detail.startsWith(record);

const WHERE: readonly (readonly [title: string, isTheCall: KilledCall, kind: 'kill-before' | 'kill-after', made: boolean])[] = [
  ['before their look-up', ({ member, detail }) => member === 'N/query.runSuiteQL' && detail.includes("'holder'"), 'kill-before', false],
  ['before they save its record', saves('customer'), 'kill-before', false],
  ['before they append its outcome', saves('customrecord_dkt_event'), 'kill-before', true],
];

describe('a document that runs die on', () => {
  it.each(WHERE)('%s is set aside after three of them, and everything else goes on', async (_title, isTheCall, kind, made) => {
    await later('party', 'poison', party('1', 'deadly'));
    await later('party', 'behind', party('1', 'behind'));
    await later('party', 'other', party('2', 'other'));
    deadly('poison', isTheCall, kind);
    lab().sweep(A_RUN_MS);
    expect(await status('other')).toMatchObject({ outcome: 'applied' });
    expect(await status('poison')).toMatchObject({ outcome: 'accepted' });
    for (const deaths of [1, 2]) {
      lab().sweep(A_RUN_MS);
      expect(rowOf('poison')?.['deaths']).toBe(deaths);
    }
    await later('party', 'meanwhile', party('3', 'meanwhile'));
    if (made) safe();
    lab().sweep(A_RUN_MS);
    expect(rowOf('poison')?.['deaths']).toBe(3);
    expect(await status('poison')).toMatchObject({ outcome: 'needs_review', problem: { code: 'quarantined' }, result: made ? { externalId: 'lab_party_1' } : null, attempt: { nextAt: null } });
    expect(rowOf('behind')?.['deaths'] ?? 0).toBe(0);
    lab().sweep();
    for (const key of ['behind', 'meanwhile']) expect([key, (await status(key))['outcome']]).toEqual([key, 'applied']);
    expect([noteOf('1'), noteOf('2'), noteOf('3')]).toEqual(['behind', 'other', 'meanwhile']);
  });

  /** A document in quarantine; nothing kills any more. */
  const inQuarantine = async () => {
    await later('party', 'poison', party('1', 'deadly'));
    deadly('poison', saves('customer'), 'kill-before');
    for (let run = 0; run < 4; run += 1) lab().sweep(A_RUN_MS);
    safe();
    const stands = await status('poison');
    expect(stands).toMatchObject({ outcome: 'needs_review', problem: { code: 'quarantined' } });
    return String(stands['operationId']);
  };

  it('sends the same content under another key to a person at once, untried, and other content of the object on', async () => {
    const operationId = await inQuarantine();
    const saved: string[] = [];
    const remove = lab().emulator.onOrder(({ member, detail }) => { if (member === 'N/record.Record.save') saved.push(detail); });
    const { body } = await lab().send('party', 'again', party('1', 'deadly'));
    remove();
    expect(body).toMatchObject({ custody: true, outcome: 'needs_review', result: null, problem: { code: 'quarantined', detail: expect.stringContaining(operationId) as string } });
    expect(saved.filter((detail) => detail.startsWith('customer:'))).toEqual([]);
    expect((await lab().send('party', 'more', party('1', 'sound'))).body).toMatchObject({ outcome: 'applied' });
    lab().sweep();
    expect(await status('again')).toMatchObject({ outcome: 'needs_review' });
    expect(noteOf('1')).toBe('sound');
  });

  it('is released by a redrive, and applied; its content is taken again from then on', async () => {
    const operationId = await inQuarantine();
    expect(act(lab().emulator, { action: 'redrive', request: click(operationId) })).toMatchObject({ kind: 'done', from: 'needs_review' });
    lab().sweep(A_MINUTE);
    expect(await status('poison')).toMatchObject({ outcome: 'applied', result: { externalId: 'lab_party_1' }, attempt: { number: 1 } });
    expect(rowOf('poison')?.['deaths'] ?? 0).toBe(0);
    expect((await lab().send('party', 'again', party('1', 'deadly'))).body).toMatchObject({ outcome: 'unchanged' });
  });

  it('goes back there where runs die on it three times more after a redrive', async () => {
    const operationId = await inQuarantine();
    act(lab().emulator, { action: 'redrive', request: click(operationId) });
    deadly('poison', saves('customer'), 'kill-before');
    for (let run = 0; run < 4; run += 1) lab().sweep(A_RUN_MS);
    safe();
    expect(await status('poison')).toMatchObject({ outcome: 'needs_review', problem: { code: 'quarantined' } });
    expect((await lab().send('party', 'again', party('1', 'deadly'))).body).toMatchObject({ outcome: 'needs_review', problem: { code: 'quarantined' } });
    const customers = lab().emulator.query("SELECT id FROM customer WHERE externalid = 'lab_party_1'");
    expect(customers).toEqual([]);
  });
});
