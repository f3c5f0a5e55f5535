import { sha256 } from '../../support/builders';
import type { ContractSubject } from './subject';

const NOW = Date.UTC(2026, 10, 23, 12);
const CLAIM = { kind: 'order-note', value: '["7","FIRST"]', operationId: sha256('a'), claimedMs: NOW };
const internalId = expect.any(Number) as number;

/** What the registry of keys promises. */
export function keyRegistryContract(open: () => ContractSubject): void {
  it('a key is claimed once: whoever comes next is told who holds it', () => {
    const { keys } = open().ports;
    expect(keys.holder(CLAIM.kind, CLAIM.value)).toBeUndefined();
    expect(keys.claim(CLAIM)).toEqual({ kind: 'claimed' });
    const holder = keys.holder(CLAIM.kind, CLAIM.value);
    expect(holder).toEqual({ internalId, operationId: sha256('a') });
    expect(keys.claim({ ...CLAIM, operationId: sha256('b') })).toEqual({ kind: 'held', ...holder });
    expect(keys.claim(CLAIM)).toEqual({ kind: 'held', ...holder });
    expect(keys.holder(CLAIM.kind, CLAIM.value)).toEqual(holder);
  });

  it('a key of another kind, or another value, is another key; asking who holds it claims nothing', () => {
    const { keys } = open().ports;
    keys.claim(CLAIM);
    for (const [kind, value] of [['bill-number', CLAIM.value], [CLAIM.kind, '["7","first"]'], [CLAIM.kind, `${CLAIM.value} `], ['order', `note${CLAIM.value}`]] as const) {
      expect(keys.holder(kind, value)).toBeUndefined();
      expect(keys.claim({ ...CLAIM, kind, value, operationId: sha256('b') })).toEqual({ kind: 'claimed' });
    }
    expect(keys.holder(CLAIM.kind, CLAIM.value)?.operationId).toBe(sha256('a'));
  });

  it('a key is handed over by who holds it, also to nobody, and by no other', () => {
    const { keys } = open().ports;
    keys.claim(CLAIM);
    const held = keys.holder(CLAIM.kind, CLAIM.value)?.internalId ?? 0;
    expect(keys.handOver(held, sha256('b'), sha256('c'))).toBe(false);
    expect(keys.handOver(held, sha256('a'), '')).toBe(true);
    expect(keys.holder(CLAIM.kind, CLAIM.value)).toEqual({ internalId: held, operationId: '' });
    expect(keys.handOver(held, sha256('a'), sha256('c'))).toBe(false);
    expect(keys.handOver(held, '', sha256('c'))).toBe(true);
    expect(keys.claim(CLAIM)).toEqual({ kind: 'held', internalId: held, operationId: sha256('c') });
  });

  it('a likeness is claimed once, by the id that it is asked for with, and is no key of any value', () => {
    const { keys } = open().ports;
    const by = { operationId: sha256('a'), claimedMs: NOW };
    expect(keys.claimLikeness(sha256('alike'), by)).toEqual({ kind: 'claimed' });
    expect(keys.claimLikeness(sha256('alike'), { ...by, operationId: sha256('b') })).toEqual({ kind: 'held', internalId, operationId: sha256('a') });
    expect(keys.claimLikeness(sha256('other'), { ...by, operationId: sha256('b') })).toEqual({ kind: 'claimed' });
    expect(keys.holder('order-note', sha256('alike'))).toBeUndefined();
  });
}
