import { addLine, nameOfFailure } from './account-fixture';
import { billInAdvance, column, journal, ledger, loadRecord, newRecord, openBooks, removeRecord, sale, saveRecord, setApplied, setLine, transformed, trialBalance } from './books-fixture';
import type { Books } from './books-fixture';

const books = openBooks();
billInAdvance(books);
afterEach(() => { expect(trialBalance(books)).toBe(0); });
afterAll(() => { books.store.close(); });

function bill(values: Readonly<Record<string, string | number>> = {}): number {
  const draft = addLine(newRecord(books, 'vendorbill', { entity: books.vendor, tranid: 'V-7', ...values }), 'expense', { account: books.expense, amount: 30 });
  return saveRecord(books, addLine(draft, 'item', { item: books.service, quantity: 2, rate: 10 }));
}

function payment(invoice: number, amount?: number): number {
  const draft = transformed(books, 'invoice', invoice, 'customerpayment');
  return saveRecord(books, amount === undefined ? draft : setApplied(draft, invoice, { amount }));
}

function refund(): number {
  const credit = sale(books, 'creditmemo', [[books.shirt, 1, 20]]);
  const draft = books.store.records.initialize('customerrefund', books.customer, books.store.account.administratorActor());
  for (const [fieldId, value] of Object.entries({ account: books.bank, paymentmethod: 2 })) draft.values.set(fieldId, value);
  return saveRecord(books, setApplied(draft, credit, { apply: true }));
}

const POSTINGS: readonly (readonly [string, () => number, readonly (readonly [string, number | null, number | null])[]])[] = [
  ['an invoice', () => sale(books, 'invoice', [[books.shirt, 2, 50], [books.service, 1, 5]]), [['Receivables', 105, null], ['Sales', null, 100], ['Sales', null, 5]]],
  ['a credit memo', () => sale(books, 'creditmemo', [[books.shirt, 1, 20]]), [['Receivables', null, 20], ['Sales', 20, null]]],
  ['a payment', () => payment(sale(books, 'invoice', [[books.shirt, 1, 80]])), [['Undeposited Funds', 80, null], ['Receivables', null, 80]]],
  ['a refund', refund, [['Bank', null, 20], ['Receivables', 20, null]]],
  ['a bill', () => bill(), [['Payables', null, 50], ['Office', 20, null], ['Office', 30, null]]],
  ['a journal', () => journal(books, [{ account: books.bank, debit: 12.5 }, { account: books.income, credit: 12.5 }]), [['Bank', 12.5, null], ['Sales', null, 12.5]]],
  ['a journal that waits for approval', () => journal(books, [{ account: books.bank, debit: 1 }, { account: books.income, credit: 1 }], { approved: false }), []],
  ['an order', () => sale(books, 'salesorder', [[books.shirt, 1, 20]]), []],
  ['a fulfillment', () => saveRecord(books, transformed(books, 'salesorder', sale(books, 'salesorder', [[books.shirt, 1, 20]]), 'itemfulfillment')), []],
];

describe('the ledger', () => {
  test.each(POSTINGS)('of %s', (_title, make, lines) => {
    expect(ledger(books, make())).toEqual(lines);
  });

  test('takes a payment to its bank account where it says so', () => {
    const draft = transformed(books, 'invoice', sale(books, 'invoice', [[books.shirt, 1, 80]]), 'customerpayment');
    draft.values.set('undepfunds', 'F');
    draft.values.set('account', books.bank);
    const id = saveRecord(books, draft);
    expect(ledger(books, id)[0]).toEqual(['Bank', 80, null]);
    expect(loadRecord(books, 'customerpayment', id).values.get('status')).toBe('Deposited');
  });

  test('follows an edit, and a deletion takes its lines away', () => {
    const id = sale(books, 'invoice', [[books.shirt, 1, 80]]);
    saveRecord(books, setLine(loadRecord(books, 'invoice', id), 'item', 0, { quantity: 2 }));
    expect(ledger(books, id)).toEqual([['Receivables', 160, null], ['Sales', null, 160]]);
    removeRecord(books, 'invoice', id);
    expect(ledger(books, id)).toEqual([]);
  });

  test('keeps the signs of SuiteQL: credits are negative', () => {
    const id = sale(books, 'creditmemo', [[books.shirt, 3, 20]]);
    const rows = books.store.database.prepare('SELECT "quantity", "foreignamount" FROM "transactionline" WHERE "transaction" = ? ORDER BY "id"').all(id);
    expect([column(books, id, 'foreigntotal'), rows]).toEqual([-60, [{ quantity: null, foreignamount: -60 }, { quantity: 3, foreignamount: 60 }]]);
    expect(loadRecord(books, 'creditmemo', id).values.get('total')).toBe(60);
  });
});

describe('a foreign currency', () => {
  test('is kept beside the base amount, which balances to the cent', () => {
    const id = sale(books, 'invoice', [[books.shirt, 1, 0.01], [books.shirt, 1, 0.01], [books.shirt, 1, 0.01]], { entity: books.berlin, exchangerate: 1.5 });
    expect(column(books, id, 'foreigntotal')).toBe(0.03);
    expect(ledger(books, id)).toEqual([['Receivables', 0.06, null], ['Sales', null, 0.02], ['Sales', null, 0.02], ['Sales', null, 0.02]]);
  });

  test('leaves nothing of an invoice open that is paid in parts at other rates', () => {
    const invoice = sale(books, 'invoice', [[books.shirt, 1, 100]], { entity: books.berlin, exchangerate: 1.25 });
    const parts = [33.33, 33.33, 33.34].map((amount, index) => {
      const draft = setApplied(transformed(books, 'invoice', invoice, 'customerpayment'), invoice, { amount });
      draft.values.set('exchangerate', 1.1 + index / 10);
      return saveRecord(books, draft);
    });
    const open = books.store.database.prepare(`SELECT sum(l."amount") AS open FROM "transactionaccountingline" l
      WHERE l."account" = ? AND l."transaction" IN (?, ?, ?, ?)`).get(books.receivable, invoice, ...parts);
    expect(Number(open?.['open'])).toBeCloseTo(0, 8);
    expect(ledger(books, parts[0]!)).toEqual([['Undeposited Funds', 36.66, null], ['Receivables', null, 36.66], ['Receivables', null, 5], ['Realized Gain/Loss', 5, null]]);
    expect(column(books, invoice, 'status')).toBe('B');
  });

  test('lets a journal balance that rounding would pull apart', () => {
    const draft = newRecord(books, 'journalentry', { subsidiary: books.us, currency: books.eur, exchangerate: 1.115 });
    for (const line of [{ debit: 0.5 }, { debit: 0.5 }, { credit: 1 }]) addLine(draft, 'line', { account: books.bank, ...line });
    expect(ledger(books, saveRecord(books, draft)).map(([, debit, credit]) => [debit, credit])).toEqual([[0.56, null], [0.56, null], [null, 1.12]]);
  });
});

describe('a save is refused', () => {
  const invoiced = (values: Readonly<Record<string, string | number | null>>) => sale(books, 'invoice', [[books.shirt, 1, 10]], values);
  const REFUSALS: readonly (readonly [string, string, () => unknown])[] = [
    ['a journal out of balance', 'JE_AMOUNTS_MUST_BALANCE', () => journal(books, [{ account: books.bank, debit: 1 }, { account: books.income, credit: 0.99 }])],
    ['a journal line without an account', 'JE_LINE_MISSING_REQD_DATA', () => journal(books, [{ debit: 1 }, { account: books.income, credit: 1 }])],
    ['a journal line without an amount', 'JE_LINE_MISSING_REQD_DATA', () => journal(books, [{ account: books.bank }, { account: books.income, credit: 1 }])],
    ['a journal without lines', 'USER_ERROR', () => journal(books, [])],
    ['a journal without a subsidiary', 'USER_ERROR', () => journal(books, [{ account: books.bank, debit: 1 }, { account: books.income, credit: 1 }], { subsidiary: null })],
    ['an invoice on an account that is no receivable', 'INVALID_KEY_OR_REF', () => invoiced({ account: books.bank })],
    ['an invoice in another subsidiary', 'INVALID_KEY_OR_REF', () => invoiced({ subsidiary: books.germany })],
    ['an invoice in another currency', 'INVALID_KEY_OR_REF', () => invoiced({ currency: books.eur })],
    ['an invoice to a vendor', 'INVALID_KEY_OR_REF', () => invoiced({ entity: books.vendor })],
    ['a bill of an item without an expense account', 'ITEM_ACCT_REQD', () => saveRecord(books, addLine(newRecord(books, 'vendorbill', { entity: books.vendor }), 'item', { item: books.shirt, rate: 1 }))],
    ['a bill without lines', 'USER_ERROR', () => saveRecord(books, newRecord(books, 'vendorbill', { entity: books.vendor }))],
    ['a payment without an amount', 'USER_ERROR', () => saveRecord(books, newRecord(books, 'customerpayment', { customer: books.customer }))],
    ['a negative payment', 'INVALID_FLD_VALUE', () => saveRecord(books, newRecord(books, 'customerpayment', { customer: books.customer, payment: -1 }))],
    ['a refund of nothing', 'NONZERO_AMT_REQD', () => saveRecord(books, newRecord(books, 'customerrefund', { customer: books.customer, account: books.bank, paymentmethod: 2 }))],
    ['a refund without a way to pay', 'USER_ERROR', () => saveRecord(books, newRecord(books, 'customerrefund', { customer: books.customer, account: books.bank }))],
    ['a fulfillment of no order', 'CREATEDFROM_REQD', () => saveRecord(books, newRecord(books, 'itemfulfillment'))],
    ['more applied than is due', 'INVALID_AMT', () => payment(sale(books, 'invoice', [[books.shirt, 1, 10]]), 10.01)],
    ['more applied than is paid', 'TRANS_APPLIED_AMTS_UNBALNCD', () => {
      const draft = transformed(books, 'invoice', sale(books, 'invoice', [[books.shirt, 1, 10]]), 'customerpayment');
      draft.values.set('payment', 9);
      draft.changed.add('payment');
      saveRecord(books, draft);
    }],
    ['an application to another customer', 'LINKED_ENTITIES_DONT_MATCH', () => {
      const other = sale(books, 'invoice', [[books.shirt, 1, 10]], { entity: books.berlin });
      const draft = transformed(books, 'invoice', sale(books, 'invoice', [[books.shirt, 1, 10]]), 'customerpayment');
      draft.sublists.set('apply', transformed(books, 'invoice', other, 'customerpayment').sublists.get('apply')!);
      saveRecord(books, draft);
    }],
    ['an external id that any transaction holds', 'DUP_RCRD', () => {
      sale(books, 'invoice', [[books.shirt, 1, 10]], { externalid: 'one' });
      sale(books, 'salesorder', [[books.shirt, 1, 10]], { externalid: 'ONE' });
    }],
  ];

  test.each(REFUSALS)('for %s: %s', (_title, name, work) => {
    expect(nameOfFailure(work)).toBe(name);
  });
});

describe('numbers', () => {
  const own: Books = openBooks();
  billInAdvance(own);
  afterAll(() => { own.store.close(); });

  test('run by type, with the type’s prefix; a bill has none of its own', () => {
    const invoice = sale(own, 'invoice', [[own.shirt, 1, 1]]);
    const credit = sale(own, 'creditmemo', [[own.shirt, 1, 1]]);
    const paid = saveRecord(own, transformed(own, 'invoice', invoice, 'customerpayment'));
    const entry = journal(own, [{ account: own.bank, debit: 1 }, { account: own.income, credit: 1 }]);
    const unnumbered = saveRecord(own, addLine(newRecord(own, 'vendorbill', { entity: own.vendor }), 'expense', { account: own.expense, amount: 1 }));
    expect([invoice, credit, paid, entry, unnumbered].map((id) => [column(own, id, 'tranid'), column(own, id, 'type')])).toEqual([
      ['INV1', 'CustInvc'], ['CM1', 'CustCred'], ['PYMT1', 'CustPymt'], ['JE1', 'Journal'], [null, 'VendBill'],
    ]);
  });
});
