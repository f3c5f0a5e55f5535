import type { SuiteletReply } from '../../emulator/ui/page-calls';
import type { FormPage } from '../../emulator/ui/page-model';
import type { ReviewRole } from '../../src/domain/review/capability';
import { customerMap, ownRow } from '../support/lab-project';
import { allTexts, field, logIn, sublist } from '../support/review-pages';
import { openLab } from './lab';

const lab = openLab([
  customerMap('party', {
    fields: [ownRow('comments', '/note'), ownRow('parent', '/of', { transform: { kind: 'reference', record: 'customer', by: 'field', field: 'externalid' } })],
    paths: { externalId: '/id', amount: '/total', currency: '/currency', date: '/date', number: '/number', party: '/name' },
  }),
]);

const as = (role: ReviewRole, person = 'demo_employee_receivables') => logIn(lab().emulator, { person, role });

/** A document that names a customer which is not there. */
async function stuck(id: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const { body } = await lab().send('party', `k${id}`, { id, name: `Wren ${id}`, note: 'A', of: 'acme', total: '100.00', currency: 'USD', date: '2026-11-20', number: `SO-${id}`, ...more });
  expect(body).toMatchObject({ outcome: 'needs_review' });
  return String(body['operationId']);
}

/** What must stay as it is while people look. */
function written(): string {
  const { emulator } = lab();
  const tables = ['operation', 'event', 'action', 'request', 'cause', 'object', 'value_map'];
  return JSON.stringify(tables.map((table) => emulator.query(`SELECT COUNT(*) AS n, MAX(lastmodified) AS at FROM customrecord_dkt_${table}`)));
}

const csvOf = (reply: SuiteletReply): string => {
  if (reply.kind !== 'written') throw new Error(JSON.stringify(reply).slice(0, 400));
  return String(reply.content);
};

describe('what nobody sensible asks for', () => {
  const PARAMETERS: readonly Readonly<Record<string, string>>[] = [
    { page: 'operations', dkt_page: '999999999' }, { page: 'operations', dkt_page: '-1' }, { page: 'operations', dkt_page: '1e3' }, { page: 'queue', dkt_page: '99' },
    { page: 'operations', dkt_tab: 'nonsense', dkt_sort: "id; DROP TABLE operation", dkt_age: '1', dkt_due: 'x', dkt_owner: 'root', dkt_period: '2026-13', dkt_amount: '-5' },
    { page: 'operations', dkt_source: "' OR 1=1 --" }, { page: 'queue', dkt_type: 'x'.repeat(5000) }, { page: 'operations', dkt_sub: '99999999' }, { page: 'operations', dkt_cause: 'f'.repeat(64) },
    { page: 'operations', dkt_amount: '999999999999.99' }, { page: 'queue', dkt_source: '\u0000' }, { page: '../../etc/passwd' }, { page: 'ownership', record: 'employee', id: '1' }, { page: 'ownership', record: 'customer', id: '999999999999999' },
    { page: 'ownership', source: '<b>', type: '=1' }, { page: 'operation', operation: 'x'.repeat(10_000) }, { page: 'cause', cause: "'" }, { page: 'cause', cause: 'none: lab party' }, { page: 'result', done: 'x' }, { page: 'request', number: "1' --" },
    { page: 'act', kind: 'constructor', operation: 'x' }, { page: 'act', kind: 'redrive' }, { page: '__proto__' }, { page: 'export', dkt_view: 'nothing' },
  ];

  it('is answered with a calm page or a file, within the units, and changes nothing', async () => {
    await stuck('1');
    lab().sweep();
    const somebody = as('lead');
    const before = written();
    for (const parameters of PARAMETERS) {
      const reply = somebody.fetch(parameters);
      expect([JSON.stringify(parameters).slice(0, 80), reply.kind === 'page' || reply.kind === 'written', reply.units < 400]).toEqual([JSON.stringify(parameters).slice(0, 80), true, true]);
    }
    expect(written()).toBe(before);
  });

  it('filters that match nothing say so, and offer to be cleared', async () => {
    await stuck('1');
    lab().sweep();
    for (const page of ['queue', 'operations']) {
      const { form } = as('lead').get(page, { dkt_source: 'nobody' });
      expect(allTexts(form)).toMatch(/No (?:cause|operation)\b/);
      expect(field(form, 'custpage_clear')?.linkText).toBe('Clear filters');
      expect(form.sublists.flatMap(({ lines }) => lines)).toEqual([]);
    }
  });

  it('a page behind the last shows the last, with the names of what is on it', async () => {
    await stuck('1');
    lab().sweep();
    const lines = (page: string) => sublist(as('lead').get(page, { dkt_page: '77' }).form, page === 'queue' ? 'custpage_causes' : 'custpage_operations')?.lines ?? [];
    expect(lines('queue')[0]?.['custpage_c_title']?.text).toContain('acme');
    expect(lines('operations')).toHaveLength(1);
  });
});

describe('what is not theirs', () => {
  it('an operation and a cause of another subsidiary are answered like ones that are not there, on every page and in the file', async () => {
    const operationId = await stuck('1');
    lab().sweep();
    const fingerprint = String(lab().emulator.query('SELECT externalid AS id FROM customrecord_dkt_cause')[0]?.['id']);
    const abroad = as('reviewer', 'demo_employee_canada');
    const before = written();
    const titles = (params: readonly Readonly<Record<string, string>>[]) => params.map(({ page = '', ...rest }) => abroad.get(page, rest).form.title);
    const theirs = titles([{ page: 'operation', operation: operationId }, { page: 'cause', cause: fingerprint }, { page: 'act', kind: 'redrive', operation: operationId }, { page: 'act', kind: 'release', cause: fingerprint }]);
    const nobodys = titles([{ page: 'operation', operation: 'f'.repeat(64) }, { page: 'cause', cause: 'f'.repeat(64) }, { page: 'act', kind: 'redrive', operation: 'f'.repeat(64) }, { page: 'act', kind: 'release', cause: 'f'.repeat(64) }]);
    expect(theirs).toEqual(nobodys);
    expect(sublist(abroad.get('operations').form, 'custpage_operations')?.lines).toEqual([]);
    expect(csvOf(abroad.fetch({ page: 'export', dkt_view: 'operations' }))).not.toContain('Wren');
    expect(written()).toBe(before);
  });
});

describe('texts of documents', () => {
  const NASTY: readonly string[] = ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><svg/onload=alert(1)>', '=HYPERLINK("http://x")', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\u202E=1', "';--"];

  it('in every field are shown as text on every page, and never run in a file', async () => {
    const ids: string[] = [];
    for (const [index, nasty] of NASTY.entries()) ids.push(await stuck(`n${String(index)}`, { name: nasty, note: nasty, of: `${nasty} ${String(index)}`, number: nasty, currency: nasty.slice(0, 3), date: nasty.slice(0, 10) }));
    lab().sweep();
    const somebody = as('admin');
    const shown: FormPage[] = [somebody.get('queue').form, somebody.get('operations').form, ...ids.map((operation) => somebody.get('operation', { operation }).form)];
    const cause = new URL(sublist(shown[0] as FormPage, 'custpage_causes')?.lines[0]?.['custpage_c_open']?.value ?? '', 'https://x.example').searchParams.get('cause') ?? '';
    shown.push(somebody.get('cause', { cause }).form, somebody.get('act', { kind: 'note', operation: ids[0] ?? '' }).form);
    for (const form of shown) {
      expect(allTexts(form)).not.toMatch(/<(?:img|script|svg|b)\b/);
      expect(form.fields.filter(({ type }) => type === 'INLINEHTML')).toEqual([]);
    }
    for (const view of ['operations', 'causes']) {
      const cells = csvOf(somebody.fetch({ page: 'export', dkt_view: view })).split('\r\n').slice(1).flatMap((line) => line.split(','));
      expect(cells.filter((cell) => /^"?[=+@\t]/.test(cell) || /^"?-(?!\d+(?:\.\d+)?$)/.test(cell))).toEqual([]);
    }
  });

  it('of 500,000 characters take a page of usual units, which shows the beginning and how long it is', async () => {
    const operationId = await stuck('9', { note: 'ü'.repeat(20), filler: 'x'.repeat(480_000) });
    lab().sweep();
    const { form, units } = as('lead').get('operation', { operation: operationId });
    expect(units).toBeLessThan(220);
    const longest = Math.max(...form.fields.map(({ value }) => value.length));
    expect(longest).toBeGreaterThan(90_000);
    expect(longest).toBeLessThanOrEqual(100_000);
    expect(allTexts(form)).toMatch(/480,?\d{3}/);
    expect(csvOf(as('lead').fetch({ page: 'export', dkt_view: 'operations' })).length).toBeLessThan(3_000);
  }, 60_000);
});

describe('pages that are sent again', () => {
  it('Back and a second send of the same form do what it says once; one whose operation moved does nothing', async () => {
    const operationId = await stuck('1');
    lab().sweep();
    const lead = as('lead');
    const form = lead.get('act', { kind: 'note', operation: operationId }).form;
    const stale = lead.get('act', { kind: 'discard', operation: operationId }).form;
    lead.post(form, { custpage_note: 'once' });
    const after = written();
    lead.post(form, { custpage_note: 'once' });
    lead.post(form, { custpage_note: 'twice' });
    const refused = lead.post(stale, { custpage_reason: 'test_data', custpage_note: 'old' });
    expect(refused.form.messages[0]?.message).toContain('it has changed since you opened the page');
    expect(written()).toBe(after);
  });

  it('a form of filters is sent any number of times', async () => {
    await stuck('1');
    const lead = as('lead');
    const { form } = lead.get('operations');
    const before = written();
    for (let time = 0; time < 3; time += 1) expect(lead.post(form, { dkt_sort: 'oldest' }).form.title).toBe(form.title);
    expect(written()).toBe(before);
  });
});
