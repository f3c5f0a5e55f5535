import type { Actor } from '../../../emulator/runtime/types';
import { addLine, contextOf, nameOfFailure, PLAIN, saved, sdfRole, setFields, standardPermission } from './account-fixture';
import { column, journal, loadRecord, newRecord, openBooks, removeRecord, sale, saveRecord } from './books-fixture';

const levels = (override: boolean) => [
  ...['TRAN_CUSTINVC', 'TRAN_JOURNAL', 'TRAN_VENDBILL', 'TRAN_SALESORD'].map((key) => standardPermission(key, 'FULL')),
  ...(override ? [standardPermission('ADMI_PERIODOVERRIDE', 'FULL')] : []),
];
const books = openBooks({ roles: [sdfRole('customrole_clerk', levels(false)), sdfRole('customrole_chief', levels(true))] });
const { store } = books;
const admin = store.account.administratorActor();
afterAll(() => { store.close(); });

function actor(role: string): Actor {
  const employee = saved(store, 'employee', { entityid: role, subsidiary: books.us });
  store.account.grantRole(employee, role);
  return store.account.buildActor(employee, role);
}

const CLERK = actor('customrole_clerk');
const CHIEF = actor('customrole_chief');

function setPeriod(id: number, values: Readonly<Record<string, boolean>>): void {
  const flags = { closed: false, alllocked: false, arlocked: false, aplocked: false, allownonglchanges: false, ...values };
  store.records.save(setFields(store.records.load('accountingperiod', id, admin), flags), PLAIN, contextOf(admin));
}

const save = (draft: Parameters<typeof store.records.save>[0], who: Actor) => store.records.save(draft, PLAIN, contextOf(who));
const MAKE: Readonly<Record<string, (who: Actor) => unknown>> = {
  invoice: (who) => save(addLine(newRecord(books, 'invoice', { entity: books.customer, trandate: '2026-02-10' }), 'item', { item: books.shirt, rate: 1 }), who),
  order: (who) => save(addLine(newRecord(books, 'salesorder', { entity: books.customer, trandate: '2026-02-10' }), 'item', { item: books.shirt, rate: 1 }), who),
  bill: (who) => save(addLine(newRecord(books, 'vendorbill', { entity: books.vendor, trandate: '2026-02-10' }), 'expense', { account: books.expense, amount: 1 }), who),
  journal: (who) => save([{ account: books.bank, debit: 1 }, { account: books.income, credit: 1 }]
    .reduce((draft, line) => addLine(draft, 'line', line), newRecord(books, 'journalentry', { subsidiary: books.us, trandate: '2026-02-10' })), who),
};

describe('a period', () => {
  test.each<readonly [string, Readonly<Record<string, boolean>>, readonly string[]]>([
    ['open', {}, []],
    ['closed', { closed: true }, ['invoice', 'bill', 'journal']],
    ['locked', { alllocked: true }, ['invoice', 'bill', 'journal']],
    ['locked for receivables', { arlocked: true }, ['invoice']],
    ['locked for payables', { aplocked: true }, ['bill']],
  ])('that is %s stops a clerk’s postings of its kind, and never an order', (_title, flags, stopped) => {
    setPeriod(books.periods.feb, flags);
    for (const [kind, make] of Object.entries(MAKE)) {
      if (stopped.includes(kind)) expect([kind, nameOfFailure(() => make(CLERK))]).toEqual([kind, 'CLOSED_TRAN_PRD']);
      else expect([kind, make(CLERK)]).toEqual([kind, expect.any(Number)]);
    }
    setPeriod(books.periods.feb, {});
  });

  test.each([['who may override a lock', CHIEF], ['who is the administrator', admin]])('that is locked does not stop one %s; a closed one does', (_title, who) => {
    setPeriod(books.periods.feb, { alllocked: true });
    expect(MAKE['invoice']!(who)).toEqual(expect.any(Number));
    setPeriod(books.periods.feb, { closed: true });
    expect(nameOfFailure(() => MAKE['invoice']!(who))).toBe('CLOSED_TRAN_PRD');
    setPeriod(books.periods.feb, {});
  });
});

describe('the posting period', () => {
  const invoice = (values: Readonly<Record<string, string | number>>) => sale(books, 'invoice', [[books.shirt, 1, 10]], values);

  test('is the date’s own month, moves with the date, and is none for an order', () => {
    const id = invoice({ trandate: '2026-02-10' });
    expect(column(books, id, 'postingperiod')).toBe(books.periods.feb);
    saveRecord(books, setFields(loadRecord(books, 'invoice', id), { trandate: '2026-03-10' }));
    expect(column(books, id, 'postingperiod')).toBe(books.periods.mar);
    expect(column(books, sale(books, 'salesorder', [[books.shirt, 1, 10]]), 'postingperiod')).toBeNull();
  });

  test.each([
    ['a date without a period', { trandate: '2025-12-31' }, 'VALID_PRD_REQD'],
    ['a period that the date is not in', { trandate: '2026-02-10', postingperiod: books.periods.mar }, 'DATE_PRD_MISMATCH'],
    ['a period that does not exist', { postingperiod: 999 }, 'INVALID_KEY_OR_REF'],
  ])('is refused for %s', (_title, values, name) => {
    expect(nameOfFailure(() => invoice(values))).toBe(name);
  });

  test('cannot be a year', () => {
    const year = store.database.prepare('SELECT "id" FROM "accountingperiod" WHERE "isyear" = \'T\'').get();
    expect(nameOfFailure(() => invoice({ postingperiod: Number(year?.['id']) }))).toBe('VALID_PRD_REQD');
  });

  test('may be another than the date’s where the preference allows it', () => {
    store.state.write('preference.accountingpreferences.DATEPERIODMISMATCH', '"ALLOW"');
    expect(column(books, invoice({ trandate: '2026-02-10', postingperiod: books.periods.mar }), 'postingperiod')).toBe(books.periods.mar);
    store.state.write('preference.accountingpreferences.DATEPERIODMISMATCH', '"DISALLOW"');
  });
});

describe('a posting in a period that was closed since', () => {
  const entry = journal(books, [{ account: books.bank, debit: 1 }, { account: books.income, credit: 1 }], { trandate: '2026-01-10' });
  const edit = (values: Readonly<Record<string, string>>) => saveRecord(books, setFields(loadRecord(books, 'journalentry', entry), values));
  const submit = () => store.records.submitFields({ type: 'journalentry', id: entry, values: new Map([['memo', 'late']]) }, PLAIN, contextOf(admin));
  beforeAll(() => { setPeriod(books.periods.jan, { closed: true }); });

  test.each<readonly [string, string, () => unknown]>([
    ['keeps its ledger', 'TRAN_PERIOD_CLOSED', () => {
      const draft = loadRecord(books, 'journalentry', entry);
      for (const [index, side] of ['debit', 'credit'].entries()) draft.sublists.get('line')?.[index]?.values.set(side, 2);
      return saveRecord(books, draft);
    }],
    ['keeps its date', 'TRAN_PERIOD_CLOSED', () => edit({ trandate: '2026-03-01' })],
    ['keeps its memo', 'TRANS_EDIT_DISALLWD', () => edit({ memo: 'late' })],
    ['keeps its memo, single fields or not', 'TRANS_EDIT_DISALLWD', submit],
    ['is not deleted', 'TRAN_PERIOD_CLOSED', () => removeRecord(books, 'journalentry', entry)],
  ])('%s', (_title, name, work) => {
    expect(nameOfFailure(work)).toBe(name);
  });

  test('takes changes beside the ledger where the period allows them', () => {
    setPeriod(books.periods.jan, { closed: true, allownonglchanges: true });
    expect([edit({ memo: 'late' }), submit()]).toEqual([entry, entry]);
  });
});
