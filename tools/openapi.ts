import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { CONTRACT_FILE, readContract } from './contract-document';
import { playContract } from './contract-play';

/**
 * `npm run openapi`: plays every example of docs/openapi.json against the project as it is built, and writes down what it is answered;
 * a request with `x-sample` gets that sample as its document. `--check` exits 1 where the file says something else.
 */
const PROJECT = join(__dirname, '..', 'dist');

async function main(): Promise<void> {
  const text = `${JSON.stringify(await playContract(readContract(), PROJECT), null, 2)}\n`;
  if (!process.argv.includes('--check')) {
    writeFileSync(CONTRACT_FILE, text);
    return;
  }
  const [written, played] = [readFileSync(CONTRACT_FILE, 'utf8'), text].map((one) => withoutVersions(one).split('\n'));
  const line = (played ?? []).findIndex((one, index) => one !== written?.[index]);
  if (line < 0 && written?.length === played?.length) return;
  console.error(`docs/openapi.json is out of date, first in line ${String(line + 1)}:\n  ${written?.[line] ?? ''}\nwhere the product says:\n  ${played?.[line] ?? ''}\nRun npm run openapi, and read what changed.`);
  process.exitCode = 1;
}

/** The version of a map moves with every change of it, and no example is about it. */
function withoutVersions(text: string): string {
  return text.replace(/"mapVersion": "[^"]*"/g, '"mapVersion": ""');
}

void main();
