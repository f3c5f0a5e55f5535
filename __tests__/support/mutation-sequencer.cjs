'use strict';

const { statSync } = require('node:fs');
const { lastKiller } = require('./jest-circus-until-failure.cjs');

/** The order of test files in mutation testing: the one that found the last mutant first, then the small ones. */
module.exports = class MutationSequencer {
  sort(tests) {
    const killer = lastKiller();
    const weight = ({ path }) => (path === killer ? -1 : statSync(path).size);
    return [...tests].map((test) => ({ test, at: weight(test) })).sort((left, right) => left.at - right.at).map(({ test }) => test);
  }

  shard(tests) {
    return tests;
  }

  allFailedTests() {
    return [];
  }

  cacheResults() {}
};
