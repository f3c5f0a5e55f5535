import { readStatus } from '../../../../src/application/status';
import { withdraw } from '../../../../src/application/withdraw';
import { presentOutcome } from '../../../../src/application/repeat';
import { LEASE_MS } from '../../../../src/domain/lease';
import type { FakeAccount } from '../../../support/fakes/fake-account';
import { brokenRules } from '../../../support/fakes/invariants';
import { CONTROLLER, LEAD, RollbackDesk } from '../../../support/fakes/rollback-desk';
import { alive, call, openShop, order, post } from '../../../support/fakes/shop';

/** An account in which an order was made, then updated. */
function applied(updates = 0): { readonly account: FakeAccount; readonly desk: RollbackDesk; readonly ids: readonly string[] } {
  const account = openShop();
  const ids = [post(account, call('k0'))?.operationId ?? ''];
  for (let n = 1; n <= updates; n += 1) {
    account.nowMs += 1000;
    ids.push(post(account, call(`k${String(n)}`, order({ version: n + 1, note: `note ${String(n)}` })))?.operationId ?? '');
  }
  account.nowMs += 1000;
  return { account, desk: new RollbackDesk(account), ids };
}

const stateOf = (account: FakeAccount, id: string) => account.operations.byOperation(id)?.patch.state;
const salesOrder = (account: FakeAccount) => account.ledger.records.find(({ type }) => type === 'salesorder');
const operation = (operationId: string | undefined) => ({ kind: 'operation', operationId: operationId ?? '' } as const);
const stepsOf = (account: FakeAccount) => [...account.operations.rows.values()].filter(({ document }) => document.intent === 'rollback');

it('an approved rollback voids what was made, says so on its operation and on a step of its own, and ends', () => {
  const { account, desk, ids: [id = ''] } = applied();
  expect(desk.ask(operation(id))).toMatchObject({ state: 'done', code: 'asked_for_approval' });
  expect(desk.request()).toMatchObject({ kind: 'rollback', state: 'asked', needs: 'approve_rollback', subject: id, rows: 1, amount: '' });
  expect(desk.step('approve')).toMatchObject({ state: 'done' });
  desk.settle();
  expect(desk.request()).toMatchObject({ state: 'carried_out', result: '1 of 1 steps done.', approver: 12 });
  expect(salesOrder(account)?.voided).toBe(true);
  const [step] = stepsOf(account);
  expect(stateOf(account, id)).toBe('rolled_back');
  expect(step?.patch).toMatchObject({ state: 'applied', target: { recordType: 'salesorder' } });
  const found = account.operations.find(id);
  expect(found === undefined ? undefined : presentOutcome(found, account.ports()).rollback).toEqual({ role: 'taken_back', operation: step?.document.operationId, request: desk.request().number, from: 'applied' });
  expect(brokenRules(account)).toEqual([]);
});

it('of an update the fields go back, and the next merge starts from what stands then', () => {
  const { account, desk, ids: [, id = ''] } = applied(1);
  desk.ask(operation(id));
  desk.step('approve');
  desk.settle();
  expect(salesOrder(account)?.body.get('memo')).toBe('first');
  expect([...account.objects.rows.values()].find(({ entry }) => entry.documentType === 'order')?.entry.applied?.get('memo')).toBe('text:first');
  expect(stateOf(account, id)).toBe('rolled_back');
});

it('operations of one object go back the last one first, each as a step of its own', () => {
  const { account, desk, ids } = applied(2);
  desk.ask({ kind: 'source', source: 'shop', sinceMs: 1 });
  expect(desk.request().rows).toBe(4);
  desk.step('approve');
  desk.settle();
  expect(desk.request()).toMatchObject({ state: 'carried_out', result: '4 of 4 steps done.' });
  expect(ids.map((id) => stateOf(account, id))).toEqual(['rolled_back', 'rolled_back', 'rolled_back']);
  expect(stepsOf(account).map(({ patch }) => patch.state)).toEqual(['applied', 'applied', 'applied', 'applied']);
  expect(salesOrder(account)?.voided).toBe(true);
});

it('a rollback is rolled back itself: what it had taken back stands again, and once more the other way', () => {
  const { account, desk, ids: [, id = ''] } = applied(1);
  const rounds = [['first', 'rolled_back'], ['note 1', 'applied'], ['first', 'rolled_back']] as const;
  for (const [round, [memo, state]] of rounds.entries()) {
    const of = round === 0 ? id : stepsOf(account).at(-1)?.document.operationId;
    desk.ask(operation(of), { click: `click ${String(round)}` });
    desk.step('approve');
    desk.settle();
    expect([round, desk.request().state, salesOrder(account)?.body.get('memo'), stateOf(account, id)]).toEqual([round, 'carried_out', memo, state]);
  }
  expect(stepsOf(account).map(({ patch }) => patch.state)).toEqual(['applied', 'rolled_back', 'applied']);
  expect(brokenRules(account)).toEqual([]);
});

describe('nothing is taken back', () => {
  it.each<[string, (desk: RollbackDesk, id: string) => void, RegExp]>([
    ['where the asker approves', (desk) => { expect(desk.step('approve', { ...CONTROLLER, userId: LEAD.userId })).toMatchObject({ state: 'refused', text: 'Nobody approves what they asked for themselves.' }); }, /^$/],
    ['where a role without the right approves', (desk) => { expect(desk.step('approve', { ...LEAD, userId: 5 })).toMatchObject({ state: 'refused' }); }, /^$/],
    ['where it is returned', (desk) => { desk.step('return'); }, /^$/],
    ['where the record was edited between asking and approval', (desk) => {
      const memo = salesOrder(desk.account);
      memo?.body.set('memo', 'by hand');
      expect(desk.step('approve')).toMatchObject({ state: 'refused', text: expect.stringMatching(/^The request has lapsed. What it was judged on has changed since. .*memo was changed since by somebody/) as string });
    }, /^$/],
    ['where the record was edited between approval and execution', (desk) => { desk.step('approve'); salesOrder(desk.account)?.body.set('memo', 'by hand'); }, /^Nothing was taken back\. What it was judged on has changed since\. .*memo was changed since/],
    ['where it was approved and a day went by', (desk) => { desk.step('approve'); desk.account.nowMs += 24 * 3_600_000; }, /Its 24 hours are over/],
    ['where another request was faster', (desk, id) => {
      desk.ask(operation(id), { click: 'second' });
      const [first, second] = [...desk.requests.rows.keys()];
      desk.step('approve', CONTROLLER, second);
      desk.settle();
      desk.step('approve', CONTROLLER, first);
    }, /^(?:|1 of 1 steps done\.)$/],
  ])('%s', (_where, meddle, result) => {
    const { account, desk, ids: [, id = ''] } = applied(1);
    desk.ask(operation(id));
    const memo = salesOrder(account)?.body.get('memo');
    meddle(desk, id);
    desk.settle();
    expect(desk.request().result).toMatch(result);
    expect(stepsOf(account).length).toBeLessThanOrEqual(1);
    if (stepsOf(account).length === 0) expect([memo, 'by hand']).toContain(salesOrder(account)?.body.get('memo'));
  });
});

describe('asking is refused', () => {
  it.each<[string, (desk: RollbackDesk, id: string) => unknown, object]>([
    ['where the plan is another than was seen', (desk, id) => desk.ask(operation(id), { hash: 'x' }), { code: 'plan_changed' }],
    ['where nothing can be taken back', (desk, id) => { (salesOrder(desk.account) as { voided?: boolean }).voided = true; return desk.ask(operation(id)); }, { code: 'nothing_to_roll_back' }],
    ['for what is not there', (desk) => desk.ask(operation('none'), { hash: 'x' }), { code: 'nothing_to_roll_back' }],
  ])('%s', (_where, ask, expected) => {
    const { desk, ids: [id = ''] } = applied();
    expect(ask(desk, id)).toMatchObject({ state: 'refused', ...expected });
    expect(desk.requests.rows.size).toBe(0);
  });
});

describe('a step that does not come out stops the rollback and says where', () => {
  it('a refusal that heals is tried again by itself', () => {
    const { account, desk, ids: [id = ''] } = applied();
    desk.ask(operation(id));
    desk.step('approve');
    account.rollback.nextWay = { kind: 'refused', error: { name: 'RCRD_HAS_BEEN_CHANGED', message: 'Record has been changed' } };
    desk.sweep();
    expect(desk.request()).toMatchObject({ state: 'in_work', result: expect.stringContaining('At step 1 of 1: retry scheduled.') as string });
    desk.settle();
    expect([desk.request().state, stateOf(account, id)]).toEqual(['carried_out', 'rolled_back']);
  });

  it('a refusal that does not heal rests with a person; discarding its operation ends the rollback', () => {
    const { account, desk, ids: [, second = '', third = ''] } = applied(2);
    desk.ask({ kind: 'source', source: 'shop', sinceMs: (account.operations.byOperation(second)?.patch.settledMs ?? 0) });
    desk.step('approve');
    const fault = { kind: 'refused', error: { name: 'USER_ERROR', message: 'No.' } } as const;
    let ways = 0;
    account.gate.onCall(({ name }) => {
      if (name === 'rollbackLedger.takeBack' && (ways += 1) === 2) account.rollback.nextWay = fault;
      return undefined;
    });
    desk.sweep();
    expect(desk.request()).toMatchObject({ state: 'in_work', result: expect.stringMatching(/^1 of 2 steps done\. At step 2 of 2: needs review\. .*redrive its operation/) as string });
    expect([second, third].map((id) => stateOf(account, id))).toEqual(['applied', 'rolled_back']);
    expect(stateOf(account, stepsOf(account)[1]?.document.operationId ?? '')).toBe('needs_review');
  });

  it('a record that was edited after the rollback began is left as it is, and the step rests with a person', () => {
    const { account, desk, ids: [, id = ''] } = applied(1);
    desk.ask(operation(id));
    desk.step('approve');
    account.gate.onCall(({ name }) => {
      if (name === 'operations.log') salesOrder(account)?.body.set('memo', 'by hand');
      return undefined;
    });
    desk.sweep();
    expect(desk.request()).toMatchObject({ state: 'in_work', result: expect.stringMatching(/^0 of 1 steps done\. At step 1 of 1: needs review\. .*memo was changed since/) as string });
    expect([stateOf(account, id), salesOrder(account)?.body.get('memo')]).toEqual(['applied', 'by hand']);
    expect(account.gate.calls).not.toContain('rollbackLedger.takeBack');
  });

  it('a save that threw is looked for, and not done again where it stands', () => {
    const { account, desk, ids: [id = ''] } = applied();
    desk.ask(operation(id));
    desk.step('approve');
    account.rollback.nextWay = { kind: 'threw', error: { name: 'UNEXPECTED_ERROR', message: 'x' }, committed: true };
    desk.sweep();
    expect(stateOf(account, stepsOf(account)[0]?.document.operationId ?? '')).toBe('unknown');
    account.nowMs += LEASE_MS;
    desk.settle();
    expect([desk.request().state, stateOf(account, id), account.gate.calls.filter((name) => name === 'rollbackLedger.takeBack').length]).toEqual(['carried_out', 'rolled_back', 1]);
  });
});

it('its source neither asks for a step nor withdraws it', () => {
  const { account, desk, ids: [id = ''] } = applied();
  desk.ask(operation(id));
  desk.step('approve');
  desk.settle();
  const operationId = stepsOf(account)[0]?.document.operationId ?? '';
  for (const call of [readStatus, withdraw]) expect(() => call({ operationId }, account.ports())).toThrow('There is no operation of this id');
});

it('killed at every call of asking, approval and execution, it is never half undone without saying so and never undone twice', () => {
  const killed = new Set<string>();
  for (const fault of ['dies-before', 'dies-after'] as const) {
    for (let at = 0, struck = true; struck; at += 1) {
      const { account, desk, ids } = applied(1);
      const scope = { kind: 'source', source: 'shop', sinceMs: account.operations.byOperation(ids[0] ?? '')?.patch.settledMs ?? 0 } as const;
      account.gate.failAt(at, fault);
      // Who asked or approved is the sweep's to take up, by the same row.
      for (const click of [() => desk.ask(scope), () => desk.step('approve')]) {
        if (alive(click) !== undefined) continue;
        desk.revive();
        click();
      }
      desk.settle();
      struck = desk.killedAt.length > 0;
      for (const name of desk.killedAt) killed.add(name);
      const found = { fault, at, request: desk.request().state, states: ids.map((id) => stateOf(account, id)), voided: salesOrder(account)?.voided, memo: salesOrder(account)?.body.get('memo'), steps: stepsOf(account).map(({ patch }) => patch.state), broken: brokenRules(account) };
      expect(found).toEqual({ fault, at, request: 'carried_out', states: ['rolled_back', 'rolled_back'], voided: true, memo: 'first', steps: ['applied', 'applied', 'applied'], broken: [] });
    }
  }
  expect([...killed]).toEqual(expect.arrayContaining(['rollbackLedger.takeBack', 'rollbackFacts.subjects', 'operations.log', 'events.append', 'requests.add', 'requests.change', 'operations.holdForAction', 'operations.update', 'objects.keepApplied']));
});
