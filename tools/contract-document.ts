import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the published contract stands. */
export const CONTRACT_FILE = join(__dirname, '..', 'docs', 'openapi.json');

/** One OpenAPI example, with what stands in the account before its call is made. */
export interface Example {
  readonly summary: string;
  readonly description: string;
  readonly value: unknown;
  /** Examples whose calls come first, in this order. */
  readonly 'x-before'?: readonly string[];
  /** What must be so in the account; `contract-givens.ts` knows how to bring it about. */
  readonly 'x-given'?: string;
  /** The call's query, where it has no body. */
  readonly 'x-query'?: string;
  /** Shipped sample that is the document of this request: `stripe/charge.json`. */
  readonly 'x-sample'?: string;
  /** Values that differ from the sample, by JSON pointer; `undefined` cannot stand in JSON, so nothing is ever left out. */
  readonly 'x-changes'?: Readonly<Record<string, unknown>>;
}

export type Examples = Readonly<Record<string, Example>>;

export interface Content {
  readonly content: Readonly<Record<string, { readonly schema: unknown; readonly examples?: Examples }>>;
}

export interface OpenApiOperation {
  readonly operationId: string;
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content | { readonly $ref: string }>>;
}

export const METHODS = ['post', 'put', 'get', 'delete'] as const;

export type Method = (typeof METHODS)[number];

export interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<Method, OpenApiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly enum?: readonly string[] }>> };
}

/** The contract as it is published. */
export function readContract(): OpenApi {
  return JSON.parse(readFileSync(CONTRACT_FILE, 'utf8')) as OpenApi;
}

/** Everything the contract says of one call: the call, and the answer it names. */
export interface ContractCase {
  readonly name: string;
  readonly method: Method;
  /** The request; for GET and DELETE the answer's example, which holds the query. */
  readonly example: Example;
  readonly status: 200 | 400;
  readonly answer: unknown;
}

/** Examples of the answers with a status; none where the contract has none. */
export function repliesOf(operation: OpenApiOperation, status: 200 | 400): Examples {
  const response = operation.responses[String(status)];
  return response !== undefined && 'content' in response ? response.content[JSON_MEDIA]?.examples ?? {} : {};
}

export function requestsOf(operation: OpenApiOperation): Examples {
  return operation.requestBody?.content[JSON_MEDIA]?.examples ?? {};
}

const JSON_MEDIA = 'application/json';

/** Every call that an example describes. A request without an answer of its name is taken as turned away. */
export function contractCases(contract: OpenApi): readonly ContractCase[] {
  const [operations] = Object.values(contract.paths);
  if (operations === undefined) return [];
  return METHODS.flatMap((method) => (method === 'post' || method === 'put' ? bodyCases(method, operations[method]) : queryCases(method, operations[method])));
}

function bodyCases(method: Method, operation: OpenApiOperation): readonly ContractCase[] {
  return Object.entries(requestsOf(operation)).map(([name, example]) => {
    const taken = repliesOf(operation, 200)[name];
    return { name, method, example, status: taken === undefined ? 400 : 200, answer: (taken ?? repliesOf(operation, 400)[name])?.value };
  });
}

function queryCases(method: Method, operation: OpenApiOperation): readonly ContractCase[] {
  return ([200, 400] as const).flatMap((status) => Object.entries(repliesOf(operation, status)).map(([name, example]) => ({ name, method, example, status, answer: example.value })));
}

/** The calls of a case in order: those that come before it, then its own. Throws for a name that no example has. */
export function callsOf(one: ContractCase, cases: readonly ContractCase[]): readonly ContractCase[] {
  const before = (one.example['x-before'] ?? []).map((name) => {
    const found = cases.find((each) => each.name === name);
    if (found === undefined) throw new Error(`The contract has no example "${name}", which "${one.name}" wants before it.`);
    return found;
  });
  return [...before, one];
}

/** What an example becomes; `part` says whether it is a request's or an answer's. */
export type ExampleChange = (example: Example, place: { readonly method: Method; readonly name: string; readonly part: 'request' | 200 | 400 }) => Example;

/** The contract with its examples changed, and nothing else. */
export function withExamples(contract: OpenApi, change: ExampleChange): OpenApi {
  const paths = mapValues(contract.paths, (operations) => ({ ...operations, ...Object.fromEntries(METHODS.map((method) => [method, changedOperation(operations[method], method, change)])) }));
  return { ...contract, paths };
}

function changedOperation(operation: OpenApiOperation, method: Method, change: ExampleChange): OpenApiOperation {
  const changed = (content: Content, part: 'request' | 200 | 400): Content => ({
    ...content,
    content: mapValues(content.content, (media) => (media.examples === undefined ? media : { ...media, examples: mapValues(media.examples, (example, name) => change(example, { method, name, part })) })),
  });
  const responses = mapValues(operation.responses, (response, status) => ('content' in response && (status === '200' || status === '400') ? changed(response, status === '200' ? 200 : 400) : response));
  return { ...operation, ...(operation.requestBody === undefined ? {} : { requestBody: changed(operation.requestBody, 'request') }), responses };
}

function mapValues<T>(object: Readonly<Record<string, T>>, change: (value: T, name: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]));
}
