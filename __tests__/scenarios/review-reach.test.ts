import { customerMap, ownRow } from '../support/lab-project';
import { logIn } from '../support/review-pages';
import { openLab } from './lab';

const lab = openLab([
  customerMap('party', {
    fields: [ownRow('comments', '/note'), ownRow('parent', '/of', { transform: { kind: 'reference', record: 'customer', by: 'field', field: 'externalid' } })],
    paths: { externalId: '/id', amount: '/total', currency: '/currency', date: '/date', number: '/number', party: '/name' },
  }),
]);

const employee = (person: string): number => Number(lab().emulator.query('SELECT id FROM employee WHERE externalid = ?', [person])[0]?.['id']);

async function stuck(id: string, total: string): Promise<string> {
  const { body } = await lab().send('party', `k${id}`, { id, name: `Secret Wren ${id}`, note: '=1+1', of: 'acme', total, currency: 'USD', date: '2026-11-20', number: `SO-${id}` });
  return String(body['operationId']);
}

describe('the tile of the home page', () => {
  const tile = () => {
    const { emulator } = lab();
    const id = employee('demo_employee_receivables');
    emulator.grantRole(id, 'customrole_dkt_lead');
    const reply = emulator.renderPortlet({ scriptId: 'customscript_dkt_review_pt', deploymentId: 'customdeploy_dkt_tile_lead', actor: emulator.actor(id, 'customrole_dkt_lead'), column: 'center' });
    if (reply.kind !== 'portlet' || reply.portlet.kind !== 'links') throw new Error(JSON.stringify(reply));
    return { lines: reply.portlet.lines.map(({ text }) => text), units: reply.units };
  };

  it('says first that its figures may be old while no sweep has reported, and shows no bare zero', () => {
    const { lines, units } = tile();
    expect(lines[0]).toMatch(/^Figures may be old\. The sweep has never reported/);
    expect(lines).toContain('Open: 0 operations, may be old');
    expect(units).toBeLessThan(150);
  });

  it('tells what is open and at risk once a sweep reported', async () => {
    await stuck('1', '100.00');
    lab().sweep();
    expect(tile().lines).toEqual(expect.arrayContaining(['Open: 1 operation', 'At risk: USD 100.00']));
  });
});

describe('a list as a file', () => {
  it('holds the rows of its filter, and nothing that a spreadsheet would run', async () => {
    await stuck('1', '100.00');
    lab().sweep();
    const person = logIn(lab().emulator, { person: 'demo_employee_receivables', role: 'lead' });
    const form = person.get('operations').form;
    const url = new URL(form.links.find(({ title }) => title === 'Export CSV')?.url ?? '', 'https://x.example');
    const reply = person.fetch(Object.fromEntries(url.searchParams));
    expect(reply).toMatchObject({ kind: 'written', contentType: expect.stringContaining('text/csv') as string });
    const text = reply.kind === 'written' ? String(reply.content) : '';
    expect(text).toContain('Secret Wren 1');
    expect(text.split('\r\n')).toHaveLength(3);
  });
});

describe('mails', () => {
  const setting = (values: unknown) => lab().emulator.saveAs({
    type: 'customrecord_dkt_setting', actor: lab().emulator.administratorActor(), context: 'USERINTERFACE',
    values: { externalid: 'review:mail', custrecord_dkt_set_name: 'review:mail', custrecord_dkt_set_value: JSON.stringify(values), custrecord_dkt_set_changed_by: 'a test' },
  });
  const round = () => lab().emulator.runMapReduce('customscript_dkt_mail_mr', 'customdeploy_dkt_mail_mr');

  it('tell a high amount at once and sum up once a day, without a value of a document', async () => {
    setting({ sender: employee('demo_employee_admin'), unowned: [employee('demo_employee_receivables')], highAmount: '500', digestHour: 0 });
    round();
    const operationId = await stuck('1', '900.00');
    await stuck('2', '10.00');
    lab().sweep();
    round();
    round();
    const mails = lab().emulator.mails();
    expect(mails.map(({ subject }) => subject).sort()).toEqual(['Integration review: 1 operation with a high amount', 'Integration review: 2 operations of nobody']);
    expect(mails.map(({ body }) => body).join()).toContain(operationId);
    expect(JSON.stringify(mails)).not.toMatch(/Secret Wren|acme|SO-1/);
    expect(mails[0]?.body).toMatch(/https:\/\/[^\s]+script=/);
  });
});

describe('the page of a record', () => {
  it('tells what its last operation came to, and leads to it', async () => {
    const { body } = await lab().send('party', 'k9', { id: '9', name: 'Wren', note: 'A', total: '1.00', currency: 'USD', date: '2026-11-20', number: 'SO-9' });
    expect(body).toMatchObject({ outcome: 'applied' });
    const { internalId } = body['result'] as { readonly internalId: number };
    const { emulator } = lab();
    const reply = emulator.openRecordPage({ type: 'customer', id: internalId, mode: 'view', actor: emulator.administratorActor(), request: { method: 'GET', url: '/app/common/entity/custjob.nl', headers: {}, parameters: {}, body: '' } });
    if (reply.kind !== 'page') throw new Error(JSON.stringify(reply));
    expect(reply.additions.fields.map(({ label, value }) => [label, value])).toEqual(expect.arrayContaining([['Last operation', 'Applied']]));
    expect(reply.additions.fields.find(({ id }) => id === 'custpage_dkt_link')).toMatchObject({ linkText: 'Review the last operation' });
  });
});
