import type { Emulator } from '../../../emulator/types';
import type { RunJournal } from '../../../emulator/simulation/journal';
import { startOutage, writesOf } from '../../../emulator/simulation/outage';
import { recordRun, type RecordedAccount } from '../../../emulator/simulation/record-run';
import { replayRun } from '../../../emulator/simulation/replay-run';
import { randomSchedule } from '../../../emulator/simulation/schedules';
import type { RestletCall } from '../../../emulator/types';
import { bootTurnLab, taker, ticketOf } from './turn-lab';

const COUNT_UP = `const one = record.load({ type: 'customrecord_ticket', id: ids.ticket }); one.setValue('custrecord_ticket_count', one.getValue('custrecord_ticket_count') + 1);
  try { one.save(); return 'saved'; } catch (e) { return e.name; }`;
const CREATE = "const one = record.create({ type: 'customrecord_ticket' }); one.setValue('name', String(Math.random())); one.setValue('custrecord_ticket_code', 'C'); return one.save();";
const SWEEP_CODE = (member: string) => `return { getInputData: () => [1, 2],
  map: (context) => { const made = record.create({ type: 'customrecord_ticket' }); made.setValue('name', context.value); made.setValue('custrecord_ticket_code', 'S'); ${member} made.save(); } };`;

function callOf(emulator: Emulator, code: string): RestletCall {
  const execution = taker(emulator, code, { ticket: ticketOf(emulator) });
  if (execution.kind !== 'restlet') throw new Error('a RESTlet was meant');
  return execution.call;
}

/** Calls, a sweep, a time jump, turns, a kill, an outage and one run inside of another. */
function work(emulator: Emulator, seed = 3) {
  return (account: RecordedAccount) => {
    account.createRecord({ type: 'customrecord_ticket', values: { name: 'Seed', custrecord_ticket_code: 'Q' } });
    account.callRestlet(callOf(emulator, CREATE));
    const outage = emulator.onCall(startOutage({ name: 'UNEXPECTED_ERROR', message: 'down', effect: 'before', calls: 1, hits: writesOf('customrecord_ticket') }).hook);
    account.callRestlet(callOf(emulator, COUNT_UP));
    outage();
    account.interleave([taker(emulator, COUNT_UP, { ticket: ticketOf(emulator) }), taker(emulator, COUNT_UP, { ticket: ticketOf(emulator) }), taker(emulator, CREATE)], randomSchedule(seed, 0.5));
    const kill = emulator.onCall(({ member }) => (member === 'N/record.Record.save' ? { kind: 'kill-after' } : undefined));
    account.callRestlet(callOf(emulator, CREATE));
    kill();
    let inside = false;
    let restarted = false;
    const interruption = emulator.onCall(({ index }) => {
      if (inside || index !== 1) return undefined;
      inside = true;
      account.callRestlet(callOf(emulator, COUNT_UP));
      return undefined;
    });
    account.callRestlet(callOf(emulator, COUNT_UP));
    interruption();
    account.saveAs({ type: 'customrecord_ticket', id: ticketOf(emulator), values: { custrecord_ticket_count: 50 }, actor: emulator.administratorActor(), context: 'USERINTERFACE' });
    const restarts = emulator.onJob(({ stage, point, key }) => (stage === 'map' && point === 'ran' && key === '1' && !restarted ? (restarted = true, 'restart') : undefined));
    account.advanceTime(16 * 60 * 1000);
    restarts();
    account.runSubmitted();
    account.runMapReduce('customscript_sweep', 'customdeploy_sweep_now');
  };
}

const fromFile = (journal: RunJournal) => JSON.parse(JSON.stringify(journal)) as RunJournal;

async function recorded() {
  const emulator = await bootTurnLab({ sweep: SWEEP_CODE('') });
  return recordRun(emulator, 1, work(emulator));
}

describe('the journal of a run', () => {
  it('is the same, byte for byte, for the same run', async () => {
    const first = await recorded();
    expect(JSON.stringify(await recorded())).toBe(JSON.stringify(first));
    expect(first.entries).toHaveLength(10);
    expect(first.entries.flatMap(({ orders }) => orders.map(({ order }) => order.kind))).toEqual(['error-before', 'kill-after', 'job']);
    expect(first.entries.filter(({ within }) => within.length > 0)).toHaveLength(1);
  });

  it('runs again on another account of the same start, to the same end', async () => {
    const journal = fromFile(await recorded());
    const other = await bootTurnLab({ sweep: SWEEP_CODE('') });
    replayRun(other, journal);
    expect(other.digest()).toBe(journal.end);
  });

  it('of another schedule is another', async () => {
    const emulator = await bootTurnLab({ sweep: SWEEP_CODE('') });
    expect(recordRun(emulator, 1, work(emulator, 4)).end).not.toBe((await recorded()).end);
  });
});

describe('a journal that does not fit', () => {
  it.each<[string, (journal: RunJournal) => RunJournal, string]>([
    ['another call', (journal) => ({ ...journal, names: journal.names.map((name) => name.replace('post N/record.load', 'post N/record.transform')) }),
      'The journal does not fit at action 3 (restlet), call 1: it has customscript_inbound post N/record.transform, the code made customscript_inbound post N/record.load.'],
    ['a call too few', (journal) => withCalls(journal, 1, (calls) => calls.slice(0, -1)),
      'The journal does not fit at action 2 (restlet), call 2: it has no further call, the code made customscript_inbound post N/record.Record.save.'],
    ['a call too many', (journal) => withCalls(journal, 1, (calls) => [...calls, ...calls]),
      'The journal does not fit at action 2 (restlet), call 3: it has customscript_inbound post N/record.create, the code made no further call.'],
    ['another turn', (journal) => ({ ...journal, entries: journal.entries.map((entry) => (entry.action.kind === 'interleave' ? { ...entry, action: { ...entry.action, schedule: [7] } } : entry)) }),
      'The journal does not fit at action 4 (interleave), turn 1: it has execution 7 going on, the code made a turn of 0 or 1 or 2.'],
    ['another order', (journal) => ({ ...journal, entries: journal.entries.map((entry) => ({ ...entry, orders: [] })) }),
      'The journal does not fit at action 3 (restlet): it has a reply of digest'],
    ['another start', (journal) => ({ ...journal, start: 'f'.repeat(64) }), 'The journal does not fit at the start: it has the account of digest ffffffffffff'],
    ['another end', (journal) => ({ ...journal, end: 'f'.repeat(64) }), 'The journal does not fit at the end: it has the account of digest ffffffffffff'],
  ])('in %s says where', async (_title, change, message) => {
    const journal = change(fromFile(await recorded()));
    const other = await bootTurnLab({ sweep: SWEEP_CODE('') });
    expect(() => { replayRun(other, journal); }).toThrow(message);
  });

  it('in the code of a script says at which call', async () => {
    const journal = await recorded();
    const other = await bootTurnLab({ sweep: SWEEP_CODE("record.load({ type: 'customrecord_ticket', id: 1 });") });
    expect(() => { replayRun(other, journal); }).toThrow(/action 8 \(advance\), call 4: it has customscript_sweep map N\/record.Record.save, the code made customscript_sweep map N\/record.load/);
  });
});

function withCalls(journal: RunJournal, index: number, change: (calls: readonly number[]) => readonly number[]): RunJournal {
  return { ...journal, entries: journal.entries.map((entry, place) => (place === index ? { ...entry, calls: change(entry.calls) } : entry)) };
}
