/** Pages of standard records, without host. Item types share one page. */
const STANDARD_PAGES: Readonly<Record<string, string>> = {
  customer: '/app/common/entity/custjob.nl', vendor: '/app/common/entity/vendor.nl', employee: '/app/common/entity/employee.nl',
  inventoryitem: '/app/common/item/item.nl', noninventoryitem: '/app/common/item/item.nl', serviceitem: '/app/common/item/item.nl', otherchargeitem: '/app/common/item/item.nl',
  salesorder: '/app/accounting/transactions/salesord.nl', invoice: '/app/accounting/transactions/custinvc.nl', creditmemo: '/app/accounting/transactions/custcred.nl',
  customerpayment: '/app/accounting/transactions/custpymt.nl', customerrefund: '/app/accounting/transactions/custrfnd.nl',
  itemfulfillment: '/app/accounting/transactions/itemship.nl', vendorbill: '/app/accounting/transactions/vendbill.nl', journalentry: '/app/accounting/transactions/journal.nl',
  account: '/app/accounting/account/account.nl', accountingperiod: '/app/setup/period/fiscalperiod.nl', currency: '/app/common/multicurrency/currency.nl',
  subsidiary: '/app/common/otherlists/subsidiarytype.nl', department: '/app/common/otherlists/departmenttype.nl',
  classification: '/app/common/otherlists/classtype.nl', location: '/app/common/otherlists/locationtype.nl',
};

/** The page of custom records; `rectype` is the record type's number. */
const CUSTOM_RECORD_PAGE = '/app/common/custom/custrecordentry.nl';

/** Numbers that the account gave its custom record types. */
export interface RecordTypeNumbers {
  numberOf(type: string): number | undefined;
  typeOf(number: number): string | undefined;
}

/** Address of a record's page without host: to view it, to edit it (`e=T`), or to make a new one. Undefined for a type that has no page here. */
export function recordPageUrl(numbers: RecordTypeNumbers, type: string, id: number | undefined, edit: boolean): string | undefined {
  const page = STANDARD_PAGES[type];
  const number = page === undefined ? numbers.numberOf(type) : undefined;
  if (page === undefined && number === undefined) return undefined;
  const query = [...(number === undefined ? [] : [`rectype=${String(number)}`]), ...(id === undefined ? [] : [`id=${String(id)}`]), ...(edit ? ['e=T'] : [])];
  const path = page ?? CUSTOM_RECORD_PAGE;
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

/** The record types that an address may show, as its row's own type tells; empty for a path that shows none. */
export function typesOfPage(numbers: RecordTypeNumbers, path: string, recordType: string | undefined): readonly string[] {
  if (path !== CUSTOM_RECORD_PAGE) return Object.entries(STANDARD_PAGES).filter(([, page]) => page === path).map(([type]) => type);
  const type = recordType === undefined ? undefined : numbers.typeOf(Number(recordType));
  return type === undefined ? [] : [type];
}
