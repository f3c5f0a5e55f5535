import { dateOfDay } from './calendar';
import { nextSweepMs } from './lease';
import type { Overlay } from './overlay';
import type { Verdict } from './ownership';
import type { Problem } from './reasons';
import type { AppliedEffect } from './rollback/applied-effect';
import type { OperationAction, OperationState } from './states';

/** The record an operation wrote or found. */
export interface TargetRecord {
  readonly recordType: string;
  readonly internalId: number;
  readonly externalId: string;
  /** `SO123`; empty where the type has none. */
  readonly documentNumber: string;
}

/** What an operation came to: stored whole on its event, returned to every repeat. */
export interface Outcome {
  readonly state: OperationState;
  readonly result: TargetRecord | null;
  readonly verdicts: readonly Verdict[];
  readonly problem: Problem | null;
  readonly mapVersion: string;
  /** Verdicts that did not fit the stored outcome; those kept are the ones that say more than "as sent". */
  readonly verdictsOmitted?: number;
  /** What it did to its record; absent where nothing was done, or a run died before it could say. */
  readonly effect?: AppliedEffect;
  /** The rollback that it is part of, as what takes back or as what was taken back; absent: none. */
  readonly rollback?: RollbackTrace;
  /** What a person did that came to this; absent where a machine or the sender did. */
  readonly action?: ActionTaken;
}

/** What ties an operation to a rollback. */
export interface RollbackTrace {
  /**
   * `takes_back`: it is a step of a rollback; `taken_back`: its effect is gone; `stands_again`: the rollback of it was taken back itself.
   */
  readonly role: 'takes_back' | 'taken_back' | 'stands_again';
  /** Of a step: the operation that it takes back; else the step that did it. */
  readonly operation: string;
  /** Number of the request. */
  readonly request: string;
  /** State that it was in when its effect was taken back. */
  readonly from?: 'applied' | 'partly_applied';
  /** The operation that a step takes back, kept while the step is taken back itself. */
  readonly subject?: string;
}

/** What a person did to an operation. */
export interface ActionTaken {
  readonly action: OperationAction;
  /** User and role that asked, whoever the action ran as. */
  readonly by: string;
  readonly note: string;
  readonly from: OperationState;
  /** Names the click, so that the same one does nothing twice. */
  readonly key: string;
  /** True where it ties the external object to the record, or takes such a tie back. */
  readonly ties?: boolean;
  /** True where it lets the content of the operation out of quarantine. */
  readonly releases?: boolean;
  /** Code of the reason that a person chose. */
  readonly reason?: string;
  /** Whose it is and when it is looked at again, where the action says so. */
  readonly care?: Care;
  /** Edits that lie over the document from now on; absent: those before stay. */
  readonly overlay?: Overlay;
}

/** Whose an operation is and when it is looked at again. What is absent stays as it was. */
export interface Care {
  /** Internal id of an employee; null: nobody. */
  readonly owner?: number | null;
  /** Epoch milliseconds; null: it sleeps no longer. */
  readonly snoozedMs?: number | null;
  readonly snoozedFor?: string;
  /** Role that it was escalated to. */
  readonly escalated?: string;
  readonly note?: string;
}

/** Longest stored outcome in characters: one long text field (platform facts 4.7). */
export const MAX_OUTCOME_CHARACTERS = 100_000;

/** Most problems of one document that are listed one by one. */
const MAX_LISTED_ERRORS = 100;

/**
 * Shortens an outcome until it fits its field, and says by how much: first the verdicts that only say "as sent" go, then the fields that
 * an update found, then all verdicts, then listed problems. No length may stop an outcome from being recorded (design 3).
 */
export function fitOutcome(outcome: Outcome, length: (outcome: Outcome) => number): Outcome {
  const fits = (candidate: Outcome) => length(candidate) <= MAX_OUTCOME_CHARACTERS;
  const { verdicts } = outcome;
  const listed = shortenProblem(outcome, MAX_LISTED_ERRORS);
  if (fits(listed)) return listed;
  const telling = verdicts.filter(({ verdict }) => verdict !== 'apply' && verdict !== 'unchanged' && verdict !== 'kept');
  const shorter = { ...listed, verdicts: telling, verdictsOmitted: verdicts.length - telling.length };
  if (fits(shorter)) return shorter;
  const light = withoutFound(shorter);
  if (fits(light)) return light;
  const bare = { ...withoutFound(outcome), verdicts: [], verdictsOmitted: verdicts.length };
  // One problem with every character escaped sixfold is far below the limit, so this ends.
  let most = MAX_LISTED_ERRORS;
  while (!fits(shortenProblem(bare, most)) && most > 1) most = Math.floor(most / 2);
  return shortenProblem(bare, most);
}

/** An update whose fields have no room is one whose effect is not known: half of it would be taken back for the whole. */
function withoutFound(outcome: Outcome): Outcome {
  const { effect, ...rest } = outcome;
  return effect === undefined || effect.verb === 'update' ? rest : outcome;
}

function shortenProblem(outcome: Outcome, most: number): Outcome {
  const { problem } = outcome;
  if (problem === null) return outcome;
  const errors = problem.errors.slice(0, most).map((detail) => ({ ...detail, pointer: detail.pointer.slice(0, 300), message: detail.message.slice(0, 400) }));
  const observed = problem.observed === null ? null : { name: problem.observed.name.slice(0, 300), message: problem.observed.message.slice(0, 3000) };
  const more = problem.errors.length - errors.length;
  const note = more > 0 ? ` ${String(more)} more problems are not listed.` : '';
  return { ...outcome, problem: { ...problem, detail: `${problem.detail.slice(0, 3000)}${note}`, errors, observed } };
}

/** The reply of the RESTlet (design 9). `custody: true` means: the document is durable here, whatever happens next. */
export interface Reply {
  readonly custody: boolean;
  readonly outcome: OperationState | 'key_reused';
  readonly operationId: string;
  readonly replayed: boolean;
  readonly correlationId: string | null;
  readonly result: TargetRecord | null;
  readonly verdicts: readonly Verdict[];
  /** Verdicts that the stored outcome had no room for; absent where it holds them all. */
  readonly verdictsOmitted?: number;
  /** True where the same call with the same key is harmless and useful. */
  readonly safeToRetrySameKey: boolean;
  /** True where sending the same content under a new key could not post it twice. */
  readonly safeNewKey: boolean;
  readonly retryAfterSeconds: number | null;
  readonly attempt: { readonly number: number; readonly nextAt: string | null };
  readonly waitsFor: string | null;
  readonly mapVersion: string | null;
  readonly problem: Problem | null;
}

/** What a reply is made from besides the outcome. */
export interface ReplyContext {
  readonly operationId: string;
  readonly correlationId: string | undefined;
  readonly replayed: boolean;
  readonly attempts: number;
  /** Epoch milliseconds of the next attempt by machine. */
  readonly dueMs: number | null;
  readonly waitsFor: string;
  readonly nowMs: number;
}

/** States in which nothing was written and nothing will be: only then may the content go under a new key. */
const WITHOUT_EFFECT: readonly OperationState[] = ['refused', 'discarded', 'withdrawn'];

/** Builds the reply for an operation in any state. Pure. */
export function replyOf(outcome: Outcome, context: ReplyContext): Reply {
  const { nowMs } = context;
  // What is due already, and what is held past its time, goes when the sweep comes round: a time in the past would say nothing.
  const dueMs = context.dueMs !== null && context.dueMs <= nowMs ? nextSweepMs(nowMs) : context.dueMs;
  return {
    custody: true,
    outcome: outcome.state,
    operationId: context.operationId,
    replayed: context.replayed,
    correlationId: context.correlationId ?? null,
    result: outcome.result,
    verdicts: outcome.verdicts,
    ...(outcome.verdictsOmitted === undefined ? {} : { verdictsOmitted: outcome.verdictsOmitted }),
    safeToRetrySameKey: true,
    safeNewKey: WITHOUT_EFFECT.includes(outcome.state),
    retryAfterSeconds: dueMs === null ? null : Math.max(1, Math.ceil((dueMs - nowMs) / 1000)),
    attempt: { number: context.attempts, nextAt: dueMs === null ? null : isoTime(dueMs) },
    waitsFor: context.waitsFor === '' ? null : context.waitsFor,
    mapVersion: outcome.mapVersion === '' ? null : outcome.mapVersion,
    problem: outcome.problem,
  };
}

/** The reply to a key that already belongs to another document: the first operation stays untouched. */
export function keyReusedReply(operationId: string, correlationId: string | undefined, problem: Problem): Reply {
  return {
    custody: false,
    outcome: 'key_reused',
    operationId,
    replayed: false,
    correlationId: correlationId ?? null,
    result: null,
    verdicts: [],
    safeToRetrySameKey: false,
    safeNewKey: true,
    retryAfterSeconds: null,
    attempt: { number: 0, nextAt: null },
    waitsFor: null,
    mapVersion: null,
    problem,
  };
}

/** Epoch milliseconds as ISO UTC text, computed without the Date of the engine. */
export function isoTime(epochMs: number): string {
  const days = Math.floor(epochMs / 86_400_000);
  const inDay = epochMs - days * 86_400_000;
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  const time = [inDay / 3_600_000, (inDay / 60_000) % 60, (inDay / 1000) % 60].map((part) => pad(Math.floor(part), 2)).join(':');
  return `${dateOfDay(days)}T${time}.${pad(inDay % 1000, 3)}Z`;
}
