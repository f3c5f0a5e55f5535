import * as email from 'N/email';
import * as url from 'N/url';
import type { SendOut } from '../application/audit/audit-ports';
import type { Mail, MailLink, MailRows, OwnedWork, UrgentOperation } from '../application/review/mail-port';
import { dateOfDay } from '../domain/calendar';
import { formatMoney } from '../domain/decimal';
import { ageBounds } from '../domain/review/due';
import { NO_FILTER } from '../domain/review/queue-filter';
import { closenessOn } from '../domain/review/urgency';
import { rowNumber, rowText, runStatement } from './query-rows';
import { OPERATION_RECORD } from './record-ids';
import { ReviewGateway } from './review-gateway';
import { questionRows } from './review-statements';
import type { Piece } from './review-statements';

const DAY_MS = 86_400_000;

/** Most urgent operations of one round. */
const MOST = 200;

/** What mails are made of, read like the queue: open work alone, snoozed work left out. */
export class MailGateway implements MailRows {
  constructor(private readonly accountId: string) {}

  byOwner(nowMs: number): readonly OwnedWork[] {
    const { sql, parameters } = this.open(nowMs);
    const rows = runStatement(`SELECT r.owner AS owner, COUNT(*) AS n, SUM(CASE WHEN r.cause_due_ms < ? THEN 1 ELSE 0 END) AS late, SUM(r.at_risk) AS at_risk, SUM(CASE WHEN r.at_risk IS NULL THEN 1 ELSE 0 END) AS unknown, MIN(r.received_ms) AS oldest_ms
${sql} GROUP BY r.owner`, [nowMs, ...parameters]);
    return rows.map((row) => ({
      owner: rowNumber(row, 'owner'), open: rowNumber(row, 'n') ?? 0, late: rowNumber(row, 'late') ?? 0, atRisk: formatMoney((rowNumber(row, 'at_risk') ?? 0).toFixed(2)), unknown: rowNumber(row, 'unknown') ?? 0,
      oldestMs: rowNumber(row, 'oldest_ms') ?? nowMs,
    }));
  }

  urgent({ nowMs, sinceMs, afterId, highAmount }: Parameters<MailRows['urgent']>[0]): readonly UrgentOperation[] {
    const { sql, parameters } = this.open(nowMs);
    const rows = runStatement(`SELECT r.id AS id, r.operation AS operation, r.owner AS owner, CASE WHEN r.id > ? AND r.at_risk >= ? THEN 1 ELSE 0 END AS high
${sql} AND ((r.id > ? AND r.at_risk >= ?) OR (r.cause_due_ms > ? AND r.cause_due_ms <= ?)) ORDER BY r.id FETCH FIRST ${String(MOST)} ROWS ONLY`, [afterId, highAmount, ...parameters, afterId, highAmount, sinceMs, nowMs]);
    return rows.map((row) => ({ internalId: rowNumber(row, 'id') ?? 0, operationId: rowText(row, 'operation'), owner: rowNumber(row, 'owner'), why: rowNumber(row, 'high') === 1 ? 'amount' : 'due' }));
  }

  latestId(): number {
    const [row = {}] = runStatement(`SELECT MAX(o.id) AS id FROM ${OPERATION_RECORD} o`, []);
    return rowNumber(row, 'id') ?? 0;
  }

  baseCurrency(): string {
    return new ReviewGateway(this.accountId).baseCurrency();
  }

  private open(nowMs: number): Piece {
    const day = Math.floor(nowMs / DAY_MS);
    const question = { filter: { ...NO_FILTER, view: 'operations' }, scope: { subsidiaries: 'all', sources: [] }, userId: 0, nowMs, endOfTodayMs: (day + 1) * DAY_MS, age: ageBounds('any', nowMs), closeness: closenessOn(dateOfDay(day)) } as const;
    return questionRows(question, this.accountId, ['operation']);
  }
}

/** Sends a mail from an employee to employees. 20 units. */
export function sendMail({ author, recipients, subject, body }: Mail): void {
  email.send({ author, recipients: [...recipients], subject, body });
}

/** Sends a mail from an employee to addresses outside. 20 units. */
export const sendOut: SendOut = ({ author, recipients, subject, body }) => {
  email.send({ author, recipients: [...recipients], subject, body });
};

/** Whole addresses of the door, which leads everybody to the pages of their role. */
export function mailLinks(door: { readonly scriptId: string; readonly deploymentId: string }): MailLink {
  const base = `https://${url.resolveDomain({ hostType: url.HostType.APPLICATION })}${url.resolveScript({ ...door, returnExternalUrl: false })}`;
  return (page, operationId) => `${base}&page=${page}${operationId === undefined ? '' : `&operation=${encodeURIComponent(operationId)}`}`;
}
