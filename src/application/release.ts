import { causeFingerprint, conditionDuty } from '../domain/cause';
import type { RecordAppeared } from './machine-ports';
import type { Ports } from './ports';

/** Most operations that one save makes due: nobody's save is to be slow. The sweep finds the others at its next run. */
const MAX_RELEASED = 20;

/**
 * Makes operations due at once that are parked until a record appears, and wakes the sweep where there are any (D-0074). 10 units where
 * none waits; at most 150. It never throws, for it runs in the save of somebody's record: whatever fails is raised as a cause, and the sweep
 * looks at every parked operation all the same. `lastResort` is told where even that fails.
 */
export function releaseWaiting(appeared: RecordAppeared, ports: Ports, lastResort: (error: unknown) => void): void {
  try {
    release(appeared, ports);
  } catch (error) {
    try {
      raise(appeared, error, ports);
    } catch {
      lastResort(error);
    }
  }
}

function release({ externalId, operationId }: RecordAppeared, { operations, platform, scheduler }: Ports): void {
  // NetSuite does not tell capitals in an external id; Docket's own have none (platform facts 4.1).
  const names = [...new Set([externalId, externalId.toLowerCase(), operationId])].filter((name) => name !== '');
  if (names.length === 0) return;
  const nowMs = platform.nowMs();
  const due = operations.waitingFor(names, MAX_RELEASED).filter(({ internalId }) => operations.makeDue(internalId, nowMs));
  if (due.length > 0) scheduler.wakeSweep();
}

function raise({ recordType, internalId }: RecordAppeared, error: unknown, { causes, platform }: Ports): void {
  const { name = 'UNKNOWN', message = '' } = error as { readonly name?: string; readonly message?: string };
  const nowMs = platform.nowMs();
  const cause = {
    fingerprint: causeFingerprint('platform_failure', ['release', name], platform.sha256),
    kind: 'platform_failure', source: '', documentType: '', reason: '', title: 'Waiting operations could not be released when a record was saved',
    text: `${name}: ${message}. The sweep looks at them at its next run.`, subject: `${recordType} ${String(internalId)}`, ...conditionDuty('platform_failure', nowMs),
  } as const;
  causes.raise(cause, causes.find([cause.fingerprint])[0], nowMs);
}
