import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measureAudit } from './audit';
import type { AuditSize } from './audit';
import { measureBoot } from './boot';
import { measureIdleSweep } from './idle-sweep';
import { measureRecovery, writeRecovery } from './recovery';
import { ms, renderResults, withAudit, withReview, withScale, withSimulation } from './results';
import { measureReview } from './review';
import type { ReviewSize } from './review';
import { measureScale } from './scale';
import type { ScaleSize } from './scale';
import { measureSimulation } from './simulation';
import { measureThroughput } from './throughput';

const ROOT = resolve(__dirname, '..');

/** How much of everything a run takes. */
interface Size {
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly bootOrders: number;
  readonly sweepCounts: readonly number[];
  /** Operations of the backlog that drains. */
  readonly backlog: number;
  readonly scale: ScaleSize;
  readonly review: ReviewSize;
  readonly audit: AuditSize;
  /** Faulted executions that are run. */
  readonly simulated: number;
}

const FULL: Size = { seconds: 15, warmUpSeconds: 5, bootOrders: 1_000, sweepCounts: [1_000, 10_000], backlog: 10_000, scale: { settled: [10_000, 1_000_000], due: 1_000 }, review: { settled: [10_000, 1_000_000], open: 10_000, ofOneCause: 5_000 }, audit: { events: [10_000, 1_000_000], sealedUpTo: 1_000_000 }, simulated: 5_000 };
const QUICK: Size = { seconds: 3, warmUpSeconds: 2, bootOrders: 100, sweepCounts: [50, 500], backlog: 500, scale: { settled: [1_000, 10_000], due: 100 }, review: { settled: [10_000], open: 1_000, ofOneCause: 500 }, audit: { events: [10_000], sealedUpTo: 10_000 }, simulated: 500 };

const say = (line: string) => { console.log(line); };

async function throughput({ seconds, warmUpSeconds }: Size): ReturnType<typeof measureThroughput> {
  say('Orders a second over HTTP');
  const figures = await measureThroughput({ seconds, warmUpSeconds, say: (line) => { say(`  ${line}`); } });
  for (const each of figures) {
    say(`  ${each.kind}, ${String(each.workers)} threads: ${each.operationsPerSecond.toFixed(0)} orders a second, median ${ms(each.medianMs)}, slowest 1 % above ${ms(each.slowest1PercentMs)}, server ${ms(each.serverCpuMs)} of processor each`);
  }
  return figures;
}

async function boot({ bootOrders }: Size): ReturnType<typeof measureBoot> {
  say('Boot to first answer');
  const figures = await measureBoot(bootOrders, (line) => { say(`  ${line}`); });
  say(`  empty: ${figures.emptyMs.toFixed(0)} ms; existing: ${figures.existingMs.toFixed(0)} ms`);
  return figures;
}

async function sweep({ sweepCounts }: Size): ReturnType<typeof measureIdleSweep> {
  say('A sweep that finds nothing to do');
  const figures = await measureIdleSweep(sweepCounts, (line) => { say(`  ${line}`); });
  for (const each of figures) say(`  ${String(each.settled)} settled: ${ms(each.ms)}, ${String(each.units)} units`);
  return figures;
}

async function recovery({ backlog }: Size): ReturnType<typeof measureRecovery> {
  say('A backlog and a storm');
  return measureRecovery(backlog, (line) => { say(`  ${line}`); });
}

async function scale({ scale: size }: Size): ReturnType<typeof measureScale> {
  say('Work among settled operations');
  const figures = await measureScale(size, (line) => { say(`  ${line}`); });
  for (const each of figures) say(`  ${String(each.settled)} settled: a sweep of ${String(each.due)} takes ${String(each.sweep.units)} units, ${ms(each.sweep.ms)}`);
  return figures;
}

async function review({ review: size }: Size): ReturnType<typeof measureReview> {
  say('Pages of the review queue');
  return measureReview(size, (line) => { say(`  ${line}`); });
}

async function audit({ audit: size }: Size): ReturnType<typeof measureAudit> {
  say('Seals and verification of the history');
  const figures = await measureAudit(size, (line) => { say(`  ${line}`); });
  for (const { events, verify } of figures) say(`  ${String(events)} events: ${String(verify.units)} units, ${verify.seconds.toFixed(0)} s`);
  return figures;
}

async function simulation({ simulated }: Size): ReturnType<typeof measureSimulation> {
  say('Faulted executions');
  const figures = await measureSimulation(simulated);
  say(`  ${String(figures.executions)} of ${ms(figures.cpuMs)} processor time each`);
  return figures;
}

const PARTS: Readonly<Record<string, (size: Size) => Promise<unknown>>> = { throughput, boot, sweep, recovery, scale, review, audit, simulation };

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, date: { type: 'string' }, only: { type: 'string' } } });
  if (!existsSync(join(ROOT, 'dist', 'manifest.xml'))) throw new Error('There is no build: npm run build');
  const size = values.quick ? QUICK : FULL;
  const date = values.date ?? new Date().toISOString().slice(0, 10);
  if (values.only === 'recovery') {
    writeRecovery(join(ROOT, 'docs'), await recovery(size), date);
    return;
  }
  const page = join(ROOT, 'bench', 'results.md');
  if (values.only === 'scale') {
    writeFileSync(page, withScale(readFileSync(page, 'utf8'), await scale(size), date));
    return;
  }
  if (values.only === 'review') {
    writeFileSync(page, withReview(readFileSync(page, 'utf8'), await review(size), date));
    return;
  }
  if (values.only === 'audit') {
    writeFileSync(page, withAudit(readFileSync(page, 'utf8'), await audit(size), date));
    return;
  }
  if (values.only === 'simulation') {
    writeFileSync(page, withSimulation(readFileSync(page, 'utf8'), await simulation(size), date));
    return;
  }
  if (values.only !== undefined) {
    const part = PARTS[values.only];
    if (part === undefined) throw new Error(`--only takes ${Object.keys(PARTS).join(', ')}.`);
    await part(size);
    return;
  }
  const results = { throughput: await throughput(size), boot: await boot(size), sweeps: await sweep(size), scale: await scale(size), review: await review(size), audit: await audit(size), simulation: await simulation(size) };
  writeFileSync(page, renderResults({ ...results, date, quick: values.quick }));
  say(`Written to ${page}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
