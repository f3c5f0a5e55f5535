import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from '../emulator/types';
import type { ChartLine } from './chart';
import { RESTLET, bootAccount, orderBodies, seededCompany, withDataFolder } from './company';

/** What a backlog came to with so many SuiteCloud processors. */
export interface Drain {
  readonly processors: number;
  readonly operations: number;
  /** NetSuite minutes until nothing was left. */
  readonly minutes: number;
  /** Usage units of all stages, for each operation. */
  readonly unitsPerOperation: number;
  /** Objects whose record does not show their newest document, or whose operations settled out of order. */
  readonly outOfOrder: number;
  /** Operations left, by NetSuite minute. */
  readonly line: ChartLine;
}

/** NetSuite milliseconds that each N/* call takes: ours, NetSuite publishes none. */
const CALL_COST_MS = 20;

const SWEEP = ['customscript_dkt_sweep_mr', 'customdeploy_dkt_sweep_mr_now'] as const;

/** Of this many operations one is a later version of an object that is in the backlog already. */
const NEWER_VERSION_EVERY = 5;

/** Takes a backlog into custody once, then drains it with each number of processors, from the same data. */
export async function measureDrain(operations: number, processors: readonly number[], say: (line: string) => void): Promise<readonly Drain[]> {
  const figures: Drain[] = [];
  await withDataFolder(async (folder) => {
    say(`accepting ${String(operations)} operations`);
    await fill(folder, operations);
    for (const count of processors) {
      const copy = join(folder, '..', `with-${String(count)}`);
      cpSync(folder, copy, { recursive: true });
      const emulator = await bootAccount(copy, { processors: count, callCostMs: CALL_COST_MS, standing: true });
      figures.push(drain(emulator, operations, count));
      emulator.close();
      say(`${String(count)} processors: ${figures.at(-1)?.minutes.toFixed(0) ?? ''} NetSuite minutes`);
    }
  });
  return figures;
}

async function fill(folder: string, operations: number): Promise<void> {
  const emulator = await bootAccount(folder, { callCostMs: CALL_COST_MS, standing: true });
  const company = seededCompany(emulator);
  const body = orderBodies();
  const post = (argument: Readonly<Record<string, string>>, outcome: string) => {
    const reply = emulator.callRestlet({ ...RESTLET, method: 'post', argument, actor: company.connector });
    if (reply.kind !== 'returned' || (reply.value as { readonly outcome?: unknown }).outcome !== outcome) throw new Error(`An order came out otherwise than ${outcome}: ${JSON.stringify(reply)}`);
  };
  // The customer of all orders is known before: a backlog of orders is what is measured.
  post(body(0), 'applied');
  const objects = Math.ceil(operations * (1 - 1 / NEWER_VERSION_EVERY));
  for (let serial = 1; serial <= objects; serial += 1) post(body(serial, { mode: 'async' }), 'accepted');
  for (let newer = 1; newer <= operations - objects; newer += 1) post(newerVersion(body(newer, { mode: 'async' })), 'accepted');
  emulator.close();
}

/** The same order, changed later at its source. */
function newerVersion(body: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const documentText = (body['documentText'] ?? '').replace(/"updated_at":"(\d{4})/, (_, year: string) => `"updated_at":"${String(Number(year) + 1)}`);
  return { ...body, idempotencyKey: `${body['idempotencyKey'] ?? ''}-newer`, documentText };
}

const LEFT = 'SELECT COUNT(*) AS n FROM customrecord_dkt_operation WHERE custrecord_dkt_op_due_ms IS NOT NULL';

function drain(emulator: Emulator, operations: number, processors: number): Drain {
  const beganMs = emulator.nowMs();
  const minutes = () => (emulator.nowMs() - beganMs) / 60_000;
  const left = () => Number(emulator.query(LEFT)[0]?.['n'] ?? 0);
  const points: [number, number][] = [[0, left()]];
  let units = 0;
  while ((points.at(-1)?.[1] ?? 0) > 0) {
    const report = emulator.runMapReduce(...SWEEP);
    if (report.status !== 'COMPLETE') throw new Error(`A sweep failed: ${JSON.stringify(report.errors[0] ?? report.status)}`);
    units += Object.values(report.units).reduce((sum, each) => sum + each, 0);
    points.push([minutes(), left()]);
    if (points.length > operations) throw new Error('The backlog does not drain.');
  }
  const line = { name: processors === 1 ? '1 processor' : `${String(processors)} processors`, points };
  return { processors, operations, minutes: minutes(), unitsPerOperation: units / operations, outOfOrder: outOfOrder(emulator), line };
}

const LANES = `SELECT o.custrecord_dkt_op_object AS lane, o.id AS id, o.custrecord_dkt_op_state AS state, o.custrecord_dkt_op_settled_ms AS settled,
  o.externalid AS operation FROM customrecord_dkt_operation o ORDER BY o.custrecord_dkt_op_object, o.id`;

function outOfOrder(emulator: Emulator): number {
  const last = new Map(emulator.query('SELECT externalid AS lane, custrecord_dkt_obj_operation AS operation FROM customrecord_dkt_object').map((row) => [String(row['lane']), String(row['operation'])]));
  const rows = emulator.query(LANES);
  return rows.filter((row, index) => {
    const next = rows[index + 1];
    const later = next?.['lane'] === row['lane'] ? next : undefined;
    const settled = row['state'] === 'applied' || row['state'] === 'unchanged';
    if (!settled) return true;
    return later !== undefined ? Number(later['settled']) < Number(row['settled']) : last.get(String(row['lane'])) !== row['operation'];
  }).length;
}
