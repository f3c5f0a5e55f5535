import type { MetadataRegistry } from '../metadata/types';
import type { RecordTypeNumbers } from '../ui/record-pages';
import type { SqliteDatabase } from '../store/sqlite';

/** Numbers the account's custom record types; an earlier start's numbers stay. */
export function openRecordTypeNumbers(database: SqliteDatabase, metadata: MetadataRegistry): RecordTypeNumbers {
  database.exec('CREATE TABLE IF NOT EXISTS emulator_record_type (number INTEGER PRIMARY KEY, type TEXT NOT NULL UNIQUE) STRICT');
  const known = new Set(database.prepare('SELECT type FROM emulator_record_type').all().map((row) => String(row['type'])));
  for (const { id } of metadata.recordTypes()) {
    if (!id.startsWith('customrecord') || known.has(id)) continue;
    database.prepare('INSERT INTO emulator_record_type (number, type) SELECT 1 + coalesce(max(number), 0), ? FROM emulator_record_type').run(id);
  }
  const rows = database.prepare('SELECT number, type FROM emulator_record_type').all();
  const byType = new Map(rows.map((row) => [String(row['type']), Number(row['number'])]));
  const byNumber = new Map(rows.map((row) => [Number(row['number']), String(row['type'])]));
  return { numberOf: (type) => byType.get(type), typeOf: (number) => byNumber.get(number) };
}
