import * as record from 'N/record';
import { CAUSE_KINDS } from '../application/machine-ports';
import type { Cause, CauseKind, CauseLog, StoredCause } from '../application/machine-ports';
import { FINGERPRINT_VERSION } from '../domain/cause';
import { fitText, fitTextArea } from './fit-field';
import { boundList, rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { CAUSE, CAUSE_RECORD } from './record-ids';
import { setFields } from './record-fields';

/** Causes on `customrecord_dkt_cause`, unique by fingerprint. */
export class CauseGateway implements CauseLog {
  find(fingerprints: readonly string[]): readonly StoredCause[] {
    if (fingerprints.length === 0) return [];
    const list = boundList(fingerprints);
    return runStatement(`${SELECT} WHERE c.externalid IN (${list.sql})`, list.parameters).map(storedCause);
  }

  open(kinds: readonly CauseKind[]): readonly StoredCause[] {
    const list = boundList(kinds);
    return runStatement(`${SELECT} WHERE c.${CAUSE.state} = 'open' AND c.${CAUSE.kind} IN (${list.sql})`, list.parameters).map(storedCause);
  }

  raise(cause: Cause, known: StoredCause | undefined, nowMs: number): void {
    if (known !== undefined) {
      reopen(known, cause, nowMs);
      return;
    }
    const row = record.create({ type: CAUSE_RECORD, isDynamic: false });
    setFields(row, { externalid: cause.fingerprint, [CAUSE.kind]: cause.kind, ...fieldsOf(cause, nowMs) });
    try {
      row.save();
    } catch (error) {
      const [found] = this.find([cause.fingerprint]);
      if (found === undefined) throw error;
      reopen(found, cause, nowMs);
    }
  }

  close(internalId: number, nowMs: number): void {
    record.submitFields({ type: CAUSE_RECORD, id: internalId, values: { [CAUSE.state]: 'closed', [CAUSE.closedMs]: nowMs } });
  }
}

const SELECT = `SELECT c.id AS id, c.externalid AS fingerprint, c.${CAUSE.kind} AS kind, c.${CAUSE.state} AS state, c.${CAUSE.source} AS source,
  c.${CAUSE.doctype} AS doctype, c.${CAUSE.reason} AS reason,
  c.${CAUSE.subject} AS subject, c.${CAUSE.resolvedTimes} AS times, c.${CAUSE.closedMs} AS closed_ms FROM ${CAUSE_RECORD} c`;

/** An open one stays as it is: its owner, due time and words may be a person's by now. */
function reopen(known: StoredCause, cause: Cause, nowMs: number): void {
  if (known.state === 'open') return;
  const again = { [CAUSE.resolvedTimes]: known.resolvedTimes + 1, [CAUSE.resolvedMs]: known.closedMs ?? '', [CAUSE.work]: '', [CAUSE.snoozedMs]: '', [CAUSE.snoozedFor]: '' };
  record.submitFields({ type: CAUSE_RECORD, id: known.internalId, values: { ...fieldsOf(cause, nowMs), ...again, [CAUSE.closedMs]: '' } });
}

function fieldsOf(cause: Cause, nowMs: number): Record<string, string | number> {
  return {
    [CAUSE.source]: cause.source,
    [CAUSE.doctype]: cause.documentType,
    [CAUSE.reason]: cause.reason,
    [CAUSE.title]: fitText(cause.title),
    [CAUSE.text]: fitTextArea(cause.text),
    [CAUSE.subject]: fitText(cause.subject),
    [CAUSE.state]: 'open',
    [CAUSE.who]: cause.whoActs,
    [CAUSE.dueMs]: cause.dueMs,
    [CAUSE.openedMs]: nowMs,
    [CAUSE.value]: fitText(cause.value ?? ''),
    [CAUSE.fingerprintVersion]: FINGERPRINT_VERSION,
  };
}

function storedCause(row: QueryRow): StoredCause {
  const kind = rowText(row, 'kind');
  return {
    internalId: rowNumber(row, 'id') ?? 0,
    fingerprint: rowText(row, 'fingerprint'),
    kind: CAUSE_KINDS.find((candidate) => candidate === kind) ?? 'failure',
    state: rowText(row, 'state') === 'open' ? 'open' : 'closed',
    source: rowText(row, 'source'),
    documentType: rowText(row, 'doctype'),
    reason: rowText(row, 'reason'),
    subject: rowText(row, 'subject'),
    resolvedTimes: rowNumber(row, 'times') ?? 0,
    closedMs: rowNumber(row, 'closed_ms'),
  };
}
