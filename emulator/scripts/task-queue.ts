import type { AccountDirectory } from '../account/types';
import { SuiteScriptFailure, type Actor, type Execution } from '../runtime/types';
import type { SqliteDatabase, SqlRow } from '../store/sqlite';
import type { MapReduceReport } from '../types';
import type { DeployedScript, ScriptDirectory } from './deployments';
import type { MapReduceRunner } from './map-reduce-runner';
import { deploymentKey, type RunningDeployments } from './running-deployments';

/** How far a submitted task has come. */
export type TaskStatus = 'PENDING' | 'PROCESSING' | 'COMPLETE' | 'FAILED';

export interface SubmittedTask {
  readonly taskId: string;
  readonly scriptId: string;
  readonly deploymentId: string;
  readonly status: TaskStatus;
}

/** What N/task is asked to submit. */
export interface TaskRequest {
  readonly scriptId: string;
  /** Undefined: any deployment that is idle and not scheduled. */
  readonly deploymentId: string | undefined;
}

/** Map/Reduce scripts that scripts submitted, waiting for a processor (platform facts 3.5). */
export interface TaskQueue {
  /**
   * Returns the task's id, or null where a run submits its own deployment again: one run follows it, however often it asks
   * (section_453639770507; what a second request does is not documented). INSUFFICIENT_PERMISSION,
   * MAP_REDUCE_ALREADY_RUNNING, and FAILED_TO_SUBMIT_JOB_REQUEST_1 for a deployment that cannot be submitted.
   */
  submit(request: TaskRequest, execution: Execution): string | null;
  find(taskId: string): SubmittedTask | undefined;
  hasWaiting(): boolean;
  /** Runs what waits, oldest first, also what is submitted meanwhile. */
  runWaiting(): readonly MapReduceReport[];
}

export interface TaskQueueParts {
  readonly database: SqliteDatabase;
  readonly directory: ScriptDirectory;
  readonly account: AccountDirectory;
  readonly running: Pick<RunningDeployments, 'has'>;
  /** True: what was running when the account was stopped runs again. False where the account is running. */
  readonly resume: boolean;
  readonly run: MapReduceRunner;
}

const TABLE = `CREATE TABLE IF NOT EXISTS emulator_task (
  id INTEGER PRIMARY KEY, script TEXT NOT NULL, deployment TEXT NOT NULL, user INTEGER NOT NULL, role TEXT NOT NULL, status TEXT NOT NULL) STRICT;`;

/** Opens the queue in the account's database. */
export function openTaskQueue(parts: TaskQueueParts): TaskQueue {
  const { database } = parts;
  database.exec(TABLE);
  if (parts.resume) database.exec("UPDATE emulator_task SET status = 'PENDING' WHERE status = 'PROCESSING'");
  // A deployment's next task waits for its unfinished one, where a hook looks in the midst of that.
  const waiting = () => database.prepare("SELECT * FROM emulator_task WHERE status = 'PENDING' ORDER BY id").all()
    .find((row) => !parts.running.has(`${String(row['script'])} ${String(row['deployment'])}`));
  return {
    submit(request, execution) {
      requirePermission(execution.actor);
      const target = targetOf(parts, request);
      const own = target.script.scriptId === execution.scriptId && target.deployment.scriptId === execution.deploymentId;
      const id = database.transaction(() => {
        if (!own && isBusy(parts, target)) throw new SuiteScriptFailure('MAP_REDUCE_ALREADY_RUNNING', `${deploymentKey(target)} has an unfinished instance.`);
        if (own && hasTask(parts, target, ['PENDING'])) return undefined;
        return database.prepare("INSERT INTO emulator_task (script, deployment, user, role, status) VALUES (?, ?, ?, ?, 'PENDING')")
          .run(target.script.scriptId, target.deployment.scriptId, execution.actor.userId, execution.actor.roleScriptId).lastInsertRowid;
      });
      return own || id === undefined ? null : taskIdOf(id);
    },
    find(taskId) {
      const row = database.prepare('SELECT * FROM emulator_task WHERE id = ?').get(Number(/^MAPREDUCETASK_(\d+)$/.exec(taskId)?.[1] ?? 0));
      return row === undefined ? undefined : {
        taskId, scriptId: String(row['script']), deploymentId: String(row['deployment']), status: String(row['status']) as TaskStatus,
      };
    },
    hasWaiting: () => waiting() !== undefined,
    runWaiting() {
      const reports: MapReduceReport[] = [];
      for (let row = waiting(); row !== undefined; row = waiting()) reports.push(runTask(parts, row));
      return reports;
    },
  };
}

/** Permissions SuiteScript and SuiteScript Scheduling (section_453639770507). */
function requirePermission({ administrator, permissions }: Actor): void {
  const may = administrator || (permissions.has('ADMI_CUSTOMSCRIPT') && permissions.has('ADMI_SS_SCHEDULING'));
  if (!may) throw new SuiteScriptFailure('INSUFFICIENT_PERMISSION', 'You need the SuiteScript and SuiteScript Scheduling permissions to submit a task.');
}

function targetOf(parts: TaskQueueParts, { scriptId, deploymentId }: TaskRequest): DeployedScript {
  const named = parts.directory.all().filter(({ script, scriptNumber }) => script.scriptId === scriptId.toLowerCase() || String(scriptNumber) === scriptId);
  const found = deploymentId === undefined
    ? named.find((target) => isSubmittable(target) && !isBusy(parts, target))
    : [parts.directory.find(scriptId, deploymentId)].find((target) => target !== undefined && isSubmittable(target));
  if (found !== undefined) return found;
  const subject = `${scriptId} ${deploymentId ?? '(any deployment)'}`;
  throw new SuiteScriptFailure('FAILED_TO_SUBMIT_JOB_REQUEST_1', `Failed to submit job request: ${subject} is no deployed Map/Reduce deployment that waits to be submitted.`);
}

function isSubmittable({ script, deployment }: DeployedScript): boolean {
  return script.kind === 'mapreducescript' && !script.isInactive && deployment.isDeployed && deployment.status !== 'SCHEDULED';
}

function isBusy(parts: TaskQueueParts, target: DeployedScript): boolean {
  return parts.running.has(deploymentKey(target)) || hasTask(parts, target, ['PENDING', 'PROCESSING']);
}

function hasTask({ database }: TaskQueueParts, { script, deployment }: DeployedScript, statuses: readonly TaskStatus[]): boolean {
  return database.prepare('SELECT 1 AS hit FROM emulator_task WHERE script = ? AND deployment = ? AND status IN (SELECT value FROM json_each(?))')
    .get(script.scriptId, deployment.scriptId, JSON.stringify(statuses)) !== undefined;
}

/** A submitted run is its submitter's, in the role they submitted it in (section_1508887826). */
function runTask(parts: TaskQueueParts, row: SqlRow): MapReduceReport {
  const target = parts.directory.find(String(row['script']), String(row['deployment']));
  if (target === undefined) throw new Error(`The deployment of a submitted task is gone: ${String(row['deployment'])}`);
  const note = (status: TaskStatus) => { parts.database.prepare('UPDATE emulator_task SET status = ? WHERE id = ?').run(status, row['id'] ?? null); };
  note('PROCESSING');
  const user = Number(row['user']);
  const report = parts.run(target, user < 0 ? undefined : parts.account.submitter(user, String(row['role'])));
  note(report.status);
  return report;
}

function taskIdOf(id: number): string {
  return `MAPREDUCETASK_${String(id)}`;
}
