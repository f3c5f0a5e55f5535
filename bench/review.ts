import { bulkLoad } from './bulk-load';
import { openCompany, orderBodies, settleOrders, withDataFolder } from './company';
import type { BenchCompany } from './company';
import { openWork } from './open-work';
import type { OpenWork } from './open-work';
import { callOf, restMark, sweep } from './scale';
import type { SuiteletReply } from '../emulator/ui/page-calls';

/** What it takes to show one page of the review queue, in the middle of several times. */
export interface PageCost {
  readonly page: string;
  readonly units: number;
  readonly ms: number;
  /** Processor time, milliseconds: what other work on the machine delays less. */
  readonly cpuMs: number;
  /** The first time, milliseconds: what the database and the caches of modules do not hold yet. */
  readonly firstMs: number;
}

/** The pages of the review queue among settled operations. */
export interface ReviewFigures {
  readonly settled: number;
  readonly open: number;
  readonly ofOneCause: number;
  readonly pages: readonly PageCost[];
}

export interface ReviewSize {
  /** Settled operations, rising. */
  readonly settled: readonly number[];
  readonly open: number;
  readonly ofOneCause: number;
}

/** How often each page is shown. */
const TIMES = 7;

const REVIEW = 'customscript_dkt_review_sl';
const LEAD = 'customdeploy_dkt_lead';
const ROLE = 'customrole_dkt_lead';
const PERSON = 'demo_employee_lead';
const DAY_MS = 86_400_000;

/** Measures the pages at each size, in an account of its own. */
export async function measureReview({ settled, open, ofOneCause }: ReviewSize, say: (line: string) => void): Promise<readonly ReviewFigures[]> {
  const figures: ReviewFigures[] = [];
  for (const count of settled) {
    figures.push(await withDataFolder(async (folder) => {
      say(`among ${String(count)} settled operations, ${String(open)} open`);
      const company = await openWithWork(folder, count, { open, ofOneCause, behind: Math.floor(count / 100) });
      say('loaded');
      const pages = measurePages(company, say);
      company.emulator.close();
      return { settled: count, open, ofOneCause, pages };
    }));
  }
  return figures;
}

/** An account with settled and open operations, its mark at rest and its causes made. The caller closes it. */
export async function openWithWork(folder: string, settled: number, work: OpenWork): Promise<BenchCompany> {
  const first = await openCompany(folder, 0);
  settleOrders(first, 1, () => undefined);
  const lastReceivedMs = first.emulator.nowMs() - DAY_MS;
  first.emulator.close();
  bulkLoad(folder, { operations: settled + work.open, lastReceivedMs });
  const second = await openCompany(folder, 0);
  fail(second, 2);
  second.emulator.close();
  openWork(folder, work);
  const company = await openCompany(folder, 0);
  restMark(company);
  for (let before = -1, made = causes(company); made !== before; [before, made] = [made, (sweep(company), causes(company))]);
  return company;
}

/** An order of a thing that NetSuite does not have. */
export function fail(company: BenchCompany, serial: number): string {
  const body = orderBodies()(serial);
  const { value } = callOf(company, 'post', { ...body, documentText: String(body['documentText']).replaceAll(/"sku":"[^"]*"/g, '"sku":"NOT-THERE"') });
  const { outcome, operationId } = value as { readonly outcome?: unknown; readonly operationId?: unknown };
  if (outcome !== 'needs_review') throw new Error(`The order did not fail: ${JSON.stringify(value)}`);
  return String(operationId);
}

function causes({ emulator }: BenchCompany): number {
  return Number(emulator.query('SELECT COUNT(*) AS n FROM customrecord_dkt_cause')[0]?.['n']);
}

/** The pages that are measured, by what they are called in the results. */
export function reviewPages({ emulator }: BenchCompany): readonly (readonly [name: string, parameters: Readonly<Record<string, string>>])[] {
  const one = (sql: string) => String(emulator.query(sql)[0]?.['value'] ?? '');
  const operation = one("SELECT externalid AS value FROM customrecord_dkt_operation WHERE custrecord_dkt_op_state = 'needs_review' ORDER BY id DESC");
  const cause = one('SELECT custrecord_dkt_op_cause AS value FROM customrecord_dkt_operation WHERE custrecord_dkt_op_cause IS NOT NULL GROUP BY custrecord_dkt_op_cause ORDER BY COUNT(*) DESC');
  return [
    ['queue by cause', { page: 'queue' }],
    ['queue by operation', { page: 'operations' }],
    ['queue by operation, page 100, by amount', { page: 'operations', dkt_page: '100', dkt_sort: 'at_risk' }],
    ['queue by operation, resolved', { page: 'operations', dkt_tab: 'resolved' }],
    ['one cause', { page: 'cause', cause }],
    ['one operation', { page: 'operation', operation }],
    ['health', { page: 'health' }],
    ['export of the queue by operation', { page: 'export', dkt_view: 'operations' }],
  ];
}

/** Opens a page as the lead of the demo company. */
export function showPage({ emulator }: BenchCompany, parameters: Readonly<Record<string, string>>): SuiteletReply {
  return emulator.callSuitelet({
    scriptId: REVIEW, deploymentId: LEAD, actor: lead({ emulator }), session: new Map<string, string>(),
    request: { method: 'GET', url: '/app/site/hosting/scriptlet.nl', headers: {}, parameters: { script: REVIEW, deploy: LEAD, ...parameters }, body: '', sublists: {} },
  });
}

/** Renders the tile of the lead's home page. */
export function showTile({ emulator }: BenchCompany): ReturnType<BenchCompany['emulator']['renderPortlet']> {
  return emulator.renderPortlet({ scriptId: 'customscript_dkt_review_pt', deploymentId: 'customdeploy_dkt_tile_lead', actor: lead({ emulator }), column: 'center' });
}

function lead({ emulator }: Pick<BenchCompany, 'emulator'>): ReturnType<BenchCompany['emulator']['actor']> {
  const [employee] = emulator.query('SELECT id FROM employee WHERE externalid = ?', [PERSON]);
  return emulator.actor(Number(employee?.['id']), ROLE);
}

function measurePages(company: BenchCompany, say: (line: string) => void): readonly PageCost[] {
  const pages = [...reviewPages(company).map(([page, parameters]) => ({ page, show: () => showPage(company, parameters) })), { page: 'tile of the home page', show: () => showTile(company) }];
  return pages.map(({ page, show }) => {
    const cost = costOf(page, show);
    say(`  ${page}: ${String(cost.units)} units, ${cost.ms.toFixed(1)} ms, ${cost.cpuMs.toFixed(1)} ms of processor (the first time ${cost.firstMs.toFixed(1)} ms)`);
    return cost;
  });
}

function costOf(page: string, show: () => SuiteletReply | ReturnType<typeof showTile>): PageCost {
  const shown = Array.from({ length: TIMES }, () => {
    const began = { at: performance.now(), cpu: process.cpuUsage() };
    const reply = show();
    const { user, system } = process.cpuUsage(began.cpu);
    const ms = performance.now() - began.at;
    if (reply.kind !== 'page' && reply.kind !== 'written' && reply.kind !== 'portlet') throw new Error(`${page} was not shown: ${JSON.stringify(reply)}`);
    return { ms, cpuMs: (user + system) / 1_000, units: reply.units };
  });
  return { page, units: Math.max(...shown.map(({ units }) => units)), ms: middle(shown.map(({ ms }) => ms)), cpuMs: middle(shown.map(({ cpuMs }) => cpuMs)), firstMs: shown[0]?.ms ?? 0 };
}

function middle(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
