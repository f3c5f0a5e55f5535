import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReviewRole } from '../../src/domain/review/capability';
import { sha256 } from '../support/builders';
import { customerMap, ownRow } from '../support/lab-project';
import { allTexts, logIn, sublist } from '../support/review-pages';
import { openLab } from './lab';

const DAY = 86_400_000;
const VERIFIER = join(__dirname, '..', '..', 'examples', 'verify-evidence', 'verify-evidence.mjs');

const lab = openLab([
  customerMap('party', { fields: [ownRow('comments', '/note', { required: true })], paths: { externalId: '/id', amount: '/total', currency: '/currency', date: '/date', number: '/number', party: '/name' } }),
]);

const query = (sql: string, values: readonly (string | number)[] = []) => lab().emulator.query(sql, [...values]);
const as = (person: string, role: ReviewRole) => logIn(lab().emulator, { person, role });
const run = (name: string) => lab().emulator.runMapReduce(`customscript_dkt_${name}_mr`, `customdeploy_dkt_${name}_mr`);
const subject = () => `${String(query("SELECT id FROM accountingperiod WHERE periodname = 'Nov 2026'")[0]?.['id'])}:${String(query("SELECT id FROM subsidiary WHERE externalid = 'demo_subsidiary_us'")[0]?.['id'])}`;
const pieces = () => query('SELECT custrecord_dkt_evd_part AS part, custrecord_dkt_evd_piece AS piece, custrecord_dkt_evd_sha256 AS sha256, custrecord_dkt_evd_operations AS operations FROM customrecord_dkt_evidence ORDER BY id');
const request = () => query("SELECT externalid AS number, custrecord_dkt_req_state AS state, custrecord_dkt_req_result AS result FROM customrecord_dkt_request WHERE custrecord_dkt_req_kind = 'evidence'")[0];

async function documents(count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1) await lab().send('party', `k${String(n)}`, { id: String(n), name: `Wren ${String(n)}`, note: 'A', total: '1.10', currency: 'USD', date: '2026-11-20', number: `SO-${String(n)}` });
}

function asked(): void {
  const priya = as('demo_employee_lead', 'lead');
  const shown = priya.post(priya.get('close', { close: subject(), step: 'evidence' }).form, { custpage_note: 'For the audit.' }).form;
  expect(allTexts(shown)).toMatch(/It is made within the hour/);
}

/** All files of the period, as somebody downloads them. */
function downloaded(role: ReviewRole = 'viewer'): ReadonlyMap<string, string> {
  const iris = as('demo_employee_auditor', role);
  const { form } = iris.get('close', { close: subject() });
  const links = (sublist(form, 'custpage_evidence')?.lines ?? []).map((line) => Object.fromEntries(new URL(String(line['custpage_j_open']?.value), 'https://x.example').searchParams));
  return new Map(links.map((params) => {
    const reply = iris.fetch(params);
    if (reply.kind !== 'written') throw new Error(JSON.stringify(reply).slice(0, 300));
    const name = /filename="([^"]*)"/.exec(JSON.stringify(reply.headers).replace(/\\"/g, '"'))?.[1] ?? '';
    return [name, String(reply.content)];
  }));
}

function verified(files: ReadonlyMap<string, string>, ...options: readonly string[]): { readonly code: number; readonly told: string } {
  const folder = mkdtempSync(join(tmpdir(), 'docket-period-'));
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  const [manifest = ''] = [...files.keys()].filter((name) => !name.includes('-part-'));
  try {
    return { code: 0, told: execFileSync(process.execPath, [VERIFIER, join(folder, manifest), ...options], { encoding: 'utf8', stdio: 'pipe' }) };
  } catch (error) {
    const { status, stdout, stderr } = error as { readonly status: number; readonly stdout: string; readonly stderr: string };
    return { code: status, told: `${stdout}${stderr}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the evidence of a period', () => {
  it('is made in parts, handed out to who sees the period, and verified by the script alone, against a mailed seal too', async () => {
    await documents(120);
    lab().emulator.passTime(DAY);
    run('seal');
    asked();
    run('evidence');
    expect(request()).toMatchObject({ state: 'carried_out', result: expect.stringMatching(/^2 parts/) as string });
    const files = downloaded();
    expect(files.size).toBe(3);
    const [seal] = query("SELECT custrecord_dkt_seal_hash AS hash FROM customrecord_dkt_seal WHERE externalid = 'seal-1'");
    const { code, told } = verified(files, '--seal', `1=${String(seal?.['hash'])}`);
    expect(told).toContain('120 operations, as many as the control total tells');
    expect([code, told.includes('WRONG')]).toEqual([0, false]);
    expect(verified(files, '--seal', `1=${'f'.repeat(64)}`)).toMatchObject({ code: 1, told: expect.stringContaining('is not the one that was mailed') as string });
    const [, part = ''] = [...files.entries()].find(([name]) => name.endsWith('part-0001.json')) ?? [];
    const pack = JSON.parse(part) as { readonly files: Readonly<Record<string, string>> };
    expect(Object.keys(pack.files)).toEqual(expect.arrayContaining(['operations.csv', 'verdicts.json', 'ledger.json', 'systemnotes.json', 'decisions.json', 'approvals.json', 'events.json', 'seals.json']));
    expect(JSON.parse(pack.files['systemnotes.json'] ?? '[]')).not.toEqual([]);
    expect(part.includes('Wren')).toBe(false);
    expect([...files.values()].map(sha256)).toEqual(expect.arrayContaining(pieces().filter(({ piece }) => piece === 0).map(({ sha256: hash }) => hash)));
    const changed = new Map([...files].map(([name, content]) => [name, name.endsWith('part-0002.json') ? content.replace('"heads.json"', '"heads.json" ') : content]));
    expect(verified(changed)).toMatchObject({ code: 1, told: expect.stringContaining('part-0002.json is not the one') as string });
    expect(verified(new Map([...files].filter(([name]) => !name.endsWith('part-0002.json'))))).toMatchObject({ code: 1, told: expect.stringContaining('is in the manifest and not here') as string });
  });

  it('is handed out to nobody who does not see the subsidiary, and under no other period', async () => {
    await documents(1);
    asked();
    run('evidence');
    const number = String(request()?.['number']);
    expect(as('demo_employee_canada', 'reviewer').fetch({ page: 'close_part', close: subject(), number, part: '0' })).toMatchObject({ kind: 'page' });
    expect(as('demo_employee_auditor', 'viewer').fetch({ page: 'close_part', close: `${subject()}1`, number, part: '0' })).toMatchObject({ kind: 'page' });
    expect(as('demo_employee_auditor', 'viewer').fetch({ page: 'close_part', close: subject(), number, part: '0' })).toMatchObject({ kind: 'written' });
  });

  it.each(['kill-before', 'kill-after'] as const)('goes on where a run was struck by %s at any call, and comes to the same parts', async (kind) => {
    await documents(3);
    asked();
    for (let n = 1; ; n += 3) {
      const point = lab().emulator.checkpoint();
      let calls = 0;
      const remove = lab().emulator.onCall(() => ((calls += 1) === n ? { kind } : undefined));
      run('evidence');
      remove();
      run('evidence');
      const state = request()?.['state'];
      const { code, told } = verified(downloaded());
      point.restore();
      expect([n, state, code, told.includes('3 operations')]).toEqual([n, 'carried_out', 0, true]);
      if (calls < n) break;
    }
  });
});
