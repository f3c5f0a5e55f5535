import { accountDecisionCode, decisionHash, decisionStatusOf } from '../../../../src/domain/decision/decision';
import type { Decision } from '../../../../src/domain/decision/decision';
import { decisionFault } from '../../../../src/domain/decision/decision-door';
import { decisionLookup, policyFault } from '../../../../src/domain/decision/policy-door';
import { sha256 } from '../../../support/builders';

function decision(patch: Partial<Decision> = {}): Decision {
  const made: Decision = {
    code: 'A-1', title: 'The memo belongs to NetSuite', context: 'Why', options: 'One or two', choice: 'Two', consequences: 'Some', check: 'By a replay', change: '',
    status: 'proposed', textHash: '', date: '', proposer: 7, approver: 0, who: '', decidedMs: 0, supersedes: '', supersededBy: '', reportHash: '', ...patch,
  };
  return { ...made, textHash: patch.textHash ?? decisionHash(made, sha256) };
}

const PROPOSED = decision();
const ACCEPTED: Decision = { ...PROPOSED, status: 'accepted', approver: 8, decidedMs: 5, date: '2026-11-23', who: 'user 8', reportHash: 'r' };
const SUPERSEDED: Decision = { ...ACCEPTED, status: 'superseded', supersededBy: 'A-2' };
const SHIPPED = decision({ code: 'D-0001', status: 'accepted', proposer: 0 });
const shipped = { 'D-0001': { status: 'accepted', hash: SHIPPED.textHash } } as const;

const fault = (before: Decision | undefined, after: Decision | undefined, own = true) => decisionFault(before, after, { own, shipped, sha256 });

describe('a decision of the account', () => {
  it.each<[string, Decision | undefined, Decision]>([
    ['is proposed', undefined, PROPOSED],
    ['is accepted as it is made, where a role decides alone', undefined, ACCEPTED],
    ['gets the report of its replay while it is proposed', PROPOSED, { ...PROPOSED, reportHash: 'r' }],
    ['is accepted by another person', PROPOSED, ACCEPTED],
    ['is superseded by another one', ACCEPTED, SUPERSEDED],
    ['is saved again as it was accepted', ACCEPTED, ACCEPTED],
    ['is saved again as it was superseded', SUPERSEDED, SUPERSEDED],
  ])('%s', (_what, before, after) => {
    expect(fault(before, after)).toBeUndefined();
  });

  it.each<[string, Decision | undefined, Decision | undefined, string]>([
    ['a deletion', ACCEPTED, undefined, 'A decision stays'],
    ['another code', ACCEPTED, { ...ACCEPTED, code: 'A-9' }, 'keeps its code'],
    ['another text than its hash', undefined, decision({ textHash: 'x' }), 'not that of the text'],
    ['a code that is not of the account', undefined, decision({ code: 'X-1' }), 'A-…'],
    ['no proposer', undefined, decision({ proposer: 0 }), 'who proposes'],
    ['a new one that is superseded', undefined, { ...SUPERSEDED }, 'not superseded'],
    ['a new one with a successor', undefined, { ...PROPOSED, supersededBy: 'A-2' }, 'not superseded'],
    ['another text after the acceptance, with a hash that fits', ACCEPTED, { ...ACCEPTED, choice: 'One', textHash: decisionHash({ ...ACCEPTED, choice: 'One' }, sha256) }, '"choice" stays'],
    ['another text while it is proposed', PROPOSED, { ...PROPOSED, choice: 'One', textHash: decisionHash({ ...PROPOSED, choice: 'One' }, sha256) }, '"choice" stays'],
    ['an acceptance by the proposer', PROPOSED, { ...ACCEPTED, approver: 7 }, 'another person'],
    ['an acceptance by nobody', PROPOSED, { ...ACCEPTED, approver: 0 }, 'another person'],
    ['an acceptance without a time', PROPOSED, { ...ACCEPTED, decidedMs: 0 }, 'says when'],
    ['an acceptance without a day', PROPOSED, { ...ACCEPTED, date: '' }, 'says when'],
    ['an acceptance with a successor', PROPOSED, { ...ACCEPTED, supersededBy: 'A-2' }, 'is not superseded'],
    ['an approver without the acceptance', PROPOSED, { ...PROPOSED, approver: 8 }, '"approver" comes with'],
    ['a proposal that is superseded', PROPOSED, { ...PROPOSED, status: 'superseded' }, 'from proposed to superseded'],
    ['another approver later', ACCEPTED, { ...ACCEPTED, approver: 9 }, '"approver" stays'],
    ['another report later', ACCEPTED, { ...ACCEPTED, reportHash: 's' }, '"reportHash" stays'],
    ['an acceptance taken back', ACCEPTED, { ...ACCEPTED, status: 'proposed' }, 'from accepted to proposed'],
    ['a successor without the status', ACCEPTED, { ...ACCEPTED, supersededBy: 'A-2' }, 'comes with the status'],
    ['superseded by nothing', ACCEPTED, { ...SUPERSEDED, supersededBy: '' }, 'names the one'],
    ['superseded by itself', ACCEPTED, { ...SUPERSEDED, supersededBy: 'A-1' }, 'names the one'],
    ['another successor later', SUPERSEDED, { ...SUPERSEDED, supersededBy: 'A-3' }, 'comes with the status'],
    ['accepted again', SUPERSEDED, { ...SUPERSEDED, status: 'accepted' }, 'from superseded to accepted'],
    ['another approver after it was superseded', SUPERSEDED, { ...SUPERSEDED, approver: 9 }, '"approver" stays'],
  ])('refuses %s', (_what, before, after, words) => {
    expect(fault(before, after)).toContain(words);
  });

  it.each<[string, Decision | undefined, Decision, string]>([
    ['a new one', undefined, PROPOSED, 'in the review queue'],
    ['an acceptance', PROPOSED, ACCEPTED, 'in the review queue'],
    ['an edit after the acceptance', ACCEPTED, ACCEPTED, 'stays as it is'],
  ])('refuses %s outside Docket', (_what, before, after, words) => {
    expect(fault(before, after, false)).toContain(words);
  });
});

describe('a decision of the project', () => {
  it('is saved from wherever as its file says', () => {
    expect(fault(undefined, SHIPPED, false)).toBeUndefined();
    expect(fault(SHIPPED, SHIPPED, false)).toBeUndefined();
  });

  it.each<[string, Decision]>([
    ['another text', { ...SHIPPED, choice: 'One' }], ['another hash', { ...SHIPPED, textHash: 'x' }], ['another status', { ...SHIPPED, status: 'superseded' }],
    ['a number that the project does not ship', decision({ code: 'D-9999', status: 'accepted' })],
  ])('with %s is refused, even in Docket\'s own run', (_what, after) => {
    expect(fault(undefined, after)).toMatch(/ships/);
  });
});

describe('the hash of a decision', () => {
  it('does not count line ends and space around', () => {
    expect(decisionHash({ ...PROPOSED, choice: ' a\r\nb\rc ' }, sha256)).toBe(decisionHash({ ...PROPOSED, choice: 'a\nb\nc' }, sha256));
  });

  it.each(['code', 'title', 'context', 'options', 'choice', 'consequences', 'check', 'change'] as const)('counts "%s"', (name) => {
    expect(decisionHash({ ...PROPOSED, [name]: 'other' }, sha256)).not.toBe(PROPOSED.textHash);
  });

  it('a click makes one code, and a status is one of three', () => {
    expect(accountDecisionCode('0123456789abcdef0123')).toBe('A-0123456789abcdef');
    expect(['proposed', 'x'].map(decisionStatusOf)).toEqual(['proposed', undefined]);
  });
});

describe('a row that decides something', () => {
  const statusOf = decisionLookup({ ...shipped, 'D-0002': { status: 'superseded', hash: '' }, 'D-0003': { status: 'proposed', hash: '' } }, (code) => (code === 'A-1' ? 'accepted' : undefined));

  it.each([
    ['is active by an accepted decision of the project', true, 'D-0001'], ['is active by one of the account', true, 'A-1'], ['is inactive without any', false, ''],
  ])('%s', (_what, active, code) => {
    expect(policyFault({ active, decision: code }, statusOf)).toBeUndefined();
  });

  it.each([
    ['none', '', 'names the decision'], ['one that does not exist', 'D-0004', 'There is no decision D-0004'], ['none of the account', 'A-2', 'There is no decision A-2'],
    ['a superseded one', 'D-0002', 'superseded'], ['a proposed one', 'D-0003', 'only proposed'],
  ])('is refused while it is active and names %s', (_what, code, words) => {
    expect(policyFault({ active: true, decision: code }, statusOf)).toContain(words);
  });
});
