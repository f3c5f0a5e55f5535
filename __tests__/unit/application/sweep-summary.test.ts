import { readHealth } from '../../../src/application/health';
import { submit } from '../../../src/application/submit';
import type { SweepRun } from '../../../src/application/sweep-run-port';
import { summarizeSweep } from '../../../src/application/sweep-summary';
import { selectDue, workLane } from '../../../src/application/sweep';
import { HEARTBEAT, heartbeatOf } from '../../../src/domain/heartbeat';
import { nextSweepMs } from '../../../src/domain/lease';
import { FARTHEST_MS } from '../../../src/domain/row-damage';
import { thrownBy } from '../../support/builders';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { call, openShop, order, orderMap, post, sweepOnce } from '../../support/fakes/shop';

const HOUR = 3_600_000;

const run = (account: FakeAccount, changes: Partial<SweepRun> = {}): SweepRun => ({ startedMs: account.nowMs - 1000, units: 50, selected: 0, swept: [], damaged: [], failures: [], ...changes });
const summarize = (account: FakeAccount, changes: Partial<SweepRun> = {}) => summarizeSweep(run(account, changes), account.ports());
const causes = (account: FakeAccount) => [...account.causes.rows.values()].map(({ kind, state, cause }) => ({ kind, state, subject: cause.subject, title: cause.title }));
const open = (account: FakeAccount) => causes(account).filter(({ state }) => state === 'open').map(({ kind, subject }) => `${kind} ${subject}`);
const rowOf = (account: FakeAccount, key: string) => {
  const row = [...account.operations.rows.values()].find(({ document }) => document.idempotencyKey === key);
  if (row === undefined) throw new Error(`There is no operation of ${key}.`);
  return row;
};

/** An order that names an item which is not there. */
const unknownItem = (id: string, line = 0) => order({ id, lines: [{ id: 'l1', sku: line === 0 ? 'Z' : 'A', quantity: 2, price: '10.00' }, { id: 'l2', sku: line === 0 ? 'B' : 'Z', quantity: 1, price: '5.00' }] });

describe('failures of one cause', () => {
  it('are one cause, whatever line they stand on, told once with words, an actor and a time', () => {
    const account = openShop();
    post(account, call('k1', unknownItem('1')));
    post(account, call('k2', unknownItem('2', 1)));
    expect(rowOf(account, 'k1').patch.cause).toBe(rowOf(account, 'k2').patch.cause);
    summarize(account);
    summarize(account);
    expect([...account.causes.rows.values()]).toMatchObject([{
      kind: 'failure', state: 'open', cause: {
        source: 'shop', documentType: 'order', reason: 'reference_not_found', subject: rowOf(account, 'k1').document.operationId, whoActs: 'finance', dueMs: account.nowMs + 24 * HOUR,
        title: expect.stringContaining('The document names a record that NetSuite does not have: "Z" (shop order, /lines/0/sku)') as string, text: expect.stringContaining('redrive') as string,
      },
    }]);
  });

  it('are over when the last of them is, and come back with the next', () => {
    const account = openShop();
    post(account, call('k1', unknownItem('1')));
    summarize(account);
    post(account, call('k2', order({ id: '1' }), { supersedes: rowOf(account, 'k1').document.operationId }));
    expect(rowOf(account, 'k1').patch).toMatchObject({ state: 'superseded', cause: undefined });
    summarize(account);
    expect(causes(account)).toMatchObject([{ kind: 'failure', state: 'closed' }]);
    post(account, call('k3', unknownItem('3')));
    summarize(account);
    expect(causes(account)).toMatchObject([{ kind: 'failure', state: 'open' }]);
  });

  it('in a record that stands are told too, and stay until a person closes them', () => {
    const account = openShop();
    account.ledger.surcharge = '1.00';
    expect(post(account, call('k'))).toMatchObject({ outcome: 'applied', problem: { code: 'saved_total_differs' } });
    summarize(account);
    summarize(account);
    expect([...account.causes.rows.values()]).toMatchObject([{ kind: 'difference', state: 'open', cause: { reason: 'saved_total_differs', whoActs: 'controller' } }]);
    account.causes.close([...account.causes.rows.values()][0]?.internalId ?? 0, account.nowMs + 1);
    summarize(account);
    expect(open(account)).toEqual([]);
  });

  it('that the rule says to drop are none', () => {
    const account = openShop();
    expect(post(account, call('k', order({ terms: 'net 90' })))?.outcome).toBe('partly_applied');
    summarize(account);
    expect(open(account)).toEqual([]);
  });

  it('are told in the words of NetSuite where it refused', () => {
    const account = openShop();
    account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
    account.ledger.nextSave = { kind: 'refused', error: { name: 'USER_ERROR', message: 'Please enter value(s) for: Department' } };
    post(account, call('k'));
    summarize(account);
    expect([...account.causes.rows.values()][0]?.cause.text).toContain('NetSuite said USER_ERROR.');
  });
});

describe('a damaged row', () => {
  it('is told of with at most a hundred others at a time: a statement takes no longer list', () => {
    const account = openShop();
    const damaged = Array.from({ length: 600 }, (_, index) => ({ internalId: index + 1, words: 'It has no document.' }));
    summarize(account, { damaged });
    expect(open(account)).toHaveLength(100);
  });

  it('has a cause, keeps nobody else from work, and is left as it is until it is well', () => {
    const account = openShop();
    for (const key of ['a', 'b']) post(account, call(key, order({ id: key }), { mode: 'async' }));
    const row = rowOf(account, 'a');
    account.operations.rows.set(row.internalId, { ...row, document: { ...row.document, keptText: '' } });
    const before = structuredClone(rowOf(account, 'a'));
    const swept = sweepOnce(account);
    expect(swept).toEqual([{ internalId: row.internalId, state: 'damaged', words: 'It has no document.' }, expect.objectContaining({ state: 'applied' })]);
    summarize(account, { damaged: [{ internalId: row.internalId, words: 'It has no document.' }], swept });
    expect(open(account)).toEqual([`row_damaged ${row.internalId}`]);
    summarize(account);
    expect(open(account)).toHaveLength(1);
    expect(rowOf(account, 'a')).toEqual(before);
    account.operations.rows.set(row.internalId, row);
    summarize(account);
    expect(open(account)).toEqual([]);
  });

  it('in great number takes no room from other work, is told of by and by, and is carried on once it is well', () => {
    const account = openShop();
    for (let id = 1; id <= 251; id += 1) post(account, call(`k${String(id)}`, order({ id: String(id) }), { mode: 'async' }));
    const rows = [...account.operations.rows.values()];
    const [sound, ...damaged] = rows.reverse();
    for (const row of damaged) account.operations.rows.set(row.internalId, { ...row, document: { ...row.document, keptText: '' } });
    const sweepAndTell = () => {
      const swept = sweepOnce(account);
      summarize(account, { swept, damaged: swept.flatMap(({ internalId, words }) => (words === undefined ? [] : [{ internalId, words }])) });
      account.nowMs += HOUR / 4;
    };
    expect([100, 200, 250].map((told) => [told, (sweepAndTell(), open(account).length)])).toEqual([[100, 100], [200, 200], [250, 250]]);
    expect(selectDue(account.ports())).toEqual([]);
    expect(account.operations.rows.get(sound?.internalId ?? 0)?.patch.state).toBe('applied');
    const [well] = damaged.filter(({ internalId }) => open(account).includes(`row_damaged ${String(internalId)}`)).slice(-1);
    account.operations.rows.set(well?.internalId ?? 0, well!);
    for (let sweep = 0; sweep < 6; sweep += 1) sweepAndTell();
    expect(account.operations.rows.get(well?.internalId ?? 0)?.patch.state).toBe('applied');
  });

  it('that is due for nobody is found by the summary alone', () => {
    const account = openShop();
    post(account, call('a', order(), { mode: 'async' }));
    rowOf(account, 'a').dueMs = account.nowMs + FARTHEST_MS * 2;
    summarize(account);
    expect(causes(account)).toMatchObject([{ kind: 'row_damaged', title: expect.stringContaining('damaged') as string }]);
  });

  it('that rests with a person without an outcome is not carried on', () => {
    const account = openShop();
    post(account, call('k1', unknownItem('1')));
    const row = rowOf(account, 'k1');
    account.operations.rows.set(row.internalId, { ...row, dueMs: account.nowMs, patch: { ...row.patch, head: { number: 0, hash: '' } } });
    account.events.rows.clear();
    expect(workLane([row.internalId], account.ports())).toEqual([{ internalId: row.internalId, state: 'damaged', words: 'It is at rest, and no outcome says why.' }]);
  });
});

describe('an override that is not safe', () => {
  it('though it was saved, is a cause that names its figures, until it is corrected', () => {
    const account = openShop();
    account.findings.overrides = [{ internalId: 4, override: { code: 'netsuite_busy', figures: { attempts: 99 } } }, { internalId: 5, override: { code: 'netsuite_busy', figures: { attempts: 5 } } }];
    summarize(account);
    expect([...account.causes.rows.values()]).toMatchObject([{ kind: 'settings', subject: 'override 4', cause: { whoActs: 'admin', text: expect.stringContaining('Most Attempts is 99') as string } }]);
    account.findings.overrides = [];
    summarize(account);
    expect(open(account)).toEqual([]);
  });
});

describe('operations of the account that this one is a copy of', () => {
  it('are touched by nobody, told of once, and keep nobody waiting', () => {
    const account = openShop();
    post(account, call('open', order({ id: '1' }), { mode: 'async' }));
    post(account, call('done', order({ id: '2' })));
    account.operations.accountId = '1234567_SB1';
    const before = structuredClone(rowOf(account, 'open'));
    account.nowMs += HOUR;
    expect(sweepOnce(account)).toEqual([]);
    summarize(account);
    expect(causes(account)).toMatchObject([{ kind: 'foreign_account', state: 'open', subject: '1234567', title: '1 open operations were taken by account 1234567' }]);
    expect(rowOf(account, 'open')).toEqual(before);
    expect(post(account, call('new', order({ id: '1' })))).toMatchObject({ outcome: 'applied' });
    account.causes.close([...account.causes.rows.values()][0]?.internalId ?? 0, account.nowMs);
    summarize(account);
    expect(open(account)).toEqual([]);
  });

  it('are refused to a repeat while they are open, and answered as ever once they were settled', () => {
    const account = openShop();
    post(account, call('open', order({ id: '1' }), { mode: 'async' }));
    post(account, call('done', order({ id: '2' })));
    account.operations.accountId = '1234567_SB1';
    const events = account.events.rows.size;
    expect(thrownBy(() => submit(call('open', order({ id: '1' })), account.ports()))).toMatchObject({ name: 'DocketRefusal', code: 'other_account' });
    expect(thrownBy(() => submit(call('open', order({ id: '9' })), account.ports()))).toMatchObject({ code: 'other_account' });
    expect(account.events.rows.size).toBe(events);
    expect(rowOf(account, 'open').seenAgain).toBe(0);
    expect(submit(call('done', order({ id: '2' })), account.ports())).toMatchObject({ outcome: 'applied', replayed: true });
  });
});

describe('the summary of a sweep', () => {
  it('leaves a heartbeat that health shows', () => {
    const account = openShop();
    expect(readHealth(account.ports()).sweep).toEqual({ lastStartedAt: null, lastEndedAt: null, nextAt: null, missed: true });
    const beat = summarize(account, { selected: 2, swept: [{ state: 'applied' }, { state: 'applied' }] });
    expect(beat).toMatchObject({ selected: 2, outcomes: { applied: 2 }, units: 50, nextMs: nextSweepMs(account.nowMs), failures: [], version: '0.2.0' });
    expect(readHealth(account.ports()).sweep).toMatchObject({ lastEndedAt: new Date(account.nowMs).toISOString(), missed: false });
    account.nowMs += HOUR + 1;
    expect(readHealth(account.ports()).sweep.missed).toBe(true);
  });

  it('wakes another sweep at once where work was left and this one got on, and at no other time', () => {
    const account = openShop();
    post(account, call('a', order(), { mode: 'async' }));
    summarize(account, { swept: [{ state: 'applied' }] });
    summarize(account, { swept: [{ state: 'left_for_next_run' }, { state: 'not_due' }] });
    expect(account.scheduler.wakeUps).toBe(0);
    expect(summarize(account, { swept: [{ state: 'applied' }, { state: 'left_for_next_run' }] }).nextMs).toBe(account.nowMs);
    account.machine.write('sweep:left_over', { value: '', number: 40 });
    summarize(account, { swept: [{ state: 'applied' }] });
    expect(account.scheduler.wakeUps).toBe(2);
    account.scheduler.answer = { kind: 'under_way' };
    expect(summarize(account, { swept: [{ state: 'applied' }] }).failures).toEqual([]);
    account.scheduler.answer = { kind: 'refused', error: { name: 'INSUFFICIENT_PERMISSION', message: 'x' } };
    expect(summarize(account, { swept: [{ state: 'applied' }] }).nextMs).toBe(nextSweepMs(account.nowMs));
    expect(open(account)).toEqual(['platform_failure wake-up INSUFFICIENT_PERMISSION']);
  });

  it('tells of what NetSuite reported until it has been quiet for a day', () => {
    const account = openShop();
    summarize(account, { failures: [{ stage: 'reduce', name: 'SSS_APP_SERVER_RESTART', count: 3 }] });
    expect(open(account)).toEqual(['platform_failure reduce SSS_APP_SERVER_RESTART']);
    account.nowMs += 20 * HOUR;
    summarize(account, { failures: [{ stage: 'reduce', name: 'SSS_APP_SERVER_RESTART', count: 1 }] });
    account.nowMs += 24 * HOUR;
    summarize(account);
    expect(open(account)).toHaveLength(1);
    account.nowMs += 1;
    summarize(account);
    expect(open(account)).toEqual([]);
  });

  it('tells of its own failure, does the rest and leaves a heartbeat all the same', () => {
    const account = openShop();
    account.gate.onCall(({ name }) => { if (name === 'findings.inLog') throw Object.assign(new Error('no'), { name: 'SSS_SEARCH_ERROR_OCCURRED' }); return undefined; });
    expect(thrownBy(() => summarize(account, { damaged: [{ internalId: 7, words: 'It has no document.' }] }))).toMatchObject({ name: 'SSS_SEARCH_ERROR_OCCURRED' });
    expect(open(account)).toEqual(['row_damaged 7', 'platform_failure summarize: findings SSS_SEARCH_ERROR_OCCURRED']);
    expect(heartbeatOf(account.machine.rows.get(HEARTBEAT)?.value ?? '')).toMatchObject({ endedMs: account.nowMs });
  });

  it('comes to the same when it runs twice', () => {
    const account = openShop(orderMap());
    account.machine.write('expect:shop', { value: '{"least":1,"per":"hour"}', number: undefined });
    post(account, call('k1', unknownItem('1')));
    const failures = [{ stage: 'map', name: 'NEVER_FINISHED', count: 1 }];
    const first = summarize(account, { failures });
    const rows = structuredClone([...account.machine.rows]);
    const told = causes(account);
    expect(summarize(account, { failures })).toEqual(first);
    expect([...account.machine.rows]).toEqual(rows);
    expect(causes(account)).toEqual(told);
  });
});

describe('settings that cannot be read', () => {
  it('are a cause until they can', () => {
    const account = openShop();
    post(account, call('a', order(), { mode: 'async' }));
    account.configuration.unreadable = true;
    sweepOnce(account);
    summarize(account);
    expect(causes(account)).toMatchObject([{ kind: 'settings', state: 'open', subject: 'shop' }]);
    account.configuration.unreadable = false;
    account.nowMs += HOUR;
    sweepOnce(account);
    summarize(account);
    expect(open(account)).toEqual([]);
  });
});

describe('a source that says what it brings', () => {
  const expecting = (value: string) => {
    const account = openShop();
    account.nowMs = Date.UTC(2026, 0, 5, 12);
    account.machine.write('expect:shop:order', { value, number: undefined });
    summarize(account);
    return account;
  };

  it('and falls silent has a cause until the volume is back; what its documents bring along is none', () => {
    const account = expecting('{"least":2,"per":"hour"}');
    for (const id of ['1', '2']) post(account, call(id, order({ id })));
    account.nowMs += HOUR;
    summarize(account);
    expect(open(account)).toEqual([]);
    post(account, call('3', order({ id: '3' })));
    post(account, call('3', order({ id: '3' })));
    account.nowMs += HOUR;
    summarize(account);
    expect(causes(account)).toMatchObject([{ kind: 'absence', subject: 'shop:order', title: 'shop:order sent 1 documents in the last hour; at least 2 are expected' }]);
    for (const id of ['4', '5']) post(account, call(id, order({ id })));
    summarize(account);
    expect(open(account)).toEqual([]);
  });

  it('is counted once, though a sweep dies between two of its writes', () => {
    const account = expecting('{"least":2,"per":"hour"}');
    account.machine.write('expect:shop', { value: '{"least":2,"per":"hour"}', number: undefined });
    summarize(account);
    post(account, call('1', order({ id: '1' })));
    let writes = 0;
    account.gate.onCall(({ name }) => { if (name === 'machine.write' && (writes += 1) === 2) throw new Error('died'); return undefined; });
    thrownBy(() => summarize(account));
    account.gate.onCall(undefined);
    summarize(account);
    const counts = ['volume:shop', 'volume:shop:order'].map((name) => Object.values((JSON.parse(account.machine.rows.get(name)?.value ?? '{}') as { hours: Record<string, number> }).hours));
    expect(counts).toEqual([[1], [1]]);
    post(account, call('2', order({ id: '2' })));
    summarize(account);
    summarize(account);
    expect(Object.values((JSON.parse(account.machine.rows.get('volume:shop')?.value ?? '{}') as { hours: Record<string, number> }).hours)).toEqual([2]);
  });

  it('in a way that cannot be read has a cause; a setting that is gone takes its count along', () => {
    const account = expecting('{"least":2,"per":"minute"}');
    expect(open(account)).toEqual(['settings expect:shop:order']);
    account.machine.write('expect:shop:order', { value: '{"least":2,"per":"hour","zone":"Nowhere/Land"}', number: undefined });
    summarize(account);
    expect(open(account)).toEqual(['settings expect:shop:order']);
    account.machine.write('expect:shop:order', { value: '{"least":2,"per":"hour"}', number: undefined });
    summarize(account);
    expect(open(account)).toEqual([]);
    expect(account.machine.rows.has('volume:shop:order')).toBe(true);
    account.machine.rows.delete('expect:shop:order');
    summarize(account);
    expect(account.machine.rows.has('volume:shop:order')).toBe(false);
  });
});
