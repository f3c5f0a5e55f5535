import { randomBytes } from 'node:crypto';
import type { PermissionLevel } from '../metadata/types';
import { SuiteScriptFailure } from '../runtime/types';
import type { Actor } from '../runtime/types';
import type { SqliteDatabase, SqlRow } from '../store/sqlite';
import type { TokenCredentials } from '../types';
import { readObjects } from './stored-objects';
import type { AccountDirectory, AccountPerson, CertificateEntry, RoleEntry, TokenEntry } from './types';

const ADMINISTRATOR = 'administrator';

/** The platform's own user, as scripts on a schedule see it. */
const SYSTEM_USER_ID = -4;

/** People, roles and keys over the account's tables. */
export function createAccountDirectory(database: SqliteDatabase): AccountDirectory {
  return new StoredDirectory(database);
}

class StoredDirectory implements AccountDirectory {
  /** Permissions change by deploys alone, and a deploy comes before the directory. */
  private readonly permissionsByRole = new Map<string, ReadonlyMap<string, PermissionLevel>>();

  constructor(private readonly database: SqliteDatabase) {}

  role(reference: string): RoleEntry | undefined {
    return roleEntry(this.database.prepare('SELECT * FROM "role" WHERE "scriptid" = ?').get(reference.toLowerCase()));
  }

  roleById(id: number): RoleEntry | undefined {
    return roleEntry(this.database.prepare('SELECT * FROM "role" WHERE "id" = ?').get(id));
  }

  grantRole(employeeId: number, role: string): void {
    const entry = this.requireRole(role);
    this.requireEmployee(employeeId);
    this.database.prepare('INSERT OR IGNORE INTO emulator_role_grant VALUES (?, ?)').run(employeeId, entry.scriptId);
    this.database.prepare('UPDATE "employee" SET "giveaccess" = \'T\' WHERE "id" = ?').run(employeeId);
  }

  hasRole(employeeId: number, role: string): boolean {
    return this.database.prepare('SELECT 1 AS hit FROM emulator_role_grant WHERE employee = ? AND role = ?')
      .get(employeeId, role.toLowerCase()) !== undefined;
  }

  people(): readonly AccountPerson[] {
    const rows = this.database.prepare(`SELECT e."id" AS employee, coalesce(e."altname", e."entityid") AS person, e."title" AS title, e."email" AS email, r.*
      FROM emulator_role_grant g JOIN "employee" e ON e."id" = g.employee JOIN "role" r ON r."scriptid" = g.role
      WHERE e."isinactive" = 'F' AND r."isinactive" = 'F' ORDER BY person, employee, r."name"`).all();
    const people = new Map<number, AccountPerson>();
    for (const row of rows) {
      const entry = roleEntry(row);
      if (entry === undefined) continue;
      const employeeId = Number(row['employee']);
      const known = people.get(employeeId) ?? { employeeId, name: String(row['person']), title: String(row['title'] ?? ''), email: String(row['email'] ?? ''), roles: [] };
      people.set(employeeId, { ...known, roles: [...known.roles, entry] });
    }
    return [...people.values()];
  }

  buildActor(employeeId: number, role: string): Actor {
    const actor = this.submitter(employeeId, role);
    if (!this.hasRole(employeeId, actor.roleScriptId)) throw invalidLogin();
    return actor;
  }

  submitter(employeeId: number, role: string): Actor {
    const entry = this.requireRole(role);
    const employee = this.requireEmployee(employeeId);
    return {
      userId: employeeId, userName: String(employee['altname'] ?? employee['entityid']), userEmail: String(employee['email'] ?? ''),
      ...this.roleOf(entry),
    };
  }

  inRole(actor: Actor, role: string): Actor {
    return { ...actor, ...this.roleOf(this.requireRole(role)) };
  }

  administratorActor(): Actor {
    return {
      userId: SYSTEM_USER_ID, userName: '-System-', userEmail: '', roleId: 3, roleScriptId: ADMINISTRATOR, administrator: true, permissions: new Map(),
    };
  }

  issueToken(employeeId: number, role: string, integrationName: string): TokenCredentials {
    this.buildActor(employeeId, role);
    const integration = this.integration(integrationName);
    const tokenId = secret();
    const tokenSecret = secret();
    this.database.prepare('INSERT INTO emulator_token VALUES (?, ?, ?, ?, ?)')
      .run(tokenId, tokenSecret, integrationName, employeeId, role.toLowerCase());
    return { consumerKey: String(integration['consumerkey']), consumerSecret: String(integration['consumersecret']), tokenId, tokenSecret };
  }

  findToken(consumerKey: string, tokenId: string): TokenEntry | undefined {
    const row = this.database.prepare(`SELECT t.*, i.consumersecret FROM emulator_token t JOIN emulator_integration i ON i.name = t.integration
      WHERE i.consumerkey = ? AND t.tokenid = ?`).get(consumerKey, tokenId);
    if (row === undefined) return undefined;
    return {
      consumerSecret: String(row['consumersecret']), tokenSecret: String(row['tokensecret']), employeeId: Number(row['employee']),
      roleScriptId: String(row['role']), integrationName: String(row['integration']),
    };
  }

  registerCertificate(registration: CertificateEntry): { readonly clientId: string; readonly certificateId: string } {
    this.buildActor(registration.employeeId, registration.roleScriptId);
    const integration = this.integration(registration.integrationName);
    const certificateId = secret();
    this.database.prepare('INSERT INTO emulator_certificate VALUES (?, ?, ?, ?, ?)')
      .run(certificateId, registration.integrationName, registration.employeeId, registration.roleScriptId.toLowerCase(), registration.publicKeyPem);
    return { clientId: String(integration['clientid']), certificateId };
  }

  findCertificate(clientId: string, certificateId: string): CertificateEntry | undefined {
    const row = this.database.prepare(`SELECT c.* FROM emulator_certificate c JOIN emulator_integration i ON i.name = c.integration
      WHERE i.clientid = ? AND c.certificateid = ?`).get(clientId, certificateId);
    if (row === undefined) return undefined;
    return {
      publicKeyPem: String(row['publickey']), employeeId: Number(row['employee']), roleScriptId: String(row['role']),
      integrationName: String(row['integration']),
    };
  }

  useNonce(nonce: string, hostMs: number, keepUntilMs: number): boolean {
    this.database.prepare('DELETE FROM emulator_nonce WHERE keepuntil < ?').run(hostMs);
    return this.database.prepare('INSERT INTO emulator_nonce VALUES (?, ?) ON CONFLICT (nonce) DO NOTHING').run(nonce, keepUntilMs).changes === 1;
  }

  private roleOf(entry: RoleEntry): Pick<Actor, 'roleId' | 'roleScriptId' | 'administrator' | 'permissions'> {
    const administrator = entry.scriptId === ADMINISTRATOR;
    return { roleId: entry.id, roleScriptId: entry.scriptId, administrator, permissions: administrator ? new Map() : this.permissionsOf(entry.scriptId) };
  }

  /** The role's own permissions, and its levels on custom records by record type. */
  private permissionsOf(roleScriptId: string): ReadonlyMap<string, PermissionLevel> {
    const known = this.permissionsByRole.get(roleScriptId);
    if (known !== undefined) return known;
    const role = readObjects(this.database, 'role').get(roleScriptId);
    const permissions = new Map<string, PermissionLevel>(Object.entries(role?.permissions ?? {}));
    for (const type of readObjects(this.database, 'recordtype').values()) {
      const level = type.permissions[roleScriptId];
      if (level !== undefined) permissions.set(type.scriptId, level);
    }
    this.permissionsByRole.set(roleScriptId, permissions);
    return permissions;
  }

  private integration(name: string): SqlRow {
    this.database.prepare('INSERT INTO emulator_integration VALUES (?, ?, ?, ?) ON CONFLICT (name) DO NOTHING').run(name, secret(), secret(), secret());
    return this.database.prepare('SELECT * FROM emulator_integration WHERE name = ?').get(name) ?? {};
  }

  private requireRole(reference: string): RoleEntry {
    const entry = this.role(reference);
    if (entry === undefined || entry.inactive) throw new SuiteScriptFailure('INVALID_ROLE', `There is no active role ${reference}.`);
    return entry;
  }

  private requireEmployee(id: number): SqlRow {
    const row = this.database.prepare('SELECT * FROM "employee" WHERE "id" = ?').get(id);
    if (row === undefined || row['isinactive'] === 'T') throw invalidLogin();
    return row;
  }
}

function invalidLogin(): SuiteScriptFailure {
  return new SuiteScriptFailure('INVALID_LOGIN_CREDENTIALS', 'You have entered an invalid email address or password. Please try again.');
}

/** 256 bits from the operating system: never from the account's seed, as keys must not be guessable. */
function secret(): string {
  return randomBytes(32).toString('hex');
}

function roleEntry(row: SqlRow | undefined): RoleEntry | undefined {
  if (row === undefined) return undefined;
  return { id: Number(row['id']), scriptId: String(row['scriptid']), name: String(row['name']), inactive: row['isinactive'] === 'T' };
}
