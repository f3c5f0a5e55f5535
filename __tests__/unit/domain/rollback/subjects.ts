import { createHash } from 'node:crypto';
import type { LinkedRecord, Posting, RollbackAccount, RollbackSubject, StandingRecord } from '../../../../src/domain/rollback/subject';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const OCTOBER = { name: 'Oct 2026', date: '2026-10-01' };

/** Voids in place, and a month is open. */
export const ACCOUNT: RollbackAccount = { reversalVoiding: false, openPeriod: OCTOBER };

export const BY_JOURNAL: RollbackAccount = { ...ACCOUNT, reversalVoiding: true };

export const NO_PERIOD: RollbackAccount = { ...ACCOUNT, openPeriod: undefined };

/** An invoice of 100: the receivable against revenue. */
export const POSTED: Posting = {
  period: 'Sep 2026', state: 'open',
  lines: [{ account: 11, accountName: '1100 Receivables', amount: '100' }, { account: 40, accountName: '4000 Sales', amount: '-100' }],
};

export const CLOSED: Posting = { ...POSTED, state: 'closed' };

export function standing(parts: Partial<StandingRecord> = {}): StandingRecord {
  return {
    kind: 'standing', stamp: 'op-1', fields: new Map(), lastWriters: [], links: [], posting: undefined, inactive: false, voided: false, closed: false,
    settles: false, movesStock: false, locked: false, ...parts,
  };
}

/** Operation `op-1`, which made invoice 7. */
export function subject(parts: Partial<RollbackSubject> = {}, now: Partial<StandingRecord> = {}): RollbackSubject {
  return {
    operationId: 'op-1', state: 'applied', head: 'h1', settledMs: 1000, verb: 'create',
    target: { recordType: 'invoice', internalId: 7, externalId: 'shop_invoice_7', documentNumber: 'INV7' },
    fields: [], lines: [], later: [], policy: { mayDelete: false, decision: '' }, now: standing({ posting: POSTED, ...now }), ...parts,
  };
}

/** The record that an operation wrote, of another type. */
export function ofType(recordType: string, internalId = 7): Pick<RollbackSubject, 'target'> {
  return { target: { recordType, internalId, externalId: `shop_${recordType}_${String(internalId)}`, documentNumber: '' } };
}

export function link(recordType: string, internalId: number, parts: Partial<LinkedRecord> = {}): LinkedRecord {
  return { kind: 'follows', recordType, internalId, documentNumber: `${recordType.slice(0, 3).toUpperCase()}${String(internalId)}`, ...parts };
}

export const MAY_DELETE = { mayDelete: true, decision: 'D-9' };
