import { newRequest } from '../../../src/domain/review/request';
import type { TicketPlan } from '../../../src/domain/ticket';
import { trailOf } from '../../../src/domain/ticket';
import { appendStep } from '../../../src/application/actions/side-chain';
import { validate } from '../../../src/application/validate';
import { sha256 } from '../../support/builders';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { call, openShop, order, orderMapWith, post, settleByTime, sweepOnce } from '../../support/fakes/shop';

const HOUR_MS = 3_600_000;
const TERMS = orderMapWith('shop.order.body.terms', { onConflict: 'review' });

/** Orders 1 to `count` stand, their terms changed in NetSuite to `Net 30`, which `netsuite` owns. */
function shopWithOrders(count = 1, map = TERMS): FakeAccount {
  const account = openShop(map);
  for (let id = 1; id <= count; id += 1) {
    post(account, call(`first-${String(id)}`, order({ id: String(id) })));
    orderOf(account, id).body.set('terms', 'Net 30');
  }
  return account;
}

function orderOf(account: FakeAccount, id: number): FakeAccount['ledger']['records'][number] {
  const found = account.ledger.records.find(({ type, externalId }) => type === 'salesorder' && externalId === `shop_order_${String(id)}`);
  if (found === undefined) throw new Error(`There is no order ${String(id)}.`);
  return found;
}

const wants = (id = 1): Record<string, unknown> => order({ id: String(id), version: 2, terms: 'Net 60' });

function giveTicket(account: FakeAccount, changes: Partial<TicketPlan> = {}, row: Partial<Parameters<typeof account.requests.rows.set>[1]> = {}): string {
  const plan: TicketPlan = { operationId: '', source: 'shop', documentType: 'order', fields: ['terms'], records: [], fromMs: 0, untilMs: account.nowMs + HOUR_MS, uses: 1, ...changes };
  const number = `rq-${String(account.requests.rows.size + 1)}`;
  const request = newRequest({
    number, kind: 'override', subject: 'shop/order', title: 't', plan: JSON.stringify(plan), judgedOn: '', asker: 7, askerRole: 'customrole_dkt_lead', editors: [], needs: 'approve_override', amount: '', rows: plan.uses, reason: 'other', note: 'n',
    askedMs: account.nowMs,
  }, sha256);
  account.requests.rows.set(number, { ...request, state: 'approved', approver: 9, internalId: account.requests.rows.size + 1, head: { number: 0, hash: '' }, ...row });
  return number;
}

const usesOf = (account: FakeAccount, number: string) => trailOf(account.events.chain(number)).usedBy;

describe('a field of another owner', () => {
  it('is written under a ticket, which verdict, reply and history name', () => {
    const account = shopWithOrders();
    const number = giveTicket(account);
    expect(validate(call('dry', wants()), account.ports())).toMatchObject({ outcome: 'applied' });
    expect(usesOf(account, number)).toEqual([]);
    const reply = post(account, call('k', wants()));
    expect(reply?.outcome).toBe('applied');
    expect(reply?.verdicts.find(({ field }) => field === 'terms')).toMatchObject({ verdict: 'apply', owner: 'netsuite', ticket: number, note: `of another owner, forced by ticket ${number}` });
    expect(orderOf(account, 1).body.get('terms')).toBe('Net 60');
    expect(usesOf(account, number)).toEqual([reply?.operationId]);
    const outcome = account.events.chain(String(reply?.operationId)).at(-1);
    expect(JSON.parse(outcome?.facts ?? '')).toMatchObject({ tickets: [number] });
    expect(brokenRules(account)).toEqual([]);
  });

  it('stays where no ticket is, as it did before there were any', () => {
    const account = shopWithOrders();
    expect(post(account, call('k', wants()))).toMatchObject({ outcome: 'needs_review', problem: { code: 'field_conflict' } });
  });

  it.each<[string, Partial<TicketPlan>, object, RegExp]>([
    ['whose time is over', { untilMs: 1 }, {}, /Ticket rq-1 does not count: it lapsed at 1970/],
    ['whose time is to come', { fromMs: Date.UTC(2030, 0) }, {}, /counts from 2030/],
    ['that was ended', {}, { state: 'withdrawn', closedMs: Date.UTC(2026, 0, 5, 11) }, /it was ended/],
  ])('stays under a ticket %s, and the answer says so', (_what, plan, row, why) => {
    const account = shopWithOrders();
    giveTicket(account, plan, row);
    const reply = post(account, call('k', wants()));
    expect(reply).toMatchObject({ outcome: 'needs_review', problem: { code: 'ticket_over', errors: [{ code: 'field_conflict' }] } });
    expect(reply?.problem?.detail).toMatch(why);
    expect(orderOf(account, 1).body.get('terms')).toBe('Net 30');
  });

  it.each<[string, Partial<TicketPlan>, object]>([
    ['of another record', { records: ['2'] }, {}], ['of another field', { fields: ['item.rate'] }, {}], ['that nobody else approved', {}, { approver: 7 }], ['whose plan was changed', {}, { planHash: 'x' }], ['that ended long ago', {}, { state: 'lapsed', closedMs: 1 }],
    ['that cannot be read', {}, { plan: '{}', planHash: sha256('{}') }],
  ])('stays under a ticket %s', (_what, plan, row) => {
    const account = shopWithOrders();
    giveTicket(account, plan, row);
    expect(post(account, call('k', wants()))).toMatchObject({ outcome: 'needs_review', problem: { code: 'field_conflict' } });
  });

  it('that never flows in stays under every ticket', () => {
    const account = shopWithOrders(1, orderMapWith('shop.order.body.terms', { kind: 'never_inbound' }));
    giveTicket(account);
    const reply = post(account, call('k', wants()));
    expect(reply?.verdicts.find(({ field }) => field === 'terms')?.verdict).toBe('blocked_direction');
    expect(orderOf(account, 1).body.get('terms')).toBe('Net 30');
  });

  it('is written by a record that is made under a ticket', () => {
    const account = shopWithOrders(0);
    const number = giveTicket(account);
    const reply = post(account, call('k', wants(5)));
    expect(reply?.verdicts.find(({ field }) => field === 'terms')).toMatchObject({ verdict: 'apply', ticket: number });
    expect(orderOf(account, 5).body.get('terms')).toBe('Net 60');
  });

  it('moves with its group or not at all', () => {
    const account = shopWithOrders(1, orderMapWith('shop.order.body.terms', { onConflict: 'review', group: 'g' }));
    giveTicket(account);
    expect(post(account, call('k', wants()))).toMatchObject({ outcome: 'applied' });
  });
});

describe('a ticket', () => {
  it('is used as often as it allows, by the first that come', () => {
    const account = shopWithOrders(3);
    const number = giveTicket(account, { uses: 2 });
    const replies = [1, 2, 3].map((id) => post(account, call(`k${String(id)}`, wants(id))));
    expect(replies.map((reply) => reply?.outcome)).toEqual(['applied', 'applied', 'needs_review']);
    expect(replies[2]?.problem?.detail).toMatch(/it was used 2 times, as often as it allows/);
    expect(usesOf(account, number)).toHaveLength(2);
  });

  it('that another run uses up at the same moment lets nothing more through', () => {
    const account = shopWithOrders();
    const number = giveTicket(account);
    let raced = false;
    account.gate.onCall(({ name }) => {
      if (name !== 'events.append' || raced || account.events.chain(number).length > 0) return undefined;
      raced = true;
      appendStep(number, { number: 0, hash: '' }, { action: 'use', key: 'use-other', asker: { userId: 1, role: 'r' }, facts: { operation: 'other' }, note: '' }, account.ports());
      return undefined;
    });
    expect(post(account, call('k', wants()))).toMatchObject({ outcome: 'needs_review', problem: { code: 'ticket_over' } });
    expect(usesOf(account, number)).toEqual(['other']);
    expect(orderOf(account, 1).body.get('terms')).toBe('Net 30');
  });

  it('that others use at every moment is tried again later', () => {
    const account = shopWithOrders();
    const number = giveTicket(account, { uses: 40 });
    account.gate.onCall(({ name }) => {
      if (name !== 'events.append') return undefined;
      const end = account.events.chain(number).at(-1);
      appendStep(number, end ?? { number: 0, hash: '' }, { action: 'use', key: 'k', asker: { userId: 1, role: 'r' }, facts: { operation: `other-${String(end?.number ?? 0)}` }, note: '' }, account.ports());
      return undefined;
    });
    expect(post(account, call('k', wants()))).toMatchObject({ outcome: 'retry_scheduled', problem: { code: 'netsuite_busy' } });
    account.gate.onCall(undefined);
    account.nowMs += HOUR_MS / 2;
    sweepOnce(account);
    expect(orderOf(account, 1).body.get('terms')).toBe('Net 60');
  });

  it('waits for a run with units enough to use it', () => {
    const account = shopWithOrders();
    giveTicket(account);
    const needed = account.ledger.unitsToWrite('salesorder');
    account.remainingUnits = needed + 220;
    expect(post(account, call('k', wants()))).toMatchObject({ outcome: 'retry_scheduled' });
  });

  it.each(['dies-before', 'dies-after'] as const)('is used once by each operation, and never more often than it allows, wherever a run %s', (fault) => {
    for (let at = 0; ; at += 1) {
      const account = shopWithOrders(2);
      const number = giveTicket(account);
      account.gate.failAt(at, fault);
      const first = post(account, call('k1', wants(1)));
      const struck = account.gate.struck;
      settleByTime(account);
      const again = post(account, call('k1', wants(1)));
      const second = post(account, call('k2', wants(2)));
      const forced = [1, 2].filter((id) => orderOf(account, id).body.get('terms') === 'Net 60');
      expect([at, fault, forced.length, new Set(usesOf(account, number)).size]).toEqual([at, fault, 1, 1]);
      expect([again?.outcome, second?.outcome]).toEqual(['applied', 'needs_review']);
      const verdict = again?.verdicts.find(({ field }) => field === 'terms');
      expect([at, verdict?.ticket]).toEqual([at, number]);
      expect(brokenRules(account)).toEqual([]);
      if (!struck) {
        expect(first?.outcome).toBe('applied');
        return;
      }
    }
  });

  it('that lapsed since is still named by the operation that used it', () => {
    const account = shopWithOrders();
    const number = giveTicket(account);
    account.gate.onCall(({ name }) => (name === 'target.save' ? 'dies-after' : undefined));
    post(account, call('k', wants()));
    account.gate.onCall(undefined);
    account.gate.failAt(undefined);
    account.nowMs += 2 * HOUR_MS;
    sweepOnce(account);
    const reply = post(account, call('k', wants()));
    expect(reply).toMatchObject({ outcome: 'applied' });
    expect(reply?.verdicts.find(({ field }) => field === 'terms')).toMatchObject({ ticket: number });
  });
});
