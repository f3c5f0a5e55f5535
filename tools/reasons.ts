import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { REASONS } from '../src/domain/reasons';
import type { ReasonActor, ReasonCode } from '../src/domain/reasons';
import { NO_SIGNAL, SIGNALS } from '../src/domain/signals';
import type { Signal } from '../src/domain/signals';

/** `npm run reasons`: writes docs/reasons.md from the reason catalogue and the signals table. `--check` exits 1 where it is out of date. */
const TARGET = join(__dirname, '..', 'docs', 'reasons.md');

const ACTORS: Readonly<Record<ReasonActor, string>> = {
  sender: 'the sender', finance: 'finance', controller: 'the controller', admin: 'an administrator', nobody: 'nobody',
};

function main(): void {
  const text = reasonsPage();
  if (!process.argv.includes('--check')) {
    writeFileSync(TARGET, text);
    return;
  }
  if (existsSync(TARGET) && readFileSync(TARGET, 'utf8') === text) return;
  console.error('docs/reasons.md is out of date: run npm run reasons');
  process.exitCode = 1;
}

/** The page's text. */
export function reasonsPage(): string {
  const codes = Object.keys(REASONS) as readonly ReasonCode[];
  const observed = codes.filter((code) => rowsOf(code).length > 0 || code === NO_SIGNAL);
  return [
    '# Reasons',
    '',
    'Why an operation did not simply come out as applied. The list is closed. This page is written by `npm run reasons` from the catalogue and the',
    'signals table, and a check compares it. A customer may put own words in place of these by rows of `Docket Override`; code and class stay.',
    '',
    '| Code | Class | What finance reads | Probable cause | Who acts | What to do |',
    '|---|---|---|---|---|---|',
    ...codes.map((code) => {
      const { class: reasonClass, title, cause, who, whatToDo } = REASONS[code];
      return `| ${[`\`${code}\``, reasonClass, title, cause, ACTORS[who], whatToDo].map(cell).join(' | ')} |`;
    }),
    '',
    '## What NetSuite says, and what it means',
    '',
    'An error of NetSuite is read by the first row of the signals table that fits: names that mean two things by their text, then exact names, then',
    'texts, whatever the name. `USER_ERROR` carries many meanings, so it is read by its text first. What fits nothing is',
    `\`${NO_SIGNAL}\`. A reference or a record that the look-up saw, and that NetSuite says is not there, is \`netsuite_permission_hidden\`.`,
    'Only the classes transient and concurrency are tried again by a machine, and only once the effect is proven absent.',
    '',
    '| Code | Names | Texts, in order of the table |',
    '|---|---|---|',
    ...observed.map((code) => `| \`${code}\` | ${namesOf(code)} | ${textsOf(code)} |`),
    '',
  ].join('\n');
}

function rowsOf(code: ReasonCode): readonly Signal[] {
  return SIGNALS.filter(({ reason }) => reason === code);
}

function namesOf(code: ReasonCode): string {
  return rowsOf(code).filter(({ text }) => text === undefined).flatMap(({ names }) => names).map((name) => `\`${name}\``).join(' ');
}

/** Texts with their place in the table; a name stands before the text that it is told apart by. */
function textsOf(code: ReasonCode): string {
  return rowsOf(code).flatMap((signal) => {
    const { names, text } = signal;
    if (text === undefined) return [];
    const said = `${String(SIGNALS.indexOf(signal) + 1)}. \`${cell(text.source)}\``;
    return [names.length === 0 ? said : `${names.map((name) => `\`${name}\``).join(' ')} with ${said}`];
  }).join('<br>');
}

/** A cell of a table: a bar would end it. */
function cell(text: string): string {
  return text.replace(/\|/g, '\\|');
}

if (require.main === module) main();
