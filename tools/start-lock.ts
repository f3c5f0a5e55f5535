import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { openSqlite } from '../emulator/store/sqlite';
import { StartFault } from './start-fault';

/** The right to use a data folder. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes a data folder for this process, or throws `StartFault` where another start holds it. The lock is the operating
 * system's, on an open file: it ends with the process, so a killed start leaves nothing to clear away.
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true });
  const holderPath = join(folder, 'lock.pid');
  const database = holdLock(join(folder, 'lock.db'));
  if (database === undefined) {
    throw new StartFault(
      `Another start is running on ${folder} (process ${holderOf(holderPath)}).`,
      'Nothing was touched.',
      'Use that one, stop it with Ctrl-C, or take another folder: npm start -- --data DIR',
    );
  }
  writeFileSync(holderPath, `${process.pid}\n`);
  return { release: () => { database.close(); } };
}

/** The opened file with its write lock held; undefined where someone else holds it. */
function holdLock(path: string): { close(): void } | undefined {
  let database: ReturnType<typeof openSqlite> | undefined;
  try {
    database = openSqlite(path);
    database.exec('PRAGMA busy_timeout=0');
    database.exec('BEGIN IMMEDIATE');
    return database;
  } catch (error) {
    database?.close();
    if (/locked|busy/i.test((error as Error).message)) return undefined;
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
