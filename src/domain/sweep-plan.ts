import type { OperationState } from './states';

/** Operations that one run of the sweep takes up at most. */
export const SWEEP_CAPACITY = 1_000;

/** Part of the capacity that retries may take: what fails again and again must not stand before what is new. */
export const RETRY_SHARE = 0.2;

/** An operation that is due, as far as the selection looks at it. */
export interface DueWork {
  readonly internalId: number;
  readonly lane: string;
  readonly source: string;
  readonly documentType: string;
  readonly state: OperationState;
  /** Runs that left it without a word. */
  readonly deaths: number;
  /** Epoch milliseconds. */
  readonly dueMs: number;
  /** From when its age counts, pauses aside, epoch milliseconds: its receipt, or the last time that a person redrove it. */
  readonly budgetFromMs: number;
  /** True where an effect may stand that nobody has looked for yet: its outcome is unknown, or the run that held it left it so. */
  readonly mayStand: boolean;
}

/** What the selection is bound to. */
export interface SweepLimits {
  readonly capacity: number;
  /** Operations that go ahead as trial of the half-open breaker named, one for each; undefined: the operation needs no trial. */
  readonly trialOf: (work: DueWork) => string | undefined;
  /** Internal id of the last trial of a breaker; 0: none. */
  readonly lastTrial: (breaker: string) => number;
}

/** What a run takes up. */
export interface SweepPlan {
  readonly taken: readonly DueWork[];
  /** Operation let through as the trial of a breaker. */
  readonly trials: ReadonlyMap<string, number>;
  /** Work that is due, is no retry and was left for want of room: another run should come at once. */
  readonly leftOver: number;
}

/** New work, or work that waited for something and was released; of retries there is a budget. */
export function isRetry({ state, deaths }: Pick<DueWork, 'state' | 'deaths'>): boolean {
  return state === 'retry_scheduled' || state === 'unknown' || (state === 'accepted' && deaths > 0);
}

/** Order in which work is taken up: what was never tried, what was released, what is tried again; then what is due longest. */
interface Rank {
  readonly kind: 0 | 1 | 2;
  readonly dueMs: number;
}

interface Ranked {
  readonly work: DueWork;
  readonly rank: Rank;
}

/**
 * Chooses what one run takes up. New work comes first, retries get at most a fifth of the room, and the room for new work is what they
 * leave. An operation never goes without the earlier ones of its lane that are due. The same rows give the same plan, in any order.
 */
export function planSweep(due: readonly DueWork[], limits: SweepLimits): SweepPlan {
  const trials = chooseTrials(due, limits);
  const chosen = new Set(trials.values());
  const free = ranked(due.filter((work) => limits.trialOf(work) === undefined || chosen.has(work.internalId)));
  const fresh = free.filter(({ rank }) => rank.kind < 2);
  const retries = free.filter(({ rank }) => rank.kind === 2);
  const budget = Math.min(retries.length, Math.floor(limits.capacity * RETRY_SHARE));
  const taken = fresh.slice(0, limits.capacity - budget);
  const left = fresh.slice(taken.length);
  const blocked = new Set(left.map(({ work }) => work.lane));
  const again = retries.filter(({ work }) => !blocked.has(work.lane)).slice(0, budget);
  return { taken: [...taken, ...again].map(({ work }) => work), trials, leftOver: left.length };
}

/** Puts work in order. Behind an earlier operation of its lane, an operation ranks no better than that one. */
function ranked(due: readonly DueWork[]): readonly Ranked[] {
  const lanes = new Map<string, Rank>();
  const all = [...due].sort((a, b) => a.internalId - b.internalId).map((work) => {
    const own = rankOf(work);
    const before = lanes.get(work.lane);
    const rank = before !== undefined && compareRanks(before, own) > 0 ? before : own;
    lanes.set(work.lane, rank);
    return { work, rank };
  });
  return all.sort((a, b) => compareRanks(a.rank, b.rank) || a.work.internalId - b.work.internalId);
}

function rankOf(work: DueWork): Rank {
  if (isRetry(work)) return { kind: 2, dueMs: work.dueMs };
  return { kind: work.state === 'parked' ? 1 : 0, dueMs: work.dueMs };
}

function compareRanks(a: Rank, b: Rank): number {
  return a.kind - b.kind || a.dueMs - b.dueMs;
}

/**
 * One operation for each half-open breaker: the first of its lane, and after the last trial another one, so that a trial that came to
 * no attempt is not chosen for ever.
 */
function chooseTrials(due: readonly DueWork[], { trialOf, lastTrial }: SweepLimits): ReadonlyMap<string, number> {
  const lanes = new Set<string>();
  const chosen = new Map<string, number>();
  for (const work of [...due].sort((a, b) => a.internalId - b.internalId)) {
    const breaker = trialOf(work);
    if (breaker === undefined || lanes.has(work.lane)) continue;
    lanes.add(work.lane);
    const known = chosen.get(breaker);
    const last = lastTrial(breaker);
    // In order of id: the first of all, and instead of one up to the last trial the first behind it.
    if (known === undefined || (known <= last && work.internalId > last)) chosen.set(breaker, work.internalId);
  }
  return chosen;
}
