import { bootEmulator } from '../../emulator/boot';
import type { Emulator, EmulatorOptions, TokenCredentials } from '../../emulator/types';
import { createSignedClient, type SignedClient, type SignedClientOptions } from './oauth1-client';
import { sampleProject, writeSdfProject } from './sdf-project';

/** Host time of every test account, unless the test says otherwise. */
export const TEST_TIME = Date.UTC(2026, 10, 23, 12);

export const TEST_ACCOUNT = '1234567_SB1';

const opened: { close(): void | Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

/** Closes something after the test, newest first. */
export function closeAfterTest<T extends { close(): void | Promise<void> }>(resource: T): T {
  opened.push(resource);
  return resource;
}

export interface TestEmulatorOptions extends Partial<EmulatorOptions> {
  /** Project files that replace or join those of the sample project; undefined removes one. */
  readonly files?: Readonly<Record<string, string | undefined>>;
}

/** Boots an account in memory, on a small project or on the folder given; it is closed after the test. */
export async function bootTestEmulator({ files, ...options }: TestEmulatorOptions = {}): Promise<Emulator> {
  return closeAfterTest(await bootEmulator({
    projectFolder: options.projectFolder ?? writeSdfProject(sampleProject(files)),
    dataFolder: ':memory:', accountId: TEST_ACCOUNT, seed: 1, hostMs: () => TEST_TIME, callCostMs: 0, realmComparedEvery: 1, ...options,
  }));
}

/** An employee with a role and a token for it. */
export interface TestCaller {
  readonly employeeId: number;
  readonly credentials: TokenCredentials;
}

export function createCaller(emulator: Emulator, role: string, name = 'Ada'): TestCaller {
  const employeeId = emulator.createRecord({ type: 'employee', values: { firstname: name, lastname: 'Example', email: `${name.toLowerCase()}@example.com`, subsidiary: mainSubsidiary(emulator) } });
  emulator.grantRole(employeeId, role);
  return { employeeId, credentials: emulator.issueToken(employeeId, role, `Integration of ${name}`) };
}

/** The first subsidiary, made where the account has none. */
export function mainSubsidiary(emulator: Emulator): number {
  const known = emulator.query('SELECT id FROM subsidiary ORDER BY id')[0]?.['id'];
  if (typeof known === 'number') return known;
  const currency = emulator.createRecord({ type: 'currency', values: { name: 'US Dollar', symbol: 'USD', exchangerate: 1 } });
  return emulator.createRecord({ type: 'subsidiary', values: { name: 'Example Inc.', currency } });
}

export interface ServedEmulator {
  readonly emulator: Emulator;
  readonly baseUrl: string;
  readonly caller: TestCaller;
  readonly client: SignedClient;
  /** A client of the same caller that signs or sends something else. */
  clientWith(changes: Partial<SignedClientOptions>): SignedClient;
}

/** Serves an emulator on a free port, with one caller in `role`; everything is closed after the test. */
export async function serve(emulator: Emulator, role = 'customrole_clerk'): Promise<ServedEmulator> {
  const { baseUrl, close } = await emulator.listen(0);
  closeAfterTest({ close });
  const caller = createCaller(emulator, role);
  const clientWith = (changes: Partial<SignedClientOptions>) => closeAfterTest(createSignedClient({
    baseUrl, accountId: emulator.accountId, credentials: caller.credentials, nowMs: () => TEST_TIME, ...changes,
  }));
  return { emulator, baseUrl, caller, client: clientWith({}), clientWith };
}

/** Address of a RESTlet deployment. */
export function restletPath(script = 'customscript_inbound', deployment = 'customdeploy_inbound', query = ''): string {
  return `/app/site/hosting/restlet.nl?script=${script}&deploy=${deployment}${query}`;
}

export const JSON_HEADERS = { 'content-type': 'application/json' } as const;
