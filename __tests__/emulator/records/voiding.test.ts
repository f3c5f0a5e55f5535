import { contextOf, nameOfFailure } from './account-fixture';
import { billInAdvance, column, journal, ledger, loadRecord, newRecord, openBooks, removeRecord, sale, saveRecord, setApplied, transformed, trialBalance } from './books-fixture';
import { SETTING_NAMES } from '../../../emulator/records/transactions/settings';
import type { Books } from './books-fixture';

function booksWith(byJournal: boolean): Books {
  const books = openBooks();
  billInAdvance(books);
  books.store.state.write(SETTING_NAMES.reversalVoiding, JSON.stringify(byJournal));
  return books;
}

/** A refund of 20 that settles a credit memo. */
function refund(books: Books, values: Readonly<Record<string, string>> = {}): { readonly memo: number; readonly refund: number } {
  const memo = sale(books, 'creditmemo', [[books.shirt, 1, 20]], values);
  const draft = books.store.records.initialize('customerrefund', books.customer, books.store.account.administratorActor());
  for (const [fieldId, value] of Object.entries({ account: books.bank, paymentmethod: 2, ...values })) draft.values.set(fieldId, value);
  return { memo, refund: saveRecord(books, setApplied(draft, memo, { apply: true })) };
}

const voidOf = (books: Books, type: string, id: number) => books.store.voids.voidTransaction(type, id, contextOf(books.store.account.administratorActor()));

const close = (books: Books, period: number) => books.store.database.prepare('UPDATE "accountingperiod" SET "closed" = \'T\', "alllocked" = \'T\' WHERE "id" = ?').run(period);

describe('a void by a reversing journal (help bridgehead_N1469460)', () => {
  it('returns a journal that is the reverse of the transaction, dated today', () => {
    const books = booksWith(true);
    const made = refund(books);
    const journalId = voidOf(books, 'customerrefund', made.refund);
    expect(journalId).not.toBe(made.refund);
    expect(column(books, journalId, 'recordtype')).toBe('journalentry');
    expect(column(books, journalId, 'trandate')).toBe(column(books, made.refund, 'trandate'));
    expect(ledger(books, made.refund)).toEqual([['Bank', null, 20], ['Receivables', 20, null]]);
    expect(ledger(books, journalId)).toEqual([['Bank', 20, null], ['Receivables', null, 20]]);
    expect(trialBalance(books)).toBe(0);
    books.store.close();
  });

  it('leaves the transaction with its amounts, as void, and opens what it settled', () => {
    const books = booksWith(true);
    const made = refund(books);
    expect(column(books, made.memo, 'status')).toBe('B');
    voidOf(books, 'customerrefund', made.refund);
    expect(['voided', 'status', 'foreigntotal'].map((name) => column(books, made.refund, name))).toEqual(['T', 'V', column(books, made.refund, 'foreigntotal')]);
    expect(column(books, made.refund, 'foreigntotal')).not.toBe(0);
    expect(column(books, made.memo, 'status')).toBe('A');
    expect(nameOfFailure(() => saveRecord(books, loadRecord(books, 'customerrefund', made.refund)))).toBe('CANT_MODIFY_VOID_TRANS');
    expect(nameOfFailure(() => voidOf(books, 'customerrefund', made.refund))).toBe('CANT_MODIFY_VOID_TRANS');
    expect(nameOfFailure(() => removeRecord(books, 'customerrefund', made.refund))).toBe('CANT_DELETE_TRANS');
    books.store.close();
  });

  it('goes into today\'s period, though the transaction\'s own is closed', () => {
    const books = booksWith(true);
    const made = refund(books, { trandate: '2026-01-15' });
    close(books, books.periods.jan);
    const journalId = voidOf(books, 'customerrefund', made.refund);
    expect(column(books, journalId, 'postingperiod')).not.toBe(books.periods.jan);
    expect(column(books, made.refund, 'postingperiod')).toBe(books.periods.jan);
    books.store.close();
  });

  it('is refused where today\'s period is closed, and leaves the transaction as it was', () => {
    const books = booksWith(true);
    const made = refund(books, { trandate: '2026-01-15' });
    for (const period of [books.periods.feb, books.periods.mar]) close(books, period);
    expect(nameOfFailure(() => voidOf(books, 'customerrefund', made.refund))).toBe('CLOSED_TRAN_PRD');
    expect(column(books, made.refund, 'voided')).toBe('F');
    books.store.close();
  });

  it.each(['salesorder', 'invoice', 'creditmemo'] as const)('is not made of a %s: such a void is an error while the preference stands', (type) => {
    const books = booksWith(true);
    const id = sale(books, type, [[books.shirt, 1, 20]]);
    expect(nameOfFailure(() => voidOf(books, type, id))).toBe('INVALID_RCRD_TYPE');
    books.store.close();
  });

  it('is not made of what realized an exchange gain, which is refused by name', () => {
    const books = booksWith(true);
    const memo = saveRecord(books, (() => {
      const draft = newRecord(books, 'creditmemo', { entity: books.berlin, exchangerate: 1.5 });
      draft.sublists.set('item', [{ values: new Map([['item', books.shirt], ['quantity', 1], ['rate', 20]]), subrecords: new Map(), changed: new Set(['item', 'quantity', 'rate']) }]);
      return draft;
    })());
    const draft = books.store.records.initialize('customerrefund', books.berlin, books.store.account.administratorActor());
    for (const [fieldId, value] of Object.entries({ account: books.bank, paymentmethod: 2, exchangerate: 1.25 })) { draft.values.set(fieldId, value); draft.changed.add(fieldId); }
    const id = saveRecord(books, setApplied(draft, memo, { apply: true }));
    expect(nameOfFailure(() => voidOf(books, 'customerrefund', id))).toBe('EMULATOR_NOT_IMPLEMENTED');
    books.store.close();
  });
});

describe('a void in place', () => {
  it('is made of a refund too where the preference is off', () => {
    const books = booksWith(false);
    const made = refund(books);
    expect(voidOf(books, 'customerrefund', made.refund)).toBe(made.refund);
    expect(column(books, made.refund, 'foreigntotal')).toBe(0);
    expect(column(books, made.memo, 'status')).toBe('A');
    expect(trialBalance(books)).toBe(0);
    books.store.close();
  });

  it.each([
    ['an invoice that is paid', (books: Books) => {
      const id = sale(books, 'invoice', [[books.shirt, 1, 80]]);
      saveRecord(books, transformed(books, 'invoice', id, 'customerpayment'));
      return ['invoice', id] as const;
    }],
    ['an order that is billed', (books: Books) => {
      const id = sale(books, 'salesorder', [[books.shirt, 1, 80]]);
      saveRecord(books, transformed(books, 'salesorder', id, 'invoice'));
      return ['salesorder', id] as const;
    }],
    ['a credit memo that is refunded', (books: Books) => ['creditmemo', refund(books).memo] as const],
  ])('of %s is CANT_VOID_TRANS, and its deletion CANT_DELETE_TRANS', (_case, make) => {
    const books = booksWith(false);
    const [type, id] = make(books);
    expect(nameOfFailure(() => voidOf(books, type, id))).toBe('CANT_VOID_TRANS');
    expect(nameOfFailure(() => removeRecord(books, type, id))).toBe('CANT_DELETE_TRANS');
    books.store.close();
  });

  it('is open to an order whose bill is void; its deletion is not, for the bill still names it', () => {
    const books = booksWith(false);
    const order = sale(books, 'salesorder', [[books.shirt, 1, 80]]);
    const bill = saveRecord(books, transformed(books, 'salesorder', order, 'invoice'));
    voidOf(books, 'invoice', bill);
    expect(nameOfFailure(() => removeRecord(books, 'salesorder', order))).toBe('CANT_DELETE_TRANS');
    expect(voidOf(books, 'salesorder', order)).toBe(order);
    books.store.close();
  });

  it('and a deletion are refused in a closed period by TRAN_PERIOD_CLOSED', () => {
    const books = booksWith(false);
    const id = journal(books, [{ account: books.bank, debit: 5 }, { account: books.income, credit: 5 }], { trandate: '2026-01-15' });
    close(books, books.periods.jan);
    expect(nameOfFailure(() => voidOf(books, 'journalentry', id))).toBe('TRAN_PERIOD_CLOSED');
    expect(nameOfFailure(() => removeRecord(books, 'journalentry', id))).toBe('TRAN_PERIOD_CLOSED');
    books.store.close();
  });
});
