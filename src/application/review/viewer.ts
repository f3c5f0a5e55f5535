import { capabilitiesOf, REVIEW_ROLES_SETTING, REVIEW_SUBSIDIARIES_SETTING, reviewRoleOf, subsidiariesOf } from '../../domain/review/capability';
import type { ReviewRole, Viewer } from '../../domain/review/capability';
import type { MachineState } from '../machine-ports';

/** Who is logged in, as the page knows it. */
export interface LoggedIn {
  readonly userId: number;
  readonly name: string;
  /** Script id of the role; `administrator` for the standard one. */
  readonly roleId: string;
  /** Profile of the deployment, whose audience is one role: where a page runs as a role of its own, the person's own is not told. Undefined: the role says it. */
  readonly profile?: ReviewRole | undefined;
  /** Internal id of the person's own subsidiary; undefined: none is set. 10 units. */
  readonly subsidiary: () => number | undefined;
  /** False where the account has one company alone: then everything is of it. */
  readonly hasSubsidiaries: boolean;
}

/** The viewer behind a login; undefined: the role has no part in the queue, and the page says so. 10 units, 20 for who sees some subsidiaries alone. */
export function viewerOf({ userId, name, roleId, profile, subsidiary, hasSubsidiaries }: LoggedIn, machine: Pick<MachineState, 'read'>): Viewer | undefined {
  const settings = new Map(machine.read(['review:']).map((row) => [row.name, row.value]));
  const role = profile ?? reviewRoleOf(roleId, settings.get(REVIEW_ROLES_SETTING) ?? '');
  if (role === undefined) return undefined;
  const capabilities = capabilitiesOf(role);
  const all = !hasSubsidiaries || capabilities.has('see_all_subsidiaries');
  const own = () => [...new Set([subsidiary() ?? [], ...subsidiariesOf(roleId, settings.get(REVIEW_SUBSIDIARIES_SETTING) ?? '')].flat())];
  return { userId, name, roleId: roleId.toLowerCase(), role, capabilities, subsidiaries: all ? 'all' : own() };
}
