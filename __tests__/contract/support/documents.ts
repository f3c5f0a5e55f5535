import type { CreatePlan, FieldWrite } from '../../../src/domain/decide';
import type { TargetRecord } from '../../../src/domain/outcome';
import { sha256 } from '../../support/builders';
import type { AccountSubject, ContractAccount } from './subject';

/** Operation that made the documents. */
export const MADE = sha256('made it');

/** Today, and a month before it. */
export const PERIOD = { name: 'Nov 2026', date: '2026-11-23' };
export const EARLIER = { name: 'Oct 2026', date: '2026-10-15' };

const ref = (target: string, recordType: string, internalId: number): FieldWrite => ({ target, value: { kind: 'record', recordType, internalId } });
const date = (day: string): FieldWrite => ({ target: 'trandate', value: { kind: 'date', date: day } });
const amount = (target: string, decimal: string): FieldWrite => ({ target, value: { kind: 'decimal', decimal } });

/** Documents of the demo company, made by the gateway as an operation makes them. */
export class Documents {
  constructor(private readonly account: ContractAccount, private readonly subject: AccountSubject) {}

  id(sql: string, ...parameters: readonly string[]): number {
    return Number(this.account.emulator.query(sql, parameters)[0]?.['id']);
  }

  get customer(): number {
    return this.id('SELECT id FROM customer WHERE externalid = ?', 'demo_customer_bluegrass');
  }

  periodId(name: string): number {
    return this.id('SELECT id FROM accountingperiod WHERE periodname = ?', name);
  }

  made(recordType: string, plan: Partial<CreatePlan>, externalId = `shopify_${recordType}`): TargetRecord {
    const result = this.subject.ports.ledger.create({ recordType, externalId, operationId: MADE }, { body: [], lines: [], ...plan });
    if (result.kind !== 'saved') throw new Error(JSON.stringify(result));
    return { recordType, internalId: result.internalId, externalId, documentNumber: '' };
  }

  /** A sales order, invoice or credit memo of 80. */
  sale(recordType: string, { day = PERIOD.date, item = this.thing(), customer = this.customer, currency = this.subject.currency, externalId = `shopify_${recordType}` }: { readonly externalId?: string; readonly day?: string; readonly item?: number; readonly customer?: number; readonly currency?: number } = {}): TargetRecord {
    return this.made(recordType, {
      body: [ref('entity', 'customer', customer), date(day), ref('currency', 'currency', currency)],
      lines: [{ sublist: 'item', key: 'l1', columns: [ref('item', 'item', item), { target: 'quantity', value: { kind: 'integer', integer: 1 } }, amount('rate', '80.00')] }],
    }, externalId);
  }

  /** An item that is not kept in stock. */
  private thing(): number {
    const [row] = this.account.emulator.query('SELECT id FROM item WHERE itemid = ?', ['THING']);
    return row === undefined ? this.subject.seedItem('THING', false) : Number(row['id']);
  }

  invoice(day = PERIOD.date): TargetRecord {
    return this.sale('invoice', { day });
  }

  /** A payment that settles an invoice; its own rate where one is given. */
  paymentOf({ recordType, internalId }: TargetRecord, rate?: string): TargetRecord {
    return this.made('customerpayment', { from: { recordType, internalId }, body: rate === undefined ? [] : [amount('exchangerate', rate)] });
  }

  invoiceOf({ recordType, internalId }: TargetRecord): TargetRecord {
    return this.made('invoice', { from: { recordType, internalId } });
  }

  unappliedPayment(): TargetRecord {
    return this.made('customerpayment', { body: [ref('customer', 'customer', this.customer), date(PERIOD.date), amount('payment', '30.00'), this.method()] });
  }

  /** A payment in Canadian dollars that settles an invoice at another rate than the invoice's. */
  paymentWithExchangeGain(): TargetRecord {
    const customer = this.id('SELECT id FROM customer WHERE externalid = ?', 'demo_customer_toronto');
    return this.paymentOf(this.sale('invoice', { customer, currency: this.id('SELECT id FROM currency WHERE symbol = ?', 'CAD') }), '0.8');
  }

  refundOf(credit: TargetRecord, day = PERIOD.date): TargetRecord {
    return this.made('customerrefund', {
      body: [ref('customer', 'customer', this.customer), date(day), ref('account', 'account', this.accountId('1000')), this.method()],
      lines: [{ sublist: 'apply', key: '', columns: [ref('doc', credit.recordType, credit.internalId), { target: 'apply', value: { kind: 'boolean', boolean: true } }] }],
    });
  }

  journal(day = PERIOD.date): TargetRecord {
    return this.made('journalentry', {
      body: [date(day), ref('subsidiary', 'subsidiary', this.subject.subsidiary), ref('currency', 'currency', this.subject.currency)],
      lines: [
        { sublist: 'line', key: '', columns: [ref('account', 'account', this.accountId('6200')), amount('debit', '12.50')] },
        { sublist: 'line', key: '', columns: [ref('account', 'account', this.accountId('1000')), amount('credit', '12.50')] },
      ],
    });
  }

  bill(): TargetRecord {
    return this.made('vendorbill', {
      body: [ref('entity', 'vendor', this.id('SELECT id FROM vendor WHERE externalid = ?', 'demo_vendor_paper_mill')), date(PERIOD.date), { target: 'tranid', value: { kind: 'text', text: 'B1' } }],
      lines: [{ sublist: 'expense', key: '', columns: [ref('account', 'account', this.accountId('6200')), amount('amount', '40.00')] }],
    });
  }

  /** Changes a period as its keeper would. */
  setPeriod(name: string, values: Readonly<Record<string, boolean>>): void {
    this.byHand('accountingperiod', this.periodId(name), values);
  }

  closePeriod(name: string): void {
    this.setPeriod(name, { closed: true, alllocked: true, arlocked: true, aplocked: true });
  }

  /** Saves a record as the administrator at the screen. */
  byHand(type: string, id: number, values: Readonly<Record<string, string | number | boolean>>): void {
    const { emulator } = this.account;
    const reply = emulator.saveAs({ type, id, values, actor: emulator.administratorActor(), context: 'USERINTERFACE' });
    if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
  }

  voidByJournals(): void {
    this.account.emulator.setPreference('accountingpreferences', 'REVERSALVOIDING', true);
  }

  /** Posted cents by account, by account and period, and of all together; what comes to nothing is left out. */
  books(): { readonly accounts: Readonly<Record<string, number>>; readonly whole: number; readonly periods: Readonly<Record<string, number>> } {
    const rows = this.posted('l.posting = \'T\'');
    const accounts = sums(rows.map(({ number, cents }) => [number, cents]));
    return { accounts, whole: Object.values(accounts).reduce((sum, cents) => sum + cents, 0), periods: sums(rows.map(({ number, period, cents }) => [`${period} ${number}`, cents])) };
  }

  /** What the books would be without a record. */
  booksWithout({ internalId }: TargetRecord): Readonly<Record<string, number>> {
    const own = this.posted('l.posting = \'T\' AND l.transaction = ?', internalId).map(({ number, cents }) => [number, -cents] as const);
    return sums([...Object.entries(this.books().accounts), ...own]);
  }

  private posted(where: string, ...parameters: readonly number[]): readonly { readonly number: string; readonly period: string; readonly cents: number }[] {
    return this.account.emulator.query(`SELECT a.acctnumber AS number, p.periodname AS period, NVL(l.debit, 0) - NVL(l.credit, 0) AS amount FROM transactionaccountingline l
INNER JOIN account a ON a.id = l.account INNER JOIN transaction t ON t.id = l.transaction INNER JOIN accountingperiod p ON p.id = t.postingperiod WHERE ${where}`, parameters)
      .map((row) => ({ number: String(row['number']), period: String(row['period']), cents: Math.round(Number(row['amount']) * 100) }));
  }

  private accountId(number: string): number {
    return this.id('SELECT id FROM account WHERE externalid = ?', `demo_account_${number}`);
  }

  private method(): FieldWrite {
    return ref('paymentmethod', 'paymentmethod', this.id('SELECT id FROM paymentmethod WHERE externalid = ?', 'demo_paymentmethod_shopify'));
  }
}

function sums(entries: readonly (readonly [string, number])[]): Readonly<Record<string, number>> {
  const added = new Map<string, number>();
  for (const [key, cents] of entries) added.set(key, (added.get(key) ?? 0) + cents);
  return Object.fromEntries([...added].filter(([, cents]) => cents !== 0));
}
