import type { MetadataRegistry } from '../metadata/types';
import type { RecordServices } from '../modules/record-object';
import type { VoidService } from '../records/transactions/voiding';
import type { RecordService } from '../records/types';
import type { Actor } from '../runtime/types';
import type { SdfProject } from '../sdf/types';
import type { SqliteDatabase } from '../store/sqlite';
import type { WriteTurn } from '../store/write-turn';
import type { SeedRecord, TokenCredentials } from '../types';

/** Error name that a save with a taken external id of a custom record throws; sources disagree (platform facts 4.2). */
export type DuplicateCustomRecordName = 'DUP_CSTM_RCRD_ENTRY' | 'DUP_EXTID' | 'UNIQUE_RCRD_ID_REQD' | 'DUP_RCRD';

/** What an account's data is opened with. */
export interface AccountStoreOptions {
  /** Folder that holds `account.db`, made where it is missing; or `:memory:`. */
  readonly dataFolder: string;
  /** The project to deploy: the first start creates, a later one deploys with SDF's effects. */
  readonly project: SdfProject;
  /** Company time zone, IANA name. */
  readonly timeZone: string;
  /** NetSuite time, epoch milliseconds. Called at every default and stamp, never kept. */
  readonly nowMs: () => number;
  /** Absent where one thread alone writes. */
  readonly turn?: WriteTurn | undefined;
  /** Default `DUP_CSTM_RCRD_ENTRY` (platform facts 4.2). */
  readonly duplicateCustomRecordName?: DuplicateCustomRecordName;
}

/** One account's data, opened and deployed to. */
export interface AccountStore {
  readonly database: SqliteDatabase;
  readonly metadata: MetadataRegistry;
  readonly records: RecordService;
  readonly account: AccountDirectory;
  /** Small values the platform keeps beside the records (clock offset, counters); they survive a restart. */
  readonly state: AccountState;
  /** True where the folder already held an account. */
  readonly existed: boolean;
  /** Creates a record as administrator, outside any script. Returns its internal id. */
  createRecord(seed: SeedRecord): number;
  readonly voids: VoidService;
  /** What N/record asks of the account beside `records`; spread into the script services. */
  readonly recordServices: RecordModuleParts;
  close(): void;
}

/** The part of N/record's services that the account's data gives. */
export type RecordModuleParts = Pick<RecordServices, 'records' | 'timeZone' | 'referenceText' | 'categoryOf' | 'fieldOf'>;

/** Values by name, kept in the account's database (and so part of a checkpoint). */
export interface AccountState {
  read(name: string): string | undefined;
  write(name: string, value: string): void;
  /** Adds one to a counter and returns it; the first is 1. */
  next(name: string): number;
  /** Sets a counter to this value where it is lower: after a rollback, so that numbers given out are not given again. */
  raise(name: string, atLeast: number): void;
}

/** A role of the account: a standard one or one of the project. */
export interface RoleEntry {
  readonly id: number;
  readonly scriptId: string;
  readonly name: string;
  readonly inactive: boolean;
}

/** Somebody who may log in. */
export interface AccountPerson {
  readonly employeeId: number;
  readonly name: string;
  readonly title: string;
  readonly email: string;
  readonly roles: readonly RoleEntry[];
}

/** Keys and owner of one access token. */
export interface TokenEntry {
  readonly consumerSecret: string;
  readonly tokenSecret: string;
  readonly employeeId: number;
  readonly roleScriptId: string;
  readonly integrationName: string;
}

/** Public key and owner of one OAuth 2.0 client-credentials mapping. */
export interface CertificateEntry {
  readonly publicKeyPem: string;
  readonly employeeId: number;
  readonly roleScriptId: string;
  readonly integrationName: string;
}

/** People, roles, permissions and keys of the account. Roles are named by script id or standard name (`administrator`). */
export interface AccountDirectory {
  role(reference: string): RoleEntry | undefined;
  roleById(id: number): RoleEntry | undefined;
  /** Throws where the employee or the role does not exist, or is inactive. */
  grantRole(employeeId: number, role: string): void;
  hasRole(employeeId: number, role: string): boolean;
  /** Active employees who hold an active role, by name, each with theirs. */
  people(): readonly AccountPerson[];
  /** INVALID_LOGIN_CREDENTIALS where the employee is gone or inactive, or does not hold the role. */
  buildActor(employeeId: number, role: string): Actor;
  /** The same user in another role, whether or not they hold it: how "execute as role" runs a script. INVALID_ROLE. */
  inRole(actor: Actor, role: string): Actor;
  /** Who submitted a task, in the role it was submitted in: their own, or one that a script of theirs ran as. */
  submitter(employeeId: number, role: string): Actor;
  /** The platform itself: user -4 (System), role administrator. */
  administratorActor(): Actor;
  /** Registers an integration and a token; secrets come from the operating system's generator, never from the seed. */
  issueToken(employeeId: number, role: string, integrationName: string): TokenCredentials;
  findToken(consumerKey: string, tokenId: string): TokenEntry | undefined;
  registerCertificate(registration: CertificateEntry): { readonly clientId: string; readonly certificateId: string };
  findCertificate(clientId: string, certificateId: string): CertificateEntry | undefined;
  /** Notes a nonce as used until `keepUntilMs` (host clock). False where it was used before: the request is a replay. */
  useNonce(nonce: string, hostMs: number, keepUntilMs: number): boolean;
}
