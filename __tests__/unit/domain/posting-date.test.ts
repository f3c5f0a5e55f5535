import { judgePeriod, postedOn, postingDateOf } from '../../../src/domain/posting-date';
import type { PostingPeriod } from '../../../src/domain/posting-date';
import type { LedgerRules } from '../../../src/domain/rule-parts';
import { mapObject } from '../../../src/domain/mapping';
import { planReferences } from '../../../src/domain/references';
import { resolveDocument } from '../../../src/domain/decide';
import { compiled, document, row } from '../../support/builders';

const DECISION = 'D-0033';

function rule(whenClosed: 'park' | 'review' | 'first_open_day'): NonNullable<LedgerRules['postingDate']> {
  return { zone: 'America/New_York', whenClosed, decision: DECISION };
}

function period(state: PostingPeriod['state'], firstOpenDay?: string): PostingPeriod {
  return { state, name: state === 'missing' ? '' : 'Jan 2008', firstOpenDay };
}

describe('the period of a posting date', () => {
  it.each([undefined, 'park', 'review', 'first_open_day'] as const)('that is open lets the document through, whatever the rule says: %s', (whenClosed) => {
    expect(judgePeriod(whenClosed === undefined ? undefined : rule(whenClosed), '2008-01-10', period('open', '2008-02-01'))).toEqual({ kind: 'open' });
  });

  it.each([undefined, 'park', 'review', 'first_open_day'] as const)('that is not there goes to a person, whatever the rule says: %s', (whenClosed) => {
    expect(judgePeriod(whenClosed === undefined ? undefined : rule(whenClosed), '1999-01-10', period('missing', '2008-02-01')))
      .toMatchObject({ kind: 'review', problem: { code: 'period_missing', detail: 'There is no accounting period for 1999-01-10.' } });
  });

  it.each([
    ['closed', undefined, 'review'], ['locked', undefined, 'review'], ['closed', 'review', 'review'], ['locked', 'review', 'review'], ['closed', 'park', 'park'], ['locked', 'park', 'park'],
    ['closed', 'first_open_day', 'moved'], ['locked', 'first_open_day', 'moved'],
  ] as const)('that is %s under the rule %s: %s', (state, whenClosed, kind) => {
    expect(judgePeriod(whenClosed === undefined ? undefined : rule(whenClosed), '2008-01-10', period(state, '2026-01-01')).kind).toBe(kind);
  });

  it('names period, date and state where it stops the document', () => {
    expect(judgePeriod(rule('park'), '2008-01-10', period('locked'))).toEqual({
      kind: 'park', waitsFor: 'period Jan 2008', problem: expect.objectContaining({ code: 'period_closed', detail: 'The period Jan 2008 of 2008-01-10 is locked.' }) as object,
    });
    expect(judgePeriod(rule('review'), '2008-01-10', period('closed'))).toMatchObject({ kind: 'review', problem: { code: 'period_closed', detail: 'The period Jan 2008 of 2008-01-10 is closed.' } });
  });

  it('moves the date to the first open day with the decision that says so, and to a person where there is none', () => {
    expect(judgePeriod(rule('first_open_day'), '2008-01-10', period('closed', '2026-01-01')))
      .toEqual({ kind: 'moved', date: '2026-01-01', note: 'moved from 2008-01-10: the period Jan 2008 is closed; decision D-0033' });
    expect(judgePeriod(rule('first_open_day'), '2008-01-10', period('closed'))).toMatchObject({ kind: 'review', problem: { code: 'period_closed' } });
  });
});

describe('a posting date', () => {
  const rows = [
    row({ target: 'memo', path: '/note', transform: { kind: 'text' } }),
    row({ target: 'trandate', path: '/day', transform: { kind: 'date' } }),
  ];
  const mapped = (content: object) => mapObject(compiled(rows), document(content), {});

  it.each([[{ id: '1', day: '2008-01-10', note: 'x' }, '2008-01-10'], [{ id: '1', note: '2008-01-10' }, undefined], [{ id: '1', day: 'soon' }, undefined]])('of %j is %s', (content, date) => {
    expect(postingDateOf(mapped(content))).toBe(date);
  });

  it('is none where no row of the map reads it', () => {
    expect(postingDateOf(mapObject(compiled([row()]), document({ day: '2008-01-10' }), {}))).toBeUndefined();
  });

  it('that is moved keeps every other field, and its verdict says why', () => {
    const read = mapped({ id: '1', day: '2008-01-10', note: 'x' });
    const resolution = resolveDocument(read, planReferences([], () => undefined, { externalIdOf: () => '', valueMapIdOf: () => '' }), new Map());
    if (resolution.kind !== 'resolved') throw new Error(resolution.kind);
    const moved = postedOn(resolution.document, { date: '2026-01-01', note: 'why' });
    expect(moved.body.map(({ mapped: { row, proposal }, value }) => [row.target, value, proposal])).toEqual([
      ['memo', { kind: 'text', text: 'x' }, { kind: 'value', value: { kind: 'text', text: 'x' } }],
      ['trandate', { kind: 'date', date: '2026-01-01' }, { kind: 'value', value: { kind: 'date', date: '2026-01-01' }, note: 'why' }],
    ]);
    expect(moved.lines).toBe(resolution.document.lines);
  });
});
