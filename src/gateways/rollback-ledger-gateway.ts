import * as record from 'N/record';
import type { Record as NetSuiteRecord } from 'N/record';
import * as search from 'N/search';
import * as transaction from 'N/transaction';
import type { Ledger, SaveResult } from '../application/ports';
import type { RollbackLedger, TakeBackOrder, TakenBack, WayGone, WaySighting } from '../application/rollback/rollback-ports';
import type { ObservedError } from '../domain/observed-error';
import type { TargetRecord } from '../domain/outcome';
import { blockersOfError } from '../domain/rollback/netsuite-blockers';
import type { WayBack } from '../domain/rollback/way-back';
import { makesRecord, reversalExternalId, wayEffect } from '../domain/rollback/way-effect';
import { PERIOD_COLUMNS, BASE_PERIOD, PERIOD_OF_TRANSACTION, periodOfRow } from './period-look';
import { rowNumber, runStatement } from './query-rows';
import { creditMemoOf, MADE_TYPE, refundOf, restore, reversingJournalOf, stamp, turnLines } from './rollback-verbs';
import type { DatedPeriod } from './rollback-verbs';
import { observeError } from './suitescript-error';
import { attempt } from './target-body';
import { TARGET_TYPES, targetKind } from './target-kinds';

/** Thrown before anything is written: the period does not take it. The sweep runs as administrator, whom a lock does not stop. */
class PeriodNotOpen extends Error {
  constructor(override readonly name: 'DOCKET_PERIOD_CLOSED' | 'DOCKET_PERIOD_LOCKED' | 'DOCKET_PERIOD_NOT_OPEN', period: string) {
    super(`The accounting period ${period} takes no posting.`);
  }
}

/** A way that left nothing to see behind: whether it was gone is not known. */
const UNSEEN: ObservedError = { name: 'DOCKET_NOT_TAKEN_BACK', message: 'NetSuite threw nothing, and the record does not stand as it was meant to.' };

/** Goes ways back over N/record, N/transaction and N/search. */
export class RollbackLedgerGateway implements RollbackLedger {
  constructor(private readonly ledger: Pick<Ledger, 'probe' | 'readBack' | 'seen'>) {}

  takeBack(order: TakeBackOrder): TakenBack {
    const { way } = order;
    const gone = TARGET_TYPES.includes(order.record.recordType) ? this.go(order) : refused({ name: 'DOCKET_NOT_REVERSIBLE', message: `Docket writes no records of type ${order.record.recordType}.` });
    switch (gone.kind) {
      case 'refused':
        return { kind: 'refused', error: gone.error, blockers: blockersOfError(gone.error, way.kind) };
      case 'threw':
        return { kind: 'unknown', error: gone.error, blockers: blockersOfError(gone.error, way.kind) };
      case 'saved':
        return this.proof(order, gone.internalId) ?? { kind: 'unknown', error: UNSEEN, blockers: [] };
    }
  }

  probe(order: TakeBackOrder): WaySighting {
    const { way, operationId, record: { recordType, internalId } } = order;
    if (!TARGET_TYPES.includes(recordType)) return NOT_GONE;
    if (makesRecord(way)) {
      const made = this.ledger.probe(MADE_TYPE[way.kind], reversalExternalId(operationId));
      return (made === undefined ? undefined : this.proof(order, made.internalId)) ?? NOT_GONE;
    }
    if (way.kind !== 'delete' && this.ledger.seen(recordType, internalId) === undefined) return NOT_GONE;
    return this.proof(order, way.kind === 'void_by_journal' ? journalOf(internalId) ?? internalId : internalId) ?? NOT_GONE;
  }

  unitsToTakeBack({ record: { recordType }, way }: Pick<TakeBackOrder, 'record' | 'way'>): number {
    const perRecord = TARGET_TYPES.includes(recordType) ? targetKind(recordType).unitsToWrite : 0;
    return UNITS[way.kind](perRecord);
  }

  /** Goes the way. `internalId` of what was saved: the record that was made, else the one that was taken back. */
  private go(order: TakeBackOrder): SaveResult {
    const { way, record: { recordType, internalId } } = order;
    switch (way.kind) {
      case 'restore':
        return changed(order, (target) => { requireOwnPeriod(order); restore(target, way); });
      case 'close':
      case 'reopen':
        return changed(order, (target) => { turnLines(target, way.kind === 'close'); });
      case 'inactivate':
        return changed(order, (target) => { target.setValue({ fieldId: 'isinactive', value: true }); });
      case 'credit_memo':
        return attempt(() => creditMemoOf(order, openPeriod(way)));
      case 'refund':
        return attempt(() => refundOf(order, openPeriod(way)));
      case 'reversing_journal':
        return attempt(() => reversingJournalOf(order, openPeriod(way)));
      case 'void':
        return called(() => { requireOwnPeriod(order); }, () => transaction.void({ type: recordType, id: internalId }));
      case 'void_by_journal':
        return called(() => { openPeriod(way); }, () => transaction.void({ type: recordType, id: internalId }));
      case 'delete':
        return called(() => { requireOwnPeriod(order); }, () => record.delete({ type: recordType, id: internalId }));
    }
  }

  /** What shows that the way was gone; undefined: nothing does. `saved`: what was saved. */
  private proof({ way, operationId, record: standing }: TakeBackOrder, saved: number): WayGone | undefined {
    if (way.kind === 'delete') {
      return this.ledger.seen(standing.recordType, standing.internalId) === undefined ? gone({ ...standing, externalId: '', documentNumber: '' }, way) : undefined;
    }
    const { recordType, internalId } = makesRecord(way) ? { recordType: MADE_TYPE[way.kind], internalId: saved } : standing;
    const { stamp: stamped, externalId, documentNumber } = this.ledger.readBack(recordType, internalId, []);
    const isDone = way.kind === 'void' || way.kind === 'void_by_journal' ? isVoided(recordType, internalId) : stamped === operationId;
    return isDone ? gone({ recordType, internalId, externalId, documentNumber }, way, saved === standing.internalId ? undefined : saved) : undefined;
  }
}

const NOT_GONE: WaySighting = { kind: 'not_taken_back' };

/** A void that came to a journal leaves one, whatever the preference was when it was planned. */
function gone(target: TargetRecord, way: WayBack, journal?: number): WayGone {
  return { kind: 'taken_back', target, effect: way.kind === 'void' && journal !== undefined ? { ...wayEffect(way), journal } : wayEffect(way, journal) };
}

/** Loads a record, changes and saves it with the stamp of its operation. One that carries the stamp has been through this. */
function changed(order: TakeBackOrder, change: (target: NetSuiteRecord) => void): SaveResult {
  const { operationId, record: { recordType, internalId } } = order;
  const state = { isDone: false };
  const saved = attempt(() => {
    const target = record.load({ type: recordType, id: internalId, isDynamic: false });
    state.isDone = target.getValue({ fieldId: targetKind(recordType).stampField }) === operationId;
    if (state.isDone) throw new Error(operationId);
    change(target);
    return stamp(target, order);
  });
  return state.isDone ? { kind: 'saved', internalId } : saved;
}

/** A call that is its own save: what it throws is unknown, what is thrown before it had no effect. */
function called(before: () => void, call: () => number): SaveResult {
  try {
    before();
  } catch (error) {
    return refused(observeError(error));
  }
  try {
    return { kind: 'saved', internalId: call() };
  } catch (error) {
    return { kind: 'threw', error: observeError(error) };
  }
}

function refused(error: ObservedError): Extract<SaveResult, { readonly kind: 'refused' }> {
  return { kind: 'refused', error };
}

/** The period that a record is posted in must be open for what empties or changes it. 10 units for types that post. */
function requireOwnPeriod({ record: { recordType, internalId } }: TakeBackOrder): void {
  if (targetKind(recordType).posting === undefined) return;
  const [row] = runStatement(PERIOD_OF_TRANSACTION, [internalId]);
  const period = row === undefined ? undefined : periodOfRow(row, recordType);
  if (period === undefined || period.state === 'open') return;
  throw new PeriodNotOpen(period.state === 'closed' ? 'DOCKET_PERIOD_CLOSED' : 'DOCKET_PERIOD_LOCKED', period.name);
}

/** The period of a reversal, open to receivables, payables and the rest; DOCKET_PERIOD_NOT_OPEN where it is not. 10 units. */
function openPeriod({ period }: Extract<WayBack, { readonly period: unknown }>): DatedPeriod {
  const [row] = runStatement(`SELECT ${PERIOD_COLUMNS} FROM accountingperiod p WHERE ${BASE_PERIOD} AND p.periodname = ? AND p.closed = 'F' AND p.alllocked = 'F' AND p.arlocked = 'F' AND p.aplocked = 'F'`, [period.name]);
  const internalId = row === undefined ? undefined : rowNumber(row, 'id');
  if (internalId === undefined) throw new PeriodNotOpen('DOCKET_PERIOD_NOT_OPEN', period.name);
  return { ...period, internalId };
}

/** 1 unit. */
function isVoided(recordType: string, internalId: number): boolean {
  const { voided } = search.lookupFields({ type: recordType, id: internalId, columns: ['voided'] }) as { readonly voided?: unknown };
  return voided === true || voided === 'T';
}

/** The journal that voids a transaction: what it was created from is not documented, so none may be found. 10 units. */
function journalOf(internalId: number): number | undefined {
  const [row] = runStatement(`SELECT t.id AS id FROM transaction t INNER JOIN transactionline l ON l.transaction = t.id WHERE l.createdfrom = ? AND t.recordtype = 'journalentry' ORDER BY t.id FETCH FIRST 1 ROWS ONLY`, [internalId]);
  return row === undefined ? undefined : rowNumber(row, 'id');
}

/** Usage units of each way with its proof; `write`: load or create, and save, of the record. A transaction that is made takes 30. */
const UNITS: Readonly<Record<WayBack['kind'], (write: number) => number>> = {
  restore: (write) => write + 11, close: (write) => write + 1, reopen: (write) => write + 1, inactivate: (write) => write + 1,
  void: () => 22, void_by_journal: () => 22, delete: () => 40,
  credit_memo: () => 41, refund: () => 51, reversing_journal: () => 52,
};
