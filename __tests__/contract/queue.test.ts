import type { QueueQuestion, Scope } from '../../src/application/review/review-rows-port';
import { ageBounds } from '../../src/domain/review/due';
import { AGES, DUE_STATES, NO_FILTER, OWNER_FILTERS, QUEUE_TABS, SORTS } from '../../src/domain/review/queue-filter';
import type { QueueFilter } from '../../src/domain/review/queue-filter';
import { closenessOn } from '../../src/domain/review/urgency';
import type { FakeQueue } from '../support/fakes/fake-queue';
import { CAUSE_NAMES, END_OF_TODAY, NOW, populate, SIZE } from './support/queue-population';
import { openAccount, openFake, type AccountSubject, type ContractAccount, type FakeSubject } from './support/subject';

/** The queue in memory and in the account, over the same operations. Internal ids differ, so rows are told by operation. */
interface Sides {
  readonly fake: FakeSubject;
  readonly real: AccountSubject;
  readonly queue: FakeQueue;
  readonly ids: readonly string[];
}

let account: ContractAccount;
let sides: Sides;

const OPEN_PERIOD = `SELECT COUNT(*) AS n FROM accountingperiod p, customrecord_dkt_object_rule r WHERE r.custrecord_dkt_rule_source = ? AND r.custrecord_dkt_rule_doctype = ?
  AND p.isquarter = 'F' AND p.isyear = 'F' AND p.closed = 'F' AND TO_CHAR(p.startdate, 'YYYY-MM-DD') <= ? AND TO_CHAR(p.enddate, 'YYYY-MM-DD') >= ?`;

beforeAll(async () => {
  account = await openAccount();
  const fake = openFake();
  const real = account.open('administrator');
  const { queue } = fake;
  queue.isPeriodOpen = ({ source, documentType, facts: { date = '' } }) => account.emulator.query(OPEN_PERIOD, [source, documentType, date, date])[0]?.['n'] !== 0;
  const { subsidiary, person } = real;
  const people = [person, Number(account.emulator.query('SELECT id FROM employee WHERE externalid = ?', ['demo_employee_lead'])[0]?.['id'])] as const;
  const ids = populate({ ports: real.ports, people, subsidiary });
  populate({ ports: fake.ports, people, subsidiary });
  sides = { fake, real, queue, ids };
}, 60_000);
afterAll(() => {
  account.close();
});

const EVERYTHING: Scope = { subsidiaries: 'all', sources: [] };

function ask(filter: Partial<QueueFilter>, scope: Scope = EVERYTHING): QueueQuestion {
  const whole = { ...NO_FILTER, ...filter };
  return { filter: whole, scope, userId: sides.real.person, nowMs: NOW, endOfTodayMs: END_OF_TODAY, age: ageBounds(whole.age, NOW), closeness: closenessOn('2026-11-23') };
}

const ALL = { from: 0, most: 5000 };

/** Rows on both sides; they agree, and are returned once. */
function rowsOf(question: QueueQuestion): readonly string[] {
  const shown = sides.real.review.operations(question, ALL).map(({ operationId }) => operationId);
  expect(shown).toEqual(sides.queue.order(question, ALL));
  return shown;
}

describe('the rows of the queue, in memory and in the account', () => {
  it.each(QUEUE_TABS.flatMap((tab) => SORTS.map((sort) => ({ tab, sort }))))('tab $tab in the order $sort', (filter) => {
    const rows = rowsOf(ask(filter));
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.length).toBeLessThan(SIZE);
  });

  it.each<[string, Partial<QueueFilter>]>([
    ...AGES.map((age): [string, Partial<QueueFilter>] => [`of age ${age}`, { age }]),
    ...DUE_STATES.map((due): [string, Partial<QueueFilter>] => [`due ${due}`, { due }]),
    ...OWNER_FILTERS.map((owner): [string, Partial<QueueFilter>] => [`owned by ${owner}`, { owner }]),
    ['of a source', { source: 'stripe' }], ['of a type', { documentType: 'refund' }], ['of a cause', { cause: CAUSE_NAMES[1] ?? '' }], ['of a month', { period: '2026-11' }], ['of an amount', { amountAtLeast: '388' }],
    ['of two things at once', { source: 'shopify', documentType: 'order', period: '2026-11' }],
  ])('what needs review %s', (_name, filter) => {
    const all = rowsOf(ask({}));
    const rows = rowsOf(ask(filter));
    expect(rows.length).toBeGreaterThan(0);
    expect(all).toEqual(expect.arrayContaining([...rows]));
    if (Object.values(filter).every((value) => value !== 'any' && value !== 'anyone')) expect(rows.length).toBeLessThan(all.length);
  });

  it('who sees some subsidiaries sees theirs, and what has none of the sources that post there alone', () => {
    const own = sides.real.subsidiary;
    const seen = rowsOf(ask({}, { subsidiaries: [own], sources: [] }));
    const withSource = rowsOf(ask({}, { subsidiaries: [own], sources: ['shopify'] }));
    expect(rowsOf(ask({}, { subsidiaries: [999], sources: [] }))).toEqual([]);
    expect([seen.length > 0, withSource.length > seen.length, withSource.length < rowsOf(ask({})).length]).toEqual([true, true, true]);
    expect(rowsOf(ask({ subsidiary: own }))).toEqual(seen);
  });

  it('a part of a list is that part of the whole', () => {
    const question = ask({ sort: 'at_risk' });
    expect(sides.real.review.operations(question, { from: 2, most: 3 }).map(({ operationId }) => operationId)).toEqual(rowsOf(question).slice(2, 5));
  });

  it.each(QUEUE_TABS)('sums of tab %s, by currency and by cause', (tab) => {
    const { review } = sides.real;
    const byName = <T>(rows: readonly T[], name: (row: T) => string): readonly T[] => [...rows].sort((a, b) => (name(a) < name(b) ? -1 : 1));
    const totals = byName(review.totals(ask({ tab })), ({ currency }) => currency);
    expect(totals.map((one) => ({ ...one, amount: one.amount.toFixed(2), atRisk: one.atRisk.toFixed(2) })))
      .toEqual(byName(sides.queue.totals(ask({ tab })), ({ currency }) => currency).map((one) => ({ ...one, amount: one.amount.toFixed(2), atRisk: one.atRisk.toFixed(2) })));
    const operationOf = (ofFake: boolean, internalId: number) => (ofFake ? sides.fake : sides.real).ports.seen.load(internalId).operationId;
    const told = (ofFake: boolean, groups: ReturnType<FakeQueue['groups']>) => byName(groups, ({ fingerprint }) => fingerprint)
      .map(({ fingerprint, items, atRisk, unknown, oldestMs, newestMs, firstId }) => ({ fingerprint, items, atRisk: atRisk.toFixed(2), unknown, oldestMs, newestMs, first: operationOf(ofFake, firstId) }));
    const groups = told(false, review.groups(ask({ tab })));
    expect(groups).toEqual(told(true, sides.queue.groups(ask({ tab }))));
    expect(groups.length).toBeGreaterThan(1);
  });
});

describe('operations as actions judge them, in memory and in the account', () => {
  const plain = (rows: readonly { readonly internalId: number }[]) => rows.map(({ internalId: _, ...rest }) => rest);
  const MOST = { after: 0, most: 1000 };

  it('whatever their state, those of this account that a scope lets through', () => {
    for (const scope of [EVERYTHING, { subsidiaries: [sides.real.subsidiary], sources: ['stripe'] }, { subsidiaries: [999], sources: [] }]) {
      expect(plain(sides.real.ports.seen.of(sides.ids, scope))).toEqual(plain(sides.queue.of(sides.ids, scope)));
    }
    expect(sides.real.ports.seen.of([], EVERYTHING)).toEqual([]);
    expect(sides.real.ports.seen.of(sides.ids, EVERYTHING).length).toBeLessThan(SIZE);
  });

  it.each(CAUSE_NAMES)('those that rest for a cause, %s, in parts', (cause) => {
    const { seen } = sides.real.ports;
    const rows = seen.ofCause(cause, EVERYTHING, MOST);
    expect(plain(rows)).toEqual(plain(sides.queue.ofCause(cause, EVERYTHING, MOST)));
    expect(rows.length).toBeGreaterThan(1);
    expect(seen.ofCause(cause, EVERYTHING, { after: rows[0]?.internalId ?? 0, most: 1 })).toEqual(rows.slice(1, 2));
  });

  it.each([{}, { tab: 'snoozed' }, { tab: 'retrying' }, { tab: 'rejected' }, { source: 'stripe', tab: 'resolved' }, { amountAtLeast: '1' }] as const)('those that a question shows, and what is at risk in them: %j', (filter) => {
    const { seen } = sides.real.ports;
    expect(plain(seen.matching(ask(filter), MOST))).toEqual(plain(sides.queue.matching(ask(filter), MOST)));
    expect(seen.measure(ask(filter))).toEqual(sides.queue.measure(ask(filter)));
    expect(seen.measure(ask(filter)).rows).toBeGreaterThan(0);
  });

  it('one is loaded with its document, held by nobody', () => {
    const { seen } = sides.real.ports;
    const [first] = seen.of([sides.ids[0] ?? ''], EVERYTHING);
    expect(seen.load(first?.internalId ?? 0)).toMatchObject({ operationId: sides.ids[0], lease: { holder: '' }, keptText: expect.stringContaining('820982911946154508') as string });
  });
});

it('what sleeps until something happened that has happened is told, in memory as in the account', () => {
  const inOrder = (come: ReturnType<FakeQueue['awaitedCome']>) => come.map(({ subject, id, on }) => `${subject} ${id} ${on}`).sort();
  const real = inOrder(sides.real.ports.sleepers.awaitedCome(NOW));
  expect(real).toEqual(inOrder(sides.queue.awaitedCome(NOW)));
  expect(['operation', 'cause', 'new_version', 'period_open'].filter((word) => !real.some((line) => line.includes(word)))).toEqual([]);
  expect(sides.real.ports.sleepers.awaitedCome(NOW + 40 * 86_400_000)).toEqual([]);
});
