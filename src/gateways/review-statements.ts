import type { QueueQuestion, Scope } from '../application/review/review-rows-port';
import type { QueueFilter, QueueTab } from '../domain/review/queue-filter';
import { UNKNOWN_WORTH } from '../domain/review/urgency';
import type { Closeness } from '../domain/review/urgency';
import { LANE_HOLDING_STATES } from '../domain/states';

import { amongOpen, CARRIED_IDS, IS_OPEN, IS_OWN, MARK, twice } from './open-operations';
import { listed } from './damaged-rows';
import { boundNumbers, boundList } from './query-rows';
import { CAUSE, CAUSE_RECORD, OPERATION, OPERATION_RECORD, SETTING } from './record-ids';

/** A piece of a statement with its bound values. */
export interface Piece {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

/** How many of the latest operations are looked through for what is settled: a range of the primary key, whatever the log holds (D-0079). */
const LATEST = 10_000;

/** True for an operation `o` among the latest. */
export const IS_LATEST = `o.id > (SELECT MAX(m.id) FROM ${OPERATION_RECORD} m) - ${String(LATEST)}`;

const STANDS = `('applied', 'unchanged', 'partly_applied')`;

const REJECTED = `'discarded', 'refused', 'superseded', 'duplicate', 'withdrawn'`;

/** True for an operation `o` that a person may have to see: one that rests with somebody, or stands with a cause, which may be open. */
const MAY_NEED_A_PERSON = `(o.${OPERATION.state} = 'needs_review' OR (o.${OPERATION.state} IN ${STANDS} AND o.${OPERATION.cause} IS NOT NULL))`;

const MACHINE_DUE = listed(LANE_HOLDING_STATES);

const FIELDS = {
  operation: 'o.externalid', source: `o.${OPERATION.source}`, doctype: `o.${OPERATION.doctype}`, state: `o.${OPERATION.state}`, number: `o.${OPERATION.docNumber}`, doc_date: `o.${OPERATION.docDate}`,
  party: `o.${OPERATION.party}`, amount: `o.${OPERATION.amount}`, amount_text: `o.${OPERATION.amountText}`, currency: `o.${OPERATION.currency}`, base_amount: `o.${OPERATION.baseAmount}`, subsidiary: `o.${OPERATION.subsidiary}`,
  reason: `o.${OPERATION.reason}`, reason_class: `o.${OPERATION.reasonClass}`, reason_title: `o.${OPERATION.reasonTitle}`, what_to_do: `o.${OPERATION.whatToDo}`, who: `o.${OPERATION.whoActs}`, missing: `o.${OPERATION.reasonValue}`,
  waits_for: `o.${OPERATION.waitsFor}`, cause: `o.${OPERATION.cause}`, own_owner: `o.${OPERATION.owner}`, own_snoozed: `o.${OPERATION.snoozedMs}`, request: `o.${OPERATION.request}`, received_ms: `o.${OPERATION.receivedMs}`,
  settled_ms: `o.${OPERATION.settledMs}`, attempts: `o.${OPERATION.attempts}`, due_ms: `o.${OPERATION.dueMs}`, target_type: `o.${OPERATION.targetType}`, target_id: `o.${OPERATION.targetId}`, target_number: `o.${OPERATION.targetNumber}`,
  head: `o.${OPERATION.head}`, account: `o.${OPERATION.account}`, redriven_ms: `o.${OPERATION.redrivenMs}`,
} as const;

export type Field = keyof typeof FIELDS;

const ALL_FIELDS = Object.keys(FIELDS) as readonly Field[];

/** What filters, orders and sums are made of. A statement over all open work reads no more of each row: most of what a row holds is shown on one page alone. */
const JUDGED_FIELDS: readonly Field[] = [
  'source', 'doctype', 'state', 'number', 'doc_date', 'amount', 'currency', 'base_amount', 'subsidiary', 'cause', 'own_owner', 'own_snoozed', 'request', 'received_ms', 'settled_ms', 'due_ms', 'redriven_ms',
];

const COUNTED_FIELDS: readonly Field[] = ['state', 'account', 'doc_date', 'amount', 'currency', 'base_amount', 'subsidiary', 'cause', 'own_owner', 'own_snoozed', 'request', 'received_ms', 'due_ms'];

/** Further fields that a statement reads. */
type Further = readonly Field[];

function columnsOf(fields: readonly Field[]): string {
  return ['o.id AS id', ...fields.map((alias) => `${FIELDS[alias]} AS ${alias}`)].join(', ');
}

/** Open work, and the first operations of causes that stand for a difference: those are settled, and only a person closes their cause. */
function reviewParts(condition: Piece, fields: readonly Field[]): Piece {
  const columns = columnsOf(fields);
  const part = (which: string) => `SELECT ${columns} FROM ${OPERATION_RECORD} o WHERE ${which} AND ${condition.sql}`;
  const differences = `o.externalid IN (SELECT d.${CAUSE.subject} FROM ${CAUSE_RECORD} d WHERE d.${CAUSE.state} = 'open' AND d.${CAUSE.kind} = 'difference')`;
  const carried = `o.id IN (${CARRIED_IDS} AND c.${SETTING.number} < ${MARK})`;
  return {
    sql: [part(`o.id >= ${MARK}`), part(carried), part(`o.id < ${MARK} AND NOT ${carried} AND ${differences}`)].join('\nUNION ALL\n'),
    parameters: [...condition.parameters, ...condition.parameters, ...condition.parameters],
  };
}

function latestParts(condition: Piece, fields: readonly Field[]): Piece {
  return { sql: `SELECT ${columnsOf(fields)} FROM ${OPERATION_RECORD} o WHERE ${IS_LATEST} AND ${condition.sql}`, parameters: condition.parameters };
}

/** Operations of this account that a scope lets through. */
export function scopeOf({ subsidiaries, sources }: Scope, account: string): Piece {
  if (subsidiaries === 'all') return { sql: IS_OWN, parameters: [account] };
  const ids = boundNumbers(subsidiaries);
  const names = boundList(sources);
  return {
    sql: `${IS_OWN} AND (o.${OPERATION.subsidiary} IN (${ids.sql}) OR (o.${OPERATION.subsidiary} IS NULL AND o.${OPERATION.source} IN (${names.sql})))`,
    parameters: [account, ...ids.parameters, ...names.parameters],
  };
}

const AT_RISK = `CASE WHEN q.state IN ${STANDS} THEN CASE WHEN q.base_amount IS NOT NULL AND s.currency = u.id THEN ROUND(ABS(ABS(q.amount) - ABS(q.base_amount)) * u.exchangerate, 2) END
  WHEN u.exchangerate = 1 THEN ABS(q.amount) ELSE ROUND(ABS(q.amount) * u.exchangerate, 2) END`;

/** Rows `q` with what lies beside them: cause, currency, and, where rows are shown, the names of subsidiary and owner; `r` outside. */
function joined(rows: Piece, { fields, named, closeness }: { readonly fields: readonly Field[]; readonly named: boolean; readonly closeness: Closeness }): Piece {
  const columns = ['id', ...fields].map((name) => `q.${name} AS ${name}`).join(', ');
  const names = named ? { columns: `s.name AS subsidiary_name, TRIM(e.firstname || ' ' || e.lastname) AS owner_name, `, join: ` LEFT JOIN employee e ON e.id = COALESCE(q.own_owner, k.${CAUSE.owner})` } : { columns: '', join: '' };
  return {
    sql: `SELECT ${columns}, ${AT_RISK} AS at_risk, COALESCE(q.own_owner, k.${CAUSE.owner}) AS owner, GREATEST(COALESCE(q.own_snoozed, 0), COALESCE(k.${CAUSE.snoozedMs}, 0)) AS snoozed_ms,
  k.${CAUSE.dueMs} AS cause_due_ms, k.${CAUSE.state} AS cause_state, ${names.columns}
  CASE WHEN SUBSTR(q.doc_date, 1, 7) = ? THEN ${String(closeness.running)} WHEN SUBSTR(q.doc_date, 1, 7) < ? THEN ${String(closeness.over)} ELSE ${String(closeness.later)} END AS weight
FROM (${rows.sql}) q LEFT JOIN ${CAUSE_RECORD} k ON k.externalid = q.cause LEFT JOIN currency u ON u.symbol = UPPER(q.currency) LEFT JOIN subsidiary s ON s.id = q.subsidiary${names.join}`,
    parameters: [closeness.month, closeness.month, ...rows.parameters],
  };
}

const NEEDS_A_PERSON = `(r.state = 'needs_review' OR (r.state IN ${STANDS} AND r.cause IS NOT NULL AND r.cause_state = 'open'))`;

function tabCondition(tab: QueueTab, nowMs: number): Piece {
  switch (tab) {
    case 'needs_review':
      return { sql: `${NEEDS_A_PERSON} AND r.snoozed_ms <= ? AND r.request IS NULL`, parameters: [nowMs] };
    case 'snoozed':
      return { sql: `${NEEDS_A_PERSON} AND r.snoozed_ms > ? AND r.request IS NULL`, parameters: [nowMs] };
    case 'waiting_approval':
      return { sql: 'r.request IS NOT NULL', parameters: [] };
    case 'retrying':
      return { sql: `r.state IN (${MACHINE_DUE})`, parameters: [] };
    case 'resolved':
      return { sql: `(r.state = 'resolved_elsewhere' OR (r.state IN ${STANDS} AND r.redriven_ms IS NOT NULL))`, parameters: [] };
    case 'rejected':
      return { sql: `r.state IN (${REJECTED})`, parameters: [] };
  }
}

/** True for tabs of what is settled. */
function isOfTheLatest(tab: QueueTab): boolean {
  return tab === 'resolved' || tab === 'rejected';
}

/** What every operation `o` of a tab meets by its own row alone. Most rows above the mark are settled: they are left out before anything is joined to them. */
function tabRows(tab: QueueTab): string {
  switch (tab) {
    case 'needs_review':
    case 'snoozed':
      return MAY_NEED_A_PERSON;
    case 'waiting_approval':
      return `o.${OPERATION.request} IS NOT NULL`;
    case 'retrying':
      return `o.${OPERATION.state} IN (${MACHINE_DUE})`;
    case 'resolved':
      return `o.${OPERATION.state} IN ('resolved_elsewhere', 'applied', 'unchanged', 'partly_applied')`;
    case 'rejected':
      return `o.${OPERATION.state} IN (${REJECTED})`;
  }
}

/** The conditions of a filter that an operation's own row answers: what does not meet them is not looked at further. */
function plainly({ tab, source, documentType, subsidiary, cause }: QueueFilter, own: Piece): Piece {
  const asked = [[OPERATION.source, source], [OPERATION.doctype, documentType], [OPERATION.subsidiary, subsidiary ?? ''], [OPERATION.cause, cause]] as const;
  const given = asked.filter(([, value]) => value !== '');
  return { sql: [tabRows(tab), own.sql, ...given.map(([field]) => `o.${field} = ?`)].join(' AND '), parameters: [...own.parameters, ...given.map(([, value]) => value)] };
}

/** The rows `r` that a question asks for, as a statement from `FROM` to the end of `WHERE`. */
export function questionRows({ filter, scope, userId, nowMs, endOfTodayMs, age, closeness }: QueueQuestion, account: string, further: Further = []): Piece {
  const fields = [...JUDGED_FIELDS, ...further];
  const rows = joined((isOfTheLatest(filter.tab) ? latestParts : reviewParts)(plainly(filter, scopeOf(scope, account)), fields), { fields, named: false, closeness });
  const conditions: Piece[] = [tabCondition(filter.tab, nowMs)];
  const where = (sql: string, ...parameters: readonly (string | number)[]) => conditions.push({ sql, parameters });
  if (filter.period !== '') where('SUBSTR(r.doc_date, 1, 7) = ?', filter.period);
  if (filter.amountAtLeast !== '') where('r.at_risk >= ?', Number(filter.amountAtLeast));
  if (age.fromMs !== undefined) where('r.received_ms > ?', age.fromMs);
  if (age.toMs !== undefined) where('r.received_ms <= ?', age.toMs);
  if (filter.owner === 'mine') where('r.owner = ?', userId);
  if (filter.owner === 'mine_or_nobody') where('(r.owner IS NULL OR r.owner = ?)', userId);
  if (filter.owner === 'nobody') where('r.owner IS NULL');
  if (typeof filter.owner === 'number') where('r.owner = ?', filter.owner);
  if (filter.due === 'late') where('r.cause_due_ms < ?', nowMs);
  if (filter.due === 'today') where('r.cause_due_ms >= ? AND r.cause_due_ms < ?', nowMs, endOfTodayMs);
  if (filter.due === 'later') where('r.cause_due_ms >= ?', endOfTodayMs);
  return {
    sql: `FROM (${rows.sql}) r WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`,
    parameters: [...rows.parameters, ...conditions.flatMap(({ parameters }) => parameters)],
  };
}

/** Rows `r` of some operations, whatever their state, with everything that a page shows of them. `which`: a condition on `o`. */
export function shownRows(which: Piece, { scope, closeness }: Pick<QueueQuestion, 'scope' | 'closeness'>, account: string): Piece {
  const own = scopeOf(scope, account);
  const rows = joined({ sql: `SELECT ${columnsOf(ALL_FIELDS)} FROM ${OPERATION_RECORD} o WHERE ${which.sql} AND ${own.sql}`, parameters: [...which.parameters, ...own.parameters] }, { fields: ALL_FIELDS, named: true, closeness });
  return { sql: `FROM (${rows.sql}) r`, parameters: rows.parameters };
}

/** What the closeness of a period end weighs where nobody asks for an order by it. */
const UNWEIGHED: Closeness = { month: '', running: 1, over: 1, later: 1 };

/** What an action judges an operation by. */
const ACTED_FIELDS: readonly Field[] = ['operation', 'source', 'doctype', 'number', 'state', 'amount', 'amount_text', 'currency', 'base_amount', 'party', 'subsidiary', 'cause', 'own_owner', 'own_snoozed', 'head', 'doc_date'];

function actedRows(rows: Piece): Piece {
  const { sql, parameters } = joined(rows, { fields: ACTED_FIELDS, named: false, closeness: UNWEIGHED });
  return { sql: `FROM (${sql}) r`, parameters };
}

/** Rows `r` of some operations as actions judge them, whatever their state. */
export function actedById(operationIds: readonly string[], scope: Scope, account: string): Piece {
  const ids = boundList(operationIds);
  const own = scopeOf(scope, account);
  return actedRows({ sql: `SELECT ${columnsOf(ACTED_FIELDS)} FROM ${OPERATION_RECORD} o WHERE o.externalid IN (${ids.sql}) AND ${own.sql}`, parameters: [...ids.parameters, ...own.parameters] });
}

/** Rows `r` that rest with a person for one cause, snoozed or not, behind an internal id, as actions judge them. */
export function actedOfCause(cause: string, { scope, after }: { readonly scope: Scope; readonly after: number }, account: string): Piece {
  const own = scopeOf(scope, account);
  const sql = amongOpen(columnsOf(ACTED_FIELDS), `o.id > ? AND o.${OPERATION.state} = 'needs_review' AND o.${OPERATION.cause} = ? AND ${own.sql}`);
  return actedRows({ sql, parameters: twice([after, cause, ...own.parameters]) });
}

/** Rows `r` of all open work, for counts; those of other accounts are open too, and name it. */
export function openRows({ scope, closeness }: Pick<QueueQuestion, 'scope' | 'closeness'>, account: string): Piece {
  const own = scopeOf(scope, account);
  const counted = `(${IS_OPEN} OR ${MAY_NEED_A_PERSON} OR o.${OPERATION.request} IS NOT NULL)`;
  const foreign = `${IS_OPEN} AND o.${OPERATION.account} <> ?`;
  const rows = joined(reviewParts({ sql: `((${counted} AND ${own.sql}) OR (${foreign}))`, parameters: [...own.parameters, account] }, COUNTED_FIELDS), { fields: COUNTED_FIELDS, named: false, closeness });
  return { sql: `FROM (${rows.sql}) r`, parameters: rows.parameters };
}

/** `urgencyOf` as an order, and the other orders; the row's number ends every tie. */
export function orderOf({ filter: { sort, tab }, nowMs }: QueueQuestion): Piece {
  const last = isOfTheLatest(tab) ? 'r.settled_ms DESC, r.id DESC' : 'r.id';
  switch (sort) {
    case 'urgency':
      if (isOfTheLatest(tab)) return { sql: last, parameters: [] };
      return { sql: `GREATEST(1, COALESCE(r.at_risk, ${String(UNKNOWN_WORTH)})) * (1 + GREATEST(0, ? - r.received_ms) / 3600000.0) * r.weight DESC, ${last}`, parameters: [nowMs] };
    case 'at_risk':
      return { sql: `COALESCE(r.at_risk, -1) DESC, ${last}`, parameters: [] };
    case 'oldest':
      return { sql: `r.received_ms, ${last}`, parameters: [] };
    case 'newest':
      return { sql: 'r.received_ms DESC, r.id DESC', parameters: [] };
    case 'due':
      return { sql: `CASE WHEN r.cause_due_ms IS NULL THEN 1 ELSE 0 END, r.cause_due_ms, ${last}`, parameters: [] };
    case 'document':
      return { sql: `r.number, ${last}`, parameters: [] };
  }
}

/** Operations that need a person, snoozed or not, `r`. */
export { NEEDS_A_PERSON, MACHINE_DUE };
