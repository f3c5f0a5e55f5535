import type { Ports } from '../ports';
import { UNITS_TO_ACT } from './act';
import type { ActionRequest, RefusedAction } from './act';
import { redriveQuietly } from './redrive';

/** A click that releases a cause: all operations that rest with a person for the same reason. */
export interface CauseRelease extends Omit<ActionRequest, 'operationId' | 'seen'> {
  /** Fingerprint of the cause. */
  readonly cause: string;
  /** Those of its operations that the person may see; undefined: all. */
  readonly only?: ReadonlySet<string>;
}

/** What became of a cause's operations. */
export interface ReleasedCause {
  readonly redriven: number;
  /** Those that the same click redrove before, and that came back. */
  readonly doneBefore: number;
  readonly refused: readonly RefusedAction[];
  /** Operations that this batch did not come to: the same click again does them. */
  readonly left: number;
  /** True where nothing was left open, so that the cause is closed; it opens again by itself should it come back. */
  readonly closed: boolean;
}

/** Most operations of one batch. */
const MAX_BATCH = 50;

/** Most usage units behind the last redrive: the sweep is woken, 20, the cause is found, 10, and closed, 2. */
const UNITS_TO_END = 32;

/** Redrives the open operations of one cause, the oldest first, as far as units allow, and says what it did and what is left. */
export function releaseCause({ cause, only, ...request }: CauseRelease, ports: Ports): ReleasedCause {
  const all = ports.operations.ofCause(cause);
  const open = only === undefined ? all : all.filter((operationId) => only.has(operationId));
  const refused: RefusedAction[] = [];
  let [redriven, doneBefore, reached] = [0, 0, 0];
  for (const operationId of open.slice(0, MAX_BATCH)) {
    if (ports.platform.remainingUnits() < UNITS_TO_ACT + UNITS_TO_END) break;
    reached += 1;
    const result = redriveQuietly({ ...request, operationId }, ports);
    if (result.kind === 'done') redriven += 1;
    else if (result.kind === 'done_before') doneBefore += 1;
    else refused.push(result);
  }
  if (redriven > 0) ports.scheduler.wakeSweep();
  const left = open.length - reached;
  const closed = left + doneBefore + refused.length + all.length - open.length === 0 && close(cause, ports);
  return { redriven, doneBefore, refused, left, closed };
}

function close(fingerprint: string, { causes, platform }: Ports): boolean {
  for (const { internalId } of causes.find([fingerprint])) causes.close(internalId, platform.nowMs());
  return true;
}
