import { doorFault, erasurePlanOf, retentionPlanOf } from '../../../../src/domain/audit/event-door';
import type { DoorRequest, HeldEvent } from '../../../../src/domain/audit/event-door';
import { chainEvent, valuesHashOf } from '../../../../src/domain/event-chain';
import { sha256 } from '../../../support/builders';

const NOW = 1_790_000_000_000;
const WRITTEN = NOW - 1000;

const EVENT: HeldEvent = {
  ...chainEvent({ chain: 'op', kind: 'outcome', atMs: WRITTEN, actor: 'user 5 as role', salt: 'ab', facts: '{"state":"applied"}', values: '{"name":"Bob"}' }, { number: 0, hash: '' }, sha256),
  externalId: 'op_1', shownAt: String(WRITTEN), erasedBy: '',
};
const ERASED: HeldEvent = { ...EVENT, salt: '', values: '', erasedBy: 'R-1' };

function request(kind: 'erasure' | 'retention', changes: Partial<DoorRequest> = {}): DoorRequest {
  const plan = changes.plan ?? JSON.stringify(kind === 'erasure' ? { chains: ['other', 'op'] } : { beforeMs: NOW });
  return { number: 'R-1', kind, asker: 5, editors: [6], approver: 7, needs: 'approve_maintenance', state: 'approved', expiresMs: NOW + 1, progress: '', ...changes, plan, planHash: changes.planHash ?? sha256(plan) };
}

const faultOf = (after: HeldEvent | undefined, requests: readonly DoorRequest[], before = EVENT, endedBy = `${requests[0]?.number ?? ''}-p1`) => doorFault(before, after, { requests, endedBy, nowMs: NOW, sha256 });
const REFUSED = /^The history is append-only/;

it('an approved erasure clears values and salt, an approved retention ends the row', () => {
  expect(faultOf(ERASED, [request('erasure')])).toBeUndefined();
  expect(faultOf(undefined, [request('retention')])).toBeUndefined();
  expect(faultOf({ ...ERASED }, [request('erasure')], { ...EVENT, valuesHash: '' })).toBeUndefined();
});

it('a retention ends nothing of an operation that names another run, or none', () => {
  expect(faultOf(undefined, [request('retention')], EVENT, 'R-2-p1')).toMatch(REFUSED);
  expect(faultOf(undefined, [request('retention')], EVENT, '')).toMatch(REFUSED);
  expect(faultOf(undefined, [request('retention', { state: 'in_work' })])).toBeUndefined();
});

it('a row whose values were erased ends like any other', () => {
  expect(faultOf(undefined, [request('retention')], ERASED)).toBeUndefined();
});

it.each<[string, Partial<DoorRequest>]>([
  ['of another kind', { kind: 'rollback' }],
  ['that nobody has approved yet', { state: 'asked' }],
  ['that was carried out', { state: 'carried_out' }],
  ['that needed no approval', { needs: '' }],
  ['that needed another approval', { needs: 'approve_bulk' }],
  ['without an approver', { approver: 0 }],
  ['approved by who asked', { approver: 5 }],
  ['approved by who had a hand in it', { approver: 6 }],
  ['with another plan than was asked for', { planHash: sha256('else') }],
  ['whose time is over', { expiresMs: NOW }],
])('a request %s opens neither way', (_what, changes) => {
  expect(faultOf(ERASED, [request('erasure', changes)])).toMatch(REFUSED);
  expect(faultOf(undefined, [request('retention', changes)])).toMatch(REFUSED);
});

it('what was begun in time is done to its end', () => {
  expect(faultOf(ERASED, [request('erasure', { expiresMs: 1, progress: '{}' })])).toBeUndefined();
  expect(faultOf(undefined, [request('retention', { expiresMs: 1, progress: '{}' })])).toBeUndefined();
});

it.each<[string, string]>([['another chain', '{"chains":["other"]}'], ['nothing', '{}'], ['no text', '{"chains":[1]}'], ['no list', '{"chains":"op"}'], ['an empty name', '{"chains":["op",""]}'], ['no object', '1'], ['null', 'null'], ['no JSON', 'x']])('an erasure whose plan names %s clears nothing', (_what, plan) => {
  expect(faultOf(ERASED, [request('erasure', { plan })])).toMatch(REFUSED);
});

it.each<[string, string]>([['before the row', `{"beforeMs":${String(WRITTEN)}}`], ['nothing', '{}'], ['text', '{"beforeMs":"1790000000001"}'], ['a fraction', '{"beforeMs":1790000000001.5}'], ['no moment', '{"beforeMs":0}'], ['no JSON', 'x']])('a retention whose plan says %s ends nothing', (_what, plan) => {
  expect(faultOf(undefined, [request('retention', { plan })])).toMatch(REFUSED);
});

it('plans are read as they are written', () => {
  expect([erasurePlanOf('{"chains":["op"]}'), retentionPlanOf('{"beforeMs":5}')]).toEqual([{ chains: ['op'] }, { beforeMs: 5 }]);
});

it.each<[string, Partial<HeldEvent>]>([
  ['chain', { chain: 'x' }], ['number', { number: 2 }], ['kind', { kind: 'action' }], ['moment', { atMs: 1 }], ['actor', { actor: 'x' }], ['previous hash', { previousHash: 'x' }], ['hash', { hash: 'x' }],
  ['facts', { facts: '{}' }], ['external id', { externalId: 'x' }], ['date', { shownAt: '' }],
])('an erasure that changes the %s too is refused', (_what, changes) => {
  expect(faultOf({ ...ERASED, ...changes }, [request('erasure')])).toMatch(/An erasure leaves/);
});

it.each<[string, Partial<HeldEvent>, RegExp]>([
  ['leaves the salt', { salt: 'ab' }, /clears values and salt/],
  ['writes other values', { values: '{}' }, /clears values and salt/],
  ['keeps no hash', { valuesHash: '' }, /keeps the hash/],
  ['keeps the hash of something else', { valuesHash: valuesHashOf({ salt: 'x', values: 'y' }, sha256) }, /keeps the hash/],
  ['names no request', { erasedBy: '' }, /No approved erasure is named/],
  ['names another request', { erasedBy: 'R-2' }, /No approved erasure is named/],
])('an erasure that %s is refused', (_what, changes, why) => {
  expect(faultOf({ ...ERASED, ...changes }, [request('erasure')])).toMatch(why);
});

it('nothing is erased twice', () => {
  expect(faultOf({ ...ERASED, erasedBy: 'R-1' }, [request('erasure')], ERASED)).toMatch(/erased before/);
});

it('a row that does not carry its hash is neither erased nor ended', () => {
  const tampered = { ...EVENT, facts: '{"state":"refused"}' };
  expect(faultOf({ ...ERASED, facts: tampered.facts }, [request('erasure')], tampered)).toMatch(/does not carry its hash/);
  expect(faultOf(undefined, [request('retention')], tampered)).toMatch(/does not carry its hash/);
});
