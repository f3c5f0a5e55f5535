import type { FieldDefinition, RecordTypeDefinition } from '../types';
import { choice, field, select } from './define';
import {
  APPLY_LINES, CREATED_FROM, CURRENCY, DATE_AND_NUMBER, HEADER_AMOUNTS, itemLines, MEMO, ORDER_LINE, POSTING_PERIOD, readOnly, SALE_TOTALS,
  SEGMENTS, STAMPS, STATUS_TEXTS, transactionType,
} from './transaction-fields';

/** Amounts stand unsigned with the record; SuiteQL's `foreigntotal` has the ledger's sign. */
const TOTAL = field('total', 'currency', 'Total', { ...readOnly, column: '_total' });

const SALE_PARTIES: readonly FieldDefinition[] = [
  select('entity', 'customer', 'Customer', { mandatory: true }),
  ...DATE_AND_NUMBER, POSTING_PERIOD,
  select('account', 'account', 'Account', { column: '_account' }),
  ...STATUS_TEXTS, ...CURRENCY, CREATED_FROM, MEMO,
  select('salesrep', 'employee', 'Sales Rep', { column: 'employee', submitFields: true }),
  field('otherrefnum', 'text', 'PO #', { maxLength: 45 }),
  field('email', 'email', 'Email'),
];

const ADDRESSES = { billingaddress: 'address', shippingaddress: 'address' };

const INVOICE = transactionType({
  id: 'invoice', label: 'Invoice', permission: 'TRAN_CUSTINVC', posting: true,
  fields: [
    ...SALE_PARTIES,
    select('terms', 'term', 'Terms'),
    field('duedate', 'date', 'Due Date'),
    field('shipdate', 'date', 'Ship Date'),
    field('startdate', 'date', 'Start Date'),
    field('enddate', 'date', 'End Date'),
    ...SEGMENTS, ...HEADER_AMOUNTS, ...SALE_TOTALS, TOTAL,
    field('amountpaid', 'currency', 'Amount Paid', { ...readOnly, column: 'foreignamountpaid' }),
    field('amountremaining', 'currency', 'Amount Remaining', { ...readOnly, column: 'foreignamountunpaid' }),
    ...STAMPS,
  ],
  sublists: [itemLines(ORDER_LINE)],
  subrecords: ADDRESSES,
});

const CREDIT_MEMO = transactionType({
  id: 'creditmemo', label: 'Credit Memo', permission: 'TRAN_CUSTCRED', posting: true,
  fields: [
    ...SALE_PARTIES, ...SEGMENTS, ...HEADER_AMOUNTS, ...SALE_TOTALS, TOTAL,
    field('applied', 'currency', 'Applied', { ...readOnly, column: 'foreignpaymentamountused' }),
    field('unapplied', 'currency', 'Unapplied', { ...readOnly, column: 'foreignpaymentamountunused' }),
    ...STAMPS,
  ],
  sublists: [itemLines(ORDER_LINE), APPLY_LINES],
  subrecords: ADDRESSES,
});

/** What payments and refunds share. `account` is the bank's; `aracct` the receivable that is settled. */
const MONEY_FIELDS: readonly FieldDefinition[] = [
  select('customer', 'customer', 'Customer', { mandatory: true, column: 'entity' }),
  ...DATE_AND_NUMBER, POSTING_PERIOD,
  select('aracct', 'account', 'A/R Account', { column: '_account' }),
  select('account', 'account', 'Account', { column: '_bankaccount' }),
  ...STATUS_TEXTS, ...CURRENCY, MEMO, ...SEGMENTS, TOTAL,
];

const CUSTOMER_PAYMENT = transactionType({
  id: 'customerpayment', label: 'Customer Payment', permission: 'TRAN_CUSTPYMT', posting: true,
  fields: [
    ...MONEY_FIELDS,
    field('payment', 'currency', 'Payment Amount', { mandatory: true, column: '_payment', minValue: 0 }),
    choice('undepfunds', 'Undep. Funds', { T: 'Group with Undeposited Funds', F: 'Account' }, { defaultValue: 'T', column: '_undepfunds' }),
    select('paymentmethod', 'paymentmethod', 'Payment Method'),
    field('checknum', 'text', 'Check #', { maxLength: 45, column: '_checknum' }),
    field('applied', 'currency', 'To Apply', { ...readOnly, column: 'foreignpaymentamountused' }),
    field('unapplied', 'currency', 'Unapplied', { ...readOnly, column: 'foreignpaymentamountunused' }),
    ...STAMPS,
  ],
  sublists: [APPLY_LINES],
});

const CUSTOMER_REFUND = transactionType({
  id: 'customerrefund', label: 'Customer Refund', permission: 'TRAN_CUSTRFND', posting: true,
  fields: [
    ...MONEY_FIELDS.map((each) => (each.id === 'account' ? { ...each, mandatory: true } : each)),
    select('paymentmethod', 'paymentmethod', 'Payment Method', { mandatory: true }),
    ...STAMPS,
  ],
  sublists: [APPLY_LINES],
});

/** Sales documents and the money against them. Field ids: Records Browser. */
export const RECEIVABLES: readonly RecordTypeDefinition[] = [INVOICE, CREDIT_MEMO, CUSTOMER_PAYMENT, CUSTOMER_REFUND];
