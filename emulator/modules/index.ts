import type { RuntimeServices } from '../runtime/services';
import { cacheModule } from './cache';
import { configModule, type ConfigServices } from './config';
import { cryptoModule } from './crypto';
import { cryptoRandomModule } from './crypto-random';
import { encodeModule } from './encode';
import { errorModule } from './error';
import { formatModule } from './format';
import { logModule } from './log';
import { queryModule, type QueryServices } from './query';
import { recordModule } from './record';
import type { RecordServices } from './record-object';
import { runtimeModule } from './runtime';
import { searchModule, type SearchServices } from './search';
import { taskModule, type TaskServices } from './task';
import { transactionModule, type TransactionServices } from './transaction';
import type { EmulatedModule } from './types';

/** What every emulated module together needs of the account. */
export type ScriptServices = RuntimeServices & RecordServices & QueryServices & SearchServices & ConfigServices & TransactionServices & TaskServices;

/** Modules that need nothing of the account's records. */
export const runtimeModules: readonly EmulatedModule<RuntimeServices>[] = [
  cacheModule, cryptoModule, cryptoRandomModule, encodeModule, errorModule, formatModule, logModule, runtimeModule,
];

/** Every N/* module the emulator has a part of. What is published beside it is refused by name. */
export const emulatedModules: readonly EmulatedModule<ScriptServices>[] = [...runtimeModules, configModule, queryModule, recordModule, searchModule, taskModule, transactionModule];
