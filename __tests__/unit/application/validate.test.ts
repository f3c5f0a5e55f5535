import { validate } from '../../../src/application/validate';
import { brokenRules } from '../../support/fakes/invariants';
import { call, openShop, order, orderMapWith } from '../../support/fakes/shop';

it.each(['the embedded document', 'only its id'])('a document whose reference takes a field of a record that has not come is foreseen, where it holds %s', (what) => {
  const transform = { kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer', take: { field: 'terms', record: 'term' } } as const;
  const account = openShop(orderMapWith('shop.order.body.entity', { transform }));
  const document = order(what === 'only its id' ? { customer: '7' } : {});
  expect(validate(call('v', document), account.ports()).verdicts).toContainEqual(expect.objectContaining({ field: 'entity', verdict: 'apply' }));
  expect(brokenRules(account)).toEqual([]);
});
