import { randomBytes } from 'node:crypto';
import type { AccountDirectory } from '../account/types';
import type { Actor } from '../runtime/types';

/** One person at work in one role. */
export interface UserSession {
  /** Random, in the person's cookie alone. */
  readonly id: string;
  readonly actor: Actor;
  /** What scripts keep in N/runtime's Session. */
  readonly values: Map<string, string>;
}

/** Who is logged in, kept on this side; a restart logs everybody out. */
export interface Sessions {
  /** INVALID_LOGIN_CREDENTIALS, INVALID_ROLE: the employee does not hold the role, or either is gone. */
  open(employeeId: number, role: string): UserSession;
  /** The session of a cookie, with the rights that its role has now; undefined where it is over or the role was taken away. */
  find(id: string): UserSession | undefined;
  close(id: string): void;
}

interface Entry {
  readonly employeeId: number;
  readonly role: string;
  readonly values: Map<string, string>;
  lastUsedMs: number;
}

/** Idle time after which NetSuite ends a session, host milliseconds: 180 minutes, the default of the preference. */
export const IDLE_LIMIT_MS = 180 * 60_000;

export function createSessions(directory: Pick<AccountDirectory, 'buildActor'>, hostMs: () => number): Sessions {
  const entries = new Map<string, Entry>();
  const dropIdle = (): void => {
    for (const [id, { lastUsedMs }] of entries) {
      if (hostMs() - lastUsedMs > IDLE_LIMIT_MS) entries.delete(id);
    }
  };
  return {
    open(employeeId, role) {
      dropIdle();
      const actor = directory.buildActor(employeeId, role);
      const id = randomBytes(32).toString('base64url');
      const values = new Map<string, string>();
      entries.set(id, { employeeId, role, values, lastUsedMs: hostMs() });
      return { id, actor, values };
    },
    find(id) {
      dropIdle();
      const entry = entries.get(id);
      if (entry === undefined) return undefined;
      const actor = actorOf(entry, directory);
      if (actor === undefined) {
        entries.delete(id);
        return undefined;
      }
      entry.lastUsedMs = hostMs();
      return { id, actor, values: entry.values };
    },
    close(id) {
      entries.delete(id);
    },
  };
}

/** A role that was taken away, or an employee made inactive, ends the session at its next request. */
function actorOf({ employeeId, role }: Entry, directory: Pick<AccountDirectory, 'buildActor'>): Actor | undefined {
  try {
    return directory.buildActor(employeeId, role);
  } catch (error) {
    const { name } = error as Error;
    if (name === 'INVALID_LOGIN_CREDENTIALS' || name === 'INVALID_ROLE') return undefined;
    throw error;
  }
}
