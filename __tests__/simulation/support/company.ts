import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seedCompany } from '../../../demo/seed-company';
import { INTEGRATION_ROLE, INTEGRATION_USER } from '../../../demo/company';
import { bootEmulator } from '../../../emulator/boot';
import type { Actor } from '../../../emulator/runtime/types';
import type { Emulator, RestletReply } from '../../../emulator/types';

const ROOT = join(__dirname, '..', '..', '..');

/** The built project, as `npm test` builds it. */
export const BUILT_PROJECT = join(ROOT, 'dist');

/** NetSuite time that one N/* call takes in simulations, milliseconds. Ours: NetSuite publishes none. */
const CALL_COST_MS = 20;

/** The host's time in every simulation: it stands still, and NetSuite time moves by calls and by order. */
const HOST_TIME_MS = Date.UTC(2026, 10, 23, 12);

/** The demo company in an account of its own, with the product deployed and a connector's caller. */
export interface Company {
  readonly emulator: Emulator;
  readonly connector: Actor;
  post(argument: unknown): RestletReply;
  get(argument: unknown): RestletReply;
  /** Lets NetSuite time pass until no operation is left that only time would move. At most two days. */
  settleByTime(): void;
}

export async function openCompany(projectFolder: string = BUILT_PROJECT): Promise<Company> {
  const emulator = await bootEmulator({
    projectFolder, dataFolder: ':memory:', accountId: '1234567_SB1', seed: 7, hostMs: () => HOST_TIME_MS, callCostMs: CALL_COST_MS,
  });
  seedCompany(emulator);
  const [employee] = emulator.query('SELECT id FROM employee WHERE externalid = ?', [INTEGRATION_USER]);
  const connector = emulator.actor(Number(employee?.['id']), INTEGRATION_ROLE);
  const call = (method: 'post' | 'get', argument: unknown) =>
    emulator.callRestlet({ scriptId: 'customscript_dkt_inbound_rl', deploymentId: 'customdeploy_dkt_inbound_rl', method, argument, actor: connector });
  return {
    emulator,
    connector,
    post: (argument) => call('post', argument),
    get: (argument) => call('get', argument),
    settleByTime: () => settleByTime(emulator),
  };
}

const QUARTER_HOUR_MS = 15 * 60 * 1000;

function settleByTime(emulator: Emulator): void {
  for (let tick = 0; tick < 192 && dueOperations(emulator) > 0; tick += 1) {
    const next = emulator.nextScheduledMs();
    emulator.advanceTime(next === undefined ? QUARTER_HOUR_MS : Math.max(1, next - emulator.nowMs()));
  }
}

function dueOperations(emulator: Emulator): number {
  return emulator.query('SELECT id FROM customrecord_dkt_operation WHERE custrecord_dkt_op_due_ms IS NOT NULL').length;
}

/** A document of the demo, as text, digit by digit. */
export function demoDocument(name: string): string {
  return readFileSync(join(ROOT, 'demo', 'documents', name), 'utf8');
}

/** A call of the inbound RESTlet with a demo document. */
export function orderCall(key: string, document = 'order-first.json'): Readonly<Record<string, unknown>> {
  return { contract: '1', source: 'shopify', documentType: 'order', idempotencyKey: key, documentText: demoDocument(document) };
}
