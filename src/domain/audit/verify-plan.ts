import type { IdRange } from './seal';

/** How much a verification reads: what is new since the last, everything, or everything with all values loaded. */
const VERIFY_MODES = ['new', 'all', 'deep'] as const;

export type VerifyMode = (typeof VERIFY_MODES)[number];

/** Pages of 500 internal ids that one run verifies; the next run goes on. A million rows, about 100,000 units. */
export const MOST_SLICES = 2000;

/** A verification that has begun. */
export interface VerifyProgress {
  readonly mode: VerifyMode;
  readonly startedMs: number;
  /** Sealed rows up to this internal id are verified. */
  readonly doneId: number;
  readonly rows: number;
  readonly findings: number;
}

/** The last verification that was done to its end. */
export interface VerifyResult {
  readonly mode: VerifyMode;
  readonly finishedMs: number;
  /** The next one of what is new starts behind this internal id. */
  readonly sealedId: number;
  readonly rows: number;
  readonly findings: number;
  /** When everything was verified last, epoch milliseconds; 0: never. */
  readonly allMs: number;
}

/** A run of rows to verify: a page of a seal, or rows that no seal covers yet. */
export interface VerifySlice extends IdRange {
  readonly mode: VerifyMode;
  /** 0: not sealed yet. */
  readonly seal: number;
  readonly page: number;
  /** Row of the page; 0: none. */
  readonly pageId: number;
  /** SHA-256 that the page's row tells of its text; empty: there is no page. */
  readonly pageHash: string;
}

const DAY_MS = 24 * 3_600_000;

/** Slightly less than a day, so that a schedule of once a day never skips one. */
const DUE_MS = DAY_MS - 4 * 3_600_000;

const ALL_EVERY_MS = 7 * DAY_MS;

/** Decides what is to be verified now: what was begun, what somebody asked for, else what is new once a day and everything once a week. Undefined: nothing. */
export function planVerification({ progress, last, asked, nowMs }: { readonly progress: VerifyProgress | undefined; readonly last: VerifyResult | undefined; readonly asked: VerifyMode | undefined; readonly nowMs: number }): VerifyProgress | undefined {
  if (progress !== undefined) return progress;
  if (asked === undefined && last !== undefined && nowMs - last.finishedMs < DUE_MS) return undefined;
  const mode = asked ?? (last === undefined || nowMs - last.allMs >= ALL_EVERY_MS ? 'all' : 'new');
  return { mode, startedMs: nowMs, doneId: mode === 'new' ? last?.sealedId ?? 0 : 0, rows: 0, findings: 0 };
}

/** Reads the state of a verification that has begun; undefined: none has, or it cannot be read. */
export function readProgress(text: string): VerifyProgress | undefined {
  const read = membersOf(text);
  const mode = modeOf(read['mode']);
  const [startedMs, doneId, rows, findings] = [read['startedMs'], read['doneId'], read['rows'], read['findings']].map(count);
  if (mode === undefined || startedMs === undefined || doneId === undefined || rows === undefined || findings === undefined) return undefined;
  return { mode, startedMs, doneId, rows, findings };
}

/** Reads what the last verification came to; undefined: there was none, or it cannot be read. */
export function readResult(text: string): VerifyResult | undefined {
  const read = membersOf(text);
  const mode = modeOf(read['mode']);
  const [finishedMs, sealedId, rows, findings, allMs] = [read['finishedMs'], read['sealedId'], read['rows'], read['findings'], read['allMs']].map(count);
  if (mode === undefined || finishedMs === undefined || sealedId === undefined || rows === undefined || findings === undefined || allMs === undefined) return undefined;
  return { mode, finishedMs, sealedId, rows, findings, allMs };
}

/** A mode by its name; undefined: it is none. */
export function modeOf(name: unknown): VerifyMode | undefined {
  return VERIFY_MODES.find((mode) => mode === name);
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function membersOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
