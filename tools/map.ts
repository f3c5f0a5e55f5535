import { parseArgs } from 'node:util';

import { checkAll, checkFile, readOne, type CommandResult } from './map-check';
import { explainMap } from './map-explain';
import { checkPages, mapPages, writePages } from './map-pages';
import { tryMap } from './map-try';

const HELP = `npm run map -- COMMAND

  check [FILE...]              holds the maps against their schema, each other, their targets, decisions and samples
  explain FILE                 prints what a map decides, in plain words
  explain --all [--write]      prints all of them; --write puts them into docs/maps, --check compares them with what lies there
  try FILE [--document DOC]    foresees what the map's samples, or a document of yours, would come to in a local NetSuite
      --apply                  posts the documents too, and prints the records that came out
      --first TYPE:DOC         posts a document before, of another type of the source or, as SOURCE.TYPE:DOC, of another one;
                               may be given more than once

FILE is a map, in src/maps or anywhere else; its samples lie in a folder "samples" beside it.
Exit code 0: consistent, or applied. 1: findings, or a document that would not be applied. 2: the call itself is wrong.
`;

interface Options {
  readonly all: boolean;
  readonly write: boolean;
  readonly check: boolean;
  readonly apply: boolean;
  readonly document: readonly string[];
  readonly first: readonly string[];
}

/** A call that asks for nothing this command does. */
class WrongCall extends Error {
  override readonly name = 'WrongCall';
}

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args);
  const [command, ...files] = positionals;
  if (values.help || command === undefined) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  switch (command) {
    case 'check':
      return print(files.length === 0 ? [checkAll()] : files.map((file) => checkFile(file)));
    case 'explain':
      return print([explain(files, values)]);
    case 'try':
      return tryMap({ file: only(files, 'try'), documents: values.document, first: values.first, apply: values.apply }, (line) => { console.log(line); });
    default:
      throw new WrongCall(`There is no command '${command}'.`);
  }
}

function readArguments(args: readonly string[]): { readonly values: Options & { readonly help: boolean }; readonly positionals: readonly string[] } {
  try {
    const flag = { type: 'boolean', default: false } as const;
    const { values, positionals } = parseArgs({
      args: [...args], allowPositionals: true,
      options: { all: flag, write: flag, check: flag, apply: flag, help: flag, document: { type: 'string', multiple: true, default: [] }, first: { type: 'string', multiple: true, default: [] } },
    });
    return { values, positionals };
  } catch (error) {
    throw new WrongCall((error as Error).message);
  }
}

function explain(files: readonly string[], { all, write, check }: Options): CommandResult {
  if (!all) {
    const { one, decisions } = readOne(only(files, 'explain'));
    return { lines: [explainMap({ ...one, decisions })], exitCode: 0 };
  }
  if (write) return writePages();
  return check ? checkPages() : { lines: mapPages().map(({ text }) => text), exitCode: 0 };
}

function only(files: readonly string[], command: string): string {
  const [file, second] = files;
  if (file === undefined || second !== undefined) throw new WrongCall(`${command} takes one map file.`);
  return file;
}

function print(results: readonly CommandResult[]): number {
  for (const { lines } of results) for (const line of lines) console.log(line);
  return Math.max(...results.map(({ exitCode }) => exitCode));
}

/** What went wrong, for the caller; a defect of the command itself keeps its trace. */
function tellFault(error: unknown): number {
  const { name, message, findings } = error as { readonly name?: string; readonly message?: string; readonly findings?: readonly string[] };
  if (name === 'WrongCall') console.error(`${message ?? ''}\n\n${HELP}`);
  else if (name === 'MapCommandFault') console.error(message);
  else if (name === 'BuildRefused') console.error([...(findings ?? []), 'The project does not build. What is said of maps: npm run map -- check says what to do.'].join('\n'));
  else console.error(error);
  return name === 'WrongCall' || name === 'MapCommandFault' ? 2 : 1;
}

void run(process.argv.slice(2)).catch(tellFault).then((code) => { process.exitCode = code; });
