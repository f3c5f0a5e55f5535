/** Where pages of records stand, as NetSuite has them; custom records share one, told apart by `rectype`. */
const PATHS: Readonly<Record<string, string>> = {
  salesorder: '/app/accounting/transactions/salesord.nl', invoice: '/app/accounting/transactions/custinvc.nl',
  creditmemo: '/app/accounting/transactions/custcred.nl', customerpayment: '/app/accounting/transactions/custpymt.nl',
  customerrefund: '/app/accounting/transactions/custrfnd.nl', customerdeposit: '/app/accounting/transactions/custdep.nl',
  cashsale: '/app/accounting/transactions/cashsale.nl', cashrefund: '/app/accounting/transactions/cashrfnd.nl',
  depositapplication: '/app/accounting/transactions/depappl.nl', deposit: '/app/accounting/transactions/deposit.nl',
  estimate: '/app/accounting/transactions/estimate.nl', purchaseorder: '/app/accounting/transactions/purchord.nl',
  returnauthorization: '/app/accounting/transactions/rtnauth.nl', itemfulfillment: '/app/accounting/transactions/itemship.nl',
  itemreceipt: '/app/accounting/transactions/itemrcpt.nl', vendorbill: '/app/accounting/transactions/vendbill.nl',
  vendorcredit: '/app/accounting/transactions/vendcred.nl', vendorpayment: '/app/accounting/transactions/vendpymt.nl',
  journalentry: '/app/accounting/transactions/journal.nl',
  customer: '/app/common/entity/custjob.nl', vendor: '/app/common/entity/vendor.nl', employee: '/app/common/entity/employee.nl',
  contact: '/app/common/entity/contact.nl', account: '/app/accounting/account/account.nl', currency: '/app/common/multicurrency/currency.nl',
  subsidiary: '/app/common/otherlists/subsidiarytype.nl', department: '/app/common/otherlists/departmenttype.nl',
  classification: '/app/common/otherlists/classtype.nl', location: '/app/common/otherlists/locationtype.nl',
  accountingperiod: '/app/setup/period/fiscalperiod.nl',
};

const CUSTOM_RECORD_PATH = '/app/common/custom/custrecordentry.nl';

/** Items of all types share a page, and types without one of their own have this; `rectype` names the type. */
const ITEM_PATH = '/app/common/item/item.nl';
const OTHER_PATH = '/app/common/record/record.nl';

const TYPES: ReadonlyMap<string, string> = new Map(Object.entries(PATHS).map(([type, path]) => [path, type]));

/** Path and query of a record's page; without an id, of a new one. `rectype` is the script id here, in NetSuite a number. */
export function recordUrl(type: string, id: number | undefined, isEdit = false): string {
  const own = PATHS[type];
  const query = new URLSearchParams(own === undefined ? { rectype: type } : {});
  if (id !== undefined) query.set('id', String(id));
  if (isEdit) query.set('e', 'T');
  const text = query.toString();
  return `${own ?? sharedPath(type)}${text === '' ? '' : `?${text}`}`;
}

function sharedPath(type: string): string {
  if (type.startsWith('customrecord')) return CUSTOM_RECORD_PATH;
  return type.endsWith('item') ? ITEM_PATH : OTHER_PATH;
}

/** The record type whose page stands at a path; undefined where no record's page does. */
export function recordTypeAt(path: string, query: URLSearchParams): string | undefined {
  const type = TYPES.get(path);
  if (type !== undefined) return type;
  return path === CUSTOM_RECORD_PATH || path === ITEM_PATH || path === OTHER_PATH ? query.get('rectype')?.toLowerCase() : undefined;
}
