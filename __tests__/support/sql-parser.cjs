'use strict';

/** Stands in for `@guanmingchiu/sqlparser-ts` inside jest: the same module, initialised outside the sandbox. */
module.exports = globalThis.emulatorSqlParser;
