import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCacheStore } from '../../../emulator/modules/cache-store';
import { shareCaches, type CacheChange, type SharedCaches } from '../../../emulator/modules/shared-caches';
import { openRestletPool, type RestletPool } from '../../../emulator/scripts/restlet-pool';
import { bootEmulator } from '../../../emulator/boot';
import type { Emulator, RestletCall } from '../../../emulator/types';
import { createCaller, JSON_HEADERS, restletPath, TEST_ACCOUNT, TEST_TIME } from '../../support/emulator';
import { createSignedClient, type ClientReply, type SignedClient } from '../../support/oauth1-client';
import { LAB_FILES } from '../../support/restlet-lab';
import { sampleProject, writeSdfProject } from '../../support/sdf-project';

const HOUR = 3_600_000;

describe('an account with two threads', () => {
  let folder = '';
  let emulator: Emulator;
  let server: Awaited<ReturnType<Emulator['listen']>>;
  let client: SignedClient;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'threads-'));
    emulator = await bootEmulator({
      projectFolder: writeSdfProject(sampleProject(LAB_FILES)), dataFolder: folder, accountId: TEST_ACCOUNT, seed: 1, hostMs: () => TEST_TIME,
      concurrencyLimit: 50, workers: 2,
    });
    server = await emulator.listen(0);
    const { credentials } = createCaller(emulator, 'customrole_clerk');
    client = createSignedClient({ baseUrl: server.baseUrl, accountId: TEST_ACCOUNT, credentials, nowMs: () => TEST_TIME });
    await server.threads.ready();
  });

  afterAll(async () => {
    client.close();
    await server.close();
    emulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const post = (act: string, more: Readonly<Record<string, unknown>> = {}): Promise<ClientReply> =>
    client.call({ method: 'POST', path: restletPath(), body: JSON.stringify({ act, ...more }), headers: JSON_HEADERS });
  /** The reply, and how many calls threads answered for it. */
  const counted = async (send: () => Promise<ClientReply>): Promise<readonly [ClientReply, number]> => {
    const before = server.threads.answered();
    return [await send(), server.threads.answered() - before];
  };

  it.each([
    ['a value', 'echo', 200, '{"act":"echo"}'],
    ['an error of the script', 'created', 400, '{"error":{"code":"MY_CODE","message":"my message"}}'],
    ['what is not emulated', 'refused', 500, expect.stringContaining('EMULATOR_NOT_IMPLEMENTED')],
  ])('a thread answers %s as the main thread does', async (_title, act, status, text) => {
    const [reply, threaded] = await counted(() => post(act));
    expect([reply.status, reply.text, threaded]).toEqual([status, text, 1]);
  });

  it('a thread runs the script as its caller', async () => {
    expect((await post('user')).json()).toMatchObject({ role: 'customrole_clerk' });
  });

  it('executions of all threads have numbers and random numbers of their own', async () => {
    const replies = await Promise.all(Array.from({ length: 40 }, () => post('chance')));
    const drawn = replies.map((reply) => (reply.json() as { value: number }).value);
    expect(new Set(drawn).size).toBe(40);
    const log = (await client.call({ method: 'GET', path: '/emulator/log?limit=40' })).json() as { executions: { id: number; outcome: string }[] };
    expect(new Set(log.executions.map(({ id }) => id)).size).toBe(40);
    expect(log.executions.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 40 }, () => 'returned'));
  });

  it('what is put into a cache is read by every later call, whatever thread runs it', async () => {
    for (const value of ['first', 'second', 'third']) {
      await post('cache', { put: value });
      const read = await Promise.all(Array.from({ length: 12 }, () => post('cache')));
      expect(new Set(read.map((reply) => reply.text))).toEqual(new Set([JSON.stringify({ value })]));
    }
  });

  it('NetSuite time that was moved on holds on the threads', async () => {
    emulator.advanceTime(5 * HOUR);
    await post('log', { title: 'now', details: '' });
    const log = (await client.call({ method: 'GET', path: '/emulator/log?limit=1' })).json() as { lines: { atMs: number }[] };
    expect(log.lines[0]!.atMs).toBeGreaterThanOrEqual(TEST_TIME + 5 * HOUR);
  });

  it('a hook sees every call: it keeps the scripts on the main thread', async () => {
    const members: string[] = [];
    const remove = emulator.onCall(({ member }) => {
      members.push(member);
      return undefined;
    });
    const [, threaded] = await counted(() => post('cache'));
    remove();
    expect([threaded, members]).toEqual([0, ['N/cache.Cache.get']]);
    expect((await counted(() => post('cache')))[1]).toBe(1);
  });

  it('a checkpoint holds the whole account: it keeps the scripts on the main thread', async () => {
    const point = emulator.checkpoint();
    const [reply, threaded] = await counted(() => post('cache', { put: 'undone' }));
    point.restore();
    expect([reply.text, threaded]).toEqual(['{"value":"undone"}', 0]);
    expect((await counted(() => post('cache')))[0].text).not.toContain('undone');
    expect((await counted(() => post('cache')))[1]).toBe(1);
  });
});

describe('which accounts take threads', () => {
  const options = { projectFolder: '', accountId: TEST_ACCOUNT, seed: 1, hostMs: () => TEST_TIME };

  it.each([
    ['one in memory', { dataFolder: ':memory:', workers: 1 }, 'workers need a data folder'],
    ['one whose clock is moved by hand', { dataFolder: 'never-made', callCostMs: 0, workers: 1 }, 'workers need a clock that runs by itself'],
    ['half a thread', { dataFolder: 'never-made', workers: 0.5 }, 'workers is a whole number'],
  ])('%s does not', async (_title, more, message) => {
    await expect(bootEmulator({ ...options, ...more })).rejects.toThrow(message);
  });
});

describe('threads that fail', () => {
  const opened: RestletPool[] = [];
  afterEach(() => { for (const pool of opened.splice(0)) pool.close(); });

  function failingPool(accountId: string, size: number): RestletPool {
    const memory = () => new SharedArrayBuffer(4);
    const pool = openRestletPool({
      size, clock: { nowMs: () => TEST_TIME, hostMs: () => TEST_TIME }, caches: shareCaches(createCacheStore()),
      program: join(__dirname, '..', '..', 'support', 'failing-thread.cjs'),
      start: { projectFolder: '', dataFolder: '', accountId, seed: 1, timeZone: 'UTC', running: memory(), turn: memory() },
    });
    opened.push(pool);
    return pool;
  }

  const call = (method: RestletCall['method'], argument: string): RestletCall => ({
    scriptId: 's', deploymentId: 'd', method, argument,
    actor: { userId: 1, userName: '', userEmail: '', roleId: 3, roleScriptId: 'administrator', administrator: true, permissions: new Map() },
  });

  it('one that ends in a call loses that call alone, and is replaced', async () => {
    const pool = failingPool('sound', 1);
    await pool.ready();
    const replies = await Promise.all([pool.call(call('delete', 'a')), pool.call(call('post', 'b')), pool.call(call('post', 'c'))]);
    expect(replies.map((reply) => (reply.kind === 'returned' ? reply.value : reply.kind))).toEqual(['died', 'b', 'c']);
    await pool.ready();
    expect(pool.isOpen()).toBe(true);
  });

  it('one that never comes up is told with its reason to every call', async () => {
    const pool = failingPool('never-ready', 2);
    await expect(pool.ready()).rejects.toThrow('no such account');
    await expect(pool.call(call('post', 'a'))).rejects.toThrow('No thread could be started');
  });

  it('calls that wait when the account closes get no answer', async () => {
    const pool = failingPool('sound', 1);
    const waiting = pool.call(call('post', 'a'));
    pool.close();
    expect(await waiting).toEqual({ kind: 'died', units: 0 });
    expect(pool.isOpen()).toBe(false);
  });
});

describe('the caches of two threads', () => {
  /** Two threads and the one that puts their changes in order and tells each to both. */
  function threads(): { readonly a: SharedCaches; readonly b: SharedCaches; deliver(): void } {
    const a = shareCaches(createCacheStore());
    const b = shareCaches(createCacheStore());
    const told: CacheChange[] = [];
    for (const one of [a, b]) one.onChange((change) => { told.push(change); });
    return {
      a, b,
      deliver() {
        for (const change of told.splice(0)) for (const one of [a, b]) one.apply(change);
      },
    };
  }
  const read = (caches: SharedCaches) => caches.get('PUBLIC', 'c', 'k', TEST_TIME);
  const put = (caches: SharedCaches, value: string) => { caches.put('PUBLIC', 'c', 'k', { value, expiresMs: undefined }); };

  it('hold the same value in the end where both put one at once', () => {
    const { a, b, deliver } = threads();
    put(b, 'of b');
    put(a, 'of a');
    deliver();
    expect([read(a), read(b)]).toEqual(['of a', 'of a']);
  });

  it('both lose what one removes', () => {
    const { a, b, deliver } = threads();
    put(a, 'old');
    deliver();
    b.remove('PUBLIC', 'c', 'k');
    deliver();
    expect([read(a), read(b)]).toEqual([undefined, undefined]);
  });

  it('are empty where one is put back to an earlier state', () => {
    const { a, b, deliver } = threads();
    const before = a.snapshot();
    put(b, 'since');
    deliver();
    a.restore(before);
    deliver();
    expect([read(a), read(b)]).toEqual([undefined, undefined]);
  });
});
