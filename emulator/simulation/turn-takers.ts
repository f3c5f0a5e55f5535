import type { AccountSteps } from '../runtime/steps';
import type { AccountClock } from '../runtime/types';
import type { RunningDeployments } from '../scripts/running-deployments';
import type { Emulator, TurnTaker, TurnTakerReply } from '../types';
import { interleave, type Chooser, type Interleaved, type InterleaveOptions } from './interleave';

export interface TurnTakerParts extends InterleaveOptions {
  readonly emulator: Emulator;
  readonly steps: AccountSteps;
  readonly running: RunningDeployments;
  readonly clock: AccountClock;
}

/** Runs executions of an account in turns. */
export function interleaveExecutions(
  parts: TurnTakerParts, executions: readonly TurnTaker[], chooser: Chooser,
): Interleaved<TurnTakerReply> {
  const { emulator, steps, clock } = parts;
  const costly = executions.findIndex(({ kind }) => kind === 'map-reduce');
  const neverAgain = parts.neverAgain ?? (costly < 0 ? undefined : costly);
  try {
    return interleave({
      steps, chooser, nowMs: () => clock.nowMs(), neverAgain, executions: executions.map((execution) => () => run(emulator, execution)),
    });
  } catch (error) {
    unmark(parts, executions);
    throw error;
  }
}

function run(emulator: Emulator, execution: TurnTaker): TurnTakerReply {
  switch (execution.kind) {
    case 'restlet': return { kind: 'restlet', reply: emulator.callRestlet(execution.call) };
    case 'suitelet': return { kind: 'suitelet', reply: emulator.callSuitelet({ ...execution.call, session: new Map(execution.call.session) }) };
    case 'save': return { kind: 'save', reply: emulator.saveAs(execution.request) };
    case 'map-reduce': return runMapReduce(emulator, execution);
  }
}

function runMapReduce(emulator: Emulator, { scriptId, deploymentId }: Extract<TurnTaker, { readonly kind: 'map-reduce' }>): TurnTakerReply {
  try {
    return { kind: 'map-reduce', report: emulator.runMapReduce(scriptId, deploymentId) };
  } catch (error) {
    const { name, message } = error as Error;
    if (name !== 'MAP_REDUCE_ALREADY_RUNNING') throw error;
    return { kind: 'refused', name, message };
  }
}

/** An interleaving that broke off leaves Map/Reduce runs that never end. */
function unmark({ running }: TurnTakerParts, executions: readonly TurnTaker[]): void {
  for (const execution of executions) {
    if (execution.kind !== 'map-reduce') continue;
    const key = `${execution.scriptId} ${execution.deploymentId}`;
    if (running.has(key)) running.delete(key);
  }
}
