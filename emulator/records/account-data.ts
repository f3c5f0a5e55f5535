import { referencedTypes } from '../metadata/registry';
import type { AccountMetadata } from '../metadata/registry';
import { ROW_TYPE_COLUMN } from '../metadata/types';
import type { RecordTypeDefinition } from '../metadata/types';
import { NotEmulated } from '../runtime/types';
import { quoted } from '../store/schema';
import type { SqliteDatabase, SqlRow, SqlValue } from '../store/sqlite';
import { dateInZone, storedInstant } from './company-time';
import { invalidRecordType } from './failures';

/** What an account decides beside its records: company settings that change how records behave. */
export interface CompanySettings {
  readonly timeZone: string;
  /** Error name of a taken external id on a custom record (platform facts 4.2). */
  readonly duplicateCustomRecordName: string;
}

/** A row and its record type. */
export interface FoundRow {
  readonly definition: RecordTypeDefinition;
  readonly row: SqlRow;
}

/** Rows of the account by record type and id, sequences and the account's calendar: what records are made with. */
export class AccountData {
  private readonly statements = new Map<string, string>();
  private found: Map<string, FoundRow | undefined> | undefined;

  constructor(
    readonly database: SqliteDatabase,
    readonly metadata: AccountMetadata,
    readonly settings: CompanySettings,
    private readonly nowMs: () => number,
  ) {}

  /** INVALID_RCRD_TYPE for a custom type the account does not have; any other unknown type is not emulated. */
  definition(type: string): RecordTypeDefinition {
    const known = this.metadata.recordType(type);
    if (known !== undefined) return known;
    if (type.startsWith('customrecord')) throw invalidRecordType(type);
    throw new NotEmulated(`record type ${type}`);
  }

  row(definition: RecordTypeDefinition, id: number): SqlRow | undefined {
    return this.database.prepare(`SELECT * FROM ${quoted(definition.table)} WHERE "id" = ? AND "${ROW_TYPE_COLUMN}" = ?`)
      .get(id, definition.id);
  }

  /** The row that a select pointing at `target` (a type, list or group) means by this id. */
  referenced(target: string, id: number): FoundRow | undefined {
    if (this.found === undefined) return this.findReferenced(target, id);
    const key = `${target} ${String(id)}`;
    if (!this.found.has(key)) this.found.set(key, this.findReferenced(target, id));
    return this.found.get(key);
  }

  /** Runs a save that reads what it points at once, however often its rules ask; it writes to no row but its own. */
  readingOnce<T>(save: () => T): T {
    this.found = new Map();
    try {
      return save();
    } finally {
      this.found = undefined;
    }
  }

  private findReferenced(target: string, id: number): FoundRow | undefined {
    const definitions = referencedTypes(this.metadata, target);
    for (const table of new Set(definitions.map((definition) => definition.table))) {
      const row = this.database.prepare(`SELECT * FROM ${quoted(table)} WHERE "id" = ?`).get(id);
      const definition = definitions.find((each) => each.table === table && each.id === row?.[ROW_TYPE_COLUMN]);
      if (row !== undefined && definition !== undefined) return { definition, row };
    }
    return undefined;
  }

  /** Whether a select pointing at `target` means a row by this id that is not inactive. Reads no more of it than that. */
  isActive(target: string, id: number): boolean {
    const definitions = referencedTypes(this.metadata, target);
    return [...new Set(definitions.map((definition) => definition.table))].some((table) => {
      const row = this.database.prepare(this.kept(`active ${table}`, () => this.activitySql(table))).get(id);
      return row !== undefined && row['inactive'] !== 'T' && definitions.some((each) => each.table === table && each.id === row['type']);
    });
  }

  private activitySql(table: string): string {
    const hasFlag = this.metadata.tables().some((each) => each.name === table && each.columns.has('isinactive'));
    return `SELECT "${ROW_TYPE_COLUMN}" AS type, ${hasFlag ? '"isinactive"' : 'NULL'} AS inactive FROM ${quoted(table)} WHERE "id" = ?`;
  }

  /** A statement's text, made once for what names it: the texts of wide tables are long. */
  private kept(name: string, make: () => string): string {
    const known = this.statements.get(name);
    if (known !== undefined) return known;
    const made = make();
    this.statements.set(name, made);
    return made;
  }

  /** What shows of the row that a select pointing at `target` means by this id. */
  nameOf(target: string, id: number): string | undefined {
    const found = this.referenced(target, id);
    const name = found?.row[found.definition.nameColumn];
    return name === undefined || name === null ? undefined : String(name);
  }

  /** The next number of a sequence; the first is 1. Rolled back with the save that took it. */
  next(sequence: string): number {
    return this.nextOf(sequence, 1);
  }

  /** Takes `count` numbers that follow each other; returns the first. */
  nextOf(sequence: string, count: number): number {
    const row = this.database
      .prepare('INSERT INTO emulator_sequence VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET last = last + excluded.last RETURNING last')
      .get(sequence, count);
    return Number(row?.['last']) - count + 1;
  }

  /** Sets a sequence's last number where it is lower. */
  raise(sequence: string, atLeast: number): void {
    this.database
      .prepare('INSERT INTO emulator_sequence VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET last = max(last, excluded.last)')
      .run(sequence, atLeast);
  }

  insert(table: string, values: Readonly<Record<string, SqlValue>>): void {
    const names = Object.keys(values);
    const sql = this.kept(`insert ${table} ${names.join()}`, () =>
      `INSERT INTO ${quoted(table)} (${names.map(quoted).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`);
    this.database.prepare(sql).run(...Object.values(values));
  }

  /** Writes columns of a row and counts its version up, which is what a stale save is told by. */
  update(table: string, id: number, values: Readonly<Record<string, SqlValue>>): void {
    const names = Object.keys(values);
    const sql = this.kept(`update ${table} ${names.join()}`, () => {
      const sets = ['"_version" = "_version" + 1', ...names.map((name) => `${quoted(name)} = ?`)];
      return `UPDATE ${quoted(table)} SET ${sets.join(', ')} WHERE "id" = ?`;
    });
    this.database.prepare(sql).run(...Object.values(values), id);
  }

  /** Today in the company's time zone, `YYYY-MM-DD`. */
  today(): string {
    return dateInZone(this.nowMs(), this.settings.timeZone);
  }

  /** Now, as date-time columns store it. */
  now(): string {
    return storedInstant(this.nowMs());
  }
}
