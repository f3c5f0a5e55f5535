import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decisionHash } from '../../src/domain/decision/decision';
import type { DecisionText } from '../../src/domain/decision/decision';
import type { ReviewRole } from '../../src/domain/review/capability';
import { sha256 } from '../support/builders';
import { customerMap, ownRow } from '../support/lab-project';
import { logIn } from '../support/review-pages';
import { openLab } from './lab';

const VERIFIER = join(__dirname, '..', '..', 'examples', 'verify-evidence', 'verify-evidence.mjs');
const DAY = 24 * 3_600_000;

const lab = openLab([customerMap('party', { fields: [ownRow('comments', '/note', { required: true }), ownRow('email', '/email')], paths: { externalId: '/id', amount: '/total', currency: '/currency', number: '/number', party: '/name' } })]);

const seal = () => lab().emulator.runMapReduce('customscript_dkt_seal_mr', 'customdeploy_dkt_seal_mr');
const hashOfSeal = (number: number) => String(lab().emulator.query(`SELECT custrecord_dkt_seal_hash AS hash FROM customrecord_dkt_seal WHERE externalid = ?`, [`seal-${String(number)}`])[0]?.['hash']);

async function applied(id = '1'): Promise<string> {
  const { body } = await lab().send('party', `k${id}`, { id, name: `Wren ${id}`, note: '=1+1', email: 'wren@larkspur.example', total: '100.00', currency: 'USD', number: `SO-${id}` });
  expect(body).toMatchObject({ outcome: 'applied' });
  return String(body['operationId']);
}

/** The file as it is handed out. */
function downloaded(operation: string, role: ReviewRole = 'viewer'): { readonly text: string; readonly units: number; readonly name: string } {
  const reply = logIn(lab().emulator, { person: 'demo_employee_receivables', role }).fetch({ page: 'evidence', operation });
  if (reply.kind !== 'written') throw new Error(JSON.stringify(reply).slice(0, 500));
  return { text: String(reply.content), units: reply.units, name: JSON.stringify(reply.headers) };
}

interface Pack { readonly format: string; readonly manifest: string; readonly manifestSha256: string; readonly files: Readonly<Record<string, string>> }

/** A pack with files changed, and hashes that fit, as somebody would who knows the format. */
function forged(text: string, changes: Readonly<Record<string, (content: string) => string>>, fits = true): string {
  const pack = JSON.parse(text) as Pack;
  const files = Object.fromEntries(Object.entries(pack.files).map(([name, content]) => [name, changes[name]?.(content) ?? content]));
  if (!fits) return JSON.stringify({ ...pack, files });
  const told = JSON.parse(pack.manifest) as { readonly files: readonly { readonly name: string }[] };
  const manifest = JSON.stringify({ ...told, files: told.files.map(({ name }) => ({ name, sha256: sha256(files[name] ?? ''), characters: files[name]?.length })) });
  return JSON.stringify({ ...pack, manifest, manifestSha256: sha256(manifest), files });
}

function verified(text: string, ...options: readonly string[]): { readonly code: number; readonly told: string } {
  const folder = mkdtempSync(join(tmpdir(), 'docket-evidence-'));
  const path = join(folder, 'pack.json');
  writeFileSync(path, text);
  try {
    return { code: 0, told: execFileSync(process.execPath, [VERIFIER, path, ...options], { encoding: 'utf8', stdio: 'pipe' }) };
  } catch (error) {
    const { status, stdout, stderr } = error as { readonly status: number; readonly stdout: string; readonly stderr: string };
    return { code: status, told: `${stdout}${stderr}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sealedPack(): Promise<string> {
  const operation = await applied();
  await applied('2');
  lab().emulator.passTime(DAY);
  seal();
  lab().emulator.passTime(DAY);
  seal();
  return downloaded(operation).text;
}

describe('the evidence of an operation', () => {
  it('holds what its role sees, with its chain and its seals, and is verified by the script alone', async () => {
    const text = await sealedPack();
    const { files } = JSON.parse(text) as Pack;
    expect(Object.keys(files)).toEqual(['README.txt', 'operation.json', 'verdicts.csv', 'verdicts.json', 'attempts.csv', 'attempts.json', 'approvals.csv', 'approvals.json', 'decisions.csv', 'decisions.json', 'decision-texts.json', 'ledger.csv', 'ledger.json', 'events.json', 'seals.json']);
    expect(JSON.parse(files['operation.json'] ?? '')).toMatchObject({ state: 'applied', amount: '100.00', documentSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string, record: { recordType: 'customer' } });
    const decided = JSON.parse(files['decision-texts.json'] ?? '[]') as readonly DecisionText[];
    expect(decided.length).toBeGreaterThan(0);
    for (const decision of decided) expect((decision as DecisionText & { readonly textHash: string }).textHash).toBe(decisionHash({ ...decision, change: '' }, sha256));
    expect(files['verdicts.csv']).toContain("'=1+1");
    expect(text).not.toContain('wren@larkspur.example');
    const { code, told } = verified(text, '--seal', `1=${hashOfSeal(1)}`, '--seal', `2=${hashOfSeal(2)}`);
    expect(told).toContain('1 events stand in seals');
    expect(told).toContain('seal 2 is the one that was mailed');
    expect([code, told.includes('WRONG')]).toEqual([0, false]);
  });

  it('is verified before a seal too, and says that nothing was compared with a mail', async () => {
    const { text, units, name } = downloaded(await applied());
    expect(name).toContain('docket-evidence-SO-1.json');
    expect(units).toBeLessThan(500);
    const { code, told } = verified(text);
    expect([code, told]).toEqual([0, expect.stringContaining('1 are not sealed yet') as string]);
    expect(told).toContain('a history that was rewritten whole would not show');
  });

  it('is given to nobody who does not see the operation', () => {
    const reply = logIn(lab().emulator, { person: 'demo_employee_receivables', role: 'viewer' }).fetch({ page: 'evidence', operation: 'none' });
    expect(reply).toMatchObject({ kind: 'page' });
  });

  it('stands in a folder of its own where one asks for it', async () => {
    const { text } = downloaded(await applied());
    const folder = mkdtempSync(join(tmpdir(), 'docket-extract-'));
    verified(text, '--extract', folder);
    expect(readdirSync(folder)).toContain('attempts.csv');
    rmSync(folder, { recursive: true, force: true });
  });

  const EVENT = /"facts": "(.*)"/;
  it.each<[string, (text: string) => string, RegExp]>([
    ['a file was changed', (text) => forged(text, { 'attempts.csv': (csv) => `${csv} ` }, false), /attempts.csv is not the one/],
    ['the manifest was changed', (text) => text.replace('viewer', 'lead'), /The manifest does not have its hash/],
    ['a file was added', (text) => { const pack = JSON.parse(text) as Pack; return JSON.stringify({ ...pack, files: { ...pack.files, 'more.txt': '' } }); }, /more.txt is not in the manifest/],
    ['a file was taken away', (text) => { const pack = JSON.parse(text) as Pack; const { 'ledger.csv': _gone, ...files } = pack.files; return JSON.stringify({ ...pack, files }); }, /ledger.csv is in the manifest/],
    ['an event was changed, with a manifest that fits', (text) => forged(text, { 'events.json': (json) => json.replace(EVENT, '"facts": "{}"') }), /does not carry its hash/],
    ['an event was taken away, with a manifest that fits', (text) => forged(text, { 'events.json': () => '[]' }), /The operation tells 1 events; 0 are here/],
    ['an event was rewritten with its hash', (text) => forged(text, { 'events.json': rewritten }), /is not the one in seal 1/],
    ['a page of a seal was changed', (text) => forged(text, { 'seals.json': (json) => json.replace('rows 2', 'rows 1') }), /Page 0 of seal 1 is not the one/],
    ['a seal was changed', (text) => forged(text, { 'seals.json': (json) => json.replace('"events": 2', '"events": 1') }), /Seal 1 does not carry its hash/],
    ['a seal was left out', (text) => forged(text, { 'seals.json': (json) => { const told = JSON.parse(json) as { readonly seals: readonly unknown[] }; return JSON.stringify({ ...told, seals: told.seals.slice(1) }); } }), /Page 0 of seal 1 is not the one/],
  ])('does not hold where %s', async (_what, tamper, words) => {
    const { code, told } = verified(tamper(await sealedPack()));
    expect(told).toMatch(words);
    expect(code).toBe(1);
  });

  it('does not hold against a mail that tells another hash, or of a seal that is not there', async () => {
    const text = await sealedPack();
    expect(verified(text, '--seal', `1=${'f'.repeat(64)}`)).toMatchObject({ code: 1, told: expect.stringContaining('the history was rewritten') as string });
    expect(verified(text, '--seal', `9=${hashOfSeal(1)}`)).toMatchObject({ code: 1, told: expect.stringContaining('Seal 9 was mailed and is not in this file') as string });
  });

  it.each(['{}', 'none', '{"format":"docket-evidence/1"}'])('is not read where it is none: %s', (text) => {
    expect(verified(text).code).toBe(2);
  });
});

/** The first event with other facts, and the hash that fits them. */
function rewritten(json: string): string {
  const events = JSON.parse(json) as readonly Readonly<Record<string, unknown>>[];
  return JSON.stringify(events.map((event, at) => {
    if (at > 0) return event;
    const facts = '{"state":"forged"}';
    const hash = sha256(`${String(event['previousHash'])}\n${JSON.stringify([event['chain'], event['number'], event['kind'], event['atMs'], event['actor'], facts])}\n${String(event['valuesHash'])}`);
    return { ...event, facts, hash };
  }));
}
