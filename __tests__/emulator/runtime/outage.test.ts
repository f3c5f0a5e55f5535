import { startOutage, writesOf, type Outage } from '../../../emulator/simulation/outage';
import type { Emulator } from '../../../emulator/types';
import { codeValue } from '../../support/user-event-project';
import { bootTurnLab, ticketOf } from './turn-lab';

const DOWN = { name: 'UNEXPECTED_ERROR', message: 'down' } as const;

/** Five saves, each of a record loaded anew; tells of each whether it failed. */
const SAVES = `return [1, 2, 3, 4, 5].map((n) => {
  const one = record.load({ type: 'customrecord_ticket', id: ids.ticket });
  one.setValue('custrecord_ticket_count', n);
  try { one.save(); return 'saved'; } catch (e) { return e.name; }
});`;

function savesDuring(emulator: Emulator, outage: Outage) {
  const running = startOutage(outage);
  const remove = emulator.onCall(running.hook);
  const told = codeValue(emulator, SAVES, { ids: { ticket: ticketOf(emulator) } }) as readonly string[];
  remove();
  const count = emulator.readRecord('customrecord_ticket', ticketOf(emulator)).values['custrecord_ticket_count'];
  return { told: told.map((each) => (each === 'saved' ? '+' : '-')).join(''), count, failed: running.failed() };
}

const saves = writesOf('customrecord_ticket');

describe('an outage', () => {
  it.each<[string, Outage, ReturnType<typeof savesDuring>]>([
    ['of the next two calls it hits', { ...DOWN, effect: 'before', hits: saves, calls: 2 }, { told: '--+++', count: 5, failed: 2 }],
    ['of all calls it hits', { ...DOWN, effect: 'before', hits: saves }, { told: '-----', count: 3, failed: 5 }],
    ['after the effect', { ...DOWN, effect: 'after', hits: saves }, { told: '-----', count: 5, failed: 5 }],
    ['of other records', { ...DOWN, effect: 'before', hits: writesOf('salesorder') }, { told: '+++++', count: 5, failed: 0 }],
  ])('%s', async (_title, outage, expected) => {
    const emulator = await bootTurnLab();
    expect(savesDuring(emulator, outage)).toEqual(expected);
  });

  it('lasts from one NetSuite time until another', async () => {
    const emulator = await bootTurnLab();
    const startMs = emulator.nowMs();
    // Each turn is a load and a save of 20 ms each: the saves are at 40, 80, 120, 160 and 200 ms.
    expect(savesDuring(emulator, { ...DOWN, effect: 'before', hits: saves, fromMs: startMs + 80, untilMs: startMs + 160 }).told).toBe('+--++');
  });

  it('throws an error that the script knows by the name given', async () => {
    const emulator = await bootTurnLab();
    emulator.onCall(startOutage({ name: 'SSS_REQUEST_LIMIT_EXCEEDED', message: 'busy', effect: 'before', calls: 1 }).hook);
    const told = codeValue(emulator, "try { record.load({ type: 'customrecord_ticket', id: ids.ticket }); } catch (e) { return [e.name, e.message]; }", { ids: { ticket: ticketOf(emulator) } });
    expect(told).toEqual(['SSS_REQUEST_LIMIT_EXCEEDED', 'busy']);
  });
});
