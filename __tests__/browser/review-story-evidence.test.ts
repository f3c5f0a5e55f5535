import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Seat } from './support/seat';
import { openStoryLab } from './support/story-lab';

const lab = openStoryLab();
const VERIFIER = join(__dirname, '..', '..', 'examples', 'verify-evidence', 'verify-evidence.mjs');

/** Saves what a link hands out under its own name; the path. */
async function download(seat: Seat, folder: string, press: () => Promise<void>): Promise<string> {
  const [file] = await Promise.all([seat.page.waitForEvent('download'), press()]);
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

const verified = (path: string): string => execFileSync(process.execPath, [VERIFIER, path], { encoding: 'utf8' });
const period = () => lab().query("SELECT p.id AS id FROM accountingperiod p INNER JOIN customrecord_dkt_operation o ON SUBSTR(o.custrecord_dkt_op_doc_date, 1, 7) = TO_CHAR(p.startdate, 'YYYY-MM') WHERE p.isquarter = 'F' AND p.isyear = 'F'")[0]?.['id'];
const subsidiary = () => lab().query('SELECT MAX(custrecord_dkt_op_subsidiary) AS id FROM customrecord_dkt_operation')[0]?.['id'] ?? 0;

describe('evidence', () => {
  let folder = '';
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'docket-browser-evidence-')); });
  afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

  it('of one operation is downloaded by the auditor, and verified by the script alone', async () => {
    const { operationId } = await lab().order(2600);
    const iris = await lab().seat('iris');
    await iris.visit('operation', { operation: String(operationId) });
    const path = await download(iris, folder, () => iris.page.getByRole('link', { name: 'Evidence' }).click());
    expect(verified(path)).toContain('The evidence holds.');
  });

  it('of a period is asked for by the lead, made by machine, downloaded in parts by the auditor, and verified by the script alone', async () => {
    await lab().order(2600);
    await lab().order(2601);
    const close = `${String(Number(period()))}:${String(Number(subsidiary()))}`;
    const priya = await lab().seat('priya');
    await priya.visit('close', { close });
    await priya.go('Ask for evidence');
    await priya.keyIn(/^Note/, 'For the audit.');
    await priya.go('Ask for evidence');
    expect(await priya.told()).toContain('It is made within the hour');
    lab().emulator.runMapReduce('customscript_dkt_evidence_mr', 'customdeploy_dkt_evidence_mr');
    const iris = await lab().seat('iris');
    await iris.visit('close', { close });
    await iris.tab('Evidence');
    const links = iris.page.getByRole('link', { name: 'Download' });
    const paths: string[] = [];
    for (let at = 0; at < await links.count(); at += 1) paths.push(await download(iris, folder, () => links.nth(at).click()));
    expect(paths).toHaveLength(2);
    const told = verified(paths.find((path) => !path.includes('-part-')) ?? '');
    expect(told).toMatch(/[1-9]\d* operations, as many as the control total tells/);
    expect(told).toContain('The evidence holds.');
  });
});
