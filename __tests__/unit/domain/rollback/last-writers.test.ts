import { lastWriters } from '../../../../src/domain/rollback/last-writers';
import type { FieldNote } from '../../../../src/domain/rollback/last-writers';

const STAMP = 'custbody_dkt_operation';
const note = (field: string, by: string, atMs: number, newValue = ''): FieldNote => ({ field, newValue, by, atMs });
const read = (notes: readonly FieldNote[], targets: readonly string[] = []) => lastWriters({ notes, stampField: STAMP, targets });

it('the last note of a field says who wrote it', () => {
  expect(read([note('CUSTBODY_A', 'user 5', 1), note('CUSTBODY_A', 'user 6', 2)])).toEqual([{ target: 'custbody_a', by: 'user 6', atMs: 2, operationId: '' }]);
});

it('what was changed in the save that stamped the record is the operation\'s, and nothing else of that second', () => {
  const notes = [note('CUSTBODY_A', 'user 5', 1), note('CUSTBODY_DKT_OPERATION', 'user 5', 1, 'op-1'), note('CUSTBODY_B', 'user 6', 1), note('CUSTBODY_C', 'user 5', 2)];
  expect(read(notes).map(({ target, operationId }) => [target, operationId])).toEqual([['custbody_a', 'op-1'], ['custbody_b', ''], ['custbody_c', '']]);
});

it('the status of a transaction, which NetSuite changes by itself, is no edit', () => {
  expect(read([note('TRANDOC.KSTATUS', 'user 5', 1)])).toEqual([]);
});

it.each<readonly [string, readonly FieldNote[], string]>([
  ['by one person, was that person\'s', [note('TRANDOC.X', 'user 6', 3)], 'user 6'],
  ['by two, is nobody\'s by name', [note('TRANDOC.X', 'user 6', 3), note('TRANDOC.Y', 'user 7', 4)], ''],
  ['by nobody but operations, is nobody\'s', [note('TRANDOC.X', 'user 6', 3), note('CUSTBODY_DKT_OPERATION', 'user 6', 3, 'op-1')], ''],
])('a target that no note names, where others\' changes were all %s', (_words, notes, by) => {
  expect(read(notes, ['memo']).find(({ target }) => target === 'memo')?.by ?? '').toBe(by);
});

it('a target that a note names is told by that note alone', () => {
  expect(read([note('CUSTBODY_A', 'user 5', 1), note('TRANDOC.X', 'user 6', 2)], ['custbody_a']).filter(({ target }) => target === 'custbody_a')).toEqual([{ target: 'custbody_a', by: 'user 5', atMs: 1, operationId: '' }]);
});
