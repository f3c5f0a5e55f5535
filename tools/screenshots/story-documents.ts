import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCUMENTS = join(__dirname, '../../demo/documents');

/** What tells one order of the story from the others. */
export interface StoryOrder {
  /** Number of the order, four digits. */
  readonly number: number;
  readonly buyer: readonly [first: string, last: string];
  /** Article of the second line. */
  readonly sku: string;
  /** Pieces of each of the two lines. */
  readonly pieces: number;
}

/** An order of the shop as its webhook would send it, made of one that the demo company knows. */
export function orderText({ number, buyer: [first, last], sku, pieces }: StoryOrder): string {
  const goods = 398 * pieces;
  const tax = 23.88 * pieces;
  return document('order-unknown-sku.json')
    .replaceAll('6092847193045160193', `609284719304616${String(number)}`)
    .replaceAll('#1043', `#${String(number)}`).replaceAll('"order_number": 1043', `"order_number": ${String(number)}`)
    .replaceAll('71209384756102981', `7120938475611${String(number)}`)
    .replaceAll('Lena', first).replaceAll('Achebe', last).replaceAll('lena.achebe', `${first}.${last}`.toLowerCase())
    .replaceAll('IPOD2008CHARTREUSE', sku)
    .replaceAll(/("(?:current_|fulfillable_)?quantity": )1/g, `$1${String(pieces)}`)
    .replaceAll('398.00', money(goods)).replaceAll('23.88', money(tax)).replaceAll('431.88', money(goods + tax + 10));
}

/** An invoice of Stripe for a customer whom NetSuite does not know by that id. */
export function invoiceText(number: string, customer: string): string {
  return document('stripe-invoice.json').replaceAll('cus_QXg1o8vcGmoR32', customer).replaceAll(/"(in|il|ii)_(\w+)"/g, `"$1_$2${number}"`).replaceAll(/"number": "[^"]*"/g, `"number": "${number}"`);
}

function document(name: string): string {
  return readFileSync(join(DOCUMENTS, name), 'utf8');
}

function money(amount: number): string {
  return amount.toFixed(2);
}
