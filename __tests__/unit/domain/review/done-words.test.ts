import fc from 'fast-check';
import type { ActionKind } from '../../../../src/domain/review/action-kinds';
import { doneWords, triedSoFar, triedWords } from '../../../../src/domain/review/done-words';
import { STATES } from '../../../../src/domain/states';
import type { OperationState } from '../../../../src/domain/states';

it.each<[ActionKind, OperationState, string]>([
  ['redrive', 'retry_scheduled', 'It is due to be tried again now.'],
  ['redrive', 'needs_review', 'It needs review now.'],
  ['discard', 'discarded', 'It is discarded now.'],
  ['resolve_elsewhere', 'resolved_elsewhere', 'It is resolved elsewhere now.'],
  ['reopen', 'needs_review', 'It needs review now.'],
  ['note', 'needs_review', 'The note stands in its history.'],
  ['assign', 'needs_review', 'Its owner is set.'],
  ['snooze', 'needs_review', 'It is out of the way until then, and comes back by itself.'],
  ['wake', 'needs_review', 'It is back in the queue.'],
  ['escalate', 'needs_review', 'It is marked for them.'],
])('%s of what is then %s is told as "%s"', (kind, state, words) => {
  expect(doneWords(kind, state)).toBe(words);
});

it('says of every state a whole sentence', () => {
  for (const state of STATES) expect(doneWords('redrive', state)).toMatch(/^It (?:is [a-z ]+|needs review|waits) now\.$/i);
});

describe('a release that goes on', () => {
  it('counts on from what was told of it, whatever stands before', () => {
    fc.assert(fc.property(fc.nat(5000), fc.nat(5000), fc.string(), (count, left, before) => {
      expect(triedSoFar(`${before} ${triedWords(count)}; 1 skipped: it has changed; ${String(left)} to come.`)).toBe(count);
      expect(triedSoFar(`${triedWords(count)}; ${String(left)} to come.`)).toBe(count);
    }));
  });

  it.each(['', 'UNEXPECTED_ERROR: x. It is tried once more within a quarter of an hour.', '7 tried again; the cause is closed.'])('begins with nothing behind "%s"', (told) => {
    expect(triedSoFar(told)).toBe(0);
  });
});
