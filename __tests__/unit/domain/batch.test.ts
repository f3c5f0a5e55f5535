import fc from 'fast-check';
import { CONTRACT, readBatch } from '../../../src/domain/envelope';
import { thrownBy } from '../../support/builders';

const OPERATION = { source: 'shop', documentType: 'order', documentText: '{}' };
const batch = (operations: unknown) => ({ contract: CONTRACT, operations });

describe('a body that names operations', () => {
  it('is a batch: its operations share its contract, in their order', () => {
    expect(readBatch(batch([OPERATION, { ...OPERATION, idempotencyKey: 'k' }]))).toEqual([
      { contract: CONTRACT, ...OPERATION }, { contract: CONTRACT, ...OPERATION, idempotencyKey: 'k' },
    ]);
  });

  it('leaves an operation its own contract, to be refused with that operation alone', () => {
    expect(readBatch(batch([{ ...OPERATION, contract: '2' }]))).toEqual([{ ...OPERATION, contract: '2' }]);
  });

  it.each([[null], ['text'], [7], [[OPERATION]]])('hands on %j as it came: what is no operation is refused in its place', (operation) => {
    expect(readBatch(batch([OPERATION, operation]))?.[1]).toBe(operation);
  });

  it('holds as many operations as it came with, up to 100', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 100 }), (count) => {
      expect(readBatch(batch(Array(count).fill(OPERATION)))).toHaveLength(count);
    }));
    expect(readBatch(batch(Array(100).fill(OPERATION)))).toHaveLength(100);
  });

  it.each<[string, unknown, string, string, string]>([
    ['no operation', batch([]), 'batch_invalid', '/operations', 'A batch is a list of 1 to 100 operations.'],
    ['101 operations', batch(Array(101).fill(OPERATION)), 'batch_invalid', '/operations', 'A batch is a list of 1 to 100 operations.'],
    ['an object of operations', batch({ 0: OPERATION, length: 1 }), 'batch_invalid', '/operations', 'A batch is a list of 1 to 100 operations.'],
    ['operations that are null', batch(null), 'batch_invalid', '/operations', 'A batch is a list of 1 to 100 operations.'],
    ['another member', { ...batch([OPERATION]), 'a/b': 1 }, 'unknown_member', '/a~1b', 'A batch has the members contract and operations.'],
    ['the member of one operation', { ...batch([OPERATION]), source: 'shop' }, 'unknown_member', '/source', 'A batch has the members contract and operations.'],
    ['another contract', { ...batch([OPERATION]), contract: '2' }, 'contract_unsupported', '/contract', 'This installation speaks contract "1".'],
    ['no contract', { operations: [OPERATION] }, 'contract_unsupported', '/contract', 'This installation speaks contract "1".'],
  ])('is refused with %s', (_what, body, code, pointer, message) => {
    expect(thrownBy(() => readBatch(body))).toMatchObject({ name: 'DocketRefusal', code, pointer, message });
  });
});

it('a body that names no operations of its own is one operation', () => {
  expect(readBatch({ contract: CONTRACT, ...OPERATION })).toBeUndefined();
  expect(readBatch(Object.create({ operations: [OPERATION] }))).toBeUndefined();
});

it.each([[undefined], [null], ['text'], [[OPERATION]]])('a body that is %j is neither a batch nor an operation', (body) => {
  expect(thrownBy(() => readBatch(body))).toMatchObject({ code: 'not_an_object', pointer: '' });
});
