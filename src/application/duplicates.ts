import type { DocumentValue } from '../domain/document';
import { likenessId, lookAlikeWindow, naturalKeyOf } from '../domain/document-keys';
import type { NaturalKey } from '../domain/document-keys';
import { problemOf } from '../domain/reasons';
import type { Problem } from '../domain/reasons';
import type { OperationState } from '../domain/states';
import type { FoundOperation, HeldKey, Operation, Ports } from './ports';
import type { Reading } from './progress';

/** States in which the holder of a natural key had no effect and will have none: its key goes to the next. */
const HOLDS_NO_KEY: readonly OperationState[] = ['refused', 'withdrawn', 'discarded', 'superseded'];

/**
 * Says whether a new record might be a duplicate under another name (design 6): its natural key is claimed by another operation,
 * or a document of the same party and amount was applied within the rule's window. Claims both where they are free.
 * Undefined: nothing speaks against creating it. 6 units for each of the two that the rule has, up to 32 where it is held.
 */
export function suspectedDuplicate(reading: Reading, object: DocumentValue): Problem | undefined {
  return likeness(reading, object) ?? claimedLikeness(reading, object) ?? heldKey(reading, object, claim);
}

/** What `suspectedDuplicate` would say now. Claims nothing. 10 units where the rule has a natural key, 20 where it is held. */
export function foreseenDuplicate(reading: Reading, object: DocumentValue): Problem | undefined {
  return likeness(reading, object) ?? heldKey(reading, object, foresee);
}

/** Only operations of the same source and type are compared, so the other one may be named. */
function likeness({ context, facts }: Reading, object: DocumentValue): Problem | undefined {
  const [alike] = facts.lookAlikes;
  const window = lookAlikeWindow(context.map.rule, object);
  if (alike === undefined || window === undefined) return undefined;
  return problemOf('suspected_duplicate', `Operation ${alike} applied a document of ${window.party} over ${window.amount} between ${window.from} and ${window.to}. Decision ${window.decision}.`);
}

/** States in which an operation made a record that looks like this one, or is about to: it claimed the likeness right before. */
const STANDS_ALIKE: readonly OperationState[] = ['applied', 'partly_applied', 'unchanged', 'accepted', 'retry_scheduled', 'parked', 'unknown'];

/**
 * Claims the likeness of a document, so that those after it find it without reading the log. It may be that of an operation that runs
 * at this moment: two alike that come at once are no less suspect than two that come one after the other.
 */
function claimedLikeness({ operation, context }: Reading, object: DocumentValue): Problem | undefined {
  const { ports, map } = context;
  const window = lookAlikeWindow(map.rule, object);
  if (window === undefined) return undefined;
  const { operationId, source, documentType } = operation;
  const externalId = likenessId(window, { source, documentType, day: window.day }, ports.platform.sha256);
  const claimed = ports.keys.claimLikeness(externalId, { operationId, claimedMs: ports.platform.nowMs() });
  if (claimed.kind === 'claimed' || claimed.operationId === operationId) return undefined;
  const holder = ports.operations.find(claimed.operationId);
  const givesWay = holder === undefined || holder.lane === operation.lane || !STANDS_ALIKE.includes(holder.state);
  if (givesWay && ports.keys.handOver(claimed.internalId, claimed.operationId, operationId)) return undefined;
  return problemOf('suspected_duplicate', `Operation ${claimed.operationId} has a document of ${window.party} over ${window.amount} on ${window.day} too. Decision ${window.decision}.`);
}

/** Says who holds a natural key against an operation; undefined: nobody. */
type AskHolder = (operation: Operation, natural: NaturalKey, ports: Ports) => string | undefined;

function heldKey({ operation, context }: Reading, object: DocumentValue, ask: AskHolder): Problem | undefined {
  const natural = naturalKeyOf(context.map.rule, object);
  const holder = natural === undefined ? undefined : ask(operation, natural, context.ports);
  if (natural === undefined || holder === undefined) return undefined;
  return problemOf('suspected_duplicate', `${holder} holds the ${natural.kind} ${natural.value}. Decision ${natural.decision}.`);
}

function claim(operation: Operation, { kind, value }: NaturalKey, ports: Ports): string | undefined {
  const claimed = ports.keys.claim({ kind, value, operationId: operation.operationId, claimedMs: ports.platform.nowMs() });
  if (claimed.kind === 'claimed' || claimed.operationId === operation.operationId) return undefined;
  const { holder, givesWay } = judge(operation, claimed, ports);
  if (givesWay && ports.keys.handOver(claimed.internalId, claimed.operationId, operation.operationId)) return undefined;
  return named(holder, operation);
}

function foresee(operation: Operation, { kind, value }: NaturalKey, ports: Ports): string | undefined {
  const held = ports.keys.holder(kind, value);
  if (held === undefined || held.operationId === operation.operationId) return undefined;
  const { holder, givesWay } = judge(operation, held, ports);
  return givesWay ? undefined : named(holder, operation);
}

/**
 * The same object under another key is no duplicate. The key still goes to the operation that makes the record: left with one
 * that was superseded or withdrawn, the next object could take it from there.
 * A holder that is not in the log any more was settled once: the key outlives it.
 */
function judge(operation: Operation, { operationId }: HeldKey, ports: Ports): { readonly holder: FoundOperation | undefined; readonly givesWay: boolean } {
  const holder = ports.operations.find(operationId);
  return { holder, givesWay: holder !== undefined && (holder.lane === operation.lane || HOLDS_NO_KEY.includes(holder.state)) };
}

/** Sources may share the keys of one kind. An operation is named to its own source alone: it is nothing to the others. */
function named(holder: FoundOperation | undefined, { source }: Operation): string {
  if (holder === undefined) return 'An operation that is not in the log any more';
  return holder.source === source ? `Operation ${holder.operationId}` : 'An operation of another source';
}
