import type { ReviewRole } from '../../src/domain/review/capability';
import { customerMap, ownRow } from '../support/lab-project';
import { allTexts, field, linkOf, logIn, sublist } from '../support/review-pages';
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
    expect(field(queue.form, 'custpage_open')?.value).toBe('2');
    expect(sublist(queue.form, 'custpage_causes')?.lines).toMatchObject([{ custpage_c_items: { value: '2' }, custpage_c_state: { text: 'New' }, custpage_c_open: { text: 'Review' } }]);
    const url = sublist(queue.form, 'custpage_causes')?.lines[0]?.['custpage_c_open']?.value ?? '';
    const cause = reviewer.get('cause', { cause: new URL(url, 'https://x.example').searchParams.get('cause') ?? '' });
    expect(cause.form.fields.filter(({ id }) => id.startsWith('custpage_act_')).map(({ label }) => label)).toContain('Release all');
    const operation = reviewer.get('operation', { operation: operationId });
    expect(operation.form.tabs.map(({ label }) => label)).toEqual(['Summary', 'Compare', 'Attempts', 'Related', 'Decisions', 'Technical']);
    expect(linkOf(operation.form, 'custpage_act_redrive')).toMatchObject({ page: 'act', kind: 'redrive', operation: operationId });
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
