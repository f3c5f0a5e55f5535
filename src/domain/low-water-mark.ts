/** Setting row whose number is the mark: no operation below it is open unless it is carried. */
export const MARK_NAME = 'sweep:mark';

/** Prefix of the setting rows that name the open operations below the mark, one each. */
export const CARRIED_PREFIX = 'carried:';

/** Name of the row that carries an operation. */
export function carriedName(internalId: number): string {
  return `${CARRIED_PREFIX}${String(internalId)}`;
}

/** Ids that the mark stays behind the newest: ids need not be committed in the order in which they are handed out. */
const IDS_IN_HAND = 1_000;

/** An operation received since then may still be under the hands of the run that received it. */
const HOUR_MS = 3_600_000;

/** Ids that the mark passes in one sweep, and ids below it that one sweep looks over again. */
const IDS_PER_SWEEP = 50_000;
const PATROLLED_PER_SWEEP = 10_000;

/** Operations newly carried, found astray and released in one sweep, each. */
export const MOST_PER_SWEEP = 200;

/** Where the mark stands, and where the patrol below it goes on. */
export interface Mark {
  readonly mark: number;
  readonly patrol: number;
}

/** The mark as its row holds it: the number for statements, and the text that it must agree with. */
export interface MarkRow {
  readonly value: string;
  readonly number: number | undefined;
}

/** What a sweep asks about the operations around the mark. Ids: from included, to excluded. */
export interface MarkQuestion {
  readonly window: { readonly from: number; readonly to: number };
  readonly patrol: { readonly from: number; readonly to: number };
  /** Epoch milliseconds between which an operation counts as just received; one far in the future has a damaged row. */
  readonly recent: { readonly fromMs: number; readonly toMs: number };
  /** Rows of carried operations that changed since then stay: whoever wrote one may be about to open its operation. */
  readonly releasedBeforeMs: number;
}

/** A row that carries an operation which needs it no more. */
export interface SettledCarry {
  readonly rowId: number;
  readonly internalId: number;
}

/** What it is told. Lists in order of id, one longer than may be worked on where there are more. */
export interface MarkSurvey {
  /** Newest operation; 0: there is none. */
  readonly lastId: number;
  /** Oldest operation of the window that was just received; undefined: none was. */
  readonly firstRecentId: number | undefined;
  /** Open operations of the window that are not carried. */
  readonly open: readonly number[];
  /** Open operations of the patrol that are not carried: something changed the mark, a row or a state by hand. */
  readonly stray: readonly number[];
  readonly settled: readonly SettledCarry[];
}

/** What a sweep does about the mark. */
export interface MarkMove extends Mark {
  readonly carry: readonly number[];
  /** Those of `carry` that a change by hand had hidden. */
  readonly stray: readonly number[];
  readonly release: readonly SettledCarry[];
}

/**
 * Reads the mark's row. A row whose number and text disagree was changed by hand: the mark starts again at 0, which loses nothing,
 * and moves up again.
 */
export function markOf(row: MarkRow | undefined): Mark {
  const [, mark, patrol] = /^(\d{1,15}) (\d{1,15})$/.exec(row?.value ?? '') ?? [];
  return mark === undefined || patrol === undefined || Number(mark) !== row?.number ? { mark: 0, patrol: 0 } : { mark: row.number, patrol: Number(patrol) };
}

/** What the mark's row is to hold. */
export function markRow({ mark, patrol }: Mark): MarkRow {
  return { value: `${String(mark)} ${String(patrol)}`, number: mark };
}

/** What has to be known to move the mark. Bounded whatever the log holds. */
export function markQuestion({ mark, patrol }: Mark, nowMs: number): MarkQuestion {
  return {
    window: { from: mark, to: mark + IDS_PER_SWEEP },
    patrol: { from: patrol, to: Math.min(mark, patrol + PATROLLED_PER_SWEEP) },
    recent: { fromMs: nowMs - HOUR_MS, toMs: nowMs + HOUR_MS },
    releasedBeforeMs: nowMs - HOUR_MS,
  };
}

/**
 * Moves the mark up: never past an operation of the last hour, nor into the newest ids, nor past an open operation that is not
 * carried. A mark that stands in the newest ids did not get there this way and starts again at 0.
 */
export function moveMark({ mark }: Mark, question: MarkQuestion, survey: MarkSurvey): MarkMove {
  const { lastId, firstRecentId, open, stray, settled } = survey;
  const highest = Math.max(0, lastId - IDS_IN_HAND);
  const release = settled.slice(0, MOST_PER_SWEEP);
  if (mark > highest) return { mark: 0, patrol: 0, carry: [], stray: [], release };
  const limit = Math.min(question.window.to, highest, firstRecentId ?? highest);
  const passed = open.filter((id) => id < limit);
  const found = stray.slice(0, MOST_PER_SWEEP);
  const carry = [...passed.slice(0, MOST_PER_SWEEP), ...found];
  return { mark: passed[MOST_PER_SWEEP] ?? limit, patrol: nextPatrol(question, stray), carry, stray: found, release };
}

/** Goes on behind the slice that was looked over, from the first that was left in it, or from the start again. */
function nextPatrol({ patrol: { to }, window: { from: mark } }: MarkQuestion, stray: readonly number[]): number {
  return stray[MOST_PER_SWEEP] ?? (to >= mark ? 0 : to);
}
