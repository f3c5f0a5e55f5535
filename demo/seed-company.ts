import type { Actor } from '../emulator/runtime/types';
import type { Emulator, SeedValue, TokenCredentials } from '../emulator/types';
import { DEMO_ROLES, demoCompany, INTEGRATION_NAME, INTEGRATION_ROLE, INTEGRATION_USER } from './company';
import type { DemoRecord, DemoValue } from './demo-record';
import { sourceBinding } from './settings';

/** What seeding did. */
export interface SeedReport {
  readonly created: number;
  /** Records that were there before: of an earlier start that did not finish, or of the account itself. */
  readonly found: number;
}

/**
 * Puts the demo company into an account. Each record is looked for first, so a seeding that was cut off is completed by the
 * next one and nothing comes twice.
 */
export function seedCompany(emulator: Emulator): SeedReport {
  const ids = new Map<string, number>();
  let created = 0;
  for (const record of demoCompany()) {
    const known = findRecord(emulator, record);
    if (known === undefined) created += 1;
    ids.set(record.key, known ?? createRecord(emulator, record, ids));
  }
  for (const { employee, role } of DEMO_ROLES) emulator.grantRole(idOf(ids, employee), role);
  return { created, found: ids.size - created };
}

/** A new access token for the shop's connector. Needs the seeded company. */
export function issueConnectorToken(emulator: Emulator): TokenCredentials {
  return emulator.issueToken(connectorId(emulator), INTEGRATION_ROLE, INTEGRATION_NAME);
}

/** The shop's connector as it calls. Needs the seeded company. */
export function connectorActor(emulator: Emulator): Actor {
  return emulator.actor(connectorId(emulator), INTEGRATION_ROLE);
}

/** Lets the connector speak for one more source. False where somebody does already. Needs the seeded company. */
export function bindSource(emulator: Emulator, source: string): boolean {
  const record = sourceBinding(source);
  if (findId(emulator, { table: record.type, column: 'custrecord_dkt_set_name', value: record.key }) !== undefined) return false;
  const ids = new Map(demoCompany().flatMap((one) => {
    const id = one.type === 'subsidiary' ? findRecord(emulator, one) : undefined;
    return id === undefined ? [] : [[one.key, id] as const];
  }));
  createRecord(emulator, record, ids);
  return true;
}

function connectorId(emulator: Emulator): number {
  const id = findId(emulator, { table: 'employee', column: 'externalid', value: INTEGRATION_USER });
  if (id === undefined) throw new Error('the demo company has no integration user: it was not seeded');
  return id;
}

function findRecord(emulator: Emulator, { key, type, foundBy }: DemoRecord): number | undefined {
  return findId(emulator, foundBy ?? { table: tableOf(type), column: 'externalid', value: key });
}

function findId(emulator: Emulator, { table, column, value }: NonNullable<DemoRecord['foundBy']>): number | undefined {
  const id = emulator.query(`SELECT id FROM ${table} WHERE ${column} = ?`, [value])[0]?.['id'];
  return id === undefined || id === null ? undefined : Number(id);
}

/** SuiteQL keeps all items in one table. */
function tableOf(type: string): string {
  return type.endsWith('item') ? 'item' : type;
}

function createRecord(emulator: Emulator, record: DemoRecord, ids: ReadonlyMap<string, number>): number {
  const values = Object.fromEntries(Object.entries(record.values).map(([field, value]) => [field, resolveValue(value, ids)]));
  return emulator.createRecord({
    type: record.type,
    values: record.foundBy === undefined ? { externalid: record.key, ...values } : values,
    ...(record.sublists === undefined ? {} : { sublists: record.sublists }),
  });
}

function resolveValue(value: DemoValue, ids: ReadonlyMap<string, number>): SeedValue {
  // A setting's JSON names another record in braces.
  if (typeof value === 'string') return value.replace(/"\{(\w+)\}"/g, (_match, key: string) => String(idOf(ids, key)));
  if (typeof value !== 'object' || value === null) return value;
  if ('ref' in value) return idOf(ids, value.ref);
  return 'refs' in value ? value.refs.map((key) => idOf(ids, key)) : value;
}

function idOf(ids: ReadonlyMap<string, number>, key: string): number {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`the demo company refers to ${key} before it is made`);
  return id;
}
