import type { DeployedList, DeployedRecordType, DeployedStandardField } from '../metadata/custom-records';
import type { PermissionLevel } from '../metadata/types';
import type { SqliteDatabase } from '../store/sqlite';

/** A role as the account keeps it. */
export interface DeployedRole {
  readonly scriptId: string;
  readonly name: string;
  readonly centerType: string;
  readonly inactive: boolean;
  /** Standard permission keys only; levels on custom records are kept with the record type. */
  readonly permissions: Readonly<Record<string, PermissionLevel>>;
}

interface StoredKinds {
  readonly list: DeployedList;
  readonly recordtype: DeployedRecordType;
  readonly field: DeployedStandardField;
  readonly role: DeployedRole;
}

/** Objects of one kind that deploys have put into the account, by script id. */
export function readObjects<TKind extends keyof StoredKinds>(database: SqliteDatabase, kind: TKind): ReadonlyMap<string, StoredKinds[TKind]> {
  const rows = database.prepare('SELECT scriptid, definition FROM emulator_object WHERE kind = ? ORDER BY rowid').all(kind);
  return new Map(rows.map((row) => [String(row['scriptid']), JSON.parse(String(row['definition'])) as StoredKinds[TKind]]));
}

/** Writes objects over those of the same script id. */
export function writeObjects<TKind extends keyof StoredKinds>(database: SqliteDatabase, kind: TKind, objects: readonly StoredKinds[TKind][]): void {
  const upsert = database.prepare(`INSERT INTO emulator_object VALUES (?, ?, ?)
    ON CONFLICT (kind, scriptid) DO UPDATE SET definition = excluded.definition`);
  for (const object of objects) upsert.run(kind, object.scriptId, JSON.stringify(object));
}
