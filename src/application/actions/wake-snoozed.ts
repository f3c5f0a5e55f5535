import { UNITS_TO_ACT } from './act';
import { careFor, careOf } from './care';
import type { AwaitedCome, ReviewPorts } from './review-ports';
import { appendStep, causeChain } from './side-chain';

/** Why something is looked at again before its day. */
const WHY: Readonly<Record<AwaitedCome['on'], string>> = {
  new_version: 'A newer document of the same object has come.',
  period_open: 'The period of its date is open.',
};

/** Units that must be left to wake one more, and to end the round. */
const UNITS_TO_WAKE = UNITS_TO_ACT + 40;

/**
 * Wakes what sleeps until something happened that has happened; its day is the latest bound in any case. Each is a step in its chain, taken by
 * the sweep. 10 units where nothing sleeps so. Returns how many were woken.
 */
export function wakeSnoozed(ports: ReviewPorts): number {
  let woken = 0;
  for (const one of ports.sleepers.awaitedCome(ports.platform.nowMs())) {
    if (ports.platform.remainingUnits() < UNITS_TO_WAKE) break;
    if (one.subject === 'operation' ? wakeOperation(one, ports) : wakeCause(one, ports)) woken += 1;
  }
  return woken;
}

function wakeOperation({ id, on }: AwaitedCome, ports: ReviewPorts): boolean {
  const found = ports.operations.find(id);
  if (found === undefined) return false;
  const result = careFor({ operationId: id, asker: sweepOf(ports), note: WHY[on], key: `wake-${String(found.head.number)}-${on}`, seen: found.head.number }, { action: 'wake' }, ports);
  return result.kind === 'done';
}

function wakeCause({ id, on }: AwaitedCome, ports: ReviewPorts): boolean {
  const cause = ports.board.load(id);
  if (cause === undefined) return false;
  const { note: _note, ...facts } = careOf({ action: 'wake' }, '');
  const stepped = appendStep(causeChain(id), cause.head, { action: 'wake', key: `wake-${String(cause.head.number)}-${on}`, asker: sweepOf(ports), facts: { ...facts, on }, note: WHY[on] }, ports);
  if (stepped.kind === 'taken') return false;
  ports.board.change(cause.internalId, { ...careOf({ action: 'wake' }, ''), head: stepped.head });
  return true;
}

/** Nobody asks: what somebody waited for has come. */
function sweepOf({ platform }: ReviewPorts): { readonly userId: number; readonly role: string } {
  return { userId: platform.caller.userId, role: 'sweep' };
}
