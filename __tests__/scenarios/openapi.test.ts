import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { REFUSAL_CODES } from '../../src/domain/refusal';
import { REASON_ACTORS } from '../../src/domain/reason-entry';
import { REASONS } from '../../src/domain/reasons';
import { STATES } from '../../src/domain/states';
import { VERDICTS } from '../../src/domain/ownership';
import { openCompany } from '../simulation/support/company';
import { mediaRanges, OPENAPI, schemaChecks } from '../support/openapi';
import type { Example, OpenApiOperation } from '../support/openapi';
import { projectWithMap } from '../support/mapped-project';
import { answerOf, INBOUND, openAccount, OUTSIDER_ROLE, soundCall } from './support';
import type { Account, Answer } from './support';

const check = schemaChecks();
const [RESTLET = ''] = Object.keys(OPENAPI.paths);
const { get, post, put, delete: remove } = OPENAPI.paths[RESTLET]!;
const JSON_TYPE = { 'content-type': 'application/json' };

function repliesOf(operation: OpenApiOperation, status: '200' | '400'): Readonly<Record<string, Example>> {
  const response = operation.responses[status];
  return response !== undefined && 'content' in response ? response.content['application/json']?.examples ?? {} : {};
}

function requestsOf(operation: OpenApiOperation): Readonly<Record<string, Example>> {
  return operation.requestBody?.content['application/json']?.examples ?? {};
}

/** Outcome, reason, and whether it is a replay; or the refusal's code; or what else names the answer. */
function gistOf(status: number, body: unknown): unknown {
  const { error, outcome, problem, replayed, operations, queue } = body as Readonly<Record<string, unknown>>;
  if (error !== undefined) return [status, (error as { readonly code: unknown }).code];
  if (operations !== undefined) return [status, (operations as readonly unknown[]).map((item) => gistOf(status, item))];
  return queue === undefined ? [status, outcome, (problem as { readonly code: unknown } | null | undefined)?.code ?? null, replayed ?? null] : [status, 'health'];
}

/** Everything the contract says of one call: the call, and the answer it names. */
interface Case {
  readonly name: string;
  readonly method: 'post' | 'put' | 'get' | 'delete';
  readonly example: Example;
  readonly status: number;
  readonly answer: unknown;
}

function bodyCases(method: 'post' | 'put', operation: OpenApiOperation): readonly Case[] {
  return Object.entries(requestsOf(operation)).map(([name, example]) => {
    const taken = repliesOf(operation, '200')[name];
    return { name, method, example, status: taken === undefined ? 400 : 200, answer: (taken ?? repliesOf(operation, '400')[name])?.value };
  });
}

function queryCases(method: 'get' | 'delete', operation: OpenApiOperation): readonly Case[] {
  return ([200, 400] as const).flatMap((status) => Object.entries(repliesOf(operation, status === 200 ? '200' : '400'))
    .map(([name, example]) => ({ name, method, example, status, answer: example.value })));
}

const CASES: readonly Case[] = [...bodyCases('post', post), ...bodyCases('put', put), ...queryCases('get', get), ...queryCases('delete', remove)];

function caseOf(name: string): Case {
  const found = CASES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`The contract has no example "${name}".`);
  return found;
}

/** Makes an example's call over HTTP, after those it names. */
async function send(account: Account, { method, example }: Case): Promise<Answer> {
  for (const name of example['x-before'] ?? []) await send(account, { ...caseOf(name), example: { ...caseOf(name).example, 'x-before': [] } });
  const path = example['x-query'] === undefined ? INBOUND : `${INBOUND}&${example['x-query']}`;
  const body = example['x-query'] === undefined ? { body: bodyText(example) } : {};
  return answerOf(await account.client.call({ method: method.toUpperCase(), path, headers: JSON_TYPE, ...body }));
}

/** An example's body as it is sent; two of them cannot stand in a page as they are. */
function bodyText(example: Example): string {
  const text = JSON.stringify(example.value);
  switch (example['x-given']) {
    case 'the note is made 500,000 characters long': return text.replace('...', 'x'.repeat(500_000));
    case 'the id is sent as 820982911946154508': return text.replace('"id":0', '"id":820982911946154508');
    default: return text;
  }
}

/** What must be so in the account, brought about by its administrator. */
const GIVEN: Readonly<Record<string, (account: Account) => void>> = {
  'the note is made 500,000 characters long': () => undefined,
  'the id is sent as 820982911946154508': () => undefined,
  'the source is bound to somebody else': (account) => { set(account, 'binding:erp', '{"roles":[],"users":[999999]}'); },
  'an administrator keyed a binding that is cut': (account) => { set(account, 'binding:shopify', '{"roles":['); },
  'an administrator closed the intake': (account) => { set(account, 'intake', '{"open":false}'); },
};

/** Keys a setting as an administrator would: on the row that is there, or on a new one. */
function set({ emulator }: Account, name: string, value: string): void {
  const [row] = emulator.query('SELECT id FROM customrecord_dkt_setting WHERE custrecord_dkt_set_name = ?', [name]);
  const values = { custrecord_dkt_set_name: name, custrecord_dkt_set_value: value };
  const request = { type: 'customrecord_dkt_setting', actor: emulator.administratorActor(), context: 'USERINTERFACE' } as const;
  const saved = row === undefined ? emulator.saveAs({ ...request, values: { externalid: name, ...values } }) : emulator.saveAs({ ...request, values, id: Number(row['id']) });
  if (saved.kind !== 'saved') throw new Error(`The setting ${name} was not saved.`);
}

/** Examples that need more than an account's administrator can do; they have tests of their own below. */
const APART = ['partly_applied', 'unknown'];

describe('an example of the contract', () => {
  it.each(CASES.filter(({ name }) => !APART.includes(name)).map((one) => [one.method, one.name, one] as const))('%s %s gets the answer it names, and the answer has its schema', async (_method, _name, one) => {
    const account = await openAccount();
    const given = one.example['x-given'];
    if (given !== undefined) GIVEN[given]!(account);
    const answer = await send(account, one);
    expect(gistOf(answer.status, answer.body)).toEqual(gistOf(one.status, one.answer));
    const schemas = mediaRanges(OPENAPI.paths[RESTLET]![one.method], String(answer.status));
    // One of them, whole: a reply with a member too many has none.
    expect(schemas.filter((schema) => check(schema, answer.body).length === 0)).toHaveLength(answer.status === 200 ? 1 : schemas.length);
    expect(schemas.filter((schema) => check(schema, one.answer).length === 0)).toHaveLength(answer.status === 200 ? 1 : schemas.length);
  });

  it('partly_applied gets its answer where the map says so', async () => {
    const trandate = '"target": "trandate", "owner": "shopify", "kind": "create_only",';
    const folder = projectWithMap('order.json', trandate, `${trandate} "onConflict": "drop",`);
    const company = await openCompany(folder);
    try {
      company.post(requestsOf(post)['applied']!.value);
      const reply = company.post(requestsOf(post)['partly_applied']!.value);
      expect(reply).toMatchObject({ kind: 'returned', value: { outcome: 'partly_applied', problem: null, verdicts: expect.arrayContaining([expect.objectContaining({ field: 'trandate', verdict: 'conflict' })]) as unknown } });
      expect(check('Reply', JSON.parse(JSON.stringify((reply as { readonly value: unknown }).value)))).toEqual([]);
    } finally {
      company.emulator.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('unknown gets its answer where NetSuite fails while it saves', async () => {
    const company = await openCompany();
    try {
      const remove = company.emulator.onCall(({ member, detail }) =>
        (member === 'N/record.Record.save' && detail.includes('salesorder') ? { kind: 'error-before', name: 'UNEXPECTED_ERROR', message: 'An unexpected error occurred. Error ID: m0x7' } : undefined));
      const reply = company.post(requestsOf(post)['unknown']!.value);
      remove();
      expect(reply).toMatchObject({ kind: 'returned', value: { custody: true, outcome: 'unknown', problem: { code: 'effect_unknown' } } });
      expect(check('Reply', JSON.parse(JSON.stringify((reply as { readonly value: unknown }).value)))).toEqual([]);
      expect(check('Reply', repliesOf(post, '200')['unknown']!.value)).toEqual([]);
      expect(check('Reply', repliesOf(post, '200')['partly_applied']!.value)).toEqual([]);
    } finally {
      company.emulator.close();
    }
  });

  it('of a refusal stands for every code of the list', () => {
    const shown = [...Object.values(repliesOf(post, '400')), ...Object.values(repliesOf(get, '400'))].map(({ value }) => (value as { readonly error: { readonly code: string } }).error.code);
    expect(REFUSAL_CODES.filter((code) => !shown.includes(code))).toEqual([]);
  });

  it('stands for every outcome that a call can bring about', () => {
    const shown = CASES.map(({ answer }) => (answer as { readonly outcome?: string }).outcome);
    // The others come about by what a person does, or by the sweep alone.
    const byOthers = ['retry_scheduled', 'resolved_elsewhere', 'discarded', 'duplicate', 'rolled_back'];
    expect(STATES.filter((state) => !shown.includes(state))).toEqual(byOthers);
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
    expect(gistOf(answer.status, answer.body)).toEqual([status, code]);
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

  it('names every outcome and every refusal, and says of each example what the contract says', () => {
    expect([...STATES, 'key_reused', 'not_taken', ...REFUSAL_CODES].filter((word) => !page.includes(`\`${word}\``))).toEqual([]);
    const said = [...Object.values(repliesOf(post, '200')), ...Object.values(repliesOf(post, '400'))];
    expect(said.filter(({ summary, description }) => !page.includes(`| ${summary} | ${description} |`)).map(({ summary }) => summary)).toEqual([]);
  });
});

describe('a schema of the contract', () => {
  it('is not met by a reply with a member too many, without one, or with a word that is not in a list', () => {
    const reply = repliesOf(post, '200')['applied']!.value as Readonly<Record<string, unknown>>;
    const { attempt: _attempt, ...without } = reply;
    const problems = [{ ...reply, more: 1 }, without, { ...reply, outcome: 'done' }, { ...reply, custody: false }, { ...reply, result: null }].map((value) => check('Reply', value).length > 0);
    expect(check('Reply', reply)).toEqual([]);
    expect(problems).toEqual([true, true, true, true, true]);
  });
});

describe('a list of the contract', () => {
  const classes = [...new Set(Object.values(REASONS).map((reason) => reason.class))].sort();

  it.each([
    ['State', [...STATES]], ['Outcome', [...STATES, 'key_reused']], ['BatchOutcome', [...STATES, 'key_reused', 'not_taken']],
    ['VerdictKind', [...VERDICTS]], ['ReasonCode', Object.keys(REASONS)], ['ReasonActor', [...REASON_ACTORS]], ['RefusalCode', [...REFUSAL_CODES]],
  ])('%s holds what the code holds', (schema, values) => {
    expect(OPENAPI.components.schemas[schema]?.enum).toEqual(values);
  });

  it('ReasonClass holds every class that a reason has', () => {
    const listed = OPENAPI.components.schemas['ReasonClass']?.enum ?? [];
    expect(classes.filter((one) => !listed.includes(one))).toEqual([]);
  });

  it('of statuses holds every status that a reason has', () => {
    const { properties } = OPENAPI.components.schemas['Problem'] as unknown as { readonly properties: { readonly status: { readonly enum: readonly number[] } } };
    expect(properties.status.enum).toEqual([...new Set(Object.values(REASONS).map(({ status }) => status))].sort((left, right) => left - right));
  });
});

describe('the document of the contract', () => {
  const nodes = nodesOf(OPENAPI);

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
