import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { filesBelow } from './build/project';
import { findChromium } from './chromium';

/**
 * `npm test` and `npm run test:browser`. Builds, then runs jest on everything but the browser tests, then those.
 * Words after `--` go to jest. In CI the browser tests are a step of their own and a missing browser is a failure; at
 * home they are left out with a word said. Totals go to `$TEST_RESULTS_DIR/<part>.json` when that is set.
 */
const ROOT = resolve(__dirname, '..');
const IN_CI = process.env['CI'] === 'true';

/** Jest's workers take it over. The emulator makes much that is gone at an execution's end: with more room, in megabytes, less of it is copied about. */
const ROOM_FOR_YOUNG = '--max-semi-space-size=64';

function run(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' }).status === 0;
}

function jest(part: 'main' | 'browser', projects: readonly string[], rest: readonly string[]): boolean {
  const folder = process.env['TEST_RESULTS_DIR'];
  const totals = folder === undefined ? [] : ['--json', `--outputFile=${join(folder, `${part}.json`)}`];
  return run(process.execPath, [ROOM_FOR_YOUNG, join(ROOT, 'node_modules/jest/bin/jest.js'), ...rest, ...totals, '--selectProjects', ...projects]);
}

/** False when a browser test failed, or could not run although it must. */
function browserTests(required: boolean, rest: readonly string[]): boolean {
  if (!filesBelow(join(ROOT, '__tests__/browser')).some((path) => path.endsWith('.test.ts'))) {
    console.log('There are no browser tests in __tests__/browser.');
    return true;
  }
  if (findChromium() !== undefined) return jest('browser', ['browser'], rest);
  console.log('No Chromium was found (CHROMIUM_PATH, chromium, chromium-browser, google-chrome): the browser tests are NOT run.');
  return !required;
}

function main(args: readonly string[]): boolean {
  const browserOnly = args[0] === 'browser';
  const rest = browserOnly ? args.slice(1) : args;
  if (!existsSync(join(ROOT, 'node_modules/jest'))) {
    console.error('Run npm ci first.');
    return false;
  }
  if (!run(process.execPath, ['--import', 'tsx', join(ROOT, 'tools/build.ts')])) return false;
  if (browserOnly) return browserTests(IN_CI, rest);
  const passed = jest('main', ['unit', 'emulator'], rest);
  if (IN_CI || rest.length > 0) {
    console.log('The browser tests are a step of their own here: npm run test:browser');
    return passed;
  }
  return browserTests(false, rest) && passed;
}

process.exitCode = main(process.argv.slice(2)) ? 0 : 1;
