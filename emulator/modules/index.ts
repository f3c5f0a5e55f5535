import type { RuntimeServices } from '../runtime/services';
import { cacheModule } from './cache';
import { configModule, type ConfigServices } from './config';
import { cryptoModule } from './crypto';
import { cryptoRandomModule } from './crypto-random';
import { emailModule, type MailServices } from './email';
import { encodeModule } from './encode';
import type { AddressServices } from './addresses';
import { errorModule } from './error';
import { fileModule } from './file';
import { formatModule } from './format';
import { logModule } from './log';
import { messageModule } from './page-message';
import { queryModule, type QueryServices } from './query';
import { recordModule } from './record';
import type { RecordServices } from './record-object';
import { redirectModule } from './redirect';
import { runtimeModule } from './runtime';
import { searchModule, type SearchServices } from './search';
import { serverWidgetModule } from './server-widget/server-widget';
import type { PageServices } from './server-widget/widget-host';
import { taskModule, type TaskServices } from './task';
import { transactionModule, type TransactionServices } from './transaction';
import type { EmulatedModule } from './types';
import { urlModule } from './url';
import { xmlModule } from './xml';

/** What every emulated module together needs of the account. */
export type ScriptServices = RuntimeServices & RecordServices & QueryServices & SearchServices & ConfigServices & TransactionServices & TaskServices
  & PageServices & AddressServices & MailServices;

/** Modules that need nothing of the account's records. */
export const runtimeModules: readonly EmulatedModule<RuntimeServices>[] = [
  cacheModule, cryptoModule, cryptoRandomModule, encodeModule, errorModule, fileModule, formatModule, logModule, messageModule, runtimeModule, xmlModule,
];

/** Every N/* module the emulator has a part of. What is published beside it is refused by name. */
export const emulatedModules: readonly EmulatedModule<ScriptServices>[] = [
  ...runtimeModules, configModule, emailModule, queryModule, recordModule, redirectModule, searchModule, serverWidgetModule, taskModule, transactionModule, urlModule,
];
