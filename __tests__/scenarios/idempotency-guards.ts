import { DIES, plain, post, SAYS_NO, type Footprint, type RepeatCase } from './idempotency-cases';

const HOUR = 3_600_000;
const rows = (operation: number, event: number, object: number, customer: number, key = 0): Footprint => ({ operation, event, object, customer, key });

const SUPERSEDES: readonly RepeatCase[] = [
  {
    row: 'other key, supersedes', title: 'one that rests with a person closes, and the new one takes its place',
    steps: [post('child', 'k1', { id: '2', name: 'Wren West', parent: { name: 'No Id' } }), post('child', 'k2', { id: '2', name: 'Wren West' }, { supersedes: 0 })],
    answer: { outcome: 'applied', result: { externalId: 'lab_child_2' } }, rows: rows(2, 2 + 1, 1, 1), states: ['superseded', 'applied'],
  },
  {
    row: 'other key, supersedes', title: 'one that waits closes',
    steps: [post('child', 'k1', { id: '2', name: 'Wren West', parent: '77' }), post('child', 'k2', { id: '2', name: 'Wren West' }, { supersedes: 0 })],
    answer: { outcome: 'applied' }, rows: rows(2, 2, 1, 1), states: ['superseded', 'applied'],
  },
  {
    row: 'other key, supersedes', title: 'one that was only accepted closes',
    steps: [post('plain', 'k1', plain('A'), { more: { mode: 'async' } }), post('plain', 'k2', plain('B'), { supersedes: 0 })],
    answer: { outcome: 'applied' }, rows: rows(2, 2, 1, 1), notes: { lab_plain_1: 'B' }, states: ['superseded', 'applied'],
  },
  {
    row: 'other key, supersedes', title: 'one that was refused stands as refused, and the new one goes on in its place',
    steps: [post('shut', 'k1', plain('A')), post('shut', 'k2', plain('B'), { supersedes: 0 })],
    answer: { outcome: 'refused', problem: { code: 'create_not_allowed' } }, rows: rows(2, 2, 0, 0), states: ['refused', 'refused'],
  },
  {
    row: 'other key, supersedes', title: 'one of another document type cannot be replaced',
    steps: [post('shut', 'k1', plain('A')), post('plain', 'k2', plain('B'), { supersedes: 0 })],
    answer: { outcome: 'refused', problem: { code: 'supersedes_impossible', detail: expect.stringContaining('of type shut') } }, rows: rows(2, 2, 0, 0), states: ['refused', 'refused'],
  },
  {
    row: 'other key, supersedes', title: 'one about another object cannot be replaced, and stays as it is',
    steps: [post('plain', 'k1', plain('A'), { more: { mode: 'async' } }), post('plain', 'k2', { ...plain('B'), id: '2' }, { supersedes: 0 })],
    answer: { outcome: 'refused', problem: { code: 'supersedes_impossible', detail: expect.stringContaining('another object') } }, rows: rows(2, 1, 0, 0), states: ['accepted', 'refused'],
  },
  {
    row: 'other key, supersedes', title: 'one that had its effect cannot be replaced',
    steps: [post('plain', 'k1', plain('A')), post('plain', 'k2', plain('B'), { supersedes: 0 })],
    answer: { outcome: 'refused', safeNewKey: true, problem: { code: 'supersedes_impossible', detail: expect.stringContaining('applied') } }, rows: rows(2, 2, 1, 1), notes: { lab_plain_1: 'A' }, states: ['applied', 'refused'],
  },
  {
    row: 'other key, supersedes', title: 'one that a run still holds cannot be replaced',
    steps: [post('plain', 'k1', plain('A'), { struck: DIES }), post('plain', 'k2', plain('B'), { supersedes: 0 })],
    answer: { outcome: 'refused', problem: { code: 'supersedes_impossible', detail: expect.stringContaining('accepted') } }, rows: rows(2, 1, 0, 0), states: ['accepted', 'refused'],
  },
  {
    row: 'other key, supersedes', title: 'one whose effect is unknown cannot be replaced',
    steps: [post('plain', 'k1', plain('A'), { struck: SAYS_NO }), post('plain', 'k2', plain('B'), { supersedes: 0 })],
    answer: { outcome: 'refused', problem: { code: 'supersedes_impossible', detail: expect.stringContaining('unknown') } }, rows: rows(2, 1, 0, 0), states: ['unknown', 'refused'],
  },
  {
    row: 'other key, supersedes', title: 'one of another source is not there for this source',
    steps: [{ postOf: 'other', call: { type: 'plain', key: 'k1', document: plain('A'), more: { mode: 'async' } } }, post('plain', 'k2', plain('B'), { supersedes: 0 })],
    answer: { outcome: 'refused', problem: { code: 'supersedes_impossible', detail: expect.stringContaining('no such operation') } }, rows: rows(2, 1, 0, 0), states: ['accepted', 'refused'],
  },
  {
    row: 'other key, supersedes', title: 'the one that was replaced is told as such to its sender',
    steps: [post('plain', 'k1', plain('A'), { more: { mode: 'async' } }), post('plain', 'k2', plain('B'), { supersedes: 0 }), post('plain', 'k1', plain('A'))],
    answer: { outcome: 'superseded', replayed: true, operationId: '$0', problem: { code: 'superseded_by_sender' } }, rows: rows(2, 2, 1, 1), states: ['superseded', 'applied'],
  },
];

const bill = (id: string, no: unknown, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({ id, name: `Bill ${id}`, party: 'Paper Mill', no, ...more });
const HELD = { custody: true, outcome: 'needs_review', result: null, problem: { code: 'suspected_duplicate', class: 'already_exists', detail: expect.stringContaining('D-0044') } };

const NATURAL: readonly RepeatCase[] = [
  {
    row: 'other key, same natural key', title: 'a second object of one natural key goes to a person',
    steps: [post('bill', 'k1', bill('1', 'A-7')), post('bill', 'k2', bill('2', 'A-7'))], answer: HELD, rows: rows(2, 2, 1, 1, 1), states: ['applied', 'needs_review'],
  },
  {
    row: 'other key, same natural key', title: 'white space and case do not make another key',
    steps: [post('bill', 'k1', bill('1', 'A-7')), post('bill', 'k2', bill('2', ' a-7 ', { party: 'PAPER  mill' }))], answer: HELD, rows: rows(2, 2, 1, 1, 1), states: ['applied', 'needs_review'],
  },
  {
    row: 'other key, same natural key', title: 'a number counts by its value',
    steps: [post('bill', 'k1', bill('1', 7)), post('bill', 'k2', bill('2', 7))], answer: HELD, rows: rows(2, 2, 1, 1, 1), states: ['applied', 'needs_review'],
  },
  {
    row: 'other key, same natural key', title: 'two document types that share the kind share its keys',
    steps: [post('bill', 'k1', bill('1', 'A-7')), post('bill2', 'k2', bill('2', 'A-7'))], answer: HELD, rows: rows(2, 2, 1, 1, 1), states: ['applied', 'needs_review'],
  },
  {
    row: 'other key, same natural key', title: 'a text of other digits is another key',
    steps: [post('bill', 'k1', bill('1', '007')), post('bill', 'k2', bill('2', '7'))], answer: { outcome: 'applied' }, rows: rows(2, 2, 2, 2, 2), states: ['applied', 'applied'],
  },
  {
    row: 'other key, same natural key', title: 'a document that lacks a part of it claims none',
    steps: [post('bill', 'k1', bill('1', '')), post('bill', 'k2', bill('2', null))], answer: { outcome: 'applied' }, rows: rows(2, 2, 2, 2, 0), states: ['applied', 'applied'],
  },
  {
    row: 'other key, same natural key', title: 'a later version of the same object is no duplicate of itself',
    steps: [post('bill', 'k1', bill('1', 'A-7', { v: 1 })), post('bill', 'k2', bill('1', 'A-7', { v: 2, note: 'B' }))], answer: { outcome: 'applied' }, rows: rows(2, 2, 1, 1, 1), notes: { lab_bill_1: 'B' }, states: ['applied', 'applied'],
  },
  {
    row: 'other key, same natural key', title: 'the same object under another key takes over from a holder that rests with a person',
    steps: [post('bill', 'k1', bill('1', 'A-7'), { struck: SAYS_NO }), { sweep: HOUR }, post('bill', 'k2', bill('1', 'A-7', { note: 'B' }))],
    answer: { outcome: 'applied' }, rows: rows(2, 2, 1, 1, 1), notes: { lab_bill_1: 'B' }, states: ['needs_review', 'applied'],
  },
  {
    row: 'other key, same natural key', title: 'a holder that rests with a person still holds it against another object',
    steps: [post('bill', 'k1', bill('1', 'A-7'), { struck: SAYS_NO }), { sweep: HOUR }, post('bill', 'k2', bill('2', 'A-7'))],
    answer: HELD, rows: rows(2, 2, 0, 0, 1), states: ['needs_review', 'needs_review'],
  },
  {
    row: 'other key, same natural key', title: 'a holder that was withdrawn without an effect lets it go to the next',
    steps: [post('bill', 'k1', bill('1', 'A-7'), { struck: SAYS_NO }), { sweep: HOUR }, { withdraw: 'k1' }, post('bill', 'k2', bill('2', 'A-7'))],
    answer: { outcome: 'applied', result: { externalId: 'lab_bill_2' } }, rows: rows(2, 3, 1, 1, 1), states: ['withdrawn', 'applied'],
  },
  {
    row: 'other key, same natural key', title: 'a holder that was superseded lets it go, and not a third time',
    steps: [post('bill', 'k1', bill('1', 'A-7'), { struck: SAYS_NO }), { sweep: HOUR }, post('bill', 'k2', bill('1', 'A-7'), { supersedes: 0 }), post('bill', 'k3', bill('3', 'A-7'))],
    answer: HELD, rows: rows(3, 4, 1, 1, 1), states: ['superseded', 'applied', 'needs_review'],
  },
];

const alike = (id: string, date: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({ id, name: `Sale ${id}`, party: 'Wren Audio', amount: '19.90', date, ...more });

/** A second object beside one of 2024-03-10, within five days either way. */
const beside = (title: string, second: Readonly<Record<string, unknown>>, suspected: boolean, claimed = 2): RepeatCase => ({
  row: 'look-alike', title, steps: [post('alike', 'k1', alike('1', '2024-03-10')), post('alike', 'k2', second)],
  answer: suspected ? HELD : { outcome: 'applied', problem: null }, rows: suspected ? rows(2, 2, 1, 1, 1) : rows(2, 2, 2, 2, claimed), states: ['applied', suspected ? 'needs_review' : 'applied'],
});

const LOOK_ALIKES: readonly RepeatCase[] = [
  beside('of the same party, amount and day goes to a person', alike('2', '2024-03-10'), true),
  beside('at the far end of the window goes to a person', alike('2', '2024-03-15'), true),
  beside('at the near end of the window goes to a person', alike('2', '2024-03-05'), true),
  beside('late on the last day of the window goes to a person', alike('2', '2024-03-05T23:59:59Z'), true),
  beside('a day behind the window is applied', alike('2', '2024-03-16'), false),
  beside('a day before the window is applied', alike('2', '2024-03-04'), false),
  beside('whose amount is written otherwise goes to a person', alike('2', '2024-03-10', { amount: '19.9' }), true),
  {
    row: 'look-alike', title: 'white space around the party of the first hides it from nobody',
    steps: [post('alike', 'k1', alike('1', '2024-03-10', { party: '\tWren Audio  ' })), post('alike', 'k2', alike('2', '2024-03-10'))],
    answer: HELD, rows: rows(2, 2, 1, 1, 1), states: ['applied', 'needs_review'],
  },
  beside('whose party is written in capitals goes to a person', alike('2', '2024-03-10', { party: ' WREN audio' }), true),
  beside('over another cent is applied', alike('2', '2024-03-10', { amount: '19.91' }), false),
  beside('of another party is applied', alike('2', '2024-03-10', { party: 'Wren' }), false),
  beside('without an amount is applied', alike('2', '2024-03-10', { amount: null }), false, 1),
  {
    row: 'look-alike', title: 'of the same object is its next version', steps: [post('alike', 'k1', alike('1', '2024-03-10')), post('alike', 'k2', alike('1', '2024-03-10', { note: 'B' }))],
    answer: { outcome: 'applied' }, rows: rows(2, 2, 1, 1, 1), notes: { lab_alike_1: 'B' }, states: ['applied', 'applied'],
  },
  {
    row: 'look-alike', title: 'of one that was not applied is applied', steps: [post('alike', 'k1', alike('1', '2024-03-10'), { more: { mode: 'async' } }), { withdraw: 'k1' }, post('alike', 'k2', alike('2', '2024-03-10'))],
    answer: { outcome: 'applied' }, rows: rows(2, 2, 1, 1, 1), states: ['withdrawn', 'applied'],
  },
];

const DERIVED: readonly RepeatCase[] = [
  {
    row: 'derived key', title: 'the same document twice without a key is one operation',
    steps: [post('keyed', undefined, plain('A', { v: 1 })), post('keyed', undefined, plain('A', { v: 1 }))],
    answer: { outcome: 'applied', replayed: true, operationId: '$0' }, rows: rows(1, 1, 1, 1), notes: { lab_keyed_1: 'A' }, states: ['applied'],
  },
  {
    row: 'derived key', title: 'a document whose key paths changed is a new operation',
    steps: [post('keyed', undefined, plain('A', { v: 1 })), post('keyed', undefined, plain('B', { v: 2 }))],
    answer: { outcome: 'applied', replayed: false }, rows: rows(2, 2, 1, 1), notes: { lab_keyed_1: 'B' }, states: ['applied', 'applied'],
  },
  {
    row: 'derived key', title: 'a document that changed elsewhere alone reuses the key, and the first stands',
    steps: [post('keyed', undefined, plain('A', { v: 1 })), post('keyed', undefined, plain('B', { v: 1 }))],
    answer: { custody: false, outcome: 'key_reused', operationId: '$0' }, rows: rows(1, 2, 1, 1), notes: { lab_keyed_1: 'A' }, states: ['applied'],
  },
  {
    row: 'derived key', title: 'a key that the sender gives counts before the derived one',
    steps: [post('keyed', undefined, plain('A', { v: 1 })), post('keyed', 'own', plain('A', { v: 1 }))],
    answer: { outcome: 'unchanged', replayed: false }, rows: rows(2, 2, 1, 1), states: ['applied', 'unchanged'],
  },
  {
    row: 'derived key', title: 'a document that lacks a path of the key is turned away, and nothing is kept',
    steps: [post('keyed', undefined, plain('A'))], answer: { error: { code: 'key_missing' } }, rows: rows(0, 0, 0, 0), states: [],
  },
  {
    row: 'derived key', title: 'a document without a key is turned away where the rule derives none',
    steps: [post('plain', undefined, plain('A'))], answer: { error: { code: 'key_missing' } }, rows: rows(0, 0, 0, 0), states: [],
  },
  {
    row: 'derived key', title: 'a key that looks like a derived one is turned away',
    steps: [post('plain', 'derived:1', plain('A'))], answer: { error: { code: 'key_invalid' } }, rows: rows(0, 0, 0, 0), states: [],
  },
];

const WITHDRAWALS: readonly RepeatCase[] = [
  {
    row: 'withdrawal', title: 'before the effect closes the operation, and the sweep leaves it alone',
    steps: [post('plain', 'k', plain('A'), { more: { mode: 'async' } }), { withdraw: 'k' }, { sweep: HOUR }, post('plain', 'k', plain('A'))],
    answer: { outcome: 'withdrawn', replayed: true }, rows: rows(1, 1, 0, 0), states: ['withdrawn'],
  },
  {
    row: 'withdrawal', title: 'before the effect is answered as withdrawn', steps: [post('plain', 'k', plain('A'), { more: { mode: 'async' } }), { withdraw: 'k' }],
    answer: { custody: true, outcome: 'withdrawn', safeNewKey: true, problem: null, result: null }, rows: rows(1, 1, 0, 0), states: ['withdrawn'],
  },
  {
    row: 'withdrawal', title: 'a second time says the same', steps: [post('plain', 'k', plain('A'), { more: { mode: 'async' } }), { withdraw: 'k' }, { withdraw: 'k' }],
    answer: { outcome: 'withdrawn', replayed: true, problem: null }, rows: rows(1, 1, 0, 0), states: ['withdrawn'],
  },
  {
    row: 'withdrawal', title: 'after the effect is too late, and changes nothing', steps: [post('plain', 'k', plain('A')), { withdraw: 'k' }],
    answer: { outcome: 'applied', safeNewKey: false, problem: { code: 'withdraw_too_late' } }, rows: rows(1, 1, 1, 1), notes: { lab_plain_1: 'A' }, states: ['applied'],
  },
  {
    row: 'withdrawal', title: 'of one that waits closes it', steps: [post('child', 'k', { id: '2', name: 'Wren West', parent: '77' }), { withdraw: 'k' }],
    answer: { outcome: 'withdrawn' }, rows: rows(1, 1, 0, 0), states: ['withdrawn'],
  },
  {
    row: 'withdrawal', title: 'of one whose effect is unknown is too late', steps: [post('plain', 'k', plain('A'), { struck: SAYS_NO }), { withdraw: 'k' }],
    answer: { outcome: 'unknown', problem: { code: 'withdraw_too_late' } }, rows: rows(1, 0, 0, 0), states: ['unknown'],
  },
  {
    row: 'withdrawal', title: 'of one that a run still holds is too late', steps: [post('plain', 'k', plain('A'), { struck: DIES }), { withdraw: 'k' }],
    answer: { outcome: 'accepted', problem: { code: 'withdraw_too_late' } }, rows: rows(1, 0, 0, 0), states: ['accepted'],
  },
  {
    row: 'withdrawal', title: 'lets the next document of the object go on', steps: [post('plain', 'k1', plain('A'), { more: { mode: 'async' } }), { withdraw: 'k1' }, post('plain', 'k2', plain('B'))],
    answer: { outcome: 'applied' }, rows: rows(2, 2, 1, 1), notes: { lab_plain_1: 'B' }, states: ['withdrawn', 'applied'],
  },
];

const VALIDATIONS: readonly RepeatCase[] = [
  {
    row: 'validate', title: 'claims no key: the call that follows is the first', steps: [{ put: { type: 'plain', key: 'k', document: plain('A') } }, post('plain', 'k', plain('A'))],
    answer: { outcome: 'applied', replayed: false }, rows: rows(1, 1, 1, 1), states: ['applied'],
  },
  {
    row: 'validate', title: 'claims no natural key', steps: [{ put: { type: 'bill', key: 'k1', document: bill('1', 'A-7') } }, post('bill', 'k2', bill('2', 'A-7'))],
    answer: { outcome: 'applied' }, rows: rows(1, 1, 1, 1, 1), states: ['applied'],
  },
  {
    row: 'validate', title: 'foresees a duplicate by the natural key', steps: [post('bill', 'k1', bill('1', 'A-7')), { put: { type: 'bill', key: 'k2', document: bill('2', 'a-7') } }],
    answer: { custody: false, outcome: HELD.outcome, problem: HELD.problem }, rows: rows(1, 1, 1, 1, 1), states: ['applied'],
  },
  {
    row: 'validate', title: 'foresees a duplicate by its likeness', steps: [post('alike', 'k1', alike('1', '2024-03-10')), { put: { type: 'alike', key: 'k2', document: alike('2', '2024-03-12') } }],
    answer: { custody: false, outcome: HELD.outcome, problem: HELD.problem }, rows: rows(1, 1, 1, 1, 1), states: ['applied'],
  },
  {
    row: 'validate', title: 'says which operation holds the key', steps: [post('plain', 'k', plain('A')), { put: { type: 'plain', key: 'k', document: plain('A') } }],
    answer: { custody: false, outcome: 'unchanged', repeats: '$0' }, rows: rows(1, 1, 1, 1), states: ['applied'],
  },
  {
    row: 'validate', title: 'writes nothing of a document that would be applied', steps: [{ put: { type: 'plain', key: 'k', document: plain('A') } }],
    answer: { custody: false, outcome: 'applied', repeats: null }, rows: rows(0, 0, 0, 0), states: [],
  },
];

export const GUARD_CASES: readonly RepeatCase[] = [...SUPERSEDES, ...NATURAL, ...LOOK_ALIKES, ...DERIVED, ...WITHDRAWALS, ...VALIDATIONS];
