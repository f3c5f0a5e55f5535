import * as fc from 'fast-check';
import { mismatches } from '../../../../src/domain/review/linked-record';
import type { ComparedDocument, LinkedRecord } from '../../../../src/domain/review/linked-record';

const documentOf = (changes: Partial<ComparedDocument> = {}): ComparedDocument => ({ recordType: 'invoice', amount: '100.00', currency: 'EUR', party: 'Bob', subsidiary: 1, ...changes });
const linkedOf = (changes: Partial<LinkedRecord> = {}): LinkedRecord => ({ recordType: 'invoice', total: '100', currency: 'EUR', party: ['BOB '], subsidiary: 1, ...changes });

it.each<[string, Partial<ComparedDocument>, Partial<LinkedRecord>, readonly string[]]>([
  ['the same', {}, {}, []],
  ['the same with the other sign', { amount: '-100' }, {}, []],
  ['the same with the other sign in the books', {}, { total: '-100' }, []],
  ['another total', {}, { total: '99.99' }, ['the document comes to 100 EUR, the record to 99.99 EUR']],
  ['as much in another currency', {}, { currency: 'USD' }, ['the document comes to 100 EUR, the record to 100 USD']],
  ['as much in the same currency, written otherwise', { currency: ' eur ' }, {}, []],
  ['as much, of a document without a currency', { currency: '' }, {}, []],
  ['as much, in a currency that is not known', {}, { currency: '' }, []],
  ['another total, of a document without a currency', { currency: '' }, { total: '1', currency: '' }, ['the document comes to 100, the record to 1']],
  ['another type', {}, { recordType: 'creditmemo' }, ['such documents become a invoice, the record is a creditmemo']],
  ['some type, of a document that no rule is for', { recordType: '' }, {}, []],
  ['no total', {}, { total: undefined }, []],
  ['no amount in the document', { amount: '' }, {}, []],
  ['an amount that is none', { amount: 'much' }, {}, []],
  ['another party', { party: ' Bob ' }, { party: ['Ann', 'ann@example.com'] }, ['the document names "Bob", the record "Ann" or "ann@example.com"']],
  ['a very long party', { party: 'b'.repeat(70) }, { party: ['a'.repeat(70)] }, [`the document names "${'b'.repeat(60)}", the record "${'a'.repeat(60)}"`]],
  ['one of several names', { party: 'ann@example.com' }, { party: ['Ann', 'ann@example.com'] }, []],
  ['no party in the document', { party: ' ' }, { party: ['Ann'] }, []],
  ['no party on the record', {}, { party: [] }, []],
  ['another subsidiary', {}, { subsidiary: 2 }, ['the document belongs to subsidiary 1, the record to 2']],
  ['no subsidiary in the document', { subsidiary: undefined }, {}, []],
  ['no subsidiary on the record', {}, { subsidiary: undefined }, []],
  ['everything else', {}, { total: '1', party: ['Ann'], subsidiary: 2 }, ['the document comes to 100 EUR, the record to 1 EUR', 'the document names "Bob", the record "Ann"', 'the document belongs to subsidiary 1, the record to 2']],
])('a record that says %s is compared', (_what, document, linked, words) => {
  expect(mismatches(documentOf(document), linkedOf(linked))).toEqual(words);
});

it('a difference is told in exactly the amounts that differ without their sign', () => {
  const cents = fc.integer({ min: -500, max: 500 });
  fc.assert(fc.property(cents, cents, (one, other) => {
    const told = mismatches(documentOf({ amount: (one / 100).toFixed(2) }), linkedOf({ total: String(other / 100) }));
    expect(told).toHaveLength(Math.abs(one) === Math.abs(other) ? 0 : 1);
  }));
});
