import type { RecordDraft } from '../../../emulator/records/types';
import { addLine, nameOfFailure } from './account-fixture';
import { billInAdvance, column, ledger, loadRecord, newRecord, openBooks, removeRecord, sale, saveRecord, setApplied, setLine, transformed, trialBalance } from './books-fixture';
import type { Books } from './books-fixture';

const books = openBooks();
const advance = openBooks();
billInAdvance(advance);
afterEach(() => { expect([trialBalance(books), trialBalance(advance)]).toEqual([0, 0]); });
afterAll(() => { books.store.close(); advance.store.close(); });

const status = (of: Books, id: number) => column(of, id, 'status');
const order = (of: Books, quantity = 10) => sale(of, 'salesorder', [[of.shirt, quantity, 5]], { custbody_stamp: 'op-1', custbody_sale: 's', memo: 'from the shop' });

function ship(of: Books, id: number, quantity?: number): number {
  const draft = transformed(of, 'salesorder', id, 'itemfulfillment');
  return saveRecord(of, quantity === undefined ? draft : setLine(draft, 'item', 0, { quantity }));
}

function bill(of: Books, id: number, quantity?: number): number {
  const draft = transformed(of, 'salesorder', id, 'invoice');
  return saveRecord(of, quantity === undefined ? draft : setLine(draft, 'item', 0, { quantity }));
}

describe('an order', () => {
  test.each<readonly [string, string, (id: number) => void]>([
    ['waits for its fulfillment', 'B', () => undefined],
    ['is partly fulfilled and to be billed for it', 'E', (id) => { ship(books, id, 4); }],
    ['is partly fulfilled and billed for it', 'D', (id) => { ship(books, id, 4); bill(books, id); }],
    ['waits for its bill', 'F', (id) => { ship(books, id); }],
    ['waits for the rest of its bill', 'F', (id) => { ship(books, id); bill(books, id, 3); }],
    ['is billed', 'G', (id) => { ship(books, id); bill(books, id, 3); bill(books, id); }],
    ['waits again once its invoice is deleted', 'F', (id) => { ship(books, id); removeRecord(books, 'invoice', bill(books, id)); }],
    ['waits again once its fulfillment is deleted', 'B', (id) => { removeRecord(books, 'itemfulfillment', ship(books, id)); }],
    ['is closed with its lines', 'H', (id) => { saveRecord(books, setLine(loadRecord(books, 'salesorder', id), 'item', 0, { isclosed: true })); }],
    ['is billed where the rest is closed', 'G', (id) => {
      ship(books, id, 4);
      bill(books, id);
      saveRecord(books, setLine(loadRecord(books, 'salesorder', id), 'item', 0, { isclosed: true }));
    }],
  ])('%s', (_title, code, work) => {
    const id = order(books);
    work(id);
    expect(status(books, id)).toBe(code);
  });

  test('without anything to ship waits for its bill at once', () => {
    expect(status(books, sale(books, 'salesorder', [[books.service, 1, 5]]))).toBe('F');
  });

  test('counts what was shipped and billed of each line', () => {
    const id = order(books);
    ship(books, id, 6);
    bill(books, id, 2);
    const line = loadRecord(books, 'salesorder', id).sublists.get('item')?.[0];
    expect([line?.values.get('quantityfulfilled'), line?.values.get('quantitybilled')]).toEqual([6, 2]);
  });

  test('is changed under a script that holds it while it is billed', () => {
    const id = order(books);
    const held = loadRecord(books, 'salesorder', id);
    ship(books, id);
    expect(nameOfFailure(() => saveRecord(books, held))).toBe('RCRD_HAS_BEEN_CHANGED');
  });
});

describe('a status set by hand', () => {
  const set = (id: number, orderstatus: string) => {
    const draft = loadRecord(books, 'salesorder', id);
    draft.values.set('orderstatus', orderstatus);
    draft.changed.add('orderstatus');
    return saveRecord(books, draft);
  };

  test('approves, unapproves and cancels an order that nothing follows', () => {
    const id = sale(books, 'salesorder', [[books.shirt, 1, 5]], { orderstatus: 'A' });
    for (const code of ['B', 'A', 'C']) expect(status(books, set(id, code))).toBe(code);
  });

  test('is refused while documents follow the order, and for what its lines decide', () => {
    const shipped = order(books);
    ship(books, shipped, 10);
    expect(nameOfFailure(() => set(shipped, 'C'))).toBe('SO_HAS_CHILD_TRANS');
    expect(nameOfFailure(() => set(order(books), 'G'))).toBe('EMULATOR_NOT_IMPLEMENTED');
  });
});

describe('a transform', () => {
  const CASES: readonly (readonly [string, string, () => unknown])[] = [
    ['an order that nothing was shipped of, to an invoice', 'INVALID_INITIALIZE_REF', () => bill(books, order(books))],
    ['an order that is pending approval', 'INVALID_INITIALIZE_REF', () => ship(books, sale(books, 'salesorder', [[books.shirt, 1, 5]], { orderstatus: 'A' }))],
    ['an order that is shipped, to a fulfillment', 'INVALID_INITIALIZE_REF', () => { const id = order(books); ship(books, id); ship(books, id); }],
    ['an order that is billed', 'INVALID_INITIALIZE_REF', () => { const id = order(advance); bill(advance, id); bill(advance, id); }],
    ['an invoice that is paid', 'INVALID_INITIALIZE_REF', () => {
      const id = sale(books, 'invoice', [[books.shirt, 1, 5]]);
      for (let round = 0; round < 2; round += 1) saveRecord(books, transformed(books, 'invoice', id, 'customerpayment'));
    }],
    ['an order that is not there', 'RCRD_DSNT_EXIST', () => transformed(books, 'salesorder', 9999, 'invoice')],
    ['an order to a cash sale', 'EMULATOR_NOT_IMPLEMENTED', () => transformed(books, 'salesorder', 1, 'cashsale')],
    ['more than is left to ship', 'OVER_FULFILL_DISALLWD', () => ship(books, order(books), 11)],
    ['nothing to ship', 'POSITIVE_QTY_REQD', () => ship(books, order(books), 0)],
    ['more than is left to bill', 'EMULATOR_NOT_IMPLEMENTED', () => bill(advance, order(advance), 11)],
  ];

  test.each(CASES)('is refused for %s: %s', (_title, name, work) => {
    expect(nameOfFailure(work)).toBe(name);
  });

  test('copies what both types have, stamps among it, and nothing that is one document’s own', () => {
    const id = order(advance);
    const draft = loadRecord(advance, 'salesorder', id);
    setLine(draft, 'item', 0, { custcol_line: 'L1' });
    draft.values.set('externalid', 'EXT');
    draft.changed.add('externalid');
    saveRecord(advance, draft);
    const invoice = transformed(advance, 'salesorder', id, 'invoice');
    expect(Object.fromEntries(invoice.values)).toMatchObject({ entity: advance.customer, memo: 'from the shop', custbody_stamp: 'op-1', custbody_sale: 's', createdfrom: id });
    expect([invoice.values.get('tranid'), invoice.values.get('externalid')]).toEqual([undefined, undefined]);
    expect(invoice.sublists.get('item')?.map((line) => [line.values.get('custcol_line'), line.values.get('quantity'), line.values.get('amount')])).toEqual([['L1', 10, 50]]);
    expect(loadRecord(advance, 'invoice', saveRecord(advance, invoice)).values.get('custbody_stamp')).toBe('op-1');
  });

  test('copies a stamp only where the other type has it', () => {
    const shipment = transformed(books, 'salesorder', order(books), 'itemfulfillment');
    expect([shipment.values.get('custbody_stamp'), shipment.values.get('custbody_sale')]).toEqual(['op-1', undefined]);
  });

  test('bills a discount of the order once', () => {
    const draft = addLine(addLine(newRecord(advance, 'salesorder', { entity: advance.customer }), 'item', { item: advance.shirt, quantity: 4, rate: 10 }), 'item', { item: advance.discount, rate: -3 });
    const id = saveRecord(advance, draft);
    expect([column(advance, bill(advance, id, 1), '_total'), column(advance, bill(advance, id), '_total'), status(advance, id)]).toEqual([7, 30, 'B']);
  });
});

describe('money against an invoice', () => {
  const invoice = () => sale(books, 'invoice', [[books.shirt, 1, 100]], { custbody_stamp: 'op-9' });
  const figures = (type: string, id: number, fields: readonly string[]) => fields.map((field) => loadRecord(books, type, id).values.get(field));

  test('lists every open invoice of the customer and marks the one it came from', () => {
    const [other, id] = [invoice(), invoice()];
    const draft = transformed(books, 'invoice', id, 'customerpayment');
    const lines = draft.sublists.get('apply') ?? [];
    expect(lines.map((line) => Number(line.values.get('doc')))).toEqual(expect.arrayContaining([other, id]));
    expect(lines.filter((line) => line.values.get('apply') === true).map((line) => [line.values.get('doc'), line.values.get('amount')])).toEqual([[String(id), 100]]);
    expect([draft.values.get('payment'), draft.values.get('custbody_stamp')]).toEqual([100, 'op-9']);
  });

  test('leaves the rest open, on both sides', () => {
    const id = invoice();
    const draft = setApplied(transformed(books, 'invoice', id, 'customerpayment'), id, { amount: 40 });
    draft.values.set('payment', 60);
    draft.changed.add('payment');
    const payment = saveRecord(books, draft);
    expect(figures('invoice', id, ['amountpaid', 'amountremaining', 'status'])).toEqual([40, 60, 'Open']);
    expect(figures('customerpayment', payment, ['applied', 'unapplied', 'payment'])).toEqual([40, 20, 60]);
  });

  test('is taken back with the payment', () => {
    const id = invoice();
    const payment = saveRecord(books, transformed(books, 'invoice', id, 'customerpayment'));
    expect(figures('invoice', id, ['status'])).toEqual(['Paid In Full']);
    saveRecord(books, setApplied(loadRecord(books, 'customerpayment', payment), id, { apply: false }));
    expect(figures('invoice', id, ['status', 'amountremaining'])).toEqual(['Open', 100]);
    removeRecord(books, 'customerpayment', payment);
    expect(figures('invoice', id, ['amountremaining'])).toEqual([100]);
  });

  test('leaves what is unapplied of it to be paid back, and no more', () => {
    const id = invoice();
    const draft = setApplied(transformed(books, 'invoice', id, 'customerpayment'), id, { amount: 40 });
    draft.values.set('payment', 60);
    draft.changed.add('payment');
    const payment = saveRecord(books, draft);
    const refund = () => {
      const made = books.store.records.initialize('customerrefund', books.customer, books.store.account.administratorActor());
      for (const [fieldId, value] of Object.entries({ account: books.bank, paymentmethod: 2 })) made.values.set(fieldId, value);
      return made;
    };
    const listed = (made: ReturnType<typeof refund>) => (made.sublists.get('apply') ?? []).map((line) => Number(line.values.get('doc')));
    expect(nameOfFailure(() => saveRecord(books, setApplied(refund(), payment, { apply: true, amount: 21 })))).toBe('INVALID_AMT');
    const paidBack = saveRecord(books, setApplied(refund(), payment, { apply: true }));
    expect(figures('customerpayment', payment, ['unapplied'])).toEqual([0]);
    expect(ledger(books, paidBack).map((line) => line.slice(1))).toEqual([[null, 20], [20, null]]);
    expect(listed(refund())).not.toContain(payment);
  });

  test('is credited, and what is left of the credit is paid out', () => {
    const id = invoice();
    saveRecord(books, setApplied(transformed(books, 'invoice', id, 'customerpayment'), id, { amount: 70 }));
    const credit = saveRecord(books, transformed(books, 'invoice', id, 'creditmemo'));
    expect(figures('invoice', id, ['status', 'amountremaining'])).toEqual(['Paid In Full', 0]);
    expect(figures('creditmemo', credit, ['applied', 'unapplied', 'status'])).toEqual([30, 70, 'Open']);
    const refund = books.store.records.initialize('customerrefund', books.customer, books.store.account.administratorActor());
    for (const [fieldId, value] of Object.entries({ account: books.bank, paymentmethod: 1 })) refund.values.set(fieldId, value);
    saveRecord(books, setApplied(refund, credit, { apply: true }));
    expect(figures('creditmemo', credit, ['applied', 'unapplied', 'status'])).toEqual([100, 0, 'Fully Applied']);
  });

  test('shows as links of documents and of lines', () => {
    const id = order(advance);
    const [billed] = [bill(advance, id)];
    const paid = saveRecord(advance, transformed(advance, 'invoice', billed, 'customerpayment'));
    const rows = advance.store.database.prepare('SELECT "previousdoc", "nextdoc", "linktype", "nexttype", "foreignamount" FROM "previoustransactionlink" WHERE "nextdoc" IN (?, ?)').all(billed, paid);
    expect(rows).toEqual([
      { previousdoc: id, nextdoc: billed, linktype: 'OrdBill', nexttype: 'CustInvc', foreignamount: 50 },
      { previousdoc: billed, nextdoc: paid, linktype: 'Payment', nexttype: 'CustPymt', foreignamount: 50 },
    ]);
  });
});

describe('a document that others follow', () => {
  const paid = () => {
    const id = sale(books, 'invoice', [[books.shirt, 2, 50]]);
    saveRecord(books, setApplied(transformed(books, 'invoice', id, 'customerpayment'), id, { amount: 60 }));
    return id;
  };
  const edited = (type: string, id: number, edit: (draft: RecordDraft) => unknown) => {
    const draft = loadRecord(books, type, id);
    edit(draft);
    return saveRecord(books, draft);
  };
  const shipped = () => { const id = order(books); ship(books, id, 4); return id; };

  test.each<readonly [string, string, () => unknown]>([
    ['an order with a fulfillment is not deleted', 'CANT_DELETE_TRANS', () => removeRecord(books, 'salesorder', shipped())],
    ['a paid invoice is not deleted', 'CANT_DELETE_TRANS', () => removeRecord(books, 'invoice', paid())],
    ['an invoice keeps its customer', 'TRANS_IN_USE', () => edited('invoice', paid(), (draft) => draft.values.set('exchangerate', 2))],
    ['an invoice keeps what was paid of it', 'TRANS_IN_USE', () => edited('invoice', paid(), (draft) => setLine(draft, 'item', 0, { quantity: 1 }))],
    ['a shipped line keeps its quantity', 'CANT_UPDATE_LINKED_TRANS_LINES', () => edited('salesorder', shipped(), (draft) => setLine(draft, 'item', 0, { quantity: 3 }))],
    ['a shipped line stays', 'CANT_UPDATE_LINKED_TRANS_LINES', () => edited('salesorder', shipped(), (draft) => {
      draft.sublists.set('item', []);
      addLine(draft, 'item', { item: books.shirt, rate: 1 });
    })],
  ])('%s', (_title, name, work) => {
    expect(nameOfFailure(work)).toBe(name);
  });

  test('takes edits that leave the others as they are', () => {
    const id = paid();
    edited('invoice', id, (draft) => setLine(draft, 'item', 0, { quantity: 3 }));
    expect(loadRecord(books, 'invoice', id).values.get('amountremaining')).toBe(90);
  });
});
