import { loadedTarget } from '../../contract/support/load-and-save';
import * as cache from 'N/cache';
import * as crypto from 'N/crypto';
import * as encode from 'N/encode';
import * as query from 'N/query';
import * as record from 'N/record';
import * as runtime from 'N/runtime';
import * as search from 'N/search';
import { chainEvent } from '../../../src/domain/event-chain';
import { ConfigurationGateway } from '../../../src/gateways/configuration-gateway';
import { EventGateway } from '../../../src/gateways/event-gateway';
import { LedgerGateway } from '../../../src/gateways/ledger-gateway';
import { ObjectGateway } from '../../../src/gateways/object-gateway';
import { OperationGateway } from '../../../src/gateways/operation-gateway';
import { netSuitePlatform } from '../../../src/gateways/platform-gateway';
import { sha256, thrownBy } from '../../support/builders';
import { customerMap, orderMap } from '../../support/fakes/shop';

const NOW = Date.UTC(2026, 0, 5, 12);

afterEach(() => {
  jest.restoreAllMocks();
});

/** A record of N/record that notes what is done to it, in order. */
class NotedRecord {
  readonly done: string[] = [];
  /** By field, or by line and column. */
  readonly subrecords = new Map<string, NotedRecord>();
  fails: unknown;

  constructor(readonly values: Record<string, unknown> = {}, readonly lines: Record<string, unknown>[] = []) {}

  getValue({ fieldId }: { fieldId: string }): unknown { return this.values[fieldId]; }

  setValue({ fieldId, value }: { fieldId: string; value: unknown }): void {
    this.values[fieldId] = value;
    this.done.push(`set ${fieldId}`);
  }

  getSubrecord({ fieldId }: { fieldId: string }): NotedRecord { return this.inner(fieldId); }

  getLineCount(): number { return this.lines.length; }

  getSublistValue({ fieldId, line }: { fieldId: string; line: number }): unknown { return this.lines[line]?.[fieldId]; }

  setSublistValue({ fieldId, line, value }: { fieldId: string; line: number; value: unknown }): void {
    (this.lines[line] ??= {})[fieldId] = value;
    this.done.push(`line ${line} ${fieldId}`);
  }

  getSublistSubrecord({ fieldId, line }: { fieldId: string; line: number }): NotedRecord {
    this.lines[line] ??= {};
    return this.inner(`${line} ${fieldId}`);
  }

  findSublistLineWithValue({ fieldId, value }: { fieldId: string; value: unknown }): number { return this.lines.findIndex((line) => line[fieldId] === value); }

  removeLine({ line }: { line: number }): void {
    this.lines.splice(line, 1);
    this.done.push(`remove ${line}`);
  }

  private inner(place: string): NotedRecord {
    const inner = this.subrecords.get(place) ?? new NotedRecord();
    this.subrecords.set(place, inner);
    return inner;
  }

  save(): number {
    this.done.push('save');
    if (this.fails !== undefined) throw this.fails as Error;
    return 77;
  }
}

const created = (row: NotedRecord) => jest.spyOn(record, 'create').mockReturnValue(row as never);
const loaded = (row: NotedRecord) => jest.spyOn(record, 'load').mockReturnValue(row as never);
const answers = (...rows: readonly object[]) => jest.spyOn(query, 'runSuiteQL').mockReturnValue({ asMappedResults: () => rows } as unknown as query.ResultSet);

/** The one statement that was run. */
function statement(spy: jest.SpyInstance): { readonly query: string; readonly params: readonly unknown[] } {
  expect(spy).toHaveBeenCalledTimes(1);
  const [options] = spy.mock.calls[0] as [{ readonly query: string; readonly params: readonly unknown[] }];
  return options;
}

const document = {
  operationId: sha256('op'), source: 'shop', documentType: 'order', idempotencyKey: 'k', externalId: '1', lane: sha256('lane'), intent: 'upsert', mode: 'sync', version: '', versionNumber: undefined,
  correlationId: undefined, supersedes: undefined, parent: '', facts: { amount: '10.00', currency: undefined, party: undefined, date: undefined, number: undefined, version: undefined },
  fingerprint: sha256('f'), receivedSha256: sha256('t'), receivedCharacters: 2, keptText: `{"a":"${'x'.repeat(150_000)}"}`, receivedMs: NOW, account: '1234567',
} as const;

describe('the operation gateway', () => {
  it('logs in one save, with its name as the external id and the document in parts', () => {
    const row = new NotedRecord();
    const create = created(row);
    expect(new OperationGateway('1234567').log(document, { holder: 'h', untilMs: NOW + 5 })).toEqual({ kind: 'logged', internalId: 77 });
    expect(create).toHaveBeenCalledWith({ type: 'customrecord_dkt_operation', isDynamic: false });
    expect(row.done.filter((step) => step === 'save')).toHaveLength(1);
    expect(row.done.at(-1)).toBe('save');
    expect(row.values).toMatchObject({
      externalid: sha256('op'), custrecord_dkt_op_state: 'accepted', custrecord_dkt_op_due_ms: NOW + 5, custrecord_dkt_op_lease_by: 'h', custrecord_dkt_op_attempts: 1,
      custrecord_dkt_op_amount: 10, custrecord_dkt_op_amount_text: '10.00',
    });
    expect(`${String(row.values['custrecord_dkt_op_doc_1'])}${String(row.values['custrecord_dkt_op_doc_2'])}`).toBe(document.keptText);
    expect(Object.keys(row.values)).not.toContain('custrecord_dkt_op_correlation');
  });

  it.each(['12,50', 'free', '1234567890123.00'])('shows an amount that is no plain number as text alone: %s', (amount) => {
    const row = new NotedRecord();
    created(row);
    new OperationGateway('1234567').log({ ...document, facts: { ...document.facts, amount } }, undefined);
    expect(row.values).toMatchObject({ custrecord_dkt_op_amount_text: amount });
    expect(row.values).not.toHaveProperty('custrecord_dkt_op_amount');
  });

  it('reports whatever refused the save, for its caller to judge', () => {
    const row = new NotedRecord();
    row.fails = { name: 'DUP_EXTID', message: 'x' };
    created(row);
    expect(new OperationGateway('1234567').log(document, undefined)).toEqual({ kind: 'refused', error: { name: 'DUP_EXTID', message: 'x' } });
  });

  it('clears what a patch does not say', () => {
    const submit = jest.spyOn(record, 'submitFields').mockReturnValue(7);
    const patch = { state: 'superseded', waitsFor: '', dueMs: null, problem: null, observed: null, target: null, mapVersion: 'v', head: { number: 2, hash: 'h' }, settledMs: null } as const;
    new OperationGateway('1234567').update(7, patch);
    const [options] = submit.mock.calls[0] as [{ readonly type: string; readonly id: number; readonly values: Readonly<Record<string, unknown>> }];
    expect(options).toMatchObject({ type: 'customrecord_dkt_operation', id: 7, values: { custrecord_dkt_op_state: 'superseded', custrecord_dkt_op_head: 2 } });
    for (const field of ['due_ms', 'due_at', 'reason', 'observed', 'target_id', 'settled_ms', 'settled_at', 'waits_for']) expect(options.values).toHaveProperty(`custrecord_dkt_op_${field}`, '');
  });

  it('looks up one operation by a bound value', () => {
    const run = answers();
    expect(new OperationGateway('1234567').find("x' OR 1=1")).toBeUndefined();
    expect(statement(run)).toMatchObject({ params: ["x' OR 1=1"] });
    expect(statement(run).query).not.toContain('OR 1=1');
  });

  it('says loudly where a row holds a state that is none', () => {
    answers({ id: 7, state: 'done' });
    expect(() => new OperationGateway('1234567').find('op')).toThrow('unknown state "done"');
  });

  it('holds an operation that was saved in between once more, and throws where that happens twice', () => {
    const values = { custrecord_dkt_op_state: 'needs_review' };
    const [clash, free] = [new NotedRecord({ ...values }), new NotedRecord({ ...values })];
    clash.fails = { name: 'RCRD_HAS_BEEN_CHANGED', message: 'x' };
    const load = jest.spyOn(record, 'load').mockReturnValueOnce(clash as never).mockReturnValueOnce(free as never);
    expect(new OperationGateway('1234567').holdForWithdrawal(7, { holder: 'h', untilMs: NOW + 5 })).toMatchObject({ internalId: 7, state: 'needs_review' });
    expect(free.values).toMatchObject({ custrecord_dkt_op_due_ms: NOW + 5, custrecord_dkt_op_lease_by: 'hold h' });
    load.mockReturnValue(clash as never);
    expect(thrownBy(() => new OperationGateway('1234567').holdForWithdrawal(7, { holder: 'h', untilMs: NOW + 5 }))).toMatchObject({ name: 'RCRD_HAS_BEEN_CHANGED' });
  });

  const SOUND = {
    externalid: 'op', custrecord_dkt_op_state: 'accepted', custrecord_dkt_op_attempts: 1, custrecord_dkt_op_received_ms: NOW, custrecord_dkt_op_doc_chars: 2, custrecord_dkt_op_doc_1: '{}', custrecord_dkt_op_head: 0,
  };

  it('takes over no row that was changed outside Docket, and no other account\'s', () => {
    const damaged = new NotedRecord({ ...SOUND, custrecord_dkt_op_due_ms: NOW, custrecord_dkt_op_doc_1: '' });
    loaded(damaged);
    expect(new OperationGateway('1234567').takeOver(7, { holder: 'h', untilMs: NOW + 5 }, NOW)).toEqual({ kind: 'damaged', words: 'It has no document.' });
    loaded(new NotedRecord({ ...SOUND, custrecord_dkt_op_due_ms: NOW, custrecord_dkt_op_account: '7654321' }));
    expect(new OperationGateway('1234567').takeOver(7, { holder: 'h', untilMs: NOW + 5 }, NOW)).toEqual({ kind: 'not_due' });
  });

  it.each(['RCRD_HAS_BEEN_CHANGED', 'CUSTOM_RECORD_COLLISION'])('loses a take-over to whoever saved in between: %s', (name) => {
    const row = new NotedRecord({ ...SOUND, custrecord_dkt_op_due_ms: NOW });
    row.fails = { name, message: 'x' };
    loaded(row);
    expect(new OperationGateway('1234567').takeOver(7, { holder: 'h', untilMs: NOW + 5 }, NOW)).toEqual({ kind: 'not_due' });
  });

  it('throws on any other error of a take-over', () => {
    const row = new NotedRecord({ ...SOUND, custrecord_dkt_op_due_ms: NOW });
    row.fails = { name: 'INSUFFICIENT_PERMISSION', message: 'x' };
    loaded(row);
    expect(thrownBy(() => new OperationGateway('1234567').takeOver(7, { holder: 'h', untilMs: NOW + 5 }, NOW))).toMatchObject({ name: 'INSUFFICIENT_PERMISSION' });
  });
});

describe('the event gateway', () => {
  const event = chainEvent({ chain: sha256('op'), kind: 'outcome', atMs: NOW, actor: 'a', salt: 's', facts: '{}', values: '{}' }, { number: 0, hash: '' }, sha256);

  it('believes no error name: the number is taken only where a row holds it', () => {
    const row = new NotedRecord();
    row.fails = { name: 'UNEXPECTED_ERROR', message: 'x' };
    created(row);
    const run = answers();
    expect(thrownBy(() => new EventGateway().append(event))).toMatchObject({ name: 'UNEXPECTED_ERROR' });
    expect(row.values).toMatchObject({ externalid: `${sha256('op')}_1` });
    expect(statement(run).params).toEqual(Array.from({ length: 32 }, (_, index) => `${sha256('op')}_${String(index + 1)}`));
  });

  it('says loudly where a row is of a kind that is none', () => {
    loaded(new NotedRecord({ custrecord_dkt_ev_kind: 'edited' }));
    expect(() => new EventGateway().load(9)).toThrow('Event row 9 is of an unknown kind "edited"');
  });
});

describe('the object gateway', () => {
  const entry = {
    source: 'shop', documentType: 'order', externalId: '1', lane: sha256('lane'), target: { recordType: 'salesorder', internalId: 5, externalId: 'x', documentNumber: 'SO5' }, version: '3', versionNumber: 3,
    operationId: 'op', fingerprint: 'f', appliedMs: NOW,
  };

  it('loads the row it knows, and saves no older version over it', () => {
    const row = new NotedRecord({ custrecord_dkt_obj_version_n: 4 });
    const load = loaded(row);
    new ObjectGateway().record({ internalId: 9, hasRecord: true, versionNumber: undefined, operationId: '', fingerprint: '' }, entry);
    expect(load).toHaveBeenCalledWith({ type: 'customrecord_dkt_object', id: 9, isDynamic: false });
    expect(row.done).toEqual([]);
  });

  it('throws on an error that is no collision', () => {
    const row = new NotedRecord();
    row.fails = { name: 'INSUFFICIENT_PERMISSION', message: 'x' };
    created(row);
    answers();
    expect(thrownBy(() => new ObjectGateway().record(undefined, entry))).toMatchObject({ name: 'INSUFFICIENT_PERMISSION' });
  });
});

describe('the ledger gateway', () => {
  const plan = {
    body: [{ target: 'entity', value: { kind: 'record', recordType: 'customer', internalId: 5 } }, { target: 'shippingaddress.city', value: { kind: 'text', text: 'Bonn' } }],
    lines: [
      { sublist: 'item', key: 'l1', columns: [{ target: 'rate', value: { kind: 'decimal', decimal: '1.50' } }] },
      { sublist: 'addressbook', key: 'default', columns: [{ target: 'addressbookaddress.city', value: { kind: 'text', text: 'Bonn' } }] },
    ],
  } as const;
  const identity = { recordType: 'salesorder', externalId: 'shop_order_1', operationId: 'op' };

  it('creates with external id and stamp in the one save, keys on item lines alone', () => {
    const row = new NotedRecord({}, []);
    const create = created(row);
    expect(new LedgerGateway().create(identity, plan)).toEqual({ kind: 'saved', internalId: 77 });
    expect(create).toHaveBeenCalledWith({ type: 'salesorder', isDynamic: false });
    expect(row.values).toMatchObject({ entity: 5, externalid: 'shop_order_1', custbody_dkt_operation: 'op' });
    expect(row.subrecords.get('shippingaddress')?.values).toEqual({ city: 'Bonn' });
    expect(row.lines[0]).toEqual({ rate: 1.5, custcol_dkt_line: 'l1' });
    expect([row.lines[1], row.subrecords.get('1 addressbookaddress')?.values]).toEqual([{}, { city: 'Bonn' }]);
    expect(row.done.filter((step) => step === 'save')).toHaveLength(1);
  });

  it('stamps a customer in the field of entities', () => {
    const row = new NotedRecord();
    created(row);
    new LedgerGateway().create({ ...identity, recordType: 'customer' }, { body: [], lines: [] });
    expect(row.values).toEqual({ externalid: 'shop_order_1', custentity_dkt_operation: 'op' });
  });

  it('tells an error before the save, which had no effect, from one of the save, whose effect is unknown', () => {
    const row = new NotedRecord();
    row.fails = { name: 'DUP_RCRD', message: 'x' };
    created(row);
    expect(new LedgerGateway().create(identity, plan)).toEqual({ kind: 'threw', error: { name: 'DUP_RCRD', message: 'x' } });
    jest.spyOn(record, 'create').mockImplementation(() => { throw Object.assign(new Error('no'), { name: 'INSUFFICIENT_PERMISSION' }); });
    expect(new LedgerGateway().create(identity, plan)).toEqual({ kind: 'refused', error: { name: 'INSUFFICIENT_PERMISSION', message: 'no' } });
  });

  it('refuses before the save an amount that a number field cannot hold', () => {
    const row = new NotedRecord();
    created(row);
    const huge = { body: [{ target: 'rate', value: { kind: 'decimal', decimal: '0.12345678901234567891' } }], lines: [] } as const;
    expect(new LedgerGateway().create(identity, huge)).toMatchObject({ kind: 'refused', error: { name: 'RangeError' } });
    expect(row.done).not.toContain('save');
  });

  it('removes lines from the end, so that none moves under its number', () => {
    const row = new NotedRecord({ custbody_dkt_operation: 'old' }, ['a', 'b', 'c'].map((key) => ({ custcol_dkt_line: key })));
    loaded(row);
    const target = loadedTarget(new LedgerGateway(), 'salesorder', 5);
    expect(target.stamp).toBe('old');
    const removedLines = ['a', 'c'].map((key) => ({ sublist: 'item', key }));
    expect(target.save({ body: [], changedLines: [], addedLines: [], removedLines }, 'op')).toEqual({ kind: 'saved', internalId: 77 });
    expect(row.done).toEqual(['remove 2', 'remove 0', 'set custbody_dkt_operation', 'save']);
  });

  it('sees no line that carries no key of ours, nor any of another sublist', () => {
    loaded(new NotedRecord({}, [{ custcol_dkt_line: 'a' }, { custcol_dkt_line: '' }, {}]));
    const target = loadedTarget(new LedgerGateway(), 'salesorder', 5);
    expect(target.lines('item').map(({ key }) => key)).toEqual(['a']);
    expect(target.lines('addressbook')).toEqual([]);
  });

  it('probes by N/search, on the main line of a transaction', () => {
    const getRange = jest.fn().mockReturnValue([{ id: '9', getValue: () => 'op' }]);
    const create = jest.spyOn(search, 'create').mockReturnValue({ run: () => ({ getRange }) } as unknown as search.Search);
    expect(new LedgerGateway().probe('salesorder', 'x')).toEqual({ internalId: 9, stamp: 'op', voided: false });
    expect(create).toHaveBeenCalledWith({ type: 'salesorder', filters: [['externalidstring', 'is', 'x'], 'and', ['mainline', 'is', 'T']], columns: ['internalid', 'custbody_dkt_operation', 'voided'] });
    getRange.mockReturnValue([]);
    expect(new LedgerGateway().probe('customer', 'x')).toBeUndefined();
    expect(create).toHaveBeenLastCalledWith({ type: 'customer', filters: [['externalidstring', 'is', 'x']], columns: ['internalid', 'custentity_dkt_operation'] });
  });

  it.each([['1,234.50', '1234.5'], ['.50', '0.5'], ['-.50', '-0.5'], ['', undefined], [[{ value: '7', text: 'seven' }], '7'], [[], undefined], [12, '12']])('reads back an amount as exact text: %p', (value, amount) => {
    const lookup = jest.spyOn(search, 'lookupFields').mockReturnValue({ tranid: 'SO5', externalid: [{ value: 'x', text: 'x' }], custbody_dkt_operation: 'op', fxamount: value, total: '999.00' });
    expect(new LedgerGateway().readBack('salesorder', 5, ['total'])).toMatchObject({ documentNumber: 'SO5', externalId: 'x', stamp: 'op', amounts: { total: amount } });
    expect(lookup).toHaveBeenCalledWith({ type: 'salesorder', id: 5, columns: ['tranid', 'externalid', 'custbody_dkt_operation', 'fxamount', 'currency', 'subsidiary', 'exchangerate'] });
  });

  it.each([['salesorder', '-50.00', '-50'], ['invoice', '50.00', '50'], ['creditmemo', '-50.00', '50'], ['customerrefund', '-50.00', '50'], ['customerpayment', '-50.00', '50'], ['vendorbill', '-50.00', '50']])(
    'reads the total of a %s that a search shows as %s as %s',
    (recordType, shown, total) => {
      jest.spyOn(search, 'lookupFields').mockReturnValue({ fxamount: shown });
      expect(new LedgerGateway().readBack(recordType, 5, ['total']).amounts).toEqual({ total });
    },
  );

  it('reads back where a record was saved, and what it came to in base currency', () => {
    jest.spyOn(search, 'lookupFields').mockReturnValue({ fxamount: '1,000.00', exchangerate: '0.73', currency: [{ value: '2', text: 'CAD' }], subsidiary: [{ value: '3', text: 'Canada' }], postingperiod: [{ value: '77', text: 'Oct 2026' }] });
    expect(new LedgerGateway().readBack('invoice', 5, [])).toMatchObject({ baseAmount: '730', currency: 2, subsidiary: 3, postingPeriod: 77 });
  });
});

describe('the configuration gateway', () => {
  const kept = { source: 'shop', binding: { roles: [], users: [], values: {} }, intakeOpen: true, maps: [orderMap(), customerMap()] };

  it('takes what is cached, and asks nothing', () => {
    const get = jest.fn().mockReturnValue(JSON.stringify(kept));
    jest.spyOn(cache, 'getCache').mockReturnValue({ get } as unknown as cache.Cache);
    const run = answers();
    // What was cached before a deploy may know of neither overrides nor closed types.
    expect(new ConfigurationGateway(sha256).load('shop')).toEqual({ ...kept, overrides: [], closedTypes: [] });
    expect(get).toHaveBeenCalledWith({ key: 'shop' });
    expect(run).not.toHaveBeenCalled();
  });

  it.each([[{ c1: 'intake', c2: '{"open": false}' }, false], [{ c1: 'intake', c2: '{"open":true}' }, true]])('reads whether intake is open, and keeps nothing of a source without maps: %j', (setting, open) => {
    const put = jest.fn();
    jest.spyOn(cache, 'getCache').mockReturnValue({ get: () => null, put } as unknown as cache.Cache);
    const run = answers({ kind: 'setting', ...setting }, { kind: 'setting', c1: 'binding:shop', c2: '{"roles":["r"],"subsidiary":4}' });
    expect(new ConfigurationGateway(sha256).load('shop')).toEqual({ source: 'shop', binding: { roles: ['r'], users: [], values: { subsidiary: 4 } }, intakeOpen: open, closedTypes: [], maps: [], overrides: [] });
    expect(put).not.toHaveBeenCalled();
    const { query: sql, params } = statement(run);
    expect(sql.split('?')).toHaveLength(params.length + 1);
  });

  it('reads own words for reasons, the latest of a reason first', () => {
    jest.spyOn(cache, 'getCache').mockReturnValue({ get: () => null, put: jest.fn() } as unknown as cache.Cache);
    answers({ kind: 'override', n: 4, c1: 'lane_busy', c2: 'Older' }, { kind: 'override', n: 11, c1: 'lane_busy', c2: 'Latest', c3: 'Probably so.', c4: 'Wait.', c5: 'finance' });
    expect(new ConfigurationGateway(sha256).load('shop').overrides).toEqual([
      { code: 'lane_busy', title: 'Latest', cause: 'Probably so.', whatToDo: 'Wait.', who: 'finance' }, { code: 'lane_busy', title: 'Older' },
    ]);
  });

  it.each(['{"roles":["r"]', '[]', 'null', '"r"', '{"roles":"customrole_long_name"}', '{"users":"5"}', '{"roles":[1]}', '{"subsidiaries":["1"]}', '{"subsidiary":{"id":4}}'])(
    'refuses a binding that is not what it must be, keeps nothing, and lets nobody in by it: %s',
    (c2) => {
      const put = jest.fn();
      jest.spyOn(cache, 'getCache').mockReturnValue({ get: () => null, put } as unknown as cache.Cache);
      answers({ kind: 'setting', c1: 'binding:shop', c2 });
      expect(thrownBy(() => new ConfigurationGateway(sha256).load('shop'))).toMatchObject({ name: 'DocketRefusal', code: 'configuration_unreadable', pointer: '/source' });
      expect(put).not.toHaveBeenCalled();
      jest.restoreAllMocks();
      answers({ name: 'binding:shop', value: c2 }, { name: 'binding:erp', value: '{"users":[7]}' });
      expect(new ConfigurationGateway(sha256).switches().bindings).toEqual([{ roles: [], users: [7], values: {} }]);
    },
  );

  it('refuses a rule whose row cannot be read', () => {
    jest.spyOn(cache, 'getCache').mockReturnValue({ get: () => null, put: jest.fn() } as unknown as cache.Cache);
    answers({ kind: 'rule', c1: 'shop.order', c13: '{' });
    expect(thrownBy(() => new ConfigurationGateway(sha256).load('shop'))).toMatchObject({ name: 'DocketRefusal', code: 'configuration_unreadable' });
  });
});

it('the platform hands over hash, randomness, units and caller', () => {
  jest.spyOn(runtime, 'getCurrentUser').mockReturnValue({ id: 5, roleId: 'customrole_x' } as runtime.User);
  jest.spyOn(runtime, 'getCurrentScript').mockReturnValue({ getRemainingUsage: () => 4321 } as runtime.Script);
  const update = jest.fn();
  const createHash = jest.spyOn(crypto, 'createHash').mockReturnValue({ update, digest: () => 'ABCD' });
  jest.spyOn(require('N/crypto/random') as { generateBytes(): Uint8Array }, 'generateBytes').mockReturnValue(new Uint8Array([0, 10, 255]));
  const platform = netSuitePlatform();
  expect([platform.sha256('text'), platform.randomHex(3), platform.remainingUnits(), platform.caller]).toEqual(['abcd', '000aff', 4321, { userId: 5, role: 'customrole_x' }]);
  expect(createHash).toHaveBeenCalledWith({ algorithm: crypto.HashAlg.SHA256 });
  expect(update).toHaveBeenCalledWith({ input: 'text', inputEncoding: encode.Encoding.UTF_8 });
});
