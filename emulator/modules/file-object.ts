import { NotEmulated, SuiteScriptFailure } from '../runtime/types';
import type { RuntimeServices } from '../runtime/services';
import { requiredOptions, textOption } from './arguments';
import { optionalText, textOf, withProperties } from './server-widget/options';
import type { ModuleHost } from './types';

/** Keys of file.Type whose contents are text. */
export const TEXT_TYPES = [
  'APPCACHE', 'CERTIFICATE', 'CONFIG', 'CSV', 'FREEMARKER', 'HTMLDOC', 'JAVASCRIPT', 'JSON', 'MESSAGERFC', 'PLAINTEXT', 'POSTSCRIPT', 'RTF', 'SCSS', 'SMS',
  'STYLESHEET', 'SVG', 'WEBAPPPAGE', 'WEBAPPSCRIPT', 'XMLDOC', 'XSD',
] as const;

const TEXTS: ReadonlySet<string> = new Set(TEXT_TYPES);

/** A file in a script's hands. */
export interface FileDraft {
  name: string;
  readonly fileType: string;
  /** Text, or base64 of a binary type; in pieces as they came. */
  readonly pieces: string[];
  description: string | undefined;
  encoding: string;
  folder: unknown;
  isOnline: boolean;
  isInactive: boolean;
}

/** What may be held in memory (section_4229269811). */
const CONTENT_LIMIT = 10 * 1024 * 1024;

const FILES = new WeakMap<object, FileDraft>();

export function bindFile(object: object, draft: FileDraft): object {
  FILES.set(object, draft);
  return object;
}

/** The file behind an object that a script hands back. */
export function fileOf(object: unknown): FileDraft | undefined {
  return typeof object === 'object' && object !== null ? FILES.get(object) : undefined;
}

export function newFile({ name, fileType, contents }: { readonly name: string; readonly fileType: string; readonly contents: string }): FileDraft {
  return { name, fileType, pieces: contents === '' ? [] : [contents], description: undefined, encoding: 'UTF-8', folder: undefined, isOnline: false, isInactive: false };
}

export function isText({ fileType }: FileDraft): boolean {
  return TEXTS.has(fileType);
}

/** The file as it is sent. */
export function fileBytes(draft: FileDraft): Uint8Array {
  return Buffer.from(draft.pieces.join(''), isText(draft) ? 'utf8' : 'base64');
}

/** A file.File over its draft. It is in no folder: it has no id, path or address. */
export function fileObject(host: ModuleHost<RuntimeServices>, draft: FileDraft): object {
  const { getters, setters } = withProperties({
    name: { get: () => draft.name, set: (value) => { draft.name = textOf(value, 'File.name', 'name'); } },
    description: { get: () => draft.description, set: (value) => { draft.description = optionalText(value); } },
    encoding: { get: () => draft.encoding, set: (value) => { draft.encoding = utf8(value); } },
    folder: { get: () => draft.folder, set: (value) => { draft.folder = value; } },
    isOnline: { get: () => draft.isOnline, set: (value) => { draft.isOnline = value === true; } },
    isInactive: { get: () => draft.isInactive, set: (value) => { draft.isInactive = value === true; } },
  });
  const object: object = host.realm.object({
    published: 'N/file.File', tag: 'file.File', setters: setters ?? {},
    getters: { ...getters, fileType: () => draft.fileType, isText: () => isText(draft), size: () => fileBytes(draft).length, id: () => null, path: () => null, url: () => null },
    methods: {
      getContents: () => {
        if (fileBytes(draft).length > CONTENT_LIMIT) throw tooLarge();
        return draft.pieces.join('');
      },
      append: (...args) => {
        append(draft, args, 'append');
        return object;
      },
      appendLine: (...args) => {
        append(draft, args, 'appendLine');
        return object;
      },
    },
  });
  return object;
}

function append(draft: FileDraft, args: readonly unknown[], member: 'append' | 'appendLine'): void {
  const call = `File.${member}`;
  if (!isText(draft)) throw new NotEmulated(`${call} to a file of type ${draft.fileType}`);
  const text = textOption(requiredOptions(args, { call, names: ['value'] }), call, 'value');
  if (Buffer.byteLength(text) > CONTENT_LIMIT) throw tooLarge();
  draft.pieces.push(member === 'append' ? text : `${text}\n`);
}

function utf8(value: unknown): string {
  if (value !== 'UTF-8') throw new NotEmulated(`the encoding ${String(value)} of a file`);
  return 'UTF-8';
}

function tooLarge(): SuiteScriptFailure {
  return new SuiteScriptFailure('SSS_FILE_CONTENT_SIZE_EXCEEDED', 'The file content you are attempting to access exceeds the maximum allowed size of 10 MB.');
}
