import type { FieldDefinition, RecordTypeDefinition, StoredValue, SublistDefinition } from '../metadata/types';
import { newAddress } from '../records/addresses';
import { newLine } from '../records/drafts';
import type { LineDraft, RecordDraft, RecordService, SaveContext, SubrecordDraft } from '../records/types';
import { ADDRESS_FIELDS } from '../metadata/standard/address';
import { NotEmulated } from '../runtime/types';
import type { SeedRecord, SeedValue } from '../types';

type SeedValues = Readonly<Record<string, SeedValue>>;

/**
 * Creates a record as a person would key it in. A line's values that are no columns go into its address
 * (`addressbook` lines: `addr1`, `city`). A field that the type does not have is refused by name.
 */
export function createSeedRecord(records: RecordService, seed: SeedRecord, context: SaveContext): number {
  const draft = records.create(seed.type, context.actor);
  fillDraft(draft, seed);
  return records.save(draft, { ignoreMandatoryFields: false, enableSourcing: false }, context);
}

/** Keys values into a draft: fields and addresses by id, lines by position; lines past the last one are added. */
export function fillDraft(draft: RecordDraft, seed: Omit<SeedRecord, 'type'>): void {
  const type = draft.definition.id;
  for (const [fieldId, value] of Object.entries(seed.values)) setField(draft, fieldId, value);
  for (const [sublistId, lines] of Object.entries(seed.sublists ?? {})) {
    const sublist = draft.definition.sublists.get(sublistId);
    if (sublist === undefined) throw new NotEmulated(`sublist ${type}.${sublistId}`);
    const kept = draft.sublists.get(sublistId) ?? [];
    draft.sublists.set(sublistId, [
      ...lines.map((line, index) => seedLine(draft.definition, sublist, { line: kept[index] ?? newLine(sublist.fields), values: line })),
      ...kept.slice(lines.length),
    ]);
  }
  for (const [fieldId, values] of Object.entries(seed.subrecords ?? {})) {
    if (!draft.definition.subrecords.has(fieldId)) throw new NotEmulated(`subrecord ${type}.${fieldId}`);
    draft.subrecords.set(fieldId, seedAddress(values));
  }
}

function setField(draft: RecordDraft, fieldId: string, value: SeedValue): void {
  requireWritable(draft.definition.fields.get(fieldId), `${draft.definition.id}.${fieldId}`);
  draft.values.set(fieldId, value);
  draft.changed.add(fieldId);
}

function requireWritable(field: FieldDefinition | undefined, name: string): void {
  if (field === undefined || field.readOnly === true) throw new NotEmulated(`setting the field ${name}`);
}

interface KeyedLine {
  readonly line: LineDraft;
  readonly values: SeedValues;
}

function seedLine(definition: RecordTypeDefinition, sublist: SublistDefinition, { line, values }: KeyedLine): LineDraft {
  const [subrecordField] = sublist.subrecords.keys();
  const addressValues: Record<string, SeedValue> = {};
  for (const [fieldId, value] of Object.entries(values)) {
    if (!sublist.fields.has(fieldId) && subrecordField !== undefined && ADDRESS_FIELDS.has(fieldId)) {
      addressValues[fieldId] = value;
      continue;
    }
    requireWritable(sublist.fields.get(fieldId), `${definition.id}.${sublist.id}.${fieldId}`);
    line.values.set(fieldId, value);
    line.changed.add(fieldId);
  }
  const keyed = Object.keys(addressValues).length > 0 || !line.subrecords.has(subrecordField ?? '');
  if (subrecordField !== undefined && keyed) line.subrecords.set(subrecordField, seedAddress(addressValues));
  return line;
}

function seedAddress(values: SeedValues): SubrecordDraft {
  const address = newAddress();
  for (const [fieldId, value] of Object.entries(values)) {
    requireWritable(ADDRESS_FIELDS.get(fieldId), `address.${fieldId}`);
    address.set(fieldId, value satisfies StoredValue);
  }
  return address;
}
