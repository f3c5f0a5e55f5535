import fc from 'fast-check';
import { chainEvent, eventHash, hashOver, valuesHashOf } from '../../../src/domain/event-chain';
import type { ChainEvent, ChainHead, EventContent } from '../../../src/domain/event-chain';
import { sha256 } from '../../support/builders';

const CONTENT: EventContent = { chain: 'op', kind: 'outcome', atMs: 1000, actor: 'user 5 as role', salt: 'ab', facts: '{"state":"applied"}', values: '{"name":"Bob"}' };
const NEW: ChainHead = { number: 0, hash: '' };

it('an event stands behind the head it was chained to, and carries its hash', () => {
  const first = chainEvent(CONTENT, NEW, sha256);
  const second = chainEvent({ ...CONTENT, kind: 'key_reused' }, first, sha256);
  expect([first.number, first.previousHash, second.number, second.previousHash]).toEqual([1, '', 2, first.hash]);
  expect(eventHash(first, sha256)).toBe(first.hash);
  expect(eventHash(second, sha256)).toBe(second.hash);
  expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
});

it('the hash is that of the previous hash, the facts, and the hash of salt and values', () => {
  const facts = JSON.stringify(['op', 1, 'outcome', 1000, 'user 5 as role', '{"state":"applied"}']);
  expect(chainEvent(CONTENT, NEW, sha256).hash).toBe(sha256(`\n${facts}\n${sha256('ab\n{"name":"Bob"}')}`));
});

const CHANGES: readonly Partial<ChainEvent>[] = [
  { chain: 'other' }, { number: 2 }, { kind: 'key_reused' }, { atMs: 1001 }, { actor: 'user 6 as role' }, { previousHash: 'x' }, { salt: 'ac' }, { facts: '{"state":"refused"}' }, { values: '{"name":"Rob"}' },
];

it.each(CHANGES)('a change of %j changes the hash', (change) => {
  const event = chainEvent(CONTENT, NEW, sha256);
  expect(eventHash({ ...event, ...change }, sha256)).not.toBe(event.hash);
});

it('every member but the hash itself is covered, and the hash of values by the values', () => {
  expect([...CHANGES.flatMap((change) => Object.keys(change)), 'hash', 'valuesHash'].sort()).toEqual(Object.keys(chainEvent(CONTENT, NEW, sha256)).sort());
});

it('moving characters from one member to its neighbour changes the hash', () => {
  const content = fc.record({ chain: fc.string(), kind: fc.constant('outcome' as const), atMs: fc.nat(), actor: fc.string(), salt: fc.stringMatching(/^[0-9a-f]*$/), facts: fc.json(), values: fc.json() });
  fc.assert(fc.property(content, content, (left, right) => {
    fc.pre(JSON.stringify(left) !== JSON.stringify(right));
    expect(chainEvent(left, NEW, sha256).hash).not.toBe(chainEvent(right, NEW, sha256).hash);
  }));
});

it('a dropped, swapped or changed event breaks the chain', () => {
  const chain: ChainEvent[] = [];
  for (let at = 0; at < 5; at += 1) chain.push(chainEvent({ ...CONTENT, facts: String(at) }, chain.at(-1) ?? NEW, sha256));
  expect(verifies(chain)).toBe(true);
  expect(verifies(chain.filter((_, at) => at !== 2))).toBe(false);
  expect(verifies([chain[1]!, chain[0]!, ...chain.slice(2)])).toBe(false);
  expect(verifies(chain.map((event, at) => (at === 3 ? { ...event, values: '{}' } : event)))).toBe(false);
});

function verifies(chain: readonly ChainEvent[]): boolean {
  return chain.every((event, at) => event.number === at + 1 && event.previousHash === (chain[at - 1]?.hash ?? '') && eventHash(event, sha256) === event.hash);
}

it('an event of whose values no more than the hash is known has the same hash', () => {
  const event = chainEvent(CONTENT, NEW, sha256);
  expect(event.valuesHash).toBe(valuesHashOf(CONTENT, sha256));
  expect(hashOver(event, sha256)).toBe(event.hash);
  expect(hashOver({ ...event, valuesHash: valuesHashOf({ salt: 'ab', values: '{}' }, sha256) }, sha256)).not.toBe(event.hash);
});
