import type { DemoSend } from './demo-send';

type Told = Omit<DemoSend, 'source' | 'documentType' | 'document'>;

const canonical = (documentType: string, document: string, told: Told): DemoSend => ({ source: 'canonical', documentType, document, ...told });
const shopify = (documentType: string, document: string, told: Told): DemoSend => ({ source: 'shopify', documentType, document, ...told });
const stripe = (documentType: string, document: string, told: Told): DemoSend => ({ source: 'stripe', documentType, document, ...told });

/** What follows an order: shipped, billed, taken back in part. */
const AFTER_THE_ORDER: readonly DemoSend[] = [
  canonical('fulfillment', 'canonical-fulfillment.json', {
    story: 'The warehouse ships the order with discount and tax',
    idempotencyKey: 'wh-louisville-55120',
    expected: { outcome: 'applied', externalId: 'canonical_fulfillment_wh-louisville-55120' },
    expectation: 'a fulfilment is made of the order',
  }),
  canonical('invoice', 'canonical-invoice.json', {
    story: 'The billing run bills it',
    idempotencyKey: 'bill-run-2026-10-14-0001',
    expected: { outcome: 'applied', externalId: 'canonical_invoice_bill-run-2026-10-14-0001', total: '632.72' },
    expectation: 'an invoice is made of the order, over the total that the shop charged',
  }),
  shopify('refund', 'refund.json', {
    story: 'The buyer sends one player back',
    idempotencyKey: 'webhook-refund-929361462847193088',
    expected: { outcome: 'applied', externalId: 'shopify_refund_929361462847193088', total: '215.00' },
    expectation: "a credit memo for the order's customer, with tax and shipping as lines",
  }),
  shopify('repayment', 'refund.json', {
    story: 'The same refund, for the money that went back',
    idempotencyKey: 'webhook-repayment-929361462847193088',
    expected: { outcome: 'applied', externalId: 'shopify_repayment_929361462847193088', total: '215.00' },
    expectation: 'a customer refund pays the credit memo out',
  }),
];

/**
 * Invoices, charges and payouts of Stripe. Its ids tell capitals from small letters and NetSuite's external ids do not, so those
 * are hashes.
 */
const STRIPE_SENDS: readonly DemoSend[] = [
  stripe('invoice', 'stripe-invoice-draft.json', {
    story: 'Stripe tells of a draft invoice',
    idempotencyKey: 'evt-draft-1',
    expected: { outcome: 'refused', code: 'refused_by_rule', names: ['draft', 'D-0039'] },
    expectation: 'a draft is no invoice yet',
  }),
  stripe('invoice', 'stripe-invoice.json', {
    story: 'Stripe finalizes an invoice over 534.66',
    idempotencyKey: 'evt-finalized-1',
    expected: { outcome: 'applied', externalId: 'stripe_invoice_h-fcd4b486bb8a3ce8950e4c65af021bf1', total: '534.66' },
    expectation: 'customer and items come from the value maps, amounts from cents',
  }),
  stripe('invoice', 'stripe-invoice-due-date.json', {
    story: 'Someone changes description and due date of it in Stripe',
    idempotencyKey: 'evt-updated-1',
    expected: { outcome: 'partly_applied', externalId: 'stripe_invoice_h-fcd4b486bb8a3ce8950e4c65af021bf1', total: '534.66' },
    expectation: 'the description moves; the due date belongs to receivables once it is set',
  }),
  stripe('charge', 'stripe-charge.json', {
    story: 'The customer pays by card',
    idempotencyKey: 'evt-charge-1',
    expected: { outcome: 'applied', externalId: 'stripe_charge_h-9f2487d003f62e081a1c09f4d9cecec7', total: '534.66' },
    expectation: 'a payment settles the invoice, and the money stands on the clearing account',
  }),
  stripe('charge', 'stripe-charge-cad.json', {
    story: 'A charge in Canadian dollars comes before its invoice',
    idempotencyKey: 'evt-charge-2',
    expected: { outcome: 'applied', externalId: 'stripe_charge_h-b7d86356c20dbdeeaa15a7b3e6e82f99', total: '1200.00' },
    expectation: 'it waits for the invoice, and pays it once that has come',
  }),
  stripe('invoice', 'stripe-invoice-cad.json', {
    story: 'The invoice of that charge',
    idempotencyKey: 'evt-paid-2',
    expected: { outcome: 'applied', externalId: 'stripe_invoice_h-9ed5b6da5a2395fe1fe68868ffcb6081', total: '1200.00' },
    expectation: "it is posted in Canadian dollars at NetSuite's rate",
  }),
  stripe('payout', 'stripe-payout.json', {
    story: 'Stripe pays out what is left of a charge, a refund and its fees',
    idempotencyKey: 'evt-payout-1',
    expected: { outcome: 'applied', externalId: 'stripe_payout_h-574a0f525132848e4439c8c29c8539d6' },
    expectation: 'a balanced journal: bank against clearing and fees',
  }),
];

/** Bills of vendors, as an approval tool sends them. */
const BILLS: readonly DemoSend[] = [
  canonical('vendorbill', 'canonical-bill.json', {
    story: 'A bill of a Canadian vendor is approved',
    idempotencyKey: 'ap-2026-004417',
    expected: { outcome: 'applied', externalId: 'canonical_vendorbill_ap-2026-004417', total: '1130.00' },
    expectation: 'it is booked in the Canadian subsidiary',
  }),
  canonical('vendorbill', 'canonical-bill-again.json', {
    story: 'The same bill is scanned from the mail, under another id',
    idempotencyKey: 'mail-2026-10-0093',
    expected: { outcome: 'needs_review', code: 'suspected_duplicate' },
    expectation: 'it is not booked twice; a person compares both',
  }),
  canonical('vendorbill', 'canonical-bill-closed-month.json', {
    story: 'A bill of a month that is closed',
    idempotencyKey: 'ap-2025-009981',
    expected: { outcome: 'needs_review', code: 'period_closed', names: ['Dec 2025'] },
    expectation: 'nothing is posted; the controller decides',
  }),
];

/** What warehouse, billing run, payment provider and payables send. */
export const BILLING_SENDS: readonly DemoSend[] = [...AFTER_THE_ORDER, ...STRIPE_SENDS, ...BILLS];
