import * as fc from 'fast-check';
import { readFormBody } from '../../../emulator/http/form-bodies';

const BOUNDARY = 'XyZ42';

function multipart(parts: readonly (readonly [head: string, content: Buffer])[]): Buffer {
  return Buffer.concat([
    ...parts.flatMap(([head, content]) => [Buffer.from(`--${BOUNDARY}\r\n${head}\r\n\r\n`), content, Buffer.from('\r\n')]), Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);
}

const HEADERS = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };

describe('a form that was sent', () => {
  it('keeps fields in order and separators of sublists as they are', () => {
    const form = readFormBody({ 'content-type': 'application/x-www-form-urlencoded' }, Buffer.from('a=F&a=T&linesdata=T%01x%02F%01y'));
    expect(form?.fields).toEqual([['a', 'F'], ['a', 'T'], ['linesdata', 'T\u0001x\u0002F\u0001y']]);
  });

  it('reads fields and files of a multipart body, byte for byte', () => {
    fc.assert(fc.property(fc.string(), fc.uint8Array(), (text, bytes) => {
      const body = multipart([['Content-Disposition: form-data; name="note"', Buffer.from(text)],
        ['Content-Disposition: form-data; name="file"; filename="C:\\\\x\\\\a.bin"\r\nContent-Type: image/png', Buffer.from(bytes)]]);
      const form = readFormBody(HEADERS, body);
      expect(form?.fields).toEqual([['note', Buffer.from(text).toString('utf8')]]);
      expect(form?.files).toEqual([{ field: 'file', name: 'a.bin', contentType: 'image/png', content: Buffer.from(bytes) }]);
    }));
  });

  it('takes a file field that was left empty for none', () => {
    expect(readFormBody(HEADERS, multipart([['Content-Disposition: form-data; name="file"; filename=""', Buffer.alloc(0)]]))?.files).toEqual([]);
  });

  it.each([
    ['cut off', HEADERS, multipart([['Content-Disposition: form-data; name="a"', Buffer.from('x')]]).subarray(0, 60)],
    ['without a boundary', { 'content-type': 'multipart/form-data' }, Buffer.from('--x--')],
    ['of another type', { 'content-type': 'application/json' }, Buffer.from('{}')],
  ])('is none where the body is %s', (_, headers, body) => {
    expect(readFormBody(headers, body)).toBeUndefined();
  });
});
