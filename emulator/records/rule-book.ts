import type { DeployedRecordType } from '../metadata/custom-records';
import type { RecordTypeDefinition } from '../metadata/types';
import { customRecordRules } from './rules/custom-records';
import { CUSTOMER_RULES, EMPLOYEE_RULES, VENDOR_RULES } from './rules/entities';
import { ITEM_FULFILLMENT_RULES } from './rules/item-fulfillment';
import { JOURNAL_RULES } from './rules/journal-entry';
import { hierarchyRules, ITEM_RULES } from './rules/lists';
import { CUSTOMER_PAYMENT_RULES, CUSTOMER_REFUND_RULES } from './rules/payments';
import { CREDIT_MEMO_RULES, INVOICE_RULES } from './rules/sale-documents';
import { SALES_ORDER_RULES } from './rules/sales-order';
import { VENDOR_BILL_RULES } from './rules/vendor-bill';
import type { TypeRules } from './type-rules';

const STANDARD: ReadonlyMap<string, TypeRules> = new Map([
  ['salesorder', SALES_ORDER_RULES], ['customer', CUSTOMER_RULES], ['employee', EMPLOYEE_RULES], ['vendor', VENDOR_RULES],
  ['invoice', INVOICE_RULES], ['creditmemo', CREDIT_MEMO_RULES], ['customerpayment', CUSTOMER_PAYMENT_RULES], ['customerrefund', CUSTOMER_REFUND_RULES],
  ['itemfulfillment', ITEM_FULFILLMENT_RULES], ['journalentry', JOURNAL_RULES], ['vendorbill', VENDOR_BILL_RULES],
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
