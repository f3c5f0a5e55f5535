import { problemAsStored, problemOf, REASONS } from '../../../src/domain/reasons';
import { REASON_ACTORS } from '../../../src/domain/reason-entry';
import type { ReasonClass, ReasonCode, StoredProblem } from '../../../src/domain/reasons';

const CODES = Object.keys(REASONS) as readonly ReasonCode[];
const CLASSES: readonly ReasonClass[] = ['transient', 'concurrency', 'unknown', 'already_exists', 'data', 'dependency', 'ownership', 'period', 'permission', 'configuration', 'unclassified'];

describe('the reason catalogue', () => {
  it.each(CODES)('says for %s what happened, why probably, who acts and what to do, in plain words', (code) => {
    const { title, cause, whatToDo, status, who, class: reasonClass } = REASONS[code];
    expect(title).toMatch(/^[A-Z].{9,}[^.]$/);
    // A cause is never claimed, and is one sentence.
    expect(cause).toMatch(/^Probably [^.]{9,}\.$/);
    expect(whatToDo).toMatch(/^[A-Z].{9,}\.$/);
    expect([202, 403, 404, 409, 422, 500, 503]).toContain(status);
    expect(REASON_ACTORS).toContain(who);
    expect(CLASSES).toContain(reasonClass);
  });

  it('has a reason for every class', () => {
    expect(CLASSES.filter((reasonClass) => !CODES.some((code) => REASONS[code].class === reasonClass))).toEqual([]);
  });

  it('has codes that fit a field and a URN, and no two with one title', () => {
    expect(CODES.filter((code) => !/^[a-z_]{1,40}$/.test(code))).toEqual([]);
    expect(new Set(CODES.map((code) => REASONS[code].title)).size).toBe(CODES.length);
  });

  it('lets nobody act only where a machine goes on or nothing is to do', () => {
    const idle = CODES.filter((code) => REASONS[code].who === 'nobody' && !REASONS[code].whatToDo.startsWith('Nothing: '));
    expect(idle.filter((code) => !['transient', 'concurrency', 'unknown', 'dependency'].includes(REASONS[code].class))).toEqual([]);
  });
});

describe('a problem', () => {
  const detail = { pointer: '/sku', code: 'reference_not_found', message: 'No item "A".' } as const;
  const { title, status, cause, who, whatToDo } = REASONS.reference_not_found;
  const whole = {
    type: 'urn:docket:reason:reference_not_found', title, status, detail: 'No item "A".', code: 'reference_not_found', class: 'data', probableCause: cause, whoActs: who, whatToDo,
    errors: [detail], observed: null,
  };

  it('is the reason with the values at hand', () => {
    expect(problemOf('reference_not_found', 'No item "A".', [detail])).toEqual(whole);
    expect(problemOf('lane_busy', 'x')).toMatchObject({ errors: [], observed: null });
    expect(problemOf('netsuite_refused', 'x', [], { name: 'USER_ERROR', message: 'No.' }).observed).toEqual({ name: 'USER_ERROR', message: 'No.' });
  });

  it('that an earlier version stored gets what it lacks, and keeps its own words', () => {
    const { probableCause: _cause, whoActs: _who, observed: _observed, ...before } = { ...whole, title: 'As it was told then' };
    expect(problemAsStored(before as StoredProblem)).toEqual({ ...whole, title: 'As it was told then' });
  });
});
