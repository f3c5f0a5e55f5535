import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INTEGRATION_ROLE, INTEGRATION_USER } from '../../demo/company';
import { seedCompany } from '../../demo/seed-company';
import { bootEmulator } from '../../emulator/boot';
import type { Emulator, TokenCredentials } from '../../emulator/types';
import { brokenRules } from '../simulation/support/invariants';
import { TEST_ACCOUNT, TEST_TIME } from '../support/emulator';
import { createSignedClient, type SignedClient } from '../support/oauth1-client';
import { answerOf, demoText, errorCode, INBOUND, soundCall, type Answer } from './support';

const ORDER_ID = '820982911946154508';
const LIMIT = 5;
const ORDER_OPERATIONS = "SELECT COUNT(*) AS n FROM customrecord_dkt_operation WHERE custrecord_dkt_op_doctype = 'order'";

let folder = '';
let emulator: Emulator;
let server: Awaited<ReturnType<Emulator['listen']>>;
let credentials: TokenCredentials | undefined;
let client: SignedClient;

/** The built product on two threads, its data in a folder; the same account again after `stop`. */
async function start(): Promise<void> {
  emulator = await bootEmulator({
    projectFolder: join(__dirname, '..', '..', 'dist'), dataFolder: folder, accountId: TEST_ACCOUNT, seed: 5, hostMs: () => TEST_TIME,
    timeZone: 'America/New_York', concurrencyLimit: LIMIT, workers: 2,
  });
  if (credentials === undefined) {
    seedCompany(emulator);
    const [employee] = emulator.query('SELECT id FROM employee WHERE externalid = ?', [INTEGRATION_USER]);
    credentials = emulator.issueToken(Number(employee?.['id']), INTEGRATION_ROLE, 'Scenario connector');
  }
  server = await emulator.listen(0);
  client = createSignedClient({ baseUrl: server.baseUrl, accountId: TEST_ACCOUNT, credentials, nowMs: () => TEST_TIME });
  await server.threads.ready();
}

async function stop(): Promise<void> {
  client.close();
  await server.close();
  emulator.close();
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'concurrency-'));
  credentials = undefined;
  await start();
});

afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

async function post(body: unknown): Promise<Answer> {
  return answerOf(await client.call({ method: 'POST', path: INBOUND, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }));
}

/** Sends as a sound client does: again where too many calls were under way. */
async function sent(body: unknown): Promise<Answer> {
  const answer = await post(body);
  return errorCode(answer) === 'SSS_REQUEST_LIMIT_EXCEEDED' ? sent(body) : answer;
}

const order = (serial: number, key = `key-${String(serial)}`) => ({
  ...soundCall(key), documentText: demoText('order-first.json').replaceAll(ORDER_ID, String(9_000_000_000_000_000n + BigInt(serial))),
});

const counted = (sql: string): number => Number(emulator.query(sql)[0]?.['n']);
const orders = (): number => counted("SELECT COUNT(*) AS n FROM transaction WHERE recordtype = 'salesorder'");

it('ten equal orders at once become one order; calls past the limit are told so and are answered alike when repeated', async () => {
  const first = await Promise.all(Array.from({ length: 10 }, () => post(order(1))));
  const told = first.filter((answer) => errorCode(answer) !== undefined);
  const taken = first.filter((answer) => errorCode(answer) === undefined);
  expect(taken.length).toBeGreaterThanOrEqual(LIMIT);
  expect(told.map((answer) => [answer.status, errorCode(answer)])).toEqual(told.map(() => [400, 'SSS_REQUEST_LIMIT_EXCEEDED']));

  const repeated = await Promise.all(told.map(() => sent(order(1))));
  const settled = await sent(order(1));
  const all = [...taken, ...repeated];
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(all.map(({ body }) => body['operationId']))).toEqual(new Set([settled.body['operationId']]));
  const applied = all.filter(({ body }) => body['outcome'] === 'applied');
  expect(applied.length).toBeGreaterThanOrEqual(1);
  expect(applied.map(({ body }) => body['target'])).toEqual(applied.map(() => settled.body['target']));
  expect([settled.body['outcome'], orders(), brokenRules(emulator)]).toEqual(['applied', 1, []]);
});

it('200 different orders by five senders become 200 orders, each with an id and a number of its own, and a restart keeps them', async () => {
  const waiting = Array.from({ length: 200 }, (_, serial) => serial);
  const answers: Answer[] = [];
  await Promise.all(Array.from({ length: LIMIT }, async () => {
    for (let serial = waiting.shift(); serial !== undefined; serial = waiting.shift()) answers.push(await sent(order(serial)));
  }));
  // An order that came while another call was making its customer waits for the sweep.
  expect(answers.filter(({ status, body }) => status !== 200 || !['applied', 'parked'].includes(String(body['outcome'])))).toEqual([]);
  expect(server.threads.answered()).toBeGreaterThanOrEqual(200);

  const figures = () => [
    orders(), counted("SELECT COUNT(DISTINCT id) AS n FROM transaction WHERE recordtype = 'salesorder'"),
    counted("SELECT COUNT(DISTINCT tranid) AS n FROM transaction WHERE recordtype = 'salesorder'"),
    counted(ORDER_OPERATIONS), counted(`${ORDER_OPERATIONS} AND custrecord_dkt_op_state = 'applied'`),
  ];
  emulator.advanceTime(24 * 3_600_000);
  expect([figures(), brokenRules(emulator)]).toEqual([[200, 200, 200, 200, 200], []]);

  await stop();
  await start();
  expect([figures(), brokenRules(emulator)]).toEqual([[200, 200, 200, 200, 200], []]);
  expect((await sent(order(0))).body).toMatchObject({ outcome: 'applied', replayed: true });
});

it('one order under different keys at once is one order', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => sent(order(7, `other-key-${String(index)}`))));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  emulator.advanceTime(24 * 3_600_000);
  expect([orders(), brokenRules(emulator)]).toEqual([1, []]);
});
