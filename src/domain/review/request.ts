import type { DecimalText } from '../decimal';
import type { Sha256 } from '../identity';
import { ticketPlanOf } from '../ticket';
import type { Capability } from './capability';
import { isAbove } from './limits';
import type { ReviewLimits } from './limits';

/** What a request asks for. Overrides and rollbacks are asked for in the same way, and so is what clears or ends history. */
export const REQUEST_KINDS = ['correction', 'resolution', 'bulk', 'override', 'rollback', 'erasure', 'retention', 'evidence', 'decision'] as const;

export type RequestKind = (typeof REQUEST_KINDS)[number];

/** `in_work`: begun, and goes on without an end of its time; `stopped`: over before all of it was done. */
export const REQUEST_STATES = ['asked', 'approved', 'in_work', 'returned', 'lapsed', 'carried_out', 'stopped', 'withdrawn'] as const;

export type RequestState = (typeof REQUEST_STATES)[number];

/** A request lapses this long after it was asked for. */
export const REQUEST_LIFE_MS = 24 * 60 * 60 * 1000;

/** Something that one person asks for and, where it needs that, another approves. */
export interface ReviewRequest {
  /** Unique; the name of its chain. */
  readonly number: string;
  readonly kind: RequestKind;
  /** Operation or cause it is about; empty: rows of the queue. */
  readonly subject: string;
  readonly title: string;
  /** What is to be done, as ASCII JSON, and its SHA-256. */
  readonly plan: string;
  readonly planHash: string;
  /** What it was judged on: the head of the operation's chain, say. It lapses when that is another. */
  readonly judgedOn: string;
  readonly asker: number;
  readonly askerRole: string;
  /** Users that had a hand in the plan besides the asker. */
  readonly editors: readonly number[];
  /** 0: nobody yet, or none is needed. */
  readonly approver: number;
  readonly approverRole: string;
  /** Capability that approves it; empty: it needs no approval. */
  readonly needs: Capability | '';
  /** In base currency; empty: not known. */
  readonly amount: string;
  readonly rows: number;
  readonly state: RequestState;
  readonly reason: string;
  readonly note: string;
  readonly askedMs: number;
  readonly expiresMs: number;
  readonly decidedMs: number;
  readonly closedMs: number;
  /** JSON of how far it is, for what takes more than one run. */
  readonly progress: string;
  readonly result: string;
}

/** What becomes of a request. */
export type RequestStep = 'approve' | 'return' | 'withdraw' | 'end' | 'lapse' | 'begin' | 'carry_out' | 'stop';

const MOVES: Readonly<Record<RequestStep, { readonly from: readonly RequestState[]; readonly to: RequestState }>> = {
  approve: { from: ['asked'], to: 'approved' },
  return: { from: ['asked'], to: 'returned' },
  withdraw: { from: ['asked', 'approved'], to: 'withdrawn' },
  end: { from: ['approved'], to: 'withdrawn' },
  lapse: { from: ['asked', 'approved'], to: 'lapsed' },
  begin: { from: ['approved'], to: 'in_work' },
  carry_out: { from: ['approved', 'in_work'], to: 'carried_out' },
  stop: { from: ['in_work'], to: 'stopped' },
};

/** Who takes a step, and what is known when it is taken. */
export interface StepTaken {
  readonly step: RequestStep;
  readonly userId: number;
  readonly role: string;
  readonly capabilities: ReadonlySet<Capability>;
  readonly nowMs: number;
  /** What it was judged on, as that stands now. */
  readonly judgedOn: string;
  readonly limits: ReviewLimits;
}

export type StepVerdict =
  | { readonly kind: 'moves'; readonly state: RequestState }
  /** It may not be approved or carried out any more. */
  | { readonly kind: 'lapsed'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string };

/** A new request: fixed by the hash of its plan, over after 24 hours. One that needs nobody's approval is approved as it is made. */
export function newRequest(asked: Omit<ReviewRequest, 'planHash' | 'approver' | 'approverRole' | 'state' | 'expiresMs' | 'decidedMs' | 'closedMs' | 'progress' | 'result'>, sha256: Sha256): ReviewRequest {
  const state = asked.needs === '' ? 'approved' : 'asked';
  return {
    ...asked, planHash: sha256(asked.plan), approver: 0, approverRole: '', state, expiresMs: asked.askedMs + REQUEST_LIFE_MS,
    decidedMs: asked.needs === '' ? asked.askedMs : 0, closedMs: 0, progress: '', result: '',
  };
}

/**
 * Judges a step. Nobody approves what they asked for or had a hand in, in whatever role; nobody above the amount that their capabilities
 * reach; nothing whose time is over, whose plan is another than was asked for, or whose ground has moved.
 */
export function judgeStep(request: ReviewRequest, taken: StepTaken, sha256: Sha256): StepVerdict {
  const move = MOVES[taken.step];
  if (!move.from.includes(request.state)) return refused(`The request is ${request.state.replace('_', ' ')}.`);
  const moves: StepVerdict = { kind: 'moves', state: move.to };
  switch (taken.step) {
    case 'lapse':
      return lapseOf(request, taken, sha256) === undefined ? refused('It has not lapsed.') : moves;
    case 'withdraw':
      return taken.userId === request.asker ? moves : refused('Only who asked for it withdraws it.');
    case 'end':
      return mayEnd(request, taken) ? moves : refused('Only who asked for it, or may approve such requests, ends it.');
    case 'approve':
    case 'return':
      return approverFault(request, taken) ?? ended(request, taken, sha256) ?? moves;
    case 'begin':
    case 'carry_out':
      // What was begun within its time comes to its end, whenever that is.
      return unapproved(request) ?? (request.state === 'in_work' ? undefined : ended(request, taken, sha256)) ?? moves;
    case 'stop':
      return moves;
  }
}

function refused(why: string): StepVerdict {
  return { kind: 'refused', why };
}

function ended(request: ReviewRequest, taken: StepTaken, sha256: Sha256): StepVerdict | undefined {
  const why = lapseOf(request, taken, sha256);
  return why === undefined ? undefined : { kind: 'lapsed', why };
}

/** What was let through for a time can be closed again by more people than could open it. */
function mayEnd({ kind, asker, needs }: ReviewRequest, { userId, capabilities }: StepTaken): boolean {
  return kind === 'override' && (userId === asker || (needs !== '' && capabilities.has(needs)));
}

/** When a request is over, epoch milliseconds. A ticket that was approved stands as long as its plan says. */
function endsMs({ kind, state, plan, expiresMs }: ReviewRequest): number {
  return kind === 'override' && state === 'approved' ? ticketPlanOf(plan)?.untilMs ?? expiresMs : expiresMs;
}

/** Why a request is over, in words; undefined: it is not. */
function lapseOf(request: ReviewRequest, taken: Pick<StepTaken, 'nowMs' | 'judgedOn'>, sha256: Sha256): string | undefined {
  if (sha256(request.plan) !== request.planHash) return 'Its plan is not the one that was asked for.';
  if (taken.nowMs >= endsMs(request)) return request.state === 'approved' && request.kind === 'override' ? 'The time of its ticket is over.' : 'Its 24 hours are over.';
  return request.judgedOn === taken.judgedOn ? undefined : 'What it was judged on has changed since.';
}

function approverFault({ asker, editors, needs, amount }: ReviewRequest, { userId, capabilities, limits }: StepTaken): StepVerdict | undefined {
  if (userId === asker) return refused('Nobody approves what they asked for themselves.');
  if (editors.includes(userId)) return refused('Nobody approves what they had a hand in.');
  if (needs === '' || !capabilities.has(needs)) return refused('Your role does not approve such requests.');
  const known: DecimalText | undefined = amount === '' ? undefined : amount;
  return capabilities.has('close_any') || !isAbove(known, limits.medium) ? undefined : refused('Your role does not approve so large an amount.');
}

/** A request that needs another person is carried out only with that person's name on it. */
function unapproved({ needs, approver, asker, editors }: ReviewRequest): StepVerdict | undefined {
  if (needs === '') return undefined;
  return approver === 0 || approver === asker || editors.includes(approver) ? refused('No other person approved it.') : undefined;
}

/** Fields that stay as they were asked for. */
const FIXED = [
  'number', 'kind', 'subject', 'plan', 'planHash', 'judgedOn', 'asker', 'askerRole', 'needs', 'amount', 'rows', 'reason', 'askedMs', 'expiresMs',
] as const satisfies readonly (keyof ReviewRequest)[];

/** Fields that change with the state alone. */
const SAID_ONCE = ['title', 'note', 'approverRole', 'decidedMs', 'closedMs'] as const satisfies readonly (keyof ReviewRequest)[];

/**
 * Why a saved row does not follow from the one before, in words; undefined: it does. Judged at every save, whoever saves and from
 * wherever. `before`: undefined for a new row.
 */
export function requestFault(before: ReviewRequest | undefined, after: ReviewRequest, sha256: Sha256): string | undefined {
  if (sha256(after.plan) !== after.planHash) return 'The hash is not that of the plan.';
  if (before === undefined) return newFault(after);
  const changed = FIXED.find((name) => before[name] !== after[name]);
  if (changed !== undefined) return `"${changed}" stays as it was asked for.`;
  if (before.editors.join() !== after.editors.join()) return '"editors" stays as it was asked for.';
  if (before.state === after.state) return sameStateFault(before, after);
  if (!Object.values(MOVES).some(({ from, to }) => from.includes(before.state) && to === after.state)) return `A request does not move from ${before.state} to ${after.state}.`;
  if (after.state === 'approved' || after.state === 'in_work' || after.state === 'carried_out') return unapprovedText(after);
  return undefined;
}

/** Who approved, and how it ended, stays as it was once said. */
function sameStateFault(before: ReviewRequest, after: ReviewRequest): string | undefined {
  if (before.approver !== after.approver) return 'An approver comes with the approval.';
  const changed = SAID_ONCE.find((name) => String(before[name]) !== String(after[name]));
  return changed === undefined ? undefined : `"${changed}" stays as it was said.`;
}

function newFault({ state, needs, approver, asker }: ReviewRequest): string | undefined {
  if (asker === 0) return 'A request names who asks.';
  if (state !== 'asked' && !(state === 'approved' && needs === '')) return `A new request is not ${state}.`;
  return approver === 0 ? undefined : 'A new request has no approver.';
}

function unapprovedText(request: ReviewRequest): string | undefined {
  const verdict = unapproved(request);
  return verdict?.kind === 'refused' ? verdict.why : undefined;
}
