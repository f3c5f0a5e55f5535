import type { RetryChange } from '../../domain/decision/change';
import type { Judged, Replayed } from '../../domain/decision/replay';
import { parseDecimal } from '../../domain/decimal';
import { REASONS } from '../../domain/reasons';
import { retryPolicyOf } from '../../domain/retry-policy';
import { outcomeOf } from '../settle';
import type { ReplayPorts } from './replay-run';

/**
 * Which operations would have been given up sooner, or would go on longer, under other retry figures of a reason: told from the attempts that each
 * made and from how it came out. Waits are not replayed: they change when, not what. 4 units each.
 */
export function replayRetries(internalIds: readonly number[], { reason, figures }: RetryChange, ports: ReplayPorts): readonly Replayed[] {
  const shipped = retryPolicyOf(REASONS[reason].class)?.attempts ?? 1;
  const events = ports.replays.outcomeEvents(internalIds);
  return internalIds.map((id): Replayed => {
    const operation = ports.seen.load(id);
    const { operationId, documentType, externalId, attempts, state } = operation;
    const event = events.get(id);
    const stored = event === undefined ? undefined : ports.events.load(event);
    if (stored?.values === '') return { kind: 'erased', operationId };
    const code = stored === undefined ? undefined : outcomeOf(stored).problem?.code;
    const own = ports.configuration.load(operation.source).overrides.find((one) => one.code === reason)?.figures?.attempts;
    const before: Judged = { outcome: state, reason: code ?? '', verdicts: {} };
    const limit = figures.attempts ?? own ?? shipped;
    const after = attempts > limit ? { ...before, outcome: 'needs_review', reason: 'attempts_exhausted' } : code === reason && state === 'needs_review' && attempts < limit ? { ...before, outcome: 'retry_scheduled' } : before;
    const touched = code === reason || attempts > 1;
    return { kind: 'judged', operationId, documentType, documentNumber: externalId, amount: parseDecimal(operation.facts.amount ?? '') ?? '', currency: operation.facts.currency ?? '', before, after: touched ? after : before };
  });
}
