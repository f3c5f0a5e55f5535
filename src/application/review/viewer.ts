import { capabilitiesOf, REVIEW_ROLES_SETTING, REVIEW_SUBSIDIARIES_SETTING, reviewRoleOf, seenSubsidiaries } from '../../domain/review/capability';
import type { Viewer } from '../../domain/review/capability';
import type { MachineState } from '../machine-ports';
import type { LoggedIn } from './login-port';

/** The viewer behind a login; undefined: the role has no part in the queue, and the page says so. 10 units, 20 for who sees some subsidiaries alone. */
export function viewerOf({ userId, name, roleId, profile, subsidiary, hasSubsidiaries }: LoggedIn, machine: Pick<MachineState, 'read'>): Viewer | undefined {
  const settings = new Map(machine.read(['review:']).map((row) => [row.name, row.value]));
  const role = profile ?? reviewRoleOf(roleId, settings.get(REVIEW_ROLES_SETTING) ?? '');
  if (role === undefined) return undefined;
  const capabilities = capabilitiesOf(role);
  const subsidiaries = seenSubsidiaries({ capabilities, hasSubsidiaries, own: subsidiary, roleId, setting: settings.get(REVIEW_SUBSIDIARIES_SETTING) ?? '' });
  return { userId, name, roleId: roleId.toLowerCase(), role, capabilities, subsidiaries };
}
