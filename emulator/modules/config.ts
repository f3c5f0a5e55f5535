import type { PreferenceValue, Preferences } from '../account/preferences';
import type { RuntimeServices } from '../runtime/services';
import { NotEmulated, SuiteScriptFailure } from '../runtime/types';
import type { PreferencePage } from '../types';
import { requiredOptions } from './arguments';
import type { EmulatedModule, GuestMembers, ModuleHost } from './types';

/** What N/config needs of the account. */
export interface ConfigServices extends RuntimeServices {
  readonly preferences: Preferences;
}

type Host = ModuleHost<ConfigServices>;

const PAGES: readonly PreferencePage[] = ['companyinformation', 'companypreferences', 'accountingpreferences'];
const OTHER_PAGES = ['userpreferences', 'manufacturingpreferences', 'accountingperiods', 'taxperiods', 'companyfeatures', 'timepost', 'timevoid'];

/** As a save of a record that is neither a transaction nor custom; the price of this one is not documented (platform facts 1.1). */
const SAVE_UNITS = 10;

/** N/config: the preference pages, as records with body fields (platform facts 6.7). */
export const configModule: EmulatedModule<ConfigServices> = {
  name: 'N/config',
  emulated: ['load', 'Type'],
  build: (host) => ({
    methods: {
      load: (...args) => {
        const options = requiredOptions(args, { call: 'config.load', names: ['type'] });
        if (options['isDynamic'] === true) throw new NotEmulated('N/config in dynamic mode');
        const page = pageOf(String(options['type']));
        return host.call({ member: 'N/config.load', units: 10, detail: page }, () => host.realm.object(pageMembers(host, page)));
      },
    },
  }),
};

function pageOf(type: string): PreferencePage {
  const page = PAGES.find((known) => known === type);
  if (page !== undefined) return page;
  if (OTHER_PAGES.includes(type)) throw new NotEmulated(`configuration page ${type}`);
  throw new SuiteScriptFailure('INVALID_RCRD_TYPE', `The record type [${type}] is invalid.`);
}

function pageMembers(host: Host, page: PreferencePage): GuestMembers {
  const { preferences } = host.services;
  const changes = new Map<string, PreferenceValue>();
  return {
    published: 'N/record.Record',
    getters: { type: () => page, id: () => null, isDynamic: () => false },
    methods: {
      getValue: (...args) => {
        const fieldId = fieldOf(args, 'getValue');
        const value = changes.get(fieldId.toLowerCase()) ?? preferences.read(page, fieldId);
        // A select reads as text of its id.
        return typeof value === 'number' ? String(value) : value;
      },
      setValue: (...args) => {
        const fieldId = fieldOf(args, 'setValue');
        preferences.read(page, fieldId);
        changes.set(fieldId.toLowerCase(), valueOf(args));
        return undefined;
      },
      save: () => host.call({ member: 'N/record.Record.save', units: SAVE_UNITS, detail: page }, () => {
        if (!host.execution.actor.administrator) throw new NotEmulated(`saving ${page} without the administrator role`);
        for (const [fieldId, value] of changes) preferences.write(page, fieldId, value);
        return undefined;
      }),
    },
  };
}

function fieldOf(args: readonly unknown[], member: string): string {
  const given = typeof args[0] === 'string' ? [{ fieldId: args[0] }] : args;
  return String(requiredOptions(given, { call: `Record.${member}`, names: ['fieldId'] })['fieldId']);
}

function valueOf(args: readonly unknown[]): PreferenceValue {
  const value = typeof args[0] === 'string' ? args[1] : (args[0] as { readonly value?: unknown }).value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new SuiteScriptFailure('SSS_MISSING_REQD_ARGUMENT', 'Record.setValue: Missing a required argument: value');
}
