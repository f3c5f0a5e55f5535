import { bulkLoad } from './bulk-load';
import { openCompany, orderBodies, settleOrders, withDataFolder } from './company';
import type { BenchCompany } from './company';
import type { MapReduceReport } from '../emulator/types';

/** What work costs among settled operations, one of the first day still open. */
export interface ScaleFigures {
  readonly settled: number;
  readonly due: number;
  /** Loading the settled ones, milliseconds. */
  readonly loadMs: number;
  /** A sweep that carries the due ones on. */
  readonly sweep: Cost;
  /** Its selection alone. */
  readonly selectionUnits: number;
  /** A sweep that finds nothing due. */
  readonly idle: Cost;
  /** One new order, the first answer of a caller for health, and that for the state of an operation of the first day. */
  readonly order: Cost;
  readonly health: Cost;
  readonly status: Cost;
}

interface Cost {
  readonly units: number;
  readonly ms: number;
}

export interface ScaleSize {
  /** Settled operations, rising. */
  readonly settled: readonly number[];
  /** Operations due in the sweep that is measured. */
  readonly due: number;
}

const SWEEP = ['customscript_dkt_sweep_mr', 'customdeploy_dkt_sweep_mr_now'] as const;
const RESTLET = { scriptId: 'customscript_dkt_inbound_rl', deploymentId: 'customdeploy_dkt_inbound_rl' } as const;
const BATCH = 50;
const DAY_MS = 86_400_000;

/** Measures each size in an account of its own. Settled operations are put in, not run. */
export async function measureScale({ settled, due }: ScaleSize, say: (line: string) => void): Promise<readonly ScaleFigures[]> {
  const figures: ScaleFigures[] = [];
  for (const count of settled) figures.push(await withDataFolder((folder) => measureAmong(folder, count, { due, say })));
  return figures;
}

/** The account with its settled operations, its mark at rest. The caller closes it. */
export async function openAmong(folder: string, settled: number): Promise<{ readonly company: BenchCompany; readonly loadMs: number }> {
  const first = await openCompany(folder);
  settleOrders(first, 1, () => undefined);
  const lastReceivedMs = first.emulator.nowMs() - DAY_MS;
  first.emulator.close();
  const { ms: loadMs } = timed(() => { bulkLoad(folder, { operations: settled, lastReceivedMs }); });
  const company = await openCompany(folder);
  restMark(company);
  return { company, loadMs };
}

async function measureAmong(folder: string, settled: number, { due, say }: { readonly due: number; readonly say: (line: string) => void }): Promise<ScaleFigures> {
  say(`among ${String(settled)} settled operations`);
  const { company, loadMs } = await openAmong(folder, settled);
  const idle = sweep(company).cost;
  say(`loaded in ${(loadMs / 1000).toFixed(0)} s; ${String(due)} orders are taken`);
  accept(company, due);
  const worked = sweep(company);
  if (worked.report.pairs.reduce < due) throw new Error(`The sweep worked on ${String(worked.report.pairs.reduce)} of ${String(due)} objects.`);
  const order = callOf(company, 'post', orderBodies()(due + 2));
  const health = callOf(company, 'get', { health: '' });
  const status = callOf(company, 'get', { source: 'shopify', idempotencyKey: String(orderBodies()(1)['idempotencyKey']) });
  company.emulator.close();
  return { settled, due, loadMs, sweep: worked.cost, selectionUnits: worked.report.units.getInputData, idle, order: costOf(order), health: costOf(health), status: costOf(status) };
}

/** Sweeps until the mark moves no more: what a year of schedules has done long since. */
export function restMark(company: BenchCompany): void {
  for (let before = -1, mark = markOf(company); mark !== before; [before, mark] = [mark, sweepForMark(company)]);
}

function sweepForMark(company: BenchCompany): number {
  sweep(company);
  return markOf(company);
}

function markOf({ emulator }: BenchCompany): number {
  const [row] = emulator.query("SELECT custrecord_dkt_set_number AS n FROM customrecord_dkt_setting WHERE externalid = 'sweep:mark'");
  return Number(row?.['n'] ?? 0);
}

/** Takes orders for the sweep, in batches. */
export function accept(company: BenchCompany, count: number): void {
  const body = orderBodies();
  for (let from = 0; from < count; from += BATCH) {
    const operations = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => {
      const { contract: _contract, ...operation } = body(from + index + 2, { mode: 'async' });
      return operation;
    });
    callOf(company, 'post', { contract: '1', operations });
  }
}

/** One run of the sweep. */
export function sweep({ emulator }: BenchCompany): { readonly cost: Cost; readonly report: MapReduceReport } {
  const { ms, value: report } = timed(() => emulator.runMapReduce(...SWEEP));
  if (report.status !== 'COMPLETE' || report.errors.length > 0) throw new Error(`The sweep failed: ${JSON.stringify(report)}`);
  return { cost: { ms, units: Object.values(report.units).reduce((sum, units) => sum + units, 0) }, report };
}

/** One call of the RESTlet, answered. */
export function callOf({ emulator, connector }: BenchCompany, method: 'get' | 'post', argument: unknown): Cost & { readonly value: unknown } {
  const { ms, value: reply } = timed(() => emulator.callRestlet({ ...RESTLET, method, argument, actor: connector }));
  if (reply.kind !== 'returned') throw new Error(`The call was not answered: ${JSON.stringify(reply)}`);
  return { ms, units: reply.units, value: reply.value };
}

function costOf({ units, ms }: Cost): Cost {
  return { units, ms };
}

function timed<T>(work: () => T): { readonly ms: number; readonly value: T } {
  const began = performance.now();
  const value = work();
  return { ms: performance.now() - began, value };
}
