import type { LookRequest, ObjectEntry } from '../../../src/application/ports';
import { chainEvent } from '../../../src/domain/event-chain';
import { queryKey } from '../../../src/domain/references';
import { STATES } from '../../../src/domain/states';
import { sha256 } from '../../support/builders';
import { logged, patch } from './log-contract';
import { shippedMaps, type ContractSubject } from './subject';

const NOW = Date.UTC(2026, 10, 23, 12);
const LEASE = { holder: 'run-1', untilMs: NOW + 1_200_000 };

export const entry = (changes: Partial<ObjectEntry> = {}): ObjectEntry => ({
  source: 'shopify', documentType: 'order', externalId: '1', lane: sha256('lane'), target: { recordType: 'salesorder', internalId: 5, externalId: 'shopify_order_1', documentNumber: 'SO5' },
  version: '7', versionNumber: 7, operationId: sha256('op-7'), fingerprint: sha256('f'), appliedMs: NOW, ...changes,
});

const request = (changes: Partial<LookRequest> = {}): LookRequest => ({
  operationId: sha256('me'), lane: sha256('lane'), ruleCode: shippedMaps()[1]?.rule.code ?? '', target: { recordType: 'salesorder', externalId: 'shopify_order_1' }, references: [],
  work: { source: 'shopify', documentType: 'order', target: 'salesorder', contentId: 'none' }, outcomesAfter: undefined, ...changes,
});

/** What the object rows promise, seen through a look. */
export function objectIndexContract(open: () => ContractSubject): void {
  it('an object is remembered with the operation and version last applied', () => {
    const { objects, lookup } = open().ports;
    expect(lookup.look(request()).object).toBeUndefined();
    objects.record(undefined, entry());
    expect(lookup.look(request()).object).toEqual({ internalId: expect.any(Number) as number, hasRecord: true, versionNumber: 7, operationId: sha256('op-7'), fingerprint: entry().fingerprint });
    expect(lookup.look(request({ lane: sha256('other') })).object).toBeUndefined();
  });

  it('the operation that wrote the row of a lane is told', () => {
    const { objects } = open().ports;
    expect(objects.lastOperation(entry().lane)).toBeUndefined();
    objects.record(undefined, entry());
    expect(objects.lastOperation(entry().lane)).toBe(sha256('op-7'));
  });

  it('a version is remembered where there is no record', () => {
    const { objects, lookup } = open().ports;
    objects.record(undefined, entry({ target: null }));
    expect(lookup.look(request()).object).toMatchObject({ hasRecord: false, versionNumber: 7, operationId: sha256('op-7') });
  });

  it.each([[8, 8], [7, 7], [undefined, undefined]])('version %p replaces version 7', (versionNumber, stands) => {
    const { objects, lookup } = open().ports;
    objects.record(undefined, entry());
    const known = lookup.look(request()).object;
    objects.record(known, entry({ versionNumber, version: String(versionNumber ?? ''), operationId: sha256('later') }));
    const { object } = lookup.look(request());
    expect(object?.operationId).toBe(sha256('later'));
    if (stands !== undefined) expect(object?.versionNumber).toBe(stands);
  });

  it.each([true, false])('an older version never replaces a newer one, known beforehand: %p', (beforehand) => {
    const { objects, lookup } = open().ports;
    objects.record(undefined, entry());
    objects.record(beforehand ? lookup.look(request()).object : undefined, entry({ versionNumber: 6, operationId: sha256('op-6') }));
    expect(lookup.look(request()).object).toMatchObject({ versionNumber: 7, operationId: sha256('op-7') });
  });

  it('two runs that both knew nothing make one row, and the newer stands', () => {
    const { objects, lookup } = open().ports;
    objects.record(undefined, entry());
    objects.record(undefined, entry({ versionNumber: 9, operationId: sha256('op-9') }));
    expect(lookup.look(request()).object).toMatchObject({ versionNumber: 9, operationId: sha256('op-9') });
  });
}

/** What a look promises. */
export function lookContract(open: () => ContractSubject): void {
  it.each(STATES)('another operation of the lane that is %s holds it only where a machine is still to act', (state) => {
    const { operations, lookup } = open().ports;
    const result = operations.log(logged('other', { lane: sha256('lane') }), LEASE);
    if (result.kind !== 'logged') throw new Error(result.kind);
    if (state !== 'accepted') operations.update(result.internalId, patch({ state }));
    const holds = ['accepted', 'retry_scheduled', 'parked', 'unknown'].includes(state);
    expect(lookup.look(request()).holders).toEqual(holds ? [{ operationId: sha256('other'), internalId: result.internalId, heldUntilMs: state === 'accepted' ? LEASE.untilMs : undefined }] : []);
  });

  it('neither the operation itself nor one of another lane is a holder', () => {
    const { operations, lookup } = open().ports;
    operations.log(logged('me', { lane: sha256('lane') }), LEASE);
    operations.log(logged('other'), LEASE);
    expect(lookup.look(request()).holders).toEqual([]);
  });

  it('the map in force is that of the rule, by version and hash', () => {
    const { lookup } = open().ports;
    const rule = shippedMaps()[1]?.rule;
    expect(lookup.look(request()).mapInForce).toBe(`${rule?.mapVersion ?? ''}:${rule?.rowsHash ?? ''}`);
    expect(lookup.look(request({ ruleCode: 'none' })).mapInForce).toBe('');
  });

  it('an outcome behind the number asked for is found, a note or an earlier one is not', () => {
    const { events, lookup } = open().ports;
    const content = { chain: sha256('me'), kind: 'outcome' as const, atMs: NOW, actor: 'a', salt: 's', facts: '{}', values: '{}' };
    const note = chainEvent({ ...content, kind: 'key_reused' }, { number: 0, hash: '' }, sha256);
    events.append(note);
    expect(lookup.look(request({ outcomesAfter: 0 })).outcomeEventId).toBeUndefined();
    events.append(chainEvent(content, note, sha256));
    const { outcomeEventId } = lookup.look(request({ outcomesAfter: 0 }));
    expect(events.load(outcomeEventId ?? 0)).toMatchObject({ kind: 'outcome', number: 2 });
    expect(lookup.look(request({ outcomesAfter: 2 })).outcomeEventId).toBeUndefined();
    expect(lookup.look(request()).outcomeEventId).toBeUndefined();
    const second = chainEvent(content, note, sha256);
    events.append(chainEvent(content, second, sha256));
    expect(events.load(lookup.look(request({ outcomesAfter: 0 })).outcomeEventId ?? 0)).toMatchObject({ number: 3 });
  });

  it('the target is seen by its external id, as it is written, with its stamp', () => {
    const { ports, seedCustomer } = open();
    const theirs = seedCustomer({ externalId: 'shopify_customer_7' });
    const customer = (externalId: string) => ports.lookup.look(request({ target: { recordType: 'customer', externalId } })).target;
    expect(customer('shopify_customer_7')).toMatchObject({ internalId: theirs, stamp: '' });
    expect(customer('shopify_customer_8')).toBeUndefined();
    expect(customer('SHOPIFY_customer_7')).toBeUndefined();
  });

  it('references are answered by value: the record, all that fit, and whether they are inactive', () => {
    const { ports, seedItem, seedCustomer, currency } = open();
    const gone = seedItem('GONE', true);
    const twins = ['a', 'b'].map((name) => seedCustomer({ externalId: `twin_${name}`, email: 'twin@example.com' }));
    const queries = [
      { record: 'item', field: 'itemid', value: 'IPOD2008PINK' }, { record: 'item', field: 'itemid', value: 'GONE' }, { record: 'item', field: 'itemid', value: 'NONE' },
      { record: 'item', field: 'itemid', value: 'ipod2008pink' }, { record: 'currency', field: 'symbol', value: 'USD' }, { record: 'customer', field: 'externalid', value: 'twin_a' },
      { record: 'customer', field: 'email', value: 'twin@example.com' },
    ];
    const { references } = ports.lookup.look(request({ references: queries }));
    const answer = (at: number) => references.get(queryKey(queries[at]!)) ?? 'no answer';
    expect(answer(0)).toEqual([{ internalId: expect.any(Number) as number, inactive: false }]);
    expect([answer(1), answer(2), answer(3), answer(4)]).toEqual([[{ internalId: gone, inactive: true }], [], [], [{ internalId: currency, inactive: false }]]);
    expect(answer(5)).toEqual([{ internalId: twins[0], inactive: false }]);
    expect([...(answer(6) as readonly { internalId: number }[])].map(({ internalId }) => internalId).sort()).toEqual([...twins].sort());
  });

  it('many requests are answered in order, each as if it were asked alone', () => {
    const { ports, seedCustomer } = open();
    seedCustomer({ externalId: 'shopify_customer_7' });
    ports.operations.log(logged('other', { lane: sha256('lane') }), LEASE);
    ports.objects.record(undefined, entry({ lane: sha256('lane 2') }));
    const requests = [
      request({ references: [{ record: 'item', field: 'itemid', value: 'IPOD2008PINK' }] }),
      request({ operationId: sha256('other'), ruleCode: shippedMaps()[0]?.rule.code ?? '', target: { recordType: 'customer', externalId: 'shopify_customer_7' }, outcomesAfter: 0 }),
      request({ lane: sha256('lane 2'), ruleCode: 'none' }),
    ];
    expect(ports.lookup.lookMany(requests)).toEqual(requests.map((each) => ports.lookup.look(each)));
    expect(ports.lookup.lookMany([])).toEqual([]);
  });

  it('a value that looks like SQL is a value', () => {
    const { lookup } = open().ports;
    const query = { record: 'item', field: 'itemid', value: "x' OR '1'='1" };
    expect(lookup.look(request({ references: [query] })).references.get(queryKey(query))).toEqual([]);
  });
}

/** What the configuration promises. */
export function configurationContract(open: () => ContractSubject): void {
  it.each(['load', 'reload'] as const)('%s gives the maps as they were compiled, and who may speak for the source', (method) => {
    const { ports, subsidiary } = open();
    const configuration = ports.configuration[method]('shopify');
    expect(configuration).toMatchObject({ source: 'shopify', intakeOpen: true, binding: { roles: ['customrole_dkt_integration'], users: [], values: { subsidiary } } });
    const byCode = (maps: typeof configuration.maps) => [...maps].sort((a, b) => (a.rule.code < b.rule.code ? -1 : 1));
    expect(byCode(configuration.maps)).toEqual(byCode(shippedMaps()));
    expect(configuration.maps.every(({ consistent }) => consistent)).toBe(true);
  });

  it('a second load gives the same as the first', () => {
    const { configuration } = open().ports;
    const first = configuration.load('shopify');
    expect(configuration.load('shopify')).toEqual(first);
  });

  it.each(['nobody', 'toString', "x' OR '1'='1"])('a source that nobody set up has neither maps nor binding: %s', (source) => {
    expect(open().ports.configuration.load(source)).toEqual({ source, binding: undefined, intakeOpen: true, closedTypes: [], maps: [], overrides: [] });
  });
}
