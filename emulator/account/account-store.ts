import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountMetadata } from '../metadata/registry';
import { AccountData } from '../records/account-data';
import { storedInstant } from '../records/company-time';
import { createRuleBook } from '../records/rule-book';
import { createRecordService } from '../records/service';
import { createVoidService } from '../records/transactions/voiding';
import type { RecordService } from '../records/types';
import { SERVER_TIME_ZONE } from '../runtime/time-zone';
import { openSqlite, takeLock } from '../store/sqlite';
import type { SqliteDatabase } from '../store/sqlite';
import { deployProject, metadataOf } from './deploy';
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
  const database = openSqlite(options.dataFolder === MEMORY ? MEMORY : join(options.dataFolder, 'account.db'), options.turn);
  const close = () => {
    database.close();
    release();
  };
  try {
    const existed = database.prepare('SELECT 1 AS hit FROM sqlite_master WHERE name = \'emulator_object\'').get() !== undefined;
    const metadata = deployProject(database, options.project, storedInstant(options.nowMs()));
    return { ...openedStore(database, metadata, options), existed, close };
  } catch (error) {
    close();
    throw error;
  }
}

/**
 * Joins an account that this process holds and has deployed to: one more connection to its data, with the metadata that the
 * deploy left there.
 */
export function joinAccountStore(options: Omit<AccountStoreOptions, 'project'>): AccountStore {
  const database = openSqlite(join(options.dataFolder, 'account.db'), options.turn);
  const close = () => { database.close(); };
  try {
    return { ...openedStore(database, metadataOf(database), options), existed: true, close };
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

type StoreSettings = Omit<AccountStoreOptions, 'project' | 'dataFolder'>;

function openedStore(database: SqliteDatabase, metadata: AccountMetadata, options: StoreSettings): Omit<AccountStore, 'close' | 'existed'> {
  const settings = { timeZone: options.timeZone, duplicateCustomRecordName: options.duplicateCustomRecordName ?? 'DUP_CSTM_RCRD_ENTRY' };
  const data = new AccountData(database, metadata, settings, options.nowMs);
  const records = readWhole(database, createRecordService(data, createRuleBook([...readObjects(database, 'recordtype').values()])));
  const account = createAccountDirectory(database);
  return {
    database, metadata, records, account,
    voids: createVoidService({ data, records }),
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

/** A record is many rows; what shows one shows them as one save left them. */
function readWhole(database: SqliteDatabase, records: RecordService): RecordService {
  return {
    create: (...given) => records.create(...given),
    initialize: (...given) => database.snapshot(() => records.initialize(...given)),
    transform: (...given) => database.snapshot(() => records.transform(...given)),
    load: (...given) => database.snapshot(() => records.load(...given)),
    save: (...given) => records.save(...given),
    submitFields: (...given) => records.submitFields(...given),
    remove: (...given) => records.remove(...given),
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
