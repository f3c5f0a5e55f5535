import type { Cause } from '../../../src/application/machine-ports';
import type { OperationPatch } from '../../../src/application/ports';
import { problemOf } from '../../../src/domain/reasons';
import type { OperationState } from '../../../src/domain/states';
import { sha256 } from '../../support/builders';
import { logged, patch } from './log-contract';
import type { ContractSubject } from './subject';

export const NOW = Date.UTC(2026, 10, 23, 12);
export const END_OF_TODAY = Date.UTC(2026, 10, 24);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Operations of the population. Large enough that each answer below has rows in it and rows that it leaves out. */
export const SIZE = 90;

const STATES: readonly OperationState[] = [
  'needs_review', 'needs_review', 'needs_review', 'needs_review', 'needs_review', 'retry_scheduled', 'parked', 'accepted', 'applied', 'partly_applied', 'unchanged', 'resolved_elsewhere', 'discarded', 'duplicate', 'withdrawn',
];
const AMOUNTS = [undefined, '388.00', '0.10', '-25.5', '1000000', '388.00', '12.34'];
const CURRENCIES = ['USD', 'USD', 'CAD', 'usd', 'XXX', undefined];
const DATES = ['2026-11-02', '2026-11-30', '2026-10-31', '2027-01-01', undefined, 'soon'];
const AGES_MS = [0, HOUR_MS, 4 * HOUR_MS, 5 * HOUR_MS, 30 * HOUR_MS, 72 * HOUR_MS, 100 * HOUR_MS];

/** One of the values, by a place in the row that no other property shares: every mixture comes about. */
function among<T>(values: readonly T[], serial: number, property: string): T {
  const digits = Number.parseInt(sha256(`${property} ${String(serial)}`).slice(0, 8), 16);
  return values[digits % values.length] as T;
}

export const CAUSE_NAMES = [0, 1, 2, 3].map((serial) => sha256(`cause ${String(serial)}`));

/** Where the population is put in. `people`: the viewer and somebody else. */
export interface Population {
  readonly ports: ContractSubject['ports'];
  readonly people: readonly [number, number];
  readonly subsidiary: number;
}

/** Puts causes and operations in: the same ones whatever the ports are made of. Returns the ids of operations, in order. */
export function populate({ ports, people, subsidiary }: Population): readonly string[] {
  CAUSE_NAMES.forEach((fingerprint, serial) => { addCause(ports, { fingerprint, serial, person: people[0] }); });
  return Array.from({ length: SIZE }, (_, serial) => addOperation(ports, { serial, people, subsidiary }));
}

function addCause({ causes, board }: ContractSubject['ports'], { fingerprint, serial, person }: { readonly fingerprint: string; readonly serial: number; readonly person: number }): void {
  const dueMs = [NOW - 1, NOW + 1, END_OF_TODAY, NOW + 9 * DAY_MS][serial] ?? NOW;
  const cause: Cause = {
    fingerprint, kind: 'failure', source: 'shopify', documentType: 'order', reason: 'reference_not_found', title: 'A title', text: 'A text', subject: sha256('op'), whoActs: 'finance', dueMs,
  };
  causes.raise(cause, undefined, NOW);
  const internalId = board.load(fingerprint)?.internalId ?? 0;
  if (serial === 1) board.change(internalId, { head: { number: 1, hash: sha256('1') }, owner: person });
  if (serial === 2) board.change(internalId, { head: { number: 1, hash: sha256('1') }, snoozedMs: NOW + DAY_MS, snoozedFor: 'new_version' });
  if (serial === 3) causes.close(internalId, NOW);
}

function addOperation({ operations, seen }: ContractSubject['ports'], { serial, people, subsidiary }: Omit<Population, 'ports'> & { readonly serial: number }): string {
  const name = `operation ${String(serial)}`;
  const of = <T>(property: string, values: readonly T[]): T => among(values, serial, property);
  const result = operations.log(logged(name, {
    mode: 'async', receivedMs: NOW - of('age', AGES_MS), source: of('source', ['shopify', 'shopify', 'stripe']), documentType: of('type', ['order', 'order', 'refund']), lane: sha256(`lane ${String(serial % 60)}`),
    facts: { amount: of('amount', AMOUNTS), currency: of('currency', CURRENCIES), party: of('party', ['', 'jon@example.com']), date: of('date', DATES), number: of('number', [undefined, '#9', '#10', `#${String(serial)}`]), version: undefined },
    ...(of('account', [true, true, true, true, false]) ? {} : { account: '7654321' }),
  }), undefined);
  if (result.kind !== 'logged') throw new Error(JSON.stringify(result));
  operations.update(result.internalId, whereItStands(of, { people, subsidiary }));
  if (of('request', [true, false, false, false, false, false])) seen.nameRequest(result.internalId, 'rq-1');
  return sha256(name);
}

type Chosen = <T>(property: string, values: readonly T[]) => T;

function whereItStands(of: Chosen, { people: [viewer, other], subsidiary }: Omit<Population, 'ports'>): OperationPatch {
  const state = of('state', STATES);
  const isOpen = ['needs_review', 'retry_scheduled', 'parked', 'accepted'].includes(state);
  const care = of('care', [
    {}, {}, {}, { owner: viewer }, { owner: other }, { snoozedMs: NOW + DAY_MS, snoozedFor: 'new_version' }, { snoozedMs: NOW - 1, snoozedFor: 'new_version' }, { snoozedMs: NOW + DAY_MS, snoozedFor: 'period_open' }, { snoozedMs: NOW + DAY_MS, snoozedFor: 'date' },
  ]);
  const machineDue = ['retry_scheduled', 'parked', 'accepted'].includes(state);
  return patch({
    state, care, dueMs: machineDue ? NOW + of('due', [1, 2 * HOUR_MS]) : null, problem: isOpen ? problemOf('reference_not_found', 'why') : null, target: null, settledMs: isOpen ? null : NOW - of('settled', [1, 2, 3]),
    cause: of('cause', [undefined, ...CAUSE_NAMES]), subsidiary: of('subsidiary', [undefined, subsidiary, subsidiary]), baseAmount: of('base', [undefined, '388.00', '380.00', '-25.50']), redrivenMs: of('redriven', [undefined, NOW - 5]),
    head: { number: of('head', [1, 2, 3]), hash: sha256('head') },
  });
}
