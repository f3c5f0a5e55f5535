import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExecutionContext } from '../../emulator/runtime/types';
import type { SaveReply, SeedValue } from '../../emulator/types';
import { TARGET_TYPES } from '../../src/gateways/target-kinds';
import { freeHandFiles, underHand } from '../support/free-hand';
import { customerMap, LAB_LINES, orderMap, ownRow } from '../support/lab-project';
import { openLab } from './lab';

const [line] = [LAB_LINES];

const lab = openLab([
  customerMap('party', {
    fields: [ownRow('comments', '/note', { guard: 'observe' }), ownRow('phone', '/phone', { guard: 'warn' }), ownRow('fax', '/fax', { guard: 'block' }), ownRow('altphone', '/other'), ownRow('email', '/email', { guard: 'observe' }),
      ownRow('url', '/url', { owner: 'netsuite', guard: 'block' })],
  }),
  orderMap('order', { fields: [ownRow('memo', '/memo', { guard: 'observe' })], lines: [{ ...line, columns: line.columns.map((row) => (row.target === 'quantity' ? { ...row, guard: 'observe' as const } : row)) }] }),
], [], undefined, (folder) => {
  for (const [path, content] of Object.entries(freeHandFiles())) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
});

type Values = Readonly<Record<string, SeedValue>>;

const CONTEXTS: readonly ExecutionContext[] = ['USERINTERFACE', 'CSVIMPORT', 'WEBSERVICES', 'RESTWEBSERVICES', 'SUITELET', 'SCHEDULED', 'MAPREDUCE', 'WORKFLOW'];
const PARTY = { id: '1', name: 'Wren', note: 'theirs', phone: '5550100', fax: '5550199', other: '1', email: 'wren@example.com' };
const query = (sql: string, values: readonly (string | number)[] = []) => lab().emulator.query(sql, [...values]);

async function party(): Promise<number> {
  await lab().send('party', 'k1', PARTY);
  return Number(query("SELECT id FROM customer WHERE externalid = 'lab_party_1'")[0]?.['id']);
}

const save = (id: number, values: Values, context: ExecutionContext = 'USERINTERFACE'): SaveReply => lab().emulator.saveAs({ type: 'customer', id, values, actor: lab().emulator.administratorActor(), context });
const causes = () => query("SELECT externalid AS fingerprint, custrecord_dkt_cause_title AS title, custrecord_dkt_cause_text AS text, custrecord_dkt_cause_state AS state, custrecord_dkt_cause_who AS who FROM customrecord_dkt_cause WHERE custrecord_dkt_cause_kind = 'foreign_change' ORDER BY id");
const changes = () => causes().flatMap(({ fingerprint }) => query('SELECT id, custrecord_dkt_ev_facts AS facts FROM customrecord_dkt_event WHERE custrecord_dkt_ev_chain = ? ORDER BY custrecord_dkt_ev_number', [`cause-${String(fingerprint)}`]));
const valuesOf = (event: Readonly<Record<string, unknown>>) => String(lab().emulator.readRecord('customrecord_dkt_event', Number(event['id'])).values['custrecord_dkt_ev_values']);
const failed = () => query("SELECT custrecord_dkt_cause_text AS text FROM customrecord_dkt_cause WHERE custrecord_dkt_cause_kind = 'platform_failure'");

afterEach(() => { expect(failed()).toEqual([]); });

describe.each(CONTEXTS)('a change in the context %s', (context) => {
  it('of a field that is observed or warned of is saved, and comes to the queue with its values', async () => {
    const id = await party();
    expect(save(id, { comments: 'ours', phone: '5550111' }, context)).toMatchObject({ kind: 'saved' });
    expect(causes()).toMatchObject([
      { title: '"comments" was changed in NetSuite, and belongs to lab', state: 'open', who: 'finance', text: expect.stringMatching(new RegExp(`customer ${String(id)}: "theirs" → "ours", by user -?\\d+ \\(${context}\\)`)) as string },
      { title: '"phone" was changed in NetSuite, and belongs to lab', text: expect.stringContaining('••••') as string },
    ]);
    expect(changes().map(({ facts }) => JSON.parse(String(facts)) as object)).toMatchObject([{ action: 'foreign_change', recordType: 'customer', internalId: id, field: 'comments', guard: 'observe', context }, { field: 'phone', guard: 'warn' }]);
    expect(valuesOf(changes()[0] ?? {})).toContain('theirs');
  });

  it('of a field that is blocked is not saved, and says in plain words why', async () => {
    const id = await party();
    expect(save(id, { fax: '5550122', comments: 'ours' }, context)).toMatchObject({ kind: 'failed', name: 'DKT_FIELD_OWNED', message: expect.stringMatching(/^"fax" belongs to lab\. Change it there/) as string });
    expect(lab().emulator.readRecord('customer', id).values).toMatchObject({ fax: '5550199', comments: 'theirs' });
    expect(causes()).toEqual([]);
  });
});

describe('a change', () => {
  it.each<[string, Values]>([['a field that nobody watches', { altphone: '2' }], ['a field of NetSuite\'s own', { url: 'http://example.com' }], ['no field', {}], ['a field to what it is', { comments: 'theirs', fax: '5550199' }]])('of %s is nobody\'s business', async (_what, values) => {
    expect(save(await party(), values)).toMatchObject({ kind: 'saved' });
    expect(causes()).toEqual([]);
  });

  it('of a record that no document wrote is nobody\'s business', () => {
    const made = lab().emulator.saveAs({ type: 'customer', values: { companyname: 'Own', subsidiary: lab().emulator.readRecord('customer', Number(query('SELECT id FROM customer ORDER BY id')[0]?.['id'])).values['subsidiary'] ?? 1, fax: '1' }, actor: lab().emulator.administratorActor(), context: 'USERINTERFACE' });
    if (made.kind !== 'saved') throw new Error(JSON.stringify(made));
    expect(save(made.id, { fax: '2' })).toMatchObject({ kind: 'saved' });
    expect(causes()).toEqual([]);
  });

  it('by the next document is the owner\'s own, whoever it runs as', async () => {
    await party();
    const { body } = await lab().send('party', 'k2', { ...PARTY, note: 'new', phone: '5550177', fax: '5550188' });
    expect(body).toMatchObject({ outcome: 'applied' });
    expect(lab().customer('party', '1')).toMatchObject({ comments: 'new', fax: '5550188' });
    expect(causes()).toEqual([]);
  });

  it('back to what the owner said last is an echo, by whomever', async () => {
    const id = await party();
    save(id, { comments: 'ours' });
    const before = changes().length;
    expect(save(id, { comments: 'theirs' }, 'CSVIMPORT')).toMatchObject({ kind: 'saved' });
    expect(changes()).toHaveLength(before);
  });

  it('that names an operation which is over as its own is told all the same', async () => {
    const id = await party();
    await lab().send('party', 'k2', { ...PARTY, id: '2', name: 'Finch' });
    const other = String(lab().customer('party', '2')['custentity_dkt_operation']);
    expect(save(id, { fax: '5550122', custentity_dkt_operation: other })).toMatchObject({ kind: 'failed', name: 'DKT_FIELD_OWNED' });
    save(id, { comments: 'ours', custentity_dkt_operation: other });
    expect(causes()).toHaveLength(1);
  });

  it('by an inline edit is told by the fields that it names alone, and refused as any other', async () => {
    const id = await party();
    const inline = (values: Values) => underHand(lab().emulator, { how: 'inline', type: 'customer', id, values });
    expect(inline({ altphone: '9' })).toMatchObject({ kind: 'returned' });
    expect(causes()).toEqual([]);
    expect(inline({ comments: 'ours' })).toMatchObject({ kind: 'returned' });
    expect(causes()).toMatchObject([{ title: '"comments" was changed in NetSuite, and belongs to lab' }]);
    expect(inline({ fax: '5550122' })).toMatchObject({ kind: 'failed', code: 'DKT_FIELD_OWNED' });
    expect(lab().emulator.readRecord('customer', id).values).toMatchObject({ fax: '5550199', email: 'wren@example.com' });
  });

  it('by another integration, which runs as administrator, is told and refused as a person\'s', async () => {
    const id = await party();
    const edit = (values: Values) => underHand(lab().emulator, { how: 'edit', type: 'customer', id, values });
    expect(edit({ fax: '5550122' })).toMatchObject({ kind: 'failed', code: 'DKT_FIELD_OWNED' });
    edit({ comments: 'script' });
    expect(causes()).toHaveLength(1);
  });

  it('by a user event of somebody else is seen by none: user events set off no others', async () => {
    const id = await party();
    expect(underHand(lab().emulator, { how: 'edit', type: 'customer', id, values: { fax: '5550122' } }, 'user-event')).toMatchObject({ kind: 'returned' });
    expect(causes()).toEqual([]);
  });

  it('of one field in many records is one cause, whose chain holds each; once closed it comes back', async () => {
    const id = await party();
    await lab().send('party', 'k2', { ...PARTY, id: '2', name: 'Finch' });
    const other = Number(query("SELECT id FROM customer WHERE externalid = 'lab_party_2'")[0]?.['id']);
    save(id, { comments: 'a' });
    save(other, { comments: 'b' });
    expect(causes()).toHaveLength(1);
    expect(String(causes()[0]?.['text'])).toMatch(/"theirs" → "b"[\s\S]*"theirs" → "a"/);
    expect(changes()).toHaveLength(2);
    const row = Number(query('SELECT id FROM customrecord_dkt_cause')[0]?.['id']);
    lab().emulator.saveAs({ type: 'customrecord_dkt_cause', id: row, values: { custrecord_dkt_cause_state: 'closed', custrecord_dkt_cause_closed_ms: lab().emulator.nowMs() }, actor: lab().emulator.administratorActor(), context: 'USERINTERFACE' });
    save(id, { comments: 'c' });
    expect(causes()).toMatchObject([{ state: 'open' }]);
  });

  it('shows no address of a person, and keeps it where erasure reaches', async () => {
    const id = await party();
    save(id, { email: 'other@example.com' });
    expect(JSON.stringify(causes())).not.toMatch(/@example/);
    expect(JSON.stringify(changes())).not.toMatch(/@example/);
    expect(valuesOf(changes()[0] ?? {})).toContain('other@example.com');
  });

  it('of a line is told by the line\'s key, and so is a line that was taken away', async () => {
    await lab().send('order', 'o1', { id: '1', memo: 'm', lines: [{ id: 'l1', sku: 'IPOD2008PINK', quantity: '2', price: '10.00' }, { id: 'l2', sku: 'IPOD2008PINK', quantity: '1', price: '5.00' }] });
    lab().removeLineByHand('lab_order_1', 'l2');
    expect(causes()).toMatchObject([{ title: '"item.quantity" was changed in NetSuite, and belongs to lab', text: expect.stringContaining('line l2 "1" → nothing') as string }]);
  });
});

it.each(['sentinel', 'release'])('every record type that documents become has its deployment of %s', (script) => {
  const xml = readFileSync(join(__dirname, `../../src/objects/customscript_dkt_${script}_ue.xml`), 'utf8');
  expect([...xml.matchAll(/<recordtype>(\w+)</g)].map(([, type = '']) => type.toLowerCase()).sort()).toEqual([...TARGET_TYPES].sort());
});
