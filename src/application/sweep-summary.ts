import { EXPECT_PREFIX, VOLUME_PREFIX } from '../domain/absence';
import { failureName, HEARTBEAT, heartbeatOf, heartbeatText } from '../domain/heartbeat';
import type { Heartbeat, ReportedFailure } from '../domain/heartbeat';
import { nextSweepMs } from '../domain/lease';
import { VERSION } from './product-version';
import { tellConditions } from './condition-causes';
import { tellFailures } from './failure-causes';
import type { LogFindings } from './findings-port';
import type { StoredMachineValue } from './machine-ports';
import type { Ports } from './ports';
import { LEFT_OVER } from './select-due';
import type { SweepRun, Swept } from './sweep-run-port';
import { watchVolume } from './watch-volume';
import type { Watched } from './watch-volume';

/** What became of an operation that this run did nothing for. */
const NO_PROGRESS: readonly Swept['state'][] = ['not_due', 'left_for_next_run', 'waits_for_configuration', 'damaged'];

/**
 * Tells of what a sweep came to: causes, heartbeat, next wake-up. Runs after every sweep, also after one that failed; run twice it comes
 * to the same. A step that fails is told in the heartbeat as a failure of its own, the others are done all the same, and its error is
 * thrown on at the end. 32 units where there is nothing to tell.
 */
export function summarizeSweep(run: SweepRun, ports: Ports): Heartbeat {
  const steps = guardedSteps();
  const rows = steps.attempt('settings', () => ports.machine.read([HEARTBEAT, EXPECT_PREFIX, VOLUME_PREFIX, LEFT_OVER]));
  const findings = steps.attempt('findings', () => ports.findings.inLog(ports.platform.nowMs()));
  if (findings !== undefined) steps.attempt('failures', () => { tellFailures(findings, ports); });
  const watched = rows === undefined || findings === undefined ? undefined : steps.attempt('volume', () => watchVolume(rows, findings.lastId, ports));
  const woken = steps.attempt('wake-up', () => wake(run, rows ?? [], findings, ports)) ?? { now: false, failures: [] };
  const failures = [...run.failures, ...woken.failures, ...steps.failures()];
  const known = rows?.find(({ name }) => name === HEARTBEAT);
  const seen = lastReported(heartbeatOf(known?.value ?? '')?.seen ?? {}, failures, ports.platform.nowMs());
  steps.attempt('conditions', () => { tellConditions({ findings, damaged: run.damaged, watched, failures, lastReported: seen }, ports); });
  const heartbeat = heartbeatOfRun(run, { findings, watched, woken: woken.now, seen, failures: [...run.failures, ...woken.failures, ...steps.failures()] }, ports);
  ports.machine.write(HEARTBEAT, { value: heartbeatText(heartbeat), number: heartbeat.endedMs }, known);
  steps.throwFirst();
  return heartbeat;
}

interface Told {
  readonly findings: LogFindings | undefined;
  readonly watched: readonly Watched[] | undefined;
  readonly woken: boolean;
  readonly seen: Heartbeat['seen'];
  readonly failures: readonly ReportedFailure[];
}

function heartbeatOfRun({ startedMs, units, selected, swept }: SweepRun, { findings, woken, seen, failures }: Told, { platform }: Ports): Heartbeat {
  const endedMs = platform.nowMs();
  const outcomes: Record<string, number> = {};
  for (const { state } of swept) outcomes[state] = (outcomes[state] ?? 0) + 1;
  return { startedMs, endedMs, selected, outcomes, stillDue: findings?.stillDue ?? 0, failures, units, nextMs: woken ? endedMs : nextSweepMs(endedMs), version: VERSION, seen };
}

/**
 * Wakes another sweep at once where this one left work for want of room or units, and got on. Work that is due later waits for the
 * schedule: a task starts as soon as it is submitted, so one for later would start, find nothing and submit itself again.
 */
function wake({ swept }: SweepRun, rows: readonly StoredMachineValue[], findings: LogFindings | undefined, { scheduler }: Ports): { readonly now: boolean; readonly failures: readonly ReportedFailure[] } {
  const leftOver = rows.find(({ name }) => name === LEFT_OVER)?.number ?? 0;
  const left = leftOver > 0 || swept.some(({ state }) => state === 'left_for_next_run');
  const gotOn = swept.some(({ state }) => !NO_PROGRESS.includes(state));
  if (!left || !gotOn || findings?.stillDue === 0) return { now: false, failures: [] };
  const woken = scheduler.wakeSweep();
  return woken.kind === 'refused' ? { now: false, failures: [{ stage: 'wake-up', name: woken.error.name, count: 1 }] } : { now: true, failures: [] };
}

/** When each failure was last reported: now, or as the last heartbeat tells. */
function lastReported(before: Heartbeat['seen'], failures: readonly ReportedFailure[], nowMs: number): Heartbeat['seen'] {
  return { ...before, ...Object.fromEntries(failures.map((failure) => [failureName(failure), nowMs])) };
}

/** Runs steps of which none keeps the next from running, and remembers what failed. */
function guardedSteps(): {
  readonly attempt: <T>(step: string, work: () => T) => T | undefined;
  readonly failures: () => readonly ReportedFailure[];
  readonly throwFirst: () => void;
} {
  const failed: { readonly step: string; readonly error: unknown }[] = [];
  return {
    attempt: (step, work) => {
      try {
        return work();
      } catch (error) {
        failed.push({ step, error });
        return undefined;
      }
    },
    failures: () => failed.map(({ step, error }) => ({ stage: `summarize: ${step}`, name: (error as { readonly name?: string }).name ?? 'UNKNOWN', count: 1 })),
    throwFirst: () => {
      const [first] = failed;
      if (first !== undefined) throw first.error;
    },
  };
}
