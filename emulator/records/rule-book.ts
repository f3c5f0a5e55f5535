import type { DeployedRecordType } from '../metadata/custom-records';
import type { RecordTypeDefinition } from '../metadata/types';
import { customRecordRules } from './rules/custom-records';
import { CUSTOMER_RULES, EMPLOYEE_RULES } from './rules/entities';
import { hierarchyRules, ITEM_RULES } from './rules/lists';
import { SALES_ORDER_RULES } from './rules/sales-order';
import type { TypeRules } from './type-rules';

const STANDARD: ReadonlyMap<string, TypeRules> = new Map([
  ['salesorder', SALES_ORDER_RULES], ['customer', CUSTOMER_RULES], ['employee', EMPLOYEE_RULES],
  ['account', hierarchyRules('acctname')],
  ...['subsidiary', 'location', 'department', 'classification'].map((id) => [id, hierarchyRules('name')] as const),
]);

/** Which rules a record type follows. */
export type RuleBook = (definition: RecordTypeDefinition) => TypeRules;

export function createRuleBook(customTypes: readonly DeployedRecordType[]): RuleBook {
  const custom = new Map(customTypes.map((type) => [type.scriptId, customRecordRules(type)]));
  return (definition) => {
    if (definition.table === 'item') return ITEM_RULES;
    return STANDARD.get(definition.id) ?? custom.get(definition.id) ?? {};
  };
}
