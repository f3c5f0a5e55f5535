'use strict';

const suiteCloud = require('@oracle/suitecloud-unit-testing/jest-configuration/SuiteCloudJestConfiguration');

/** N/* → Oracle's stubs, as their package lists them; the stubs are AMD and need its own transformer. */
const oracle = suiteCloud.build({
  projectFolder: '.',
  projectType: suiteCloud.ProjectType.ACP,
  customStubs: [{ module: 'N/crypto/random', path: '<rootDir>/__tests__/support/stubs/crypto-random.cjs' }],
});

const typescript = ['@swc/jest', {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  // Without noInterop the stubs' prototype methods vanish behind copied namespaces.
  module: { type: 'commonjs', noInterop: true },
}];

const common = {
  rootDir: __dirname,
  setupFilesAfterEnv: ['<rootDir>/__tests__/support/patience.cjs'],
  transform: { '^.+\\.ts$': typescript, ...oracle.transform },
  transformIgnorePatterns: oracle.transformIgnorePatterns,
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'node'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/build/', '<rootDir>/.emulator/', '<rootDir>/.tmp/'],
};

const folders = (...names) => names.map((name) => `<rootDir>/__tests__/${name}/**/*.test.ts`);

/**
 * The SQL parser loads its WebAssembly with a dynamic import, which jest's sandbox refuses: the environment loads it outside and hands it in.
 * What was made of the scripts' texts lives outside too, for all test files of a worker.
 */
const withEmulator = {
  ...common,
  testEnvironment: '<rootDir>/__tests__/support/emulator-environment.cjs',
  moduleNameMapper: {
    '^@guanmingchiu/sqlparser-ts$': '<rootDir>/__tests__/support/sql-parser.cjs',
    '/prepared-scripts$': '<rootDir>/__tests__/support/prepared-scripts.cjs',
  },
};

module.exports = {
  // Jest leaves a core free, and on two cores runs everything in one process.
  maxWorkers: '100%',
  // Measured where --coverage is asked for: npm run coverage:domain.
  collectCoverageFrom: ['src/domain/**/*.ts'],
  coverageThreshold: { './src/domain/': { branches: 100, functions: 100, lines: 100, statements: 100 } },
  coverageReporters: ['text-summary', 'lcovonly'],
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: folders('unit', 'tools'),
      moduleNameMapper: oracle.moduleNameMapper,
    },
    { ...withEmulator, displayName: 'emulator', testMatch: folders('emulator', 'conformance', 'conformance-clients', 'contract', 'scenarios', 'simulation') },
    { ...withEmulator, displayName: 'browser', testMatch: folders('browser') },
  ],
};
