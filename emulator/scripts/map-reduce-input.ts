import { NotEmulated } from '../runtime/types';
import type { QueryParameter, QueryResult } from '../suiteql/types';
import { asText } from './map-reduce-context';
import type { KeyValue } from './map-reduce-model';

/** Runs SuiteQL as the script's actor. */
export type InputQuery = (statement: string, parameters: readonly QueryParameter[]) => QueryResult;

/**
 * Turns what getInputData returned into pairs (platform facts 3.1): a list by index, an object by property, a SuiteQL
 * statement by row. `value` is its plain form, `guest` the script's own. Throws NotEmulated for everything else.
 */
export function inputPairs(value: unknown, guest: unknown, query: InputQuery): readonly KeyValue[] {
  const statement = suiteQlOf(guest) ?? suiteQlOf(value);
  if (statement !== undefined) return queryPairs(query(statement.query, statement.parameters));
  if (typeof guest !== 'object' || guest === null) throw new NotEmulated(`getInputData returning ${guest === null ? 'null' : typeof guest}`);
  if (Array.isArray(guest)) return (value as readonly unknown[]).map((element, index) => ({ key: String(index), value: asText(element) }));
  if (!isPlain(guest)) throw new NotEmulated('getInputData returning this kind of object (lists, plain objects and SuiteQL are)');
  const type = (guest as { readonly type?: unknown }).type;
  if (typeof type === 'string' && REFERENCES.has(type)) throw new NotEmulated(`getInputData returning a reference of type ${type}`);
  return Object.entries(value as object).map(([key, element]) => ({ key, value: asText(element) }));
}

/** `type` of the references that NetSuite reads as searches and files. */
const REFERENCES = new Set(['search', 'query', 'file', 'dataset']);

/** `{ type: 'suiteql', query, params }`, or a `query.SuiteQL` object. */
function suiteQlOf(value: unknown): { readonly query: string; readonly parameters: readonly QueryParameter[] } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const candidate = value as { readonly type?: unknown; readonly query?: unknown; readonly params?: unknown };
  const isReference = candidate.type === 'suiteql';
  const isSuiteQlObject = !isPlain(value) && 'params' in value && 'run' in value;
  if ((!isReference && !isSuiteQlObject) || typeof candidate.query !== 'string') return undefined;
  return { query: candidate.query, parameters: Array.isArray(candidate.params) ? Array.from(candidate.params as ArrayLike<QueryParameter>) : [] };
}

/** One pair a row: key is the row's index, the value holds the columns by position under `values`. */
function queryPairs(result: QueryResult): readonly KeyValue[] {
  const types = result.columns.map((column) => column.type);
  return result.rows.map((values, index) => ({ key: String(index), value: JSON.stringify({ types, values }) }));
}

/** True for `{…}`: its prototype is the one that ends the chain, whichever realm it is from. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || (Object.getPrototypeOf(prototype) === null && !Object.values(value).some((member) => typeof member === 'function'));
}
