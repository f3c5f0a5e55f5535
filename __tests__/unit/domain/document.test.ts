import fc from 'fast-check';
import {
  canonicalText, documentText, escapeToken, indentedText, isDocumentObject, keptForm, MAX_DOCUMENT_CHARACTERS, MAX_DOCUMENT_DEPTH, parseDocument, resolvePointer,
  scalarText, textOfParsedObject,
} from '../../../src/domain/document';
import { anyCharacter } from '../../support/any-character';
import { document, sha256, thrownBy } from '../../support/builders';

const canonical = (text: string) => canonicalText(parseDocument(text, ''));
const fingerprint = (text: string) => sha256(canonical(text));

/** A JSON text with the same meaning: members shuffled, white space between tokens, non-ASCII escaped at will. */
function rewritten(value: unknown, turn: number): string {
  const space = [' ', '\n', '\t ', ''][turn % 4] ?? '';
  if (Array.isArray(value)) return `[${space}${value.map((inner) => rewritten(inner, turn + 1)).join(`${space},`)}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).reverse();
    return `{${space}${members.map(([name, inner]) => `${JSON.stringify(name)}${space}:${rewritten(inner, turn + 1)}`).join(`,${space}`)}${space}}`;
  }
  if (typeof value !== 'string' || turn % 2 === 0) return JSON.stringify(value);
  return `"${[...Array(value.length).keys()].map((at) => `\\u${value.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;
}

describe('the canonical text of a document', () => {
  it.each([
    ['1.50', '1.5'], ['15e-1', '1.5'], ['0.15E+1', '1.5'], ['150e-2', '1.5'], ['100', '1e2'], ['-0', '0'], ['0.000', '0'], ['0e99', '0'],
    ['-1.0', '-1'], ['0.001', '1e-3'], ['-0.0050', '-5e-3'], ['820982911946154508', '8.20982911946154508e17'], ['1e400', '10e399'],
  ])('writes %s and %s as one number', (left, right) => {
    expect(canonical(left)).toBe(canonical(right));
  });

  it.each([
    ['1', '-1'], ['[0]', '[]'], ['0', '""'], ['820982911946154508', '820982911946154507'], ['9007199254740993', '9007199254740992'], ['0.1', '0.10000000000000000001'],
    ['1', '"1"'], ['null', '"null"'], ['{}', '[]'], ['{"a":null}', '{}'], ['["a","b"]', '["b","a"]'], ['["a,b"]', '["a","b"]'],
    ['true', '"true"'], ['{"a":1}', '{"A":1}'], ['{"":1}', '{"a":1}'], ['1e400', '1e401'],
  ])('keeps %s and %s apart', (left, right) => {
    expect(canonical(left)).not.toBe(canonical(right));
  });

  it('does not depend on member order, white space or escapes', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 4 }), fc.nat(7), (text, turn) => {
      const value: unknown = JSON.parse(text);
      expect(canonical(rewritten(value, turn))).toBe(canonical(text));
    }));
  });

  it('is the same for two values exactly where the values are equal', () => {
    const values = fc.jsonValue({ maxDepth: 3 });
    fc.assert(fc.property(values, values, (left, right) => {
      const same = JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
      expect(canonical(JSON.stringify(left)) === canonical(JSON.stringify(right))).toBe(same);
    }));
  });

  it('gives two different integer ids two fingerprints, however long they are', () => {
    const id = fc.bigInt({ min: 0n, max: 10n ** 30n });
    fc.assert(fc.property(id, id, (left, right) => {
      expect(fingerprint(`{"id":${String(left)}}`) === fingerprint(`{"id":${String(right)}}`)).toBe(left === right);
      expect(fingerprint(`{"id":${String(left)}}`) === fingerprint(`{"id":${String(left + 1n)}}`)).toBe(false);
    }));
  });

  it('writes nought as 0, and every other number as digits and a power of ten', () => {
    expect(canonical('[0, -0.0, 0e7, 1, -10, 0.050, 1.5E+3]')).toBe('[0,0,0,1e0,-1e1,5e-2,15e2]');
  });

  it('is parsed back to itself', () => {
    fc.assert(fc.property(fc.json(), (text) => {
      expect(canonical(canonical(text))).toBe(canonical(text));
    }));
  });
});

function sorted(value: unknown): unknown {
  if (Object.is(value, -0)) return 0;
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return { members: Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, sorted(inner)]) };
}

describe('the kept form of a document', () => {
  it('says the same, is ASCII and has no white space outside strings', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: anyCharacter }), fc.nat(7), (value, turn) => {
      const kept = keptForm(rewritten(value, turn));
      expect(canonical(kept)).toBe(canonical(JSON.stringify(value)));
      expect(kept).toMatch(/^[\u0020-\u007e]*$/);
      expect(kept.replace(/"(\\.|[^"\\])*"/g, '')).not.toMatch(/\s/);
    }));
  });

  it('keeps members in their order and numbers as they were written', () => {
    expect(keptForm('{ "b" : 1.50, "a" : [ 820982911946154508 , 15e-1 ], "é" : "x  y\\" : z" }')).toBe(
      '{"b":1.50,"a":[820982911946154508,15e-1],"\\u00e9":"x  y\\" : z"}',
    );
  });

  it('holds a string of half a million escapes', () => {
    const text = `{"a":"${'\\n'.repeat(240_000)}"}`;
    expect(keptForm(text)).toBe(text);
  });
});

describe('a long run of spaces', () => {
  it.each([99, 100, 101, 120_000])('of %i is kept as the same text, with a place to cut it within a hundred characters', (length) => {
    const text = JSON.stringify({ id: 1, note: ' '.repeat(length) });
    const kept = keptForm(text);
    expect(JSON.parse(kept)).toEqual(JSON.parse(text));
    expect(kept).not.toMatch(/ {100}/);
  });
});

describe('a document that cannot be taken', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

  it.each([
    ['no text', ''], ['half an object', '{"a":'], ['a comma too many', '[1,]'], ['a bare word', 'x'], ['a quote of the wrong kind', "{'a':1}"],
    ['a leading zero', '[01]'], ['a second value', '{} {}'], ['a byte order mark', '\ufeff{}'], ['a no-break space', '{}\u00a0'],
    ['a raw control character', '["\u0001"]'], ['NaN', '[NaN]'], ['an escape that is none', '["\\x"]'], ['a half escape', '["\\u12"]'],
    ['a member named twice with two values', '{"id":1,"id":2}'], ['a member named twice, one a deeper copy', '{"a":{"b":1},"a":{"b":2}}'],
    ['__proto__ named twice', '{"__proto__":1,"__proto__":2}'],
  ])('is refused as unparsable: %s', (_what, text) => {
    expect(thrownBy(() => parseDocument(text, '/documentText'))).toMatchObject({ name: 'DocketRefusal', code: 'document_unparsable', pointer: '/documentText' });
  });

  it('is taken where a member is named twice with one value', () => {
    expect(canonical('{"id":1,"id":1}')).toBe(canonical('{"id":1}'));
  });

  it.each([[MAX_DOCUMENT_DEPTH, true], [MAX_DOCUMENT_DEPTH + 1, false], [100_000, false]])('nests %i levels: taken is %s', (depth, taken) => {
    if (taken) expect(parseDocument(nested(depth), '')).toBeDefined();
    else expect(thrownBy(() => parseDocument(nested(depth), '/document'))).toMatchObject({ code: 'document_too_deep', pointer: '/document' });
  });

  it('counts no bracket inside a string, nor behind an escaped quote', () => {
    expect(parseDocument(`{"a":"${'[{'.repeat(100)}\\"${'['.repeat(100)}"}`, '')).toBeDefined();
  });

  it('counts levels, not brackets', () => {
    expect(parseDocument(`[${'[{}],'.repeat(500)}[]]`, '')).toBeDefined();
  });

  it.each([[MAX_DOCUMENT_CHARACTERS, true], [MAX_DOCUMENT_CHARACTERS + 1, false]])('has %i characters: taken is %s', (characters, taken) => {
    const text = `"${'x'.repeat(characters - 2)}"`;
    if (taken) expect(parseDocument(text, '')).toBeDefined();
    else expect(thrownBy(() => parseDocument(text, '/documentText'))).toMatchObject({ code: 'document_too_long', pointer: '/documentText' });
  });
});

describe('a text whose last string is never closed', () => {
  it.each([
    ['plain', 'x'], ['escapes', '\\\\x'], ['escaped quotes', '\\"'], ['line ends', '\\\n'], ['brackets', '['],
  ])('is found unreadable at once, with however many %s in it', (_what, unit) => {
    const text = `{"id":1,"note":"${unit.repeat(100_000)}`;
    const startedMs = performance.now();
    expect(thrownBy(() => parseDocument(text, '/documentText'))).toMatchObject({ code: 'document_unparsable' });
    // Two tries for each character would take longer than the universe has; a second is patience for a busy machine.
    expect(performance.now() - startedMs).toBeLessThan(1000);
  });
});

describe('members with names that objects already have', () => {
  const text = '{"__proto__":{"polluted":1},"constructor":2,"toString":3,"hasOwnProperty":4,"isLosslessNumber":true}';

  it('are data and nothing else', () => {
    const value = parseDocument(text, '');
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'isLosslessNumber']);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(isDocumentObject(value)).toBe(true);
    expect(scalarText(resolvePointer(value, '/__proto__/polluted'))).toBe('1');
    expect(documentText(value)).toBe(text);
  });

  it.each(['/__proto__', '/constructor', '/toString', '/a/length', '/a/map', '/a/__proto__', '/s/length'])('are found only where the document has them: %s', (pointer) => {
    expect(resolvePointer(document({ a: [1], s: 'text' }), pointer)).toBeUndefined();
  });
});

describe('a pointer', () => {
  const value = parseDocument('{"a":{"b":[10,{"c":"deep"}]},"x/y":1,"x~y":2,"":{"":3},"~1":4}', '');

  it.each([
    ['/a/b/0', '10'], ['/a/b/1/c', '"deep"'], ['/x~1y', '1'], ['/x~0y', '2'], ['//', '3'], ['/~01', '4'], ['/a/b', '[10,{"c":"deep"}]'],
  ])('%s finds %s', (pointer, found) => {
    expect(documentText(resolvePointer(value, pointer) ?? 'nothing')).toBe(found);
  });

  it.each(['/a/b/2', '/a/b/01', '/a/b/-', '/a/b/1.0', '/a/c', '/nothing/below', '/a/b/0/below'])('%s finds nothing', (pointer) => {
    expect(resolvePointer(value, pointer)).toBeUndefined();
  });

  it('counts elements beyond nine', () => {
    const list = document(Array.from({ length: 121 }, (_, index) => index));
    expect(['/10', '/11', '/120', '/121'].map((pointer) => scalarText(resolvePointer(list, pointer)))).toEqual(['10', '11', '120', undefined]);
  });

  it('of no characters is the whole', () => {
    expect(resolvePointer(value, '')).toBe(value);
  });

  it('finds any member by its escaped name', () => {
    fc.assert(fc.property(fc.string({ unit: anyCharacter }), (name) => {
      expect(scalarText(resolvePointer(document({ [name]: 'here' }), `/${escapeToken(name)}`))).toBe('here');
    }));
  });
});

describe('the text of a scalar', () => {
  it.each([['820982911946154508', '820982911946154508'], ['1.50', '1.50'], ['"x"', 'x'], ['true', 'true'], ['false', 'false']])('of %s is %s', (text, scalar) => {
    expect(scalarText(parseDocument(text, ''))).toBe(scalar);
  });

  it.each(['null', '{}', '[]'])('of %s is none', (text) => {
    expect(scalarText(parseDocument(text, ''))).toBeUndefined();
  });

  it('of nothing is none', () => {
    expect(scalarText(undefined)).toBeUndefined();
  });
});

it('a part of a document is written out with every digit', () => {
  const text = '{"b":[1.50,820982911946154508,"x",null,true],"a":{"c":-0}}';
  expect(documentText(parseDocument(text, ''))).toBe(text);
});

describe('a document that came as a parsed object', () => {
  it('is written as text where every integer is safe', () => {
    expect(textOfParsedObject({ a: [1, 1.5, 'x', null, true], b: { c: Number.MAX_SAFE_INTEGER } }, '/document')).toBe('{"a":[1,1.5,"x",null,true],"b":{"c":9007199254740991}}');
  });

  it.each([
    [{ id: 2 ** 53 }, '/document/id'], [{ a: [0, { 'x/y': -(2 ** 60) }] }, '/document/a/1/x~1y'], [{ n: JSON.parse('1e400') as number }, '/document/n'],
    [{ '~': 820982911946154508 }, '/document/~0'],
  ])('is refused at the integer that lost digits: %j', (value, pointer) => {
    expect(thrownBy(() => textOfParsedObject(value, '/document'))).toMatchObject({ code: 'integer_unsafe', pointer });
  });

  it('is refused where it nests too deep', () => {
    let value: unknown = 1;
    for (let level = 0; level < MAX_DOCUMENT_DEPTH + 5; level += 1) value = [value];
    expect(thrownBy(() => textOfParsedObject(value, '/document'))).toMatchObject({ code: 'document_too_deep' });
  });

  it('means the same as the object', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 3, noInteger: false } as fc.JsonSharedConstraints), (value) => {
      fc.pre(!/e\+/.test(JSON.stringify(value)) && safe(value));
      expect(canonical(textOfParsedObject(value, ''))).toBe(canonical(JSON.stringify(value)));
    }));
  });
});

function safe(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isInteger(value) || Number.isSafeInteger(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(safe);
}

it('shows a document over several lines with every digit, which says the same when it is read again', () => {
  const document = parseDocument('{"id":6092847193045160193,"lines":[{"rate":1.50},[],{}],"note":null,"open":true,"name":"a\\"b"}', '');
  expect(indentedText(document)).toBe('{\n  "id": 6092847193045160193,\n  "lines": [\n    {\n      "rate": 1.50\n    },\n    [],\n    {}\n  ],\n  "note": null,\n  "open": true,\n  "name": "a\\"b"\n}');
  expect(canonicalText(parseDocument(indentedText(document), ''))).toBe(canonicalText(document));
});
