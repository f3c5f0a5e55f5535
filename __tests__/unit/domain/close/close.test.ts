import fc from 'fast-check';
import { addCounts, changedTotals, closeLineOf, CLOSE_LINES, controlTotals, countOperations, isBalanced, isOpenLine, MOST_OPEN, NOTHING_COUNTED } from '../../../../src/domain/close/close-count';
import type { CountedOperation } from '../../../../src/domain/close/close-count';
import { closeDay, closeSubjectOf, closeSubjectText, isInPeriod, LEAD_DAYS } from '../../../../src/domain/close/close-period';
import { afterSigning, closeStatement, signFault, signOffChain, statementText, totalsIn } from '../../../../src/domain/close/sign-off';
import { addDays } from '../../../../src/domain/calendar';
import { isSettled, STATES } from '../../../../src/domain/states';
import { sha256 } from '../../../support/builders';

const NOVEMBER = { internalId: 12, name: 'Nov 2026', start: '2026-11-01', end: '2026-11-30' };
const at = (date: string) => Date.parse(`${date}T10:00:00Z`);
const operation = (changes: Partial<CountedOperation> = {}): CountedOperation => ({ operationId: 'a', state: 'applied', held: false, causeOpen: false, amount: '10.00', currency: 'USD', ...changes });

const operations = fc.array(fc.record({
  operationId: fc.uuid(), state: fc.constantFrom(...STATES), held: fc.boolean(), causeOpen: fc.boolean(), amount: fc.oneof(fc.constant(''), fc.constant('much'), fc.integer({ min: -999_999, max: 999_999 }).map((cents) => (cents / 100).toFixed(2))),
  currency: fc.constantFrom('USD', 'usd', 'CAD', ''),
}));

describe('the day that an operation counts on', () => {
  it.each<[string, string, string, string]>([
    ['is the date of its document', '2026-11-02', '2026-12-05', '2026-11-02'],
    ['is the date of a moment', '2026-11-02T23:59:59-08:00', '2026-12-05', '2026-11-02'],
    ['is that of its receipt where the document says none', '', '2026-12-05', '2026-12-05'],
    ['is that of its receipt where the document says what is no date', '2026-02-30', '2026-12-05', '2026-12-05'],
    ['is that of a document dated ahead, as far as that is believed', addDays('2026-12-05', LEAD_DAYS), '2026-12-05', addDays('2026-12-05', LEAD_DAYS)],
    ['is that of its receipt where the document is dated further ahead', addDays('2026-12-05', LEAD_DAYS + 1), '2026-12-05', '2026-12-05'],
    ['is the date of a document that comes years late', '2019-01-31', '2026-12-05', '2019-01-31'],
  ])('%s', (_what, documentDate, received, day) => {
    expect(closeDay({ documentDate, receivedMs: at(received) })).toBe(day);
  });

  it.each(['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'])('lies in a period from its first to its last: %s', (documentDate) => {
    expect(isInPeriod(NOVEMBER, { documentDate, receivedMs: at('2026-11-15') })).toBe(documentDate.startsWith('2026-11'));
  });

  it('never lies in a period that began more than the lead after its receipt', () => {
    fc.assert(fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (dated, received) => {
      const receivedDay = received.toISOString().slice(0, 10);
      expect(closeDay({ documentDate: dated.toISOString().slice(0, 10), receivedMs: received.getTime() }) <= addDays(receivedDay, LEAD_DAYS)).toBe(true);
    }));
  });
});

describe('what is closed', () => {
  it('has a name that is read back', () => {
    expect(closeSubjectOf(closeSubjectText({ period: 12, subsidiary: 0 }))).toEqual({ period: 12, subsidiary: 0 });
    expect(signOffChain({ period: 12, subsidiary: 3 })).toBe('signoff-12-3');
  });

  it.each(['', '12', '0:1', '12:-1', '12:1:2', 'a:b', '12:01'])('is none by "%s"', (text) => {
    expect(closeSubjectOf(text)).toBeUndefined();
  });
});

describe('a control total', () => {
  it('comes out for whatever was received, by count and by amount', () => {
    fc.assert(fc.property(operations, (rows) => {
      const totals = controlTotals(countOperations(rows));
      expect(isBalanced(totals)).toBe(true);
      expect(totals.filter(({ line }) => line === 'received').reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
      expect(totals.filter(({ line }) => line === 'received').reduce((sum, { withoutAmount }) => sum + withoutAmount, 0)).toBe(rows.filter(({ amount }) => !/\d/.test(amount)).length);
    }));
  });

  it('is the same whether it is counted at once or in parts', () => {
    fc.assert(fc.property(operations, operations, (a, b) => {
      const parts = addCounts(countOperations(a), countOperations(b));
      expect(controlTotals(parts)).toEqual(controlTotals(countOperations([...a, ...b])));
      expect(parts.open).toEqual(countOperations([...a, ...b]).open);
    }));
    expect(addCounts(NOTHING_COUNTED, NOTHING_COUNTED)).toEqual(NOTHING_COUNTED);
  });

  it('does not come out where a row is in a state that is none', () => {
    const totals = controlTotals(countOperations([operation(), operation({ state: 'paid' })]));
    expect(totals.at(-1)).toEqual({ currency: 'USD', line: 'difference', count: 1, amount: '10.00', withoutAmount: 0 });
    expect(isBalanced(totals)).toBe(false);
    expect(isBalanced(controlTotals(countOperations([operation({ state: 'paid', amount: '' })])))).toBe(false);
  });

  it('has a line for every state, and one for a difference that is open', () => {
    for (const state of STATES) {
      expect(CLOSE_LINES).toContain(closeLineOf({ state, held: false, causeOpen: false }));
      expect(closeLineOf({ state, held: true, causeOpen: false })).toBe('open');
      expect(closeLineOf({ state, held: false, causeOpen: false }) === 'open').toBe(!isSettled(state));
      expect(closeLineOf({ state, held: false, causeOpen: true }) === 'differs').toBe(['applied', 'partly_applied', 'unchanged'].includes(state));
    }
    expect(closeLineOf({ state: 'paid', held: false, causeOpen: false })).toBeUndefined();
    expect([isOpenLine('differs'), isOpenLine('open'), isOpenLine('applied'), isOpenLine(undefined)]).toEqual([true, true, false, false]);
  });

  it('tells what changed between two counts, both ways', () => {
    const [was, is] = [[operation()], [operation({ state: 'rolled_back' })]].map((rows) => controlTotals(countOperations(rows)));
    expect(changedTotals(was ?? [], is ?? []).map(({ before, now }) => [before?.line, now?.line])).toEqual([['applied', undefined], [undefined, 'rolled_back']]);
    expect(changedTotals(was ?? [], was ?? [])).toEqual([]);
    expect(changedTotals(was ?? [], controlTotals(countOperations([operation({ amount: '11' })])))).toHaveLength(2);
  });
});

describe('a sign-off', () => {
  const statement = (rows: readonly CountedOperation[]) => closeStatement({ period: NOVEMBER, subsidiary: 1, upToId: 9 }, countOperations(rows));
  const fault = (rows: readonly CountedOperation[], said: Partial<Parameters<typeof signFault>[0]> = {}, ground: Partial<Parameters<typeof signFault>[1]> = {}) => {
    const told = statement(rows);
    const statementHash = sha256(statementText(told));
    return signFault({ statementHash, accepted: [], note: '', ...said }, { statement: told, statementHash, last: undefined, nowMs: at('2026-12-01'), ...ground });
  };
  const open = operation({ state: 'parked', operationId: 'o' });

  it('stands where the period is over, all comes out, and what is open is named with a reason', () => {
    expect(fault([operation()])).toBeUndefined();
    expect(fault([operation(), open], { accepted: ['o'], note: 'Known.' })).toBeUndefined();
    expect(fault([operation()], {}, { last: { statementHash: 'f' } })).toBeUndefined();
  });

  it.each<[string, () => string | undefined, RegExp]>([
    ['the period is not over', () => fault([], {}, { nowMs: at('2026-11-30') }), /is not over/],
    ['the total does not come out', () => fault([operation({ state: 'paid' })]), /does not come out/],
    ['the totals are others than were seen', () => fault([], { statementHash: 'x' }), /have changed/],
    ['the same was signed before', () => fault([], {}, { last: { statementHash: sha256(statementText(statement([]))) } }), /signed already/],
    ['an open operation is not named', () => fault([open, operation({ state: 'unknown', operationId: 'p' })], { accepted: ['o'], note: 'x' }), /1 of 2/],
    ['one is named that is not open', () => fault([open], { accepted: ['o', 'z'], note: 'x' }), /that is not/],
    ['no reason is given', () => fault([open], { accepted: ['o'], note: ' ' }), /Say why/],
    ['too much is open', () => fault(Array.from({ length: MOST_OPEN + 1 }, (_, n) => operation({ state: 'parked', operationId: `o${String(n)}` }))), /More than 200/],
  ])('is refused where %s', (_what, tried, words) => {
    expect(tried()).toMatch(words);
  });

  it('keeps its totals in a text that is read back, and in none that is no such text', () => {
    const told = statement([operation(), open]);
    expect(totalsIn(statementText(told))).toEqual(told.totals);
    expect([totalsIn('{}'), totalsIn('no JSON')]).toEqual([[], []]);
  });
});

describe('an operation of a signed period', () => {
  const signed = { period: 12, subsidiary: 1, number: 1, start: '2026-11-01', end: '2026-11-30', upToId: 50, signedMs: at('2026-12-05') };
  const row = { internalId: 40, documentDate: '2026-11-20', receivedMs: at('2026-11-20'), settledMs: at('2026-11-21'), subsidiary: 1 };

  it.each<[string, Partial<Parameters<typeof afterSigning>[0]>, string | undefined]>([
    ['came in time and stayed as it was', {}, undefined],
    ['came late', { internalId: 51 }, 'late'],
    ['came to something else since', { settledMs: at('2026-12-06') }, 'moved'],
    ['is open since before', { settledMs: undefined }, undefined],
    ['is of another subsidiary', { internalId: 51, subsidiary: 2 }, undefined],
    ['is of no subsidiary', { internalId: 51, subsidiary: undefined }, undefined],
    ['is of another period', { internalId: 51, documentDate: '2026-12-01' }, undefined],
  ])('that %s is told as that', (_what, changes, kind) => {
    expect(afterSigning({ ...row, ...changes }, [signed])?.kind).toBe(kind);
  });

  it('whose subsidiary is not known is held to the sign-off of those', () => {
    expect(afterSigning({ ...row, internalId: 51, subsidiary: undefined }, [{ ...signed, subsidiary: 0 }])?.kind).toBe('late');
  });
});
