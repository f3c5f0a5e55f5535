import { createMetadataRegistry } from '../metadata/registry';
import type { AccountMetadata } from '../metadata/registry';
import { ROW_TYPE_COLUMN } from '../metadata/types';
import type { SdfCustomList, SdfProject } from '../sdf/types';
import { ensurePlatformTables, ensureTables, quoted } from '../store/schema';
import type { SqliteDatabase } from '../store/sqlite';
import { deployInstances } from './deploy-instances';
import { deployedRole, deployedStandardField, mergedRecordType, refuseTypeChanges } from './sdf-objects';
import { readObjects, writeObjects } from './stored-objects';

/** Role ids of the platform: the administrator is 3; roles of projects are numbered from 1001. */
const ADMINISTRATOR_ROLE_ID = 3;
const FIRST_PROJECT_ROLE_ID = 1001;

/**
 * Deploys a project onto the account's database, as one commit, with SDF's effects: objects overwrite those of the same id,
 * shipped rows are set back to the XML's values, and nothing that left the project is deleted (SDF: what a deploy does).
 * DEPLOY_REFUSED where a field's type would change. Returns the account's metadata after it.
 */
export function deployProject(database: SqliteDatabase, project: SdfProject, nowText: string): AccountMetadata {
  ensurePlatformTables(database);
  return database.transaction(() => {
    writeObjects(database, 'list', project.customLists.map((list) => ({ scriptId: list.scriptId, name: list.name })));
    ensureTables(database, metadataOf(database).tables());
    for (const list of project.customLists) deployListValues(database, list);
    deployDefinitions(database, project);
    const metadata = metadataOf(database);
    ensureTables(database, metadata.tables());
    ensureStandardRows(database);
    deployInstances(database, metadata, project.customRecordTypes, nowText);
    for (const role of readObjects(database, 'role').values()) ensureRole(database, role.scriptId);
    return metadata;
  });
}

/** The account's metadata from what earlier deploys have put into it. */
export function metadataOf(database: SqliteDatabase): AccountMetadata {
  return createMetadataRegistry({
    lists: [...readObjects(database, 'list').values()],
    recordTypes: [...readObjects(database, 'recordtype').values()],
    standardFields: [...readObjects(database, 'field').values()],
  });
}

function deployDefinitions(database: SqliteDatabase, project: SdfProject): void {
  const known = readObjects(database, 'recordtype');
  writeObjects(database, 'recordtype', project.customRecordTypes.map((type) => mergedRecordType(database, type, known.get(type.scriptId))));
  const fields = project.customFields.map((field) => deployedStandardField(database, field));
  refuseTypeChanges([...readObjects(database, 'field').values()], fields);
  writeObjects(database, 'field', fields);
  const roles = project.roles.map(deployedRole);
  writeObjects(database, 'role', roles.map((each) => each.role));
  for (const { role, recordLevels } of roles) grantRecordLevels(database, role.scriptId, recordLevels);
}

/** A role's level on a custom record is one fact, shown on both objects. */
function grantRecordLevels(database: SqliteDatabase, role: string, levels: ReadonlyMap<string, 0 | 1 | 2 | 3 | 4>): void {
  const types = readObjects(database, 'recordtype');
  const changed = [...levels].flatMap(([typeId, level]) => {
    const type = types.get(typeId);
    return type === undefined ? [] : [{ ...type, permissions: { ...type.permissions, [role]: level } }];
  });
  writeObjects(database, 'recordtype', changed);
}

function deployListValues(database: SqliteDatabase, list: SdfCustomList): void {
  const table = quoted(list.scriptId);
  for (const value of list.values) {
    const inactive = value.isInactive ? 'T' : 'F';
    const known = database.prepare(`SELECT "id" FROM ${table} WHERE "scriptid" = ?`).get(value.scriptId);
    if (known !== undefined) {
      database.prepare(`UPDATE ${table} SET "name" = ?, "isinactive" = ? WHERE "id" = ?`).run(value.value, inactive, Number(known['id']));
      continue;
    }
    const top = database.prepare(`SELECT coalesce(max("id"), 0) AS top FROM ${table}`).get();
    const id = Number(top?.['top']) + 1;
    database.prepare(`INSERT INTO ${table} ("id", "recordid", "${ROW_TYPE_COLUMN}", "_version", "name", "scriptid", "isinactive") VALUES (?, ?, ?, 1, ?, ?, ?)`)
      .run(id, id, list.scriptId, value.value, value.scriptId, inactive);
  }
}

/** Rows that every account has: the administrator role, price levels, ways to pay, the customer statuses. */
function ensureStandardRows(database: SqliteDatabase): void {
  const insert = (table: string, rows: readonly (readonly [number, string])[]) => {
    const statement = database.prepare(`INSERT OR IGNORE INTO ${quoted(table)} ("id", "${ROW_TYPE_COLUMN}", "_version", "name", "isinactive") VALUES (?, ?, 1, ?, 'F')`);
    for (const [id, name] of rows) statement.run(id, table, name);
    // What the account adds is numbered behind them.
    database.prepare('INSERT INTO emulator_sequence VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET last = max(last, excluded.last)')
      .run(table, Math.max(...rows.map(([id]) => id)));
  };
  insert('role', [[ADMINISTRATOR_ROLE_ID, 'Administrator']]);
  database.prepare('UPDATE "role" SET "scriptid" = \'administrator\', "centertype" = \'BASIC\' WHERE "id" = ?').run(ADMINISTRATOR_ROLE_ID);
  insert('pricelevel', [[-1, 'Custom'], [1, 'Base Price']]);
  insert('paymentmethod', [[1, 'Cash'], [2, 'Check']]);
  insert('customerstatus', [[13, 'CUSTOMER-Closed Won']]);
}

function ensureRole(database: SqliteDatabase, scriptId: string): void {
  const role = readObjects(database, 'role').get(scriptId);
  if (role === undefined) return;
  const known = database.prepare('SELECT "id" FROM "role" WHERE "scriptid" = ?').get(scriptId);
  const top = database.prepare('SELECT max("id") AS top FROM "role"').get();
  const id = known === undefined ? Math.max(FIRST_PROJECT_ROLE_ID, Number(top?.['top']) + 1) : Number(known['id']);
  database.prepare(`INSERT OR REPLACE INTO "role" ("id", "${ROW_TYPE_COLUMN}", "_version", "name", "scriptid", "centertype", "isinactive")
    VALUES (?, 'role', 1, ?, ?, ?, ?)`).run(id, role.name, scriptId, role.centerType, role.inactive ? 'T' : 'F');
}
