import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedAccount } from './support';
import type { Account, Answer } from './support';

const MAPS = join(__dirname, '..', '..', 'src', 'maps');
const QUARTER_HOUR = 15 * 60_000;

const opened = sharedAccount();

function sample(source: string, name: string): string {
  return readFileSync(join(MAPS, source, 'samples', `${name}.json`), 'utf8');
}

/** Sends a shipped sample, changed as text; a text that is not there fails the test. */
function sender(account: Account): (source: string, documentType: string, name: string, ...edits: readonly (readonly [find: string, replace: string])[]) => Promise<Answer> {
  let calls = 0;
  return (source, documentType, name, ...edits) => {
    calls += 1;
    const text = edits.reduce((before, [find, replace]) => {
      if (!before.includes(find)) throw new Error(`${name} has no ${find}`);
      return before.split(find).join(replace);
    }, sample(source, name));
    return account.post({ contract: '1', source, documentType, idempotencyKey: `ledger-${String(calls)}`, documentText: text });
  };
}

function outcomeOf({ body }: Answer): unknown {
  return [body['outcome'], (body['problem'] as { readonly code: string } | null)?.code ?? null];
}

function recordOf({ emulator }: Account, { body }: Answer): ReturnType<Account['emulator']['readRecord']> {
  const { recordType, internalId } = body['result'] as { readonly recordType: string; readonly internalId: number };
  return emulator.readRecord(recordType, internalId);
}

/** Debits less credits of all that was posted; an account's books are wrong where it is not zero. */
function trialBalance({ emulator }: Account): number {
  return Number(emulator.query('SELECT SUM(amount) AS total FROM transactionaccountingline')[0]?.['total'] ?? 0);
}

function closePeriod({ emulator }: Account, name: string, values: Readonly<Record<string, boolean>>): void {
  const [row] = emulator.query('SELECT id FROM accountingperiod WHERE periodname = ?', [name]);
  const reply = emulator.saveAs({ type: 'accountingperiod', id: Number(row?.['id']), values, actor: emulator.administratorActor(), context: 'USERINTERFACE' });
  if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
}

describe('a refund', () => {
  it('becomes a credit memo of the customer and in the currency of its order, and its money a refund that settles the memo', async () => {
    const account = opened();
    const send = sender(account);
    const order = await send('shopify', 'order', 'order');
    const refund = await send('shopify', 'refund', 'refund');
    const repayment = await send('shopify', 'repayment', 'repayment');
    expect([order, refund, repayment].map(outcomeOf)).toEqual([['applied', null], ['applied', null], ['applied', null]]);
    const memo = recordOf(account, refund).values;
    expect(memo).toMatchObject({ entity: recordOf(account, order).values['entity'], currency: recordOf(account, order).values['currency'], custbody_dkt_operation: refund.body['operationId'] });
    expect(recordOf(account, repayment).values).toMatchObject({ total: memo['total'] });
    expect(recordOf(account, refund).values).toMatchObject({ unapplied: 0 });
    expect(trialBalance(account)).toBeCloseTo(0, 6);
  });

  it('waits for its order, and the money for the refund; both are applied once the order has come', async () => {
    const account = opened();
    const send = sender(account);
    const repayment = await send('shopify', 'repayment', 'repayment');
    const refund = await send('shopify', 'refund', 'refund');
    expect([repayment, refund].map(outcomeOf)).toEqual([['parked', 'waits_for_document'], ['parked', 'waits_for_document']]);
    expect(outcomeOf(await send('shopify', 'order', 'order'))).toEqual(['applied', null]);
    // The refund is applied by one sweep, the money that waits for it by that or the next.
    for (let tick = 0; tick < 2; tick += 1) account.emulator.advanceTime(QUARTER_HOUR);
    for (const { body } of [refund, repayment]) {
      expect((await account.get(`operationId=${String(body['operationId'])}`)).body).toMatchObject({ outcome: 'applied' });
    }
    expect(trialBalance(account)).toBeCloseTo(0, 6);
  });

  it('whose parts do not make what was paid back is posted nowhere', async () => {
    const account = opened();
    const send = sender(account);
    await send('shopify', 'order', 'order');
    const [transaction] = (JSON.parse(sample('shopify', 'refund')) as { readonly transactions: readonly { readonly amount: string }[] }).transactions;
    const answer = await send('shopify', 'refund', 'refund', [`"amount": "${String(transaction?.amount)}"`, '"amount": "1.00"']);
    expect(outcomeOf(answer)).toEqual(['needs_review', 'totals_differ']);
    expect(account.emulator.query("SELECT id FROM transaction WHERE type = 'CustCred'")).toEqual([]);
  });
});

describe('an invoice and its charge', () => {
  it('a charge that came first is parked for its invoice, and pays it in the sweep', async () => {
    const account = opened();
    const send = sender(account);
    const charge = await send('stripe', 'charge', 'charge');
    expect(outcomeOf(charge)).toEqual(['parked', 'waits_for_document']);
    const invoice = await send('stripe', 'invoice', 'invoice');
    expect(outcomeOf(invoice)).toEqual(['applied', null]);
    account.emulator.advanceTime(QUARTER_HOUR * 2);
    const paid = (await account.get(`operationId=${String(charge.body['operationId'])}`)).body;
    expect(paid).toMatchObject({ outcome: 'applied', result: { recordType: 'customerpayment' } });
    expect(recordOf(account, invoice).values).toMatchObject({ amountremaining: 0 });
    expect(account.emulator.readRecord('customerpayment', (paid['result'] as { readonly internalId: number }).internalId).values).toMatchObject({ custbody_dkt_operation: charge.body['operationId'], unapplied: 0 });
    expect(trialBalance(account)).toBeCloseTo(0, 6);
  });

  it('a draft is refused, and so is a charge that was not captured', async () => {
    const account = opened();
    const send = sender(account);
    expect(outcomeOf(await send('stripe', 'invoice', 'invoice', ['"status": "open"', '"status": "draft"']))).toEqual(['refused', 'refused_by_rule']);
    expect(outcomeOf(await send('stripe', 'charge', 'charge', ['"captured": true', '"captured": false']))).toEqual(['refused', 'refused_by_rule']);
    expect(account.emulator.query('SELECT id FROM transaction')).toEqual([]);
  });

  it('a void of the invoice voids it once', async () => {
    const account = opened();
    const send = sender(account);
    const id = (JSON.parse(sample('stripe', 'invoice')) as { readonly id: string }).id;
    const invoice = await send('stripe', 'invoice', 'invoice');
    const voided: readonly [string, string] = ['"status": "open"', '"status": "void"'];
    const first = await send('stripe', 'invoice', 'invoice', voided);
    expect([id, outcomeOf(first)]).toEqual([id, ['applied', null]]);
    expect(account.emulator.query('SELECT t.voided AS voided FROM transaction t WHERE t.id = ?', [(invoice.body['result'] as { readonly internalId: number }).internalId])).toEqual([{ voided: 'T' }]);
    expect(outcomeOf(await send('stripe', 'invoice', 'invoice', voided, ['"description": ', '"Description": ']))).toEqual(['unchanged', null]);
    expect(trialBalance(account)).toBeCloseTo(0, 6);
  });

  it('a void whose answer was lost is proven by the voided state and not made again', async () => {
    const account = opened();
    const send = sender(account);
    await send('stripe', 'invoice', 'invoice');
    let voids = 0;
    const remove = account.emulator.onCall(({ member }) => {
      if (member !== 'N/transaction.void') return undefined;
      voids += 1;
      return { kind: 'kill-after' };
    });
    await send('stripe', 'invoice', 'invoice', ['"status": "open"', '"status": "void"']).catch(() => undefined);
    account.emulator.advanceTime(QUARTER_HOUR * 3);
    remove();
    expect(voids).toBe(1);
    expect(account.emulator.query("SELECT o.custrecord_dkt_op_state AS state FROM customrecord_dkt_operation o WHERE o.custrecord_dkt_op_doctype = 'invoice' ORDER BY o.id")).toEqual([{ state: 'applied' }, { state: 'applied' }]);
  });

  it('what is settled already cannot be settled again', async () => {
    const account = opened();
    const send = sender(account);
    await send('stripe', 'invoice', 'invoice');
    await send('stripe', 'charge', 'charge');
    const { id: first } = JSON.parse(sample('stripe', 'charge')) as { readonly id: string };
    const again = await send('stripe', 'charge', 'charge', [first, `${first}x`]);
    expect(again.body).toMatchObject({ outcome: 'needs_review', result: null });
    expect(account.emulator.query("SELECT id FROM transaction WHERE type = 'CustPymt'")).toHaveLength(1);
  });
});

describe('a closed period', () => {
  it('parks a payout until it is open again, and then it posts', async () => {
    const account = opened();
    const send = sender(account);
    closePeriod(account, 'Oct 2026', { closed: true });
    const payout = await send('stripe', 'payout', 'payout');
    expect(payout.body).toMatchObject({ outcome: 'parked', waitsFor: 'period Oct 2026', problem: { code: 'period_closed', class: 'period' } });
    account.emulator.advanceTime(QUARTER_HOUR * 2);
    expect(account.emulator.query('SELECT id FROM transaction')).toEqual([]);
    closePeriod(account, 'Oct 2026', { closed: false });
    account.emulator.advanceTime(QUARTER_HOUR * 2);
    expect((await account.get(`operationId=${String(payout.body['operationId'])}`)).body).toMatchObject({ outcome: 'applied', result: { recordType: 'journalentry' } });
    expect(trialBalance(account)).toBeCloseTo(0, 6);
  });

  it('is kept by the sweep too, which may post into a locked one', async () => {
    const account = opened();
    const send = sender(account);
    closePeriod(account, 'Oct 2026', { alllocked: true });
    const payout = await send('stripe', 'payout', 'payout');
    for (let tick = 0; tick < 3; tick += 1) account.emulator.advanceTime(QUARTER_HOUR + 1000);
    expect((await account.get(`operationId=${String(payout.body['operationId'])}`)).body).toMatchObject({ outcome: 'parked', problem: { code: 'period_closed' } });
    expect(account.emulator.query('SELECT id FROM transaction')).toEqual([]);
  });

  it('sends a bill to a person', async () => {
    const account = opened();
    closePeriod(account, 'Oct 2026', { aplocked: true });
    const bill = await sender(account)('canonical', 'vendorbill', 'vendorbill');
    expect(outcomeOf(bill)).toEqual(['needs_review', 'period_closed']);
  });

  it('of receivables alone does not stop a bill', async () => {
    const account = opened();
    closePeriod(account, 'Oct 2026', { arlocked: true });
    expect(outcomeOf(await sender(account)('canonical', 'vendorbill', 'vendorbill'))).toEqual(['applied', null]);
  });

  it('moves a refund to the first open day where its decision says so, and the verdict says why', async () => {
    const account = opened();
    const send = sender(account);
    await send('shopify', 'order', 'order');
    closePeriod(account, 'Oct 2026', { closed: true });
    const refund = await send('shopify', 'refund', 'refund');
    expect(outcomeOf(refund)).toEqual(['applied', null]);
    expect(recordOf(account, refund).values).toMatchObject({ trandate: '2026-11-01' });
    const verdicts = refund.body['verdicts'] as readonly { readonly field: string; readonly note?: string }[];
    expect(verdicts.find(({ field }) => field === 'trandate')?.note).toMatch(/^moved from 2026-10-\d\d: the period Oct 2026 is closed; decision D-0033/);
  });

  it('is foreseen by validate', async () => {
    const account = opened();
    closePeriod(account, 'Oct 2026', { closed: true });
    const body = { contract: '1', source: 'stripe', documentType: 'payout', idempotencyKey: 'x', documentText: sample('stripe', 'payout') };
    const path = '/app/site/hosting/restlet.nl?script=customscript_dkt_inbound_rl&deploy=customdeploy_dkt_inbound_rl';
    const reply = await account.client.call({ method: 'PUT', path, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    expect(reply.json()).toMatchObject({ outcome: 'parked', problem: { code: 'period_closed' } });
  });

  it('a date without any period goes to a person', async () => {
    const account = opened();
    const bill = await sender(account)('canonical', 'vendorbill', 'vendorbill', ['"trandate": "2026-10-20"', '"trandate": "1999-10-20"']);
    expect(outcomeOf(bill)).toEqual(['needs_review', 'period_missing']);
  });
});

describe('a payout', () => {
  it('is a journal that balances, debits the bank with the payout and names the operation', async () => {
    const account = opened();
    const payout = await sender(account)('stripe', 'payout', 'payout');
    expect(outcomeOf(payout)).toEqual(['applied', null]);
    const { values, sublists } = recordOf(account, payout);
    const lines = sublists['line'] ?? [];
    const sum = (column: string) => lines.reduce((total, line) => total + Number(line[column] ?? 0), 0);
    expect(sum('debit')).toBeCloseTo(sum('credit'), 6);
    expect(lines.length).toBeGreaterThan(2);
    expect(values['custbody_dkt_operation']).toBe(payout.body['operationId']);
  });
});

describe('what an order is followed by', () => {
  it('a fulfilment ships the lines it names, and leaves the others to be shipped', async () => {
    const account = opened();
    const send = sender(account);
    await send('shopify', 'order', 'order');
    const { item } = JSON.parse(sample('canonical', 'fulfillment')) as { readonly item: readonly unknown[] };
    const shipped = await send('canonical', 'fulfillment', 'fulfillment');
    expect(outcomeOf(shipped)).toEqual(['applied', null]);
    const { sublists, values } = recordOf(account, shipped);
    expect(sublists['item']).toHaveLength(item.length);
    expect(values['custbody_dkt_operation']).toBe(shipped.body['operationId']);
  });

  it('a copied stamp is replaced by the operation that made the record, and cleared on what a person makes', async () => {
    const account = opened();
    const send = sender(account);
    const order = await send('shopify', 'order', 'order');
    await send('canonical', 'fulfillment', 'fulfillment');
    const { emulator } = account;
    const values = recordOf(account, order).values;
    const reply = emulator.saveAs({
      type: 'invoice', actor: emulator.administratorActor(), context: 'USERINTERFACE',
      values: { entity: values['entity'] ?? null, custbody_dkt_operation: String(order.body['operationId']) },
      sublists: { item: [{ item: Number(emulator.query("SELECT id FROM item WHERE itemid = 'SHOPIFY-SHIPPING'")[0]?.['id']), quantity: 1, rate: 5 }] },
    });
    if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
    expect(emulator.readRecord('invoice', reply.id).values['custbody_dkt_operation'] ?? '').toBe('');
  });
});

describe('a document that says another currency', () => {
  it('than the invoice it pays is posted nowhere', async () => {
    const account = opened();
    const send = sender(account);
    await send('stripe', 'invoice', 'invoice', ['"cus_QXg1o8vcGmoR32"', '"cus_RbT4maple77Dq2"'], ['"usd"', '"cad"']);
    const charge = await send('stripe', 'charge', 'charge');
    expect(charge.body).toMatchObject({ outcome: 'needs_review', result: null, problem: { code: 'currency_differs', errors: [] } });
    expect(account.emulator.query("SELECT id FROM transaction WHERE type = 'CustPymt'")).toEqual([]);
  });

  it('than the order it bills is posted nowhere', async () => {
    const account = opened();
    const send = sender(account);
    await send('shopify', 'order', 'order');
    await send('canonical', 'fulfillment', 'fulfillment');
    const bill = await send('canonical', 'invoice', 'invoice', ['"currency": "USD"', '"currency": "CAD"']);
    expect(bill.body).toMatchObject({ outcome: 'needs_review', result: null, problem: { code: 'currency_differs' } });
    expect(account.emulator.query("SELECT id FROM transaction WHERE type = 'CustInvc'")).toEqual([]);
  });
});

describe('a posting', () => {
  it('carries the period of its date, as its verdict says', async () => {
    const account = opened();
    const payout = await sender(account)('stripe', 'payout', 'payout');
    const [period] = account.emulator.query("SELECT id FROM accountingperiod WHERE periodname = 'Oct 2026'");
    expect(recordOf(account, payout).values).toMatchObject({ postingperiod: period?.['id'] });
    expect(payout.body['verdicts']).toContainEqual(expect.objectContaining({ field: 'postingperiod', verdict: 'apply', decision: 'D-0033' }));
  });

  it('that NetSuite puts into another period stands, and a person is told', async () => {
    const account = opened();
    const { emulator } = account;
    const send = sender(account);
    const [november] = emulator.query("SELECT id FROM accountingperiod WHERE periodname = 'Nov 2026'");
    const remove = emulator.onCall(({ member }) => {
      if (member !== 'N/search.lookupFields') return undefined;
      emulator.setPreference('accountingpreferences', 'DATEPERIODMISMATCH', 'ALLOW');
      const [row] = emulator.query("SELECT id FROM transaction WHERE type = 'Journal'");
      if (row !== undefined) emulator.saveAs({ type: 'journalentry', id: Number(row['id']), values: { postingperiod: Number(november?.['id']) }, actor: emulator.administratorActor(), context: 'WORKFLOW' });
      return undefined;
    });
    const payout = await send('stripe', 'payout', 'payout');
    remove();
    expect(payout.body).toMatchObject({ outcome: 'applied', problem: { code: 'saved_elsewhere' } });
  });
});

describe('a subsidiary', () => {
  it('of the party that is not of the source is refused to it before anything is saved', async () => {
    const account = opened();
    const { emulator } = account;
    const [customer] = emulator.query("SELECT c.id AS id FROM customer c INNER JOIN subsidiary s ON s.id = c.subsidiary WHERE s.name = 'Larkspur Audio Canada'");
    const [entry] = emulator.query("SELECT v.id AS id FROM customrecord_dkt_value_map v WHERE v.custrecord_dkt_vm_value = 'cus_QXg1o8vcGmoR32'");
    const id = customer === undefined ? emulator.createRecord({ type: 'customer', values: { isperson: 'F', companyname: 'North', subsidiary: Number(emulator.query("SELECT id FROM subsidiary WHERE name = 'Larkspur Audio Canada'")[0]?.['id']) } }) : Number(customer['id']);
    emulator.saveAs({ type: 'customrecord_dkt_value_map', id: Number(entry?.['id']), values: { custrecord_dkt_vm_target_id: id }, actor: emulator.administratorActor(), context: 'USERINTERFACE' });
    const invoice = await sender(account)('stripe', 'invoice', 'invoice');
    expect(invoice.body).toMatchObject({ outcome: 'needs_review', result: null, problem: { code: 'subsidiary_not_the_sources' } });
    expect(emulator.query('SELECT id FROM transaction')).toEqual([]);
  });

  it('that is not of the source is refused to it', async () => {
    const account = opened();
    const { emulator } = account;
    const [group] = emulator.query("SELECT id, name FROM subsidiary WHERE name = 'Larkspur Group'");
    expect(group).toBeDefined();
    const bill = await sender(account)('canonical', 'vendorbill', 'vendorbill', ['"Larkspur Audio Canada"', '"Larkspur Group"']);
    expect(outcomeOf(bill)).toEqual(['needs_review', 'subsidiary_not_the_sources']);
    expect(emulator.query('SELECT id FROM transaction')).toEqual([]);
  });
});

describe('amounts in base currency', () => {
  it('stand on the operation once the record is saved, at the rate that the record has', async () => {
    const account = opened();
    const invoice = await sender(account)('stripe', 'invoice', 'invoice', ['"cus_QXg1o8vcGmoR32"', '"cus_RbT4maple77Dq2"'], ['"usd"', '"cad"']);
    expect(outcomeOf(invoice)).toEqual(['applied', null]);
    const { exchangerate, total } = recordOf(account, invoice).values;
    const [row] = account.emulator.query(
      'SELECT o.custrecord_dkt_op_amount AS amount, o.custrecord_dkt_op_currency AS currency, o.custrecord_dkt_op_base_amount AS base FROM customrecord_dkt_operation o WHERE o.externalid = ?',
      [String(invoice.body['operationId'])],
    );
    expect([exchangerate, total, row]).toEqual([0.73, 534.66, { amount: 534.66, currency: 'cad', base: 390.3 }]);
  });
});
