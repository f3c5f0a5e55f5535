import { verifyRows } from '../../../../src/domain/audit/chain-verify';
import type { RowsToVerify, VerifiedRow } from '../../../../src/domain/audit/chain-verify';
import { hashOver } from '../../../../src/domain/event-chain';
import { sha256 } from '../../../support/builders';
import { appendTo, emptyHistory } from '../../../support/history';

const AT = 1_790_000_000_000;

/** Two events of a chain. */
const { rows: ROWS } = (() => {
  const history = emptyHistory();
  for (let n = 0; n < 2; n += 1) appendTo(history, 'op', { atMs: AT + n });
  return history;
})();
const [FIRST, SECOND] = ROWS as [VerifiedRow, VerifiedRow];

function look(rows: readonly VerifiedRow[], changes: Partial<RowsToVerify> = {}): readonly string[] {
  const byPlace = new Map(rows.map((row) => [row.externalId, row]));
  const asked: RowsToVerify = { rows, placeOf: (chain, number) => byPlace.get(`${chain}_${String(number)}`), sealed: undefined, heads: [], ended: new Set(), isErasure: () => false, ...changes };
  return verifyRows(asked, sha256).map(({ kind, chain, number, internalId }) => `${kind} ${chain} ${String(number)} ${String(internalId ?? '-')}`);
}

const rehashed = (row: VerifiedRow): VerifiedRow => ({ ...row, hash: hashOver(row, sha256) });
const sealedAs = (row: VerifiedRow) => ({ internalId: row.internalId, chain: row.chain, number: row.number, atMs: row.atMs, hash: row.hash });

it('a row of before the hash of values was kept is judged by its values', () => {
  expect(look([{ ...FIRST, valuesHash: '' }])).toEqual([]);
  expect(look([{ ...FIRST, valuesHash: '', content: { salt: 'x', values: '' } }])).toEqual(['changed op 1 1']);
});

it('a row that was not loaded is judged without its values', () => {
  const { content: _content, ...bare } = FIRST;
  expect(look([bare])).toEqual([]);
});

it('values that were erased count as erased where an approved request did it', () => {
  const { content: _content, ...bare } = FIRST;
  const erased: VerifiedRow = { ...bare, erasedBy: 'R-1', content: { salt: '', values: '' } };
  expect(look([erased], { isErasure: (request) => request === 'R-1' })).toEqual([]);
  expect(look([{ ...erased, erasedBy: 'R-2' }], { isErasure: (request) => request === 'R-1' })).toEqual(['changed op 1 1']);
  expect(look([{ ...erased, erasedBy: '' }])).toEqual(['changed op 1 1']);
});

it('a sealed row that a retention ended is not missing; a later one is', () => {
  expect(look([], { sealed: [sealedAs(FIRST)], ended: new Set(['op']) })).toEqual([]);
  expect(look([], { sealed: [sealedAs(FIRST)], ended: new Set(['other']) })).toEqual(['missing op 1 1']);
});

it('a row that says it is the first stands behind none, and none has no number', () => {
  expect(look([rehashed({ ...FIRST, previousHash: 'x' })])).toEqual(['changed op 1 1']);
  expect(look([rehashed({ ...FIRST, number: 0, externalId: 'op_0' })])).toEqual(['changed op 0 1']);
});

it('a row without the external id of its place was added, changed, or stands elsewhere', () => {
  expect(look([{ ...FIRST, externalId: '' }])).toEqual(['added op 1 1']);
  expect(look([{ ...FIRST, externalId: 'op_x' }])).toEqual(['added op 1 1']);
  expect(look([{ ...FIRST, externalId: '', facts: 'x' }])).toEqual(['changed op 1 1']);
  expect(look([{ ...FIRST, externalId: 'op_7' }])).toEqual(['reordered op 1 1']);
  expect(look([{ ...FIRST, number: 7 }])).toEqual(['reordered op 7 1']);
});

it('a row that was chained to another hash shows the one before it', () => {
  expect(look([rehashed({ ...FIRST, facts: 'x' }), SECOND])).toEqual(['changed op 1 1']);
  expect(look([SECOND])).toEqual(['missing op 1 -']);
});

it('what the operation tells of its last event has to be there', () => {
  expect(look([FIRST], { heads: [{ chain: 'op', number: 0, hash: '' }, { chain: 'op', number: 1, hash: FIRST.hash }] })).toEqual([]);
  expect(look([FIRST], { heads: [{ chain: 'op', number: 2, hash: 'x' }] })).toEqual(['missing op 2 -']);
  expect(look([FIRST], { heads: [{ chain: 'op', number: 1, hash: 'x' }] })).toEqual(['changed op 1 1']);
});

it('one missing row is named once, by whoever knows most of it', () => {
  expect(look([SECOND], { sealed: [sealedAs(FIRST), sealedAs(SECOND)], heads: [{ chain: 'op', number: 2, hash: SECOND.hash }] })).toEqual(['missing op 1 1']);
});
