'use strict';

const { TestEnvironment } = require('jest-environment-node');

// Server scripts read Pacific time. Inside the sandbox process.env is a copy, so the zone is set here, outside it.
process.env.TZ = 'America/Los_Angeles';

/** What was made of the scripts' texts: texts alone, so that no sandbox is kept by them. */
const preparedScripts = new Map();

/** A node environment that carries the initialised SQL parser and the prepared scripts into the sandbox (see jest.config.js). */
module.exports = class EmulatorEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    const parser = require('@guanmingchiu/sqlparser-ts');
    await parser.init();
    this.global.emulatorSqlParser = parser;
    this.global.emulatorPreparedScripts = preparedScripts;
  }
};
