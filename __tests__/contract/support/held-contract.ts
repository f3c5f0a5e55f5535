import type { LookRequest } from '../../../src/application/ports';
import { POISON_KIND, registryId } from '../../../src/domain/identity';
import { problemOf } from '../../../src/domain/reasons';
import { sha256 } from '../../support/builders';
import { logged, patch } from './log-contract';
import { shippedMaps, type ContractSubject } from './subject';

const NOW = Date.UTC(2026, 10, 23, 12);
const LEASE = { holder: 'run-1', untilMs: NOW + 1_200_000 };

const CONTENT = 'shopify:order:fingerprint';
const work = { source: 'shopify', documentType: 'order', target: 'salesorder', contentId: registryId(POISON_KIND, CONTENT, sha256) };

const request = (changes: Partial<LookRequest> = {}): LookRequest => ({
  operationId: sha256('me'), lane: sha256('lane'), ruleCode: 'none', target: { recordType: 'salesorder', externalId: 'none' }, references: [], work, outcomesAfter: undefined, ...changes,
});

/** What a look promises of whatever holds documents back. */
export function heldContract(open: () => ContractSubject): void {
  it('settings that may hold such documents back are told as they stand, others are not', () => {
    const { ports, seedSetting } = open();
    const before = ports.lookup.look(request()).held.map(({ name }) => name);
    const holding = [
      ['pause', '{"processing":true}'], ['pause:shopify', '{"processing":false}'], ['pause:shopify:order', '{"open":false}'], ['paused:pause:shopify', '{"state":"paused","sinceMs":5}'],
      ['breaker:shopify:salesorder', '{"state":"open"}'],
    ] as const;
    const others = ['pause:other', 'pause:shopify:refund', 'paused:pause:other', 'breaker:shopify:customer', 'breaker:other:salesorder', 'expect:shopify:order'];
    for (const [name, value] of holding) seedSetting(name, value);
    for (const name of others) seedSetting(name, '{"processing":false}');
    const { held } = ports.lookup.look(request());
    expect(held.filter(({ name }) => !before.includes(name))).toHaveLength(holding.length);
    expect(held).toEqual(expect.arrayContaining(holding.map(([name, value]) => ({ name, value }))));
  });

  it('each of many requests is told what holds its own documents back', () => {
    const { ports, seedSetting } = open();
    seedSetting('pause:shopify:order', '{"processing":false}');
    seedSetting('breaker:shopify:customer', '{"state":"open"}');
    ports.keys.claim({ kind: POISON_KIND, value: CONTENT, operationId: sha256('died'), claimedMs: NOW });
    const customers = { source: 'shopify', documentType: 'customer', target: 'customer', contentId: 'none' };
    const requests = [request(), request({ operationId: sha256('other'), target: { recordType: 'customer', externalId: 'none' }, work: customers })];
    const [order, customer] = ports.lookup.lookMany(requests);
    expect([order, customer]).toEqual(requests.map((each) => ports.lookup.look(each)));
    const names = (facts: typeof order) => facts?.held.map(({ name }) => name).filter((name) => name !== 'intake');
    expect([names(order), order?.quarantinedBy]).toEqual([['pause:shopify:order'], sha256('died')]);
    expect([names(customer), customer?.quarantinedBy]).toEqual([['breaker:shopify:customer'], undefined]);
  });

  it('content is quarantined by the operation that holds its key, but for that operation itself', () => {
    const { keys, lookup } = open().ports;
    expect(lookup.look(request()).quarantinedBy).toBeUndefined();
    keys.claim({ kind: POISON_KIND, value: CONTENT, operationId: sha256('died'), claimedMs: NOW });
    expect(lookup.look(request()).quarantinedBy).toBe(sha256('died'));
    expect(lookup.look(request({ operationId: sha256('died') })).quarantinedBy).toBeUndefined();
    expect(lookup.look(request({ work: { ...work, contentId: registryId(POISON_KIND, `${CONTENT}2`, sha256) } })).quarantinedBy).toBeUndefined();
  });

  it('content whose key nobody holds any more is not quarantined', () => {
    const { keys, lookup } = open().ports;
    keys.claim({ kind: POISON_KIND, value: CONTENT, operationId: sha256('died'), claimedMs: NOW });
    keys.handOver(keys.holder(POISON_KIND, CONTENT)?.internalId ?? 0, sha256('died'), '');
    expect(lookup.look(request()).quarantinedBy).toBeUndefined();
  });

  it('a holder of the lane is under work until its lease is over, and under nobody\'s while it only waits', () => {
    const { operations, lookup } = open().ports;
    const result = operations.log(logged('other', { lane: sha256('lane'), mode: 'async' }), undefined);
    const internalId = result.kind === 'logged' ? result.internalId : 0;
    const heldUntilMs = () => lookup.look(request()).holders.map((holder) => holder.heldUntilMs);
    expect(heldUntilMs()).toEqual([undefined]);
    operations.takeOver(internalId, LEASE, NOW);
    expect(heldUntilMs()).toEqual([LEASE.untilMs]);
    operations.update(internalId, patch({ state: 'parked', dueMs: NOW + 10, waitsFor: 'x', problem: problemOf('waits_for_document', 'why'), target: null, settledMs: null, head: { number: 0, hash: '' } }));
    expect(heldUntilMs()).toEqual([undefined]);
    const person = { holder: 'person', untilMs: NOW + 5000 };
    expect(operations.holdForAction({ internalId, lease: person, from: ['parked'], headNumber: 0, nowMs: NOW })).toMatchObject({ kind: 'held' });
    expect(heldUntilMs()).toEqual([person.untilMs]);
  });

  it.each([['applied', true], ['partly_applied', true], ['needs_review', false], ['rolled_back', false]] as const)('an operation that claimed a likeness and is %s looks like another: %p', (state, alike) => {
    const { keys, operations, lookup } = open().ports;
    const result = operations.log(logged('alike'), LEASE);
    operations.update(result.kind === 'logged' ? result.internalId : 0, patch({ state }));
    keys.claimLikeness('like_1_2026-11-23', { operationId: sha256('alike'), claimedMs: NOW });
    const window = { party: 'a', amount: '1', from: '2026-11-22', to: '2026-11-24', day: '2026-11-23', decision: 'D-1', source: 'shopify', documentType: 'order' };
    const alikes = (ids: readonly string[], lane = sha256('lane')) => lookup.look(request({ lane, lookAlike: { ...window, ids } })).lookAlikes;
    expect(alikes(['like_1_2026-11-22', 'like_1_2026-11-23'])).toEqual(alike ? [sha256('alike')] : []);
    expect([alikes(['like_1_2026-11-22']), alikes(['like_1_2026-11-23'], logged('alike').lane), lookup.look(request()).lookAlikes]).toEqual([[], [], []]);
  });
}

/** What the configuration promises of the kinds of work that rules make. */
export function workKindsContract(open: () => ContractSubject): void {
  it('every rule is a kind of work: its source, document type and record type', () => {
    const kinds = open().ports.configuration.workKinds().filter(({ source }) => source === 'shopify');
    const expected = shippedMaps().map(({ rule: { source, documentType, target } }) => ({ source, documentType, target }));
    expect(expected.length).toBeGreaterThan(1);
    expect(kinds).toHaveLength(expected.length);
    expect(kinds).toEqual(expect.arrayContaining(expected));
  });
}
