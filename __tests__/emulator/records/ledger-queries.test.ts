import { createQueryEngine } from '../../../emulator/suiteql/engine';
import { NOW_MS } from './account-fixture';
import { openBooks, sale, saveRecord, transformed } from './books-fixture';

const books = openBooks();
const { store } = books;
const queries = createQueryEngine({ database: store.database, metadata: store.metadata, clock: { nowMs: () => NOW_MS }, timeZone: 'America/Los_Angeles' });
const ask = (sql: string, parameters: readonly number[] = []) => queries.run(sql, parameters, store.account.administratorActor()).rows;
const order = sale(books, 'salesorder', [[books.shirt, 1, 5]]);
const invoice = sale(books, 'invoice', [[books.shirt, 1, 40]]);
const credit = sale(books, 'creditmemo', [[books.shirt, 1, 5]]);
const payment = saveRecord(books, transformed(books, 'invoice', invoice, 'customerpayment'));
afterAll(() => { store.close(); });

test('a status is shown by its transaction’s type', () => {
  expect(ask('SELECT t.id, t.status, BUILTIN.DF(t.status) AS shown, BUILTIN.DF(t.type) AS kind FROM transaction t ORDER BY t.id')).toEqual([
    [order, 'B', 'Sales Order : Pending Fulfillment', 'Sales Order'],
    [invoice, 'B', 'Invoice : Paid In Full', 'Invoice'],
    [credit, 'A', 'Credit Memo : Open', 'Credit Memo'],
    [payment, 'B', 'Payment : Not Deposited', 'Payment'],
  ]);
});

test('the status of a subselect is not shown, as its type is out of reach', () => {
  expect(() => ask('SELECT BUILTIN.DF(s.status) AS shown FROM (SELECT t.status FROM transaction t) s')).toThrow('BUILTIN.DF of a subselect');
});

test('the trial balance is read from the ledger lines', () => {
  expect(ask(`SELECT a.accttype, SUM(l.amount) AS balance FROM transactionaccountingline l JOIN account a ON a.id = l.account
    WHERE l.posting = 'T' AND l.accountingbook = 1 GROUP BY a.accttype ORDER BY a.accttype`)).toEqual([['AcctRec', -5], ['Income', -35], ['OthCurrAsset', 40]]);
});

test('what settled an invoice is read from the links, whichever way they are named', () => {
  for (const table of ['nexttransactionlink', 'previoustransactionlink', 'nexttransactionlinelink', 'previoustransactionlinelink']) {
    expect([table, ask(`SELECT k.nextdoc, k.foreignamount FROM ${table} k WHERE k.previousdoc = ? AND k.linktype = 'Payment'`, [invoice])]).toEqual([table, [[payment, 40]]]);
  }
});
