import { MAX_DOCUMENT_CHARACTERS } from '../../../src/domain/document';
import { CONTRACT, MAX_KEY_CHARACTERS, readSender, readSubmission } from '../../../src/domain/envelope';
import { isRefusal, REFUSAL_CODES } from '../../../src/domain/refusal';
import { thrownBy } from '../../support/builders';

const TEXT = '{ "id": 820982911946154508, "note": "é" }';
const BODY = { contract: '1', source: 'shop', documentType: 'order', idempotencyKey: 'k-1', documentText: TEXT };

const read = (body: unknown) => readSubmission(body, readSender(body));

const without = (name: string) => Object.fromEntries(Object.entries(BODY).filter(([member]) => member !== name));

const deep = (depth: number): unknown => (depth === 0 ? 1 : [deep(depth - 1)]);

interface Row {
  readonly what: string;
  readonly body: unknown;
  readonly code: (typeof REFUSAL_CODES)[number];
  readonly pointer: string;
}

const refused = (what: string, body: unknown, code: Row['code'], pointer: string): Row => ({ what, body, code, pointer });
const changed = (what: string, changes: object, code: Row['code'], pointer: string): Row => refused(what, { ...BODY, ...changes }, code, pointer);

const ROWS: readonly Row[] = [
  refused('nothing', undefined, 'not_an_object', ''),
  refused('null', null, 'not_an_object', ''),
  refused('a text', '{"contract":"1"}', 'not_an_object', ''),
  refused('a list', [BODY], 'not_an_object', ''),
  refused('a number', 1, 'not_an_object', ''),
  changed('a member it has not', { priority: 1 }, 'unknown_member', '/priority'),
  changed('a member with a slash', { 'a/b~c': 1 }, 'unknown_member', '/a~1b~0c'),
  refused('a member named __proto__', JSON.parse('{"contract":"1","__proto__":{"source":"shop"}}'), 'unknown_member', '/__proto__'),
  changed('another contract', { contract: '2' }, 'contract_unsupported', '/contract'),
  changed('the contract as a number', { contract: 1 }, 'contract_unsupported', '/contract'),
  refused('no contract', without('contract'), 'contract_unsupported', '/contract'),
  refused('no source', without('source'), 'source_unknown', '/source'),
  changed('an empty source', { source: '' }, 'source_unknown', '/source'),
  changed('a source that is a list', { source: ['shop'] }, 'source_unknown', '/source'),
  changed('a source of 31 characters', { source: 's'.repeat(31) }, 'source_unknown', '/source'),
  refused('no document type', without('documentType'), 'document_type_unknown', '/documentType'),
  changed('a document type of 31 characters', { documentType: 'd'.repeat(31) }, 'document_type_unknown', '/documentType'),
  changed('a key that is a number', { idempotencyKey: 5 }, 'key_invalid', '/idempotencyKey'),
  changed('a key of 256 characters', { idempotencyKey: 'k'.repeat(256) }, 'key_invalid', '/idempotencyKey'),
  changed('a key that starts with a space', { idempotencyKey: ' k' }, 'key_invalid', '/idempotencyKey'),
  changed('a key that ends with a space', { idempotencyKey: 'k ' }, 'key_invalid', '/idempotencyKey'),
  changed('a key that is made here', { idempotencyKey: 'derived:1' }, 'key_invalid', '/idempotencyKey'),
  changed('a key of one space', { idempotencyKey: ' ' }, 'key_invalid', '/idempotencyKey'),
  changed('a key beyond ASCII', { idempotencyKey: 'ké' }, 'key_invalid', '/idempotencyKey'),
  changed('a key with a line break', { idempotencyKey: 'k\n1' }, 'key_invalid', '/idempotencyKey'),
  changed('a key that ends with a line break', { idempotencyKey: 'k\n' }, 'key_invalid', '/idempotencyKey'),
  refused('no document', without('documentText'), 'document_missing', '/documentText'),
  changed('a null document', { documentText: null, document: null }, 'document_missing', '/documentText'),
  changed('the document twice', { document: { id: 1 } }, 'document_ambiguous', '/document'),
  changed('a document text that is an object', { documentText: { id: 1 } }, 'member_invalid', '/documentText'),
  changed('a document that is a text', { documentText: null, document: TEXT }, 'document_not_an_object', '/document'),
  changed('a document that is a list', { documentText: null, document: [1] }, 'document_not_an_object', '/document'),
  changed('a document text that is a list', { documentText: '[1]' }, 'document_not_an_object', '/documentText'),
  changed('a document text that is a number', { documentText: '820982911946154508' }, 'document_not_an_object', '/documentText'),
  changed('a document text that is null', { documentText: 'null' }, 'document_not_an_object', '/documentText'),
  changed('an unreadable document text', { documentText: '{"id":' }, 'document_unparsable', '/documentText'),
  changed('an empty document text', { documentText: '' }, 'document_unparsable', '/documentText'),
  changed('a document text nested too deep', { documentText: `{"a":${'['.repeat(64)}${']'.repeat(64)}}` }, 'document_too_deep', '/documentText'),
  changed('a document nested too deep', { documentText: null, document: { a: deep(64) } }, 'document_too_deep', `/document/a${'/0'.repeat(64)}`),
  changed('a document text that is too long', { documentText: `{"a":"${'x'.repeat(MAX_DOCUMENT_CHARACTERS)}"}` }, 'document_too_long', '/documentText'),
  changed('a document text that is too long once escaped', { documentText: `{"a":"${'é'.repeat(90_000)}"}` }, 'document_too_long', '/documentText'),
  changed('a document with an unsafe integer', { documentText: null, document: { lines: [{ id: 2 ** 53 }] } }, 'integer_unsafe', '/document/lines/0/id'),
  changed('an intent it has not', { intent: 'delete' }, 'member_invalid', '/intent'),
  changed('a mode it has not', { mode: 'later' }, 'member_invalid', '/mode'),
  changed('a version that is a number', { version: 3 }, 'member_invalid', '/version'),
  changed('a version of 101 characters', { version: 'v'.repeat(101) }, 'member_invalid', '/version'),
  changed('a superseded operation of 65 characters', { supersedes: 's'.repeat(65) }, 'member_invalid', '/supersedes'),
  changed('a correlation id of 201 characters', { correlationId: 'c'.repeat(201) }, 'member_invalid', '/correlationId'),
];

describe('a call is turned away at the door', () => {
  it.each(ROWS)('with $what: $code at "$pointer"', ({ body, code, pointer }) => {
    const refusal = thrownBy(() => read(body));
    expect(isRefusal(refusal)).toBe(true);
    expect(refusal).toMatchObject({ code, pointer });
    expect(refusal.message.length).toBeGreaterThan(10);
  });

  it('with every code that the envelope alone can tell', () => {
    const elsewhere = ['source_not_yours', 'intake_closed', 'operation_not_found', 'batch_invalid', 'key_missing', 'configuration_unreadable', 'other_account'];
    expect([...new Set(ROWS.map(({ code }) => code))].sort()).toEqual(REFUSAL_CODES.filter((code) => !elsewhere.includes(code)).sort());
  });
});

describe('a call that is well formed', () => {
  it.each([['no key', without('idempotencyKey')], ['a null key', { ...BODY, idempotencyKey: null }], ['an empty key', { ...BODY, idempotencyKey: '' }]])(
    'may have %s: the rule may derive one', (_what, body) => {
      expect(read(body).idempotencyKey).toBeUndefined();
    },
  );

  it('is read whole', () => {
    const full = { ...BODY, intent: 'update', version: '7', mode: 'async', supersedes: 'op', correlationId: 'c-1' };
    expect(read(full)).toEqual({
      source: 'shop', documentType: 'order', idempotencyKey: 'k-1', document: read(BODY).document,
      receivedText: TEXT, keptText: '{"id":820982911946154508,"note":"\\u00e9"}', intent: 'update', version: '7', mode: 'async', supersedes: 'op', correlationId: 'c-1',
    });
  });

  it('needs none of the optional members, and takes null for each', () => {
    const none = { intent: undefined, version: undefined, mode: undefined, supersedes: undefined, correlationId: undefined };
    expect(read(BODY)).toMatchObject(none);
    expect(read({ ...BODY, document: null, intent: null, version: null, mode: null, supersedes: null, correlationId: null })).toMatchObject(none);
  });

  it('may hold the document as an object, kept as its serialisation', () => {
    expect(read({ ...without('documentText'), document: { id: 1, note: 'é' } })).toMatchObject({ receivedText: '{"id":1,"note":"é"}', keptText: '{"id":1,"note":"\\u00e9"}' });
  });

  it.each(['k', '!~', 'a b', 'k'.repeat(MAX_KEY_CHARACTERS), 'order/1:2026-01-01T00:00:00+01:00'])('takes the key "%s"', (idempotencyKey) => {
    expect(read({ ...BODY, idempotencyKey }).idempotencyKey).toBe(idempotencyKey);
  });

  it.each(['create', 'update', 'upsert', 'cancel'])('takes the intent %s', (intent) => {
    expect(read({ ...BODY, intent }).intent).toBe(intent);
  });

  it('speaks the contract of this build', () => {
    expect(readSender({ ...BODY, contract: CONTRACT })).toEqual({ source: 'shop', documentType: 'order' });
  });
});

it.each([undefined, null, 'text', {}, new Error('x'), { name: 'Other' }])('%p is no refusal', (value) => {
  expect(isRefusal(value)).toBe(false);
});
