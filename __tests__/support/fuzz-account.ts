import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator, ReadRecord } from '../../emulator/types';
import type { SqlRow } from '../../emulator/store/sqlite';

/** What a sender has no business with, as rows; and what it may write, record by record. */
export interface Holdings {
  /** Tables that no document may change, whole. */
  readonly fixed: Readonly<Record<string, readonly SqlRow[]>>;
  readonly records: ReadonlyMap<string, ReadRecord>;
  /** Names of records that an applied cancellation closed. */
  readonly cancelled: readonly string[];
}

const FIXED_TABLES = ['item', 'employee', 'subsidiary', 'currency', 'role', 'customrecord_dkt_setting', 'customrecord_dkt_object_rule', 'customrecord_dkt_ownership'] as const;

const TARGETS: Readonly<Record<string, { readonly table: string; readonly map: string }>> = {
  salesorder: { table: "transaction WHERE recordtype = 'salesorder'", map: 'order' },
  customer: { table: 'customer', map: 'customer' },
};

/** Fields that NetSuite sets by itself on a new record, and Docket's own marks. */
const SET_BY_NETSUITE: readonly string[] = [
  'tranid', 'orderstatus', 'status', 'statusRef', 'subsidiary', 'exchangerate', 'email', 'subtotal', 'discounttotal', 'taxtotal', 'total', 'createddate', 'lastmodifieddate',
  'currency', 'taxable', 'entitystatus', 'altname', 'defaultaddress', 'datecreated', 'isinactive', 'externalid', 'custbody_dkt_operation', 'custentity_dkt_operation',
];

/** Of those, what may differ after an update. */
const CHANGED_BY_NETSUITE: readonly string[] = ['subtotal', 'discounttotal', 'taxtotal', 'total', 'lastmodifieddate', 'altname', 'defaultaddress', 'custbody_dkt_operation', 'custentity_dkt_operation'];

/** And after a cancellation. */
const CLOSED_BY_CANCELLING: readonly string[] = ['orderstatus', 'status', 'statusRef'];

const CANCELLATIONS = `SELECT custrecord_dkt_op_target_type AS type, custrecord_dkt_op_target_id AS id FROM customrecord_dkt_operation
WHERE custrecord_dkt_op_intent = 'cancel' AND custrecord_dkt_op_state = 'applied'`;

interface MapFile {
  readonly fields: readonly { readonly target: string; readonly kind: string; readonly owner: string }[];
}

/** Body fields and subrecords that the shipped map lets the shop write: at create, and later. */
function writable(map: string): { readonly create: readonly string[]; readonly update: readonly string[] } {
  const { fields } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'src', 'maps', 'shopify', `${map}.json`), 'utf8')) as MapFile;
  const named = (kinds: readonly string[]) => fields.filter(({ kind }) => kinds.includes(kind)).map(({ target }) => target.split('.')[0] ?? target);
  const later = named(['authoritative', 'shared', 'copy']);
  return { create: [...later, ...named(['create_only'])], update: later };
}

export function holdingsOf(emulator: Emulator): Holdings {
  const records = new Map<string, ReadRecord>();
  for (const [type, { table }] of Object.entries(TARGETS)) {
    for (const { id } of emulator.query(`SELECT id FROM ${table}`)) records.set(`${type} ${String(id)}`, emulator.readRecord(type, Number(id)));
  }
  return {
    fixed: Object.fromEntries(FIXED_TABLES.map((table) => [table, emulator.query(`SELECT * FROM ${table} ORDER BY id`)])),
    records,
    cancelled: emulator.query(CANCELLATIONS).map(({ type, id }) => `${String(type)} ${String(id)}`),
  };
}

/** Says what was written that no map names: on records of others, and on ours beside the map. */
export function writesOutsideTheMap(before: Holdings, after: Holdings): readonly string[] {
  const changedTables = FIXED_TABLES.filter((table) => JSON.stringify(before.fixed[table]) !== JSON.stringify(after.fixed[table])).map((table) => `the table ${table} was changed`);
  const gone = [...before.records.keys()].filter((name) => !after.records.has(name)).map((name) => `${name} is gone`);
  const changed = [...after.records].flatMap(([name, record]) => {
    const { map } = TARGETS[name.split(' ')[0] ?? ''] ?? { map: '' };
    const known = before.records.get(name);
    return known === undefined ? newRecordRules(name, record, writable(map).create)
      : changedRecordRules(name, known, record, [...writable(map).update, ...(after.cancelled.includes(name) ? CLOSED_BY_CANCELLING : [])]);
  });
  return [...changedTables, ...gone, ...changed];
}

function newRecordRules(name: string, record: ReadRecord, mapped: readonly string[]): readonly string[] {
  const { values } = record;
  const beside = Object.entries(values).filter(([field, value]) => value !== null && !mapped.includes(field) && !SET_BY_NETSUITE.includes(field));
  const stamp = values['custbody_dkt_operation'] ?? values['custentity_dkt_operation'] ?? null;
  return [
    ...beside.map(([field, value]) => `${name} was made with ${field} = ${JSON.stringify(value)}, which no map names`),
    ...(stamp === null ? [`${name} was made without a stamp`] : []),
    ...(values['isinactive'] === true ? [`${name} was made inactive`] : []),
  ];
}

function changedRecordRules(name: string, before: ReadRecord, after: ReadRecord, mapped: readonly string[]): readonly string[] {
  const differs = (left: unknown, right: unknown) => JSON.stringify(left ?? null) !== JSON.stringify(right ?? null);
  const fields = [...new Set([...Object.keys(before.values), ...Object.keys(after.values)])].filter((field) => differs(before.values[field], after.values[field]));
  const stamped = fields.some((field) => field.endsWith('_dkt_operation'));
  const beside = fields.filter((field) => !mapped.includes(field) && !CHANGED_BY_NETSUITE.includes(field));
  const anything = fields.length > 0 || differs(before.sublists, after.sublists) || differs(before.subrecords, after.subrecords);
  return [
    ...beside.map((field) => `${name}.${field} was changed to ${JSON.stringify(after.values[field])}, which no map lets the shop write`),
    ...(anything && !stamped ? [`${name} was changed without a new stamp (${fields.join(', ')})`] : []),
  ];
}
