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

/** One call of the shop's connector, in order. */
export interface DemoSend {
  /** What happened in the shop. */
  readonly story: string;
  /** File in `demo/documents`. */
  readonly document: string;
  readonly documentType: 'order' | 'customer';
  readonly idempotencyKey: string;
  readonly expected: Expectation;
  /** What should become of it, in plain words. */
  readonly expectation: string;
}

/** Name of the source that the connector speaks for. */
export const DEMO_SOURCE = 'shopify';

/** What `npm start` sends, as the shop's connector would. */
export const DEMO_SENDS: readonly DemoSend[] = [
  {
    story: 'A buyer whom NetSuite does not know places an order for 388.00',
    document: 'order-first.json', documentType: 'order', idempotencyKey: 'webhook-820982911946154508-created',
    expected: { outcome: 'applied', externalId: 'shopify_order_820982911946154508', total: '388.00' },
    expectation: 'the customer and the sales order are made, every digit of the ids kept',
  },
  {
    story: 'The shop did not get the answer and sends the same order again',
    document: 'order-first.json', documentType: 'order', idempotencyKey: 'webhook-820982911946154508-created',
    expected: { outcome: 'applied', externalId: 'shopify_order_820982911946154508', total: '388.00' },
    expectation: 'nothing runs twice; the same sales order is named again',
  },
  {
    story: 'An order with discount and tax',
    document: 'order-tax-and-discount.json', documentType: 'order', idempotencyKey: 'webhook-6092847193045127168-created',
    expected: { outcome: 'applied', externalId: 'shopify_order_6092847193045127168', total: '632.72' },
    expectation: 'shipping, discount and tax are lines, and the total is that of the shop',
  },
  {
    story: 'A connector with a fault sends another order under a key that was used',
    document: 'order-tax-and-discount.json', documentType: 'order', idempotencyKey: 'webhook-820982911946154508-created',
    expected: { outcome: 'key_reused' },
    expectation: 'it is told so, and the first order stays as it is',
  },
  {
    story: 'An old order whose parts make 608.94 and whose total says 409.94',
    document: 'order-totals-differ.json', documentType: 'order', idempotencyKey: 'import-450812233',
    expected: { outcome: 'needs_review', code: 'totals_differ', names: ['608.94', '409.94'] },
    expectation: 'nothing is posted; it rests in review with both numbers',
  },
  {
    story: 'An order for an article that NetSuite does not have',
    document: 'order-unknown-sku.json', documentType: 'order', idempotencyKey: 'webhook-6092847193045160193-created',
    expected: { outcome: 'needs_review', code: 'reference_not_found', names: ['IPOD2008CHARTREUSE'] },
    expectation: 'nothing is posted; it rests in review and names the article',
  },
  {
    story: 'The first buyer changes email and phone in the shop',
    document: 'customer-update.json', documentType: 'customer', idempotencyKey: 'webhook-115310627314723954-updated-1',
    expected: { outcome: 'applied', externalId: 'shopify_customer_115310627314723954' },
    expectation: 'the customer is changed where the shop is the owner, and nowhere else',
  },
];
