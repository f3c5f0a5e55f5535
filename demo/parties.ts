import { CANADA, ref, US, type DemoRecord, type DemoValue } from './demo-record';

function person(key: string, [firstname, lastname, title]: readonly [string, string, string], subsidiary = US): DemoRecord {
  return {
    key: `demo_employee_${key}`, type: 'employee',
    values: {
      firstname, lastname, title, email: `${firstname}.${lastname}@larkspur.example`.toLowerCase(), giveaccess: true,
      subsidiary: ref(subsidiary), department: ref('demo_department_shop'),
    },
  };
}

export const PEOPLE: readonly DemoRecord[] = [
  person('connector', ['Shop', 'Connector', 'Integration user']),
  person('admin', ['Tomas', 'Berg', 'NetSuite administrator']),
  person('controller', ['Nadia', 'Okafor', 'Controller']),
  person('receivables', ['Hanna', 'Fischer', 'Accounts receivable']),
  person('canada', ['Luc', 'Tremblay', 'Accounts receivable, Canada'], CANADA),
  person('lead', ['Priya', 'Nair', 'Revenue accounting lead']),
  person('auditor', ['Iris', 'Young', 'Internal auditor']),
];

function customer(key: string, companyname: string, more: Readonly<Record<string, DemoValue>> = {}): DemoRecord {
  return {
    key: `demo_customer_${key}`, type: 'customer',
    values: { isperson: 'F', companyname, subsidiary: ref(US), terms: ref('demo_term_net30'), ...more },
  };
}

/** Customers whom no shop brought: two of the wholesale trade, and two whom Stripe bills, one of them in Canadian dollars. */
export const CUSTOMERS: readonly DemoRecord[] = [
  customer('bluegrass', 'Bluegrass Hi-Fi'),
  customer('ohio', 'Ohio Valley Records'),
  customer('rosen', 'Rosen Recording'),
  customer('toronto', 'Toronto Sound Works', { currency: ref('demo_currency_cad') }),
];

function vendor(key: string, companyname: string, subsidiary: string): DemoRecord {
  return { key: `demo_vendor_${key}`, type: 'vendor', values: { companyname, subsidiary: ref(subsidiary), terms: ref('demo_term_net30') } };
}

export const VENDORS: readonly DemoRecord[] = [vendor('paper_mill', 'Paper Mill', US), vendor('maple_freight', 'Maple Freight', CANADA)];
