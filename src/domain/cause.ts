import { asciiJson } from './ascii-json';
import type { Sha256 } from './identity';
import type { Outcome } from './outcome';
import { REASONS } from './reasons';
import type { MissingReference, ReasonActor, ReasonClass, ReasonCode } from './reasons';
import type { OperationState } from './states';

/**
 * What open failures have in common when they share a cause. The only value of a document in it is the one that had no match: each missing
 * customer is a thing of its own to put right, whereas forty amounts that are none are one slip at the source.
 */
export interface FailureSignature {
  readonly source: string;
  readonly documentType: string;
  readonly reason: ReasonCode;
  /** RFC 6901, with the positions of lines in it or without; empty: no place is named. */
  readonly pointer: string;
  /** Name of the error that NetSuite threw; empty: Docket itself refused. */
  readonly observed: string;
  /** True where a record stands that needs a decision: its operation is settled, so nothing but a person closes the cause. */
  readonly stands: boolean;
  /** Record type, name and value of what had no match; undefined: the failure is of another kind. */
  readonly missing?: MissingReference | undefined;
}

/** Way in which fingerprints are made now. Operations that carry one of an earlier way keep it, and the causes of those stay as they are. */
export const FINGERPRINT_VERSION = 2;

/** Who acts on a cause, and by when. */
export interface CauseDuty {
  readonly whoActs: ReasonActor;
  /** Epoch milliseconds. */
  readonly dueMs: number;
}

const HOUR_MS = 3_600_000;

/** Hours until somebody should have looked, by the class of the reason. They run by the clock: nobody's working hours are known. */
const DUE_HOURS: Readonly<Record<ReasonClass, number>> = {
  transient: 24, concurrency: 24, unknown: 8, already_exists: 24, data: 24, dependency: 24, ownership: 24, period: 24, permission: 4, configuration: 4, unclassified: 8,
};

/** The name of a cause: SHA-256 hex of its kind and of what its failures share. */
export function causeFingerprint(kind: string, parts: readonly string[], sha256: Sha256): string {
  return sha256(`cause\n${asciiJson([kind, ...parts])}`);
}

/** The name of the cause that failures of a signature share. The third line and the fifth of a sublist fail for one cause. */
export function failureFingerprint({ source, documentType, reason, pointer, observed, stands, missing }: FailureSignature, sha256: Sha256): string {
  const reference = missing === undefined || missing.value === '' ? [] : [missing.by, missing.record, missing.name, normalisedValue(missing.value)];
  return causeFingerprint(stands ? 'difference' : 'failure', [`v${String(FINGERPRINT_VERSION)}`, source, documentType, reason, withoutPositions(pointer), observed, ...reference], sha256);
}

/** Longest value that a cause shows. */
const MOST_SHOWN = 100;

/**
 * A value that had no match, in one way of writing: control characters and white space are one space, none at the ends. Letters keep their
 * case: the value map tells `Visa` from `visa`.
 */
export function normalisedValue(value: string): string {
  return value.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ').trim();
}

/** The value as lists show it: bounded, and an address of a person with all but its first letter and its domain hidden. */
export function shownValue(missing: MissingReference | undefined): string {
  const value = normalisedValue(missing?.value ?? '');
  const masked = value.replace(/^(.)[^@]*(@.+)$/u, '$1…$2');
  return [...masked].slice(0, MOST_SHOWN).join('');
}

/** A pointer without the positions of lines: `/lines/3/sku` becomes `/lines/_/sku`. */
function withoutPositions(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, '/_');
}

/** States of an operation whose record stands. */
const STANDS: readonly OperationState[] = ['applied', 'unchanged', 'partly_applied'];

/**
 * What a failed outcome has in common with others; undefined: it needs nobody. A person must act on what rests with one, and on a record
 * that came out otherwise than its document says. Fields that were left out because the rule says to drop them need nobody: that was
 * decided when the rule was made.
 */
export function failureOf(source: string, documentType: string, outcome: Outcome): FailureSignature | undefined {
  const { state, problem } = outcome;
  const stands = STANDS.includes(state);
  if (problem === null || (state !== 'needs_review' && !stands)) return undefined;
  const [first] = problem.errors;
  return { source, documentType, reason: problem.code, pointer: first?.pointer ?? '', observed: problem.observed?.name ?? '', stands, ...(first?.missing === undefined ? {} : { missing: first.missing }) };
}

/** Who acts on failures of a reason, and by when. */
export function dutyOf(reason: ReasonCode, nowMs: number): CauseDuty {
  const { class: reasonClass, who } = REASONS[reason];
  return { whoActs: who, dueMs: nowMs + DUE_HOURS[reasonClass] * HOUR_MS };
}

/** What else needs a person, besides failures of operations. */
export type Condition = 'row_damaged' | 'foreign_account' | 'platform_failure' | 'absence' | 'settings' | 'stray' | 'history' | 'foreign_change';

/** Hours until somebody should have looked. */
const CONDITION_DUE_HOURS: Readonly<Record<Condition, number>> = { row_damaged: 8, foreign_account: 72, platform_failure: 24, absence: 4, settings: 4, stray: 24, history: 4, foreign_change: 24 };

/** When somebody should have looked at a condition. An administrator does, save for a field of another owner that was changed by hand: finance knows why. */
export function conditionDuty(condition: Condition, nowMs: number): CauseDuty {
  return { whoActs: condition === 'foreign_change' ? 'finance' : 'admin', dueMs: nowMs + CONDITION_DUE_HOURS[condition] * HOUR_MS };
}
