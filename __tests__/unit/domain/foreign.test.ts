import { isForeign } from '../../../src/domain/foreign';

it.each([['', false], ['1234567_SB1', false], ['1234567', true], ['1234567_SB2', true]])('an operation that account "%s" took is another account\'s in 1234567_SB1: %s', (takenBy, foreign) => {
  expect(isForeign(takenBy, '1234567_SB1')).toBe(foreign);
});
