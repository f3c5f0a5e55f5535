import type { ColumnType, QueryTable } from '../metadata/types';
import type { Actor } from '../runtime/types';
import type { SqlRow, SqlValue } from '../store/sqlite';
import { accessSignature, viewOf, type TableView } from './access';
import { invalidStatement, recordNotFound } from './failures';
import { usDate } from './oracle-dates';
import { parseStatement, type ParsedStatement } from './parse';
import { defineRuntimeFunctions, type RuntimeFailure } from './runtime-functions';
import type { OutputColumn, ParameterKind } from './scope';
import { translate, type TranslatedStatement } from './translate';
import {
  cautiousSwitches, type MetaDataProvider, type QueryEngine, type QueryEngineOptions, type QueryParameter, type QueryPlan, type QueryResult, type QueryRunOptions,
} from './types';
import { createWallClock } from './wall-time';

/** Statements are written once and run often; a script that builds each anew must not fill the memory. */
const keptStatements = 500;

/**
 * SuiteQL over the account's SQLite tables. `initSqlParser` must have been awaited.
 * Parses each text once; translates it once per role, parameter types and row limit.
 */
export function createQueryEngine(options: QueryEngineOptions): QueryEngine {
  const viewing = { userId: 0 };
  const failure = defineRuntimeFunctions(options.database, { nowMs: () => options.clock.nowMs(), wallClock: createWallClock(options.timeZone), viewer: () => viewing.userId });
  return new SqliteQueryEngine(options, failure, viewing);
}

interface Request {
  readonly kinds: readonly ParameterKind[];
  readonly actor: Actor;
  readonly rowLimit: number | undefined;
  readonly provider: MetaDataProvider;
}

class SqliteQueryEngine implements QueryEngine {
  private readonly parsed = new Map<string, ParsedStatement>();
  private readonly translated = new Map<string, TranslatedStatement>();
  private readonly signatures = new WeakMap<Actor, string>();

  constructor(private readonly options: QueryEngineOptions, private readonly failure: RuntimeFailure, private readonly viewing: { userId: number }) {}

  run(sql: string, parameters: readonly QueryParameter[], actor: Actor, options: QueryRunOptions = {}): QueryResult {
    const statement = this.parse(sql);
    const values = parameters.map(boundValue);
    if (statement.slots.size !== values.length) {
      throw invalidStatement(`The statement has ${String(statement.slots.size)} placeholders and ${String(values.length)} parameters.`);
    }
    const request: Request = { kinds: values.map(kindOf), actor, rowLimit: options.rowLimit, provider: options.metaDataProvider ?? 'SUITE_QL' };
    const translated = this.translate(sql, statement, request);
    this.viewing.userId = actor.userId;
    const rows = this.execute(translated, values);
    return {
      columns: translated.columns.map((column) => ({ name: column.name, type: typeOf(column) })),
      rows: rows.map((row) => translated.columns.map((column) => shownValue(row[column.name] ?? null, column))),
    };
  }

  plans(sql: string): readonly QueryPlan[] {
    return [...this.translated].filter(([key]) => key.startsWith(`${sql}\u0000`)).map(([, { sql: translated, binding }]) => ({
      sql: translated,
      steps: this.options.database.prepare(`EXPLAIN QUERY PLAN ${translated}`).all(...binding.map(() => null)).map((row) => String(row['detail'])),
    }));
  }

  private parse(sql: string): ParsedStatement {
    const known = this.parsed.get(sql);
    if (known !== undefined) return known;
    const statement = parseStatement(sql);
    remember(this.parsed, sql, statement);
    return statement;
  }

  private translate(sql: string, statement: ParsedStatement, request: Request): TranslatedStatement {
    const key = [sql, request.kinds.join(), String(request.rowLimit), request.provider, this.signature(request.actor)].join('\u0000');
    const known = this.translated.get(key);
    if (known !== undefined) return known;
    const { metadata, switches = cautiousSwitches } = this.options;
    const translated = translate(statement, {
      metadata,
      switches,
      parameterKinds: request.kinds,
      view: (table) => this.view(table, request),
    }, request.rowLimit);
    remember(this.translated, key, translated);
    return translated;
  }

  private view(table: QueryTable, request: Request): TableView {
    const view = viewOf(table, this.options.metadata, request.actor);
    if (view.kind === 'none' && request.provider === 'SUITE_QL') throw recordNotFound(table.name);
    return view;
  }

  private signature(actor: Actor): string {
    const known = this.signatures.get(actor);
    if (known !== undefined) return known;
    const signature = accessSignature(actor);
    this.signatures.set(actor, signature);
    return signature;
  }

  private execute(statement: TranslatedStatement, values: readonly SqlValue[]): readonly SqlRow[] {
    try {
      return this.options.database.prepare(statement.sql).all(...statement.binding.map((slot) => values[slot] ?? null));
    } catch (error) {
      throw this.failure.take() ?? error;
    }
  }
}

function remember<T>(cache: Map<string, T>, key: string, value: T): void {
  if (cache.size >= keptStatements) cache.clear();
  cache.set(key, value);
}

/** An empty text is NULL, also where it is bound. */
function boundValue(parameter: QueryParameter): SqlValue {
  if (typeof parameter === 'boolean') return parameter ? 'T' : 'F';
  return parameter === '' ? null : parameter;
}

function kindOf(value: SqlValue): ParameterKind {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'text';
  return Number.isInteger(value) ? 'integer' : 'float';
}

function typeOf(column: OutputColumn): ColumnType {
  return column.type === 'unknown' ? 'string' : column.type;
}

function shownValue(value: SqlValue, column: OutputColumn): SqlValue {
  if (value === null || value === '') return null;
  if (typeof value === 'number') return Number.isInteger(value) ? value : Number(value.toPrecision(15));
  return column.type === 'date' || column.type === 'datetime' ? usDate(value) : value;
}
