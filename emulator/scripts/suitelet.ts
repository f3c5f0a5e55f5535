import { joinSession, redirectOf } from '../modules/page-state';
import { serverRequest } from '../modules/server-request';
import { newResponse, responseContent, serverResponse, type ResponseDraft, type ResponseServices } from '../modules/server-response';
import type { ModuleHost } from '../modules/types';
import type { Actor, Execution } from '../runtime/types';
import type { SuiteletCall, SuiteletReply } from '../ui/page-calls';
import type { ScriptDirectory } from './deployments';
import { executingActor, pageRefusal } from './page-access';
import { pageFailure } from './page-failure';
import type { ScriptRunner } from './script-runner';

export interface SuiteletRunner {
  /** Looks a Suitelet up, checks that this person may open it, and runs it. */
  call(call: SuiteletCall): SuiteletReply;
}

export interface SuiteletParts<TServices extends ResponseServices> {
  readonly directory: ScriptDirectory;
  readonly runner: ScriptRunner<TServices>;
  readonly inRole: (actor: Actor, role: string) => Actor;
}

/**
 * Runs Suitelets: within 1,000 units, as the person who is logged in, with the rights of the role the deployment executes
 * as. A redirect takes the place of whatever else was answered, once the script has ended (section_4424988773).
 */
export function createSuiteletRunner<TServices extends ResponseServices>({ directory, runner, inRole }: SuiteletParts<TServices>): SuiteletRunner {
  return {
    call({ scriptId, deploymentId, actor, session, request }) {
      const target = directory.find(scriptId, deploymentId);
      const refusal = pageRefusal(target, 'suitelet', actor);
      if (refusal !== undefined || target === undefined) return refusal ?? { kind: 'died', units: 0 };
      const response = newResponse();
      const begun: { execution?: Execution } = {};
      const args = (host: ModuleHost<TServices>) => {
        begun.execution = host.execution;
        joinSession(host.execution, session);
        return [host.realm.object({ constants: { request: serverRequest(host, request), response: serverResponse(host, response) } })];
      };
      const outcome = runner.run({ target, entryPoint: 'onRequest', actor: executingActor(target, actor, inRole), args });
      return pageFailure(outcome) ?? replyOf(response, begun.execution, outcome.units);
    },
  };
}

function replyOf(response: ResponseDraft, execution: Execution | undefined, units: number): SuiteletReply {
  const headers = response.headers.list();
  const redirect = execution === undefined ? undefined : redirectOf(execution);
  if (redirect !== undefined) return { kind: 'redirect', ...redirect, headers, units };
  if (response.page !== undefined) return { kind: 'page', page: response.page, headers, units };
  return { kind: 'written', status: 200, ...responseContent(response), units };
}
