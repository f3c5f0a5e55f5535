import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { INTEGRATION_ROLE, INTEGRATION_USER } from '../demo/company';
import { DEMO_SENDS } from '../demo/send';
import { seedCompany } from '../demo/seed-company';
import { bootEmulator } from '../emulator/boot';
import { openSqlite } from '../emulator/store/sqlite';
import type { Emulator } from '../emulator/types';

/** The account's time throughout: a sample made again says the same. */
const SAMPLE_TIME_MS = Date.UTC(2026, 10, 23, 12);

/** Account id of every sample. */
export const SAMPLE_ACCOUNT = '1000001';

/**
 * Writes a small account with data in every record type the project fills: the demo company and what became of its
 * documents. It holds no keys: none is issued. The file is compacted.
 */
export async function writeSampleAccount({ projectFolder, folder }: { readonly projectFolder: string; readonly folder: string }): Promise<void> {
  const workFolder = mkdtempSync(join(tmpdir(), 'docket-sample-'));
  try {
    const emulator = await bootEmulator({ projectFolder, dataFolder: workFolder, accountId: SAMPLE_ACCOUNT, seed: 1, hostMs: () => SAMPLE_TIME_MS, callCostMs: 10 });
    try {
      seedCompany(emulator);
      sendDocuments(emulator);
    } finally {
      emulator.close();
    }
    compact(join(workFolder, 'account.db'), folder);
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

function sendDocuments(emulator: Emulator): void {
  const [employee] = emulator.query('SELECT id FROM employee WHERE externalid = ?', [INTEGRATION_USER]);
  const actor = emulator.actor(Number(employee?.['id']), INTEGRATION_ROLE);
  for (const { document, source, documentType, idempotencyKey } of DEMO_SENDS) {
    const documentText = readFileSync(resolve(__dirname, '..', 'demo', 'documents', document), 'utf8');
    const reply = emulator.callRestlet({
      scriptId: 'customscript_dkt_inbound_rl', deploymentId: 'customdeploy_dkt_inbound_rl', method: 'post', actor,
      argument: { contract: '1', source, documentType, idempotencyKey, documentText },
    });
    if (reply.kind !== 'returned') throw new Error(`${document} was not answered: ${JSON.stringify(reply)}`);
  }
}

function compact(from: string, folder: string): void {
  const target = join(folder, 'account.db');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const database = openSqlite(from);
  try {
    database.exec(`VACUUM INTO '${target.replace(/'/g, "''")}'`);
  } finally {
    database.close();
  }
}
