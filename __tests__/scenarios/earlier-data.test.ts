import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INTEGRATION_ROLE, INTEGRATION_USER } from '../../demo/company';
import { DEMO_SENDS } from '../../demo/send';
import { bootEmulator } from '../../emulator/boot';
import { SAMPLE_ACCOUNT } from '../../tools/sample-account';
import { brokenRules } from '../simulation/support/invariants';
import { closeAfterTest, TEST_TIME } from '../support/emulator';
import { footprint } from './support';

const ROOT = join(__dirname, '..', '..');
const SCHEMAS = join(__dirname, '..', 'schemas');
const EARLIER = readdirSync(SCHEMAS, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'docket-earlier-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

it('there is data of at least one earlier schema to test on', () => {
  expect(EARLIER.length).toBeGreaterThan(0);
});

describe.each(EARLIER)('the data of %s', (name) => {
  it('stands whole after today\'s project is deployed over it, and every repeat is still a repeat', async () => {
    cpSync(join(SCHEMAS, name), folder, { recursive: true });
    const emulator = closeAfterTest(await bootEmulator({
      projectFolder: join(ROOT, 'dist'), dataFolder: folder, accountId: SAMPLE_ACCOUNT, seed: 2, hostMs: () => TEST_TIME, callCostMs: 5,
    }));
    expect(emulator.existed).toBe(true);
    expect(brokenRules(emulator)).toEqual([]);
    const before = footprint(emulator);
    expect(before['customrecord_dkt_operation']).toBeGreaterThan(0);
    const [employee] = emulator.query('SELECT id FROM employee WHERE externalid = ?', [INTEGRATION_USER]);
    const actor = emulator.actor(Number(employee?.['id']), INTEGRATION_ROLE);
    // Documents that came with a later version were not sent then.
    const states = new Map(emulator.query('SELECT custrecord_dkt_op_key AS k, custrecord_dkt_op_state AS state FROM customrecord_dkt_operation').map((row) => [String(row['k']), row['state']]));
    const repeats = DEMO_SENDS.filter(({ idempotencyKey, expected: { outcome } }) => states.has(idempotencyKey) && outcome !== 'key_reused');
    expect(repeats.length).toBeGreaterThan(0);
    for (const { document, source, documentType, idempotencyKey } of repeats) {
      const documentText = readFileSync(join(ROOT, 'demo', 'documents', document), 'utf8');
      const reply = emulator.callRestlet({
        scriptId: 'customscript_dkt_inbound_rl', deploymentId: 'customdeploy_dkt_inbound_rl', method: 'post', actor,
        argument: { contract: '1', source, documentType, idempotencyKey, documentText },
      });
      expect(reply).toMatchObject({ kind: 'returned', value: { replayed: true, outcome: states.get(idempotencyKey) } });
    }
    expect(footprint(emulator)).toEqual(before);
    expect(brokenRules(emulator)).toEqual([]);
  });
});
