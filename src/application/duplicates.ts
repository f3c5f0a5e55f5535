import type { DocumentValue } from '../domain/document';
import { lookAlikeWindow, naturalKeyOf } from '../domain/document-keys';
import { problemOf } from '../domain/reasons';
import type { Problem } from '../domain/reasons';
import type { OperationState } from '../domain/states';
import type { Operation, Ports } from './ports';
import type { Reading } from './progress';

/** States in which the holder of a natural key had no effect and will have none: its key goes to the next. */
const HOLDS_NO_KEY: readonly OperationState[] = ['refused', 'withdrawn', 'discarded', 'superseded'];

/**
 * Says whether a new record might be a duplicate under another name (design 6): its natural key is claimed by another operation,
 * or a document of the same party and amount was applied within the rule's window. Claims the natural key where it is free.
 * Undefined: nothing speaks against creating it. 6 units where the rule has a natural key, up to 32 where it is held.
 */
export function suspectedDuplicate(reading: Reading, object: DocumentValue): Problem | undefined {
  const { operation, context, facts } = reading;
  const [alike] = facts.lookAlikes;
  const window = lookAlikeWindow(context.map.rule, object);
  if (alike !== undefined && window !== undefined) {
    return problemOf('suspected_duplicate', `Operation ${alike} applied a document of ${window.party} over ${window.amount} between ${window.from} and ${window.to}. Decision ${window.decision}.`);
  }
  const natural = naturalKeyOf(context.map.rule, object);
  if (natural === undefined) return undefined;
  const holder = claim(operation, natural, context.ports);
  return holder === undefined ? undefined : problemOf('suspected_duplicate', `Operation ${holder} holds the ${natural.kind} ${natural.value}. Decision ${natural.decision}.`);
}

/** The operation that holds a natural key against this one; undefined: it is ours now. */
function claim(operation: Operation, natural: { readonly kind: string; readonly value: string }, ports: Ports): string | undefined {
  const claimed = ports.keys.claim({ ...natural, operationId: operation.operationId, claimedMs: ports.platform.nowMs() });
  if (claimed.kind === 'claimed' || claimed.operationId === operation.operationId) return undefined;
  const holder = ports.operations.find(claimed.operationId);
  // The same object under another key is no duplicate. The key still goes to the operation that makes the record: left with one
  // that was superseded or withdrawn, the next object could take it from there.
  // A holder that is not in the log any more was settled once: the key outlives it.
  if (holder === undefined || (holder.lane !== operation.lane && !HOLDS_NO_KEY.includes(holder.state))) return claimed.operationId;
  return ports.keys.handOver(claimed.internalId, claimed.operationId, operation.operationId) ? undefined : claimed.operationId;
}
