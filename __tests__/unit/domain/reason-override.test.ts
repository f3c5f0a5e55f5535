import fc from 'fast-check';
import { overrideFaults, overrideOf, worded } from '../../../src/domain/reason-override';
import { problemOf, REASONS } from '../../../src/domain/reasons';
import type { ReasonCode } from '../../../src/domain/reasons';

const texts = { code: 'netsuite_period', title: 'Closed', cause: 'Probably late.', whatToDo: 'Ask Ann.', who: 'finance' };
const problem = problemOf('netsuite_period', 'CLOSED_TRAN_PRD: x', [], { name: 'CLOSED_TRAN_PRD', message: 'x' });

describe("a customer's own words", () => {
  it("take the place of the catalogue's, and of nothing else", () => {
    expect(worded(problem, [overrideOf(texts)])).toEqual({ ...problem, title: 'Closed', probableCause: 'Probably late.', whoActs: 'finance', whatToDo: 'Ask Ann.' });
  });

  it('leave every word that they do not give', () => {
    expect(overrideOf({ code: ' netsuite_period ', title: ' ', cause: '', whatToDo: '\n', who: '' })).toStrictEqual({ code: 'netsuite_period' });
    expect(worded(problem, [{ code: 'netsuite_period' }])).toEqual(problem);
    expect(worded(problem, [overrideOf({ ...texts, title: '' })])).toMatchObject({ title: REASONS.netsuite_period.title, whatToDo: 'Ask Ann.' });
  });

  it.each([['Controller', 'controller'], [' nobody ', 'nobody'], ['the boss', undefined], ['constructor', undefined]])('say who acts only by a word of the list: %j is %j', (who, actor) => {
    expect(overrideOf({ ...texts, who }).who).toBe(actor);
  });

  it('for another reason change nothing, and the first of a reason counts', () => {
    expect(worded(problem, [overrideOf({ ...texts, code: 'netsuite_tax' })])).toBe(problem);
    expect(worded(problem, [overrideOf(texts), overrideOf({ ...texts, title: 'Second' })]).title).toBe('Closed');
    expect(worded(null, [overrideOf(texts)])).toBeNull();
  });

  it('are cut to what an outcome can hold', () => {
    const long = overrideOf({ ...texts, title: 'x'.repeat(400), cause: 'y'.repeat(4000), whatToDo: 'z'.repeat(4000) });
    expect([long.title?.length, long.cause?.length, long.whatToDo?.length]).toEqual([300, 1000, 1000]);
  });

  it('never touch code, class, status, place or what was observed', () => {
    const codes = Object.keys(REASONS) as readonly ReasonCode[];
    fc.assert(fc.property(fc.constantFrom(...codes), fc.record({ title: fc.string(), cause: fc.string(), whatToDo: fc.string(), who: fc.string() }), (code, given) => {
      const plain = problemOf(code, 'd');
      const { title: _t, probableCause: _c, whoActs: _a, whatToDo: _d, ...rest } = worded(plain, [overrideOf({ code, ...given })]);
      const { title: _t2, probableCause: _c2, whoActs: _a2, whatToDo: _d2, ...before } = plain;
      expect(rest).toEqual(before);
    }));
  });
});

describe("a customer's own retry figures", () => {
  it('are read as they were keyed, empty ones left out', () => {
    expect(overrideOf({ ...texts, attempts: '4', firstWait: ' ', longestWait: 'x' }).figures).toEqual({ attempts: 4, longestWait: Number.NaN });
    expect(overrideOf(texts).figures).toBeUndefined();
  });

  it.each([
    [{ code: 'netsuite_busy', figures: { attempts: 3 } }, []], [{ code: 'netsuite_busy' }, []], [{ code: 'toString' }, ['Reason Code is "toString": the catalogue has no such reason.']],
    [{ code: 'no', figures: { attempts: 99 } }, ['Reason Code is "no": the catalogue has no such reason.', 'Most Attempts is 99: a whole number from 1 to 9 is safe.']],
  ])('%j is refused for %j', (override, faults) => {
    expect(overrideFaults(override)).toEqual(faults);
  });
});
