import { filterTerm, parseFilters } from '../search/filter-expression';
import { notEmulated } from '../search/failures';
import type { SearchCell, SearchColumn, SearchEngine, SearchFilter, SearchRequest, SearchRow, SearchWindow } from '../search/types';
import { SuiteScriptFailure } from '../runtime/types';
import { optionsOf, requiredOptions, textOption, type Options } from './arguments';
import type { EmulatedModule, GuestMembers, ModuleHost } from './types';

/** What N/search draws on. */
export interface SearchServices {
  readonly searches: SearchEngine;
}

type Host = ModuleHost<SearchServices>;

/** Platform facts 1.5. */
const rangeLimit = 1000;
const eachLimit = 4000;

/** N/search: ad-hoc searches over record bodies, and `lookupFields` (platform facts 5.2). */
export const searchModule: EmulatedModule<SearchServices> = {
  name: 'N/search',
  emulated: [
    'create', 'createColumn', 'createFilter', 'lookupFields', 'Type', 'Operator', 'Sort', 'Summary', 'Search.searchType', 'Search.run',
    'Search.toString', 'ResultSet.each', 'ResultSet.getRange', 'ResultSet.columns', 'ResultSet.toString', 'Result.id', 'Result.recordType',
    'Result.columns', 'Result.getValue', 'Result.getText', 'Result.toJSON', 'Result.toString', 'Column.name', 'Column.sort', 'Column.label',
    'Column.toString', 'Filter.name', 'Filter.operator', 'Filter.toString',
  ],
  build: (host) => {
    const guests: Guests = { columns: new WeakMap(), filters: new WeakMap() };
    return {
      methods: {
        create: (...args) => createSearch(host, guests, requiredOptions(args, { call: 'search.create', names: ['type'] })),
        createColumn: (...args) => createColumn(host, guests, requiredOptions(args, { call: 'search.createColumn', names: ['name'] })),
        createFilter: (...args) => createFilter(host, guests, requiredOptions(args, { call: 'search.createFilter', names: ['name', 'operator'] })),
        lookupFields: (...args) => lookUpFields(host, requiredOptions(args, { call: 'search.lookupFields', names: ['type', 'id', 'columns'] })),
      },
    };
  },
};

/** What stands behind the column and filter objects that scripts hold. */
interface Guests {
  readonly columns: WeakMap<object, SearchColumn>;
  readonly filters: WeakMap<object, SearchFilter>;
}

function known<T>(map: WeakMap<object, T>, value: unknown): T | undefined {
  return typeof value === 'object' && value !== null ? map.get(value) : undefined;
}

function createSearch(host: Host, guests: Guests, options: Options): object {
  const type = textOption(options, 'search.create', 'type').toLowerCase();
  if (options['settings'] !== undefined && options['settings'] !== null) throw notEmulated('settings');
  const filter = parseFilters(options['filters'], (value) => known(guests.filters, value));
  const columns = columnList(options['columns']).map((column) => readColumn(guests, column));
  const request: SearchRequest = { type, filter, columns };
  return host.realm.object({
    published: 'N/search.Search',
    tag: 'search.Search',
    getters: { searchType: () => type },
    methods: { run: () => host.realm.object(resultSetMembers(host, guests, request)) },
  });
}

function columnList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? Array.from(value as readonly unknown[]) : [value];
}

function readColumn(guests: Guests, value: unknown): SearchColumn {
  const made = known(guests.columns, value);
  if (made !== undefined) return made;
  if (typeof value === 'string' && value !== '') return columnOf({ name: value });
  if (typeof value === 'object' && value !== null && typeof (value as Options)['name'] === 'string') return columnOf(value as Options);
  throw new SuiteScriptFailure('SSS_INVALID_SRCH_COLUMN', 'search.create: columns must be search.Column objects or names.');
}

function columnOf(options: Options): SearchColumn {
  const name = textOption(options, 'search.createColumn', 'name').toLowerCase();
  for (const part of ['join', 'summary', 'formula', 'function']) {
    if (options[part] !== undefined && options[part] !== null) throw notEmulated(`column with ${part}: ${name}`);
  }
  if (name.includes('.') || name.startsWith('formula')) throw notEmulated(`column ${name}`);
  const sort = options['sort'] ?? 'NONE';
  if (sort === 'ASC' || sort === 'DESC' || sort === 'NONE') return { name, sort };
  throw new SuiteScriptFailure('WRONG_PARAMETER_TYPE', 'search.createColumn: sort is ASC, DESC or NONE.');
}

function createColumn(host: Host, guests: Guests, options: Options): object {
  const column = columnOf(options);
  return columnObject(host, guests, column, options['label']);
}

function columnObject(host: Host, guests: Guests, column: SearchColumn, label?: unknown): object {
  const object = host.realm.object({ published: 'N/search.Column', tag: 'search.Column', constants: { name: column.name, sort: column.sort, label: label ?? null } });
  guests.columns.set(object, column);
  return object;
}

function createFilter(host: Host, guests: Guests, options: Options): object {
  const name = textOption(options, 'search.createFilter', 'name');
  const operator = textOption(options, 'search.createFilter', 'operator');
  for (const part of ['join', 'formula', 'summary']) {
    if (options[part] !== undefined && options[part] !== null) throw notEmulated(`filter with ${part}: ${name}`);
  }
  const filter = filterTerm({ name, operator, values: [options['values']] });
  const object = host.realm.object({ published: 'N/search.Filter', tag: 'search.Filter', constants: { name: name.toLowerCase(), operator: operator.toLowerCase() } });
  guests.filters.set(object, filter);
  return object;
}

function resultSetMembers(host: Host, guests: Guests, request: SearchRequest): GuestMembers {
  const rows = (member: string, window: SearchWindow): readonly SearchRow[] =>
    host.call({ member: `N/search.ResultSet.${member}`, units: 10, detail: request.type }, () => host.services.searches.run(request, host.execution.actor, window));
  const guest = (row: SearchRow): object => host.realm.object(resultMembers(host, guests, request, row));
  return {
    published: 'N/search.ResultSet',
    tag: 'search.ResultSet',
    getters: { columns: () => request.columns.map((column) => columnObject(host, guests, column)) },
    methods: {
      each: (callback) => {
        if (typeof callback !== 'function') throw new SuiteScriptFailure('SSS_MISSING_REQD_ARGUMENT', 'ResultSet.each: Missing a required argument: callback');
        visitEach(rows('each', { start: 0, end: eachLimit + 1 }), guest, callback as (result: object) => unknown);
      },
      getRange: (...args) => rows('getRange', readRange(args)).map(guest),
    },
  };
}

function visitEach(found: readonly SearchRow[], guest: (row: SearchRow) => object, callback: (result: object) => unknown): void {
  for (const [index, row] of found.entries()) {
    if (index >= eachLimit) {
      throw new SuiteScriptFailure('SSS_SEARCH_FOR_EACH_LIMIT_EXCEEDED', `No more than ${String(eachLimit)} search results may be visited by ResultSet.each.`);
    }
    if (callback(guest(row)) !== true) return;
  }
}

function readRange(args: readonly unknown[]): SearchWindow {
  const [first, second] = args;
  const options = typeof first === 'number' ? { start: first, end: second } : optionsOf(args);
  const { start, end } = requiredOptions([options], { call: 'ResultSet.getRange', names: ['start', 'end'] });
  if (typeof start !== 'number' || typeof end !== 'number' || !Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end < start) {
    throw new SuiteScriptFailure('SSS_INVALID_SEARCH_RESULT_INDEX', 'Search result indexes are whole numbers from 0, the end not before the start.');
  }
  if (end - start > rangeLimit) {
    throw new SuiteScriptFailure('SSS_SEARCH_RESULT_LIMIT_EXCEEDED', 'No more than 1000 search results may be requested at one time from ResultSet.getRange.');
  }
  return { start, end };
}

function resultMembers(host: Host, guests: Guests, request: SearchRequest, row: SearchRow): GuestMembers {
  const cell = (args: readonly unknown[], call: string): SearchCell | undefined => {
    const name = resultName(args, guests, call);
    return row.cells[request.columns.findIndex((column) => column.name === name)];
  };
  return {
    published: 'N/search.Result',
    tag: 'search.Result',
    constants: { id: row.id, recordType: row.recordType },
    getters: { columns: () => request.columns.map((column) => columnObject(host, guests, column)) },
    methods: {
      getValue: (...args) => cell(args, 'Result.getValue')?.value ?? null,
      getText: (...args) => cell(args, 'Result.getText')?.text ?? null,
      toJSON: () => ({ recordType: row.recordType, id: row.id, values: valuesOf(request.columns.map((column) => column.name), row.cells) }),
    },
  };
}

function resultName(args: readonly unknown[], guests: Guests, call: string): string {
  const [first] = args;
  if (typeof first === 'string') return first.toLowerCase();
  const column = known(guests.columns, first);
  if (column !== undefined) return column.name;
  const options = requiredOptions(args, { call, names: ['name'] });
  for (const part of ['join', 'summary', 'func']) {
    if (options[part] !== undefined && options[part] !== null) throw notEmulated(`result with ${part}`);
  }
  return textOption(options, call, 'name').toLowerCase();
}

function valuesOf(names: readonly string[], cells: readonly SearchCell[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.map((name, index) => [name, cells[index]?.options ?? cells[index]?.value ?? '']));
}

/** Selects come as `[{ value, text }]`, checkboxes as booleans, all else as text (platform facts 4.5). */
function lookUpFields(host: Host, options: Options): Readonly<Record<string, unknown>> {
  const type = textOption(options, 'search.lookupFields', 'type').toLowerCase();
  const columns = columnList(options['columns']).map((column) => {
    if (typeof column === 'string' && column !== '') return columnOf({ name: column }).name;
    throw new SuiteScriptFailure('SSS_INVALID_SRCH_COLUMN', 'search.lookupFields: columns must be names.');
  });
  const id = Number(options['id']);
  if (!Number.isSafeInteger(id)) throw new SuiteScriptFailure('SSS_INVALID_TYPE_ARG', 'search.lookupFields: id must be an internal id.');
  const cells = host.call({ member: 'N/search.lookupFields', units: 1, detail: `${type} ${String(id)}` }, () =>
    host.services.searches.lookup(type, id, columns, host.execution.actor));
  return cells === undefined ? {} : valuesOf(columns, cells);
}
