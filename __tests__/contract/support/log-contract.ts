import type { LoggedDocument, OperationPatch } from '../../../src/application/ports';
import { chainEvent } from '../../../src/domain/event-chain';
import { problemOf } from '../../../src/domain/reasons';
import type { OperationState } from '../../../src/domain/states';
import { sha256, thrownBy } from '../../support/builders';
import { TEST_ACCOUNT } from '../../support/emulator';
import type { ContractSubject } from './subject';

const NOW = Date.UTC(2026, 10, 23, 12);
const LEASE = { holder: 'run-1', untilMs: NOW + 1_200_000 };

/** A document in the log; `name` makes its operation and lane. */
export function logged(name: string, changes: Partial<LoggedDocument> = {}): LoggedDocument {
  return {
    operationId: sha256(name), source: 'shopify', documentType: 'order', idempotencyKey: name, externalId: '820982911946154508', lane: sha256(`lane ${name}`), intent: 'upsert', mode: 'sync',
    version: '2021-12-31T19:00:00-05:00', versionNumber: 1_640_995_200_000, correlationId: 'c-1', supersedes: undefined, parent: '',
    facts: { amount: '388.00', currency: 'USD', party: 'jon@example.com', date: '2021-12-31', number: '#9999', version: '2021-12-31T19:00:00-05:00' },
    fingerprint: sha256(`document ${name}`), receivedSha256: sha256(`text ${name}`), receivedCharacters: 17, keptText: '{"id":820982911946154508,"note":"  two  spaces  "}', receivedMs: NOW, account: TEST_ACCOUNT, ...changes,
  };
}

export function patch(changes: Partial<OperationPatch> = {}): OperationPatch {
  return {
    state: 'applied', waitsFor: '', dueMs: null, problem: null, observed: null, target: { recordType: 'salesorder', internalId: 5, externalId: 'shopify_order_1', documentNumber: 'SO5' },
    mapVersion: 'v1', head: { number: 1, hash: sha256('head') }, settledMs: NOW, ...changes,
  };
}

const idOf = (result: ReturnType<ContractSubject['ports']['operations']['log']>): number => {
  if (result.kind !== 'logged') throw new Error(JSON.stringify(result));
  return result.internalId;
};

/** What the operation log promises. */
export function operationLogContract(open: () => ContractSubject): void {
  const start = () => {
    const subject = open();
    return { ...subject, operations: subject.ports.operations };
  };

  it('a document is logged once: a second save is refused and nothing changes', () => {
    const { operations } = start();
    expect(operations.log(logged('a'), LEASE)).toEqual({ kind: 'logged', internalId: expect.any(Number) as number });
    const before = operations.find(sha256('a'));
    expect(operations.log(logged('a', { fingerprint: sha256('other') }), LEASE)).toMatchObject({ kind: 'refused', error: { name: expect.stringMatching(/^DUP_|^UNIQUE_/) as string } });
    expect(operations.find(sha256('a'))).toEqual(before);
  });

  it('a logged document is found by its operation, with all that a repeat needs', () => {
    const { operations } = start();
    const internalId = idOf(operations.log(logged('a'), LEASE));
    expect(operations.find(sha256('a'))).toEqual({
      internalId, operationId: sha256('a'), source: 'shopify', documentType: 'order', lane: logged('a').lane, intent: 'upsert', fingerprint: sha256('document a'), state: 'accepted', attempts: 1, dueMs: LEASE.untilMs, waitsFor: '',
      correlationId: 'c-1', reason: undefined, reasonText: '', mapVersion: '', seenAgain: 0, head: { number: 0, hash: '' }, outcomeEventId: undefined, account: TEST_ACCOUNT, ended: false,
    });
    expect(operations.find(sha256('b'))).toBeUndefined();
  });

  it('a repeat is counted', () => {
    const { operations } = start();
    const internalId = idOf(operations.log(logged('a'), LEASE));
    operations.countSeenAgain(internalId, 3);
    expect(operations.find(sha256('a'))?.seenAgain).toBe(3);
  });

  it('a document without a lease is due at once, one with a lease when that is over', () => {
    const { operations } = start();
    const async = idOf(operations.log(logged('a', { mode: 'async' }), undefined));
    const sync = idOf(operations.log(logged('b'), LEASE));
    expect(operations.due(NOW - 1)).toEqual([]);
    const first = { internalId: async, lane: sha256('lane a'), source: 'shopify', documentType: 'order', state: 'accepted', deaths: 0, dueMs: NOW, budgetFromMs: NOW, mayStand: false };
    expect(operations.due(NOW)).toEqual([first]);
    expect(operations.due(LEASE.untilMs)).toEqual([first, { ...first, internalId: sync, lane: sha256('lane b'), dueMs: LEASE.untilMs, mayStand: true }]);
  });

  it('what is due longest comes first, however late it was received', () => {
    const { operations } = start();
    const waiting = idOf(operations.log(logged('a'), LEASE));
    const fresh = idOf(operations.log(logged('b', { mode: 'async' }), undefined));
    expect(operations.due(LEASE.untilMs).map(({ internalId }) => internalId)).toEqual([fresh, waiting]);
  });

  it('an operation is taken over with its whole document, once', () => {
    const { operations } = start();
    const internalId = idOf(operations.log(logged('a', { mode: 'async' }), undefined));
    const lease = { holder: 'sweep', untilMs: NOW + 5_000_000 };
    expect(operations.takeOver(internalId, lease, NOW)).toEqual({
      kind: 'taken', triedBefore: false,
      operation: { ...logged('a', { mode: 'async' }), internalId, state: 'accepted', attempts: 1, lease, budgetFromMs: NOW, head: { number: 0, hash: '' }, observed: undefined, deaths: 0, attemptedMs: undefined },
    });
    expect(operations.takeOver(internalId, { ...lease, holder: 'other' }, NOW)).toEqual({ kind: 'not_due' });
    expect(operations.due(NOW)).toEqual([]);
  });

  it('an abandoned operation is taken over when its lease is over, not before, and tells that it was tried', () => {
    const { operations } = start();
    const internalId = idOf(operations.log(logged('a'), LEASE));
    const lease = { holder: 'sweep', untilMs: NOW + 5_000_000 };
    expect(operations.takeOver(internalId, lease, LEASE.untilMs - 1)).toEqual({ kind: 'not_due' });
    expect(operations.takeOver(internalId, lease, LEASE.untilMs)).toMatchObject({ kind: 'taken', triedBefore: true, operation: { attempts: 2 } });
  });

  it.each<[OperationState, number]>([['parked', 1], ['unknown', 2], ['retry_scheduled', 2]])('an operation that is %s is taken over when due, as attempt %i, with what was observed', (state, attempts) => {
    const { operations } = start();
    const internalId = idOf(operations.log(logged('a'), LEASE));
    const observed = { name: 'UNEXPECTED_ERROR', message: 'An unexpected error occurred.' };
    operations.update(internalId, patch({ state, dueMs: NOW + 10, waitsFor: 'x', problem: problemOf('effect_unknown', 'why'), observed, target: null, head: { number: 0, hash: '' }, settledMs: null }));
    expect(operations.find(sha256('a'))).toMatchObject({ state, dueMs: NOW + 10, waitsFor: 'x', reason: 'effect_unknown', reasonText: 'why' });
    expect(operations.takeOver(internalId, LEASE, NOW + 9)).toEqual({ kind: 'not_due' });
    expect(operations.takeOver(internalId, LEASE, NOW + 10)).toMatchObject({ kind: 'taken', triedBefore: true, operation: { state, attempts, observed } });
  });

  it.each<OperationState>(['applied', 'needs_review', 'refused', 'superseded', 'unchanged'])('an operation that is %s is due for no machine', (state) => {
    const { operations } = start();
    const internalId = idOf(operations.log(logged('a'), LEASE));
    operations.update(internalId, patch({ state }));
    expect(operations.find(sha256('a'))).toMatchObject({ state, dueMs: null, mapVersion: 'v1', head: { number: 1, hash: sha256('head') } });
    expect(operations.due(Number.MAX_SAFE_INTEGER)).toEqual([]);
    expect(operations.takeOver(internalId, LEASE, LEASE.untilMs * 2)).toEqual({ kind: 'not_due' });
  });

  it('what a later patch does not say is gone: a problem is cleared', () => {
    const { operations } = start();
    const internalId = idOf(operations.log(logged('a'), LEASE));
    operations.update(internalId, patch({ state: 'parked', dueMs: NOW, waitsFor: 'x', problem: problemOf('lane_busy', 'why'), target: null, settledMs: null }));
    operations.update(internalId, patch());
    expect(operations.find(sha256('a'))).toMatchObject({ state: 'applied', reason: undefined, reasonText: '', waitsFor: '', dueMs: null });
  });

  it('an operation that rests with a person and is held is due once more when the hold is over, as no attempt', () => {
    const { operations } = start();
    const internalId = idOf(operations.log(logged('a'), LEASE));
    operations.update(internalId, patch({ state: 'needs_review', target: null, settledMs: null }));
    const hold = { holder: 'sender', untilMs: NOW + 1000 };
    expect(operations.holdForWithdrawal(internalId, hold)).toMatchObject({ internalId, state: 'needs_review', lease: hold });
    expect(operations.holdForWithdrawal(internalId, hold)).toMatchObject({ internalId });
    expect(operations.takeOver(internalId, LEASE, hold.untilMs - 1)).toEqual({ kind: 'not_due' });
    expect(operations.takeOver(internalId, LEASE, hold.untilMs)).toMatchObject({ kind: 'taken', operation: { state: 'needs_review', attempts: 1 } });
  });

  it('an operation under work, or with a record that stands, is held by nobody else', () => {
    const { operations } = start();
    const hold = { holder: 'sender', untilMs: NOW + 5_000_000 };
    const working = idOf(operations.log(logged('a'), LEASE));
    expect(operations.holdForWithdrawal(working, hold)).toBeUndefined();
    const stands = idOf(operations.log(logged('b'), LEASE));
    operations.update(stands, patch({ state: 'needs_review', settledMs: null }));
    expect(operations.holdForWithdrawal(stands, hold)).toBeUndefined();
    const waits = idOf(operations.log(logged('c', { mode: 'async' }), undefined));
    expect(operations.holdForWithdrawal(waits, hold)).toMatchObject({ internalId: waits, state: 'accepted' });
    expect(operations.holdForWithdrawal(waits, hold)).toBeUndefined();
  });

  it.each<[OperationState, OperationState]>([['needs_review', 'needs_review'], ['parked', 'parked'], ['retry_scheduled', 'retry_scheduled'], ['discarded', 'discarded'], ['refused', 'refused']])(
    'an operation that is %s is held for an action, by one person at a time, and is due when the hold is over',
    (state, from) => {
      const { operations } = start();
      const internalId = idOf(operations.log(logged('a'), LEASE));
      operations.update(internalId, patch({ state, dueMs: ['parked', 'retry_scheduled'].includes(state) ? NOW + 10 : null, target: null, settledMs: null }));
      const hold = { internalId, lease: { holder: 'person', untilMs: NOW + 1000 }, nowMs: NOW, headNumber: 1 };
      expect(operations.holdForAction({ ...hold, from: ['applied', 'unknown'] })).toEqual({ kind: 'elsewhere', state });
      expect(operations.holdForAction({ ...hold, from: [from], headNumber: 0 })).toEqual({ kind: 'moved_on', state });
      expect(operations.holdForAction({ ...hold, from: [from] })).toMatchObject({ kind: 'held', operation: { internalId, state, lease: hold.lease, attempts: 1, budgetFromMs: NOW } });
      expect(operations.holdForAction({ ...hold, from: [from] })).toEqual({ kind: 'under_work', untilMs: NOW + 1000, waitsFor: '' });
      expect(operations.takeOver(internalId, LEASE, NOW + 999)).toEqual({ kind: 'not_due' });
      expect(operations.takeOver(internalId, LEASE, NOW + 1000)).toMatchObject({ kind: 'taken', operation: { state } });
    },
  );

  it('a hold of an operation at rest, whose holder died, is taken by the next person; one of an operation that was to be worked on is the sweep\'s', () => {
    const { operations } = start();
    const hold = { lease: { holder: 'person', untilMs: NOW + 1000 }, from: ['needs_review', 'parked'] as const, headNumber: 1 };
    const rests = idOf(operations.log(logged('a'), LEASE));
    operations.update(rests, patch({ state: 'needs_review', target: null, settledMs: null }));
    operations.holdForAction({ ...hold, internalId: rests, nowMs: NOW });
    expect(operations.holdForAction({ ...hold, internalId: rests, nowMs: NOW + 1000 })).toMatchObject({ kind: 'held' });
    const waits = idOf(operations.log(logged('b'), LEASE));
    operations.update(waits, patch({ state: 'parked', dueMs: NOW, waitsFor: 'x', target: null, settledMs: null }));
    operations.holdForAction({ ...hold, internalId: waits, nowMs: NOW });
    expect(operations.holdForAction({ ...hold, internalId: waits, nowMs: NOW + 1000 })).toEqual({ kind: 'under_work', untilMs: NOW + 1000, waitsFor: 'x' });
  });

  it('no action holds an operation in the hand of a run, or with a record that stands', () => {
    const { operations } = start();
    const hold = { lease: { holder: 'person', untilMs: NOW + 5_000_000 }, nowMs: NOW, from: ['accepted', 'needs_review', 'resolved_elsewhere'] as const, headNumber: 1 };
    const working = idOf(operations.log(logged('a'), LEASE));
    expect(operations.holdForAction({ ...hold, headNumber: 0, internalId: working })).toEqual({ kind: 'under_work', untilMs: LEASE.untilMs, waitsFor: '' });
    const stands = idOf(operations.log(logged('b'), LEASE));
    operations.update(stands, patch({ state: 'needs_review', settledMs: null }));
    expect(operations.holdForAction({ ...hold, internalId: stands })).toEqual({ kind: 'has_effect' });
    const waits = idOf(operations.log(logged('c', { mode: 'async' }), undefined));
    expect(operations.holdForAction({ ...hold, headNumber: 0, internalId: waits })).toMatchObject({ kind: 'held' });
    const linked = idOf(operations.log(logged('d'), LEASE));
    operations.update(linked, patch({ state: 'resolved_elsewhere' }));
    expect(operations.holdForAction({ ...hold, internalId: linked })).toMatchObject({ kind: 'held' });
  });

  it.each(['a person', 'its sender'])('a hold for %s whose click died is no death of a run; a run that dies on it afterwards is one', (who) => {
    const { operations } = start();
    const internalId = idOf(operations.log(logged('a'), LEASE));
    operations.update(internalId, patch({ state: 'retry_scheduled', dueMs: NOW, target: null, settledMs: null }));
    const lease = { holder: 'click', untilMs: NOW + 1000 };
    if (who === 'a person') operations.holdForAction({ internalId, lease, from: ['retry_scheduled'], headNumber: 1, nowMs: NOW });
    else operations.holdForWithdrawal(internalId, lease);
    const run = { holder: 'run', untilMs: NOW + 2000 };
    expect(operations.takeOver(internalId, run, NOW + 1000)).toMatchObject({ kind: 'taken', triedBefore: true, operation: { deaths: 0 } });
    expect(operations.takeOver(internalId, LEASE, NOW + 2000)).toMatchObject({ kind: 'taken', operation: { deaths: 1 } });
  });

  it('attempts and age count anew from a redrive', () => {
    const { operations } = start();
    const internalId = idOf(operations.log(logged('a'), LEASE));
    operations.update(internalId, patch({ state: 'accepted', dueMs: NOW + 50, target: null, settledMs: null, attempts: 0, redrivenMs: NOW + 50 }));
    expect(operations.takeOver(internalId, LEASE, NOW + 50)).toMatchObject({ kind: 'taken', operation: { attempts: 1, budgetFromMs: NOW + 50, receivedMs: NOW } });
  });

  it('an attempt that tried nothing is given back', () => {
    const { operations } = start();
    const internalId = idOf(operations.log(logged('a'), LEASE));
    operations.takeOver(internalId, LEASE, LEASE.untilMs);
    const waits = patch({ state: 'accepted', dueMs: NOW, waitsFor: 'configuration', target: null, settledMs: null });
    operations.update(internalId, { ...waits, attempts: 1 });
    expect(operations.find(sha256('a'))).toMatchObject({ state: 'accepted', attempts: 1 });
    operations.update(internalId, waits);
    expect(operations.find(sha256('a'))?.attempts).toBe(1);
  });

  it('a document of half a million characters comes back as it was kept', () => {
    const { operations } = start();
    const keptText = `{"a":"${'0123456789 x  y'.repeat(33_300)}"}`;
    const internalId = idOf(operations.log(logged('a', { keptText, mode: 'async' }), undefined));
    const taken = operations.takeOver(internalId, LEASE, NOW);
    expect(taken.kind === 'taken' && taken.operation.keptText === keptText).toBe(true);
  });

  it('no text is too long to be recorded, and none is too odd', () => {
    const { operations } = start();
    const odd = 'ü\u0000😀'.repeat(3000);
    const internalId = idOf(operations.log(logged('a', { correlationId: odd.slice(0, 200), version: 'v'.repeat(100), facts: { ...logged('a').facts, party: odd, number: odd, amount: odd } }), LEASE));
    operations.update(internalId, patch({ state: 'needs_review', problem: problemOf('netsuite_refused', odd, [{ pointer: `/${odd}`, code: 'netsuite_refused', message: odd }]), observed: { name: odd, message: odd }, target: null, settledMs: null }));
    expect(operations.find(sha256('a'))).toMatchObject({ state: 'needs_review', reason: 'netsuite_refused' });
  });
}

/** What the chains promise. */
export function eventLogContract(open: () => ContractSubject): void {
  const content = { chain: sha256('op'), kind: 'outcome' as const, atMs: NOW, actor: 'user 5 as role', salt: 'ab', facts: '{"state":"applied"}', values: '{"name":"Bob","note":" x "}' };
  const first = chainEvent(content, { number: 0, hash: '' }, sha256);

  it('a number of a chain is taken once: a second append gets the end of the chain, and the outcome that stands there', () => {
    const { events, operations } = open().ports;
    idOf(operations.log(logged('op'), LEASE));
    expect(events.append(first)).toEqual({ kind: 'appended' });
    const other = chainEvent({ ...content, kind: 'key_reused', values: '{}' }, { number: 0, hash: '' }, sha256);
    const outcomeEventId = operations.find(sha256('op'))?.outcomeEventId;
    expect(outcomeEventId).toEqual(expect.any(Number));
    expect(events.append(other)).toEqual({ kind: 'taken', end: { number: 1, hash: first.hash }, outcomeEventId, endEventId: expect.any(Number) as number });
    const note = chainEvent({ ...content, kind: 'key_reused', values: '{}' }, first, sha256);
    expect(events.append(note)).toEqual({ kind: 'appended' });
    expect(events.append(other)).toEqual({ kind: 'taken', end: { number: 2, hash: note.hash }, outcomeEventId, endEventId: expect.any(Number) as number });
    expect(events.append(chainEvent(content, first, sha256))).toEqual({ kind: 'taken', end: { number: 2, hash: note.hash }, outcomeEventId: undefined, endEventId: expect.any(Number) as number });
    expect(events.append({ ...first, chain: sha256('other op') })).toEqual({ kind: 'appended' });
  });

  it('of several outcomes behind a number the latest is the one that stands', () => {
    const { events, operations } = open().ports;
    idOf(operations.log(logged('op'), LEASE));
    events.append(first);
    const second = chainEvent({ ...content, values: '{"n":2}' }, first, sha256);
    events.append(second);
    const latest = operations.find(sha256('op'))?.outcomeEventId;
    expect(events.append(first)).toEqual({ kind: 'taken', end: { number: 2, hash: second.hash }, outcomeEventId: latest, endEventId: expect.any(Number) as number });
    expect(events.load(latest ?? 0)).toMatchObject({ number: 2 });
  });

  it('the facts of a stretch of a chain are read at once, as far as they are there', () => {
    const { events } = open().ports;
    const second = chainEvent({ ...content, kind: 'key_reused', facts: '{"n":2}', values: '{}' }, first, sha256);
    events.append(first);
    events.append(second);
    events.append({ ...first, chain: sha256('other op') });
    expect(events.facts(sha256('op'), 1, 20)).toEqual([{ number: 1, kind: 'outcome', facts: content.facts, hash: first.hash }, { number: 2, kind: 'key_reused', facts: '{"n":2}', hash: second.hash }]);
    expect(events.facts(sha256('op'), 2, 2)).toEqual([{ number: 2, kind: 'key_reused', facts: '{"n":2}', hash: second.hash }]);
    expect(events.facts(sha256('op'), 3, 9)).toEqual([]);
  });

  it('an event is found by its operation and comes back whole, so that its hash can be checked', () => {
    const { events, operations } = open().ports;
    idOf(operations.log(logged('op'), LEASE));
    events.append(chainEvent({ ...content, kind: 'key_reused', values: '{}' }, { number: 0, hash: '' }, sha256));
    expect(operations.find(sha256('op'))?.outcomeEventId).toBeUndefined();
    const second = chainEvent(content, { number: 1, hash: first.hash }, sha256);
    events.append(second);
    const row = operations.find(sha256('op'))?.outcomeEventId ?? 0;
    expect(events.load(row)).toEqual(second);
    expect(thrownBy(() => events.load(999_999)).name).not.toBe('TypeError');
  });

  it('an event holds a hundred thousand characters', () => {
    const { events } = open().ports;
    const long = chainEvent({ ...content, values: JSON.stringify({ text: 'x'.repeat(99_985) }) }, { number: 0, hash: '' }, sha256);
    expect(long.values.length).toBeLessThanOrEqual(100_000);
    expect(events.append(long)).toEqual({ kind: 'appended' });
    expect(events.append(long)).toMatchObject({ kind: 'taken', end: { number: 1 } });
  });
}
