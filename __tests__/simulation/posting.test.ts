import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCompany } from './support/company';
import type { Company } from './support/company';
import { brokenRules } from './support/invariants';
import { faultSweep, interruptionSweep } from './support/sweeps';

const SAMPLES = join(__dirname, '..', '..', 'src', 'maps', 'stripe', 'samples');

function stripeCall(documentType: string, key: string, edit: (text: string) => string = (text) => text): Readonly<Record<string, unknown>> {
  return { contract: '1', source: 'stripe', documentType, idempotencyKey: key, documentText: edit(readFileSync(join(SAMPLES, `${documentType}.json`), 'utf8')) };
}

const voided = (text: string): string => text.replace('"status": "open"', '"status": "void"');

/** One invoice, nothing left to pay of it, one payment, and books that balance. */
function paidOnce({ emulator }: Company): readonly string[] {
  const payments = emulator.query("SELECT id FROM transaction WHERE recordtype = 'customerpayment'");
  const invoices = emulator.query("SELECT foreignamountunpaid AS open FROM transaction WHERE recordtype = 'invoice'");
  const charges = emulator.query("SELECT custrecord_dkt_op_state AS state FROM customrecord_dkt_operation WHERE custrecord_dkt_op_doctype = 'charge'");
  return [
    ...(payments.length === 1 ? [] : [`${String(payments.length)} payments stand`]),
    ...(invoices.length === 1 && Number(invoices[0]?.['open']) === 0 ? [] : [`the invoice is open with ${String(invoices[0]?.['open'])}`]),
    // A charge that comes under a second key finds its payment and is refused.
    ...charges.filter(({ state }) => state !== 'applied' && state !== 'refused').map(({ state }) => `a charge came to rest as ${String(state)}`),
    ...(charges.filter(({ state }) => state === 'applied').length === 1 ? [] : ['not one charge is applied']),
    ...balanced(emulator),
  ];
}

function voidedOnce({ emulator }: Company): readonly string[] {
  const invoices = emulator.query("SELECT voided FROM transaction WHERE recordtype = 'invoice'");
  const operations = emulator.query("SELECT custrecord_dkt_op_state AS state FROM customrecord_dkt_operation WHERE custrecord_dkt_op_doctype = 'invoice'");
  return [
    ...(invoices.length === 1 && invoices[0]?.['voided'] === 'T' ? [] : [`${String(invoices.length)} invoices, voided: ${String(invoices[0]?.['voided'])}`]),
    ...operations.filter(({ state }) => state !== 'applied' && state !== 'unchanged').map(({ state }) => `an invoice operation came to rest as ${String(state)}`),
    ...balanced(emulator),
  ];
}

function balanced(emulator: Company['emulator']): readonly string[] {
  const [row] = emulator.query('SELECT SUM(amount) AS total FROM transactionaccountingline');
  return Math.abs(Number(row?.['total'] ?? 0)) < 1e-6 ? [] : [`the books are off by ${String(row?.['total'])}`];
}

describe('an invoice that stands', () => {
  let company: Company;

  beforeAll(async () => {
    company = await openCompany();
    company.post(stripeCall('invoice', 'evt-invoice'));
  });
  afterAll(() => {
    company.emulator.close();
  });

  const pay = () => company.post(stripeCall('charge', 'evt-charge'));
  const cancel = () => company.post(stripeCall('invoice', 'evt-void', voided));

  it('is paid once by its charge, and voided once by its void, without a fault', () => {
    for (const [call, expected] of [[pay, paidOnce], [cancel, voidedOnce]] as const) {
      const point = company.emulator.checkpoint();
      expect(call()).toMatchObject({ kind: 'returned', value: { outcome: 'applied' } });
      expect([...expected(company), ...brokenRules(company.emulator)]).toEqual([]);
      point.restore();
    }
  });

  it('is paid once whatever fault hits whichever N/* call of its charge', () => {
    const report = faultSweep(company, pay, paidOnce);
    expect(report.broken).toEqual([]);
    expect(report.runs).toBeGreaterThan(100);
    expect(Object.keys(report.reached)).toEqual(expect.arrayContaining(['N/record.transform', 'N/record.Record.save']));
  });

  it('is paid once with the same charge run whole before any N/* call, under the same key or another', () => {
    for (const key of ['evt-charge', 'evt-charge-again']) {
      const report = interruptionSweep(company, { call: pay, other: () => company.post(stripeCall('charge', key)) }, paidOnce);
      expect(report.broken).toEqual([]);
      expect(report.runs).toBeGreaterThan(10);
    }
  });

  it('is voided once whatever fault hits whichever N/* call of its void', () => {
    const report = faultSweep(company, cancel, voidedOnce);
    expect(report.broken).toEqual([]);
    expect(Object.keys(report.reached)).toEqual(expect.arrayContaining(['N/transaction.void']));
  });
});
