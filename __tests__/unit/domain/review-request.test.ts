import * as fc from 'fast-check';
import { CAPABILITIES } from '../../../src/domain/review/capability';
import type { Capability } from '../../../src/domain/review/capability';
import { DEFAULT_LIMITS } from '../../../src/domain/review/limits';
import { judgeStep, newRequest, REQUEST_KINDS, REQUEST_LIFE_MS, REQUEST_STATES, requestFault } from '../../../src/domain/review/request';
import type { RequestStep, ReviewRequest, StepTaken } from '../../../src/domain/review/request';
import { sha256 } from '../../support/builders';

const ASKED_MS = 1_000_000;

function requestOf(changes: Partial<ReviewRequest> = {}): ReviewRequest {
  const made = newRequest({
    number: 'rq-1', kind: 'correction', subject: 'op', title: 't', plan: '{"a":1}', judgedOn: 'g', asker: 7, askerRole: 'customrole_dkt_lead', editors: [8], needs: 'approve_money_edit',
    amount: '100', rows: 1, reason: 'typo', note: 'n', askedMs: ASKED_MS,
  }, sha256);
  return { ...made, ...changes };
}

const taken = (changes: Partial<StepTaken> = {}): StepTaken => ({
  step: 'approve', userId: 9, role: 'customrole_dkt_approver', capabilities: new Set<Capability>(['approve_money_edit', 'close_any']), nowMs: ASKED_MS + 1, judgedOn: 'g', limits: DEFAULT_LIMITS, ...changes,
});

it.each<[string, Partial<ReviewRequest>, Partial<StepTaken>, object]>([
  ['another person with the right approves', {}, {}, { kind: 'moves', state: 'approved' }],
  ['another person returns', {}, { step: 'return' }, { kind: 'moves', state: 'returned' }],
  ['the asker approves', {}, { userId: 7 }, { kind: 'refused' }],
  ['who had a hand in it approves', {}, { userId: 8 }, { kind: 'refused' }],
  ['somebody without the right approves', {}, { capabilities: new Set<Capability>(['approve_bulk']) }, { kind: 'refused' }],
  ['what needs nobody is approved', { needs: '' }, {}, { kind: 'refused' }],
  ['somebody approves above their limit', { amount: '60000' }, { capabilities: new Set<Capability>(['approve_money_edit']) }, { kind: 'refused' }],
  ['somebody approves within their limit', { amount: '60' }, { capabilities: new Set<Capability>(['approve_money_edit']) }, { kind: 'moves' }],
  ['somebody approves an amount that is not known', { amount: '' }, { capabilities: new Set<Capability>(['approve_money_edit']) }, { kind: 'refused' }],
  ['it is approved after a day', {}, { nowMs: ASKED_MS + REQUEST_LIFE_MS }, { kind: 'lapsed' }],
  ['its ground has moved', {}, { judgedOn: 'h' }, { kind: 'lapsed' }],
  ['its plan is another', { plan: '{}' }, {}, { kind: 'lapsed' }],
  ['the asker withdraws it', {}, { step: 'withdraw', userId: 7 }, { kind: 'moves', state: 'withdrawn' }],
  ['somebody else withdraws it', {}, { step: 'withdraw' }, { kind: 'refused' }],
  ['it lapses in time', {}, { step: 'lapse' }, { kind: 'refused' }],
  ['it lapses when its time is over', {}, { step: 'lapse', nowMs: ASKED_MS + REQUEST_LIFE_MS }, { kind: 'moves', state: 'lapsed' }],
  ['it is carried out unapproved', { state: 'approved' }, { step: 'carry_out' }, { kind: 'refused' }],
  ['it is carried out approved', { state: 'approved', approver: 9 }, { step: 'carry_out' }, { kind: 'moves', state: 'carried_out' }],
  ['it is carried out too late', { state: 'approved', approver: 9 }, { step: 'carry_out', judgedOn: 'h' }, { kind: 'lapsed' }],
  ['what needs nobody is carried out', { state: 'approved', needs: '' }, { step: 'carry_out' }, { kind: 'moves' }],
  ['what is approved is begun', { state: 'approved', approver: 9 }, { step: 'begin' }, { kind: 'moves', state: 'in_work' }],
  ['what nobody approved is begun', { state: 'approved' }, { step: 'begin' }, { kind: 'refused' }],
  ['what lapsed is begun', { state: 'approved', approver: 9 }, { step: 'begin', nowMs: ASKED_MS + REQUEST_LIFE_MS }, { kind: 'lapsed' }],
  ['what was begun ends after its day', { state: 'in_work', approver: 9 }, { step: 'carry_out', nowMs: ASKED_MS + REQUEST_LIFE_MS, judgedOn: 'h' }, { kind: 'moves', state: 'carried_out' }],
  ['what was begun is stopped', { state: 'in_work', approver: 9 }, { step: 'stop' }, { kind: 'moves', state: 'stopped' }],
  ['what was begun is withdrawn', { state: 'in_work', approver: 9 }, { step: 'withdraw', userId: 7 }, { kind: 'refused' }],
  ['what is over is approved', { state: 'carried_out' }, {}, { kind: 'refused' }],
])('%s', (_what, request, step, expected) => {
  expect(judgeStep(requestOf(request), taken(step), sha256)).toMatchObject(expected);
});

it.each<[string, Partial<ReviewRequest> | undefined, Partial<ReviewRequest>, boolean]>([
  ['a new one that asks', undefined, {}, true],
  ['a new one that needs nobody', undefined, { needs: '', state: 'approved' }, true],
  ['a new one that is approved', undefined, { state: 'approved' }, false],
  ['a new one with an approver', undefined, { approver: 9 }, false],
  ['a new one of nobody', undefined, { asker: 0 }, false],
  ['a hash of another plan', undefined, { planHash: 'x' }, false],
  ['another asker', {}, { asker: 6 }, false],
  ['another plan', {}, { plan: '{}', planHash: sha256('{}') }, false],
  ['approval by another person', {}, { state: 'approved', approver: 9 }, true],
  ['approval by the asker', {}, { state: 'approved', approver: 7 }, false],
  ['approval by nobody', {}, { state: 'approved' }, false],
  ['an approver without approval', {}, { approver: 9 }, false],
  ['nothing', {}, {}, true],
  ['another title, in the same state', {}, { title: 'else' }, false],
  ['another person who had a hand in it', {}, { editors: [8, 9] }, false],
  ['approval by an editor who takes the own name off', {}, { state: 'approved', approver: 8, editors: [] }, false],
  ['a begin without an approver', { state: 'approved' }, { state: 'in_work' }, false],
  ['a begin', { state: 'approved', approver: 9 }, { state: 'in_work', approver: 9 }, true],
  ['how far it is', { state: 'approved', approver: 9 }, { state: 'approved', approver: 9, progress: '{}' }, true],
  ['a return', {}, { state: 'returned' }, true],
  ['a step back', { state: 'returned' }, { state: 'asked' }, false],
])('a saved row with %s is taken or not', (_what, before, after, sound) => {
  expect(requestFault(before === undefined ? undefined : requestOf(before), requestOf(after), sha256) === undefined).toBe(sound);
});

it.each<[ReviewRequest['needs'], object]>([
  ['approve_bulk', { state: 'asked', decidedMs: 0 }], ['', { state: 'approved', decidedMs: ASKED_MS }],
])('a new request that needs "%s" stands accordingly, is open for a day and has no approver', (needs, expected) => {
  const { approver, approverRole, state, expiresMs, decidedMs, closedMs, progress, result, planHash, ...asked } = requestOf();
  expect(newRequest({ ...asked, needs }, sha256)).toEqual({
    ...asked, needs, planHash: sha256('{"a":1}'), approver: 0, approverRole: '', expiresMs: ASKED_MS + 86_400_000, closedMs: 0, progress: '', result: '', ...expected,
  });
});

it('whoever takes which steps in whatever roles, nothing that needs approval is carried out without another person', () => {
  const step = fc.record({
    step: fc.constantFrom<RequestStep>('approve', 'return', 'withdraw', 'lapse', 'carry_out'), userId: fc.integer({ min: 7, max: 10 }), role: fc.string(),
    capabilities: fc.uniqueArray(fc.constantFrom(...CAPABILITIES)).map((list) => new Set<Capability>(list)), nowMs: fc.integer({ min: ASKED_MS, max: ASKED_MS + 2 * REQUEST_LIFE_MS }),
    judgedOn: fc.constantFrom('g', 'h'), limits: fc.constant(DEFAULT_LIMITS),
  });
  fc.assert(fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
    let request = requestOf();
    for (const one of steps) {
      const verdict = judgeStep(request, one, sha256);
      const state = verdict.kind === 'moves' ? verdict.state : verdict.kind === 'lapsed' ? 'lapsed' : request.state;
      const next = { ...request, state, ...(state === 'approved' && request.state === 'asked' ? { approver: one.userId } : {}) };
      expect(requestFault(request, next, sha256)).toBeUndefined();
      if (next.state === 'carried_out') expect([7, 8, 0]).not.toContain(next.approver);
      if (verdict.kind === 'moves' && (one.step === 'approve' || one.step === 'carry_out')) expect([one.nowMs < request.expiresMs, one.judgedOn]).toEqual([true, 'g']);
      request = next;
    }
    expect(REQUEST_STATES).toContain(request.state);
  }));
});

it('what is stored of a request keeps its names: rows in an account say them', () => {
  expect([REQUEST_KINDS, REQUEST_STATES]).toEqual([['correction', 'resolution', 'bulk', 'override', 'rollback', 'erasure', 'retention', 'evidence', 'decision'], ['asked', 'approved', 'in_work', 'returned', 'lapsed', 'carried_out', 'stopped', 'withdrawn']]);
});
