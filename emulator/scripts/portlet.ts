import { joinSession } from '../modules/page-state';
import { newPortlet, portletObject, portletSnapshot } from '../modules/portlet-object';
import type { PageServices } from '../modules/server-widget/widget-host';
import type { ModuleHost } from '../modules/types';
import type { Actor } from '../runtime/types';
import type { PortletCall, PortletReply } from '../ui/page-calls';
import type { Portlet } from '../ui/page-model';
import type { DeployedScript, ScriptDirectory } from './deployments';
import { executingActor, pageRefusal } from './page-access';
import { pageFailure } from './page-failure';
import type { ScriptRunner } from './script-runner';

export interface PortletRunner {
  /** Renders one portlet for one person. */
  render(call: PortletCall): PortletReply;
  /** Portlets that this person may put on their dashboard, in the project's order. */
  offered(actor: Actor): readonly DeployedScript[];
}

export interface PortletParts<TServices extends PageServices> {
  readonly directory: ScriptDirectory;
  readonly runner: ScriptRunner<TServices>;
  readonly inRole: (actor: Actor, role: string) => Actor;
}

/** NetSuite's numbers for where on a dashboard a portlet stands (section_4407951965). */
const COLUMNS = { left: '1', center: '2', right: '3' } as const;

/** Runs portlets: within 1,000 units, as the person whose dashboard it is, in the role the deployment executes as. */
export function createPortletRunner<TServices extends PageServices>({ directory, runner, inRole }: PortletParts<TServices>): PortletRunner {
  return {
    offered: (actor) => directory.all().filter((target) => pageRefusal(target, 'portlet', actor) === undefined),
    render({ scriptId, deploymentId, actor, column, session }) {
      const target = directory.find(scriptId, deploymentId);
      const refusal = pageRefusal(target, 'portlet', actor);
      if (refusal !== undefined || target === undefined) return refusal ?? { kind: 'died', units: 0 };
      const draft = newPortlet(target.script.portletType ?? 'HTML', target.deployment.title ?? target.script.name);
      const begun: { snapshot?: () => Portlet } = {};
      const args = (host: ModuleHost<TServices>) => {
        joinSession(host.execution, session);
        begun.snapshot = () => portletSnapshot(host, draft);
        return [host.realm.object({ constants: { portlet: portletObject(host, draft), column: COLUMNS[column], entity: '' } })];
      };
      const outcome = runner.run({ target, entryPoint: 'render', actor: executingActor(target, actor, inRole), args });
      const failure = pageFailure(outcome);
      if (failure !== undefined || begun.snapshot === undefined) return failure ?? { kind: 'died', units: outcome.units };
      return { kind: 'portlet', portlet: begun.snapshot(), units: outcome.units };
    },
  };
}
