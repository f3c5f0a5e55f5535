import { dutyOf } from '../domain/cause';
import { REASON_ACTORS } from '../domain/reason-entry';
import { REASONS } from '../domain/reasons';
import type { ReasonCode } from '../domain/reasons';
import type { FailureFacts, LogFindings } from './findings-port';
import type { Cause } from './machine-ports';
import type { Ports } from './ports';

/**
 * Raises a cause for failures that none stands for yet, and closes those whose failures are gone. 20 units where there are new ones,
 * 6 for each, 2 for each that ended. Twice is as good as once.
 */
export function tellFailures({ untold, ended }: LogFindings, ports: Ports): void {
  const nowMs = ports.platform.nowMs();
  for (const internalId of ended) ports.causes.close(internalId, nowMs);
  if (untold.length === 0) return;
  const facts = new Map(ports.findings.failures(untold.map(({ internalId }) => internalId)).map((one) => [one.internalId, one]));
  const known = new Map(ports.causes.find(untold.map(({ fingerprint }) => fingerprint)).map((cause) => [cause.fingerprint, cause]));
  for (const { fingerprint, internalId } of untold) {
    const first = facts.get(internalId);
    if (first !== undefined) ports.causes.raise(causeOf(fingerprint, first, nowMs), known.get(fingerprint), nowMs);
  }
}

function causeOf(fingerprint: string, facts: FailureFacts, nowMs: number): Cause {
  // A row that was changed by hand may name none.
  const reason = reasonOf(facts.reason) ?? 'netsuite_unclassified';
  const { title, who, whatToDo } = REASONS[reason];
  const place = facts.pointer === '' ? '' : `, ${facts.pointer}`;
  const observed = facts.observed === '' ? '' : ` NetSuite said ${facts.observed}.`;
  return {
    fingerprint,
    kind: facts.open ? 'failure' : 'difference',
    source: facts.source,
    documentType: facts.documentType,
    reason,
    value: facts.value,
    title: `${facts.title === '' ? title : facts.title}${facts.value === '' ? '' : `: "${facts.value}"`} (${facts.source} ${facts.documentType}${place})`,
    text: `${facts.text === '' ? whatToDo : facts.text}${observed}`,
    subject: facts.operationId,
    whoActs: REASON_ACTORS.find((actor) => actor === facts.whoActs) ?? who,
    dueMs: dutyOf(reason, nowMs).dueMs,
  };
}

function reasonOf(text: string): ReasonCode | undefined {
  return text in REASONS ? (text as ReasonCode) : undefined;
}
