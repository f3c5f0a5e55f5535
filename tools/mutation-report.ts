/** Stryker's JSON report, as far as it is read here (schema version 2 of mutation-testing-report-schema). */
export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  /** True where it is in what a file does once, as it is loaded. */
  readonly static?: boolean;
  readonly location: { readonly start: Position; readonly end: Position };
}

/** Line and column, both counted from 1. */
interface Position {
  readonly line: number;
  readonly column: number;
}

/** What names a mutation wherever its line moves to: the line as it is, and the line as the mutation makes it. */
export interface Mutation {
  /** Path from the project's folder. */
  readonly file: string;
  readonly mutator: string;
  readonly line: string;
  readonly becomes: string;
}

/** A mutation that no test has to find, and why. */
export interface Reason extends Mutation {
  readonly reason: string;
}

/** A mutation that no test has found. */
export interface Survivor extends Mutation {
  readonly lineNumber: number;
  readonly reason: string | undefined;
}

/** What became of the mutations of one file; those that ended in an error of the machinery count nowhere. */
export interface FileScore {
  readonly file: string;
  readonly killed: number;
  readonly timedOut: number;
  readonly survived: number;
}

/** What the summary says besides scores and survivors. */
export interface RunFacts {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly strykerVersion: string;
}

/** Tells for every file how many of its mutations were found, in order of name. */
export function scoresOf(report: MutationReport): readonly FileScore[] {
  return sortedFiles(report).map(([file, { mutants }]) => {
    const count = (...statuses: readonly string[]) => mutants.filter(({ status }) => statuses.includes(status)).length;
    return { file, killed: count('Killed'), timedOut: count('Timeout'), survived: count('Survived', 'NoCoverage') };
  });
}

/** Per cent of mutations that were found, of those that could be judged. 100 where there are none. */
export function scoreOf(scores: readonly FileScore[]): number {
  const found = scores.reduce((sum, { killed, timedOut }) => sum + killed + timedOut, 0);
  const survived = scores.reduce((sum, score) => sum + score.survived, 0);
  return found + survived === 0 ? 100 : (100 * found) / (found + survived);
}

/** Every mutation that no test has found, with the reason that is on file for it. */
export function survivorsOf(report: MutationReport, reasons: readonly Reason[]): readonly Survivor[] {
  return sortedFiles(report).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    const survived = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
    const inOrder = [...survived].sort((left, right) => left.location.start.line - right.location.start.line || left.location.start.column - right.location.start.column);
    return inOrder.map((mutant) => {
      const mutation = { file, mutator: mutant.mutatorName, ...changeOf(lines, mutant) };
      return { ...mutation, lineNumber: mutant.location.start.line, reason: reasons.find((known) => isSame(known, mutation))?.reason };
    });
  });
}

/** Reasons on file for mutations that are found by now, or no longer made, in the files of the report. */
export function needlessReasons(report: MutationReport, reasons: readonly Reason[]): readonly Reason[] {
  const survivors = survivorsOf(report, []);
  return reasons.filter((reason) => report.files[reason.file] !== undefined && !survivors.some((survivor) => isSame(survivor, reason)));
}

/**
 * What earlier runs found, less the survivors among constants: Stryker knows no test that could find one of these, and would
 * not try a new test on it.
 */
export function withoutStaticSurvivors<T extends MutationReport>(report: T): T {
  const files = Object.entries(report.files).map(([file, known]) =>
    [file, { ...known, mutants: known.mutants.filter((mutant) => mutant.static !== true || mutant.status !== 'Survived') }] as const);
  return { ...report, files: Object.fromEntries(files) };
}

function isSame(left: Mutation, right: Mutation): boolean {
  return left.file === right.file && left.mutator === right.mutator && left.line === right.line && left.becomes === right.becomes;
}

function sortedFiles(report: MutationReport) {
  return Object.entries(report.files).sort(([left], [right]) => (left < right ? -1 : 1));
}

function changeOf(lines: readonly string[], { location: { start, end }, replacement = '' }: Mutant): { readonly line: string; readonly becomes: string } {
  const first = lines[start.line - 1] ?? '';
  const last = lines[end.line - 1] ?? '';
  const becomes = `${first.slice(0, start.column - 1)}${replacement}${last.slice(end.column - 1)}`;
  return { line: first.trim(), becomes: becomes.replace(/\s+/g, ' ').trim() };
}

/** The text of docs/mutation.md. */
export function summaryOf(scores: readonly FileScore[], survivors: readonly Survivor[], { date, strykerVersion }: RunFacts): string {
  const total = { file: 'all', killed: sum(scores, 'killed'), timedOut: sum(scores, 'timedOut'), survived: sum(scores, 'survived') };
  return [
    '# Mutation testing of the domain',
    '',
    '`npm run mutate` changes the code of `src/domain` in one small place at a time and runs the unit tests of the domain against each change.',
    'A change that no test finds either asks for a test or makes no difference; then `docs/mutation-reasons.json` says why.',
    '`npm run mutate -- FILE...` does so for some files; `npm run mutate -- --date YYYY-MM-DD` writes this page. Results are kept between runs;',
    '`--afresh` forgets them.',
    '',
    `Last recorded run: ${date}, Stryker ${strykerVersion}. Score: ${percent(scoreOf(scores))}.`,
    '',
    '| File | Found by a test | Found by not ending | Not found | Score |',
    '|---|---:|---:|---:|---:|',
    ...[...scores, total].map(scoreLine),
    '',
    '## What no test finds, and why that is right',
    '',
    ...(survivors.length === 0 ? ['Nothing.', ''] : survivors.flatMap(survivorLines)),
  ].join('\n');
}

function sum(scores: readonly FileScore[], name: 'killed' | 'timedOut' | 'survived'): number {
  return scores.reduce((total, score) => total + score[name], 0);
}

function scoreLine(score: FileScore): string {
  return `| ${score.file.replace('src/domain/', '')} | ${String(score.killed)} | ${String(score.timedOut)} | ${String(score.survived)} | ${percent(scoreOf([score]))} |`;
}

function percent(value: number): string {
  return `${value.toFixed(2)} %`;
}

/** One survivor as the summary and the command print it. */
export function survivorLines({ file, lineNumber, mutator, line, becomes, reason }: Survivor): readonly string[] {
  return [`${file}:${String(lineNumber)} (${mutator}): ${reason ?? 'no reason yet'}`, '', '```diff', `- ${line}`, `+ ${becomes}`, '```', ''];
}
