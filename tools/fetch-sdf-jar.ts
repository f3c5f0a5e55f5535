import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/**
 * Fetches the SuiteCloud CLI's Java part, which only commands that talk to an account need. The install of this project
 * never does it. Running this accepts Oracle's licence for that part (Oracle Free Use Terms and Conditions).
 */
const installer = resolve(__dirname, '../node_modules/@oracle/suitecloud-cli/postinstall.js');

console.log('Fetching the SuiteCloud CLI\'s Java part from Oracle; this accepts its licence (Oracle Free Use Terms and Conditions).');
const { status } = spawnSync(process.execPath, [installer], {
  stdio: 'inherit',
  env: { ...process.env, SUITECLOUD_CLI_ACCEPT_LICENSE: 'true' },
});
process.exitCode = status ?? 1;
