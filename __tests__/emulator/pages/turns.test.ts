import { recordRun } from '../../../emulator/simulation/record-run';
import { replayRun } from '../../../emulator/simulation/replay-run';
import type { Emulator, TurnTaker } from '../../../emulator/types';
import { bootWithSuitelet } from '../../support/suitelet-project';

/** Adds one to a ticket's count by reading and writing it. */
const ADD = `const one = record.load({ type: 'customrecord_ticket', id: 1 }); one.setValue('custrecord_ticket_count', one.getValue('custrecord_ticket_count') + 1); one.save();
  runtime.getCurrentSession().set({ name: 'done', value: 'T' }); response.write(String(one.id));`;

const post = (emulator: Emulator): Extract<TurnTaker, { readonly kind: 'suitelet' }> => ({
  kind: 'suitelet',
  call: {
    scriptId: 'customscript_page', deploymentId: 'customdeploy_page', actor: emulator.administratorActor(), session: new Map([['a', 'b']]),
    request: { method: 'POST', url: '/', headers: {}, parameters: { code: ADD }, body: '' },
  },
});

const boot = () => bootWithSuitelet({ callCostMs: 1 });
const countOf = (emulator: Emulator) => emulator.readRecord('customrecord_ticket', 1).values['custrecord_ticket_count'];

describe('Suitelets that run at the same time', () => {
  it('take turns at every N/* call: of a double click the later save is refused', async () => {
    const emulator = await boot();
    const { replies } = emulator.interleave([post(emulator), post(emulator)], ({ index, runnable }) => runnable[index % runnable.length]!);
    expect(replies).toMatchObject([{ kind: 'suitelet', reply: { kind: 'written', content: '1' } }, { kind: 'suitelet', reply: { kind: 'failed', code: 'CUSTOM_RECORD_COLLISION' } }]);
    expect(countOf(emulator)).toBe(4);
  });

  it('are kept in a journal, and run again the same', async () => {
    const emulator = await boot();
    const journal = recordRun(emulator, 1, (account) => {
      account.callSuitelet(post(emulator).call);
      account.interleave([post(emulator), post(emulator)], ({ runnable }) => runnable[0]!);
    });
    expect(() => { replayRun(emulator, journal); }).toThrow();
    const again = await boot();
    replayRun(again, journal);
    expect(countOf(again)).toBe(countOf(emulator));
  });
});
