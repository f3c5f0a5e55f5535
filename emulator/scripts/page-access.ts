import type { Actor } from '../runtime/types';
import { isInAudience, referencedId, type DeployedScript } from './deployments';

/** A refusal that the platform gives before a page's script could. */
export interface PageRefusal {
  readonly kind: 'failed';
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly units: 0;
}

/**
 * Whether this person may open a deployed page: it is there and deployed, and they are in its audience. While it is in
 * testing it runs for its owner alone (chapter_N2997500); the owner of what a project deploys is the administrator.
 */
export function pageRefusal(target: DeployedScript | undefined, kind: 'suitelet' | 'portlet', actor: Actor): PageRefusal | undefined {
  if (target?.script.kind !== kind || target.script.isInactive || !target.deployment.isDeployed) {
    return refuse(404, 'SSS_INVALID_SCRIPTLET_ID', 'That Suitelet is invalid, disabled, or no longer exists.');
  }
  const isOpen = target.deployment.status === 'TESTING' ? actor.administrator : target.deployment.status === 'RELEASED';
  if (isOpen && isInAudience(target.deployment, actor)) return undefined;
  return refuse(403, 'INSUFFICIENT_PERMISSION', 'You do not have privileges to view this page.');
}

/** The same person, with the rights of the role that the deployment executes as; theirs where it names none (chapter_N2997500). */
export function executingActor({ deployment: { runAsRole } }: DeployedScript, actor: Actor, inRole: (actor: Actor, role: string) => Actor): Actor {
  return runAsRole === undefined ? actor : inRole(actor, referencedId(runAsRole));
}

function refuse(status: number, code: string, message: string): PageRefusal {
  return { kind: 'failed', status, code, message, units: 0 };
}
