import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

import { parse, type Comment, type Node } from 'acorn';

import { countLoops } from './loop-counter';
import { onlyDefines } from './module-definition';
import { PREPARED_SCRIPTS } from './prepared-scripts';
import { NotEmulated, SuiteScriptFailure, type ScriptType } from './types';

/** A script that cannot be loaded. `name` says why: SyntaxError, MODULE_DOES_NOT_EXIST, or one of the emulator's own. */
export class ScriptLoadError extends SuiteScriptFailure {}

/** One file of the File Cabinet, checked and compiled. */
export interface ScriptFile {
  /** File Cabinet path, `/SuiteScripts/docket/inbound.js`. */
  readonly path: string;
  readonly compiled: Script;
  readonly tags: ScriptTags;
  /** It does nothing but define a module, whose state is made anew each time. */
  readonly onlyDefines: boolean;
}

/** JSDoc tags of the header comment. */
export interface ScriptTags {
  readonly apiVersion: string | undefined;
  readonly scriptTypes: readonly string[];
}

/** Newest syntax NetSuite's engine takes (platform facts 7). */
const ECMA_VERSION = 2023;
/** On the first line, so that line numbers stay those of the file (platform facts 7: module code is strict). */
const STRICT = "'use strict';";
const STANDARD_FOLDERS = /^\/(SuiteScripts|SuiteApps|SuiteBundles|Templates|Web Site Hosting Files)\//;

const SCRIPT_TYPES: Readonly<Record<string, ScriptType>> = {
  restlet: 'restlet',
  mapreducescript: 'mapreduce',
  suitelet: 'suitelet',
  scheduledscript: 'scheduled',
  usereventscript: 'userevent',
  clientscript: 'client',
  portlet: 'portlet',
};

interface CachedFile {
  readonly stamp: string;
  readonly file: ScriptFile;
}

/** The script files of one project, each parsed and compiled once, and again when the file on disk changes. */
export class ScriptFiles {
  private readonly cache = new Map<string, CachedFile>();

  constructor(private readonly folder: string) {}

  /** Throws ScriptLoadError or NotEmulated. */
  read(path: string): ScriptFile {
    const onDisk = join(this.folder, path);
    const stamp = stampOf(onDisk);
    if (stamp === undefined) throw new ScriptLoadError('MODULE_DOES_NOT_EXIST', `Module does not exist: ${path}`);
    const known = this.cache.get(path);
    if (known?.stamp === stamp) return known.file;
    const file = compile(path, readFileSync(onDisk, 'utf8'));
    this.cache.set(path, { stamp, file });
    return file;
  }
}

/**
 * A dependency as a File Cabinet path with its extension. `from` is the file that asks. Throws ScriptLoadError for a name
 * that is neither a File Cabinet path nor relative to a file.
 */
export function resolvePath(dependency: string, from: string | undefined): string {
  const relative = from !== undefined && /^\.\.?\//.test(dependency);
  const base = relative ? `${from.slice(0, from.lastIndexOf('/'))}/${dependency}` : dependency;
  const parts: string[] = [];
  for (const part of base.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  const path = `/${parts.join('/')}`;
  if (!STANDARD_FOLDERS.test(path)) throw new ScriptLoadError('MODULE_DOES_NOT_EXIST', `Module does not exist: ${dependency}`);
  return path.endsWith('.js') ? path : `${path}.js`;
}

/** The one script type an entry script declares. Throws ScriptLoadError where the header is missing or says two. */
export function entryHeader(file: ScriptFile): { readonly apiVersion: string; readonly scriptType: ScriptType } {
  const { apiVersion, scriptTypes } = file.tags;
  const declared = [...new Set(scriptTypes.map((type) => type.toLowerCase()))];
  if (apiVersion === undefined) throw headerError(file, 'has no @NApiVersion tag in its header');
  if (declared.length !== 1) throw headerError(file, `declares ${String(declared.length)} script types; exactly one @NScriptType is required`);
  const scriptType = SCRIPT_TYPES[declared[0] ?? ''];
  if (scriptType === undefined) throw new NotEmulated(`script type ${scriptTypes[0] ?? ''} (${file.path})`);
  return { apiVersion, scriptType };
}

function headerError(file: ScriptFile, text: string): ScriptLoadError {
  return new ScriptLoadError('EMULATOR_SCRIPT_HEADER', `${file.path} ${text}`);
}

function stampOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true ? `${String(stat.mtimeMs)} ${String(stat.size)}` : undefined;
}

/** What a script's text says, and the text that runs. */
interface PreparedScript {
  readonly text: string;
  readonly tags: ScriptTags;
  readonly onlyDefines: boolean;
}

/** Texts of which it is kept what was made of them: several builds of a project. */
const MOST_PREPARED = 64;

function compile(path: string, source: string): ScriptFile {
  const { text, tags, onlyDefines } = prepared(path, source);
  return { path, tags, compiled: new Script(text, { filename: path, columnOffset: -STRICT.length }), onlyDefines };
}

function prepared(path: string, source: string): PreparedScript {
  const known = PREPARED_SCRIPTS.get(source);
  PREPARED_SCRIPTS.delete(source);
  const json = known ?? JSON.stringify(prepare(path, source));
  PREPARED_SCRIPTS.set(source, json);
  for (const oldest of PREPARED_SCRIPTS.keys()) {
    if (PREPARED_SCRIPTS.size <= MOST_PREPARED) break;
    PREPARED_SCRIPTS.delete(oldest);
  }
  return JSON.parse(json) as PreparedScript;
}

function prepare(path: string, source: string): PreparedScript {
  const comments: Comment[] = [];
  const text = STRICT + source;
  const program = parseScript(path, text, comments);
  const nodes = everyNode(program);
  refuseAsynchronous(path, nodes);
  const tags = readTags(comments);
  if (tags.apiVersion !== undefined && tags.apiVersion !== '2.1') throw new NotEmulated(`@NApiVersion ${tags.apiVersion} (${path})`);
  return { text: countLoops(text, nodes), tags, onlyDefines: onlyDefines(program) };
}

function parseScript(path: string, text: string, comments: Comment[]): Node {
  try {
    return parse(text, { ecmaVersion: ECMA_VERSION, sourceType: 'script', onComment: comments });
  } catch (error) {
    throw new ScriptLoadError('SyntaxError', `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readTags(comments: readonly Comment[]): ScriptTags {
  const header = comments.find((comment) => comment.type === 'Block' && /@N(ApiVersion|ScriptType)\b/i.test(comment.value))?.value ?? '';
  if (/@NAmdConfig\b/i.test(header)) throw new NotEmulated('the tag @NAmdConfig');
  return {
    apiVersion: /@NApiVersion\s+(\S+)/i.exec(header)?.[1],
    scriptTypes: [...header.matchAll(/@NScriptType\s+(\S+)/gi)].map((match) => match[1] ?? ''),
  };
}

/** Promises work in few server modules, none of them emulated; a script that has none cannot outlive its entry point. */
function refuseAsynchronous(path: string, nodes: readonly Node[]): void {
  for (const node of nodes) {
    if (node.type === 'ImportExpression') throw new NotEmulated(`import() (${path})`);
    if ((node as { async?: boolean }).async === true) throw new NotEmulated(`async functions (${path})`);
  }
}

function everyNode(root: Node): Node[] {
  const found: Node[] = [root];
  for (let index = 0; index < found.length; index += 1) {
    for (const value of Object.values(found[index] ?? {}) as unknown[]) {
      for (const child of Array.isArray(value) ? value as unknown[] : [value]) if (isNode(child)) found.push(child);
    }
  }
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}
