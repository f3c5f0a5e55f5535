import { NotEmulated } from '../runtime/types';
import type { ReplyHeaders } from '../ui/page-calls';
import type { Page } from '../ui/page-model';
import { redirectFrom, type AddressServices } from './addresses';
import { optionsOf, requiredOptions, textOption, wrongType } from './arguments';
import { fileBytes, fileOf, isText, type FileDraft } from './file-object';
import { setRedirect } from './page-state';
import { ResponseHeaders } from './response-headers';
import { draftOf } from './server-widget/handles';
import { chosen } from './server-widget/options';
import { pageSnapshot } from './server-widget/snapshot';
import type { PageServices } from './server-widget/widget-host';
import type { GuestMembers, ModuleHost } from './types';

export type ResponseServices = PageServices & AddressServices;

/** What a script has answered so far. */
export interface ResponseDraft {
  readonly headers: ResponseHeaders;
  readonly texts: string[];
  page: Page | undefined;
  file: { readonly draft: FileDraft; readonly isInline: boolean } | undefined;
}

export function newResponse(): ResponseDraft {
  return { headers: new ResponseHeaders(), texts: [], page: undefined, file: undefined };
}

/** A http.ServerResponse over its draft. A page, a file and text exclude each other here: what NetSuite makes of two is not documented. */
export function serverResponse(host: ModuleHost<ResponseServices>, draft: ResponseDraft): object {
  return host.realm.object({
    tag: 'http.ServerResponse',
    getters: { headers: () => draft.headers.asObject() },
    methods: { ...headerMethods(draft), ...writeMethods(draft), ...pageMethods(host, draft) },
  });
}

type Methods = NonNullable<GuestMembers['methods']>;

function headerMethods({ headers }: ResponseDraft): Methods {
  const both = (args: readonly unknown[], call: string): readonly [string, string] => {
    const options = requiredOptions(args, { call, names: ['name', 'value'] });
    return [textOption(options, call, 'name'), textOption(options, call, 'value')];
  };
  return {
    setHeader: (...args) => { headers.set(...both(args, 'ServerResponse.setHeader')); },
    addHeader: (...args) => { headers.add(...both(args, 'ServerResponse.addHeader')); },
    getHeader: (...args) => {
      const call = 'ServerResponse.getHeader';
      return headers.get(textOption(requiredOptions(args, { call, names: ['name'] }), call, 'name'));
    },
    setCdnCacheable: (...args) => {
      chosen(['LONG', 'MEDIUM', 'SHORT', 'UNIQUE'], requiredOptions(args, { call: 'ServerResponse.setCdnCacheable', names: ['type'] })['type'], 'cache duration');
    },
  };
}

/** `write({ output })`, and the short form `write(text)`. */
function outputOf(args: readonly unknown[], call: string): string {
  const given = typeof args[0] === 'string' ? [{ output: args[0] }] : args;
  const { output } = optionsOf(given);
  if (output === '') return '';
  return textOption(requiredOptions(given, { call, names: ['output'] }), call, 'output');
}

function writeMethods(draft: ResponseDraft): Methods {
  const requireNothingElse = () => {
    if (draft.page !== undefined || draft.file !== undefined) throw new NotEmulated('text written to a response beside a page or a file');
  };
  return {
    write: (...args) => {
      requireNothingElse();
      draft.texts.push(outputOf(args, 'ServerResponse.write'));
    },
    writeLine: (...args) => {
      requireNothingElse();
      draft.texts.push(`${outputOf(args, 'ServerResponse.writeLine')}\n`);
    },
    renderPdf: () => { throw new NotEmulated('N/http.ServerResponse.renderPdf'); },
  };
}

function pageMethods(host: ModuleHost<ResponseServices>, draft: ResponseDraft): Methods {
  const requireEmpty = () => {
    if (draft.page !== undefined || draft.file !== undefined || draft.texts.length > 0) throw new NotEmulated('a page or file written to a response that has something already');
  };
  return {
    writePage: (...args) => {
      const page = draftOf('page', args[0]) ?? draftOf('page', requiredOptions(args, { call: 'ServerResponse.writePage', names: ['pageObject'] })['pageObject']);
      if (page === undefined) throw wrongType('ServerResponse.writePage', 'pageObject', 'serverWidget.Form or serverWidget.List');
      requireEmpty();
      draft.page = pageSnapshot(host, page);
    },
    writeFile: (...args) => {
      const direct = fileOf(args[0]);
      const { file, isInline } = direct === undefined ? requiredOptions(args, { call: 'ServerResponse.writeFile', names: ['file'] }) : { file: args[0], isInline: args[1] };
      const found = fileOf(file);
      if (found === undefined) throw wrongType('ServerResponse.writeFile', 'file', 'file.File');
      requireEmpty();
      draft.file = { draft: found, isInline: isInline === true };
    },
    sendRedirect: (...args) => {
      const options = requiredOptions(args, { call: 'ServerResponse.sendRedirect', names: ['type', 'identifier'] });
      setRedirect(host.execution, redirectFrom(host.services, options));
    },
  };
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  CSV: 'text/csv', HTMLDOC: 'text/html', JAVASCRIPT: 'text/javascript', JSON: 'application/json', PDF: 'application/pdf', PLAINTEXT: 'text/plain', XMLDOC: 'text/xml',
  STYLESHEET: 'text/css', SVG: 'image/svg+xml', PNGIMAGE: 'image/png', GIFIMAGE: 'image/gif', JPGIMAGE: 'image/jpeg', ZIP: 'application/zip',
};

/** What is sent: content type, content, and the headers beside it. */
export function responseContent(draft: ResponseDraft): { readonly contentType: string; readonly content: string | Uint8Array; readonly headers: ReplyHeaders } {
  const { file, headers } = draft;
  const set = headers.get('content-type');
  const others = headers.list().filter(([name]) => name.toLowerCase() !== 'content-type');
  const chosenType = typeof set === 'string' ? set : undefined;
  if (file === undefined) return { contentType: chosenType ?? 'text/html; charset=utf-8', content: draft.texts.join(''), headers: others };
  const type = CONTENT_TYPES[file.draft.fileType] ?? 'application/octet-stream';
  const disposition = `${file.isInline ? 'inline' : 'attachment'}; filename="${file.draft.name.replace(/["\\\r\n]/g, '_')}"`;
  return {
    contentType: chosenType ?? (isText(file.draft) ? `${type}; charset=utf-8` : type), content: fileBytes(file.draft),
    headers: [...others, ['Content-Disposition', disposition]],
  };
}
