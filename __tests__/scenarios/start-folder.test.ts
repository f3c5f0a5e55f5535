import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { demoCompany } from '../../demo/company';
import { issueConnectorToken, seedCompany } from '../../demo/seed-company';
import { bootEmulator } from '../../emulator/boot';
import type { Emulator } from '../../emulator/types';
import { readKeys, writeConnection } from '../../tools/start-connection';
import { lockFolder } from '../../tools/start-lock';

const KEYS = { consumerKey: 'a', consumerSecret: 'b', tokenId: 'c', tokenSecret: 'd' };

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'start-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

describe('the data folder of a start', () => {
  it('a folder that another start holds is refused, and free once that one let go', () => {
    const release = lockFolder(folder);
    expect(faultOf(() => lockFolder(folder))).toEqual(['StartFault', expect.stringContaining(`process ${process.pid}`)]);
    release();
    lockFolder(folder)();
  });

  it('the keys that were written are read again, and only their owner may read the file', () => {
    const connection = writeConnection(folder, { accountId: '7104283', baseUrl: 'http://127.0.0.1:1', keys: KEYS });
    expect(connection.inboundUrl).toBe('http://127.0.0.1:1/app/site/hosting/restlet.nl?script=customscript_dkt_inbound_rl&deploy=customdeploy_dkt_inbound_rl');
    expect(JSON.parse(readFileSync(join(folder, 'connection.json'), 'utf8'))).toEqual(connection);
    expect(statSync(join(folder, 'connection.json')).mode & 0o077).toBe(0);
    expect(readKeys(folder, '7104283')).toMatchObject(KEYS);
  });

  it('the folder of another account is refused', () => {
    writeConnection(folder, { accountId: '999', baseUrl: 'http://127.0.0.1:1', keys: KEYS });
    expect(faultOf(() => readKeys(folder, '7104283'))).toEqual(['StartFault', expect.stringContaining('account 999')]);
  });

  it.each([
    ['missing', undefined],
    ['cut off', '{"baseUrl": "http://127'],
    ['without a key', '{"baseUrl": "http://127.0.0.1:1", "accountId": "7104283"}'],
    ['nothing', 'null'],
  ])('a connection file that is %s counts as none', (_state, text) => {
    if (text !== undefined) writeFileSync(join(folder, 'connection.json'), text);
    expect(readKeys(folder, '7104283')).toBeUndefined();
  });
});

describe('the demo company', () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await bootEmulator({
      projectFolder: resolve(__dirname, '../../dist'), dataFolder: ':memory:', accountId: '7104283', seed: 1, hostMs: () => Date.UTC(2026, 10, 23),
    });
  });

  afterEach(() => { emulator.close(); });

  it('is seeded once: a second seeding finds every record', () => {
    const size = demoCompany().length;
    expect(seedCompany(emulator)).toEqual({ created: size, found: 0 });
    expect(seedCompany(emulator)).toEqual({ created: 0, found: size });
  });

  it('is completed where a seeding was cut off after any of its records', () => {
    const size = demoCompany().length;
    for (const cut of [0, 1, 2, 40, size - 2, size - 1]) {
      const mark = emulator.checkpoint();
      expect(() => seedCompany(dyingAfter(emulator, cut))).toThrow('killed');
      expect(seedCompany(emulator)).toEqual({ created: size - cut, found: cut });
      mark.restore();
    }
  });

  it('lets the shop\'s connector in', () => {
    seedCompany(emulator);
    const { consumerKey, consumerSecret, tokenId, tokenSecret } = issueConnectorToken(emulator);
    expect(new Set([consumerKey, consumerSecret, tokenId, tokenSecret].map(({ length }) => length >= 32))).toEqual(new Set([true]));
  });

  it('has no token to give before it is seeded', () => {
    expect(() => issueConnectorToken(emulator)).toThrow('it was not seeded');
  });

  it('names the subsidiary of the shop\'s binding by its id', () => {
    seedCompany(emulator);
    const [setting] = emulator.query("SELECT custrecord_dkt_set_value AS value FROM customrecord_dkt_setting WHERE externalid = 'binding:shopify'");
    const [subsidiary] = emulator.query("SELECT id FROM subsidiary WHERE name = 'Larkspur Audio US'");
    expect(JSON.parse(String(setting!['value']))).toEqual({ roles: ['customrole_dkt_integration'], users: [], subsidiary: subsidiary!['id'] });
  });
});

function faultOf(work: () => unknown): readonly [name: string, message: string] | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    const { name, message } = error as Error;
    return [name, message];
  }
}

/** The emulator, but the process dies when it is asked for one record more than `records`. */
function dyingAfter(emulator: Emulator, records: number): Emulator {
  let made = 0;
  return Object.assign(Object.create(emulator) as Emulator, {
    createRecord(record: Parameters<Emulator['createRecord']>[0]) {
      if (made === records) throw new Error('killed');
      made += 1;
      return emulator.createRecord(record);
    },
  });
}
