import { accept, callOf, openAmong, sweep } from '../../bench/scale';
import { orderBodies, withDataFolder } from '../../bench/company';
import { openWithWork, reviewPages, showPage, showTile } from '../../bench/review';
import type { BenchCompany } from '../../bench/company';
import type { QueryPlan } from '../../emulator/suiteql/types';

const DUE = 20;

/** Statements that are sent while work is done, by their text. */
function statementsOf(company: BenchCompany, work: () => void): readonly string[] {
  const sent = new Set<string>();
  const remove = company.emulator.onCall(({ member, detail }) => {
    if (member.startsWith('N/query.') || member.startsWith('N/search.')) sent.add(detail);
    return undefined;
  });
  work();
  remove();
  return [...sent];
}

/** Steps that read the whole of a table that history makes long. */
function scansOf({ sql, steps }: QueryPlan): readonly string[] {
  const names = [...sql.matchAll(/"customrecord_dkt_(?:operation|event|object|key)"(?: AS)? "?([a-z]\w*)"?/g)].map(([, alias]) => alias);
  return steps.filter((step) => names.some((name) => new RegExp(`^SCAN ${name ?? ''}\\b`).test(step)));
}

describe('among settled operations', () => {
  const figures: unknown[] = [];

  it.each([200, 2_000])('%d of them, one of the first day open: everything is measured', async (settled) => {
    await withDataFolder(async (folder) => {
      const { company } = await openAmong(folder, settled);
      const [first] = company.emulator.query("SELECT MIN(id) AS id FROM customrecord_dkt_operation WHERE custrecord_dkt_op_state = 'needs_review'");
      const open = callOf(company, 'get', { health: '' });
      const idle = sweep(company).report.units;
      accept(company, DUE);
      const { report } = sweep(company);
      const order = callOf(company, 'post', orderBodies()(DUE + 2)).units;
      const repeat = callOf(company, 'post', orderBodies()(DUE + 2)).units;
      const status = callOf(company, 'get', { source: 'shopify', idempotencyKey: `bench-${String(5_000_000_000_000_000_001n)}` }).units;
      expect(open.value).toMatchObject({ queue: { depth: { needs_review: 1 } } });
      const carried = company.emulator.query("SELECT custrecord_dkt_set_number AS n FROM customrecord_dkt_setting WHERE custrecord_dkt_set_name LIKE 'carried:%'");
      expect(carried).toEqual(settled > 1_000 ? [{ n: first?.['id'] }] : []);
      expect(report.pairs.reduce).toBe(DUE);
      figures.push({ idle, work: report.units, order, repeat, status, health: open.units });
      company.emulator.close();
    });
  }, 120_000);

  it('the usage units are the same, however many they are', () => {
    expect(figures).toHaveLength(2);
    expect(figures[1]).toEqual(figures[0]);
  });
});

describe('no statement reads the whole log, history or index of objects', () => {
  it('in a sweep, for a fresh order, a repeat, a status or for health', async () => {
    await withDataFolder(async (folder) => {
      const { company } = await openAmong(folder, 50);
      const statements = statementsOf(company, () => {
        accept(company, 2);
        sweep(company);
        callOf(company, 'post', orderBodies()(40));
        callOf(company, 'post', orderBodies()(40));
        callOf(company, 'get', { source: 'shopify', idempotencyKey: String(orderBodies()(40)['idempotencyKey']) });
        callOf(company, 'get', { health: '' });
      });
      const plans = statements.map((sql) => ({ sql, plans: company.emulator.queryPlans(sql) }));
      expect(plans.filter(({ plans: each }) => each.length > 0).length).toBeGreaterThan(6);
      expect(plans.flatMap(({ sql, plans: each }) => each.flatMap((plan) => scansOf(plan).map((step) => `${step}: ${sql}`)))).toEqual([]);
      company.emulator.query('SELECT o.id FROM customrecord_dkt_operation o WHERE o.custrecord_dkt_op_state = ?', ['x']);
      expect(company.emulator.queryPlans('SELECT o.id FROM customrecord_dkt_operation o WHERE o.custrecord_dkt_op_state = ?').flatMap(scansOf)).toEqual(['SCAN o']);
      company.emulator.close();
    });
  }, 60_000);

  it('for a page of the review queue or its tile, and each stays within 200 of 1,000 units', async () => {
    await withDataFolder(async (folder) => {
      const company = await openWithWork(folder, 300, { open: 120, ofOneCause: 60, behind: 20 });
      const pages = reviewPages(company);
      const shown: [string, string, number][] = [];
      const statements = statementsOf(company, () => {
        for (const [name, parameters] of pages) {
          const reply = showPage(company, parameters);
          shown.push([name, reply.kind, reply.units]);
        }
        const tile = showTile(company);
        shown.push(['tile', tile.kind, tile.units]);
      });
      expect(shown.filter(([, kind]) => kind === 'died' || kind === 'failed')).toEqual([]);
      expect(shown.filter(([, , units]) => units > 200)).toEqual([]);
      expect(statements.length).toBeGreaterThan(15);
      expect(statements.flatMap((sql) => company.emulator.queryPlans(sql).flatMap((plan) => scansOf(plan).map((step) => `${step}: ${sql}`)))).toEqual([]);
      company.emulator.close();
    });
  }, 120_000);
});
