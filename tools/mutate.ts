import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import {
  needlessReasons, scoreOf, scoresOf, summaryOf, survivorLines, survivorsOf, withoutStaticSurvivors, type MutationReport, type Reason,
} from './mutation-report';

/**
 * `npm run mutate`: mutation testing of src/domain (docs/mutation.md says what that is). Words after `--` are files to
 * restrict it to; `--date YYYY-MM-DD` writes docs/mutation.md, for which all files are needed; `--afresh` forgets earlier
 * results. Exit code 1 where a mutation is neither found by a test nor explained in docs/mutation-reasons.json.
 */
const ROOT = resolve(__dirname, '..');
const WORK = join(ROOT, '.tmp', 'mutation');
const EARLIER = join(WORK, 'incremental.json');
const REASONS = join(ROOT, 'docs', 'mutation-reasons.json');
const SUMMARY = join(ROOT, 'docs', 'mutation.md');
const STRYKER = join(ROOT, 'node_modules', '@stryker-mutator', 'core');

interface Request {
  readonly files: readonly string[];
  readonly date: string | undefined;
  readonly afresh: boolean;
}

/** Reads the command line; a text says what is wrong with it. */
function readRequest(words: readonly string[]): Request | string {
  const at = words.indexOf('--date');
  const date = at < 0 ? undefined : words[at + 1];
  if (at >= 0 && !/^\d{4}-\d{2}-\d{2}$/.test(date ?? '')) return '--date takes a date as YYYY-MM-DD.';
  const files = words.filter((word, index) => word !== '--afresh' && (at < 0 || (index !== at && index !== at + 1)));
  const missing = files.find((file) => !existsSync(join(ROOT, file)));
  if (missing !== undefined) return `There is no file ${missing}.`;
  if (date !== undefined && files.length > 0) return 'The summary is of all files: name none with --date.';
  return { files, date, afresh: words.includes('--afresh') };
}

function runStryker(files: readonly string[]): Promise<number> {
  const args = [join(STRYKER, 'bin', 'stryker.js'), 'run', ...(files.length === 0 ? [] : ['--mutate', files.join(',')])];
  return new Promise((done) => {
    spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }).on('close', (code) => { done(code ?? 1); });
  });
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The report of the files asked for: Stryker's holds what it remembers of others too. */
function readReport(files: readonly string[]): MutationReport {
  const report = readJson(join(WORK, 'report.json')) as MutationReport;
  const asked = Object.entries(report.files).filter(([file]) => existsSync(join(ROOT, file)) && (files.length === 0 || files.includes(file)));
  return { files: Object.fromEntries(asked) };
}

async function main(words: readonly string[]): Promise<number> {
  const request = readRequest(words);
  if (typeof request === 'string') {
    console.error(request);
    return 1;
  }
  if (request.afresh) rmSync(WORK, { recursive: true, force: true });
  if (existsSync(EARLIER)) writeFileSync(EARLIER, JSON.stringify(withoutStaticSurvivors(readJson(EARLIER) as MutationReport)));
  const code = await runStryker(request.files);
  if (code !== 0) return code;
  const reasons = readJson(REASONS) as readonly Reason[];
  const report = readReport(request.files);
  const scores = scoresOf(report);
  const survivors = survivorsOf(report, reasons);
  const unexplained = survivors.filter(({ reason }) => reason === undefined);
  for (const survivor of unexplained) console.log(survivorLines(survivor).join('\n'));
  for (const { file, line, becomes } of needlessReasons(report, reasons)) console.log(`Its reason is no longer needed: ${file}\n- ${line}\n+ ${becomes}\n`);
  if (request.date !== undefined) {
    const { version } = readJson(join(STRYKER, 'package.json')) as { readonly version: string };
    writeFileSync(SUMMARY, summaryOf(scores, survivors, { date: request.date, strykerVersion: version }));
  }
  console.log(`Score ${scoreOf(scores).toFixed(2)} %; ${survivors.length} not found by a test, ${unexplained.length} of them without a reason`);
  return unexplained.length === 0 ? 0 : 1;
}

void main(process.argv.slice(2)).then((code) => { process.exitCode = code; });
