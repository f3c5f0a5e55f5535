import type { ConflictPolicy, DocumentScope, EmptyRules, RowKind } from '../../src/domain/map';
import type { VerdictKind } from '../../src/domain/ownership';

/** What a document holds at a field's path: a text, or one of three kinds of nothing. */
export type Sent = string | typeof ABSENT | typeof NULL | typeof BLANK;

export const ABSENT = Symbol('absent');
export const NULL = Symbol('null');
export const BLANK = Symbol('blank');

const NOTHINGS = [ABSENT, NULL, BLANK] as const;

/** A row of the map under test: its kind, and whether the sender's source owns it. */
export interface RowUnderTest {
  readonly kind: RowKind;
  readonly owner: 'own' | 'other';
  readonly onEmpty: EmptyRules;
  readonly onConflict: ConflictPolicy;
  readonly documents: DocumentScope;
}

/** What is expected of one field of one document. */
export interface Expected {
  /** Undefined: the document says nothing of the field. */
  readonly verdict: VerdictKind | undefined;
  readonly note?: string;
  readonly outcome: string;
  readonly code?: string;
  /** Undefined: there is no record. */
  readonly saved: string | null | undefined;
}

export interface CreateCase extends RowUnderTest, Expected {
  readonly sent: Sent;
}

export interface UpdateCase extends RowUnderTest, Expected {
  /** What the document that made the record held; ABSENT: nothing was ever applied to the field. */
  readonly applied: Sent;
  /** What a person then keyed in NetSuite; undefined: nothing. */
  readonly keyed: string | null | undefined;
  readonly sent: Sent;
}

type RowPart = Partial<Pick<RowUnderTest, 'onEmpty' | 'onConflict' | 'documents'>>;

const row = (kind: RowKind, owner: 'own' | 'other', part: RowPart = {}): RowUnderTest => ({ kind, owner, onEmpty: 'keep', onConflict: 'review', documents: 'full', ...part });

const REST = { review: ['needs_review', 'field_conflict'], refuse: ['refused', 'field_conflict'], drop: ['partly_applied', 'field_conflict'] } as const;
const POLICIES = ['review', 'drop', 'refuse'] as const;

const says = (verdict: VerdictKind | undefined, saved: string | null, note?: string): Expected => ({
  verdict, saved, outcome: verdict === 'apply' || verdict === 'cleared' ? 'applied' : 'unchanged', ...(note === undefined ? {} : { note }),
});

const OVERWRITES = 'overwrites a change made in NetSuite';
const SAID_BEFORE = 'changed in NetSuite since; the document says what it said before';
const SINCE_SET = 'changed in NetSuite since it was set';
const BOTH = 'changed both in NetSuite and at its source';
const NO_BASE = 'no value was applied before to merge against';

/** A field of a new record. `A` is what is sent, where something is. */
export const CREATES: readonly CreateCase[] = [
  ...(['authoritative', 'copy', 'create_only', 'shared'] as const).map((kind): CreateCase => ({ ...row(kind, 'own'), sent: 'A', verdict: 'apply', outcome: 'applied', saved: 'A' })),
  // A shared field belongs to both: whoever makes the record fills it.
  { ...row('shared', 'other'), sent: 'A', verdict: 'apply', outcome: 'applied', saved: 'A' },
  ...(['authoritative', 'copy', 'create_only'] as const).flatMap((kind) => POLICIES.map((onConflict): CreateCase => ({
    ...row(kind, 'other', { onConflict }), sent: 'A', verdict: 'conflict', outcome: REST[onConflict][0], ...(onConflict === 'drop' ? {} : { code: REST[onConflict][1] }), saved: onConflict === 'drop' ? null : undefined,
  }))),
  ...(['own', 'other'] as const).map((owner): CreateCase => ({ ...row('never_inbound', owner), sent: 'A', verdict: 'blocked_direction', outcome: 'applied', saved: null })),
  // Nothing is nothing: a new field is empty by itself.
  ...(['keep', 'clear'] as const).flatMap((onEmpty) => NOTHINGS.map((sent): CreateCase => ({ ...row('authoritative', 'own', { onEmpty }), sent, verdict: undefined, outcome: 'applied', saved: null }))),
  ...NOTHINGS.map((sent): CreateCase => ({ ...row('authoritative', 'own', { onEmpty: 'refuse' }), sent, verdict: undefined, outcome: 'needs_review', code: 'value_empty', saved: undefined })),
  { ...row('authoritative', 'own', { onEmpty: 'refuse', documents: 'partial' }), sent: ABSENT, verdict: undefined, outcome: 'applied', saved: null },
];

type Short = readonly [applied: Sent, keyed: string | null | undefined, sent: Sent, expected: Expected];

const updates = (under: RowUnderTest, shorts: readonly Short[]): readonly UpdateCase[] => shorts.map(([applied, keyed, sent, expected]) => ({ ...under, applied, keyed, sent, ...expected }));

/** A conflict under each policy; the record keeps what it has. */
const conflicts = (kind: RowKind, owner: 'own' | 'other', [applied, keyed, sent, saved, note]: readonly [Sent, string | null | undefined, Sent, string | null, string?]): readonly UpdateCase[] =>
  POLICIES.map((onConflict) => ({
    ...row(kind, owner, { onConflict }), applied, keyed, sent, verdict: 'conflict', saved, outcome: REST[onConflict][0],
    ...(onConflict === 'drop' ? {} : { code: REST[onConflict][1] }), ...(note === undefined ? {} : { note }),
  }));

const EMPTY_REFUSED = (saved: string | null): Expected => ({ verdict: undefined, saved, outcome: 'needs_review', code: 'value_empty' });

/** A field of a record that stands: what was applied, what a person keyed since, what is sent, and what comes of it. */
export const UPDATES: readonly UpdateCase[] = [
  ...updates(row('authoritative', 'own'), [
    ['A', undefined, 'A', says('unchanged', 'A')],
    ['A', undefined, 'B', says('apply', 'B')],
    ['A', 'B', 'A', says('apply', 'A', OVERWRITES)],
    ['A', 'B', 'B', says('unchanged', 'B')],
    ['A', 'B', 'C', says('apply', 'C', OVERWRITES)],
    ['A', null, 'A', says('apply', 'A', OVERWRITES)],
    [ABSENT, undefined, 'B', says('apply', 'B')],
    [ABSENT, 'B', 'B', says('unchanged', 'B')],
    [ABSENT, 'B', 'C', says('apply', 'C')],
    ...NOTHINGS.map((sent): Short => ['A', undefined, sent, says(undefined, 'A')]),
  ]),
  ...updates(row('authoritative', 'own', { onEmpty: 'clear' }), [
    ...NOTHINGS.map((sent): Short => ['A', undefined, sent, says('cleared', null)]),
    ['A', 'B', NULL, says('cleared', null, OVERWRITES)],
    ['A', null, ABSENT, says(undefined, null)],
    [ABSENT, 'B', BLANK, says('cleared', null)],
  ]),
  ...updates(row('authoritative', 'own', { onEmpty: 'refuse' }), NOTHINGS.map((sent): Short => ['A', undefined, sent, EMPTY_REFUSED('A')])),
  ...updates(row('authoritative', 'own', { onEmpty: { absent: 'keep', null: 'clear', blank: 'refuse' } }), [
    ['A', undefined, ABSENT, says(undefined, 'A')],
    ['A', undefined, NULL, says('cleared', null)],
    ['A', undefined, BLANK, EMPTY_REFUSED('A')],
  ]),
  // In a document that carries what changed, an absent path says nothing, whatever the rule; null and blank are said.
  ...updates(row('authoritative', 'own', { onEmpty: 'clear', documents: 'partial' }), [
    ['A', undefined, ABSENT, says(undefined, 'A')],
    ['A', undefined, NULL, says('cleared', null)],
    ['A', undefined, BLANK, says('cleared', null)],
    ['A', undefined, 'B', says('apply', 'B')],
  ]),
  ...updates(row('authoritative', 'own', { onEmpty: 'refuse', documents: 'partial' }), [
    ['A', undefined, ABSENT, says(undefined, 'A')],
    ['A', undefined, NULL, EMPTY_REFUSED('A')],
    ['A', undefined, BLANK, EMPTY_REFUSED('A')],
  ]),
  ...updates(row('authoritative', 'other'), [
    [ABSENT, 'A', 'A', says('kept', 'A')],
    ...NOTHINGS.map((sent): Short => [ABSENT, 'A', sent, says(undefined, 'A')]),
  ]),
  ...conflicts('authoritative', 'other', [ABSENT, 'A', 'B', 'A']),
  ...conflicts('authoritative', 'other', [ABSENT, undefined, 'B', null]),
  // A source never clears what another owns.
  ...updates(row('authoritative', 'other', { onEmpty: 'clear' }), NOTHINGS.map((sent): Short => [ABSENT, 'A', sent, says(undefined, 'A')])),

  ...updates(row('copy', 'own'), [
    ['A', undefined, 'A', says('unchanged', 'A')],
    ['A', undefined, 'B', says('apply', 'B')],
    // A copy is for convenience: that somebody changed it is worth no note.
    ['A', 'B', 'A', says('apply', 'A')],
    ['A', 'B', 'B', says('unchanged', 'B')],
    ['A', null, 'A', says('apply', 'A')],
    ['A', undefined, ABSENT, says(undefined, 'A')],
  ]),
  ...updates(row('copy', 'own', { onEmpty: 'clear' }), NOTHINGS.map((sent): Short => ['A', undefined, sent, says('cleared', null)])),
  ...updates(row('copy', 'own', { onEmpty: 'refuse' }), NOTHINGS.map((sent): Short => ['A', undefined, sent, EMPTY_REFUSED('A')])),
  ...updates(row('copy', 'other'), [[ABSENT, 'A', 'A', says('kept', 'A')]]),
  ...conflicts('copy', 'other', [ABSENT, 'A', 'B', 'A']),

  ...updates(row('shared', 'own'), [
    ['A', undefined, 'A', says('unchanged', 'A')],
    ['A', undefined, 'B', says('apply', 'B')],
    ['A', 'B', 'A', says('kept', 'B', SAID_BEFORE)],
    ['A', 'B', 'B', says('unchanged', 'B')],
    ['A', null, 'A', says('kept', null, SAID_BEFORE)],
    [ABSENT, undefined, 'B', says('apply', 'B')],
    [ABSENT, 'B', 'B', says('unchanged', 'B')],
    ...NOTHINGS.map((sent): Short => ['A', undefined, sent, says(undefined, 'A')]),
  ]),
  ...conflicts('shared', 'own', ['A', 'B', 'C', 'B', BOTH]),
  ...conflicts('shared', 'own', ['A', null, 'B', null, BOTH]),
  ...conflicts('shared', 'own', [ABSENT, 'B', 'C', 'B', NO_BASE]),
  ...updates(row('shared', 'own', { onEmpty: 'clear' }), [
    ...NOTHINGS.map((sent): Short => ['A', undefined, sent, says('cleared', null)]),
    ['A', 'B', NULL, { verdict: 'conflict', note: BOTH, saved: 'B', outcome: 'needs_review', code: 'field_conflict' }],
    ['A', null, NULL, says(undefined, null)],
    // Never said, and still not said: what NetSuite holds is NetSuite's.
    [ABSENT, 'B', NULL, says(undefined, 'B')],
  ]),
  ...updates(row('shared', 'own', { onEmpty: 'refuse' }), NOTHINGS.map((sent): Short => ['A', undefined, sent, EMPTY_REFUSED('A')])),
  ...updates(row('shared', 'other'), [['A', undefined, 'B', says('apply', 'B')], ['A', 'B', 'A', says('kept', 'B', SAID_BEFORE)]]),

  ...updates(row('create_only', 'own'), [
    ['A', undefined, 'A', says('kept', 'A')],
    ['A', 'B', 'A', says('kept', 'B', SINCE_SET)],
    ['A', 'B', 'B', says('kept', 'B')],
    ['A', null, 'A', says('kept', null, SINCE_SET)],
    ...NOTHINGS.map((sent): Short => ['A', undefined, sent, says(undefined, 'A')]),
  ]),
  ...conflicts('create_only', 'own', ['A', undefined, 'B', 'A']),
  ...conflicts('create_only', 'own', ['A', 'B', 'C', 'B']),
  ...conflicts('create_only', 'own', [ABSENT, undefined, 'B', null]),
  ...updates(row('create_only', 'own', { onEmpty: 'clear' }), NOTHINGS.map((sent): Short => ['A', undefined, sent, says(undefined, 'A')])),
  ...updates(row('create_only', 'own', { onEmpty: 'refuse' }), NOTHINGS.map((sent): Short => ['A', undefined, sent, EMPTY_REFUSED('A')])),
  ...updates(row('create_only', 'other'), [[ABSENT, 'A', 'A', says('kept', 'A')]]),
  ...conflicts('create_only', 'other', [ABSENT, 'A', 'B', 'A']),

  ...updates(row('never_inbound', 'other'), [
    [ABSENT, 'A', 'A', says('blocked_direction', 'A')],
    [ABSENT, 'A', 'B', says('blocked_direction', 'A')],
    [ABSENT, undefined, 'B', says('blocked_direction', null)],
    ...NOTHINGS.map((sent): Short => [ABSENT, 'A', sent, says(undefined, 'A')]),
  ]),
  ...updates(row('never_inbound', 'own'), [[ABSENT, 'A', 'B', says('blocked_direction', 'A')]]),
  ...updates(row('never_inbound', 'other', { onEmpty: 'clear' }), NOTHINGS.map((sent): Short => [ABSENT, 'A', sent, says(undefined, 'A')])),
];
