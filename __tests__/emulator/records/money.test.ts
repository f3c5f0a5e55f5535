import { fromMinorUnits, minorUnits, productInMinorUnits, roundTo } from '../../../emulator/records/money';

describe('money', () => {
  test.each([
    [0.575, 2, 0.58], [1.005, 2, 1.01], [-1.005, 2, -1.01], [2.675, 2, 2.68], [1e-7, 2, 0], [1e21, 2, 1e21],
    [409.94, 0, 410], [0.5, 0, 1], [-0.004, 2, 0], [1234.5678, 3, 1234.568],
  ])('%d at %d decimals is %d', (value, precision, expected) => {
    expect(roundTo(value, precision)).toBe(expected);
  });

  test.each([
    [3, 0.1, 2, 30n], [3, 1.115, 2, 335n], [1.5, 33.33, 2, 5000n], [-2, 9.995, 2, -1999n], [7, 19, 0, 133n],
  ])('%d × %d at %d decimals is %s minor units', (left, right, precision, expected) => {
    expect(productInMinorUnits(left, right, precision)).toBe(expected);
  });

  test('a sum in minor units has no binary remainder', () => {
    const sum = Array.from({ length: 10 }, () => minorUnits(0.1, 2)).reduce((left, right) => left + right, 0n);
    expect(fromMinorUnits(sum, 2)).toBe(1);
  });
});
