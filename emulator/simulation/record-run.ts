import { createHash } from 'node:crypto';
import type { Actor, GateCall } from '../runtime/types';
import type { JobMoment } from '../scripts/map-reduce-model';
import type { Emulator, SaveRequest, TurnTaker } from '../types';
import type { Chooser } from './interleave';
import type { ActionReply, ActorName, JournalEntry, JournaledAction, JournaledOrder, JournaledTurnTaker, RunJournal } from './journal';
import type { SuiteletCall } from '../ui/page-calls';

/** What can be asked of an account while a journal of it is kept. Everything else of the emulator may be read meanwhile, not called to write. */
export type RecordedAccount = Pick<Emulator, 'callRestlet' | 'callSuitelet' | 'runMapReduce' | 'runSubmitted' | 'advanceTime' | 'passTime' | 'saveAs' | 'createRecord' | 'interleave'>;

/** Does `work` on the account and returns the journal of it. Hooks installed on the emulator order faults as ever; what they order is kept. */
export function recordRun(emulator: Emulator, seed: number, work: (account: RecordedAccount) => void): RunJournal {
  const start = emulator.digest();
  const recorder = new Recorder();
  const removals = [
    emulator.onOrder((call, order) => { recorder.note(callName(call), order); }),
    emulator.onJobOrder((moment, order) => { recorder.note(momentName(moment), order === undefined ? undefined : { kind: 'job', order }); }),
  ];
  try {
    work(recordedAccount(emulator, recorder));
  } finally {
    for (const remove of removals) remove();
  }
  return { version: 1, seed, start, names: recorder.names(), entries: recorder.entries, end: emulator.digest() };
}

/** How a call is named in a journal. */
export function callName({ execution, member }: GateCall): string {
  return `${execution.scriptId} ${execution.entryPoint} ${member}`;
}

/** How a moment of a Map/Reduce job is named in a journal. */
export function momentName({ scriptId, stage, point, processor }: JobMoment): string {
  return `${scriptId} ${stage} (job ${String(processor)} ${point})`;
}

export function replyDigest(reply: ActionReply): string {
  return createHash('sha256').update(JSON.stringify(reply)).digest('hex');
}

interface OpenEntry {
  readonly calls: number[];
  readonly orders: { readonly at: number; readonly order: JournaledOrder }[];
  readonly within: { readonly at: number; readonly entry: JournalEntry }[];
}

class Recorder {
  readonly entries: JournalEntry[] = [];
  private readonly places = new Map<string, number>();
  private readonly open: OpenEntry[] = [];

  names(): readonly string[] {
    return [...this.places.keys()];
  }

  /** Calls outside of a recorded action belong to nobody's journal. */
  note(name: string, order: JournaledOrder | undefined): void {
    const entry = this.open.at(-1);
    if (entry === undefined) return;
    const place = this.places.get(name) ?? this.places.size;
    this.places.set(name, place);
    if (order !== undefined) entry.orders.push({ at: entry.calls.length, order });
    entry.calls.push(place);
  }

  /** `finished`: the action as it is kept, where only its end tells. */
  during<T>(run: () => T, finished: (value: T) => { readonly action: JournaledAction; readonly reply: ActionReply }): T {
    const entry: OpenEntry = { calls: [], orders: [], within: [] };
    this.open.push(entry);
    try {
      const value = run();
      const { action, reply } = finished(value);
      this.keep({ action, ...entry, reply: replyDigest(reply) });
      return value;
    } finally {
      this.open.pop();
    }
  }

  private keep(entry: JournalEntry): void {
    const outer = this.open.at(-2);
    if (outer === undefined) this.entries.push(entry);
    else outer.within.push({ at: outer.calls.length, entry });
  }
}

function recordedAccount(emulator: Emulator, recorder: Recorder): RecordedAccount {
  return {
    callRestlet: (call) => recorder.during(() => emulator.callRestlet(call), (reply) => ({ action: journaled({ kind: 'restlet', call }), reply })),
    callSuitelet: (call) => {
      const action = journaled({ kind: 'suitelet', call });
      return recorder.during(() => emulator.callSuitelet(call), (reply) => ({ action, reply }));
    },
    runMapReduce: (scriptId, deploymentId) => recorder.during(
      () => emulator.runMapReduce(scriptId, deploymentId), (reply) => ({ action: { kind: 'map-reduce', scriptId, deploymentId }, reply })),
    runSubmitted: () => recorder.during(() => emulator.runSubmitted(), (reply) => ({ action: { kind: 'submitted' }, reply })),
    advanceTime: (ms) => recorder.during(() => emulator.advanceTime(ms), (reply) => ({ action: { kind: 'advance', ms }, reply })),
    passTime: (ms) => { recorder.during(() => { emulator.passTime(ms); return 0; }, (reply) => ({ action: { kind: 'pass', ms }, reply })); },
    saveAs: (request) => recorder.during(() => emulator.saveAs(request), (reply) => ({ action: journaled({ kind: 'save', request }), reply })),
    createRecord: (record) => recorder.during(() => emulator.createRecord(record), (reply) => ({ action: { kind: 'create', record }, reply })),
    interleave: (executions: readonly TurnTaker[], chooser: Chooser, options = {}) => recorder.during(
      () => emulator.interleave(executions, chooser, options), ({ schedule, replies }) => ({
        action: { kind: 'interleave', executions: executions.map(journaled), neverAgain: options.neverAgain ?? null, schedule }, reply: replies,
      })),
  };
}

function journaled(execution: TurnTaker): JournaledTurnTaker {
  switch (execution.kind) {
    case 'restlet': return { kind: 'restlet', call: { ...execution.call, actor: nameOf(execution.call.actor) } };
    case 'suitelet': return { kind: 'suitelet', call: journaledPage(execution.call) };
    case 'save': return { kind: 'save', request: withName(execution.request) };
    case 'map-reduce': return execution;
  }
}

function journaledPage({ session, actor, ...call }: SuiteletCall): Extract<JournaledTurnTaker, { readonly kind: 'suitelet' }>['call'] {
  if (call.request.files !== undefined) throw new RangeError('A journal holds no uploads.');
  return { ...call, actor: nameOf(actor), session: Object.fromEntries(session ?? []) };
}

function withName(request: SaveRequest): Omit<SaveRequest, 'actor'> & { readonly actor: ActorName } {
  return { ...request, actor: nameOf(request.actor) };
}

function nameOf({ userId, roleScriptId }: Actor): ActorName {
  return { userId, role: roleScriptId };
}
