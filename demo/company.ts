import type { SeedValue } from '../emulator/types';
import { demoPeriods } from './periods';

/** A value of a demo record: plain, or the internal id of another demo record by its key. */
export type DemoValue = SeedValue | { readonly ref: string } | { readonly refs: readonly string[] };

/** A record of the demo company. `key` is unique, and its external id wherever the type takes one. */
export interface DemoRecord {
  readonly key: string;
  readonly type: string;
  readonly values: Readonly<Record<string, DemoValue>>;
  readonly sublists?: Readonly<Record<string, readonly Readonly<Record<string, SeedValue>>[]>>;
  /** How it is found again where the type takes no external id. */
  readonly foundBy?: { readonly table: string; readonly column: string; readonly value: string };
}

/** The role the shop's connector logs in with; it comes with the project. */
export const INTEGRATION_ROLE = 'customrole_dkt_integration';

/** Name of the integration that the access token belongs to. */
export const INTEGRATION_NAME = 'Shop connector';

/** Key of the employee the shop's connector logs in as. */
export const INTEGRATION_USER = 'demo_employee_connector';

/** Who holds which role. */
export const DEMO_ROLES: readonly { readonly employee: string; readonly role: string }[] = [
  { employee: INTEGRATION_USER, role: INTEGRATION_ROLE },
  { employee: 'demo_employee_admin', role: 'administrator' },
];

const ref = (key: string): { readonly ref: string } => ({ ref: key });

/** Larkspur Audio sells players in one shop; the group keeps its books in US dollars. */
export function demoCompany(): readonly DemoRecord[] {
  return [...CURRENCIES, ...SUBSIDIARIES, ...demoPeriods(), ...ACCOUNTS, ...SEGMENTS, ...ITEMS, ...PEOPLE, ...CUSTOMERS, ...SETTINGS];
}

function currency(symbol: string, name: string, exchangerate: number): DemoRecord {
  return {
    key: `demo_currency_${symbol.toLowerCase()}`, type: 'currency',
    values: { name, symbol, exchangerate, isbasecurrency: exchangerate === 1 },
    // An account always has a base currency; the demo takes that one over.
    foundBy: { table: 'currency', column: 'symbol', value: symbol },
  };
}

const CURRENCIES: readonly DemoRecord[] = [currency('USD', 'US Dollar', 1), currency('CAD', 'Canadian Dollar', 0.73)];

const SUBSIDIARIES: readonly DemoRecord[] = [
  { key: 'demo_subsidiary_group', type: 'subsidiary', values: { name: 'Larkspur Group', legalname: 'Larkspur Group Inc.', country: 'US', currency: ref('demo_currency_usd') } },
  {
    key: 'demo_subsidiary_us', type: 'subsidiary',
    values: { name: 'Larkspur Audio US', legalname: 'Larkspur Audio LLC', country: 'US', currency: ref('demo_currency_usd'), parent: ref('demo_subsidiary_group') },
  },
];

function account(number: string, acctname: string, accttype: string): DemoRecord {
  return {
    key: `demo_account_${number}`, type: 'account',
    values: { acctnumber: number, acctname, accttype, subsidiary: { refs: ['demo_subsidiary_us'] } },
  };
}

const ACCOUNTS: readonly DemoRecord[] = [
  account('1100', 'Accounts Receivable', 'AcctRec'),
  account('1200', 'Inventory', 'OthCurrAsset'),
  account('2200', 'Sales Tax Payable', 'OthCurrLiab'),
  account('4000', 'Sales', 'Income'),
  account('4100', 'Shipping Income', 'Income'),
  account('4200', 'Discounts Given', 'Income'),
  account('5000', 'Cost of Goods Sold', 'COGS'),
];

const SEGMENTS: readonly DemoRecord[] = [
  { key: 'demo_department_shop', type: 'department', values: { name: 'Online Shop' } },
  { key: 'demo_class_players', type: 'classification', values: { name: 'Players' } },
  { key: 'demo_location_louisville', type: 'location', values: { name: 'Louisville Warehouse', subsidiary: ref('demo_subsidiary_us') } },
  { key: 'demo_term_net30', type: 'term', values: { name: 'Net 30 Days', daysuntilnetdue: 30 } },
];

function player(colour: string): DemoRecord {
  return {
    key: `demo_item_${colour.toLowerCase()}`, type: 'inventoryitem',
    values: {
      itemid: `IPOD2008${colour.toUpperCase()}`, displayname: `IPod Nano 8GB ${colour}`, subsidiary: { refs: ['demo_subsidiary_us'] },
      incomeaccount: ref('demo_account_4000'), cogsaccount: ref('demo_account_5000'), assetaccount: ref('demo_account_1200'),
    },
  };
}

/** Shipping, discount and tax of the shop are lines with items of their own (decision D-0010). */
function charge(itemid: string, displayname: string, accountKey: string): DemoRecord {
  return {
    key: `demo_item_${itemid.toLowerCase().replaceAll('-', '_')}`, type: 'otherchargeitem',
    values: { itemid, displayname, subsidiary: { refs: ['demo_subsidiary_us'] }, incomeaccount: ref(accountKey) },
  };
}

const ITEMS: readonly DemoRecord[] = [
  ...['Pink', 'Green', 'Red', 'Black'].map(player),
  charge('SHOPIFY-SHIPPING', 'Shipping charged in the shop', 'demo_account_4100'),
  charge('SHOPIFY-DISCOUNT', 'Discount given in the shop', 'demo_account_4200'),
  charge('SHOPIFY-TAX', 'Sales tax charged in the shop', 'demo_account_2200'),
];

function person(key: string, [firstname, lastname, title]: readonly [string, string, string]): DemoRecord {
  return {
    key: `demo_employee_${key}`, type: 'employee',
    values: {
      firstname, lastname, title, email: `${firstname}.${lastname}@larkspur.example`.toLowerCase(), giveaccess: true,
      subsidiary: ref('demo_subsidiary_us'), department: ref('demo_department_shop'),
    },
  };
}

const PEOPLE: readonly DemoRecord[] = [
  person('connector', ['Shop', 'Connector', 'Integration user']),
  person('admin', ['Tomas', 'Berg', 'NetSuite administrator']),
  person('controller', ['Nadia', 'Okafor', 'Controller']),
  person('receivables', ['Hanna', 'Fischer', 'Accounts receivable']),
];

function company(key: string, companyname: string): DemoRecord {
  return {
    key: `demo_customer_${key}`, type: 'customer',
    values: { isperson: 'F', companyname, subsidiary: ref('demo_subsidiary_us'), terms: ref('demo_term_net30') },
  };
}

/** Wholesale customers, whom no shop brought. */
const CUSTOMERS: readonly DemoRecord[] = [company('bluegrass', 'Bluegrass Hi-Fi'), company('ohio', 'Ohio Valley Records')];

/** Settings of the product: who speaks for the shop, and that documents are taken in. Values with references are filled in when seeded. */
const SETTINGS: readonly DemoRecord[] = [
  sourceBinding('shopify'),
  setting('intake', JSON.stringify({ open: true })),
];

/** Lets the connector's role speak for a source. The names in braces are filled in when it is seeded. */
export function sourceBinding(source: string): DemoRecord {
  return setting(`binding:${source}`, JSON.stringify({ roles: [INTEGRATION_ROLE], users: [], subsidiary: '{demo_subsidiary_us}' }));
}

function setting(name: string, value: string): DemoRecord {
  return {
    key: name, type: 'customrecord_dkt_setting',
    values: { custrecord_dkt_set_name: name, custrecord_dkt_set_value: value, custrecord_dkt_set_changed_by: 'demo company' },
  };
}
