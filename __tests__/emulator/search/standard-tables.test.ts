import { createMetadataRegistry } from '../../../emulator/metadata/registry';
import { createSearchEngine } from '../../../emulator/search/engine';
import { openSqlite } from '../../../emulator/store/sqlite';
import { ensurePlatformTables, ensureTables } from '../../../emulator/store/schema';
import { createQueryEngine } from '../../../emulator/suiteql/engine';
import { administrator } from '../suiteql/small-account';

const metadata = createMetadataRegistry({ recordTypes: [], lists: [], standardFields: [] });
const database = openSqlite(':memory:');
ensurePlatformTables(database);
ensureTables(database, metadata.tables());
const timeZone = 'America/Los_Angeles';
const queries = createQueryEngine({ database, metadata, clock: { nowMs: () => 0 }, timeZone });
const searches = createSearchEngine({ database, metadata, timeZone });
afterAll(() => { database.close(); });

const tables = metadata.queryTables().map((table) => [table.name, table] as const);

test('the standard account has tables to look at', () => {
  expect(tables.map(([name]) => name)).toEqual(expect.arrayContaining(['customer', 'entity', 'item', 'transaction', 'transactionline']));
});

test.each(tables)('every column of %s can be queried, and shown where it points at something', (name, table) => {
  const columns = [...table.columns.values()].filter((column) => column.type !== 'clob');
  const run = (expression: string) => queries.run(`SELECT ${expression} AS x FROM ${name} t`, [], administrator);
  for (const column of columns) expect(run(`t.${column.name}`).columns).toEqual([{ name: 'x', type: column.type }]);
  const pointing = columns.filter((column) => (column.references !== undefined || column.labels !== undefined) && column.multiple !== true);
  for (const column of pointing) expect(run(`BUILTIN.DF(t.${column.name})`).columns).toEqual([{ name: 'x', type: 'string' }]);
});

test.each(metadata.recordTypes().map((type) => type.id))('every plain body field of %s can be looked up', (type) => {
  const fields = [...metadata.recordType(type)?.fields.values() ?? []].filter((field) => field.column !== undefined
    && !['clobtext', 'richtext', 'inlinehtml', 'password', 'document', 'image'].includes(field.type));
  expect(searches.lookup(type, 1, ['internalid', ...fields.map((field) => field.id)], administrator)).toBeUndefined();
});

test.each(['entity', 'item', 'transaction'])('the group %s is searched as one', (type) => {
  const mainline = type === 'transaction' ? { kind: 'term' as const, name: 'mainline', operator: 'is', values: ['T'] } : undefined;
  expect(searches.run({ type, filter: mainline, columns: [{ name: 'externalid', sort: 'ASC' }] }, administrator, { start: 0, end: 5 })).toEqual([]);
});
