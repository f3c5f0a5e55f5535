import { keyTarget } from './receive';
import { holdOf } from '../domain/holds';
import { retriesByItself } from '../domain/observed-error';
import type { ObservedError } from '../domain/observed-error';
import type { Outcome } from '../domain/outcome';
import type { Verdict } from '../domain/ownership';
import { problemOf } from '../domain/reasons';
import { worded } from '../domain/reason-override';
import type { Problem } from '../domain/reasons';
import { resolveDocument } from '../domain/decide';
import { queryKey } from '../domain/references';
import type { PlannedReference, ReferenceMatch } from '../domain/references';
import type { OperationState } from '../domain/states';
import { admit } from './admit';
import type { Admitted } from './admit';
import { awaitedProblem, prepare } from './advance';
import { decideCancel } from './cancel-target';
import type { Prepared } from './advance';
import { decideWrite } from './decide-write';
import { foreseenDuplicate } from './duplicates';
import { observedProblem } from './observed-problem';
import type { LookFacts, Operation, Ports } from './ports';
import type { Reading } from './progress';
import { standingOf } from './standing';
import { foreseenObstacle } from './supersede';
import { advanceContext, describeDocument } from './receive';

/** What a document would come to, had it been posted. */
export interface Foresight {
  readonly contract: '1';
  /** Always false: validate takes nothing. */
  readonly custody: false;
  readonly outcome: OperationState;
  readonly verdicts: readonly Verdict[];
  readonly problem: Problem | null;
  /** Documents that would be brought first, as operations of their own. */
  readonly brings: readonly { readonly documentType: string; readonly externalId: string }[];
  /** Operation that holds the key already; null where the key is free. */
  readonly repeats: string | null;
  readonly mapVersion: string;
  readonly notForeseen: readonly string[];
}

/** What no dry run can see (design 9). */
const NOT_FORESEEN: readonly string[] = [
  'Other scripts and workflows that run when the record is saved, and may change or refuse it.',
  'Rules of the form and mandatory fields that the account adds.',
  'Whether a run is at work on the operation that the document supersedes, which can then not be replaced.',
  'Changes between this call and the next.',
];

/** PUT: says what the document would come to. Writes nothing, claims no key. Throws a Refusal as POST would. */
export function validate(body: unknown, ports: Ports): Foresight {
  const admitted = admit(body, ports);
  const repeats = ports.operations.find(keyTarget(admitted.incoming, admitted.map, ports))?.operationId ?? null;
  const operation = dryOperation(admitted, ports);
  const obstacle = foreseenObstacle(operation, ports);
  if (obstacle !== undefined) return foresight(admitted, { state: 'refused', result: null, verdicts: [], problem: obstacle, mapVersion: '' }, { repeats, brings: [] });
  const prepared = prepareDry(operation, admitted, ports);
  if (prepared === undefined) return foresight(admitted, unreadable(admitted), { repeats, brings: [] });
  const facts = ports.lookup.look(prepared.request);
  return foresee(admitted, { prepared, facts, repeats }, ports);
}

/** An operation as it would be logged; it has no row. */
function dryOperation({ incoming, map }: Admitted, ports: Ports): Operation {
  const document = describeDocument(incoming, map, ports);
  return { ...document, internalId: 0, state: 'accepted', attempts: 1, lease: { holder: '', untilMs: 0 }, budgetFromMs: document.receivedMs, head: { number: 0, hash: '' }, observed: undefined, deaths: 0, attemptedMs: undefined };
}

function prepareDry(operation: Operation, admitted: Admitted, ports: Ports): Prepared | undefined {
  if (!admitted.map.consistent || operation.externalId === '') return undefined;
  const context = advanceContext(admitted.map, { ports, configuration: admitted.configuration, ordersLane: false }, false);
  const preparation = prepare(operation, context, admitted.incoming.document);
  return preparation.kind === 'prepared' ? preparation.prepared : undefined;
}

function unreadable({ map }: Admitted): Outcome {
  const { rule } = map;
  const problem = map.consistent
    ? problemOf('required_path_missing', 'The document carries no id for its object.', [{ pointer: rule.paths.externalId, code: 'required_path_missing', message: 'An id is needed here.' }])
    : problemOf('map_inconsistent', `Rule ${rule.code} does not match its rows.`);
  return { state: map.consistent ? 'needs_review' : 'parked', result: null, verdicts: [], problem, mapVersion: rule.mapVersion };
}

interface Dry {
  readonly prepared: Prepared;
  readonly facts: LookFacts;
  readonly repeats: string | null;
}

function foresee(admitted: Admitted, { prepared, facts, repeats }: Dry, ports: Ports): Foresight {
  const { rule } = admitted.map;
  // What this document supersedes closes before it is looked at.
  const [holder] = facts.holders.filter(({ operationId }) => operationId !== prepared.operation.supersedes);
  const outcome = (state: OperationState, problem: Problem | null, verdicts: readonly Verdict[] = []): Outcome => ({ state, result: null, verdicts, problem, mapVersion: rule.mapVersion });
  if (holder !== undefined) return foresight(admitted, outcome('parked', problemOf('lane_busy', `Operation ${holder.operationId} came first.`)), { repeats, brings: [] });
  const held = holdOf(facts.held, prepared.request.work, 0, ports.platform.nowMs());
  if (held !== undefined) return foresight(admitted, outcome('parked', held.problem), { repeats, brings: [] });
  const standing = standingOf(prepared.operation, prepared.object, prepared.context, facts);
  if (standing.kind === 'rests') return foresight(admitted, standing.outcome, { repeats, brings: [] });
  if (standing.intent === 'cancel') return foresight(admitted, cancelOutcome({ ...prepared, facts }), { repeats, brings: [] });
  const first = resolveDocument(prepared.mapped, prepared.planned, facts.references);
  if (first.kind === 'review') return foresight(admitted, outcome('needs_review', first.problem), { repeats, brings: [] });
  const [awaited] = first.kind === 'bring' ? first.awaited : [];
  if (awaited !== undefined) return foresight(admitted, outcome('parked', awaitedProblem(awaited)), { repeats, brings: [] });
  const missing = first.kind === 'bring' ? first.references : [];
  const resolved = first.kind === 'resolved' ? first : resolveDocument(prepared.mapped, prepared.planned, asIfBrought(facts, missing));
  if (resolved.kind !== 'resolved') throw new Error('A record was taken as brought and is still missing: this is a defect.');
  const { operation, context, object, mapped, targetId, request: { posting } } = prepared;
  const reading: Reading = { operation: { ...operation, intent: standing.intent }, context: { ...context, ports }, object, mapped, targetId, posting, facts };
  const decision = decideWrite(reading, resolved.document);
  const brings = missing.flatMap(({ embedded }) => (embedded === undefined ? [] : [{ documentType: embedded.documentType, externalId: embedded.externalId }]));
  switch (decision.kind) {
    case 'refused':
      return foresight(admitted, failedOutcome(reading, decision.error), { repeats, brings });
    case 'rest':
      return foresight(admitted, decision.outcome, { repeats, brings });
    case 'wait':
      return foresight(admitted, outcome('parked', decision.problem), { repeats, brings });
    case 'leave':
      return foresight(admitted, outcome(decision.state, null, decision.verdicts), { repeats, brings });
    case 'create': {
      const duplicate = foreseenDuplicate(reading, object);
      if (duplicate !== undefined) return foresight(admitted, outcome('needs_review', duplicate), { repeats, brings });
      return foresight(admitted, outcome(decision.conflicts.length > 0 ? 'partly_applied' : 'applied', null, decision.verdicts), { repeats, brings });
    }
    case 'update':
      return foresight(admitted, outcome(decision.conflicts.length > 0 ? 'partly_applied' : 'applied', null, decision.verdicts), { repeats, brings });
  }
}

function cancelOutcome(reading: Reading): Outcome {
  const decision = decideCancel(reading);
  if (decision.kind === 'refused') return failedOutcome(reading, decision.error);
  if (decision.kind === 'rest') return decision.outcome;
  return { state: decision.kind === 'leave' ? 'unchanged' : 'applied', result: null, verdicts: [], problem: null, mapVersion: reading.context.map.rule.mapVersion };
}

/** What a record that NetSuite does not give out would lead to. */
function failedOutcome(reading: Reading, error: ObservedError): Outcome {
  const problem = observedProblem(reading, error);
  return { state: retriesByItself(problem.code) ? 'retry_scheduled' : 'needs_review', result: null, verdicts: [], problem, mapVersion: reading.context.map.rule.mapVersion };
}

/** Answers with a stand-in for each record that would be brought, so that the rest can be judged. */
export function asIfBrought(facts: LookFacts, missing: readonly PlannedReference[]): ReadonlyMap<string, readonly ReferenceMatch[]> {
  const matches = new Map(facts.references);
  for (const { query } of missing) matches.set(queryKey(query), [{ internalId: 0, inactive: false, taken: 0 }]);
  return matches;
}

function foresight(admitted: Admitted, outcome: Outcome, seen: Pick<Foresight, 'repeats' | 'brings'>): Foresight {
  return {
    contract: '1',
    custody: false,
    outcome: outcome.state,
    verdicts: outcome.verdicts,
    problem: worded(outcome.problem, admitted.configuration.overrides),
    ...seen,
    mapVersion: admitted.map.rule.mapVersion,
    notForeseen: NOT_FORESEEN,
  };
}
