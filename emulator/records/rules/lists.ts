import { ITEM_TYPE_CODES } from '../../metadata/standard/items';
import { SuiteScriptFailure } from '../../runtime/types';
import { compute, numberOf, textOf } from '../type-rules';
import type { SaveStep, TypeRules } from '../type-rules';

/** Lists whose rows may stand below another: the full name is the path, ` : ` between. */
export function hierarchyRules(nameField: string): TypeRules {
  return {
    prepare(step) {
      const name = textOf(step.draft, nameField);
      if (name !== undefined) compute(step.draft, 'fullname', [...ancestors(step), name].join(' : '));
    },
  };
}

function ancestors({ draft, data }: SaveStep): readonly string[] {
  const parent = numberOf(draft, 'parent');
  const found = parent === undefined ? undefined : data.referenced(draft.definition.id, parent);
  const name = found?.row['fullname'];
  return typeof name === 'string' ? [name] : [];
}

/** Items: the name is unique among all items. */
export const ITEM_RULES: TypeRules = {
  prepare(step) {
    const name = textOf(step.draft, 'itemid');
    if (name !== undefined) compute(step.draft, 'fullname', name);
  },
  check({ draft, data }) {
    const twin = data.database.prepare('SELECT "id" FROM "item" WHERE lower("itemid") = lower(?) AND "id" <> ?')
      .get(textOf(draft, 'itemid') ?? '', draft.id ?? 0);
    if (twin !== undefined) throw new SuiteScriptFailure('DUP_ITEM', 'This item already exists.');
  },
  columns({ draft, data, isNew }) {
    const now = data.now();
    const itemtype = ITEM_TYPE_CODES.get(draft.definition.id) ?? null;
    const sold = draft.definition.fields.has('incomeaccount') && draft.definition.id !== 'inventoryitem';
    return { lastmodifieddate: now, ...(isNew ? { createddate: now, itemtype, subtype: sold ? 'Sale' : null } : {}) };
  },
};
