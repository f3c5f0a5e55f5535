import { actionsOf, summaryOf } from '../../../../src/domain/review/summary';
import type { RetryAdvice, SummaryFacts } from '../../../../src/domain/review/summary';
import { STATES } from '../../../../src/domain/states';
import type { OperationState } from '../../../../src/domain/states';

const facts = (changes: Partial<SummaryFacts> = {}): SummaryFacts => ({ state: 'needs_review', documentType: 'order', documentNumber: 'SO-1', source: 'shop', reasonTitle: 'A value is missing', reasonClass: 'data', record: '', waitsFor: '', ...changes });

const SENTENCES: Readonly<Record<OperationState, string>> = {
  accepted: 'The shop order SO-1 is received and will be worked on.', applied: 'The shop order SO-1 is in NetSuite as salesorder 7: A value is missing.', unchanged: 'The shop order SO-1 says what NetSuite says already: A value is missing.',
  partly_applied: 'The shop order SO-1 is in NetSuite in part as salesorder 7: A value is missing.', retry_scheduled: 'The shop order SO-1 failed and will be tried again by itself: A value is missing.',
  parked: 'The shop order SO-1 waits for op-9: A value is missing.', unknown: 'NetSuite has not said whether the shop order SO-1 was saved; that is being looked for.', needs_review: 'The shop order SO-1 needs somebody to look at it: A value is missing.',
  refused: 'The shop order SO-1 was refused: A value is missing.', resolved_elsewhere: 'The shop order SO-1 was dealt with by hand, as salesorder 7.', discarded: 'The shop order SO-1 was set aside by a person.',
  superseded: 'The shop order SO-1 was replaced by a newer one: A value is missing.', duplicate: 'The shop order SO-1 was sent before.', withdrawn: 'The shop order SO-1 was taken back by its sender.', rolled_back: 'The shop order SO-1 was applied and taken back.',
};

describe('the summary of an operation', () => {
  it.each(STATES)('says in one sentence that it is %s', (state) => {
    expect(summaryOf(facts({ state, record: 'salesorder 7', waitsFor: 'op-9' })).sentence).toBe(SENTENCES[state]);
  });

  it('leaves out what is not known', () => {
    const bare = { documentNumber: '', reasonTitle: '' };
    expect(summaryOf(facts({ ...bare, state: 'applied' })).sentence).toBe('The shop order is in NetSuite.');
    expect(summaryOf(facts({ ...bare, state: 'partly_applied' })).sentence).toBe('The shop order is in NetSuite in part.');
    expect(summaryOf(facts({ ...bare, state: 'parked' })).sentence).toBe('The shop order waits.');
    expect(summaryOf(facts({ ...bare, state: 'resolved_elsewhere' })).sentence).toBe('The shop order was dealt with by hand.');
  });

  it.each<[Partial<SummaryFacts>, string]>([
    [{}, 'Nothing was changed in NetSuite.'], [{ state: 'unknown' }, 'Whether anything was changed in NetSuite is not known yet.'], [{ state: 'applied', record: 'invoice 3' }, 'It stands in NetSuite as invoice 3.'],
    [{ state: 'unchanged', record: 'invoice 3' }, 'Nothing was changed in NetSuite: invoice 3 was right already.'],
  ])('says what was changed: %o', (changes, words) => {
    expect(summaryOf(facts(changes)).changed).toBe(words);
  });

  it.each<[Partial<SummaryFacts>, RetryAdvice]>([
    [{}, 'useless_until_fixed'], [{ reasonClass: 'unclassified' }, 'safe'], [{ reasonClass: undefined }, 'safe'], [{ record: 'invoice 3' }, 'not_possible'], [{ state: 'discarded' }, 'not_possible'],
    [{ state: 'accepted' }, 'by_itself'], [{ state: 'retry_scheduled' }, 'by_itself'], [{ state: 'unknown' }, 'by_itself'], [{ state: 'parked' }, 'by_itself'],
  ])('says whether trying again helps: %o is %s', (changes, advice) => {
    const { retry, retryWords } = summaryOf(facts(changes));
    expect(retry).toBe(advice);
    expect(retryWords).not.toBe('');
  });
});

it.each<[OperationState, boolean, readonly string[]]>([
  ['needs_review', false, ['redrive', 'discard', 'resolve_elsewhere']], ['needs_review', true, []], ['refused', false, ['reopen']], ['resolved_elsewhere', true, ['reopen']], ['applied', true, []], ['unknown', false, []],
])('%s, a record linked: %s, allows %p', (state, hasRecord, actions) => {
  expect(actionsOf(state, hasRecord)).toEqual(actions);
});
