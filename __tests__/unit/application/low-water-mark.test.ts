import { advanceMark, carry } from '../../../src/application/low-water-mark';
import { CARRIED_PREFIX, carriedName, MARK_NAME, markOf } from '../../../src/domain/low-water-mark';
import type { OperationState } from '../../../src/domain/states';
import { logged, patch } from '../../contract/support/log-contract';
import { FakeAccount } from '../../support/fakes/fake-account';

const HOUR = 3_600_000;

/** An account with operations of three hours ago, all applied but those of the given positions. */
function account(count: number, open: Readonly<Record<number, OperationState>> = {}): FakeAccount {
  const made = new FakeAccount({ source: 'shopify', binding: undefined, maps: [] });
  for (let position = 0; position < count; position += 1) {
    const result = made.operations.log(logged(String(position), { receivedMs: made.nowMs - 3 * HOUR }), undefined);
    const state = open[position] ?? 'applied';
    if (result.kind === 'logged' && state !== 'accepted') made.operations.update(result.internalId, patch({ state }));
  }
  return made;
}

const idAt = (of: FakeAccount, position: number): number => [...of.operations.rows.keys()][position]!;
const carriedBy = (of: FakeAccount): readonly (number | undefined)[] => of.machine.read([CARRIED_PREFIX]).map(({ number }) => number);
const markIn = (of: FakeAccount): number => markOf(of.machine.rows.get(MARK_NAME)).mark;

function settleAt(of: FakeAccount, position: number): void {
  of.operations.update(idAt(of, position), patch());
}

it('a sweep carries what is open before it moves the mark past it', () => {
  const shop = account(1_300, { 0: 'needs_review', 5: 'parked', 1_200: 'parked' });
  const before: (readonly string[])[] = [];
  shop.gate.onCall(({ name }) => {
    if (name === 'machine.write') before.push([...shop.machine.rows.keys()]);
    return undefined;
  });
  expect(advanceMark(shop.ports())).toMatchObject({ carried: 2, released: 0, stray: [] });
  const [first, second] = [carriedName(idAt(shop, 0)), carriedName(idAt(shop, 5))];
  expect(before).toEqual([[], [first], [first, second]]);
  expect(carriedBy(shop)).toEqual([idAt(shop, 0), idAt(shop, 5)]);
  expect(markIn(shop)).toBe(idAt(shop, 1_299) - 1_000);
});

it('an operation that settled is carried no longer once an hour has gone by', () => {
  const shop = account(1_300, { 0: 'needs_review' });
  advanceMark(shop.ports());
  settleAt(shop, 0);
  expect(advanceMark(shop.ports())).toMatchObject({ released: 0 });
  shop.nowMs += HOUR + 1;
  expect(advanceMark(shop.ports())).toMatchObject({ carried: 0, released: 1 });
  expect(carriedBy(shop)).toEqual([]);
});

it('an operation that is opened again is carried, and a second time is no harm', () => {
  const shop = account(1_300);
  advanceMark(shop.ports());
  for (let time = 0; time < 2; time += 1) carry({ internalId: idAt(shop, 3) }, shop.ports());
  shop.operations.update(idAt(shop, 3), patch({ state: 'needs_review' }));
  expect(advanceMark(shop.ports())).toMatchObject({ carried: 0, released: 0 });
  expect(carriedBy(shop)).toEqual([idAt(shop, 3)]);
});

it('an operation that is opened again while its row is taken away is carried again', () => {
  const shop = account(1_300, { 0: 'needs_review' });
  advanceMark(shop.ports());
  settleAt(shop, 0);
  shop.nowMs += HOUR + 1;
  shop.gate.onCall(({ name }) => {
    if (name === 'machine.remove') shop.operations.update(idAt(shop, 0), patch({ state: 'needs_review' }));
    return undefined;
  });
  advanceMark(shop.ports());
  expect(carriedBy(shop)).toEqual([idAt(shop, 0)]);
});

it('what a hand has hidden below the mark is found and told', () => {
  const shop = account(1_300, { 0: 'needs_review' });
  advanceMark(shop.ports());
  shop.machine.rows.delete(carriedName(idAt(shop, 0)));
  expect(advanceMark(shop.ports())).toMatchObject({ carried: 1, stray: [idAt(shop, 0)] });
  expect(carriedBy(shop)).toEqual([idAt(shop, 0)]);
  expect([...shop.causes.rows.values()]).toMatchObject([{ kind: 'stray', state: 'open', cause: { text: expect.stringContaining(`first: ${String(idAt(shop, 0))}.`) as string } }]);
});
