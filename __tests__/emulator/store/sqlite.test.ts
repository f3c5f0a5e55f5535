import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite, takeLock } from '../../../emulator/store/sqlite';
import type { SqliteDatabase } from '../../../emulator/store/sqlite';

function counted(database: SqliteDatabase): number {
  return Number(database.prepare('SELECT count(*) AS n FROM t').get()?.['n']);
}

function opened(): SqliteDatabase {
  const database = openSqlite(':memory:');
  database.exec('CREATE TABLE t (a INTEGER) STRICT');
  return database;
}

const insert = (database: SqliteDatabase) => database.prepare('INSERT INTO t VALUES (?)').run(1);

describe('the embedded database', () => {
  test('rolls a transaction back when its work throws, and only that', () => {
    const database = opened();
    insert(database);
    expect(() => database.transaction(() => {
      insert(database);
      throw new Error('stop');
    })).toThrow('stop');
    expect(counted(database)).toBe(1);
  });

  test('nests transactions: an inner rollback keeps the outer work', () => {
    const database = opened();
    database.transaction(() => {
      insert(database);
      expect(() => database.transaction(() => {
        insert(database);
        throw new Error('inner');
      })).toThrow('inner');
    });
    expect(counted(database)).toBe(1);
  });

  test('returns to a checkpoint over commits made since', () => {
    const database = opened();
    const point = database.checkpoint();
    database.transaction(() => { insert(database); });
    point.restore();
    expect(counted(database)).toBe(0);
    insert(database);
    expect(counted(database)).toBe(1);
  });

  test('refuses checkpoints that end out of order or twice', () => {
    const database = opened();
    const outer = database.checkpoint();
    const inner = database.checkpoint();
    expect(() => { outer.restore(); }).toThrow('reverse order');
    inner.keep();
    expect(() => { inner.keep(); }).toThrow('once');
    outer.restore();
  });

  test('keeps statements by text and functions by name', () => {
    const database = opened();
    database.define('twice', { deterministic: true }, (value) => Number(value) * 2);
    expect(database.prepare('SELECT twice(21) AS n').get()).toEqual({ n: 42 });
    expect(database.prepare('SELECT twice(21) AS n')).toBe(database.prepare('SELECT twice(21) AS n'));
  });

  test('keeps its rows in its file, which one lock holder at a time may use', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
    const lock = join(folder, 'account.lock');
    const release = takeLock(lock);
    expect(() => takeLock(lock)).toThrow('held by another process');
    release();
    takeLock(lock)();
    const first = openSqlite(join(folder, 'account.db'));
    first.exec('CREATE TABLE t (a INTEGER) STRICT');
    insert(first);
    first.close();
    const second = openSqlite(join(folder, 'account.db'));
    expect(counted(second)).toBe(1);
    second.close();
    rmSync(folder, { recursive: true });
  });
});
