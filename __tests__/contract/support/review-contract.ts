import type { Cause } from '../../../src/application/machine-ports';
import { decisionHash } from '../../../src/domain/decision/decision';
import { sha256 } from '../../support/builders';
import type { ContractSubject } from './subject';

const NOW = Date.UTC(2026, 10, 23, 12);

/** What the value maps promise. */
export function valueMapsContract(open: () => ContractSubject): void {
  const mapping = { source: 'shopify', map: 'pick:customer.externalid', value: 'Äcme & Co', record: 'customer', internalId: 7, text: '', decision: 'A-1' };

  it('a value means what was saved last, for its source, map and value alone', () => {
    const { values } = open().ports;
    expect(values.meaning('shopify', mapping.map, mapping.value)).toBeUndefined();
    values.save(mapping);
    values.save({ ...mapping, value: 'other', record: '', internalId: undefined, text: 'Net 30', decision: 'A-2' });
    expect(values.meaning('shopify', mapping.map, mapping.value)).toEqual({ record: 'customer', internalId: 7, text: '', decision: 'A-1' });
    expect(values.meaning('shopify', mapping.map, 'other')).toEqual({ record: '', internalId: undefined, text: 'Net 30', decision: 'A-2' });
    for (const [source, map, value] of [['stripe', mapping.map, mapping.value], ['shopify', 'product', mapping.value], ['shopify', mapping.map, 'none']] as const) expect(values.meaning(source, map, value)).toBeUndefined();
    values.save({ ...mapping, record: '', internalId: undefined, text: 'a text', decision: 'A-3' });
    expect(values.meaning('shopify', mapping.map, mapping.value)).toEqual({ record: '', internalId: undefined, text: 'a text', decision: 'A-3' });
  });

  it('a record stands where it is there, is of the type and is active', () => {
    const subject = open();
    const { values } = subject.ports;
    const internalId = subject.seedCustomer({ externalId: 'wren' });
    expect(values.stands('customer', internalId)).toBe(true);
    expect(values.stands('customer', 999_999)).toBe(false);
    expect(values.stands('no such type', internalId)).toBe(false);
    expect(values.stands('item', subject.seedItem('HERE', false))).toBe(true);
    expect(values.stands('item', subject.seedItem('GONE', true))).toBe(false);
  });
}

/** What the decisions of the account promise. */
export function decisionsContract(open: () => ContractSubject): void {
  const proposal = {
    code: 'A-1', title: 'A title', context: 'Why', options: 'One or two', choice: 'Two', consequences: 'Some', check: 'By a replay', change: '{"map":"shopify.order"}', status: 'proposed' as const, date: '', proposer: 7, approver: 0,
    who: '', decidedMs: 0, supersedes: 'A-0', supersededBy: '', reportHash: '',
  };

  it('a decision is found by its code as it was proposed, and saved once', () => {
    const { decisions } = open().ports;
    expect(decisions.load('A-1')).toBeUndefined();
    decisions.add(proposal);
    decisions.add({ ...proposal, title: 'Another' });
    expect(decisions.load('A-1')).toMatchObject({ ...proposal, textHash: decisionHash(proposal, sha256), request: '', replay: '', report: '' });
  });

  it('it keeps its report, its acceptance and its successor', () => {
    const { decisions } = open().ports;
    decisions.add(proposal);
    const id = decisions.load('A-1')?.internalId ?? 0;
    decisions.change(id, { report: '{}', reportHash: sha256('{}'), replay: '{"done":1}', request: 'rq-1' });
    const accepted = { status: 'accepted' as const, approver: 8, decidedMs: NOW, date: '2026-11-23', who: 'user 8' };
    decisions.change(id, accepted);
    decisions.change(id, { status: 'superseded', supersededBy: 'A-2' });
    expect(decisions.load('A-1')).toMatchObject({ ...accepted, status: 'superseded', supersededBy: 'A-2', report: '{}', reportHash: sha256('{}'), replay: '{"done":1}', request: 'rq-1' });
  });

  it('a text that is too long for its field is kept as it fits, with the hash of that', () => {
    const { decisions } = open().ports;
    expect(() => { decisions.add({ ...proposal, title: 't'.repeat(500), context: 'ü'.repeat(5000) }); }).not.toThrow();
    const kept = decisions.load('A-1');
    expect(kept === undefined ? '' : decisionHash(kept, sha256)).toBe(kept?.textHash);
  });

  it('what rests on it is told, and what rests on another is not', () => {
    const { decisions, values } = open().ports;
    expect(decisions.relying('A-1')).toEqual([]);
    values.save({ source: 'shopify', map: 'terms', value: 'net30', record: '', internalId: undefined, text: 'Net 30', decision: 'A-1' });
    values.save({ source: 'shopify', map: 'terms', value: 'net60', record: '', internalId: undefined, text: 'Net 60', decision: 'A-2' });
    expect(decisions.relying('A-1')).toEqual(['meaning of "net30" of shopify (terms)']);
  });
}

const CAUSE: Cause = {
  fingerprint: sha256('cause'), kind: 'failure', source: 'shopify', documentType: 'order', reason: 'reference_not_found', title: 'A title', text: 'A text', subject: sha256('op'), whoActs: 'finance', dueMs: NOW + 1000,
};

/** What causes promise to those who work on them. */
export function causeBoardContract(open: () => ContractSubject): void {
  it('a cause is there once it was raised, at the head of its chain, and belongs to nobody', () => {
    const { board, causes } = open().ports;
    expect(board.load(CAUSE.fingerprint)).toBeUndefined();
    causes.raise(CAUSE, undefined, NOW);
    expect(board.load(CAUSE.fingerprint)).toEqual({
      internalId: expect.any(Number) as number, fingerprint: CAUSE.fingerprint, kind: 'failure', open: true, title: 'A title', text: 'A text', owner: undefined, source: 'shopify', head: { number: 0, hash: '' },
    });
  });

  it('what is changed is changed, and what is not named stays', () => {
    const subject = open();
    const { board, causes } = subject.ports;
    causes.raise(CAUSE, undefined, NOW);
    const internalId = board.load(CAUSE.fingerprint)?.internalId ?? 0;
    const owner = subject.person;
    board.change(internalId, { head: { number: 1, hash: sha256('1') }, owner, work: 'in_work', snoozedMs: NOW, snoozedFor: 'date', escalated: 'lead', note: 'n'.repeat(5000) });
    expect(board.load(CAUSE.fingerprint)).toMatchObject({ open: true, owner, head: { number: 1, hash: sha256('1') } });
    board.change(internalId, { head: { number: 2, hash: sha256('2') }, snoozedMs: null, snoozedFor: '' });
    expect(board.load(CAUSE.fingerprint)).toMatchObject({ open: true, owner, head: { number: 2 } });
    board.change(internalId, { head: { number: 3, hash: sha256('3') }, owner: null, closedMs: NOW + 1 });
    expect(board.load(CAUSE.fingerprint)).toMatchObject({ open: false, owner: undefined, head: { number: 3 } });
  });
}
