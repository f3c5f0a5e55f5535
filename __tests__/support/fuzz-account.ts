import type { Emulator, ReadRecord } from '../../emulator/types';
import type { SqlRow } from '../../emulator/store/sqlite';
import { shippedMapFiles } from './fuzz-documents';

/** What a sender has no business with, as rows; and what it may write, record by record. */
export interface Holdings {
  /** Tables that no document may change, whole. */
  readonly fixed: Readonly<Record<string, readonly SqlRow[]>>;
  readonly records: ReadonlyMap<string, ReadRecord>;
  /** Names of records that an applied cancellation closed. */
  readonly cancelled: readonly string[];
}

const FIXED_TABLES = ['item', 'employee', 'subsidiary', 'currency', 'role', 'customrecord_dkt_setting', 'customrecord_dkt_object_rule', 'customrecord_dkt_ownership'] as const;

const SHIPPED = shippedMapFiles();

/** Record types that the shipped maps write, and where their rows stand. */
const TARGETS: Readonly<Record<string, string>> = Object.fromEntries([...new Set(SHIPPED.map(({ target }) => target))]
  .map((target) => [target, target === 'customer' || target === 'vendor' ? target : `transaction WHERE recordtype = '${target}'`]));

/** Fields that NetSuite sets by itself on a new record, and Docket's own marks. */
const SET_BY_NETSUITE: readonly string[] = [
  'tranid', 'orderstatus', 'status', 'statusRef', 'subsidiary', 'exchangerate', 'email', 'subtotal', 'discounttotal', 'taxtotal', 'total', 'createddate', 'lastmodifieddate',
  'currency', 'taxable', 'entitystatus', 'altname', 'defaultaddress', 'datecreated', 'isinactive', 'externalid', 'custbody_dkt_operation', 'custentity_dkt_operation',
  'postingperiod', 'account', 'aracct', 'terms', 'duedate', 'usertotal', 'amountremaining', 'amountpaid', 'applied', 'unapplied', 'payment', 'approved', 'createdfrom', 'entity', 'customer',
];

/** Of those, what may differ after an update. */
const CHANGED_BY_NETSUITE: readonly string[] = ['subtotal', 'discounttotal', 'taxtotal', 'total', 'lastmodifieddate', 'altname', 'defaultaddress', 'custbody_dkt_operation', 'custentity_dkt_operation'];

/** What changes on a record because another one settles, bills or ships it. */
const CHANGED_BY_OTHERS: readonly string[] = ['amountremaining', 'amountpaid', 'applied', 'unapplied', 'status', 'statusRef', 'orderstatus', 'lastmodifieddate'];

/** And after a cancellation. */
const CLOSED_BY_CANCELLING: readonly string[] = ['orderstatus', 'status', 'statusRef'];

/** A void empties a record, and leaves no stamp (D-0051). */
const EMPTIED_BY_VOIDING: readonly string[] = [...CHANGED_BY_OTHERS, 'memo', 'total', 'subtotal', 'usertotal', 'payment'];

const CANCELLATIONS = `SELECT custrecord_dkt_op_target_type AS type, custrecord_dkt_op_target_id AS id FROM customrecord_dkt_operation
WHERE custrecord_dkt_op_intent = 'cancel' AND custrecord_dkt_op_state = 'applied'`;

/** Body fields and subrecords that the shipped maps of a record type let their sources write: at create, and later. */
function writable(target: string): { readonly create: readonly string[]; readonly update: readonly string[]; readonly transformed: boolean } {
  const maps = SHIPPED.filter((map) => map.target === target);
  const named = (kinds: readonly string[]) => maps.flatMap(({ fields }) => fields).filter(({ kind }) => kinds.includes(kind)).map((row) => row.target.split('.')[0] ?? row.target);
  const later = named(['authoritative', 'shared', 'copy']);
  return { create: [...later, ...named(['create_only'])], update: later, transformed: maps.some(({ action }) => action?.kind === 'transform') };
}

export function holdingsOf(emulator: Emulator): Holdings {
  const records = new Map<string, ReadRecord>();
  for (const [type, table] of Object.entries(TARGETS)) {
    for (const { id } of emulator.query(`SELECT id FROM ${table}`)) records.set(`${type} ${String(id)}`, emulator.readRecord(type, Number(id)));
  }
  return {
    fixed: Object.fromEntries(FIXED_TABLES.map((table) => [table, emulator.query(`SELECT * FROM ${table} ORDER BY id`).filter((row) => !isMachineState(row))])),
    records,
    cancelled: emulator.query(CANCELLATIONS).map(({ type, id }) => `${String(type)} ${String(id)}`),
  };
}

/** Names of the settings that sweep, mails, seals and verification keep for themselves; whatever else stands there is a person's. */
const MACHINE_STATE = /^(?:sweep:|carried:|heartbeat:|volume:|breaker:|paused:|mail:(?:told|digest)|seal:(?:plan|sent|last)$|verify:(?:progress|last)$)/;

function isMachineState(row: SqlRow): boolean {
  return MACHINE_STATE.test(String(row['custrecord_dkt_set_name'] ?? ''));
}

/** Says what was written that no map names: on records of others, and on ours beside the map. */
export function writesOutsideTheMap(before: Holdings, after: Holdings): readonly string[] {
  const changedTables = FIXED_TABLES.filter((table) => JSON.stringify(before.fixed[table]) !== JSON.stringify(after.fixed[table])).map((table) => `the table ${table} was changed`);
  const gone = [...before.records.keys()].filter((name) => !after.records.has(name)).map((name) => `${name} is gone`);
  const changed = [...after.records].flatMap(([name, record]) => {
    const known = before.records.get(name);
    const may = writable(name.split(' ')[0] ?? '');
    // What NetSuite copies from the record it was made of, no map names.
    if (known === undefined) return newRecordRules(name, record, may.transformed ? Object.keys(record.values) : may.create);
    if (record.values['memo'] === 'VOID') return changedRecordRules(name, known, { ...record, values: { ...record.values, ...pick(known.values, EMPTIED_BY_VOIDING) }, sublists: known.sublists }, may.update);
    return changedRecordRules(name, known, record, [...may.update, ...(after.cancelled.includes(name) ? CLOSED_BY_CANCELLING : [])]);
  });
  return [...changedTables, ...gone, ...changed];
}

/** Columns that say how far a line was billed or shipped by others. */
const PROGRESS_COLUMNS: readonly string[] = ['quantitybilled', 'quantityfulfilled', 'quantityshiprecv', 'quantityremaining'];

/** Lines without what other records write there; what a payment may settle is listed by NetSuite each time. */
function ownLines({ sublists }: ReadRecord): unknown {
  return Object.entries(sublists).filter(([sublist]) => sublist !== 'apply')
    .map(([sublist, lines]) => [sublist, lines.map((line) => Object.fromEntries(Object.entries(line).filter(([column]) => !PROGRESS_COLUMNS.includes(column))))]);
}

function pick(values: ReadRecord['values'], fields: readonly string[]): ReadRecord['values'] {
  return Object.fromEntries(fields.map((field) => [field, values[field] ?? null]));
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
  const differing = [...new Set([...Object.keys(before.values), ...Object.keys(after.values)])].filter((field) => differs(before.values[field], after.values[field]));
  const own = differing.filter((field) => !CHANGED_BY_OTHERS.includes(field));
  const fields = own.length > 0 ? differing : [];
  const stamped = fields.some((field) => field.endsWith('_dkt_operation'));
  const beside = fields.filter((field) => !mapped.includes(field) && !CHANGED_BY_NETSUITE.includes(field) && !CHANGED_BY_OTHERS.includes(field));
  const anything = fields.length > 0 || differs(ownLines(before), ownLines(after)) || differs(before.subrecords, after.subrecords);
  return [
    ...beside.map((field) => `${name}.${field} was changed to ${JSON.stringify(after.values[field])}, which no map lets the shop write`),
    ...(anything && !stamped ? [`${name} was changed without a new stamp (${fields.join(', ')})`] : []),
  ];
}
