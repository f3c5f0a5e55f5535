import fc from 'fast-check';
import { equals, parseDecimal } from '../../../src/domain/decimal';
import type { FieldValue } from '../../../src/domain/transform';
import { keptForm } from '../../../src/domain/document';
import { currentValue, nativeValue } from '../../../src/gateways/field-values';
import { CHARACTERS_THAT_FIT, fitText, fitTextArea, splitLongText } from '../../../src/gateways/fit-field';
import { boundList, placeholders, rowNumber, rowText } from '../../../src/gateways/query-rows';
import { observeError } from '../../../src/gateways/suitescript-error';
import { referenceTable, targetKind } from '../../../src/gateways/target-kinds';
import { decimals } from '../../support/builders';

/** Texts of any length in any script, with control characters, and halves of pairs. */
const anyText = fc.tuple(fc.string({ unit: 'binary', maxLength: 30 }), fc.integer({ min: 0, max: 300 })).map(([text, times]) => text.repeat(times));
const CUT = '...[cut]';

/** Bytes in a database that stores each half of a pair by itself, which is the most that any takes. */
const mostBytes = (text: string) => [...Array(text.length).keys()].reduce((sum, at) => sum + Buffer.byteLength(text[at]!, 'utf8'), 0);

const hasHalfPair = (text: string) => /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);

describe('a text that is fitted into its field', () => {
  it('has at most 300 characters, or 4,000 bytes, whatever it was', () => {
    fc.assert(fc.property(anyText, (text) => {
      expect(fitText(text).length).toBeLessThanOrEqual(300);
      expect(mostBytes(fitTextArea(text))).toBeLessThanOrEqual(4000);
    }));
  });

  it('is untouched where it fits and is printable, and says so where it was cut', () => {
    fc.assert(fc.property(anyText, (text) => {
      const clean = !/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/.test(text);
      if (clean && text.length <= 300) expect(fitText(text)).toBe(text);
      if (clean && mostBytes(text) <= 4000) expect(fitTextArea(text)).toBe(text);
      if (text.length > 300) expect(fitText(text).endsWith(CUT)).toBe(true);
      if (text.length > 4000) expect(fitTextArea(text).endsWith(CUT)).toBe(true);
    }));
  });

  it('has no control character but line breaks and tabs', () => {
    fc.assert(fc.property(anyText, (text) => {
      expect(fitText(text) + fitTextArea(text)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/);
    }));
    expect(fitText('a\tb\nc\u0000d\u000be')).toBe('a\tb\nc d e');
  });

  it('is never cut through a pair of surrogates', () => {
    for (let at = 0; at < 4; at += 1) {
      const text = `${'x'.repeat(at)}${'😀'.repeat(2000)}`;
      expect(hasHalfPair(fitText(text))).toBe(false);
      expect(hasHalfPair(fitTextArea(text))).toBe(false);
    }
  });

  it('keeps most of what the field can hold', () => {
    expect(fitText('x'.repeat(301))).toHaveLength(300);
    expect(fitTextArea('x'.repeat(4001))).toHaveLength(4000);
    expect(Buffer.byteLength(fitTextArea('库'.repeat(4000)), 'utf8')).toBeGreaterThan(3500);
  });
});

describe('a long text that is split', () => {
  it('is whole again when put together, in parts that fit', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 480_000 }), fc.array(fc.nat(480_000), { maxLength: 20 }), (length, spaces) => {
      const characters = Array.from({ length }, () => 'x');
      for (const at of [...spaces, 99_999, 100_000, 199_998]) if (at < length) characters[at] = ' ';
      const text = characters.join('');
      const parts = splitLongText(text, 5) ?? [];
      expect(parts.join('').replaceAll('\\u0020', ' ')).toBe(text);
      expect(parts.length).toBeLessThanOrEqual(5);
      expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(100_000);
    }), { numRuns: 30 });
  });

  it('has no cut beside a space, which a field might trim', () => {
    const parts = splitLongText(`${'x'.repeat(99_995)}          ${'y'.repeat(150_000)}`, 5) ?? [];
    expect(parts.slice(0, -1).map((part) => part.at(-1))).not.toContain(' ');
    expect(parts.slice(1).map((part) => part[0])).not.toContain(' ');
  });

  const padding = fc.constantFrom(' a', 'a ', ' ', 'a', '  b', `${' '.repeat(99)}x`, '\\\\ ', '\\" ', '\\u00e9 \\n');

  /** A JSON text of exactly this many characters, of these units over and over. */
  const jsonOf = (unit: string, length: number, shift: number): string => {
    const kept = keptForm(`{"a":"${'y'.repeat(shift)}${unit}"}`).slice(6, -2);
    const fits = Math.floor((length - 8 - shift) / (kept.length - shift));
    const text = `{"a":"${'y'.repeat(shift)}${kept.slice(shift).repeat(Math.max(0, fits))}`;
    return `${text}${'z'.repeat(length - 2 - text.length)}"}`;
  };

  it('is stored whole wherever its spaces lie, or refused before; nothing up to the limit that always fits is refused', () => {
    const lengths = fc.constantFrom(100_001, 199_990, 400_010, 499_900, CHARACTERS_THAT_FIT, CHARACTERS_THAT_FIT + 1, 500_000);
    fc.assert(fc.property(fc.array(padding, { minLength: 1, maxLength: 6 }), lengths, fc.nat(60), (units, length, shift) => {
      const text = jsonOf(units.join(''), length, shift);
      const parts = splitLongText(text, 5);
      if (parts === undefined) {
        expect(text.length).toBeGreaterThan(CHARACTERS_THAT_FIT);
        return;
      }
      expect(JSON.parse(parts.join('')) as unknown).toEqual(JSON.parse(text));
      expect(parts.length).toBeLessThanOrEqual(5);
      expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(100_000);
      expect(parts.filter((part) => part.startsWith(' ') || part.endsWith(' '))).toEqual([]);
    }), { numRuns: 60 });
  });

  it.each([[0, 1], [100_000, 1], [100_001, 2], [500_000, 5]])('of %i characters takes %i fields', (characters, fields) => {
    expect(splitLongText('x'.repeat(characters), 5)).toHaveLength(fields);
  });

  it('that does not fit is refused', () => {
    expect(splitLongText('x'.repeat(500_001), 5)).toBeUndefined();
  });
});

describe('a value as N/record takes it', () => {
  it.each<[FieldValue | null, unknown]>([
    [null, ''], [{ kind: 'text', text: 'x' }, 'x'], [{ kind: 'integer', integer: 3 }, 3], [{ kind: 'boolean', boolean: false }, false],
    [{ kind: 'record', recordType: 'item', internalId: 7 }, 7], [{ kind: 'decimal', decimal: '-199.01' }, -199.01],
  ])('%j is %p', (value, native) => {
    expect(nativeValue(value)).toBe(native);
  });

  it('is a date at midnight of the script\'s own zone', () => {
    expect(nativeValue({ kind: 'date', date: '2026-02-28' })).toEqual(new Date(2026, 1, 28));
  });

  it('is a number only where that stands for exactly the amount', () => {
    fc.assert(fc.property(decimals(12), ({ text }) => {
      const write = () => nativeValue({ kind: 'decimal', decimal: text });
      if (equals(text, parseDecimal(String(Number(text))) ?? 'x')) expect(write()).toBe(Number(text));
      else expect(write).toThrow(RangeError);
    }));
    expect(() => nativeValue({ kind: 'decimal', decimal: '9007199254740993' })).toThrow('more digits than a number field can hold');
  });

  it('comes back as the rules compare it', () => {
    expect([currentValue('x'), currentValue(1.5), currentValue(false), currentValue(null), currentValue(undefined), currentValue([]), currentValue({})]).toEqual(['x', 1.5, false, null, null, null, null]);
    expect(currentValue(new Date(2026, 1, 3, 23, 59))).toBe('2026-02-03');
    expect(currentValue(new Date(99, 0, 1))).toBe('1999-01-01');
  });

  it('is the same date on the way in and out', () => {
    fc.assert(fc.property(fc.date({ min: new Date(1900, 0, 1), max: new Date(2200, 0, 1), noInvalidDate: true }), (date) => {
      const text = currentValue(new Date(date.getFullYear(), date.getMonth(), date.getDate()));
      expect(currentValue(nativeValue({ kind: 'date', date: String(text) }))).toBe(text);
    }));
  });
});

describe('rows of a query', () => {
  it('are read as text, numbers, or nothing', () => {
    const row = { a: 'x', n: 5, t: '17', e: '', z: null, o: {}, b: true };
    expect(['a', 'n', 'b', 'z', 'o', 'none'].map((column) => rowText(row, column))).toEqual(['x', '5', 'true', '', '', '']);
    expect(['n', 't', 'e', 'z'].map((column) => rowNumber(row, column))).toEqual([5, 17, undefined, undefined]);
  });

  it('are asked for with as many marks as values, and lists in few lengths', () => {
    expect(placeholders(3)).toBe('?, ?, ?');
    expect(boundList(['a', 'b', 'c'])).toEqual({ sql: '?, ?, ?, ?', parameters: ['a', 'b', 'c', 'c'] });
    fc.assert(fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 200 }), (values) => {
      const { sql, parameters } = boundList(values);
      expect(sql.split('?')).toHaveLength(parameters.length + 1);
      expect(new Set(parameters)).toEqual(new Set(values));
      expect(Math.log2(parameters.length) % 1).toBe(0);
    }));
  });
});

it.each([
  [{ name: 'X', message: 'y' }, { name: 'X', message: 'y' }], ['text', { name: 'UNKNOWN', message: 'text' }], [null, { name: 'UNKNOWN', message: 'null' }],
  [{ message: 'y' }, { name: 'UNKNOWN', message: 'y' }], [{ name: '', message: 5 }, { name: 'UNKNOWN', message: '' }], [new RangeError('z'), { name: 'RangeError', message: 'z' }],
])('whatever was thrown has a name and a message: %p', (thrown, observed) => {
  expect(observeError(thrown)).toEqual(observed);
});

it.each(['salesrep', 'toString', '__proto__', ''])('a record type that Docket does not write is refused: "%s"', (recordType) => {
  expect(() => targetKind(recordType)).toThrow(`does not write records of type "${recordType}"`);
});

it.each([['item', 'displayname'], ['employee', 'email'], ['item', 'itemid; DROP'], ['toString', 'length'], ['constructor', 'name']])('%s is not looked up by %s: no identifier comes from a document', (record, column) => {
  expect(() => referenceTable(record, column)).toThrow(`does not look up "${record}" by "${column}"`);
});
