/** What NetSuite's own screens call the fields that maps write most. A field that is not here is told by its id. */
const FIELDS: Readonly<Record<string, string>> = {
  entity: 'Customer or vendor', trandate: 'Date', tranid: 'Document number', otherrefnum: 'PO or check number', currency: 'Currency', exchangerate: 'Exchange rate', subsidiary: 'Subsidiary', memo: 'Memo',
  department: 'Department', class: 'Class', location: 'Location', terms: 'Terms', duedate: 'Due date', postingperiod: 'Posting period', orderstatus: 'Status', approvalstatus: 'Approval status', account: 'Account', payment: 'Payment amount',
  item: 'Item', quantity: 'Quantity', rate: 'Rate', amount: 'Amount', description: 'Description', price: 'Price level', taxcode: 'Tax code', debit: 'Debit', credit: 'Credit', isclosed: 'Closed', units: 'Units',
  isperson: 'Individual or company', entityid: 'Name or ID', companyname: 'Company name', firstname: 'First name', lastname: 'Last name', email: 'Email', phone: 'Phone', comments: 'Comments', taxable: 'Taxable', parent: 'Parent',
  country: 'country', addressee: 'addressee', attention: 'attention', addr1: 'address 1', addr2: 'address 2', addr3: 'address 3', city: 'city', state: 'state', zip: 'postal code', addrphone: 'phone',
  defaultbilling: 'default billing', defaultshipping: 'default shipping', createdfrom: 'Created from', shipdate: 'Ship date', shipmethod: 'Ship via', trackingnumber: 'Tracking number',
};

const PARTS: Readonly<Record<string, string>> = {
  shippingaddress: 'Shipping address', billingaddress: 'Billing address', addressbook: 'Address book', addressbookaddress: '', item: 'Lines', expense: 'Expenses', apply: 'Applied to', line: 'Journal lines',
};

/** `Shipping address: city` for `shippingaddress.city`. */
export function fieldWords(field: string): string {
  const parts = field.split('.');
  const last = parts.at(-1) ?? '';
  const before = parts.slice(0, -1).map((part) => PARTS[part] ?? part).filter((part) => part !== '');
  return [...before, FIELDS[last] ?? last].join(': ');
}
