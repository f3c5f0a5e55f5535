import fc from 'fast-check';
import { holds, holdsAll } from '../../../src/domain/condition';
import type { Condition } from '../../../src/domain/condition';
import { document } from '../../support/builders';

const judge = (condition: Condition, element: unknown, object: unknown = {}) => holds(condition, { element: document(element), object: document(object) });
const at = { path: '/v' } as const;

describe('a condition', () => {
  it.each<[Condition, unknown, boolean]>([
    [{ ...at, present: true }, { v: '' }, true], [{ ...at, present: true }, { v: null }, false], [{ ...at, present: true }, {}, false], [{ ...at, present: true }, { v: [] }, true],
    [{ ...at, present: false }, {}, true], [{ ...at, present: false }, { v: null }, true], [{ ...at, present: false }, { v: 0 }, false],
    [{ ...at, equals: 'paid' }, { v: 'paid' }, true], [{ ...at, equals: 'paid' }, { v: 'Paid' }, false], [{ ...at, equals: 'paid' }, {}, false], [{ ...at, equals: 'paid' }, { v: ['paid'] }, false],
    [{ ...at, equals: true }, { v: true }, true], [{ ...at, equals: true }, { v: 'true' }, true], [{ ...at, equals: true }, { v: 1 }, false], [{ ...at, equals: false }, { v: null }, false],
    [{ ...at, equals: 0 }, { v: '0.00' }, true], [{ ...at, equals: 1.5 }, { v: '1.50' }, true], [{ ...at, equals: 0 }, { v: 'none' }, false], [{ ...at, equals: 1e300 }, { v: '1' }, false],
    [{ ...at, notEquals: 'paid' }, { v: 'open' }, true], [{ ...at, notEquals: 'paid' }, { v: 'paid' }, false], [{ ...at, notEquals: 'paid' }, {}, true],
    [{ ...at, oneOf: ['paid', 'open'] }, { v: 'open' }, true], [{ ...at, oneOf: ['paid', 2] }, { v: 2 }, true], [{ ...at, oneOf: ['paid'] }, { v: null }, false], [{ ...at, oneOf: [] }, { v: 'x' }, false],
    [{ ...at, sign: 'positive' }, { v: '0.01' }, true], [{ ...at, sign: 'positive' }, { v: 0 }, false], [{ ...at, sign: 'positive' }, { v: -1 }, false],
    [{ ...at, sign: 'negative' }, { v: '-0.01' }, true], [{ ...at, sign: 'negative' }, { v: '-0.00' }, false], [{ ...at, sign: 'negative' }, { v: 1 }, false],
    [{ ...at, sign: 'zero' }, { v: '0.00' }, true], [{ ...at, sign: 'zero' }, { v: 1 }, false], [{ ...at, sign: 'not_zero' }, { v: -1 }, true], [{ ...at, sign: 'not_zero' }, { v: 0 }, false],
    [{ ...at, sign: 'zero' }, {}, false], [{ ...at, sign: 'zero' }, { v: 'none' }, false],
  ])('%j on %j: %p', (condition, element, result) => {
    expect(judge(condition, element)).toBe(result);
  });

  it('counts from the element, or from the object where it says so', () => {
    expect(judge({ ...at, equals: 1 }, { v: 1 }, { v: 2 })).toBe(true);
    expect(judge({ ...at, of: 'object', equals: 1 }, { v: 1 }, { v: 2 })).toBe(false);
  });

  it('that equals and one that does not are never both true, nor both false', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.oneof(fc.string(), fc.integer(), fc.boolean()), (value, expected) => {
      expect(judge({ ...at, equals: expected }, { v: value })).not.toBe(judge({ ...at, notEquals: expected }, { v: value }));
    }));
  });
});

it('conditions hold together: all of them, and none of none fails', () => {
  const input = { element: document({ a: 1, b: 2 }), object: document({}) };
  expect(holdsAll([], input)).toBe(true);
  expect(holdsAll([{ path: '/a', equals: 1 }, { path: '/b', equals: 2 }], input)).toBe(true);
  expect(holdsAll([{ path: '/a', equals: 1 }, { path: '/b', equals: 3 }], input)).toBe(false);
});
