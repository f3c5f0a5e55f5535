import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AccountData } from '../records/account-data';
import { storedInstant } from '../records/company-time';
import { createRuleBook } from '../records/rule-book';
import { createRecordService } from '../records/service';
import { createVoidService } from '../records/transactions/voiding';
import { SERVER_TIME_ZONE } from '../runtime/time-zone';
import { openSqlite, takeLock } from '../store/sqlite';
import type { SqliteDatabase } from '../store/sqlite';
import { deployProject } from './deploy';
import { createAccountDirectory } from './directory';
import { createSeedRecord } from './seed-record';
import { readObjects } from './stored-objects';
import type { AccountState, AccountStore, AccountStoreOptions } from './types';

/**
 * Opens the account kept in a folder and deploys the project onto it. The first start creates the account; a start on
 * existing data is a deploy with SDF's effects. A refused deploy throws DEPLOY_REFUSED and leaves the account as it was.
 * The folder belongs to one process at a time: two accounts over one database would both be wrong, so a second one throws.
 */
export function openAccountStore(options: AccountStoreOptions): AccountStore {
  const release = holdFolder(options.dataFolder);
  const database = openSqlite(options.dataFolder === MEMORY ? MEMORY : join(options.dataFolder, 'account.db'));
  const close = () => {
    database.close();
    release();
  };
  try {
    return { ...openedStore(database, options), close };
  } catch (error) {
    close();
    throw error;
  }
}

const MEMORY = ':memory:';

function holdFolder(dataFolder: string): () => void {
  if (dataFolder === MEMORY) return () => undefined;
  mkdirSync(dataFolder, { recursive: true });
  return takeLock(join(dataFolder, 'account.lock'));
}

function openedStore(database: SqliteDatabase, options: AccountStoreOptions): Omit<AccountStore, 'close'> {
  const existed = database.prepare('SELECT 1 AS hit FROM sqlite_master WHERE name = \'emulator_object\'').get() !== undefined;
  const metadata = deployProject(database, options.project, storedInstant(options.nowMs()));
  const settings = { timeZone: options.timeZone, duplicateCustomRecordName: options.duplicateCustomRecordName ?? 'DUP_CSTM_RCRD_ENTRY' };
  const data = new AccountData(database, metadata, settings, options.nowMs);
  const records = createRecordService(data, createRuleBook([...readObjects(database, 'recordtype').values()]));
  const account = createAccountDirectory(database);
  return {
    database, metadata, records, account, existed,
    voids: createVoidService(data),
    state: accountState(data),
    recordServices: {
      records,
      // A date field is midnight of the script's own zone, so that a script reads the day that is stored.
      timeZone: SERVER_TIME_ZONE,
      referenceText: (target, id) => data.nameOf(target, id),
      categoryOf: (type) => metadata.recordType(type)?.category,
      fieldOf: (type, fieldId) => metadata.recordType(type)?.fields.get(fieldId),
    },
    createRecord: (seed) => createSeedRecord(records, seed, { actor: account.administratorActor(), context: 'USERINTERFACE', nowMs: options.nowMs() }),
  };
}

function accountState(data: AccountData): AccountState {
  const { database } = data;
  return {
    read: (name) => {
      const row = database.prepare('SELECT value FROM emulator_state WHERE name = ?').get(name);
      return row === undefined ? undefined : String(row['value']);
    },
    write: (name, value) => {
      database.prepare('INSERT INTO emulator_state VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(name, value);
    },
    next: (name) => data.next(`state:${name}`),
    raise: (name, atLeast) => { data.raise(`state:${name}`, atLeast); },
  };
}
