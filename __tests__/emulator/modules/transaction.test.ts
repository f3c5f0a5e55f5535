import type { Emulator } from '../../../emulator/types';
import { createCaller, mainSubsidiary } from '../../support/emulator';
import { bootWithUserEvents, codeValue, runCode, toldBy, type UserEventDeployment } from '../../support/user-event-project';

interface Sale {
  readonly emulator: Emulator;
  readonly ids: { readonly order: number; readonly customer: number };
}

/** An account with one sales order over two lines and shipping. */
async function bootSale(scripts: Readonly<Record<string, UserEventDeployment>> = {}): Promise<Sale> {
  const emulator = await bootWithUserEvents(scripts);
  const subsidiary = mainSubsidiary(emulator);
  const make = (type: string, values: Parameters<Emulator['createRecord']>[0]['values']) => emulator.createRecord({ type, values });
  const incomeaccount = make('account', { acctname: 'Sales', acctnumber: '4000', accttype: 'Income' });
  const customer = make('customer', { companyname: 'Acme', subsidiary });
  const item = make('noninventoryitem', { itemid: 'SHIRT', incomeaccount, subsidiary: [subsidiary], isfulfillable: false });
  const order = emulator.createRecord({ type: 'salesorder', values: { entity: customer, memo: 'before' }, sublists: { item: [{ item, quantity: 2, rate: 5 }, { item, quantity: 1, rate: 7 }] } });
  return { emulator, ids: { order, customer } };
}

const VOID = "return transaction.void({ type: transaction.Type.SALES_ORDER, id: ids.order });";

describe('a void in place', () => {
  it('returns the order\'s id, keeps its number and lines, and makes all amounts zero', async () => {
    const { emulator, ids } = await bootSale();
    const before = emulator.readRecord('salesorder', ids.order);
    expect(codeValue(emulator, VOID, { ids })).toBe(ids.order);
    const after = emulator.readRecord('salesorder', ids.order);
    expect(after.values).toMatchObject({ tranid: before.values['tranid'], total: 0, subtotal: 0, memo: 'VOID', status: 'Closed' });
    expect(after.sublists['item']).toMatchObject([{ quantity: 2, rate: 0, amount: 0 }, { quantity: 1, rate: 0, amount: 0 }]);
    expect(emulator.query('SELECT voided, foreigntotal FROM transaction WHERE id = ?', [ids.order])).toEqual([{ voided: 'T', foreigntotal: 0 }]);
    expect(emulator.query('SELECT SUM(ABS(foreignamount)) AS total FROM transactionline WHERE transaction = ?', [ids.order])).toEqual([{ total: 0 }]);
  });

  it('costs 10 units and takes the id as digits too', async () => {
    const { emulator, ids } = await bootSale();
    expect(codeValue(emulator, "transaction.void({ type: 'salesorder', id: String(ids.order) }); return runtime.getCurrentScript().getRemainingUsage();", { ids })).toBe(4990);
  });

  it('leaves single fields to be edited, and nothing more', async () => {
    const { emulator, ids } = await bootSale();
    codeValue(emulator, VOID, { ids });
    codeValue(emulator, "record.submitFields({ type: 'salesorder', id: ids.order, values: { memo: 'why' } });", { ids });
    expect(emulator.readRecord('salesorder', ids.order).values['memo']).toBe('why');
    expect(runCode(emulator, "record.load({ type: 'salesorder', id: ids.order }).save();", { ids })).toMatchObject({ code: 'CANT_MODIFY_VOID_TRANS' });
  });

  it('is an edit to user events, told by its memo', async () => {
    const { emulator, ids } = await bootSale({ watch: { recordType: 'SALESORDER', body: "const see = (at) => ({ type, newRecord }) => tell([at, type, newRecord.getValue('memo')]); return { beforeSubmit: see('before'), afterSubmit: see('after') };" } });
    codeValue(emulator, VOID, { ids });
    expect((await toldBy(emulator)).slice(2)).toEqual([['before', 'edit', 'VOID'], ['after', 'edit', 'VOID']]);
  });

  it('is stopped by a beforeSubmit that throws', async () => {
    const { emulator, ids } = await bootSale({ watch: { recordType: 'SALESORDER', tags: '<eventtype>EDIT</eventtype>', body: "return { beforeSubmit: () => { throw error.create({ name: 'NO', message: 'm' }); } };" } });
    expect(runCode(emulator, VOID, { ids })).toMatchObject({ code: 'NO' });
    expect(emulator.readRecord('salesorder', ids.order).values['total']).toBe(17);
  });

  it('refuses what beforeSubmit would change', async () => {
    const { emulator, ids } = await bootSale({ watch: { recordType: 'SALESORDER', tags: '<eventtype>EDIT</eventtype>', body: "return { beforeSubmit: ({ newRecord }) => { newRecord.setValue('otherrefnum', 'x'); } };" } });
    expect(runCode(emulator, VOID, { ids })).toMatchObject({ code: 'EMULATOR_NOT_IMPLEMENTED' });
  });
});

/** The account with a posting period, an invoice of the order, and a payment of 10 on it. */
async function bootPaid(): Promise<{ readonly emulator: Emulator; readonly ids: Sale['ids'] & { readonly invoice: number; readonly payment: number } }> {
  const { emulator, ids } = await bootSale();
  emulator.createRecord({ type: 'accountingperiod', values: { periodname: 'Nov 2026', startdate: '2026-11-01', enddate: '2026-11-30' } });
  const made = codeValue(emulator, `
    const invoice = record.transform({ fromType: 'salesorder', fromId: ids.order, toType: 'invoice' }).save();
    const payment = record.transform({ fromType: 'invoice', fromId: invoice, toType: 'customerpayment' });
    payment.setValue('payment', 10);
    payment.setSublistValue({ sublistId: 'apply', fieldId: 'amount', line: 0, value: 10 });
    return { invoice, payment: payment.save() };`, { ids }) as { readonly invoice: number; readonly payment: number };
  return { emulator, ids: { ...ids, ...made } };
}

const balance = (emulator: Emulator, id: number) => emulator.query('SELECT SUM(ABS(amount)) AS amount, SUM(debit) AS debit, SUM(credit) AS credit FROM transactionaccountingline WHERE transaction = ?', [id])[0];
const row = (emulator: Emulator, id: number) => emulator.query('SELECT voided, status, foreigntotal, memo FROM transaction WHERE id = ?', [id])[0];

describe('a void of what posts', () => {
  it('takes a payment out of the ledger and opens what it had settled', async () => {
    const { emulator, ids } = await bootPaid();
    const open = () => emulator.query('SELECT foreignamountunpaid AS unpaid, status FROM transaction WHERE id = ?', [ids.invoice])[0];
    expect(open()).toEqual({ unpaid: 7, status: 'A' });
    expect(codeValue(emulator, "return transaction.void({ type: 'customerpayment', id: ids.payment });", { ids })).toBe(ids.payment);
    expect(row(emulator, ids.payment)).toEqual({ voided: 'T', status: 'V', foreigntotal: 0, memo: 'VOID' });
    expect(balance(emulator, ids.payment)).toEqual({ amount: 0, debit: null, credit: null });
    expect(open()).toEqual({ unpaid: 17, status: 'A' });
    expect(emulator.readRecord('customerpayment', ids.payment).values).toMatchObject({ status: 'Voided', payment: 0 });
  });

  it('takes an invoice out of the ledger and makes its order billable again', async () => {
    const { emulator, ids } = await bootPaid();
    codeValue(emulator, "transaction.void({ type: 'customerpayment', id: ids.payment });", { ids });
    const status = () => emulator.query('SELECT status FROM transaction WHERE id = ?', [ids.order])[0]?.['status'];
    expect(status()).toBe('G');
    codeValue(emulator, "transaction.void({ type: 'invoice', id: ids.invoice });", { ids });
    expect(row(emulator, ids.invoice)).toMatchObject({ voided: 'T', status: 'V', foreigntotal: 0 });
    expect(balance(emulator, ids.invoice)).toEqual({ amount: 0, debit: null, credit: null });
    expect(status()).toBe('F');
  });

  it.each([
    ['an invoice that is paid', 'invoice'], ['an order that is billed', 'salesorder'],
  ] as const)('%s is refused: later transactions follow it', async (_title, type) => {
    const { emulator, ids } = await bootPaid();
    const id = type === 'invoice' ? ids.invoice : ids.order;
    expect(runCode(emulator, `transaction.void({ type: '${type}', id: ids.id });`, { ids: { id } })).toMatchObject({ kind: 'failed', code: 'CANT_VOID_TRANS' });
  });

  it('in a closed period is refused', async () => {
    const { emulator, ids } = await bootPaid();
    const period = Number(emulator.query('SELECT id FROM accountingperiod')[0]?.['id']);
    emulator.saveAs({ actor: emulator.administratorActor(), context: 'USERINTERFACE', type: 'accountingperiod', id: period, values: { closed: true, alllocked: true } });
    expect(runCode(emulator, "transaction.void({ type: 'customerpayment', id: ids.payment });", { ids })).toMatchObject({ kind: 'failed', code: 'TRAN_PERIOD_CLOSED' });
    expect(row(emulator, ids.payment)).toMatchObject({ voided: 'F', foreigntotal: 10 });
  });
});

describe('a void by a reversing journal', () => {
  it('returns the journal, and is an edit of the transaction to user events', async () => {
    const watch = { recordType: 'CUSTOMERREFUND', tags: '<eventtype>EDIT</eventtype>', body: 'return { afterSubmit: ({ type, newRecord }) => tell([type, newRecord.id]) };' };
    const { emulator, ids } = await bootSale({ watch });
    emulator.createRecord({ type: 'accountingperiod', values: { periodname: 'Nov 2026', startdate: '2026-11-01', enddate: '2026-11-30' } });
    emulator.setPreference('accountingpreferences', 'REVERSALVOIDING', true);
    const bank = emulator.createRecord({ type: 'account', values: { acctname: 'Bank', acctnumber: '1000', accttype: 'Bank' } });
    const item = Number(emulator.query('SELECT id FROM item')[0]?.['id']);
    const made = codeValue(emulator, `
      const memo = record.create({ type: 'creditmemo' });
      memo.setValue('entity', ids.customer);
      memo.setSublistValue({ sublistId: 'item', fieldId: 'item', line: 0, value: ids.item });
      memo.setSublistValue({ sublistId: 'item', fieldId: 'quantity', line: 0, value: 1 });
      memo.setSublistValue({ sublistId: 'item', fieldId: 'rate', line: 0, value: 20 });
      memo.save();
      const refund = record.create({ type: 'customerrefund', defaultValues: { entity: ids.customer } });
      refund.setValue('account', ids.bank);
      refund.setValue('paymentmethod', 2);
      refund.setSublistValue({ sublistId: 'apply', fieldId: 'apply', line: 0, value: true });
      const id = refund.save();
      return { id, journal: transaction.void({ type: 'customerrefund', id }) };`, { ids: { ...ids, bank, item } }) as { readonly id: number; readonly journal: number };
    expect(emulator.query('SELECT recordtype FROM transaction WHERE id = ?', [made.journal])).toEqual([{ recordtype: 'journalentry' }]);
    expect(row(emulator, made.id)).toMatchObject({ voided: 'T', status: 'V' });
    expect(balance(emulator, made.journal)).toEqual({ amount: 40, debit: 20, credit: 20 });
    expect(await toldBy(emulator)).toEqual([['edit', made.id]]);
  });
});

describe('a void that cannot be', () => {
  it.each([
    ['no type', 'transaction.void({ id: ids.order })', 'SSS_MISSING_REQD_ARGUMENT'],
    ['no id', "transaction.void({ type: 'salesorder' })", 'SSS_MISSING_REQD_ARGUMENT'],
    ['a type that is no transaction', "transaction.void({ type: 'customer', id: ids.customer })", 'INVALID_RCRD_TYPE'],
    ['a type that is never voided', "transaction.void({ type: 'itemfulfillment', id: 1 })", 'INVALID_RCRD_TYPE'],
    ['a type that is voided by journal alone', "transaction.void({ type: 'check', id: 1 })", 'INVALID_RCRD_TYPE'],
    ['an id that is not there', "transaction.void({ type: 'salesorder', id: 99999 })", 'RCRD_DSNT_EXIST'],
    ['a second time', `transaction.void({ type: 'salesorder', id: ids.order }); ${VOID}`, 'CANT_MODIFY_VOID_TRANS'],
  ])('%s is refused', async (_title, code, name) => {
    const { emulator, ids } = await bootSale();
    expect(runCode(emulator, code, { ids })).toMatchObject({ kind: 'failed', code: name });
  });

  it.each([
    ['an order', 'salesorder', 'INVALID_RCRD_TYPE'],
    ['an invoice', 'invoice', 'INVALID_RCRD_TYPE'],
  ])('%s is refused while voids are made by reversing journals', async (_title, type, name) => {
    const { emulator, ids } = await bootSale();
    emulator.setPreference('accountingpreferences', 'REVERSALVOIDING', true);
    expect(runCode(emulator, `transaction.void({ type: '${type}', id: ids.order });`, { ids })).toMatchObject({ kind: 'failed', code: name });
  });

  it('a role that may not edit orders is refused', async () => {
    const { emulator, ids } = await bootSale();
    const { employeeId } = createCaller(emulator, 'customrole_clerk', 'Bo');
    const actor = { ...emulator.actor(employeeId, 'customrole_clerk'), permissions: new Map([['TRAN_SALESORD', 1 as const]]) };
    expect(runCode(emulator, VOID, { ids, actor })).toMatchObject({ kind: 'failed', code: 'INSUFFICIENT_PERMISSION' });
  });
});
