import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCompany, orderCall, demoDocument } from '../simulation/support/company';
import type { Company } from '../simulation/support/company';
import { renderUsage, USAGE_MARKERS } from '../../tools/usage-table';
import type { UsageRow } from '../../tools/usage-table';

/** Units that creating or loading and saving such a record takes by itself (platform facts 1.1). */
const SALES_ORDER_UNITS = 30;
const CUSTOMER_UNITS = 15;

function unitsOf(company: Company, argument: unknown): { readonly units: number; readonly outcome: unknown } {
  const reply = company.post(argument);
  if (reply.kind !== 'returned') throw new Error(`The call was not answered: ${JSON.stringify(reply)}`);
  return { units: reply.units, outcome: (reply.value as { readonly outcome: unknown }).outcome };
}

function customerCall(key: string): unknown {
  return { contract: '1', source: 'shopify', documentType: 'customer', idempotencyKey: key, documentText: demoDocument('customer-update.json') };
}

/** The units that a sweep's map and reduce take beside those it takes when nothing is due. */
function sweepUnits(company: Company): number {
  const units = (): number => {
    const { units: stages } = company.emulator.runMapReduce('customscript_dkt_sweep_mr', 'customdeploy_dkt_sweep_mr_now');
    return stages.map + stages.reduce;
  };
  return units();
}

describe('usage units', () => {
  const rows: UsageRow[] = [];
  let company: Company;

  beforeAll(async () => {
    company = await openCompany();
  });
  afterAll(() => {
    company.emulator.close();
  });

  const measure = (path: string, budget: number, units: number) => {
    rows.push({ path, units, budget });
    expect(units).toBeLessThanOrEqual(budget);
  };

  it('of a fresh order stay within the cold budget when nothing is cached', () => {
    const point = company.emulator.checkpoint();
    // The customer is made by its own document first, in another account state: the cold call is the first of all.
    const { units, outcome } = unitsOf(company, customerCall('cold'));
    expect(outcome).toBe('applied');
    measure('fresh, cold', 44, units - CUSTOMER_UNITS);
    point.restore();
  });

  it('of a fresh order stay within the warm budget', () => {
    const point = company.emulator.checkpoint();
    unitsOf(company, orderCall('first'));
    const text = demoDocument('order-first.json').replace(/820982911946154508/g, '820982911946154509');
    const { units, outcome } = unitsOf(company, { ...orderCall('warm'), documentText: text });
    expect(outcome).toBe('applied');
    measure('fresh, warm', 33, units - SALES_ORDER_UNITS);
    point.restore();
  });

  it('of each operation of a batch of 50 stay within budget', () => {
    const point = company.emulator.checkpoint();
    unitsOf(company, orderCall('first'));
    const operations = Array.from({ length: 50 }, (_, index) => {
      const { contract: _contract, documentText, ...rest } = orderCall(`batch-${String(index)}`);
      return { ...rest, documentText: String(documentText).replace(/820982911946154508/g, `8209829119461${String(60_000 + index)}`) };
    });
    const reply = company.post({ contract: '1', operations });
    if (reply.kind !== 'returned') throw new Error(`The batch was not answered: ${JSON.stringify(reply)}`);
    expect(reply.value).toMatchObject({ counts: { applied: 50 } });
    measure('each operation of a batch of 50', 22, Number((reply.units / 50 - SALES_ORDER_UNITS).toFixed(2)));
    point.restore();
  });

  it('of a repeat stay within budget', () => {
    const point = company.emulator.checkpoint();
    unitsOf(company, orderCall('k'));
    const { units, outcome } = unitsOf(company, orderCall('k'));
    expect(outcome).toBe('applied');
    measure('a repeat that is replayed', 22, units);
    point.restore();
  });

  it('of an accepted document stay within budget', () => {
    const point = company.emulator.checkpoint();
    unitsOf(company, orderCall('k'));
    const { units, outcome } = unitsOf(company, { ...orderCall('later'), mode: 'async' });
    expect(outcome).toBe('accepted');
    measure('accept only (async)', 8, units);
    point.restore();
  });

  it('of a failure that goes to review stay within budget', () => {
    const point = company.emulator.checkpoint();
    unitsOf(company, orderCall('k'));
    const { units, outcome } = unitsOf(company, orderCall('differs', 'order-totals-differ.json'));
    expect(outcome).toBe('needs_review');
    measure('a failure that goes to review', 26, units);
    point.restore();
  });

  it('of a retry in the sweep stay within budget, a probe included', () => {
    const point = company.emulator.checkpoint();
    unitsOf(company, orderCall('k'));
    const text = demoDocument('order-first.json').replace(/820982911946154508/g, '820982911946154510');
    // The first accepted document warms the sweep's own cache.
    unitsOf(company, { ...orderCall('warms'), mode: 'async' });
    sweepUnits(company);
    unitsOf(company, { ...orderCall('swept'), mode: 'async', documentText: text });
    measure('one operation carried on by the sweep', 32, sweepUnits(company) - SALES_ORDER_UNITS);
    point.restore();
  });

  it('stand in the README as measured', () => {
    const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
    const [before, after] = USAGE_MARKERS;
    const shown = readme.slice(readme.indexOf(before) + before.length, readme.indexOf(after)).trim();
    process.stdout.write(`\n${renderUsage(rows)}\n`);
    expect(shown).toBe(renderUsage(rows));
  });
});
