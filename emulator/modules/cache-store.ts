import type { CacheEntry, CacheSnapshot, CacheStore } from '../runtime/services';

/**
 * N/cache's storage in memory: not kept over a restart, as the platform promises nothing either (platform facts 6.1).
 * A snapshot costs nothing; the first write after it copies.
 */
export function createCacheStore(): CacheStore {
  let entries = new Map<string, CacheEntry>();
  let shared = false;
  const writable = (): Map<string, CacheEntry> => {
    if (shared) entries = new Map(entries);
    shared = false;
    return entries;
  };
  return {
    get: (scope, cache, key, nowMs) => {
      const entry = entries.get(address(scope, cache, key));
      return entry === undefined || (entry.expiresMs !== undefined && nowMs >= entry.expiresMs) ? undefined : entry.value;
    },
    put: (scope, cache, key, entry) => { writable().set(address(scope, cache, key), entry); },
    remove: (scope, cache, key) => { writable().delete(address(scope, cache, key)); },
    snapshot: () => {
      shared = true;
      return entries;
    },
    restore: (snapshot: CacheSnapshot) => {
      entries = new Map(snapshot);
      shared = false;
    },
  };
}

function address(scope: string, cache: string, key: string): string {
  return JSON.stringify([scope, cache, key]);
}
