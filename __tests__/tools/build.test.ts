import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { buildProject } from '../../tools/build';
import { filesBelow } from '../../tools/build/project';

const HEADER = '/**\n * Takes an order.\n *\n * @NApiVersion 2.1\n * @NScriptType Restlet\n */\n';
const ENTRY = 'src/entrypoints/rl_inbound.ts';
const BUILT = 'dist/FileCabinet/SuiteScripts/docket/rl_inbound.js';

/** A small sound project: one RESTlet over a pure part, a package and N/*, and one object in a folder of its own. */
const SOUND: Readonly<Record<string, string>> = {
  'manifest.xml': '<manifest projecttype="ACCOUNTCUSTOMIZATION"/>\n',
  'deploy.xml': '<deploy/>\n',
  [ENTRY]: `${HEADER}import type { Order } from '../domain/order';\nimport * as record from 'N/record';\nimport { total } from '../domain/order';\n\n`
    + "export const post = (order: Order): string => {\n  record.create({ type: 'salesorder' });\n  return total(order);\n};\n",
  'src/domain/order.ts': "import { Big } from 'big.js';\n\nexport interface Order {\n  readonly lines: readonly string[];\n}\n\n"
    + '/** Adds without rounding. */\nexport function total({ lines }: Order): string {\n  // Money is never a binary fraction.\n  return lines.reduce((sum, line) => sum.plus(line), new Big(0)).toFixed(2);\n}\n',
  'src/objects/records/customrecord_dkt_operation.xml': '<customrecordtype scriptid="customrecord_dkt_operation"/>\n',
};

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'docket-build-'));
  for (const [path, content] of Object.entries(SOUND)) put(path, content);
});

afterEach(() => { rmSync(root, { recursive: true, force: true }); });

function put(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function built(path = BUILT): string {
  return readFileSync(join(root, path), 'utf8');
}

describe('the built project', () => {
  it('holds the scripts in the File Cabinet folder, the objects flat, and both lists, and nothing else', async () => {
    const { written } = await buildProject({ root });
    expect(written).toEqual(['FileCabinet/SuiteScripts/docket/rl_inbound.js', 'Objects/customrecord_dkt_operation.xml', 'deploy.xml', 'manifest.xml']);
    expect(filesBelow(join(root, 'dist'))).toEqual([...written].sort());
    expect(built('dist/manifest.xml')).toBe(SOUND['manifest.xml']);
  });

  it('carries each script as its header, once, and then one define call', async () => {
    await buildProject({ root });
    expect(built().startsWith(`${HEADER}define(['exports', 'N/record'], (function (exports, record) {`)).toBe(true);
    expect(built().split('@NScriptType')).toHaveLength(2);
  });

  it('keeps a header whose first statement is a type import that vanishes', async () => {
    put(ENTRY, `${HEADER}import type { Order } from '../domain/order';\nexport const get = (order: Order): number => order.lines.length;\n`);
    await buildProject({ root });
    expect(built().startsWith(`${HEADER}define(['exports'],`)).toBe(true);
  });

  it('keeps names, comments and line breaks', async () => {
    await buildProject({ root });
    expect(built()).toContain('/** Adds without rounding. */');
    expect(built()).toContain('// Money is never a binary fraction.');
    expect(built()).toMatch(/^\s+function total\(\{ lines \}\) \{$/m);
  });

  it('carries its packages inside, and the same shared code in each script', async () => {
    put('src/entrypoints/rl_second.ts', SOUND[ENTRY]!);
    await buildProject({ root });
    expect(built()).toContain('toFixed');
    expect(built('dist/FileCabinet/SuiteScripts/docket/rl_second.js')).toBe(built());
  });

  it('is the same, byte for byte, when built again', async () => {
    await buildProject({ root });
    const first = built();
    await buildProject({ root, force: true });
    expect(built()).toBe(first);
  });

  it('returns its one default export as the module', async () => {
    put(ENTRY, `${HEADER}const entry = { get: (): number => 1 };\nexport default entry;\n`);
    await buildProject({ root });
    expect(built()).toMatch(/return entry;\s+\}\)\);\s*$/);
  });

  it('holds a page\'s browser module, which may use the browser', async () => {
    put('src/pages/review.client.ts', '/**\n * @NApiVersion 2.1\n */\nexport const pageInit = (): void => { window.document.title = "x"; };\n');
    await buildProject({ root });
    expect(built('dist/FileCabinet/SuiteScripts/docket/review.client.js')).toContain('window.document.title');
  });

  it('takes the files that the map compiler makes, over the plain object of the same name', async () => {
    put('tools/compile-maps.ts', "export const compileMaps = () => [{ path: 'Objects/customrecord_dkt_operation.xml', content: '<with-instances/>' }];\n");
    await buildProject({ root });
    expect(built('dist/Objects/customrecord_dkt_operation.xml')).toBe('<with-instances/>');
  });
});

describe('a rebuild', () => {
  it('leaves nothing of what has gone from the sources', async () => {
    put('src/objects/customrecord_dkt_old.xml', '<old/>');
    await buildProject({ root });
    rmSync(join(root, 'src/objects/customrecord_dkt_old.xml'));
    await buildProject({ root });
    expect(readdirSync(join(root, 'dist/Objects'))).toEqual(['customrecord_dkt_operation.xml']);
  });

  it('does nothing while sources and output are unchanged', async () => {
    await buildProject({ root });
    const before = statSync(join(root, 'dist')).ino;
    expect(await buildProject({ root })).toEqual({ built: false, written: [] });
    expect(statSync(join(root, 'dist')).ino).toBe(before);
  });

  it.each([
    ['a source changed', () => { put('src/domain/order.ts', `${SOUND['src/domain/order.ts']!}\nexport const extra = 1;\n`); }],
    ['an object was added', () => { put('src/objects/customrecord_dkt_new.xml', '<new/>'); }],
    ['the manifest changed', () => { put('manifest.xml', '<manifest/>'); }],
    ['a built file was changed by hand', () => { put(BUILT, 'changed'); }],
    ['a built file was removed', () => { rmSync(join(root, BUILT)); }],
    ['a stray file lies in the output', () => { put('dist/Objects/.DS_Store', 'x'); }],
  ])('happens when %s', async (_title, change) => {
    await buildProject({ root });
    change();
    expect((await buildProject({ root })).built).toBe(true);
    expect(existsSync(join(root, 'dist/Objects/.DS_Store'))).toBe(false);
    expect(built()).not.toBe('changed');
  });

  it('keeps the last good project when the new one is refused', async () => {
    await buildProject({ root });
    const good = built();
    put(ENTRY, `${HEADER}export const get = (): unknown => process.env;\n`);
    await expect(buildProject({ root })).rejects.toMatchObject({ name: 'BuildRefused' });
    expect(built()).toBe(good);
  });

  it('may run beside another and both end with a whole project', async () => {
    await Promise.all([buildProject({ root, force: true }), buildProject({ root, force: true })]);
    expect(filesBelow(join(root, 'dist'))).toHaveLength(4);
    expect(readdirSync(join(root, '.tmp'))).toEqual(['last-build.json']);
  });
});

describe('the build refuses, and says where', () => {
  it.each<[string, string, string, RegExp]>([
    ['a Node global', ENTRY, `${HEADER}export const get = (): unknown => process.env;\n`, /rl_inbound\.js:\d+:\d+ {2}foreign-global {2}'process'/],
    ['a built-in past ES2022', ENTRY, `${HEADER}export const get = (a: number[]): unknown => a.toSorted();\n`, /rl_inbound\.js:\d+:\d+ {2}builtin-past-es2022/],
    ['syntax past ES2022', ENTRY, `${HEADER}export const get = (): RegExp => /[a&&b]/v;\n`, /rl_inbound\.js:\d+:\d+ {2}syntax-past-es2022/],
    ['N/* touched while define runs', ENTRY, `${HEADER}import * as record from 'N/record';\nconst type = record.Type.SALES_ORDER;\nexport const get = (): unknown => type;\n`,
      /rl_inbound\.js:\d+:\d+ {2}netsuite-touched-while-loading {2}N\/record\.Type is read/],
    ['a missing header', ENTRY, 'export const get = 1;\n', /rl_inbound\.ts:1:1 {2}script-header/],
    ['a header that is not the first token', ENTRY, `import * as record from 'N/record';\n${HEADER}export const get = record;\n`, /rl_inbound\.ts:1:1 {2}script-header/],
    ['another API version', ENTRY, `${HEADER.replace('2.1', '2.0')}export const get = 1;\n`, /@NApiVersion 2\.1/],
    ['no script type', ENTRY, `${HEADER.replace(' * @NScriptType Restlet\n', '')}export const get = 1;\n`, /@NScriptType/],
    ['a package that may not travel', ENTRY, `${HEADER}import { x } from 'left-pad';\nexport const get = x;\n`, /src\/entrypoints\/rl_inbound\.ts imports 'left-pad'/],
    ['a Node module', ENTRY, `${HEADER}import { x } from 'node:fs';\nexport const get = x;\n`, /imports 'node:fs'/],
    ['an import that leads nowhere', ENTRY, `${HEADER}import { x } from './gone';\nexport const get = x;\n`, /gone/],
    ['a name the other file does not export', ENTRY, `${HEADER}import { gone } from '../domain/order';\nexport const get = gone;\n`, /gone/],
    ['a ring of imports', 'src/domain/order.ts', "import { post } from '../entrypoints/rl_inbound';\nexport interface Order { readonly a: string }\nexport const total = (): unknown => post;\n", /Circular/],
    ['two objects of one name', 'src/objects/other/customrecord_dkt_operation.xml', '<twice/>', /two files are named customrecord_dkt_operation\.xml/],
    ['two scripts of one name', 'src/entrypoints/more/rl_inbound.ts', `${HEADER}export const get = 1;\n`, /comes from two sources/],
    ['a compiled map outside the objects', 'tools/compile-maps.ts', "export const compileMaps = () => [{ path: '../x.xml', content: '' }];\n", /is not a file of Objects/],
  ])('%s', async (_title, path, content, finding) => {
    put(path, content);
    await expect(buildProject({ root })).rejects.toThrow(finding);
    expect(existsSync(join(root, 'dist'))).toBe(false);
  });
});
