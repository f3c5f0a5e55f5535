import fc from 'fast-check';
import { add, equals, fitsNumber, formatMoney, isWithin, isZero, multiply, negate, parseDecimal, roundedForList, subtract } from '../../../src/domain/decimal';
import { decimals } from '../../support/builders';

const DIGITS = 9;
const UNIT = 10n ** BigInt(DIGITS);

/** The value of a decimal text in units of 10^-places, computed apart from the code under test. */
function scaledBy(text: string, places: number): bigint {
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const magnitude = BigInt(`${whole}${fraction.padEnd(places, '0').slice(0, places)}`);
  return negative ? -magnitude : magnitude;
}

const parsed = (text: string) => parseDecimal(text) ?? 'none';

it.each([
  ['199.00', '199'], ['-3', '-3'], ['1.5e2', '150'], ['+7', '7'], [' 8 ', '8'], ['0.10', '0.1'], ['15E-1', '1.5'], ['-0', '0'], ['-0.00', '0'],
  ['000012', '12'], ['1e-7', '0.0000001'], ['999999999999999999999999999999', '999999999999999999999999999999'],
])('"%s" is the decimal %s', (text, decimal) => {
  expect(parseDecimal(text)).toBe(decimal);
});

it.each(['', ' ', 'x', '1,5', '1.', '.5', '1e', '1e999', '--1', '0x10', 'Infinity', 'NaN', '1 2', '1'.repeat(31), `0.${'1'.repeat(31)}`, '1e99', '1.5.2', '$5', '١'])(
  '"%s" is no decimal',
  (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  },
);

describe('a decimal of many digits', () => {
  const [whole, places] = ['1'.repeat(30), '2'.repeat(30)];

  it.each([`${whole}.${places}`, `-${whole}.${places}`])('is taken up to 60 of them: %s', (text) => {
    expect(parseDecimal(text)).toBe(text);
  });

  it.each([['1e29', `1${'0'.repeat(29)}`], ['1e-29', `0.${'0'.repeat(28)}1`], [`${whole}e+30`, `${whole}${'0'.repeat(30)}`]])('may be written with an exponent: %s', (text, decimal) => {
    expect(parseDecimal(text)).toBe(decimal);
  });

  it.each([`${whole}e31`, `-${whole}e31`, `${whole}.${places}e-31`, '1e60'])('is none from 61 digits on: %s', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });
});

it('a difference is within a limit where it is no larger, either way', () => {
  fc.assert(fc.property(decimals(2), decimals(2), (difference, limit) => {
    const size = difference.scaled < 0n ? -difference.scaled : difference.scaled;
    expect(isWithin(parsed(difference.text), parsed(limit.text))).toBe(size <= limit.scaled);
  }));
  expect([isWithin('0.02', '0.02'), isWithin('-0.02', '0.02'), isWithin('-0.03', '0.02')]).toEqual([true, true, false]);
});

it('sums and differences are those of integers of the smallest unit', () => {
  fc.assert(fc.property(decimals(DIGITS), decimals(DIGITS), (left, right) => {
    const [a, b] = [parsed(left.text), parsed(right.text)];
    expect(scaledBy(add(a, b), DIGITS)).toBe(left.scaled + right.scaled);
    expect(scaledBy(subtract(a, b), DIGITS)).toBe(left.scaled - right.scaled);
  }));
});

it('products are those of integers of the smallest unit', () => {
  fc.assert(fc.property(decimals(DIGITS), decimals(DIGITS), (left, right) => {
    const product = multiply(parsed(left.text), parsed(right.text));
    expect(scaledBy(product, 2 * DIGITS)).toBe(left.scaled * right.scaled);
  }));
});

it('two decimals are equal exactly where their integers are', () => {
  fc.assert(fc.property(decimals(3), decimals(3), (left, right) => {
    expect(equals(parsed(left.text), parsed(right.text))).toBe(left.scaled === right.scaled);
    expect(equals(parsed(left.text), parsed(`${left.text}e0`))).toBe(true);
  }));
});

it('a negated decimal is the other side of zero, and zero has no sign', () => {
  fc.assert(fc.property(decimals(DIGITS), ({ text, scaled }) => {
    const decimal = parsed(text);
    expect(scaledBy(negate(decimal), DIGITS)).toBe(-scaled);
    expect(negate(negate(decimal))).toBe(decimal);
    expect(isZero(decimal)).toBe(scaled === 0n);
  }));
  expect(negate('0.00')).toBe('0');
});

it('results are plain notation, without exponent, and parse to themselves', () => {
  fc.assert(fc.property(decimals(DIGITS), decimals(DIGITS), (left, right) => {
    for (const text of [add(parsed(left.text), parsed(right.text)), multiply(parsed(left.text), parsed(right.text))]) {
      expect(text).toMatch(/^-?\d+(\.\d+)?$/);
      expect(text).not.toBe('-0');
      expect(parseDecimal(text)).toBe(text);
    }
  }));
});

it.each([['608.94', '608.94'], ['409.9', '409.90'], ['0.005', '0.005'], ['-3', '-3.00'], ['0', '0.00'], ['199.00', '199.00'], ['1.230', '1.23']])(
  'money %s is shown as %s',
  (value, shown) => {
    expect(formatMoney(value)).toBe(shown);
  },
);

it('money as shown is exactly the amount', () => {
  fc.assert(fc.property(decimals(DIGITS), ({ text, scaled }) => {
    const shown = formatMoney(parsed(text));
    expect(shown).toMatch(/^-?\d+\.\d{2,}$/);
    expect(scaledBy(shown, DIGITS)).toBe(scaled);
  }));
  expect(UNIT).toBe(1_000_000_000n);
});
it.each([['1550.925', '1550.93'], ['-1550.925', '-1550.93'], ['1.004', '1'], ['0', '0'], ['2.345', '2.35'], ['99999999999999.995', '100000000000000']])('%s is rounded for a list to %s', (value, rounded) => {
  expect(roundedForList(value)).toBe(rounded);
});

it('a rounded value is never more than half a cent away', () => {
  fc.assert(fc.property(decimals(DIGITS), ({ text }) => {
    expect(isWithin(subtract(roundedForList(parsed(text)), parsed(text)), '0.005')).toBe(true);
  }));
});

it.each([
  ['19.99', true], ['0', true], ['-0.1', true], ['9007199254740992', true], ['9007199254740993', false], ['99999999999.9999', true], ['12345678901234567.89', false], ['0.1234567890123456789', false], ['1000000000000000000000', true],
])('a number holds %s exactly: %s', (value, fits) => {
  expect(fitsNumber(value)).toBe(fits);
});
