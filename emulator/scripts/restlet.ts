import type { EntryPointOutcome } from '../runtime/script-runtime';
import type { RestletCall, RestletReply } from '../types';
import { isInAudience, type DeployedScript, type ScriptDirectory } from './deployments';
import { errorNameOf } from './error-names';
import type { ScriptRunner } from './script-runner';

/** A reply that the platform gives before a script could. */
export type RestletRefusal = Extract<RestletReply, { readonly kind: 'failed' }>;

export interface RestletRunner {
  /** Looks a RESTlet up and checks that this caller may run it, in the platform's order; then runs it. */
  call(call: RestletCall): RestletReply;
}

/** Runs RESTlets as NetSuite does: as the caller, within 5,000 units, every unhandled error a 400 (platform facts 2). */
export function createRestletRunner<TServices>(directory: ScriptDirectory, runner: ScriptRunner<TServices>): RestletRunner {
  return {
    call(call) {
      const target = directory.find(call.scriptId, call.deploymentId);
      if (target === undefined || !isOpen(target)) {
        return refuse(404, 'SSS_INVALID_SCRIPTLET_ID', 'That Suitelet is invalid, disabled, or no longer exists.');
      }
      if (!isInAudience(target.deployment, call.actor)) {
        return refuse(403, 'INSUFFICIENT_PERMISSION', 'You do not have privileges to view this page.');
      }
      return replyOf(runner.run({ target, entryPoint: call.method, actor: call.actor, args: [call.argument] }), call.method);
    },
  };
}

/** Outside callers reach a RESTlet only while it is deployed and released (section_4618456517). */
function isOpen({ script, deployment }: DeployedScript): boolean {
  return script.kind === 'restlet' && !script.isInactive && deployment.isDeployed && deployment.status === 'RELEASED';
}

function refuse(status: number, code: string, message: string): RestletRefusal {
  return { kind: 'failed', status, code, message, units: 0 };
}

function replyOf(outcome: EntryPointOutcome, method: string): RestletReply {
  const units = outcome.units;
  if (outcome.kind !== 'died' && outcome.refusals.length > 0) {
    // Even where the script swallowed it: an answer built on what is not there would be a guess.
    return { kind: 'failed', status: 500, code: 'EMULATOR_NOT_IMPLEMENTED', message: outcome.refusals.join('; '), units };
  }
  switch (outcome.kind) {
    case 'returned': return { kind: 'returned', value: outcome.value, units };
    case 'died': return { kind: 'died', units };
    case 'limit': return { kind: 'failed', status: 400, code: outcome.name, message: outcome.message, units };
    case 'threw': return thrown(outcome, method);
  }
}

function thrown(outcome: Extract<EntryPointOutcome, { readonly kind: 'threw' }>, method: string): RestletReply {
  const units = outcome.units;
  if (outcome.name === ENTRY_POINT_MISSING) {
    return { kind: 'failed', status: 405, code: 'METHOD_NOT_ALLOWED', message: `This RESTlet does not answer ${method.toUpperCase()}.`, units };
  }
  // A file that does not load gives no execution log and a 500 (platform facts 7.1).
  if (outcome.phase === 'load') return { kind: 'failed', status: 500, code: 'UNEXPECTED_ERROR', message: outcome.message, units };
  const { name, message } = errorNameOf(outcome);
  return { kind: 'failed', status: 400, code: name, message, units };
}

/** Name under which the runtime reports an entry point that the script does not export. */
const ENTRY_POINT_MISSING = 'EMULATOR_ENTRY_POINT_MISSING';
