import { asciiJson } from '../ascii-json';
import { add } from '../decimal';
import type { DecimalText } from '../decimal';
import type { Sha256 } from '../identity';
import { parsedObject } from '../json-object';

/** How far back a replay goes at most, in days. */
export const MAX_REPLAY_DAYS = 90;

/** How far back a replay goes where nobody says otherwise, in days. */
export const REPLAY_DAYS = 30;

/** Differences that a report names; the rest it counts. */
export const MOST_DIFFERENCES = 50;

/** Verdicts that one difference names. */
const MOST_VERDICTS = 8;

/** Kinds of change that a report counts apart; the rest is counted together. */
const MOST_KINDS = 100;

const OTHER = 'other';

/** What one document comes to under one map. Holds no values of the document but its amount. */
export interface Judged {
  readonly outcome: string;
  /** Code of its problem; empty: it has none. */
  readonly reason: string;
  /** Verdict by place: a field, or a line's. */
  readonly verdicts: Readonly<Record<string, string>>;
}

/** A document that was replayed, with what it comes to as things are, and as they would be. */
export type Replayed =
  | { readonly kind: 'judged'; readonly operationId: string; readonly documentType: string; readonly documentNumber: string; readonly amount: DecimalText; readonly currency: string; readonly before: Judged; readonly after: Judged }
  /** It is not there any more, or cannot be read back. */
  | { readonly kind: 'erased' | 'unreadable'; readonly operationId: string };

/** A document that would come to something else. */
export interface Difference {
  readonly operationId: string;
  readonly documentType: string;
  readonly documentNumber: string;
  /** Outcome and reason as things are, and as they would be. */
  readonly outcome: readonly [string, string];
  readonly reason: readonly [string, string];
  /** `field: as things are > as they would be`, the first of them. */
  readonly verdicts: readonly string[];
  /** Verdicts beyond those. */
  readonly more: number;
}

/** What documents that were replayed come to together. Two of them are added without a difference to how they were cut. */
export interface ReplayTally {
  readonly documents: number;
  readonly changed: number;
  /** Documents that are not there any more. */
  readonly erased: number;
  readonly unreadable: number;
  /** Outcomes that would be others, `applied > needs_review`, counted. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Verdicts that would be others, `memo: apply > conflict`, counted. */
  readonly verdicts: Readonly<Record<string, number>>;
  /** Worth of what is applied, by currency: as things are, and as they would be. */
  readonly worth: Readonly<Record<string, readonly [DecimalText, DecimalText]>>;
  readonly differences: readonly Difference[];
}

export const NOTHING_REPLAYED: ReplayTally = { documents: 0, changed: 0, erased: 0, unreadable: 0, outcomes: {}, verdicts: {}, worth: {}, differences: [] };

/** Counts documents that were replayed. */
export function tallyOf(replayed: readonly Replayed[]): ReplayTally {
  return replayed.reduce((tally, one) => addTallies(tally, ofOne(one)), NOTHING_REPLAYED);
}

/** Adds two tallies; the documents of the first come before those of the second. */
export function addTallies(a: ReplayTally, b: ReplayTally): ReplayTally {
  return {
    documents: a.documents + b.documents, changed: a.changed + b.changed, erased: a.erased + b.erased, unreadable: a.unreadable + b.unreadable,
    outcomes: addCounts(a.outcomes, b.outcomes), verdicts: addCounts(a.verdicts, b.verdicts), worth: addWorth(a.worth, b.worth),
    differences: [...a.differences, ...b.differences].slice(0, MOST_DIFFERENCES),
  };
}

/** Outcomes with which the document's amount stands in the ledger. */
const APPLIED: readonly string[] = ['applied', 'unchanged', 'partly_applied'];

function ofOne(one: Replayed): ReplayTally {
  if (one.kind !== 'judged') return { ...NOTHING_REPLAYED, documents: 1, [one.kind]: 1 };
  const { operationId, documentType, documentNumber, before, after, amount, currency } = one;
  const verdicts = changedVerdicts(before, after);
  const moved = before.outcome !== after.outcome;
  const worthOf = (judged: Judged): DecimalText => (APPLIED.includes(judged.outcome) ? amount : '0');
  const worth = amount === '' ? {} : { [currency]: [worthOf(before), worthOf(after)] as const };
  if (!moved && before.reason === after.reason && verdicts.length === 0) return { ...NOTHING_REPLAYED, documents: 1, worth };
  const difference: Difference = {
    operationId, documentType, documentNumber: documentNumber.slice(0, 60), outcome: [before.outcome, after.outcome], reason: [before.reason, after.reason],
    verdicts: verdicts.slice(0, MOST_VERDICTS).map((text) => text.slice(0, 120)), more: Math.max(0, verdicts.length - MOST_VERDICTS),
  };
  return {
    ...NOTHING_REPLAYED, documents: 1, changed: 1, worth, differences: [difference], outcomes: moved ? { [`${before.outcome} > ${after.outcome}`]: 1 } : {},
    verdicts: verdicts.map((text) => ({ [text.slice(0, 120)]: 1 })).reduce(addCounts, {}),
  };
}

/** Lines are many and fields are few: the place of a verdict is told without its line. */
function changedVerdicts(before: Judged, after: Judged): readonly string[] {
  const places = [...new Set([...Object.keys(before.verdicts), ...Object.keys(after.verdicts)])].sort();
  return places.flatMap((place) => {
    const [was, is] = [before.verdicts[place] ?? 'none', after.verdicts[place] ?? 'none'];
    return was === is ? [] : [`${fieldOf(place)}: ${was} > ${is}`];
  });
}

function fieldOf(place: string): string {
  return place.replace(/#.*/, '');
}

function addCounts(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.entries(b).reduce<Readonly<Record<string, number>>>((sum, [name, count]) => {
    const key = Object.hasOwn(sum, name) || Object.keys(sum).length < MOST_KINDS ? name : OTHER;
    return { ...sum, [key]: (sum[key] ?? 0) + count };
  }, a);
}

function addWorth(a: ReplayTally['worth'], b: ReplayTally['worth']): ReplayTally['worth'] {
  return Object.entries(b).reduce<ReplayTally['worth']>((sum, [currency, [was, is]]) => {
    const [before, after] = sum[currency] ?? ['0', '0'];
    return { ...sum, [currency]: [add(before, was), add(after, is)] };
  }, a);
}

/** How far a replay is. */
export interface ReplayProgress {
  readonly state: 'asked' | 'under_way' | 'done';
  readonly days: number;
  /** Documents received from here, epoch milliseconds, … */
  readonly fromMs: number;
  /** … to before here. */
  readonly toMs: number;
  /** Documents up to this internal id are counted. */
  readonly doneId: number;
  /** Click that asked for it. */
  readonly click: string;
}

/** Reads how far a replay is; undefined: none was asked for, or it cannot be read. */
export function replayProgressOf(text: string): ReplayProgress | undefined {
  const { state, days, fromMs, toMs, doneId, click } = parsedObject(text) ?? {};
  const known = (['asked', 'under_way', 'done'] as const).find((one) => one === state);
  const counts = [days, fromMs, toMs, doneId].filter((one): one is number => typeof one === 'number' && Number.isSafeInteger(one) && one >= 0);
  const [d, from, to, done] = counts;
  if (known === undefined || d === undefined || from === undefined || to === undefined || done === undefined || typeof click !== 'string') return undefined;
  return { state: known, days: d, fromMs: from, toMs: to, doneId: done, click };
}

/** What the replay of a proposal came to, as it is attached to its decision. */
export interface ReplayReport extends ReplayTally {
  readonly decision: string;
  /** SHA-256 of the decision that it is a replay of. */
  readonly textHash: string;
  readonly days: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The report as its field holds it, with its SHA-256. */
export function reportText(report: ReplayReport, sha256: Sha256): { readonly report: string; readonly reportHash: string } {
  const text = asciiJson(report);
  return { report: text, reportHash: sha256(text) };
}

/** Reads a report; undefined: there is none. */
export function reportOf(text: string): ReplayReport | undefined {
  const read = parsedObject(text);
  return typeof read?.['documents'] === 'number' ? (read as unknown as ReplayReport) : undefined;
}
