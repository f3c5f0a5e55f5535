import type { ReviewRole } from '../../src/domain/review/capability';
import { customerMap, ownRow } from '../support/lab-project';
import { allTexts, field, logIn, openedBy, sublist } from '../support/review-pages';
import { openLab } from './lab';

/** Units of a Suitelet call. */
const SUITELET = 1000;

const lab = openLab([
  customerMap('party', {
    fields: [ownRow('comments', '/note'), ownRow('email', '/email'), ownRow('parent', '/of', { transform: { kind: 'reference', record: 'customer', by: 'field', field: 'externalid' } })],
    paths: { externalId: '/id', amount: '/total', currency: '/currency', date: '/date', number: '/number', party: '/name' },
  }),
]);

const person = 'demo_employee_receivables';
const as = (role: ReviewRole) => logIn(lab().emulator, { person, role });

/** A document that names a customer which is not there. */
async function stuck(id: string, of: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const { body } = await lab().send('party', `k${id}`, { id, name: `Wren ${id}`, note: 'A', email: `wren${id}@larkspur.example`, of, total: '100.00', currency: 'USD', date: '2026-11-20', number: `SO-${id}`, ...more });
  expect(body).toMatchObject({ outcome: 'needs_review' });
  return String(body['operationId']);
}

describe('the pages of the queue', () => {
  it('lead from the cause to the operation, each with its sentence, its links and what its role may do', async () => {
    const operationId = await stuck('1', 'acme');
    await stuck('2', 'acme');
    lab().sweep();
    const reviewer = as('lead');
    const queue = reviewer.get('queue');
    expect(queue.form.title).toBe('Integration review');
    expect(field(queue.form, 'custpage_open')?.value).toBe('2 operations');
    expect(sublist(queue.form, 'custpage_causes')?.lines).toMatchObject([{ custpage_c_items: { value: '2' }, custpage_c_state: { text: 'New' }, custpage_c_open: { text: 'Review' } }]);
    const url = sublist(queue.form, 'custpage_causes')?.lines[0]?.['custpage_c_open']?.value ?? '';
    const cause = reviewer.get('cause', { cause: new URL(url, 'https://x.example').searchParams.get('cause') ?? '' });
    expect(cause.form.submitButton?.label).toBe('Choose and redrive 2 operations');
    expect(cause.form.buttons.map(({ label }) => label)).toContain('Release all');
    const operation = reviewer.get('operation', { operation: operationId });
    expect(operation.form.tabs.map(({ label }) => label)).toEqual(['Summary', 'Compare', 'Attempts', 'Related', 'Decisions', 'Technical']);
    expect(openedBy(operation.form, 'custpage_act_redrive')).toMatchObject({ page: 'act', kind: 'redrive', operation: operationId });
    for (const { units } of [queue, cause, operation]) expect(units).toBeLessThan(SUITELET / 4);
  });

  it('show every payload text as text, wherever it stands', async () => {
    const nasty = '<img src=x onerror=alert(1)>';
    const operationId = await stuck('9', nasty, { name: `<script>alert(1)</script>`, note: '=HYPERLINK("x")', number: '<b>SO-9</b>' });
    lab().sweep();
    const viewer = as('admin');
    for (const shown of [viewer.get('queue'), viewer.get('operations'), viewer.get('operation', { operation: operationId })]) {
      expect(allTexts(shown.form)).not.toMatch(/<(?:img|script|b)\b/);
      expect(shown.form.fields.filter(({ type }) => type === 'INLINEHTML')).toEqual([]);
    }
    expect(allTexts(viewer.get('operations').form)).toContain('<\u2060script>alert(1)<\u2060/script>');
  });

  it.each<[ReviewRole, string]>([['viewer', 'Integration review'], ['reviewer', 'Integration review'], ['lead', 'Integration review'], ['approver', 'Requests'], ['admin', 'Health of the integration']])(
    'land a %s on "%s", and every page opens', (role, title) => {
      const somebody = as(role);
      expect(somebody.get('').form.title).toBe(title);
      for (const page of ['queue', 'operations', 'requests', 'ownership', 'health']) expect(somebody.get(page).units).toBeLessThan(SUITELET / 4);
      for (const page of ['operation', 'cause', 'act', 'result', 'request', 'confirm']) expect(somebody.get(page, { operation: 'x', cause: 'y', number: 'z', done: 'w' }).form.title).toMatch(/was not found|Nothing was done/);
    });
});

describe('what people ask for', () => {
  const act = async (kind: string, keyed: Readonly<Record<string, string>>, role: ReviewRole = 'lead') => {
    const operationId = await stuck('1', 'acme');
    lab().sweep();
    const somebody = as(role);
    const form = somebody.get('act', { kind, operation: operationId }).form;
    return { somebody, form, operationId, send: () => somebody.post(form, keyed) };
  };

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['redrive', {}, /Redrive: done/],
    ['discard', { custpage_reason: 'test_data', custpage_note: 'not real' }, /Discard: done/],
    ['resolve_elsewhere', { custpage_how: 'no_record', custpage_note: 'nothing to post' }, /Resolve elsewhere: done/],
    ['note', { custpage_note: 'called them' }, /Add a note: done/],
    ['escalate', { custpage_to: 'approver', custpage_note: 'look' }, /Escalate: done/],
    ['snooze', { custpage_until: '11/27/2026', custpage_on: 'date', custpage_note: 'later' }, /Snooze: done/],
  ])('%s is carried out once, in their own name, and told on the page that follows', async (kind, keyed, told) => {
    const { somebody, form, send } = await act(kind, keyed);
    const shown = send();
    expect(`${shown.form.messages[0]?.title ?? ''} ${shown.form.messages[0]?.message ?? ''}`).toMatch(told);
    expect(shown.units).toBeLessThan(SUITELET / 2);
    const rows = () => lab().emulator.query('SELECT custrecord_dkt_act_asker AS asker, custrecord_dkt_act_asker_role AS role FROM customrecord_dkt_action', []);
    expect(rows()).toEqual([{ asker: somebody.userId, role: 'customrole_dkt_lead' }]);
    const again = somebody.post(form, keyed);
    expect(again.form.messages[0]?.title).toMatch(told);
    expect(rows()).toHaveLength(1);
  });

  it('assign gives it to somebody, whom the page then names', async () => {
    const { somebody, send, form } = await act('assign', {});
    const shown = somebody.post(form, { custpage_owner: String(somebody.userId) });
    expect(shown.form.messages[0]?.title).toBe('Assign: done');
    expect(field(shown.form, 'custpage_s_owner')?.value).not.toBe('nobody');
    expect(send).toBeDefined();
  });

  it('choosing the record maps the value for good', async () => {
    const { somebody, form } = await act('choose_reference', {});
    expect(field(form, 'custpage_record')).toMatchObject({ type: 'SELECT', source: 'customer' });
    const [customer] = lab().emulator.query('SELECT id FROM customer ORDER BY id', []);
    const shown = somebody.post(form, { custpage_record: String(customer?.['id']), custpage_note: 'same company', custpage_release: 'T' });
    expect(shown.form.messages[0]?.title).toBe('Choose the record: done');
    expect(lab().emulator.query('SELECT custrecord_dkt_vm_value AS value FROM customrecord_dkt_value_map', [])).toContainEqual({ value: 'acme' });
  });

  it('release of a cause redrives its operations', async () => {
    await stuck('1', 'acme');
    await stuck('2', 'acme');
    lab().sweep();
    const lead = as('lead');
    const [cause] = sublist(lead.get('queue').form, 'custpage_causes')?.lines ?? [];
    const fingerprint = new URL(cause?.['custpage_c_open']?.value ?? '', 'https://x.example').searchParams.get('cause') ?? '';
    const form = lead.get('act', { kind: 'release', cause: fingerprint }).form;
    const shown = lead.post(form, { custpage_note: 'mapped' });
    expect(shown.form.messages[0]?.title).toMatch(/^Release all: (done|under way)$/);
  });

  it('marked lines are confirmed, then done, and the result says how many', async () => {
    await stuck('1', 'acme');
    await stuck('2', 'acme');
    await stuck('3', 'acme');
    lab().sweep();
    const lead = as('lead');
    const confirm = lead.post(lead.get('operations').form, { custpage_do: 'discard', custpage_over: 'marked' }, [0, 2]);
    expect(confirm.form.submitButton?.label).toBe('Discard 2 operations');
    const result = lead.post(confirm.form, { custpage_reason: 'test_data', custpage_note: 'test' });
    expect(result.form.title).toBe('Result: Bulk action');
    expect(allTexts(result.form)).toContain('2 done');
    expect(field(lead.get('operations').form, 'custpage_open')?.value).toBe('1 operation');
  });

  it('nothing happens with a form that was made for somebody else, in another role, or for what moved since', async () => {
    const { somebody, form, operationId } = await act('redrive', {});
    const other = logIn(lab().emulator, { person: 'demo_employee_admin', role: 'lead' });
    const asAdmin = as('admin');
    for (const shown of [other.post(form), asAdmin.post(form), somebody.post(form, { custpage_version: '99' }), somebody.post(form, { custpage_token: 'x' })]) expect(shown.form.title).toBe('Nothing was done');
    somebody.post(somebody.get('act', { kind: 'note', operation: operationId }).form, { custpage_note: 'first' });
    expect(somebody.post(form).form.messages[0]?.message).toContain('it has changed since you opened the page');
    expect(lab().emulator.query('SELECT id FROM customrecord_dkt_action', [])).toHaveLength(1);
  });

  it('a role opens no page of another role', async () => {
    await stuck('1', 'acme');
    for (const deployment of ['customdeploy_dkt_lead', 'customdeploy_dkt_admin', 'customdeploy_dkt_approve', 'customdeploy_dkt_audit']) {
      expect(() => logIn(lab().emulator, { person, role: 'reviewer', deployment }).get('queue')).toThrow('INSUFFICIENT_PERMISSION');
    }
  });
});

describe('a full page', () => {
  it('of fifty operations, marked and confirmed, stays within the units of a Suitelet', async () => {
    for (let index = 1; index <= 52; index += 1) await stuck(String(index), `c${String(index % 26)}`);
    lab().sweep();
    const lead = as('lead');
    const list = lead.get('operations');
    const confirm = lead.post(list.form, { custpage_do: 'note', custpage_over: 'marked' }, Array.from({ length: 50 }, (_, index) => index));
    const all = lead.post(list.form, { custpage_do: 'note', custpage_over: 'matching' });
    const queue = lead.get('queue');
    for (const { units } of [list, confirm, all, queue]) expect(units).toBeLessThan(SUITELET / 4);
    expect(sublist(confirm.form, 'custpage_confirm_rows')?.lines).toHaveLength(50);
    const result = lead.post(confirm.form, { custpage_note: 'seen' });
    expect(result.units).toBeLessThan(SUITELET);
  });
});
