/** A run of places of a chain, from its first on. */
export interface EventPlace {
  readonly chain: string;
  readonly upTo: number;
}
