import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

interface LintedFile {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string }[];
}

const many = (count: number, line: string): string => Array.from({ length: count }, () => line).join('\n');

/** The rule expected to speak, the file, and its text. A null rule: the file is sound. */
const CASES: readonly (readonly [rule: string | null, path: string, title: string, code: string])[] = [
  ['@typescript-eslint/no-explicit-any', 'emulator/any.ts', 'any', 'export const use = (value: any): unknown => value as unknown;'],
  ['no-restricted-syntax', 'emulator/enum.ts', 'an enum', 'export enum State { Open }'],
  ['no-restricted-syntax', 'emulator/default.ts', 'a default export', 'const value = 1;\nexport default value;'],
  [null, 'src/entrypoints/rl_default.ts', 'a default export of an entry point', 'const entry = { get: (): number => 1 };\nexport default entry;'],
  ['@typescript-eslint/no-non-null-assertion', 'emulator/bang.ts', 'a non-null assertion', 'export const first = (list: readonly string[]): string => list[0]!;'],
  [null, '__tests__/unit/bang.test.ts', 'a non-null assertion in a test', 'export const first = (list: readonly string[]): string => list[0]!;'],
  ['max-lines', 'emulator/long.ts', 'a file of 401 lines', many(401, '//')],
  ['max-lines-per-function', 'emulator/long-function.ts', 'a function of 61 lines', `export function long(): number {\n${many(59, '  //')}\n  return 1;\n}`],
  ['@typescript-eslint/max-params', 'emulator/params.ts', 'five parameters', 'export const sum = (a: number, b: number, c: number, d: number, e: number): number => a + b + c + d + e;'],
  ['@typescript-eslint/switch-exhaustiveness-check', 'emulator/switch.ts', 'a switch that forgets a case',
    "export function name(kind: 'a' | 'b'): string {\n  switch (kind) {\n    case 'a': return 'A';\n  }\n  return '';\n}"],
  ['@typescript-eslint/no-floating-promises', 'emulator/floating.ts', 'a promise left alone', 'export function start(): void {\n  Promise.resolve(1);\n}'],
  ['@typescript-eslint/no-restricted-imports', 'src/application/netsuite.ts', 'N/* in the application', "import * as record from 'N/record';\nexport const load = (): unknown => record.load;"],
  [null, 'src/gateways/netsuite.ts', 'N/* in a gateway', "import * as record from 'N/record';\nexport const load = (): unknown => record.load;"],
  [null, 'src/entrypoints/rl_types.ts', 'N/* types in an entry point', "import type { EntryPoints } from 'N/types';\nexport const get: EntryPoints.RESTlet.get = () => 'a';"],
  ['no-restricted-globals', 'src/domain/date.ts', 'the clock in the domain', 'export const now = (): number => Date.now();'],
  ['no-restricted-properties', 'src/domain/random.ts', 'randomness in the domain', 'export const roll = (): number => Math.random();'],
  ['es-x/no-array-prototype-tosorted', 'src/domain/sorted.ts', 'a built-in past ES2022 in the source', 'export const sort = (list: number[]): unknown => list.toSorted();'],
  ['es-x/no-object-groupby', 'src/domain/group.ts', 'another', 'export const group = (list: number[]): unknown => Object.groupBy(list, String);'],
  ['no-restricted-syntax', 'src/gateways/instance.ts', 'instanceof Error in NetSuite code', 'export const failed = (thrown: unknown): boolean => thrown instanceof Error;'],
  ['no-restricted-syntax', '__tests__/unit/mock.test.ts', 'a module mock', "jest.mock('node:fs');"],
  ['no-restricted-syntax', '__tests__/unit/sleep.test.ts', 'a sleep in a test', "it('x', async () => { await new Promise((done) => { setTimeout(done, 5); }); });"],
];

let root: string;
let linted: ReadonlyMap<string, readonly (string | null)[]>;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'docket-lint-'));
  for (const [, path, , code] of CASES) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${code}\n`);
  }
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  for (const shared of ['tsconfig.json', 'src/tsconfig.json', 'eslint.config.mjs', 'package.json']) copyFileSync(join(ROOT, shared), join(root, shared));
  const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules/eslint/bin/eslint.js'), '.', '--format', 'json'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (!stdout.startsWith('[')) throw new Error(`eslint failed: ${stderr}`);
  const files = JSON.parse(stdout) as readonly LintedFile[];
  linted = new Map(files.map(({ filePath, messages }) => [filePath.slice(root.length + 1), messages.map(({ ruleId }) => ruleId)]));
}, 60_000);

afterAll(() => { rmSync(root, { recursive: true, force: true }); });

it.each(CASES.filter(([rule]) => rule !== null))('%s refuses %s: %s', (rule, path) => {
  expect(linted.get(path)).toContain(rule);
});

it.each(CASES.filter(([rule]) => rule === null))('%s: %s allows %s', (_rule, path) => {
  expect(linted.get(path)).toEqual([]);
});
