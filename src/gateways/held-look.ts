import type { LookFacts, LookRequest } from '../application/ports';
import { holdNames } from '../domain/holds';
import { boundList, rowText } from './query-rows';
import type { QueryRow } from './query-rows';
import { KEY, KEY_RECORD, SETTING, SETTING_RECORD } from './record-ids';

/** A part of the look's statement, of the columns `kind`, `id`, `a`, `b` and `n`. */
interface Part {
  readonly sql: string;
  readonly parameters: readonly string[];
}

/** Asks what may hold the documents back, and whether one of their content is quarantined: two parts more, no unit more. */
export function heldParts(requests: readonly LookRequest[]): readonly Part[] {
  const names = boundList([...new Set(requests.flatMap(({ work }) => holdNames(work)))]);
  const contents = boundList([...new Set(requests.map(({ work }) => work.contentId))]);
  return [
    {
      sql: `SELECT 'held' AS kind, s.id AS id, s.${SETTING.name} AS a, s.${SETTING.value} AS b, NULL AS n FROM ${SETTING_RECORD} s
WHERE s.isinactive = 'F' AND s.${SETTING.name} IN (${names.sql})`,
      parameters: names.parameters,
    },
    {
      sql: `SELECT 'poison' AS kind, k.id AS id, k.${KEY.operation} AS a, k.externalid AS b, NULL AS n FROM ${KEY_RECORD} k
WHERE k.externalid IN (${contents.sql})`,
      parameters: contents.parameters,
    },
  ];
}

/** What the look found of holds and quarantine for one request. */
export function heldFacts({ operationId, work }: LookRequest, rows: readonly QueryRow[]): Pick<LookFacts, 'held' | 'quarantinedBy'> {
  const names = holdNames(work);
  const poison = rows.filter((row) => rowText(row, 'kind') === 'poison' && rowText(row, 'b') === work.contentId).map((row) => rowText(row, 'a'));
  return {
    held: rows.filter((row) => rowText(row, 'kind') === 'held' && names.includes(rowText(row, 'a'))).map((row) => ({ name: rowText(row, 'a'), value: rowText(row, 'b') })),
    // A key that nobody holds was released by a person.
    quarantinedBy: poison.find((holder) => holder !== '' && holder !== operationId),
  };
}
