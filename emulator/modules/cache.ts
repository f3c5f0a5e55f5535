import { Buffer } from 'node:buffer';

import { NotEmulated, SuiteScriptFailure, type Execution } from '../runtime/types';
import type { RuntimeServices } from '../runtime/services';
import { requiredOptions, textOption, wrongType, type Options } from './arguments';
import type { EmulatedModule, GuestMembers, ModuleHost } from './types';

/** Platform facts 6.1. */
const NAME_BYTES = 1_024;
const KEY_BYTES = 4_096;
const VALUE_BYTES = 500 * 1_024;
const SHORTEST_TTL_SECONDS = 300;

const SCOPES = ['PRIVATE', 'PROTECTED', 'PUBLIC'] as const;
type Scope = (typeof SCOPES)[number];

type Host = ModuleHost<RuntimeServices>;

interface Shelf {
  readonly name: string;
  readonly scope: Scope;
  /** Who shares it: one script, or all of them. */
  readonly owner: string;
}

/** N/cache. Entries leave when their time is over, in NetSuite time; nothing else throws them out here. */
export const cacheModule: EmulatedModule<RuntimeServices> = {
  name: 'N/cache',
  emulated: [
    'getCache', 'Scope', 'Cache.name', 'Cache.scope', 'Cache.get', 'Cache.put', 'Cache.remove', 'Cache.toJSON', 'Cache.toString',
  ],
  build: (host) => ({
    methods: {
      getCache: (...args) => {
        const options = requiredOptions(args, { call: 'cache.getCache', names: ['name'] });
        const name = limited(textOption(options, 'cache.getCache', 'name'), NAME_BYTES, 'cache name');
        const scope = scopeOf(options['scope'] ?? 'PRIVATE');
        return host.realm.object(cacheMembers(host, { name, scope, owner: ownerOf(scope, host.execution) }));
      },
    },
  }),
};

function cacheMembers(host: Host, shelf: Shelf): GuestMembers {
  const { name, scope } = shelf;
  return {
    published: 'N/cache.Cache',
    getters: { name: () => name, scope: () => scope },
    methods: {
      get: (...args) => read(host, shelf, requiredOptions(args, { call: 'Cache.get', names: ['key'] })),
      put: (...args) => {
        const options = requiredOptions(args, { call: 'Cache.put', names: ['key', 'value'] });
        const key = keyOf(options, 'Cache.put');
        const value = valueOf(options['value']);
        const ttl = ttlOf(options, 'Cache.put');
        host.call({ member: 'N/cache.Cache.put', units: 1, detail: name }, () => { store(host, shelf, { key, value, ttl }); });
      },
      remove: (...args) => {
        const key = keyOf(requiredOptions(args, { call: 'Cache.remove', names: ['key'] }), 'Cache.remove');
        host.call({ member: 'N/cache.Cache.remove', units: 1, detail: name }, () => { host.services.caches.remove(shelf.owner, name, key); });
      },
      toJSON: () => ({ name, scope }),
      toString: () => 'cache.Cache',
    },
  };
}

/**
 * A hit costs 1 unit, a miss 2. The loader is the script's own code: it runs outside the gate, and what it returned is
 * put by a call of its own, so that a script can die between the two.
 */
function read(host: Host, shelf: Shelf, options: Options): string | null {
  const key = keyOf(options, 'Cache.get');
  const ttl = ttlOf(options, 'Cache.get');
  const { loader } = options;
  if (loader !== undefined && loader !== null && typeof loader !== 'function') throw new NotEmulated('Cache.get with a loader given by name');
  const lookUp = (): string | undefined => host.services.caches.get(shelf.owner, shelf.name, key, host.services.clock.nowMs());
  const found = host.call({ member: 'N/cache.Cache.get', units: lookUp() === undefined ? 2 : 1, detail: shelf.name }, lookUp);
  if (found !== undefined) return found;
  if (typeof loader !== 'function') return null;
  const loaded: unknown = (loader as (context: unknown) => unknown)(host.realm.toGuest({ key }));
  if (loaded === undefined || loaded === null) return null;
  const value = valueOf(loaded);
  host.call({ member: 'N/cache.Cache.get', units: 0, detail: `${shelf.name}, keep what the loader gave` }, () => { store(host, shelf, { key, value, ttl }); });
  return value;
}

interface Keep {
  readonly key: string;
  readonly value: string;
  readonly ttl: number | undefined;
}

function store(host: Host, shelf: Shelf, { key, value, ttl }: Keep): void {
  const expiresMs = ttl === undefined ? undefined : host.services.clock.nowMs() + ttl * 1_000;
  host.services.caches.put(shelf.owner, shelf.name, key, { value, expiresMs });
}

function scopeOf(value: unknown): Scope {
  const scope = SCOPES.find((known) => known === value);
  if (scope === undefined) throw new SuiteScriptFailure('SSS_INVALID_TYPE_ARG', `cache.getCache: ${String(value)} is no cache scope.`);
  return scope;
}

/** A project deployed by itself is in no bundle, so PROTECTED is shared by all its scripts and apart from PUBLIC. */
function ownerOf(scope: Scope, execution: Execution): string {
  return scope === 'PRIVATE' ? `PRIVATE ${execution.scriptId}` : scope;
}

function keyOf(options: Options, call: string): string {
  return limited(textOption(options, call, 'key'), KEY_BYTES, 'cache key');
}

function valueOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value) as string | undefined;
  if (text === undefined) throw wrongType('Cache.put', 'value', 'string');
  return limited(text, VALUE_BYTES, 'cache value');
}

function ttlOf(options: Options, call: string): number | undefined {
  const { ttl } = options;
  if (ttl === undefined || ttl === null) return undefined;
  if (typeof ttl !== 'number' || !Number.isFinite(ttl)) throw wrongType(call, 'ttl', 'number');
  if (ttl < SHORTEST_TTL_SECONDS) throw new SuiteScriptFailure('SSS_INVALID_TYPE_ARG', `${call}: ttl must be at least ${String(SHORTEST_TTL_SECONDS)} seconds.`);
  return ttl;
}

/** Names of the errors past a size are not documented; refusing is. */
function limited(text: string, bytes: number, what: string): string {
  const size = Buffer.byteLength(text, 'utf8');
  if (size > bytes) throw new SuiteScriptFailure('SSS_INVALID_TYPE_ARG', `The ${what} takes ${String(size)} bytes; at most ${String(bytes)} are allowed.`);
  return text;
}
