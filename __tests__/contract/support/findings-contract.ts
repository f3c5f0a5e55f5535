import { chainEvent } from '../../../src/domain/event-chain';
import { FARTHEST_MS } from '../../../src/domain/row-damage';
import { problemOf } from '../../../src/domain/reasons';
import { sha256 } from '../../support/builders';
import { logged, patch } from './log-contract';
import type { ContractSubject, RowChanges } from './subject';

const NOW = Date.UTC(2026, 10, 23, 12);
const HOUR_MS = 3_600_000;

/** What the findings in the log promise. */
export function findingsContract(open: () => ContractSubject): void {
  const start = () => {
    const subject = open();
    const { operations, events, causes, findings } = subject.ports;
    const log = (name: string, changes: Parameters<typeof logged>[1] = {}): number => {
      const result = operations.log(logged(name, { mode: 'async', account: '', ...changes }), undefined);
      if (result.kind !== 'logged') throw new Error(JSON.stringify(result));
      return result.internalId;
    };
    const fails = (internalId: number, cause: string) => {
      operations.update(internalId, patch({
        state: 'needs_review', target: null, settledMs: null, head: { number: 0, hash: '' }, problem: problemOf('reference_not_found', 'why', [{ pointer: '/sku', code: 'reference_not_found', message: 'm' }]), cause,
      }));
    };
    return { ...subject, operations, events, causes, findings, log, fails };
  };

  it('an empty log has nothing to tell', () => {
    expect(start().findings.inLog(NOW)).toEqual({ untold: [], ended: [], damaged: [], foreign: [], awaitingSettings: [], overrides: [], stillDue: 0, nextDueMs: undefined, lastId: 0 });
  });

  it('failures of one cause are told together, with the first of them, until a cause stands for them', () => {
    const { findings, causes, log, fails } = start();
    const [first, second] = [log('a'), log('b')];
    for (const id of [first, second]) fails(id, 'cause-1');
    expect(findings.inLog(NOW)).toMatchObject({ untold: [{ fingerprint: 'cause-1', count: 2, internalId: first }], stillDue: 0, lastId: second });
    expect(findings.failures([first])).toEqual([{
      internalId: first, operationId: sha256('a'), source: 'shopify', documentType: 'order', reason: 'reference_not_found', title: problemOf('reference_not_found', '').title, whoActs: 'finance', pointer: '/sku', observed: '', value: '',
      text: problemOf('reference_not_found', '').whatToDo, open: true,
    }]);
    causes.raise({ fingerprint: 'cause-1', kind: 'failure', source: 'shopify', documentType: 'order', reason: '', title: 't', text: '', subject: 'a', whoActs: 'finance', dueMs: NOW }, undefined, NOW);
    expect(findings.inLog(NOW)).toMatchObject({ untold: [], ended: [] });
  });

  it('a cause has ended when no operation carries it any more, and comes again with the next', () => {
    const { findings, causes, operations, log, fails } = start();
    const id = log('a');
    fails(id, 'cause-1');
    causes.raise({ fingerprint: 'cause-1', kind: 'failure', source: 'shopify', documentType: 'order', reason: '', title: 't', text: '', subject: 'a', whoActs: 'finance', dueMs: NOW }, undefined, NOW);
    operations.update(id, patch({ state: 'applied', head: { number: 0, hash: '' } }));
    const [cause] = causes.open(['failure']);
    expect(findings.inLog(NOW).ended).toEqual([cause?.internalId]);
    causes.close(cause?.internalId ?? 0, NOW);
    expect(findings.inLog(NOW).ended).toEqual([]);
    fails(id, 'cause-1');
    expect(findings.inLog(NOW).untold).toHaveLength(1);
  });

  it('a difference in a record that stands is told once, and stays closed when a person closed it', () => {
    const { findings, causes, operations, log } = start();
    const settle = (id: number, settledMs: number) => { operations.update(id, patch({ state: 'partly_applied', cause: 'cause-2', settledMs, head: { number: 0, hash: '' } })); };
    const first = log('a');
    settle(first, NOW);
    expect(findings.inLog(NOW).untold).toEqual([{ fingerprint: 'cause-2', count: 1, internalId: first }]);
    expect(findings.failures([first])).toMatchObject([{ open: false }]);
    causes.raise({ fingerprint: 'cause-2', kind: 'difference', source: 'shopify', documentType: 'order', reason: '', title: 't', text: '', subject: 'a', whoActs: 'finance', dueMs: NOW }, undefined, NOW);
    expect(findings.inLog(NOW)).toMatchObject({ untold: [], ended: [] });
    causes.close(causes.open(['difference'])[0]?.internalId ?? 0, NOW + 1);
    expect(findings.inLog(NOW)).toMatchObject({ untold: [] });
    const second = log('b');
    settle(second, NOW + 2);
    expect(findings.inLog(NOW).untold).toEqual([{ fingerprint: 'cause-2', count: 1, internalId: second }]);
  });

  it.each<[string, RowChanges]>([
    ['in no known state', { state: 'done|' }], ['that is due at no time', { dueMs: null }], ['due too far ahead', { dueMs: NOW + FARTHEST_MS + 1 }],
    ['leased too far ahead', { leaseMs: NOW + FARTHEST_MS + 1 }], ['tried a negative number of times', { attempts: -2 }], ['tried too often', { attempts: 5000 }], ['received in the far future', { receivedMs: NOW + FARTHEST_MS + 1 }],
    ['that counts no characters', { characters: 0 }], ['whose last event is not there', { head: 3 }], ['whose last event has a negative number', { head: -1 }],
  ])('a row %s is damaged, is taken over by nobody and keeps nobody else from work', (_how, changes) => {
    const { findings, operations, changeRow, log } = start();
    const [damaged, sound] = [log('a'), log('b')];
    changeRow(damaged, changes);
    expect(findings.inLog(NOW).damaged).toEqual([{ internalId: damaged, words: expect.any(String) as string }]);
    expect(findings.damageOf(damaged, NOW)).toBe(findings.inLog(NOW).damaged[0]?.words);
    // A row whose last event is not there is worked on all the same; any other would only be looked at and left by every sweep.
    expect(operations.due(NOW).map(({ internalId }) => internalId)).toEqual(changes.head === 3 ? [damaged, sound] : [sound]);
    if (changes.head !== 3) expect(operations.takeOver(damaged, { holder: 'h', untilMs: NOW + 1000 }, NOW)).toMatchObject({ kind: 'damaged' });
    expect(findings.damageOf(sound, NOW)).toBeUndefined();
    expect(findings.inLog(NOW + HOUR_MS).damaged.map(({ internalId }) => internalId)).not.toContain(sound);
  });

  it('a row without its document is damaged, which only a look at the row shows', () => {
    const { findings, operations, changeRow, log } = start();
    const id = log('a');
    changeRow(id, { keptText: null });
    expect(findings.inLog(NOW).damaged).toEqual([]);
    expect(findings.damageOf(id, NOW)).toBe('It has no document.');
    expect(operations.takeOver(id, { holder: 'h', untilMs: NOW + 1000 }, NOW)).toEqual({ kind: 'damaged', words: 'It has no document.' });
    expect(operations.due(NOW)).toHaveLength(1);
    expect(findings.damageOf(999_999, NOW)).toBeUndefined();
  });

  it('a row that an open cause calls damaged is due for nobody until that is closed, and is found after those that none tells of', () => {
    const { findings, causes, operations, changeRow, log } = start();
    const [told, other] = [log('a'), log('b')];
    const tell = (kind: 'row_damaged' | 'settings') => { causes.raise({ fingerprint: `cause ${kind}`, kind, source: '', documentType: '', reason: '', title: 't', text: '', subject: String(told), whoActs: 'admin', dueMs: NOW }, undefined, NOW); };
    const due = () => operations.due(NOW).map(({ internalId }) => internalId);
    tell('settings');
    expect(due()).toEqual([told, other]);
    tell('row_damaged');
    expect(due()).toEqual([other]);
    changeRow(told, { head: 3 });
    expect(due()).toEqual([told, other]);
    changeRow(other, { head: 3 });
    expect(findings.inLog(NOW).damaged.map(({ internalId }) => internalId)).toEqual([other, told]);
    changeRow(told, { head: 0 });
    causes.close(causes.open(['row_damaged'])[0]?.internalId ?? 0, NOW);
    expect(due()).toEqual([told, other]);
  });

  it('causes that ended are told a hundred at a time', () => {
    const { findings, causes } = start();
    for (let n = 0; n < 101; n += 1) causes.raise({ fingerprint: `cause ${String(n)}`, kind: 'failure', source: '', documentType: '', reason: '', title: 't', text: '', subject: 'a', whoActs: 'finance', dueMs: NOW }, undefined, NOW);
    const { ended } = findings.inLog(NOW);
    expect(ended).toHaveLength(100);
    for (const id of ended) causes.close(id, NOW);
    expect(findings.inLog(NOW).ended).toHaveLength(1);
  });

  it('an event that a row names as its last is found', () => {
    const { findings, events, operations, log } = start();
    const id = log('a');
    const event = chainEvent({ chain: sha256('a'), kind: 'outcome', atMs: NOW, actor: 'a', salt: 's', facts: '{}', values: '{}' }, { number: 0, hash: '' }, sha256);
    events.append(event);
    operations.update(id, patch({ state: 'needs_review', target: null, settledMs: null, head: { number: 1, hash: event.hash } }));
    expect(findings.inLog(NOW).damaged).toEqual([]);
  });

  it('operations of another account are counted, and are nobody\'s work here', () => {
    const { findings, operations, log } = start();
    const own = log('a');
    const foreign = log('b', { account: '7654321', lane: logged('a').lane });
    expect(findings.inLog(NOW)).toMatchObject({ foreign: [{ account: '7654321', count: 1 }], stillDue: 1, damaged: [] });
    expect(operations.due(NOW).map(({ internalId }) => internalId)).toEqual([own]);
    expect(operations.queue()).toMatchObject([{ state: 'accepted', count: 1 }]);
    expect(operations.takeOver(foreign, { holder: 'h', untilMs: NOW + 1000 }, NOW)).toEqual({ kind: 'not_due' });
    expect(operations.holdForWithdrawal(foreign, { holder: 'h', untilMs: NOW + 1000 })).toBeUndefined();
    expect(operations.find(sha256('b'))).toMatchObject({ account: '7654321' });
  });

  it('operations that wait for settings are told by source, with what is wrong', () => {
    const { findings, operations, log } = start();
    const id = log('a');
    operations.update(id, patch({ state: 'accepted', waitsFor: 'configuration', dueMs: NOW + 5, target: null, settledMs: null, head: { number: 0, hash: '' }, problem: problemOf('configuration_unreadable', 'The setting is none.') }));
    expect(findings.inLog(NOW)).toMatchObject({ awaitingSettings: [{ source: 'shopify', count: 1, words: 'The setting is none.' }], stillDue: 0, nextDueMs: NOW + 5 });
  });

  it('documents that were sent are counted by hour, those that another brought are not', () => {
    const { findings, log } = start();
    const first = log('a');
    log('b', { receivedMs: NOW + HOUR_MS });
    log('c', { receivedMs: NOW + HOUR_MS + 1, documentType: 'refund' });
    log('d', { parent: sha256('a') });
    log('f', { account: '7654321' });
    const last = log('e', { receivedMs: NOW + HOUR_MS + 2 });
    const hour = NOW / HOUR_MS;
    const all = findings.received(0, last);
    expect(all).toHaveLength(3);
    expect(all).toEqual(expect.arrayContaining([
      { source: 'shopify', documentType: 'order', hour, count: 1 }, { source: 'shopify', documentType: 'order', hour: hour + 1, count: 2 }, { source: 'shopify', documentType: 'refund', hour: hour + 1, count: 1 },
    ]));
    expect(findings.received(first, last - 1)).toHaveLength(2);
    expect(findings.received(last, last)).toEqual([]);
  });
}
