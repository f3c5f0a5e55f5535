import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormPage } from '../../emulator/ui/page-model';
import type { ReviewRole } from '../../src/domain/review/capability';
import { brokenRules } from '../simulation/support/invariants';
import { allTexts, field, logIn, openedBy, sublist } from '../support/review-pages';
import type { Person } from '../support/review-pages';
import { sharedAccount } from './support';
import type { Answer } from './support';

const SAMPLES = join(__dirname, '..', '..', 'src', 'maps');
const A_SWEEP = 16 * 60_000;

// Before the account goes back to where it was.
afterEach(() => { expect(brokenRules(emulator())).toEqual([]); });
const opened = sharedAccount();
const emulator = () => opened().emulator;
const query = (sql: string, values: readonly (string | number)[] = []) => emulator().query(sql, [...values]);

const HANNA = { person: 'demo_employee_receivables', role: 'reviewer' } as const;
const PRIYA = { person: 'demo_employee_lead', role: 'lead' } as const;
const NADIA = { person: 'demo_employee_controller', role: 'approver' } as const;

const as = ({ person, role }: { readonly person: string; readonly role: ReviewRole }): Person => logIn(emulator(), { person, role });
const stateOf = (id: string) => query('SELECT custrecord_dkt_op_state AS state FROM customrecord_dkt_operation WHERE externalid = ?', [id])[0]?.['state'];
const request = () => query('SELECT externalid AS number, custrecord_dkt_req_state AS state, custrecord_dkt_req_result AS result, custrecord_dkt_req_needs AS needs, custrecord_dkt_req_amount AS amount FROM customrecord_dkt_request ORDER BY id DESC')[0];
const steps = () => query("SELECT custrecord_dkt_op_state AS state, externalid AS id FROM customrecord_dkt_operation WHERE custrecord_dkt_op_intent = 'rollback' ORDER BY id").map(({ state }) => state);
const told = (form: FormPage) => `${form.messages[0]?.title ?? ''} ${form.messages[0]?.message ?? ''}`;
const idOf = ({ body }: Answer) => String(body['operationId']);
const recordOf = ({ body }: Answer) => body['result'] as { readonly recordType: string; readonly internalId: number };

let calls = 0;
function send(source: string, documentType: string, ...edits: readonly (readonly [find: string, replace: string])[]): Promise<Answer> {
  calls += 1;
  const text = edits.reduce((before, [find, replace]) => {
    if (!before.includes(find)) throw new Error(`${documentType} has no ${find}`);
    return before.split(find).join(replace);
  }, readFileSync(join(SAMPLES, source, 'samples', `${documentType}.json`), 'utf8'));
  return opened().post({ contract: '1', source, documentType, idempotencyKey: `rollback-${String(calls)}`, documentText: text });
}

/** Debits less credits, by account and period; what comes to nothing is left out. */
function books(): Readonly<Record<string, number>> {
  const rows = query("SELECT l.account AS account, t.postingperiod AS period, SUM(NVL(l.debit, 0) - NVL(l.credit, 0)) AS amount FROM transactionaccountingline l INNER JOIN transaction t ON t.id = l.transaction WHERE l.posting = 'T' GROUP BY l.account, t.postingperiod");
  return Object.fromEntries(rows.flatMap(({ account, period, amount }) => (Math.abs(Number(amount)) < 0.005 ? [] : [[`${String(period)} ${String(account)}`, Math.round(Number(amount) * 100)]])));
}

function byHand(type: string, id: number, values: Readonly<Record<string, string | number | boolean>>): void {
  const reply = emulator().saveAs({ type, id, values, actor: emulator().administratorActor(), context: 'USERINTERFACE' });
  if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
}

function setPeriodOf({ internalId }: { readonly internalId: number }, values: Readonly<Record<string, boolean>>): void {
  byHand('accountingperiod', Number(query('SELECT postingperiod AS period FROM transaction WHERE id = ?', [internalId])[0]?.['period']), values);
}

/** The plan of an operation, opened by the button on its page. */
function preview(who: Person, operation: string): FormPage {
  const { form } = who.get('operation', { operation });
  const { page = '', ...params } = openedBy(form, 'custpage_roll_back');
  return who.get(page, params).form;
}

const ask = (who: Person, operation: string) => who.post(preview(who, operation), { custpage_reason: 'wrong_document', custpage_note: 'Billed to the wrong customer.' }).form;
const openRequest = (who: Person) => who.get('request', { number: String(request()?.['number']) }).form;
const decide = (who: Person, kind = 'approve') => told(who.post(openRequest(who), { custpage_kind: kind, custpage_note: 'Looked at.' }).form);
const rows = (form: FormPage, id: string) => (sublist(form, id)?.lines ?? []).map((line) => Object.fromEntries(Object.entries(line).map(([name, { value }]) => [name.replace(/^custpage_\w_/, ''), value])));
const sweep = () => { emulator().advanceTime(A_SWEEP); };

it('an invoice is previewed, asked back, refused to who asked, approved by another person and voided; the books stand as before it', async () => {
  const before = books();
  const invoice = await send('stripe', 'invoice');
  const id = idOf(invoice);
  const form = preview(as(PRIYA), id);
  expect(rows(form, 'custpage_steps')).toEqual([expect.objectContaining({ number: '1', change: 'created', now: 'as we left it', plan: 'void', check: 'ok' })]);
  expect(rows(form, 'custpage_ledger').length).toBeGreaterThan(1);
  expect(told(ask(as(PRIYA), id))).toMatch(/Roll back: done Request rq-\w+ waits for approval by another person/);
  expect(request()).toMatchObject({ state: 'asked', needs: 'approve_rollback', amount: '559.26' });
  const own = openRequest(as({ person: PRIYA.person, role: 'approver' }));
  expect(allTexts(own)).toMatch(/Another person decides Nobody approves their own request/);
  expect(own.buttons.map(({ id: button }) => button)).not.toContain('custpage_step_approve');
  expect(allTexts(openRequest(as(NADIA)))).toContain(String(query('SELECT custrecord_dkt_req_plan_hash AS hash FROM customrecord_dkt_request')[0]?.['hash']));
  expect(stateOf(id)).toBe('applied');
  expect(decide(as(NADIA))).toMatch(/^Approve: done/);
  sweep();
  expect(request()).toMatchObject({ state: 'carried_out', result: '1 of 1 steps done.' });
  expect([stateOf(id), steps(), books()]).toEqual(['rolled_back', ['applied'], before]);
  expect(rows(openRequest(as(NADIA)), 'custpage_done_steps')).toEqual([expect.objectContaining({ number: '1', state: 'Taken back' })]);
  expect(openedBy(as(PRIYA).get('operation', { operation: id }).form, 'custpage_roll_back')).toEqual({});
});

it('an invoice that is paid is blocked, by name; with its payment it goes, what stands on it first', async () => {
  const before = books();
  const [invoice, charge] = [await send('stripe', 'invoice'), await send('stripe', 'charge')];
  const form = preview(as(HANNA), idOf(invoice));
  expect(rows(form, 'custpage_steps')[0]).toMatchObject({ plan: 'stays as it is', check: 'BLOCKED: linked' });
  expect(rows(form, 'custpage_blockers')[0]).toMatchObject({ code: 'linked', netsuite: expect.stringMatching(/^(CANT_VOID_TRANS|TRANS_IN_USE)$/) as string, clear: 'Take those back first, or in the same plan.' });
  expect(field(form, 'custpage_note')).toBeUndefined();
  const priya = as(PRIYA);
  const scoped = priya.post(priya.get('rollback').form, { custpage_source: 'stripe', custpage_since: '11/1/2026' }).form;
  const planned = rows(scoped, 'custpage_steps');
  expect(planned.map(({ record }) => String(record).replace(/ [^ ]*$/, '')).slice(0, 2)).toEqual(['Customerpayment', 'Invoice']);
  expect(told(priya.post(scoped, { custpage_reason: 'test_data', custpage_note: 'All of it.' }).form)).toMatch(/^Roll back: done/);
  expect(decide(as(NADIA))).toMatch(/^Approve: done/);
  sweep();
  sweep();
  expect(request()).toMatchObject({ state: 'carried_out' });
  expect([invoice, charge].map((answer) => stateOf(idOf(answer)))).toEqual(['rolled_back', 'rolled_back']);
  expect(books()).toEqual(before);
});

it('in a closed period a credit memo of an open one stands against an invoice, and the closed period stays as it is', async () => {
  const invoice = await send('stripe', 'invoice');
  setPeriodOf(recordOf(invoice), { closed: true, alllocked: true, arlocked: true, aplocked: true });
  const closed = books();
  const form = preview(as(PRIYA), idOf(invoice));
  expect(rows(form, 'custpage_steps')[0]?.['plan']).toMatch(/^credit memo dated 20\d\d-\d\d-\d\d$/);
  ask(as(PRIYA), idOf(invoice));
  decide(as(NADIA));
  sweep();
  expect([request()?.['state'], stateOf(idOf(invoice)), steps()]).toEqual(['carried_out', 'rolled_back', ['applied']]);
  const after = books();
  expect(Object.entries(closed).filter(([name, cents]) => after[name] !== cents)).toEqual([]);
  const byAccount = new Map<string, number>();
  for (const [name, cents] of Object.entries(after)) byAccount.set(name.split(' ')[1] ?? '', (byAccount.get(name.split(' ')[1] ?? '') ?? 0) + cents);
  expect([...byAccount.values()].filter((cents) => cents !== 0)).toEqual([]);
});

describe('what changed between asking and doing ends the request, which says what', () => {
  it.each<[string, (invoice: Answer) => Promise<void> | void, RegExp]>([
    ['the record was edited', (invoice) => { byHand('invoice', recordOf(invoice).internalId, { memo: 'by hand' }); }, /MEMO was changed since by user -4 as role 3 in UIF/],
    ['the record was paid', async () => { await send('stripe', 'charge'); }, /blocked now\. Other records stand on this one/],
    ['the period was closed', (invoice) => { setPeriodOf(recordOf(invoice), { closed: true, alllocked: true, arlocked: true, aplocked: true }); }, /void before, credit memo dated/],
  ])('%s', async (_what, change, words) => {
    const invoice = await send('stripe', 'invoice');
    ask(as(PRIYA), idOf(invoice));
    await change(invoice);
    expect(decide(as(NADIA))).toMatch(words);
    expect(request()).toMatchObject({ state: 'lapsed' });
    sweep();
    expect([stateOf(idOf(invoice)), steps()]).toEqual(['applied', []]);
  });

  it('a change after the approval is found before the first step', async () => {
    const invoice = await send('stripe', 'invoice');
    ask(as(PRIYA), idOf(invoice));
    const nadia = as(NADIA);
    const form = openRequest(nadia);
    const remove = emulator().onCall(({ execution }) => {
      if (execution.scriptId !== 'customscript_dkt_sweep_mr') return undefined;
      remove();
      byHand('invoice', recordOf(invoice).internalId, { memo: 'by hand' });
      return undefined;
    });
    nadia.post(form, { custpage_kind: 'approve', custpage_note: 'Looked at.' });
    sweep();
    expect(request()).toMatchObject({ state: 'lapsed', result: expect.stringMatching(/^Nothing was taken back\. .*MEMO was changed since/) as string });
    expect([stateOf(idOf(invoice)), steps()]).toEqual(['applied', []]);
  });

  it('a day goes by', async () => {
    const invoice = await send('stripe', 'invoice');
    ask(as(PRIYA), idOf(invoice));
    emulator().advanceTime(25 * 60 * 60_000);
    expect(request()).toMatchObject({ state: 'lapsed' });
    expect(stateOf(idOf(invoice))).toBe('applied');
  });
});
