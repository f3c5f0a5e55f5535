import type { FieldDefinition, RecordTypeDefinition, SublistDefinition } from '../types';
import { EXTERNAL_ID, field, fieldMap, recordType, select } from './define';

export const readOnly = { readOnly: true };

/** Status as scripts read it: text and camel-cased reference; made when a record is loaded. */
export const STATUS_TEXTS: readonly FieldDefinition[] = [
  { id: 'status', type: 'text', label: 'Status', mandatory: false, readOnly: true },
  { id: 'statusRef', type: 'text', label: 'Status', mandatory: false, readOnly: true },
];

export const DATE_AND_NUMBER: readonly FieldDefinition[] = [
  field('trandate', 'date', 'Date', { mandatory: true }),
  field('tranid', 'text', 'Document Number', { maxLength: 45 }),
];

/** Transactions that post carry a period: the date's own, unless one is set. */
export const POSTING_PERIOD = select('postingperiod', 'accountingperiod', 'Posting Period');

export const CURRENCY: readonly FieldDefinition[] = [
  select('subsidiary', 'subsidiary', 'Subsidiary', { mandatory: true, column: '_subsidiary' }),
  select('currency', 'currency', 'Currency', { mandatory: true }),
  field('exchangerate', 'float', 'Exchange Rate', { mandatory: true }),
];

export const MEMO = field('memo', 'text', 'Memo', { maxLength: 999, submitFields: true });

/** Department, class and location of the whole transaction. */
export const SEGMENTS: readonly FieldDefinition[] = [
  select('department', 'department', 'Department', { column: '_department' }),
  select('class', 'classification', 'Class', { column: '_class' }),
  select('location', 'location', 'Location', { column: '_location' }),
];

export const LINE_SEGMENTS: readonly FieldDefinition[] = [
  select('location', 'location', 'Location'),
  select('department', 'department', 'Department'),
  select('class', 'classification', 'Class'),
];

export const LINE_KEYS: readonly FieldDefinition[] = [
  field('line', 'text', 'Line ID', { ...readOnly, column: 'id' }),
  field('lineuniquekey', 'text', 'Line Unique Key', { ...readOnly, column: 'uniquekey' }),
];

/** Header discount and shipping, each over an item of its own. */
export const HEADER_AMOUNTS: readonly FieldDefinition[] = [
  select('discountitem', 'item', 'Discount Item', { column: '_discountitem' }),
  field('discountrate', 'currency', 'Discount Rate', { column: '_discountrate' }),
  select('shipmethod', 'item', 'Shipping Method', { column: '_shipmethod' }),
  field('shippingcost', 'currency', 'Shipping Cost', { column: '_shippingcost' }),
];

/** `taxtotal` is 0: neither legacy tax codes nor SuiteTax details are kept, and setting them is refused. */
export const SALE_TOTALS: readonly FieldDefinition[] = [
  field('subtotal', 'currency', 'Subtotal', { ...readOnly, column: '_subtotal' }),
  field('discounttotal', 'currency', 'Discount Total', { ...readOnly, column: '_discounttotal' }),
  field('taxtotal', 'currency', 'Tax Total', readOnly),
];

export const STAMPS: readonly FieldDefinition[] = [
  field('createddate', 'datetimetz', 'Date Created', readOnly),
  field('lastmodifieddate', 'datetimetz', 'Last Modified', readOnly),
  EXTERNAL_ID,
];

export const CREATED_FROM = select('createdfrom', 'transaction', 'Created From', { ...readOnly, column: '_createdfrom' });

/**
 * One row of the Items sublist. Item, quantity, rate and amount are what the total is made of; `taxcode` and price sourcing
 * are not kept: tax comes as a line with its own item.
 */
export function itemLines(extra: readonly FieldDefinition[] = []): SublistDefinition {
  return {
    id: 'item', table: 'transactionline', subrecords: new Map(),
    fields: fieldMap([
      select('item', 'item', 'Item', { mandatory: true }),
      field('quantity', 'float', 'Quantity'),
      select('price', 'pricelevel', 'Price Level'),
      field('rate', 'float', 'Rate'),
      field('amount', 'currency', 'Amount', { column: 'foreignamount' }),
      field('description', 'textarea', 'Description', { column: 'memo' }),
      ...LINE_SEGMENTS, ...LINE_KEYS,
      field('itemtype', 'text', 'Item Type', readOnly),
      ...extra,
    ]),
  };
}

/** Which line of which order a line bills or ships. */
export const ORDER_LINE: readonly FieldDefinition[] = [
  select('orderdoc', 'transaction', 'Order', { ...readOnly, column: '_orderdoc' }),
  field('orderline', 'integer', 'Order Line', { ...readOnly, column: '_orderline' }),
];

/** Documents that a payment, credit or refund settles; lines are shown by NetSuite and only marked by scripts. */
export const APPLY_LINES: SublistDefinition = {
  id: 'apply', table: 'nexttransactionlinelink', fixedLines: true, subrecords: new Map(),
  fields: fieldMap([
    unstored('apply', 'checkbox', 'Apply', {}),
    unstored('amount', 'currency', 'Payment', {}),
    unstored('doc', 'text', 'Document', readOnly),
    unstored('internalid', 'text', 'Internal ID', readOnly),
    unstored('line', 'integer', 'Line', readOnly),
    unstored('refnum', 'text', 'Ref No.', readOnly),
    unstored('type', 'text', 'Type', readOnly),
    unstored('trantype', 'text', 'Transaction Type', readOnly),
    unstored('applydate', 'date', 'Date Due', readOnly),
    unstored('currency', 'text', 'Currency', readOnly),
    unstored('total', 'currency', 'Orig. Amt.', readOnly),
    unstored('due', 'currency', 'Amt. Due', readOnly),
  ]),
};

function unstored(id: string, type: FieldDefinition['type'], label: string, extras: Partial<FieldDefinition>): FieldDefinition {
  return { id, type, label, mandatory: false, ...extras };
}

interface TransactionParts {
  readonly id: string;
  readonly label: string;
  readonly permission: string;
  readonly fields: readonly FieldDefinition[];
  readonly sublists: readonly SublistDefinition[];
  readonly subrecords?: Readonly<Record<string, string>>;
  readonly posting: boolean;
}

/** A transaction record type: one table, one external-id namespace and one id sequence for all of them. */
export function transactionType({ posting, ...parts }: TransactionParts): RecordTypeDefinition {
  return recordType(parts, {
    category: 'transaction', table: 'transaction', externalIdGroup: 'transaction', idSequence: 'transaction',
    nameColumn: 'trandisplayname', posting,
  });
}
