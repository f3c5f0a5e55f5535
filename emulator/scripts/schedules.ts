import type { AccountState } from '../account/types';
import type { AccountClock } from '../runtime/types';
import type { SdfRecurrence } from '../sdf/types';
import type { MapReduceReport } from '../types';
import type { DeployedScript } from './deployments';
import { nextOccurrence } from './recurrence';
import type { TaskQueue } from './task-queue';

/** A deployment on a schedule, and when it is due next (NetSuite time). */
export interface ScheduledDeployment {
  readonly target: DeployedScript;
  readonly nextMs: number;
}

export interface Schedules {
  /** By time due, then by name. */
  upcoming(): readonly ScheduledDeployment[];
  nextMs(): number | undefined;
  /** Runs what is due now, oldest first; what falls due meanwhile is left for the next call. */
  runDue(): readonly MapReduceReport[];
  /** Moves NetSuite time forward by `ms`, stopping at every due time on the way to run what is due. */
  advance(ms: number): readonly MapReduceReport[];
}

export interface ScheduleParts {
  readonly deployments: readonly DeployedScript[];
  readonly state: AccountState;
  readonly clock: AccountClock;
  readonly timeZone: string;
  readonly run: (target: DeployedScript) => MapReduceReport;
  /** Tasks that scripts submitted: they run as soon as time is looked at. */
  readonly tasks: Pick<TaskQueue, 'hasWaiting' | 'runWaiting'>;
}

interface Entry {
  readonly target: DeployedScript;
  readonly recurrence: SdfRecurrence;
  readonly key: string;
  /** A changed recurrence starts its schedule anew. */
  readonly fingerprint: string;
}

/**
 * Keeps when each scheduled deployment is due. The due time is kept in the account and moved on only after the run, so a
 * restart neither loses a run nor repeats one that ended; of several that were missed while the account was off, one runs.
 */
export function openSchedules(parts: ScheduleParts): Schedules {
  const entries = parts.deployments.flatMap((target) => entryOf(target));
  const { clock } = parts;
  for (const entry of entries) {
    if (readDue(parts.state, entry) === undefined) writeDue(parts, entry, clock.nowMs());
  }
  const upcoming = () => entries
    .flatMap((entry) => {
      const nextMs = readDue(parts.state, entry)?.nextMs ?? undefined;
      return nextMs === undefined ? [] : [{ entry, target: entry.target, nextMs }];
    })
    .sort((a, b) => a.nextMs - b.nextMs || (a.entry.key < b.entry.key ? -1 : 1));
  const runOne = (entry: Entry) => {
    const startedMs = clock.nowMs();
    const report = parts.run(entry.target);
    writeDue(parts, entry, startedMs);
    return report;
  };
  const runDue = () => {
    const submitted = parts.tasks.runWaiting();
    const nowMs = clock.nowMs();
    return [...submitted, ...upcoming().filter(({ nextMs }) => nextMs <= nowMs).map(({ entry }) => runOne(entry))];
  };
  return {
    upcoming,
    nextMs: () => (parts.tasks.hasWaiting() ? clock.nowMs() : upcoming()[0]?.nextMs),
    runDue,
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`NetSuite time only moves forward, not by ${String(ms)} ms.`);
      const targetMs = clock.nowMs() + ms;
      const reports: MapReduceReport[] = [];
      for (;;) {
        reports.push(...parts.tasks.runWaiting());
        const next = upcoming()[0];
        if (next === undefined || next.nextMs > targetMs) break;
        clock.advance(Math.max(0, next.nextMs - clock.nowMs()));
        reports.push(runOne(next.entry));
      }
      clock.advance(Math.max(0, targetMs - clock.nowMs()));
      return reports;
    },
  };
}

/** Only deployments with status SCHEDULED run by their recurrence (platform facts 3.5). */
function entryOf(target: DeployedScript): readonly Entry[] {
  const { script, deployment } = target;
  const scheduled = script.kind === 'mapreducescript' && !script.isInactive && deployment.isDeployed && deployment.status === 'SCHEDULED';
  if (!scheduled || deployment.recurrence === undefined) return [];
  const key = `schedule.${script.scriptId}.${deployment.scriptId}`;
  return [{ target, recurrence: deployment.recurrence, key, fingerprint: JSON.stringify(deployment.recurrence) }];
}

/** Undefined: never written for this recurrence. `nextMs` null: never due again. */
function readDue(state: AccountState, entry: Entry): { readonly nextMs: number | null } | undefined {
  const stored = state.read(entry.key);
  if (stored === undefined) return undefined;
  const { fingerprint, nextMs } = JSON.parse(stored) as { readonly fingerprint: string; readonly nextMs: number | null };
  return fingerprint === entry.fingerprint ? { nextMs } : undefined;
}

function writeDue(parts: ScheduleParts, entry: Entry, afterMs: number): void {
  const nextMs = nextOccurrence(entry.recurrence, parts.timeZone, afterMs) ?? null;
  parts.state.write(entry.key, JSON.stringify({ fingerprint: entry.fingerprint, nextMs }));
}
