import { createQueryEngine } from '../../../emulator/suiteql/engine';
import { initSqlParser } from '../../../emulator/suiteql/parse';
import type { ExecutionContext } from '../../../emulator/runtime/types';
import type { StoredValue } from '../../../emulator/metadata/types';
import { NOW_MS, openStore, sdfField, sdfRecordType, sdfRole, setFields, standardPermission } from './account-fixture';
import { billInAdvance, loadRecord, openBooks, removeRecord, sale, saveRecord } from './books-fixture';
import type { Books } from './books-fixture';

beforeAll(initSqlParser);

const NOTES = 'SELECT n.field AS field, n.type AS type, n.oldvalue AS old, n.newvalue AS new, n.name AS who, n.role AS role, n.context AS context FROM systemnote n WHERE n.recordid = ? AND n.recordtypeid = ? ORDER BY n.id';

function notesOf(store: Books['store'], id: number, recordtypeid: number, actor = store.account.administratorActor()): readonly Readonly<Record<string, unknown>>[] {
  const engine = createQueryEngine({ database: store.database, metadata: store.metadata, clock: { nowMs: () => NOW_MS }, timeZone: 'America/Los_Angeles' });
  const { columns, rows } = engine.run(NOTES, [id, recordtypeid], actor);
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));
}

function edit(books: Books, type: string, id: number, values: Readonly<Record<string, StoredValue>>): void {
  saveRecord(books, setFields(loadRecord(books, type, id), values));
}

describe('system notes of transactions and entities', () => {
  let books: Books;
  beforeEach(() => {
    books = openBooks();
    billInAdvance(books);
  });
  afterEach(() => { books.store.close(); });

  it('a save that makes a record leaves one note; one that changes it, a note of each field that differs', () => {
    const invoice = sale(books, 'invoice', [[books.shirt, 1, 20]]);
    edit(books, 'invoice', invoice, { memo: 'first' });
    edit(books, 'invoice', invoice, { memo: 'second', otherrefnum: 'PO 7' });
    expect(notesOf(books.store, invoice, -30).map(({ field, type, old, new: now }) => [type, field, old, now])).toEqual([
      ['T', null, null, null], ['F', 'TRANDOC.MEMO', null, 'first'], ['F', 'TRANDOC.MEMO', 'first', 'second'], ['F', 'TRANDOC.OTHERREFNUM', null, 'PO 7'],
    ]);
  });

  it('a save that changes nothing leaves none', () => {
    const invoice = sale(books, 'invoice', [[books.shirt, 1, 20]], { memo: 'as it is' });
    edit(books, 'invoice', invoice, { memo: 'as it is' });
    expect(notesOf(books.store, invoice, -30)).toHaveLength(1);
  });

  it('they name user, role and context; names stand for ids', () => {
    const { userId, roleId } = books.store.account.administratorActor();
    edit(books, 'customer', books.customer, { terms: null, isinactive: true });
    expect(notesOf(books.store, books.customer, -9).at(-1)).toEqual({ field: 'ENTITY.ISINACTIVE', type: 'F', old: 'F', new: 'T', who: userId, role: roleId, context: 'RST' });
  });

  it('a void is a note of the status', () => {
    const invoice = sale(books, 'invoice', [[books.shirt, 1, 20]]);
    books.store.voids.voidTransaction('invoice', invoice, { actor: books.store.account.administratorActor(), context: 'MAPREDUCE', nowMs: NOW_MS });
    expect(notesOf(books.store, invoice, -30).at(-1)).toMatchObject({ field: 'TRANDOC.KSTATUS', new: 'Voided', context: 'MPR' });
  });

  it('they go with their record', () => {
    const invoice = sale(books, 'invoice', [[books.shirt, 1, 20]]);
    removeRecord(books, 'invoice', invoice);
    expect(notesOf(books.store, invoice, -30)).toEqual([]);
  });

  it('a changed line is a note with its line', () => {
    const invoice = sale(books, 'invoice', [[books.shirt, 1, 20], [books.shirt, 2, 30]]);
    const draft = loadRecord(books, 'invoice', invoice);
    draft.sublists.get('item')?.[1]?.values.set('description', 'torn');
    saveRecord(books, draft);
    const lines = books.store.database.prepare('SELECT "field", "lineid", "newvalue" FROM "systemnote" WHERE "recordid" = ? AND "type" = \'F\'').all(invoice);
    expect(lines).toEqual([{ field: 'TRANLINE.DESCRIPTION', lineid: Number(draft.sublists.get('item')?.[1]?.values.get('line')), newvalue: 'torn' }]);
  });
});

describe('system notes of custom records', () => {
  const withType = (enableSystemNotes: boolean) => openStore({
    customRecordTypes: [sdfRecordType('customrecord_ticket', [sdfField('custrecord_code', 'TEXT'), sdfField('custrecord_long', 'CLOBTEXT')], { enableSystemNotes })],
    roles: [sdfRole('customrole_clerk', [standardPermission('LIST_CUSTRECORDENTRY', 'FULL')])],
  });

  function changed(store: Books['store'], context: ExecutionContext): number {
    const actor = store.account.administratorActor();
    const options = { ignoreMandatoryFields: false, enableSourcing: false };
    const id = store.records.save(setFields(store.records.create('customrecord_ticket', actor), { custrecord_code: 'A' }), options, { actor, context, nowMs: NOW_MS });
    store.records.submitFields({ type: 'customrecord_ticket', id, values: new Map<string, StoredValue>([['custrecord_code', 'B'], ['custrecord_long', 'x'.repeat(700)]]) }, options, { actor, context, nowMs: NOW_MS });
    return id;
  }

  it.each([['CSVIMPORT', 'CSV'], ['USERINTERFACE', 'UIF'], ['SUITELET', 'SLT']] as const)('are kept of single fields too, from %s; a long text by its length alone', (context, code) => {
    const store = withType(true);
    const id = changed(store, context);
    const type = Number(store.database.prepare('SELECT "internalid" AS id FROM "customrecordtype" WHERE "scriptid" = \'CUSTOMRECORD_TICKET\'').get()?.['id']);
    expect(notesOf(store, id, type).map(({ field, old, new: now, context: from }) => [field, old, now, from])).toEqual([
      [null, null, null, code], ['CUSTRECORD_CODE', 'A', 'B', code], ['CUSTRECORD_LONG', null, '700', code],
    ]);
    store.close();
  });

  it('are not kept where the type says so', () => {
    const store = withType(false);
    changed(store, 'USERINTERFACE');
    expect(store.database.prepare('SELECT COUNT(*) AS n FROM "systemnote"').get()).toEqual({ n: 0 });
    store.close();
  });

  it('who is no administrator sees only what they changed themselves, unless the role may see them all', () => {
    const store = withType(true);
    const id = changed(store, 'USERINTERFACE');
    const type = Number(store.database.prepare('SELECT "internalid" AS id FROM "customrecordtype"').get()?.['id']);
    const administrator = store.account.administratorActor();
    const clerk = { ...administrator, administrator: false, userId: 77 };
    expect(notesOf(store, id, type, clerk)).toEqual([]);
    expect(notesOf(store, id, type, { ...clerk, userId: administrator.userId })).toHaveLength(3);
    expect(notesOf(store, id, type, { ...clerk, permissions: new Map([['LIST_SYSTEMNOTES', 1]]) })).toHaveLength(3);
    expect(notesOf(store, id, type)).toHaveLength(3);
    store.close();
  });
});
