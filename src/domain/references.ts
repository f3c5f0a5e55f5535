import type { FieldValue } from './field-value';
import type { Sha256 } from './identity';
import { locateObject } from './mapping';
import type { LocatedObject } from './mapping';
import type { CompiledMap } from './map';
import type { MissingReference, ProblemDetail } from './reasons';
import type { ReferenceNeed } from './transform';

/** Record type of the value map: one row per source, map and incoming value. */
export const VALUE_MAP_RECORD = 'customrecord_dkt_value_map';

/** One record to look up: by a field's value, or by the external id that another rule, or a value map, gives it. */
export interface ReferenceQuery {
  readonly record: string;
  /** Field that holds the value; `externalid` where another rule brings the record, and for value maps. */
  readonly field: string;
  readonly value: string;
  /** Field of the record whose own value is wanted; undefined: the record itself. */
  readonly take?: string;
}

/** A record that answers a reference query. */
export interface ReferenceMatch {
  readonly internalId: number;
  readonly inactive: boolean;
  /** What a row of the value map points at. */
  readonly mapped?: MappedValue;
  /** Internal id that the field to take holds; undefined: it is empty. */
  readonly taken?: number | undefined;
}

/** The target of a value map's row: a record by type and internal id, or a text. */
export interface MappedValue {
  readonly record: string;
  readonly id: number | undefined;
  readonly value: string;
}

/** A need, the query that answers it, and, for one that another rule brings, the embedded object. */
export interface PlannedReference {
  readonly need: ReferenceNeed;
  readonly query: ReferenceQuery;
  readonly embedded: (LocatedObject & { readonly documentType: string }) | undefined;
  /** Asks for the record that a person chose for a value which is looked up by a field. */
  readonly picked?: ReferenceQuery;
}

/** References of a document as look-ups, and what cannot be looked up. */
export interface ReferencePlan {
  readonly planned: readonly PlannedReference[];
  readonly problems: readonly ProblemDetail[];
}

/**
 * External id of a value map's row: a hash, because an external id does not tell `Visa` from `visa` and holds 100 characters
 * (platform facts 4.1).
 */
export function valueMapId(source: string, map: string, value: string, sha256: Sha256): string {
  return `vm-${sha256(`value_map\n${source}\n${map}\n${value}`)}`;
}

/** Names external ids. */
export interface ReferenceNames {
  /** `targetExternalId` of the source. */
  readonly externalIdOf: (documentType: string, externalId: string) => string;
  /** `valueMapId` of the source. */
  readonly valueMapIdOf: (map: string, value: string) => string;
}

/** Turns the map's needs into look-ups. `mapOf` finds the same source's map of another document type. */
export function planReferences(needs: readonly ReferenceNeed[], mapOf: (documentType: string) => CompiledMap | undefined, names: ReferenceNames): ReferencePlan {
  const planned: PlannedReference[] = [];
  const problems: ProblemDetail[] = [];
  for (const need of needs) {
    switch (need.by) {
      case 'field':
        planned.push({ need, query: { record: need.record, field: need.field, value: need.value }, embedded: undefined, picked: valueMapQuery(pickMap(need), need.value, names) });
        break;
      case 'value_map':
        planned.push({ need, query: valueMapQuery(need.map, need.value, names), embedded: undefined });
        break;
      case 'rule': {
        const reference = broughtReference(need, mapOf(need.documentType), names);
        if (reference !== undefined) planned.push(reference);
        else problems.push({ pointer: need.pointer, code: 'required_path_missing', message: `The embedded ${need.documentType} carries no id.` });
        break;
      }
    }
  }
  return { planned, problems };
}

function valueMapQuery(map: string, value: string, names: ReferenceNames): ReferenceQuery {
  return { record: VALUE_MAP_RECORD, field: 'externalid', value: names.valueMapIdOf(map, value) };
}

/** Value map of the records that people chose for values which are looked up by a field of a record type. */
export function pickMap({ record, field }: { readonly record: string; readonly field: string }): string {
  return `pick:${record}.${field}`;
}

/** All look-ups of a plan. */
export function queriesOf({ planned }: Pick<ReferencePlan, 'planned'>): readonly ReferenceQuery[] {
  return planned.flatMap(({ query, picked }) => (picked === undefined ? [query] : [query, picked]));
}

/** Answers of one planned reference. */
export function matchesFor({ query, picked }: PlannedReference, matches: ReadonlyMap<string, readonly ReferenceMatch[]>): { readonly found: readonly ReferenceMatch[]; readonly chosen: readonly ReferenceMatch[] } {
  const of = (asked: ReferenceQuery | undefined) => (asked === undefined ? [] : matches.get(queryKey(asked)) ?? []);
  return { found: of(query), chosen: of(picked) };
}

function broughtReference(need: Extract<ReferenceNeed, { readonly by: 'rule' }>, map: CompiledMap | undefined, names: ReferenceNames): PlannedReference | undefined {
  const { record, documentType, document, take } = need;
  const query = (externalId: string): ReferenceQuery => ({
    record, field: 'externalid', value: names.externalIdOf(documentType, externalId), ...(take === undefined ? {} : { take: take.field }),
  });
  if (typeof document === 'string') return { need, query: query(document), embedded: undefined };
  const located = map === undefined ? undefined : locateObject(map.rule, document);
  return located === undefined ? undefined : { need, query: query(located.externalId), embedded: { ...located, documentType } };
}

/** Names a query, so that its answer is found again. */
export function queryKey(query: ReferenceQuery): string {
  return `${query.record}\n${query.field}\n${query.take ?? ''}\n${query.value}`;
}

/** What a look-up says about one need. */
export type ReferenceVerdict =
  | { readonly kind: 'found'; readonly value: FieldValue }
  /** Another rule of the source brings it, from what this document embeds, and has not yet. */
  | { readonly kind: 'to_bring' }
  /** Another document, which this one only names, brings it and has not come yet. */
  | { readonly kind: 'to_await' }
  | { readonly kind: 'problem'; readonly problem: ProblemDetail };

/**
 * Judges one planned reference against what was found. Where a field does not name one record alone, the one counts that a person chose for
 * the value.
 */
export function judgeReference(reference: PlannedReference, matches: readonly ReferenceMatch[], chosen: readonly ReferenceMatch[] = []): ReferenceVerdict {
  const { need, query, embedded } = reference;
  const active = matches.filter((match) => !match.inactive);
  const [first, second] = active;
  const picked = active.length === 1 ? undefined : pickedValue(need, chosen);
  if (picked !== undefined) return { kind: 'found', value: picked };
  const named = need.by === 'value_map' ? `entry of value map "${need.map}" for "${need.value}"` : `${query.record} with ${query.field} "${query.value}"`;
  if (second !== undefined) {
    const message = need.by === 'value_map' ? `There is more than one ${named}.` : `${String(active.length)} records of type ${query.record} have ${query.field} "${query.value}".`;
    return problem(need, 'reference_ambiguous', message);
  }
  if (first !== undefined) return foundValue(need, first, named);
  if (matches.length > 0) return problem(need, 'reference_inactive', `The ${named} is inactive.`);
  if (embedded !== undefined) return { kind: 'to_bring' };
  if (need.by === 'rule') return { kind: 'to_await' };
  return problem(need, need.by === 'value_map' ? 'value_not_mapped' : 'reference_not_found', `There is no ${named}.`);
}

function pickedValue(need: ReferenceNeed, chosen: readonly ReferenceMatch[]): FieldValue | undefined {
  const mapped = chosen.find(({ inactive }) => !inactive)?.mapped;
  return need.by === 'field' && mapped?.id !== undefined && mapped.record === need.record ? recordValue(need.record, mapped.id) : undefined;
}

function foundValue(need: ReferenceNeed, match: ReferenceMatch, named: string): ReferenceVerdict {
  if (need.by === 'value_map') return mappedValue(need, match);
  const take = need.by === 'rule' ? need.take : undefined;
  if (take === undefined) return { kind: 'found', value: recordValue(need.record, match.internalId) };
  if (match.taken !== undefined) return { kind: 'found', value: recordValue(take.record, match.taken) };
  return problem(need, 'reference_not_found', `The ${named} has no ${take.field}.`);
}

/** What an entry of a value map gives: the record of the type that is asked for, or its text. */
function mappedValue(need: Extract<ReferenceNeed, { readonly by: 'value_map' }>, { mapped }: ReferenceMatch): ReferenceVerdict {
  const entry = `The entry of value map "${need.map}" for "${need.value}"`;
  if (need.record === undefined) {
    const text = mapped?.value ?? '';
    return text === '' ? problem(need, 'value_not_mapped', `${entry} holds no value.`) : { kind: 'found', value: { kind: 'text', text } };
  }
  if (mapped?.id !== undefined && mapped.record === need.record) return { kind: 'found', value: recordValue(need.record, mapped.id) };
  return problem(need, 'value_not_mapped', `${entry} names no ${need.record}.`);
}

function recordValue(recordType: string, internalId: number): FieldValue {
  return { kind: 'record', recordType, internalId };
}

function problem(need: ReferenceNeed, code: ProblemDetail['code'], message: string): ReferenceVerdict {
  return { kind: 'problem', problem: { pointer: need.pointer, code, message, missing: missingOf(need) } };
}

/** Longest value that a missing reference is told with. */
const MOST_SHOWN = 300;

/** What a need looks for, for whoever supplies it. */
export function missingOf(need: ReferenceNeed): MissingReference {
  switch (need.by) {
    case 'field':
      return { by: need.by, record: need.record, name: need.field, value: need.value.slice(0, MOST_SHOWN) };
    case 'value_map':
      return { by: need.by, record: need.record ?? '', name: need.map, value: need.value.slice(0, MOST_SHOWN) };
    case 'rule':
      return { by: need.by, record: need.record, name: need.documentType, value: typeof need.document === 'string' ? need.document.slice(0, MOST_SHOWN) : '' };
  }
}
