import { classifyObserved, COLLISION_NAMES, DUPLICATE_NAMES, retriesByItself } from '../../../src/domain/observed-error';
import { problemOf, REASONS } from '../../../src/domain/reasons';
import type { ReasonActor, ReasonClass, ReasonCode } from '../../../src/domain/reasons';

const CODES = Object.keys(REASONS) as readonly ReasonCode[];
const CLASSES: readonly ReasonClass[] = ['transient', 'concurrency', 'unknown', 'already_exists', 'data', 'dependency', 'ownership', 'period', 'permission', 'configuration', 'unclassified'];
const ACTORS: readonly ReasonActor[] = ['sender', 'finance', 'controller', 'admin', 'nobody'];

describe('the reason catalogue', () => {
  it.each(CODES)('says for %s what happened, who acts and what to do, in plain words', (code) => {
    const { title, whatToDo, status, who, class: reasonClass } = REASONS[code];
    expect(title).toMatch(/^[A-Z].{9,}[^.]$/);
    expect(whatToDo).toMatch(/^[A-Z].{9,}\.$/);
    expect([202, 403, 404, 409, 422, 500, 503]).toContain(status);
    expect(ACTORS).toContain(who);
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
    expect(CODES.filter((code) => REASONS[code].who === 'nobody').map((code) => REASONS[code].class).filter((reasonClass) => !['transient', 'concurrency', 'unknown', 'dependency'].includes(reasonClass))).toEqual([]);
  });
});

it('a problem is the reason with the values at hand', () => {
  const detail = { pointer: '/sku', code: 'reference_not_found', message: 'No item "A".' } as const;
  const { title, status, whatToDo } = REASONS.reference_not_found;
  expect(problemOf('reference_not_found', 'No item "A".', [detail])).toEqual({
    type: 'urn:docket:reason:reference_not_found', title, status, detail: 'No item "A".', code: 'reference_not_found', class: 'data', whatToDo, errors: [detail],
  });
  expect(problemOf('lane_busy', 'x').errors).toEqual([]);
});

describe('an error that NetSuite threw', () => {
  it.each([
    ...DUPLICATE_NAMES.map((name) => [name, 'netsuite_duplicate'] as const), ...COLLISION_NAMES.map((name) => [name, 'record_changed'] as const),
    ['SSS_REQUEST_LIMIT_EXCEEDED', 'netsuite_busy'], ['INSUFFICIENT_PERMISSION', 'netsuite_permission'], ['CLOSED_TRAN_PRD', 'netsuite_period'], ['USER_ERROR', 'netsuite_refused'],
    ['INVALID_KEY_OR_REF', 'netsuite_refused'], ['UNEXPECTED_ERROR', 'netsuite_unexpected'], ['', 'netsuite_unclassified'], ['constructor', 'netsuite_unclassified'],
    ['__proto__', 'netsuite_unclassified'],
  ] as const)('by the name %s is %s', (name, code) => {
    expect(classifyObserved({ name, message: 'x' })).toBe(code);
  });

  it.each([['Please enter value(s) for: Customer', 'netsuite_refused'], ['Invalid item reference key 5', 'netsuite_refused'], ['Invalid value', 'netsuite_refused'], ['Something went wrong', 'netsuite_unclassified']])(
    'of an unknown name is read by its text: %s',
    (message, code) => {
      expect(classifyObserved({ name: 'OTHER', message })).toBe(code);
    },
  );

  it.each(CODES)('classified as %s is tried again by a machine only where it is transient, concurrent or unknown', (code) => {
    const again = retriesByItself(code);
    if (again) expect(['transient', 'concurrency', 'unknown']).toContain(REASONS[code].class);
    expect(again).toBe(['netsuite_busy', 'netsuite_unexpected', 'record_changed'].includes(code));
  });
});
