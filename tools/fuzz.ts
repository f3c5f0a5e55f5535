import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';

/**
 * `npm run fuzz`: throws generated calls at the built project, 100,000 unless `--cases` says otherwise, in as many processes
 * as the machine has processors. `--seed N` repeats a run (each process adds its number); `--minutes N` ends it early;
 * `--date YYYY-MM-DD` also records the result in docs/fuzzing.md. Exits 1 where a rule was broken.
 */
const ROOT = resolve(__dirname, '..');

/** The program that one process runs; it belongs to the tests, which no tool imports. */
const PROGRAM = join(ROOT, '__tests__', 'support', 'fuzz-program.ts');

/** What one process hands back. */
interface Report {
  readonly calls: number;
  readonly seen: readonly (readonly [label: string, count: number])[];
  readonly failure?: { readonly broken: readonly string[]; readonly steps: readonly unknown[]; readonly path: string };
}

interface Part {
  readonly seed: number;
  readonly report: Report;
}

function runPart(seed: number, cases: number, minutes: string): Promise<Part> {
  const args = ['--import', 'tsx', PROGRAM, '--seed', String(seed), '--cases', String(cases), '--minutes', minutes];
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => { output.push(chunk); });
    child.on('close', (code) => {
      if (code === 0) done({ seed, report: JSON.parse(Buffer.concat(output).toString('utf8')) as Report });
      else failed(new Error(`The process with seed ${String(seed)} ended with code ${String(code)}.`));
    });
  });
}

function totals(parts: readonly Part[]): readonly (readonly [label: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { report } of parts) for (const [label, count] of report.seen) counts.set(label, (counts.get(label) ?? 0) + count);
  return [...counts].sort(([left], [right]) => (left < right ? -1 : 1));
}

/** The page that records a run. */
function page(parts: readonly Part[], run: { readonly date: string; readonly seconds: number; readonly asked: number; readonly minutes: string }): string {
  const calls = parts.reduce((sum, { report }) => sum + report.calls, 0);
  const early = run.seconds >= Number(run.minutes) * 60 ? ` (ended by its limit of ${run.minutes} minutes)` : '';
  const failures = parts.filter(({ report }) => report.failure !== undefined);
  return [
    '# Fuzzing the inbound RESTlet',
    '',
    '`npm run fuzz` throws generated calls at the built project: wrong types, deep nesting, long texts, odd Unicode, names that mean something elsewhere, numbers at',
    'every limit, cut JSON, repeated members, changed copies of the samples of every map and of the demo documents, batches, and waits for the sweep between them. After every ten steps the account goes',
    'back to how it was opened. Each answer has to be one of the contract (`docs/openapi.json`); what was taken has to be kept; no field may change that no map names;',
    'the chains have to hold. `npm test` does 2,000 steps of the same.',
    '',
    `Last recorded run: ${run.date}. Seeds ${parts.map(({ seed }) => String(seed)).join(', ')}; ${String(run.asked)} steps asked for; ${String(calls)} calls made in ${run.seconds.toFixed(0)} s${early}; ${failures.length === 0 ? 'no rule broken' : `${String(failures.length)} processes found a broken rule`}.`,
    '',
    '| Answer | Calls |',
    '|---|---:|',
    ...totals(parts).map(([label, count]) => `| ${label} | ${String(count)} |`),
    '',
  ].join('\n');
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: {
    seed: { type: 'string' }, cases: { type: 'string', default: '100000' }, minutes: { type: 'string', default: '600' }, date: { type: 'string' }, processes: { type: 'string' },
  } });
  const seed = Number(values.seed ?? String(Math.floor(Math.random() * 1_000_000_000)));
  const asked = Number(values.cases);
  const width = Number(values.processes ?? String(availableParallelism()));
  console.log(`Seed ${String(seed)}, ${String(asked)} steps in ${String(width)} processes`);
  const started = performance.now();
  const parts = await Promise.all(Array.from({ length: width }, (_, index) => runPart(seed + index, Math.ceil(asked / width), values.minutes)));
  const seconds = (performance.now() - started) / 1000;
  for (const { seed: own, report } of parts) {
    if (report.failure === undefined) continue;
    console.error(`Seed ${String(own)}, path ${report.failure.path}:\n${report.failure.broken.join('\n')}\n${JSON.stringify(report.failure.steps)}`);
    process.exitCode = 1;
  }
  for (const [label, count] of totals(parts)) console.log(`${String(count).padStart(7)}  ${label}`);
  console.log(`${String(parts.reduce((sum, { report }) => sum + report.calls, 0))} calls in ${seconds.toFixed(0)} s`);
  if (values.date !== undefined) writeFileSync(join(ROOT, 'docs', 'fuzzing.md'), page(parts, { date: values.date, seconds, asked, minutes: values.minutes }));
}

void main();
