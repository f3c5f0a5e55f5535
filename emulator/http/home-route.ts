import { isInAudience, type DeployedScript } from '../scripts/deployments';
import { renderDashboard, type ShownPortlet } from '../ui/portlet-view';
import type { HttpReply } from './messages';
import { answerPage } from './page-replies';
import type { SuiteletRoute } from './suitelet-route';

/** The home page of a role: each portlet of its audience, run one after another. */
export async function answerHome({ parts, session, viewer }: Omit<SuiteletRoute, 'surroundings'>): Promise<HttpReply> {
  const targets = parts.deployments().filter((target) => isOpenPortlet(target) && isInAudience(target.deployment, session.actor));
  const shown: ShownPortlet[] = [];
  for (const { script, deployment } of targets) {
    const reply = await parts.queue.run(() => parts.scripts.renderPortlet({
      scriptId: script.scriptId, deploymentId: deployment.scriptId, actor: session.actor, column: 'center', session: session.values,
    }));
    shown.push({ id: deployment.scriptId, title: deployment.title ?? script.name, reply });
  }
  return answerPage({ title: `Home – ${viewer.accountId}`, viewer, content: renderDashboard(shown) });
}

function isOpenPortlet({ script, deployment }: DeployedScript): boolean {
  return script.kind === 'portlet' && !script.isInactive && deployment.isDeployed && deployment.status === 'RELEASED';
}
