import { CANADA, ref, US, type DemoRecord } from './demo-record';

function currency(symbol: string, name: string, exchangerate: number): DemoRecord {
  return {
    key: `demo_currency_${symbol.toLowerCase()}`, type: 'currency',
    values: { name, symbol, exchangerate, isbasecurrency: exchangerate === 1 },
    // An account always has a base currency; the demo takes that one over.
    foundBy: { table: 'currency', column: 'symbol', value: symbol },
  };
}

const CURRENCIES: readonly DemoRecord[] = [currency('USD', 'US Dollar', 1), currency('CAD', 'Canadian Dollar', 0.73)];

function trading(key: string, name: string, [legalname, country, currencyKey]: readonly [string, string, string]): DemoRecord {
  return { key, type: 'subsidiary', values: { name, legalname, country, currency: ref(currencyKey), parent: ref('demo_subsidiary_group') } };
}

const SUBSIDIARIES: readonly DemoRecord[] = [
  { key: 'demo_subsidiary_group', type: 'subsidiary', values: { name: 'Larkspur Group', legalname: 'Larkspur Group Inc.', country: 'US', currency: ref('demo_currency_usd') } },
  trading(US, 'Larkspur Audio US', ['Larkspur Audio LLC', 'US', 'demo_currency_usd']),
  trading(CANADA, 'Larkspur Audio Canada', ['Larkspur Audio Canada Ltd.', 'CA', 'demo_currency_cad']),
];

function account(number: string, acctname: string, accttype: string, subsidiaries: readonly string[] = [US]): DemoRecord {
  return { key: `demo_account_${number}`, type: 'account', values: { acctnumber: number, acctname, accttype, subsidiary: { refs: subsidiaries } } };
}

const BOTH = [US, CANADA];

/** Maps name the accounts 1000, 1050, 1060 and 6100 by number. */
const ACCOUNTS: readonly DemoRecord[] = [
  account('1000', 'Operating Bank', 'Bank'),
  account('1050', 'Stripe Clearing', 'Bank'),
  account('1060', 'Shopify Clearing', 'Bank'),
  account('1100', 'Accounts Receivable', 'AcctRec'),
  account('1200', 'Inventory', 'OthCurrAsset'),
  account('1300', 'Recoverable Sales Tax', 'OthCurrAsset', BOTH),
  account('2000', 'Accounts Payable', 'AcctPay', BOTH),
  account('2200', 'Sales Tax Payable', 'OthCurrLiab'),
  account('4000', 'Sales', 'Income'),
  account('4100', 'Shipping Income', 'Income'),
  account('4200', 'Discounts Given', 'Income'),
  account('4300', 'Refund Adjustments', 'Income'),
  account('4500', 'Services', 'Income'),
  account('5000', 'Cost of Goods Sold', 'COGS'),
  account('6100', 'Payment Processing Fees', 'Expense'),
  account('6200', 'Freight and Postage', 'Expense', BOTH),
  account('6900', 'Rounding', 'Expense'),
];

const SEGMENTS: readonly DemoRecord[] = [
  { key: 'demo_department_shop', type: 'department', values: { name: 'Online Shop' } },
  { key: 'demo_class_players', type: 'classification', values: { name: 'Players' } },
  { key: 'demo_location_louisville', type: 'location', values: { name: 'Louisville Warehouse', subsidiary: ref(US) } },
  { key: 'demo_term_net30', type: 'term', values: { name: 'Net 30 Days', daysuntilnetdue: 30 } },
  { key: 'demo_paymentmethod_shopify', type: 'paymentmethod', values: { name: 'Shopify Payments' } },
];

function player(colour: string): DemoRecord {
  return {
    key: `demo_item_${colour.toLowerCase()}`, type: 'inventoryitem',
    values: {
      itemid: `IPOD2008${colour.toUpperCase()}`, displayname: `IPod Nano 8GB ${colour}`, subsidiary: { refs: [US] },
      incomeaccount: ref('demo_account_4000'), cogsaccount: ref('demo_account_5000'), assetaccount: ref('demo_account_1200'),
    },
  };
}

function sold(type: 'otherchargeitem' | 'serviceitem', itemid: string, displayname: string, accountNumber: string): DemoRecord {
  return {
    key: itemKey(itemid), type,
    values: { itemid, displayname, subsidiary: { refs: [US] }, incomeaccount: ref(`demo_account_${accountNumber}`) },
  };
}

/** Key of a charge or service, from its item name. */
export function itemKey(itemid: string): string {
  return `demo_item_${itemid.toLowerCase().replaceAll('-', '_')}`;
}

/** Shipping, discount, tax and what is left over are lines with items of their own (decisions D-0010, D-0035, D-0037, D-0039). */
const ITEMS: readonly DemoRecord[] = [
  ...['Pink', 'Green', 'Red', 'Black'].map(player),
  sold('otherchargeitem', 'SHOPIFY-SHIPPING', 'Shipping charged in the shop', '4100'),
  sold('otherchargeitem', 'SHOPIFY-DISCOUNT', 'Discount given in the shop', '4200'),
  sold('otherchargeitem', 'SHOPIFY-TAX', 'Sales tax charged in the shop', '2200'),
  sold('otherchargeitem', 'SHOPIFY-ROUNDING', 'Cents of the shop', '6900'),
  sold('otherchargeitem', 'SHOPIFY-ADJUSTMENT', 'Refunds that no line explains', '4300'),
  sold('otherchargeitem', 'STRIPE-DISCOUNT', 'Discount given by Stripe', '4200'),
  sold('otherchargeitem', 'STRIPE-TAX', 'Sales tax charged by Stripe', '2200'),
  sold('serviceitem', 'STRIPE-OTHER', 'Billed without a product', '4500'),
  sold('serviceitem', 'ROOM-SETUP', 'Listening room set-up', '4500'),
  sold('serviceitem', 'CABLE-CHECK', 'Cable check', '4500'),
];

/** Currencies and subsidiaries, which periods and everything else refer to. */
export const GROUP: readonly DemoRecord[] = [...CURRENCIES, ...SUBSIDIARIES];

/** Chart of accounts, segments and items. */
export const BOOKS: readonly DemoRecord[] = [...ACCOUNTS, ...SEGMENTS, ...ITEMS];
