import { asciiJson } from '../ascii-json';
import { dateOfDay } from '../calendar';
import { closeDay } from './close-period';
import type { ClosePeriod, CloseSubject } from './close-period';
import { controlTotals, isBalanced, MOST_OPEN } from './close-count';
import type { CloseCount, CloseTotal } from './close-count';

/** What is signed: the control total of a period of a subsidiary, over operations up to an internal id. */
export interface CloseStatement {
  readonly period: ClosePeriod;
  readonly subsidiary: number;
  /** Operations behind it were not there yet. */
  readonly upToId: number;
  readonly totals: readonly CloseTotal[];
  /** Open operations, by id; one more than may be signed where there are more. */
  readonly open: readonly string[];
}

/** A sign-off. A later one of the same period and subsidiary stands behind it; none is changed. */
export interface SignOff extends CloseSubject {
  /** Counts from 1. */
  readonly number: number;
  readonly start: string;
  readonly end: string;
  readonly upToId: number;
  /** `statementText` and its SHA-256. */
  readonly statement: string;
  readonly statementHash: string;
  readonly by: number;
  readonly role: string;
  readonly note: string;
  readonly signedMs: number;
  /** Hash of the event that says it. */
  readonly hash: string;
}

/** Chain of the sign-offs of one period and subsidiary. */
export function signOffChain({ period, subsidiary }: CloseSubject): string {
  return `${SIGN_OFF_CHAIN}${String(period)}-${String(subsidiary)}`;
}

/** How the name of every such chain begins. */
export const SIGN_OFF_CHAIN = 'signoff-';

/** What is counted, as a statement of it. */
export function closeStatement(of: Pick<CloseStatement, 'period' | 'subsidiary' | 'upToId'>, count: CloseCount): CloseStatement {
  return { period: of.period, subsidiary: of.subsidiary, upToId: of.upToId, totals: controlTotals(count), open: count.open };
}

/** The statement as it is hashed: JSON with its members in one order. */
export function statementText({ period, subsidiary, upToId, totals, open }: CloseStatement): string {
  const { internalId, name, start, end } = period;
  return asciiJson({ period: { internalId, name, start, end }, subsidiary, upToId, totals: totals.map(({ currency, line, count, amount, withoutAmount }) => ({ currency, line, count, amount, withoutAmount })), open });
}

/** Totals of a statement that was kept; none where it cannot be read. */
export function totalsIn(statement: string): readonly CloseTotal[] {
  try {
    const { totals } = JSON.parse(statement) as { readonly totals?: unknown };
    return Array.isArray(totals) ? (totals as readonly CloseTotal[]) : [];
  } catch {
    return [];
  }
}

/** What a person says with a sign-off. */
export interface Signing {
  /** SHA-256 of the statement that the person saw. */
  readonly statementHash: string;
  /** Open operations that the person accepts as open, by id. */
  readonly accepted: readonly string[];
  readonly note: string;
}

/** What a sign-off is judged on. */
export interface SigningGround {
  readonly statement: CloseStatement;
  /** SHA-256 of its text now. */
  readonly statementHash: string;
  /** The latest that stands; undefined: none does. */
  readonly last: Pick<SignOff, 'statementHash'> | undefined;
  readonly nowMs: number;
}

/**
 * Why a period cannot be signed so, in words; undefined: it can. It has to be over, the control total has to come out, it has to be what the person
 * saw, and every open operation has to be named and accepted with a reason.
 */
export function signFault({ statementHash, accepted, note }: Signing, ground: SigningGround): string | undefined {
  const { period, totals, open } = ground.statement;
  if (dateOfDay(Math.floor(ground.nowMs / 86_400_000)) <= period.end) return `${period.name} is not over: it ends on ${period.end}.`;
  if (!isBalanced(totals)) return 'The control total does not come out: an operation is in a state that is none. Have the history verified.';
  if (statementHash !== ground.statementHash) return 'The totals have changed since you saw them. Look at them again.';
  if (ground.last?.statementHash === statementHash) return 'These totals are signed already.';
  if (open.length > MOST_OPEN) return `More than ${String(MOST_OPEN)} operations are open. Bring them to an end first.`;
  const missing = open.filter((operationId) => !accepted.includes(operationId));
  if (missing.length > 0) return `${String(missing.length)} of ${String(open.length)} open operations are not named. Accept each of them, or bring it to an end.`;
  if (accepted.some((operationId) => !open.includes(operationId))) return 'An operation is accepted as open that is not. Look at them again.';
  return open.length > 0 && note.trim() === '' ? 'Say why open operations are accepted.' : undefined;
}

/** An operation as it is held to sign-offs. */
export interface SignedCandidate {
  readonly internalId: number;
  readonly documentDate: string;
  readonly receivedMs: number;
  readonly settledMs: number | undefined;
  readonly subsidiary: number | undefined;
}

/** A sign-off as operations are held to it. */
export type SignedPeriod = Pick<SignOff, 'period' | 'subsidiary' | 'number' | 'start' | 'end' | 'upToId' | 'signedMs'>;

/** How an operation stands to the sign-off of its period. `late`: it came after it; `moved`: it came to something else since. */
export interface AfterSigning {
  readonly kind: 'late' | 'moved';
  readonly signOff: SignedPeriod;
}

/** Tells of an operation that a signed period did not have, or had otherwise; undefined: nothing of it was signed, or nothing happened since. `signOffs`: the latest of each period and subsidiary. */
export function afterSigning(operation: SignedCandidate, signOffs: readonly SignedPeriod[]): AfterSigning | undefined {
  const day = closeDay(operation);
  const signOff = signOffs.find(({ start, end, subsidiary }) => start <= day && day <= end && subsidiary === (operation.subsidiary ?? 0));
  if (signOff === undefined) return undefined;
  if (operation.internalId > signOff.upToId) return { kind: 'late', signOff };
  return (operation.settledMs ?? 0) > signOff.signedMs ? { kind: 'moved', signOff } : undefined;
}
