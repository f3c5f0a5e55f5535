import type { RecordTypeDefinition } from '../types';
import { choice, field, select } from './define';
import {
  CURRENCY, DATE_AND_NUMBER, HEADER_AMOUNTS, itemLines, MEMO, readOnly, SALE_TOTALS, SEGMENTS, STAMPS, STATUS_TEXTS, transactionType,
} from './transaction-fields';
import { SALES_ORDER_STATUSES } from './transaction-kinds';

const ORDER_LINES = itemLines([
  field('expectedshipdate', 'date', 'Expected Ship Date'),
  field('isclosed', 'checkbox', 'Closed', { defaultValue: false }),
  field('quantitybilled', 'float', 'Invoiced', readOnly),
  field('quantityfulfilled', 'float', 'Fulfilled', { ...readOnly, column: 'quantityshiprecv' }),
]);

/** The sales order: non-posting (it has no posting period and closed periods do not stop it). Field ids: Records Browser, salesorder. */
export const SALES_ORDER: RecordTypeDefinition = transactionType({
  id: 'salesorder', label: 'Sales Order', permission: 'TRAN_SALESORD', posting: false,
  fields: [
    select('entity', 'customer', 'Customer', { mandatory: true }),
    ...DATE_AND_NUMBER,
    choice('orderstatus', 'Status', SALES_ORDER_STATUSES, { mandatory: true, defaultValue: 'B', column: 'status' }),
    ...STATUS_TEXTS, ...CURRENCY,
    select('terms', 'term', 'Terms'),
    select('salesrep', 'employee', 'Sales Rep', { column: 'employee', submitFields: true }),
    MEMO,
    field('otherrefnum', 'text', 'PO #', { maxLength: 45 }),
    field('email', 'email', 'Email'),
    field('shipdate', 'date', 'Ship Date'),
    field('startdate', 'date', 'Start Date'),
    field('enddate', 'date', 'End Date'),
    ...SEGMENTS, ...HEADER_AMOUNTS, ...SALE_TOTALS,
    field('total', 'currency', 'Total', { ...readOnly, column: 'foreigntotal' }),
    ...STAMPS,
  ],
  sublists: [ORDER_LINES],
  subrecords: { billingaddress: 'address', shippingaddress: 'address' },
});
