import { SHIPPED_ROLES } from '../domain/review/capability';
import type { ReviewRole } from '../domain/review/capability';

/** The pages' script, and the door that runs as whoever is logged in. */
export const REVIEW_SCRIPT = 'customscript_dkt_review_sl';
export const DOOR_SCRIPT = 'customscript_dkt_door_sl';
export const DOOR_DEPLOYMENT = 'customdeploy_dkt_door';

/**
 * The deployment of each profile. Pages run as a role of their own, which reads what no role of a person may (D-0084); so the deployment,
 * whose audience is that one role, is what tells the profile.
 */
const DEPLOYMENTS: Readonly<Record<ReviewRole, string>> = {
  viewer: 'customdeploy_dkt_audit', reviewer: 'customdeploy_dkt_review', lead: 'customdeploy_dkt_lead', approver: 'customdeploy_dkt_approve', admin: 'customdeploy_dkt_admin',
};

/** Profile of a deployment of the pages, or of the portlet; undefined: it is none of ours. */
export function profileOf(deploymentId: string): ReviewRole | undefined {
  const id = deploymentId.toLowerCase().replace('_dkt_tile_', '_dkt_');
  const [role] = (Object.entries(DEPLOYMENTS) as readonly (readonly [ReviewRole, string])[]).find(([, deployment]) => deployment === id) ?? [];
  return role;
}

/** Deployment of the pages of a profile. */
export function deploymentOf(role: ReviewRole): string {
  return DEPLOYMENTS[role];
}

/** Where somebody in this role is sent. A role of the account's own stands in the audience of one of them, most often the reviewers'. */
export function deploymentForRole(roleId: string): string {
  return DEPLOYMENTS[SHIPPED_ROLES[roleId.toLowerCase()] ?? 'reviewer'];
}
