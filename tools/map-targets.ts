import { createMetadataRegistry, REFERENCE_GROUPS } from '../emulator/metadata/registry';
import { ADDRESS_FIELDS } from '../emulator/metadata/standard/address';
import type { FieldDefinition, RecordTypeDefinition } from '../emulator/metadata/types';
import { rowsOf, type LocatedMap, type LocatedRow } from './map-checks';
import type { MapFinding } from './map-json';

/** The record types that the local NetSuite knows, as Oracle's Records Browser lists their fields. */
const REGISTRY = createMetadataRegistry({ recordTypes: [], lists: [], standardFields: [] });

/** Fields that an account adds itself, and no list of ours can know. */
const CUSTOM_FIELD = /^cust(body|col|entity|item|record|event)_?/;

/** What a map writes must be a field of its target, of a kind that scripts can write. */
export function targetFindings(located: LocatedMap): readonly MapFinding[] {
  const { map, json } = located;
  const at = (pointer: string, rule: string, message: string): MapFinding => ({ file: json.file, line: json.lineOf(pointer), rule, message });
  const type = REGISTRY.recordType(map.target);
  if (type === undefined) return [at('/target', 'unknown-target', `${map.target} is no record type that is known here`)];
  const { rounding } = map.ledger ?? {};
  return [
    ...(map.lines ?? []).flatMap(({ sublist }, index) => (type.sublists.has(sublist) ? [] : [at(`/lines/${index}/sublist`, 'unknown-sublist', `a ${map.target} has no sublist ${sublist}`)])),
    ...(rounding === undefined || type.sublists.has(rounding.sublist) ? [] : [at('/ledger/rounding/sublist', 'unknown-sublist', `a ${map.target} has no sublist ${rounding.sublist}`)]),
    ...rowsOf(map).flatMap((row) => fieldFaults(type, row).map(({ rule, message }) => at(`${row.pointer}/target`, rule, message))),
    ...(map.totals ?? []).flatMap(({ savedField }, index) => (savedField === undefined || knows(type.fields, savedField) ? [] : [at(`/totals/${index}/savedField`, 'unknown-field', `a ${map.target} has no field ${savedField}`)])),
  ];
}

interface Fault {
  readonly rule: string;
  readonly message: string;
}

function fieldFaults(type: RecordTypeDefinition, located: LocatedRow): readonly Fault[] {
  const { row, sublist } = located;
  const holder = sublist === '' ? type : type.sublists.get(sublist);
  // An unknown sublist is told once, not by every column.
  if (holder === undefined) return [];
  const name = sublist === '' ? `a ${type.id}` : `sublist ${sublist} of a ${type.id}`;
  const [first = '', inner] = row.target.split('.');
  if (inner === undefined) return wrongField(holder.fields, first, name, located);
  // The address is the one subrecord that is known here.
  return holder.subrecords.get(first) === 'address' ? wrongField(ADDRESS_FIELDS, inner, `address ${first} of ${name}`, located)
    : [{ rule: 'unknown-field', message: `${name} has no subrecord ${first}` }];
}

function wrongField(fields: ReadonlyMap<string, FieldDefinition>, field: string, name: string, { row, sublist }: LocatedRow): readonly Fault[] {
  const definition = fields.get(field);
  if (definition === undefined) return CUSTOM_FIELD.test(field) ? [] : [{ rule: 'unknown-field', message: `${name} has no field ${field}` }];
  if (definition.readOnly === true && row.kind !== 'never_inbound' && !namesLine(sublist, field)) return [{ rule: 'read-only-field', message: `${field} of ${name} is set by NetSuite alone` }];
  const { transform } = row;
  const tooLong = lengthFault(definition, field, name, row);
  if (tooLong !== undefined) return [tooLong];
  const points = definition.selectRecordType;
  if (transform.kind !== 'reference' || points === undefined) return [];
  const record = transform.by === 'rule' && transform.take !== undefined ? transform.take.record : transform.record;
  return points === record || REFERENCE_GROUPS.get(points)?.includes(record) === true ? [] : [{ rule: 'wrong-record', message: `${field} of ${name} points at a ${points}, not at a ${record}` }];
}

/** Longest values by field type, in characters (platform facts 4.7). */
const LENGTH_BY_TYPE: ReadonlyMap<string, number> = new Map([['phone', 32], ['email', 254], ['url', 999]]);

/** A text that its field cannot hold must be found in the document, before the save: so its row says how much the field takes. */
function lengthFault(definition: FieldDefinition, field: string, name: string, { transform, kind }: LocatedRow['row']): Fault | undefined {
  const maxLength = definition.maxLength ?? LENGTH_BY_TYPE.get(definition.type);
  if (maxLength === undefined || kind === 'never_inbound' || (transform.kind !== 'text' && transform.kind !== 'concat')) return undefined;
  const { max } = transform;
  if (max !== undefined && max <= maxLength) return undefined;
  return { rule: 'max-beyond-field', message: `${field} of ${name} takes ${String(maxLength)} characters; the row needs a max of at most that, and ${max === undefined ? 'has none' : `has ${String(max)}`}` };
}

/** Apply lines stand there already: the document they are of is not written, it says which of them is meant. */
function namesLine(sublist: string, field: string): boolean {
  return sublist === 'apply' && field === 'doc';
}

function knows(fields: ReadonlyMap<string, FieldDefinition>, field: string): boolean {
  return fields.has(field) || CUSTOM_FIELD.test(field);
}
