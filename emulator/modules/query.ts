import { SuiteScriptFailure } from '../runtime/types';
import type { ColumnType } from '../metadata/types';
import type { MetaDataProvider, QueryEngine, QueryParameter, QueryResult } from '../suiteql/types';
import type { SqlValue } from '../store/sqlite';
import type { EmulatedModule, GuestMembers, ModuleHost } from './types';

/** What N/query draws on. */
export interface QueryServices {
  readonly queries: QueryEngine;
}

type Host = ModuleHost<QueryServices>;

const call = 'query.runSuiteQL';
/** More rows are cut off, without an error (section_157960542026). */
const rowLimit = 5000;
const units = 10;

/** N/query: `runSuiteQL` and its results, as the role that runs the script (platform facts 5.1). */
export const queryModule: EmulatedModule<QueryServices> = {
  name: 'N/query',
  emulated: [
    'runSuiteQL', 'ReturnType', 'MetadataProvider', 'ResultSet.results', 'ResultSet.types', 'ResultSet.columns', 'ResultSet.asMappedResults',
    'ResultSet.metadataProvider', 'ResultSet.toString', 'Result.values', 'Result.asMap', 'Result.toString', 'Column.alias', 'Column.type',
    'Column.toString',
  ],
  build: (host) => ({
    constants: { MetadataProvider: { SUITE_QL: 'SUITE_QL', STATIC: 'STATIC' } },
    methods: {
      runSuiteQL: (...args) => {
        const request = readRequest(args);
        const result = host.call({ member: 'N/query.runSuiteQL', units, detail: request.statement }, () =>
          host.services.queries.run(request.statement, request.parameters, host.execution.actor, { rowLimit, metaDataProvider: request.provider }));
        return host.realm.object(resultSet(host, result, request.provider));
      },
    },
  }),
};

interface Request {
  readonly statement: string;
  readonly parameters: readonly QueryParameter[];
  readonly provider: MetaDataProvider;
}

function readRequest(args: readonly unknown[]): Request {
  const [first] = args;
  const options = (typeof first === 'object' && first !== null ? first : { query: first }) as Readonly<Record<string, unknown>>;
  const statement = options['query'];
  if (statement === undefined || statement === null || statement === '') {
    throw new SuiteScriptFailure('MISSING_REQD_ARGUMENT', `${call}: Missing a required argument: query`);
  }
  if (typeof statement !== 'string') throw wrongArgument('query');
  return { statement, parameters: readParameters(options['params']), provider: readProvider(options['metaDataProvider']) };
}

function readParameters(value: unknown): readonly QueryParameter[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw wrongArgument('params');
  return Array.from(value as readonly unknown[], (item): QueryParameter => {
    if (typeof item === 'string' || typeof item === 'boolean') return item;
    if (typeof item === 'number' && Number.isFinite(item)) return item;
    throw wrongArgument('params');
  });
}

function readProvider(value: unknown): MetaDataProvider {
  if (value === undefined || value === null) return 'SUITE_QL';
  if (value === 'SUITE_QL' || value === 'STATIC') return value;
  throw wrongArgument('metaDataProvider');
}

function wrongArgument(name: string): SuiteScriptFailure {
  return new SuiteScriptFailure('SSS_INVALID_TYPE_ARG', `${call}: You have entered an invalid type argument: ${name}`);
}

function resultSet(host: Host, result: QueryResult, provider: MetaDataProvider): GuestMembers {
  const once = <T>(make: () => T): (() => T) => {
    let made: { readonly value: T } | undefined;
    return () => (made ??= { value: make() }).value;
  };
  return {
    published: 'N/query.ResultSet',
    tag: 'query.ResultSet',
    getters: {
      results: once(() => host.realm.toGuest(result.rows.map((row) => host.realm.object(resultMembers(result, row))))),
      types: once(() => host.realm.toGuest(result.columns.map((column) => returnTypeOf(column.type)))),
      columns: once(() => host.realm.toGuest(result.columns.map((column) => host.realm.object({
        published: 'N/query.Column', tag: 'query.Column', constants: { alias: column.name, type: returnTypeOf(column.type) },
      })))),
      metadataProvider: () => provider,
    },
    methods: { asMappedResults: () => result.rows.map((row) => mapOf(result, row)) },
  };
}

function resultMembers(result: QueryResult, row: readonly SqlValue[]): GuestMembers {
  return {
    published: 'N/query.Result',
    tag: 'query.Result',
    constants: { values: row },
    methods: { asMap: () => mapOf(result, row) },
  };
}

function mapOf(result: QueryResult, row: readonly SqlValue[]): Readonly<Record<string, SqlValue>> {
  return Object.fromEntries(result.columns.map((column, index) => [column.name, row[index] ?? null]));
}

/** `query.ReturnType` of a column. */
function returnTypeOf(type: ColumnType): string {
  switch (type) {
    case 'string': return 'STRING';
    case 'integer': return 'INTEGER';
    case 'float': return 'FLOAT';
    case 'boolean': return 'BOOLEAN';
    case 'date': return 'DATE';
    case 'datetime': return 'DATETIME';
    case 'clob': return 'CLOBTEXT';
  }
}
