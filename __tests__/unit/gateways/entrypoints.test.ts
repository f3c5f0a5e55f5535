import * as cache from 'N/cache';
import * as crypto from 'N/crypto';
import * as suiteError from 'N/error';
import * as log from 'N/log';
import * as query from 'N/query';
import * as record from 'N/record';
import * as runtime from 'N/runtime';
import * as restlet from '../../../src/entrypoints/inbound_restlet';
import * as sweep from '../../../src/entrypoints/sweep_mapreduce';
import { thrownBy } from '../../support/builders';
import { customerMap, orderMap } from '../../support/fakes/shop';

const CONFIGURATION = { source: 'shop', binding: { roles: ['customrole_connector'], users: [], values: {} }, intakeOpen: true, maps: [orderMap(), customerMap()] };

/** The platform's answers that every entry function needs. */
function platform(role = 'customrole_connector'): void {
  jest.spyOn(runtime, 'getCurrentUser').mockReturnValue({ id: 5, roleId: role } as runtime.User);
  jest.spyOn(runtime, 'getCurrentScript').mockReturnValue({ getRemainingUsage: () => 5000 } as runtime.Script);
  jest.spyOn(cache, 'getCache').mockReturnValue({ get: () => JSON.stringify(CONFIGURATION) } as unknown as cache.Cache);
  jest.spyOn(suiteError, 'create').mockImplementation((options) => options as unknown as suiteError.SuiteScriptError);
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the inbound RESTlet', () => {
  it('turns a refusal into the platform\'s error, with its code and place', () => {
    platform();
    expect(thrownBy(() => restlet.post({ contract: '2' }))).toEqual({ name: 'contract_unsupported', message: expect.stringMatching(/^\/contract: /) as string, notifyOff: true });
    expect(thrownBy(() => restlet.post(null))).toMatchObject({ name: 'not_an_object', message: expect.stringMatching(/^The body/) as string });
    expect(thrownBy(() => restlet.get({ operationId: '' }))).toMatchObject({ name: 'operation_not_found' });
  });

  it('hands over body and caller', () => {
    platform('customrole_other');
    expect(thrownBy(() => restlet.post({ contract: '1', source: 'shop', documentType: 'order' }))).toMatchObject({ name: 'source_not_yours' });
    platform();
    expect(thrownBy(() => restlet.post({ contract: '1', source: 'shop', documentType: 'order' }))).toMatchObject({ name: 'document_missing' });
  });

  it('hands over the query, and gives back what was found', () => {
    platform();
    const run = jest.spyOn(query, 'runSuiteQL').mockReturnValue({ asMappedResults: () => [{ id: 7, source: 'shop', state: 'parked', attempts: 1, waits_for: 'op-1', seen_again: 0 }] } as unknown as query.ResultSet);
    expect(restlet.get({ operationId: 'op-2' })).toMatchObject({ operationId: 'op-2', outcome: 'parked', waitsFor: 'op-1', replayed: false });
    expect(run.mock.calls.map(([options]) => options)).toMatchObject([{ params: ['op-2'] }]);
  });

  it('throws on as it came what is no refusal', () => {
    platform();
    jest.spyOn(query, 'runSuiteQL').mockImplementation(() => { throw Object.assign(new Error('no'), { name: 'INSUFFICIENT_PERMISSION' }); });
    expect(thrownBy(() => restlet.get({ operationId: 'op-2' }))).toMatchObject({ name: 'INSUFFICIENT_PERMISSION', message: 'no' });
    expect(suiteError.create).not.toHaveBeenCalled();
  });
});

describe('the sweep', () => {
  it('is never replayed by the platform', () => {
    expect(sweep.config).toEqual({ retryCount: 0 });
  });

  it('selects what is due now, and only ids and lanes travel', () => {
    platform();
    const run = jest.spyOn(query, 'runSuiteQL').mockReturnValue({ asMappedResults: () => [] } as unknown as query.ResultSet);
    const due = [{ id: 7, lane: 'l1', state: 'accepted', due_ms: 1 }, { id: '8', lane: 'l2', state: 'accepted', due_ms: 1 }];
    run.mockImplementation(({ query: sql }) => ({ asMappedResults: () => (sql.includes('custrecord_dkt_op_due_ms <= ?') ? due : []) }) as unknown as query.ResultSet);
    const from = Date.now();
    expect(sweep.getInputData()).toEqual([{ internalId: 7, lane: 'l1' }, { internalId: 8, lane: 'l2' }]);
    const [dueMs] = (run.mock.calls.find(([{ query: sql }]) => sql.includes('custrecord_dkt_op_due_ms <= ?'))?.[0].params ?? []) as number[];
    expect(dueMs).toBeGreaterThanOrEqual(from);
    expect(dueMs).toBeLessThanOrEqual(Date.now());
  });

  it('routes an operation to its lane', () => {
    const write = jest.fn();
    sweep.map({ value: '{"internalId":7,"lane":"l1"}', write } as never);
    expect(write.mock.calls).toEqual([[{ key: 'l1', value: '7' }]]);
  });

  it('writes what became of each operation of a lane', () => {
    platform();
    const fields: Readonly<Record<string, unknown>> = { custrecord_dkt_op_state: 'applied' };
    jest.spyOn(record, 'load').mockReturnValue({ getValue: ({ fieldId }: { fieldId: string }) => fields[fieldId] } as never);
    const bytes = jest.spyOn(require('N/crypto/random') as { generateBytes(): Uint8Array }, 'generateBytes').mockReturnValue(new Uint8Array([1, 2]));
    const write = jest.fn();
    sweep.reduce({ key: 'l1', values: ['9', '7'], write } as never);
    expect(write.mock.calls).toEqual([[{ key: '7', value: '{"state":"not_due"}' }], [{ key: '9', value: '{"state":"not_due"}' }]]);
    expect(bytes).toHaveBeenCalledWith({ size: 8 });
  });

  it('tells of counts and of every failure by stage and name, and of no payload', () => {
    platform();
    jest.spyOn(query, 'runSuiteQL').mockReturnValue({ asMappedResults: () => [] } as unknown as query.ResultSet);
    let hashed = 0;
    jest.spyOn(crypto, 'createHash').mockImplementation(() => ({ update: () => undefined, digest: () => String((hashed += 1)) }));
    const rows: Record<string, unknown>[] = [];
    jest.spyOn(record, 'create').mockImplementation(() => {
      const values: Record<string, unknown> = {};
      rows.push(values);
      return { setValue: ({ fieldId, value }: { fieldId: string; value: unknown }) => { values[fieldId] = value; }, save: () => rows.length } as never;
    });
    const audit = jest.spyOn(log, 'audit').mockReturnValue(undefined);
    const failed = jest.spyOn(log, 'error').mockReturnValue(undefined);
    const iterator = (pairs: readonly (readonly [string, unknown, string?])[]) => ({
      iterator: () => ({ each: (take: (key: string, value: unknown, state?: string) => boolean) => { for (const [key, value, state] of pairs) take(key, value, state); } }),
    });
    const summary = {
      dateCreated: new Date(Date.now() - 5000), usage: 120, inputSummary: { error: '{"name":"A","message":"b"}' },
      output: iterator([['7', '{"state":"applied"}'], ['8', '{"state":"applied"}'], ['9', '{"state":"damaged","words":"It has no document."}']]),
      mapSummary: { errors: iterator([['l1', 'no JSON']]), keys: iterator([['0', 1, 'COMPLETE'], ['l1', 1, 'FAILED']]) },
      reduceSummary: { errors: iterator([['l2', '{}'], ['l3', '{"name":"SSS_APP_SERVER_RESTART"}'], ['l4', '{"name":"SSS_APP_SERVER_RESTART"}']]), keys: iterator([['l2', 1, 'FAILED'], ['l3', 1, 'FAILED'], ['l4', 1, 'FAILED'], ['l5', 1, 'PENDING']]) },
    };
    sweep.summarize(summary as never);
    expect(audit.mock.calls).toEqual([[{ title: 'Sweep finished', details: { selected: 2, outcomes: { applied: 2, damaged: 1 }, stillDue: 0, units: 120 } }]]);
    const told = [['getInputData', 'A', 1], ['map', 'UNKNOWN', 1], ['reduce', 'UNKNOWN', 1], ['reduce', 'SSS_APP_SERVER_RESTART', 2], ['reduce', 'NEVER_FINISHED', 1]] as const;
    expect(failed.mock.calls).toEqual(told.map(([stage, name, count]) => [{ title: `Sweep: ${stage} failed`, details: `${name}, ${count} times` }]));
    const causes = rows.filter((row) => row['custrecord_dkt_cause_kind'] !== undefined);
    expect(causes.map((row) => [row['custrecord_dkt_cause_kind'], row['custrecord_dkt_cause_subject']])).toEqual([['row_damaged', '9'], ...told.map(([stage, name]) => ['platform_failure', `${stage} ${name}`])]);
    expect(rows.find((row) => row['custrecord_dkt_set_name'] === 'heartbeat:sweep')).toBeDefined();
    expect(JSON.stringify(rows)).not.toContain('"b"');
  });
});

it.each(['inbound_restlet', 'sweep_mapreduce'])('loading %s calls nothing of N/*: it is refused while define runs', (script) => {
  jest.isolateModules(() => {
    const spies = ['N/cache', 'N/crypto', 'N/crypto/random', 'N/encode', 'N/error', 'N/log', 'N/query', 'N/record', 'N/runtime', 'N/search'].flatMap((name) => spyOnAll(require(name) as object));
    expect(spies.length).toBeGreaterThan(20);
    const loaded = require(`../../../src/entrypoints/${script}`) as object;
    expect(Object.keys(loaded).length).toBeGreaterThan(1);
    expect(spies.filter((spy) => spy.mock.calls.length > 0)).toEqual([]);
  });
});

function spyOnAll(module: object): readonly jest.SpyInstance[] {
  const members = [...Object.getOwnPropertyNames(module), ...Object.getOwnPropertyNames(Object.getPrototypeOf(module) as object)];
  return members.filter((name) => name !== 'constructor' && !(name in Object.prototype) && typeof (module as Readonly<Record<string, unknown>>)[name] === 'function').map((name) => jest.spyOn(module as Record<string, () => unknown>, name));
}
