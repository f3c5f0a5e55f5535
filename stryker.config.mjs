/** Mutation testing of the pure rules: `npm run mutate`, see docs/mutation.md. */
export default {
  mutate: ['src/domain/**/*.ts'],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: { configFile: 'stryker.jest.config.js', enableFindRelatedTests: true },
  coverageAnalysis: 'perTest',
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { allowColor: false, reportTests: false, reportScoreTable: true, logTests: false },
  jsonReporter: { fileName: '.tmp/mutation/report.json' },
  incremental: true,
  incrementalFile: '.tmp/mutation/incremental.json',
  tempDirName: '.tmp/stryker',
  // The sandbox holds what the tests of the domain read, and nothing that is built or bulky.
  ignorePatterns: ['*', '!src', '!src/**', '!__tests__', '!__tests__/**', '!jest.config.js', '!stryker.jest.config.js', '!package.json', '!tsconfig.json'],
  disableTypeChecks: false,
  concurrency: 2,
  timeoutMS: 10_000,
  thresholds: { high: 95, low: 90, break: null },
};
