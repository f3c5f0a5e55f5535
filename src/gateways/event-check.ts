import * as error from 'N/error';
import type { Record as NetSuiteRecord } from 'N/record';
import * as record from 'N/record';
import type { Platform } from '../application/ports';
import { doorFault } from '../domain/audit/event-door';
import type { DoorRequest, HeldEvent } from '../domain/audit/event-door';
import { isOwnRun } from './action-check';
import { storedEvent } from './event-gateway';
import { rowNumber, rowText, runStatement } from './query-rows';
import { EVENT, OPERATION, OPERATION_RECORD, REQUEST, REQUEST_RECORD, SEAL_RECORD, SIGNOFF_RECORD } from './record-ids';
import { requestOf } from './request-gateway';
import { textOf } from './record-fields';

/** How a row of the history is about to change. */
export interface EventChange {
  readonly saved: NetSuiteRecord;
  readonly before: NetSuiteRecord;
  readonly how: 'edit' | 'inline' | 'delete';
}

/**
 * Refuses every edit and deletion of a seal or a sign-off, and of an event row, whoever asks and from wherever, save what an approved erasure or retention covers and
 * Docket's own run does. Requests are read from their rows, never from what the change says of itself. Throws DKT_HISTORY_REFUSED.
 */
export function checkEvent({ saved, before, how }: EventChange, { nowMs, sha256 }: Pick<Platform, 'nowMs' | 'sha256'>): void {
  const type: string = saved.type;
  if (type === SEAL_RECORD) throw refused('Seals stay as they are: nobody changes or deletes one.');
  if (type === SIGNOFF_RECORD) throw refused('What was signed stays as it was signed; a later sign-off stands behind it.');
  if (how === 'inline' || !isOwnRun()) throw refused('The history is append-only: nobody changes or deletes a row of it.');
  const after = how === 'delete' ? undefined : heldOf(saved);
  const requests = after === undefined ? approvedRetentions() : namedRequest(after.erasedBy);
  const fault = doorFault(heldOf(before), after, { requests, endedBy: after === undefined ? endedBy(textOf(before, EVENT.chain)) : '', nowMs: nowMs(), sha256 });
  if (fault !== undefined) throw refused(fault);
}

function heldOf(row: NetSuiteRecord): HeldEvent {
  return { ...storedEvent(row), externalId: textOf(row, 'externalid'), shownAt: shown(row.getValue({ fieldId: EVENT.at })), erasedBy: textOf(row, EVENT.erasedBy) };
}

function shown(value: unknown): string {
  return value instanceof Date ? String(value.getTime()) : typeof value === 'string' ? value : '';
}

/** Retentions that may run at the same time. */
const MOST_RETENTIONS = 10;

function approvedRetentions(): readonly DoorRequest[] {
  return loaded(runStatement(`SELECT r.id AS id FROM ${REQUEST_RECORD} r WHERE r.${REQUEST.kind} = 'retention' AND r.${REQUEST.state} IN ('approved', 'in_work') ORDER BY r.id FETCH FIRST ${String(MOST_RETENTIONS)} ROWS ONLY`, []));
}

/** The run that an operation names as the one that ends its chain; empty: none. */
function endedBy(chain: string): string {
  const [row = {}] = runStatement(`SELECT o.${OPERATION.endedBy} AS ended_by FROM ${OPERATION_RECORD} o WHERE o.externalid = ?`, [chain]);
  return rowText(row, 'ended_by');
}

function namedRequest(number: string): readonly DoorRequest[] {
  return number === '' ? [] : loaded(runStatement(`SELECT r.id AS id FROM ${REQUEST_RECORD} r WHERE r.externalid = ?`, [number]));
}

function loaded(rows: ReturnType<typeof runStatement>): readonly DoorRequest[] {
  return rows.map((row) => requestOf(record.load({ type: REQUEST_RECORD, id: rowNumber(row, 'id') ?? 0, isDynamic: false })));
}

function refused(message: string): unknown {
  return error.create({ name: 'DKT_HISTORY_REFUSED', message, notifyOff: true });
}
