import { explore, exploreAtRandom, touchesAccount, type ExploredRun } from '../../../emulator/simulation/explore';
import { followSchedule } from '../../../emulator/simulation/schedules';
import type { Emulator } from '../../../emulator/types';
import { scriptFile } from '../../support/sdf-project';
import { bootTurnLab, outcomes, taker, ticketOf } from './turn-lab';

const COUNT = `const one = record.load({ type: 'customrecord_ticket', id: ids.ticket }); const seen = one.getValue('custrecord_ticket_count');`;
const BLIND = `${COUNT} record.submitFields({ type: 'customrecord_ticket', id: ids.ticket, values: { custrecord_ticket_count: seen + 1 } }); return seen + 1;`;
const GUARDED = `for (;;) { ${COUNT} one.setValue('custrecord_ticket_count', seen + 1); try { one.save(); return seen + 1; } catch (e) { if (e.name !== 'CUSTOM_RECORD_COLLISION') throw e; } }`;
const TOUCHES = (calls: number) => `for (let n = 0; n < ${String(calls)}; n += 1) record.load({ type: 'customrecord_ticket', id: ids.ticket });`;

/** What most integrations do: look whether it is there, then create it. */
const LOOKS_FIRST = scriptFile('Restlet', `return { post: ({ ids }) => {
  const [known] = query.runSuiteQL({ query: 'SELECT id FROM customrecord_ticket WHERE custrecord_ticket_code = ?', params: [ids.key] }).asMappedResults();
  if (known) return known.id;
  const one = record.create({ type: 'customrecord_ticket' }); one.setValue('name', ids.key); one.setValue('custrecord_ticket_code', ids.key);
  if (ids.unique) one.setValue('externalid', ids.key);
  try { return one.save(); } catch (e) { return e.name; }
} };`, ['N/record', 'N/query']);

function countOf(emulator: Emulator): unknown {
  return emulator.readRecord('customrecord_ticket', ticketOf(emulator)).values['custrecord_ticket_count'];
}

/** A count of 3 that two executions count up is 5. */
const bothCounted = (emulator: Emulator) => () => (countOf(emulator) === 5 ? [] : [`the count is ${String(countOf(emulator))}`]);

const binomial = (n: number, k: number): number => (k === 0 ? 1 : (binomial(n, k - 1) * (n - k + 1)) / k);

describe('all schedules', () => {
  it.each([[1, 1], [2, 2], [3, 2], [3, 3]])('of executions with %i and %i calls are run, each once', async (first, second) => {
    const emulator = await bootTurnLab();
    const ids = { ticket: ticketOf(emulator) };
    const seen = new Set<string>();
    const executions = [taker(emulator, TOUCHES(first), ids), taker(emulator, TOUCHES(second), ids)];
    const report = explore({ emulator, executions, check: ({ schedule }) => { seen.add(schedule.join('')); return []; } });
    // Between its calls, and before its first, an execution of n calls has n + 1 stretches.
    expect(report).toMatchObject({ complete: true, schedules: binomial(first + second + 2, first + 1) });
    expect(seen.size).toBe(report.schedules);
  });

  it('find the lost update, and the schedule that they name loses it again', async () => {
    const emulator = await bootTurnLab();
    const executions = [taker(emulator, BLIND, { ticket: ticketOf(emulator) }), taker(emulator, BLIND, { ticket: ticketOf(emulator) })];
    const { findings, schedules } = explore({ emulator, executions, check: bothCounted(emulator), mostFindings: 100 });
    expect(schedules).toBe(20);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.length).toBeLessThan(schedules);
    emulator.interleave(executions, followSchedule(findings[0]!.schedule));
    expect(countOf(emulator)).toBe(4);
  });

  it('find nothing where the save is guarded by its version', async () => {
    const emulator = await bootTurnLab();
    const executions = [taker(emulator, GUARDED, { ticket: ticketOf(emulator) }), taker(emulator, GUARDED, { ticket: ticketOf(emulator) })];
    const collided = new Set<number>();
    const report = explore({
      emulator, executions, alike: true,
      check: (run) => { collided.add(run.turns.length); return bothCounted(emulator)(); },
    });
    expect(report).toMatchObject({ complete: true, findings: [] });
    expect(report.schedules).toBeGreaterThanOrEqual(10);
    expect(collided.size).toBeGreaterThan(1);
  });

  it('find the second record of a script that looks first and creates then, and none of one that creates under an external id', async () => {
    const emulator = await bootTurnLab({ files: { 'FileCabinet/SuiteScripts/sample/inbound.js': LOOKS_FIRST } });
    const naive = taker(emulator, '', { key: 'order-1', unique: false });
    const safe = taker(emulator, '', { key: 'order-1', unique: true });
    const check = () => (emulator.query("SELECT id FROM customrecord_ticket WHERE custrecord_ticket_code = 'order-1'").length === 1 ? [] : ['not one record']);
    const found = explore({ emulator, executions: [naive, naive], check, alike: true });
    expect(found.findings.length).toBeGreaterThan(0);
    expect(explore({ emulator, executions: [naive, naive], check }, 0)).toMatchObject({ schedules: 2, findings: [] });
    expect(explore({ emulator, executions: [safe, safe], check, alike: true })).toMatchObject({ complete: true, findings: [] });
  });

  it('leave the account as it was', async () => {
    const emulator = await bootTurnLab();
    const before = emulator.digest();
    const one = taker(emulator, BLIND, { ticket: ticketOf(emulator) });
    explore({ emulator, executions: [one, one], check: () => [] });
    expect(emulator.digest()).toBe(before);
  });
});

describe('schedules of few preemptions', () => {
  it.each([[0, 2], [1, 8], [2, 26]])('of at most %i are %i for two executions of three calls', async (bound, expected) => {
    const emulator = await bootTurnLab();
    const one = taker(emulator, TOUCHES(3), { ticket: ticketOf(emulator) });
    const preemptions: number[] = [];
    const all: ExploredRun[] = [];
    const report = explore({ emulator, executions: [one, one], check: (run) => { preemptions.push(run.preemptions); return []; } }, bound);
    explore({ emulator, executions: [one, one], check: (run) => { all.push(run); return []; } });
    expect(Math.max(...preemptions)).toBe(bound);
    expect(report.schedules).toBe(all.filter((run) => run.preemptions <= bound).length);
    expect(report.schedules).toBe(expected);
  });

  it('leave executions only where they may be left', async () => {
    const emulator = await bootTurnLab();
    const one = taker(emulator, "record.create({ type: 'customrecord_ticket' }); record.load({ type: 'customrecord_ticket', id: ids.ticket });", { ticket: ticketOf(emulator) });
    const report = explore({ emulator, executions: [one, one], check: () => [], mayLeaveAt: touchesAccount });
    expect(Object.keys(report.leftAt)).toEqual(['N/record.load']);
  });

  it('end where they are told to, and say so', async () => {
    const emulator = await bootTurnLab();
    const one = taker(emulator, TOUCHES(4), { ticket: ticketOf(emulator) });
    expect(explore({ emulator, executions: [one, one], check: () => [], mostSchedules: 5 })).toMatchObject({ schedules: 5, complete: false });
    expect(explore({ emulator, executions: [one, one], check: () => ['broken'], mostFindings: 2 })).toMatchObject({ schedules: 2, complete: false });
  });
});

describe('schedules at random', () => {
  it('are the same from the same seed, and others from another', async () => {
    const emulator = await bootTurnLab();
    const one = taker(emulator, TOUCHES(6), { ticket: ticketOf(emulator) });
    const schedulesOf = (seed: number) => {
      const found: string[] = [];
      exploreAtRandom({ emulator, executions: [one, one, one], check: ({ schedule, replies }) => { outcomes(replies); found.push(schedule.join('')); return []; } }, { seed, runs: 5, switchRate: 0.3 });
      return found;
    };
    expect(schedulesOf(1)).toEqual(schedulesOf(1));
    expect(schedulesOf(1)).not.toEqual(schedulesOf(100));
  });
});
