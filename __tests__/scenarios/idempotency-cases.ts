import type { GateOrder } from '../../emulator/runtime/types';
import { customerMap, ownRow } from '../support/lab-project';

const note = [ownRow('comments', '/note')];
const version = (versionKind: 'number' | 'sequence' | 'timestamp') => ({ externalId: '/id', version: '/v', versionKind });

const CANCELS = { create: true, update: true, cancel: true };

/** The maps of the table, by what their rule says of repeats. */
export const REPEAT_MAPS = [
  customerMap('plain', { fields: note }),
  customerMap('number', { paths: version('number'), fields: note }),
  customerMap('strict', { paths: version('number'), equalVersion: 'conflict', fields: note }),
  customerMap('easy', { paths: version('number'), equalVersion: 'accept', fields: note }),
  customerMap('called', { rights: CANCELS, onCancel: 'close', paths: { externalId: '/id', versionKind: 'number' }, fields: note }),
  customerMap('gone', { rights: CANCELS, onCancel: 'close', fields: note }),
  customerMap('pieces', { rights: CANCELS, onCancel: 'close', documents: 'partial', paths: version('number'), fields: note }),
  customerMap('sequence', { paths: version('sequence'), fields: note }),
  customerMap('stamp', { paths: version('timestamp'), fields: note }),
  customerMap('patch', { documents: 'partial', paths: version('number'), fields: note }),
  customerMap('keyed', { key: ['/id', '/v'], fields: note }),
  customerMap('bill', { paths: version('number'), fields: note, naturalKey: { kind: 'lab-bill', paths: ['/party', '/no'], decision: 'D-0044' } }),
  customerMap('bill2', { fields: note, naturalKey: { kind: 'lab-bill', paths: ['/party', '/no'], decision: 'D-0044' } }),
  customerMap('alike', {
    paths: { externalId: '/id', party: '/party', amount: '/amount', date: '/date' }, fields: note,
    lookAlike: { days: 5, party: '/party', amount: '/amount', date: '/date', decision: 'D-0044' },
  }),
  customerMap('child', { fields: [ownRow('parent', '/parent', { transform: { kind: 'reference', record: 'customer', by: 'rule', documentType: 'plain' } })] }),
  customerMap('shut', { rights: { create: false, update: true, cancel: false } }),
];

export interface Call {
  readonly type: string;
  readonly key?: string;
  readonly document: Readonly<Record<string, unknown>>;
  readonly more?: Readonly<Record<string, unknown>>;
  /** The operation of an earlier step, by its number, whose place this one takes. */
  readonly supersedes?: number;
  /** What strikes the save of its record. */
  readonly struck?: GateOrder;
}

/** One thing that happens: a call of the sender, or time that goes by. */
export type Step =
  | { readonly post: Call }
  | { readonly put: Call }
  | { readonly withdraw: string }
  | { readonly sweep: number }
  /** As a person, or another integration of the account, calls: a source that is not the lab's. */
  | { readonly postOf: string; readonly call: Call };

/** Rows of the idempotency table, and what stands beside it. */
export type TableRow =
  | 'same key, same document, settled' | 'same key, same document, not settled' | 'same key, other document' | 'other key, same external object'
  | 'other key, supersedes' | 'other key, same natural key' | 'look-alike' | 'derived key' | 'withdrawal' | 'validate';

/** How many rows are there that were not there before. */
export interface Footprint {
  readonly operation: number;
  readonly event: number;
  readonly object: number;
  readonly key: number;
  readonly customer: number;
}

export interface RepeatCase {
  readonly row: TableRow;
  readonly title: string;
  readonly steps: readonly Step[];
  /** What the last call is answered. `$0` stands for the operation of step 0. */
  readonly answer: Readonly<Record<string, unknown>>;
  readonly rows: Footprint;
  /** Notes of the records that stand in the end, by external id. */
  readonly notes?: Readonly<Record<string, string | null>>;
  /** States of the operations in the end, in order of receipt. */
  readonly states: readonly string[];
}

/** The plain document with a note. */
export const plain = (text: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({ id: '1', name: 'Wren Audio', note: text, ...more });

export const post = (type: string, key: string | undefined, document: Readonly<Record<string, unknown>>, more: Omit<Call, 'type' | 'key' | 'document'> = {}): Step => ({
  post: { type, ...(key === undefined ? {} : { key }), document, ...more },
});

/** NetSuite says no while it saves, and nothing is saved. */
export const SAYS_NO: GateOrder = { kind: 'error-before', name: 'INVALID_FLD_VALUE', message: 'You have entered an Invalid Field Value for the following field: comments' };
/** The run dies before its save. */
export const DIES: GateOrder = { kind: 'kill-before' };

const HOUR = 3_600_000;
const rows = (operation: number, event: number, object: number, customer: number, key = 0): Footprint => ({ operation, event, object, customer, key });
const ONE = rows(1, 1, 1, 1);

const SETTLED: readonly RepeatCase[] = [
  {
    row: 'same key, same document, settled', title: 'a document that was applied is answered with its outcome, and nothing runs',
    steps: [post('plain', 'k', plain('A')), post('plain', 'k', plain('A'))],
    answer: { custody: true, outcome: 'applied', replayed: true, operationId: '$0', safeToRetrySameKey: true, safeNewKey: false, attempt: { number: 1, nextAt: null }, result: { externalId: 'lab_plain_1' } },
    rows: ONE, notes: { lab_plain_1: 'A' }, states: ['applied'],
  },
  {
    row: 'same key, same document, settled', title: 'members in another order, numbers written otherwise and another correlation id are the same document',
    steps: [post('plain', 'k', plain('A', { count: 10 })), post('plain', 'k', { count: 10, note: 'A', name: 'Wren Audio', id: '1' }, { more: { correlationId: 'second' } })],
    answer: { outcome: 'applied', replayed: true, operationId: '$0', correlationId: 'second' }, rows: ONE, states: ['applied'],
  },
  {
    row: 'same key, same document, settled', title: 'a document that was refused is refused again with the same words',
    steps: [post('shut', 'k', plain('A')), post('shut', 'k', plain('A'))],
    answer: { custody: true, outcome: 'refused', replayed: true, operationId: '$0', safeNewKey: true, problem: { code: 'create_not_allowed' } }, rows: rows(1, 1, 0, 0), states: ['refused'],
  },
  {
    row: 'same key, same document, settled', title: 'a document that was superseded stays so',
    steps: [post('number', 'new', plain('B', { v: 2 })), post('number', 'k', plain('A', { v: 1 })), post('number', 'k', plain('A', { v: 1 }))],
    answer: { outcome: 'superseded', replayed: true, operationId: '$1', problem: { code: 'version_older' } }, rows: rows(2, 2, 1, 1), notes: { lab_number_1: 'B' }, states: ['applied', 'superseded'],
  },
  {
    row: 'same key, same document, settled', title: 'a document that was withdrawn is not taken up by a repeat',
    steps: [post('plain', 'k', plain('A'), { more: { mode: 'async' } }), { withdraw: 'k' }, post('plain', 'k', plain('A'))],
    answer: { outcome: 'withdrawn', replayed: true, operationId: '$0', safeNewKey: true }, rows: rows(1, 1, 0, 0), states: ['withdrawn'],
  },
];

const UNSETTLED: readonly RepeatCase[] = [
  {
    row: 'same key, same document, not settled', title: 'a document that is only accepted is answered as it stands, and not carried on twice',
    steps: [post('plain', 'k', plain('A'), { more: { mode: 'async' } }), post('plain', 'k', plain('A'), { more: { mode: 'async' } })],
    answer: { custody: true, outcome: 'accepted', replayed: true, operationId: '$0', result: null, attempt: { number: 0 } }, rows: rows(1, 0, 0, 0), states: ['accepted'],
  },
  {
    row: 'same key, same document, not settled', title: 'a repeat that asks to be applied now does not start what waits for the sweep',
    steps: [post('plain', 'k', plain('A'), { more: { mode: 'async' } }), post('plain', 'k', plain('A'))],
    answer: { outcome: 'accepted', replayed: true, operationId: '$0', result: null }, rows: rows(1, 0, 0, 0), states: ['accepted'],
  },
  {
    row: 'same key, same document, not settled', title: 'a document that waits for another says for which',
    steps: [post('child', 'k', { id: '2', name: 'Wren West', parent: '77' }), post('child', 'k', { id: '2', name: 'Wren West', parent: '77' })],
    answer: { outcome: 'parked', replayed: true, operationId: '$0', waitsFor: 'lab_plain_77', problem: { code: 'waits_for_document' }, retryAfterSeconds: expect.any(Number) }, rows: rows(1, 0, 0, 0), states: ['parked'],
  },
  {
    row: 'same key, same document, not settled', title: 'a document whose run died is held by that run, and is not begun again',
    steps: [post('plain', 'k', plain('A'), { struck: DIES }), post('plain', 'k', plain('A'))],
    answer: { custody: true, outcome: 'accepted', replayed: true, result: null }, rows: rows(1, 0, 0, 0), states: ['accepted'],
  },
  {
    row: 'same key, same document, not settled', title: 'a document that rests with a person is answered with what is wrong, and not tried again',
    steps: [post('child', 'k', { id: '2', name: '', parent: { name: 'No Id' } }), post('child', 'k', { id: '2', name: '', parent: { name: 'No Id' } })],
    answer: { custody: true, outcome: 'needs_review', replayed: true, operationId: '$0', problem: { code: 'required_path_missing' } }, rows: rows(1, 1, 0, 0), states: ['needs_review'],
  },
];

const REUSED: readonly RepeatCase[] = [
  {
    row: 'same key, other document', title: 'another document leaves the first untouched, and leaves its fingerprint on an event',
    steps: [post('plain', 'k', plain('A')), post('plain', 'k', plain('B'))],
    answer: { custody: false, outcome: 'key_reused', replayed: false, operationId: '$0', safeToRetrySameKey: false, safeNewKey: true, result: null, problem: { code: 'key_reused' } },
    rows: rows(1, 2, 1, 1), notes: { lab_plain_1: 'A' }, states: ['applied'],
  },
  {
    row: 'same key, other document', title: 'also while the first waits',
    steps: [post('plain', 'k', plain('A'), { more: { mode: 'async' } }), post('plain', 'k', plain('B')), { sweep: HOUR }, post('plain', 'k', plain('A'))],
    answer: { outcome: 'applied', replayed: true, operationId: '$0' }, rows: rows(1, 2, 1, 1), notes: { lab_plain_1: 'A' }, states: ['applied'],
  },
  {
    row: 'same key, other document', title: 'each time it comes it is noted',
    steps: [post('plain', 'k', plain('A')), post('plain', 'k', plain('B')), post('plain', 'k', plain('C')), post('plain', 'k', plain('B'))],
    answer: { outcome: 'key_reused' }, rows: rows(1, 4, 1, 1), notes: { lab_plain_1: 'A' }, states: ['applied'],
  },
  {
    row: 'same key, other document', title: 'the same text as a document of another type is another document',
    steps: [post('plain', 'k', plain('A')), post('number', 'k', plain('A'))],
    answer: { custody: false, outcome: 'key_reused', operationId: '$0' }, rows: rows(1, 2, 1, 1), states: ['applied'],
  },
  {
    row: 'same key, other document', title: 'a cancellation under the key of the document is no repeat of it',
    steps: [post('plain', 'k', plain('A')), post('plain', 'k', plain('A'), { more: { intent: 'cancel' } })],
    answer: { custody: false, outcome: 'key_reused', operationId: '$0' }, rows: rows(1, 2, 1, 1), states: ['applied'],
  },
  {
    row: 'same key, other document', title: 'a new key takes the other document',
    steps: [post('plain', 'k', plain('A')), post('plain', 'k', plain('B')), post('plain', 'k2', plain('B'))],
    answer: { custody: true, outcome: 'applied', replayed: false }, rows: rows(2, 3, 1, 1), notes: { lab_plain_1: 'B' }, states: ['applied', 'applied'],
  },
];

/** A second document of one object under another key, by how its rule orders them. */
function ordered(type: string, first: unknown, second: unknown, [what, outcome, code]: readonly [string, string, string?]): RepeatCase {
  const applies = outcome === 'applied';
  return {
    row: 'other key, same external object', title: `${type}: ${what} (${String(second)} after ${String(first)}) is ${outcome}`,
    steps: [post(type, 'k1', plain('A', first === undefined ? {} : { v: first })), post(type, 'k2', plain('B', second === undefined ? {} : { v: second }))],
    answer: { custody: true, outcome, replayed: false, problem: code === undefined ? null : { code } }, rows: rows(2, 2, 1, 1), notes: { [`lab_${type}_1`]: applies ? 'B' : 'A' }, states: ['applied', outcome],
  };
}

/** A document that comes after the cancellation of its object, which came first; `at` are the versions that the two calls name. */
function cancelled(type: string, what: string, at: readonly [string | undefined, string | undefined], [outcome, code]: readonly [string, string?]): RepeatCase {
  const [first, second] = at.map((version) => (version === undefined ? {} : { version }));
  return {
    row: 'other key, same external object', title: `${type}: a document after the cancellation of its object, ${what}, is ${outcome}`,
    steps: [post(type, 'k1', plain('A'), { more: { intent: 'cancel', ...first } }), post(type, 'k2', plain('B'), { more: { ...second } })],
    answer: { custody: true, outcome, problem: code === undefined ? null : { code } }, rows: rows(2, 2, 1, outcome === 'applied' ? 1 : 0), states: ['refused', outcome],
  };
}

const CANCELLED_FIRST: readonly RepeatCase[] = [
  cancelled('gone', 'where no version orders the two', [undefined, undefined], ['needs_review', 'cancelled_before']),
  cancelled('gone', 'whose version nobody can read', ['5', '6'], ['needs_review', 'cancelled_before']),
  cancelled('called', 'with an older version', ['5', '4'], ['superseded', 'version_older']),
  cancelled('called', 'with the same version', ['5', '5'], ['needs_review', 'cancelled_before']),
  cancelled('called', 'with a newer version', ['5', '6'], ['applied']),
  cancelled('called', 'without a version', ['5', undefined], ['needs_review', 'cancelled_before']),
  cancelled('called', 'where the cancellation has no version', [undefined, '6'], ['needs_review', 'cancelled_before']),
  cancelled('pieces', 'that carries only what changed, with an older version', ['5', '4'], ['superseded', 'version_older']),
  cancelled('pieces', 'that carries only what changed, with a newer version', ['5', '6'], ['applied']),
];

const SAME_OBJECT: readonly RepeatCase[] = [
  ordered('plain', undefined, undefined, ['without versions the order of receipt', 'applied']),
  ordered('number', 1, 2, ['a newer one', 'applied']),
  ordered('number', '9', '10', ['a newer one, by number and not by text', 'applied']),
  ordered('number', 2, 1, ['an older one', 'superseded', 'version_older']),
  ordered('number', 2, 2, ['an equal one of other content', 'needs_review', 'version_conflict']),
  ordered('easy', 2, 2, ['an equal one of other content, where the rule accepts it,', 'applied']),
  ordered('number', 2, undefined, ['one without a version', 'needs_review', 'value_invalid']),
  ordered('number', undefined, 1, ['one after a document without a version', 'applied']),
  ordered('number', 2, 'two', ['one that is no number', 'needs_review', 'value_invalid']),
  ordered('strict', 2, 2, ['an equal one of other content, where the rule says conflict,', 'needs_review', 'version_conflict']),
  ordered('strict', 1, 2, ['a newer one', 'applied']),
  ordered('sequence', 7, 8, ['the next', 'applied']),
  ordered('sequence', 7, 6, ['one before', 'superseded', 'version_older']),
  ordered('stamp', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', ['a newer one', 'applied']),
  ordered('stamp', '2026-01-01T00:00:00Z', '2025-12-31T23:59:59Z', ['an older one', 'superseded', 'version_older']),
  ordered('stamp', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+02:00', ['an older moment, although its clock shows more,', 'superseded', 'version_older']),
  ordered('stamp', '2026-01-01T00:00:00.500Z', '2026-01-01T00:00:00.499Z', ['one older by a thousandth', 'superseded', 'version_older']),
  ordered('stamp', '2026-01-01T00:00:00Z', '2025-01-01', ['one whose moment cannot be told', 'needs_review', 'value_invalid']),
  // A partial document says what changed: an older one still says something, so versions do not drop it.
  ordered('patch', 2, 1, ['an older partial document', 'applied']),
  {
    row: 'other key, same external object', title: 'an equal version of the same content is unchanged, also where the rule says conflict',
    steps: [post('strict', 'k1', plain('A', { v: 2 })), post('strict', 'k2', plain('A', { v: 2 }))],
    answer: { outcome: 'unchanged', replayed: false, problem: null, result: { externalId: 'lab_strict_1' } }, rows: rows(2, 2, 1, 1), notes: { lab_strict_1: 'A' }, states: ['applied', 'unchanged'],
  },
  {
    row: 'other key, same external object', title: 'the version that the call names counts before that of the document',
    steps: [post('number', 'k1', plain('A', { v: 5 })), post('number', 'k2', plain('B', { v: 9 }), { more: { version: '4' } })],
    answer: { outcome: 'superseded', problem: { code: 'version_older' } }, rows: rows(2, 2, 1, 1), notes: { lab_number_1: 'A' }, states: ['applied', 'superseded'],
  },
  {
    row: 'other key, same external object', title: 'a later document steps back while an earlier one is not settled, and the sweep takes both in order',
    steps: [post('patch', 'k1', plain('A'), { more: { mode: 'async' } }), post('patch', 'k2', plain('B')), { sweep: HOUR }, post('patch', 'k2', plain('B'))],
    answer: { outcome: 'applied', replayed: true, operationId: '$1' }, rows: rows(2, 2, 1, 1), notes: { lab_patch_1: 'B' }, states: ['applied', 'applied'],
  },
  {
    row: 'other key, same external object', title: 'while it waits it says for which operation',
    steps: [post('patch', 'k1', plain('A'), { more: { mode: 'async' } }), post('patch', 'k2', plain('B'))],
    answer: { outcome: 'parked', waitsFor: '$0', problem: { code: 'lane_busy' } }, rows: rows(2, 0, 0, 0), states: ['accepted', 'parked'],
  },
  {
    row: 'other key, same external object', title: 'an older full document that waited is superseded once the newer one before it is applied',
    steps: [post('number', 'k1', plain('B', { v: 2 }), { more: { mode: 'async' } }), post('number', 'k2', plain('A', { v: 1 })), { sweep: HOUR }, post('number', 'k2', plain('A', { v: 1 }))],
    answer: { outcome: 'superseded', replayed: true, problem: { code: 'version_older' } }, rows: rows(2, 2, 1, 1), notes: { lab_number_1: 'B' }, states: ['applied', 'superseded'],
  },
  {
    row: 'other key, same external object', title: 'one that rests with a person does not hold up the next',
    steps: [post('strict', 'k1', plain('A', { v: 2 })), post('strict', 'k2', plain('B', { v: 2 })), post('strict', 'k3', plain('C', { v: 3 }))],
    answer: { outcome: 'applied', replayed: false }, rows: rows(3, 3, 1, 1), notes: { lab_strict_1: 'C' }, states: ['applied', 'needs_review', 'applied'],
  },
  {
    row: 'other key, same external object', title: 'objects of two types with one id are two objects',
    steps: [post('plain', 'k1', plain('A')), post('number', 'k2', plain('B', { v: 1, name: 'Wren Audio North' }))],
    answer: { outcome: 'applied', result: { externalId: 'lab_number_1' } }, rows: rows(2, 2, 2, 2), notes: { lab_plain_1: 'A', lab_number_1: 'B' }, states: ['applied', 'applied'],
  },
];

export const FIRST_CASES: readonly RepeatCase[] = [...SETTLED, ...UNSETTLED, ...REUSED, ...SAME_OBJECT, ...CANCELLED_FIRST];
