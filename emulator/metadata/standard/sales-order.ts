import type { FieldDefinition, RecordTypeDefinition, SublistDefinition } from '../types';
import { choice, EXTERNAL_ID, field, fieldMap, recordType, select } from './define';

/** `orderstatus` codes and their texts. */
export const SALES_ORDER_STATUSES = {
  A: 'Pending Approval', B: 'Pending Fulfillment', C: 'Cancelled', D: 'Partially Fulfilled',
  E: 'Pending Billing/Partially Fulfilled', F: 'Pending Billing', G: 'Billed', H: 'Closed',
};

const readOnly = { readOnly: true };

/**
 * One row of the Items sublist. Item, quantity, rate and amount are what the order's total is made of; `taxcode` and price
 * sourcing are not kept: the tax of an order comes as a line with its own item.
 */
const ITEM_LINES: SublistDefinition = {
  id: 'item',
  table: 'transactionline',
  subrecords: new Map(),
  fields: fieldMap([
    select('item', 'item', 'Item', { mandatory: true }),
    field('quantity', 'float', 'Quantity'),
    select('price', 'pricelevel', 'Price Level'),
    field('rate', 'float', 'Rate'),
    field('amount', 'currency', 'Amount', { column: 'foreignamount' }),
    field('description', 'textarea', 'Description', { column: 'memo' }),
    select('location', 'location', 'Location'),
    select('department', 'department', 'Department'),
    select('class', 'classification', 'Class'),
    field('expectedshipdate', 'date', 'Expected Ship Date'),
    field('isclosed', 'checkbox', 'Closed', { defaultValue: false }),
    field('line', 'text', 'Line ID', { ...readOnly, column: 'id' }),
    field('lineuniquekey', 'text', 'Line Unique Key', { ...readOnly, column: 'uniquekey' }),
    field('itemtype', 'text', 'Item Type', readOnly),
  ]),
};

const HEADER: readonly FieldDefinition[] = [
  select('entity', 'customer', 'Customer', { mandatory: true }),
  field('trandate', 'date', 'Date', { mandatory: true }),
  field('tranid', 'text', 'Order #', { maxLength: 45 }),
  choice('orderstatus', 'Status', SALES_ORDER_STATUSES, { mandatory: true, defaultValue: 'B', column: 'status' }),
  { id: 'status', type: 'text', label: 'Status', mandatory: false, readOnly: true },
  { id: 'statusRef', type: 'text', label: 'Status', mandatory: false, readOnly: true },
  select('subsidiary', 'subsidiary', 'Subsidiary', { mandatory: true, column: '_subsidiary' }),
  select('currency', 'currency', 'Currency', { mandatory: true }),
  field('exchangerate', 'float', 'Exchange Rate', { mandatory: true }),
  select('terms', 'term', 'Terms'),
  select('salesrep', 'employee', 'Sales Rep', { column: 'employee', submitFields: true }),
  field('memo', 'text', 'Memo', { maxLength: 999, submitFields: true }),
  field('otherrefnum', 'text', 'PO #', { maxLength: 45 }),
  field('email', 'email', 'Email'),
  field('shipdate', 'date', 'Ship Date'),
  field('startdate', 'date', 'Start Date'),
  field('enddate', 'date', 'End Date'),
  select('department', 'department', 'Department', { column: '_department' }),
  select('class', 'classification', 'Class', { column: '_class' }),
  select('location', 'location', 'Location', { column: '_location' }),
  select('discountitem', 'item', 'Discount Item', { column: '_discountitem' }),
  field('discountrate', 'currency', 'Discount Rate', { column: '_discountrate' }),
  select('shipmethod', 'item', 'Shipping Method', { column: '_shipmethod' }),
  field('shippingcost', 'currency', 'Shipping Cost', { column: '_shippingcost' }),
];

const TOTALS: readonly FieldDefinition[] = [
  field('subtotal', 'currency', 'Subtotal', { ...readOnly, column: '_subtotal' }),
  field('discounttotal', 'currency', 'Discount Total', { ...readOnly, column: '_discounttotal' }),
  field('taxtotal', 'currency', 'Tax Total', readOnly),
  field('total', 'currency', 'Total', { ...readOnly, column: 'foreigntotal' }),
];

const STAMPS: readonly FieldDefinition[] = [
  field('createddate', 'datetimetz', 'Date Created', readOnly),
  field('lastmodifieddate', 'datetimetz', 'Last Modified', readOnly),
];

/**
 * The sales order: non-posting (it has no posting period and closed periods do not stop it). Field ids: Records Browser,
 * salesorder. `taxtotal` is 0: neither legacy tax codes nor SuiteTax details are kept, and setting them is refused.
 */
const SALES_ORDER = recordType({
  id: 'salesorder', label: 'Sales Order', permission: 'TRAN_SALESORD',
  fields: [...HEADER, ...TOTALS, ...STAMPS, EXTERNAL_ID],
  sublists: [ITEM_LINES],
  subrecords: { billingaddress: 'address', shippingaddress: 'address' },
}, {
  category: 'transaction', table: 'transaction', externalIdGroup: 'transaction', idSequence: 'transaction',
  nameColumn: 'trandisplayname', posting: false,
});

export const TRANSACTION_TYPES: readonly RecordTypeDefinition[] = [SALES_ORDER];
