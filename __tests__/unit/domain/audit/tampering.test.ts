import fc from 'fast-check';
import { verifyRows } from '../../../../src/domain/audit/chain-verify';
import type { ChainFinding, VerifiedRow } from '../../../../src/domain/audit/chain-verify';
import { verifySeals } from '../../../../src/domain/audit/seal';
import { hashOver, valuesHashOf } from '../../../../src/domain/event-chain';
import { sha256 } from '../../../support/builders';
import { appendTo, emptyHistory, resealed, sealHistory, verifyHistory } from '../../../support/history';
import type { History } from '../../../support/history';
import { TamperedHistory } from '../../../support/tampered-history';

const HOUR = 3_600_000;
const START = 1_790_000_000_000;
const EVENTS = 10_000;

/** 10,000 events of 4,000 chains, written in turns, sealed in ten days, none left out. */
function sealedHistory(): History {
  const history = emptyHistory();
  const chains = new Map<string, VerifiedRow[]>();
  for (let n = 0; n < EVENTS; n += 1) {
    const chain = sha256(`chain ${String((n * 7919) % 4000)}`);
    const own = chains.get(chain) ?? [];
    // `appendTo` looks for the chain's rows itself: it is handed a history of that chain alone, and its row goes to its place here.
    const part = { ...emptyHistory(), rows: own, heads: history.heads };
    appendTo(part, chain, { atMs: START + n * 60_000 });
    const row = { ...(part.rows.at(-1) as VerifiedRow), internalId: n + 1 };
    part.rows[part.rows.length - 1] = row;
    chains.set(chain, part.rows);
    history.rows.push(row);
    if ((n + 1) % 1000 === 0) sealHistory(history, START + n * 60_000 + 2 * HOUR);
  }
  return history;
}

const honest = sealedHistory();
const tampered = new TamperedHistory(honest);
const row = (at: number): VerifiedRow => honest.rows[at] as VerifiedRow;

/** Sums up cases without an assertion for each: ten thousand of them would take longer than the search. */
function escapes(count: number, tamper: (at: number) => { readonly findings: readonly ChainFinding[]; readonly found: (finding: ChainFinding) => boolean }): readonly number[] {
  return Array.from({ length: count }, (_, at) => at).filter((at) => {
    const { findings, found } = tamper(at);
    return !findings.some(found);
  });
}

it('an honest history of 10,000 events has no finding, row by row or as a whole', () => {
  expect(verifyHistory(honest)).toEqual([]);
  expect(tampered.look([1, 5000, EVENTS])).toEqual([]);
  expect(verifySeals({ seals: honest.seals, pages: honest.pages.map(({ page }) => page), whole: true, nowMs: START + EVENTS * 60_000 + 2 * HOUR }, sha256)).toEqual([]);
});

const EDITS: readonly [string, (before: VerifiedRow) => VerifiedRow][] = [
  ['facts', (before) => ({ ...before, facts: '{"n":99}' })],
  ['kind', (before) => ({ ...before, kind: 'action' })],
  ['moment', (before) => ({ ...before, atMs: before.atMs + 1 })],
  ['actor', (before) => ({ ...before, actor: 'user 6 as role' })],
  ['number', (before) => ({ ...before, number: before.number + 1 })],
  ['chain', (before) => ({ ...before, chain: 'another' })],
  ['previous hash', (before) => ({ ...before, previousHash: 'f'.repeat(64) })],
  ['hash', (before) => ({ ...before, hash: 'f'.repeat(64) })],
  ['hash of values', (before) => ({ ...before, valuesHash: 'f'.repeat(64) })],
  ['values', (before) => ({ ...before, content: { salt: 'x', values: '{"v":2}' } })],
  ['name of an erasure', (before) => ({ ...before, erasedBy: 'R-1' })],
  ['facts, with a hash that fits', (before) => rehashed({ ...before, facts: '{"n":99}' })],
  ['values, with hashes that fit', (before) => rehashed({ ...before, content: { salt: 'x', values: '{}' }, valuesHash: valuesHashOf({ salt: 'x', values: '{}' }, sha256) })],
];

function rehashed(changed: VerifiedRow): VerifiedRow {
  return { ...changed, hash: hashOver(changed, sha256) };
}

it.each(EDITS)('every edit of %s of one row is found, and its row named', (_what, edit) => {
  expect(escapes(EVENTS, (at) => ({ findings: tampered.edit(edit(row(at))), found: ({ internalId, kind }) => internalId === row(at).internalId && (kind === 'changed' || kind === 'reordered') }))).toEqual([]);
});

it('every deletion of one row is found, and its place named', () => {
  expect(escapes(EVENTS, (at) => ({ findings: tampered.remove(row(at)), found: ({ kind, chain, number, internalId }) => kind === 'missing' && chain === row(at).chain && number === row(at).number && internalId === row(at).internalId }))).toEqual([]);
});

/** Two rows take each other's place: their numbers, all that they say, or their ids. */
const SWAPS: readonly [string, (left: VerifiedRow, right: VerifiedRow) => readonly [VerifiedRow, VerifiedRow]][] = [
  ['chains and numbers', (left, right) => [{ ...left, chain: right.chain, number: right.number }, { ...right, chain: left.chain, number: left.number }]],
  ['all but id and external id', (left, right) => [{ ...right, internalId: left.internalId, externalId: left.externalId }, { ...left, internalId: right.internalId, externalId: right.externalId }]],
  ['all but the id', (left, right) => [{ ...right, internalId: left.internalId }, { ...left, internalId: right.internalId }]],
];

const named = (left: VerifiedRow, right: VerifiedRow) => (findings: readonly ChainFinding[]): boolean =>
  [left, right].every(({ internalId }) => findings.some((finding) => finding.internalId === internalId && (finding.kind === 'reordered' || finding.kind === 'changed')));

it.each(SWAPS)('every swap of neighbours that exchanges %s is found, and both rows named', (_what, swap) => {
  const missed = Array.from({ length: EVENTS - 1 }, (_, at) => at).filter((at) => !named(row(at), row(at + 1))(tampered.swap(swap(row(at), row(at + 1)))));
  expect(missed).toEqual([]);
});

it.each(SWAPS)('10,000 random swaps that exchange %s are found, and both rows named', (_what, swap) => {
  const random = randomFrom(7);
  const missed = Array.from({ length: 10_000 }, (): [number, number] => [Math.floor(random() * EVENTS), Math.floor(random() * EVENTS)])
    .filter(([left, right]) => left !== right && !named(row(left), row(right))(tampered.swap(swap(row(left), row(right)))));
  expect(missed).toEqual([]);
});

it('neighbours of one chain that are swapped are named as reordered, before a seal too', () => {
  const chain = honest.rows.filter(({ chain: own }) => own === row(0).chain);
  const [first, second] = [chain[0] as VerifiedRow, chain[1] as VerifiedRow];
  const [left, right] = [{ ...first, number: second.number }, { ...second, number: first.number }];
  const byPlace = new Map([left, right].map((one) => [one.externalId, one]));
  const findings = verifyRows({ rows: [left, right], placeOf: (of, number) => byPlace.get(`${of}_${String(number)}`), sealed: undefined, heads: [], ended: new Set(), isErasure: () => false }, sha256);
  expect(findings.map(({ kind, internalId }) => [kind, internalId])).toEqual([['reordered', first.internalId], ['reordered', second.internalId]]);
});

it('10,000 inserted rows are found, wherever in a chain they pretend to stand', () => {
  const random = randomFrom(11);
  const missed = Array.from({ length: 10_000 }, (_, n) => {
    const before = row(Math.floor(random() * EVENTS));
    const link = random() < 0.5 ? before.hash : before.previousHash;
    const external = ['', `${before.chain}_${String(before.number)}x`, 'else_1'][Math.floor(random() * 3)] ?? '';
    const forged = rehashed({ ...before, internalId: EVENTS + 1 + (n % 900), number: before.number + Math.floor(random() * 2), previousHash: link, facts: `{"forged":${String(n)}}`, externalId: external });
    return tampered.insert(forged).some(({ kind, internalId }) => internalId === forged.internalId && (kind === 'added' || kind === 'reordered')) ? undefined : forged;
  }).filter((forged) => forged !== undefined);
  expect(missed).toEqual([]);
});

it('a row put where rows were sealed before is found', () => {
  const gap = { ...honest, rows: honest.rows.map((one) => ({ ...one, internalId: one.internalId * 2 })), seals: [], pages: [] };
  sealHistory(gap, START + EVENTS * 60_000 + 2 * HOUR);
  const forged = rehashed({ ...row(0), chain: 'forged', number: 1, previousHash: '', externalId: 'forged_1', internalId: 777 });
  expect(verifyHistory({ ...gap, rows: [...gap.rows, forged] }, [777])).toEqual([expect.objectContaining({ kind: 'added', internalId: 777 })]);
});

it('a chain cut at its end before a seal is found by what its operation tells', () => {
  const history = emptyHistory();
  for (let n = 0; n < 3; n += 1) appendTo(history, 'op', { atMs: START + n });
  expect(verifyHistory({ ...history, rows: history.rows.slice(0, 2) })).toEqual([expect.objectContaining({ kind: 'missing', chain: 'op', number: 3 })]);
});

it('one event past the head whose hash fits is unfinished work', () => {
  const history = emptyHistory();
  appendTo(history, 'op', { atMs: START });
  appendTo(history, 'op', { atMs: START + 1, tell: false });
  expect(verifyHistory(history)).toEqual([]);
});

it('a chain rewritten whole, seals and all, shows against a seal that was sent out, and against nothing in the account', () => {
  const chain = row(0).chain;
  const sent = new Map(honest.seals.map(({ number, hash }) => [number, hash]));
  let before = '';
  const rows = honest.rows.map((one) => {
    if (one.chain !== chain) return one;
    const rewritten = rehashed({ ...one, facts: '{"state":"forged"}', previousHash: before });
    before = rewritten.hash;
    return rewritten;
  });
  const last = rows.filter((one) => one.chain === chain).at(-1) as VerifiedRow;
  const forged = resealed({ ...honest, rows, heads: new Map([...honest.heads, [chain, last]]) });
  expect(verifyHistory(forged)).toEqual([]);
  const asked = { seals: forged.seals, pages: forged.pages.map(({ page }) => page), whole: true, nowMs: START + EVENTS * 60_000 + 2 * HOUR };
  expect(verifySeals(asked, sha256)).toEqual([]);
  const [first] = verifySeals({ ...asked, sentOut: sent }, sha256);
  expect(first).toMatchObject({ kind: 'rewritten', seal: 1 });
  // Without touching the seals, the first row already tells.
  expect(verifyHistory({ ...forged, pages: honest.pages }).length).toBeGreaterThan(0);
});

it('1,000 honest histories, with writers that died and seals at any time, have no finding', () => {
  fc.assert(fc.property(fc.array(fc.record({ chain: fc.nat(6), step: fc.integer({ min: 1, max: 40 * HOUR }), tell: fc.boolean(), skipIds: fc.nat(3), seal: fc.nat(4) }), { maxLength: 40 }), (steps) => {
    const history = emptyHistory();
    let nowMs = START;
    for (const { chain, step, tell, skipIds, seal } of steps) {
      nowMs += step;
      appendTo(history, `op-${String(chain)}`, { atMs: nowMs, tell, skipIds });
      if (seal === 0) sealHistory(history, nowMs + HOUR / 2);
    }
    expect(verifyHistory(history)).toEqual([]);
    expect(verifySeals({ seals: history.seals, pages: history.pages.map(({ page }) => page), whole: true, nowMs: history.seals.at(-1)?.atMs ?? nowMs }, sha256)).toEqual([]);
  }), { numRuns: 1000, seed: 3 });
});

/** A small generator of numbers in [0, 1) that a seed fixes. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
