/** What a document must come to. */
export interface Expectation {
  /** A state of an operation, or `key_reused`. */
  readonly outcome: string;
  /** The problem's code, where there must be one. */
  readonly code?: string;
  /** Texts that the problem's detail must name. */
  readonly names?: readonly string[];
  /** External id of the record, digit by digit. */
  readonly externalId?: string;
  /** Total that NetSuite saved. */
  readonly total?: string;
}

/** One call of a connector, in order. */
export interface DemoSend {
  /** What happened outside NetSuite. */
  readonly story: string;
  readonly source: 'shopify' | 'stripe' | 'canonical';
  readonly documentType: string;
  /** File in `demo/documents`. */
  readonly document: string;
  readonly idempotencyKey: string;
  readonly expected: Expectation;
  /** What should become of it, in plain words. */
  readonly expectation: string;
}
