import type { RecordTypeDefinition, SublistDefinition } from '../types';
import { choice, field, fieldMap, select } from './define';
import {
  CREATED_FROM, CURRENCY, DATE_AND_NUMBER, itemLines, LINE_KEYS, LINE_SEGMENTS, MEMO, ORDER_LINE, POSTING_PERIOD, readOnly, SEGMENTS, STAMPS,
  STATUS_TEXTS, transactionType,
} from './transaction-fields';
import { SHIP_STATUSES } from './transaction-kinds';

const SHIPPED_LINES: SublistDefinition = {
  id: 'item', table: 'transactionline', fixedLines: true, subrecords: new Map(),
  fields: fieldMap([
    select('item', 'item', 'Item', { ...readOnly, mandatory: true }),
    { id: 'itemreceive', type: 'checkbox', label: 'Fulfill', mandatory: false, defaultValue: true },
    field('quantity', 'float', 'Quantity'),
    { id: 'quantityremaining', type: 'float', label: 'Remaining', mandatory: false, readOnly: true },
    field('description', 'textarea', 'Description', { column: 'memo' }),
    select('location', 'location', 'Location'),
    ...LINE_KEYS, ...ORDER_LINE,
    field('itemtype', 'text', 'Item Type', readOnly),
  ]),
};

/** Only made from a sales order. Stock is not kept, so an inventory item's cost is 0 and the goods' cost lines carry 0. */
const ITEM_FULFILLMENT = transactionType({
  id: 'itemfulfillment', label: 'Item Fulfillment', permission: 'TRAN_ITEMSHIP', posting: true,
  fields: [
    select('entity', 'customer', 'Customer', { ...readOnly, mandatory: true }),
    ...DATE_AND_NUMBER, POSTING_PERIOD,
    choice('shipstatus', 'Status', SHIP_STATUSES, { defaultValue: 'C', column: 'status' }),
    ...STATUS_TEXTS, ...CURRENCY.map((each) => ({ ...each, ...readOnly })), CREATED_FROM, MEMO,
    ...STAMPS,
  ],
  sublists: [SHIPPED_LINES],
  subrecords: { shippingaddress: 'address' },
});

const JOURNAL_LINES: SublistDefinition = {
  id: 'line', table: 'transactionline', subrecords: new Map(),
  fields: fieldMap([
    select('account', 'account', 'Account', { column: 'expenseaccount' }),
    field('debit', 'currency', 'Debit', { column: 'debitforeignamount' }),
    field('credit', 'currency', 'Credit', { column: 'creditforeignamount' }),
    field('memo', 'textarea', 'Memo'),
    select('entity', 'entity', 'Name'),
    ...LINE_SEGMENTS, ...LINE_KEYS,
  ]),
};

/** One subsidiary; it posts once approved. Reversals, books and intercompany journals are not kept. */
const JOURNAL_ENTRY = transactionType({
  id: 'journalentry', label: 'Journal Entry', permission: 'TRAN_JOURNAL', posting: true,
  fields: [
    ...DATE_AND_NUMBER, POSTING_PERIOD, ...STATUS_TEXTS, ...CURRENCY, MEMO,
    field('approved', 'checkbox', 'Approved', { defaultValue: true, column: '_approved' }),
    ...STAMPS,
  ],
  sublists: [JOURNAL_LINES],
});

const EXPENSE_LINES: SublistDefinition = {
  id: 'expense', table: 'transactionline', subrecords: new Map(),
  fields: fieldMap([
    select('account', 'account', 'Account', { mandatory: true, column: 'expenseaccount' }),
    field('amount', 'currency', 'Amount', { mandatory: true, column: 'foreignamount' }),
    field('memo', 'textarea', 'Memo'),
    ...LINE_SEGMENTS, ...LINE_KEYS,
  ]),
};

/** `tranid` is the vendor's own reference; payments of bills are not kept, so a bill stays open. */
const VENDOR_BILL = transactionType({
  id: 'vendorbill', label: 'Bill', permission: 'TRAN_VENDBILL', posting: true,
  fields: [
    select('entity', 'vendor', 'Vendor', { mandatory: true }),
    ...DATE_AND_NUMBER, POSTING_PERIOD,
    select('account', 'account', 'Account', { column: '_account' }),
    ...STATUS_TEXTS, ...CURRENCY, MEMO,
    select('terms', 'term', 'Terms'),
    field('duedate', 'date', 'Due Date'),
    ...SEGMENTS,
    field('usertotal', 'currency', 'Amount', { ...readOnly, column: '_usertotal' }),
    field('total', 'currency', 'Total', { ...readOnly, column: '_total' }),
    field('amountremaining', 'currency', 'Amount Remaining', { ...readOnly, column: 'foreignamountunpaid' }),
    ...STAMPS,
  ],
  sublists: [itemLines(), EXPENSE_LINES],
});

/** Field ids: Records Browser. */
export const OTHER_TRANSACTIONS: readonly RecordTypeDefinition[] = [ITEM_FULFILLMENT, JOURNAL_ENTRY, VENDOR_BILL];
