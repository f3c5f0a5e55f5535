import type { Claim, HeldKey, KeyRegistry, NaturalKeyClaim } from '../../../src/application/ports';

/** Natural keys in memory: a key is claimed once. */
export class FakeKeys implements KeyRegistry {
  readonly rows = new Map<string, { readonly internalId: number; operationId: string }>();

  constructor(private readonly nextId: () => number) {}

  claim({ kind, value, operationId }: NaturalKeyClaim): Claim {
    const name = `${kind}\n${value}`;
    const held = this.rows.get(name);
    if (held !== undefined) return { kind: 'held', ...held };
    this.rows.set(name, { internalId: this.nextId(), operationId });
    return { kind: 'claimed' };
  }

  claimLikeness(externalId: string, { operationId, claimedMs }: Pick<NaturalKeyClaim, 'operationId' | 'claimedMs'>): Claim {
    return this.claim({ kind: 'likeness', value: externalId, operationId, claimedMs });
  }

  holder(kind: string, value: string): HeldKey | undefined {
    return this.rows.get(`${kind}\n${value}`);
  }

  handOver(internalId: number, from: string, to: string): boolean {
    const row = [...this.rows.values()].find((candidate) => candidate.internalId === internalId);
    if (row?.operationId !== from) return false;
    row.operationId = to;
    return true;
  }
}
