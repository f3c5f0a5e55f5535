import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { call, openShop, order, post, settleByTime } from '../../support/fakes/shop';

/** A shop in which every save of an order throws before it commits. Tells when. */
function failing(): { readonly account: FakeAccount; readonly savedAt: readonly number[] } {
  const account = openShop();
  account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
  const savedAt: number[] = [];
  account.ledger.create = () => {
    savedAt.push(account.nowMs);
    return { kind: 'threw', error: { name: 'SSS_REQUEST_LIMIT_EXCEEDED', message: 'Busy.' } };
  };
  return { account, savedAt };
}

const rowOf = (account: FakeAccount) => [...account.operations.rows.values()][0];

describe('a save that throws, and had no effect', () => {
  it('is tried again by the policy of its class: later attempts wait longer, and none comes after its attempts are made', () => {
    const { account, savedAt } = failing();
    post(account, call('k', order()));
    settleByTime(account);
    expect(savedAt).toHaveLength(9);
    expect((savedAt[8] ?? 0) - (savedAt[0] ?? 0)).toBeGreaterThan(6 * 60 * 60 * 1000);
    expect(rowOf(account)).toMatchObject({ patch: { state: 'needs_review', problem: { code: 'attempts_exhausted', detail: expect.stringContaining('9 attempts were made.') as string } } });
    expect(brokenRules(account)).toEqual([]);
  });

  it("is tried as often as the account's own figures say", () => {
    const { account, savedAt } = failing();
    post(account, call('k', order()));
    account.configuration.overrides = [{ code: 'netsuite_busy', figures: { attempts: 2 } }];
    settleByTime(account);
    expect(savedAt).toHaveLength(2);
    expect(rowOf(account)?.patch).toMatchObject({ state: 'needs_review', problem: { code: 'attempts_exhausted' } });
  });
});
