import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { DECISION_STATUSES, decisionHash, type DecisionStatus } from '../src/domain/decision/decision';
import type { ShippedDecisions } from '../src/domain/decision/decision-door';
import { SHIPPED_DECISIONS } from '../src/domain/decision/shipped-decisions';
import { filesBelow } from './build/project';
import type { MapFinding } from './map-json';

/** One why-record of `docs/decisions`, as it deploys. */
export interface DecisionFile {
  /** Path relative to the decisions folder. */
  readonly file: string;
  /** `D-0007`; the file starts with the same number. */
  readonly code: string;
  readonly title: string;
  readonly status: DecisionStatus;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly sections: Readonly<Record<DecisionSection, string>>;
  /** Code of the decision that took its place; empty unless it is superseded. */
  readonly supersededBy: string;
  /** SHA-256 of what it says, as the record carries it. */
  readonly textHash: string;
}

export type DecisionSection = 'Context' | 'Options' | 'Decision' | 'Consequences' | 'How it is checked';

/** In the order in which they stand in the file. */
export const DECISION_SECTIONS: readonly DecisionSection[] = ['Context', 'Options', 'Decision', 'Consequences', 'How it is checked'];

const HEADER_NAMES: readonly string[] = ['code', 'title', 'status', 'date'];

/** A decision's section is one text area of a record, and that holds 4,000 bytes. */
export const MAX_SECTION_BYTES = 4_000;

const INDEX = 'README.md';

/** All decisions of a folder in order of code, and every fault of those that could not be read. */
export function readDecisions(folder: string): { readonly decisions: readonly DecisionFile[]; readonly findings: readonly MapFinding[] } {
  const files = filesBelow(folder).filter((file) => file.endsWith('.md') && file !== INDEX);
  const read = files.map((file) => parseDecision(file, readFileSync(join(folder, file), 'utf8')));
  const decisions = read.flatMap((one) => ('decision' in one ? [one.decision] : []));
  const twice = decisions.filter(({ code }, index) => decisions.findIndex((other) => other.code === code) !== index);
  const codes = new Set(decisions.map(({ code }) => code));
  const lost = decisions.filter(({ supersededBy }) => supersededBy !== '' && !codes.has(supersededBy));
  return {
    decisions,
    findings: [
      ...read.flatMap((one) => ('findings' in one ? one.findings : [])),
      ...lost.map(({ file, supersededBy }) => ({ file, line: 2, rule: 'decision', message: `${supersededBy}, which is said to take its place, does not exist` })),
      ...twice.map(({ file, code }) => ({ file, line: 2, rule: 'decision', message: `${code} is the code of another decision too` })),
    ],
  };
}

/** Reads one decision: a header between two `---` lines, then the five sections in order. */
export function parseDecision(file: string, text: string): { readonly decision: DecisionFile } | { readonly findings: readonly MapFinding[] } {
  const lines = text.split('\n');
  const headerEnd = lines.indexOf('---', 1);
  if (lines[0] !== '---' || headerEnd < 0) return { findings: [fault(file, 1, 'starts with a header between two --- lines')] };
  const header = readHeader(file, lines.slice(1, headerEnd));
  const body = readSections(file, lines, headerEnd + 1);
  const findings = [...header.findings, ...body.findings];
  if (findings.length > 0) return { findings };
  const { code = '', title = '', status = '', date = '', supersededby = '' } = header.values;
  return { decision: { file, code, title, status: status as DecisionStatus, date, sections: body.sections, supersededBy: supersededby, textHash: hashOf(code, title, body.sections) } };
}

function hashOf(code: string, title: string, { Context, Options, Decision, Consequences, 'How it is checked': check }: DecisionFile['sections']): string {
  return decisionHash({ code, title, context: Context, options: Options, choice: Decision, consequences: Consequences, check, change: '' }, (text) => createHash('sha256').update(text, 'utf8').digest('hex'));
}

/** The list of all decisions, as `docs/decisions/README.md` carries it. */
export function decisionIndex(decisions: readonly DecisionFile[]): string {
  return [
    '# Decisions',
    '',
    'Why things are as they are. Each file says what was at stake, what else was possible, what was chosen, what it costs and how it is',
    'checked. The same text deploys with the project as decision records, so that a rule in NetSuite can name its reason. What was',
    'accepted is not rewritten: a new decision supersedes it ([how a decision lives](../decisions.md)).',
    '',
    'This list is written by `npx tsx tools/decisions.ts`, and a test compares it.',
    '',
    '| Code | Decision | Status | Date |',
    '|---|---|---|---|',
    ...decisions.map(({ code, file, title, status, date }) => `| ${code} | [${title}](${file}) | ${status} | ${date} |`),
    '',
  ].join('\n');
}

interface Header {
  readonly values: Readonly<Record<string, string>>;
  readonly findings: readonly MapFinding[];
}

function readHeader(file: string, lines: readonly string[]): Header {
  const pairs = lines.map((line) => /^([a-z]+): (.*\S)$/.exec(line)).map((match) => [match?.[1] ?? '', match?.[2] ?? ''] as const);
  const values = Object.fromEntries(pairs);
  const { code = '', title = '', status = '', date = '', supersededby = '' } = values;
  const names = status === 'superseded' ? [...HEADER_NAMES, 'supersededby'] : HEADER_NAMES;
  const checks: readonly (readonly [boolean, string])[] = [
    [pairs.map(([name]) => name).join() === names.join(), `the header holds ${names.join(', ')}, in this order, one a line`],
    [supersededby === '' || (/^D-\d{4}$/.test(supersededby) && supersededby !== code), `'${supersededby}' is no code of another decision`],
    [/^D-\d{4}$/.test(code), `the code '${code}' is not like D-0001`],
    [file.startsWith(`${code.slice(2)}-`), `the file name does not start with the number of ${code}`],
    [title.length > 0 && title.length <= 300, 'the title has 1 to 300 characters'],
    [DECISION_STATUSES.some((known) => known === status), `the status '${status}' is none of ${DECISION_STATUSES.join(', ')}`],
    [/^\d{4}-\d{2}-\d{2}$/.test(date), `the date '${date}' is not like 2026-01-31`],
  ];
  return { values, findings: checks.filter(([holds]) => !holds).map(([, message]) => fault(file, 2, message)) };
}

interface Sections {
  readonly sections: Readonly<Record<string, string>>;
  readonly findings: readonly MapFinding[];
}

function readSections(file: string, lines: readonly string[], from: number): Sections {
  const headings = lines.flatMap((line, index) => (index >= from && line.startsWith('## ') ? [{ name: line.slice(3).trim(), index }] : []));
  if (headings.map(({ name }) => name).join() !== DECISION_SECTIONS.join()) {
    return { sections: {}, findings: [fault(file, from + 1, `the sections are ${DECISION_SECTIONS.join(', ')}, in this order`)] };
  }
  const parts = headings.map(({ name, index }, at) => ({ name, index, text: lines.slice(index + 1, headings[at + 1]?.index).join('\n').trim() }));
  return {
    sections: Object.fromEntries(parts.map(({ name, text }) => [name, text])),
    findings: parts.flatMap(({ name, index, text }) => {
      const bytes = Buffer.byteLength(text, 'utf8');
      if (bytes === 0) return [fault(file, index + 1, `section ${name} is empty`)];
      return bytes > MAX_SECTION_BYTES ? [fault(file, index + 1, `section ${name} has ${bytes} bytes; a record's text area holds ${MAX_SECTION_BYTES}`)] : [];
    }),
  };
}

function fault(file: string, line: number, message: string): MapFinding {
  return { file, line, rule: 'decision', message };
}

/** What the scripts know of the project's decisions, as `src/domain/decision/shipped-decisions.ts` carries it. */
export function shippedModule(decisions: readonly DecisionFile[]): string {
  return [
    "import type { ShippedDecisions } from './decision-door';",
    '',
    '/** Status and hash of every decision in `docs/decisions`. Written by `npx tsx tools/decisions.ts`, which changes no accepted one. */',
    'export const SHIPPED_DECISIONS: ShippedDecisions = {',
    ...decisions.map(({ code, status, textHash }) => `  '${code}': { status: '${status}', hash: '${textHash}' },`),
    '};',
    '',
  ].join('\n');
}

/**
 * Every decision that no longer says what was accepted, or is gone, or went back to being proposed: what was accepted is superseded, never
 * rewritten. `known`: as it was accepted.
 */
export function rewrittenDecisions(decisions: readonly DecisionFile[], known: ShippedDecisions): readonly MapFinding[] {
  return Object.entries(known).filter(([, { status }]) => status !== 'proposed').flatMap(([code, was]) => {
    const now = decisions.find((one) => one.code === code);
    if (now === undefined) return [fault(INDEX, 1, `${code} was accepted and its file is gone`)];
    if (now.textHash !== was.hash) return [fault(now.file, 1, `${code} was accepted with another text: write a decision that supersedes it`)];
    const back = now.status === 'proposed' || (was.status === 'superseded' && now.status === 'accepted');
    return back ? [fault(now.file, 2, `${code} is ${was.status} and does not become ${now.status}`)] : [];
  });
}

const FOLDER = resolve(__dirname, '../docs/decisions');
const MODULE = resolve(__dirname, '../src/domain/decision/shipped-decisions.ts');
const BUILT = resolve(__dirname, '../dist/Objects/customrecord_dkt_decision.xml');

/** What stands in files and no longer fits: the list, what is compiled in, the built records. */
function staleFiles(decisions: readonly DecisionFile[]): readonly MapFinding[] {
  const again = 'run `npx tsx tools/decisions.ts`';
  const stale = [
    readFileSync(join(FOLDER, INDEX), 'utf8') === decisionIndex(decisions) ? [] : [fault(INDEX, 1, `the list is not that of the files: ${again}`)],
    readFileSync(MODULE, 'utf8') === shippedModule(decisions) ? [] : [fault(INDEX, 1, `what the scripts know is not what the files say: ${again}`)],
    existsSync(BUILT) ? recordFindings(readFileSync(BUILT, 'utf8'), decisions) : [],
  ];
  return stale.flat();
}

/** Every decision whose built record says something else than its file. */
export function recordFindings(xml: string, decisions: readonly DecisionFile[]): readonly MapFinding[] {
  const rows = new Map([...xml.matchAll(/<custrecord_dkt_dec_code>(D-\d{4})<[\s\S]*?<\/instance>/g)].map(([row, code = '']) => [code, row]));
  return [
    ...decisions.filter(({ code, textHash, status }) => {
      const row = rows.get(code) ?? '';
      return !row.includes(`_hash>${textHash}<`) || !row.includes(`_status>${status}<`);
    }).map(({ file, code }) => fault(file, 1, `the built record of ${code} is not what the file says: build again`)),
    ...[...rows.keys()].filter((code) => !decisions.some((one) => one.code === code)).map((code) => fault(INDEX, 1, `the built project has a decision ${code} that no file has`)),
  ];
}

/**
 * Writes the list of decisions and what the scripts know of them; with `--check` says what is stale instead. A decision that was accepted is
 * not taken up with another text, unless it is named after `--correct`: for a slip that no release has carried out.
 */
function main(args: readonly string[]): void {
  const { decisions, findings } = readDecisions(FOLDER);
  const corrected = args.includes('--correct') ? args.slice(args.indexOf('--correct') + 1) : [];
  const known = Object.fromEntries(Object.entries(SHIPPED_DECISIONS).filter(([code]) => !corrected.includes(code)));
  const faults = [...findings, ...rewrittenDecisions(decisions, known), ...(args.includes('--check') ? staleFiles(decisions) : [])];
  for (const { file, line, message } of faults) console.error(`docs/decisions/${file}:${line}  ${message}`);
  if (faults.length > 0) process.exitCode = 1;
  else if (!args.includes('--check')) {
    writeFileSync(join(FOLDER, INDEX), decisionIndex(decisions));
    writeFileSync(MODULE, shippedModule(decisions));
  }
}

if (require.main === module) main(process.argv.slice(2));
