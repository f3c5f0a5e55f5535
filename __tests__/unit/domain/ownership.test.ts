import fc from 'fast-check';
import { appliedText, appliedValue, sameValue } from '../../../src/domain/field-value';
import type { CurrentValue, FieldValue } from '../../../src/domain/field-value';
import type { EmptyRule, RowKind } from '../../../src/domain/map';
import { decideOnCreate, decideOnUpdate, VERDICTS, writes } from '../../../src/domain/ownership';
import type { Judgement, VerdictKind } from '../../../src/domain/ownership';
import { decimals, row } from '../../support/builders';

const text = (value: string): FieldValue => ({ kind: 'text', text: value });

const OURS = 'shop';
const THEIRS = 'netsuite';
const KINDS: readonly RowKind[] = ['authoritative', 'shared', 'copy', 'create_only', 'never_inbound'];

describe('a field of a new record', () => {
  it.each<[RowKind, string, VerdictKind]>([
    ['authoritative', OURS, 'apply'], ['authoritative', THEIRS, 'conflict'],
    ['shared', OURS, 'apply'], ['shared', THEIRS, 'apply'],
    ['create_only', OURS, 'apply'], ['create_only', THEIRS, 'conflict'],
    ['copy', OURS, 'apply'], ['copy', THEIRS, 'conflict'],
    ['never_inbound', OURS, 'blocked_direction'], ['never_inbound', THEIRS, 'blocked_direction'],
  ])('of kind %s, owned by %s: %s', (kind, owner, verdict) => {
    expect(decideOnCreate(row({ kind, owner }), OURS)).toBe(verdict);
  });
});

/** The record holds "now". What the document says of it: the same, another value, or nothing that counts. */
type Proposed = 'same' | 'other' | 'nothing';
/** What was applied last: nothing ever; what stands still; the document's other value; something that is neither. */
type Base = 'never' | 'stands' | 'as sent' | 'past';

const PROPOSED: Readonly<Record<Proposed, FieldValue | null>> = { same: text('now'), other: text('new'), nothing: null };
const BASES: readonly Base[] = ['never', 'stands', 'as sent', 'past'];
const APPLIED: Readonly<Record<Base, string | undefined>> = { never: undefined, stands: 'text:now', 'as sent': 'text:new', past: 'text:old' };

interface Case {
  readonly kind: RowKind;
  readonly owner: string;
  readonly proposed: Proposed;
  readonly base: Base;
  readonly whenEmpty: EmptyRule;
}

const judge = ({ kind, owner, proposed, base, whenEmpty }: Case): Judgement | undefined =>
  decideOnUpdate({ row: row({ kind, owner }), source: OURS, proposed: PROPOSED[proposed], whenEmpty, current: 'now', lastApplied: APPLIED[base] });

/** By kind and owner, for each base in the order of BASES: what becomes of the same value, another one, and nothing where that clears. */
const UPDATES: readonly [RowKind, string, Readonly<Record<Proposed, readonly (VerdictKind | undefined)[]>>][] = [
  ['authoritative', OURS, { same: ['unchanged', 'unchanged', 'unchanged', 'unchanged'], other: ['apply', 'apply', 'apply', 'apply'], nothing: ['cleared', 'cleared', 'cleared', 'cleared'] }],
  ['authoritative', THEIRS, { same: ['kept', 'kept', 'kept', 'kept'], other: ['conflict', 'conflict', 'conflict', 'conflict'], nothing: [undefined, undefined, undefined, undefined] }],
  ['shared', OURS, { same: ['unchanged', 'unchanged', 'unchanged', 'unchanged'], other: ['conflict', 'apply', 'kept', 'conflict'], nothing: [undefined, 'cleared', 'conflict', 'conflict'] }],
  ['shared', THEIRS, { same: ['unchanged', 'unchanged', 'unchanged', 'unchanged'], other: ['conflict', 'apply', 'kept', 'conflict'], nothing: [undefined, 'cleared', 'conflict', 'conflict'] }],
  ['copy', OURS, { same: ['unchanged', 'unchanged', 'unchanged', 'unchanged'], other: ['apply', 'apply', 'apply', 'apply'], nothing: ['cleared', 'cleared', 'cleared', 'cleared'] }],
  ['copy', THEIRS, { same: ['kept', 'kept', 'kept', 'kept'], other: ['conflict', 'conflict', 'conflict', 'conflict'], nothing: [undefined, undefined, undefined, undefined] }],
  ['create_only', OURS, { same: ['kept', 'kept', 'kept', 'kept'], other: ['conflict', 'conflict', 'kept', 'conflict'], nothing: [undefined, undefined, undefined, undefined] }],
  ['create_only', THEIRS, { same: ['kept', 'kept', 'kept', 'kept'], other: ['conflict', 'conflict', 'kept', 'conflict'], nothing: [undefined, undefined, undefined, undefined] }],
  ['never_inbound', OURS, { same: Array<VerdictKind>(4).fill('blocked_direction'), other: Array<VerdictKind>(4).fill('blocked_direction'), nothing: [undefined, undefined, undefined, undefined] }],
  ['never_inbound', THEIRS, { same: Array<VerdictKind>(4).fill('blocked_direction'), other: Array<VerdictKind>(4).fill('blocked_direction'), nothing: [undefined, undefined, undefined, undefined] }],
];

const CASES = UPDATES.flatMap(([kind, owner, verdicts]) =>
  (Object.keys(PROPOSED) as Proposed[]).flatMap((proposed) => BASES.map((base, index) => ({ kind, owner, proposed, base, whenEmpty: 'clear' as const, verdict: verdicts[proposed][index] }))));

describe('a field of an existing record that holds "now"', () => {
  it('is judged in every combination of kind, owner, document and last application', () => {
    expect(CASES).toHaveLength(KINDS.length * 2 * 3 * 4);
  });

  it.each(CASES)('of kind $kind, owned by $owner, where the document says $proposed and last applied is $base: $verdict', ({ verdict, ...asked }) => {
    expect(judge(asked)?.verdict).toBe(verdict);
  });

  it.each(CASES.filter(({ proposed }) => proposed === 'nothing'))('of kind $kind, owned by $owner, is left alone where nothing means keep (last applied: $base)', ({ verdict: _verdict, ...asked }) => {
    expect(judge({ ...asked, whenEmpty: 'keep' })).toBeUndefined();
  });

  it.each<[RowKind, Proposed, Base, string | undefined]>([
    ['authoritative', 'other', 'past', 'overwrites a change made in NetSuite'], ['authoritative', 'nothing', 'past', 'overwrites a change made in NetSuite'],
    ['authoritative', 'other', 'stands', undefined], ['authoritative', 'other', 'never', undefined], ['copy', 'other', 'past', undefined],
    ['create_only', 'other', 'as sent', 'changed in NetSuite since it was set'],
    ['shared', 'other', 'as sent', 'changed in NetSuite since; the document says what it said before'],
    ['shared', 'other', 'never', 'no value was applied before to merge against'], ['shared', 'other', 'past', 'changed both in NetSuite and at its source'],
  ])('of kind %s, where the document says %s and last applied is %s, is noted as: %s', (kind, proposed, base, note) => {
    expect(judge({ kind, owner: OURS, proposed, base, whenEmpty: 'clear' })?.note).toBe(note);
  });

  it('says that a differing value of NetSuite stays only where a merge left it', () => {
    expect(CASES.filter(({ verdict: _verdict, ...asked }) => judge(asked)?.diverged === true).map(({ kind, proposed, base }) => [kind, proposed, base])).toEqual([
      ['shared', 'other', 'as sent'], ['shared', 'other', 'as sent'],
    ]);
  });
});

describe('a field of an existing record that is empty', () => {
  const empty = (kind: RowKind, proposed: FieldValue | null, lastApplied?: string, current: CurrentValue = null) =>
    decideOnUpdate({ row: row({ kind }), source: OURS, proposed, whenEmpty: 'clear', current, lastApplied })?.verdict;

  it.each<CurrentValue>([null, ''])('as %p is not cleared again, and takes its owner\'s value', (current) => {
    for (const kind of ['authoritative', 'copy', 'shared'] as const) {
      expect(empty(kind, null, undefined, current)).toBeUndefined();
      expect(empty(kind, text('new'), undefined, current)).toBe('apply');
    }
  });

  it('is filled again where NetSuite emptied it and the source changed it: by its owner, not by a merge', () => {
    expect(empty('authoritative', text('new'), 'text:old')).toBe('apply');
    expect(empty('shared', text('new'), 'text:old')).toBe('conflict');
    expect(empty('shared', text('old'), 'text:old')).toBe('kept');
  });

  it('was an empty text once: nothing is not that text, so a change in NetSuite is a conflict', () => {
    expect(empty('shared', null, 'text:', 'theirs')).toBe('conflict');
    expect(empty('shared', text(''), 'text:', 'theirs')).toBe('conflict');
  });

  it('was cleared by the last document: the next value is applied', () => {
    expect(empty('shared', text('new'), '')).toBe('apply');
  });

  it('is not the same as false or 0', () => {
    expect(empty('authoritative', null, undefined, false)).toBe('cleared');
    expect(empty('authoritative', null, undefined, 0)).toBe('cleared');
  });
});

it('a field that another system owns is never written but where it is shared, and a field that is never inbound not at all', () => {
  const proposed = fc.option(fc.string().map(text), { nil: null });
  fc.assert(fc.property(fc.constantFrom(...KINDS), fc.string(), proposed, fc.constantFrom<EmptyRule>('keep', 'clear'), fc.option(fc.string(), { nil: null }), fc.option(fc.string(), { nil: undefined }), (kind, owner, value, whenEmpty, current, lastApplied) => {
    const verdict = decideOnUpdate({ row: row({ kind, owner }), source: OURS, proposed: value, whenEmpty, current, lastApplied })?.verdict;
    if (verdict === undefined) return;
    expect(VERDICTS).toContain(verdict);
    if (writes(verdict)) expect(kind === 'shared' || (owner === OURS && (kind === 'authoritative' || kind === 'copy'))).toBe(true);
  }));
});

it('a merge loses no change: what NetSuite changed since the last application is never overwritten', () => {
  fc.assert(fc.property(fc.string(), fc.string(), fc.option(fc.string({ minLength: 1 }), { nil: null }), (base, current, proposed) => {
    fc.pre(base !== current);
    const verdict = decideOnUpdate({
      row: row({ kind: 'shared' }), source: OURS, proposed: proposed === null ? null : text(proposed), whenEmpty: 'clear', current, lastApplied: appliedText(base === '' ? null : text(base)),
    })?.verdict;
    expect(['unchanged', 'kept', 'conflict', undefined]).toContain(verdict);
  }));
});

describe('a proposed and a present value are one', () => {
  it.each<[FieldValue | null, CurrentValue, boolean]>([
    [text('a'), 'a', true], [text('a'), 'A', false], [text('1'), 1, true], [text(''), '', false], [text('x'), null, false],
    [null, null, true], [null, '', true], [null, 'x', false], [null, false, false],
    [{ kind: 'date', date: '2024-01-01' }, '2024-01-01', true], [{ kind: 'date', date: '2024-01-01' }, '2024-01-02', false],
    [{ kind: 'boolean', boolean: true }, true, true], [{ kind: 'boolean', boolean: true }, 'T', true], [{ kind: 'boolean', boolean: true }, false, false],
    [{ kind: 'boolean', boolean: false }, false, true], [{ kind: 'boolean', boolean: false }, 'F', true], [{ kind: 'boolean', boolean: false }, 'T', false],
    [{ kind: 'integer', integer: 3 }, 3, true], [{ kind: 'integer', integer: 3 }, '3', true], [{ kind: 'integer', integer: 3 }, 4, false],
    [{ kind: 'record', recordType: 'item', internalId: 7 }, '7', true], [{ kind: 'record', recordType: 'item', internalId: 7 }, 8, false],
    [{ kind: 'decimal', decimal: '199' }, '199.00', true], [{ kind: 'decimal', decimal: '199' }, 199, true], [{ kind: 'decimal', decimal: '199' }, '199.01', false],
    [{ kind: 'decimal', decimal: '1' }, 'one', false], [{ kind: 'decimal', decimal: '0' }, null, false],
  ])('%j and %p: %p', (proposed, current, same) => {
    expect(sameValue(proposed, current)).toBe(same);
  });

  it('where their decimals are equal, however they are written', () => {
    fc.assert(fc.property(decimals(4), decimals(4), (left, right) => {
      expect(sameValue({ kind: 'decimal', decimal: left.text }, right.text)).toBe(left.scaled === right.scaled);
    }));
  });
});

describe('a value that was applied', () => {
  const values = fc.oneof(
    fc.string({ minLength: 1 }).map(text), fc.constant(null), decimals(6).map(({ text: decimal }): FieldValue => ({ kind: 'decimal', decimal })), fc.maxSafeInteger().map((integer): FieldValue => ({ kind: 'integer', integer })),
    fc.boolean().map((boolean): FieldValue => ({ kind: 'boolean', boolean })), fc.constant<FieldValue>({ kind: 'date', date: '2024-02-29' }),
    fc.record({ kind: fc.constant('record' as const), recordType: fc.constantFrom('item', 'customrecord_x'), internalId: fc.nat() }),
  );

  it('comes back from its text as it was, and merges as no change', () => {
    fc.assert(fc.property(values, (value) => {
      const kept = appliedText(value);
      const present: CurrentValue = value === null ? null : value.kind === 'record' ? value.internalId : (value as unknown as Record<string, CurrentValue>)[value.kind]!;
      expect(sameValue(appliedValue(kept), present)).toBe(true);
      expect(appliedText(appliedValue(kept))).toBe(kept.startsWith('decimal:') ? appliedText(appliedValue(appliedText(appliedValue(kept)))) : kept);
      const current = typeof present === 'boolean' ? !present : present === 'other' ? 'another' : 'other';
      const verdict = decideOnUpdate({ row: row({ kind: 'shared' }), source: OURS, proposed: value, whenEmpty: 'clear', current, lastApplied: kept })?.verdict;
      expect(verdict).toBe(value === null ? undefined : 'kept');
    }));
  });

  it.each<[FieldValue | null, string]>([
    [null, ''], [text('a:b'), 'text:a:b'], [{ kind: 'decimal', decimal: '1.5' }, 'decimal:1.5'], [{ kind: 'integer', integer: -3 }, 'integer:-3'], [{ kind: 'boolean', boolean: true }, 'boolean:T'],
    [{ kind: 'boolean', boolean: false }, 'boolean:F'], [{ kind: 'date', date: '2024-02-29' }, 'date:2024-02-29'], [{ kind: 'record', recordType: 'item', internalId: 7 }, 'record:item:7'],
  ])('as %j is kept as "%s"', (value, kept) => {
    expect(appliedText(value)).toBe(kept);
    expect(appliedValue(kept)).toEqual(value);
  });

  it.each(['x', ':x', 'unknown:x'])('that cannot be read, %j, is taken as a text', (kept) => {
    expect(appliedValue(kept)).toEqual(text('x'));
  });

  it.each([['decimal:many', { kind: 'decimal', decimal: '0' }], ['record:7', { kind: 'record', recordType: '', internalId: 7 }], ['record:item:7', { kind: 'record', recordType: 'item', internalId: 7 }]])('%s is read as far as it goes', (kept, value) => {
    expect(appliedValue(kept)).toEqual(value);
  });
});
