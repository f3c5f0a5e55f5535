import { NUMBERS_AHEAD } from '../../domain/event-chain';
import { LEASE_MS } from '../../domain/lease';
import type { ActionTaken, Outcome } from '../../domain/outcome';
import { ACTION_MOVES, isCare } from '../../domain/states';
import type { OperationAction, OperationState } from '../../domain/states';
import type { FoundOperation, Held, Operation, Ports } from '../ports';
import { presentOutcome } from '../repeat';
import { settle, UNITS_TO_SETTLE } from '../settle';
import { movedOn, notFrom, underWork } from './refusal-texts';

/** The person who asks for an action, whoever it runs as. */
export interface Asker {
  readonly userId: number;
  /** Script id of the role. */
  readonly role: string;
}

/** What every action is asked with. */
export interface ActionRequest {
  readonly operationId: string;
  readonly asker: Asker;
  /** Why, in the person's own words. */
  readonly note: string;
  /** Names the click: the same one does nothing twice. 1 to 100 characters. */
  readonly key: string;
  /** Head of the operation's chain when the person saw it; undefined: its state alone is judged. */
  readonly seen?: number | undefined;
  /** It is left alone where it came to something after this time, epoch milliseconds; undefined: whenever it did. */
  readonly unchangedSince?: number | undefined;
}

/** Why an action of the review queue was not done, besides what the operation itself says. */
export type ReviewRefusal =
  | 'not_allowed' | 'arguments_wrong' | 'mismatch' | 'edit_refused' | 'snooze_refused' | 'still_open' | 'request_refused' | 'value_taken' | 'too_many';

/** Why an action was not done. */
export type ActionRefusal =
  | ReviewRefusal
  | 'key_invalid' | 'note_missing' | 'not_found' | 'under_work' | 'moved_on' | 'not_from_this_state' | 'has_effect' | 'overtaken' | 'record_not_found';

export type ActionResult =
  | { readonly kind: 'done'; readonly operationId: string; readonly from: OperationState; readonly state: OperationState }
  /** The same click came before. `state`: where the operation stands by now. */
  | { readonly kind: 'done_before'; readonly operationId: string; readonly state: OperationState }
  | RefusedAction;

/** Nothing was changed. `why`: a sentence for the person. */
export interface RefusedAction {
  readonly kind: 'refused';
  readonly operationId: string;
  readonly code: ActionRefusal;
  readonly why: string;
}

/** What an operation that is acted on has come to so far. */
export interface ActionSubject {
  readonly found: FoundOperation;
  readonly present: Outcome;
}

/** What an action does beside the operation. */
export type AlsoDone = Pick<ActionTaken, 'ties' | 'releases' | 'reason' | 'care' | 'overlay'>;

/** What an action makes of an operation: its outcome, and what it does beside, which is judged once nobody else can act. */
export type Intended =
  | { readonly kind: 'intended'; readonly outcome: Omit<Outcome, 'action' | 'state'>; readonly also?: () => AlsoDone }
  | { readonly kind: 'refused'; readonly code: ActionRefusal; readonly why: string };

/** Longest note, and longest key, in characters. */
const MAX_NOTE = 2000;
const MAX_KEY = 100;

/**
 * Most usage units of an action: finding it 10, its present outcome and its settings 13, its clicks 10, the hold 12, the settling, where an
 * outcome and a dozen notes were written meanwhile, and the content that it lets through 16.
 */
export const UNITS_TO_ACT = 10 + 13 + 10 + 12 + UNITS_TO_SETTLE + 16;

/**
 * Does what a person asks for with one operation (D-0073). The operation is held under a lease, as it was judged, so that no sweep, call
 * or other person acts at the same time; then the outcome event is appended, which carries the action and is the fence; then what lies
 * beside and the row are written. Whoever comes after a crash completes those from the event. `intend` says what the action comes to; it
 * writes nothing that a refusal would have to take back. At most `UNITS_TO_ACT`, beside those of `intend`.
 */
export function act(action: OperationAction, request: ActionRequest, ports: Ports, intend: (subject: ActionSubject) => Intended): ActionResult {
  const { operationId, key } = request;
  if (key === '' || key.length > MAX_KEY) return refused(request, 'key_invalid', 'The click carries no key, or one that is too long.');
  const found = ports.operations.find(operationId);
  if (found === undefined) return refused(request, 'not_found', 'There is no such operation.');
  const present = presentOutcome(found, ports);
  if (wasDone(found, key, ports)) return { kind: 'done_before', operationId, state: present.state };
  if (request.seen !== undefined && request.seen !== found.head.number) return refused(request, 'moved_on', movedOn(present.state));
  if (changedSince(found, request.unchangedSince, ports)) return refused(request, 'moved_on', movedOn(present.state));
  const move = ACTION_MOVES[action];
  if (!move.from.includes(present.state)) return refused(request, 'not_from_this_state', notFrom(present.state, action));
  if (found.ended === true) return refused(request, 'not_from_this_state', 'Its document was ended or erased. Nothing can be done with it any more.');
  const intended = intend({ found, present });
  if (intended.kind === 'refused') return refused(request, intended.code, intended.why);
  const nowMs = ports.platform.nowMs();
  const held = ports.operations.holdForAction({ internalId: found.internalId, lease: { holder: ports.platform.randomHex(8), untilMs: nowMs + LEASE_MS }, nowMs, from: move.from, headNumber: found.head.number, evenWithEffect: isCare(action) });
  if (held.kind !== 'held') return doneMeanwhile(request, ports) ?? notHeld(request, { action, held, found, nowMs });
  return conclude(held.operation, { request, outcome: { ...intended.outcome, state: move.to, action: actionTaken(action, request, held.operation.state, intended.also?.()) } }, ports);
}

/** True where the latest outcome is younger than a time. 2 units where one is asked for. */
function changedSince({ outcomeEventId }: FoundOperation, sinceMs: number | undefined, { events }: Ports): boolean {
  return sinceMs !== undefined && outcomeEventId !== undefined && events.load(outcomeEventId).atMs > sinceMs;
}

interface Conclusion {
  readonly request: ActionRequest;
  readonly outcome: Outcome;
}

function conclude(operation: Operation, { request, outcome }: Conclusion, ports: Ports): ActionResult {
  const result = settle(operation, { known: undefined }, outcome, ports);
  if (result.action?.key !== request.key) return refused(request, 'overtaken', `Somebody was faster: the operation is ${result.state}.`);
  return { kind: 'done', operationId: operation.operationId, from: operation.state, state: result.state };
}

/** True where the chain holds an action of this key. Older clicks than the last dozens of events are judged by the state alone. */
function wasDone({ operationId, head }: FoundOperation, key: string, ports: Ports): boolean {
  const from = Math.max(1, head.number - NUMBERS_AHEAD + 1);
  return ports.events.facts(operationId, from, head.number + NUMBERS_AHEAD).some(({ kind, facts }) => kind === 'outcome' && actionKeyIn(facts) === key);
}

function actionKeyIn(facts: string): unknown {
  return (JSON.parse(facts) as { readonly actionKey?: unknown }).actionKey;
}

function actionTaken(action: OperationAction, { asker, note, key }: ActionRequest, from: OperationState, { ties, releases, reason, care, overlay }: AlsoDone = {}): ActionTaken {
  const also = {
    ...(ties === true ? { ties } : {}), ...(releases === true ? { releases } : {}), ...(reason === undefined ? {} : { reason }), ...(care === undefined ? {} : { care }), ...(overlay === undefined ? {} : { overlay }),
  };
  return { action, by: `user ${String(asker.userId)} as ${asker.role}`, note: note.slice(0, MAX_NOTE), from, key, ...also };
}

/** The same click, sent twice at one moment: the other one did it while this one looked. */
function doneMeanwhile({ operationId, key }: ActionRequest, ports: Ports): ActionResult | undefined {
  const found = ports.operations.find(operationId);
  if (found === undefined || !wasDone(found, key, ports)) return undefined;
  return { kind: 'done_before', operationId, state: presentOutcome(found, ports).state };
}

interface NotHeld {
  readonly action: OperationAction;
  readonly held: Exclude<Held, { readonly kind: 'held' }>;
  readonly found: FoundOperation;
  readonly nowMs: number;
}

function notHeld(request: ActionRequest, { action, held, found, nowMs }: NotHeld): RefusedAction {
  switch (held.kind) {
    case 'under_work':
      return refused(request, 'under_work', underWork(held, found.source, nowMs));
    case 'moved_on':
      return refused(request, 'moved_on', movedOn(held.state));
    case 'elsewhere':
      return refused(request, 'not_from_this_state', notFrom(held.state, action));
    case 'has_effect':
      return refused(request, 'has_effect', 'A record of it stands in NetSuite. Accept, correct or roll that back.');
  }
}

function refused({ operationId }: ActionRequest, code: ActionRefusal, why: string): RefusedAction {
  return { kind: 'refused', operationId, code, why };
}
