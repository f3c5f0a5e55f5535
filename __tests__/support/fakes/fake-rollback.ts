import type { RollbackFacts, RollbackLedger, ScopedOperation, ScopePart, TakeBackOrder, TakenBack, WayGone, WaySighting } from '../../../src/application/rollback/rollback-ports';
import { outcomeOf } from '../../../src/application/settle';
import { appliedTarget, lineOfApplied } from '../../../src/domain/applied-values';
import { appliedValue, sameValue, valueOnRecord } from '../../../src/domain/field-value';
import type { CurrentValue } from '../../../src/domain/field-value';
import type { ObservedError } from '../../../src/domain/observed-error';
import type { Outcome } from '../../../src/domain/outcome';
import type { BlockerCode } from '../../../src/domain/rollback/blockers';
import type { RollbackScope } from '../../../src/domain/rollback/plan';
import { recordKey } from '../../../src/domain/rollback/subject';
import type { RecordNow, RollbackAccount, RollbackPolicy, RollbackSubject, StandingRecord } from '../../../src/domain/rollback/subject';
import type { RestoredField } from '../../../src/domain/rollback/way-back';
import { makesRecord, reversalExternalId, wayEffect } from '../../../src/domain/rollback/way-effect';
import { gated } from './call-gate';
import type { FakeAccount } from './fake-account';
import type { FakeRecord, SaveFault } from './fake-ledger';
import type { OperationRow } from './fake-operations';

const HAD_EFFECT = ['applied', 'partly_applied', 'rolled_back'];

/** Intent of the operations that take back. */
const ROLLBACK: string = 'rollback';

const MADE_TYPE = { credit_memo: 'creditmemo', refund: 'customerrefund', reversing_journal: 'journalentry' } as const;

/** Facts and verbs of rollback over the records of a fake account. What its records do not say of themselves is put in. */
export class FakeRollback implements RollbackFacts, RollbackLedger {
  /** By `recordKey`: what else stands of a record. */
  readonly standing = new Map<string, Partial<StandingRecord>>();
  policy: RollbackPolicy = { mayDelete: false, decision: '' };
  ground: RollbackAccount = { reversalVoiding: false, openPeriod: { name: 'Jan 2026', date: '2026-01-05' } };
  /** The next way goes wrong like this. */
  nextWay: (SaveFault & { readonly blockers?: readonly BlockerCode[] }) | undefined;

  constructor(private readonly world: FakeAccount) {}

  inScope(scope: RollbackScope, { after, most }: ScopePart): readonly ScopedOperation[] {
    return [...this.world.operations.rows.values()]
      .filter((row) => row.internalId > after && HAD_EFFECT.includes(row.patch.state) && isIn(scope, row))
      .sort((a, b) => a.internalId - b.internalId).slice(0, Math.min(most, 1000))
      .map(({ internalId, document: { operationId } }) => ({ internalId, operationId }));
  }

  subjects(operationIds: readonly string[]): readonly RollbackSubject[] {
    return operationIds.flatMap((operationId) => {
      const row = this.world.operations.byOperation(operationId);
      return row === undefined ? [] : [this.subject(row)];
    });
  }

  unitsToRead(operations: number): number {
    return 50 + operations * 14;
  }

  account(): RollbackAccount {
    return this.ground;
  }

  takeBack(order: TakeBackOrder): TakenBack {
    const fault = this.nextWay;
    this.nextWay = undefined;
    if (fault !== undefined && fault.committed !== true) return { kind: fault.kind === 'threw' ? 'unknown' : 'refused', error: fault.error, blockers: fault.blockers ?? [] };
    const done = this.probe(order);
    if (done.kind === 'taken_back') return done;
    const before = this.found(order.record)?.saves;
    const target = gated('target', { save: () => (this.found(order.record)?.saves === before ? this.go(order) : 'changed') }, this.world.gate);
    const refused = target.save();
    if (refused === 'changed') return { kind: 'unknown', error: { name: 'RCRD_HAS_BEEN_CHANGED', message: 'Record has been changed' }, blockers: [] };
    if (refused !== undefined) return { kind: 'refused', ...refused };
    const gone = this.probe(order);
    if (fault !== undefined || gone.kind === 'not_taken_back') return { kind: 'unknown', error: fault?.error ?? { name: 'DOCKET_NOT_TAKEN_BACK', message: '' }, blockers: [] };
    return gone;
  }

  probe(order: TakeBackOrder): WaySighting {
    const { way, record, operationId } = order;
    const found = this.found(record);
    if (makesRecord(way)) {
      const made = this.world.ledger.records.find(({ type, externalId }) => type === MADE_TYPE[way.kind] && externalId === reversalExternalId(operationId));
      return made === undefined ? { kind: 'not_taken_back' } : gone(order, made);
    }
    if (way.kind === 'delete') return found === undefined ? gone(order, undefined) : { kind: 'not_taken_back' };
    if (found === undefined) return { kind: 'not_taken_back' };
    const isDone = way.kind === 'void' || way.kind === 'void_by_journal' ? found.voided === true : found.stamp === operationId;
    return isDone ? gone(order, found) : { kind: 'not_taken_back' };
  }

  unitsToTakeBack(): number {
    return 80;
  }

  private go({ way, record, operationId }: TakeBackOrder): { readonly error: ObservedError; readonly blockers: readonly BlockerCode[] } | undefined {
    const { ledger } = this.world;
    const found = this.found(record);
    if (found === undefined) return { error: { name: 'RCRD_DSNT_EXIST', message: `${record.recordType} ${String(record.internalId)}` }, blockers: ['record_gone'] };
    if (found.voided === true) return { error: { name: 'CANT_MODIFY_VOID_TRANS', message: '' }, blockers: ['record_void'] };
    if (makesRecord(way)) {
      ledger.seed(MADE_TYPE[way.kind], { trandate: way.period.date, createdfrom: record.internalId }, { externalId: reversalExternalId(operationId), stamp: operationId });
      return undefined;
    }
    switch (way.kind) {
      case 'delete':
        ledger.records.splice(ledger.records.indexOf(found), 1);
        return undefined;
      case 'void':
      case 'void_by_journal':
        found.voided = true;
        break;
      case 'close':
      case 'reopen':
        for (const line of found.lines) line.columns.set('isclosed', way.kind === 'close');
        break;
      case 'inactivate':
        found.inactive = true;
        break;
      case 'restore': {
        const moved = way.fields.filter(({ target, from }) => !sameValue(appliedValue(from), valueAt(found, target) ?? null));
        if (moved.length > 0) return { error: { name: 'DOCKET_EDITED_SINCE', message: moved.map(({ target }) => target).join(', ') }, blockers: ['edited_since'] };
        for (const field of way.fields) putBack(found, field);
        const gone = way.removedLines.map(lineOfApplied);
        found.lines = found.lines.filter(({ sublist, key }) => !gone.some((line) => line.sublist === sublist && line.key === key));
      }
    }
    if (way.kind !== 'void' && way.kind !== 'void_by_journal') found.stamp = operationId;
    found.saves += 1;
    return undefined;
  }

  private subject({ document: { operationId }, patch }: OperationRow): RollbackSubject {
    const outcome = this.outcome(operationId);
    const effect = outcome?.effect;
    const since = [...this.world.operations.rows.values()].filter(({ patch: other }) => other.target !== null && patch.target !== null && recordKey(other.target) === recordKey(patch.target)
      && HAD_EFFECT.includes(other.state) && (other.settledMs ?? 0) > (patch.settledMs ?? 0));
    const blocks = since.filter(({ document, patch: other }) => document.intent !== ROLLBACK && other.state !== 'rolled_back');
    const fields = effect?.fields ?? [];
    return {
      operationId, state: patch.state, head: patch.head.hash, settledMs: patch.settledMs ?? 0, verb: effect?.verb, target: patch.target, fields, lines: effect?.lines ?? [],
      later: blocks.map(({ document }) => document.operationId), settled: since.filter((row) => !blocks.includes(row)).map(({ document }) => document.operationId), policy: this.policy, now: this.now(patch.target, fields.map(({ target }) => target)),
    };
  }

  private now(target: { readonly recordType: string; readonly internalId: number } | null, targets: readonly string[]): RecordNow {
    const found = target === null ? undefined : this.found(target);
    if (target === null || found === undefined) return { kind: 'gone' };
    const told = this.standing.get(recordKey(target)) ?? {};
    const fields = new Map(targets.flatMap((each) => { const value = valueAt(found, each); return value === undefined ? [] : [[each, value] as const]; }));
    return {
      kind: 'standing', lastWriters: [], links: [], settles: false, movesStock: false, locked: false, ...told, stamp: found.stamp, fields, inactive: found.inactive, voided: found.voided === true,
      posting: found.voided === true ? undefined : told.posting, closed: found.lines.length > 0 && found.lines.every(({ columns }) => columns.get('isclosed') === true),
    };
  }

  private outcome(operationId: string): Outcome | undefined {
    const id = this.world.events.lastOutcome(operationId);
    return id === undefined ? undefined : outcomeOf(this.world.events.load(id));
  }

  private found({ recordType, internalId }: { readonly recordType: string; readonly internalId: number }): FakeRecord | undefined {
    return this.world.ledger.records.find((record) => record.type === recordType && record.internalId === internalId);
  }
}

function isIn(scope: RollbackScope, { document, patch }: OperationRow): boolean {
  if (scope.kind !== 'operation' && document.intent === ROLLBACK) return false;
  switch (scope.kind) {
    case 'operation':
      return document.operationId === scope.operationId;
    case 'cause':
      return patch.cause === scope.fingerprint;
    case 'batch':
      return document.correlationId === scope.batch;
    case 'source':
      return document.source === scope.source && document.intent !== 'rollback' && (patch.settledMs ?? 0) >= scope.sinceMs;
  }
}

function gone({ way, record }: TakeBackOrder, found: FakeRecord | undefined): WayGone {
  const internalId = found?.internalId ?? record.internalId;
  const recordType = found?.type ?? record.recordType;
  const target = { recordType, internalId, externalId: found?.externalId ?? '', documentNumber: found === undefined ? '' : `${recordType.slice(0, 2).toUpperCase()}${String(internalId)}` };
  return { kind: 'taken_back', target, effect: way.kind === 'void_by_journal' ? wayEffect(way, internalId + 9000) : wayEffect(way) };
}

/** Undefined: there is no such line. */
function valueAt(record: FakeRecord, target: string): CurrentValue | undefined {
  if (target === 'isinactive') return record.inactive;
  const place = placeOf(record, target);
  return place === undefined ? undefined : place.values.get(place.field) ?? null;
}

function putBack(record: FakeRecord, { target, to }: RestoredField): void {
  if (target === 'isinactive') record.inactive = to === 'boolean:T';
  const place = placeOf(record, target);
  const value = appliedValue(to);
  place?.values.set(place.field, value === null ? '' : valueOnRecord(value));
}

function placeOf({ body, lines }: FakeRecord, target: string): { readonly values: Map<string, CurrentValue>; readonly field: string } | undefined {
  if (!target.includes(':')) return { values: body, field: target };
  const line = lines.find(({ sublist, key }) => target.startsWith(appliedTarget('', { sublist, key })));
  return line === undefined ? undefined : { values: line.columns, field: target.slice(appliedTarget('', line).length) };
}
