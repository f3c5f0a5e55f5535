'use strict';

const { projects } = require('./jest.config.js');

const TYPESCRIPT = '^.+\\.ts$';

const { transform, setupFilesAfterEnv, moduleFileExtensions } = projects.find(({ displayName }) => displayName === 'unit');

/** What a mutant must survive: the domain's own unit tests and no others. They need none of NetSuite's stubs. */
module.exports = {
  rootDir: __dirname,
  setupFilesAfterEnv,
  moduleFileExtensions,
  transform: { [TYPESCRIPT]: transform[TYPESCRIPT] },
  // A run for each mutant looks through few folders, and starts no program to do so.
  roots: ['<rootDir>/src/domain', '<rootDir>/__tests__/unit/domain', '<rootDir>/__tests__/support'],
  watchman: false,
  haste: { forceNodeFilesystemAPI: true },
  testMatch: ['<rootDir>/__tests__/unit/domain/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.tmp/'],
  testRunner: '<rootDir>/__tests__/support/jest-circus-until-failure.cjs',
  testSequencer: '<rootDir>/__tests__/support/mutation-sequencer.cjs',
};
