import type { Cause } from '../../../src/application/machine-ports';
import { sha256 } from '../../support/builders';
import type { ContractSubject } from './subject';

const NOW = Date.UTC(2026, 10, 23, 12);

const CAUSE: Cause = {
  fingerprint: sha256('cause'), kind: 'failure', source: 'shopify', documentType: 'order', reason: 'reference_not_found', title: 'A title', text: 'A text', subject: sha256('op'), whoActs: 'finance', dueMs: NOW + 1000,
};
const STORED = { internalId: expect.any(Number) as number, fingerprint: CAUSE.fingerprint, kind: 'failure', source: 'shopify', documentType: 'order', reason: 'reference_not_found', subject: CAUSE.subject };

/** What the causes promise. */
export function causeLogContract(open: () => ContractSubject): void {
  const start = () => open().ports.causes;

  it('a cause is raised once, however often it is raised', () => {
    const causes = start();
    causes.raise(CAUSE, undefined, NOW);
    causes.raise({ ...CAUSE, title: 'Another title' }, undefined, NOW + 1);
    expect(causes.find([CAUSE.fingerprint, sha256('none')])).toEqual([{ ...STORED, state: 'open', resolvedTimes: 0, closedMs: undefined }]);
    expect(causes.open(['failure'])).toHaveLength(1);
    expect(causes.open(['absence', 'settings'])).toEqual([]);
  });

  it('a closed cause is found, and opened again where it is raised again, with one time more that it was resolved', () => {
    const causes = start();
    causes.raise(CAUSE, undefined, NOW);
    const [known] = causes.find([CAUSE.fingerprint]);
    causes.close(known?.internalId ?? 0, NOW + 1);
    expect(causes.open(['failure'])).toEqual([]);
    expect(causes.find([CAUSE.fingerprint])).toEqual([{ ...STORED, state: 'closed', resolvedTimes: 0, closedMs: NOW + 1 }]);
    causes.raise(CAUSE, causes.find([CAUSE.fingerprint])[0], NOW + 2);
    expect(causes.open(['failure'])).toEqual([{ ...STORED, internalId: known?.internalId, state: 'open', resolvedTimes: 1, closedMs: undefined }]);
  });

  it('no title, text or subject is too long, and of no causes none are found', () => {
    const causes = start();
    expect(causes.find([])).toEqual([]);
    causes.raise({ ...CAUSE, title: 't'.repeat(500), text: 'ü'.repeat(5000), subject: 's'.repeat(500) }, undefined, NOW);
    expect(causes.open(['failure'])).toHaveLength(1);
  });
}
