import type { FormPage } from '../../emulator/ui/page-model';
import type { ReviewRole } from '../../src/domain/review/capability';
import { sha256 } from '../support/builders';
import { ask, asker } from '../support/clicks';
import { customerMap, ownRow } from '../support/lab-project';
import { allTexts, field, logIn, sublist } from '../support/review-pages';
import type { Person } from '../support/review-pages';
import { openLab } from './lab';

const DAY = 86_400_000;

const lab = openLab([
  customerMap('party', {
    fields: [ownRow('comments', '/note'), ownRow('parent', '/of', { transform: { kind: 'reference', record: 'customer', by: 'field', field: 'externalid' } })],
    paths: { externalId: '/id', amount: '/total', currency: '/currency', date: '/date', number: '/number', party: '/name' },
  }),
], [], ({ emulator }) => { emulator.grantRole(asker(emulator, 'demo_employee_controller'), 'customrole_dkt_approver'); });

const query = (sql: string, values: readonly (string | number)[] = []) => lab().emulator.query(sql, [...values]);
const as = (person: string, role: ReviewRole): Person => logIn(lab().emulator, { person, role });
const controller = () => as('demo_employee_controller', 'approver');
const auditor = () => as('demo_employee_auditor', 'viewer');
const told = (form: FormPage) => form.messages.map(({ title, message }) => `${title} ${message}`).join('\n');
const period = (name = 'Nov 2026') => Number(query('SELECT id FROM accountingperiod WHERE periodname = ?', [name])[0]?.['id']);
const company = () => Number(query("SELECT id FROM subsidiary WHERE externalid = 'demo_subsidiary_us'")[0]?.['id']);
const subject = () => `${String(period())}:${String(company())}`;
const signOffs = () => query('SELECT id, custrecord_dkt_sgn_number AS number, custrecord_dkt_sgn_by AS signer, custrecord_dkt_sgn_accepted_n AS accepted, custrecord_dkt_sgn_note AS note FROM customrecord_dkt_signoff ORDER BY id');
const closeOf = (who: Person) => who.get('close', { close: subject() }).form;
const cells = (form: FormPage, id: string) => (sublist(form, id)?.lines ?? []).map((line) => Object.values(line).map(({ text, value }) => (text === '' ? value : text)).join(' | '));

async function document(id: string, more: Readonly<Record<string, string>> = {}, outcome = 'applied'): Promise<string> {
  const { body } = await lab().send('party', `k${id}`, { id, name: `Wren ${id}`, note: 'A', total: '100.10', currency: 'USD', date: '2026-11-20', number: `SO-${id}`, ...more });
  expect(body).toMatchObject({ outcome });
  return String(body['operationId']);
}

/** Two applied, one that waits for a person, one of December; November is over. */
async function november(): Promise<string> {
  await document('1');
  await document('2', { total: '0.20' });
  await document('4', { date: '2026-12-03' });
  const open = await document('3', { of: 'nobody', total: '7', currency: 'CAD' }, 'needs_review');
  lab().emulator.passTime(15 * DAY);
  return open;
}

describe('the close of a period', () => {
  it('comes out by currency and line, shows what is open with a link, and is found from the list', async () => {
    await november();
    const iris = auditor();
    const list = iris.get('closes').form;
    expect(allTexts(list)).toContain('Nov 2026');
    expect(cells(iris.get('closes', { period: String(period()) }).form, 'custpage_buckets').join('\n')).toMatch(/3 \| 1 \| comes out \| no/);
    const { form, units } = iris.get('close', { close: subject() });
    expect(units).toBeLessThan(300);
    expect(cells(form, 'custpage_totals')).toEqual([
      'CAD | Received | 1 | 7.00 | 0', 'CAD | Open | 1 | 7.00 | 0', 'CAD | Difference | 0 | 0.00 | 0', 'USD | Received | 2 | 100.30 | 0', 'USD | Applied | 2 | 100.30 | 0', 'USD | Difference | 0 | 0.00 | 0',
    ]);
    expect(cells(form, 'custpage_operations')[0]).toContain('SO-3');
    expect(JSON.stringify(sublist(form, 'custpage_operations')?.lines)).toContain('page=operation');
    expect(form.submitButton?.label).toBeUndefined();
  });

  it('is signed by who may, each open operation named, in a chain that verification holds to', async () => {
    const open = await november();
    const nadia = controller();
    const form = closeOf(nadia);
    expect(form.submitButton?.label).toBe('Sign off with 1 open operation');
    expect(told(nadia.post(form, { custpage_note: 'Waits for the parent.' }).form)).toMatch(/1 of 1 open operations are not named/);
    expect(told(nadia.post(closeOf(nadia), {}, [0]).form)).toMatch(/Say why open operations are accepted/);
    const signed = nadia.post(closeOf(nadia), { custpage_note: 'Waits for the parent.' }, [0]).form;
    expect(told(signed)).toMatch(/Sign off: done.*Nov 2026 is signed/s);
    expect(signOffs()).toMatchObject([{ number: 1, signer: nadia.userId, accepted: 1, note: 'Waits for the parent.' }]);
    const [event] = query("SELECT custrecord_dkt_ev_facts AS facts, custrecord_dkt_ev_number AS number FROM customrecord_dkt_event WHERE custrecord_dkt_ev_chain LIKE 'signoff-%'");
    expect(event?.['number']).toBe(1);
    const row = lab().emulator.readRecord('customrecord_dkt_signoff', Number(signOffs()[0]?.['id'])).values;
    expect(JSON.parse(String(event?.['facts']))).toMatchObject({ action: 'sign_off', statementHash: sha256(String(row['custrecord_dkt_sgn_statement'])), acceptedOpen: 1 });
    expect(JSON.parse(String(row['custrecord_dkt_sgn_accepted']))).toEqual([open]);
    expect(told(nadia.post(closeOf(nadia), { custpage_note: 'Again.' }, [0]).form)).toMatch(/These totals are signed already/);
    lab().emulator.runMapReduce('customscript_dkt_verify_mr', 'customdeploy_dkt_verify_mr');
    expect(query("SELECT id FROM customrecord_dkt_cause WHERE custrecord_dkt_cause_kind = 'history'")).toEqual([]);
  });

  it('tells what came late and what changed since, on the operation, in the queue, in the export and on its page, and is signed again', async () => {
    await november();
    const nadia = controller();
    nadia.post(closeOf(nadia), { custpage_note: 'Waits.' }, [0]);
    const late = await document('5', { of: 'nobody' }, 'needs_review');
    await document('6', { date: '2026-12-04' });
    lab().sweep();
    const form = closeOf(nadia);
    expect(told(form)).toMatch(/Something came after it was signed 1 operation/);
    expect(cells(form, 'custpage_late')).toHaveLength(1);
    expect(cells(form, 'custpage_late')[0]).toContain('Came late');
    expect(field(nadia.get('operation', { operation: late }).form, 'custpage_d_after')?.value).toMatch(/^Came late/);
    expect(cells(nadia.get('operations').form, 'custpage_operations').filter((line) => line.includes('Came late'))).toHaveLength(1);
    expect(String((nadia.fetch({ page: 'export', dkt_view: 'operations' }) as { readonly content?: unknown }).content)).toContain('Came late');
    nadia.post(form, { custpage_note: 'With the late one.' }, [0, 1]);
    expect(signOffs()).toMatchObject([{ number: 1, accepted: 1 }, { number: 2, accepted: 2 }]);
    expect(told(closeOf(nadia))).not.toMatch(/came after/);
  });

  it('shows what a signed operation has come to since', async () => {
    const open = await november();
    const nadia = controller();
    nadia.post(closeOf(nadia), { custpage_note: 'Waits.' }, [0]);
    lab().emulator.passTime(60_000);
    nadia.post(nadia.get('act', { kind: 'discard', operation: open }).form, { custpage_reason: 'test_data', custpage_note: 'A test.' });
    const form = closeOf(nadia);
    expect(cells(form, 'custpage_late')[0]).toContain('Changed since');
    expect(cells(form, 'custpage_changed')).toEqual(['CAD | Discarded | none | 1: 7.00', 'CAD | Open | 1: 7.00 | none'].sort().reverse());
  });

  it('is handed out as CSV, and as JSON whose manifest holds', async () => {
    await november();
    const csv = auditor().fetch({ page: 'close_export', close: subject(), format: 'csv' }) as { readonly content?: unknown };
    expect(String(csv.content)).toMatch(/SO-1.*\r\n.*SO-2.*\r\n.*SO-3/);
    expect(String(csv.content)).toContain('USD,Received,2,100.30,0');
    const json = auditor().fetch({ page: 'close_export', close: subject(), format: 'json' }) as { readonly content?: unknown };
    const pack = JSON.parse(String(json.content)) as { readonly manifest: string; readonly manifestSha256: string; readonly files: Readonly<Record<string, string>> };
    expect(sha256(pack.manifest)).toBe(pack.manifestSha256);
    expect(Object.keys(pack.files)).toEqual(['operations.csv', 'operations.json', 'totals.csv', 'totals.json', 'close.json', 'signoffs.json']);
  });
});

describe('a sign-off', () => {
  const signing = (hash: string, upToId: number) => ({ kind: 'sign_off', subject: 'close', subjectId: subject(), person: 'demo_employee_controller', role: 'customrole_dkt_approver', args: { note: 'x', upToId, statementHash: hash, accepted: [] } });
  const answer = () => query('SELECT custrecord_dkt_act_state AS state, custrecord_dkt_act_result AS result FROM customrecord_dkt_action ORDER BY id DESC')[0];

  it('is refused where somebody has no right to it, the period is not over, the totals are others, or it names what is none', async () => {
    await document('1');
    const upTo = Number(query('SELECT MAX(id) AS id FROM customrecord_dkt_operation')[0]?.['id']);
    ask(lab().emulator, signing('f'.repeat(64), upTo));
    expect(answer()).toMatchObject({ state: 'refused', result: expect.stringMatching(/is not over/) as string });
    lab().emulator.passTime(15 * DAY);
    ask(lab().emulator, { ...signing('f'.repeat(64), upTo), key: 'c2' });
    expect(answer()).toMatchObject({ state: 'refused', result: expect.stringMatching(/have changed since you saw them/) as string });
    ask(lab().emulator, { ...signing('f'.repeat(64), upTo), key: 'c3', subjectId: '999999:1' });
    expect(answer()).toMatchObject({ state: 'refused', result: 'There is no such period.' });
    const lead = ask(lab().emulator, { ...signing('f'.repeat(64), upTo), key: 'c4', person: 'demo_employee_lead', role: 'customrole_dkt_lead' });
    expect(lead.kind === 'saved' ? answer()?.['state'] : 'refused').toBe('refused');
    expect(signOffs()).toEqual([]);
  });

  it('is changed and deleted by nobody, the administrator included', async () => {
    await document('1');
    lab().emulator.passTime(15 * DAY);
    const nadia = controller();
    nadia.post(closeOf(nadia));
    const id = Number(signOffs()[0]?.['id']);
    for (const context of ['USERINTERFACE', 'CSVIMPORT', 'MAPREDUCE', 'SUITELET'] as const) {
      expect(lab().emulator.saveAs({ type: 'customrecord_dkt_signoff', id, values: { custrecord_dkt_sgn_note: 'other' }, actor: lab().emulator.administratorActor(), context })).toMatchObject({ kind: 'failed', name: 'DKT_HISTORY_REFUSED' });
    }
  });

  it.each(['kill-before', 'kill-after'] as const)('stands once, or not at all, where its save is struck by %s at any call', async (kind) => {
    await document('1');
    lab().emulator.passTime(15 * DAY);
    for (let n = 1; ; n += 1) {
      const point = lab().emulator.checkpoint();
      const nadia = controller();
      const form = closeOf(nadia);
      let calls = -1;
      const remove = lab().emulator.onCall(({ member, detail }) => {
        if (calls < 0 && member === 'N/record.Record.save' && detail.startsWith('customrecord_dkt_action')) calls = 0;
        return calls >= 0 && (calls += 1) === n + 1 ? { kind } : undefined;
      });
      try {
        nadia.post(form, { custpage_note: 'x' });
      } catch (error) {
        expect(String(error)).toContain('No form');
      }
      remove();
      const struck = calls > n;
      lab().sweep();
      const [events, rows] = [query("SELECT id FROM customrecord_dkt_event WHERE custrecord_dkt_ev_chain LIKE 'signoff-%'").length, signOffs().length];
      point.restore();
      expect([n, events, rows]).toEqual([n, rows, rows]);
      expect(rows).toBeLessThanOrEqual(1);
      if (struck) continue;
      expect([rows, n > 20]).toEqual([1, true]);
      break;
    }
  });
});
