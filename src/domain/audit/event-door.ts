import { eventHash, valuesHashOf } from '../event-chain';
import type { ChainEvent } from '../event-chain';
import type { Sha256 } from '../identity';
import { requestOfRun } from '../retention/retention-rule';
import type { ReviewRequest } from '../review/request';

/** A row of the history as the door sees it. */
export type HeldEvent = Omit<ChainEvent, 'kind'> & {
  readonly kind: string;
  readonly externalId: string;
  /** The readable date beside `atMs`, as text. */
  readonly shownAt: string;
  /** Number of the request that cleared the values; empty: none did. */
  readonly erasedBy: string;
};

/** A request to clear values or to end rows, as far as the door judges it. */
export type DoorRequest = Pick<ReviewRequest, 'number' | 'kind' | 'plan' | 'planHash' | 'asker' | 'editors' | 'approver' | 'needs' | 'state' | 'expiresMs' | 'progress'>;

/** What the plan of an erasure says: whose values go. */
export interface ErasurePlan {
  readonly chains: readonly string[];
}

/** What the plan of a retention says: rows written before this moment end. */
export interface RetentionPlan {
  readonly beforeMs: number;
}

/** What a door judges on. `requests`: for an edit the one that the row names, for a deletion all that are approved. */
export interface AtDoor {
  readonly requests: readonly DoorRequest[];
  /** For a deletion: the run that the operation of the row's chain names as the one that ends it; empty: none. */
  readonly endedBy: string;
  readonly nowMs: number;
  readonly sha256: Sha256;
}

const CLOSED = 'The history is append-only: nobody changes or deletes a row of it.';

/**
 * Why an event row may not become `after` (undefined: be deleted), in words; undefined: it may. Two ways lead through. Erasure clears values
 * and salt, keeps their hash and names its request; retention ends whole rows. Each needs a request of its kind that another person
 * approved, that still stands, and whose plan covers the row. A row that does not carry its hash stays: letting it go would hide that.
 */
export function doorFault(before: HeldEvent, after: HeldEvent | undefined, door: AtDoor): string | undefined {
  if (!isWell(before, door.sha256)) return `${CLOSED} This one does not carry its hash, and stays as it is found.`;
  return after === undefined ? retentionFault(before, door) : erasureFault(before, after, door);
}

function retentionFault(before: HeldEvent, door: AtDoor): string | undefined {
  const covered = door.requests.some((request) => request.number === requestOfRun(door.endedBy) && stands(request, 'retention', door) && (retentionPlanOf(request.plan)?.beforeMs ?? 0) > before.atMs);
  return covered ? undefined : `${CLOSED} No approved retention ends it.`;
}

/** Members that an erasure leaves as they are. */
const KEPT = ['chain', 'number', 'kind', 'atMs', 'actor', 'previousHash', 'hash', 'facts', 'externalId', 'shownAt'] as const satisfies readonly (keyof HeldEvent)[];

function erasureFault(before: HeldEvent, after: HeldEvent, door: AtDoor): string | undefined {
  const changed = KEPT.find((name) => before[name] !== after[name]);
  if (changed !== undefined) return `${CLOSED} An erasure leaves "${changed}".`;
  if (before.erasedBy !== '') return `${CLOSED} Its values were erased before.`;
  if (after.values !== '' || after.salt !== '') return `${CLOSED} An erasure clears values and salt.`;
  if (after.valuesHash !== valuesHashOf(before, door.sha256)) return `${CLOSED} An erasure keeps the hash of what it clears.`;
  const request = door.requests.find(({ number }) => number === after.erasedBy);
  const covered = request !== undefined && stands(request, 'erasure', door) && erasurePlanOf(request.plan)?.chains.includes(before.chain) === true;
  return covered ? undefined : `${CLOSED} No approved erasure is named that covers it.`;
}

/** True where a row carries the hash that its content has; one whose values are erased is judged by their hash. */
function isWell(event: HeldEvent, sha256: Sha256): boolean {
  if (event.erasedBy !== '') return true;
  return eventHash({ ...event, kind: event.kind as ChainEvent['kind'] }, sha256) === event.hash;
}

/** A request that another person approved, as it was asked for. Its time counts until it has begun: what takes days is done to its end. */
function stands({ kind, state, needs, approver, asker, editors, plan, planHash, expiresMs, progress }: DoorRequest, wanted: DoorRequest['kind'], { nowMs, sha256 }: AtDoor): boolean {
  if (kind !== wanted || (state !== 'approved' && state !== 'in_work') || needs !== 'approve_maintenance') return false;
  if (approver === 0 || approver === asker || editors.includes(approver)) return false;
  return sha256(plan) === planHash && (nowMs < expiresMs || progress !== '');
}

/** Reads the plan of an erasure, `{"chains": ["…"]}`; undefined: it is none. */
export function erasurePlanOf(plan: string): ErasurePlan | undefined {
  const chains = memberOf(plan, 'chains');
  return Array.isArray(chains) && chains.every((one): one is string => typeof one === 'string' && one !== '') ? { chains } : undefined;
}

/** Reads the plan of a retention, `{"beforeMs": 1790000000000}`; undefined: it is none. */
export function retentionPlanOf(plan: string): RetentionPlan | undefined {
  const beforeMs = memberOf(plan, 'beforeMs');
  return typeof beforeMs === 'number' && Number.isSafeInteger(beforeMs) && beforeMs > 0 ? { beforeMs } : undefined;
}

function memberOf(plan: string, name: string): unknown {
  try {
    const parsed: unknown = JSON.parse(plan);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Readonly<Record<string, unknown>>)[name] : undefined;
  } catch {
    return undefined;
  }
}
