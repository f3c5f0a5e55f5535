import type { DeployedRecordType } from '../../metadata/custom-records';
import { compute, numberOf, textOf } from '../type-rules';
import type { TypeRules } from '../type-rules';

/** Custom records: owner and stamps; a type without names shows its id, a numbered one its number (platform facts 4.6). */
export function customRecordRules(deployed: DeployedRecordType): TypeRules {
  return {
    prepare(step) {
      if (!step.isNew) return;
      if (deployed.enableNumbering && textOf(step.draft, 'name') === undefined) {
        const number = deployed.numberingStart - 1 + step.data.next(`number:${deployed.scriptId}`);
        compute(step.draft, 'name', `${deployed.numberingPrefix}${String(number).padStart(deployed.numberingMinDigits, '0')}${deployed.numberingSuffix}`);
      }
      if (numberOf(step.draft, 'owner') === undefined) compute(step.draft, 'owner', step.actor.userId);
    },
    columns({ draft, data, isNew, actor }, id) {
      const now = data.now();
      return {
        lastmodified: now, lastmodifiedby: actor.userId,
        ...(isNew ? { created: now, recordid: id } : {}),
        ...(textOf(draft, 'name') === undefined ? { name: String(id) } : {}),
      };
    },
  };
}
