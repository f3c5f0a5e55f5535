'use strict';

const { default: circus } = require('jest-circus/runner');

/**
 * jest's own runner, for mutation testing: one failure is all that a mutant needs, so no file is run after the first that
 * failed, and none of which no test is asked for. Both only save time: loading a file takes longer than its tests. The name
 * of this file tells Stryker that the tests run as jest-circus runs them.
 */
const state = {
  /** The run (jest makes one such object for each) in which a test has failed. */
  failedRun: undefined,
  /** The test file that found the last mutant: it will often find the next one too. */
  lastKiller: undefined,
  /** Full names of the tests of a file, known once the file has been run. */
  names: new Map(),
};

/** A file that was not run: jest asks for one test in every result. */
const notRun = () => ({
  failureMessage: null, leaks: false, openHandles: [],
  testResults: [{ ancestorTitles: [], failureDetails: [], failureMessages: [], fullName: 'not run', numPassingAsserts: 0, status: 'pending', title: 'not run' }],
  numFailingTests: 0, numPassingTests: 0, numPendingTests: 1, numTodoTests: 0,
  perfStats: { end: 0, loadTestEnvironmentEnd: 0, loadTestEnvironmentStart: 0, runtime: 0, setupAfterEnvEnd: 0, setupAfterEnvStart: 0, setupFilesEnd: 0, setupFilesStart: 0, slow: false, start: 0 },
  snapshot: { added: 0, fileDeleted: false, matched: 0, unchecked: 0, uncheckedKeys: [], unmatched: 0, updated: 0 },
});

function isAskedFor(testPath, pattern) {
  const names = state.names.get(testPath);
  if (!pattern || names === undefined) return true;
  const asked = new RegExp(pattern, 'i');
  return names.some((name) => asked.test(name));
}

async function run(...args) {
  const [globalConfig, , , , testPath] = args;
  if (state.failedRun === globalConfig || !isAskedFor(testPath, globalConfig.testNamePattern)) return notRun();
  const result = await circus(...args);
  const failed = result.numFailingTests > 0 || result.testExecError !== undefined;
  if (failed) Object.assign(state, { failedRun: globalConfig, lastKiller: testPath });
  else if (!state.names.has(testPath)) state.names.set(testPath, result.testResults.map(({ fullName }) => fullName));
  return result;
}

module.exports = run;
module.exports.lastKiller = () => state.lastKiller;
