import fc from 'fast-check';
import { add } from '../../../../src/domain/decimal';
import { reversingLines } from '../../../../src/domain/rollback/reversing-lines';
import type { PostingLine } from '../../../../src/domain/rollback/reversing-lines';

const line = (account: number, foreign: string, base = foreign): PostingLine => ({ account, foreign, base, segments: { entity: 7 } });

it('debits become credits and the other way round; what is booked to whom stays', () => {
  expect(reversingLines([line(11, '100'), line(40, '-100')], '1')).toEqual([
    { account: 11, side: 'credit', amount: '100', segments: { entity: 7 } }, { account: 40, side: 'debit', amount: '100', segments: { entity: 7 } },
  ]);
});

it('a line of nothing is left out', () => {
  expect(reversingLines([line(11, '5'), line(40, '-5'), line(50, '0')], '1')).toHaveLength(2);
});

it.each([['1.25', '12.50', true], ['1.25', '12.505', true], ['1.25', '12.51', false], ['1.25', '0', false]])('10 at the rate %s that stand at %s in base currency can be reversed: %s', (rate, base, can) => {
  expect(reversingLines([line(11, '10', base)], rate) !== undefined).toBe(can);
});

it('what a transaction posted and its reverse come to nothing on every account', () => {
  const lines = fc.array(fc.record({ account: fc.integer({ min: 1, max: 4 }), cents: fc.integer({ min: -100_000, max: 100_000 }) }), { maxLength: 8 });
  fc.assert(fc.property(lines, (posted) => {
    const reversed = reversingLines(posted.map(({ account, cents }) => line(account, (cents / 100).toFixed(2))), '1') ?? [];
    for (const account of [1, 2, 3, 4]) {
      const before = posted.filter((each) => each.account === account).reduce((sum, { cents }) => sum + cents, 0);
      const after = reversed.filter((each) => each.account === account).reduce((sum, { side, amount }) => add(sum, side === 'debit' ? amount : `-${amount}`), '0');
      expect(Math.round(Number(after) * 100) + before).toBe(0);
    }
  }));
});
