import { createHash } from 'node:crypto';

import { click } from './actions-project';
import type { Call } from './company';

/** A document with its key, as a sender would hand it in. */
export interface Sent {
  readonly source: string;
  readonly documentType: string;
  readonly key: string;
  readonly text: string;
  /** Other members of the call: `mode`, `supersedes`, `intent`. */
  readonly more?: Readonly<Record<string, unknown>>;
}

export function post({ source, documentType, key, text, more }: Sent): Call {
  return { method: 'post', argument: { contract: '1', source, documentType, idempotencyKey: key, documentText: text, ...more } };
}

/** Several documents in one call. */
export function batch(items: readonly Sent[]): Call {
  return { method: 'post', argument: { contract: '1', operations: items.map((item) => post(item).argument) } };
}

/** A moment in a month that is open, some seconds later with each version. */
function moment(version: number): string {
  return new Date(Date.UTC(2026, 10, 1, 10) + version * 1000).toISOString();
}

export interface OrderFacts {
  readonly id: number;
  readonly version: number;
  readonly customer: number;
  readonly quantity?: number;
  readonly cancelled?: boolean;
}

/** What NetSuite must hold of an order: total, and the text that names its version. */
export function orderValues({ id, version, quantity = 1 }: OrderFacts): { readonly total: number; readonly memo: string } {
  return { total: 10 + 199 * quantity, memo: `order ${id} as of ${version}` };
}

/** An order of the shop, as small as the map lets it be. */
export function order(key: string, facts: OrderFacts): Sent {
  const { id, version, customer, quantity = 1, cancelled = false } = facts;
  const { total, memo } = orderValues(facts);
  const text = JSON.stringify({
    id, name: `#${id}`, note: memo, created_at: moment(0), updated_at: moment(version), cancelled_at: cancelled ? moment(version) : null, currency: 'USD', test: false,
    total_price: `${total}.00`, total_tax: '0.00', total_discounts: '0.00', taxes_included: false, customer: person(customer, 0),
    line_items: [{ id: 1, sku: 'IPOD2008PINK', name: 'IPod', price: '199.00', quantity }],
    shipping_lines: [{ id: 2, code: null, price: '10.00', title: 'Shipping' }],
  });
  return { source: 'shopify', documentType: 'order', key, text };
}

function person(id: number, version: number): Readonly<Record<string, unknown>> {
  return { id, email: `buyer-${id}@example.com`, first_name: 'Ada', last_name: `Buyer ${id}`, phone: customerPhone(id, version), updated_at: version === 0 ? null : moment(version) };
}

/** The phone number that a version of a customer has. */
export function customerPhone(id: number, version: number): string {
  return `555-${id % 10_000}-${version}`;
}

/** A customer of the shop. */
export function customer(key: string, id: number, version: number): Sent {
  return { source: 'shopify', documentType: 'customer', key, text: JSON.stringify(person(id, version)) };
}

const FINALIZED = Date.UTC(2026, 10, 2, 16) / 1000;

/** An invoice of the payment provider over this many dollars. */
export function invoice(key: string, id: number, { dollars, voided = false, memo = 'Room' }: { readonly dollars: number; readonly voided?: boolean; readonly memo?: string }): Sent {
  const text = JSON.stringify({
    id: `in_${id}`, number: `SIM-${id}`, status: voided ? 'void' : 'open', currency: 'usd', customer: 'cus_QXg1o8vcGmoR32', description: memo, due_date: null,
    total: dollars * 100, total_discount_amounts: [], total_taxes: [], status_transitions: { finalized_at: FINALIZED },
    lines: { data: [{ id: `il_${id}`, amount: dollars * 100, quantity: 1, description: 'Set-up', pricing: { price_details: { product: 'prod_RoomSetup01' } } }] },
  });
  return { source: 'stripe', documentType: 'invoice', key, text };
}

/** A charge that pays this invoice whole. `created`: epoch seconds of its day. */
export function charge(key: string, id: number, { dollars, created = FINALIZED }: { readonly dollars: number; readonly created?: number }): Sent {
  const text = JSON.stringify({
    id: `ch_${id}`, amount: dollars * 100, amount_captured: dollars * 100, captured: true, status: 'succeeded', currency: 'usd', customer: 'cus_QXg1o8vcGmoR32', created,
    description: `Payment ${id}`, invoice_payment: { invoice: `in_${id}`, amount_paid: dollars * 100, currency: 'usd' },
  });
  return { source: 'stripe', documentType: 'charge', key, text };
}

/** A shipment of an order of the shop. */
export function fulfillment(key: string, id: number, orderId: number): Sent {
  const text = JSON.stringify({ externalid: `ship-${id}`, createdfrom: `shopify_order_${orderId}`, trandate: '2026-11-03', memo: `Parcel ${id}`, item: [{ line: '1', quantity: 1 }] });
  return { source: 'canonical', documentType: 'fulfillment', key, text };
}

/** A vendor's bill; `number` is the vendor's own, `id` the sender's. */
export function bill(key: string, id: number, { number = id, date = '2026-11-04', dollars = 100 + id }: { readonly number?: number; readonly date?: string; readonly dollars?: number } = {}): Sent {
  const amount = `${dollars}.00`;
  const text = JSON.stringify({
    externalid: `ap-${id}`, entity: 'Paper Mill', tranid: `B-${number}`, subsidiary: 'Larkspur Audio US', currency: 'USD', trandate: date, total: amount,
    expense: [{ line: 1, account: '6200', amount, memo: 'Cartons' }],
  });
  return { source: 'canonical', documentType: 'vendorbill', key, text };
}

/** The name of the operation that a key stands for: worked out here apart from the product. */
export function operationId({ source, key }: Pick<Sent, 'source' | 'key'>): string {
  return createHash('sha256').update(`operation\n${source}\n${key}`, 'utf8').digest('hex');
}

/** A person's click on the operation of a document. The same click key is the same click. */
export function clicked(action: 'redrive' | 'discard' | 'reopen', sent: Pick<Sent, 'source' | 'key'>, clickKey = 'click-1'): Call {
  return { method: 'post', by: 'person', argument: { action, request: click(operationId(sent), clickKey) } };
}

/** Takes a document back. */
export function withdraw({ source, key }: Pick<Sent, 'source' | 'key'>): Call {
  return { method: 'delete', argument: { source, idempotencyKey: key } };
}
