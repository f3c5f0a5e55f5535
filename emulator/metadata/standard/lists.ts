import type { RecordTypeDefinition } from '../types';
import { choice, EXTERNAL_ID, field, INACTIVE, recordType, select } from './define';

/** Account types of the chart of accounts (Records Browser, account.accttype). */
const ACCOUNT_TYPES = {
  AcctPay: 'Accounts Payable', AcctRec: 'Accounts Receivable', Bank: 'Bank', COGS: 'Cost of Goods Sold',
  CredCard: 'Credit Card', DeferExpense: 'Deferred Expense', DeferRevenue: 'Deferred Revenue', Equity: 'Equity',
  Expense: 'Expense', FixedAsset: 'Fixed Asset', Income: 'Income', LongTermLiab: 'Long Term Liability',
  NonPosting: 'Non Posting', OthAsset: 'Other Asset', OthCurrAsset: 'Other Current Asset',
  OthCurrLiab: 'Other Current Liability', OthExpense: 'Other Expense', OthIncome: 'Other Income',
  Stat: 'Statistical', UnbilledRec: 'Unbilled Receivable',
};

const FULL_NAME = field('fullname', 'text', 'Full Name', { readOnly: true, maxLength: 300 });

const ACCOUNT = recordType({
  id: 'account', label: 'Account', permission: 'LIST_ACCOUNT',
  fields: [
    field('acctnumber', 'text', 'Number', { maxLength: 60 }),
    field('acctname', 'text', 'Name', { mandatory: true, maxLength: 60, column: 'accountsearchdisplaynamecopy' }),
    FULL_NAME,
    choice('accttype', 'Type', ACCOUNT_TYPES, { mandatory: true }),
    select('parent', 'account', 'Subaccount of'),
    select('currency', 'currency', 'Currency'),
    field('description', 'text', 'Description', { maxLength: 255 }),
    field('subsidiary', 'multiselect', 'Subsidiary', { selectRecordType: 'subsidiary' }),
    field('includechildren', 'checkbox', 'Include Children', { defaultValue: false }),
    field('eliminate', 'checkbox', 'Eliminate Intercompany Transactions', { defaultValue: false }),
    INACTIVE, EXTERNAL_ID,
  ],
}, { nameColumn: 'fullname' });

const SUBSIDIARY = recordType({
  id: 'subsidiary', label: 'Subsidiary', permission: 'LIST_SUBSIDIARY',
  fields: [
    field('name', 'text', 'Name', { mandatory: true, maxLength: 83 }),
    FULL_NAME,
    field('legalname', 'text', 'Legal Name', { maxLength: 83 }),
    select('parent', 'subsidiary', 'Subsidiary of'),
    select('currency', 'currency', 'Currency', { mandatory: true }),
    field('country', 'text', 'Country', { maxLength: 2 }),
    field('iselimination', 'checkbox', 'Elimination', { defaultValue: false }),
    INACTIVE, EXTERNAL_ID,
  ],
});

const CURRENCY = recordType({
  id: 'currency', label: 'Currency', permission: 'LIST_CURRENCY',
  fields: [
    field('name', 'text', 'Name', { mandatory: true }),
    field('symbol', 'text', 'ISO Code', { mandatory: true, maxLength: 3 }),
    field('displaysymbol', 'text', 'Display Symbol'),
    field('currencyprecision', 'integer', 'Currency Precision', { defaultValue: 2, minValue: 0, maxValue: 8 }),
    field('exchangerate', 'float', 'Default Exchange Rate', { mandatory: true }),
    field('isbasecurrency', 'checkbox', 'Base Currency', { defaultValue: false }),
    INACTIVE, EXTERNAL_ID,
  ],
});

/** Periods take no external id (platform facts 4.1). */
const ACCOUNTING_PERIOD = recordType({
  id: 'accountingperiod', label: 'Accounting Period', permission: 'ADMI_ACCTPERIODS',
  fields: [
    field('periodname', 'text', 'Period Name', { mandatory: true }),
    field('startdate', 'date', 'Start Date', { mandatory: true }),
    field('enddate', 'date', 'End Date', { mandatory: true }),
    select('parent', 'accountingperiod', 'Sub-Period of'),
    ...['isyear:Year', 'isquarter:Quarter', 'isadjust:Adjust', 'closed:Closed', 'alllocked:All Locked', 'arlocked:A/R Locked',
      'aplocked:A/P Locked', 'payrolllocked:Payroll Locked', 'allownonglchanges:Allow Non-G/L Changes'].map((each) => {
      const [id = '', label = ''] = each.split(':');
      return field(id, 'checkbox', label, { defaultValue: false });
    }),
    field('closedondate', 'date', 'Date Closed On'),
    INACTIVE,
  ],
}, { nameColumn: 'periodname', acceptsExternalId: false });

const TERM = recordType({
  id: 'term', label: 'Term', permission: 'ADMI_ACCOUNTINGLIST',
  fields: [
    field('name', 'text', 'Terms', { mandatory: true }),
    field('daysuntilnetdue', 'integer', 'Days Till Net Due'),
    field('discountpercent', 'percent', '% Discount'),
    field('daysuntilexpiry', 'integer', 'Days Till Discount Expires'),
    field('datedriven', 'checkbox', 'Date Driven', { defaultValue: false }),
    INACTIVE, EXTERNAL_ID,
  ],
});

const LOCATION = recordType({
  id: 'location', label: 'Location', permission: 'LIST_LOCATION',
  fields: [
    field('name', 'text', 'Name', { mandatory: true }), FULL_NAME,
    select('parent', 'location', 'Sublocation of'),
    select('subsidiary', 'subsidiary', 'Subsidiary', { mandatory: true }),
    INACTIVE, EXTERNAL_ID,
  ],
});

function segment(id: string, label: string, permission: string): RecordTypeDefinition {
  return recordType({
    id, label, permission,
    fields: [
      field('name', 'text', 'Name', { mandatory: true }), FULL_NAME,
      select('parent', id, 'Subordinate of'),
      field('subsidiary', 'multiselect', 'Subsidiary', { selectRecordType: 'subsidiary' }),
      field('includechildren', 'checkbox', 'Include Children', { defaultValue: false }),
      INACTIVE, EXTERNAL_ID,
    ],
  });
}

/** Roles come from the platform and from the project; scripts may only read them here. */
const ROLE = recordType({
  id: 'role', label: 'Role', permission: 'ADMI_MANAGEROLES',
  fields: [
    field('name', 'text', 'Name', { mandatory: true, readOnly: true }),
    field('scriptid', 'text', 'ID', { readOnly: true }),
    field('centertype', 'text', 'Center Type', { readOnly: true }),
    INACTIVE,
  ],
}, { acceptsExternalId: false });

/** Price levels: -1 is Custom, 1 is Base Price, as every account has them. */
const PRICE_LEVEL = recordType({
  id: 'pricelevel', label: 'Price Level', permission: 'ADMI_ACCOUNTINGLIST',
  fields: [field('name', 'text', 'Price Level', { mandatory: true }), INACTIVE, EXTERNAL_ID],
});

/** Ways to pay: Cash and Check, as every account has them, and what the account adds. */
const PAYMENT_METHOD = recordType({
  id: 'paymentmethod', label: 'Payment Method', permission: 'LIST_PAYMETH',
  fields: [field('name', 'text', 'Payment Method', { mandatory: true }), INACTIVE, EXTERNAL_ID],
});

/** Standard records of the Setup and Lists menus. */
export const LIST_TYPES: readonly RecordTypeDefinition[] = [
  ACCOUNT, SUBSIDIARY, CURRENCY, ACCOUNTING_PERIOD, TERM, LOCATION, ROLE, PRICE_LEVEL, PAYMENT_METHOD,
  segment('department', 'Department', 'LIST_DEPARTMENT'),
  segment('classification', 'Class', 'LIST_CLASS'),
];
