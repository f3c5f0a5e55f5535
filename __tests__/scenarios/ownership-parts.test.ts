import type { MapFileRow } from '../../src/domain/map-file';
import { customerMap, LAB, LAB_LINES, orderMap, ownRow } from '../support/lab-project';
import { openLab } from './lab';
import type { Answer } from './support';

const foreign = (target: string, path: string, changes: Partial<MapFileRow> = {}): MapFileRow => ({ ...ownRow(target, path, changes), owner: 'crm' });

/** Two fields of one group: the first moves freely; the second is what the name of the map says. */
const group = (documentType: string, second: MapFileRow) =>
  customerMap(documentType, { fields: [ownRow('middlename', '/first', { group: 'pair' }), { ...second, group: 'pair' }, ownRow('comments', '/alone')] });

const columns = LAB_LINES.columns;
const linesWith = (...more: readonly MapFileRow[]) => [{ ...LAB_LINES, columns: [...columns, ...more] }];

const lab = openLab([
  group('both', ownRow('lastname', '/second')),
  group('withforeign', foreign('lastname', '/second', { onConflict: 'drop' })),
  group('withshared', ownRow('lastname', '/second', { kind: 'shared' })),
  group('withnever', { ...ownRow('lastname', '/second', { kind: 'never_inbound' }), owner: 'netsuite' }),
  customerMap('sharedbyforeign', { fields: [ownRow('middlename', '/first', { kind: 'shared', group: 'pair', onConflict: 'drop' }), foreign('lastname', '/second', { group: 'pair', onConflict: 'drop' })] }),
  orderMap('lines'),
  orderMap('partial', { documents: 'partial' }),
  orderMap('sharedlines', { lines: [{ ...LAB_LINES, columns: columns.map((column) => ({ ...column, kind: 'shared', onConflict: 'drop' })) }] }),
  orderMap('setonce', { lines: linesWith(ownRow('description', '/text', { kind: 'create_only' })) }),
  orderMap('setoncelines', { lines: [{ ...LAB_LINES, createOnly: true }] }),
  orderMap('foreigncolumn', { lines: linesWith(foreign('description', '/text', { onConflict: 'drop' })) }),
  orderMap('nevercolumn', { lines: linesWith({ ...ownRow('description', '/text', { kind: 'never_inbound' }), owner: 'netsuite' }) }),
  orderMap('linegroup', { lines: [{ ...LAB_LINES, columns: [...columns.map((column) => ({ ...column, ...(column.target === 'rate' ? { group: 'pair', onConflict: 'drop' as const } : {}) })), foreign('description', '/text', { group: 'pair', onConflict: 'drop' })] }] }),
  customerMap('ignoring', { ignored: [{ path: '/internal', decision: 'D-0002' }], fields: [ownRow('comments', '/note')] }),
  customerMap('maynotcreate', { rights: { create: false, update: true, cancel: false } }),
  customerMap('maynotupdate', { rights: { create: true, update: false, cancel: false }, fields: [ownRow('comments', '/note')] }),
  orderMap('maynotcancel', { rights: { create: true, update: true, cancel: false }, onCancel: 'close' }),
  orderMap('cancelsnothing', { onCancel: 'refuse' }),
  orderMap('closes'),
]);

interface Shown {
  readonly field: string;
  readonly line?: string;
  readonly verdict: string;
  readonly note?: string;
  readonly path: string;
  readonly decision: string;
}

const verdictsOf = ({ body }: Answer) => body['verdicts'] as readonly Shown[];

/** Verdicts by field, those of lines as `key field`. */
function told(answer: Answer, ...fields: readonly string[]): Readonly<Record<string, string>> {
  const named = verdictsOf(answer).map((one) => [one.line === undefined ? one.field : `${one.line} ${one.field.slice('item.'.length)}`, one.verdict] as const);
  return Object.fromEntries(named.filter(([name]) => fields.includes(name)));
}

function notesOf(answer: Answer): readonly string[] {
  return [...new Set(verdictsOf(answer).flatMap(({ note }) => (note === undefined ? [] : [note])))];
}

const party = (changes: Readonly<Record<string, unknown>>) => ({ id: '1', name: 'Wren Audio', ...changes });

interface GroupCase {
  readonly title: string;
  readonly documentType: string;
  readonly keyed?: Readonly<Record<string, string>>;
  readonly verdicts: Readonly<Record<string, string>>;
  readonly outcome: string;
  readonly saved: Readonly<Record<string, string | null>>;
}

describe('fields of one group', () => {
  const created: readonly GroupCase[] = [
    { title: 'move together into a new record', documentType: 'both', verdicts: { middlename: 'apply', lastname: 'apply', comments: 'apply' }, outcome: 'applied', saved: { middlename: 'B', lastname: 'B', comments: 'B' } },
    { title: 'stay out of a new record together, where one belongs to another', documentType: 'withforeign', verdicts: { middlename: 'conflict', lastname: 'conflict', comments: 'apply' }, outcome: 'needs_review', saved: {} },
    { title: 'stay out together also where the other is shared', documentType: 'sharedbyforeign', verdicts: { middlename: 'conflict', lastname: 'conflict' }, outcome: 'partly_applied', saved: { middlename: null, lastname: null } },
    { title: 'are not held by one that never flows in', documentType: 'withnever', verdicts: { middlename: 'apply', lastname: 'blocked_direction', comments: 'apply' }, outcome: 'applied', saved: { middlename: 'B', lastname: null, comments: 'B' } },
  ];

  it.each(created.map((one) => [one.title, one] as const))('%s', async (_title, { documentType, verdicts, outcome, saved }) => {
    const answer = await lab().send(documentType, 'k1', party({ first: 'B', second: 'B', alone: 'B' }));
    expect(told(answer, 'middlename', 'lastname', 'comments')).toEqual(verdicts);
    expect(answer.body['outcome']).toBe(outcome);
    if (outcome !== 'needs_review') expect(lab().customer(documentType, '1')).toMatchObject(saved);
  });

  const updated: readonly GroupCase[] = [
    { title: 'change together', documentType: 'both', verdicts: { middlename: 'apply', lastname: 'apply', comments: 'apply' }, outcome: 'applied', saved: { middlename: 'B', lastname: 'B', comments: 'B' } },
    { title: 'are held back where one was changed on both sides', documentType: 'withshared', keyed: { lastname: 'X' }, verdicts: { middlename: 'conflict', lastname: 'conflict', comments: 'apply' }, outcome: 'needs_review', saved: { middlename: 'A', lastname: 'X', comments: 'A' } },
    { title: 'change where the shared one is free', documentType: 'withshared', verdicts: { middlename: 'apply', lastname: 'apply', comments: 'apply' }, outcome: 'applied', saved: { middlename: 'B', lastname: 'B', comments: 'B' } },
    { title: 'are not held by one that never flows in', documentType: 'withnever', keyed: { lastname: 'X' }, verdicts: { middlename: 'apply', lastname: 'blocked_direction', comments: 'apply' }, outcome: 'applied', saved: { middlename: 'B', lastname: 'X', comments: 'B' } },
  ];

  it.each(updated.map((one) => [one.title, one] as const))('of a record that stands %s', async (_title, { documentType, keyed, verdicts, outcome, saved }) => {
    await lab().send(documentType, 'k1', party({ first: 'A', second: 'A', alone: 'A' }));
    if (keyed !== undefined) lab().byHand('customer', `${LAB}_${documentType}_1`, keyed);
    const answer = await lab().send(documentType, 'k2', party({ first: 'B', second: 'B', alone: 'B' }));
    expect(told(answer, 'middlename', 'lastname', 'comments')).toEqual(verdicts);
    expect(answer.body['outcome']).toBe(outcome);
    expect(lab().customer(documentType, '1')).toMatchObject(saved);
  });

  it('are held back by a change made in NetSuite that stays, although its document says what it said before', async () => {
    await lab().send('withshared', 'k1', party({ first: 'A', second: 'A', alone: 'A' }));
    lab().byHand('customer', 'lab_withshared_1', { lastname: 'X' });
    const answer = await lab().send('withshared', 'k2', party({ first: 'B', second: 'A', alone: 'A' }));
    expect(told(answer, 'middlename', 'lastname')).toEqual({ middlename: 'conflict', lastname: 'kept' });
    expect(notesOf(answer)).toContain('its group "pair" moves together or not at all');
    expect(lab().customer('withshared', '1')).toMatchObject({ middlename: 'A', lastname: 'X' });
  });
});

type Line = Readonly<Record<string, unknown>>;

const line = (id: string, changes: Line = {}): Line => ({ id, sku: 'IPOD2008PINK', quantity: 1, price: '10.00', ...changes });
const order = (lines: readonly Line[]) => ({ id: '1', lines });

/** Lines of the saved order as `key quantity × rate description`, in their order. */
function savedLines(documentType: string): readonly string[] {
  return (lab().saved('salesorder', `${LAB}_${documentType}_1`).sublists['item'] ?? []).map((one) =>
    [String(one['custcol_dkt_line'] ?? '-'), `${String(one['quantity'])}x${String(one['rate'])}`, ...(typeof one['description'] === 'string' ? [one['description']] : [])].join(' '));
}

interface LineCase {
  readonly title: string;
  readonly documentType: string;
  readonly before: readonly Line[];
  /** Key of a line that a person takes away in between. */
  readonly removed?: string;
  readonly after: readonly Line[];
  readonly outcome: string;
  readonly verdicts: Readonly<Record<string, string>>;
  readonly notes?: readonly string[];
  readonly saved: readonly string[];
}

const REMOVED = 'its line was removed in NetSuite';
const PUT_BACK = 'puts back a line that was removed in NetSuite';

const LINE_CASES: readonly LineCase[] = [
  {
    title: 'sent in another order are found by their keys, and nothing changes', documentType: 'lines', before: [line('1'), line('2', { price: '20' })], after: [line('2', { price: '20' }), line('1')],
    outcome: 'unchanged', verdicts: { '1 rate': 'unchanged', '2 rate': 'unchanged' }, saved: ['1 1x10', '2 1x20'],
  },
  {
    title: 'are changed in place', documentType: 'lines', before: [line('1'), line('2')], after: [line('1'), line('2', { quantity: 3 })],
    outcome: 'applied', verdicts: { '1 quantity': 'unchanged', '2 quantity': 'apply', '2 rate': 'unchanged' }, saved: ['1 1x10', '2 3x10'],
  },
  {
    title: 'that are new come behind the others', documentType: 'lines', before: [line('1')], after: [line('9'), line('1')],
    outcome: 'applied', verdicts: { '9 item': 'apply', '9 rate': 'apply', '1 rate': 'unchanged' }, saved: ['1 1x10', '9 1x10'],
  },
  {
    title: 'that a full document does not name are taken away', documentType: 'lines', before: [line('1'), line('2')], after: [line('2')],
    outcome: 'applied', verdicts: { '2 rate': 'unchanged' }, saved: ['2 1x10'],
  },
  {
    title: 'that a partial document does not name stay', documentType: 'partial', before: [line('1'), line('2')], after: [line('2', { quantity: 5 })],
    outcome: 'applied', verdicts: { '2 quantity': 'apply' }, saved: ['1 1x10', '2 5x10'],
  },
  {
    title: 'that a person took away are put back by their owner, who is told', documentType: 'lines', before: [line('1'), line('2')], removed: '2', after: [line('1'), line('2')],
    outcome: 'applied', verdicts: { '2 rate': 'apply', '1 rate': 'unchanged' }, notes: [PUT_BACK], saved: ['1 1x10', '2 1x10'],
  },
  {
    title: 'that a person took away stay away where they are shared', documentType: 'sharedlines', before: [line('1'), line('2')], removed: '2', after: [line('1'), line('2')],
    outcome: 'partly_applied', verdicts: { '2 item': 'conflict', '2 quantity': 'conflict', '2 rate': 'conflict', '1 rate': 'unchanged' }, notes: [REMOVED], saved: ['1 1x10'],
  },
  {
    title: 'that are new to a standing order take what is set at create', documentType: 'setonce', before: [line('1', { text: 'A' })], after: [line('1', { text: 'A' }), line('2', { text: 'B' })],
    outcome: 'applied', verdicts: { '1 description': 'kept', '2 description': 'apply' }, saved: ['1 1x10 A', '2 1x10 B'],
  },
  {
    title: 'keep what was set at create', documentType: 'setonce', before: [line('1', { text: 'A' })], after: [line('1', { text: 'B' })],
    outcome: 'needs_review', verdicts: { '1 description': 'conflict' }, saved: ['1 1x10 A'],
  },
  {
    title: 'of a source that writes them at create only are left alone', documentType: 'setoncelines', before: [line('1')], after: [line('1', { quantity: 7 }), line('2')],
    outcome: 'unchanged', verdicts: {}, saved: ['1 1x10'],
  },
  {
    title: 'do not take a column of another owner', documentType: 'foreigncolumn', before: [line('1')], after: [line('1', { text: 'B', quantity: 2 })],
    outcome: 'partly_applied', verdicts: { '1 description': 'conflict', '1 quantity': 'apply' }, saved: ['1 2x10'],
  },
  {
    title: 'do not take a column that never flows in', documentType: 'nevercolumn', before: [line('1')], after: [line('1', { text: 'B', quantity: 2 })],
    outcome: 'applied', verdicts: { '1 description': 'blocked_direction', '1 quantity': 'apply' }, saved: ['1 2x10'],
  },
  {
    title: 'hold a group back line by line', documentType: 'linegroup', before: [line('1'), line('2')], after: [line('1', { price: '11', text: 'B' }), line('2', { price: '12' })],
    outcome: 'partly_applied', verdicts: { '1 rate': 'conflict', '1 description': 'conflict', '2 rate': 'apply' }, saved: ['1 1x10', '2 1x12'],
  },
];

describe('lines of an order', () => {
  it.each(LINE_CASES.map((one) => [one.title, one] as const))('%s', async (_title, { documentType, before, removed, after, outcome, verdicts, notes, saved }) => {
    expect((await lab().send(documentType, 'k1', order(before))).body).toMatchObject({ outcome: 'applied' });
    if (removed !== undefined) lab().removeLineByHand(`${LAB}_${documentType}_1`, removed);
    const answer = await lab().send(documentType, 'k2', order(after));
    expect(answer.body['outcome']).toBe(outcome);
    expect(told(answer, ...Object.keys(verdicts))).toEqual(verdicts);
    if (notes !== undefined) expect(notesOf(answer)).toEqual(notes);
    expect(savedLines(documentType)).toEqual(saved);
  });

  it('that a person added carry no key and stay, also under a full document', async () => {
    await lab().send('lines', 'k1', order([line('1')]));
    const { emulator } = lab();
    const [item] = emulator.query("SELECT id FROM item WHERE itemid = 'IPOD2008RED'");
    const [row] = emulator.query("SELECT id FROM transaction WHERE externalid = 'lab_lines_1'");
    const added = emulator.saveAs({
      type: 'salesorder', id: Number(row?.['id']), values: {}, sublists: { item: [{}, { item: Number(item?.['id']), quantity: 4, rate: 2 }] }, actor: emulator.administratorActor(), context: 'USERINTERFACE',
    });
    expect(added.kind).toBe('saved');
    expect(savedLines('lines')).toEqual(['1 1x10', '- 4x2']);
    expect((await lab().send('lines', 'k2', order([line('2')]))).body).toMatchObject({ outcome: 'applied' });
    expect(savedLines('lines')).toEqual(['- 4x2', '2 1x10']);
  });

  it.each([
    ['two lines of one key', [line('1'), line('1')], 'value_invalid', '/lines'],
    ['a line without a key', [line('1'), { ...line('2'), id: null }], 'required_path_missing', '/lines/1/id'],
    ['what is no list', { id: '1' }, 'value_invalid', '/lines'],
  ] as const)('of %s are refused before anything is written', async (_what, lines, code, pointer) => {
    const answer = await lab().send('lines', 'k1', { id: '1', lines });
    expect(answer.body).toMatchObject({ outcome: 'needs_review', result: null, problem: { code, errors: [{ pointer }] } });
    expect(lab().emulator.query('SELECT id FROM transaction')).toEqual([]);
  });
});

describe('a member that no row reads', () => {
  const members = { alien: 'x', list: [1], internal: 'left out on purpose', nothing: null, blank: '', empty: {}, none: [] };
  const unmapped = (answer: Answer) => verdictsOf(answer).filter(({ verdict }) => verdict === 'unmapped');

  it('is told as unmapped, at create and at update, unless it is empty or left out by a decision', async () => {
    const expected = [
      { path: '/alien', field: '', verdict: 'unmapped', owner: '', decision: 'D-0001' }, { path: '/list', field: '', verdict: 'unmapped', owner: '', decision: 'D-0001' },
    ];
    const created = await lab().send('ignoring', 'k1', party({ note: 'A', ...members }));
    const updated = await lab().send('ignoring', 'k2', party({ note: 'B', ...members }));
    expect([created.body['outcome'], unmapped(created)]).toEqual(['applied', expected]);
    expect([updated.body['outcome'], unmapped(updated)]).toEqual(['applied', expected]);
  });
});

describe('a right that the rule does not give', () => {
  it('to create refuses the first document, and nothing is made', async () => {
    const answer = await lab().send('maynotcreate', 'k1', party({}));
    expect(answer.body).toMatchObject({ outcome: 'refused', safeNewKey: true, result: null, problem: { code: 'create_not_allowed', class: 'ownership' } });
    expect(lab().emulator.query("SELECT id FROM customer WHERE externalid LIKE 'lab%'")).toEqual([]);
  });

  it('to update refuses the second document, and the record stays', async () => {
    await lab().send('maynotupdate', 'k1', party({ note: 'A' }));
    const answer = await lab().send('maynotupdate', 'k2', party({ note: 'B' }));
    expect(answer.body).toMatchObject({ outcome: 'refused', safeNewKey: true, result: null, problem: { code: 'update_not_allowed', class: 'ownership' } });
    expect(lab().customer('maynotupdate', '1')['comments']).toBe('A');
  });

  it.each(['maynotcancel', 'cancelsnothing'])('to cancel refuses a cancellation (%s), and the order stays open', async (documentType) => {
    await lab().send(documentType, 'k1', order([line('1')]));
    const answer = await lab().send(documentType, 'k2', { id: '1' }, { intent: 'cancel' });
    expect(answer.body).toMatchObject({ outcome: 'refused', result: null, problem: { code: 'intent_not_supported' } });
    expect(lab().saved('salesorder', `lab_${documentType}_1`).sublists['item']?.map(({ isclosed }) => isclosed)).toEqual([false]);
  });

  it('is given: a cancellation closes the order', async () => {
    await lab().send('closes', 'k1', order([line('1')]));
    expect((await lab().send('closes', 'k2', { id: '1' }, { intent: 'cancel' })).body).toMatchObject({ outcome: 'applied', problem: null });
    expect(lab().saved('salesorder', 'lab_closes_1').sublists['item']?.map(({ isclosed }) => isclosed)).toEqual([true]);
  });
});
