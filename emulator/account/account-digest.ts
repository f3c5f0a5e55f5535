import { createHash } from 'node:crypto';
import type { CacheSnapshot } from '../runtime/services';
import { quoted } from '../store/schema';
import type { SqliteDatabase } from '../store/sqlite';

/** SHA-256, hex, over every row of the account, its clock and log among them, and over its caches: equal where two accounts are, byte for byte. */
export function accountDigest(database: SqliteDatabase, caches: CacheSnapshot): string {
  const hash = createHash('sha256');
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name").all();
  for (const { name } of tables) {
    hash.update(`\n${String(name)}\n`);
    const rows = database.prepare(`SELECT * FROM ${quoted(String(name))}`).all().map((row) => JSON.stringify(row));
    for (const row of rows.sort()) hash.update(`${row}\n`);
  }
  hash.update(JSON.stringify([...caches].sort(([a], [b]) => (a < b ? -1 : 1))));
  return hash.digest('hex');
}
