/** A natural key that an operation wants. */
export interface NaturalKeyClaim {
  readonly kind: string;
  readonly value: string;
  readonly operationId: string;
  readonly claimedMs: number;
}

/** A natural key that an operation holds. */
export interface HeldKey {
  readonly internalId: number;
  readonly operationId: string;
}

export type Claim =
  | { readonly kind: 'claimed' }
  | (HeldKey & { readonly kind: 'held' });

/** Keys that mean "already handled" beyond one operation. */
export interface KeyRegistry {
  /** Claims a natural key under its unique external id. 6 units; 16 where it is held. */
  claim(claim: NaturalKeyClaim): Claim;
  /** The claim that stands on a natural key; undefined: it is free. Claims nothing. 10 units. */
  holder(kind: string, value: string): HeldKey | undefined;
  /** Claims the likeness of a document (`likenessId`) as `claim` does a natural key. */
  claimLikeness(externalId: string, by: Pick<NaturalKeyClaim, 'operationId' | 'claimedMs'>): Claim;
  /** Gives a key that `from` holds to `to`; false: somebody else was faster. 6 units. */
  handOver(internalId: number, from: string, to: string): boolean;
}
