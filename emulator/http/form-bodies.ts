import type { IncomingHttpHeaders } from 'node:http';
import { mediaType } from './messages';

/** A file that a form sent. */
export interface UploadedFile {
  readonly field: string;
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** What a form sent: its fields in order, the same name more than once where it was, and its files. */
export interface FormBody {
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly files: readonly UploadedFile[];
}

/** Reads an urlencoded or multipart body; undefined where it is neither, or is cut off. */
export function readFormBody(headers: IncomingHttpHeaders, body: Buffer): FormBody | undefined {
  const contentType = headers['content-type'];
  switch (mediaType(contentType)) {
    case 'application/x-www-form-urlencoded': return { fields: [...new URLSearchParams(body.toString('utf8'))], files: [] };
    case 'multipart/form-data': {
      const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? '');
      const text = boundary?.[1] ?? boundary?.[2];
      return text === undefined ? undefined : readMultipart(body, text);
    }
    default: return undefined;
  }
}

/** RFC 7578: parts between `--boundary` lines; a file is a part with a filename. */
function readMultipart(body: Buffer, boundary: string): FormBody | undefined {
  const fields: (readonly [string, string])[] = [];
  const files: UploadedFile[] = [];
  const mark = Buffer.from(`--${boundary}`);
  let at = body.indexOf(mark);
  if (at < 0) return undefined;
  while (body.subarray(at + mark.length, at + mark.length + 2).toString('latin1') !== '--') {
    const start = at + mark.length + 2;
    const end = body.indexOf(Buffer.from(`\r\n--${boundary}`), start - 2);
    const headEnd = body.indexOf('\r\n\r\n', start - 2);
    if (end < 0 || headEnd < 0 || headEnd > end) return undefined;
    addPart({ head: body.subarray(start, headEnd).toString('utf8'), content: body.subarray(headEnd + 4, end) }, fields, files);
    at = end + 2;
  }
  return { fields, files };
}

function addPart(part: { readonly head: string; readonly content: Buffer }, fields: (readonly [string, string])[], files: UploadedFile[]): void {
  const field = /;\s*name="([^"]*)"/i.exec(part.head)?.[1];
  if (field === undefined) return;
  const name = /;\s*filename="([^"]*)"/i.exec(part.head)?.[1];
  if (name === undefined) {
    fields.push([field, part.content.toString('utf8')]);
    return;
  }
  // A file field that was left empty is sent as a part without a name.
  if (name === '') return;
  const contentType = /^content-type:\s*(\S+)/im.exec(part.head)?.[1] ?? 'application/octet-stream';
  files.push({ field, name: name.split(/[\\/]/).at(-1) ?? name, contentType, content: part.content });
}
