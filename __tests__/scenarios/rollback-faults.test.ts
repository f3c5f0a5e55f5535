import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFault } from '../../tools/simulation/faults';
import type { Fault } from '../../tools/simulation/faults';
import { ask, asker } from '../support/clicks';
import { field, logIn } from '../support/review-pages';
import { sharedAccount } from './support';

/** A rollback of an invoice and its payment, with a death at N/* calls of asking, approving and doing. */
const SAMPLES = join(__dirname, '..', '..', 'src', 'maps', 'stripe', 'samples');
const A_SWEEP = 16 * 60_000;
const MOST_SWEEPS = 12;
const FAULTS: readonly Fault[] = ['kill-before', 'kill-after', 'error-before', 'error-after'];

const opened = sharedAccount();
const emulator = () => opened().emulator;
const query = (sql: string, values: readonly (string | number)[] = []) => emulator().query(sql, [...values]);
const send = (documentType: string) => opened().post({ contract: '1', source: 'stripe', documentType, idempotencyKey: documentType, documentText: readFileSync(join(SAMPLES, `${documentType}.json`), 'utf8') });
const requests = () => query('SELECT externalid AS number, custrecord_dkt_req_state AS state FROM customrecord_dkt_request ORDER BY id');

function books(): Readonly<Record<string, number>> {
  const rows = query("SELECT l.account AS account, t.postingperiod AS period, SUM(NVL(l.debit, 0) - NVL(l.credit, 0)) AS amount FROM transactionaccountingline l INNER JOIN transaction t ON t.id = l.transaction WHERE l.posting = 'T' GROUP BY l.account, t.postingperiod");
  return Object.fromEntries(rows.flatMap(({ account, period, amount }) => (Math.abs(Number(amount)) < 0.005 ? [] : [[`${String(period)} ${String(account)}`, Math.round(Number(amount) * 100)]])));
}

function click(kind: string, subject: string, subjectId: string, who: { readonly person: string; readonly role: string }, args: Readonly<Record<string, unknown>>): void {
  ask(emulator(), { kind, subject, subjectId, ...who, key: `${kind}-${who.person}`, args });
}

const PRIYA = { person: 'demo_employee_lead', role: 'customrole_dkt_lead' } as const;
const NADIA = { person: 'demo_employee_controller', role: 'customrole_dkt_approver' } as const;

/** What is to be rolled back, as its page shows it. */
function planned(): Readonly<Record<string, unknown>> {
  const priya = logIn(emulator(), { person: PRIYA.person, role: 'lead' });
  const { form } = priya.post(priya.get('rollback').form, { custpage_source: 'stripe', custpage_since: '11/1/2026' });
  const value = (id: string) => field(form, id)?.value ?? '';
  return { scope: { kind: 'source', source: 'stripe', sinceMs: Number(value('custpage_s_since')) }, atMs: Number(value('custpage_at')), planHash: value('custpage_hash'), reason: 'test_data', note: 'All of it.' };
}

const sweep = () => { emulator().advanceTime(A_SWEEP); };

/** The whole of it; a person who sees that nothing came of a click presses again. */
function rollBack(args: Readonly<Record<string, unknown>>): void {
  click('roll_back', 'queue', '', PRIYA, args);
  if (requests().length === 0) sweep();
  const number = String(requests()[0]?.['number'] ?? '');
  if (number === '') return;
  click('approve', 'request', number, NADIA, { note: 'Looked at.' });
  sweep();
}

/** A row whose outcome is told already is completed once the lease of the run that died is over. */
function settle(): void {
  for (let tick = 0; tick < MOST_SWEEPS; tick += 1) {
    const isDue = query('SELECT COUNT(*) AS n FROM customrecord_dkt_operation WHERE custrecord_dkt_op_due_ms IS NOT NULL')[0]?.['n'] !== 0;
    if (!isDue && requests().every(({ state }) => state !== 'asked' && state !== 'approved' && state !== 'in_work')) return;
    sweep();
  }
}

/** How the account stands. */
function stands() {
  const rows = query('SELECT custrecord_dkt_op_intent AS intent, custrecord_dkt_op_state AS state FROM customrecord_dkt_operation ORDER BY id');
  const of = (rollback: boolean) => rows.filter(({ intent }) => (intent === 'rollback') === rollback).map(({ state }) => state);
  return { requests: requests().map(({ state }) => state), documents: of(false), steps: of(true), voided: query("SELECT COUNT(*) AS n FROM transaction WHERE voided = 'T'")[0]?.['n'] };
}

it('struck at any call, it ends done once and whole, or says where it stands, and the books are balanced by account and period', async () => {
  for (const { person, role } of [PRIYA, NADIA]) emulator().grantRole(asker(emulator(), person), role);
  const before = books();
  expect([(await send('invoice')).body['outcome'], (await send('charge')).body['outcome']]).toEqual(['applied', 'applied']);
  const args = planned();
  const point = emulator().checkpoint();
  const boundaries = new Set<string>();
  const found: unknown[] = [];
  const { calls } = withFault(emulator(), { n: -1, fault: 'kill-before' }, () => { rollBack(args); });
  settle();
  const whole = stands();
  expect({ ...whole, books: books() }).toEqual({ requests: ['carried_out'], documents: whole.documents.map(() => 'rolled_back'), steps: whole.documents.map(() => 'applied'), voided: 2, books: before });
  point.restore();
  for (let n = 0; n < calls; n += STRIDE) {
    const fault = FAULTS[(n / STRIDE) % FAULTS.length] ?? 'kill-before';
    const again = emulator().checkpoint();
    const { hit } = withFault(emulator(), { n, fault }, () => { rollBack(args); });
    if (hit !== undefined) boundaries.add(hit.boundary);
    // The approver comes back to what still waits, whatever became of the first click.
    const waiting = requests().find(({ state }) => state === 'asked');
    if (requests().length === 0) click('roll_back', 'queue', '', PRIYA, args);
    if (waiting !== undefined) click('approve', 'request', String(waiting['number']), NADIA, { note: 'Looked at.' });
    settle();
    const end = stands();
    const ledger = books();
    const done = JSON.stringify({ ...end }) === JSON.stringify(whole) && JSON.stringify(ledger) === JSON.stringify(before);
    if (!done) found.push({ n, fault, boundary: hit?.boundary, ...end, moved: Object.keys({ ...ledger, ...before }).filter((name) => ledger[name] !== before[name]).length });
    again.restore();
  }
  expect([...boundaries].filter((name) => /^mapreduce\.getInputData N\/(transaction|record)/.test(name)).length).toBeGreaterThan(2);
  expect(found).toEqual([]);
}, 240_000);

/** Every so many calls are struck, by the kinds of fault in turn. */
const STRIDE = 9;
