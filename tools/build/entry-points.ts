import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { BuildRefused, filesBelow, SCRIPT_FOLDER } from './project';

/** A source file that becomes one script in the File Cabinet. */
export interface EntryPoint {
  /** Path from the project root: `src/entrypoints/rl_inbound.ts`. */
  readonly source: string;
  /** Path inside `dist`. */
  readonly target: string;
  /** The first comment of the source, which NetSuite reads for script type and API version. */
  readonly header: string;
  /** True when a browser runs it: `@NScriptType ClientScript`, or a page's `*.client.ts` module. */
  readonly client: boolean;
}

/**
 * The scripts of a project: every file of `src/entrypoints`, and the browser modules `*.client.ts` below `src/pages`.
 * A file whose first token is not a comment with `@NApiVersion 2.1` is refused: NetSuite reads the tags nowhere else.
 */
export function findEntryPoints(root: string): readonly EntryPoint[] {
  const sources = [
    ...filesBelow(join(root, 'src/entrypoints')).filter((path) => path.endsWith('.ts')).map((path) => `src/entrypoints/${path}`),
    ...filesBelow(join(root, 'src/pages')).filter((path) => path.endsWith('.client.ts')).map((path) => `src/pages/${path}`),
  ];
  const faults: string[] = [];
  const entries = sources.map((source): EntryPoint => {
    const header = headerOf(readFileSync(join(root, source), 'utf8'));
    const page = source.endsWith('.client.ts');
    faults.push(...headerFaults(header, page).map((fault) => `${source}:1:1  script-header  ${fault}`));
    const target = `${SCRIPT_FOLDER}/${basename(source).replace(/\.ts$/, '.js')}`;
    return { source, target, header, client: page || /@NScriptType\s+ClientScript\b/.test(header) };
  });
  const targets = entries.map(({ target }) => target);
  faults.push(...targets.filter((target, index) => targets.indexOf(target) !== index).map((target) => `${target}  comes from two sources`));
  if (faults.length > 0) throw new BuildRefused(faults);
  return entries;
}

/** The documentation comment a source starts with; empty if its first token is something else. */
export function headerOf(source: string): string {
  return /^\uFEFF?\s*(\/\*\*[\s\S]*?\*\/)/.exec(source)?.[1] ?? '';
}

/** A page's browser module has no script type of its own: a form names its file. Every other script must say its type. */
function headerFaults(header: string, page: boolean): readonly string[] {
  if (header === '') return ['the file must start with the comment that carries @NApiVersion and @NScriptType'];
  return [
    ...(/@NApiVersion\s+2\.1\s/.test(header) ? [] : ['the first comment must say @NApiVersion 2.1']),
    ...(page || /@NScriptType\s+\w+/.test(header) ? [] : ['the first comment must say @NScriptType']),
  ];
}
