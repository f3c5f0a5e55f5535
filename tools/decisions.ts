import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

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
  /** The file as written. */
  readonly text: string;
}

export type DecisionStatus = 'proposed' | 'accepted' | 'superseded';

export type DecisionSection = 'Context' | 'Options' | 'Decision' | 'Consequences' | 'How it is checked';

/** In the order in which they stand in the file. */
export const DECISION_SECTIONS: readonly DecisionSection[] = ['Context', 'Options', 'Decision', 'Consequences', 'How it is checked'];

const STATUSES: readonly DecisionStatus[] = ['proposed', 'accepted', 'superseded'];

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
  return {
    decisions,
    findings: [
      ...read.flatMap((one) => ('findings' in one ? one.findings : [])),
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
  const { code = '', title = '', status = '', date = '' } = header.values;
  return { decision: { file, code, title, status: status as DecisionStatus, date, sections: body.sections, text } };
}

/** The list of all decisions, as `docs/decisions/README.md` carries it. */
export function decisionIndex(decisions: readonly DecisionFile[]): string {
  return [
    '# Decisions',
    '',
    'Why things are as they are. Each file says what was at stake, what else was possible, what was chosen, what it costs and how it is',
    'checked. The same text deploys with the project as decision records, so that a rule in NetSuite can name its reason. A decision is',
    'not rewritten once others rely on it: a new one supersedes it.',
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
  const { code = '', title = '', status = '', date = '' } = values;
  const checks: readonly (readonly [boolean, string])[] = [
    [pairs.map(([name]) => name).join() === HEADER_NAMES.join(), `the header holds ${HEADER_NAMES.join(', ')}, in this order, one a line`],
    [/^D-\d{4}$/.test(code), `the code '${code}' is not like D-0001`],
    [file.startsWith(`${code.slice(2)}-`), `the file name does not start with the number of ${code}`],
    [title.length > 0 && title.length <= 300, 'the title has 1 to 300 characters'],
    [STATUSES.some((known) => known === status), `the status '${status}' is none of ${STATUSES.join(', ')}`],
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

/** Writes the list of decisions anew. */
function main(): void {
  const folder = resolve(__dirname, '../docs/decisions');
  const { decisions, findings } = readDecisions(folder);
  for (const { file, line, message } of findings) console.error(`docs/decisions/${file}:${line}  ${message}`);
  if (findings.length > 0) process.exitCode = 1;
  else writeFileSync(join(folder, INDEX), decisionIndex(decisions));
}

if (require.main === module) main();
