import { advance } from './advance';
import { canonicalText, documentText, keptForm } from '../domain/document';
import type { DocumentObject } from '../domain/document';
import type { Submission } from '../domain/envelope';
import { broughtKey, laneOf, operationIdOf } from '../domain/identity';
import { LEASE_MS } from '../domain/lease';
import type { CompiledMap } from '../domain/map';
import { documentFacts, locateObject } from '../domain/mapping';
import { replyOf } from '../domain/outcome';
import type { Outcome, Reply } from '../domain/outcome';
import { problemOf } from '../domain/reasons';
import type { Problem } from '../domain/reasons';
import { isRefusal } from '../domain/refusal';
import { versionNumber } from '../domain/version-order';
import type { AdvanceContext, Advanced, Brought } from './progress';
import type { Lease, LoggedDocument, Operation, Ports, SourceConfiguration } from './ports';
import { answerRepeat, presentOutcome } from './repeat';
import { supersedeFirst } from './supersede';
import { missingOf } from '../domain/references';
import type { PlannedReference } from '../domain/references';

/** A document on its way in, whoever sends it. */
export type IncomingDocument = Pick<Submission, 'documentType' | 'document' | 'receivedText' | 'keptText' | 'intent' | 'version' | 'mode' | 'supersedes' | 'correlationId'> & {
  readonly idempotencyKey: string;
  /** Operation whose document brought this one; empty for one that was sent. */
  readonly parent: string;
};

/** Where a document is received: what is in force for its source. */
export interface ReceiveContext {
  readonly ports: Ports;
  readonly configuration: SourceConfiguration;
  readonly ordersLane: boolean;
  /** Operations that this same run holds: they are not in each other's way. Absent: it holds no other. */
  readonly ours?: ReadonlySet<string>;
}

/** An operation that is logged and not carried on yet. */
export interface LoggedOperation {
  readonly operation: Operation;
  readonly map: CompiledMap;
  /** The document as it was read at the door. */
  readonly document: DocumentObject;
}

/** What taking custody came to. */
export type Taken =
  /** Nothing is left to do now: a repeat, or a document that is only accepted. */
  | { readonly kind: 'answered'; readonly reply: Reply }
  | { readonly kind: 'logged'; readonly logged: LoggedOperation };

/** Takes custody of a document, then carries it as far as its mode says. */
export function receiveDocument(incoming: IncomingDocument, map: CompiledMap, context: ReceiveContext): Reply {
  const taken = takeCustody(incoming, map, context);
  if (taken.kind === 'answered') return taken.reply;
  const { operation } = taken.logged;
  try {
    return replyTo(operation, carryOn(taken.logged, context), context.ports);
  } catch (error) {
    // A refusal says that nothing was kept. That is not so any more.
    if (!isRefusal(error)) throw error;
    return interruptedReply(operation, error, context.ports);
  }
}

/** Carries a logged operation on: first it takes the place of the one it supersedes, where it names one. */
export function carryOn({ operation, map, document }: LoggedOperation, context: ReceiveContext): Advanced {
  const advancing = advanceContext(map, context, false);
  return supersedeFirst(operation, advancing) ?? advance(operation, advancing, document);
}

/**
 * Logs a document before anything else is done with it: the save with the unique external id is what recognises a repeat
 * (design 5, step 1).
 */
export function takeCustody(incoming: IncomingDocument, map: CompiledMap, { ports, configuration }: ReceiveContext): Taken {
  const document = describeDocument(incoming, map, ports);
  const lease: Lease = { holder: ports.platform.randomHex(8), untilMs: document.receivedMs + LEASE_MS };
  const logged = ports.operations.log(document, document.mode === 'sync' ? lease : undefined);
  if (logged.kind === 'refused') return { kind: 'answered', reply: answerRepeat(document, logged.error, ports, configuration.overrides) };
  if (document.mode === 'async') return { kind: 'answered', reply: acceptedReply(document, document.receivedMs, ports) };
  const operation: Operation = {
    ...document, internalId: logged.internalId, state: 'accepted', attempts: 1, lease, budgetFromMs: document.receivedMs, head: { number: 0, hash: '' }, observed: undefined, deaths: 0, attemptedMs: undefined,
  };
  return { kind: 'logged', logged: { operation, map, document: incoming.document } };
}

/** Id of the operation that a document's key belongs to. */
export function keyTarget(incoming: IncomingDocument, { rule }: CompiledMap, ports: Ports): string {
  return operationIdOf(rule.source, incoming.idempotencyKey, ports.platform.sha256);
}

/** The reply to an operation that was carried on. */
export function replyTo(operation: Operation, advanced: Advanced, ports: Ports): Reply {
  return replyOf(advanced.outcome, {
    operationId: operation.operationId,
    correlationId: operation.correlationId,
    replayed: false,
    attempts: advanced.attempts ?? operation.attempts,
    dueMs: advanced.dueMs,
    waitsFor: advanced.waitsFor,
    nowMs: ports.platform.nowMs(),
  });
}

/** What `advance` needs to carry on an operation of this map. */
export function advanceContext(map: CompiledMap, context: ReceiveContext, triedBefore: boolean): AdvanceContext {
  return { ...context, map, triedBefore, bring: (reference, parent) => bring(reference, parent, context) };
}

/** Describes a document for the log. */
export function describeDocument(incoming: IncomingDocument, map: CompiledMap, ports: Ports): LoggedDocument {
  const { rule } = map;
  const { sha256 } = ports.platform;
  const located = locateObject(rule, incoming.document);
  const operationId = operationIdOf(rule.source, incoming.idempotencyKey, sha256);
  const facts = documentFacts(rule, located?.value ?? incoming.document);
  const version = incoming.version ?? facts.version;
  return {
    operationId,
    source: rule.source,
    documentType: rule.documentType,
    idempotencyKey: incoming.idempotencyKey,
    externalId: located?.externalId ?? '',
    lane: located === undefined ? operationId : laneOf(rule.source, rule.documentType, located.externalId, sha256),
    intent: incoming.intent ?? rule.intent,
    mode: incoming.mode ?? rule.mode,
    version: version ?? '',
    versionNumber: versionNumber(version, rule.paths.versionKind),
    correlationId: incoming.correlationId,
    supersedes: incoming.supersedes,
    parent: incoming.parent,
    facts,
    fingerprint: sha256(canonicalText(incoming.document)),
    receivedSha256: sha256(incoming.receivedText),
    receivedCharacters: incoming.receivedText.length,
    keptText: incoming.keptText,
    receivedMs: ports.platform.nowMs(),
    account: ports.platform.accountId,
  };
}

/** The reply to a document that is only accepted: the sweep carries it on at `dueMs`. */
export function acceptedReply(document: LoggedDocument, dueMs: number, ports: Ports, problem: Problem | null = null): Reply {
  const outcome: Outcome = { state: 'accepted', result: null, verdicts: [], problem, mapVersion: '' };
  return replyOf(outcome, {
    operationId: document.operationId,
    correlationId: document.correlationId,
    replayed: false,
    attempts: 0,
    dueMs,
    waitsFor: '',
    nowMs: ports.platform.nowMs(),
  });
}

/** The reply to an operation whose run failed after it was logged: the sweep takes it up, and finds the failure again or that it healed. */
export function interruptedReply(operation: Operation, error: unknown, ports: Ports): Reply {
  const { name, message } = error as { readonly name?: string; readonly message?: string };
  if (isRefusal(error) && error.code === 'configuration_unreadable') return acceptedReply(operation, operation.lease.untilMs, ports, problemOf('configuration_unreadable', error.message));
  return acceptedReply(operation, operation.lease.untilMs, ports, problemOf('netsuite_unexpected', `${name ?? 'UNKNOWN'}: ${message ?? ''}`, [], { name: name ?? 'UNKNOWN', message: message ?? '' }));
}

/** States in which nobody is going to act on an operation any more, and no record came of it: what it was to bring will not come. */
const BRINGS_NOTHING: readonly Reply['outcome'][] = ['refused', 'withdrawn', 'discarded', 'duplicate', 'rolled_back', 'resolved_elsewhere', 'key_reused'];

/**
 * Brings a record that another document embeds, as an operation of its own under its own rule. A document that waits already asks
 * how that operation stands and does not send it again: the same content is the same operation (D-0027).
 */
function bring(reference: PlannedReference, parent: Operation, context: ReceiveContext): Brought {
  const { embedded } = reference;
  const map = context.configuration.maps.find(({ rule }) => rule.documentType === embedded?.documentType);
  if (embedded === undefined || map === undefined) throw new Error('Only what a rule of the same source brings can be brought: this is a defect.');
  const incoming = embeddedDocument(embedded, parent, context.ports);
  const standing = parent.state === 'accepted' ? undefined : present(keyTarget(incoming, map, context.ports), context.ports);
  try {
    return broughtBy(standing ?? receiveDocument(incoming, map, context), reference);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return cannotCome(reference, `The embedded ${embedded.documentType} cannot be taken as a document of its own. ${error.message}`);
  }
}

function embeddedDocument(embedded: NonNullable<PlannedReference['embedded']>, parent: Operation, { platform }: Ports): IncomingDocument {
  const text = documentText(embedded.value);
  return {
    documentType: embedded.documentType,
    idempotencyKey: broughtKey(embedded.documentType, embedded.externalId, platform.sha256(canonicalText(embedded.value))),
    document: embedded.value as DocumentObject,
    receivedText: text,
    keptText: keptForm(text),
    intent: undefined,
    version: undefined,
    mode: 'sync',
    supersedes: undefined,
    correlationId: parent.correlationId,
    parent: parent.operationId,
  };
}

type Standing = Pick<Reply, 'outcome' | 'operationId' | 'result' | 'problem'>;

function present(operationId: string, ports: Ports): Standing | undefined {
  const found = ports.operations.find(operationId);
  if (found === undefined) return undefined;
  const { state, result, problem } = presentOutcome(found, ports);
  return { outcome: state, operationId, result, problem };
}

/** What the operation that brings a record has come to, for the document that needs it. */
function broughtBy({ outcome, operationId, result, problem }: Standing, reference: PlannedReference): Brought {
  if (result !== null && outcome !== 'needs_review') return { kind: 'ready', internalId: result.internalId };
  const because = problem === null ? '' : ` ${problem.title}. ${problem.detail}`;
  if (BRINGS_NOTHING.includes(outcome)) return cannotCome(reference, `Operation ${operationId}, which was to bring it, is ${outcome}.${because}`);
  const rests = outcome === 'needs_review' ? ` It rests with a person:${because}` : '';
  return { kind: 'waiting', operationId, why: `Operation ${operationId} brings what this document names.${rests}` };
}

function cannotCome({ need, query }: PlannedReference, why: string): Brought {
  const missing = `There is no ${query.record} with ${query.field} "${query.value}".`;
  return { kind: 'review', problem: problemOf('reference_not_found', `${missing} ${why}`, [{ pointer: need.pointer, code: 'reference_not_found', message: missing, missing: missingOf(need) }]) };
}
