import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';

import { checkAll, checkFile, findingLines, readOne } from '../../tools/map-check';
import { hintFor } from '../../tools/map-hints';
import { checkPages, mapPages, writePages } from '../../tools/map-pages';
import { foresightLines, isTaken, refusalLines, settledLines, table, type Answered } from '../../tools/map-try-text';
import { nearestName } from '../../tools/nearest-name';
import type { MapFolders } from '../../tools/read-maps';

const ROOT = resolve(__dirname, '../..');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'map-command-'));
  cpSync(join(__dirname, 'fixtures/maps-project'), folder, { recursive: true });
  cpSync(join(ROOT, 'src/maps/map.schema.json'), join(folder, 'maps/map.schema.json'));
});

afterEach(() => { rmSync(folder, { recursive: true }); });

function folders(): MapFolders {
  return { mapsFolder: join(folder, 'maps'), decisionsFolder: join(folder, 'decisions'), objectsFolder: join(ROOT, 'src/objects') };
}

/** A copy of the order's map outside the maps' folder, with a text replaced; returns its path and the line of the text. */
function draft(from: string, to: string): { readonly path: string; readonly line: number } {
  const text = readFileSync(join(folder, 'maps/shopify/order.json'), 'utf8');
  const at = text.indexOf(from);
  if (at < 0) throw new Error(`the map does not hold ${from}`);
  const path = join(folder, 'draft/my-order.json');
  mkdirSync(join(folder, 'draft'), { recursive: true });
  cpSync(join(folder, 'maps/shopify/samples'), join(folder, 'draft/samples'), { recursive: true });
  writeFileSync(path, text.slice(0, at) + to + text.slice(at + from.length));
  return { path, line: text.slice(0, at).split('\n').length };
}

describe('map check', () => {
  it('says how many maps are consistent', () => {
    expect(checkAll(folders())).toEqual({ lines: ['2 maps are consistent'], exitCode: 0 });
  });

  it('takes a draft that lies anywhere, in place of the map of its source and type', () => {
    const { path } = draft('"mode": "sync"', '"mode": "async"');
    expect(checkFile(path, folders())).toEqual({ lines: [`${path} is consistent with the other 1 maps`], exitCode: 0 });
  });

  it.each<readonly [typo: string, from: string, to: string, finding: string]>([
    ['a member', '"target": "memo", "owner"', '"target": "memo", "ower": "x", "owner"', "schema  /fields/4 has an unknown member 'ower'; did you mean 'owner'?"],
    ['a row kind', '"kind": "authoritative", "path": "/note"', '"kind": "autoritative", "path": "/note"', "did you mean 'authoritative'?"],
    ['a transform', '"kind": "date"', '"kind": "dat"', "schema  /fields/1/transform has no known kind; did you mean 'date'?"],
    ['a path', '"/note"', '"/noet"', 'unseen-path  /noet stands in no sample'],
    ['a field', '"target": "memo"', '"target": "meno"', 'unknown-field  a salesorder has no field meno'],
    ['a decision', '"decision": "D-0012"', '"decision": "D-0112"', 'decision  decision D-0112 does not exist'],
  ])('finds %s that is misspelt, with its line and what to do', (_what, from, to, finding) => {
    const { path, line } = draft(from, to);
    const { lines, exitCode } = checkFile(path, folders());
    expect(exitCode).toBe(1);
    expect(lines[0]).toContain(`${path}:${line}  `);
    expect(lines[0]).toContain(finding);
    expect(lines[1]).toMatch(/^ {4}\S.*\.$/);
    expect(lines.at(-1)).toBe('1 finding');
  });

  it('tells of a broken draft where the JSON breaks', () => {
    const { path, line } = draft('"mode": "sync"', '"mode" "sync"');
    expect(checkFile(path, folders()).lines[0]).toContain(`${path}:${line}  json  `);
  });

  it('leaves the findings of other maps to the check of all, and says that there are some', () => {
    const { path } = draft('"mode": "sync"', '"mode": "async"');
    const customer = join(folder, 'maps/shopify/customer.json');
    writeFileSync(customer, readFileSync(customer, 'utf8').replace('"/email", "transform"', '"/emial", "transform"'));
    expect(checkFile(path, folders())).toEqual({ lines: [expect.stringContaining('is consistent'), 'Other maps have 1 finding: npm run map -- check'], exitCode: 0 });
    expect(checkAll(folders())).toMatchObject({ exitCode: 1 });
  });

  it('gives a hint once for each rule, and every rule of the checks has one', () => {
    const finding = { file: 'a.json', line: 1, rule: 'total', message: 'm' };
    expect(findingLines([finding, { ...finding, line: 2 }]).filter((line) => line.startsWith('    '))).toHaveLength(1);
    const sources = ['map-checks', 'map-json', 'map-rule-checks', 'map-samples', 'map-schema', 'map-targets', 'read-maps', 'decisions'].map((name) => readFileSync(join(ROOT, `tools/${name}.ts`), 'utf8')).join('\n');
    const rules = [...sources.matchAll(/rule: '([a-z-]+)'|(?:at|finding)\((?:located, )?[^,()]+(?:\([^()]*\))?[^,()]*, '([a-z-]+)',/g)].map(([, named, placed]) => named ?? placed ?? '');
    expect(rules.length).toBeGreaterThan(20);
    expect([...new Set(rules)].filter((rule) => hintFor({ rule }) === undefined)).toEqual([]);
  });

  it('says which file is not there', () => {
    expect(() => checkFile(join(folder, 'none.json'), folders())).toThrow(`There is no file ${join(folder, 'none.json')}.`);
  });

  it('hands out no map that cannot be read, but its findings', () => {
    const { path } = draft('"mode": "sync"', '"mode": "asap"');
    expect(() => readOne(path, folders())).toThrow(/schema {2}\/mode must be one of sync, async/);
    expect(readOne(join(folder, 'maps/shopify/customer.json'), folders()).one.map.documentType).toBe('customer');
  });
});

describe('the explained pages', () => {
  it('are out of date when a map changes, comes or goes, until they are written again', () => {
    const target = join(folder, 'pages');
    const pages = (): ReturnType<typeof mapPages> => mapPages(folders());
    expect(checkPages(target, pages())).toMatchObject({ exitCode: 1 });
    writePages(target, pages());
    expect(checkPages(target, pages())).toEqual({ lines: ['docs/maps is up to date'], exitCode: 0 });
    writeFileSync(join(target, 'gone.md'), '');
    expect(checkPages(target, pages()).lines).toContain('docs/maps/gone.md is out of date');
    writePages(target, pages());
    const order = join(folder, 'maps/shopify/order.json');
    writeFileSync(order, readFileSync(order, 'utf8').replace('"mode": "sync"', '"mode": "async"'));
    expect(checkPages(target, pages()).lines).toEqual(['docs/maps/shopify-order.md is out of date', 'Run npm run map -- explain --all --write']);
  });
});

describe('what try prints', () => {
  const verdict = { path: '/email', field: 'email', verdict: 'apply', owner: 'shopify', decision: 'D-0015' };
  const answer: Answered = { outcome: 'applied', verdicts: [verdict, { ...verdict, field: 'item.rate', line: '7', note: 'overwrites a change made in NetSuite' }, { ...verdict, path: '/x', field: '', verdict: 'unmapped' }], problem: null };

  it('shows every verdict in a table, what is brought first, and what stands in the way', () => {
    const problem = { code: 'reference_not_found', title: 'Missing', detail: 'No item.', errors: [{ pointer: '/sku', message: 'No item.' }, { pointer: '', message: 'No match.' }] };
    expect(foresightLines({ ...answer, outcome: 'needs_review', problem, brings: [{ documentType: 'customer', externalId: '7' }] })).toEqual([
      'Foreseen: needs_review', 'Problem: reference_not_found: Missing', '  /sku  No item.', '  (the document)  No match.', 'Brings first: customer 7', '',
      '| Field         | Verdict  | Owner   | Decision | Note                                 |',
      '|---------------|----------|---------|----------|--------------------------------------|',
      '| email         | apply    | shopify | D-0015   |                                      |',
      '| item.rate [7] | apply    | shopify | D-0015   | overwrites a change made in NetSuite |',
      '| /x            | unmapped | shopify | D-0015   |                                      |',
    ]);
  });

  it.each([['applied', true], ['unchanged', true], ['partly_applied', true], ['needs_review', false], ['refused', false], ['parked', false], ['superseded', false]])('counts %s as applied: %s', (outcome, taken) => {
    expect(isTaken({ outcome })).toBe(taken);
  });

  it('gives the detail of a problem where no place says the same', () => {
    const problem = { code: 'totals_differ', title: 'Differ', detail: 'In sum.', errors: [{ pointer: '/total', message: 'Here.' }] };
    expect(settledLines({ ...answer, outcome: 'needs_review', problem })).toEqual(['needs_review', 'Problem: totals_differ: Differ', '  In sum.', '  /total  Here.']);
  });

  it('names the record that a post came to, and what turned a call away', () => {
    expect(settledLines({ ...answer, result: { recordType: 'customer', internalId: 5, externalId: 'shopify_customer_7' } })).toEqual(['applied: customer 5, external id shopify_customer_7']);
    expect(settledLines({ ...answer, outcome: 'parked', result: null })).toEqual(['parked']);
    expect(refusalLines({ kind: 'failed', status: 400, code: 'SOURCE_UNKNOWN', message: 'No source.', units: 1 })).toEqual(['Turned away: SOURCE_UNKNOWN', '  No source.']);
    expect(refusalLines({ kind: 'died', units: 1 })).toEqual(['The script was killed; nobody knows what came of it.']);
  });

  it('gives every row of a table one width', () => {
    const cell = fc.string({ maxLength: 12 });
    fc.assert(fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const lengths = new Set(table(rows).map((line) => line.length));
      expect(lengths.size).toBe(1);
    }));
  });
});

describe('a misspelt name', () => {
  const KNOWN = ['target', 'owner', 'transform', 'onConflict'];

  it.each([['taget', 'target'], ['ower', 'owner'], ['onconflict', 'onConflict'], ['tranfsorm', 'transform'], ['colour', undefined], ['', undefined]])('%s is taken for %s', (name, meant) => {
    expect(nearestName(name, KNOWN)).toBe(meant);
  });

  it('is always taken for the known name that it is', () => {
    fc.assert(fc.property(fc.constantFrom(...KNOWN), (name) => { expect(nearestName(name, KNOWN)).toBe(name); }));
  });
});

describe('npm run map', () => {
  const run = (...args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
    spawnSync(process.execPath, ['--import', pathToFileURL(require.resolve('tsx')).href, join(ROOT, 'tools/map.ts'), ...args], { cwd: folder, encoding: 'utf8' });

  it.each<readonly [what: string, args: readonly string[], status: number, said: string]>([
    ['an unknown command', ['chek'], 2, "There is no command 'chek'."],
    ['an unknown option', ['check', '--al'], 2, "Unknown option '--al'"],
    ['try without a file', ['try'], 2, 'try takes one map file.'],
    ['a map that is not there', ['explain', 'none.json'], 2, 'There is no file none.json.'],
    ['a document that is not there', ['try', 'maps/shopify/order.json', '--document', 'none.json'], 2, 'There is no file none.json.'],
    ['a document that is not JSON', ['try', 'maps/shopify/order.json', '--document', 'notes.txt'], 2, 'notes.txt is not JSON: '],
    ['a first document without its type', ['try', 'maps/shopify/order.json', '--first', 'notes.txt'], 2, "--first takes TYPE:FILE or SOURCE.TYPE:FILE, not 'notes.txt'."],
  ])('tells of %s without a trace', (_what, args, status, said) => {
    writeFileSync(join(folder, 'notes.txt'), 'not json');
    const { status: ended, stderr } = run(...args);
    expect([ended, stderr]).toEqual([status, expect.stringContaining(said)]);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('helps', () => {
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('npm run map -- COMMAND') });
  });
});
