import { resolveDocument } from '../domain/decide';
import type { ResolvedDocument } from '../domain/decide';
import { isDocumentObject, parseDocument } from '../domain/document';
import type { DocumentObject, DocumentValue } from '../domain/document';
import { likenessIds, lookAlikeWindow } from '../domain/document-keys';
import { subsidiaryOf } from '../domain/document-subsidiary';
import { contentKey, POISON_KIND, registryId, targetExternalId } from '../domain/identity';
import type { Sha256 } from '../domain/identity';
import { ATTEMPT_LIMIT, PARKED_LIMIT_MS, nextSweepMs } from '../domain/lease';
import type { CompiledMap } from '../domain/map';
import { cancelEffect, dependencyWaitMs, judgeDocument } from '../domain/judge-document';
import { locateObject, mapObject } from '../domain/mapping';
import type { MappedDocument } from '../domain/mapping';
import { classifyObserved, retriesByItself } from '../domain/observed-error';
import type { ObservedError } from '../domain/observed-error';
import { readUnder } from '../domain/overlay';
import { postingDateOf } from '../domain/posting-date';
import { problemOf } from '../domain/reasons';
import type { Problem } from '../domain/reasons';
import { planReferences, queriesOf, queryKey, valueMapId } from '../domain/references';
import type { PlannedReference, ReferenceMatch } from '../domain/references';
import { settleFoundWritten } from './found-written';
import { agedUnlooked, attemptsBefore, holdBack, withAge } from './hold-back';
import { inTheWay } from './lane-holders';
import { advanceLeft, asAdopted } from './left-outcome';
import { probeTarget, undecided } from './probe';
import { park, review, settled, wait } from './progress';
import type { AdvanceContext, Advanced, Reading } from './progress';
import type { LookFacts, LookRequest, Operation } from './ports';
import { setAside } from './set-aside';
import { adopt } from './settle';
import { advanceRollback } from './rollback/advance-rollback';
import { TICKETS_TOLD_MS } from './ticket-port';
import { standingOf } from './standing';
import { afterFailure, cancelTarget, finishWritten, retryAt, withoutTotals, writeTarget } from './write-target';

/**
 * The one way forward (design 1): looks at what is known, decides, applies, settles. Called by the RESTlet, the sweep and
 * whatever comes later. Never repeats an effect that it has not proven absent. `parsed` is the operation's own document where
 * the caller has just read it; else it is read from what was kept.
 */
export function advance(operation: Operation, context: AdvanceContext, parsed?: DocumentObject): Advanced {
  if (operation.intent === 'rollback') return advanceRollback(operation, context);
  const preparation = prepare(operation, context, parsed);
  if (preparation.kind === 'ended') return preparation.advanced;
  return proceed(preparation.prepared, context.ports.lookup.look(preparation.prepared.request));
}

/** An operation whose document is read through the map, and the look-up that it needs. */
export interface Prepared {
  readonly operation: Operation;
  readonly context: AdvanceContext;
  readonly object: DocumentValue;
  readonly mapped: MappedDocument;
  readonly targetId: string;
  readonly planned: ReturnType<typeof planReferences>;
  readonly request: LookRequest;
}

type Preparation =
  | { readonly kind: 'prepared'; readonly prepared: Prepared }
  /** The operation came to rest without a look-up: its document cannot be read, or its map is not whole. */
  | { readonly kind: 'ended'; readonly advanced: Advanced };

/** Reads an operation's document through its map. Pure but for operations that end here. */
export function prepare(operation: Operation, context: AdvanceContext, parsed?: DocumentObject): Preparation {
  const { ports, map } = context;
  const ended = (advanced: Advanced): Preparation => ({ kind: 'ended', advanced });
  if (!map.consistent) return ended(awaitDeployment(agedUnlooked(operation, ports), context));
  const object = readObject(parsed ?? readDocument(operation), map);
  if (object.kind !== 'object') {
    const left = advanceLeft(operation, context.triedBefore, ports);
    if (left !== undefined) return ended(left);
  }
  if (object.kind === 'unreadable') return ended(review(operation, context, undefined, problemOf('document_unreadable', object.why)));
  if (object.kind === 'without_id') {
    const detail = { pointer: map.rule.paths.externalId, code: 'required_path_missing', message: 'The document carries no id for its object here.' } as const;
    return ended(review(operation, context, undefined, problemOf('required_path_missing', detail.message, [detail])));
  }
  return { kind: 'prepared', prepared: prepareObject(operation, context, object.value) };
}

/** Reads the object of a document through its map, and says what has to be looked up. Pure. */
export function prepareObject(operation: Operation, context: AdvanceContext, object: DocumentValue): Prepared {
  const { ports, map } = context;
  const targetId = targetExternalId(operation.source, operation.documentType, operation.externalId, ports.platform.sha256);
  const { value, mapped } = readUnder(operation.overlay, object, (read) => mapObject(map, read, context.configuration.binding?.values ?? {}, ports.platform.calendarDateIn));
  const planned = plan(mapped, context);
  const request: LookRequest = {
    operationId: operation.operationId,
    lane: operation.lane,
    ruleCode: map.rule.code,
    target: { recordType: map.rule.target, externalId: targetId },
    references: queriesOf(planned),
    posting: postingQuestion(mapped, context),
    lookAlike: lookAlikeRequest(operation, value, map, ports.platform.sha256),
    work: workOf(operation, context),
    outcomesAfter: context.triedBefore ? operation.head.number : undefined,
    ticketsSinceMs: ports.platform.nowMs() - TICKETS_TOLD_MS,
  };
  return { operation, context, object: value, mapped, targetId, planned, request };
}

/**
 * Waits for a map that is whole, and past the limit for a person (design 11, rule 4). Where an earlier run had its effect already,
 * the operation does not rest as one without: its sender could still withdraw that.
 */
function awaitDeployment(operation: Operation, context: AdvanceContext): Advanced {
  const { ports, map: { rule }, triedBefore } = context;
  const left = advanceLeft(operation, triedBefore, ports);
  if (left !== undefined) return left;
  const problem = problemOf('map_inconsistent', `Rule ${rule.code} does not match its rows.`);
  const targetId = targetExternalId(operation.source, operation.documentType, operation.externalId, ports.platform.sha256);
  if (triedBefore && ports.ledger.probe(rule.target, targetId)?.stamp === operation.operationId) {
    const nowMs = ports.platform.nowMs();
    if (nowMs - operation.budgetFromMs > PARKED_LIMIT_MS) return tooLong(operation, context, problem);
    return wait(operation, context, { state: 'unknown', problem, waitsFor: 'deployment', dueMs: nextSweepMs(nowMs), observed: operation.observed });
  }
  return park(operation, context, { problem, waitsFor: 'deployment' });
}

/** Puts an operation that had its effect in front of a person, with the record that stands. */
function tooLong(operation: Operation, context: AdvanceContext, { detail }: Problem): Advanced {
  const { ports, map: { rule }, triedBefore } = context;
  const outcome = setAside({ operation, problem: problemOf('parked_too_long', detail), targets: [rule.target], mapVersion: rule.mapVersion, triedBefore }, ports);
  return { outcome, dueMs: null, waitsFor: '' };
}

/** What has to be known of the accounting periods before such a document may be posted; undefined: nothing. */
function postingQuestion(mapped: MappedDocument, { ports, map: { rule } }: AdvanceContext): LookRequest['posting'] {
  if (!ports.ledger.posts(rule.target)) return undefined;
  const date = postingDateOf(mapped) ?? ports.platform.calendarDateIn(ports.platform.nowMs(), rule.parts.ledger?.postingDate?.zone ?? 'UTC');
  return date === undefined ? undefined : { date, firstOpenDay: rule.parts.ledger?.postingDate?.whenClosed === 'first_open_day' };
}

function workOf(operation: Operation, { ports, map: { rule } }: AdvanceContext): LookRequest['work'] {
  const { source, documentType } = operation;
  return { source, documentType, target: rule.target, contentId: registryId(POISON_KIND, contentKey(operation), ports.platform.sha256) };
}

function lookAlikeRequest(operation: Operation, object: DocumentValue, map: CompiledMap, sha256: Sha256): LookRequest['lookAlike'] {
  const window = lookAlikeWindow(map.rule, object);
  return window === undefined ? undefined : { ...window, source: operation.source, documentType: operation.documentType, ids: likenessIds(window, operation, sha256) };
}

/** Carries a prepared operation on from what its look-up found. */
export function proceed(prepared: Prepared, facts: LookFacts): Advanced {
  const { context, object, mapped, targetId, planned, request: { work } } = prepared;
  const operation = { ...withAge(prepared.operation, { work, facts }), subsidiary: placeOf(prepared, facts) };
  const current = mapInForce(context, facts);
  if (current === 'none') return awaitDeployment(operation, context);
  if (current !== undefined) return advance(operation, current);
  return decide({ operation, context, object, mapped, targetId, posting: prepared.request.posting, facts }, planned, work);
}

/** The subsidiary that the document belongs to, for those who see their own alone; as it was known before where it is not now. */
function placeOf({ operation, mapped, planned, context: { configuration: { binding } } }: Prepared, { references }: LookFacts): number | undefined {
  return subsidiaryOf(mapped, planned, references, { own: binding?.values['subsidiary'], named: binding?.subsidiaries ?? [] }) ?? operation.subsidiary;
}

/**
 * The same context with the map that is in force now, where the cached one is out of date. `none`: no map that the account holds
 * is the one in force, because the rule left or stands there twice.
 */
function mapInForce(context: AdvanceContext, facts: LookFacts): AdvanceContext | 'none' | undefined {
  const { rule } = context.map;
  const isInForce = (candidate: CompiledMap) => facts.mapInForce === `${candidate.rule.mapVersion}:${candidate.rule.rowsHash}`;
  if (isInForce(context.map)) return undefined;
  const configuration = context.ports.configuration.reload(rule.source);
  const map = configuration.maps.find((candidate) => candidate.rule.code === rule.code && isInForce(candidate));
  return map === undefined ? 'none' : { ...context, configuration, map };
}

type ObjectReading =
  | { readonly kind: 'object'; readonly value: DocumentValue }
  | { readonly kind: 'without_id' }
  | { readonly kind: 'unreadable'; readonly why: string };

function readObject(document: DocumentObject | string, map: CompiledMap): ObjectReading {
  if (typeof document === 'string') return { kind: 'unreadable', why: document };
  const located = locateObject(map.rule, document);
  return located === undefined ? { kind: 'without_id' } : { kind: 'object', value: located.value };
}

/** The document of an operation; a text: why it cannot be read. */
export function readDocument(operation: Pick<Operation, 'keptText'>): DocumentObject | string {
  try {
    const document = parseDocument(operation.keptText, '');
    if (!isDocumentObject(document)) return 'The stored text is not an object.';
    return document;
  } catch (error) {
    return (error as Error).message;
  }
}

function plan(mapped: MappedDocument, context: AdvanceContext): ReturnType<typeof planReferences> {
  const { configuration, ports } = context;
  const mapOf = (documentType: string) => configuration.maps.find(({ rule }) => rule.documentType === documentType);
  const { sha256 } = ports.platform;
  return planReferences(mapped.needs, mapOf, {
    externalIdOf: (documentType, externalId) => targetExternalId(configuration.source, documentType, externalId, sha256),
    valueMapIdOf: (name, value) => valueMapId(configuration.source, name, value, sha256),
  });
}

function decide(reading: Reading, planned: ReturnType<typeof planReferences>, work: LookRequest['work']): Advanced {
  const { operation, context, facts } = reading;
  if (facts.outcomeEventId !== undefined) {
    return asAdopted(adopt(operation, facts.object, facts.outcomeEventId, context.ports), context.ports);
  }
  const holder = inTheWay(operation, context, facts);
  const proof = context.triedBefore ? probe(reading, planned) : undefined;
  if (proof !== undefined) return proof;
  const held = holdBack(operation, context, { work, facts });
  if (held !== undefined) return held;
  if (operation.attempts > ATTEMPT_LIMIT) {
    const seen = operation.observed === undefined ? 'No error was observed.' : `${operation.observed.name}: ${operation.observed.message}`;
    return review(operation, context, facts, problemOf('attempts_exhausted', `${String(ATTEMPT_LIMIT)} attempts were made. ${seen}`, [], operation.observed));
  }
  if (holder !== undefined) {
    return park(operation, context, { problem: problemOf('lane_busy', `Operation ${holder.operationId} ${holder.internalId < operation.internalId ? 'came first' : 'is under work'}.`), waitsFor: holder.operationId });
  }
  const standing = standingOf(operation, reading.object, context, facts);
  if (standing.kind === 'rests') return settled(reading, standing.outcome);
  if (standing.intent === 'cancel') return cancelTarget({ ...reading, operation: { ...operation, intent: 'cancel' } });
  const resolution = bringAndResolve(reading, planned);
  switch (resolution.kind) {
    case 'resolved':
      return writeTarget({ ...reading, operation: { ...operation, intent: standing.intent } }, resolution.document);
    case 'review':
      return review(operation, context, facts, resolution.problem);
    case 'waiting':
      return park(operation, context, { problem: problemOf('waits_for_operation', resolution.why), waitsFor: resolution.operationId, limitMs: dependencyWaitMs(context.map.rule) });
    case 'awaiting':
      return park(operation, context, { problem: awaitedProblem(resolution.awaited), waitsFor: resolution.awaited.query.value, limitMs: dependencyWaitMs(context.map.rule) });
  }
}

/** What is said of a document that names a record which another document brings, and has not yet. */
export function awaitedProblem({ need, query }: PlannedReference): Problem {
  return problemOf('waits_for_document', `There is no ${need.record ?? query.record} with ${query.field} "${query.value}" yet.`);
}

type BroughtResolution =
  | { readonly kind: 'resolved'; readonly document: ResolvedDocument }
  | { readonly kind: 'review'; readonly problem: Problem }
  | { readonly kind: 'waiting'; readonly operationId: string; readonly why: string }
  /** Another document brings what this one only names. */
  | { readonly kind: 'awaiting'; readonly awaited: PlannedReference };

/** Resolves the references; what another rule of the source brings is brought first, as operations of their own. */
function bringAndResolve(reading: Reading, planned: ReturnType<typeof planReferences>): BroughtResolution {
  const { operation, context, mapped, facts } = reading;
  const first = resolveDocument(mapped, planned, facts.references);
  if (first.kind !== 'bring') return first;
  const matches = new Map<string, readonly ReferenceMatch[]>(facts.references);
  for (const reference of first.references) {
    if ((matches.get(queryKey(reference.query)) ?? []).length > 0) continue;
    const brought = context.bring(reference, operation);
    if (brought.kind !== 'ready') return brought;
    matches.set(queryKey(reference.query), [{ internalId: brought.internalId, inactive: false }]);
  }
  const second = resolveDocument(mapped, planned, matches);
  if (second.kind !== 'bring') return second;
  const [awaited] = second.awaited;
  if (awaited === undefined) throw new Error('A record was brought and is still missing: this is a defect.');
  return { kind: 'awaiting', awaited };
}

/**
 * Looks for the effect of an earlier run, by N/search (design 5). Found: the operation settles on what stands. Proven
 * absent: undefined where work may go on, or the way that the observed error takes.
 */
function probe(reading: Reading, planned: ReturnType<typeof planReferences>): Advanced | undefined {
  const { operation, context, targetId } = reading;
  const { ports, map } = context;
  const probed = probeTarget(context, targetId);
  if (probed.kind === 'failed') return undecided(operation, context, { facts: reading.facts, why: probed.why });
  const { sighting } = probed;
  const judged = judgeDocument(map.rule, reading.object, { production: ports.platform.production, intent: operation.intent });
  const cancels = judged.kind === 'goes_on' && judged.intent === 'cancel';
  const voided = cancels && cancelEffect(map.rule) === 'void' && sighting?.voided === true;
  if (sighting !== undefined && (voided || sighting.stamp === operation.operationId)) {
    if (cancels) return finishWritten(withoutTotals(reading), { verdicts: [] }, sighting.internalId, 'applied');
    return settleFoundWritten(reading, planned, sighting.internalId);
  }
  return operation.observed === undefined ? undefined : afterAbsence(reading, operation.observed);
}

/** The way of an error whose effect is proven absent. Undefined: the next attempt is due by now. */
function afterAbsence(reading: Reading, observed: ObservedError): Advanced | undefined {
  const { operation, context: { ports: { platform } } } = reading;
  // Whatever waited for its next attempt has waited by now; only a save that threw was not judged yet.
  if (operation.state !== 'unknown' && retriesByItself(classifyObserved(observed))) return undefined;
  const nowMs = platform.nowMs();
  const attempts = attemptsBefore(operation);
  const after = afterFailure(reading, observed, { attempts, endedMs: operation.attemptedMs ?? nowMs });
  if (after.kind === 'ends') return after.advanced;
  return after.dueMs <= nowMs ? undefined : retryAt(reading, observed, { dueMs: after.dueMs, attempts });
}
