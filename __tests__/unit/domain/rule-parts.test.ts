import fc from 'fast-check';
import { addDays, calendarDateInUtc, dateOfDay, dayNumber } from '../../../src/domain/calendar';
import { currencyExponent } from '../../../src/domain/currency-exponents';
import { derivedKey, likenessId, likenessIds, lookAlikeWindow, naturalKeyOf } from '../../../src/domain/document-keys';
import { parseDocument } from '../../../src/domain/document';
import { documentFacts } from '../../../src/domain/document-facts';
import { cancelEffect, dependencyWaitMs, judgeDocument } from '../../../src/domain/judge-document';
import type { RulePaths } from '../../../src/domain/map';
import type { RuleParts } from '../../../src/domain/rule-parts';
import { compareVersions, versionNumber } from '../../../src/domain/version-order';
import { document, rule, sha256 } from '../../support/builders';

const D = 'D-0001';
const withParts = (parts: RuleParts, paths: Partial<RulePaths> = {}) => rule({ parts, paths: { externalId: '/id', ...paths } });

describe('a document is judged by its rule', () => {
  const judge = (parts: RuleParts, value: unknown, production = true) => judgeDocument(withParts(parts), document(value), { production, intent: 'upsert' });
  const test: RuleParts = { refuseWhen: [{ when: [{ path: '/test', equals: true }], in: 'production', reason: 'A test order is not posted.', decision: D }] };

  it('and goes on with the intent of the call where the rule says nothing', () => {
    expect(judge({}, {})).toEqual({ kind: 'goes_on', intent: 'upsert' });
  });

  it.each([['production', true, 'refused'], ['production', false, 'goes_on'], ['sandbox', true, 'goes_on'], ['sandbox', false, 'refused'], ['any', true, 'refused'], ['any', false, 'refused'], [undefined, true, 'refused']] as const)(
    'as refused in %s only where it counts (production: %p): %s',
    (where, production, kind) => {
      const refuseWhen = test.refuseWhen!.map(({ in: _in, ...rest }) => ({ ...rest, ...(where === undefined ? {} : { in: where }) }));
      expect(judge({ refuseWhen }, { test: true }, production).kind).toBe(kind);
    },
  );

  it('and told why by the rule, with its decision', () => {
    expect(judge(test, { test: true })).toMatchObject({ kind: 'refused', decision: D, problem: { code: 'refused_by_rule', detail: 'A test order is not posted. Rule shop.order, decision D-0001.' } });
    expect(judge(test, { test: false })).toMatchObject({ kind: 'goes_on' });
  });

  it('as refused where it is none of the documents that count', () => {
    const acceptWhen = { when: [{ path: '/status', oneOf: ['open', 'paid'] }], reason: 'Only finalized invoices are posted.', decision: D };
    expect(judge({ acceptWhen }, { status: 'draft' })).toMatchObject({ kind: 'refused', problem: { detail: expect.stringContaining('Only finalized') as string } });
    expect(judge({ acceptWhen }, { status: 'open' })).toMatchObject({ kind: 'goes_on' });
  });

  it('as a cancellation where its content says so', () => {
    const cancelWhen = [{ path: '/cancelled_at', present: true }];
    expect(judge({ cancelWhen }, { cancelled_at: '2024-01-01' })).toEqual({ kind: 'goes_on', intent: 'cancel' });
    expect(judge({ cancelWhen }, { cancelled_at: null })).toEqual({ kind: 'goes_on', intent: 'upsert' });
  });

  it.each([[true, 'close', 'close'], [true, 'void', 'void'], [true, undefined, 'refuse'], [false, 'close', 'refuse']] as const)('may cancel: %p, on cancel: %p: it does %s', (mayCancel, onCancel, effect) => {
    expect(cancelEffect(rule({ mayCancel, parts: onCancel === undefined ? {} : { onCancel } }))).toBe(effect);
  });

  it.each([[undefined, 72], [1, 1], [72, 72], [100, 72]])('and waits %p hours for another document: %i', (dependencyHours, hours) => {
    expect(dependencyWaitMs(rule({ parts: dependencyHours === undefined ? {} : { dependencyHours } }))).toBe(hours * 3_600_000);
  });
});

describe('a derived key', () => {
  const key = (value: unknown) => derivedKey(withParts({ key: ['/id', '/at'] }), document(value), sha256);

  it('is readable, and the same for the same values', () => {
    expect(key({ id: 17, at: '2024-01-01' })).toMatch(/^derived:17\|2024-01-01:[0-9a-f]{32}$/);
    expect(key({ id: 17, at: '2024-01-01', other: 1 })).toBe(key({ at: ' 2024-01-01', id: 17 }));
    expect(key({ id: 17, at: '2024-01-01' })).not.toBe(key({ id: '17', at: '2024-01-02' }));
  });

  it('shows the first 60 characters of its values, each that is not printable as a hyphen', () => {
    const hash = (parts: readonly string[]) => sha256(`key\norder\n${JSON.stringify(parts)}`).slice(0, 32);
    expect(key({ id: 'a é', at: 'b' })).toBe(`derived:a--|b:${hash(['a é', 'b'])}`);
    expect(key({ id: 'x'.repeat(60), at: 'y' })).toBe(`derived:${'x'.repeat(60)}:${hash(['x'.repeat(60), 'y'])}`);
  });

  it('is printable and short, whatever the document holds', () => {
    fc.assert(fc.property(fc.string(), fc.string({ minLength: 1 }), (id, at) => {
      const made = key({ id: `x${id}`, at: `y${at}` });
      expect(made).toMatch(/^[\x21-\x7e]{1,108}$/);
    }));
  });

  it('does not confuse where one value ends and the next begins', () => {
    expect(key({ id: 'a|b', at: 'c' })).not.toBe(key({ id: 'a', at: 'b|c' }));
  });

  it.each([[{ id: 17 }], [{ id: 17, at: null }], [{ id: 17, at: ' ' }], [{ id: 17, at: {} }]])('is not made of %j, which lacks a part', (value) => {
    expect(key(value)).toBeUndefined();
  });

  it('is not made where the rule names no paths', () => {
    expect(derivedKey(rule(), document({ id: 1 }), sha256)).toBeUndefined();
  });
});

describe('a natural key', () => {
  const bill: RuleParts = { naturalKey: { kind: 'vendor-bill', paths: ['/vendor', '/number'], decision: D } };
  const value = (object: unknown) => naturalKeyOf(withParts(bill), document(object))?.value;

  it.each([
    [{ vendor: 'ACME', number: 'INV-7' }, { vendor: 'acme', number: ' inv-7 ' }, true], [{ vendor: 'ACME Ltd', number: '7' }, { vendor: 'ACME \t Ltd', number: '7' }, true], [{ vendor: 'ACME Ltd', number: '7' }, { vendor: 'ACMELtd', number: '7' }, false],
    [{ vendor: 'A', number: 7 }, { vendor: 'A', number: 7.0 }, true], [{ vendor: 'A', number: '007' }, { vendor: 'A', number: '7' }, false], [{ vendor: 'A', number: 'BC' }, { vendor: 'AB', number: 'C' }, false],
  ])('of %j and %j is one: %p', (left, right, one) => {
    expect(value(left) === value(right)).toBe(one);
    expect(value(left)).toBeDefined();
  });

  it('counts a number by its value, however it is written', () => {
    const written = (number: string) => naturalKeyOf(withParts(bill), parseDocument(`{"vendor":"A","number":${number}}`, ''))?.value;
    expect(['7', '7.0', '70e-1', '0.7E1'].map(written)).toEqual(Array(4).fill('["A","7"]'));
  });

  it('names its kind and decision', () => {
    expect(naturalKeyOf(withParts(bill), document({ vendor: 'A', number: 1 }))).toEqual({ kind: 'vendor-bill', value: '["A","1"]', decision: D });
  });

  it('is none where a part is missing, or the rule has none', () => {
    expect(value({ vendor: 'A' })).toBeUndefined();
    expect(naturalKeyOf(rule(), document({ vendor: 'A', number: 1 }))).toBeUndefined();
  });

  it('of a number that no decimal can hold is its digits', () => {
    expect(naturalKeyOf(withParts(bill), { vendor: 'A', number: document(1e300) })?.value).toBe('["A","1E+300"]');
  });
});

describe('documents that look alike', () => {
  const guard: RuleParts = { lookAlike: { days: 3, party: '/who', amount: '/sum', date: '/at', decision: D } };
  const sent = { who: ' Bob@x.com ', sum: '10.00', at: '2024-03-01T23:00:00-05:00' };
  const window = (value: unknown, parts = guard) => lookAlikeWindow(withParts(parts), document(value));

  it('share party and amount within some days of the date, over month and leap day', () => {
    expect(window(sent)).toEqual({ party: 'Bob@x.com', amount: '10', from: '2024-02-27', to: '2024-03-04', day: '2024-03-01', decision: D });
  });

  const of = { source: 'shop', documentType: 'bill' };

  it.each([
    [{ who: 'bob@X.com', sum: '10', at: '2024-02-27' }, of, true], [{ who: 'Bob@x.com', sum: '1e1', at: '2024-03-04T01:00:00Z' }, of, true],
    [{ who: 'Bob@x.com', sum: '10', at: '2024-02-26' }, of, false], [{ who: 'Bob@x.com', sum: '10', at: '2024-03-05' }, of, false],
    [{ who: 'Bob@x.com', sum: '10.01', at: '2024-03-01' }, of, false], [{ who: 'Rob@x.com', sum: '10', at: '2024-03-01' }, of, false],
    [sent, { ...of, source: 'other' }, false], [sent, { ...of, documentType: 'order' }, false],
  ])('%j of %j: %p', (value, theirs, alike) => {
    const other = window(value)!;
    expect(likenessIds(window(sent)!, of, sha256).includes(likenessId(other, { ...theirs, day: other.day }, sha256))).toBe(alike);
  });

  it('are looked for under one external id for each day', () => {
    const ids = likenessIds(window(sent)!, of, sha256);
    expect(ids.map((id) => id.slice(-10))).toEqual(['2024-02-27', '2024-02-28', '2024-02-29', '2024-03-01', '2024-03-02', '2024-03-03', '2024-03-04']);
    expect(new Set(ids.map((id) => id.length))).toEqual(new Set([80]));
  });

  it.each([[{ ...sent, who: ' ' }], [{ ...sent, who: null }], [{ ...sent, sum: 'ten' }], [{ ...sent, sum: null }], [{ ...sent, at: 'then' }], [{ ...sent, at: null }]])('are not looked for where a fact is missing: %j', (value) => {
    expect(window(value)).toBeUndefined();
  });

  it('are not looked for without a rule', () => {
    expect(window(sent, {})).toBeUndefined();
  });
});

describe('the facts of a document in smallest units and epoch time', () => {
  const facts = (paths: Partial<RulePaths>, value: unknown, parts: RuleParts = {}) => documentFacts(withParts(parts, { amount: '/sum', currency: '/cur', date: '/at', ...paths }), document(value));

  it.each([
    [{ sum: 1999, cur: 'usd' }, '19.99'], [{ sum: 1999, cur: 'JPY' }, '1999'], [{ sum: 'many', cur: 'USD' }, 'many'], [{ sum: 1999, cur: 'dollars' }, '1999'], [{ sum: 1999 }, '1999'], [{ cur: 'USD' }, undefined],
  ])('%j: %p', (value, amount) => {
    expect(facts({ amountUnits: 'minor' }, value).amount).toBe(amount);
  });

  it('count by the provider where it counts otherwise', () => {
    expect(facts({ amountUnits: 'minor' }, { sum: 1999, cur: 'ISK' }, { currencyExponents: { exponents: { ISK: 2 }, decision: D } }).amount).toBe('19.99');
  });

  it('stay as received in major units', () => {
    expect(facts({}, { sum: '19.990', cur: 'USD' }).amount).toBe('19.990');
    expect(facts({ amountUnits: 'major', baseAmount: '/base' }, { sum: '19.990', cur: 'USD', base: '18.00' })).toMatchObject({ amount: '19.990', baseAmount: '18.00' });
    expect(facts({}, {})).not.toHaveProperty('baseAmount');
    expect(facts({}, { base: '18.00' }, { ledger: {} })).not.toHaveProperty('baseAmount');
    expect(facts({}, { base: '18.00' }, { ledger: { currency: { path: '/cur', baseAmount: '/base', decision: D } } }).baseAmount).toBe('18.00');
  });

  it.each([
    ['epoch_seconds', 1719417600, '2024-06-26'], ['epoch_milliseconds', 1719417600000, '2024-06-26'], ['epoch_seconds', 'then', 'then'], ['epoch_seconds', null, undefined], ['iso', '2024-06-26', '2024-06-26'], ['iso', 1719417600000, '1719417600000'], [undefined, 1719417600000, '1719417600000'], [undefined, '2024-06-26', '2024-06-26'],
  ] as const)('%s %p: %p', (dateKind, at, date) => {
    expect(facts(dateKind === undefined ? {} : { dateKind }, { at }).date).toBe(date);
  });
});

describe('days', () => {
  const anyDay = fc.integer({ min: -719_528, max: 2_932_896 });

  it('are counted as Date counts them, from year 0 to 9999, and back', () => {
    fc.assert(fc.property(anyDay, (days) => {
      const date = new Date(days * 86_400_000).toISOString().slice(0, 10);
      expect(dateOfDay(days)).toBe(date);
      expect(dayNumber(date)).toBe(days);
    }), { numRuns: 2000 });
  });

  it('are added, within the years that a date can write', () => {
    expect(addDays('2023-02-28', 1)).toBe('2023-03-01');
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
    expect(addDays('0000-01-02', -5)).toBe('0000-01-01');
    expect(addDays('9999-12-31', 5)).toBe('9999-12-31');
  });

  it('in UTC need no tables of zones; in any other zone they are not known here', () => {
    expect(calendarDateInUtc(-1, 'UTC')).toBe('1969-12-31');
    expect(calendarDateInUtc(0, 'America/New_York')).toBeUndefined();
  });
});

it.each([['USD', 2], [' jpy ', 0], ['KWD', 3], ['CLF', 4], ['ISK', 2], ['XYZ', 2], ['US', undefined], ['', undefined], ['US1', undefined]])('the smallest unit of %j has %p digits where ISK is counted in hundredths', (code, digits) => {
  expect(currencyExponent(code, { ISK: 2 })).toBe(digits);
});

it.each([
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'], [2, 'USD EUR GBP CHF CAD AUD CNY INR MXN BRL HUF'], [3, 'BHD IQD JOD KWD LYD OMR TND'], [4, 'CLF UYW'],
])('ISO 4217 gives %i digits to %s', (digits, codes) => {
  for (const code of codes.split(' ')) expect([code, currencyExponent(code, {})]).toEqual([code, digits]);
});

it('an override is one of its own, not one of every object', () => {
  expect(currencyExponent('ISK', {})).toBe(0);
});

it.each([[1, 2, 'older'], [2, 2, 'equal'], [3, 2, 'newer'], [undefined, 2, 'unordered'], [1, undefined, 'unordered']] as const)('version %p against the applied %p is %s', (incoming, applied, order) => {
  expect(compareVersions(incoming, applied)).toBe(order);
});

it('a sequence is a number', () => {
  expect(versionNumber('17', 'sequence')).toBe(17);
  expect(versionNumber('a', 'sequence')).toBeUndefined();
});
