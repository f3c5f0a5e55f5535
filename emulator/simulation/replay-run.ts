import type { Actor, GateHook } from '../runtime/types';
import type { JobHook } from '../scripts/map-reduce-model';
import type { Emulator, TurnTaker } from '../types';
import { JournalMismatch, type ActionReply, type ActorName, type JournalEntry, type JournaledAction, type JournaledOrder, type JournaledTurnTaker, type RunJournal } from './journal';
import { callName, momentName, replyDigest } from './record-run';
import type { SuiteletCall } from '../ui/page-calls';

/**
 * Runs a journal again on the account that it started from: the same actions, orders and turns. Throws JournalMismatch with
 * the first place where the code makes another call, gives another reply or leaves the account otherwise than the journal has it.
 */
export function replayRun(emulator: Emulator, journal: RunJournal): void {
  requireSame('the start', 'the account', journal.start, emulator.digest());
  const replay = new Replay(emulator, journal.names);
  const removals = [emulator.onCall(replay.callHook), emulator.onJob(replay.jobHook)];
  try {
    journal.entries.forEach((entry, index) => { replay.run(entry, `action ${String(index + 1)} (${entry.action.kind})`); });
  } finally {
    for (const remove of removals) remove();
  }
  requireSame('the end', 'the account', journal.end, emulator.digest());
}

function requireSame(place: string, what: string, expected: string, found: string): void {
  if (expected !== found) throw new JournalMismatch(place, `${what} of digest ${expected.slice(0, 12)}`, `one of digest ${found.slice(0, 12)}`);
}

interface OpenEntry {
  readonly entry: JournalEntry;
  readonly place: string;
  next: number;
}

class Replay {
  private readonly open: OpenEntry[] = [];

  constructor(private readonly emulator: Emulator, private readonly names: readonly string[]) {}

  readonly callHook: GateHook = (call) => {
    const order = this.next(callName(call));
    return order?.kind === 'job' ? undefined : order;
  };

  readonly jobHook: JobHook = (moment) => {
    const order = this.next(momentName(moment));
    return order?.kind === 'job' ? order.order : undefined;
  };

  /** The order for the next call or moment, which must be the one of this name. */
  private next(found: string): JournaledOrder | undefined {
    const current = this.open.at(-1);
    if (current === undefined) return undefined;
    const { entry, place } = current;
    const at = current.next;
    for (const inner of entry.within.filter((each) => each.at === at)) this.run(inner.entry, `${place}, before call ${String(at + 1)}, ${inner.entry.action.kind}`);
    const expected = this.names[entry.calls[at] ?? -1];
    if (expected !== found) throw new JournalMismatch(`${place}, call ${String(at + 1)}`, expected ?? 'no further call', found);
    current.next = at + 1;
    return entry.orders.find((each) => each.at === at)?.order;
  }

  run(entry: JournalEntry, place: string): void {
    const open: OpenEntry = { entry, place, next: 0 };
    this.open.push(open);
    try {
      const reply = this.act(entry.action, place);
      const expected = this.names[entry.calls[open.next] ?? -1];
      if (expected !== undefined) throw new JournalMismatch(`${place}, call ${String(open.next + 1)}`, expected, 'no further call');
      requireSame(place, 'a reply', entry.reply, replyDigest(reply));
    } finally {
      this.open.pop();
    }
  }

  private act(action: JournaledAction, place: string): ActionReply {
    const { emulator } = this;
    switch (action.kind) {
      case 'restlet': return emulator.callRestlet({ ...action.call, actor: this.actor(action.call.actor) });
      case 'suitelet': return emulator.callSuitelet(this.suiteletCall(action));
      case 'map-reduce': return emulator.runMapReduce(action.scriptId, action.deploymentId);
      case 'save': return emulator.saveAs({ ...action.request, actor: this.actor(action.request.actor) });
      case 'create': return emulator.createRecord(action.record);
      case 'submitted': return emulator.runSubmitted();
      case 'advance': return emulator.advanceTime(action.ms);
      case 'pass':
        emulator.passTime(action.ms);
        return 0;
      case 'interleave': return this.interleave(action, place);
    }
  }

  private interleave(action: Extract<JournaledAction, { readonly kind: 'interleave' }>, place: string): ActionReply {
    const options = action.neverAgain === null ? {} : { neverAgain: action.neverAgain };
    return this.emulator.interleave(action.executions.map((each) => this.turnTaker(each)), ({ index, runnable }) => {
      const next = action.schedule[index];
      if (next !== undefined && runnable.includes(next)) return next;
      throw new JournalMismatch(`${place}, turn ${String(index + 1)}`, next === undefined ? 'no further turn' : `execution ${String(next)} going on`, `a turn of ${runnable.join(' or ')}`);
    }, options).replies;
  }

  private turnTaker(execution: JournaledTurnTaker): TurnTaker {
    switch (execution.kind) {
      case 'restlet': return { kind: 'restlet', call: { ...execution.call, actor: this.actor(execution.call.actor) } };
      case 'suitelet': return { kind: 'suitelet', call: this.suiteletCall(execution) };
      case 'save': return { kind: 'save', request: { ...execution.request, actor: this.actor(execution.request.actor) } };
      case 'map-reduce': return execution;
    }
  }

  private suiteletCall({ call }: Extract<JournaledTurnTaker, { readonly kind: 'suitelet' }>): SuiteletCall {
    return { ...call, actor: this.actor(call.actor), session: new Map(Object.entries(call.session)) };
  }

  private actor({ userId, role }: ActorName): Actor {
    const administrator = this.emulator.administratorActor();
    return userId === administrator.userId ? administrator : this.emulator.actor(userId, role);
  }
}
