import { MAX_DOCUMENT_DEPTH, parseDocument, textOfParsedObject } from '../../../src/domain/document';
import { MAX_SOURCE_CHARACTERS, readSender, readSubmission } from '../../../src/domain/envelope';
import { thrownBy } from '../../support/builders';

const BODY = { contract: '1', source: 'shop', documentType: 'order', documentText: '{}' };
const read = (changes: object) => readSubmission({ ...BODY, ...changes }, readSender({ ...BODY, ...changes }));

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`);

describe('what a refusal says to its sender', () => {
  it.each<[object, string]>([
    [{ priority: 1 }, 'The contract has no member of this name. It has: contract, source, documentType, idempotencyKey, documentText, document, intent, version, mode, supersedes, correlationId.'],
    [{ contract: '2' }, 'This installation speaks contract "1".'],
    [{ source: '' }, '"source" is a text of 1 to 30 characters.'],
    [{ documentType: 7 }, '"documentType" is a text of 1 to 30 characters.'],
    [{ documentText: null }, 'The call carries no document.'],
    [{ document: {} }, 'Send the document once: as "documentText" or as "document".'],
    [{ documentText: {} }, '"documentText" is the document as a JSON text.'],
    [{ documentText: '[]' }, 'A document is a JSON object.'],
    [{ documentText: undefined, document: 'x' }, 'A document is a JSON object.'],
    [{ documentText: '{' }, 'The document is not readable as JSON: Quoted object key or end of object \'}\' expected but reached end of input at position 1.'],
    [{ documentText: '['.repeat(65) }, 'The document nests 65 levels deep; at most 64 are taken.'],
    [{ documentText: undefined, document: { a: nested(64) } }, 'The document nests deeper than 64 levels.'],
    [{ documentText: undefined, document: { id: 2 ** 53 } }, 'An integer here is beyond 2^53, so digits were lost before this call was read. Send the document as text in "documentText".'],
    [{ idempotencyKey: 5 }, 'A key is text.'],
    [{ idempotencyKey: 'k'.repeat(256) }, 'The key has 256 characters; at most 255 are taken.'],
    [{ idempotencyKey: 'brought:1' }, 'Keys that start with "brought:" or "derived:" are made here, from documents.'],
    [{ idempotencyKey: ' k' }, 'A key is printable ASCII and neither starts nor ends with a space.'],
    [{ version: ['7'] }, '"version" is a text of at most 100 characters.'],
    [{ version: 3 }, '"version" is a text of at most 100 characters.'],
    [{ supersedes: {} }, '"supersedes" is a text of at most 64 characters.'],
    [{ correlationId: 'c'.repeat(201) }, '"correlationId" is a text of at most 200 characters.'],
    [{ intent: 'delete' }, '"intent" is one of: create, update, upsert, cancel.'],
    [{ mode: 'later' }, '"mode" is one of: sync, async.'],
  ])('of %j', (changes, message) => {
    expect(thrownBy(() => read(changes)).message).toBe(message);
  });

  it('of a parsed document that is too long', () => {
    expect(thrownBy(() => read({ documentText: undefined, document: { a: 'x'.repeat(500_000) } }))).toMatchObject({ code: 'document_too_long', pointer: '/document' });
  });

  it('of a document that is too long', () => {
    expect(thrownBy(() => read({ documentText: `"${'x'.repeat(500_000)}"` })).message).toBe('The document has 500002 characters; at most 500000 are taken. Send it in parts.');
  });

  it.each([[7], ['x'], [true], [[{}]]])('of a document that is %j', (value) => {
    expect(thrownBy(() => read({ documentText: undefined, document: value }))).toMatchObject({ code: 'document_not_an_object', pointer: '/document', message: 'A document is a JSON object.' });
  });

  it('of a body that is no object', () => {
    expect(thrownBy(() => readSender('text')).message).toBe('The body of a call is a JSON object, sent as application/json.');
  });
});

it.each(['brought', 'derived', 'xbrought:1', 'Brought:1'])('the key "%s" may be a sender\'s own', (idempotencyKey) => {
  expect(read({ idempotencyKey }).idempotencyKey).toBe(idempotencyKey);
});

it.each([['version', 100], ['supersedes', 64], ['correlationId', 200]] as const)('%s may have %i characters', (member, length) => {
  expect(read({ [member]: 'x'.repeat(length) })[member]).toBe('x'.repeat(length));
});

it('source and document type may have 30 characters', () => {
  const longest = { source: 's'.repeat(MAX_SOURCE_CHARACTERS), documentType: 'd'.repeat(30) };
  expect(readSender({ ...BODY, ...longest })).toEqual(longest);
  expect(MAX_SOURCE_CHARACTERS).toBe(30);
});

it('a document may have 500,000 characters as received, and as many as kept', () => {
  const long = (length: number) => `{"a":"${'x'.repeat(length - 8)}"}`;
  expect(read({ documentText: long(500_000) }).keptText).toBe(long(500_000));
  const escaped = `{"a":"\\u00e9${'x'.repeat(500_000 - 14)}"}`;
  expect(read({ documentText: escaped.replace('\\u00e9', 'é') }).keptText).toBe(escaped);
  expect(thrownBy(() => read({ documentText: `{"a":"é${'x'.repeat(500_000 - 13)}"}` })).message).toBe('The document has 500001 characters; at most 500000 are taken. Send it in parts.');
});

it('a parsed object nests as deep as a text may', () => {
  expect(textOfParsedObject(nested(MAX_DOCUMENT_DEPTH), '')).toBe(`${'['.repeat(MAX_DOCUMENT_DEPTH)}1${']'.repeat(MAX_DOCUMENT_DEPTH)}`);
  expect(parseDocument(`${'['.repeat(MAX_DOCUMENT_DEPTH)}1${']'.repeat(MAX_DOCUMENT_DEPTH)}`, '')).toBeDefined();
  expect(thrownBy(() => textOfParsedObject(nested(MAX_DOCUMENT_DEPTH + 1), ''))).toMatchObject({ code: 'document_too_deep', pointer: '/0'.repeat(MAX_DOCUMENT_DEPTH + 1) });
});
