import { eventHash } from '../../../src/domain/event-chain';
import type { Outcome, Reply } from '../../../src/domain/outcome';
import { isMachineDue, isSettled } from '../../../src/domain/states';
import { sha256 } from '../builders';
import type { FakeAccount } from './fake-account';
import type { OperationRow } from './fake-operations';

/** Says how an account breaks what must always hold (design 11). An empty list: all holds. */
export function brokenRules(account: FakeAccount, replies: readonly (Reply | undefined)[] = []): readonly string[] {
  const rows = [...account.operations.rows.values()];
  return [
    ...oneTargetPerObject(account),
    ...replies.flatMap((reply) => (reply?.custody === true && account.operations.byOperation(reply.operationId) === undefined ? [`custody without a row: ${reply.operationId}`] : [])),
    ...rows.flatMap((row) => brokenChain(account, row)),
    ...rows.flatMap((row) => brokenRest(account, row)),
    ...unexplainedEffects(account),
  ];
}

function oneTargetPerObject({ ledger, objects }: FakeAccount): readonly string[] {
  const ids = ledger.records.filter(({ externalId }) => externalId !== '').map(({ type, externalId }) => `${type} ${externalId.toLowerCase()}`);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `two records: ${id}`);
  const dangling = [...objects.rows.values()].filter(({ entry }) => entry.target !== null && !ledger.records.some(({ internalId }) => internalId === entry.target?.internalId)).map(({ entry }) => `object without a record: ${entry.externalId}`);
  return [...twice, ...dangling];
}

/** Numbers without a gap, each hashed into the next. */
function brokenChain({ events }: FakeAccount, { document }: OperationRow): readonly string[] {
  const chain = events.chain(document.operationId);
  return chain.flatMap((event, at) => {
    const linked = event.number === at + 1 && event.previousHash === (chain[at - 1]?.hash ?? '');
    return linked && eventHash(event, sha256) === event.hash ? [] : [`chain broken at ${event.number}: ${document.idempotencyKey}`];
  });
}

/** Whatever is at rest has an outcome that says so; whatever is not has a time at which a machine looks again. */
function brokenRest(account: FakeAccount, row: OperationRow): readonly string[] {
  const { patch, document, dueMs } = row;
  const name = `${document.documentType} ${document.idempotencyKey} (${patch.state})`;
  if (isMachineDue(patch.state)) return dueMs === null ? [`nobody will look again: ${name}`] : [];
  const row0 = account.events.lastOutcome(document.operationId);
  const event = row0 === undefined ? undefined : account.events.load(row0);
  if (event === undefined) return [`at rest without an outcome: ${name}`];
  const outcome = JSON.parse(event.values) as Outcome;
  return [
    ...(outcome.state === patch.state ? [] : [`row and outcome differ: ${name}, ${outcome.state}`]),
    ...(dueMs === null ? [] : [`at rest and due: ${name}`]),
    ...((patch.settledMs !== null) === isSettled(patch.state) ? [] : [`settled time: ${name}`]),
    ...(JSON.stringify(outcome.result) === JSON.stringify(patch.target) ? [] : [`row and outcome name two targets: ${name}`]),
  ];
}

/** Every record that carries a stamp was written by an operation that is known, and, once that is at rest, says so. */
function unexplainedEffects({ ledger, operations }: FakeAccount): readonly string[] {
  return ledger.records.filter(({ stamp }) => stamp !== '').flatMap(({ stamp, internalId, externalId }) => {
    const row = operations.byOperation(stamp);
    if (row === undefined) return [`written by nobody: ${externalId}`];
    if (isMachineDue(row.patch.state)) return [];
    return row.patch.target?.internalId === internalId ? [] : [`an effect that its operation denies: ${externalId} (${row.patch.state})`];
  });
}
