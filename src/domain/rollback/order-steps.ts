import type { RollbackSubject } from './subject';
import { recordKey } from './subject';

/**
 * The order in which effects are taken back: what stands on a record before the record, a later operation on a record before an earlier
 * one, else the last applied first. Where links run in a circle, the last applied of it goes first and its links block it.
 */
export function orderSteps(subjects: readonly RollbackSubject[]): readonly RollbackSubject[] {
  const waiting = [...subjects].sort(lastAppliedFirst);
  const ordered: RollbackSubject[] = [];
  while (waiting.length > 0) {
    const free = waiting.findIndex((each) => !waiting.some((other) => other !== each && comesBefore(other, each)));
    ordered.push(...waiting.splice(Math.max(0, free), 1));
  }
  return ordered;
}

function lastAppliedFirst(a: RollbackSubject, b: RollbackSubject): number {
  if (a.settledMs !== b.settledMs) return b.settledMs - a.settledMs;
  return a.operationId < b.operationId ? 1 : -1;
}

/** True where the first must be taken back before the second. */
function comesBefore(first: RollbackSubject, second: RollbackSubject): boolean {
  if (second.later.includes(first.operationId)) return true;
  const { now } = second;
  if (first.target === null || now.kind === 'gone') return false;
  const key = recordKey(first.target);
  return now.links.some((link) => recordKey(link) === key);
}
