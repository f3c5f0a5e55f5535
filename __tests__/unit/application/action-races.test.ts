import type { ActionRequest, ActionResult } from '../../../src/application/actions/act';
import { discard } from '../../../src/application/actions/discard';
import { redrive } from '../../../src/application/actions/redrive';
import { releaseCause } from '../../../src/application/actions/release-cause';
import { reopen } from '../../../src/application/actions/reopen';
import { resolveElsewhere } from '../../../src/application/actions/resolve-elsewhere';
import { withdraw } from '../../../src/application/withdraw';
import { conditionDuty } from '../../../src/domain/cause';
import { chainEvent } from '../../../src/domain/event-chain';
import { contentKey, POISON_KIND } from '../../../src/domain/identity';
import { LEASE_MS } from '../../../src/domain/lease';
import { OPERATION_ACTIONS } from '../../../src/domain/states';
import type { MovingAction } from '../../../src/domain/states';
import { sha256 } from '../../support/builders';
import type { CallFault } from '../../support/fakes/call-gate';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { metered } from '../../support/fakes/metered';
import { alive, call, openShop, order, orderMap, post, settleByTime, sweepOnce } from '../../support/fakes/shop';

const UNVERSIONED = { version: undefined };
const Z = order({ ...UNVERSIONED, lines: [{ id: 'l1', sku: 'Z', quantity: 1, price: '25.00' }] });
const SALES_ORDER = 700;
const FAULTS: readonly CallFault[] = ['dies-before', 'dies-after'];

/** An order that rests with a person: its item Z is not there. A sales order made by hand stands beside it. */
function inReview(): FakeAccount {
  const account = openShop();
  account.ledger.seed('salesorder', {}, { internalId: SALES_ORDER });
  post(account, call('k', Z));
  return account;
}

function rowOf(account: FakeAccount, key = 'k') {
  const row = [...account.operations.rows.values()].find(({ document }) => document.idempotencyKey === key);
  if (row === undefined) throw new Error(`no row of ${key}`);
  return row;
}

const idOf = (account: FakeAccount, key = 'k') => rowOf(account, key).document.operationId;
const tiedTo = (account: FakeAccount) => account.objects.rows.get(rowOf(account).document.lane)?.entry;
const ask = (account: FakeAccount, key = 'click', more: Partial<ActionRequest> = {}): ActionRequest => ({ operationId: idOf(account), asker: { userId: 9, role: 'r' }, note: 'because', key, ...more });
const byHand = (account: FakeAccount, key = 'click') => resolveElsewhere(ask(account, key), { recordType: 'salesorder', internalId: SALES_ORDER }, account.ports());

/** Actions that begin at rest. A retry that is cancelled is the sweep's until then. */
type Contested = Exclude<MovingAction, 'cancel_retry'>;

const CONTESTED = OPERATION_ACTIONS.filter((action): action is Contested => action !== 'cancel_retry');

const ACTIONS: Readonly<Record<Contested, (account: FakeAccount, key?: string, more?: Partial<ActionRequest>) => ActionResult>> = {
  redrive: (account, key, more) => redrive(ask(account, key, more), account.ports()),
  discard: (account, key, more) => discard(ask(account, key, more), account.ports()),
  resolve_elsewhere: (account, key, more) => resolveElsewhere(ask(account, key, more), { recordType: 'salesorder', internalId: SALES_ORDER }, account.ports()),
  reopen: (account, key, more) => reopen(ask(account, key, more), account.ports()),
};

/** Brings an operation to where the action can begin. */
function start(action: Contested): FakeAccount {
  const account = inReview();
  if (action === 'reopen') ACTIONS.discard(account, 'before');
  return account;
}

/** Puts the content of the operation in quarantine, by another operation of the same content. */
function inQuarantine(): FakeAccount {
  const account = inReview();
  account.keys.claim({ kind: POISON_KIND, value: contentKey(rowOf(account).document), operationId: 'another', claimedMs: 0 });
  const [at, event] = [...account.events.rows].at(-1) ?? [];
  if (at !== undefined && event !== undefined) account.events.rows.set(at, { ...event, values: event.values.replaceAll('reference_not_found', 'quarantined') });
  return account;
}

const quarantinedBy = (account: FakeAccount) => account.keys.holder(POISON_KIND, contentKey(rowOf(account).document))?.operationId;
const actionTold = (account: FakeAccount) => account.events.chain(idOf(account)).filter(({ facts }) => facts.includes('"actionKey":"click"')).length;

/** Runs `other` whole before the n-th port call of `work`; false: there were fewer. */
function interleaved(account: FakeAccount, n: number, other: () => void, work: () => void): boolean {
  const from = account.gate.calls.length;
  const once = { ran: false };
  account.gate.onCall(({ index }) => {
    if (once.ran || index !== from + n) return undefined;
    once.ran = true;
    other();
    return undefined;
  });
  alive(work);
  account.gate.onCall(undefined);
  return once.ran;
}

/** What a later document of the object leaves when it is applied. */
function applyLater(account: FakeAccount): void {
  const entry = tiedTo(account);
  if (entry === undefined) throw new Error('no object');
  account.objects.record(undefined, { ...entry, operationId: 'later', target: { recordType: 'salesorder', internalId: 900, externalId: 'shop_order_1001', documentNumber: '' } });
}

describe('the record that an object is tied to', () => {
  it.each(FAULTS)('stays that of a later document where a reopening of the earlier operation %s any port call', (fault) => {
    for (let n = 0; ; n += 1) {
      const account = inReview();
      byHand(account, 'before');
      expect(tiedTo(account)).toMatchObject({ operationId: idOf(account), target: { internalId: SALES_ORDER } });
      applyLater(account);
      const before = tiedTo(account);
      expect(before).toMatchObject({ operationId: 'later', target: { internalId: 900 } });
      account.gate.failAt(n, fault);
      alive(() => ACTIONS.reopen(account));
      if (!account.gate.struck) break;
      settleByTime(account);
      expect([n, tiedTo(account), rowOf(account).patch.state]).toEqual([n, before, actionTold(account) === 0 ? 'resolved_elsewhere' : 'needs_review']);
    }
  });

  it.each(FAULTS)('stays where a cancellation that came first is reopened once its object is there, and the reopening %s any port call', (fault) => {
    for (let n = 0; ; n += 1) {
      const account = openShop(orderMap({ mayCancel: true, parts: { onCancel: 'close', cancelWhen: [{ path: '/cancelled', present: true }] } }));
      post(account, call('k', order(UNVERSIONED), { intent: 'cancel' }));
      expect(rowOf(account).patch).toMatchObject({ state: 'refused', problem: { code: 'nothing_to_cancel' } });
      applyLater(account);
      account.gate.failAt(n, fault);
      alive(() => ACTIONS.reopen(account));
      if (!account.gate.struck) break;
      account.gate.failAt(undefined);
      account.nowMs += LEASE_MS;
      sweepOnce(account);
      expect([n, tiedTo(account)?.operationId, tiedTo(account)?.target?.internalId]).toEqual([n, 'later', 900]);
    }
  });

  it('is the one that Docket wrote, before whichever port call of a person who ties it to another', () => {
    const seen = new Set<string>();
    for (let n = 0; ; n += 1) {
      const account = inReview();
      if (!interleaved(account, n, () => post(account, call('later', order(UNVERSIONED))), () => byHand(account))) break;
      const later = rowOf(account, 'later').patch.state;
      seen.add(later);
      expect([n, tiedTo(account)?.operationId]).toEqual([n, later === 'applied' ? idOf(account, 'later') : idOf(account)]);
      const ties = account.events.chain(idOf(account)).some(({ values }) => values.includes('"ties":true'));
      ACTIONS.reopen(account, 'again');
      expect([n, tiedTo(account)?.operationId, ties || later === 'applied']).toEqual([n, later === 'applied' ? idOf(account, 'later') : undefined, true]);
    }
    expect([...seen]).toContain('applied');
  });

  it.each(FAULTS)('is the one that Docket wrote while a person\'s run lay dead that %s any port call', (fault) => {
    for (let n = 0; ; n += 1) {
      const account = inReview();
      account.gate.failAt(n, fault);
      alive(() => byHand(account));
      if (!account.gate.struck) break;
      account.gate.failAt(undefined);
      post(account, call('later', order(UNVERSIONED)));
      const later = rowOf(account, 'later').patch.state;
      account.nowMs += LEASE_MS;
      sweepOnce(account);
      const tied = actionTold(account) > 0 ? idOf(account) : undefined;
      expect([n, tiedTo(account)?.operationId]).toEqual([n, later === 'applied' ? idOf(account, 'later') : tied]);
    }
  });

  it('is judged once the operation is held: a tie that was taken back meanwhile is made anew', () => {
    const account = inReview();
    const other = order({ ...UNVERSIONED, note: 'another', lines: [{ id: 'l1', sku: 'Z', quantity: 1, price: '25.00' }] });
    post(account, call('other', other));
    resolveElsewhere({ ...ask(account, 'o1'), operationId: idOf(account, 'other') }, { recordType: 'salesorder', internalId: SALES_ORDER }, account.ports());
    const from = account.gate.calls.length;
    let done = false;
    account.gate.onCall(({ name, index }) => {
      if (done || index < from || name !== 'operations.holdForAction') return undefined;
      done = true;
      reopen({ ...ask(account, 'o2'), operationId: idOf(account, 'other') }, account.ports());
      return undefined;
    });
    expect(byHand(account)).toMatchObject({ kind: 'done' });
    expect(tiedTo(account)?.operationId).toBe(idOf(account));
  });
});

describe('content in quarantine', () => {
  it('stays there where the redrive is refused, because the operation is under work', () => {
    const account = inQuarantine();
    const row = rowOf(account);
    row.lease = { holder: 'other', untilMs: account.nowMs + 5000 };
    row.dueMs = row.lease.untilMs;
    expect(ACTIONS.redrive(account)).toMatchObject({ kind: 'refused', code: 'under_work' });
    expect(quarantinedBy(account)).toBe('another');
  });

  it.each(FAULTS)('is let out exactly where the redrive is told, though its run %s any port call', (fault) => {
    for (let n = 0; ; n += 1) {
      const account = inQuarantine();
      account.gate.failAt(n, fault);
      alive(() => ACTIONS.redrive(account));
      const { struck } = account.gate;
      account.gate.failAt(undefined);
      account.nowMs += LEASE_MS;
      sweepOnce(account);
      expect([n, quarantinedBy(account)]).toEqual([n, actionTold(account) > 0 ? '' : 'another']);
      if (!struck) break;
    }
  });
});

describe.each(CONTESTED)('two at once on one operation, one of them to %s it:', (action) => {
  it('the same click, sent twice at one moment, is done once and told so; the second is told to wait while the first is not sure yet', () => {
    const kinds = new Set<string>();
    for (let n = 0; ; n += 1) {
      const account = start(action);
      const [first, second]: ActionResult[][] = [[], []];
      if (!interleaved(account, n, () => second?.push(ACTIONS[action](account)), () => first?.push(ACTIONS[action](account)))) break;
      expect([n, first?.[0]?.kind === 'refused', actionTold(account)]).toEqual([n, false, 1]);
      const [told] = second ?? [];
      kinds.add(told?.kind === 'refused' ? told.code : String(told?.kind));
    }
    expect([...kinds].sort()).toEqual(['done', 'done_before', 'under_work']);
  });

  it('of two people, or a person and the sender, one is done, and the other is told in words that it is not', () => {
    for (const other of [...CONTESTED, 'withdraw' as const]) {
      for (let n = 0; ; n += 1) {
        const account = start(action);
        const results: ActionResult[] = [];
        const theirs = () => {
          if (other === 'withdraw') withdraw({ operationId: idOf(account) }, account.ports());
          else results.push(ACTIONS[other](account, 'theirs'));
        };
        if (!interleaved(account, n, theirs, () => results.push(ACTIONS[action](account)))) break;
        const last = JSON.parse(account.events.chain(idOf(account)).at(-1)?.values ?? '{}') as { readonly state?: unknown };
        for (const result of results) expect([other, n, result.kind === 'refused' ? result.why.length > 20 : result.kind]).toEqual([other, n, result.kind === 'refused' ? true : 'done']);
        expect([other, n, rowOf(account).patch.state]).toEqual([other, n, last.state]);
      }
    }
  });

  it('who saw it before it moved on is refused, though it stands in the same state again', () => {
    const account = start(action);
    const seen = account.operations.find(idOf(account))?.head.number;
    if (action === 'reopen') {
      ACTIONS.reopen(account, 'other-1');
      ACTIONS.discard(account, 'other-2');
    } else {
      ACTIONS.redrive(account, 'other-1');
      sweepOnce(account);
    }
    const before = account.events.rows.size;
    expect(ACTIONS[action](account, 'click', { seen })).toMatchObject({ kind: 'refused', code: 'moved_on', why: expect.stringMatching(/moved on since you saw it.*Look at it again/) as string });
    expect(account.events.rows.size).toBe(before);
    expect(ACTIONS[action](account, 'click', { seen: account.operations.find(idOf(account))?.head.number })).toMatchObject({ kind: 'done' });
  });

  it('what moved on between the look and the hold is refused, though it stands in the same state again', () => {
    const account = start(action);
    const from = account.gate.calls.length;
    let done = false;
    account.gate.onCall(({ name, index }) => {
      if (done || index < from || name !== 'operations.holdForAction') return undefined;
      done = true;
      if (action === 'reopen') {
        ACTIONS.reopen(account, 'other-1');
        ACTIONS.discard(account, 'other-2');
      } else {
        ACTIONS.redrive(account, 'other-1');
        sweepOnce(account);
      }
      return undefined;
    });
    expect(ACTIONS[action](account)).toMatchObject({ kind: 'refused', code: 'moved_on' });
    expect(actionTold(account)).toBe(0);
  });
});

describe('what is said of an operation in another hand', () => {
  const retried = () => {
    const account = openShop();
    account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
    account.remainingUnits = 54;
    post(account, call('k'));
    account.remainingUnits = 5000;
    expect(rowOf(account).patch.state).toBe('retry_scheduled');
    account.nowMs = rowOf(account).dueMs ?? 0;
    return account;
  };
  const why = (account: FakeAccount) => {
    const result = ACTIONS.discard(account);
    return result.kind === 'refused' && result.code === 'under_work' ? result.why : JSON.stringify(result);
  };

  it('that waits for settings names them and what to do', () => {
    const account = retried();
    account.configuration.unreadable = true;
    expect(sweepOnce(account)).toMatchObject([{ state: 'waits_for_configuration' }]);
    account.configuration.unreadable = false;
    expect(why(account)).toBe('It waits because the settings of "shop" cannot be read. Correct them: the sweep in 30 minutes then goes on with it. Act on it after that.');
  });

  it('that a run failed on says what the next run does first', () => {
    const account = retried();
    account.failLook = true;
    expect(() => sweepOnce(account)).toThrow('SSS_SEARCH_ERROR_OCCURRED');
    account.failLook = false;
    expect(why(account)).toBe('A run failed on it, and whether a record was written is not known. Leave it: the sweep in 30 minutes looks for that first. Act on it after that.');
  });

  it('that a run holds says for how long at most, and of one that died that the sweep looks', () => {
    const account = retried();
    account.operations.takeOver(rowOf(account).internalId, { holder: 'run', untilMs: account.nowMs + LEASE_MS }, account.nowMs);
    expect(why(account)).toBe('A run or another person is at work on it, for 20 minutes at most. Try again then.');
    account.nowMs += LEASE_MS - 1000;
    expect(why(account)).toContain('for 1 minute at most');
    account.nowMs += 1000;
    expect(why(account)).toBe('A run or a click that held it ended without a word. Leave it: the sweep in 10 minutes looks for what it left. Act on it after that.');
  });

  it('a click that dies on it is no death of a run', () => {
    const account = retried();
    account.gate.onCall(({ name }) => (name === 'events.append' ? 'dies-before' : undefined));
    expect(alive(() => ACTIONS.discard(account))).toBeUndefined();
    account.gate.onCall(undefined);
    account.gate.failAt(undefined);
    account.nowMs += LEASE_MS;
    sweepOnce(account);
    expect(rowOf(account)).toMatchObject({ deaths: 0, patch: { state: 'applied' } });
  });
});

describe('a cause released as far as units allow', () => {
  /** Notes another event at the end of the operation's chain, as a reused key does. */
  const note = (account: FakeAccount, operationId: string) => {
    const end = account.events.chain(operationId).at(-1);
    if (end === undefined) throw new Error('no chain');
    const content = { chain: operationId, kind: 'key_reused', atMs: account.nowMs, actor: 'user 1 as r', salt: '00', facts: '{}', values: '{}' } as const;
    account.events.append(chainEvent(content, end, sha256));
  };

  /** Three orders that share a cause whose content is in quarantine, and notes that come before every append of a redrive but the last. */
  const dearest = () => {
    const account = openShop();
    for (const at of [1, 2, 3]) post(account, call(`k${String(at)}`, order({ id: String(at), lines: [{ id: 'l1', sku: 'Z', quantity: 1, price: '25.00' }] })));
    for (const [at, event] of account.events.rows) account.events.rows.set(at, { ...event, values: event.values.replaceAll('reference_not_found', 'quarantined') });
    for (const { document } of account.operations.rows.values()) account.keys.claim({ kind: POISON_KIND, value: contentKey(document), operationId: 'another', claimedMs: 0 });
    const cause = rowOf(account, 'k1').patch.cause ?? '';
    account.causes.raise({ fingerprint: cause, kind: 'failure', source: 'shop', documentType: 'order', reason: '', title: '', text: '', subject: '', ...conditionDuty('platform_failure', 0) });
    return { account, cause };
  };

  /** Releases it with so many units; undefined: the run died of them. */
  const release = (units: number) => {
    const { account, cause } = dearest();
    account.remainingUnits = units;
    const { ports, used } = metered(account);
    let appends = 0;
    const events = { ...ports.events, append: (event: Parameters<typeof ports.events.append>[0]) => {
      appends += 1;
      if (appends % 3 !== 0) note(account, event.chain);
      return ports.events.append(event);
    } };
    const released = alive(() => releaseCause({ cause, asker: { userId: 9, role: 'r' }, note: '', key: 'click' }, { ...ports, events }));
    return { released, used: used() };
  };

  it('never dies of units in the middle of a redrive, however dear', () => {
    const whole = release(5000);
    expect(whole).toMatchObject({ released: { redriven: 3, left: 0, closed: true }, used: 290 });
    const ends = new Set<number>();
    for (let units = 20; units <= 500; units += 1) {
      const { released } = release(units);
      expect([units, released?.redriven]).toEqual([units, expect.any(Number) as number]);
      ends.add(released?.redriven ?? -1);
    }
    expect([...ends].sort()).toEqual([0, 1, 2, 3]);
  });
});
