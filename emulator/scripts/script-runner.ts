import type { ModuleHost } from '../modules/types';
import type { EntryPointOutcome, ExecutionRequest, ScriptRuntime } from '../runtime/script-runtime';
import { SuiteScriptFailure, type Actor, type Execution, type ExecutionContext, type ScriptType } from '../runtime/types';
import type { SdfScriptKind } from '../sdf/types';
import type { DeployedScript } from './deployments';
import type { AccountLog } from './execution-log';

/** One entry point of one deployment to run now. */
export interface EntryPointCall<TServices> {
  readonly target: DeployedScript;
  /** Exported function: `post`, `getInputData`. */
  readonly entryPoint: string;
  readonly actor: Actor;
  /** Where it was set off from; default: the script type's own context. */
  readonly context?: ExecutionContext;
  readonly args: readonly unknown[] | ((host: ModuleHost<TServices>) => readonly unknown[]);
}

/** Runs entry points one at a time and puts every execution into the log. */
export interface ScriptRunner<TServices> {
  run(call: EntryPointCall<TServices>): EntryPointOutcome;
  /** NetSuite milliseconds that user events have taken so far: no part of the time that a Map/Reduce job may take (section_4480364878). */
  userEventMs(): number;
}

export interface ScriptRunnerParts<TServices> {
  readonly runtime: ScriptRuntime<TServices>;
  readonly log: AccountLog;
  /** Makes an execution with the budget of its script type and stage. */
  readonly openExecution: (request: ExecutionRequest) => Execution;
  readonly nextExecutionId: () => number;
  readonly nowMs: () => number;
}

const KINDS: Readonly<Record<SdfScriptKind, { readonly type: ScriptType; readonly context: ExecutionContext }>> = {
  restlet: { type: 'restlet', context: 'RESTLET' },
  mapreducescript: { type: 'mapreduce', context: 'MAPREDUCE' },
  suitelet: { type: 'suitelet', context: 'SUITELET' },
  scheduledscript: { type: 'scheduled', context: 'SCHEDULED' },
  usereventscript: { type: 'userevent', context: 'USEREVENT' },
  clientscript: { type: 'client', context: 'USERINTERFACE' },
  portlet: { type: 'portlet', context: 'USERINTERFACE' },
};

export function createScriptRunner<TServices>(parts: ScriptRunnerParts<TServices>): ScriptRunner<TServices> {
  let userEventMs = 0;
  return {
    userEventMs: () => userEventMs,
    run({ target, entryPoint, actor, context, args }) {
      const kind = KINDS[target.script.kind];
      const startedMs = parts.nowMs();
      const execution = parts.openExecution({
        id: parts.nextExecutionId(), scriptId: target.script.scriptId, deploymentId: target.deployment.scriptId,
        scriptType: kind.type, context: context ?? kind.context, entryPoint, actor, nowMs: parts.nowMs(),
      });
      const outcome = parts.runtime.runEntryPoint({ file: target.script.file, execution, args });
      if (kind.type === 'userevent') userEventMs += parts.nowMs() - startedMs;
      parts.log.recordExecution(execution, outcomeName(outcome));
      logEnd(parts, execution, outcome);
      return outcome;
    },
  };
}

/** The failure of a call to a deployment that is not there, not deployed, or of another type. */
export function noSuchScript(script: string, deployment: string): SuiteScriptFailure {
  return new SuiteScriptFailure('SSS_INVALID_SCRIPTLET_ID', `That Suitelet is invalid, disabled, or no longer exists. (${script}, ${deployment})`);
}

function outcomeName(outcome: EntryPointOutcome): string {
  switch (outcome.kind) {
    case 'returned': case 'died': return outcome.kind;
    case 'threw': case 'limit': return outcome.name;
  }
}

/** What the platform itself writes into the log: how a script failed, and what it asked for that nobody emulates. */
function logEnd<TServices>(parts: ScriptRunnerParts<TServices>, execution: Execution, outcome: EntryPointOutcome): void {
  const write = (title: string, details: string) => {
    parts.log.append({
      executionId: execution.id, scriptId: execution.scriptId, deploymentId: execution.deploymentId,
      level: 'ERROR', title, details: details.slice(0, 3999), atMs: parts.nowMs(),
    });
  };
  if (outcome.kind === 'threw') write(outcome.name.slice(0, 99), outcome.json);
  if (outcome.kind === 'limit') write(outcome.name, outcome.message);
  if (outcome.kind === 'died') write('Killed', 'The script was ended at an N/* call; nobody got its answer.');
  for (const refusal of outcome.refusals) write('Not emulated', refusal);
}
