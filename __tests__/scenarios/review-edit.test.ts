import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormPage } from '../../emulator/ui/page-model';
import type { ReviewRole } from '../../src/domain/review/capability';
import { brokenRules } from '../simulation/support/invariants';
import { allTexts, field, logIn, sublist } from '../support/review-pages';
import type { Person } from '../support/review-pages';
import { sharedAccount } from './support';

const opened = sharedAccount();

const A_MINUTE = 60_000;
const BILL = readFileSync(join(__dirname, '../../src/maps/canonical/samples/vendorbill.json'), 'utf8');

/** People of the demo company who have to do with a Canadian bill. */
const LUC = { person: 'demo_employee_canada', role: 'reviewer' } as const;
const NADIA = { person: 'demo_employee_controller', role: 'approver' } as const;

const as = ({ person, role }: { readonly person: string; readonly role: ReviewRole }): Person => logIn(opened().emulator, { person, role });
const query = (sql: string, values: readonly (string | number)[] = []) => opened().emulator.query(sql, [...values]);

afterEach(() => {
  expect(brokenRules(opened().emulator)).toEqual([]);
});

/** Sends the sample bill with one text replaced. */
async function bill([from, to]: readonly [string, string], key = 'bill-1'): Promise<{ readonly operationId: string; readonly text: string; readonly body: Readonly<Record<string, unknown>> }> {
  if (!BILL.includes(from)) throw new Error(`The sample has no ${from}.`);
  const text = BILL.replace(from, to);
  const { body } = await opened().post({ contract: '1', source: 'canonical', documentType: 'vendorbill', idempotencyKey: key, documentText: text });
  return { operationId: String(body['operationId']), text, body };
}

const state = (operationId: string) => query('SELECT custrecord_dkt_op_state AS state, custrecord_dkt_op_request AS request FROM customrecord_dkt_operation WHERE externalid = ?', [operationId])[0];
const chain = (id: string) => query('SELECT custrecord_dkt_ev_facts AS facts FROM customrecord_dkt_event WHERE custrecord_dkt_ev_chain = ? ORDER BY custrecord_dkt_ev_number', [id]).map(({ facts }) => JSON.parse(String(facts)) as Record<string, unknown>);
/** What people said, as it stands in a chain beside what never changes. */
const why = (id: string) => query('SELECT id FROM customrecord_dkt_event WHERE custrecord_dkt_ev_chain = ?', [id]).map((row) => String(opened().emulator.readRecord('customrecord_dkt_event', Number(row['id'])).values['custrecord_dkt_ev_values'])).join('\n');
const requests = () => query('SELECT custrecord_dkt_req_state AS state, custrecord_dkt_req_asker AS asker, custrecord_dkt_req_approver AS approver FROM customrecord_dkt_request ORDER BY id');
const posted = () => query("SELECT t.trandate AS day, t.foreigntotal AS total FROM transaction t WHERE t.type = 'VendBill'");
const kept = (operationId: string): string => {
  const [row] = query('SELECT id FROM customrecord_dkt_operation WHERE externalid = ?', [operationId]);
  return String(opened().emulator.readRecord('customrecord_dkt_operation', Number(row?.['id'])).values['custrecord_dkt_op_document_1'] ?? '');
};
const aSweep = () => void opened().emulator.advanceTime(A_MINUTE);
const buttonsOf = ({ buttons }: FormPage) => buttons.map(({ label }) => label);
const told = (form: FormPage) => `${form.messages[0]?.title ?? ''} ${form.messages[0]?.message ?? ''}`;

/** The input in which a field is keyed in anew. */
function input(form: FormPage, label: string): string {
  const found = form.fields.find((one) => one.label.toLowerCase() === `${label}, instead`);
  if (found === undefined) throw new Error(`No input for ${label}: ${form.fields.map((one) => one.label).join(', ')}`);
  return found.id;
}

const editForm = (who: Person, operationId: string) => who.get('act', { kind: 'edit', operation: operationId }).form;

describe('a bill with a date that has no period', () => {
  const wrongDate = ['"trandate": "2026-10-20"', '"trandate": "1999-10-20"'] as const;

  it('is applied with the day that a reviewer keys in, at once; what came stays as it was', async () => {
    const { operationId, text, body } = await bill(wrongDate);
    expect(body).toMatchObject({ outcome: 'needs_review', problem: { code: 'period_missing' } });
    const luc = as(LUC);
    const before = kept(operationId);
    const form = editForm(luc, operationId);
    expect(field(form, input(form, 'date'))?.type).toBe('DATE');
    const done = luc.post(form, { [input(form, 'date')]: '10/20/2026', custpage_reason: 'source_error', custpage_note: 'The scan read the year wrong.' });
    expect(told(done.form)).toMatch(/^Edit and redrive: done/);
    aSweep();
    expect(state(operationId)).toEqual({ state: 'applied', request: null });
    expect(posted()).toMatchObject([{ total: -1130 }]);
    expect(kept(operationId)).toBe(before);
    expect(requests()).toEqual([{ state: 'carried_out', asker: luc.userId, approver: null }]);
    expect(chain(operationId).map(({ action, overlay }) => [action, typeof overlay])).toEqual([[undefined, 'undefined'], ['redrive', 'string'], [undefined, 'string']]);
    const again = await opened().post({ contract: '1', source: 'canonical', documentType: 'vendorbill', idempotencyKey: 'bill-1', documentText: text });
    expect(again.body).toMatchObject({ outcome: 'applied', replayed: true });
    expect(why(operationId)).toContain('The scan read the year wrong.');
  });

  it('that was corrected, and failed for something else, keeps its correction under the next one', async () => {
    const { operationId } = await bill(wrongDate);
    const luc = as(LUC);
    const edit = (label: string, value: string) => {
      const form = editForm(luc, operationId);
      luc.post(form, { [input(form, label)]: value, custpage_reason: 'source_error', custpage_note: 'Keyed in again.' });
      aSweep();
    };
    edit('date', '10/20/1998');
    expect(state(operationId)).toMatchObject({ state: 'needs_review' });
    expect(allTexts(editForm(luc, operationId))).toMatch(/Date, corrected before[^]*1998-10-20/);
    edit('memo', 'Freight to Ottawa');
    expect(state(operationId)).toMatchObject({ state: 'needs_review' });
    edit('date', '10/20/2026');
    expect(state(operationId)).toMatchObject({ state: 'applied' });
    expect(query("SELECT memo FROM transaction WHERE type = 'VendBill'")).toEqual([{ memo: 'Freight to Ottawa' }]);
    const shown = as(NADIA).get('operation', { operation: operationId }).form;
    expect(sublist(shown, 'custpage_compare')?.label).toMatch(/^Compare: with the corrections of request rq-/);
    expect(allTexts(shown)).not.toContain('Conflict');
  });

  it('is not edited without a reason, without a note, or with what is no day', async () => {
    const { operationId } = await bill(wrongDate);
    const luc = as(LUC);
    const form = editForm(luc, operationId);
    const day = input(form, 'date');
    for (const keyed of [
      { [day]: '10/20/2026', custpage_note: 'x' }, { [day]: '10/20/2026', custpage_reason: 'source_error' }, { [day]: 'soon', custpage_reason: 'source_error', custpage_note: 'x' },
      { custpage_reason: 'source_error', custpage_note: 'x' },
    ]) expect(told(luc.post(form, keyed).form)).toMatch(/^Not done yet/);
    expect(query('SELECT id FROM customrecord_dkt_action')).toEqual([]);
    expect(state(operationId)).toMatchObject({ state: 'needs_review' });
  });
});

it.each<[string, readonly [string, string], Readonly<Record<string, boolean>>, string]>([
  ['open', ['"amount": "1000.00"', '"amount": "100.00"'], {}, 'Oct 2026, open'],
  ['closed', ['"amount": "1000.00"', '"amount": "100.00"'], { closed: true }, 'Oct 2026, closed'],
  ['locked for what is payable', ['"amount": "1000.00"', '"amount": "100.00"'], { aplocked: true }, 'Oct 2026, locked'],
  ['open, though locked for what is receivable', ['"amount": "1000.00"', '"amount": "100.00"'], { arlocked: true }, 'Oct 2026, open'],
  ['none', ['"trandate": "2026-10-20"', '"trandate": "1999-10-20"'], {}, 'none for this date'],
])('the page of a bill says that the accounting period of its date is %s', async (_state, change, values, told_) => {
  const { operationId } = await bill(change);
  const [row] = query("SELECT id FROM accountingperiod WHERE periodname = 'Oct 2026'");
  if (Object.keys(values).length > 0) expect(opened().emulator.saveAs({ type: 'accountingperiod', id: Number(row?.['id']), values, actor: opened().emulator.administratorActor(), context: 'USERINTERFACE' }).kind).toBe('saved');
  expect(field(as(LUC).get('operation', { operation: operationId }).form, 'custpage_d_period')?.value).toBe(told_);
});

describe('a bill whose lines do not come to its total', () => {
  const wrongAmount = ['"amount": "1000.00"', '"amount": "100.00"'] as const;
  const right = (form: FormPage) => ({ [input(form, 'amount, line 1')]: '1000.00', custpage_reason: 'source_error', custpage_note: 'A nought was lost.' });

  /** Asks for the right amount as a person; returns who asked and the request's number. */
  const asked = async (who: Parameters<typeof as>[0] = LUC) => {
    const { operationId, body } = await bill(wrongAmount);
    expect(body).toMatchObject({ outcome: 'needs_review', problem: { code: 'totals_differ' } });
    const asker = as(who);
    const form = editForm(asker, operationId);
    const shown = asker.post(form, right(form)).form;
    return { operationId, asker, shown, number: String(state(operationId)?.['request']) };
  };
  const decide = (who: Person, number: string, kind: string, note = 'Seen on the paper.') => who.post(who.get('request', { number }).form, { custpage_kind: kind, custpage_note: note }).form;

  it('is applied once another person with the right and the limit approves; both stand in the history', async () => {
    const { operationId, asker, shown, number } = await asked();
    expect(told(shown)).toMatch(/waits for approval by another person/);
    aSweep();
    expect([state(operationId), posted()]).toEqual([{ state: 'needs_review', request: number }, []]);
    const before = kept(operationId);
    const nadia = as(NADIA);
    expect(sublist(nadia.get('requests').form, 'custpage_open_requests')?.lines).toHaveLength(1);
    const request = nadia.get('request', { number }).form;
    expect(buttonsOf(request)).toEqual(['Return']);
    expect(sublist(request, 'custpage_edits')?.lines.map((line) => [line['custpage_g_sent']?.text, line['custpage_g_value']?.text])).toEqual([['100', '1000.00']]);
    expect(told(decide(nadia, number, 'approve'))).toMatch(/done/);
    aSweep();
    expect(state(operationId)).toEqual({ state: 'applied', request: null });
    expect(posted()).toMatchObject([{ total: -1130 }]);
    expect(kept(operationId)).toBe(before);
    expect(requests()).toEqual([{ state: 'carried_out', asker: asker.userId, approver: nadia.userId }]);
    expect(chain(number).map(({ action, by }) => [action, by])).toEqual([
      ['ask', `user ${String(asker.userId)} as customrole_dkt_reviewer`], ['approve', `user ${String(nadia.userId)} as customrole_dkt_approver`],
      ['carry_out', `user ${String(nadia.userId)} as customrole_dkt_approver`],
    ]);
    expect(chain(operationId).at(-1)).toMatchObject({ state: 'applied', overlay: number });
  });

  it('is never approved by who asked, in no role, nor by who may not approve money', async () => {
    const { operationId, asker, number } = await asked({ ...LUC, role: 'approver' });
    const own = asker.get('request', { number }).form;
    expect([field(own, 'custpage_kind')?.value, buttonsOf(own)]).toEqual(['withdraw', []]);
    const nadia = as(NADIA);
    const theirs = nadia.get('request', { number }).form;
    // The form of somebody else, sent by the asker: it was not made for them.
    expect(asker.post(theirs, { custpage_kind: 'approve', custpage_note: 'x' }).form.title).toBe('Nothing was done');
    expect(asker.post(asker.get('request', { number }).form, { custpage_kind: 'approve', custpage_note: 'x' }).form.title).not.toMatch(/carried out/i);
    for (const role of ['reviewer', 'lead', 'admin'] as const) {
      const other = as({ person: 'demo_employee_lead', role });
      const { form } = other.get('request', { number });
      expect([role, field(form, 'custpage_kind')]).toEqual([role, undefined]);
    }
    expect(state(operationId)).toEqual({ state: 'needs_review', request: number });
    expect(requests()).toMatchObject([{ state: 'asked' }]);
  });

  it('stays in review, as it came, where the request is returned, withdrawn, or lapses', async () => {
    const first = await asked();
    expect(told(decide(as(NADIA), first.number, 'return', 'Ask the vendor.'))).toMatch(/done/);
    expect(requests()).toMatchObject([{ state: 'returned' }]);
    const ask = () => {
      const form = editForm(first.asker, first.operationId);
      first.asker.post(form, right(form));
      return String(state(first.operationId)?.['request']);
    };
    expect(told(decide(first.asker, ask(), 'withdraw'))).toMatch(/done/);
    expect(requests().map((one) => one['state'])).toEqual(['returned', 'withdrawn']);
    const late = ask();
    opened().emulator.advanceTime(24 * 60 * A_MINUTE + 16 * A_MINUTE);
    expect(requests().map((one) => one['state'])).toEqual(['returned', 'withdrawn', 'lapsed']);
    expect(field(as(NADIA).get('request', { number: late }).form, 'custpage_kind')).toBeUndefined();
    expect([state(first.operationId), posted()]).toEqual([{ state: 'needs_review', request: null }, []]);
  });

  it('is not approved any more once it came to something else', async () => {
    const { operationId, asker, number } = await asked();
    const nadia = as(NADIA);
    const form = nadia.get('request', { number }).form;
    asker.post(asker.get('act', { kind: 'redrive', operation: operationId }).form, {});
    const answer = nadia.post(form, { custpage_kind: 'approve', custpage_note: 'Yes.' }).form;
    expect(told(answer)).toMatch(/lapsed|has changed/);
    aSweep();
    expect(requests()).toMatchObject([{ state: 'lapsed' }]);
    expect([state(operationId), posted()]).toEqual([{ state: 'needs_review', request: null }, []]);
  });
});

it('nobody outside the books of a bill edits it', async () => {
  const { operationId } = await bill(['"trandate": "2026-10-20"', '"trandate": "1999-10-20"']);
  const hanna = as({ person: 'demo_employee_receivables', role: 'reviewer' });
  expect(editForm(hanna, operationId).title).toMatch(/was not found|Nothing was done/);
  for (const role of ['viewer', 'admin'] as const) expect(editForm(as({ person: 'demo_employee_auditor', role }), operationId).title).toMatch(/was not found|Nothing was done/);
});
