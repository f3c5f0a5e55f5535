import type { WriteTurn } from './write-turn';

/** A value as SQLite stores it. Integers past 2^53 never occur: ids and epoch milliseconds are safe. */
export type SqlValue = string | number | null;

/** One row, by column name. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** A prepared statement of the embedded database. Parameters bind by position. */
export interface SqlStatement {
  run(...parameters: readonly SqlValue[]): { readonly changes: number; readonly lastInsertRowid: number };
  get(...parameters: readonly SqlValue[]): SqlRow | undefined;
  all(...parameters: readonly SqlValue[]): readonly SqlRow[];
  iterate(...parameters: readonly SqlValue[]): IterableIterator<SqlRow>;
}

/**
 * The one door to the embedded database: small, synchronous, the same on every Node.
 * `prepare` keeps statements by their text, so calling it again is cheap.
 */
export interface SqliteDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqlStatement;
  /** Registers a scalar function for use inside SQL. */
  define(name: string, options: { readonly deterministic: boolean }, body: (...values: SqlValue[]) => SqlValue): void;
  /**
   * Runs `work` as one commit; a throw rolls back. Nests by savepoints, so it also works inside `checkpoint`. The outermost one
   * is the file's only writer from its start, so what it reads is what it writes upon.
   */
  transaction<T>(work: () => T): T;
  /** Runs `read`, which writes nothing, over one state of the data, whatever other connections commit meanwhile. */
  snapshot<T>(read: () => T): T;
  /** Marks the data; `restore` rolls everything since back, `keep` commits it or leaves it to the outer one. Strictly nested. */
  checkpoint(): { restore(): void; keep(): void };
  close(): void;
}

interface RawStatement {
  run(...parameters: unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  get(...parameters: unknown[]): unknown;
  all(...parameters: unknown[]): unknown[];
  iterate(...parameters: unknown[]): IterableIterator<unknown>;
}

interface RawDatabase {
  exec(sql: string): void;
  prepare(sql: string): RawStatement;
  function(name: string, options: object, body: (...values: SqlValue[]) => SqlValue): void;
  close(): void;
}

interface DriverModule {
  readonly DatabaseSync: new (path: string) => RawDatabase;
}

/** Milliseconds that a connection waits for another one's commit before it gives up. */
const WRITER_PATIENCE_MS = 10_000;

/**
 * Opens the database file (or `:memory:`) with Node's own driver where it has one, else with the package that
 * offers the same interface without an install script. WAL with synchronous=NORMAL survives a killed process.
 * `turn`: what this connection shares with those of other threads.
 */
export function openSqlite(path: string, turn?: WriteTurn): SqliteDatabase {
  const raw = new (loadDriver().DatabaseSync)(path);
  raw.exec(`PRAGMA busy_timeout=${String(WRITER_PATIENCE_MS)};`);
  raw.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;');
  // Pages are read once and written back to the file in large portions: 64 MB are kept, 32 MB of log go at a time.
  raw.exec('PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8192;');
  // A connection drops the pages it keeps whenever another one commits: the file is mapped instead, and the log kept short.
  if (turn !== undefined) raw.exec('PRAGMA mmap_size=268435456; PRAGMA wal_autocheckpoint=1000;');
  return new EmbeddedDatabase(raw, turn);
}

/**
 * Takes a lock file for this process alone; returns its release. The operating system frees it when the process ends, however
 * it ends. Throws where another holder has it. No statement is prepared here: a driver may keep a file open for as long as
 * statements of it are about.
 */
export function takeLock(path: string): () => void {
  const raw = new (loadDriver().DatabaseSync)(path);
  try {
    raw.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    raw.close();
    throw new Error(`${path} is held by another process.`, { cause: error });
  }
  return () => { raw.close(); };
}

/** Statements kept prepared; queries of scripts come in any number of texts, so the oldest give way. */
const KEPT_STATEMENTS = 1_000;

function loadDriver(): DriverModule {
  const builtin = (process as { getBuiltinModule?: (id: string) => unknown }).getBuiltinModule?.('node:sqlite');
  if (builtin !== undefined) return builtin as DriverModule;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the package is absent where Node has the driver
  return require('@photostructure/sqlite') as DriverModule;
}

class EmbeddedDatabase implements SqliteDatabase {
  private readonly statements = new Map<string, SqlStatement>();
  private depth = 0;
  private reading = false;

  constructor(private readonly raw: RawDatabase, private readonly turn: WriteTurn | undefined) {}

  exec(sql: string): void {
    this.raw.exec(sql);
  }

  prepare(sql: string): SqlStatement {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const raw = this.raw.prepare(sql);
    const statement = wrapStatement(raw, this.turn === undefined || !WRITING.test(sql) ? atOnce : (run) => this.inTurn(run));
    this.statements.set(sql, statement);
    const [oldest] = this.statements.keys();
    if (this.statements.size > KEPT_STATEMENTS && oldest !== undefined) this.statements.delete(oldest);
    return statement;
  }

  define(name: string, options: { readonly deterministic: boolean }, body: (...values: SqlValue[]) => SqlValue): void {
    this.raw.function(name, { deterministic: options.deterministic, varargs: true }, body);
  }

  transaction<T>(work: () => T): T {
    const point = this.checkpoint();
    try {
      const result = work();
      point.keep();
      return result;
    } catch (error) {
      point.restore();
      throw error;
    }
  }

  snapshot<T>(read: () => T): T {
    if (this.depth > 0 || this.reading) return read();
    this.raw.exec('BEGIN');
    this.reading = true;
    try {
      return read();
    } finally {
      this.reading = false;
      this.raw.exec('COMMIT');
    }
  }

  checkpoint(): { restore(): void; keep(): void } {
    if (this.reading) throw new Error('Nothing is written while the data is read at one state.');
    const level = this.depth + 1;
    const { begin, keep, restore } = boundsOf(level);
    this.begin(level, begin);
    this.depth = level;
    let open = true;
    const leave = (sql: string) => () => {
      if (!open || this.depth !== level) throw new Error('Checkpoints end once, and in the reverse order of their start.');
      this.raw.exec(sql);
      open = false;
      this.depth = level - 1;
      if (level === 1) this.turn?.give();
    };
    return { restore: leave(restore), keep: leave(keep) };
  }

  private begin(level: number, sql: string): void {
    if (level > 1) {
      this.raw.exec(sql);
      return;
    }
    this.turn?.take();
    try {
      this.raw.exec(sql);
    } catch (error) {
      this.turn?.give();
      throw error;
    }
  }

  /** Runs a statement that may be a commit of its own. */
  private inTurn<T>(run: () => T): T {
    if (this.depth > 0) return run();
    this.turn?.take();
    try {
      return run();
    } finally {
      this.turn?.give();
    }
  }

  close(): void {
    this.raw.close();
  }
}

interface Bounds {
  readonly begin: string;
  readonly keep: string;
  readonly restore: string;
}

/** The outermost level takes the write lock at once: a reader that turns writer is refused where another one wrote meanwhile. */
function boundsOf(level: number): Bounds {
  if (level === 1) return { begin: 'BEGIN IMMEDIATE', keep: 'COMMIT', restore: 'ROLLBACK' };
  const name = `level_${String(level)}`;
  return { begin: `SAVEPOINT ${name}`, keep: `RELEASE ${name}`, restore: `ROLLBACK TO ${name}; RELEASE ${name}` };
}

const WRITING = /^\s*(INSERT|UPDATE|DELETE|REPLACE)\b/i;

const atOnce = <T>(run: () => T): T => run();

function wrapStatement(raw: RawStatement, within: <T>(run: () => T) => T): SqlStatement {
  return {
    run: (...parameters) => {
      const { changes, lastInsertRowid } = within(() => raw.run(...parameters));
      return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
    },
    get: (...parameters) => within(() => raw.get(...parameters)) as SqlRow | undefined,
    all: (...parameters) => within(() => raw.all(...parameters)) as SqlRow[],
    iterate: (...parameters) => raw.iterate(...parameters) as IterableIterator<SqlRow>,
  };
}
