import { contentKey, POISON_KIND } from '../domain/identity';
import type { Operation, Ports } from './ports';

/** Content of an operation, as the registry names it. */
type Content = Pick<Operation, 'source' | 'documentType' | 'fingerprint'>;

/** Notes that runs die on the content of an operation. Doing it twice is doing it once. */
export function quarantineContent(operation: Operation, { keys, platform }: Pick<Ports, 'keys' | 'platform'>): void {
  const held = keys.claim({ kind: POISON_KIND, value: contentKey(operation), operationId: operation.operationId, claimedMs: platform.nowMs() });
  // Released by a person once, and dead again.
  if (held.kind === 'held' && held.operationId === '') keys.handOver(held.internalId, '', operation.operationId);
}

/** Lets documents of an operation's content through again: a person wants it tried. 10 units, 16 where it is in quarantine. */
export function releaseContent(content: Content, { keys }: Pick<Ports, 'keys'>): void {
  const held = keys.holder(POISON_KIND, contentKey(content));
  if (held !== undefined && held.operationId !== '') keys.handOver(held.internalId, held.operationId, '');
}
