import { openOutbox, type Outbox } from './account/outbox';
import { sourceRowsReader } from './account/source-rows';
import type { AccountStore } from './account/types';
import type { AddressServices } from './modules/addresses';
import type { MailServices } from './modules/email';
import type { PageServices } from './modules/server-widget/widget-host';
import { stepping, type AccountSteps } from './runtime/steps';
import type { ScriptDirectory } from './scripts/deployments';
import { recordUrl } from './ui/record-paths';

/** What pages, addresses and mails of scripts ask of the account beside its records. */
export type PageParts =
  & Pick<PageServices, 'sourceRows' | 'recordUrl' | 'scriptFileOf'> & Pick<AddressServices, 'scriptUrl'>
  & Pick<MailServices, 'outbox' | 'employeeEmail' | 'entityEmail'>;

export interface AccountPages {
  readonly services: PageParts;
  readonly outbox: Outbox;
}

const PATHS = { suitelet: '/app/site/hosting/scriptlet.nl', restlet: '/app/site/hosting/restlet.nl' } as const;

/** Opens what pages need over an account's data. */
export function openAccountPages({ database, metadata }: AccountStore, directory: ScriptDirectory, steps: AccountSteps): AccountPages {
  const outbox = openOutbox(database);
  const rows = sourceRowsReader(database, metadata);
  const emailOf = (table: string, id: number) => steps.whole('address', () => {
    const row = database.prepare(`SELECT "email" FROM "${table}" WHERE "id" = ? AND coalesce("isinactive", 'F') <> 'T'`).get(id);
    return row === undefined ? undefined : String(row['email'] ?? '');
  });
  const services: PageParts = {
    sourceRows: (source, actor, limit) => steps.whole('rows of a select', () => rows(source, actor, limit)),
    recordUrl: (type, id, edit) => (metadata.recordType(type) === undefined || type.startsWith('customlist') ? undefined : recordUrl(type, id, edit)),
    scriptUrl(kind, scriptId, deploymentId) {
      const found = directory.find(scriptId, deploymentId);
      return found?.script.kind === kind ? `${PATHS[kind]}?script=${String(found.scriptNumber)}&deploy=${String(found.deploymentNumber)}` : undefined;
    },
    scriptFileOf: (execution) => directory.find(execution.scriptId, execution.deploymentId)?.script.file ?? '/SuiteScripts/',
    outbox: stepping(outbox, steps, { name: 'outbox', methods: ['send'] }),
    employeeEmail: (id) => emailOf('employee', id),
    entityEmail: (id) => ['customer', 'employee', 'vendor'].map((table) => emailOf(table, id)).find((email) => email !== undefined),
  };
  return { services, outbox };
}
