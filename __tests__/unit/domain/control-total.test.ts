import fc from 'fast-check';
import { checkSavedTotal, checkTotal, totalPointer } from '../../../src/domain/control-total';
import type { TotalLimits } from '../../../src/domain/control-total';
import type { ControlTotal, TotalTerm } from '../../../src/domain/map';
import { document } from '../../support/builders';

const TOTAL: ControlTotal = {
  name: 'order-total', add: [{ each: '/lines', product: ['price', 'quantity'] }, { each: '/shipping', product: ['price'] }, { path: '/tax' }],
  subtract: [{ path: '/discount' }], equals: '/total', savedField: 'total', decision: 'D-0018',
};

const check = (value: unknown, changes: Partial<ControlTotal> = {}, limits: Partial<TotalLimits> = {}) => checkTotal({ ...TOTAL, ...changes }, document(value), { rounding: undefined, exponents: {}, ...limits });
const problem = (pointer: string, code: string) => ({ kind: 'problem', problem: { pointer, code } });

const ORDER = { lines: [{ price: '199.00', quantity: 2 }], shipping: [{ price: '10.00' }], tax: '5.45', discount: '20.00', total: '393.45' };

it('lines, shipping and tax less the discount make the total', () => {
  expect(check(ORDER)).toEqual({ kind: 'agrees', total: TOTAL, expected: '393.45', remainder: '0', rounds: false });
});

it('a difference names both numbers and what lies between', () => {
  const order = { ...ORDER, lines: [{ price: '199.00', quantity: 3 }], shipping: [{ price: '0.00' }], tax: '11.94', discount: '0', total: '409.94' };
  expect(check(order)).toEqual({
    kind: 'problem',
    problem: { pointer: '/total', code: 'totals_differ', message: 'The order-total adds up to 608.94, but the document says 409.94 (difference 199.00).' },
  });
});

it.each([[{ ...ORDER, shipping: undefined, total: '383.45' }], [{ ...ORDER, shipping: null, tax: null, total: '378.00' }], [{ ...ORDER, shipping: [], discount: undefined, total: '403.45' }]])(
  'a part that is not there counts as nothing: %j',
  (order) => {
    expect(check(order).kind).toBe('agrees');
  },
);

it.each<[string, unknown, object]>([
  ['no total', { ...ORDER, total: undefined }, problem('/total', 'required_path_missing')],
  ['a total that is no amount', { ...ORDER, total: 'much' }, problem('/total', 'required_path_missing')],
  ['lines that are no list', { ...ORDER, lines: 'x' }, problem('/lines', 'value_invalid')],
  ['a line without a price', { ...ORDER, lines: [{ price: '1', quantity: 1 }, { quantity: 1 }] }, problem('/lines/1/price', 'required_path_missing')],
  ['a line whose quantity is no number', { ...ORDER, lines: [{ price: '1', quantity: 'two' }] }, problem('/lines/0/quantity', 'required_path_missing')],
  ['a tax that is no amount', { ...ORDER, tax: 'free', total: '388.00' }, problem('/tax', 'value_invalid')],
  ['a tax that is a list', { ...ORDER, tax: [5], total: '388.00' }, problem('/tax', 'value_invalid')],
  ['a discount that is no amount', { ...ORDER, discount: '1,50' }, problem('/discount', 'value_invalid')],
])('%s is a problem at its place', (_what, order, expected) => {
  expect(check(order)).toMatchObject(expected);
});

it.each([
  ['counts where its conditions hold', { ...ORDER, included: false }, 'agrees'],
  ['counts where nothing stands at its condition', ORDER, 'agrees'],
  ['counts for nothing where they do not', { ...ORDER, included: true, total: '388.00' }, 'agrees'],
  ['is not looked at where they do not', { ...ORDER, included: true, tax: 'free', total: '388.00' }, 'agrees'],
  ['is missed where it would have made the total', { ...ORDER, included: true }, 'problem'],
])('an amount %s', (_what, order, kind) => {
  const add: readonly TotalTerm[] = [...TOTAL.add.slice(0, 2), { path: '/tax', where: [{ path: '/included', notEquals: true }] }];
  expect(check(order, { add }).kind).toBe(kind);
});

it('a member name with a slash or a tilde is found', () => {
  const term: TotalTerm = { each: '/lines', product: ['price/net', 'a~b'] };
  expect(check({ lines: [{ 'price/net': '2', 'a~b': '3' }], total: '6' }, { add: [term], subtract: [] }).kind).toBe('agrees');
});

it('agrees exactly where the cents agree', () => {
  const cents = fc.integer({ min: 0, max: 10_000_000 });
  const line = fc.record({ cents, quantity: fc.integer({ min: 0, max: 1000 }) });
  const text = (value: number) => (value / 100).toFixed(2);
  fc.assert(fc.property(fc.array(line), cents, cents, cents, fc.constantFrom(-1, 0, 0, 1), (lines, shipping, tax, discount, off) => {
    const total = lines.reduce((sum, { cents: price, quantity }) => sum + price * quantity, 0) + shipping + tax - discount + off;
    const order = {
      lines: lines.map(({ cents: price, quantity }) => ({ price: text(price), quantity })), shipping: [{ price: text(shipping) }], tax: text(tax),
      discount: text(discount), total: `${total < 0 ? '-' : ''}${String(Math.trunc(Math.abs(total) / 100))}.${String(Math.abs(total) % 100).padStart(2, '0')}`,
    };
    expect(check(order).kind).toBe(off === 0 ? 'agrees' : 'problem');
  }));
});

it.each([['388', '388.00', true], ['388.00', '388', true], ['388', '387.99', false], ['388', undefined, false], ['0', '-0.00', true]])(
  'expected %s and saved %s agree: %p',
  (expected, saved, agree) => {
    const difference = checkSavedTotal(TOTAL, expected, saved);
    if (agree) expect(difference).toBeUndefined();
    else expect(difference).toMatchObject({ pointer: '/total', code: 'saved_total_differs' });
  },
);

it('a saved total that differs names both amounts and the field', () => {
  expect(checkSavedTotal(TOTAL, '388', '398')?.message).toBe('The document says 388.00, NetSuite saved 398.00 in "total".');
  expect(checkSavedTotal(TOTAL, '388', undefined)?.message).toBe('The document says 388.00, NetSuite saved no amount in "total".');
});

it('of a record without a field for its total, none is compared', () => {
  const { savedField: _none, ...journal } = TOTAL;
  expect(checkSavedTotal(journal, '388', undefined)).toBeUndefined();
  expect(checkSavedTotal(journal, '388', '398')).toBeUndefined();
});

describe('a total that the document gives as a sum', () => {
  const sum = { each: '/payments', product: ['amount'], where: [{ path: '/ok', equals: true }] };
  const payments = [{ amount: '300', ok: true }, { amount: '93.45', ok: true }, { amount: '7', ok: false }];

  it('is the sum of what its condition names', () => {
    expect(check({ ...ORDER, payments }, { equals: sum })).toMatchObject({ kind: 'agrees', expected: '393.45', remainder: '0' });
    expect(check({ ...ORDER, payments: payments.slice(1) }, { equals: sum })).toMatchObject({
      problem: { pointer: '/payments', code: 'totals_differ', message: 'The order-total adds up to 393.45, but the document says 93.45 (difference 300.00).' },
    });
  });

  it.each<[string, unknown, string, string, string]>([
    ['is not there', undefined, '/payments', 'required_path_missing', 'The order-total has no amount here.'],
    ['is no list', 'x', '/payments', 'value_invalid', 'A list of lines is expected here.'],
    ['has a part without an amount', [{ ok: true }], '/payments/0/amount', 'required_path_missing', 'A decimal is needed here to check the total.'],
  ])('is a problem at its place where it %s', (_what, value, pointer, code, message) => {
    expect(check({ ...ORDER, payments: value }, { equals: sum })).toEqual({ kind: 'problem', problem: { pointer, code, message } });
  });

  it('is 0 where the sum has no part', () => {
    expect(check({ lines: [], tax: '0', payments: [] }, { equals: sum })).toMatchObject({ kind: 'agrees', expected: '0' });
    expect(check({ lines: [], tax: '0', payments: null }, { equals: sum })).toMatchObject({ kind: 'agrees', expected: '0' });
  });

  it('may be one amount', () => {
    expect(check(ORDER, { equals: { path: '/total' } })).toMatchObject({ kind: 'agrees', expected: '393.45' });
    expect(check({ ...ORDER, total: undefined }, { equals: { path: '/total' } })).toMatchObject(problem('/total', 'required_path_missing'));
  });

  it('is named by its amount or its list', () => {
    expect([totalPointer({ ...TOTAL, equals: { path: '/a' } }), totalPointer({ ...TOTAL, equals: sum }), totalPointer(TOTAL)]).toEqual(['/a', '/payments', '/total']);
  });
});

describe('a control total with limits', () => {
  const lines = (computed: string, total: string) => ({ lines: [], tax: computed, total });

  it.each([['0.00', '10.00', '10.01', 'problem'], ['0.01', '10.00', '10.01', 'agrees'], ['0.01', '10.01', '10.00', 'agrees'], ['0.01', '10.00', '10.02', 'problem']])(
    'of tolerance %s: parts of %s against %s: %s',
    (tolerance, computed, total, kind) => {
      expect(check(lines(computed, total), { tolerance }).kind).toBe(kind);
    },
  );

  it('says what a rounding line has to take up, and only beyond the tolerance', () => {
    expect(check(lines('10.00', '10.03'), {}, { rounding: '0.05' })).toMatchObject({ kind: 'agrees', remainder: '0.03', rounds: true });
    expect(check(lines('10.03', '10.00'), {}, { rounding: '0.05' })).toMatchObject({ remainder: '-0.03', rounds: true });
    expect(check(lines('10.00', '10.03'), { tolerance: '0.03' }, { rounding: '0.05' })).toMatchObject({ remainder: '0.03', rounds: false });
    expect(check(lines('10.00', '10.06'), {}, { rounding: '0.05' }).kind).toBe('problem');
  });

  it('in smallest units is compared, and expected, in major ones', () => {
    const invoice = { lines: [], tax: 1999, total: 1999, cur: 'usd' };
    expect(check(invoice, { minorUnitsOf: '/cur' })).toMatchObject({ kind: 'agrees', expected: '19.99', remainder: '0' });
    expect(check({ ...invoice, cur: 'jpy' }, { minorUnitsOf: '/cur' })).toMatchObject({ expected: '1999' });
    expect(check({ ...invoice, cur: 'isk' }, { minorUnitsOf: '/cur' }, { exponents: { ISK: 2 } })).toMatchObject({ expected: '19.99' });
    expect(check({ ...invoice, total: 2000 }, { minorUnitsOf: '/cur' })).toMatchObject({ problem: { message: expect.stringContaining('adds up to 19.99, but the document says 20.00') as string } });
  });

  it('without any condition on its elements counts them all', () => {
    expect(check({ lines: [{ price: 5, quantity: 1 }], total: 5 }).kind).toBe('agrees');
  });

  it.each([[{ cur: 'dollars' }], [{}]])('in smallest units of no currency is a problem at its place: %j', (currency) => {
    expect(check({ lines: [], tax: 1, total: 1, ...currency }, { minorUnitsOf: '/cur' })).toEqual({
      kind: 'problem', problem: { pointer: '/cur', code: 'value_invalid', message: 'The order-total is in smallest units; a currency code is expected here to say which.' },
    });
  });

  it('counts the elements that its condition names', () => {
    const payout = { lines: [{ net: 5, type: 'charge' }, { net: -5, type: 'payout' }], total: 5 };
    expect(check(payout, { add: [{ each: '/lines', product: ['net'], where: [{ path: '/type', notEquals: 'payout' }] }] }).kind).toBe('agrees');
  });

  it('compares the saved total within its tolerance', () => {
    expect(checkSavedTotal({ ...TOTAL, tolerance: '0.01' }, '388', '388.01')).toBeUndefined();
    expect(checkSavedTotal({ ...TOTAL, tolerance: '0.01' }, '388', '388.02')).toMatchObject({ code: 'saved_total_differs' });
  });
});
