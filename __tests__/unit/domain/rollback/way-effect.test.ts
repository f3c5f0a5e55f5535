import fc from 'fast-check';
import { appliedLine, lineOfApplied } from '../../../../src/domain/applied-values';
import type { WayBack } from '../../../../src/domain/rollback/way-back';
import { makesRecord, reversalExternalId, wayEffect } from '../../../../src/domain/rollback/way-effect';
import { anyCharacter } from '../../../support/any-character';
import { OCTOBER } from './subjects';

const bare = (verb: string) => ({ verb, fields: [], lines: [] });

it.each<readonly [WayBack, object]>([
  [{ kind: 'void' }, bare('void')], [{ kind: 'void_by_journal', period: OCTOBER }, bare('void')], [{ kind: 'credit_memo', period: OCTOBER }, bare('transform')],
  [{ kind: 'refund', period: OCTOBER }, bare('create')], [{ kind: 'reversing_journal', period: OCTOBER }, bare('create')], [{ kind: 'close' }, bare('close')], [{ kind: 'reopen' }, bare('reopen')],
  [{ kind: 'delete' }, bare('delete')],
  [{ kind: 'inactivate' }, { verb: 'update', fields: [{ target: 'isinactive', before: 'boolean:F', written: 'boolean:T', group: '' }], lines: [] }],
  [
    { kind: 'restore', fields: [{ target: 'memo', from: 'text:new', to: 'text:old' }], removedLines: ['item:L%3a1.'] },
    { verb: 'update', fields: [{ target: 'memo', before: 'text:new', written: 'text:old', group: '' }], lines: [{ sublist: 'item', key: 'L:1', change: 'removed' }] },
  ],
])('the way %j does %j', (way, effect) => {
  expect(wayEffect(way)).toEqual(effect);
});

it('a void by a journal keeps the journal', () => {
  expect(wayEffect({ kind: 'void_by_journal', period: OCTOBER }, 9)).toEqual({ ...bare('void'), journal: 9 });
});

it('only what stands against a record is a record of its own', () => {
  const ways: readonly WayBack[] = [{ kind: 'void' }, { kind: 'credit_memo', period: OCTOBER }, { kind: 'refund', period: OCTOBER }, { kind: 'reversing_journal', period: OCTOBER }, { kind: 'delete' }];
  expect(ways.filter(makesRecord).map(({ kind }) => kind)).toEqual(['credit_memo', 'refund', 'reversing_journal']);
  expect(reversalExternalId('a'.repeat(64))).toHaveLength(80);
});

it('a line is read back from the name of its targets, whatever its key is', () => {
  fc.assert(fc.property(fc.string({ unit: anyCharacter }), (key) => {
    expect(lineOfApplied(appliedLine('item', key))).toEqual({ sublist: 'item', key });
  }));
});
