import { createHash } from 'node:crypto';
import type { Emulator, RestletReply } from '../../../emulator/types';
import { isEnded } from '../../../tools/simulation/rules-shared';
import type { SqlRow } from '../../../emulator/store/sqlite';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const OPERATIONS = `SELECT id, externalid AS operation, custrecord_dkt_op_state AS state, custrecord_dkt_op_due_ms AS due_ms, custrecord_dkt_op_source || ' ' || custrecord_dkt_op_key AS idempotency_key,
  custrecord_dkt_op_doctype AS doctype, custrecord_dkt_op_target_type AS target_type, custrecord_dkt_op_target_id AS target_id, custrecord_dkt_op_head AS head, custrecord_dkt_op_head_hash AS head_hash,
  custrecord_dkt_op_doc_chars AS doc_chars, custrecord_dkt_op_object AS lane, custrecord_dkt_op_reason AS reason, custrecord_dkt_op_intent AS intent FROM customrecord_dkt_operation`;

const SETTLED = ['applied', 'unchanged', 'partly_applied', 'refused', 'superseded', 'withdrawn', 'discarded', 'resolved_elsewhere', 'duplicate', 'rolled_back'];
const WITH_EFFECT = ['applied', 'unchanged', 'partly_applied'];

/**
 * Says how the account breaks what must always hold (design 11, rules 1 to 5, 7 and 11 as far as this slice has them), read
 * from the account alone. An empty list: everything holds.
 */
export function brokenRules(emulator: Emulator): readonly string[] {
  const operations = emulator.query(OPERATIONS);
  return [
    ...oneOperationPerKey(operations),
    ...operations.flatMap((operation) => operationRules(emulator, operation)),
    ...targetRules(emulator, operations),
  ];
}

function oneOperationPerKey(operations: readonly SqlRow[]): readonly string[] {
  const seen = new Map<string, number>();
  for (const { idempotency_key: key } of operations) seen.set(String(key), (seen.get(String(key)) ?? 0) + 1);
  return [...seen].filter(([, count]) => count > 1).map(([key, count]) => `${String(count)} operations hold the key ${key}`);
}

function operationRules(emulator: Emulator, operation: SqlRow): readonly string[] {
  const name = `${String(operation['doctype'])} operation ${String(operation['id'])} (${String(operation['state'])})`;
  const broken: string[] = [];
  const state = String(operation['state']);
  if (!(Number(operation['doc_chars']) > 0)) broken.push(`${name} is kept without its document`);
  if (SETTLED.includes(state) && operation['due_ms'] !== null) broken.push(`${name} is settled and still due`);
  if (!SETTLED.includes(state) && state !== 'needs_review' && operation['due_ms'] === null) broken.push(`${name} waits for nothing`);
  if (state === 'needs_review' && operation['reason'] === null) broken.push(`${name} is in review without a reason`);
  return [...broken, ...chainRules(emulator, operation, name)];
}

function chainRules(emulator: Emulator, operation: SqlRow, name: string): readonly string[] {
  const events = emulator.query(
    'SELECT id, externalid, custrecord_dkt_ev_number AS number, custrecord_dkt_ev_kind AS kind, custrecord_dkt_ev_hash AS hash, custrecord_dkt_ev_prev_hash AS previous FROM customrecord_dkt_event WHERE custrecord_dkt_ev_chain = ? ORDER BY custrecord_dkt_ev_number',
    [String(operation['operation'])],
  );
  const broken: string[] = [];
  events.forEach((event, index) => {
    if (Number(event['number']) !== index + 1) broken.push(`${name} has a gap in its chain at ${String(index + 1)}`);
    const before = index === 0 ? null : (events[index - 1]?.['hash'] ?? null);
    if ((event['previous'] ?? null) !== before) broken.push(`${name} has a break in its chain at ${String(index + 1)}`);
    if (hashOf(emulator, event) !== event['hash']) broken.push(`${name} has a wrong hash at ${String(index + 1)}`);
  });
  // An operation that rested in review has an outcome that says so, and one more where it was closed from there. One that a person redrove
  // has an outcome that says so, and one that a person reopened is settled anew.
  const outcomes = events.filter(({ kind }) => kind === 'outcome').map(({ id }) => factsIn(readRow(emulator, Number(id))));
  // What was taken back, or stands again, is settled anew by the outcome that says so.
  const marked = outcomes.map(({ rollback }) => rollback !== undefined && rollback.role !== 'takes_back').lastIndexOf(true);
  const sinceReopened = outcomes.slice(Math.max(marked, outcomes.map(({ action }) => action).lastIndexOf('reopen') + 1));
  const settling = sinceReopened.filter(({ state: reached }) => reached !== 'needs_review' && reached !== 'accepted').length;
  const state = String(operation['state']);
  if (events.length === 0 && isEnded(emulator, String(operation['operation']))) return broken;
  if (SETTLED.includes(state) && settling !== 1) broken.push(`${name} is settled with ${String(settling)} outcome events`);
  return broken;
}

/** Recomputes an event's hash from the row alone, written apart from the product. */
function hashOf(emulator: Emulator, event: SqlRow): string {
  const row = readRow(emulator, Number(event['id']));
  const facts = JSON.stringify([row['chain'], row['number'], row['kind'], row['at_ms'], row['actor'], row['facts']]);
  return sha256(`${textOf(row['prev_hash'])}\n${facts}\n${textOf(row['erased_by']) === '' ? sha256(`${textOf(row['salt'])}\n${textOf(row['values'])}`) : textOf(row['values_hash'])}`);
}

interface OutcomeFacts {
  readonly state?: unknown;
  readonly action?: unknown;
  readonly rollback?: { readonly role: string };
}

function factsIn(row: Readonly<Record<string, unknown>>): OutcomeFacts {
  return JSON.parse(textOf(row['facts'])) as OutcomeFacts;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function readRow(emulator: Emulator, id: number): Readonly<Record<string, unknown>> {
  const fields = ['chain', 'number', 'kind', 'at_ms', 'actor', 'prev_hash', 'salt', 'facts', 'values', 'values_hash', 'erased_by'];
  const record = emulator.readRecord('customrecord_dkt_event', id);
  return Object.fromEntries(fields.map((field) => [field, record.values[`custrecord_dkt_ev_${field}`] ?? null]));
}

/** Each effect exists once, is stamped by an operation of the log, and that operation says so. */
function targetRules(emulator: Emulator, operations: readonly SqlRow[]): readonly string[] {
  const broken: string[] = [];
  const targets = [
    ...emulator.query("SELECT id, externalid, custbody_dkt_operation AS stamp, recordtype AS type FROM transaction WHERE recordtype = 'salesorder' OR custbody_dkt_operation IS NOT NULL"),
    ...emulator.query("SELECT id, externalid, custentity_dkt_operation AS stamp, 'customer' AS type FROM customer WHERE custentity_dkt_operation IS NOT NULL"),
  ];
  for (const target of targets) {
    const writer = operations.find(({ operation }) => operation === target['stamp']);
    const name = `${String(target['type'])} record ${String(target['id'])}`;
    // What a person made by hand is explained once an operation is resolved by it.
    const linked = target['stamp'] === null && operations.some(({ state, target_id: id, target_type: type }) => state === 'resolved_elsewhere' && id === target['id'] && type === target['type']);
    if (writer === undefined && !linked) broken.push(`${name} is explained by no operation`);
    if (targets.filter(({ externalid }) => externalid === target['externalid']).length > 1) broken.push(`${name} stands more than once`);
  }
  // A step of a rollback may end on a record that is gone, and ties no object to one.
  for (const operation of operations.filter(({ state, intent }) => WITH_EFFECT.includes(String(state)) && intent !== 'rollback')) {
    if (!targets.some(({ id, type }) => id === operation['target_id'] && type === operation['target_type'])) {
      broken.push(`${String(operation['doctype'])} operation ${String(operation['id'])} says ${String(operation['state'])}, but its record is not there`);
    }
    const objects = emulator.query('SELECT custrecord_dkt_obj_target_id AS target_id FROM customrecord_dkt_object WHERE externalid = ?', [String(operation['lane'])]);
    if (objects.length !== 1) broken.push(`operation ${String(operation['id'])} is settled with ${String(objects.length)} object rows`);
  }
  return broken;
}

/** Says where a reply that claims custody is not borne out by the account (rule 1). */
export function brokenCustody(emulator: Emulator, reply: RestletReply): readonly string[] {
  if (reply.kind !== 'returned') return [];
  const { custody, operationId } = reply.value as { readonly custody?: unknown; readonly operationId?: unknown };
  if (custody !== true) return [];
  const rows = emulator.query('SELECT id FROM customrecord_dkt_operation WHERE externalid = ?', [String(operationId)]);
  return rows.length === 1 ? [] : [`a reply claims custody of operation ${String(operationId)}, which is not in the log`];
}
