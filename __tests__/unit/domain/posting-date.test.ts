import { mapObject } from '../../../src/domain/mapping';
import { resolveDocument } from '../../../src/domain/decide';
import { judgePeriod, POSTING_DATE, postedOn, postingDateOf } from '../../../src/domain/posting-date';
import type { PostingPeriod } from '../../../src/domain/posting-date';
import type { LedgerRules } from '../../../src/domain/rule-parts';
import { compiled, document, row } from '../../support/builders';

const DAY = '2024-01-31';
const PERIOD: PostingPeriod = { state: 'closed', name: 'Jan 2024', firstOpenDay: '2024-03-01' };

const whenClosed = (what: 'park' | 'review' | 'first_open_day'): LedgerRules['postingDate'] => ({ zone: 'UTC', whenClosed: what, decision: 'D-0033' });

const date = row({ target: 'trandate', path: '/at', transform: { kind: 'date' } });
const mapped = (value: unknown, rows = [row(), date]) => mapObject(compiled(rows), document(value), {});

describe('the posting date that a document brings', () => {
  it('is that of the field that says when a transaction counts', () => {
    expect(POSTING_DATE).toBe('trandate');
    expect(postingDateOf(mapped({ note: '2024-02-02', at: `${DAY}T10:00:00Z` }))).toBe(DAY);
  });

  it.each<[string, unknown, (typeof date)[]]>([
    ['has no row for it', { at: DAY }, [row({ path: '/at', transform: { kind: 'date' } })]], ['leaves it out', {}, [date]], ['holds no date there', { at: 'then' }, [date]],
    ['reads it as a text', { at: DAY }, [{ ...date, transform: { kind: 'text' } }]],
  ])('is none where the map or the document %s', (_what, value, rows) => {
    expect(postingDateOf(mapped(value, rows))).toBeUndefined();
  });
});

describe('the period of a posting date', () => {
  const rules = [undefined, whenClosed('review'), whenClosed('park'), whenClosed('first_open_day')];

  it.each(rules)('that is open stands in no one\'s way: %j', (rule) => {
    expect(judgePeriod(rule, DAY, { ...PERIOD, state: 'open' })).toEqual({ kind: 'open' });
  });

  it.each(rules)('that is missing is for a person, whatever the rule: %j', (rule) => {
    expect(judgePeriod(rule, DAY, { ...PERIOD, state: 'missing', name: '' })).toMatchObject({ kind: 'review', problem: { code: 'period_missing', detail: 'There is no accounting period for 2024-01-31.' } });
  });

  it.each(['closed', 'locked'] as const)('that is %s is judged by the rule: a person, a wait, or the first open day', (state) => {
    const period = { ...PERIOD, state };
    const problem = { code: 'period_closed', detail: `The period Jan 2024 of 2024-01-31 is ${state}.` };
    expect(judgePeriod(undefined, DAY, period)).toMatchObject({ kind: 'review', problem });
    expect(judgePeriod(whenClosed('review'), DAY, period)).toMatchObject({ kind: 'review', problem });
    expect(judgePeriod(whenClosed('park'), DAY, period)).toMatchObject({ kind: 'park', waitsFor: 'period Jan 2024', problem });
    expect(judgePeriod(whenClosed('first_open_day'), DAY, period)).toEqual({
      kind: 'moved', date: '2024-03-01', note: `moved from 2024-01-31: the period Jan 2024 is ${state}; decision D-0033`,
    });
  });

  it('without an open day behind it is for a person', () => {
    expect(judgePeriod(whenClosed('first_open_day'), DAY, { ...PERIOD, firstOpenDay: undefined })).toMatchObject({ kind: 'review', problem: { code: 'period_closed' } });
  });
});

it('a document that is posted on another day says so on its date, and is the same elsewhere', () => {
  const resolution = resolveDocument(mapped({ note: 'x', at: DAY }), { planned: [], problems: [] }, new Map());
  if (resolution.kind !== 'resolved') throw new Error(JSON.stringify(resolution));
  const { body, ...rest } = resolution.document;
  const moved = postedOn(resolution.document, { date: '2024-03-01', note: 'moved' });
  expect(moved).toEqual({
    ...rest,
    body: [body[0], {
      mapped: { ...body[1]!.mapped, proposal: { kind: 'value', value: { kind: 'date', date: '2024-03-01' }, note: 'moved' } }, value: { kind: 'date', date: '2024-03-01' },
    }],
  });
  expect(resolution.document.body[1]?.value).toEqual({ kind: 'date', date: DAY });
});
