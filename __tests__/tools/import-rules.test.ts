import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { codeFolders } from '../../tools/code-folders';

const ROOT = resolve(__dirname, '../..');

interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

interface CruiseReport {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly from: string; readonly to: string; readonly rule: { readonly name: string } }[];
  };
}

/** What the import rules find in a tree, each violation once. */
function cruise(root: string): { readonly files: number; readonly violations: readonly Violation[] } {
  const cruiser = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [cruiser, '--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json', ...codeFolders(root)],
    { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser failed: ${stderr}`);
  const { summary } = JSON.parse(stdout) as CruiseReport;
  return { files: summary.totalCruised, violations: summary.violations.map(({ from, to, rule }) => ({ rule: rule.name, from, to })) };
}

/** A tree in which every import is allowed: one file a part. */
const SOUND: Readonly<Record<string, string>> = {
  'src/domain/order.ts': "import { Big } from 'big.js';\nexport interface Order { readonly total: string }\nexport const zero = new Big(0);\n",
  'src/application/ports.ts': "import type { Order } from '../domain/order';\nexport interface Orders { read(): Order }\n",
  'src/application/submit.ts': "import type { Orders } from './ports';\nimport { zero } from '../domain/order';\nexport const submit = (orders: Orders) => [orders.read(), zero];\n",
  'src/gateways/orders.ts': "import * as record from 'N/record';\nimport type { Orders } from '../application/ports';\nexport const orders: Orders = { read: () => record.load({} as never) as never };\n",
  'src/pages/queue.ts': "import * as widget from 'N/ui/serverWidget';\nimport type { Order } from '../domain/order';\nexport const queue = (order: Order) => widget.createForm({ title: order.total });\n",
  'src/maps/shopify-order.ts': "import type { Order } from '../domain/order';\nexport const map: Partial<Order> = {};\n",
  'src/composition.ts': "import { submit } from './application/submit';\nimport { orders } from './gateways/orders';\nexport const compose = () => submit(orders);\n",
  'src/entrypoints/rl_inbound.ts': "import type { EntryPoints } from 'N/types';\nimport { compose } from '../composition';\nexport const post: EntryPoints.RESTlet.post = () => compose() as never;\n",
  'emulator/boot.ts': "import { readFileSync } from 'node:fs';\nexport const boot = readFileSync;\n",
  'demo/company.ts': "import { boot } from '../emulator/boot';\nexport const company = boot;\n",
  'examples/client.ts': "import { createHmac } from 'node:crypto';\nexport const sign = createHmac;\n",
  'tools/start.ts': "import { boot } from '../emulator/boot';\nexport const start = boot;\n",
  'bench/run.ts': "import { boot } from '../emulator/boot';\nexport const run = boot;\n",
  '__tests__/unit/order.test.ts': "import { zero } from '../../src/domain/order';\nexport const tested = zero;\n",
};

function plant(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'docket-imports-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  for (const shared of ['node_modules', 'tsconfig.json', 'package.json']) symlinkSync(join(ROOT, shared), join(root, shared));
  return root;
}

function cruisePlanted(files: Readonly<Record<string, string>>) {
  const root = plant(files);
  try {
    return cruise(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

it('the project keeps its import rules and has no cycles', () => {
  const { files, violations } = cruise(ROOT);
  expect(violations).toEqual([]);
  expect(files).toBeGreaterThan(20);
});

it('a tree that keeps every rule passes', () => {
  expect(cruisePlanted(SOUND).violations).toEqual([]);
});

/** One faulty file a rule; all are planted in one tree, and each must be found under its rule. */
const SEEDED: readonly (readonly [rule: string, path: string, imports: string])[] = [
  ['domain-is-pure', 'src/domain/bad-application.ts', '../application/submit'],
  ['domain-is-pure', 'src/domain/bad-gateway.ts', '../gateways/orders'],
  ['domain-is-pure', 'src/domain/bad-netsuite.ts', 'N/record'],
  ['domain-is-pure', 'src/domain/bad-package.ts', 'saxes'],
  ['netsuite-only-at-the-edge', 'src/domain/bad-netsuite.ts', 'N/record'],
  ['netsuite-only-at-the-edge', 'src/application/bad-netsuite.ts', 'N/log'],
  ['netsuite-only-at-the-edge', 'src/entrypoints/bad-netsuite.ts', 'N/runtime'],
  ['netsuite-only-at-the-edge', 'src/composition-bad-netsuite.ts', 'N/record'],
  ['application-knows-ports', 'src/application/bad-gateway.ts', '../gateways/orders'],
  ['application-knows-ports', 'src/application/bad-netsuite.ts', 'N/log'],
  ['gateways-serve-ports', 'src/gateways/bad-use-case.ts', '../application/submit'],
  ['gateways-serve-ports', 'src/gateways/bad-page.ts', '../pages/queue'],
  ['pages-serve-ports', 'src/pages/bad-use-case.ts', '../application/submit'],
  ['pages-serve-ports', 'src/pages/bad-gateway.ts', '../gateways/orders'],
  ['composition-wires', 'src/composition-bad.ts', './entrypoints/rl_inbound'],
  ['entry-points-delegate', 'src/entrypoints/bad-use-case.ts', '../application/submit'],
  ['entry-points-delegate', 'src/entrypoints/bad-domain.ts', '../domain/order'],
  ['maps-are-data', 'src/maps/bad-application.ts', '../application/submit'],
  ['source-stands-alone', 'src/gateways/bad-emulator.ts', '../../emulator/boot'],
  ['source-stands-alone', 'src/domain/bad-demo.ts', '../../demo/company'],
  ['source-without-node', 'src/gateways/bad-node.ts', 'node:fs'],
  ['emulator-stands-alone', 'emulator/bad-source.ts', '../src/domain/order'],
  ['emulator-stands-alone', 'emulator/bad-demo.ts', '../demo/company'],
  ['demo-stands-outside', 'demo/bad-source.ts', '../src/domain/order'],
  ['examples-stand-alone', 'examples/bad-emulator.ts', '../emulator/boot'],
  ['no-tests-in-code', 'tools/bad-test.ts', '../__tests__/unit/order.test'],
  ['no-unresolved', 'tools/bad-nowhere.ts', './nowhere'],
  ['no-cycles', 'emulator/ring-a.ts', './ring-b'],
];

describe('each rule finds the violation seeded for it', () => {
  let found: readonly Violation[];

  beforeAll(() => {
    const faulty = Object.fromEntries(SEEDED.map(([, path, imports]) => [path, `import * as other from '${imports}';\nexport const use = () => other;\n`]));
    const ring = { 'emulator/ring-b.ts': "import * as other from './ring-a';\nexport const use = () => other;\n" };
    found = cruisePlanted({ ...SOUND, ...faulty, ...ring }).violations;
  });

  it.each(SEEDED)('%s: %s', (rule, path) => {
    expect(found.filter(({ from }) => from === path).map((violation) => violation.rule)).toContain(rule);
  });

  it('every rule has a seeded violation', () => {
    const { forbidden } = require('../../.dependency-cruiser.cjs') as { readonly forbidden: readonly { readonly name: string }[] };
    expect(new Set(SEEDED.map(([rule]) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
  });

  it('a sound file is not blamed for the faulty ones', () => {
    expect(found.filter(({ from }) => from in SOUND)).toEqual([]);
  });
});
