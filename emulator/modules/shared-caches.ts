import type { CacheEntry, CacheStore } from '../runtime/services';

/** What changed in N/cache's storage, as another thread is told. */
export type CacheChange =
  | { readonly kind: 'put'; readonly scope: string; readonly cache: string; readonly key: string; readonly entry: CacheEntry }
  | { readonly kind: 'remove'; readonly scope: string; readonly cache: string; readonly key: string }
  | { readonly kind: 'clear' };

/** N/cache's storage on one thread, kept level with that of the others. */
export interface SharedCaches extends CacheStore {
  /** Takes over a change of another thread, without telling it on. */
  apply(change: CacheChange): void;
  /** Has changes made here told to `listener`, the only one. */
  onChange(listener: (change: CacheChange) => void): void;
}

/**
 * Wraps a thread's storage. One thread puts all changes in order and tells them to every thread, to the one they came from
 * too: all then end with the same value, whichever of two was put first. A storage that is restored is empty elsewhere,
 * as the platform allows entries to be at any time (platform facts 6.1).
 */
export function shareCaches(own: CacheStore): SharedCaches {
  let tell: (change: CacheChange) => void = () => undefined;
  return {
    get: (...given) => own.get(...given),
    put(scope, cache, key, entry) {
      own.put(scope, cache, key, entry);
      tell({ kind: 'put', scope, cache, key, entry });
    },
    remove(scope, cache, key) {
      own.remove(scope, cache, key);
      tell({ kind: 'remove', scope, cache, key });
    },
    snapshot: () => own.snapshot(),
    restore(snapshot) {
      own.restore(snapshot);
      tell({ kind: 'clear' });
    },
    apply(change) {
      switch (change.kind) {
        case 'put': own.put(change.scope, change.cache, change.key, change.entry); break;
        case 'remove': own.remove(change.scope, change.cache, change.key); break;
        case 'clear': own.restore(new Map()); break;
      }
    },
    onChange(listener) { tell = listener; },
  };
}
