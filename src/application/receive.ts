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
import { versionNumber } from '../domain/version-order';
import type { AdvanceContext, Brought } from './progress';
import type { Lease, LoggedDocument, Operation, Ports, SourceConfiguration } from './ports';
import { answerRepeat } from './repeat';
import type { PlannedReference } from '../domain/references';

/** A document on its way in, whoever sends it. */
export type IncomingDocument = Pick<Submission, 'documentType' | 'idempotencyKey' | 'document' | 'receivedText' | 'keptText' | 'intent' | 'version' | 'mode' | 'supersedes' | 'correlationId'> & {
  /** Operation whose document brought this one; empty for one that was sent. */
  readonly parent: string;
};

/** Where a document is received: what is in force for its source. */
export interface ReceiveContext {
  readonly ports: Ports;
  readonly configuration: SourceConfiguration;
  readonly ordersLane: boolean;
}

/**
 * Takes custody of a document, then carries it as far as its mode says. The log comes before everything else: it is the save
 * with the unique external id that recognises a repeat (design 5, step 1).
 */
export function receiveDocument(incoming: IncomingDocument, map: CompiledMap, context: ReceiveContext): Reply {
  const { ports } = context;
  const document = describeDocument(incoming, map, ports);
  const lease: Lease = { holder: ports.platform.randomHex(8), untilMs: document.receivedMs + LEASE_MS };
  const logged = ports.operations.log(document, document.mode === 'sync' ? lease : undefined);
  if (logged.kind === 'refused') return answerRepeat(document, logged.error, ports);
  if (document.mode === 'async') return acceptedReply(document);
  const operation: Operation = {
    ...document, internalId: logged.internalId, state: 'accepted', attempts: 1, lease, head: { number: 0, hash: '' }, observed: undefined,
  };
  const advanced = advance(operation, advanceContext(map, context, false), incoming.document);
  return replyOf(advanced.outcome, {
    operationId: operation.operationId,
    correlationId: operation.correlationId,
    replayed: false,
    attempts: operation.attempts,
    dueMs: advanced.dueMs,
    waitsFor: advanced.waitsFor,
    nowMs: ports.platform.nowMs(),
  });
}

/** What `advance` needs to carry on an operation of this map. */
export function advanceContext(map: CompiledMap, context: ReceiveContext, triedBefore: boolean): AdvanceContext {
  return { ...context, map, triedBefore, bring: (reference, parent) => bring(reference, parent, context) };
}

function describeDocument(incoming: IncomingDocument, map: CompiledMap, ports: Ports): LoggedDocument {
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
  };
}

function acceptedReply(document: LoggedDocument): Reply {
  const outcome: Outcome = { state: 'accepted', result: null, verdicts: [], problem: null, mapVersion: '' };
  return replyOf(outcome, {
    operationId: document.operationId,
    correlationId: document.correlationId,
    replayed: false,
    attempts: 0,
    dueMs: document.receivedMs,
    waitsFor: '',
    nowMs: document.receivedMs,
  });
}

/** Brings a record that another document embeds, as an operation of its own under its own rule. */
function bring(reference: PlannedReference, parent: Operation, context: ReceiveContext): Brought {
  const { embedded } = reference;
  const map = context.configuration.maps.find(({ rule }) => rule.documentType === embedded?.documentType);
  if (embedded === undefined || map === undefined) throw new Error('Only what a rule of the same source brings can be brought: this is a defect.');
  const text = documentText(embedded.value);
  const fingerprint = context.ports.platform.sha256(canonicalText(embedded.value));
  const reply = receiveDocument(
    {
      documentType: embedded.documentType,
      idempotencyKey: broughtKey(embedded.documentType, embedded.externalId, fingerprint),
      document: embedded.value as DocumentObject,
      receivedText: text,
      keptText: keptForm(text),
      intent: undefined,
      version: undefined,
      mode: 'sync',
      supersedes: undefined,
      correlationId: parent.correlationId,
      parent: parent.operationId,
    },
    map,
    context,
  );
  return reply.result === null ? { kind: 'waiting', operationId: reply.operationId } : { kind: 'ready', internalId: reply.result.internalId };
}

