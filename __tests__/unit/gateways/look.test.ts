import * as query from 'N/query';
import type { LookRequest } from '../../../src/application/ports';
import { queryKey } from '../../../src/domain/references';
import { LookGateway } from '../../../src/gateways/look-gateway';

afterEach(() => {
  jest.restoreAllMocks();
});

const answers = (...rows: readonly object[]) => jest.spyOn(query, 'runSuiteQL').mockReturnValue({ asMappedResults: () => rows } as unknown as query.ResultSet);

/** The one statement that was run. */
function statement(spy: jest.SpyInstance): { readonly query: string; readonly params: readonly unknown[] } {
  expect(spy).toHaveBeenCalledTimes(1);
  const [options] = spy.mock.calls[0] as [{ readonly query: string; readonly params: readonly unknown[] }];
  return options;
}

describe('the look gateway', () => {
  const request: LookRequest = {
    operationId: 'me', lane: 'lane', ruleCode: 'shop.order', target: { recordType: 'salesorder', externalId: 'x' }, work: { source: 'shopify', documentType: 'order', target: 'salesorder', contentId: 'none' }, outcomesAfter: undefined,
    references: [{ record: 'item', field: 'itemid', value: 'A' }, { record: 'item', field: 'itemid', value: "B'; --" }, { record: 'customer', field: 'externalid', value: 'c' }],
  };

  it.each([undefined, 3])('asks everything in one statement, with a bound value for every mark: outcomes after %p', (outcomesAfter) => {
    const run = answers();
    new LookGateway('1234567').look({ ...request, outcomesAfter });
    const { query: sql, params } = statement(run);
    expect(sql.split('?')).toHaveLength(params.length + 1);
    expect(params).toEqual(expect.arrayContaining(['lane', 'x', 'shop.order', 'A', "B'; --", 'c']));
    expect(sql).not.toContain("B'");
    expect(sql.includes("'outcome'")).toBe(outcomesAfter !== undefined);
  });

  it('has one text for orders of other lines, so that a known statement is not parsed again', () => {
    const texts = [['A', 'B', 'C'], ['X', 'Y', 'Z', 'W']].map((values) => {
      const run = answers();
      new LookGateway('1234567').look({ ...request, references: values.map((value) => ({ record: 'item', field: 'itemid', value })) });
      const { query: sql } = statement(run);
      run.mockRestore();
      return sql;
    });
    expect(texts[0]).toBe(texts[1]);
  });

  it('answers many requests from one statement, each with what is its own', () => {
    const run = answers(
      { kind: 'holder', id: 1, a: 'other', b: 'lane' }, { kind: 'holder', id: 2, a: 'me', b: 'lane' }, { kind: 'object', id: 3, a: 'op', b: 'lane-2', n: 7 },
      { kind: 'target:customer', id: 4, a: 'op', b: ' y' }, { kind: 'map', id: 5, a: 'v:h', b: 'shop.order' }, { kind: 'outcome', id: 6, b: 'you', n: 2 },
    );
    const other: LookRequest = { ...request, operationId: 'you', lane: 'lane-2', ruleCode: 'shop.customer', target: { recordType: 'customer', externalId: 'y' }, outcomesAfter: 1, references: [] };
    const [mine, yours] = new LookGateway('1234567').lookMany([request, other]);
    expect(mine).toMatchObject({ holders: [{ operationId: 'other', internalId: 1 }], object: undefined, target: undefined, mapInForce: 'v:h', outcomeEventId: undefined });
    expect(yours).toMatchObject({ holders: [], object: { internalId: 3, versionNumber: 7 }, target: { internalId: 4, stamp: 'op' }, mapInForce: '', outcomeEventId: 6 });
    const { query: sql, params } = statement(run);
    expect(sql.split('?')).toHaveLength(params.length + 1);
  });

  it('answers a value map by what its row points at, and asks for it by a hash alone', () => {
    const map = (value: string) => ({ record: 'customrecord_dkt_value_map', field: 'externalid', value });
    const run = answers(
      { kind: 'value_map', id: 1, a: 'vm-1', b: 'F|customer|', n: 12 }, { kind: 'value_map', id: 2, a: 'vm-2', b: 'F||a|b' }, { kind: 'value_map', id: 3, a: 'vm-3', b: 'T|customer|', n: 13 },
    );
    const queries = ['vm-1', 'vm-2', 'vm-3', 'vm-4'].map(map);
    const { references } = new LookGateway('1234567').look({ ...request, references: queries });
    expect(queries.map((query) => references.get(queryKey(query)))).toEqual([
      [{ internalId: 1, inactive: false, mapped: { record: 'customer', id: 12, value: '' } }],
      [{ internalId: 2, inactive: false, mapped: { record: '', id: undefined, value: 'a|b' } }],
      [{ internalId: 3, inactive: true, mapped: { record: 'customer', id: 13, value: '' } }],
      [],
    ]);
    const { query: sql, params } = statement(run);
    expect(sql.split('?')).toHaveLength(params.length + 1);
    expect(params).toEqual(expect.arrayContaining(['vm-1', 'vm-2', 'vm-3', 'vm-4']));
  });

  it('asks in several lists for a document of very many lines, none of them over the limit', () => {
    const run = answers();
    new LookGateway('1234567').look({ ...request, references: Array.from({ length: 1500 }, (_, index) => ({ record: 'item', field: 'itemid', value: `SKU-${index}` })) });
    const { query: sql, params } = statement(run);
    const lists = [...sql.matchAll(/IN \(([?, ]+)\)/g)].map(([, marks = '']) => marks.split(',').length);
    expect(Math.max(...lists)).toBeLessThanOrEqual(512);
    expect(params.filter((value) => String(value).startsWith('SKU-')).length).toBeGreaterThanOrEqual(1500);
  });

  it('splits what would not fit one list, and answers nothing to nothing', () => {
    const run = answers();
    const requests = Array.from({ length: 5 }, (_, at) => ({ ...request, references: Array.from({ length: 200 }, (_each, index) => ({ record: 'item', field: 'itemid', value: `${at}-${index}` })) }));
    expect(new LookGateway('1234567').lookMany(requests)).toHaveLength(5);
    expect(run).toHaveBeenCalledTimes(3);
    for (const [options] of run.mock.calls) expect(((options).params ?? []).length).toBeLessThan(1000);
    run.mockClear();
    expect(new LookGateway('1234567').lookMany([])).toEqual([]);
    expect(run).not.toHaveBeenCalled();
  });

  it('takes a record of another type with the external id for somebody else\'s', () => {
    answers({ kind: 'target:transaction', id: 5, a: 'op', b: 'invoice x' });
    expect(new LookGateway('1234567').look(request).target).toEqual({ internalId: 5, stamp: '' });
    answers({ kind: 'target:transaction', id: 5, a: 'op', b: 'salesorder x' });
    expect(new LookGateway('1234567').look(request).target).toEqual({ internalId: 5, stamp: 'op' });
  });
});
