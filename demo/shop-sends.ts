import type { DemoSend } from './demo-send';

const FIRST_ORDER = 'shopify_order_820982911946154508';

/** An order of the shop; the rest says what becomes of it. */
function order(document: string, rest: Omit<DemoSend, 'source' | 'documentType' | 'document'>): DemoSend {
  return { source: 'shopify', documentType: 'order', document, ...rest };
}

/** A customer of the shop. */
function customer(document: string, rest: Omit<DemoSend, 'source' | 'documentType' | 'document'>): DemoSend {
  return { source: 'shopify', documentType: 'customer', document, ...rest };
}

/** Orders and customers of the shop. */
export const SHOP_SENDS: readonly DemoSend[] = [
  order('order-first.json', {
    story: 'A buyer whom NetSuite does not know places an order for 388.00',
    idempotencyKey: 'webhook-820982911946154508-created',
    expected: { outcome: 'applied', externalId: FIRST_ORDER, total: '388.00' },
    expectation: 'the customer and the sales order are made, every digit of the ids kept',
  }),
  order('order-first.json', {
    story: 'The shop did not get the answer and sends the same order again',
    idempotencyKey: 'webhook-820982911946154508-created',
    expected: { outcome: 'applied', externalId: FIRST_ORDER, total: '388.00' },
    expectation: 'nothing runs twice; the same sales order is named again',
  }),
  order('order-tax-and-discount.json', {
    story: 'An order with discount and tax',
    idempotencyKey: 'webhook-6092847193045127168-created',
    expected: { outcome: 'applied', externalId: 'shopify_order_6092847193045127168', total: '632.72' },
    expectation: 'shipping, discount and tax are lines, and the total is that of the shop',
  }),
  order('order-tax-and-discount.json', {
    story: 'A connector with a fault sends another order under a key that was used',
    idempotencyKey: 'webhook-820982911946154508-created',
    expected: { outcome: 'key_reused' },
    expectation: 'it is told so, and the first order stays as it is',
  }),
  order('order-totals-differ.json', {
    story: 'An old order whose parts make 608.94 and whose total says 409.94',
    idempotencyKey: 'import-450812233',
    expected: { outcome: 'needs_review', code: 'totals_differ', names: ['608.94', '409.94'] },
    expectation: 'nothing is posted; it rests in review with both numbers',
  }),
  order('order-unknown-sku.json', {
    story: 'An order for an article that NetSuite does not have',
    idempotencyKey: 'webhook-6092847193045160193-created',
    expected: { outcome: 'needs_review', code: 'reference_not_found', names: ['IPOD2008CHARTREUSE'] },
    expectation: 'nothing is posted; it rests in review and names the article',
  }),
  customer('customer-update.json', {
    story: 'The first buyer changes email and phone in the shop',
    idempotencyKey: 'webhook-115310627314723954-updated-1',
    expected: { outcome: 'applied', externalId: 'shopify_customer_115310627314723954' },
    expectation: 'the customer is changed where the shop is the owner, and nowhere else',
  }),
  customer('customer-older.json', {
    story: 'An older state of that buyer arrives late',
    idempotencyKey: 'webhook-115310627314723954-updated-0',
    expected: { outcome: 'superseded', code: 'version_older' },
    expectation: 'the newer one stays',
  }),
  order('order-first.json', {
    story: 'The connector is set up anew and sends the first order under another key',
    idempotencyKey: 'resync-820982911946154508',
    expected: { outcome: 'unchanged', externalId: FIRST_ORDER, total: '388.00' },
    expectation: 'the order says that already; nothing is saved',
  }),
  order('order-other-customer.json', {
    story: 'The shop merges two buyers, and the first order belongs to another one',
    idempotencyKey: 'webhook-820982911946154508-updated-1',
    expected: { outcome: 'needs_review', code: 'field_conflict', names: ['entity'] },
    expectation: 'whom an order is billed to was set once; a person decides',
  }),
  order('order-cents.json', {
    story: 'An order whose parts make one cent less than its total',
    idempotencyKey: 'webhook-6092847193045226496-created',
    expected: { outcome: 'applied', externalId: 'shopify_order_6092847193045226496', total: '632.73' },
    expectation: 'a rounding line takes up the cent',
  }),
  order('order-cancelled.json', {
    story: 'The first order is cancelled in the shop',
    idempotencyKey: 'webhook-820982911946154508-cancelled',
    expected: { outcome: 'applied', externalId: FIRST_ORDER, total: '388.00' },
    expectation: 'the sales order is closed',
  }),
  order('order-test.json', {
    story: 'Someone tries the shop out with a test order',
    idempotencyKey: 'webhook-6092847193045193728-created',
    expected: { outcome: 'refused', code: 'refused_by_rule', names: ['test', 'D-0030'] },
    expectation: 'a production account takes no test orders',
  }),
];
