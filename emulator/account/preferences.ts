import { NotEmulated, SuiteScriptFailure } from '../runtime/types';
import type { SqliteDatabase } from '../store/sqlite';
import type { PreferencePage } from '../types';
import type { AccountState } from './types';

export type PreferenceValue = string | number | boolean;

/** The account's preferences by page and id. Ids are those of the help's lists (chapter_N3251359). */
export interface Preferences {
  /** NotEmulated for an id that is not kept here. */
  read(page: PreferencePage, id: string): PreferenceValue;
  /** INVALID_FLD_VALUE for a value of another type; NotEmulated for what the emulator would not act on. */
  write(page: PreferencePage, id: string, value: PreferenceValue): void;
}

export interface PreferenceParts {
  readonly state: AccountState;
  readonly database: SqliteDatabase;
  readonly accountId: string;
  /** Company time zone, IANA name. */
  readonly timeZone: string;
}

interface Preference {
  readonly initial: (parts: PreferenceParts) => PreferenceValue;
  /** True where a change has the effect it has in NetSuite. */
  readonly writable: boolean;
}

const fixed = (value: PreferenceValue): Preference => ({ initial: () => value, writable: false });
const open = (value: PreferenceValue): Preference => ({ initial: () => value, writable: true });
const derived = (initial: Preference['initial']): Preference => ({ initial, writable: false });

/** What scripts can ask of the account. Everything else on these pages is refused by name. */
const PAGES: Readonly<Record<PreferencePage, Readonly<Record<string, Preference>>>> = {
  companyinformation: {
    companyname: open(''), legalname: open(''), url: open(''), fiscalmonth: fixed('JAN'),
    companyid: derived(({ accountId }) => accountId),
    timezone: derived(({ timeZone }) => timeZone),
    basecurrency: derived(({ database }) => rootSubsidiary(database, 'currency')),
    country: derived(({ database }) => rootSubsidiary(database, 'country')),
  },
  companypreferences: { DATEFORMAT: fixed('M/D/YYYY'), TIMEFORMAT: fixed('h:mm a') },
  accountingpreferences: {
    REVERSALVOIDING: open(false), DATEPERIODMISMATCH: open('DISALLOW'), ACCOUNTNUMBERS: fixed(true), CASHBASIS: fixed(false), JOURNALAPPROVALS: fixed(false),
  },
};

/** Opens the preferences over the account's stored values: they survive a restart and obey checkpoints. */
export function openPreferences(parts: PreferenceParts): Preferences {
  return {
    read(page, id) {
      const { key, preference } = found(page, id);
      const stored = parts.state.read(stateName(page, key));
      return stored === undefined ? preference.initial(parts) : JSON.parse(stored) as PreferenceValue;
    },
    write(page, id, value) {
      const { key, preference } = found(page, id);
      if (!preference.writable) throw new NotEmulated(`changing the preference ${page}.${key}`);
      if (typeof value !== typeof preference.initial(parts)) {
        throw new SuiteScriptFailure('INVALID_FLD_VALUE', `You have entered an Invalid Field Value ${String(value)} for the following field: ${key}`);
      }
      parts.state.write(stateName(page, key), JSON.stringify(value));
    },
  };
}

/** Ids of company information are case-sensitive (help bridgehead_N3253690), those of the other pages are not (bridgehead_N3258805). */
function found(page: PreferencePage, id: string): { readonly key: string; readonly preference: Preference } {
  const key = page === 'companyinformation' ? id : id.toUpperCase();
  const preference = Object.hasOwn(PAGES[page], key) ? PAGES[page][key] : undefined;
  if (preference === undefined) throw new NotEmulated(`preference ${page}.${id}`);
  return { key, preference };
}

function stateName(page: PreferencePage, key: string): string {
  return `preference.${page}.${key}`;
}

/** A OneWorld company's own figures are those of its top subsidiary. */
function rootSubsidiary(database: SqliteDatabase, column: 'currency' | 'country'): PreferenceValue {
  const row = database.prepare(`SELECT "${column}" AS value FROM "subsidiary" WHERE "parent" IS NULL ORDER BY "id" LIMIT 1`).get();
  return row?.['value'] ?? '';
}
