import { openCompany, orderCall } from './support/company';
import type { Company } from './support/company';
import { brokenRules } from './support/invariants';
import { faultSweep, interruptionSweep, oneOrder } from './support/sweeps';

const EXTERNAL_ID = 'shopify_order_820982911946154508';
const expected = oneOrder(EXTERNAL_ID, 388);

describe('an order with a customer that NetSuite does not know', () => {
  let company: Company;

  beforeAll(async () => {
    company = await openCompany();
  });
  afterAll(() => {
    company.emulator.close();
  });

  const call = () => company.post(orderCall('webhook-1'));

  it('comes out as one settled order without a fault', () => {
    const point = company.emulator.checkpoint();
    const reply = call();
    expect(reply).toMatchObject({ kind: 'returned', value: { custody: true, outcome: 'applied', replayed: false } });
    expect([...expected(company), ...brokenRules(company.emulator)]).toEqual([]);
    point.restore();
  });

  it('comes out as one settled order whatever fault hits whichever N/* call', () => {
    const report = faultSweep(company, call, expected);
    expect(report.broken).toEqual([]);
    expect(report.runs).toBeGreaterThan(200);
    expect(Object.keys(report.reached)).toEqual(expect.arrayContaining(['N/record.Record.save', 'N/query.runSuiteQL', 'N/record.submitFields', 'N/search.lookupFields']));
  });

  it('comes out as one settled order with the same call run whole before any N/* call', () => {
    const report = interruptionSweep(company, { call, other: call }, expected);
    expect(report.broken).toEqual([]);
    expect(report.runs).toBeGreaterThan(15);
  });

  it('comes out as one order with the same document under another key run whole before any N/* call', () => {
    const other = () => company.post(orderCall('webhook-2'));
    const report = interruptionSweep(company, { call, other }, expected);
    expect(report.broken).toEqual([]);
    expect(report.runs).toBeGreaterThan(15);
  });
});
