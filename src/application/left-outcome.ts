import type { Outcome } from '../domain/outcome';
import { isMachineDue } from '../domain/states';
import type { Operation, Ports } from './ports';
import type { Advanced } from './progress';
import { adopt } from './settle';

/**
 * Completes an operation from an outcome that an earlier run left in its chain and did not live to tell its row; undefined: none did.
 * `advance` finds such an outcome by its look. Whatever ends an operation without a look asks here first: its own outcome would be
 * refused by the fence, the row would never be told, and the operation would be due for ever. 10 units, 16 more where there is one.
 */
export function adoptLeft(operation: Operation, triedBefore: boolean, ports: Ports): Outcome | undefined {
  if (!triedBefore) return undefined;
  const outcomeEventId = ports.operations.find(operation.operationId)?.outcomeEventId;
  if (outcomeEventId === undefined || ports.events.load(outcomeEventId).number <= operation.head.number) return undefined;
  return adopt(operation, undefined, outcomeEventId, ports);
}

/** The same for `advance`. */
export function advanceLeft(operation: Operation, triedBefore: boolean, ports: Ports): Advanced | undefined {
  const outcome = adoptLeft(operation, triedBefore, ports);
  return outcome === undefined ? undefined : asAdopted(outcome, ports);
}

/** Where an operation stands that an outcome in its chain was adopted for. One that a person redrove goes on at once, from where that put it. */
export function asAdopted(outcome: Outcome, { platform }: Pick<Ports, 'platform'>): Advanced {
  return { outcome, dueMs: isMachineDue(outcome.state) ? platform.nowMs() : null, waitsFor: '' };
}
