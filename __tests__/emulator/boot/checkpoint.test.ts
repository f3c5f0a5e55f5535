import type { Emulator } from '../../../emulator/types';
import { bootTestEmulator } from '../../support/emulator';
import { LAB_FILES } from '../../support/restlet-lab';

function call(emulator: Emulator, argument: Readonly<Record<string, unknown>>): unknown {
  const reply = emulator.callRestlet({ scriptId: 'customscript_inbound', deploymentId: 'customdeploy_inbound', method: 'post', argument, actor: emulator.administratorActor() });
  if (reply.kind !== 'returned') throw new Error(JSON.stringify(reply));
  return reply.value;
}

const tickets = (emulator: Emulator) => emulator.query('SELECT id FROM customrecord_ticket').length;

it('restore takes back rows, cache, counters and randomness', async () => {
  const emulator = await bootTestEmulator({ files: LAB_FILES });
  call(emulator, { act: 'cache', put: 'before' });
  const point = emulator.checkpoint();
  const chance = call(emulator, { act: 'chance' });
  const id = emulator.createRecord({ type: 'customrecord_ticket', values: { name: 'New', custrecord_ticket_code: 'N' } });
  call(emulator, { act: 'cache', put: 'after' });
  point.restore();

  expect(tickets(emulator)).toBe(2);
  expect(call(emulator, { act: 'chance' })).toEqual(chance);
  expect(call(emulator, { act: 'cache' })).toEqual({ value: 'before' });
  expect(emulator.createRecord({ type: 'customrecord_ticket', values: { name: 'New', custrecord_ticket_code: 'N' } })).toBe(id);
});

it('checkpoints nest', async () => {
  const emulator = await bootTestEmulator();
  const create = (code: string) => emulator.createRecord({ type: 'customrecord_ticket', values: { name: code, custrecord_ticket_code: code } });
  const outer = emulator.checkpoint();
  create('A');
  const inner = emulator.checkpoint();
  create('B');
  inner.restore();
  expect(tickets(emulator)).toBe(3);
  outer.restore();
  expect(tickets(emulator)).toBe(2);
});

it('two accounts of one seed draw the same, another seed draws otherwise', async () => {
  const draw = async (seed: number) => call(await bootTestEmulator({ files: LAB_FILES, seed }), { act: 'chance' });
  const first = await draw(7);
  expect(await draw(7)).toEqual(first);
  expect(await draw(8)).not.toEqual(first);
});
