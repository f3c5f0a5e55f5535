import * as runtime from 'N/runtime';
import type { LoggedIn } from '../application/review/login-port';
import type { ReviewRole } from '../domain/review/capability';
import { rowNumber, runStatement } from './query-rows';

/**
 * Who is logged in. A page that runs as a role of its own is told the person, not the person's role: its deployment, whose audience is one role,
 * then says the profile.
 */
export function loggedIn(profile: ReviewRole | undefined): LoggedIn {
  const { id, name, roleId } = runtime.getCurrentUser();
  const subsidiary = () => {
    const [row = {}] = runStatement('SELECT e.subsidiary AS subsidiary FROM employee e WHERE e.id = ?', [id]);
    return rowNumber(row, 'subsidiary');
  };
  return { userId: id, name, roleId, profile, subsidiary, hasSubsidiaries: runtime.isFeatureInEffect({ feature: 'SUBSIDIARIES' }) };
}
