import type { AccountStore } from '../account/types';
import type { AccountClock } from '../runtime/types';
import type { DeployedScript, ScriptDirectory } from '../scripts/deployments';
import type { AccountLog } from '../scripts/execution-log';
import type { MapReduceRunner } from '../scripts/map-reduce-runner';
import type { Schedules } from '../scripts/schedules';
import type { ControlData, DeploymentView } from './control-data';
import { createRecordBrowser } from './record-browser';

export interface AccountControlParts {
  readonly accountId: string;
  readonly projectName: string;
  readonly timeZone: string;
  readonly concurrencyLimit: number;
  readonly callsInFlight: () => number;
  readonly store: AccountStore;
  readonly clock: AccountClock;
  readonly scripts: ScriptDirectory;
  readonly schedules: Schedules;
  readonly log: AccountLog;
  readonly runMapReduce: MapReduceRunner;
  readonly restletPath: string;
}

/** What the control page shows of an account and may order in it. */
export function createAccountControl(parts: AccountControlParts): ControlData {
  const browser = createRecordBrowser(parts.store);
  const { clock, schedules, log } = parts;
  return {
    status: () => ({
      accountId: parts.accountId, projectName: parts.projectName, netSuiteMs: clock.nowMs(), hostMs: clock.hostMs(), timeZone: parts.timeZone,
      nextScheduledMs: schedules.nextMs(), callsInFlight: parts.callsInFlight(), concurrencyLimit: parts.concurrencyLimit,
    }),
    deployments: () => parts.scripts.all().map((target) => deploymentView(target, parts)),
    log: (filter) => ({ lines: log.lines(filter), executions: log.executions(filter) }),
    recordTypes: () => browser.types(),
    records: (type, limit) => browser.list(type, limit),
    record: (type, id) => browser.load(type, id),
    advance: (ms) => schedules.advance(ms),
    run(script, deployment) {
      const target = parts.scripts.find(script, deployment);
      return target === undefined || !isRunnable(target) ? undefined : parts.runMapReduce(target);
    },
  };
}

function isRunnable({ script, deployment }: DeployedScript): boolean {
  return script.kind === 'mapreducescript' && !script.isInactive && deployment.isDeployed;
}

function deploymentView(target: DeployedScript, parts: AccountControlParts): DeploymentView {
  const { script, deployment, scriptNumber, deploymentNumber } = target;
  return {
    script: script.scriptId, deployment: deployment.scriptId, name: script.name, title: deployment.title ?? '', kind: script.kind,
    status: deployment.status, isDeployed: deployment.isDeployed, runnable: isRunnable(target),
    path: script.kind === 'restlet' ? `${parts.restletPath}?script=${String(scriptNumber)}&deploy=${String(deploymentNumber)}` : undefined,
    nextMs: parts.schedules.upcoming().find((entry) => entry.target === target)?.nextMs,
  };
}
