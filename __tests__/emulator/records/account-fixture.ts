import { openAccountStore } from '../../../emulator/account/account-store';
import type { AccountStore, AccountStoreOptions } from '../../../emulator/account/types';
import type { RecordDraft, SaveContext } from '../../../emulator/records/types';
import type { StoredValue } from '../../../emulator/metadata/types';
import type { Actor } from '../../../emulator/runtime/types';
import type {
  SdfCustomList, SdfCustomRecordType, SdfField, SdfFieldType, SdfProject, SdfRole, SdfStandardRecordField,
} from '../../../emulator/sdf/types';

const position = { file: 'Objects/x.xml', line: 1, column: 1 };

/** 2026-03-01 20:00 UTC: noon in Los Angeles. */
export const NOW_MS = Date.UTC(2026, 2, 1, 20);

export function sdfField(scriptId: string, fieldType: SdfFieldType, extra: Partial<SdfField> = {}): SdfField {
  return {
    scriptId, fieldType, label: scriptId, description: '', help: '', mandatory: false, storeValue: true, displayType: 'NORMAL',
    extra: new Map(), position, ...extra,
  };
}

export function sdfBodyField(scriptId: string, fieldType: SdfFieldType): SdfStandardRecordField {
  return { ...sdfField(scriptId, fieldType), kind: 'transactionbodycustomfield', appliesTo: new Set(['bodysale']) };
}

export function sdfColumnField(scriptId: string, fieldType: SdfFieldType): SdfStandardRecordField {
  return { ...sdfField(scriptId, fieldType), kind: 'transactioncolumncustomfield', appliesTo: new Set(['colsale']) };
}

export function sdfRecordType(scriptId: string, fields: readonly SdfField[], extra: Partial<SdfCustomRecordType> = {}): SdfCustomRecordType {
  return {
    scriptId, recordName: scriptId, description: '', accessType: 'CUSTRECORDENTRYPERM', includeName: false, enableNumbering: false,
    hierarchical: false, isInactive: false, allowUiAccess: true, allowInlineEditing: false, enableOptimisticLocking: true,
    enableSystemNotes: true, fields, instances: [], links: [], permissions: [], extra: new Map(), position, ...extra,
  };
}

export function sdfRole(scriptId: string, permissions: SdfRole['permissions']): SdfRole {
  return { scriptId, name: scriptId, centerType: 'BASIC', isInactive: false, permissions, extra: new Map(), position };
}

export function standardPermission(id: string, level: SdfRole['permissions'][number]['level']): SdfRole['permissions'][number] {
  return { key: { kind: 'standard', id }, level, position };
}

export function sdfList(scriptId: string, values: readonly string[]): SdfCustomList {
  return {
    scriptId, name: scriptId, description: '', isInactive: false, isOrdered: true, position,
    values: values.map((value) => ({ scriptId: `val_${value.toLowerCase()}`, value, isInactive: false })),
  };
}

export function sdfProject(parts: Partial<SdfProject> = {}): SdfProject {
  return {
    folder: '/nowhere',
    manifest: {
      projectType: 'ACCOUNTCUSTOMIZATION', projectName: 'Test', frameworkVersion: '1.0', features: new Map(), accountObjects: [], accountFiles: [],
    },
    deploy: { configuration: [], files: [], objects: [], translationImports: [] },
    customRecordTypes: [], customLists: [], scripts: [], roles: [], customFields: [], files: new Map(), ...parts,
  };
}

export function openStore(parts: Partial<SdfProject> = {}, options: Partial<AccountStoreOptions> = {}): AccountStore {
  return openAccountStore({
    dataFolder: ':memory:', project: sdfProject(parts), timeZone: 'America/Los_Angeles', nowMs: () => NOW_MS, ...options,
  });
}

export function contextOf(actor: Actor): SaveContext {
  return { actor, context: 'RESTLET', nowMs: NOW_MS };
}

/** Sets body fields as a script does. */
export function setFields(draft: RecordDraft, values: Readonly<Record<string, StoredValue>>): RecordDraft {
  for (const [fieldId, value] of Object.entries(values)) {
    draft.values.set(fieldId, value);
    draft.changed.add(fieldId);
  }
  return draft;
}

export function addLine(draft: RecordDraft, sublistId: string, values: Readonly<Record<string, StoredValue>>): RecordDraft {
  draft.sublists.get(sublistId)?.push({
    values: new Map(Object.entries(values)), subrecords: new Map(), changed: new Set(Object.keys(values)),
  });
  return draft;
}

/** Creates and saves a record as the administrator. */
export function saved(store: AccountStore, type: string, values: Readonly<Record<string, StoredValue>>): number {
  const actor = store.account.administratorActor();
  const draft = setFields(store.records.create(type, actor), values);
  return store.records.save(draft, PLAIN, contextOf(actor));
}

export const PLAIN = { ignoreMandatoryFields: false, enableSourcing: false };

export interface Company {
  readonly usd: number;
  readonly eur: number;
  readonly us: number;
  readonly germany: number;
  readonly income: number;
  readonly customer: number;
  readonly shirt: number;
  readonly discount: number;
}

/** Two subsidiaries, two currencies, one customer, one item to sell and one to discount with. */
export function company(store: AccountStore): Company {
  const make = (type: string, values: Readonly<Record<string, StoredValue>>) => store.createRecord({ type, values });
  const usd = make('currency', { name: 'US Dollar', symbol: 'USD', exchangerate: 1, isbasecurrency: true });
  const eur = make('currency', { name: 'Euro', symbol: 'EUR', exchangerate: 1.25 });
  const us = make('subsidiary', { name: 'Parent Company', currency: usd, country: 'US' });
  const germany = make('subsidiary', { name: 'Germany', currency: eur, country: 'DE', parent: us });
  const income = make('account', { acctname: 'Sales', acctnumber: '4000', accttype: 'Income' });
  const customer = make('customer', { companyname: 'Acme', subsidiary: us, email: 'ap@acme.example' });
  const shirt = make('noninventoryitem', { itemid: 'SHIRT', incomeaccount: income, subsidiary: [us], salesdescription: 'A shirt' });
  const discount = make('discountitem', { itemid: 'DISCOUNT', account: income, subsidiary: [us] });
  return { usd, eur, us, germany, income, customer, shirt, discount };
}

/** The name of the error that `work` throws; fails where it throws none. */
export function nameOfFailure(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).name;
  }
  throw new Error('Nothing was thrown.');
}
