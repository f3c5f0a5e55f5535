import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { addActions } from './simulation/actions-project';
import { dryRuns, MODES, partName, partsOf, type Mode, type Part } from './simulation/parts';
import { renderMutants, ruleOf } from './simulation/mutants-page';
import { huntAll, runPool } from './simulation/pool';
import { replay } from './simulation/replay';
import { number, renderSimulation, totalOf, unreached, type Simulated } from './simulation/report';
import { outdatedPages } from './simulation/report-check';
import { buildHash, keepPart, readState, type EarlierRuns } from './simulation/state-file';
import { add, NO_TALLY, type Tally } from './simulation/tally';

/**
 * `npm run simulate`: runs faulted executions over the built project until `--runs` (1,000,000) are done, resumed from
 * `--resume FILE`. `--mode a|b|c|d`, `--scenario NAME`, `--seed N`, `--minutes N`, `--workers N` narrow it; `--date
 * YYYY-MM-DD` writes docs/simulation.md; `--replay NAME` runs one run again; `--mutants` plants faults in the build and looks
 * whether each is caught; `--check` holds the two pages to the code. Exits 1 where a rule was broken, or a call of the
 * product was never reached in a whole simulation.
 */
const ROOT = resolve(__dirname, '..');
const BUILT = join(ROOT, 'dist');

/** The build as it was at the start, with a script for what people do: scripts are read anew by each execution, and the next build must not come in between. */
let project = BUILT;

interface Asked {
  readonly modes: readonly Mode[];
  readonly scenario: string | undefined;
  readonly seed: number;
  readonly runs: number;
  readonly minutes: number;
  readonly workers: number;
  readonly file: string;
  readonly date: string | undefined;
}

const say = (line: string) => { console.log(line); };

async function simulate(asked: Asked): Promise<void> {
  const build = buildHash(project);
  const earlier = readState(asked.file, build);
  const tallies = new Map(earlier.tallies);
  const run: Simulated = { projectFolder: project, build, seed: asked.seed, tallies, others: earlier.others };
  say(`Build ${build}, seed ${asked.seed}, state in ${asked.file}; ${number(totalOf(run).runs)} executions done before`);
  const startedMs = performance.now();
  const progress = openProgress(run, startedMs);
  await runPool({
    projectFolder: project, workers: asked.workers,
    next: openQueue(asked, { earlier, dry: await dryRuns(project), done: () => totalOf(run).runs, startedMs }),
    done: (part, tally) => {
      keepPart(asked.file, { build, part: partName(part), tally });
      tallies.set(part.mode, add(tallies.get(part.mode) ?? NO_TALLY, tally));
      for (const found of tally.findings) say(`BROKEN ${found.replay}\n  ${found.broken.join('\n  ')}\n  npm run simulate -- --replay ${found.replay}`);
      progress(part);
    },
  });
  finish(run, asked);
}

/** Parts still to run, in order of mode, until there are enough executions or the time is up. */
function openQueue(asked: Asked, told: { readonly earlier: EarlierRuns; readonly dry: Awaited<ReturnType<typeof dryRuns>>; readonly done: () => number; readonly startedMs: number }): () => Part | undefined {
  const sources = asked.modes.map((mode) => partsOf(mode, { seed: asked.seed, dry: told.dry, only: asked.scenario }));
  return () => {
    if (told.done() >= asked.runs || performance.now() - told.startedMs > asked.minutes * 60_000) return undefined;
    for (const source of sources) {
      for (let next = source.next(); next.done !== true; next = source.next()) if (!told.earlier.done.has(partName(next.value))) return next.value;
    }
    return undefined;
  };
}

/** Shows every five seconds how far it is. */
function openProgress(run: Simulated, startedMs: number): (part: Part) => void {
  let shownMs = 0;
  const before = totalOf(run).runs;
  return (part) => {
    const nowMs = performance.now();
    if (nowMs - shownMs < 5_000) return;
    shownMs = nowMs;
    const total = totalOf(run);
    const faults = Object.values(total.reached).reduce((sum, count) => sum + count, 0);
    say(`${number(total.runs)} executions, ${((total.runs - before) / ((nowMs - startedMs) / 1000)).toFixed(1)} a second, ${number(faults)} faults at ${number(Object.keys(total.reached).length)} boundaries; ${partName(part)}; ${total.findings.length} broken`);
  };
}

function finish(run: Simulated, { date, modes, scenario }: Asked): void {
  const total: Tally = totalOf(run);
  const missing = unreached(run);
  say(`${number(total.runs)} faulted executions, build ${run.build}, seed ${run.seed}: ${total.findings.length === 0 ? 'no rule broken' : `${total.findings.length} runs broke a rule`}`);
  const whole = modes.length === MODES.length && scenario === undefined;
  if (whole && missing.length > 0) say(`Never reached:\n  ${missing.join('\n  ')}`);
  if (total.findings.length > 0 || (whole && missing.length > 0)) process.exitCode = 1;
  if (date !== undefined) writeFileSync(join(ROOT, 'docs', 'simulation.md'), renderSimulation(run, date));
}

async function runAgain(name: string): Promise<void> {
  const { broken, journal } = await replay(project, name);
  const folder = join(ROOT, '.tmp', 'simulate');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name.replace(/\W+/g, '-')}.json`);
  writeFileSync(file, JSON.stringify(journal));
  for (const { action, calls, orders } of journal.entries) {
    say(action.kind);
    calls.forEach((call, at) => { say(`  ${journal.names[call] ?? ''}${orders.filter((each) => each.at === at).map(({ order }) => ` ← ${order.kind}`).join('')}`); });
  }
  say(broken.length === 0 ? 'No rule is broken.' : broken.join('\n'));
  say(`The journal is in ${file}`);
  if (broken.length > 0) process.exitCode = 1;
}

async function huntMutants(workers: number, date: string | undefined): Promise<void> {
  const startedMs = performance.now();
  const hunted = await huntAll(project, workers, ({ name, found }) => {
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
    say(found === undefined ? `${seconds} s: NOT CAUGHT ${name}` : `${seconds} s: caught: ${name}; ${ruleOf(found)}; ${found.replay}`);
  });
  const missed = hunted.filter(({ found }) => found === undefined).length;
  say(`${hunted.length - missed} of ${hunted.length} caught`);
  if (missed > 0) process.exitCode = 1;
  if (date !== undefined) writeFileSync(join(ROOT, 'docs', 'simulation-mutants.md'), renderMutants(hunted, date));
}

async function main(): Promise<void> {
  if (!existsSync(join(BUILT, 'manifest.xml'))) throw new Error('There is no build: npm run build');
  const { values } = parseArgs({ options: {
    mode: { type: 'string' }, scenario: { type: 'string' }, seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '1000000' }, minutes: { type: 'string', default: '100000' },
    workers: { type: 'string' }, resume: { type: 'string', default: join(ROOT, '.tmp', 'simulate', 'state.ndjson') }, date: { type: 'string' }, replay: { type: 'string' }, mutants: { type: 'boolean', default: false }, check: { type: 'boolean', default: false },
  } });
  if (values.check) {
    const outdated = outdatedPages(join(ROOT, 'docs'), BUILT);
    for (const why of outdated) console.error(why);
    if (outdated.length > 0) process.exitCode = 1;
    return;
  }
  const copy = mkdtempSync(join(tmpdir(), 'docket-simulated-'));
  process.on('exit', () => { rmSync(copy, { recursive: true, force: true }); });
  cpSync(BUILT, copy, { recursive: true });
  project = copy;
  await addActions(copy);
  if (values.replay !== undefined) {
    await runAgain(values.replay);
    return;
  }
  const workers = Number(values.workers ?? availableParallelism());
  if (values.mutants) {
    await huntMutants(workers, values.date);
    return;
  }
  const modes = values.mode === undefined ? (['a', 'c', 'b', 'd'] as const) : MODES.filter((mode) => mode === values.mode);
  if (modes.length === 0) throw new Error(`--mode takes ${MODES.join(', ')}.`);
  await simulate({
    modes, scenario: values.scenario, seed: Number(values.seed), runs: Number(values.runs), minutes: Number(values.minutes),
    workers, file: resolve(values.resume), date: values.date,
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
