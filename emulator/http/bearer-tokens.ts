import { createHash, randomBytes } from 'node:crypto';
import type { SqliteDatabase } from '../store/sqlite';
import type { TokenScope } from './jwt-assertion';

/** Who a bearer token stands for. */
export interface BearerGrant {
  readonly employeeId: number;
  readonly roleScriptId: string;
  readonly scopes: readonly TokenScope[];
}

/** Access tokens of OAuth 2.0: issued for an hour of the host clock, kept as hashes so that the file gives none away. */
export interface BearerTokens {
  issue(grant: BearerGrant, hostMs: number): string;
  find(token: string, hostMs: number): BearerGrant | undefined;
}

/** Seconds that an access token is valid. */
export const TOKEN_LIFE_S = 3600;

/** Opens the token table in the account's database. */
export function openBearerTokens(database: SqliteDatabase): BearerTokens {
  database.exec(`CREATE TABLE IF NOT EXISTS emulator_bearer_token (
    hash TEXT PRIMARY KEY, employee INTEGER NOT NULL, role TEXT NOT NULL, scopes TEXT NOT NULL, expires_ms INTEGER NOT NULL) STRICT`);
  return {
    issue(grant, hostMs) {
      const token = randomBytes(48).toString('base64url');
      database.prepare('DELETE FROM emulator_bearer_token WHERE expires_ms <= ?').run(hostMs);
      database.prepare('INSERT INTO emulator_bearer_token (hash, employee, role, scopes, expires_ms) VALUES (?, ?, ?, ?, ?)')
        .run(hashOf(token), grant.employeeId, grant.roleScriptId, grant.scopes.join(' '), hostMs + TOKEN_LIFE_S * 1000);
      return token;
    },
    find(token, hostMs) {
      const row = database.prepare('SELECT employee, role, scopes FROM emulator_bearer_token WHERE hash = ? AND expires_ms > ?')
        .get(hashOf(token), hostMs);
      if (row === undefined) return undefined;
      return {
        employeeId: Number(row['employee']),
        roleScriptId: String(row['role']),
        scopes: String(row['scopes']).split(' ') as TokenScope[],
      };
    },
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
