import type { SqlRow } from '../../emulator/store/sqlite';
import type { Company } from './company';
import { brokenChains } from './rules-chain';
import { EVERYTHING, inHand, nameOf, OPEN, SETTLED, type Scope } from './rules-shared';
import { brokenTargets } from './rules-target';

const OPERATIONS = `SELECT id, externalid AS operation, custrecord_dkt_op_state AS state, custrecord_dkt_op_due_ms AS due_ms, custrecord_dkt_op_lease_ms AS lease_ms, custrecord_dkt_op_source || ' ' || custrecord_dkt_op_key AS name,
  custrecord_dkt_op_source AS source, custrecord_dkt_op_doctype AS doctype, custrecord_dkt_op_target_type AS target_type, custrecord_dkt_op_target_id AS target_id, custrecord_dkt_op_doc_chars AS doc_chars, custrecord_dkt_op_object AS lane,
  custrecord_dkt_op_reason AS reason, custrecord_dkt_op_reason_class AS reason_class, custrecord_dkt_op_waits_for AS waits_for, custrecord_dkt_op_attempts AS attempts, custrecord_dkt_op_received_ms AS received_ms, custrecord_dkt_op_deaths AS deaths, custrecord_dkt_op_version_n AS version_n
  FROM customrecord_dkt_operation`;

const MINUTE_MS = 60_000;

/** Longest waits before the next attempt by attempts made, in minutes: written here apart from the product (D-0060). */
const LONGEST_WAITS: Readonly<Record<string, readonly number[]>> = { transient: [1, 5, 15, 30, 60, 120, 240, 480], concurrency: [1, 2, 5, 10] };
const MOST_ATTEMPTS = 9;
/** Three runs that die set an operation aside (D-0069); the runs that do so may be hit by two faults of ours. */
const MOST_DEATHS = 5;
/** A lease, and the quarter hour until a sweep comes round. */
const LONGEST_LEASE_MS = 20 * MINUTE_MS;
const TICK_MS = 15 * MINUTE_MS;

/**
 * Says how the account breaks what must always hold (design 11), read from the account alone; each finding starts with its
 * rule's name. An empty list: everything holds, at whatever moment it is asked.
 */
export function brokenRules(company: Company, scope: Scope = EVERYTHING): readonly string[] {
  const operations = company.emulator.query(`${OPERATIONS} WHERE id > ? ORDER BY id`, [scope.aboveOperation]);
  const nowMs = company.emulator.nowMs();
  return [
    ...oneOperationPerKey(operations),
    ...operations.flatMap((operation) => brokenOperation(operation, nowMs)),
    ...brokenChains(company.emulator, operations, scope),
    ...brokenTargets(company.emulator, operations, scope),
  ];
}

/** The rules of each operation that is due, now or later: what can break while time passes. */
export function brokenWaits({ emulator }: Company): readonly string[] {
  const nowMs = emulator.nowMs();
  return emulator.query(`${OPERATIONS} WHERE custrecord_dkt_op_due_ms IS NOT NULL`).flatMap((operation) => brokenOperation(operation, nowMs));
}

/** Says where debits and credits differ. */
export function brokenBooks({ emulator }: Company): readonly string[] {
  const [row] = emulator.query('SELECT SUM(amount) AS total FROM transactionaccountingline');
  return Math.abs(Number(row?.['total'] ?? 0)) < 1e-6 ? [] : [`books: debits and credits differ by ${String(row?.['total'])}`];
}

function oneOperationPerKey(operations: readonly SqlRow[]): readonly string[] {
  const seen = new Map<string, number>();
  for (const { name } of operations) seen.set(String(name), (seen.get(String(name)) ?? 0) + 1);
  return [...seen].filter(([, count]) => count > 1).map(([name, count]) => `one per key: ${count} operations hold the key ${name}`);
}

function brokenOperation(row: SqlRow, nowMs: number): readonly string[] {
  const name = nameOf(row);
  const state = String(row['state']);
  const broken: string[] = [];
  if (!(Number(row['doc_chars']) > 0)) broken.push(`custody: ${name} is kept without its document`);
  if (!SETTLED.includes(state) && !OPEN.includes(state) && state !== 'needs_review') broken.push(`states: ${name} is in no known state`);
  if (SETTLED.includes(state) && row['due_ms'] !== null && !inHand(row)) broken.push(`at rest: ${name} is settled and still due`);
  if (OPEN.includes(state) && row['due_ms'] === null) broken.push(`next attempt: ${name} waits for nothing`);
  // A run that takes it up clears what it waits for until it leaves a word: then its lease is what it waits for.
  if (state === 'parked' && row['waits_for'] === null && row['due_ms'] !== row['lease_ms']) broken.push(`next attempt: ${name} is parked for nothing`);
  if (state === 'needs_review' && row['reason'] === null) broken.push(`reason: ${name} is in review without a reason`);
  if (['retry_scheduled', 'unknown', 'parked'].includes(state) && row['reason'] === null) broken.push(`reason: ${name} failed without a reason`);
  if (Number(row['attempts'] ?? 0) > MOST_ATTEMPTS + 1) broken.push(`attempts: ${name} was tried ${String(row['attempts'])} times`);
  if (Number(row['deaths'] ?? 0) > MOST_DEATHS) broken.push(`poison: ${String(row['deaths'])} runs died on ${name}`);
  return [...broken, ...tooLate(row, nowMs).map((why) => `next attempt: ${name} ${why}`)];
}

/** The next look by machine stands within what the policy of its failure allows, counted from now at the latest. */
function tooLate(row: SqlRow, nowMs: number): readonly string[] {
  if (row['due_ms'] === null) return [];
  const aheadMs = Number(row['due_ms']) - nowMs;
  const state = String(row['state']);
  const longest = state === 'retry_scheduled' ? longestWaitMs(row) : Math.max(LONGEST_LEASE_MS, TICK_MS);
  if (state !== 'parked' && state !== 'unknown' && aheadMs > longest) return [`is due in ${Math.round(aheadMs / MINUTE_MS)} minutes, later than its policy allows`];
  if (aheadMs > 8 * 60 * MINUTE_MS + TICK_MS) return ['is due later than any wait may be'];
  return [];
}

function longestWaitMs(row: SqlRow): number {
  const waits = LONGEST_WAITS[String(row['reason_class'])] ?? LONGEST_WAITS['transient'] ?? [];
  const attempts = Math.max(1, Number(row['attempts'] ?? 1));
  return (waits[Math.min(attempts, waits.length) - 1] ?? 480) * MINUTE_MS + TICK_MS;
}
