'use strict';

const { execSync } = require('node:child_process');

/**
 * The CLI looks for the project folder before it runs any hook, so a fresh clone must be built while this file loads.
 * A build that refuses stops the command.
 */
const NEEDS_BUILD = ['project:deploy', 'project:validate', 'project:package', 'project:adddependencies'];

if (NEEDS_BUILD.includes(process.argv[2])) {
  execSync('npm run build', { cwd: __dirname, stdio: 'inherit' });
}

/** What the CLI fetches from an account lands beside the sources, never in `dist`, which the next build replaces. */
const atTopLevel = { projectFolder: '.' };

module.exports = {
  defaultProjectFolder: 'dist',
  commands: {
    'object:import': atTopLevel,
    'object:list': atTopLevel,
    'object:update': atTopLevel,
    'file:import': atTopLevel,
    'file:list': atTopLevel,
  },
};
