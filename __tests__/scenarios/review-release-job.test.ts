import type { ReviewRole } from '../../src/domain/review/capability';
import { customerMap, ownRow } from '../support/lab-project';
import { field, logIn, sublist } from '../support/review-pages';
import type { Person } from '../support/review-pages';
import { openLab } from './lab';

const A_MINUTE = 60_000;

/** Rows that one portion of a job takes. */
const PORTION = 50;

const lab = openLab([
  customerMap('party', {
    fields: [ownRow('comments', '/note'), ownRow('parent', '/of', { transform: { kind: 'reference', record: 'customer', by: 'field', field: 'externalid' } })],
    paths: { externalId: '/id', amount: '/total', currency: '/currency', date: '/date', number: '/number', party: '/name' },
  }),
]);

const as = (person: string, role: ReviewRole): Person => logIn(lab().emulator, { person, role });
const query = (sql: string, values: readonly (string | number)[] = []) => lab().emulator.query(sql, [...values]);
const request = () => query('SELECT externalid AS number, custrecord_dkt_req_state AS state, custrecord_dkt_req_rows AS rows_n, id FROM customrecord_dkt_request')[0];
const progress = () => JSON.parse(String(lab().emulator.readRecord('customrecord_dkt_request', Number(request()?.['id'])).values['custrecord_dkt_req_progress'] ?? '{}')) as { readonly done?: number; readonly skipped?: number };
const states = () => query('SELECT custrecord_dkt_op_state AS state, COUNT(*) AS n FROM customrecord_dkt_operation GROUP BY custrecord_dkt_op_state');

/** Documents that name a customer which is not there. */
async function stuck(from: number, count: number): Promise<void> {
  for (let id = from; id < from + count; id += 1) {
    const { body } = await lab().send('party', `k${String(id)}`, { id: String(id), name: `Wren ${String(id)}`, note: 'A', of: 'acme', total: '10.00', currency: 'USD', date: '2026-11-20', number: `SO-${String(id)}` });
    expect(body).toMatchObject({ outcome: 'needs_review' });
  }
}

it('a cause of more rows than one click takes is released as a job in portions; its pages cost the same however many rows there are', async () => {
  const priya = as('demo_employee_lead', 'lead');
  await stuck(0, PORTION + 5);
  lab().sweep();
  const units = () => ['queue', 'operations'].map((page) => priya.get(page).units);
  const before = units();
  await stuck(PORTION + 5, PORTION + 5);
  lab().sweep();
  expect(units()).toEqual(before);
  const url = sublist(priya.get('queue').form, 'custpage_causes')?.lines[0]?.['custpage_c_open']?.value ?? '';
  const cause = new URL(url, 'https://x.example').searchParams.get('cause') ?? '';
  const clicked = priya.post(priya.get('act', { kind: 'release', cause }).form, { custpage_note: 'The customer is there now.' });
  expect(clicked.form.messages[0]?.message).toMatch(/waits for approval/);
  expect(request()).toMatchObject({ state: 'asked', rows_n: 2 * PORTION + 10 });
  expect(field(priya.get('queue').form, 'custpage_view_bulk')?.linkText).toBe('1 request, 110 operations');
  lab().emulator.createRecord({ type: 'customer', values: { isperson: 'F', companyname: 'Acme', externalid: 'acme', subsidiary: Number(query("SELECT id FROM subsidiary WHERE externalid = 'demo_subsidiary_us'")[0]?.['id']) } });
  const nadia = as('demo_employee_controller', 'approver');
  nadia.post(nadia.get('request', { number: String(request()?.['number']) }).form, { custpage_note: 'Yes.' });
  const seen: number[] = [];
  for (let minute = 0; minute < 10 && request()?.['state'] === 'approved'; minute += 1) {
    lab().emulator.advanceTime(A_MINUTE);
    seen.push(progress().done ?? 0);
  }
  expect([request()?.['state'], progress()]).toEqual(['carried_out', expect.objectContaining({ done: 110, skipped: 0 })]);
  expect(seen.length).toBeGreaterThan(0);
  lab().sweep();
  expect(states()).toEqual([{ state: 'applied', n: 110 }]);
}, 120_000);
