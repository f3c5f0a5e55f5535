import type { RecordTypeDefinition } from '../types';
import { choice, EXTERNAL_ID, field, fieldMap, INACTIVE, recordType, select } from './define';

/** Customer stages by status; the status decides stage and, in the interface, the record's title (13: Closed Won). */
const CUSTOMER_CLOSED_WON = 13;

const NAME_FIELDS = [
  field('salutation', 'text', 'Mr./Ms...', { maxLength: 30 }),
  field('firstname', 'text', 'First Name', { maxLength: 32 }),
  field('middlename', 'text', 'Middle Name', { maxLength: 32 }),
  field('lastname', 'text', 'Last Name', { maxLength: 32 }),
];

const CONTACT_FIELDS = [
  field('email', 'email', 'Email', { submitFields: true }),
  field('phone', 'phone', 'Phone', { submitFields: true }),
  field('altphone', 'phone', 'Alt. Phone', { submitFields: true }),
  field('fax', 'phone', 'Fax', { submitFields: true }),
];

const STAMPS = [
  field('altname', 'text', 'Name', { readOnly: true }),
  field('datecreated', 'datetimetz', 'Date Created', { readOnly: true }),
  field('lastmodifieddate', 'datetimetz', 'Last Modified', { readOnly: true }),
];

/** One line of the Address subtab; the address itself is the subrecord `addressbookaddress`. */
const ADDRESS_BOOK = {
  id: 'addressbook',
  table: 'customeraddressbook',
  fields: fieldMap([
    field('internalid', 'text', 'Internal ID', { readOnly: true }),
    field('label', 'text', 'Label', { maxLength: 150 }),
    field('defaultbilling', 'checkbox', 'Default Billing', { defaultValue: false }),
    field('defaultshipping', 'checkbox', 'Default Shipping', { defaultValue: false }),
    field('isresidential', 'checkbox', 'Residential Address', { defaultValue: false }),
  ]),
  subrecords: new Map([['addressbookaddress', 'address']]),
};

/** `isperson` is a radio field: scripts set and get `T` or `F` as text, not a boolean. */
const CUSTOMER = recordType({
  id: 'customer', label: 'Customer', permission: 'LIST_CUSTJOB',
  fields: [
    field('entityid', 'text', 'Customer ID', { maxLength: 83 }),
    choice('isperson', 'Type', { T: 'Individual', F: 'Company' }, { defaultValue: 'F' }),
    field('companyname', 'text', 'Company Name', { maxLength: 83 }),
    ...NAME_FIELDS, ...CONTACT_FIELDS,
    field('url', 'url', 'Web Address'),
    field('comments', 'textarea', 'Comments', { submitFields: true }),
    field('accountnumber', 'text', 'Account', { maxLength: 99 }),
    select('subsidiary', 'subsidiary', 'Primary Subsidiary', { mandatory: true }),
    select('currency', 'currency', 'Primary Currency'),
    select('terms', 'term', 'Terms', { submitFields: true }),
    select('parent', 'customer', 'Child of'),
    select('salesrep', 'employee', 'Sales Rep', { submitFields: true }),
    select('receivablesaccount', 'account', 'Default Receivables Account'),
    field('creditlimit', 'currency', 'Credit Limit', { submitFields: true }),
    field('taxable', 'checkbox', 'Taxable', { defaultValue: false, column: '_taxable' }),
    select('entitystatus', 'customerstatus', 'Status', { defaultValue: CUSTOMER_CLOSED_WON }),
    field('defaultaddress', 'textarea', 'Default Address', { readOnly: true, column: '_defaultaddress' }),
    ...STAMPS, INACTIVE, EXTERNAL_ID,
  ],
  sublists: [ADDRESS_BOOK],
}, { externalIdGroup: 'entity', idSequence: 'entity', nameColumn: 'entityid' });

const EMPLOYEE = recordType({
  id: 'employee', label: 'Employee', permission: 'LIST_EMPLOYEE',
  fields: [
    field('entityid', 'text', 'Employee ID', { maxLength: 83 }),
    ...NAME_FIELDS, ...CONTACT_FIELDS,
    field('title', 'text', 'Job Title', { maxLength: 100 }),
    select('subsidiary', 'subsidiary', 'Subsidiary', { mandatory: true }),
    select('department', 'department', 'Department'),
    select('class', 'classification', 'Class'),
    select('location', 'location', 'Location'),
    select('supervisor', 'employee', 'Supervisor'),
    field('giveaccess', 'checkbox', 'Give Access', { defaultValue: false }),
    field('issalesrep', 'checkbox', 'Sales Rep', { defaultValue: false }),
    ...STAMPS, INACTIVE, EXTERNAL_ID,
  ],
}, { externalIdGroup: 'entity', idSequence: 'entity', nameColumn: 'entityid' });

const VENDOR = recordType({
  id: 'vendor', label: 'Vendor', permission: 'LIST_VENDOR',
  fields: [
    field('entityid', 'text', 'Vendor ID', { maxLength: 83 }),
    choice('isperson', 'Type', { T: 'Individual', F: 'Company' }, { defaultValue: 'F' }),
    field('companyname', 'text', 'Company Name', { maxLength: 83 }),
    ...NAME_FIELDS, ...CONTACT_FIELDS,
    field('legalname', 'text', 'Legal Name', { maxLength: 83 }),
    field('comments', 'textarea', 'Comments', { submitFields: true }),
    field('accountnumber', 'text', 'Account', { maxLength: 99 }),
    select('subsidiary', 'subsidiary', 'Primary Subsidiary', { mandatory: true }),
    select('currency', 'currency', 'Primary Currency'),
    select('terms', 'term', 'Terms', { submitFields: true }),
    select('payablesaccount', 'account', 'Default Payables Account'),
    select('expenseaccount', 'account', 'Default Expense Account'),
    ...STAMPS, INACTIVE, EXTERNAL_ID,
  ],
}, { externalIdGroup: 'entity', idSequence: 'entity', nameColumn: 'entityid' });

const CUSTOMER_STATUS = recordType({
  id: 'customerstatus', label: 'Customer Status', permission: 'ADMI_ENTITYSTATUS',
  fields: [field('name', 'text', 'Name', { mandatory: true }), INACTIVE],
}, { acceptsExternalId: false });

/** People and companies; one external-id namespace and one id sequence (platform facts 4.1). */
export const ENTITY_TYPES: readonly RecordTypeDefinition[] = [CUSTOMER, EMPLOYEE, VENDOR, CUSTOMER_STATUS];
