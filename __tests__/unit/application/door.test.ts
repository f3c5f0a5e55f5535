import { readStatus } from '../../../src/application/status';
import type { StatusQuery } from '../../../src/application/status';
import { submit } from '../../../src/application/submit';
import { withdraw } from '../../../src/application/withdraw';
import { operationIdOf } from '../../../src/domain/identity';
import { sha256, thrownBy } from '../../support/builders';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { call, openShop, order, post } from '../../support/fakes/shop';

const refusalOf = (account: FakeAccount, body: unknown) => thrownBy(() => submit(body, account.ports()));
const status = (account: FakeAccount, query: StatusQuery) => readStatus(query, account.ports());

describe('a call is turned away with nothing kept', () => {
  it.each<[string, (account: FakeAccount) => void, object, string, string]>([
    ['a source that nobody set up', () => undefined, { source: 'other' }, 'source_unknown', '/source'],
    ['a document type that the source has not', () => undefined, { documentType: 'invoice' }, 'document_type_unknown', '/documentType'],
    ['a caller who is not bound', (account) => { account.caller = { userId: 9, role: 'customrole_other' }; }, {}, 'source_not_yours', '/source'],
    ['a source without a binding', (account) => { account.configuration.binding = undefined; }, {}, 'source_not_yours', '/source'],
    ['closed intake', (account) => { account.configuration.intakeOpen = false; }, {}, 'intake_closed', '/source'],
    ['a bad key', () => undefined, { idempotencyKey: ' k' }, 'key_invalid', '/idempotencyKey'],
  ])('for %s', (_what, arrange, more, code, pointer) => {
    const account = openShop();
    arrange(account);
    expect(refusalOf(account, call('k', order(), more))).toMatchObject({ name: 'DocketRefusal', code, pointer });
    expect(account.operations.rows.size).toBe(0);
    expect(account.gate.calls.filter((name) => name !== 'configuration.load')).toEqual([]);
  });

  it('before its document is looked at, where the caller is not bound', () => {
    const account = openShop();
    account.caller = { userId: 9, role: 'x' };
    expect(refusalOf(account, { ...call('k'), documentText: '{' })).toMatchObject({ code: 'source_not_yours' });
  });

  it('and a document type is named only to a caller who is bound', () => {
    const account = openShop();
    expect(refusalOf(account, call('k', order(), { documentType: 'x' })).message).toContain('order, customer');
    account.caller = { userId: 9, role: 'x' };
    expect(refusalOf(account, call('k', order(), { documentType: 'x' })).message).not.toContain('customer');
  });
});

it.each([[{ userId: 5, role: 'customrole_connector' }], [{ userId: 7, role: 'customrole_other' }]])('a caller bound by role or by user speaks for the source: %j', (caller) => {
  const account = openShop();
  account.caller = caller;
  expect(post(account, call('k'))?.outcome).toBe('applied');
});

describe('the status of an operation', () => {
  it('is found by its id, and by source and key, and says what the reply said', () => {
    const account = openShop();
    const reply = post(account, call('k', order(), { correlationId: 'c-1' }));
    const byKey = status(account, { source: 'shop', idempotencyKey: 'k' });
    expect(byKey).toEqual(reply);
    expect(status(account, { operationId: byKey.operationId, source: '', idempotencyKey: '' })).toEqual(byKey);
  });

  it('reads only', () => {
    const account = openShop();
    post(account, call('k', order({ total: '1' })));
    const before = account.gate.calls.length;
    expect(status(account, { source: 'shop', idempotencyKey: 'k' })).toMatchObject({ outcome: 'needs_review', problem: { code: 'totals_differ' } });
    expect(account.gate.calls.slice(before)).toEqual(['configuration.load', 'operations.find', 'configuration.load', 'events.load']);
  });

  it.each<StatusQuery>([{}, { operationId: '' }, { source: 'shop' }, { idempotencyKey: 'k' }, { source: 'shop', idempotencyKey: '' }, { source: 'shop', idempotencyKey: 'other' }, { operationId: 'x' }])(
    'of %j is not found',
    (query) => {
      const account = openShop();
      post(account, call('k'));
      expect(thrownBy(() => status(account, query))).toMatchObject({ name: 'DocketRefusal', code: 'operation_not_found' });
    },
  );

  it.each<StatusQuery>([{ source: 'shop', idempotencyKey: 'k' }, { source: 'shop', idempotencyKey: 'none' }])('is not told by a source that the caller is not bound to: %j', (query) => {
    const account = openShop();
    post(account, call('k'));
    account.caller = { userId: 9, role: 'customrole_other' };
    expect(thrownBy(() => status(account, query))).toMatchObject({ code: 'source_not_yours' });
  });

  it.each([['GET', readStatus], ['DELETE', withdraw]] as const)('is nothing to a caller who may not speak for its source: %s by its id answers as for none', (_verb, ask) => {
    const account = openShop();
    post(account, call('k', order(), { mode: 'async' }));
    const operationId = operationIdOf('shop', 'k', sha256);
    const told = (id: string) => thrownBy(() => ask({ operationId: id }, account.ports()));
    account.caller = { userId: 9, role: 'customrole_other' };
    expect(told(operationId)).toMatchObject({ name: 'DocketRefusal', code: 'operation_not_found' });
    expect(told(operationId)).toEqual(told('none'));
    account.configuration.binding = undefined;
    expect(told(operationId)).toEqual(told('none'));
    expect(account.operations.byOperation(operationId)?.patch.state).toBe('accepted');
  });

  it('is not told to its own source while the settings of that cannot be read', () => {
    const account = openShop();
    post(account, call('k'));
    account.configuration.unreadable = true;
    expect(thrownBy(() => status(account, { operationId: operationIdOf('shop', 'k', sha256) }))).toMatchObject({ code: 'configuration_unreadable' });
  });
});
