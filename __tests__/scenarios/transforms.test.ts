import { createHash } from 'node:crypto';
import { customerMap, LAB, LAB_LINES, orderMap, ownRow, type LabField } from '../support/lab-project';
import { openLab, type Lab } from './lab';
import type { Answer } from './support';
import { TRANSFORM_CASES, type TransformCase } from './transform-cases';

const TYPES: readonly LabField['type'][] = ['TEXT', 'TEXTAREA', 'INTEGER', 'FLOAT', 'DATE', 'CHECKBOX'];
const FIELDS = TYPES.map((type): LabField => ({ id: `custentity_lab_${type.toLowerCase()}`, type }));
const fieldOf = ({ into }: TransformCase): string => FIELDS.find(({ type }) => type === into)?.id ?? into;

const CASES = Object.entries(TRANSFORM_CASES).flatMap(([kind, cases]) => cases.map((one) => ({ ...one, title: `${kind} ${one.what}` })));
type Case = (typeof CASES)[number];
const documentTypeOf = (one: Case): string => `t${String(CASES.indexOf(one))}`;

const byRule = (documentType: string) => ownRow('parent', '/parent', { transform: { kind: 'reference', record: 'customer', by: 'rule', documentType } });

const item = (name: string) => ({ ...ownRow('item', '', { transform: { kind: 'reference', record: 'item', by: 'field', field: 'itemid', value: name } as const }), path: undefined });
const pathless = ({ path: _path, ...row }: ReturnType<typeof item>) => row;

const SHOP = orderMap('shop', {
  fields: ['country', 'addressee', 'addr1', 'city', 'zip'].map((part) => ownRow(`shippingaddress.${part}`, `/ship/${part}`, { group: 'ship' })),
  lines: [
    { ...LAB_LINES, where: [{ path: '/cancelled', notEquals: true }], keyElse: '/code' },
    { name: 'gifts', sublist: 'item', each: '/lines', key: '/id', keyPrefix: 'gift-', where: [{ path: '/gift', present: true }], columns: [pathless(item('SHOPIFY-ADJUSTMENT')), ownRow('rate', '/gift', { transform: { kind: 'decimal' } })] },
    { name: 'shipping', sublist: 'item', each: '/shipping', key: '/id', keyPrefix: 'ship-', where: [{ path: '/price', sign: 'not_zero' }], columns: [pathless(item('SHOPIFY-SHIPPING')), ownRow('rate', '/price', { transform: { kind: 'minor_units', currency: '/currency' } })] },
    {
      name: 'discount', sublist: 'item', key: 'discount', whenNotZero: '/discount', where: [{ path: '/discount', sign: 'positive' }],
      columns: [pathless(item('SHOPIFY-DISCOUNT')), ownRow('rate', '/discount', { transform: { kind: 'decimal', negate: true } })],
    },
  ],
});

const lab = openLab([
  ...CASES.map((one) => customerMap(documentTypeOf(one), {
    ...one.map, fields: [{ target: fieldOf(one), owner: LAB, kind: 'authoritative', ...(one.pathless === true ? {} : { path: '/value' }), transform: one.transform }],
  })),
  customerMap('brought'), customerMap('never', { rights: { create: false, update: true, cancel: false } }),
  customerMap('child', { fields: [byRule('brought')] }), customerMap('orphan', { fields: [byRule('never')] }),
  customerMap('buyer', { fields: [ownRow('parent', '/order', { transform: { kind: 'reference', record: 'salesorder', by: 'rule', documentType: 'shop', take: { field: 'entity', record: 'customer' } } })] }),
  customerMap('needs', { fields: [ownRow('comments', '/note', { required: true })] }),
  SHOP,
], FIELDS, seedParties);

/** What the references of the cases find, or find too often, or find retired. */
function seedParties({ emulator }: Lab): void {
  const subsidiary = Number(emulator.query("SELECT id FROM subsidiary WHERE externalid = 'demo_subsidiary_us'")[0]?.['id']);
  const party = (externalid: string, email: string, more: Readonly<Record<string, boolean>> = {}) =>
    emulator.createRecord({ type: 'customer', values: { isperson: 'F', companyname: externalid, subsidiary, externalid, email, ...more } });
  const one = party('lab_one', 'one@wren.example');
  party('lab_two', 'two@wren.example');
  party('lab_twin', 'two@wren.example');
  party('lab_gone', 'gone@wren.example', { isinactive: true });
  const entry = (map: string, value: string, values: Readonly<Record<string, string | number | boolean>>) => emulator.createRecord({
    type: 'customrecord_dkt_value_map',
    values: {
      externalid: `vm-${createHash('sha256').update(`value_map\n${LAB}\n${map}\n${value}`, 'utf8').digest('hex')}`, custrecord_dkt_vm_source: LAB, custrecord_dkt_vm_kind: map, custrecord_dkt_vm_value: value,
      custrecord_dkt_vm_decision: 'D-0039', ...values,
    },
  });
  entry('tier', 'gold', { custrecord_dkt_vm_target_value: 'Priority' });
  entry('tier', 'blank', {});
  entry('tier', 'retired', { custrecord_dkt_vm_target_value: 'Old', isinactive: true });
  entry('owner', 'acct-1', { custrecord_dkt_vm_target_record: 'customer', custrecord_dkt_vm_target_id: one });
  entry('owner', 'an-item', { custrecord_dkt_vm_target_record: 'item', custrecord_dkt_vm_target_id: one });
}

/** A value as it is expected in the account: names stand for ids that are known only there. */
function inAccount(expected: unknown): unknown {
  const name = typeof expected === 'string' ? /^id of (.+)$/.exec(expected)?.[1] : undefined;
  if (name === undefined) return expected;
  const { emulator } = lab();
  const [row] = [...emulator.query('SELECT id FROM currency WHERE symbol = ?', [name]), ...emulator.query('SELECT id FROM customer WHERE externalid = ?', [name])];
  return Number(row?.['id']);
}

const documentOf = (sent: unknown, beside: Readonly<Record<string, unknown>> = {}) => ({ id: '1', name: 'Wren Audio', ...(sent === undefined ? {} : { value: sent }), ...beside });
const shown = (sent: unknown, beside: unknown): string => [sent, beside].filter((part) => part !== undefined).map((part) => JSON.stringify(part).slice(0, 60)).join(' beside ');
const problemOf = ({ body }: Answer) => body['problem'] as { readonly code: string; readonly errors: readonly { readonly pointer: string; readonly code: string }[] } | null;
const verdictOn = ({ body }: Answer, field: string) => (body['verdicts'] as readonly { readonly field: string; readonly verdict: string; readonly note?: string }[]).find((one) => one.field === field);

const GOOD = CASES.flatMap((one) => one.good.map((value) => [one.title, shown(value.sent, value.beside), JSON.stringify(value.saved), one, value] as const));
const BAD = CASES.flatMap((one) => (one.bad ?? []).map((value) => [one.title, shown(value.sent, value.beside), value.code, one, value] as const));

it.each(GOOD)('%s: %s is saved as %s, and a repeat of it changes nothing', async (...[, , , one, { sent, saved, note, beside }]) => {
  const documentType = documentTypeOf(one);
  const answer = await lab().send(documentType, 'k1', documentOf(sent, beside));
  expect([answer.body['outcome'], problemOf(answer)]).toEqual(['applied', null]);
  expect(lab().customer(documentType, '1')[fieldOf(one)]).toEqual(inAccount(saved));
  expect(verdictOn(answer, fieldOf(one))).toEqual(saved === null ? undefined : expect.objectContaining({ verdict: 'apply', ...(note === undefined ? {} : { note }) }));
  expect(verdictOn(answer, fieldOf(one))?.note).toBe(note);
  const again = await lab().send(documentType, 'k2', documentOf(sent, beside));
  expect([again.body['outcome'], verdictOn(again, fieldOf(one))?.verdict]).toEqual(['unchanged', saved === null ? undefined : 'unchanged']);
});

it.each(BAD)('%s: %s is %s, told with its place, and nothing is saved', async (...[, , , one, { sent, code, pointer = '/value', beside }]) => {
  const documentType = documentTypeOf(one);
  const foreseen = await lab().put({ contract: '1', source: LAB, documentType, idempotencyKey: 'k1', documentText: JSON.stringify(documentOf(sent, beside)) });
  const answer = await lab().send(documentType, 'k1', documentOf(sent, beside));
  expect(answer.body).toMatchObject({ custody: true, outcome: 'needs_review', result: null, problem: { code, errors: [{ code, pointer }] } });
  expect(foreseen.body['problem']).toEqual(answer.body['problem']);
  expect(lab().emulator.query('SELECT id FROM customer WHERE externalid = ?', [`lab_${documentType}_1`])).toEqual([]);
});

it('a document of many faults is told of all of them at once', async () => {
  const answer = await lab().send('needs', 'k1', { id: '1', name: ['Wren'], note: ' ' });
  expect(problemOf(answer)?.errors.map(({ pointer, code }) => [pointer, code])).toEqual([['/name', 'value_invalid'], ['/note', 'required_path_missing']]);
});

describe('a record that another document brings', () => {
  const states = () => lab().emulator.query('SELECT custrecord_dkt_op_doctype AS type, custrecord_dkt_op_state AS state FROM customrecord_dkt_operation ORDER BY id').map(({ type, state }) => `${String(type)} ${String(state)}`);
  const parentOf = (documentType: string, id: string) => lab().customer(documentType, id)['parent'];
  const idOf = (externalId: string) => Number(lab().emulator.query('SELECT id FROM customer WHERE externalid = ?', [externalId])[0]?.['id']);

  it('is brought first, as an operation of its own, where the document embeds it', async () => {
    const answer = await lab().send('child', 'k1', { id: '2', name: 'Wren West', parent: { id: '9', name: 'Wren Group' } });
    expect(answer.body).toMatchObject({ outcome: 'applied' });
    expect(states()).toEqual(['child applied', 'brought applied']);
    expect(parentOf('child', '2')).toBe(idOf('lab_brought_9'));
  });

  it('is found where it stands', async () => {
    await lab().send('brought', 'k1', { id: '9', name: 'Wren Group' });
    const answer = await lab().send('child', 'k2', { id: '2', name: 'Wren West', parent: '9' });
    expect([answer.body['outcome'], parentOf('child', '2')]).toEqual(['applied', idOf('lab_brought_9')]);
  });

  it('is waited for where the document only names it, and the sweep goes on once it came', async () => {
    const answer = await lab().send('child', 'k1', { id: '2', name: 'Wren West', parent: 9 });
    expect(answer.body).toMatchObject({ outcome: 'parked', waitsFor: 'lab_brought_9', problem: { code: 'waits_for_document', class: 'dependency' } });
    await lab().send('brought', 'k2', { id: '9', name: 'Wren Group' });
    lab().sweep();
    expect([states(), parentOf('child', '2')]).toEqual([['child applied', 'brought applied'], idOf('lab_brought_9')]);
  });

  it('goes to a person where it does not come in time', async () => {
    await lab().send('child', 'k1', { id: '2', name: 'Wren West', parent: '9' });
    lab().sweep(73 * 3_600_000);
    expect((await lab().get('source=lab&idempotencyKey=k1')).body).toMatchObject({ outcome: 'needs_review', problem: { code: 'parked_too_long' } });
  });

  it('that its own rule refuses is a missing reference, with the reason', async () => {
    const answer = await lab().send('orphan', 'k1', { id: '2', name: 'Wren West', parent: { id: '9', name: 'Wren Group' } });
    expect(answer.body).toMatchObject({ outcome: 'needs_review', problem: { code: 'reference_not_found', detail: expect.stringContaining('refused') as string, errors: [{ pointer: '/parent' }] } });
    expect(states()).toEqual(['orphan needs_review', 'never refused']);
  });

  it.each([
    ['without an id', { name: 'Wren Group' }, 'required_path_missing'],
    ['as a list', ['9'], 'value_invalid'],
  ])('%s cannot be named', async (_what, parent, code) => {
    expect((await lab().send('child', 'k1', { id: '2', name: 'Wren West', parent })).body).toMatchObject({ outcome: 'needs_review', problem: { code, errors: [{ pointer: '/parent' }] } });
  });

  it('gives the record that one of its fields points at', async () => {
    await lab().send('shop', 'k1', { id: '5', lines: [{ id: '1', sku: 'IPOD2008PINK', quantity: 1, price: '10' }] });
    const answer = await lab().send('buyer', 'k2', { id: '2', name: 'Wren West', order: '5' });
    expect([answer.body['outcome'], parentOf('buyer', '2')]).toEqual(['applied', idOf('demo_customer_ohio')]);
  });
});

describe('an order of the shop', () => {
  const line = (id: string | null, more: Readonly<Record<string, unknown>> = {}) => ({ id, sku: 'IPOD2008PINK', quantity: 2, price: '10.00', ...more });
  const savedLines = () => (lab().saved('salesorder', 'lab_shop_5').sublists['item'] ?? []).map((one) => [one['custcol_dkt_line'], one['rate'], one['amount']]);

  it('has lines of several lists and of the order itself on one sublist, each with its key', async () => {
    const document = {
      id: '5', currency: 'USD', discount: '3.50', lines: [line('1'), line('2', { cancelled: true }), line(null, { code: 'c3' }), line('4', { gift: '1.25' })],
      shipping: [{ id: '1', price: 499, currency: 'USD' }, { id: '2', price: 0, currency: 'USD' }, { id: '3', price: 100 }],
    };
    expect((await lab().send('shop', 'k1', document)).body).toMatchObject({ outcome: 'applied' });
    expect(savedLines()).toEqual([['1', 10, 20], ['c3', 10, 20], ['4', 10, 20], ['gift-4', 1.25, 1.25], ['ship-1', 4.99, 4.99], ['ship-3', 1, 1], ['discount', -3.5, -3.5]]);
  });

  it.each([['zero', '0.00'], ['absent', undefined], ['negative', '-1']])('has no line for a discount that is %s', async (_what, discount) => {
    await lab().send('shop', 'k1', { id: '5', lines: [line('1')], ...(discount === undefined ? {} : { discount }) });
    expect(savedLines()).toEqual([['1', 10, 20]]);
  });

  it('has its address in a subrecord, which later documents change field by field', async () => {
    const ship = { country: 'US', addressee: 'Ada Wren', addr1: '1 Main St', city: 'Louisville', zip: '40202' };
    await lab().send('shop', 'k1', { id: '5', lines: [line('1')], ship });
    const answer = await lab().send('shop', 'k2', { id: '5', lines: [line('1')], ship: { ...ship, city: 'Lexington' } });
    expect([verdictOn(answer, 'shippingaddress.city')?.verdict, verdictOn(answer, 'shippingaddress.zip')?.verdict]).toEqual(['apply', 'unchanged']);
    expect(lab().saved('salesorder', 'lab_shop_5').subrecords['shippingaddress']).toMatchObject({ ...ship, city: 'Lexington' });
  });

  it('tells the place of a fault inside a line', async () => {
    const answer = await lab().send('shop', 'k1', { id: '5', lines: [line('1'), line('2', { quantity: 'two', sku: 'NO-SUCH' })] });
    expect(problemOf(answer)?.errors.map(({ pointer, code }) => [pointer, code])).toEqual([['/lines/1/quantity', 'value_invalid'], ['/lines/1/sku', 'reference_not_found']]);
  });
});
