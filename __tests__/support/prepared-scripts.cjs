'use strict';

/** Stands in for `emulator/runtime/prepared-scripts` inside jest: one map for all test files of a worker, kept outside the sandbox. */
exports.PREPARED_SCRIPTS = globalThis.emulatorPreparedScripts;
