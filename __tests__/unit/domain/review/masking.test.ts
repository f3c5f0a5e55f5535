import { parseDocument } from '../../../../src/domain/document';
import { maskedDocument } from '../../../../src/domain/review/masked-document';
import { masked, sensitivityOf, sensitivityOfText } from '../../../../src/domain/review/masking';
import { ownershipWords } from '../../../../src/domain/review/ownership-words';
import type { RowKind } from '../../../../src/domain/map';

const MASK = '••••';

describe('what a path holds', () => {
  it.each([
    ['/email', 'personal'], ['/customer/firstName', 'personal'], ['/shipping_address/city', 'personal'], ['/customer/default_address/phone', 'personal'], ['/billing_address/address1', 'personal'], ['/client-ip', 'personal'],
    ['/bank/iban', 'bank'], ['/payment_method_details/card/last4', 'bank'], ['/account_number', 'bank'], ['/customer_tax_ids/0/value', 'tax'], ['/vatNumber', 'tax'],
    ['/shipping_address/country', undefined], ['/customer/id', undefined], ['/company', undefined], ['/discount', undefined], ['/total_tax', undefined], ['/lines/0/sku', undefined], ['/description', undefined], ['', undefined],
  ])('%s: %s', (path, kind) => {
    expect(sensitivityOf(path)).toBe(kind);
  });
});

it.each([['', ''], ['Wren', MASK], ['12345678', MASK], ['DE89370400440532013000', `${MASK}00`]])('"%s" is shown as "%s"', (value, shown) => {
  expect(masked(value)).toBe(shown);
});

describe('what a text shows by itself', () => {
  it.each([
    ['write to wren@larkspur.example today', 'personal'], ['DE89370400440532013000', 'bank'], ['DE89 3704 0044 0532 0130 00', 'bank'], ['pay to GB82 WEST 1234 5698 7654 32 BY FRIDAY', 'bank'], ['4111 1111 1111 1111', 'bank'],
    ['card 4111-1111-1111-1111.', 'bank'], ['378282246310005', 'bank'], ['5555555555554444', 'bank'],
    ['DE89370400440532013001', undefined], ['4111111111111112', undefined], ['820982911946154508', undefined], ['41111111111111111', undefined], ['3111111111111117', undefined], ['411111111111111', undefined], ['wren at larkspur.example', undefined],
    ['user@host', undefined], ['XX12', undefined], ['', undefined],
  ])('"%s": %s', (text, kind) => {
    expect(sensitivityOfText(text)).toBe(kind);
  });

  it('of the first 100,000 characters, in no time', () => {
    expect(sensitivityOfText(`${'x'.repeat(99_000)} wren@larkspur.example`)).toBe('personal');
    expect(sensitivityOfText(`${'x@'.repeat(250_000)}wren@larkspur.example`)).toBeUndefined();
    expect(sensitivityOfText('A1 '.repeat(160_000))).toBeUndefined();
  });
});

it('a value that shows what it is is hidden wherever it stands, and an id beside it is not', () => {
  const document = parseDocument('{"note": "call wren@larkspur.example", "reference": "DE89370400440532013000", "code": 4111111111111111, "id": 820982911946154508}', '');
  expect(JSON.parse(JSON.stringify(maskedDocument(document)))).toMatchObject({ note: `${MASK}le`, reference: `${MASK}00`, code: `${MASK}11` });
  expect(JSON.stringify(maskedDocument(document))).not.toContain('wren@');
});

it('a document keeps its structure, and hides every value that is not for everybody', () => {
  const document = parseDocument('{"id": 12345678901234567890, "email": "wren@larkspur.example", "phone": 5551234, "lines": [{"sku": "A", "address": [null, true, "x"]}], "note": null}', '');
  expect(JSON.parse(JSON.stringify(maskedDocument(document)))).toEqual({ id: expect.anything() as unknown, email: `${MASK}le`, phone: MASK, lines: [{ sku: 'A', address: [null, true, MASK] }], note: null });
});

describe('who may change a field', () => {
  it.each<[RowKind, string, string]>([
    ['authoritative', 'shop', 'shop alone: a change made in NetSuite is overwritten by its next document.'], ['authoritative', 'netsuite', 'NetSuite users alone: where a document says otherwise, a person is asked.'],
    ['shared', 'shop', 'shop and NetSuite users: whoever changed it since has its way; where both did, a person is asked.'], ['copy', 'shop', 'shop alone: NetSuite holds a copy for convenience.'],
    ['copy', 'crm', 'crm alone: NetSuite holds a copy; where a document says otherwise, a person is asked.'], ['create_only', 'shop', 'shop when the record is made; NetSuite users from then on.'], ['never_inbound', 'netsuite', 'NetSuite users alone: no document writes it.'],
  ])('%s of %s', (kind, owner, words) => {
    expect(ownershipWords({ kind, owner, onConflict: 'review' }, 'shop')).toBe(words);
  });
});
