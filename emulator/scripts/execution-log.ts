import type { ExecutionLog, LogEntry, LogLevel } from '../runtime/services';
import type { Execution } from '../runtime/types';
import type { SqliteDatabase, SqlRow, SqlValue } from '../store/sqlite';

/** One line of the execution log as it is read back. */
export interface LoggedLine extends LogEntry {
  readonly id: number;
}

/** What one execution came to. Never its payload. */
export interface LoggedExecution {
  readonly id: number;
  readonly scriptId: string;
  readonly deploymentId: string;
  readonly entryPoint: string;
  readonly userId: number;
  readonly units: number;
  readonly calls: number;
  /** `returned`, or the name of what ended it. */
  readonly outcome: string;
  /** NetSuite time, epoch milliseconds. */
  readonly startedMs: number;
}

export interface LogFilter {
  readonly scriptId?: string;
  readonly executionId?: number;
  readonly limit: number;
}

/** The account's execution log: what scripts wrote and what each execution came to, kept with the account's rows. */
export interface AccountLog extends ExecutionLog {
  recordExecution(execution: Execution, outcome: string): void;
  /** Runs `work`, which may roll back rows, and keeps what was logged meanwhile in either case. */
  keepThrough<T>(work: () => T): T;
  /** Newest first. */
  lines(filter: LogFilter): readonly LoggedLine[];
  /** Newest first. */
  executions(filter: LogFilter): readonly LoggedExecution[];
  /** Drops what the platform no longer keeps at this NetSuite time. */
  purge(nowMs: number): void;
}

/** Days that the platform keeps what scripts log (platform facts 1.4). */
const RETENTION_DAYS = 30;

const TABLES = `
  CREATE TABLE IF NOT EXISTS emulator_log (
    id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, execution INTEGER NOT NULL, script TEXT NOT NULL, deployment TEXT NOT NULL,
    level TEXT NOT NULL, title TEXT NOT NULL, details TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS emulator_log_at ON emulator_log (at_ms);
  CREATE TABLE IF NOT EXISTS emulator_execution (
    id INTEGER PRIMARY KEY, script TEXT NOT NULL, deployment TEXT NOT NULL, entry_point TEXT NOT NULL, user INTEGER NOT NULL,
    units INTEGER NOT NULL, calls INTEGER NOT NULL, outcome TEXT NOT NULL, started_ms INTEGER NOT NULL) STRICT;`;

/** Opens the log in the account's database. */
export function openExecutionLog(database: SqliteDatabase): AccountLog {
  database.exec(TABLES);
  let waiting: (() => void)[] | undefined;
  const write = (statement: string, ...values: readonly SqlValue[]) => {
    const run = () => { database.prepare(statement).run(...values); };
    if (waiting === undefined) run();
    else waiting.push(run);
  };
  return {
    append(entry) {
      write('INSERT INTO emulator_log (at_ms, execution, script, deployment, level, title, details) VALUES (?, ?, ?, ?, ?, ?, ?)',
        entry.atMs, entry.executionId, entry.scriptId, entry.deploymentId, entry.level, entry.title, entry.details);
    },
    keepThrough(work) {
      const outer = waiting;
      const own: (() => void)[] = [];
      waiting = own;
      try {
        return work();
      } finally {
        waiting = outer;
        if (outer === undefined) own.forEach((run) => { run(); });
        else outer.push(...own);
      }
    },
    countSince(atMs) {
      // Numbers and times both only grow, so the count is a difference of numbers and costs two look-ups at any size.
      const row = database.prepare(`SELECT (SELECT max(id) FROM emulator_log)
        - (SELECT id FROM emulator_log WHERE at_ms >= ? ORDER BY at_ms, id LIMIT 1) + 1 AS n`).get(atMs);
      return Number(row?.['n'] ?? 0);
    },
    recordExecution(execution, outcome) {
      write('INSERT INTO emulator_execution (id, script, deployment, entry_point, user, units, calls, outcome, started_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        execution.id, execution.scriptId, execution.deploymentId, execution.entryPoint, execution.actor.userId,
        execution.unitsUsed, execution.calls, outcome, Math.floor(execution.startedMs));
    },
    lines: (filter) => readNewest(database, 'emulator_log', filter).map(readLine),
    executions: (filter) => readNewest(database, 'emulator_execution', filter).map(readExecution),
    purge(nowMs) {
      const before = nowMs - RETENTION_DAYS * 86_400_000;
      database.prepare('DELETE FROM emulator_log WHERE at_ms < ?').run(before);
      database.prepare('DELETE FROM emulator_execution WHERE started_ms < ?').run(before);
    },
  };
}

function readNewest(database: SqliteDatabase, table: 'emulator_log' | 'emulator_execution', filter: LogFilter): readonly SqlRow[] {
  const executionColumn = table === 'emulator_log' ? 'execution' : 'id';
  return database.prepare(`SELECT * FROM ${table} WHERE (? IS NULL OR script = ?) AND (? IS NULL OR ${executionColumn} = ?) ORDER BY id DESC LIMIT ?`)
    .all(filter.scriptId ?? null, filter.scriptId ?? null, filter.executionId ?? null, filter.executionId ?? null, filter.limit);
}

function readLine(row: SqlRow): LoggedLine {
  return {
    id: Number(row['id']), atMs: Number(row['at_ms']), executionId: Number(row['execution']), scriptId: String(row['script']),
    deploymentId: String(row['deployment']), level: String(row['level']) as LogLevel, title: String(row['title']), details: String(row['details']),
  };
}

function readExecution(row: SqlRow): LoggedExecution {
  return {
    id: Number(row['id']), scriptId: String(row['script']), deploymentId: String(row['deployment']), entryPoint: String(row['entry_point']),
    userId: Number(row['user']), units: Number(row['units']), calls: Number(row['calls']), outcome: String(row['outcome']), startedMs: Number(row['started_ms']),
  };
}
