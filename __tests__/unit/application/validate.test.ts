import { validate } from '../../../src/application/validate';
import { brokenRules } from '../../support/fakes/invariants';
import { call, openShop, order, orderMapWith } from '../../support/fakes/shop';

const TAKES_TERMS = { kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer', take: { field: 'terms', record: 'term' } } as const;

it('a document that takes a field of a record which it embeds is foreseen as if that had come', () => {
  const account = openShop(orderMapWith('shop.order.body.entity', { transform: TAKES_TERMS }));
  const foreseen = validate(call('v', order({})), account.ports());
  expect(foreseen.verdicts).toContainEqual(expect.objectContaining({ field: 'entity', verdict: 'apply' }));
  expect(foreseen.brings).toEqual([{ documentType: 'customer', externalId: '7' }]);
  expect(brokenRules(account)).toEqual([]);
});

it('a document that only names what another one brings is foreseen to wait for that', () => {
  const account = openShop(orderMapWith('shop.order.body.entity', { transform: TAKES_TERMS }));
  expect(validate(call('v', order({ customer: '7' })), account.ports())).toMatchObject({ outcome: 'parked', problem: { code: 'waits_for_document' }, verdicts: [], brings: [] });
  expect(brokenRules(account)).toEqual([]);
});
