import { classifyObserved, namedReference } from '../domain/observed-error';
import type { ObservedError } from '../domain/observed-error';
import { fieldsNamed, observedDetails } from '../domain/observed-fields';
import { problemOf } from '../domain/reasons';
import type { Problem } from '../domain/reasons';
import { queryKey } from '../domain/references';
import type { ReferenceMatch } from '../domain/references';
import type { ReferenceNeed } from '../domain/transform';
import type { LookFacts } from './ports';
import type { Reading } from './progress';

/**
 * The problem of an error that NetSuite threw, once it is known to have had no effect: its reason, the fields it names with their
 * places in the document, and its own words. A missing permission that hides behind a missing record is told as such: the
 * look-up saw what NetSuite says is not there.
 */
export function observedProblem(reading: Reading, error: ObservedError): Problem {
  const code = classifyObserved(error);
  const said = `${error.name}: ${error.message}`;
  const seen = seenAllTheSame(reading, error);
  if (seen === undefined) return problemOf(code, said, observedDetails(error, code, reading.mapped), error);
  const hidden = 'netsuite_permission_hidden';
  return problemOf(hidden, `${seen} is there, for the look-up saw it; but NetSuite does not let the role use it. ${said}`, observedDetails(error, hidden, reading.mapped), error);
}

/** The record that an error says is not there and the look-up saw; undefined: there is no such contradiction. */
function seenAllTheSame(reading: Reading, error: ObservedError): string | undefined {
  switch (classifyObserved(error)) {
    case 'netsuite_record_gone':
      return /DELETED/.test(error.name) ? undefined : seenTarget(reading) ?? seenSource(reading);
    case 'netsuite_reference':
      return seenReference(reading, error);
    default:
      return undefined;
  }
}

function seenTarget({ facts, context }: Reading): string | undefined {
  return facts.target === undefined ? undefined : `The ${context.map.rule.target} ${String(facts.target.internalId)}`;
}

/** The record that the target is transformed from. */
function seenSource({ mapped, facts }: Reading): string | undefined {
  const { from } = mapped;
  if (from === undefined) return undefined;
  const [seen] = matchesOf(from, facts);
  return seen === undefined ? undefined : `The ${from.record ?? 'record'} ${String(seen.internalId)}`;
}

function seenReference({ mapped, facts }: Reading, error: ObservedError): string | undefined {
  const named = namedReference(error);
  if (named === undefined) return undefined;
  const needs = fieldsNamed(mapped, named.field).flatMap(({ proposal }) => (proposal.kind === 'reference' ? [proposal.need] : []));
  const need = needs.find((candidate) => matchesOf(candidate, facts).some(({ internalId }) => internalId === named.internalId));
  return need === undefined ? undefined : `The ${need.record ?? 'record'} ${String(named.internalId)}`;
}

/**
 * The records that the look-up saw active for a need. One that another rule brings is known by its record type alone: its external
 * id is a hash. Of what a value map names, only the map's entry was looked at.
 */
function matchesOf(need: ReferenceNeed, { references }: LookFacts): readonly ReferenceMatch[] {
  const isAsked = (key: string): boolean => {
    switch (need.by) {
      case 'field':
        return key === queryKey({ record: need.record, field: need.field, value: need.value });
      case 'rule':
        return key.startsWith(queryKey({ record: need.record, field: 'externalid', value: '' }));
      case 'value_map':
        return false;
    }
  };
  return [...references].flatMap(([key, matches]) => (isAsked(key) ? matches.filter(({ inactive }) => !inactive) : []));
}
