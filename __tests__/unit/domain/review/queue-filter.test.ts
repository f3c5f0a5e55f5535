import fc from 'fast-check';
import { AGES, DUE_STATES, exactFilter, FILTER_PARAMETERS, filterOf, LAST_PAGE, MOST_LISTED, NO_FILTER, OWNER_FILTERS, PAGE_ROWS, parametersOf, QUEUE_TABS, QUEUE_VIEWS, SORTS } from '../../../../src/domain/review/queue-filter';
import type { QueueFilter } from '../../../../src/domain/review/queue-filter';

const id = fc.integer({ min: 1, max: 999_999_999 });
const name = fc.constantFrom('', 'shopify', 'stripe:eu', 'lab party');

const filters: fc.Arbitrary<QueueFilter> = fc.record({
  view: fc.constantFrom(...QUEUE_VIEWS), tab: fc.constantFrom(...QUEUE_TABS), source: name, documentType: name, subsidiary: fc.option(id, { nil: undefined }), owner: fc.oneof(fc.constantFrom(...OWNER_FILTERS), id),
  cause: fc.constantFrom('', 'ab'.repeat(32)), age: fc.constantFrom(...AGES), amountAtLeast: fc.constantFrom('', '0', '12.5', '999999999999.99'), due: fc.constantFrom(...DUE_STATES), period: fc.constantFrom('', '2026-09'),
  sort: fc.constantFrom(...SORTS), page: fc.integer({ min: 1, max: 100 }),
});

describe('a filter of the queue', () => {
  it('comes back from its URL as it was', () => {
    fc.assert(fc.property(filters, (filter) => {
      expect(filterOf(parametersOf(filter))).toEqual(filter);
    }));
  });

  it('is the landing page where the URL says nothing, and says nothing for it', () => {
    expect(filterOf({})).toEqual(NO_FILTER);
    expect(parametersOf(NO_FILTER)).toEqual({});
  });

  it.each<[keyof QueueFilter, unknown]>([
    ['view', 'all'], ['tab', 'needs_review; DROP'], ['source', 'a\nb'], ['source', 'x'.repeat(61)], ['subsidiary', '-1'], ['subsidiary', '1e3'], ['owner', 'somebody'], ['owner', '0'], ['cause', 'AB'.repeat(32)], ['cause', 'x'],
    ['age', 'old'], ['amountAtLeast', '-5'], ['amountAtLeast', '1.234'], ['amountAtLeast', 'NaN'], ['due', 7], ['period', '2026-13'], ['sort', 'name'], ['page', '0'], ['page', 'two'], ['tab', ['snoozed']],
  ])('takes an unknown %s as if it were not there: %p', (part, value) => {
    expect(filterOf({ [FILTER_PARAMETERS[part]]: value })).toEqual(NO_FILTER);
  });

  it('never asks for what it cannot say, whatever stands in the URL', () => {
    fc.assert(fc.property(fc.dictionary(fc.constantFrom(...Object.values(FILTER_PARAMETERS)), fc.anything()), (parameters) => {
      const filter = filterOf(parameters);
      expect(filterOf(parametersOf(filter))).toEqual(filter);
    }));
  });

  it('ends at the last page that is given out', () => {
    expect(filterOf({ [FILTER_PARAMETERS.page]: '4000' }).page).toBe(100);
  });
});

it('all pages together are no more rows than one statement gives', () => {
  expect([PAGE_ROWS * LAST_PAGE, MOST_LISTED]).toEqual([5000, 5000]);
});

describe('a filter that something is done by', () => {
  it('is read as it is, whatever it asks for', () => {
    fc.assert(fc.property(filters, (filter) => {
      expect(exactFilter(JSON.parse(JSON.stringify(filter)) as Record<string, unknown>)).toEqual({ kind: 'read', filter });
    }));
  });

  it('is as on the landing page where it says nothing', () => {
    expect(exactFilter({})).toEqual({ kind: 'read', filter: NO_FILTER });
  });

  it.each<[string, unknown]>([
    ['colour', 'red'], ['dkt_tab', 'snoozed'], ['toString', 'x'], ['owner', 'somebody'], ['owner', '7'], ['subsidiary', null], ['amountAtLeast', 5], ['amountAtLeast', '-5'], ['age', 'old'], ['tab', ['snoozed']], ['page', 101],
  ])('is refused for a %s of %p, which a link would pass over', (member, value) => {
    expect(exactFilter({ [member]: value })).toEqual({ kind: 'wrong', member });
  });
});
