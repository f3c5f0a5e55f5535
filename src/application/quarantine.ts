import { contentKey, POISON_KIND } from '../domain/identity';
import type { Outcome } from '../domain/outcome';
import { problemOf } from '../domain/reasons';
import { adoptLeft } from './left-outcome';
import type { Operation, Ports } from './ports';
import { setAside } from './set-aside';
import type { Stuck } from './set-aside';

/** Runs that may die on one operation before it is set aside (D-0069). */
const DEATH_LIMIT = 3;

/** Content of an operation, as the registry names it. */
type Content = Pick<Operation, 'source' | 'documentType' | 'fingerprint'>;

/** True where runs died on the operation so often that another one would too. */
export function isPoison({ deaths }: Operation): boolean {
  return deaths >= DEATH_LIMIT;
}

/**
 * Sets an operation aside that runs die on, and notes its content, so that a document of the same content goes to a person without
 * being tried. An effect of a run that died is looked for first. The content comes first: a run that dies in between notes it again.
 */
export function quarantine(stuck: Omit<Stuck, 'problem'>, ports: Ports): Outcome {
  const { operation } = stuck;
  const left = adoptLeft(operation, stuck.triedBefore, ports);
  if (left !== undefined) return left;
  register(operation, ports);
  const problem = problemOf('quarantined', `${String(operation.deaths)} runs died while they worked on it.`);
  return setAside({ ...stuck, problem }, ports);
}

function register(operation: Operation, { keys, platform }: Ports): void {
  const held = keys.claim({ kind: POISON_KIND, value: contentKey(operation), operationId: operation.operationId, claimedMs: platform.nowMs() });
  // Released by a person once, and dead again.
  if (held.kind === 'held' && held.operationId === '') keys.handOver(held.internalId, '', operation.operationId);
}

/** Lets documents of an operation's content through again: a person wants it tried. 10 units, 16 where it is in quarantine. */
export function releaseContent(content: Content, { keys }: Pick<Ports, 'keys'>): void {
  const held = keys.holder(POISON_KIND, contentKey(content));
  if (held !== undefined && held.operationId !== '') keys.handOver(held.internalId, held.operationId, '');
}
