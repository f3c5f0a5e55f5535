import type { RuntimeServices } from '../runtime/services';
import type { PostedFile, SuiteletRequest } from '../ui/page-calls';
import { requiredOptions } from './arguments';
import { bindFile, fileObject, newFile } from './file-object';
import { givenOptions } from './server-widget/options';
import type { ModuleHost } from './types';

/** A http.ServerRequest: what was sent, for reading alone. */
export function serverRequest(host: ModuleHost<RuntimeServices>, request: SuiteletRequest): object {
  const files = Object.fromEntries(Object.entries(request.files ?? {}).map(([id, file]) => [id, uploaded(host, file)]));
  return host.realm.object({
    tag: 'http.ServerRequest',
    constants: {
      method: request.method, url: request.url, body: request.body, clientIpAddress: request.clientIpAddress ?? '127.0.0.1',
      parameters: request.parameters, headers: bothCases(request.headers), files,
    },
    methods: {
      getLineCount: (...args) => {
        const { group } = requiredOptions(args, { call: 'ServerRequest.getLineCount', names: ['group'] });
        return request.sublists?.[String(group)]?.length ?? -1;
      },
      getSublistValue: (...args) => {
        const { group, name, line } = givenOptions(args, 'ServerRequest.getSublistValue', ['group', 'name', 'line']);
        return request.sublists?.[String(group)]?.[Number(line)]?.[String(name)] ?? null;
      },
    },
  });
}

/** Each header in lower case and in title case (section_4314803549). */
function bothCases(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => [[name.toLowerCase(), value], [titleCase(name), value]]));
}

function titleCase(name: string): string {
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

const UPLOAD_TYPES: Readonly<Record<string, string>> = { 'text/csv': 'CSV', 'text/plain': 'PLAINTEXT', 'application/json': 'JSON', 'application/xml': 'XMLDOC', 'text/xml': 'XMLDOC', 'application/pdf': 'PDF' };

/** An upload of a type that is not known is kept as bytes. */
function uploaded(host: ModuleHost<RuntimeServices>, { name, contentType, bytes }: PostedFile): object {
  const fileType = UPLOAD_TYPES[contentType.split(';')[0]?.trim() ?? ''] ?? 'ZIP';
  const isBinary = fileType === 'ZIP' || fileType === 'PDF';
  const draft = newFile({ name, fileType, contents: Buffer.from(bytes).toString(isBinary ? 'base64' : 'utf8') });
  return bindFile(fileObject(host, draft), draft);
}
