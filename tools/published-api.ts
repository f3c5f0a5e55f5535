import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { parse, type Comment, type Node } from 'acorn';

import type { PublishedApi, PublishedMember } from '../emulator/runtime/published-api';

/**
 * Reads Oracle's stubs of N/* (AMD files with JSDoc) into `emulator/published-api.json`: which members exist, what they
 * cost, what they require, what they throw. `--check` exits 1 where the file is out of date.
 */
const STUBS = join(__dirname, '..', 'node_modules', '@oracle', 'suitecloud-unit-testing', 'stubs');
const PROMISE_OF = 'promise of ';
const TARGET = join(__dirname, '..', 'emulator', 'published-api.json');

interface Syntax extends Node {
  readonly [key: string]: unknown;
}

interface StubFile {
  readonly folder: string;
  readonly syntax: Syntax;
  readonly comments: readonly Comment[];
  readonly text: string;
  /** `N/record`, for the file of a module. */
  readonly module: string | undefined;
}

interface Assignment {
  /** `record`, or `this` inside a class. */
  readonly owner: string;
  readonly name: string;
  readonly value: Syntax;
  readonly doc: string;
}

type Members = Record<string, PublishedMember>;
interface ModuleDraft {
  readonly members: Members;
  readonly classes: Record<string, Members>;
}

function main(): void {
  const text = `${JSON.stringify(readPublishedApi(), null, 1)}\n`;
  if (!process.argv.includes('--check')) {
    writeFileSync(TARGET, text);
    return;
  }
  if (readFileSync(TARGET, 'utf8') === text) return;
  console.error('emulator/published-api.json is out of date: run tsx tools/published-api.ts');
  process.exitCode = 1;
}

/** The whole published API, as the installed package states it. */
export function readPublishedApi(): PublishedApi {
  const files = stubFiles(STUBS).map(readStub);
  const modules: Record<string, ModuleDraft> = {};
  for (const file of files) {
    if (file.module !== undefined) modules[file.module] = { members: moduleMembers(file), classes: {} };
  }
  for (const file of files) {
    if (file.module === undefined) addClasses(file, files, modules);
  }
  return sorted(modules);
}

function stubFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return stubFiles(path);
    return entry.name.endsWith('.js') ? [path] : [];
  }).sort();
}

function readStub(path: string): StubFile {
  const text = readFileSync(path, 'utf8');
  const comments: Comment[] = [];
  const syntax = parse(text, { ecmaVersion: 2023, sourceType: 'script', onComment: comments }) as unknown as Syntax;
  return { folder: relative(STUBS, dirname(path)), syntax, comments, text, module: /@module (N\/[\w/]+)/.exec(text)?.[1] };
}

function moduleMembers(file: StubFile): Members {
  const members: Members = {};
  const enums = enumConstructors(file);
  for (const assignment of assignments(file)) {
    if (assignment.owner !== 'this') add(assignment, enums, members);
  }
  return members;
}

/** A class belongs to the modules of its own folder. */
function addClasses(file: StubFile, files: readonly StubFile[], modules: Record<string, ModuleDraft>): void {
  const name = /return new (\w+)\(/.exec(file.text)?.[1];
  if (name === undefined) return;
  const members: Members = {};
  for (const assignment of assignments(file)) add(assignment, new Map(), members);
  for (const owner of files) {
    if (owner.folder !== file.folder || owner.module === undefined) continue;
    const module = modules[owner.module];
    if (module !== undefined) module.classes[name] = members;
  }
}

/** `X.prototype.name = …`, `X.prototype["name"] = …` and `this.name = …`, with the JSDoc before each. */
function assignments(file: StubFile): Assignment[] {
  return statements(file.syntax).flatMap((statement) => {
    const expression = statement['expression'] as Syntax | undefined;
    if (statement.type !== 'ExpressionStatement' || expression?.type !== 'AssignmentExpression') return [];
    const target = expression['left'] as Syntax;
    const owner = ownerOf(target);
    const name = nameOf(target);
    if (owner === undefined || name === undefined) return [];
    return [{ owner, name, value: expression['right'] as Syntax, doc: docBefore(file, statement.start) }];
  });
}

function ownerOf(target: Syntax): string | undefined {
  if (target.type !== 'MemberExpression') return undefined;
  const object = target['object'] as Syntax;
  if (object.type === 'ThisExpression') return 'this';
  // Some modules are written as an object: `config.load = …`.
  if (object.type === 'Identifier') return object['name'] as string;
  if (object.type !== 'MemberExpression' || nameOf(object) !== 'prototype') return promiseOwner(object);
  return (object['object'] as Syntax)['name'] as string;
}

/** `X.prototype.name.promise = …`: the promise form of a member already met, owned by that member. */
function promiseOwner(object: Syntax): string | undefined {
  return object.type === 'MemberExpression' && ownerOf(object) !== undefined ? `${PROMISE_OF}${nameOf(object) ?? ''}` : undefined;
}

function nameOf(member: Syntax): string | undefined {
  const property = member['property'] as Syntax;
  return (property['name'] ?? property['value']) as string | undefined;
}

type Enums = ReadonlyMap<string, Record<string, string | number>>;

function add(assignment: Assignment, enums: Enums, members: Members): void {
  const { owner, name } = assignment;
  if (!owner.startsWith(PROMISE_OF)) {
    members[name] = describe(assignment, enums);
    return;
  }
  const method = members[owner.slice(PROMISE_OF.length)];
  if (method?.kind === 'function') members[owner.slice(PROMISE_OF.length)] = { ...method, promise: true };
}

function describe({ doc, value }: Assignment, enums: Enums): PublishedMember {
  if (value.type === 'NewExpression') return { kind: 'enum', values: enums.get((value['callee'] as Syntax)['name'] as string) ?? null };
  if (/@enum\b/.test(doc) || /This is the type for the/.test(doc)) return { kind: 'enum', values: null };
  if (value.type === 'FunctionExpression') return describeFunction(doc);
  return { kind: 'property', readOnly: /@readonly\b/.test(doc), writeError: /@throws \{SuiteScriptError\} (READ_ONLY\w*)/.exec(doc)?.[1] ?? null };
}

function describeFunction(doc: string): PublishedMember {
  const required = [...doc.matchAll(/@param \{[^}]*\} options\.(\w+)(?![.\w])([^@]*)/g)]
    .filter(([, , text]) => !/^\s*\(?optional/i.test(text ?? ''))
    .map(([, name]) => name ?? '');
  return {
    kind: 'function',
    governance: /@governance ([^\n`]*)/.exec(doc)?.[1]?.trim() ?? null,
    required: [...new Set(required)],
    throws: [...new Set([...doc.matchAll(/@throws \{SuiteScriptError\} (\w+)/g)].map(([, name]) => name ?? ''))],
    promise: false,
  };
}

function enumConstructors(file: StubFile): Map<string, Record<string, string | number>> {
  const found = new Map<string, Record<string, string | number>>();
  for (const node of everyNode(file.syntax)) {
    if (node.type !== 'FunctionDeclaration') continue;
    const values: Record<string, string | number> = {};
    for (const statement of (node['body'] as Syntax)['body'] as Syntax[]) {
      const expression = statement['expression'] as Syntax | undefined;
      const literal = (expression?.['right'] as Syntax | undefined)?.['value'];
      const name = expression === undefined ? undefined : nameOf(expression['left'] as Syntax);
      if (name !== undefined && (typeof literal === 'string' || typeof literal === 'number')) values[name] = literal;
    }
    found.set((node['id'] as Syntax)['name'] as string, values);
  }
  return found;
}

function statements(root: Syntax): Syntax[] {
  return everyNode(root).filter((node) => node.type === 'ExpressionStatement');
}

function everyNode(root: Syntax): Syntax[] {
  const children = Object.values(root).flatMap((value) => (Array.isArray(value) ? value : [value]) as unknown[]);
  const nodes = children.filter((child): child is Syntax => typeof child === 'object' && child !== null && 'type' in child);
  return [root, ...nodes.flatMap(everyNode)];
}

function docBefore(file: StubFile, start: number): string {
  const before = file.comments.filter((comment) => comment.type === 'Block' && comment.end <= start && file.text.slice(comment.end, start).trim() === '');
  return before.at(-1)?.value ?? '';
}

function sorted<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)])) as T;
}

if (require.main === module) main();
