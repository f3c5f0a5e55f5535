import { cpus, loadavg, totalmem } from 'node:os';
import type { AuditFigures } from './audit';
import type { BootFigures } from './boot';
import type { IdleSweep } from './idle-sweep';
import type { PageCost, ReviewFigures } from './review';
import type { ScaleFigures } from './scale';
import type { SimulationFigures } from './simulation';
import type { Throughput } from './throughput';

export interface Results {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly quick: boolean;
  readonly throughput: readonly Throughput[];
  readonly boot: BootFigures;
  readonly sweeps: readonly IdleSweep[];
  readonly scale: readonly ScaleFigures[];
  readonly review: readonly ReviewFigures[];
  readonly audit: readonly AuditFigures[];
  readonly simulation: SimulationFigures;
}

const KINDS: Readonly<Record<Throughput['kind'], string>> = {
  fresh: 'fresh: a new order of a known customer becomes a sales order',
  batch: 'batch: 50 new orders in one call',
  replay: 'replay: a settled order is sent again under its key',
  accept: 'accept: a new order is taken for the sweep (`mode: async`)',
};

/** The results as the page that is kept. */
export function renderResults({ date, quick, throughput, boot, sweeps, scale, review, audit, simulation }: Results): string {
  const bytes = throughput[0]?.bodyBytes ?? 0;
  return [
    '# Benchmarks of the local NetSuite',
    '',
    'Times here are the emulator\'s on one machine. They prove nothing about NetSuite, whose own times only an account can show; what',
    'carries over is usage units, which the emulator counts as NetSuite publishes them.',
    '',
    `Taken ${date}${quick ? ' with `--quick` (short runs)' : ''}; ${String(cpus().length)} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${String(Math.round(totalmem() / 2 ** 30))} GB, Node ${process.versions.node}, ${process.platform} ${process.arch}; load average at the end ${loadavg()[0]?.toFixed(1) ?? 'unknown'} (a run alone on two cores stays below 2; above that, other work slowed this one).`,
    '',
    '## Orders a second over HTTP',
    '',
    `One process serves, its data on disk; another signs and sends (OAuth 1.0a, keep-alive, five calls in flight, bodies of ${String(bytes)} bytes). Each answer is checked.`,
    '',
    'Threads are those that run scripts beside the one that serves; 0: that one runs them. The aim is 200 new orders a second on two cores that do nothing else.',
    '',
    '| Call | Threads | Orders/s | Calls/s | Median | Slowest 1 % above | Server processor time per call |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...throughput.map((each) => `| ${KINDS[each.kind]} | ${String(each.workers)} | ${each.operationsPerSecond.toFixed(0)} | ${each.callsPerSecond.toFixed(1)} | ${ms(each.medianMs)} | ${ms(each.slowest1PercentMs)} | ${ms(each.serverCpuMs)} |`),
    '',
    '## Boot to first answer',
    '',
    'From the start of the process, loading its sources included, to the answer of a signed call; the project was built before.',
    '',
    '| Data | Time |',
    '| --- | ---: |',
    `| none: the account is made and the demo company seeded | ${boot.emptyMs.toFixed(0)} ms |`,
    `| an account with ${String(boot.existingOrders)} settled orders | ${boot.existingMs.toFixed(0)} ms |`,
    '',
    '## A sweep that finds nothing to do',
    '',
    '| Settled operations | Time | Usage units |',
    '| ---: | ---: | ---: |',
    ...sweeps.map((each) => `| ${String(each.settled)} | ${ms(each.ms)} | ${String(each.units)} |`),
    '',
    ...renderSimulation(simulation, date),
    ...renderScale(scale, date),
    ...renderReview(review, date),
    ...renderAudit(audit, date),
    HOW_TITLE,
    '',
    '`npm run build`, then `npm run bench` (some minutes) or `npm run bench -- --quick` (about two minutes). `--date YYYY-MM-DD` sets the date on this page,',
    '`--only throughput`, `--only boot` or `--only sweep` runs one part and leaves this page as it is; `--only scale`, `--only review` and `--only simulation` write their part anew.',
    '',
  ].join('\n');
}

const SCALE_TITLE = '## Work among settled operations';

/** The part of the page on work among settled operations. */
function renderScale(figures: readonly ScaleFigures[], date: string): readonly string[] {
  const [first] = figures;
  return [
    SCALE_TITLE,
    '',
    `Taken ${date}; load average at the end ${loadavg()[0]?.toFixed(1) ?? 'unknown'}. Settled operations with their events and objects are put in, not run; one operation of the first day is still open. The sweep carries ${String(first?.due ?? 0)} orders on.`,
    '',
    '| Settled operations | Sweep | of which selection | Sweep, nothing due | New order | Health | Status | Loading them |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...figures.map((each) => {
      const costs = [each.sweep, each.idle, each.order, each.health, each.status].map(({ units, ms: time }) => `${String(units)} units, ${time < 1_000 ? ms(time) : `${(time / 1_000).toFixed(0)} s`}`);
      const [sweep = '', ...others] = costs;
      return `| ${[String(each.settled), sweep, `${String(each.selectionUnits)} units`, ...others, `${(each.loadMs / 1_000).toFixed(0)} s`].join(' | ')} |`;
    }),
    '',
  ];
}

/** The page with that part anew. */
export function withScale(page: string, figures: readonly ScaleFigures[], date: string): string {
  return withPart(page, renderScale(figures, date));
}

const HOW_TITLE = '## How to run';

/** The page with one part anew, in its place or before the last. The part begins with its title. */
function withPart(page: string, part: readonly string[]): string {
  const [title = ''] = part;
  const found = page.indexOf(`${title}\n`);
  const at = found < 0 ? page.indexOf(HOW_TITLE) : found;
  const next = found < 0 ? at : page.indexOf('\n## ', found) + 1;
  return `${page.slice(0, at)}${part.join('\n')}\n${page.slice(next)}`;
}

const REVIEW_TITLE = '## Pages of the review queue';

/** The part of the page on the review queue. */
function renderReview(figures: readonly ReviewFigures[], date: string): readonly string[] {
  const [first] = figures;
  return [
    REVIEW_TITLE,
    '',
    `Taken ${date}; load average at the end ${loadavg()[0]?.toFixed(1) ?? 'unknown'}. Time of the server for one page: the middle of several calls, its processor time, and the first call. Of the open operations ${String(first?.ofOneCause ?? 0)} are of one cause, ten of each other. Settled and open ones are put in, not run. The aim is 200 ms and less than 1,000 units.`,
    '',
    `| Page | ${figures.map(({ settled, open }) => `Units | ${String(settled)} settled, ${String(open)} open | Processor | The first time`).join(' | ')} |`,
    `| --- |${figures.map(() => ' ---: | ---: | ---: | ---: |').join('')}`,
    ...(first?.pages ?? []).map(({ page }, index) => `| ${page} | ${figures.map(({ pages }) => costCells(pages[index])).join(' | ')} |`),
    '',
  ];
}

function costCells(cost: PageCost | undefined): string {
  return cost === undefined ? ' | | | ' : `${String(cost.units)} | ${ms(cost.ms)} | ${ms(cost.cpuMs)} | ${ms(cost.firstMs)}`;
}

/** The page with that part anew. */
export function withReview(page: string, figures: readonly ReviewFigures[], date: string): string {
  return withPart(page, renderReview(figures, date));
}

const AUDIT_TITLE = '## Seals and verification of the history';

function renderAudit(figures: readonly AuditFigures[], date: string): readonly string[] {
  const cost = ({ runs, units, seconds }: AuditFigures['seal']) => (runs === 0 ? 'not taken' : `${String(units)} units, ${seconds.toFixed(0)} s, ${String(runs)} ${runs === 1 ? 'run' : 'runs'}`);
  return [
    AUDIT_TITLE,
    '',
    `Events in chains of five are put in, with true hashes and without their operations. Taken ${date}; load average at the end ${loadavg()[0]?.toFixed(1) ?? 'unknown'}.`,
    '',
    '| Events | Verify everything | Seal everything |',
    '| ---: | ---: | ---: |',
    ...figures.map(({ events, verify, seal }) => `| ${String(events)} | ${cost(verify)} | ${cost(seal)} |`),
    '',
  ];
}

/** The page with that part anew. */
export function withAudit(page: string, figures: readonly AuditFigures[], date: string): string {
  return withPart(page, renderAudit(figures, date));
}

const SIMULATION_TITLE = '## Faulted executions';

function renderSimulation({ executions, cpuMs, shortFormSeconds }: SimulationFigures, date: string): readonly string[] {
  return [
    SIMULATION_TITLE,
    '',
    `Random histories of the simulation (docs/simulation.md), warm, one process. Taken ${date}; load average at the end ${loadavg()[0]?.toFixed(1) ?? 'unknown'}.`,
    '',
    '| Executions | Processor time of each | The 20,000 of `npm test` in two processes |',
    '| ---: | ---: | ---: |',
    `| ${String(executions)} | ${ms(cpuMs)} | ${shortFormSeconds.toFixed(0)} s |`,
    '',
  ];
}

/** The page with that part anew. */
export function withSimulation(page: string, figures: SimulationFigures, date: string): string {
  return withPart(page, renderSimulation(figures, date));
}

export function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
