/** What NetSuite fixes about one transaction type beside its fields. */
export interface TransactionKind {
  /** Record type id. */
  readonly id: string;
  /** SuiteQL's `transaction.type`. */
  readonly code: string;
  /** What BUILTIN.DF shows for the type, and what stands before the document number. */
  readonly label: string;
  readonly abbreviation: string;
  /** Prefix of document numbers in a new account (help: Setting Up Auto-Generated Numbers). Undefined: not numbered, as bills carry the vendor's. */
  readonly numberPrefix: string | undefined;
  /** Field that names the customer or vendor; undefined where lines name them. */
  readonly entityField: 'entity' | 'customer' | undefined;
  /** Status code → text. */
  readonly statuses: Readonly<Record<string, string>>;
  /** Sign of the main line in the ledger: 1 where it debits. */
  readonly mainSign: 1 | -1;
  /** Which lock of an accounting period stops it, beside the lock of all. */
  readonly lock: 'arlocked' | 'aplocked' | undefined;
}

/** `orderstatus` codes and their texts. */
export const SALES_ORDER_STATUSES = {
  A: 'Pending Approval', B: 'Pending Fulfillment', C: 'Cancelled', D: 'Partially Fulfilled',
  E: 'Pending Billing/Partially Fulfilled', F: 'Pending Billing', G: 'Billed', H: 'Closed',
};

export const SHIP_STATUSES = { A: 'Picked', B: 'Packed', C: 'Shipped' };

/** Types whose status says that they are void. */
const VOIDED_BY_STATUS = new Set(['invoice', 'creditmemo', 'customerpayment', 'customerrefund', 'journalentry', 'vendorbill']);

const OPEN_OR_PAID = { A: 'Open', B: 'Paid In Full' };

/** The transaction types of the account, by record type id. Status codes: help, "Transaction Status" search filter values. */
export const TRANSACTION_KINDS: ReadonlyMap<string, TransactionKind> = new Map([
  kind('salesorder', { code: 'SalesOrd', label: 'Sales Order', abbreviation: 'SALES', numberPrefix: 'SO', statuses: SALES_ORDER_STATUSES }),
  kind('invoice', { code: 'CustInvc', label: 'Invoice', abbreviation: 'INV', numberPrefix: 'INV', statuses: OPEN_OR_PAID, lock: 'arlocked' }),
  kind('creditmemo', {
    code: 'CustCred', label: 'Credit Memo', abbreviation: 'CREDMEM', numberPrefix: 'CM', statuses: { A: 'Open', B: 'Fully Applied' },
    mainSign: -1, lock: 'arlocked',
  }),
  kind('customerpayment', {
    code: 'CustPymt', label: 'Payment', abbreviation: 'PYMT', numberPrefix: 'PYMT', entityField: 'customer',
    statuses: { B: 'Not Deposited', C: 'Deposited' }, lock: 'arlocked',
  }),
  kind('customerrefund', {
    code: 'CustRfnd', label: 'Customer Refund', abbreviation: 'CUSTREF', numberPrefix: '', entityField: 'customer', statuses: {},
    mainSign: -1, lock: 'arlocked',
  }),
  kind('itemfulfillment', { code: 'ItemShip', label: 'Item Fulfillment', abbreviation: 'ITEMSHIP', numberPrefix: 'IF', statuses: SHIP_STATUSES }),
  kind('journalentry', {
    code: 'Journal', label: 'Journal', abbreviation: 'GENJRNL', numberPrefix: 'JE', entityField: undefined,
    statuses: { A: 'Pending Approval', B: 'Approved for Posting' },
  }),
  kind('vendorbill', {
    code: 'VendBill', label: 'Bill', abbreviation: 'BILL', numberPrefix: undefined, statuses: OPEN_OR_PAID, mainSign: -1, lock: 'aplocked',
  }),
]);

type KindParts = Pick<TransactionKind, 'code' | 'label' | 'abbreviation' | 'numberPrefix' | 'statuses'> & Partial<TransactionKind>;

function kind(id: string, parts: KindParts): readonly [string, TransactionKind] {
  const statuses = VOIDED_BY_STATUS.has(id) ? { ...parts.statuses, V: 'Voided' } : parts.statuses;
  return [id, { id, entityField: 'entity', mainSign: 1, lock: undefined, ...parts, statuses }];
}

/** The kind of a record type that is a transaction; throws for any other. */
export function transactionKind(recordType: string): TransactionKind {
  const found = TRANSACTION_KINDS.get(recordType);
  if (found === undefined) throw new Error(`${recordType} is not a transaction.`);
  return found;
}
