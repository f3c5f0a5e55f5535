import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A stand-in for npm: each script exits with `$EXIT_<script>` (default 0) and the test scripts leave the totals they are told to. */
const NPM = `#!/usr/bin/env bash
name="\${*: -1}"
case "$1" in ci) name=ci ;; test) name=test ;; esac
echo "ran $name"
case "$name" in
  test) [ -n "\${TOTALS_main:-}" ] && printf '%s' "$TOTALS_main" > "$TEST_RESULTS_DIR/main.json" ;;
  test:browser) [ -n "\${TOTALS_browser:-}" ] && printf '%s' "$TOTALS_browser" > "$TEST_RESULTS_DIR/browser.json" ;;
esac
variable="EXIT_\${name//[^a-z]/_}"
exit "\${!variable:-0}"
`;

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'docket-ci-'));
  for (const folder of ['.ci', 'bin', '__tests__/browser']) mkdirSync(join(root, folder), { recursive: true });
  copyFileSync(resolve(__dirname, '../../.ci/run'), join(root, '.ci/run'));
  for (const [name, content] of [['npm', NPM], ['chromium', '#!/bin/sh\n']] as const) {
    writeFileSync(join(root, 'bin', name), content);
    chmodSync(join(root, 'bin', name), 0o755);
  }
});

afterEach(() => { rmSync(root, { recursive: true, force: true }); });

function totals(passed: number, failed = 0, broken = 0): string {
  return JSON.stringify({ numPassedTests: passed, numFailedTests: failed, numRuntimeErrorTestSuites: broken, numPendingTests: 0, numTotalTests: passed + failed });
}

function ci(environment: Readonly<Record<string, string>>) {
  const { status, stdout } = spawnSync('bash', [join(root, '.ci/run')], {
    encoding: 'utf8',
    env: { PATH: `${join(root, 'bin')}:${process.env['PATH'] ?? ''}`, HOME: root, TMPDIR: root, ...environment },
  });
  return { status, output: stdout, last: stdout.trimEnd().split('\n').at(-1) };
}

it('each test counts one and each other step one: node, install, check, package', () => {
  expect(ci({ TOTALS_main: totals(120) })).toMatchObject({ status: 0, last: '124 passed, 0 failed' });
});

it('browser tests are run and counted once there are any', () => {
  writeFileSync(join(root, '__tests__/browser/queue.test.ts'), '');
  expect(ci({ TOTALS_main: totals(120), TOTALS_browser: totals(7) })).toMatchObject({ status: 0, last: '132 passed, 0 failed' });
});

it.each<[string, Readonly<Record<string, string>>, string]>([
  ['the install fails', { TOTALS_main: totals(10), EXIT_ci: '1' }, '13 passed, 1 failed'],
  ['a check fails', { TOTALS_main: totals(10), EXIT_check: '1' }, '13 passed, 1 failed'],
  ['the package is refused', { TOTALS_main: totals(10), EXIT_package: '1' }, '13 passed, 1 failed'],
  ['two tests fail', { TOTALS_main: totals(10, 2), EXIT_test: '1' }, '14 passed, 2 failed'],
  ['a test file cannot be loaded', { TOTALS_main: totals(10, 0, 1), EXIT_test: '1' }, '14 passed, 1 failed'],
  ['jest fails though no test did', { TOTALS_main: totals(10), EXIT_test: '1' }, '14 passed, 1 failed'],
  ['no test ran', { TOTALS_main: totals(0) }, '4 passed, 1 failed'],
  ['the tests left no totals', {}, '4 passed, 1 failed'],
  ['the totals are unreadable', { TOTALS_main: '{' }, '4 passed, 1 failed'],
])('the run is red when %s, and every later step still ran', (_title, environment, last) => {
  const run = ci(environment);
  expect(run).toMatchObject({ status: 1, last });
  expect(run.output.match(/^ran .*$/gm)).toEqual(['ran ci', 'ran check', 'ran test', 'ran package']);
});

it('the run is red when the browser tests leave no totals', () => {
  writeFileSync(join(root, '__tests__/browser/queue.test.ts'), '');
  expect(ci({ TOTALS_main: totals(10) })).toMatchObject({ status: 1, last: '15 passed, 1 failed' });
});
