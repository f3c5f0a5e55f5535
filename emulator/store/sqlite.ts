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
  /** Runs `work` as one commit; a throw rolls back. Nests by savepoints, so it also works inside `checkpoint`. */
  transaction<T>(work: () => T): T;
  /** Opens a savepoint; `restore` rolls everything since back and releases it, `keep` releases it. Strictly nested. */
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

/**
 * Opens the database file (or `:memory:`) with Node's own driver where it has one, else with the package that
 * offers the same interface without an install script. WAL with synchronous=NORMAL survives a killed process.
 */
export function openSqlite(path: string): SqliteDatabase {
  const raw = new (loadDriver().DatabaseSync)(path);
  raw.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;');
  // Pages are read once and written back to the file in large portions: 64 MB are kept, 32 MB of log go at a time.
  raw.exec('PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8192;');
  return new EmbeddedDatabase(raw);
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

  constructor(private readonly raw: RawDatabase) {}

  exec(sql: string): void {
    this.raw.exec(sql);
  }

  prepare(sql: string): SqlStatement {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const statement = wrapStatement(this.raw.prepare(sql));
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

  checkpoint(): { restore(): void; keep(): void } {
    const level = this.depth + 1;
    const name = `level_${String(level)}`;
    this.raw.exec(`SAVEPOINT ${name}`);
    this.depth = level;
    let open = true;
    const leave = (sql: string) => () => {
      if (!open || this.depth !== level) throw new Error('Checkpoints end once, and in the reverse order of their start.');
      this.raw.exec(sql);
      open = false;
      this.depth = level - 1;
    };
    return {
      restore: leave(`ROLLBACK TO ${name}; RELEASE ${name}`),
      keep: leave(`RELEASE ${name}`),
    };
  }

  close(): void {
    this.raw.close();
  }
}

function wrapStatement(raw: RawStatement): SqlStatement {
  return {
    run: (...parameters) => {
      const { changes, lastInsertRowid } = raw.run(...parameters);
      return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
    },
    get: (...parameters) => raw.get(...parameters) as SqlRow | undefined,
    all: (...parameters) => raw.all(...parameters) as SqlRow[],
    iterate: (...parameters) => raw.iterate(...parameters) as IterableIterator<SqlRow>,
  };
}
