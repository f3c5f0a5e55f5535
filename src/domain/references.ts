import { locateObject } from './mapping';
import type { LocatedObject } from './mapping';
import type { CompiledMap } from './map';
import type { ProblemDetail } from './reasons';
import type { ReferenceNeed } from './transform';

/** One record to look up: by a field's value, or by the external id that another rule gives it. */
export interface ReferenceQuery {
  readonly record: string;
  /** Field that holds the value; `externalid` where another rule brings the record. */
  readonly field: string;
  readonly value: string;
}

/** A record that answers a reference query. */
export interface ReferenceMatch {
  readonly internalId: number;
  readonly inactive: boolean;
}

/** A need, the query that answers it, and, for one that another rule brings, the embedded object. */
export interface PlannedReference {
  readonly need: ReferenceNeed;
  readonly query: ReferenceQuery;
  readonly embedded: (LocatedObject & { readonly documentType: string }) | undefined;
}

/** Turns the map's needs into look-ups. `mapOf` finds the same source's map of another document type. */
export function planReferences(
  needs: readonly ReferenceNeed[],
  mapOf: (documentType: string) => CompiledMap | undefined,
  externalIdOf: (documentType: string, externalId: string) => string,
): { readonly planned: readonly PlannedReference[]; readonly problems: readonly ProblemDetail[] } {
  const planned: PlannedReference[] = [];
  const problems: ProblemDetail[] = [];
  for (const need of needs) {
    if (need.by === 'field') {
      planned.push({ need, query: { record: need.record, field: need.field, value: need.value }, embedded: undefined });
      continue;
    }
    const map = mapOf(need.documentType);
    const located = map === undefined ? undefined : locateObject(map.rule, need.document);
    if (located === undefined) {
      problems.push({ pointer: need.pointer, code: 'required_path_missing', message: `The embedded ${need.documentType} carries no id.` });
      continue;
    }
    planned.push({
      need,
      query: { record: need.record, field: 'externalid', value: externalIdOf(need.documentType, located.externalId) },
      embedded: { ...located, documentType: need.documentType },
    });
  }
  return { planned, problems };
}

/** Names a query, so that its answer is found again. */
export function queryKey(query: ReferenceQuery): string {
  return `${query.record}\n${query.field}\n${query.value}`;
}

/** What a look-up says about one need. */
export type ReferenceVerdict =
  | { readonly kind: 'found'; readonly internalId: number }
  /** Another rule of the source brings it, and has not yet. */
  | { readonly kind: 'to_bring'; readonly reference: PlannedReference }
  | { readonly kind: 'problem'; readonly problem: ProblemDetail };

/** Judges one planned reference against what was found. */
export function judgeReference(reference: PlannedReference, matches: readonly ReferenceMatch[]): ReferenceVerdict {
  const { need, query } = reference;
  const active = matches.filter((match) => !match.inactive);
  const [first, second] = active;
  if (second !== undefined) {
    return problem(need, 'reference_ambiguous', `${String(active.length)} records of type ${query.record} have ${query.field} "${query.value}".`);
  }
  if (first !== undefined) return { kind: 'found', internalId: first.internalId };
  if (matches.length > 0) return problem(need, 'reference_inactive', `The ${query.record} with ${query.field} "${query.value}" is inactive.`);
  if (reference.embedded !== undefined) return { kind: 'to_bring', reference };
  return problem(need, 'reference_not_found', `There is no ${query.record} with ${query.field} "${query.value}".`);
}

function problem(need: ReferenceNeed, code: ProblemDetail['code'], message: string): ReferenceVerdict {
  return { kind: 'problem', problem: { pointer: need.pointer, code, message } };
}
