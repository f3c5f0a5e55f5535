import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { takeLock } from '../emulator/store/sqlite';
import { StartFault } from './start-fault';

/**
 * Takes a data folder for this process and returns its release; throws `StartFault` where another start holds it. The lock is
 * the operating system's, on an open file: it ends with the process, so a killed start leaves nothing to clear away.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const holderPath = join(folder, 'start.pid');
  const release = lockOrUndefined(join(folder, 'start.lock'));
  if (release === undefined) {
    throw new StartFault(
      `Another start is running on ${folder} (process ${holderOf(holderPath)}).`,
      'Nothing was touched.',
      'Use that one, stop it with Ctrl-C, or take another folder: npm start -- --data DIR',
    );
  }
  writeFileSync(holderPath, `${process.pid}\n`);
  return release;
}

function lockOrUndefined(path: string): (() => void) | undefined {
  try {
    return takeLock(path);
  } catch (error) {
    const { cause } = error as { readonly cause?: unknown };
    if (/locked|busy/i.test(String(cause))) return undefined;
    throw error;
  }
}

function holderOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return 'unknown';
  }
}
