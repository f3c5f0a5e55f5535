import { resolve } from 'node:path';

import { filesBelow } from '../../tools/build/project';

const ROOT = resolve(__dirname, '../..');

const { projects } = require('../../jest.config.js') as { readonly projects: readonly { readonly displayName: string; readonly testMatch: readonly string[] }[] };

/** The folders of `__tests__` that a jest project runs. */
const foldersOf = new Map(projects.map(({ displayName, testMatch }) => [displayName, testMatch.map((pattern) => pattern.replace('<rootDir>/__tests__/', '').replace('/**/*.test.ts', ''))]));

it('every test file belongs to exactly one jest project, so none is left out', () => {
  const tests = filesBelow(resolve(ROOT, '__tests__')).filter((path) => /\.(test|spec)\.[cm]?[jt]s$/.test(path));
  const owners = (path: string) => [...foldersOf].filter(([, folders]) => path.endsWith('.test.ts') && folders.includes(path.split('/')[0] ?? ''));
  expect(tests.filter((path) => owners(path).length !== 1)).toEqual([]);
  expect(tests.length).toBeGreaterThan(3);
});
