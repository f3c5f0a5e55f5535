import type { SchemaSnapshot } from './schema-snapshot';

/** What a deploy of one schema over another does to what an account holds. */
export interface SchemaChange {
  /** `breaks`: rows could no longer be read, or a deploy is refused. `tightens`: rows that stand are kept, and people may not save them as they are. */
  readonly kind: 'adds' | 'tightens' | 'breaks';
  /** Script id of the record type, field, list or list value. */
  readonly id: string;
  readonly text: string;
}

type RecordTypes = SchemaSnapshot['recordTypes'];
type Field = RecordTypes[string]['fields'][string];

/**
 * Compares the schema of a release with that of a later project. Pure. A deploy neither deletes nor renames what an account has: what the later
 * project leaves out stays there, unread, so leaving out counts as a break, as does a change of type (research of SDF: both are refused or lost).
 */
export function schemaChanges(before: SchemaSnapshot, after: SchemaSnapshot): readonly SchemaChange[] {
  return [
    ...pairs(before.recordTypes, after.recordTypes).flatMap(([id, was, is]) => recordTypeChanges(id, was, is)),
    ...fieldChanges(before.standardRecordFields, after.standardRecordFields),
    ...pairs(before.standardRecordFields, after.standardRecordFields).flatMap(([id, was, is]) => (was === undefined || is === undefined ? [] : appliesToChanges(id, was.appliesTo, is.appliesTo))),
    ...pairs(before.lists, after.lists).flatMap(([id, was, is]) => listChanges(id, was, is)),
  ];
}

function recordTypeChanges(id: string, was: RecordTypes[string] | undefined, is: RecordTypes[string] | undefined): readonly SchemaChange[] {
  if (was === undefined) return [{ kind: 'adds', id, text: `a record type with ${String(Object.keys(is?.fields ?? {}).length)} fields` }];
  if (is === undefined) return [{ kind: 'breaks', id, text: 'the record type is left out; its rows would stay, and nothing would read them' }];
  const name: readonly SchemaChange[] = was.includeName === is.includeName ? [] : [{ kind: is.includeName ? 'tightens' : 'breaks', id, text: `its rows ${is.includeName ? 'get' : 'lose'} a name of their own` }];
  return [...name, ...fieldChanges(was.fields, is.fields)];
}

function fieldChanges(was: Readonly<Record<string, Field>>, is: Readonly<Record<string, Field>>): readonly SchemaChange[] {
  return pairs(was, is).flatMap(([id, before, after]) => {
    if (before === undefined) return [{ kind: after?.mandatory === true ? 'tightens' : 'adds', id, text: after?.mandatory === true ? 'a mandatory field that no row has yet' : `a field of type ${after?.type ?? ''}` } as const];
    if (after === undefined) return [{ kind: 'breaks', id, text: 'the field is left out; what it holds would not be read' } as const];
    return fieldChange(id, before, after);
  });
}

function fieldChange(id: string, was: Field, is: Field): readonly SchemaChange[] {
  const limit = ({ maxLength }: Field) => maxLength ?? Infinity;
  const found: readonly (readonly [boolean, SchemaChange['kind'], string])[] = [
    [was.type !== is.type, 'breaks', `its type changes from ${was.type} to ${is.type}, which a deploy refuses`],
    [was.selects !== is.selects, 'breaks', `it points at ${is.selects ?? 'nothing'} and pointed at ${was.selects ?? 'nothing'}`],
    [was.storeValue && !is.storeValue, 'breaks', 'its value is not stored any more'],
    [limit(is) < limit(was), 'tightens', `its longest value becomes ${String(is.maxLength)} characters`],
    [!was.mandatory && is.mandatory, 'tightens', 'it becomes mandatory'],
  ];
  return found.flatMap(([isSo, kind, text]) => (isSo ? [{ kind, id, text }] : []));
}

function appliesToChanges(id: string, was: readonly string[], is: readonly string[]): readonly SchemaChange[] {
  const lost = was.filter((type) => !is.includes(type));
  const gained = is.filter((type) => !was.includes(type));
  return [
    ...(lost.length === 0 ? [] : [{ kind: 'breaks', id, text: `it does not apply to ${lost.join(', ')} any more` } as const]),
    ...(gained.length === 0 ? [] : [{ kind: 'adds', id, text: `it applies to ${gained.join(', ')} too` } as const]),
  ];
}

function listChanges(id: string, was: readonly string[] | undefined, is: readonly string[] | undefined): readonly SchemaChange[] {
  if (was === undefined) return [{ kind: 'adds', id, text: `a list of ${String(is?.length ?? 0)} values` }];
  if (is === undefined) return [{ kind: 'breaks', id, text: 'the list is left out' }];
  return [
    ...was.filter((value) => !is.includes(value)).map((value) => ({ kind: 'breaks', id, text: `its value ${value} is left out; rows that hold it would lose it` } as const)),
    ...is.filter((value) => !was.includes(value)).map((value) => ({ kind: 'adds', id, text: `the value ${value}` } as const)),
  ];
}

/** Every id of either side, in order, with what each side says of it. */
function pairs<T>(was: Readonly<Record<string, T>>, is: Readonly<Record<string, T>>): readonly (readonly [string, T | undefined, T | undefined])[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].sort().map((id) => [id, was[id], is[id]]);
}
