import * as runtime from 'N/runtime';
import type { People } from '../application/actions/review-ports';
import { capabilitiesOf, REVIEW_ROLES_SETTING, REVIEW_SUBSIDIARIES_SETTING, reviewRoleOf, seenSubsidiaries } from '../domain/review/capability';
import type { Viewer } from '../domain/review/capability';
import { limitsOf, REVIEW_LIMITS_SETTING } from '../domain/review/limits';
import type { ReviewLimits } from '../domain/review/limits';
import { rowNumber, rowText, runStatement } from './query-rows';
import { SETTING, SETTING_RECORD } from './record-ids';

const PERSON = 'SELECT e.entityid AS name FROM employee e WHERE e.id = ?';

/** Employees have a subsidiary where the account has several. */
const PERSON_AND_PLACE = 'SELECT e.entityid AS name, e.subsidiary AS subsidiary FROM employee e WHERE e.id = ?';

/** Who people are: employees of the account, and what the settings give their roles. */
export class PeopleGateway implements People {
  private settings: ReadonlyMap<string, string> | undefined;

  viewer({ userId, role: roleId }: Parameters<People['viewer']>[0]): Viewer | undefined {
    const role = reviewRoleOf(roleId, this.setting(REVIEW_ROLES_SETTING));
    if (role === undefined) return undefined;
    const hasSubsidiaries = runtime.isFeatureInEffect({ feature: 'SUBSIDIARIES' });
    const [row] = runStatement(hasSubsidiaries ? PERSON_AND_PLACE : PERSON, [userId]);
    const capabilities = capabilitiesOf(role);
    const own = () => (row === undefined ? undefined : rowNumber(row, 'subsidiary'));
    return {
      userId, name: row === undefined ? '' : rowText(row, 'name'), roleId: roleId.toLowerCase(), role, capabilities,
      subsidiaries: seenSubsidiaries({ capabilities, hasSubsidiaries, own, roleId, setting: this.setting(REVIEW_SUBSIDIARIES_SETTING) }),
    };
  }

  limits(): ReviewLimits {
    return limitsOf(this.setting(REVIEW_LIMITS_SETTING));
  }

  /** All settings of the queue, read once. 10 units. */
  private setting(name: string): string {
    this.settings ??= new Map(runStatement(`SELECT s.${SETTING.name} AS name, s.${SETTING.value} AS value FROM ${SETTING_RECORD} s WHERE s.isinactive = 'F' AND s.${SETTING.name} LIKE 'review:%'`, [])
      .map((row) => [rowText(row, 'name'), rowText(row, 'value')]));
    return this.settings.get(name) ?? '';
  }
}
