import { followSchedule, IN_ORDER, randomSchedule } from '../../../emulator/simulation/schedules';
import type { TurnTaker } from '../../../emulator/types';
import { bootTestEmulator } from '../../support/emulator';
import { bootTurnLab, outcomes, runBothWays, SWEEP, taker, ticketOf, tried } from './turn-lab';

const LOAD = "const one = record.load({ type: 'customrecord_ticket', id: ids.ticket });";
/** Reads a count, lets one more call pass, writes it back one higher. */
const COUNT_UP = `${LOAD} const seen = one.getValue('custrecord_ticket_count'); one.setValue('custrecord_ticket_count', seen + 1); try { one.save(); return seen + 1; } catch (e) { return e.name; }`;
const COUNT_BLINDLY = `${LOAD} const seen = one.getValue('custrecord_ticket_count');
  record.submitFields({ type: 'customrecord_ticket', id: ids.ticket, values: { custrecord_ticket_count: seen + 1 } }); return seen + 1;`;
const CREATE = `const one = record.create({ type: 'customrecord_ticket' }); one.setValue('name', 'N'); one.setValue('externalid', 'same'); one.setValue('custrecord_ticket_code', 'C');
  one.setValue('custrecord_ticket_count', one.getValue('custrecord_ticket_count') + 1);
  try { return one.save(); } catch (e) { return e.name; }`;
const LOGGED = `return [1, 2, 3].map(() => { log.debug('t', 'd'); return [Date.now(), Math.random()]; });`;

describe('two executions that take turns', () => {
  it('one that saves a record which another saved since is told so, and its next try succeeds', async () => {
    const emulator = await bootTurnLab();
    const one = taker(emulator, COUNT_UP, { ticket: ticketOf(emulator) });
    const whole = tried(emulator, () => emulator.interleave([one, one], IN_ORDER));
    const crossed = tried(emulator, () => emulator.interleave([one, one], followSchedule([0, 0, 1, 1, 1])));
    expect(outcomes(whole.replies)).toEqual([4, 5]);
    expect(outcomes(crossed.replies)).toEqual(['CUSTOM_RECORD_COLLISION', 4]);
    expect(crossed).toMatchObject({ preemptions: 1, resumptions: 0 });
  });

  it('a lost update is lost where nothing guards it', async () => {
    const emulator = await bootTurnLab();
    const one = taker(emulator, COUNT_BLINDLY, { ticket: ticketOf(emulator) });
    expect(outcomes(emulator.interleave([one, one], followSchedule([0, 0, 1])).replies)).toEqual([4, 4]);
  });

  it('of two that create under one external id, one is refused', async () => {
    const emulator = await bootTurnLab();
    const one = taker(emulator, CREATE);
    for (let seed = 0; seed < 20; seed += 1) {
      const found = tried(emulator, () => outcomes(emulator.interleave([one, one], randomSchedule(seed, 0.5)).replies));
      expect([...found].sort()).toEqual([3, 'DUP_CSTM_RCRD_ENTRY']);
    }
  });

  it.each([[[0, 0, 1, 1, 0, 0, 1]], [[1, 1, 0, 0, 1, 1]], [[0, 1, 0, 1, 0, 1, 0, 1, 0, 1]]])('the schedule %j gives one run, whichever execution is run again', async (schedule) => {
    const emulator = await bootTurnLab();
    const ids = { ticket: ticketOf(emulator) };
    const [first, second] = runBothWays(emulator, [taker(emulator, COUNT_UP, ids), taker(emulator, CREATE, ids)], schedule);
    expect(second).toEqual(first);
  });

  it('one that is taken up again sees the times and the numbers of then', async () => {
    const emulator = await bootTurnLab();
    const one = taker(emulator, LOGGED);
    const [first, second] = runBothWays(emulator, [one, one], [0, 1, 0, 1, 0, 1]);
    expect(second).toEqual(first);
  });

  it('three executions take turns', async () => {
    const emulator = await bootTurnLab();
    const ids = { ticket: ticketOf(emulator) };
    const all = [taker(emulator, COUNT_BLINDLY, ids), taker(emulator, COUNT_BLINDLY, ids), taker(emulator, COUNT_BLINDLY, ids)];
    const found = runBothWays(emulator, all, [0, 0, 1, 1, 2, 2, 0, 1]);
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
  });
});

describe('a Map/Reduce that takes turns', () => {
  const SWEEP_CODE = `return {
    getInputData: () => ({ type: 'suiteql', query: 'SELECT id FROM customrecord_ticket ORDER BY id', params: [] }),
    map: (context) => { context.write({ key: 'all', value: String(JSON.parse(context.value).values[0]) }); },
    reduce: (context) => { for (const id of context.values) { const one = record.load({ type: 'customrecord_ticket', id: Number(id) }); one.setValue('custrecord_ticket_count', 100); one.save(); } },
    summarize: (summary) => { log.audit('done', String(summary.usage)); },
  };`;

  it('is left and taken up again between the calls of a RESTlet', async () => {
    const emulator = await bootTurnLab({ sweep: SWEEP_CODE });
    const one = taker(emulator, COUNT_UP, { ticket: ticketOf(emulator) });
    for (let seed = 0; seed < 12; seed += 1) {
      const { schedule } = tried(emulator, () => emulator.interleave([one, SWEEP], randomSchedule(seed, 0.4)));
      const [first, second] = runBothWays(emulator, [one, SWEEP], schedule);
      expect(second).toEqual(first);
    }
  });

  it('and is restarted meanwhile is one run, whichever execution is run again', async () => {
    const emulator = await bootTurnLab({ sweep: SWEEP_CODE });
    const all = [taker(emulator, COUNT_UP, { ticket: ticketOf(emulator) }), SWEEP];
    const runs = all.map((_each, neverAgain) => tried(emulator, () => {
      let moments = 0;
      const remove = emulator.onJob(({ stage, point }) => {
        if (stage !== 'reduce' || point !== 'ran') return undefined;
        moments += 1;
        return moments === 1 ? 'restart' : undefined;
      });
      const { replies } = emulator.interleave(all, randomSchedule(3, 0.5), { neverAgain });
      remove();
      return { replies, moments, digest: emulator.digest() };
    }));
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[0]?.moments).toBe(2);
  });

  it('a second run of its deployment is refused while the first is unfinished', async () => {
    const emulator = await bootTurnLab({ sweep: SWEEP_CODE });
    const found = emulator.interleave([SWEEP, SWEEP], followSchedule([0, 0, 1]));
    expect(found.replies[0]).toMatchObject({ kind: 'map-reduce', report: { status: 'COMPLETE' } });
    expect(found.replies[1]).toMatchObject({ kind: 'refused', name: 'MAP_REDUCE_ALREADY_RUNNING' });
    expect(emulator.interleave([SWEEP], IN_ORDER).replies[0]).toMatchObject({ kind: 'map-reduce', report: { status: 'COMPLETE' } });
  });
});

describe('user events of executions that take turns', () => {
  const SPREADS = {
    spreads: { body: `return {
      beforeLoad: ({ newRecord }) => { log.debug('load', newRecord.type); newRecord.setValue('custrecord_ticket_count', newRecord.getValue('custrecord_ticket_count') + 4); },
      beforeSubmit: ({ newRecord }) => { log.debug('before', newRecord.type); newRecord.setValue('custrecord_ticket_count', Number(newRecord.getValue('custrecord_ticket_count')) + 10); },
      afterSubmit: ({ newRecord, oldRecord }) => {
        log.debug('after', String(newRecord.getValue('custrecord_ticket_count')));
        const other = record.create({ type: 'customrecord_ticket' }); other.setValue('name', 'Copy'); other.setValue('custrecord_ticket_code', 'X-' + (oldRecord === null ? 'new' : oldRecord.id));
        other.save();
      },
    };` },
  };

  it('are left and taken up again with what they were shown', async () => {
    const emulator = await bootTurnLab({ userEvents: SPREADS });
    const ids = { ticket: ticketOf(emulator) };
    const all = [taker(emulator, COUNT_UP, ids), taker(emulator, CREATE, ids)];
    let insideUserEvents = 0;
    for (let seed = 0; seed < 15; seed += 1) {
      const { schedule, turns } = tried(emulator, () => emulator.interleave(all, randomSchedule(seed, 0.5)));
      insideUserEvents += turns.filter(({ boundary, current, next }) => boundary?.scriptId === 'customscript_spreads' && next !== current).length;
      const [first, second] = runBothWays(emulator, all, schedule);
      expect(second).toEqual(first);
    }
    expect(insideUserEvents).toBeGreaterThan(10);
  });

  it('nobody comes between beforeSubmit and its write', async () => {
    const emulator = await bootTurnLab({ userEvents: SPREADS });
    const { turns } = emulator.interleave([taker(emulator, CREATE), taker(emulator, CREATE)], randomSchedule(1, 0.5));
    expect(turns.some(({ boundary }) => boundary?.entryPoint === 'afterSubmit')).toBe(true);
    expect(turns.some(({ boundary }) => boundary?.entryPoint === 'beforeSubmit')).toBe(false);
  });
});

describe('orders to executions that take turns', () => {
  it.each([['kill-before'], ['kill-after'], ['usage-exhausted'], ['time-exceeded']] as const)('%s hits the call it is meant for, whichever execution is run again', async (kind) => {
    const emulator = await bootTurnLab();
    const ids = { ticket: ticketOf(emulator) };
    const all = [taker(emulator, COUNT_UP, ids), taker(emulator, CREATE, ids)];
    for (const hit of [0, 1, 2, 3]) {
      const runs = all.map((_each, neverAgain) => tried(emulator, () => {
        let seen = -1;
        const remove = emulator.onCall(() => {
          seen += 1;
          return seen === hit ? { kind } : undefined;
        });
        const { replies } = emulator.interleave(all, followSchedule([0, 1, 0, 1, 0, 1]), { neverAgain });
        remove();
        return { replies, seen, digest: emulator.digest() };
      }));
      expect(runs[1]).toEqual(runs[0]);
      expect(runs[0]?.replies.filter((reply) => reply.kind === 'restlet' && reply.reply.kind !== 'returned')).toHaveLength(1);
    }
  });
});

describe('an interleaving', () => {
  it('needs time that moves by calls alone', async () => {
    const emulator = await bootTestEmulator({ callCostMs: undefined } as object);
    expect(() => emulator.interleave([taker(emulator, CREATE)], IN_ORDER)).toThrow('boot with callCostMs');
  });

  it('whose chooser names an execution that cannot go on ends, and the account goes on', async () => {
    const emulator = await bootTurnLab();
    const one = taker(emulator, CREATE);
    expect(() => emulator.interleave([one, one], ({ index }) => (index === 1 ? 9 : 0))).toThrow('At turn 1 execution 9 cannot go on; 0, 1 can.');
    expect(outcomes(emulator.interleave([one], IN_ORDER).replies)).toEqual([3]);
  });

  it('a script that draws on what no step gave it is told apart when it is taken up again', async () => {
    const emulator = await bootTurnLab();
    let turn = 0;
    const drifting = { ...taker(emulator, ''), get call() {
      turn += 1;
      const execution = taker(emulator, turn === 1 ? CREATE : 'record.load({ type: "customrecord_ticket", id: 1 });');
      return execution.kind === 'restlet' ? execution.call : undefined;
    } } as TurnTaker;
    expect(() => emulator.interleave([taker(emulator, CREATE), drifting], followSchedule([0, 1, 1, 0, 1]))).toThrow('it draws on something that no step gave it');
  });
});
