import type { FieldValue } from './field-value';
import type { MappedDocument } from './mapped-document';
import { queryKey } from './references';
import type { ReferenceMatch, ReferencePlan } from './references';

/** Where a source posts: the subsidiary of its binding, and those that its documents may name besides. */
export interface SourceSubsidiaries {
  /** Value of the binding; undefined: it has none. */
  readonly own: string | number | undefined;
  readonly named: readonly number[];
}

/**
 * Internal id of the subsidiary that a document belongs to: the one that it writes; else the only one that its source posts to. Undefined:
 * it is not known.
 */
export function subsidiaryOf(mapped: Pick<MappedDocument, 'body'>, plan: ReferencePlan, matches: ReadonlyMap<string, readonly ReferenceMatch[]>, source: SourceSubsidiaries): number | undefined {
  const proposal = mapped.body.find(({ row }) => row.target === 'subsidiary')?.proposal;
  if (proposal?.kind === 'value') return recordId(proposal.value);
  if (proposal?.kind === 'reference') {
    const planned = plan.planned.find(({ need }) => need === proposal.need);
    const [match, other] = planned === undefined ? [] : (matches.get(queryKey(planned.query)) ?? []);
    if (match !== undefined) return other === undefined ? match.mapped?.id ?? match.internalId : undefined;
  }
  const all = new Set([...(typeof source.own === 'number' ? [source.own] : []), ...source.named]);
  const [only] = all;
  return all.size === 1 ? only : undefined;
}

function recordId(value: FieldValue): number | undefined {
  return value.kind === 'record' ? value.internalId : undefined;
}
