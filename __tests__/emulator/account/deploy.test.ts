import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccountStore } from '../../../emulator/account/account-store';
import type { AccountStore } from '../../../emulator/account/types';
import type { SdfInstance, SdfProject, SdfValue } from '../../../emulator/sdf/types';
import {
  contextOf, nameOfFailure, NOW_MS, PLAIN, saved, sdfBodyField, sdfField, sdfList, sdfProject, sdfRecordType, sdfRole, setFields,
} from '../records/account-fixture';

const text = (value: string): SdfValue => ({ kind: 'text', text: value });

function instance(scriptId: string, values: Readonly<Record<string, SdfValue>>, extra: Partial<SdfInstance> = {}): SdfInstance {
  return { scriptId, isInactive: false, values: new Map(Object.entries(values)), position: { file: '', line: 1, column: 1 }, ...extra };
}

const FIELDS = [
  sdfField('custrecord_code', 'TEXT', { mandatory: true }), sdfField('custrecord_note', 'TEXT'), sdfField('custrecord_on', 'CHECKBOX'),
  sdfField('custrecord_n', 'INTEGER', { defaultValue: text('7') }), sdfField('custrecord_day', 'DATE'),
  sdfField('custrecord_kind', 'SELECT', {
    selectRecordType: { kind: 'object', scriptId: 'customlist_kind' },
    defaultValue: { kind: 'references', references: [{ kind: 'member', scriptId: 'customlist_kind', memberId: 'val_b' }] },
  }),
  sdfField('custrecord_rule', 'SELECT', { selectRecordType: { kind: 'object', scriptId: 'customrecord_rule' } }),
];

const SHIPPED = [
  instance('val_one', {
    custrecord_code: text('one'), custrecord_on: text('T'), custrecord_day: text('2026-01-31'),
    custrecord_kind: { kind: 'references', references: [{ kind: 'member', scriptId: 'customlist_kind', memberId: 'val_a' }] },
    custrecord_rule: { kind: 'references', references: [{ kind: 'member', scriptId: 'customrecord_rule', memberId: 'val_two' }] },
  }),
  instance('val_two', { custrecord_code: text('two') }),
];

function project(parts: Partial<SdfProject> = {}): SdfProject {
  return sdfProject({
    customLists: [sdfList('customlist_kind', ['A', 'B'])], customRecordTypes: [sdfRecordType('customrecord_rule', FIELDS, { instances: SHIPPED })], ...parts,
  });
}

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'account-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

/** Starts on the same folder with a project, looks, and stops. */
function start<T>(deployed: SdfProject, look: (store: AccountStore) => T): T {
  const store = openAccountStore({ dataFolder: folder, project: deployed, timeZone: 'America/Los_Angeles', nowMs: () => NOW_MS });
  try {
    return look(store);
  } finally {
    store.close();
  }
}

const rules = (store: AccountStore) => store.database.prepare('SELECT * FROM customrecord_rule ORDER BY id').all();

describe('a first start', () => {
  test('makes tables, lists and shipped rows, with references resolved', () => {
    start(project(), (store) => {
      expect(store.existed).toBe(false);
      expect(rules(store)).toMatchObject([
        { id: 1, recordid: 1, custrecord_code: 'one', custrecord_on: 'T', custrecord_day: '2026-01-31', custrecord_kind: 1, custrecord_rule: 2, custrecord_n: 7, externalid: null },
        { id: 2, custrecord_code: 'two', custrecord_on: 'F', custrecord_kind: 2 },
      ]);
    });
  });

  test.each([
    ['a mandatory field without a value', instance('val_bad', { custrecord_note: text('x') })],
    ['a field the type does not have', instance('val_bad', { custrecord_code: text('x'), custrecord_other: text('x') })],
    ['a figure that is none', instance('val_bad', { custrecord_code: text('x'), custrecord_n: text('many') })],
    ['a list value that does not exist', instance('val_bad', {
      custrecord_code: text('x'), custrecord_kind: { kind: 'references', references: [{ kind: 'member', scriptId: 'customlist_kind', memberId: 'val_z' }] },
    })],
  ])('refuses a shipped row with %s, whole', (_title, bad) => {
    const broken = project({ customRecordTypes: [sdfRecordType('customrecord_rule', FIELDS, { instances: [...SHIPPED, bad] })] });
    expect(nameOfFailure(() => start(broken, () => undefined))).toBe('DEPLOY_REFUSED');
    start(project(), (store) => { expect(rules(store)).toHaveLength(2); });
  });
});

describe('a start on existing data', () => {
  test('keeps records, ids, numbers and keys', () => {
    const first = start(project(), (store) => ({ id: saved(store, 'customrecord_rule', { custrecord_code: 'own', externalid: 'K' }), next: store.state.next('x') }));
    start(project(), (store) => {
      expect(store.existed).toBe(true);
      expect(store.records.load('customrecord_rule', first.id, store.account.administratorActor()).values.get('custrecord_code')).toBe('own');
      expect(saved(store, 'customrecord_rule', { custrecord_code: 'next' })).toBe(first.id + 1);
      expect(nameOfFailure(() => saved(store, 'customrecord_rule', { custrecord_code: 'x', externalid: 'k' }))).toBe('DUP_CSTM_RCRD_ENTRY');
      expect(store.state.next('x')).toBe(first.next + 1);
    });
  });

  test('sets shipped rows back to the XML, leaves fields it does not name, and makes deleted rows again', () => {
    start(project(), (store) => {
      const actor = store.account.administratorActor();
      const row = setFields(store.records.load('customrecord_rule', 1, actor), { custrecord_code: 'edited', custrecord_note: 'mine', isinactive: true });
      store.records.save(row, PLAIN, contextOf(actor));
      store.database.prepare('DELETE FROM customrecord_rule WHERE id = 2').run();
    });
    start(project(), (store) => {
      expect(rules(store)).toMatchObject([
        { id: 1, custrecord_code: 'one', custrecord_note: 'mine', isinactive: 'F' }, { custrecord_code: 'two' },
      ]);
    });
  });

  test('does not touch a shipped row that is as the XML says', () => {
    start(project(), () => undefined);
    const versions = start(project(), (store) => rules(store).map((row) => row['_version']));
    expect(start(project(), (store) => rules(store).map((row) => row['_version']))).toEqual(versions);
  });

  test('adds fields and list values, and deletes nothing that left the project', () => {
    start(project({ customFields: [sdfBodyField('custbody_old', 'TEXT')] }), (store) => { saved(store, 'customrecord_rule', { custrecord_code: 'x', custrecord_note: 'kept' }); });
    const next = project({
      customLists: [sdfList('customlist_kind', ['C'])],
      customRecordTypes: [sdfRecordType('customrecord_rule', [sdfField('custrecord_code', 'TEXT'), sdfField('custrecord_new', 'INTEGER')])],
      customFields: [sdfBodyField('custbody_new', 'TEXT')],
    });
    start(next, (store) => {
      const type = store.metadata.recordType('customrecord_rule');
      expect([...(type?.fields.keys() ?? [])]).toEqual(expect.arrayContaining(['custrecord_note', 'custrecord_new', 'custrecord_kind']));
      expect(rules(store).at(-1)).toMatchObject({ custrecord_note: 'kept', custrecord_new: null });
      expect(rules(store)).toHaveLength(3);
      expect(store.database.prepare('SELECT id, name FROM customlist_kind ORDER BY id').all()).toEqual([{ id: 1, name: 'A' }, { id: 2, name: 'B' }, { id: 3, name: 'C' }]);
      expect(store.metadata.recordType('salesorder')?.fields.has('custbody_old')).toBe(true);
      expect(store.metadata.queryTable('transaction')?.columns.has('custbody_new')).toBe(true);
    });
  });

  test('keeps a record type that left the project', () => {
    start(project(), () => undefined);
    start(sdfProject(), (store) => {
      expect(rules(store)).toHaveLength(2);
      expect(saved(store, 'customrecord_rule', { custrecord_code: 'still here' })).toBe(3);
    });
  });

  test('refuses a field that changes its type, and leaves the account as it was', () => {
    start(project(), () => undefined);
    const changed = project({ customRecordTypes: [sdfRecordType('customrecord_rule', [sdfField('custrecord_code', 'INTEGER'), sdfField('custrecord_extra', 'TEXT')])] });
    expect(nameOfFailure(() => start(changed, () => undefined))).toBe('DEPLOY_REFUSED');
    start(project(), (store) => { expect(store.metadata.recordType('customrecord_rule')?.fields.has('custrecord_extra')).toBe(false); });
  });

  test('keeps permissions of a record type that the XML no longer names, and takes those of roles', () => {
    const position = { file: '', line: 1, column: 1 };
    const permission = (level: 'VIEW' | 'FULL') => [{ role: { kind: 'object', scriptId: 'customrole_a' } as const, level, position }];
    const secured = (permissions: ReturnType<typeof permission>) => sdfRecordType('customrecord_rule', FIELDS, { accessType: 'USEPERMISSIONLIST', permissions });
    const roleB = sdfRole('customrole_b', [{ key: { kind: 'object', scriptId: 'customrecord_rule' }, level: 'EDIT', position }]);
    start(project({ customRecordTypes: [secured(permission('VIEW'))], roles: [sdfRole('customrole_a', [])] }), () => undefined);
    start(project({ customRecordTypes: [secured([])], roles: [roleB] }), (store) => {
      const access = store.metadata.recordType('customrecord_rule')?.access;
      expect(access).toEqual({ kind: 'list', levels: new Map([['customrole_a', 1], ['customrole_b', 3]]) });
      expect(store.account.role('customrole_a')).toMatchObject({ id: 1001 });
      expect(store.account.role('customrole_b')).toMatchObject({ id: 1002 });
    });
  });

  test('is refused while another account runs on the folder', () => {
    start(project(), () => {
      expect(() => start(project(), () => undefined)).toThrow('another process');
    });
  });
});

describe('numbering', () => {
  test('names records by prefix and number where the type says so', () => {
    const numbered = sdfRecordType('customrecord_req', [], {
      includeName: true, enableNumbering: true, extra: new Map([['numberingprefix', 'REQ-'], ['numberingmindigits', '4']]),
    });
    start(sdfProject({ customRecordTypes: [numbered] }), (store) => {
      saved(store, 'customrecord_req', {});
      saved(store, 'customrecord_req', {});
      expect(store.database.prepare('SELECT name FROM customrecord_req ORDER BY id').all()).toEqual([{ name: 'REQ-0001' }, { name: 'REQ-0002' }]);
    });
  });
});
