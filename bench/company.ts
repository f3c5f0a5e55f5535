import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { INTEGRATION_ROLE, INTEGRATION_USER } from '../demo/company';
import { issueConnectorToken, seedCompany } from '../demo/seed-company';
import { bootEmulator } from '../emulator/boot';
import type { Actor } from '../emulator/runtime/types';
import type { Emulator } from '../emulator/types';
import type { SigningCredentials } from '../examples/oauth1.mjs';

const ROOT = resolve(__dirname, '..');

export const ACCOUNT = '7104283';

export const RESTLET = { scriptId: 'customscript_dkt_inbound_rl', deploymentId: 'customdeploy_dkt_inbound_rl' } as const;

export const INBOUND_PATH = `/app/site/hosting/restlet.nl?script=${RESTLET.scriptId}&deploy=${RESTLET.deploymentId}`;

/** The order that every benchmark sends, over and over under new ids. */
const ORDER_ID = '820982911946154508';

/** The demo company with the built product, its data in a folder of its own. */
export interface BenchCompany {
  readonly emulator: Emulator;
  readonly credentials: SigningCredentials;
  readonly connector: Actor;
}

/** How a benchmark's account runs, where it is not served over HTTP. */
export interface AccountOptions {
  readonly workers?: number;
  /** SuiteCloud processors. */
  readonly processors?: number;
  /** NetSuite milliseconds that each N/* call takes. */
  readonly callCostMs?: number;
  /** True: the host's time stands still, and NetSuite time moves by calls and by order. */
  readonly standing?: boolean;
}

/** The host's time where it stands still. */
const STANDING_MS = Date.UTC(2026, 10, 23, 12);

/** Boots on a data folder. */
export async function bootAccount(dataFolder: string, { standing = false, ...options }: AccountOptions): Promise<Emulator> {
  return bootEmulator({ projectFolder: join(ROOT, 'dist'), dataFolder, accountId: ACCOUNT, seed: 1, hostMs: () => (standing ? STANDING_MS : Date.now()), ...options });
}

/** Threads that `npm start` serves with. */
export const USUAL_WORKERS = 2;

export async function openCompany(dataFolder: string, workers = USUAL_WORKERS): Promise<BenchCompany> {
  return seededCompany(await bootAccount(dataFolder, { workers }));
}

/** Seeds an account and issues keys where it is new. */
export function seededCompany(emulator: Emulator): BenchCompany {
  seedCompany(emulator);
  const credentials = { accountId: ACCOUNT, ...issueConnectorToken(emulator) };
  const [employee] = emulator.query('SELECT id FROM employee WHERE externalid = ?', [INTEGRATION_USER]);
  return { emulator, credentials, connector: emulator.actor(Number(employee?.['id']), INTEGRATION_ROLE) };
}

/** Runs `work` with a data folder that is gone afterwards. */
export async function withDataFolder<T>(work: (dataFolder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-bench-'));
  try {
    return await work(join(folder, 'data'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The demo's first order as a shop sends it, without white space; every call of what it returns has other ids. */
export function orderBodies(): (serial: number, extra?: Readonly<Record<string, string>>) => Readonly<Record<string, string>> {
  const readable = readFileSync(join(ROOT, 'demo', 'documents', 'order-first.json'), 'utf8');
  const compact = readable.replace(/("(?:[^"\\]+|\\.)*")|\s+/g, '$1');
  return (serial, extra) => {
    const id = String(5_000_000_000_000_000_000n + BigInt(serial));
    return {
      contract: '1', source: 'shopify', documentType: 'order', idempotencyKey: `bench-${id}`, documentText: compact.replaceAll(ORDER_ID, id), ...extra,
    };
  };
}

/** Takes orders in this process, without HTTP, until `count` of them are settled. */
export function settleOrders({ emulator, connector }: BenchCompany, count: number, say: (done: number) => void): void {
  const body = orderBodies();
  for (let serial = 1; serial <= count; serial += 1) {
    const reply = emulator.callRestlet({ ...RESTLET, method: 'post', argument: body(serial), actor: connector });
    if (reply.kind !== 'returned' || (reply.value as { readonly outcome?: unknown }).outcome !== 'applied') {
      throw new Error(`Order ${String(serial)} did not become a sales order: ${JSON.stringify(reply)}`);
    }
    if (serial % 500 === 0) say(serial);
  }
}
