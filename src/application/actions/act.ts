import { NUMBERS_AHEAD } from '../../domain/event-chain';
import { LEASE_MS } from '../../domain/lease';
import type { ActionTaken, Outcome } from '../../domain/outcome';
import { ACTION_MOVES } from '../../domain/states';
import type { OperationAction, OperationState } from '../../domain/states';
import type { FoundOperation, Held, Operation, Ports } from '../ports';
import { presentOutcome } from '../repeat';
import { settle } from '../settle';

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
}

/** Why an action was not done. */
export type ActionRefusal =
  | 'key_invalid' | 'note_missing' | 'not_found' | 'under_work' | 'not_from_this_state' | 'has_effect' | 'overtaken' | 'record_not_found';

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

/** What an action makes of an operation: its outcome, and whether that ties the external object to a record or takes such a tie back. */
export type Intended =
  | { readonly kind: 'intended'; readonly outcome: Omit<Outcome, 'action' | 'state'>; readonly ties?: boolean }
  | { readonly kind: 'refused'; readonly code: ActionRefusal; readonly why: string };

/** Longest note, and longest key, in characters. */
const MAX_NOTE = 2000;
const MAX_KEY = 100;

/**
 * Does what a person asks for with one operation (D-0073). The operation is held under a lease, so that no sweep, call or other person
 * acts at the same time; then the outcome event is appended, which carries the action and is the fence; then the row is
 * written. Whoever comes after a crash completes the row from the event. `intend` says what the action comes to; it writes nothing.
 * At most 70 units, beside those of `intend`.
 */
export function act(action: OperationAction, request: ActionRequest, ports: Ports, intend: (subject: ActionSubject) => Intended): ActionResult {
  const { operationId, key } = request;
  if (key === '' || key.length > MAX_KEY) return refused(request, 'key_invalid', 'The click carries no key, or one that is too long.');
  const found = ports.operations.find(operationId);
  if (found === undefined) return refused(request, 'not_found', 'There is no such operation.');
  const present = presentOutcome(found, ports);
  if (wasDone(found, key, ports)) return { kind: 'done_before', operationId, state: present.state };
  const move = ACTION_MOVES[action];
  if (!move.from.includes(present.state)) return refused(request, 'not_from_this_state', stands(present.state, action));
  const intended = intend({ found, present });
  if (intended.kind === 'refused') return refused(request, intended.code, intended.why);
  const nowMs = ports.platform.nowMs();
  const held = ports.operations.holdForAction({ internalId: found.internalId, lease: { holder: ports.platform.randomHex(8), untilMs: nowMs + LEASE_MS }, nowMs, from: move.from });
  if (held.kind !== 'held') return notHeld(request, action, held);
  return conclude(held.operation, { request, outcome: { ...intended.outcome, state: move.to, action: actionTaken(action, request, { from: held.operation.state, ties: intended.ties }) } }, ports);
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

function actionTaken(action: OperationAction, { asker, note, key }: ActionRequest, { from, ties }: { readonly from: OperationState; readonly ties: boolean | undefined }): ActionTaken {
  return { action, by: `user ${String(asker.userId)} as ${asker.role}`, note: note.slice(0, MAX_NOTE), from, key, ...(ties === true ? { ties } : {}) };
}

function notHeld(request: ActionRequest, action: OperationAction, held: Exclude<Held, { readonly kind: 'held' }>): RefusedAction {
  switch (held.kind) {
    case 'under_work':
      return refused(request, 'under_work', 'A run or another person is at work on it. Try again in some minutes.');
    case 'elsewhere':
      return refused(request, 'not_from_this_state', stands(held.state, action));
    case 'has_effect':
      return refused(request, 'has_effect', 'A record of it stands in NetSuite. Accept, correct or roll that back.');
  }
}

function stands(state: OperationState, action: OperationAction): string {
  return `The operation is ${state}. To ${action.replace('_', ' ')} it, it has to be ${ACTION_MOVES[action].from.join(', ')}.`;
}

function refused({ operationId }: ActionRequest, code: ActionRefusal, why: string): RefusedAction {
  return { kind: 'refused', operationId, code, why };
}
