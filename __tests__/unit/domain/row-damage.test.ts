import fc from 'fast-check';
import { FARTHEST_MS, rowDamage, stateNamed } from '../../../src/domain/row-damage';
import type { RowFacts } from '../../../src/domain/row-damage';
import { isMachineDue, isSettled, STATES } from '../../../src/domain/states';

const NOW = Date.UTC(2026, 0, 5, 12);
const SOUND: RowFacts = { state: 'accepted', operationId: 'a1', dueMs: NOW, leaseMs: NOW, attempts: 1, receivedMs: NOW, documentCharacters: 17, documentKept: true, head: 2, headThere: true };

it('a text names a state or none', () => {
  expect(STATES.map(stateNamed)).toEqual([...STATES]);
  expect(stateNamed('Accepted')).toBeUndefined();
});

describe('a row of the operation log', () => {
  it('that Docket wrote is not damaged', () => {
    expect(rowDamage(SOUND, NOW)).toBeUndefined();
    expect(rowDamage({ ...SOUND, head: 0, headThere: false, leaseMs: undefined, documentKept: undefined }, NOW)).toBeUndefined();
    expect(rowDamage({ ...SOUND, state: 'needs_review', dueMs: undefined }, NOW)).toBeUndefined();
  });

  it.each<[string, Partial<RowFacts>, RegExp]>([
    ['without a state', { state: '' }, /no state/], ['in no known state', { state: 'done' }, /"done"/], ['in a state of another case', { state: 'Accepted' }, /"Accepted"/],
    ['without an operation id', { operationId: '' }, /no operation id/], ['without a document', { documentKept: false }, /no document/],
    ['that counts no characters', { documentCharacters: undefined }, /no document/], ['that counts none at all', { documentCharacters: 0 }, /no document/], ['that counts fewer than none', { documentCharacters: -3 }, /no document/],
    ['that is due at no time', { dueMs: undefined }, /no time says/], ['that is due too far ahead', { dueMs: NOW + FARTHEST_MS + 1 }, /due time/], ['that is leased too far ahead', { leaseMs: NOW + FARTHEST_MS + 1 }, /lease/],
    ['tried a negative number of times', { attempts: -1 }, /attempts, -1/], ['tried too often', { attempts: 1001 }, /attempts, 1001/], ['tried no number of times', { attempts: undefined }, /attempts, empty/],
    ['received at no time', { receivedMs: undefined }, /receipt, empty/], ['received tomorrow', { receivedMs: NOW + FARTHEST_MS + 1 }, /receipt/], ['received half a millisecond in', { receivedMs: 0.5 }, /receipt/],
    ['due before time began', { dueMs: -1 }, /no time/], ['leased until before time began', { leaseMs: -1 }, /no time/],
    ['whose last event has a negative number', { head: -1 }, /last event, -1/], ['whose last event has none', { head: undefined }, /last event, empty/], ['whose last event is not there', { headThere: false }, /Event 2/],
  ])('%s is damaged, and it is said how', (_how, changes, words) => {
    expect(rowDamage({ ...SOUND, ...changes }, NOW)).toMatch(words);
  });

  it('is due as far ahead as a policy allows', () => {
    expect(rowDamage({ ...SOUND, dueMs: NOW + FARTHEST_MS, leaseMs: NOW + FARTHEST_MS }, NOW)).toBeUndefined();
  });

  it('that is settled is the chain\'s to prove, whatever it holds', () => {
    for (const state of STATES.filter(isSettled)) expect(rowDamage({ ...SOUND, state, operationId: '', attempts: -1 }, NOW)).toBeUndefined();
  });

  it('is sound or told of in words, whatever stands in it', () => {
    const number = fc.option(fc.oneof(fc.integer(), fc.double(), fc.constant(NOW)), { nil: undefined });
    const row: fc.Arbitrary<RowFacts> = fc.record({
      state: fc.oneof(fc.constantFrom(...STATES), fc.string()), operationId: fc.string(), dueMs: number, leaseMs: number, attempts: number, receivedMs: number, documentCharacters: number,
      documentKept: fc.option(fc.boolean(), { nil: undefined }), head: number, headThere: fc.option(fc.boolean(), { nil: undefined }),
    });
    fc.assert(fc.property(row, (facts) => {
      const words = rowDamage(facts, NOW);
      if (words !== undefined) expect(words).toMatch(/^(Its?|Event|The) .+\.$/s);
      // A machine never meets a row that nobody and nothing would look at again.
      else if (isMachineDue(facts.state as 'accepted')) expect(facts.dueMs).toBeLessThanOrEqual(NOW + FARTHEST_MS);
    }));
  });
});
