import * as fc from 'fast-check';
import { CAPABILITIES, capabilitiesOf } from '../../../../src/domain/review/capability';
import type { Capability } from '../../../../src/domain/review/capability';
import { DEFAULT_LIMITS, isAbove, limitsOf, mayClose, mayOrganize, sumAtStake } from '../../../../src/domain/review/limits';

const capabilities = fc.uniqueArray(fc.constantFrom(...CAPABILITIES)).map((list) => new Set<Capability>(list));
const amount = fc.integer({ min: -100_000, max: 100_000 }).map(String);

const stake = (atRisk: string | undefined, priced = true) => ({ atRisk, priced });

it.each<[string, readonly (readonly [string | undefined, boolean])[], string | undefined]>([
  ['nothing', [], '0'],
  ['amounts', [['10.50', true], ['0.50', true]], '11'],
  ['documents without an amount', [['10', true], [undefined, false]], '10'],
  ['an amount that cannot be told', [['10', true], [undefined, true]], undefined],
])('the sum of %s is told, or is not', (_what, stakes, sum) => {
  expect(sumAtStake(stakes.map(([atRisk, priced]) => ({ atRisk, priced })))).toBe(sum);
});

describe('the limits of an account', () => {
  it.each<[string, object]>([
    ['', {}], ['{', {}], ['null', {}], ['7', {}], ['{}', {}],
    ['{"small":"100.50"}', { small: '100.5' }], ['{"small":100,"medium":"0"}', { small: '100', medium: '0' }],
    ['{"small":"-1","medium":"much","bulkAmount":true}', {}], ['{"bulkAmount":"7"}', { bulkAmount: '7' }],
    ['{"bulkRows":10}', { bulkRows: 10 }], ['{"bulkRows":0}', { bulkRows: 0 }], ['{"bulkRows":-1}', {}], ['{"bulkRows":1.5}', {}], ['{"bulkRows":"10"}', {}],
  ])('of the setting %s are the defaults with %j', (setting, changes) => {
    expect(limitsOf(setting)).toEqual({ ...DEFAULT_LIMITS, ...changes });
  });
});

it.each<[string | undefined, string, boolean]>([
  ['100', '100', false], ['100.01', '100', true], ['-100.01', '100', true], ['-100', '100', false], ['0', '0', false], [undefined, '1000000', true],
])('an amount of %s is above %s: %p', (value, limit, above) => {
  expect(isAbove(value, limit)).toBe(above);
});

describe('closing', () => {
  it.each<[Capability | undefined, string | undefined, boolean]>([
    [undefined, '0', false],
    ['close_small', '5000', true], ['close_small', '5000.01', false], ['close_small', undefined, false],
    ['close_medium', '50000', true], ['close_medium', '-50000.01', false], ['close_medium', undefined, true],
    ['close_any', '1000000', true], ['close_any', undefined, true],
  ])('with %s what is worth %s is allowed: %p', (capability, value, allowed) => {
    expect(mayClose(stake(value, value !== undefined), new Set(capability === undefined ? [] : [capability]), DEFAULT_LIMITS)).toBe(allowed);
  });

  it('an amount that cannot be told in base currency is closed by nobody but who has no limit', () => {
    fc.assert(fc.property(capabilities, (has) => {
      expect(mayClose(stake(undefined, true), has, DEFAULT_LIMITS)).toBe(has.has('close_any'));
    }));
  });

  it('a larger amount, or one with the other sign, is never closed where the smaller is not', () => {
    fc.assert(fc.property(capabilities, amount, amount, (has, one, other) => {
      if (Math.abs(Number(one)) > Math.abs(Number(other))) return;
      if (mayClose(stake(other), has, DEFAULT_LIMITS)) expect(mayClose(stake(one), has, DEFAULT_LIMITS)).toBe(true);
    }));
  });

  it('no amount is closed by who only looks or keeps the rules', () => {
    fc.assert(fc.property(amount, (value) => {
      for (const role of ['viewer', 'admin'] as const) expect(mayClose(stake(value), capabilitiesOf(role), DEFAULT_LIMITS)).toBe(false);
    }));
  });
});

it.each<[Capability | undefined, number | undefined, boolean]>([
  ['organize_any', 8, true], ['organize_any', undefined, true], ['organize_own', 7, true], ['organize_own', undefined, true], ['organize_own', 8, false], [undefined, 7, false], [undefined, undefined, false],
])('user 7 with %s organizes what belongs to %s: %p', (capability, owner, allowed) => {
  expect(mayOrganize(owner, 7, new Set(capability === undefined ? [] : [capability]))).toBe(allowed);
});
