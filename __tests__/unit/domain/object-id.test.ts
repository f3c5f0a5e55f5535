import fc from 'fast-check';
import { parseDocument } from '../../../src/domain/document';
import type { DocumentValue } from '../../../src/domain/document';
import { targetExternalId } from '../../../src/domain/identity';
import { idText } from '../../../src/domain/object-id';
import { locateObject, mapObject } from '../../../src/domain/mapping';
import { planReferences } from '../../../src/domain/references';
import { compiled, row, sha256 } from '../../support/builders';

const read = (json: string): DocumentValue => parseDocument(json, '');

describe('the id of an object', () => {
  it.each([
    ['100', '100'], ['1e2', '100'], ['100.0', '100'], ['1.00E+2', '100'], ['1.5e1', '15'], ['0.5', '0.5'], ['-7', '-7'],
    ['820982911946154508', '820982911946154508'], ['1234567890123456789012345678901234567890', '1234567890123456789012345678901234567890'], ['1e999', '1e999'],
    ['"007"', '007'], ['"1e2"', '1e2'], ['" 7 "', '7'], ['true', 'true'], ['""', ''],
  ])('that stands as %s is %s', (json, id) => {
    expect(idText(read(json))).toBe(id);
  });

  it.each(['null', '[]', '{}'])('is nothing where %s stands', (json) => {
    expect(idText(read(json))).toBeUndefined();
  });

  it('is one for one number, however it is written, and keeps every digit of an integer', () => {
    fc.assert(fc.property(fc.bigInt(1n, 10n ** 25n), fc.integer({ min: 0, max: 3 }), (value, shift) => {
      const written = `${value.toString()}${'0'.repeat(shift)}`;
      expect([written, `${value.toString()}e${shift}`, `${written}.0`].map((json) => idText(read(json)))).toEqual([written, written, written]);
    }));
  });

  it('is the same wherever a document carries it: as its own, embedded, named, and as the key of a line', () => {
    const customer = compiled([row({ code: 'c', target: 'companyname', path: '/name' })], { documentType: 'customer', target: 'customer' });
    const map = compiled([
      row({ target: 'entity', path: '/customer', transform: { kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer' } }),
      row({ code: 'l', lines: 'items', target: 'quantity', path: '/quantity', transform: { kind: 'integer' } }),
    ], { lines: [{ name: 'items', sublist: 'item', each: '/lines', key: '/id' }] });
    const names = { externalIdOf: (documentType: string, id: string) => targetExternalId('shop', documentType, id, sha256), valueMapIdOf: () => '' };
    const facts = (document: string) => {
      const object = read(document);
      const mapped = mapObject(map, object, {});
      const { planned } = planReferences(mapped.needs, () => customer, names);
      return [locateObject(map.rule, object)?.externalId, planned.map(({ query }) => query.value), mapped.lines.map(({ key }) => key)];
    };
    const same = ['100', '["shop_customer_100"]', '["100"]'];
    expect(facts('{"id":1e2,"customer":{"id":1.0e2},"lines":[{"id":100.0,"quantity":1}]}').map((fact) => (typeof fact === 'string' ? fact : JSON.stringify(fact)))).toEqual(same);
    expect(facts('{"id":100,"customer":1e2,"lines":[{"id":100,"quantity":1}]}').map((fact) => (typeof fact === 'string' ? fact : JSON.stringify(fact)))).toEqual(same);
  });
});
