import fc from 'fast-check';

/**
 * Every character that can stand in a text, the plain ones most often. For the `unit` of a text: fast-check's own 'binary'
 * takes a second to get ready, in every test file anew.
 */
export const anyCharacter: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xff }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 0xd7ff }) },
  { weight: 1, arbitrary: fc.integer({ min: 0xe000, max: 0x10ffff }) },
).map((code) => String.fromCodePoint(code));
