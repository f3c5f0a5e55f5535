import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { DEMO_SENDS, type DemoSend } from '../../demo/send';
import { demoDocument, openCompany, type Company } from '../simulation/support/company';

const MAPS = join(__dirname, '..', '..', 'src', 'maps');

type Values = Readonly<Record<string, unknown>>;

interface Saved {
  readonly values: Values;
  readonly lines: (sublist: string) => readonly Values[];
}

let company: Company;

beforeAll(async () => { company = await openCompany(); });
afterAll(() => { company.emulator.close(); });

/** Sends a document and gives the answer's body. */
function send({ source, documentType, idempotencyKey, text, version }: { readonly source: string; readonly documentType: string; readonly idempotencyKey?: string; readonly text: string; readonly version?: string }): Values {
  const key = idempotencyKey === undefined ? {} : { idempotencyKey };
  const reply = company.post({ contract: '1', source, documentType, ...key, ...(version === undefined ? {} : { version }), documentText: text });
  if (reply.kind !== 'returned') throw new Error(`The call was not answered: ${JSON.stringify(reply)}`);
  return reply.value as Values;
}

function sendDemo({ source, documentType, idempotencyKey, document }: DemoSend): Values {
  return send({ source, documentType, idempotencyKey, text: demoDocument(document) });
}

/** The documents of one kind, sent in order as the first start sends them. */
function sendAll(...documents: readonly string[]): readonly Values[] {
  return documents.map((document) => {
    const one = DEMO_SENDS.find((each) => each.document === document);
    if (one === undefined) throw new Error(`The first start does not send ${document}.`);
    return sendDemo(one);
  });
}

/** A sample of a map, with some texts replaced. */
function sample(file: string, ...edits: readonly (readonly [find: string, replace: string])[]): string {
  return edits.reduce((text, [find, replace]) => {
    if (!text.includes(find)) throw new Error(`${file} has no ${find}.`);
    return text.replaceAll(find, replace);
  }, readFileSync(join(MAPS, file), 'utf8'));
}

function savedOf(answer: Values): Saved {
  const { recordType, internalId } = answer['result'] as { readonly recordType: string; readonly internalId: number };
  const { values, sublists } = company.emulator.readRecord(recordType, internalId);
  return { values, lines: (sublist) => (sublists[sublist] ?? []) };
}

/** What a record posted: account number, debit, credit. */
function ledgerOf(answer: Values): readonly (readonly unknown[])[] {
  const { internalId } = answer['result'] as { readonly internalId: number };
  return company.emulator.query(`SELECT a.acctnumber AS account, l.debit AS debit, l.credit AS credit FROM transactionaccountingline l
    INNER JOIN account a ON a.id = l.account WHERE l.transaction = ? ORDER BY l.transactionline`, [internalId]).map((row) => [row['account'], row['debit'], row['credit']]);
}

function idOf(table: string, column: string, value: string): number {
  return Number(company.emulator.query(`SELECT id FROM ${table} WHERE ${column} = ?`, [value])[0]?.['id']);
}

/** Runs a test and forgets what it did. */
function apart(test: () => void): () => void {
  return () => {
    const point = company.emulator.checkpoint();
    try { test(); } finally { point.restore(); }
  };
}

it('every shipped map has a document among those of the first start', () => {
  const maps = readdirSync(MAPS, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(MAPS, name)).filter((file) => file.endsWith('.json')).map((file) => `${name}.${file.replace('.json', '')}`));
  expect([...new Set(DEMO_SENDS.map(({ source, documentType }) => `${source}.${documentType}`))].sort()).toEqual(maps.sort());
});

it('the first start shows each way in which a document can end', () => {
  const ends = new Set(DEMO_SENDS.flatMap(({ expected: { outcome, code } }) => [outcome, code ?? '']));
  expect([...ends]).toEqual(expect.arrayContaining([
    'applied', 'unchanged', 'partly_applied', 'superseded', 'refused', 'key_reused', 'field_conflict', 'reference_not_found', 'totals_differ', 'period_closed', 'suspected_duplicate',
  ]));
});

describe('an order of the shop', () => {
  it('starts as Pending Fulfillment', apart(() => {
    const [answer] = sendAll('order-tax-and-discount.json');
    expect(savedOf(answer!).values['orderstatus']).toBe('B');
  }));

  it.each([['632.73', 'applied', 632.73, 0.01], ['632.70', 'applied', 632.7, -0.02], ['632.74', 'applied', 632.74, 0.02]])(
    'whose total is %s where its parts make 632.72 is %s with a rounding line', (total, outcome, saved, cents) => {
      apart(() => {
        const answer = send({ source: 'shopify', documentType: 'order', idempotencyKey: 'cents', text: demoDocument('order-tax-and-discount.json').replaceAll('"632.72"', `"${total}"`) });
        expect(answer).toMatchObject({ outcome });
        const order = savedOf(answer);
        expect(order.values['total']).toBe(saved);
        const rounding = order.lines('item').filter((line) => line['item'] === idOf('item', 'itemid', 'SHOPIFY-ROUNDING'));
        expect(rounding.map((line) => line['amount'])).toEqual([cents]);
      })();
    });

  it.each(['632.75', '632.69'])('whose total is %s where its parts make 632.72 goes to review', (total) => {
    apart(() => {
      const answer = send({ source: 'shopify', documentType: 'order', idempotencyKey: 'cents', text: demoDocument('order-tax-and-discount.json').replaceAll('"632.72"', `"${total}"`) });
      expect(answer).toMatchObject({ outcome: 'needs_review', problem: { code: 'totals_differ' } });
    })();
  });

  it('with tax in its prices takes it from there, once', apart(() => {
    const order = savedOf(send({ source: 'shopify', documentType: 'order', idempotencyKey: 'incl', text: sample('shopify/samples/order-taxes-included.json') }));
    expect(order.values['total']).toBe(497.9);
    expect(order.lines('item').map((line) => line['amount'])).toEqual([398, 100, 12.4, -12.5]);
  }));

  it('with tax in its prices whose parts do not make its total goes to review', apart(() => {
    const text = sample('shopify/samples/order-taxes-included.json', ['"497.90"', '"526.08"']);
    expect(send({ source: 'shopify', documentType: 'order', idempotencyKey: 'incl', text })).toMatchObject({ outcome: 'needs_review', problem: { code: 'totals_differ' } });
  }));

  it.each(['missing', 'null', 'empty'])('without any line goes to review, where its lines are %s', (how) => {
    apart(() => {
      const { line_items: _items, shipping_lines: _shipping, ...rest } = JSON.parse(demoDocument('order-tax-and-discount.json')) as Values;
      const lines = { missing: {}, null: { line_items: null }, empty: { line_items: [], shipping_lines: [] } }[how];
      const text = JSON.stringify({ ...rest, ...lines, total_discounts: '0.00', total_tax: '0.00', total_price: '0.00' });
      const answer = send({ source: 'shopify', documentType: 'order', idempotencyKey: 'none', text });
      expect(answer).toMatchObject({ outcome: 'needs_review', result: null, problem: { code: 'required_path_missing', errors: [{ pointer: '/line_items' }] } });
    })();
  });

  it('that is a test is taken in a sandbox, where tests belong', apart(() => {
    expect(sendAll('order-test.json')).toMatchObject([{ outcome: 'applied' }]);
  }));

  it('that was cancelled is closed, line by line, and its verdict needs no intent of the sender', apart(() => {
    const [, cancelled] = sendAll('order-first.json', 'order-cancelled.json');
    expect(savedOf(cancelled!).lines('item').map((line) => line['isclosed'])).toEqual([true, true, true, true]);
  }));
});

describe('what follows an order', () => {
  it('is shipped line by line, billed over the total of the shop, and posts to income, shipping, discount and tax', apart(() => {
    const [, shipped, billed] = sendAll('order-tax-and-discount.json', 'canonical-fulfillment.json', 'canonical-invoice.json');
    expect(savedOf(shipped!).lines('item').map((line) => line['quantity'])).toEqual([2, 1]);
    expect(savedOf(billed!).values).toMatchObject({ total: 632.72, amountremaining: 632.72, trandate: '2026-10-14', duedate: '2026-10-14' });
    expect(ledgerOf(billed!)).toEqual([
      ['1100', 632.72, null], ['4000', null, 398], ['4000', null, 199], ['4100', null, 12.4], ['4200', 12.5, null], ['2200', null, 35.82],
    ]);
    const order = company.emulator.readRecord('salesorder', idOf('transaction', 'externalid', 'shopify_order_6092847193045127168'));
    expect(order.values['orderstatus']).toBe('G');
  }));

  it('is shipped in part where the document names a part', apart(() => {
    sendAll('order-tax-and-discount.json');
    const text = sample('canonical/samples/fulfillment-part.json', ['shopify_order_820982911946154508', 'shopify_order_6092847193045127168'], ['866550311766439020', '13481926503748196352']);
    const part = send({ source: 'canonical', documentType: 'fulfillment', idempotencyKey: 'part', text });
    expect(savedOf(part).lines('item').map((line) => [line['custcol_dkt_line'], line['quantity']])).toEqual([['13481926503748196352', 1]]);
  }));

  it('is not billed under another total without a person hearing of it', apart(() => {
    sendAll('order-tax-and-discount.json', 'canonical-fulfillment.json');
    const text = sample('canonical/samples/invoice.json', ['632.72', '600.00']);
    expect(send({ source: 'canonical', documentType: 'invoice', idempotencyKey: 'short', text })).toMatchObject({ outcome: 'applied', problem: { code: 'saved_total_differs' } });
  }));

  it('comes back as a credit memo of the same buyer, which the repayment pays out from the clearing account', apart(() => {
    const [order, refund] = sendAll('order-tax-and-discount.json', 'refund.json');
    const repayment = sendDemo(DEMO_SENDS.find(({ documentType }) => documentType === 'repayment')!);
    const credit = savedOf(refund!);
    expect(credit.values).toMatchObject({ total: 215, entity: savedOf(order!).values['entity'], trandate: '2026-10-20', unapplied: 0 });
    expect(ledgerOf(refund!)).toEqual([['1100', null, 215], ['4000', 194.83, null], ['2200', 11.69, null], ['4100', 8, null], ['2200', 0.48, null]]);
    expect(savedOf(repayment).values).toMatchObject({ total: 215, customer: credit.values['entity'] });
    expect(ledgerOf(repayment)).toEqual([['1060', null, 215], ['1100', 215, null]]);
  }));

  it('is credited by amount where the shop names no line, and only what succeeded counts', apart(() => {
    sendAll('order-first.json');
    const refund = send({ source: 'shopify', documentType: 'refund', idempotencyKey: 'amount', text: sample('shopify/samples/refund-wrapped.json') });
    expect(ledgerOf(refund)).toEqual([['1100', null, 25], ['4300', 25, null]]);
  }));

  it.each([
    ['in part as a gift card', [['"gift_card"', '"gift_card"']]],
    ['as store credit', [['"gift_card"', '"shopify_store_credit"'], ['"shopify_payments"', '"shopify_store_credit"']]],
    ['through another gateway', [['"gift_card"', '"paypal"'], ['"shopify_payments"', '"paypal"']]],
  ] as const)('is a credit memo too where the shop gave it %s, and no money is posted', (_what, edits) => {
    apart(() => {
      sendAll('order-first.json');
      const text = sample('shopify/samples/refund-wrapped.json', ...edits);
      expect(send({ source: 'shopify', documentType: 'refund', idempotencyKey: 'card', text })).toMatchObject({ outcome: 'applied' });
      const repayment = send({ source: 'shopify', documentType: 'repayment', idempotencyKey: 'card-money', text });
      expect(repayment).toMatchObject({ outcome: 'needs_review', result: null, problem: { code: 'totals_differ' } });
    })();
  });

  it('without any line goes to review', apart(() => {
    sendAll('order-first.json');
    const { refund } = JSON.parse(sample('shopify/samples/refund-wrapped.json')) as { readonly refund: Values };
    const transactions = (refund['transactions'] as readonly Values[]).map((one) => ({ ...one, status: 'failure' }));
    const text = JSON.stringify({ ...refund, refund_line_items: [], order_adjustments: [], transactions });
    expect(send({ source: 'shopify', documentType: 'refund', idempotencyKey: 'none', text })).toMatchObject({ outcome: 'needs_review', problem: { code: 'required_path_missing', errors: [{ pointer: '/refund_line_items' }] } });
  }));

  it('waits: a refund for its order, the repayment for the refund', apart(() => {
    const early = DEMO_SENDS.filter(({ document }) => document === 'refund.json').reverse().map(sendDemo);
    expect(early).toMatchObject([{ outcome: 'parked' }, { outcome: 'parked' }]);
    sendAll('order-tax-and-discount.json');
    company.settleByTime();
    const states = early.map(({ operationId }) => company.get({ operationId: String(operationId) }));
    expect(states).toMatchObject([{ value: { outcome: 'applied', result: { recordType: 'customerrefund' } } }, { value: { outcome: 'applied', result: { recordType: 'creditmemo' } } }]);
  }));
});

describe('Stripe', () => {
  it('bills with discount and tax as lines, in whole units of the currency, dated in the company\'s zone', apart(() => {
    const [invoice] = sendAll('stripe-invoice.json');
    const { values } = savedOf(invoice!);
    expect(values).toMatchObject({ total: 534.66, otherrefnum: 'LARK-0107', trandate: '2026-10-05', duedate: '2026-11-04', entity: idOf('customer', 'companyname', 'Rosen Recording') });
    expect(ledgerOf(invoice!)).toEqual([['1100', 534.66, null], ['4500', null, 499], ['4500', null, 30], ['4200', 24.6, null], ['2200', null, 30.26]]);
  }));

  it('bills in Canadian dollars at the rate of NetSuite; late in the evening there is still that day here', apart(() => {
    const [invoice] = sendAll('stripe-invoice-cad.json');
    expect(savedOf(invoice!).values).toMatchObject({ total: 1200, exchangerate: 0.73, currency: idOf('currency', 'symbol', 'CAD'), trandate: '2026-10-06' });
    expect(ledgerOf(invoice!)).toEqual([['1100', 876, null], ['4500', null, 876]]);
  }));

  it('pays an invoice onto the clearing account, and the payout empties that', apart(() => {
    const [invoice, payment, payout] = sendAll('stripe-invoice.json', 'stripe-charge.json', 'stripe-payout.json');
    expect(savedOf(invoice!).values).toMatchObject({ amountremaining: 0 });
    expect(savedOf(payment!).values).toMatchObject({ payment: 534.66, undepfunds: 'F', checknum: 'ch_3Qk5xHB7WZ01zgkW0aBcD3fG' });
    expect(ledgerOf(payment!)).toEqual([['1050', 534.66, null], ['1100', null, 534.66]]);
    expect(ledgerOf(payout!)).toEqual([['1000', 453.85, null], ['1050', null, 534.66], ['1050', 40, null], ['6100', 25, null], ['6100', 15.81, null]]);
  }));

  it('voids what Stripe voids, and a payout that failed', apart(() => {
    sendAll('stripe-invoice.json', 'stripe-payout.json');
    const voided = send({ source: 'stripe', documentType: 'invoice', text: sample('stripe/samples/invoice-void.json') });
    const failed = send({ source: 'stripe', documentType: 'payout', text: sample('stripe/samples/payout-failed.json') });
    expect([voided, failed]).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }]);
    for (const answer of [voided, failed]) expect(ledgerOf(answer).every(([, debit, credit]) => (debit ?? 0) === 0 && (credit ?? 0) === 0)).toBe(true);
  }));

  it.each([
    ['invoice', 'void', 'open', [undefined, undefined], 'needs_review', 'cancelled_before'],
    ['invoice', 'void', 'open', ['1759680000', '1759680000'], 'needs_review', 'cancelled_before'],
    ['invoice', 'void', 'open', ['1759680007', '1759680000'], 'superseded', 'version_older'],
    ['payout', 'failed', 'paid', [undefined, undefined], 'needs_review', 'cancelled_before'],
    ['payout', 'failed', 'paid', ['1761400007', '1761400000'], 'superseded', 'version_older'],
  ] as const)('makes nothing live of an %s whose "%s" comes before its "%s", at %j: %s as %s', (documentType, last, first, [later, earlier], outcome, code) => {
    apart(() => {
      const text = (status: string) => JSON.stringify({ ...(JSON.parse(sample(`stripe/samples/${documentType}.json`)) as Values), status });
      const at = (version: string | undefined) => (version === undefined ? {} : { version });
      expect(send({ source: 'stripe', documentType, text: text(last), ...at(later) })).toMatchObject({ outcome: 'refused', problem: { code: 'nothing_to_cancel' } });
      expect(send({ source: 'stripe', documentType, text: text(first), ...at(earlier) })).toMatchObject({ outcome, result: null, problem: { code } });
    })();
  });

  it('takes events of one second in the order in which they come', apart(() => {
    const text = sample('stripe/samples/invoice.json');
    const sent = [text, text.replace('"status": "open"', '"status": "paid"')].map((one) => send({ source: 'stripe', documentType: 'invoice', text: one, version: '1759680000' }));
    expect(sent).toMatchObject([{ outcome: 'applied' }, { outcome: 'unchanged' }]);
  }));

  it.each([['2026-10-31T00:00:00Z', '2026-10-31'], ['2026-11-01T00:00:00Z', '2026-11-01'], ['2026-10-31T23:59:59Z', '2026-10-31']])('dates a payout that arrives at %s on %s', (moment, date) => {
    apart(() => {
      const { arrival_date: arrival } = JSON.parse(sample('stripe/samples/payout.json')) as { readonly arrival_date: number };
      const text = sample('stripe/samples/payout.json', [`"arrival_date": ${arrival}`, `"arrival_date": ${Date.parse(moment) / 1000}`]);
      expect(savedOf(send({ source: 'stripe', documentType: 'payout', text })).values['trandate']).toBe(date);
    })();
  });

  it('collects: a negative payout credits the bank', apart(() => {
    const payout = send({ source: 'stripe', documentType: 'payout', text: sample('stripe/samples/payout-debit.json') });
    expect(ledgerOf(payout)).toEqual([['1000', null, 15], ['1050', 15, null]]);
  }));

  it('sends without keys: a repeat is known by id and status, and "paid" after "open" is another document that changes nothing', apart(() => {
    const text = sample('stripe/samples/invoice.json');
    const sent = [text, text, text.replace('"status": "open"', '"status": "paid"')].map((one) => send({ source: 'stripe', documentType: 'invoice', text: one }));
    expect(sent).toMatchObject([{ outcome: 'applied', replayed: false }, { outcome: 'applied', replayed: true }, { outcome: 'unchanged', replayed: false }]);
  }));

  it.each([
    ['invoice', 'an invoice number that was posted under another id', 'stripe/samples/invoice.json', [['in_1Qk3fVB7WZ01zgkWq7Lm2xYa', 'in_other']], 'needs_review', 'suspected_duplicate'],
    ['invoice', 'an invoice with tax in its prices', 'stripe/samples/invoice.json', [['"exclusive"', '"inclusive"'], ['in_1Qk3fVB7WZ01zgkWq7Lm2xYa', 'in_incl'], ['LARK-0107', 'LARK-9']], 'needs_review', 'totals_differ'],
    ['invoice', 'an invoice over a product that is not mapped', 'stripe/samples/invoice.json', [['prod_RoomSetup01', 'prod_new'], ['in_1Qk3fVB7WZ01zgkWq7Lm2xYa', 'in_prod'], ['LARK-0107', 'LARK-8']], 'needs_review', 'value_not_mapped'],
    ['charge', 'a charge that was not captured', 'stripe/samples/charge.json', [['"captured": true', '"captured": false']], 'refused', 'refused_by_rule'],
    ['charge', 'a charge without an invoice', 'stripe/samples/charge.json', [['"invoice": "in_1Qk3fVB7WZ01zgkWq7Lm2xYa"', '"invoice": null']], 'needs_review', 'required_path_missing'],
    ['payout', 'a payout on its way', 'stripe/samples/payout.json', [['"status": "paid"', '"status": "in_transit"']], 'refused', 'refused_by_rule'],
    ['payout', 'a payout whose transactions make another net', 'stripe/samples/payout.json', [['"fee": 1581', '"fee": 1582']], 'needs_review', 'totals_differ'],
    ['payout', 'a payout with a part of its transactions', 'stripe/samples/payout.json', [['"has_more": false', '"has_more": true']], 'refused', 'refused_by_rule'],
  ] as const)('of type %s: %s is not posted', (documentType, _what, file, edits, outcome, code) => {
    apart(() => {
      sendAll('stripe-invoice.json');
      expect(send({ source: 'stripe', documentType, text: sample(file, ...edits) })).toMatchObject({ outcome, problem: { code } });
    })();
  });
});

describe('a closed period', () => {
  /** Seconds of a moment of 18 December 2025 in New York. */
  const DECEMBER = String(Date.UTC(2025, 11, 18, 17) / 1000);

  it('sends an invoice to review', apart(() => {
    const { finalized_at: finalized } = (JSON.parse(sample('stripe/samples/invoice.json')) as { readonly status_transitions: { readonly finalized_at: number } }).status_transitions;
    const text = sample('stripe/samples/invoice.json', [`"finalized_at": ${finalized}`, `"finalized_at": ${DECEMBER}`]);
    expect(send({ source: 'stripe', documentType: 'invoice', text })).toMatchObject({ outcome: 'needs_review', problem: { code: 'period_closed' } });
  }));

  it('lets a payout wait', apart(() => {
    const { arrival_date: arrival } = JSON.parse(sample('stripe/samples/payout.json')) as { readonly arrival_date: number };
    const text = sample('stripe/samples/payout.json', [`"arrival_date": ${arrival}`, `"arrival_date": ${DECEMBER}`]);
    expect(send({ source: 'stripe', documentType: 'payout', text })).toMatchObject({ outcome: 'parked', problem: { code: 'period_closed' } });
  }));

  it('moves a refund to the first open day, and the verdict says so', apart(() => {
    sendAll('order-tax-and-discount.json');
    const refund = send({ source: 'shopify', documentType: 'refund', idempotencyKey: 'late', text: sample('shopify/samples/refund.json', ['2026-10-20T11:42:09-04:00', '2025-12-18T11:42:09-05:00']) });
    expect(refund).toMatchObject({ outcome: 'applied' });
    expect(savedOf(refund).values['trandate']).toBe('2026-01-01');
    const date = (refund['verdicts'] as readonly { readonly field: string; readonly note?: string }[]).find(({ field }) => field === 'trandate');
    expect(date?.note).toContain('moved from 2025-12-18');
  }));
});

describe('a bill', () => {
  it('of a Canadian vendor is booked in Canada and in its currency', apart(() => {
    const [bill] = sendAll('canonical-bill.json');
    expect(savedOf(bill!).values).toMatchObject({ total: 1130, exchangerate: 1, subsidiary: idOf('subsidiary', 'name', 'Larkspur Audio Canada'), tranid: 'MF-88213' });
    expect(ledgerOf(bill!)).toEqual([['2000', null, 1130], ['6200', 1000, null], ['1300', 130, null]]);
  }));

  it('writes what the map names and nothing else: more members are told and left', apart(() => {
    const text = sample('canonical/samples/vendorbill-with-rate.json', ['"entity": "Paper Mill"', '"entity": "Paper Mill", "account": "1000", "postingperiod": 1']);
    const bill = send({ source: 'canonical', documentType: 'vendorbill', idempotencyKey: 'more', text });
    expect(bill).toMatchObject({ outcome: 'applied', verdicts: expect.arrayContaining([expect.objectContaining({ path: '/account', verdict: 'unmapped' }), expect.objectContaining({ path: '/postingperiod', verdict: 'unmapped' })]) });
    expect(ledgerOf(bill)[0]).toEqual(['2000', null, 84.2]);
  }));

  it.each([
    ['of the same vendor and number under another id, written otherwise', [['ap-2026-004417', 'other'], ['MF-88213', 'mf-88213 '], ['1130.00', '1131.00'], ['1000.00', '1001.00']], 'suspected_duplicate'],
    ['of the same vendor and amount five days later', [['ap-2026-004417', 'other'], ['MF-88213', 'MF-9'], ['2026-10-20', '2026-10-25']], 'suspected_duplicate'],
    ['for a subsidiary that is not the source\'s', [['Larkspur Audio Canada', 'Larkspur Group']], 'subsidiary_not_the_sources'],
    ['whose lines do not make its total', [['"amount": "130.00"', '"amount": "131.00"']], 'totals_differ'],
    ['of a vendor that NetSuite does not have', [['Maple Freight', 'Nobody']], 'reference_not_found'],
  ] as const)('%s is not posted', (_what, edits, code) => {
    apart(() => {
      if (code === 'suspected_duplicate') sendAll('canonical-bill.json');
      const answer = send({ source: 'canonical', documentType: 'vendorbill', idempotencyKey: 'second', text: sample('canonical/samples/vendorbill.json', ...edits) });
      expect(answer).toMatchObject({ outcome: 'needs_review', problem: { code } });
    })();
  });

  it('of the same vendor and amount six days later is posted', apart(() => {
    sendAll('canonical-bill.json');
    const text = sample('canonical/samples/vendorbill.json', ['ap-2026-004417', 'other'], ['MF-88213', 'MF-9'], ['2026-10-20', '2026-10-26']);
    expect(send({ source: 'canonical', documentType: 'vendorbill', idempotencyKey: 'later', text })).toMatchObject({ outcome: 'applied' });
  }));
});
