import { customField, customList, customRecordType } from './custom-records';
import type { DeployedList, DeployedRecordType, DeployedStandardField } from './custom-records';
import { ENTITY_TYPES } from './standard/entities';
import { ITEM_TYPES } from './standard/items';
import { LIST_TYPES } from './standard/lists';
import { TRANSACTION_TYPES } from './standard/transactions';
import { CUSTOM_RECORD_TYPE_TABLE, ENTITY_TABLE, linkViewsOf, queryTableOf, systemNoteTable, tablesOf } from './tables';
import type { TableDefinition } from './tables';
import type { FieldDefinition, MetadataRegistry, QueryTable, RecordTypeDefinition } from './types';

/** Everything that deploys have put into the account so far. */
export interface DeployedObjects {
  readonly recordTypes: readonly DeployedRecordType[];
  readonly lists: readonly DeployedList[];
  readonly standardFields: readonly DeployedStandardField[];
}

const STANDARD_TYPES = [...LIST_TYPES, ...ENTITY_TYPES, ...ITEM_TYPES, ...TRANSACTION_TYPES];

/** Names under which several record types can be pointed at together. */
export const REFERENCE_GROUPS: ReadonlyMap<string, readonly string[]> = new Map([
  ['entity', ['customer', 'employee', 'vendor']],
  ['item', ITEM_TYPES.map((type) => type.id)],
  ['transaction', TRANSACTION_TYPES.map((type) => type.id)],
]);

/**
 * Which `applies to` tag puts a custom field onto which record types and sublists (SDF XML reference, one page per field
 * kind). That refunds are among the other transactions is unconfirmed.
 */
const APPLIES_TO: ReadonlyMap<string, readonly string[]> = new Map([
  ['bodysale', ['salesorder', 'invoice', 'creditmemo']], ['colsale', ['salesorder.item', 'invoice.item', 'creditmemo.item']],
  ['bodypurchase', ['vendorbill']], ['colpurchase', ['vendorbill.item']], ['colexpense', ['vendorbill.expense']],
  ['bodyitemfulfillment', ['itemfulfillment']], ['colitemfulfillment', ['itemfulfillment.item']],
  ['bodyjournal', ['journalentry']], ['coljournal', ['journalentry.line']],
  ['bodycustomerpayment', ['customerpayment']], ['bodyothertransaction', ['customerrefund']],
  ['appliestocustomer', ['customer']], ['appliestoemployee', ['employee']], ['appliestovendor', ['vendor']],
  ['appliestoinventory', ['inventoryitem']], ['appliestononinventory', ['noninventoryitem']],
  ['appliestoservice', ['serviceitem']], ['appliestoothercharge', ['otherchargeitem']],
]);

/** The registry's full face: also the stored tables, which the schema is made from. */
export interface AccountMetadata extends MetadataRegistry {
  tables(): readonly TableDefinition[];
}

/** Standard record types plus what deploys have added. */
export function createMetadataRegistry(deployed: DeployedObjects): AccountMetadata {
  const standard = STANDARD_TYPES.map((type) => withCustomFields(type, deployed.standardFields));
  const types = [...standard, ...deployed.lists.map(customList), ...deployed.recordTypes.map(customRecordType)];
  const byId = new Map(types.map((type) => [type.id, type]));
  const tables = tablesOf(types);
  const queryTables = new Map<string, QueryTable>([...tables.map(queryTableOf), ...linkViewsOf(tables), ENTITY_TABLE, systemNoteTable(types), CUSTOM_RECORD_TYPE_TABLE].map((table) => [table.name, table]));
  return {
    recordType: (id) => byId.get(id),
    recordTypes: () => types,
    queryTable: (name) => queryTables.get(name.toLowerCase()),
    queryTables: () => [...queryTables.values()],
    tables: () => tables,
  };
}

function withCustomFields(type: RecordTypeDefinition, fields: readonly DeployedStandardField[]): RecordTypeDefinition {
  const applied = (target: string) => fields.filter((field) => field.appliesTo.some((tag) => APPLIES_TO.get(tag)?.includes(target) === true)).map(customField);
  return {
    ...type,
    fields: extended(type.fields, applied(type.id)),
    sublists: new Map([...type.sublists].map(([id, sublist]) => [id, { ...sublist, fields: extended(sublist.fields, applied(`${type.id}.${id}`)) }])),
  };
}

function extended(fields: ReadonlyMap<string, FieldDefinition>, added: readonly FieldDefinition[]): ReadonlyMap<string, FieldDefinition> {
  return new Map([...fields, ...added.map((field) => [field.id, field] as const)]);
}

/** Record types that a select may point at under this name: a type itself, or the members of a group. */
export function referencedTypes(metadata: MetadataRegistry, target: string): readonly RecordTypeDefinition[] {
  const members = REFERENCE_GROUPS.get(target) ?? [target];
  return members.flatMap((id) => metadata.recordType(id) ?? []);
}
