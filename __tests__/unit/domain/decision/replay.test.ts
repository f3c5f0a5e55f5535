import fc from 'fast-check';
import { addTallies, MOST_DIFFERENCES, replayProgressOf, reportOf, reportText, tallyOf } from '../../../../src/domain/decision/replay';
import type { Judged, Replayed, ReplayReport } from '../../../../src/domain/decision/replay';
import { sha256 } from '../../../support/builders';

const judged = (outcome = 'applied', verdicts: Readonly<Record<string, string>> = { memo: 'apply' }, reason = ''): Judged => ({ outcome, reason, verdicts });
const one = (after: Judged, more: Partial<Extract<Replayed, { kind: 'judged' }>> = {}): Replayed => ({ kind: 'judged', operationId: 'o', documentType: 'order', documentNumber: 'SO-1', amount: '10.5', currency: 'USD', before: judged(), after, ...more });

describe('documents that are replayed', () => {
  it('are counted by what would be another outcome, reason or verdict, and by their worth', () => {
    const tally = tallyOf([
      one(judged()), one(judged('needs_review', {}, 'totals_differ')), one(judged('applied', { memo: 'conflict', 'item.rate#1': 'apply', 'item.rate#2': 'apply' })), one(judged('applied', { memo: 'apply' }, 'field_conflict')),
      one(judged(), { amount: '', currency: '' }), { kind: 'erased', operationId: 'e' }, { kind: 'unreadable', operationId: 'u' },
    ]);
    expect(tally).toMatchObject({
      documents: 7, changed: 3, erased: 1, unreadable: 1, outcomes: { 'applied > needs_review': 1 },
      verdicts: { 'memo: apply > none': 1, 'memo: apply > conflict': 1, 'item.rate: none > apply': 2 }, worth: { USD: ['42', '31.5'] },
    });
    expect(tally.differences[0]).toEqual({ operationId: 'o', documentType: 'order', documentNumber: 'SO-1', outcome: ['applied', 'needs_review'], reason: ['', 'totals_differ'], verdicts: ['memo: apply > none'], more: 0 });
  });

  it('are named up to a number, with the first verdicts of each, and counted beyond', () => {
    const wide = one(judged('applied', Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`f${String(index)}`, 'x']))));
    const tally = tallyOf(Array.from({ length: MOST_DIFFERENCES + 1 }, () => wide));
    expect([tally.changed, tally.differences.length, tally.differences[0]?.verdicts.length, tally.differences[0]?.more]).toEqual([MOST_DIFFERENCES + 1, MOST_DIFFERENCES, 8, 5]);
  });

  it('of too many kinds are counted together', () => {
    const tally = tallyOf(Array.from({ length: 150 }, (_, index) => one(judged('applied', { memo: 'apply', [`f${String(index)}`]: 'x' }))));
    expect(Object.keys(tally.verdicts)).toHaveLength(101);
    expect(tally.verdicts['other']).toBe(50);
  });

  it('come to the same however they are cut into slices', () => {
    const document = fc.oneof(
      fc.record({ outcome: fc.constantFrom('applied', 'needs_review', 'parked'), memo: fc.constantFrom('apply', 'conflict'), amount: fc.constantFrom('', '1', '2.25') }).map(({ outcome, memo, amount }) => one(judged(outcome, { memo }), { amount })),
      fc.constantFrom<Replayed>({ kind: 'erased', operationId: 'e' }, { kind: 'unreadable', operationId: 'u' }),
    );
    fc.assert(fc.property(fc.array(document, { maxLength: 80 }), fc.nat(80), (documents, cut) => {
      expect(addTallies(tallyOf(documents.slice(0, cut)), tallyOf(documents.slice(cut)))).toEqual(tallyOf(documents));
    }));
  });
});

describe('a replay', () => {
  const progress = { state: 'under_way', days: 30, fromMs: 1, toMs: 2, doneId: 0, click: 'c' } as const;

  it('is read as it was written', () => {
    expect(replayProgressOf(JSON.stringify(progress))).toEqual(progress);
  });

  it.each(['', '{}', JSON.stringify({ ...progress, state: 'x' }), JSON.stringify({ ...progress, days: -1 }), JSON.stringify({ ...progress, fromMs: 'x' }), JSON.stringify({ ...progress, click: 1 })])('that says %j is none', (text) => {
    expect(replayProgressOf(text)).toBeUndefined();
  });

  it('has a report that carries its hash, and fits its field at its largest', () => {
    const wide = one(judged('applied', Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`${'f'.repeat(200)}${String(index)}`, 'x'.repeat(50)]))), { documentNumber: 'n'.repeat(300), operationId: 'a'.repeat(64) });
    const report: ReplayReport = { decision: 'A-1', textHash: 'h', days: 30, fromMs: 1, toMs: 2, ...tallyOf(Array.from({ length: 100 }, () => wide)) };
    const text = reportText(report, sha256);
    expect(text.reportHash).toBe(sha256(text.report));
    expect(text.report.length).toBeLessThan(100_000);
    expect(reportOf(text.report)).toEqual(JSON.parse(text.report));
    expect([reportOf(''), reportOf('{}')]).toEqual([undefined, undefined]);
  });
});
