import fc from 'fast-check';
import { asciiJson } from '../../../src/domain/ascii-json';
import { fitOutcome, keyReusedReply, MAX_OUTCOME_CHARACTERS, replyOf } from '../../../src/domain/outcome';
import type { Outcome, ReplyContext } from '../../../src/domain/outcome';
import { VERDICTS } from '../../../src/domain/ownership';
import type { Verdict, VerdictKind } from '../../../src/domain/ownership';
import { problemOf } from '../../../src/domain/reasons';
import { STATES } from '../../../src/domain/states';
import { anyCharacter } from '../../support/any-character';

const TARGET = { recordType: 'salesorder', internalId: 7, externalId: 'shop_order_1', documentNumber: 'SO7' };
const APPLIED: Outcome = { state: 'applied', result: TARGET, verdicts: [], problem: null, mapVersion: 'v1' };

const length = (outcome: Outcome) => asciiJson(outcome).length;
const fit = (outcome: Outcome) => fitOutcome(outcome, length);

const verdicts = (count: number, verdict: VerdictKind): readonly Verdict[] =>
  Array.from({ length: count }, (_, at) => ({ path: `/lines/${at}/price`, field: 'item.rate', line: String(at), verdict, owner: 'shop', decision: 'D-0001' }));

const problems = (count: number, message: string) =>
  problemOf('reference_not_found', message, Array.from({ length: count }, (_, at) => ({ pointer: `/lines/${at}/${message}`, code: 'reference_not_found' as const, message })));

describe('an outcome that is stored', () => {
  it('keeps what an update found while there is room, and is without its effect where there is none', () => {
    const field = (at: number) => ({ target: `custbody_${String(at)}`, before: 'text:a', written: 'text:b', group: '' });
    const effect = (count: number) => ({ verb: 'update' as const, fields: Array.from({ length: count }, (_, at) => field(at)), lines: [] });
    const full = { ...APPLIED, verdicts: verdicts(900, 'apply'), effect: effect(500) };
    expect(fit(full)).toEqual({ ...full, verdicts: [], verdictsOmitted: 900 });
    expect(fit({ ...APPLIED, effect: effect(2000) })).toEqual({ ...APPLIED, verdictsOmitted: 0 });
    expect(fit({ ...APPLIED, verdicts: verdicts(2000, 'conflict'), effect: effect(2000) })).toEqual({ ...APPLIED, verdictsOmitted: 2000 });
    expect(fit({ ...APPLIED, verdicts: verdicts(2000, 'conflict'), effect: { ...effect(0), verb: 'create' } })).toMatchObject({ effect: { verb: 'create' } });
  });

  it('is kept whole where it fits', () => {
    const outcome = { ...APPLIED, verdicts: verdicts(100, 'apply'), problem: problems(100, 'x') };
    expect(fit(outcome)).toEqual(outcome);
  });

  it('loses the verdicts that only say "as sent" first, and says how many', () => {
    const telling = VERDICTS.filter((kind) => !['apply', 'unchanged', 'kept'].includes(kind)).flatMap((kind) => verdicts(3, kind));
    const outcome = { ...APPLIED, verdicts: [...verdicts(2000, 'apply'), ...verdicts(100, 'unchanged'), ...telling, ...verdicts(100, 'kept')] };
    expect(fit(outcome)).toEqual({ ...outcome, verdicts: telling, verdictsOmitted: 2200 });
  });

  it('loses all verdicts where the telling ones are too many', () => {
    const outcome = { ...APPLIED, verdicts: verdicts(2000, 'conflict') };
    expect(fit(outcome)).toEqual({ ...outcome, verdicts: [], verdictsOmitted: 2000 });
  });

  it('lists at most 100 problems, and says how many more there are', () => {
    const { problem } = fit({ ...APPLIED, problem: problems(250, 'no such SKU') });
    expect(problem?.errors).toHaveLength(100);
    expect(problem?.detail).toBe('no such SKU 150 more problems are not listed.');
    expect(fit({ ...APPLIED, problem: problems(100, 'no such SKU') }).problem?.detail).toBe('no such SKU');
  });

  it('cuts long texts of a problem to lengths that leave room for all of them', () => {
    const text = (length: number) => 'x'.repeat(length);
    const problem = problemOf('netsuite_refused', text(3001), [{ pointer: text(301), code: 'value_invalid', message: text(401) }], { name: text(301), message: text(3001) });
    expect(fit({ ...APPLIED, problem }).problem).toEqual({
      ...problem, detail: text(3000), errors: [{ pointer: text(300), code: 'value_invalid', message: text(400) }], observed: { name: text(300), message: text(3000) },
    });
    const fitting = problemOf('netsuite_refused', text(3000), [{ pointer: text(300), code: 'value_invalid', message: text(400) }], { name: text(300), message: text(3000) });
    expect(fit({ ...APPLIED, problem: fitting }).problem).toEqual(fitting);
  });

  it('says that one problem is not listed, and nothing of it where all are', () => {
    expect(fit({ ...APPLIED, problem: problems(101, 'x') }).problem?.detail).toBe('x 1 more problems are not listed.');
    expect(fit({ ...APPLIED, problem: problems(99, 'x') }).problem?.detail).toBe('x');
  });

  it('halves the listed problems until they fit, and takes the limit itself as fitting', () => {
    const outcome = { ...APPLIED, problem: problems(100, 'x') };
    const fitting = (limit: number) => fitOutcome(outcome, ({ problem }) => MAX_OUTCOME_CHARACTERS + (problem?.errors.length ?? 0) - limit);
    expect([100, 99, 50, 49, 25, 24, 3, 1, 0].map((limit) => fitting(limit).problem?.errors.length)).toEqual([100, 50, 50, 25, 25, 12, 3, 1, 1]);
    expect([100, 99].map((limit) => fitting(limit).verdictsOmitted)).toEqual([undefined, 0]);
  });

  it('lists fewer where their texts are written in another script', () => {
    const { problem } = fit({ ...APPLIED, problem: problems(100, '库存'.repeat(2000)), verdicts: verdicts(2000, 'conflict') });
    expect(problem?.errors.length).toBeGreaterThan(10);
    expect(problem?.errors.length).toBeLessThan(100);
    expect(problem?.detail).toMatch(/\d+ more problems are not listed\.$/);
  });

  it('is never longer than its field, whatever it says', () => {
    const message = fc.string({ unit: anyCharacter, minLength: 0, maxLength: 40 }).chain((text) => fc.constantFrom(1, 20, 300).map((times) => text.repeat(times)));
    const count = fc.integer({ min: 0, max: 1500 });
    fc.assert(fc.property(message, count, count, fc.constantFrom(...VERDICTS), (text, errors, judged, kind) => {
      const fitted = fit({ ...APPLIED, problem: problems(errors, text), verdicts: verdicts(judged, kind) });
      expect(length(fitted)).toBeLessThanOrEqual(MAX_OUTCOME_CHARACTERS);
      expect(fitted.problem?.errors.length ?? 0).toBeLessThanOrEqual(100);
      expect([fitted.state, fitted.result, fitted.mapVersion]).toEqual([APPLIED.state, APPLIED.result, APPLIED.mapVersion]);
      expect(fitted.verdicts.length + (fitted.verdictsOmitted ?? 0)).toBe(judged);
    }), { numRuns: 20 });
  });
});

describe('the reply', () => {
  const context: ReplyContext = { operationId: 'op', correlationId: 'c', replayed: false, attempts: 2, dueMs: null, waitsFor: '', nowMs: 1000 };

  it('says all that the outcome says, with custody', () => {
    expect(replyOf({ ...APPLIED, verdicts: verdicts(1, 'apply') }, { ...context, replayed: true })).toEqual({
      custody: true, outcome: 'applied', operationId: 'op', replayed: true, correlationId: 'c', result: TARGET, verdicts: verdicts(1, 'apply'), safeToRetrySameKey: true,
      safeNewKey: false, retryAfterSeconds: null, attempt: { number: 2, nextAt: null }, waitsFor: null, mapVersion: 'v1', problem: null,
    });
  });

  it.each(STATES)('says for state %s that a new key is safe only where nothing was and nothing will be written', (state) => {
    expect(replyOf({ ...APPLIED, state }, context).safeNewKey).toBe(['refused', 'discarded', 'withdrawn'].includes(state));
  });

  it.each([1000, 999, 0])('due at %i ms, which is over, tells the sender of the next sweep', (dueMs) => {
    expect(replyOf(APPLIED, { ...context, dueMs })).toMatchObject({ retryAfterSeconds: 899, attempt: { nextAt: '1970-01-01T00:15:00.000Z' } });
  });

  it.each([[1001, 1], [2001, 2], [61_000, 60]])('due at %i ms tells the sender to come back in %i s', (dueMs, seconds) => {
    expect(replyOf(APPLIED, { ...context, dueMs })).toMatchObject({ retryAfterSeconds: seconds, attempt: { number: 2, nextAt: new Date(dueMs).toISOString() } });
  });

  it('says null for what there is not, and what it waits for', () => {
    expect(replyOf({ ...APPLIED, mapVersion: '' }, { ...context, correlationId: undefined, waitsFor: 'op-1' })).toMatchObject({ correlationId: null, mapVersion: null, waitsFor: 'op-1' });
  });

  it('to a reused key takes no custody and names the first operation', () => {
    const problem = problemOf('key_reused', 'x');
    expect(keyReusedReply('op', undefined, problem)).toEqual({
      custody: false, outcome: 'key_reused', operationId: 'op', replayed: false, correlationId: null, result: null, verdicts: [], safeToRetrySameKey: false, safeNewKey: true,
      retryAfterSeconds: null, attempt: { number: 0, nextAt: null }, waitsFor: null, mapVersion: null, problem,
    });
    expect(keyReusedReply('op', 'c', problem).correlationId).toBe('c');
  });
});

it('ASCII JSON is ASCII and says the same', () => {
  fc.assert(fc.property(fc.jsonValue({ stringUnit: anyCharacter }), (value) => {
    const text = asciiJson(value);
    expect(text).toMatch(/^[\u0020-\u007e]*$/);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
  }));
});

it('a reply says how many verdicts the stored outcome had no room for, and nothing where it holds them all', () => {
  const context: ReplyContext = { operationId: 'op', correlationId: undefined, replayed: true, attempts: 1, dueMs: null, waitsFor: '', nowMs: 0 };
  expect(replyOf({ ...APPLIED, verdictsOmitted: 12 }, context).verdictsOmitted).toBe(12);
  expect(replyOf(APPLIED, context)).not.toHaveProperty('verdictsOmitted');
});
