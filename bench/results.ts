import { cpus, loadavg, totalmem } from 'node:os';
import type { BootFigures } from './boot';
import type { IdleSweep } from './idle-sweep';
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
  readonly simulation: SimulationFigures;
}

const KINDS: Readonly<Record<Throughput['kind'], string>> = {
  fresh: 'fresh: a new order of a known customer becomes a sales order',
  batch: 'batch: 50 new orders in one call',
  replay: 'replay: a settled order is sent again under its key',
  accept: 'accept: a new order is taken for the sweep (`mode: async`)',
};

/** The results as the page that is kept. */
export function renderResults({ date, quick, throughput, boot, sweeps, scale, simulation }: Results): string {
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
    '## How to run',
    '',
    '`npm run build`, then `npm run bench` (some minutes) or `npm run bench -- --quick` (about two minutes). `--date YYYY-MM-DD` sets the date on this page,',
    '`--only throughput`, `--only boot` or `--only sweep` runs one part and leaves this page as it is; `--only scale` and `--only simulation` write their part anew.',
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
  const next = page.indexOf('## How to run');
  const at = page.indexOf(SCALE_TITLE);
  return `${page.slice(0, at < 0 ? next : at)}${renderScale(figures, date).join('\n')}\n${page.slice(next)}`;
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
  const places = [SIMULATION_TITLE, SCALE_TITLE, '## How to run'].map((title) => page.indexOf(title));
  const [own = -1, ...after] = places;
  const next = after.find((place) => place >= 0) ?? page.length;
  return `${page.slice(0, own < 0 ? next : own)}${renderSimulation(figures, date).join('\n')}\n${page.slice(next)}`;
}

export function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
