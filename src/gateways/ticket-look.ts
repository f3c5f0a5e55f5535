import type { LookFacts, LookRequest } from '../application/ports';
import { ticketSubject } from '../domain/ticket';
import { boundList, rowNumber, rowText } from './query-rows';
import type { QueryRow } from './query-rows';
import { REQUEST, REQUEST_RECORD } from './record-ids';

/** Asks for force tickets of the documents' sources and types, those that ended lately too: one part more, no unit more. */
export function ticketParts(requests: readonly LookRequest[]): readonly { readonly sql: string; readonly parameters: readonly (string | number)[] }[] {
  const asking = requests.filter(({ ticketsSinceMs }) => ticketsSinceMs !== undefined);
  if (asking.length === 0) return [];
  const subjects = boundList([...new Set(asking.map(({ work }) => ticketSubject(work)))]);
  const sinceMs = Math.min(...asking.map(({ ticketsSinceMs = 0 }) => ticketsSinceMs));
  return [{
    sql: `SELECT 'ticket' AS kind, r.id AS id, r.externalid AS a, r.${REQUEST.subject} AS b, CASE WHEN r.${REQUEST.state} = 'approved' THEN 1 ELSE 0 END AS n FROM ${REQUEST_RECORD} r
WHERE r.${REQUEST.kind} = 'override' AND r.isinactive = 'F' AND r.${REQUEST.subject} IN (${subjects.sql}) AND r.${REQUEST.approver} > 0 AND (r.${REQUEST.state} = 'approved' OR r.${REQUEST.closedMs} > ?)`,
    parameters: [...subjects.parameters, sinceMs],
  }];
}

/** What the look found of tickets for one request: those that count first, then the latest. */
export function ticketFacts({ work, ticketsSinceMs }: LookRequest, rows: readonly QueryRow[]): Pick<LookFacts, 'tickets'> {
  const found = ticketsSinceMs === undefined ? [] : rows.filter((row) => rowText(row, 'kind') === 'ticket' && rowText(row, 'b') === ticketSubject(work));
  if (found.length === 0) return {};
  const rank = (row: QueryRow): number => (rowNumber(row, 'n') ?? 0) * 1e12 + (rowNumber(row, 'id') ?? 0);
  return { tickets: [...found].sort((a, b) => rank(b) - rank(a)).map((row) => ({ internalId: rowNumber(row, 'id') ?? 0, number: rowText(row, 'a') })) };
}
