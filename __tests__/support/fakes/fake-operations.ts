import type { FoundOperation, Held, HeldWork, HoldRequest, Lease, LoggedDocument, LogResult, Operation, OperationLog, OperationPatch, QueueEntry, TakeOver, WaitingOperation } from '../../../src/application/ports';
import type { EndedAttempts } from '../../../src/domain/breaker';
import { isForeign } from '../../../src/domain/foreign';
import { HOLD_PREFIX, LEASE_MS } from '../../../src/domain/lease';
import { rowDamage, stateNamed } from '../../../src/domain/row-damage';
import type { RowFacts } from '../../../src/domain/row-damage';
import type { DueWork } from '../../../src/domain/sweep-plan';
import { isMachineDue, isSettled, WITHDRAWABLE_STATES } from '../../../src/domain/states';
import type { OperationState } from '../../../src/domain/states';
import type { FakeEvents } from './fake-events';

/** A row of the operation log. */
export interface OperationRow {
  readonly internalId: number;
  readonly document: LoggedDocument;
  lease: Lease | undefined;
  dueMs: number | null;
  attempts: number;
  seenAgain: number;
  redrivenMs?: number | undefined;
  attemptedMs: number | undefined;
  deaths: number;
  patch: OperationPatch;
}

/** The operation log in memory: unique by operation id, a saved row is a copy. */
export class FakeOperations implements OperationLog {
  readonly rows = new Map<number, OperationRow>();
  /** Account that the log is in. */
  accountId = '1234567';
  /** True where an open cause tells that a row is damaged. */
  isTold: (internalId: number) => boolean = () => false;
  /** The next `log` is refused with this error, without an effect. */
  refuseNextLog: { readonly name: string; readonly message: string } | undefined;

  constructor(private readonly events: FakeEvents, private readonly nextId: () => number) {}

  log(document: LoggedDocument, lease: Lease | undefined): LogResult {
    const refusal = this.refuseNextLog;
    this.refuseNextLog = undefined;
    if (refusal !== undefined) return { kind: 'refused', error: refusal };
    if (this.byOperation(document.operationId) !== undefined) {
      return { kind: 'refused', error: { name: 'DUP_CSTM_RCRD_ENTRY', message: 'There is already a Custom Record Entry with that name' } };
    }
    const internalId = this.nextId();
    this.rows.set(internalId, {
      internalId, document: structuredClone(document), lease, dueMs: lease?.untilMs ?? document.receivedMs, attempts: lease === undefined ? 0 : 1, seenAgain: 0, attemptedMs: undefined, deaths: 0,
      patch: { state: 'accepted', waitsFor: '', dueMs: null, problem: null, observed: null, target: null, mapVersion: '', head: { number: 0, hash: '' }, settledMs: null },
    });
    return { kind: 'logged', internalId };
  }

  find(operationId: string): FoundOperation | undefined {
    const row = this.byOperation(operationId);
    if (row === undefined) return undefined;
    const { document, patch } = row;
    return {
      internalId: row.internalId, operationId, source: document.source, documentType: document.documentType, lane: document.lane, intent: document.intent, fingerprint: document.fingerprint, state: patch.state,
      attempts: row.attempts, dueMs: row.dueMs, waitsFor: patch.waitsFor, correlationId: document.correlationId, reason: patch.problem?.code,
      reasonText: patch.problem?.detail ?? '', observed: patch.observed ?? undefined, mapVersion: patch.mapVersion, seenAgain: row.seenAgain, head: patch.head, outcomeEventId: this.events.lastOutcome(operationId), account: document.account, ended: false,
    };
  }

  countSeenAgain(internalId: number, count: number): void {
    this.row(internalId).seenAgain = count;
  }

  update(internalId: number, patch: OperationPatch): void {
    const row = this.row(internalId);
    row.patch = structuredClone(patch);
    row.dueMs = patch.dueMs;
    row.attempts = patch.attempts ?? row.attempts;
    row.redrivenMs = patch.redrivenMs ?? row.redrivenMs;
    row.attemptedMs = patch.attemptedMs ?? row.attemptedMs;
    row.deaths = patch.deaths ?? row.deaths;
  }

  takeOver(internalId: number, lease: Lease, nowMs: number): TakeOver {
    const row = this.row(internalId);
    const { state } = row.patch;
    if (isForeign(row.document.account, this.accountId)) return { kind: 'not_due' };
    const words = rowDamage(factsOfRow(row), nowMs);
    if (words !== undefined) return { kind: 'damaged', words };
    if (row.dueMs === null || row.dueMs > nowMs) return { kind: 'not_due' };
    const triedBefore = row.lease !== undefined;
    const ofTheDoor = row.lease?.untilMs === row.document.receivedMs + LEASE_MS;
    const died = isMachineDue(state) && row.lease?.holder.startsWith(HOLD_PREFIX) === false && row.lease.untilMs === row.dueMs && !ofTheDoor && row.patch.waitsFor === '';
    row.deaths += died ? 1 : 0;
    row.patch = { ...row.patch, waitsFor: '' };
    row.lease = lease;
    row.dueMs = lease.untilMs;
    row.attempts += state === 'parked' || !isMachineDue(state) ? 0 : 1;
    return { kind: 'taken', operation: this.operation(row, lease), triedBefore };
  }

  holdForWithdrawal(internalId: number, lease: Lease): Operation | undefined {
    const row = this.row(internalId);
    const { state } = row.patch;
    if (isForeign(row.document.account, this.accountId)) return undefined;
    if (!WITHDRAWABLE_STATES.includes(state) || (isMachineDue(state) && row.lease !== undefined && row.lease.untilMs === row.dueMs) || row.patch.target !== null) return undefined;
    row.lease = { ...lease, holder: `${HOLD_PREFIX}${lease.holder}` };
    row.dueMs = lease.untilMs;
    return this.operation(row, lease);
  }

  holdForAction({ internalId, lease, from, headNumber, nowMs }: HoldRequest): Held {
    const row = this.row(internalId);
    const { state, target } = row.patch;
    if (!from.includes(state) || isForeign(row.document.account, this.accountId)) return { kind: 'elsewhere', state };
    if (row.patch.head.number !== headNumber) return { kind: 'moved_on', state };
    const leased = row.lease !== undefined && row.lease.untilMs === row.dueMs;
    if (row.dueMs !== null && (isMachineDue(state) ? leased : row.dueMs > nowMs)) return { kind: 'under_work', untilMs: row.dueMs, waitsFor: row.patch.waitsFor };
    if (!isSettled(state) && target !== null) return { kind: 'has_effect' };
    row.lease = { ...lease, holder: `${HOLD_PREFIX}${lease.holder}` };
    row.dueMs = lease.untilMs;
    return { kind: 'held', operation: this.operation(row, lease) };
  }

  ofCause(cause: string): readonly string[] {
    return [...this.rows.values()].filter(({ document, patch }) => !isForeign(document.account, this.accountId) && patch.state === 'needs_review' && patch.cause === cause).map(({ document }) => document.operationId).slice(0, 1000);
  }

  waitingFor(names: readonly string[], limit: number): readonly WaitingOperation[] {
    return [...this.rows.values()]
      .filter(({ document, patch }) => !isForeign(document.account, this.accountId) && patch.state === 'parked' && names.includes(patch.waitsFor) && ['waits_for_document', 'waits_for_operation'].includes(patch.problem?.code ?? ''))
      .slice(0, limit).map(({ internalId, document }) => ({ internalId, operationId: document.operationId }));
  }

  makeDue(internalId: number, nowMs: number): boolean {
    const row = this.row(internalId);
    if (row.patch.state !== 'parked' || row.dueMs === null || row.dueMs <= nowMs || row.dueMs === row.lease?.untilMs) return false;
    row.dueMs = nowMs;
    return true;
  }

  queue(): readonly QueueEntry[] {
    const entries = new Map<OperationState, QueueEntry>();
    for (const { patch: { state }, document: { receivedMs, account } } of this.rows.values()) {
      if (isSettled(state) || isForeign(account, this.accountId)) continue;
      const known = entries.get(state);
      entries.set(state, { state, count: (known?.count ?? 0) + 1, oldestReceivedMs: Math.min(known?.oldestReceivedMs ?? receivedMs, receivedMs) });
    }
    return [...entries.values()];
  }

  due(nowMs: number, held: readonly HeldWork[] = []): readonly DueWork[] {
    const mayStand = ({ patch, lease, dueMs }: OperationRow) => patch.state === 'unknown' || (lease !== undefined && lease.untilMs === dueMs);
    const budgetFromMs = ({ redrivenMs, document }: OperationRow) => redrivenMs ?? document.receivedMs;
    const isHeld = (row: OperationRow) => !mayStand(row) && held.some(({ source, documentType, pastMs }) => source === row.document.source && documentType === row.document.documentType && budgetFromMs(row) > pastMs);
    const isSound = (row: OperationRow) => isSettled(row.patch.state) || (!(this.isTold(row.internalId) && this.isHeadThere(row)) && rowDamage({ ...factsOfRow(row), documentKept: undefined }, nowMs) === undefined);
    const rank = ({ patch }: OperationRow) => (patch.state === 'accepted' ? 0 : 1);
    const due = [...this.rows.values()].filter((row) => row.dueMs !== null && row.dueMs <= nowMs && stateNamed(row.patch.state) !== undefined && !isForeign(row.document.account, this.accountId) && isSound(row) && !isHeld(row));
    return due.sort((a, b) => rank(a) - rank(b) || (a.dueMs ?? 0) - (b.dueMs ?? 0) || a.internalId - b.internalId).map((row) => ({
      internalId: row.internalId, lane: row.document.lane, source: row.document.source, documentType: row.document.documentType, state: row.patch.state, deaths: row.deaths, dueMs: row.dueMs ?? 0,
      budgetFromMs: budgetFromMs(row), mayStand: mayStand(row),
    }));
  }

  ended(fromMs: number): readonly EndedAttempts[] {
    const groups = new Map<string, EndedAttempts>();
    for (const { document: { source, documentType }, patch: { state, problem }, attemptedMs } of this.rows.values()) {
      if (attemptedMs === undefined || attemptedMs < fromMs) continue;
      const name = JSON.stringify([source, documentType, state, problem?.code, Math.floor(attemptedMs / 60_000)]);
      const known = groups.get(name);
      groups.set(name, { source, documentType, state, reason: problem?.code, count: (known?.count ?? 0) + 1, lastMs: Math.max(known?.lastMs ?? 0, attemptedMs) });
    }
    return [...groups.values()];
  }

  /** False where the row names an event as its last that is not there. */
  isHeadThere({ document, patch: { head } }: OperationRow): boolean {
    return head.number === 0 || this.events.chain(document.operationId).some(({ number }) => number === head.number);
  }

  /** The row of an operation id. */
  byOperation(operationId: string): OperationRow | undefined {
    return [...this.rows.values()].find(({ document }) => document.operationId === operationId);
  }

  private operation(row: OperationRow, lease: Lease): Operation {
    const { patch } = row;
    return {
      ...structuredClone(row.document), internalId: row.internalId, state: patch.state, attempts: row.attempts, lease, budgetFromMs: row.redrivenMs ?? row.document.receivedMs, head: patch.head, observed: patch.observed ?? undefined, deaths: row.deaths, attemptedMs: row.attemptedMs,
    };
  }

  private row(internalId: number): OperationRow {
    const row = this.rows.get(internalId);
    if (row === undefined) throw new Error(`RCRD_DSNT_EXIST: operation row ${internalId}`);
    return row;
  }
}

/** What a row says of itself. */
export function factsOfRow({ document, lease, dueMs, attempts, patch }: OperationRow): RowFacts {
  return {
    state: patch.state, operationId: document.operationId, dueMs: dueMs ?? undefined, leaseMs: lease?.untilMs, attempts, receivedMs: document.receivedMs,
    documentCharacters: document.receivedCharacters, documentKept: document.keptText !== '', head: patch.head.number,
  };
}
