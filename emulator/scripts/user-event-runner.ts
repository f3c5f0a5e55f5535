import type { RecordServices } from '../modules/record-object';
import type { PageServices } from '../modules/server-widget/widget-host';
import { startExecution } from '../runtime/execution';
import type { EntryPointOutcome, ScriptRuntime } from '../runtime/script-runtime';
import { ExecutionKilled, NotEmulated, UserEventFailure, type Actor, type UserEventEntry } from '../runtime/types';
import type { SdfReference } from '../sdf/types';
import { isInAudience, referencedId, type DeployedScript } from './deployments';
import { errorNameOf } from './error-names';
import type { ScriptRunner } from './script-runner';
import { userEventContext, type UserEvent } from './user-event-context';

/** Runs user event scripts: which ones an occasion calls for, and each by itself. */
export interface UserEventRunner {
  /** Deployments that would run, in order. Empty for what a user event script does itself. */
  deploymentsFor(occasion: UserEventOccasion): readonly DeployedScript[];
  /**
   * Runs one. Throws UserEventFailure for what the script let out or was ended by, ExecutionKilled where it was killed, and
   * NotEmulated where it asked for what is not there, even if it swallowed the refusal.
   */
  run(target: DeployedScript, event: UserEvent): void;
}

export type UserEventOccasion = Pick<UserEvent, 'entryPoint' | 'type' | 'context'> & { readonly recordType: string };

export interface UserEventRunnerParts<TServices extends RecordServices & PageServices> {
  readonly deployments: readonly DeployedScript[];
  readonly runtime: ScriptRuntime<TServices>;
  readonly runner: ScriptRunner<TServices>;
  readonly inRole: (actor: Actor, role: string) => Actor;
}

/**
 * User event deployments of the account by record type, in the project's order: the order among several is not promised
 * (platform facts 4.4).
 */
export function createUserEventRunner<TServices extends RecordServices & PageServices>(parts: UserEventRunnerParts<TServices>): UserEventRunner {
  const deployed = parts.deployments.filter(({ script, deployment }) => script.kind === 'usereventscript' && !script.isInactive && deployment.isDeployed);
  const exported = new Map<string, readonly string[] | undefined>();
  const hasEntry = (target: DeployedScript, entryPoint: UserEventEntry) => {
    const { file } = target.script;
    if (!exported.has(file)) exported.set(file, exportsOf(parts.runtime, target));
    // A script that does not load fails at every occasion.
    return exported.get(file)?.includes(entryPoint) ?? true;
  };
  return {
    deploymentsFor: (occasion) => (occasion.context.withinUserEvent === true ? [] : deployed
      .filter((target) => isCalledFor(target, occasion) && hasEntry(target, occasion.entryPoint))),
    run(target, event) {
      const { entryPoint, context } = event;
      const { runAsRole } = target.deployment;
      const actor = runAsRole === undefined ? context.actor : parts.inRole(context.actor, referencedId(runAsRole));
      const outcome = parts.runner.run({ target, entryPoint, actor, context: context.context, args: (host) => [userEventContext(host, event)] });
      settle(outcome, target, event);
    },
  };
}

/** Loads a script without running any of it: it leaves no trace, neither a log line nor an execution's number. */
function exportsOf<TServices extends RecordServices & PageServices>(runtime: ScriptRuntime<TServices>, { script, deployment }: DeployedScript): readonly string[] | undefined {
  const execution = startExecution({
    id: 0, scriptId: script.scriptId, deploymentId: deployment.scriptId, scriptType: 'userevent', entryPoint: '', context: 'USEREVENT',
    actor: NOBODY, nowMs: 0,
  });
  return runtime.runEntryPoint({ file: script.file, execution, args: [] }).exported?.functions;
}

const NOBODY: Actor = { userId: 0, userName: '', userEmail: '', roleId: 0, roleScriptId: '', administrator: false, permissions: new Map() };

/** Status, audience, record type, event type and execution contexts of a deployment. While it is in testing, it runs for its owner alone. */
function isCalledFor({ deployment }: DeployedScript, { recordType, type, context }: UserEventOccasion): boolean {
  if (!isDeployedOn(deployment.recordType, recordType)) return false;
  if (deployment.eventType !== undefined && deployment.eventType.toLowerCase() !== type) return false;
  if (deployment.executionContexts.length > 0 && !deployment.executionContexts.includes(context.context)) return false;
  return deployment.status === 'TESTING' ? context.actor.administrator : isInAudience(deployment, context.actor);
}

function isDeployedOn(reference: SdfReference | undefined, recordType: string): boolean {
  if (reference === undefined) return false;
  const id = referencedId(reference).toLowerCase();
  return id === 'all_records' || id === recordType;
}

function settle(outcome: EntryPointOutcome, { script }: DeployedScript, { entryPoint, newRecord }: UserEvent): void {
  if (outcome.kind === 'died') throw new ExecutionKilled(outcome.restart);
  if (outcome.refusals.length > 0) throw new NotEmulated(`${outcome.refusals.join('; ')} (asked for by ${entryPoint} of ${script.scriptId})`);
  if (outcome.kind === 'returned') return;
  const recordId = entryPoint === 'afterSubmit' ? newRecord.id : undefined;
  const fault = outcome.kind === 'limit' ? { name: outcome.name, message: outcome.message } : errorNameOf(outcome);
  throw new UserEventFailure({ ...fault, eventType: entryPoint, recordId });
}
