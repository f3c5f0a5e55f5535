import fc from 'fast-check';
import type { EmptyRule, RowKind } from '../../../src/domain/map';
import { decideOnCreate, decideOnUpdate, sameValue, VERDICTS } from '../../../src/domain/ownership';
import type { CurrentValue, VerdictKind } from '../../../src/domain/ownership';
import type { FieldValue } from '../../../src/domain/transform';
import { decimals, row } from '../../support/builders';

const text = (value: string): FieldValue => ({ kind: 'text', text: value });

const OURS = 'shop';
const THEIRS = 'netsuite';

describe('a field of a new record', () => {
  it.each<[RowKind, string, VerdictKind]>([
    ['authoritative', OURS, 'apply'], ['authoritative', THEIRS, 'conflict'],
    ['create_only', OURS, 'apply'], ['create_only', THEIRS, 'conflict'],
    ['copy', OURS, 'apply'], ['copy', THEIRS, 'conflict'],
    ['never_inbound', OURS, 'blocked_direction'], ['never_inbound', THEIRS, 'blocked_direction'],
  ])('of kind %s, owned by %s: %s', (kind, owner, verdict) => {
    expect(decideOnCreate(row({ kind, owner }), OURS)).toBe(verdict);
  });
});

type Proposed = 'same' | 'other' | 'nothing';

const PROPOSED: Readonly<Record<Proposed, FieldValue | null>> = { same: text('now'), other: text('new'), nothing: null };

/** Kind, owner, what the document says of a field that holds "now", rule for empty: verdict. */
const UPDATES: readonly [RowKind, string, Proposed, EmptyRule, VerdictKind | undefined][] = [
  ['authoritative', OURS, 'same', 'keep', 'unchanged'], ['authoritative', OURS, 'other', 'keep', 'apply'],
  ['authoritative', OURS, 'nothing', 'keep', undefined], ['authoritative', OURS, 'nothing', 'clear', 'cleared'],
  ['authoritative', THEIRS, 'same', 'keep', 'kept'], ['authoritative', THEIRS, 'other', 'keep', 'conflict'],
  ['authoritative', THEIRS, 'nothing', 'keep', undefined], ['authoritative', THEIRS, 'nothing', 'clear', undefined],
  ['copy', OURS, 'same', 'keep', 'unchanged'], ['copy', OURS, 'other', 'keep', 'apply'],
  ['copy', OURS, 'nothing', 'keep', undefined], ['copy', OURS, 'nothing', 'clear', 'cleared'],
  ['copy', THEIRS, 'same', 'keep', 'kept'], ['copy', THEIRS, 'other', 'keep', 'conflict'],
  ['copy', THEIRS, 'nothing', 'keep', undefined], ['copy', THEIRS, 'nothing', 'clear', undefined],
  ['create_only', OURS, 'same', 'keep', 'kept'], ['create_only', OURS, 'other', 'keep', 'conflict'],
  ['create_only', OURS, 'nothing', 'keep', undefined], ['create_only', OURS, 'nothing', 'clear', undefined],
  ['create_only', THEIRS, 'same', 'keep', 'kept'], ['create_only', THEIRS, 'other', 'keep', 'conflict'],
  ['create_only', THEIRS, 'nothing', 'keep', undefined], ['create_only', THEIRS, 'nothing', 'clear', undefined],
  ['never_inbound', OURS, 'same', 'keep', 'blocked_direction'], ['never_inbound', OURS, 'other', 'keep', 'blocked_direction'],
  ['never_inbound', OURS, 'nothing', 'keep', undefined], ['never_inbound', OURS, 'nothing', 'clear', undefined],
  ['never_inbound', THEIRS, 'same', 'keep', 'blocked_direction'], ['never_inbound', THEIRS, 'other', 'keep', 'blocked_direction'],
  ['never_inbound', THEIRS, 'nothing', 'keep', undefined], ['never_inbound', THEIRS, 'nothing', 'clear', undefined],
];

describe('a field of an existing record', () => {
  it.each(UPDATES)('of kind %s, owned by %s, where the document says %s and an empty value means %s: %s', (kind, owner, proposed, onEmpty, verdict) => {
    expect(decideOnUpdate(row({ kind, owner, onEmpty }), OURS, PROPOSED[proposed], 'now')).toBe(verdict);
  });

  it.each<CurrentValue>([null, ''])('that holds %p is not cleared again', (current) => {
    expect(decideOnUpdate(row({ onEmpty: 'clear' }), OURS, null, current)).toBeUndefined();
  });

  it.each<CurrentValue>([null, ''])('that holds %p takes its owner\'s value, and a foreign one is a conflict', (current) => {
    expect(decideOnUpdate(row(), OURS, text('new'), current)).toBe('apply');
    expect(decideOnUpdate(row({ owner: THEIRS }), OURS, text('new'), current)).toBe('conflict');
  });

  it('that holds false or 0 is not empty', () => {
    expect(decideOnUpdate(row({ onEmpty: 'clear' }), OURS, null, false)).toBe('cleared');
    expect(decideOnUpdate(row({ onEmpty: 'clear' }), OURS, null, 0)).toBe('cleared');
  });

  it('that another system owns is never written, whatever the document says', () => {
    const kinds = fc.constantFrom<RowKind>('authoritative', 'copy', 'create_only', 'never_inbound');
    const proposed = fc.option(fc.string().map(text), { nil: null });
    fc.assert(fc.property(kinds, fc.string(), proposed, fc.constantFrom<EmptyRule>('keep', 'clear'), fc.option(fc.string(), { nil: null }), (kind, owner, value, onEmpty, current) => {
      fc.pre(owner !== OURS);
      const verdict = decideOnUpdate(row({ kind, owner, onEmpty }), OURS, value, current);
      expect(verdict).not.toBe('apply');
      expect(verdict).not.toBe('cleared');
      if (verdict !== undefined) expect(VERDICTS).toContain(verdict);
    }));
  });
});

describe('a proposed and a present value are one', () => {
  it.each<[FieldValue, CurrentValue, boolean]>([
    [text('a'), 'a', true], [text('a'), 'A', false], [text('1'), 1, true], [text(''), '', false], [text('x'), null, false],
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
