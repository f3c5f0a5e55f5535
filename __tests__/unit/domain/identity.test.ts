import fc from 'fast-check';
import { broughtKey, clickId, eventExternalId, laneOf, operationIdOf, targetExternalId } from '../../../src/domain/identity';
import { MAX_KEY_CHARACTERS } from '../../../src/domain/envelope';
import { anyCharacter } from '../../support/any-character';
import { sha256 } from '../../support/builders';

/** Names as the map schema allows them. */
const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,29}$/);
const id = fc.oneof(fc.string({ unit: anyCharacter, minLength: 1, maxLength: 120 }), fc.stringMatching(/^[A-Za-z0-9_-]{1,70}$/), fc.bigInt({ min: 0n }).map(String));

it('a plain id stands in the external id as it is', () => {
  expect(targetExternalId('shopify', 'order', '820982911946154508', sha256)).toBe('shopify_order_820982911946154508');
});

it('an id goes in by a hash only where the external id would be too long', () => {
  const longest = '1'.repeat(100 - 'shop_order_'.length);
  expect(targetExternalId('shop', 'order', longest, sha256)).toBe(`shop_order_${longest}`);
  expect(targetExternalId('shop', 'order', `${longest}1`, sha256)).toBe(`shop_order_h-${sha256(`target\nshop\norder\n${longest}1`).slice(0, 32)}`);
});

it('names with underscores stand in the external id with hyphens, before a hash of what they were', () => {
  expect(targetExternalId('my_shop_1', 'sales_order_2', '1', sha256)).toBe(`my-shop-1_sales-order-2_h-${sha256('target\nmy_shop_1\nsales_order_2\n1').slice(0, 32)}`);
  expect(targetExternalId('my_shop', 'order', '1', sha256)).toMatch(/^my-shop_order_h-/);
  expect(targetExternalId('shop', 'my_order', '1', sha256)).toMatch(/^shop_my-order_h-/);
});

it('an external id has at most 100 characters, all of which NetSuite takes', () => {
  fc.assert(fc.property(name, name, id, (source, type, external) => {
    expect(targetExternalId(source, type, external, sha256)).toMatch(/^[A-Za-z0-9_-]{1,100}$/);
  }));
  expect(targetExternalId('s'.repeat(30), 'd'.repeat(30), '9'.repeat(60), sha256).length).toBeLessThanOrEqual(100);
});

it('two objects never share an external id, even where case does not count', () => {
  const object = fc.tuple(name, name, id);
  const externalId = ([source, type, external]: readonly [string, string, string]) => targetExternalId(source, type, external, sha256).toLowerCase();
  fc.assert(fc.property(object, object, (left, right) => {
    fc.pre(left.join('\n') !== right.join('\n'));
    expect(externalId(left)).not.toBe(externalId(right));
  }));
});

it.each<[string, [string, string, string], [string, string, string]]>([
  ['ids that differ in case', ['shop', 'order', 'ch_1aB'], ['shop', 'order', 'ch_1Ab']],
  ['an id and the hash of another', ['shop', 'order', 'weird id'], ['shop', 'order', targetExternalId('shop', 'order', 'weird id', sha256).slice('shop_order_'.length)]],
  ['names whose joints move', ['shop_a', 'order', '1'], ['shop', 'a_order', '1']],
  ['a document type and an id that share an underscore', ['shop', 'order', 'x_1'], ['shop', 'order_x', '1']],
  ['ids that differ behind the 60th character', ['shop', 'order', `${'1'.repeat(60)}1`], ['shop', 'order', `${'1'.repeat(60)}2`]],
  ['ids that differ in a space', ['shop', 'order', 'a b'], ['shop', 'order', 'a_b']],
])('are kept apart: %s', (_what, left, right) => {
  expect(targetExternalId(...left, sha256).toLowerCase()).not.toBe(targetExternalId(...right, sha256).toLowerCase());
});

it('an operation is named by its source and key, a lane by its object', () => {
  expect(operationIdOf('shop', 'k', sha256)).toBe(sha256('operation\nshop\nk'));
  expect(laneOf('shop', 'order', '1', sha256)).toBe(sha256('object\nshop\norder\n1'));
  fc.assert(fc.property(fc.tuple(name, id), fc.tuple(name, id), (left, right) => {
    fc.pre(left.join('\n') !== right.join('\n'));
    expect(operationIdOf(...left, sha256)).not.toBe(operationIdOf(...right, sha256));
    expect(laneOf(left[0], 'order', left[1], sha256)).not.toBe(laneOf(right[0], 'order', right[1], sha256));
  }));
});

it('an event is named by its chain and number', () => {
  expect(eventExternalId('chain', 12)).toBe('chain_12');
});

it('the key of a brought document is a key: the same content has the same, other content another', () => {
  const fingerprint = sha256('content');
  expect(broughtKey('customer', '115310627314723954', fingerprint)).toBe(`brought:customer:115310627314723954:${fingerprint.slice(0, 32)}`);
  expect(broughtKey('customer', 'a b é', fingerprint)).toBe(`brought:customer:a-b--:${fingerprint.slice(0, 32)}`);
  expect(broughtKey('customer', '7'.repeat(61), fingerprint)).toBe(`brought:customer:${'7'.repeat(60)}:${fingerprint.slice(0, 32)}`);
  expect(broughtKey('customer', '1', sha256('other'))).not.toBe(broughtKey('customer', '1', fingerprint));
  fc.assert(fc.property(name, id, (type, external) => {
    expect(broughtKey(type, external, fingerprint)).toMatch(/^[\x21-\x7e]+$/);
    expect(broughtKey(type, external, fingerprint).length).toBeLessThanOrEqual(MAX_KEY_CHARACTERS);
  }));
});

it('one click has one id however often it is sent, and no two people or keys share one', () => {
  const click = fc.tuple(fc.integer({ min: 1, max: 99 }), fc.string({ maxLength: 5 }));
  fc.assert(fc.property(click, click, ([user, key], [otherUser, otherKey]) => {
    expect(clickId(user, key, sha256)).toMatch(/^[0-9a-f]{64}$/);
    expect(clickId(user, key, sha256) === clickId(otherUser, otherKey, sha256)).toBe(user === otherUser && key === otherKey);
  }));
  expect(clickId(1, '1\n1', sha256)).not.toBe(clickId(11, '1', sha256));
});
