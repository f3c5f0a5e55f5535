import { posix } from 'node:path';
import { SuiteScriptFailure } from '../../runtime/types';
import type { ClientScriptDraft } from './drafts';
import { numberOf, optionalText, type Property } from './options';
import type { WidgetHost } from './widget-host';

/**
 * `clientScriptModulePath` and `clientScriptFileId`: one or the other. Setting the second throws PROPERTY_VALUE_CONFLICT
 * (section_4625445350, section_4340375753).
 */
export function clientScriptProperties(host: WidgetHost, draft: ClientScriptDraft): Readonly<Record<string, Property>> {
  return {
    clientScriptModulePath: {
      get: () => draft.modulePath,
      set: (value) => {
        if (draft.clientModule?.kind === 'file') throw conflict('clientScriptModulePath');
        draft.modulePath = optionalText(value);
        draft.clientModule = draft.modulePath === undefined ? undefined : { kind: 'path', path: absolutePath(host, draft.modulePath) };
      },
    },
    clientScriptFileId: {
      get: () => (draft.clientModule?.kind === 'file' ? draft.clientModule.fileId : undefined),
      set: (value) => {
        if (draft.clientModule?.kind === 'path') throw conflict('clientScriptFileId');
        draft.clientModule = { kind: 'file', fileId: numberOf(value, 'Form.clientScriptFileId', 'clientScriptFileId') };
      },
    },
  };
}

/** A path from the File Cabinet's top, or beside the script that runs; `.js` may be left out. */
function absolutePath(host: WidgetHost, path: string): string {
  const file = path.endsWith('.js') ? path : `${path}.js`;
  if (file.startsWith('/')) return posix.normalize(file);
  if (!file.startsWith('.')) return posix.normalize(`/${file}`);
  return posix.join(posix.dirname(host.services.scriptFileOf(host.execution)), file);
}

function conflict(name: string): SuiteScriptFailure {
  return new SuiteScriptFailure('PROPERTY_VALUE_CONFLICT', `You cannot set ${name}: the client script is set by the other of clientScriptModulePath and clientScriptFileId.`);
}
