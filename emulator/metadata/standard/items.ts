import type { FieldDefinition, RecordTypeDefinition } from '../types';
import { EXTERNAL_ID, field, INACTIVE, recordType, select } from './define';

const COMMON = [
  field('itemid', 'text', 'Item Name/Number', { mandatory: true, maxLength: 250 }),
  field('displayname', 'text', 'Display Name/Code', { maxLength: 99 }),
  field('fullname', 'text', 'Full Name', { readOnly: true }),
  field('upccode', 'text', 'UPC Code', { maxLength: 99 }),
  field('subsidiary', 'multiselect', 'Subsidiary', { selectRecordType: 'subsidiary', mandatory: true }),
  field('includechildren', 'checkbox', 'Include Children', { defaultValue: false }),
  select('department', 'department', 'Department'),
  select('class', 'classification', 'Class'),
  select('location', 'location', 'Location'),
  field('createddate', 'datetimetz', 'Date Created', { readOnly: true }),
  field('lastmodifieddate', 'datetimetz', 'Last Modified', { readOnly: true }),
  INACTIVE, EXTERNAL_ID,
];

const INCOME = select('incomeaccount', 'account', 'Income Account', { mandatory: true });
/** May an order's line of this item wait for its fulfilment; a service and a charge are billed at once unless they say so. */
const fulfillable = (byDefault: boolean) => field('isfulfillable', 'checkbox', 'Can be Fulfilled/Received', { defaultValue: byDefault });
const EXPENSE = select('expenseaccount', 'account', 'Expense Account');
const SALES_DESCRIPTION = field('salesdescription', 'textarea', 'Sales Description', { column: 'description' });
const DESCRIPTION = field('description', 'textarea', 'Description');

function item(id: string, label: string, fields: readonly FieldDefinition[]): RecordTypeDefinition {
  return recordType({ id, label, permission: 'LIST_ITEM', fields: [...COMMON, ...fields] }, {
    table: 'item', externalIdGroup: 'item', idSequence: 'item', nameColumn: 'itemid',
  });
}

/** SuiteQL's `item.itemtype` by record type. */
export const ITEM_TYPE_CODES: ReadonlyMap<string, string> = new Map([
  ['inventoryitem', 'InvtPart'], ['noninventoryitem', 'NonInvtPart'], ['serviceitem', 'Service'],
  ['otherchargeitem', 'OthCharge'], ['discountitem', 'Discount'], ['shipitem', 'ShipItem'],
]);

/** All items share one external-id namespace, one id sequence and the table `item`. Price levels and stock are not kept. */
export const ITEM_TYPES: readonly RecordTypeDefinition[] = [
  item('inventoryitem', 'Inventory Item', [
    SALES_DESCRIPTION, INCOME,
    select('cogsaccount', 'account', 'COGS Account', { mandatory: true, column: 'expenseaccount' }),
    select('assetaccount', 'account', 'Asset Account', { mandatory: true }),
  ]),
  item('noninventoryitem', 'Non-inventory Item', [SALES_DESCRIPTION, INCOME, EXPENSE, fulfillable(true)]),
  item('serviceitem', 'Service', [SALES_DESCRIPTION, INCOME, EXPENSE, fulfillable(false)]),
  item('otherchargeitem', 'Other Charge', [SALES_DESCRIPTION, INCOME, EXPENSE, fulfillable(false)]),
  item('discountitem', 'Discount', [DESCRIPTION, select('account', 'account', 'Account', { mandatory: true, column: 'incomeaccount' })]),
  item('shipitem', 'Shipping Item', [DESCRIPTION, select('account', 'account', 'Account', { mandatory: true, column: 'incomeaccount' })]),
];
