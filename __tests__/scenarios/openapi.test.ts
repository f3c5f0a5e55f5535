import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from '../../emulator/types';
import { CONTRACT, MAX_KEY_CHARACTERS, MAX_SOURCE_CHARACTERS } from '../../src/domain/envelope';
import { MAX_DOCUMENT_CHARACTERS } from '../../src/domain/document';
import type { DocumentIntent, SubmitMode } from '../../src/domain/map';
import { REFUSAL_CODES } from '../../src/domain/refusal';
import { REASON_ACTORS } from '../../src/domain/reason-entry';
import type { ReasonClass } from '../../src/domain/reason-entry';
import { REASONS } from '../../src/domain/reasons';
import { STATES } from '../../src/domain/states';
import { VERDICTS } from '../../src/domain/ownership';
import { INTEGRATION_ROLE, INTEGRATION_USER } from '../../demo/company';
import { callsOf, contractCases, repliesOf, requestsOf } from '../../tools/contract-document';
import type { ContractCase, Example, Method } from '../../tools/contract-document';
import { bodyText, bringAbout, wantsProduction } from '../../tools/contract-givens';
import { CONTRACT_TIME_MS, fillSample, openContractAccount } from '../../tools/contract-play';
import { createSignedClient } from '../support/oauth1-client';
import type { SignedClient } from '../support/oauth1-client';
import { mediaRanges, OPENAPI, schemaChecks } from '../support/openapi';
import { answerOf, INBOUND, openAccount, OUTSIDER_ROLE, soundCall } from './support';
import type { Account, Answer } from './support';

const check = schemaChecks();
const [RESTLET = ''] = Object.keys(OPENAPI.paths);
const { get, post, put, delete: remove } = OPENAPI.paths[RESTLET]!;
const JSON_TYPE = { 'content-type': 'application/json' };
const CASES = contractCases(OPENAPI);

/** Status and code of an error, for what the platform answers. */
function codeOf({ status, body }: Answer): readonly unknown[] {
  return [status, (body['error'] as { readonly code?: unknown } | undefined)?.code];
}

/** The built product in an account of one kind, over HTTP. */
interface Served {
  readonly emulator: Emulator;
  readonly client: SignedClient;
  close(): Promise<void>;
}

async function serve(kind: 'sandbox' | 'production'): Promise<Served> {
  const emulator = await openContractAccount(kind, join(__dirname, '..', '..', 'dist'));
  const [employee] = emulator.query('SELECT id FROM employee WHERE externalid = ?', [INTEGRATION_USER]);
  const credentials = emulator.issueToken(Number(employee?.['id']), INTEGRATION_ROLE, 'Contract connector');
  const { baseUrl, close } = await emulator.listen(0);
  const client = createSignedClient({ baseUrl, accountId: emulator.accountId, credentials, nowMs: () => CONTRACT_TIME_MS });
  return {
    emulator, client,
    close: async () => {
      client.close();
      await close();
      emulator.close();
    },
  };
}

/** Makes an example's calls over HTTP, after those it names, and forgets them. Gives the last answer. */
async function send({ emulator, client }: Served, one: ContractCase): Promise<Answer> {
  const point = emulator.checkpoint();
  try {
    const answers: Answer[] = [];
    for (const { method, example } of callsOf(one, CASES)) {
      const undo = bringAbout(emulator, example);
      const query = example['x-query'];
      const call = query === undefined ? { path: INBOUND, body: bodyText(example) } : { path: `${INBOUND}&${query}` };
      answers.push(answerOf(await client.call({ method: method.toUpperCase(), headers: JSON_TYPE, ...call })));
      undo();
    }
    return answers.at(-1)!;
  } finally {
    point.restore();
  }
}

/** What differs with every change of a map, and is about no example. */
function withoutVersion(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body).replace(/"mapVersion":"[^"]+"/g, '"mapVersion":"of the day"'));
}

describe('an example of the contract', () => {
  let accounts: Readonly<Record<'sandbox' | 'production', Served>>;
  beforeAll(async () => { accounts = { sandbox: await serve('sandbox'), production: await serve('production') }; });
  afterAll(async () => {
    await accounts.sandbox.close();
    await accounts.production.close();
  });

  it.each(CASES.map((one) => [one.method, one.name, one] as const))('%s %s gets the answer it names over HTTP, and the answer has its schema', async (_method, _name, one) => {
    const answer = await send(wantsProduction(one.example) ? accounts.production : accounts.sandbox, one);
    expect([answer.status, withoutVersion(answer.body)]).toEqual([one.status, withoutVersion(one.answer)]);
    const schemas = mediaRanges(OPENAPI.paths[RESTLET]![one.method], String(answer.status));
    // One of them, whole: a reply with a member too many has none.
    expect(schemas.filter((schema) => check(schema, answer.body).length === 0)).toHaveLength(answer.status === 200 ? 1 : schemas.length);
  });

  it.each([['post', post], ['put', put]] as const)('of %s is sent in a form that the schema of requests has, where it is taken', (_method, operation) => {
    const schemas = operation === post ? ['Submission', 'Batch'] : ['Submission'];
    // The batch holds an item of a type that there is not, which the schema cannot know.
    const broken = Object.entries(requestsOf(operation)).filter(([name]) => name in repliesOf(operation, 200)).filter(([, { value }]) => schemas.filter((schema) => check(schema, value).length === 0).length !== 1);
    expect(broken.map(([name]) => name)).toEqual([]);
  });

  it('with a sample is that sample, but for the values it says are changed', () => {
    const sampled = [post, put].flatMap((operation) => Object.values(requestsOf(operation))).filter((example) => example['x-sample'] !== undefined);
    expect(sampled.length).toBeGreaterThan(25);
    for (const example of sampled) expect(example.value).toEqual(fillSample(example).value);
  });

  it('stands for each target type of the shipped maps', () => {
    const written = CASES.map(({ answer }) => (answer as { readonly result?: { readonly recordType?: string } | null }).result?.recordType);
    expect([...new Set(written)].filter((type) => type !== undefined).sort()).toEqual(['creditmemo', 'customer', 'customerpayment', 'customerrefund', 'invoice', 'itemfulfillment', 'journalentry', 'salesorder', 'vendorbill']);
  });

  it('of a refusal stands for every code of the list', () => {
    const shown = [...Object.values(repliesOf(post, 400)), ...Object.values(repliesOf(get, 400))].map(({ value }) => (value as { readonly error: { readonly code: string } }).error.code);
    expect(REFUSAL_CODES.filter((code) => !shown.includes(code))).toEqual([]);
  });

  it('stands for every outcome that a call can bring about, and for every verdict', () => {
    const shown = CASES.map(({ answer }) => (answer as { readonly outcome?: string }).outcome);
    // The others come about by what a person does.
    expect(STATES.filter((state) => !shown.includes(state))).toEqual(['resolved_elsewhere', 'discarded', 'duplicate', 'rolled_back']);
    expect(shown).toContain('key_reused');
    const verdicts = CASES.flatMap(({ answer }) => (answer as { readonly verdicts?: readonly { readonly verdict: string }[] }).verdicts ?? []).map(({ verdict }) => verdict);
    expect(VERDICTS.filter((verdict) => !verdicts.includes(verdict))).toEqual([]);
  });
});

interface PlatformCase {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly send: (account: Account) => Promise<Answer>;
}

const sound = JSON.stringify(soundCall('k'));
const posted = { method: 'POST', path: INBOUND, body: sound, headers: JSON_TYPE } as const;

const BY_THE_PLATFORM: readonly PlatformCase[] = [
  { title: 'a wrong secret', status: 401, code: 'INVALID_LOGIN_ATTEMPT', send: async ({ clientWith, credentials }) => answerOf(await clientWith({ credentials: { ...credentials, tokenSecret: 'wrong' } }).call(posted)) },
  { title: 'a role outside the audience', status: 403, code: 'INSUFFICIENT_PERMISSION', send: asOutsider },
  { title: 'a deployment that is not there', status: 404, code: 'SSS_INVALID_SCRIPTLET_ID', send: async ({ client }) => answerOf(await client.call({ ...posted, path: INBOUND.replace('customdeploy_dkt_inbound_rl', 'customdeploy_none') })) },
  { title: 'another verb', status: 405, code: 'METHOD_NOT_ALLOWED', send: async ({ client }) => answerOf(await client.call({ method: 'PATCH', path: INBOUND, headers: JSON_TYPE })) },
  { title: 'a body over 10 MB', status: 413, code: 'REQUEST_ENTITY_TOO_LARGE', send: async ({ client }) => answerOf(await client.call({ ...posted, body: JSON.stringify({ contract: 'x'.repeat(11 * 1024 * 1024) }) })) },
  { title: 'a body that is cut', status: 400, code: 'SYNTAX_ERROR', send: async ({ client }) => answerOf(await client.call({ ...posted, body: sound.slice(0, -1) })) },
  { title: 'the last of twenty at once', status: 400, code: 'SSS_REQUEST_LIMIT_EXCEEDED', send: async ({ client }) => {
    const answers = await Promise.all(Array.from({ length: 20 }, async () => answerOf(await client.call(posted))));
    return answers.find(({ status }) => status === 400) ?? answers[0]!;
  } },
];

/** The connector's own user in another role, which may log in and no more. */
async function asOutsider({ emulator, clientWith }: Account): Promise<Answer> {
  const [employee] = emulator.query("SELECT id FROM employee WHERE externalid = 'demo_employee_connector'");
  emulator.grantRole(Number(employee?.['id']), OUTSIDER_ROLE);
  return answerOf(await clientWith({ credentials: emulator.issueToken(Number(employee?.['id']), OUTSIDER_ROLE, 'Outsider') }).call(posted));
}

describe("the platform's own answer", () => {
  it.each(BY_THE_PLATFORM)('to $title is in the contract as $status $code', async ({ status, code, send: sendCase }) => {
    const answer = await sendCase(await openAccount());
    expect(codeOf(answer)).toEqual([status, code]);
    expect(check('PlatformAnswer', answer.body)).toEqual([]);
    const response = post.responses[String(status)]!;
    const described = JSON.stringify('$ref' in response ? resolve(response.$ref) : response);
    expect(described).toContain(`"code":"${code}"`);
  });

  it('to a wrong content type is in the contract as 415', async () => {
    const account = await openAccount();
    expect((await account.client.call({ ...posted, headers: { 'content-type': 'text/csv' } })).status).toBe(415);
    expect(post.responses).toHaveProperty('415');
  });
});

describe("the senders' page", () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'integrators.md'), 'utf8');

  it('names every outcome, every refusal and every document type', () => {
    const types = CASES.flatMap(({ example, status }) => (status === 200 ? [(example.value as { readonly documentType?: string }).documentType ?? ''] : []));
    expect([...STATES, 'key_reused', 'not_taken', ...REFUSAL_CODES, ...types].filter((word) => word !== '' && !page.includes(`\`${word}\``))).toEqual([]);
  });

  it('has one row for each answer of the contract, in its words, and no other', () => {
    const rows = ([['post', post], ['put', put], ['get', get], ['delete', remove]] as const)
      .flatMap(([method, operation]) => [...Object.values(repliesOf(operation, 200)), ...Object.values(repliesOf(operation, 400))].map((example) => rowOf(method, example)));
    expect([...new Set(rows)].filter((row) => !page.includes(`\n${row}\n`))).toEqual([]);
    const written = page.split('\n').filter((line) => /^\| `(?!outcome)[a-z_]+`( \(`[a-z_]+`\))? \| [^|]+ \| [^|]+ \|$/.test(line));
    expect(written.length).toBeGreaterThan(70);
    expect(written.filter((row) => !rows.includes(row))).toEqual([]);
  });
});

/** A row of the page: what comes back, when, and what the sender does. */
function rowOf(method: Method, { summary, description, value }: Example): string {
  const { error, outcome, problem, replayed, operations } = value as Readonly<Record<string, unknown>>;
  const code = (problem as { readonly code: string } | null | undefined)?.code ?? (replayed === true && method !== 'get' ? 'replayed' : undefined);
  const name = error === undefined ? outcome ?? (operations === undefined ? 'health' : 'batch') : (error as { readonly code: unknown }).code;
  return `| \`${String(name)}\`${code === undefined || code === name && error !== undefined ? '' : ` (\`${code}\`)`} | ${summary} | ${description} |`;
}

describe('a schema of the contract', () => {
  it('is not met by a reply with a member too many, without one, or with a word that is not in a list', () => {
    const reply = repliesOf(post, 200)['applied']!.value as Readonly<Record<string, unknown>>;
    const { attempt: _attempt, ...without } = reply;
    const problems = [{ ...reply, more: 1 }, without, { ...reply, outcome: 'done' }, { ...reply, custody: false }, { ...reply, result: null }].map((value) => check('Reply', value).length > 0);
    expect(check('Reply', reply)).toEqual([]);
    expect(problems).toEqual([true, true, true, true, true]);
  });
});

/** Lists that the code has as types alone: the compiler asks for each word, and for no other. */
const INTENTS: Readonly<Record<DocumentIntent, true>> = { create: true, update: true, upsert: true, cancel: true };
const MODES: Readonly<Record<SubmitMode, true>> = { sync: true, async: true };
const CLASSES: Readonly<Record<ReasonClass, true>> = {
  transient: true, concurrency: true, unknown: true, already_exists: true, data: true, dependency: true, ownership: true, period: true, permission: true, configuration: true, unclassified: true,
};

describe('a list of the contract', () => {
  const LISTS: readonly (readonly [string, readonly string[]])[] = [
    ['State', STATES], ['Outcome', [...STATES, 'key_reused']], ['BatchOutcome', [...STATES, 'key_reused', 'not_taken']],
    ['VerdictKind', VERDICTS], ['ReasonCode', Object.keys(REASONS)], ['ReasonClass', Object.keys(CLASSES)], ['ReasonActor', REASON_ACTORS], ['RefusalCode', REFUSAL_CODES],
    ['Intent', Object.keys(INTENTS)], ['Mode', Object.keys(MODES)],
  ];

  it.each(LISTS)('%s holds what the code holds', (schema, values) => {
    expect(OPENAPI.components.schemas[schema]?.enum).toEqual(values);
  });

  it('is one of those, wherever a schema of its own lists words', () => {
    const listing = Object.entries(OPENAPI.components.schemas).filter(([, schema]) => schema.enum !== undefined).map(([name]) => name);
    expect(listing.sort()).toEqual(LISTS.map(([name]) => name).sort());
  });

  it('of statuses holds every status that a reason has', () => {
    const { properties } = OPENAPI.components.schemas['Problem'] as unknown as { readonly properties: { readonly status: { readonly enum: readonly number[] } } };
    expect(properties.status.enum).toEqual([...new Set(Object.values(REASONS).map(({ status }) => status))].sort((left, right) => left - right));
  });
});

describe('a limit of the contract', () => {
  it.each(['Submission', 'BatchItem'])('of a %s is the one of the code', (schema) => {
    const { properties } = OPENAPI.components.schemas[schema] as unknown as { readonly properties: Readonly<Record<string, unknown>> };
    expect(properties).toMatchObject({
      contract: { const: CONTRACT }, source: { maxLength: MAX_SOURCE_CHARACTERS }, idempotencyKey: { maxLength: MAX_KEY_CHARACTERS }, documentText: { maxLength: MAX_DOCUMENT_CHARACTERS },
    });
  });
});

describe('the document of the contract', () => {
  const nodes = nodesOf(OPENAPI);

  it('says of every schema and every member what it is', () => {
    const silent = (schemas: Readonly<Record<string, unknown>>) => Object.entries(schemas).filter(([, schema]) => ((schema as Node)['description'] ?? '') === '').map(([name]) => name);
    const members = nodesOf(OPENAPI.components.schemas).flatMap(({ properties, additionalProperties }) => (additionalProperties === false && properties !== undefined ? [properties as Readonly<Record<string, unknown>>] : []));
    expect(members.length).toBeGreaterThan(15);
    expect([...silent(OPENAPI.components.schemas), ...members.flatMap(silent)]).toEqual([]);
  });

  it('is of OpenAPI 3.1, with what that asks for', () => {
    expect(OPENAPI.openapi).toMatch(/^3\.1\.\d+$/);
    expect(OPENAPI).toMatchObject({ info: { title: expect.any(String) as unknown, version: expect.any(String) as unknown } });
    const operations = [get, post, put, remove];
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(4);
    for (const operation of operations) {
      const responses = Object.entries(operation.responses);
      expect(responses.map(([status]) => status).every((status) => /^[1-5]\d\d$/.test(status))).toBe(true);
      expect(responses.filter(([, response]) => !('$ref' in response) && !('description' in response))).toEqual([]);
    }
  });

  it('holds nothing beside what 3.1 names, but for extensions', () => {
    const known = ['openapi', 'info', 'jsonSchemaDialect', 'servers', 'paths', 'webhooks', 'components', 'security', 'tags', 'externalDocs'];
    expect(Object.keys(OPENAPI).filter((member) => !known.includes(member))).toEqual([]);
    const inOperation = ['tags', 'summary', 'description', 'externalDocs', 'operationId', 'parameters', 'requestBody', 'responses', 'callbacks', 'deprecated', 'security', 'servers'];
    expect([get, post, put, remove].flatMap((operation) => Object.keys(operation)).filter((member) => !inOperation.includes(member))).toEqual([]);
  });

  it('refers to nothing that is not there', () => {
    const references = nodes.flatMap((node) => (typeof node['$ref'] === 'string' ? [node['$ref']] : []));
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((reference) => resolve(reference) === undefined)).toEqual([]);
  });

  it('keeps nothing that nobody refers to', () => {
    const references = new Set(nodes.map((node) => node['$ref']));
    expect(Object.keys(OPENAPI.components.schemas).filter((name) => !references.has(`#/components/schemas/${name}`))).toEqual([]);
  });

  it('has schemas that compile, and no object that takes any member but where the contract says so', () => {
    for (const name of Object.keys(OPENAPI.components.schemas)) expect(() => check(name, null)).not.toThrow();
    const open = Object.entries(OPENAPI.components.schemas).filter(([, schema]) => (schema as { readonly type?: string; readonly additionalProperties?: unknown }).type === 'object' && (schema as { readonly additionalProperties?: unknown }).additionalProperties !== false);
    expect(open.map(([name]) => name)).toEqual([]);
  });
});

type Node = Readonly<Record<string, unknown>>;

/** Every object of the document, examples left out: they are data. */
function nodesOf(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.entries(value).filter(([member]) => member !== 'examples').flatMap(([, inner]) => nodesOf(inner))];
}

function resolve(reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined;
  return reference.slice(2).split('/').reduce<unknown>((value, member) => (typeof value === 'object' && value !== null ? (value as Node)[member.replace(/~1/g, '/').replace(/~0/g, '~')] : undefined), OPENAPI);
}
