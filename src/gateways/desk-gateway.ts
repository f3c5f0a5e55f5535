import * as record from 'N/record';
import * as runtime from 'N/runtime';
import type { ActionDesk, ActionTell, FilterChoices, RequestReader, RequestTell } from '../application/review/desk-port';
import { ACTION_STATES, actionKindOf, actionSubjectOf } from '../domain/review/action-kinds';
import type { Viewer } from '../domain/review/capability';
import { rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { ACTION, ACTION_RECORD, OBJECT_RULE, OBJECT_RULE_RECORD, REQUEST, REQUEST_RECORD } from './record-ids';
import { textOf } from './record-fields';

/** What became of clicks, on `customrecord_dkt_action`. */
export class DeskGateway implements ActionDesk {
  tell(click: string, { userId }: Viewer): ActionTell | undefined {
    if (!/^[0-9a-f]{32}$/.test(click)) return undefined;
    const [row] = runStatement(`SELECT a.${ACTION.kind} AS kind, a.${ACTION.subject} AS subject, a.${ACTION.subjectId} AS subject_id, a.${ACTION.state} AS state, a.${ACTION.code} AS code, a.${ACTION.result} AS result, a.${ACTION.askedMs} AS asked_ms
FROM ${ACTION_RECORD} a WHERE a.${ACTION.key} = ? AND a.${ACTION.asker} = ?`, [click, userId]);
    const kind = row === undefined ? undefined : actionKindOf(rowText(row, 'kind'));
    const subject = row === undefined ? undefined : actionSubjectOf(rowText(row, 'subject'));
    if (row === undefined || kind === undefined || subject === undefined) return undefined;
    const state = ACTION_STATES.find((candidate) => candidate === rowText(row, 'state')) ?? 'asked';
    return { kind, subject, subjectId: rowText(row, 'subject_id'), state, code: rowText(row, 'code'), text: rowText(row, 'result'), askedMs: rowNumber(row, 'asked_ms') ?? 0 };
  }
}

const REQUEST_COLUMNS = `r.id AS id, r.externalid AS number, r.${REQUEST.kind} AS kind, r.${REQUEST.subject} AS subject, r.${REQUEST.title} AS title, r.${REQUEST.state} AS state,
r.${REQUEST.asker} AS asker, r.${REQUEST.approver} AS approver, r.${REQUEST.needs} AS needs, r.${REQUEST.amount} AS amount, r.${REQUEST.rows} AS rows_n, r.${REQUEST.reason} AS reason, r.${REQUEST.note} AS note,
r.${REQUEST.planHash} AS plan_hash, r.${REQUEST.result} AS result, r.${REQUEST.askedMs} AS asked_ms, r.${REQUEST.expiresMs} AS expires_ms, r.${REQUEST.decidedMs} AS decided_ms, r.${REQUEST.closedMs} AS closed_ms, r.${REQUEST.head} AS head,
a.entityid AS asker_name, p.entityid AS approver_name
FROM ${REQUEST_RECORD} r LEFT JOIN employee a ON a.id = r.${REQUEST.asker} LEFT JOIN employee p ON p.id = r.${REQUEST.approver}`;

/** Requests as people read them: one's own; who approves, or sees every subsidiary, sees all. */
export class RequestReaderGateway implements RequestReader {
  open(viewer: Viewer): readonly RequestTell[] {
    return this.listed(`r.${REQUEST.state} IN ('asked', 'approved', 'in_work')`, `r.id`, viewer);
  }

  closed(viewer: Viewer): readonly RequestTell[] {
    return this.listed(`r.${REQUEST.state} NOT IN ('asked', 'approved', 'in_work')`, `r.id DESC`, viewer);
  }

  one(number: string, viewer: Viewer): RequestTell | undefined {
    if (!/^[\w-]{1,100}$/.test(number)) return undefined;
    const [row] = runStatement(`SELECT ${REQUEST_COLUMNS} WHERE r.isinactive = 'F' AND r.externalid = ?`, [number]);
    if (row === undefined) return undefined;
    const tell = requestTell(row);
    if (!seesAll(viewer) && tell.asker !== viewer.userId) return undefined;
    // Long Text is read by a load alone.
    const loaded = record.load({ type: REQUEST_RECORD, id: tell.internalId, isDynamic: false });
    return { ...tell, plan: textOf(loaded, REQUEST.plan), progress: textOf(loaded, REQUEST.progress) };
  }

  private listed(where: string, order: string, viewer: Viewer): readonly RequestTell[] {
    const own = seesAll(viewer) ? { sql: '', parameters: [] } : { sql: ` AND r.${REQUEST.asker} = ?`, parameters: [viewer.userId] };
    return runStatement(`SELECT ${REQUEST_COLUMNS} WHERE r.isinactive = 'F' AND ${where}${own.sql} ORDER BY ${order} FETCH FIRST 50 ROWS ONLY`, own.parameters).map(requestTell);
  }
}

/** A reviewer of one subsidiary sees no request of others; everybody else looks at the whole house. */
function seesAll({ subsidiaries }: Viewer): boolean {
  return subsidiaries === 'all';
}

function requestTell(row: QueryRow): RequestTell {
  const text = (name: string) => rowText(row, name);
  const count = (name: string) => rowNumber(row, name) ?? 0;
  return {
    internalId: count('id'), number: text('number'), kind: text('kind'), subject: text('subject'), title: text('title'), state: text('state'), asker: count('asker'), askerName: text('asker_name'),
    approver: count('approver'), approverName: text('approver_name'), needs: text('needs'), amount: text('amount'), rows: count('rows_n'), reason: text('reason'), note: text('note'), plan: '', progress: '',
    result: text('result'), planHash: text('plan_hash'), askedMs: count('asked_ms'), expiresMs: count('expires_ms'), decidedMs: count('decided_ms'), closedMs: count('closed_ms'), head: count('head'),
  };
}

/** Sources and document types of the maps, and the subsidiaries that the viewer sees. 20 units. */
export function filterChoices({ subsidiaries }: Viewer, targetTypes: readonly string[]): FilterChoices {
  const rules = runStatement(`SELECT DISTINCT r.${OBJECT_RULE.source} AS source, r.${OBJECT_RULE.doctype} AS document_type FROM ${OBJECT_RULE_RECORD} r WHERE r.isinactive = 'F'`, []);
  const distinct = (name: string) => [...new Set(rules.map((row) => rowText(row, name)))].filter((value) => value !== '').sort();
  const companies = runtime.isFeatureInEffect({ feature: 'SUBSIDIARIES' }) ? runStatement('SELECT s.id AS id, s.name AS name FROM subsidiary s ORDER BY s.id FETCH FIRST 100 ROWS ONLY', []) : [];
  const seen = companies.map((row) => ({ id: rowNumber(row, 'id') ?? 0, name: rowText(row, 'name') })).filter(({ id }) => subsidiaries === 'all' || subsidiaries.includes(id));
  return { sources: distinct('source'), documentTypes: distinct('document_type'), subsidiaries: seen, targetTypes };
}
