import type { Emulator } from '../../emulator/types';
import type { SqlRow } from '../../emulator/store/sqlite';
import { nameOf, WITH_EFFECT, type Scope } from './rules-shared';

const TRANSACTIONS = `SELECT t.id AS id, LOWER(t.externalid) AS externalid, t.custbody_dkt_operation AS stamp, t.recordtype AS type, t.voided AS voided FROM transaction t`;
const CUSTOMERS = `SELECT c.id AS id, LOWER(c.externalid) AS externalid, c.custentity_dkt_operation AS stamp, 'customer' AS type, 'F' AS voided FROM customer c`;

/** Types of which only the product makes records here; of the others, those count that carry its stamp. */
const MADE_BY_US = "t.recordtype IN ('salesorder', 'invoice', 'customerpayment', 'itemfulfillment', 'vendorbill')";

const WRITER = `SELECT id, custrecord_dkt_op_state AS state, custrecord_dkt_op_target_type AS target_type, custrecord_dkt_op_target_id AS target_id
FROM customrecord_dkt_operation WHERE externalid = ?`;

/** States that say that nothing was written. */
const WITHOUT_EFFECT: readonly string[] = ['refused', 'superseded', 'withdrawn', 'duplicate'];

const OUTCOMES = `SELECT o.id AS id, o.custrecord_dkt_op_object AS lane, o.custrecord_dkt_op_version_n AS version_n, o.custrecord_dkt_op_state AS state, e.id AS event
FROM customrecord_dkt_operation o INNER JOIN customrecord_dkt_event e ON e.custrecord_dkt_ev_chain = o.externalid
WHERE e.custrecord_dkt_ev_kind = 'outcome' AND o.custrecord_dkt_op_state IN ('applied', 'partly_applied', 'unchanged')
AND o.custrecord_dkt_op_object IN (SELECT p.custrecord_dkt_op_object FROM customrecord_dkt_operation p WHERE p.id > ?) ORDER BY o.custrecord_dkt_op_object, e.id`;

/** Each effect exists once and is explained by an operation of the log; each operation with an effect has its record, object row and place in order. */
export function brokenTargets(emulator: Emulator, operations: readonly SqlRow[], scope: Scope): readonly string[] {
  const targets = targetsOf(emulator, operations, scope);
  return [
    ...unexplained(emulator, targets),
    ...twice(targets),
    ...operations.filter(({ state }) => WITH_EFFECT.includes(String(state))).flatMap((operation) => brokenEffect(emulator, operation, targets)),
    ...outOfOrder(emulator.query(OUTCOMES, [scope.aboveOperation])),
  ];
}

/** All records that the product could have written, or those of the operations in scope and the ones stamped by them. */
function targetsOf(emulator: Emulator, operations: readonly SqlRow[], { aboveOperation }: Scope): readonly SqlRow[] {
  if (aboveOperation === 0) {
    return [...emulator.query(`${TRANSACTIONS} WHERE ${MADE_BY_US} OR t.custbody_dkt_operation IS NOT NULL`), ...emulator.query(`${CUSTOMERS} WHERE c.custentity_dkt_operation IS NOT NULL`)];
  }
  const ids = [...new Set(operations.flatMap(({ target_id: id }) => (id === null || id === undefined ? [] : [Number(id)])))];
  const stamps = operations.map(({ operation }) => String(operation));
  const list = (count: number) => Array.from({ length: count }, () => '?').join(', ') || 'NULL';
  return [
    ...emulator.query(`${TRANSACTIONS} WHERE t.id IN (${list(ids.length)}) OR t.custbody_dkt_operation IN (${list(stamps.length)})`, [...ids, ...stamps]),
    ...emulator.query(`${CUSTOMERS} WHERE c.custentity_dkt_operation IS NOT NULL AND (c.id IN (${list(ids.length)}) OR c.custentity_dkt_operation IN (${list(stamps.length)}))`, [...ids, ...stamps]),
  ];
}

function unexplained(emulator: Emulator, targets: readonly SqlRow[]): readonly string[] {
  return targets.flatMap((target) => {
    const [writer] = emulator.query(WRITER, [String(target['stamp'] ?? '')]);
    const name = `${String(target['type'])} ${String(target['id'])}`;
    if (WITHOUT_EFFECT.includes(String(writer?.['state']))) return [`explained: ${name} is the effect of an operation that is ${String(writer?.['state'])}`];
    if (writer !== undefined && wroteAnother(writer, target)) return [`explained: ${name} carries the stamp of an operation that wrote ${String(writer['target_type'])} ${String(writer['target_id'])}`];
    // A reversal that NetSuite makes of a void is its own, and carries nothing of ours.
    return writer === undefined && target['voided'] !== 'T' ? [`explained: ${name} is explained by no operation`] : [];
  });
}

function wroteAnother({ state, target_type: type, target_id: id }: SqlRow, target: SqlRow): boolean {
  return WITH_EFFECT.includes(String(state)) && id !== null && (id !== target['id'] || type !== target['type']);
}

function twice(targets: readonly SqlRow[]): readonly string[] {
  const seen = new Map<string, number>();
  for (const { type, externalid } of targets) if (externalid !== null) seen.set(`${String(type)} ${String(externalid)}`, (seen.get(`${String(type)} ${String(externalid)}`) ?? 0) + 1);
  const stamped = new Map<string, number>();
  for (const { stamp, type } of targets) if (stamp !== null) stamped.set(`${String(stamp)} ${String(type)}`, (stamped.get(`${String(stamp)} ${String(type)}`) ?? 0) + 1);
  return [
    ...[...seen].filter(([, count]) => count > 1).map(([name, count]) => `one effect: ${name} stands ${count} times`),
    ...[...stamped].filter(([, count]) => count > 1).map(([name, count]) => `one effect: operation and type ${name} stand on ${count} records`),
  ];
}

function brokenEffect(emulator: Emulator, operation: SqlRow, targets: readonly SqlRow[]): readonly string[] {
  const broken: string[] = [];
  const name = nameOf(operation);
  if (!targets.some(({ id, type }) => id === operation['target_id'] && type === operation['target_type'])) broken.push(`effect: ${name} has no record`);
  const objects = emulator.query('SELECT custrecord_dkt_obj_target_id AS target_id, custrecord_dkt_obj_version_n AS version_n FROM customrecord_dkt_object WHERE externalid = ?', [String(operation['lane'])]);
  if (objects.length !== 1) broken.push(`object: ${name} is settled with ${objects.length} object rows`);
  const [object] = objects;
  if (object !== undefined && object['target_id'] !== operation['target_id']) broken.push(`object: ${name} and its object row name two records`);
  if (object !== undefined && Number(object['version_n'] ?? 0) < Number(operation['version_n'] ?? 0)) broken.push(`order: the object row of ${name} holds an older version`);
  return broken;
}

/** Effects on one object come in the order of their versions, and in the order of receipt where there are none. */
function outOfOrder(outcomes: readonly SqlRow[]): readonly string[] {
  const broken: string[] = [];
  outcomes.forEach((row, index) => {
    const before = outcomes[index - 1];
    if (before === undefined || before['lane'] !== row['lane']) return;
    const versioned = row['version_n'] !== null && before['version_n'] !== null;
    const inOrder = versioned ? Number(before['version_n']) <= Number(row['version_n']) : Number(before['id']) <= Number(row['id']);
    if (!inOrder) broken.push(`order: operation ${String(row['id'])} took effect after operation ${String(before['id'])}, which is newer`);
  });
  return broken;
}
