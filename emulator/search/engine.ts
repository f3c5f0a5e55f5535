import { ROW_TYPE_COLUMN, type MetadataRegistry } from '../metadata/types';
import { dateInZone, timeInZone } from '../records/company-time';
import type { Actor } from '../runtime/types';
import type { SqlRow, SqlValue } from '../store/sqlite';
import { nameLookup, namingOf } from '../suiteql/display';
import { quoteName } from '../suiteql/fragments';
import { usDate } from '../suiteql/oracle-dates';
import { conditionOf, type Condition } from './conditions';
import { invalidColumn, notEmulated } from './failures';
import { fieldOf, targetCondition, targetOf, type SearchableField, type SearchTarget } from './searchable-fields';
import type { SearchCell, SearchColumn, SearchEngine, SearchEngineOptions, SearchFilter, SearchRequest, SearchRow, SearchWindow } from './types';

/** N/search over the account's SQLite tables. Statements bind all values, so they are prepared once. */
export function createSearchEngine(options: SearchEngineOptions): SearchEngine {
  return new SqliteSearchEngine(options);
}

class SqliteSearchEngine implements SearchEngine {
  constructor(private readonly options: SearchEngineOptions) {}

  run(request: SearchRequest, actor: Actor, window: SearchWindow): readonly SearchRow[] {
    const target = targetOf(request.type, this.options.metadata, actor);
    const filter = target.transaction ? bodyFilter(request.filter) : request.filter;
    const condition = filter === undefined ? undefined : this.condition(filter, target);
    return this.rows({ target, columns: request.columns, condition }, window);
  }

  lookup(type: string, id: number, columns: readonly string[], actor: Actor): readonly SearchCell[] | undefined {
    const target = targetOf(type, this.options.metadata, actor);
    const condition: Condition = { sql: `${quoteName('id')} = ?`, values: [id] };
    const wanted = columns.map((name): SearchColumn => ({ name, sort: 'NONE' }));
    return this.rows({ target, columns: wanted, condition }, { start: 0, end: 1 })[0]?.cells;
  }

  private condition(filter: SearchFilter, target: SearchTarget): Condition {
    return conditionOf(filter, { field: (name) => fieldOf(name, target, this.options.metadata), timeZone: this.options.timeZone });
  }

  private rows(search: PlannedSearch, window: SearchWindow): readonly SearchRow[] {
    const { target, columns, condition } = search;
    const { metadata, database, timeZone } = this.options;
    const fields = columns.map((column) => {
      const field = fieldOf(column.name, target, metadata);
      if (field === undefined) throw invalidColumn(column.name);
      return field;
    });
    const list = fields.flatMap((field, index) => [`${field.sql} AS v${String(index)}`, `${textOf(field, metadata)} AS t${String(index)}`]);
    const order = fields.flatMap((field, index) => orderOf(field, columns[index]?.sort ?? 'NONE'));
    const sql = [
      `SELECT ${[quoteName('id'), `${quoteName(ROW_TYPE_COLUMN)} AS recordtype_`, ...list].join(', ')} FROM ${quoteName(target.table)}`,
      `WHERE ${targetCondition(target)}${condition === undefined ? '' : ` AND ${condition.sql}`}`,
      `ORDER BY ${[...order, quoteName('id')].join(', ')} LIMIT ? OFFSET ?`,
    ].join(' ');
    const found = database.prepare(sql).all(...(condition?.values ?? []), window.end - window.start, window.start);
    return found.map((row) => ({
      id: String(row['id']), recordType: String(row['recordtype_']), cells: fields.map((field, index) => cellOf(field, row, index, timeZone)),
    }));
  }
}

interface PlannedSearch {
  readonly target: SearchTarget;
  readonly columns: readonly SearchColumn[];
  readonly condition: Condition | undefined;
}

/**
 * A transaction search gives a row a line unless `mainline` is true; only that form is emulated, so it has to be asked for
 * where every row must meet it.
 */
function bodyFilter(filter: SearchFilter | undefined): SearchFilter | undefined {
  const terms = filter === undefined ? [] : filter.kind === 'and' ? filter.of.flatMap((part) => (part.kind === 'and' ? part.of : [part])) : [filter];
  const rest = terms.filter((term) => !isBodyTerm(term));
  if (rest.length === terms.length) throw notEmulated("of transactions without ['mainline', 'is', 'T'] (it would give a row a line)");
  return rest.length === 0 ? undefined : { kind: 'and', of: rest };
}

function isBodyTerm(filter: SearchFilter): boolean {
  if (filter.kind !== 'term' || filter.name !== 'mainline') return false;
  const [value] = filter.values;
  return filter.operator === 'is' && filter.values.length === 1 && (value === 'T' || value === true);
}

/** Oracle's order: nothing last ascending, first descending. A select is ordered by what it shows. */
function orderOf(field: SearchableField, sort: SearchColumn['sort']): readonly string[] {
  if (sort === 'NONE') return [];
  if (field.kind === 'select') throw notEmulated(`sort by a select field: ${field.name}`);
  return [`${field.sql} ${sort} NULLS ${sort === 'ASC' ? 'LAST' : 'FIRST'}`];
}

function textOf(field: SearchableField, metadata: MetadataRegistry): string {
  if (field.kind !== 'select' || field.references === undefined) return 'NULL';
  const naming = namingOf(field.references, metadata);
  if (naming === undefined) throw notEmulated(`text of a field that points at ${field.references}`);
  return `(${nameLookup(naming, field.sql)})`;
}

const nothing: SearchCell = { value: '', text: null, options: undefined };

function cellOf(field: SearchableField, row: SqlRow, index: number, timeZone: string): SearchCell {
  const value = row[`v${String(index)}`] ?? null;
  const text = row[`t${String(index)}`] ?? null;
  const isList = ['select', 'code', 'key', 'externalid', 'multiselect'].includes(field.kind);
  if (value === null) return field.kind === 'checkbox' ? { ...nothing, value: false } : { ...nothing, options: isList ? [] : undefined };
  switch (field.kind) {
    case 'text':
      return { ...nothing, value: String(value) };
    case 'number':
      return { ...nothing, value: String(value) };
    case 'currency':
      return { ...nothing, value: amountText(value) };
    case 'checkbox':
      return { ...nothing, value: value === 'T' };
    case 'date':
      return { ...nothing, value: usDate(String(value)) };
    case 'instant':
      return { ...nothing, value: instantText(String(value), timeZone) };
    case 'select':
      return optionCell(String(value), text === null ? '' : String(text));
    case 'code':
      return optionCell(String(value), field.labels?.get(String(value)) ?? String(value));
    case 'key':
    case 'externalid':
      return optionCell(String(value), String(value));
    case 'multiselect':
      throw notEmulated(`column of a multiple select: ${field.name}`);
  }
}

function optionCell(value: string, text: string): SearchCell {
  return { value, text, options: [{ value, text }] };
}

/** Two decimals, and no zero before the point, as search results show amounts (inferred from published scripts). */
function amountText(value: SqlValue): string {
  return Number(value).toFixed(2).replace(/^(-?)0\./, '$1.');
}

/** `6/30/2026 11:59 pm`, in the company's zone. */
function instantText(instant: string, timeZone: string): string {
  const epochMs = Date.parse(instant);
  const [hours, minute = '00'] = timeInZone(epochMs, timeZone).split(':');
  const hour = Number(hours);
  return `${usDate(dateInZone(epochMs, timeZone))} ${String(hour % 12 === 0 ? 12 : hour % 12)}:${minute} ${hour < 12 ? 'am' : 'pm'}`;
}
