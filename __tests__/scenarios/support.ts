import { join } from 'node:path';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { INTEGRATION_ROLE, INTEGRATION_USER } from '../../demo/company';
import { seedCompany } from '../../demo/seed-company';
import { bootEmulator } from '../../emulator/boot';
import type { Emulator, TokenCredentials } from '../../emulator/types';
import { closeAfterTest, TEST_ACCOUNT, TEST_TIME } from '../support/emulator';
import { createSignedClient } from '../support/oauth1-client';
import type { ClientReply, SignedClient, SignedClientOptions } from '../support/oauth1-client';

const ROOT = join(__dirname, '..', '..');

/** Address of the inbound RESTlet, as a sender writes it. */
export const INBOUND = '/app/site/hosting/restlet.nl?script=customscript_dkt_inbound_rl&deploy=customdeploy_dkt_inbound_rl';

/** The built product in a demo company, served over HTTP, with the shop's connector as client. */
export interface Account {
  readonly emulator: Emulator;
  /** Where it is served. */
  readonly baseUrl: string;
  readonly credentials: TokenCredentials;
  readonly client: SignedClient;
  clientWith(changes: Partial<SignedClientOptions>): SignedClient;
  /** Posts a body as JSON and returns status and parsed answer. */
  post(body: unknown): Promise<Answer>;
  get(query: string): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A role of another project in the same account: it may log in by token and nothing else. */
export const OUTSIDER_ROLE = 'customrole_outsider';

const OUTSIDER_XML = `<role scriptid="${OUTSIDER_ROLE}"><name>Outsider</name><centertype>BASIC</centertype>
<permissions><permission><permkey>ADMI_LOGIN_OAUTH</permkey><permlevel>FULL</permlevel></permission></permissions></role>`;

let projectFolder: string | undefined;

/** The built product and, beside it, the outsider's role. */
function builtProject(): string {
  if (projectFolder !== undefined) return projectFolder;
  projectFolder = mkdtempSync(join(tmpdir(), 'docket-built-'));
  cpSync(join(ROOT, 'dist'), projectFolder, { recursive: true });
  writeFileSync(join(projectFolder, 'Objects', `${OUTSIDER_ROLE}.xml`), OUTSIDER_XML);
  return projectFolder;
}

afterAll(() => {
  if (projectFolder !== undefined) rmSync(projectFolder, { recursive: true, force: true });
  projectFolder = undefined;
});

/** Sees to it that something is closed: after the test, unless the tests of a file share it. */
export type Closing = <T extends { close(): void | Promise<void> }>(resource: T) => T;

export async function openAccount(project: string = builtProject(), closing: Closing = closeAfterTest): Promise<Account> {
  const emulator = closing(await bootEmulator({
    projectFolder: project, dataFolder: ':memory:', accountId: TEST_ACCOUNT, seed: 3, hostMs: () => TEST_TIME, callCostMs: 5,
    // Not the zone of server scripts, so that a day taken from the wrong zone shows.
    timeZone: 'America/New_York',
  }));
  seedCompany(emulator);
  const [employee] = emulator.query('SELECT id FROM employee WHERE externalid = ?', [INTEGRATION_USER]);
  const credentials = emulator.issueToken(Number(employee?.['id']), INTEGRATION_ROLE, 'Scenario connector');
  const { baseUrl, close } = await emulator.listen(0);
  closing({ close });
  const clientWith = (changes: Partial<SignedClientOptions>) =>
    closing(createSignedClient({ baseUrl, accountId: TEST_ACCOUNT, credentials, nowMs: () => TEST_TIME, ...changes }));
  const client = clientWith({});
  const headers = { 'content-type': 'application/json' };
  return {
    emulator,
    baseUrl,
    credentials,
    client,
    clientWith,
    post: async (body) => answerOf(await client.call({ method: 'POST', path: INBOUND, body: typeof body === 'string' ? body : JSON.stringify(body), headers })),
    get: async (query) => answerOf(await client.call({ method: 'GET', path: `${INBOUND}&${query}`, headers })),
  };
}

/** One account for the tests of a file, which goes back to how it was opened after each of them. */
export function sharedAccount(): () => Account {
  const opened: { close(): void | Promise<void> }[] = [];
  let account: Account | undefined;
  let point: { restore(): void } | undefined;
  const current = (): Account => {
    if (account === undefined) throw new Error('The account is open in tests alone.');
    return account;
  };
  beforeAll(async () => {
    account = await openAccount(builtProject(), (resource) => {
      opened.push(resource);
      return resource;
    });
  });
  beforeEach(() => {
    point = current().emulator.checkpoint();
  });
  afterEach(() => {
    point?.restore();
  });
  afterAll(async () => {
    for (const resource of opened.reverse()) await resource.close();
  });
  return current;
}

export function answerOf(reply: ClientReply): Answer {
  return { status: reply.status, body: reply.json() as Answer['body'] };
}

/** Code of an error answer of the platform's form. */
export function errorCode(answer: Answer): unknown {
  return (answer.body['error'] as { readonly code?: unknown } | undefined)?.code;
}

export function errorMessage(answer: Answer): string {
  return String((answer.body['error'] as { readonly message?: unknown } | undefined)?.message);
}

export function demoText(name: string): string {
  return readFileSync(join(ROOT, 'demo', 'documents', name), 'utf8');
}

/** A sound call with one of the demo documents. */
export function soundCall(key: string, document = 'order-first.json', documentType = 'order'): Record<string, unknown> {
  return { contract: '1', source: 'shopify', documentType, idempotencyKey: key, documentText: demoText(document) };
}

/** Rows that a sender's call may leave behind, counted: a refused call must not move them. */
export function footprint(emulator: Emulator): Readonly<Record<string, number>> {
  const count = (table: string) => Number(emulator.query(`SELECT COUNT(*) AS n FROM ${table}`)[0]?.['n']);
  return Object.fromEntries(
    ['customrecord_dkt_operation', 'customrecord_dkt_event', 'customrecord_dkt_object', 'customrecord_dkt_key', 'transaction', 'transactionline', 'customer'].map((table) => [table, count(table)]),
  );
}
