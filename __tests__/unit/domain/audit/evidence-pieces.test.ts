import fc from 'fast-check';
import { partName, periodManifest, piecesOf } from '../../../../src/domain/audit/evidence';
import { sha256 } from '../../../support/builders';

describe('the pieces of a text', () => {
  it('make it again, are no longer than a field, and begin and end with no space where they can', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('a', ' ', '"', '{'), { maxLength: 200 }), fc.integer({ min: 2, max: 20 }), (characters, most) => {
      const text = characters.join('');
      const pieces = piecesOf(text, most);
      expect(pieces.join('')).toBe(text);
      expect(pieces.every((piece) => piece.length > 0 && piece.length <= most)).toBe(true);
    }));
    expect(piecesOf('aaa  bbb', 4)).toEqual(['aa', 'a  b', 'bb']);
    expect(piecesOf('')).toEqual([]);
  });
});

it('the manifest of a period names each part by its file, and carries its own hash', () => {
  const about = { account: 'A', subject: 'Nov', madeBy: 'user 1', made: '2026-12-01', product: '1', statement: '{}', name: 'rq-1' };
  const { manifest, manifestSha256, format } = JSON.parse(periodManifest(about, [{ part: 1, sha256: 'f', characters: 3, operations: 2 }], sha256)) as { readonly manifest: string; readonly manifestSha256: string; readonly format: string };
  expect([format, manifestSha256]).toEqual(['docket-period/1', sha256(manifest)]);
  expect(JSON.parse(manifest)).toMatchObject({ parts: [{ part: 1, name: 'docket-period-rq-1-part-0001.json' }] });
  expect(partName('rq-1', 0)).toBe('docket-period-rq-1.json');
});
