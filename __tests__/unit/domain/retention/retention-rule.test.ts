import fc from 'fast-check';
import { addRetained, FEWEST_DAYS, keptBy, KEPT_REASONS, requestOfRun, retainedWords, retentionFault, runChain } from '../../../../src/domain/retention/retention-rule';
import type { RetainedOperation, RetentionGround, RetentionRow } from '../../../../src/domain/retention/retention-rule';

const OLD: RetainedOperation = { internalId: 1, operationId: 'op', source: 'shop', documentType: 'order', settled: true, held: false, causeOpen: false, requested: false, settledMs: 5, head: 2, endedBy: '' };
const GROUND: RetentionGround = { rule: { class: 'history', source: '', documentType: '' }, beforeMs: 10, holds: [], run: 'rq-1-p1', events: [7, 8], sealedTo: 8 };
const hold = (changes: Partial<RetentionRow> = {}): RetentionRow => ({ internalId: 3, kind: 'hold', class: 'payload', source: '', documentType: '', operation: '', days: 0, decision: 'D-1', ...changes });

describe('an operation ends by a rule', () => {
  it('where it is old, at rest, under no hold, and its whole chain is sealed outside', () => {
    expect(keptBy(OLD, GROUND)).toBeUndefined();
    expect(keptBy(OLD, { ...GROUND, rule: { ...GROUND.rule, class: 'payload' }, events: [], sealedTo: 0 })).toBeUndefined();
    expect(keptBy({ ...OLD, endedBy: 'rq-1-p1' }, { ...GROUND, events: [7] })).toBeUndefined();
  });

  it.each<[string, Partial<RetainedOperation>, Partial<RetentionGround>, string]>([
    ['it is open', { settled: false }, {}, 'open'], ['somebody holds it', { held: true }, {}, 'open'], ['its cause is open', { causeOpen: true }, {}, 'open'], ['a request waits for it', { requested: true }, {}, 'open'],
    ['it was settled just then', { settledMs: 10 }, {}, 'young'], ['nobody knows when it was settled', { settledMs: 0 }, {}, 'young'],
    ['everything is under a hold', {}, { holds: [hold()] }, 'on_hold'], ['its source is', {}, { holds: [hold({ source: 'shop' })] }, 'on_hold'], ['its type is', {}, { holds: [hold({ documentType: 'order' })] }, 'on_hold'], ['it is itself', {}, { holds: [hold({ operation: 'op' })] }, 'on_hold'],
    ['a hold was set after it was begun', { endedBy: 'rq-1-p1' }, { holds: [hold()] }, 'on_hold'],
    ['another run ended it', { endedBy: 'rq-0-p1' }, {}, 'ended_before'],
    ['an event of it is gone', {}, { events: [7] }, 'chain_not_whole'], ['it has no event', { head: 0 }, { events: [] }, 'chain_not_whole'],
    ['an event of it is not sealed outside', {}, { sealedTo: 7 }, 'not_sealed'],
  ])('and stays where %s', (_what, operation, ground, reason) => {
    expect(keptBy({ ...OLD, ...operation }, { ...GROUND, ...ground })).toBe(reason);
  });

  it.each([hold({ source: 'bank' }), hold({ documentType: 'refund' }), hold({ operation: 'another' }), hold({ kind: 'keep', days: 90 })])('whatever a row says that does not hold it', (row) => {
    expect(keptBy(OLD, { ...GROUND, holds: [row] })).toBeUndefined();
  });
});

describe('a rule', () => {
  it('keeps things for a quarter at least, and names no single operation; a hold may', () => {
    expect([retentionFault({ kind: 'keep', days: FEWEST_DAYS, operation: '' }), retentionFault({ kind: 'hold', days: 0, operation: 'op' })]).toEqual([undefined, undefined]);
    expect([retentionFault({ kind: 'keep', days: FEWEST_DAYS - 1, operation: '' }), retentionFault({ kind: 'keep', days: 90.5, operation: '' })]).toEqual([expect.stringMatching(/90 days/), expect.stringMatching(/90 days/)]);
    expect(retentionFault({ kind: 'keep', days: 400, operation: 'op' })).toMatch(/no single operation/);
  });
});

describe('the counts of a run', () => {
  const counts = fc.dictionary(fc.constantFrom('ends' as const, ...KEPT_REASONS), fc.integer({ min: 1, max: 9 }));
  it('add up in any order, and are told in words', () => {
    fc.assert(fc.property(counts, counts, (a, b) => {
      expect(addRetained(a, b)).toEqual(addRetained(b, a));
    }));
    expect(addRetained({ ends: 1 }, { ends: 2, open: 1 })).toEqual({ ends: 3, open: 1 });
    expect([retainedWords({ ends: 3, on_hold: 1 }), retainedWords({})]).toEqual(['3 ended, 1 under a legal hold', 'nothing']);
  });
});

it('a run is named by its request and part, and the request is read back', () => {
  expect(requestOfRun(runChain('rq-a-p2', 12))).toBe('rq-a-p2');
});
