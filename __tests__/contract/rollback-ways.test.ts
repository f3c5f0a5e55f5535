import type { TakeBackOrder, TakenBack } from '../../src/application/rollback/rollback-ports';
import type { TargetRecord } from '../../src/domain/outcome';
import type { AppliedEffect } from '../../src/domain/rollback/applied-effect';
import type { StandingRecord } from '../../src/domain/rollback/subject';
import type { WayBack } from '../../src/domain/rollback/way-back';
import { sha256 } from '../support/builders';
import { Documents, EARLIER, MADE, PERIOD } from './support/documents';
import { settledOperation } from './support/rollback-contract';
import { openAccount } from './support/subject';
import type { AccountSubject, ContractAccount } from './support/subject';

/** Rungs of the ladder against what may stand in them, on gateways in the built account; the books balance after each. */
const BACK = sha256('takes it back');

let account: ContractAccount;
let subject: AccountSubject;
let documents: Documents;

beforeAll(async () => {
  account = await openAccount();
}, 60_000);
afterAll(() => { account.close(); });
beforeEach(() => {
  subject = account.open('administrator');
  documents = new Documents(account, subject);
});
afterEach(() => { subject.close(); });

const order = ({ recordType, internalId }: Pick<TargetRecord, 'recordType' | 'internalId'>, way: WayBack): TakeBackOrder => ({ operationId: BACK, record: { recordType, internalId }, way });

function take(asked: TakeBackOrder): TakenBack {
  const taken = subject.ports.rollbackLedger.takeBack(asked);
  const units = subject.lastUnits();
  expect(units).toBeLessThanOrEqual(subject.ports.rollbackLedger.unitsToTakeBack(asked));
  return taken;
}

describe('a way that nothing stands in', () => {
  it.each<readonly [string, () => TargetRecord, WayBack, string]>([
    ['an invoice is voided', () => documents.invoice(), { kind: 'void' }, 'invoice'],
    ['a credit memo is voided', () => documents.sale('creditmemo'), { kind: 'void' }, 'creditmemo'],
    ['an unapplied payment is voided', () => documents.unappliedPayment(), { kind: 'void' }, 'customerpayment'],
    ['a payment that settles an invoice is voided', () => documents.paymentOf(documents.invoice()), { kind: 'void' }, 'customerpayment'],
    ['a bill is voided', () => documents.bill(), { kind: 'void' }, 'vendorbill'],
    ['a journal is voided', () => documents.journal(), { kind: 'void' }, 'journalentry'],
    ['an invoice is credited', () => documents.invoice(), { kind: 'credit_memo', period: PERIOD }, 'creditmemo'],
    ['an unapplied payment is refunded', () => documents.unappliedPayment(), { kind: 'refund', period: PERIOD }, 'customerrefund'],
    ['an invoice is reversed by a journal', () => documents.invoice(), { kind: 'reversing_journal', period: PERIOD }, 'journalentry'],
    ['a credit memo is reversed by a journal', () => documents.sale('creditmemo'), { kind: 'reversing_journal', period: PERIOD }, 'journalentry'],
    ['a payment is reversed by a journal', () => documents.paymentOf(documents.invoice()), { kind: 'reversing_journal', period: PERIOD }, 'journalentry'],
    ['a bill is reversed by a journal', () => documents.bill(), { kind: 'reversing_journal', period: PERIOD }, 'journalentry'],
    ['a journal is reversed by a journal', () => documents.journal(), { kind: 'reversing_journal', period: PERIOD }, 'journalentry'],
    ['an invoice is deleted', () => documents.invoice(), { kind: 'delete' }, 'invoice'],
    ['an unapplied payment is deleted', () => documents.unappliedPayment(), { kind: 'delete' }, 'customerpayment'],
  ])('%s, and the books stand as before it was made; it is done once', (_name, seed, way, endsOn) => {
    const target = seed();
    const expected = documents.booksWithout(target);
    const taken = take(order(target, way));
    expect(taken).toMatchObject({ kind: 'taken_back', target: { recordType: endsOn } });
    const after = documents.books();
    expect(after).toMatchObject({ whole: 0, accounts: expected });
    expect(Object.keys(after.accounts)).toHaveLength(Object.keys(expected).length);
    const again = subject.ports.rollbackLedger.takeBack(order(target, way));
    expect(['taken_back', 'unknown', 'refused']).toContain(again.kind);
    expect(subject.ports.rollbackLedger.probe(order(target, way))).toEqual(taken);
    expect(documents.books()).toEqual(after);
  });

  it('what is made against a record carries a name of its own, the stamp of its operation and its period', () => {
    const target = documents.invoice(EARLIER.date);
    const taken = take(order(target, { kind: 'credit_memo', period: PERIOD }));
    const memo = taken.kind === 'taken_back' ? taken.target : undefined;
    expect(memo).toMatchObject({ recordType: 'creditmemo', externalId: `docket_reversal_${BACK}` });
    expect(subject.ports.ledger.readBack('creditmemo', memo?.internalId ?? 0, [])).toMatchObject({ stamp: BACK, postingPeriod: documents.periodId(PERIOD.name) });
  });

  it('a refund is voided by a journal, whatever the state of its own period', () => {
    documents.voidByJournals();
    const refund = documents.refundOf(documents.sale('creditmemo', { day: EARLIER.date }), EARLIER.date);
    documents.closePeriod(EARLIER.name);
    const before = documents.books().periods;
    const taken = take(order(refund, { kind: 'void_by_journal', period: PERIOD }));
    expect(taken).toMatchObject({ kind: 'taken_back', target: { recordType: 'customerrefund', internalId: refund.internalId }, effect: { verb: 'void', journal: expect.any(Number) as number } });
    const { periods, whole } = documents.books();
    expect(whole).toBe(0);
    expect(Object.entries(periods).filter(([name]) => name.startsWith(EARLIER.name))).toEqual(Object.entries(before).filter(([name]) => name.startsWith(EARLIER.name)));
    expect(subject.ports.rollbackLedger.probe(order(refund, { kind: 'void_by_journal', period: PERIOD }))).toEqual(taken);
  });
});

describe('a way that something stands in', () => {
  const gone = (recordType: string): TargetRecord => ({ recordType, internalId: 999_999, externalId: '', documentNumber: '' });
  const settled = () => { const paid = documents.invoice(); documents.paymentOf(paid); return paid; };
  const billed = () => { const sold = documents.sale('salesorder'); documents.invoiceOf(sold); return sold; };
  const earlier = (seed: (day: string) => TargetRecord) => () => { const target = seed(EARLIER.date); documents.closePeriod(EARLIER.name); return target; };
  const locked = () => { const target = documents.invoice(EARLIER.date); documents.setPeriod(EARLIER.name, { arlocked: true }); return target; };

  it.each<readonly [string, () => TargetRecord, WayBack, string, readonly string[]]>([
    ['void', () => gone('invoice'), { kind: 'void' }, 'RCRD_DSNT_EXIST', ['record_gone']],
    ['void of what is paid', settled, { kind: 'void' }, 'CANT_VOID_TRANS', ['linked']],
    ['void of what is billed', billed, { kind: 'void' }, 'CANT_VOID_TRANS', ['linked']],
    ['void in a closed period', earlier((day) => documents.invoice(day)), { kind: 'void' }, 'DOCKET_PERIOD_CLOSED', ['period_closed']],
    ['void in a locked period, which would not stop an administrator', locked, { kind: 'void' }, 'DOCKET_PERIOD_LOCKED', ['period_locked']],
    ['void of an invoice while voids are made by journals', () => { documents.voidByJournals(); return documents.invoice(); }, { kind: 'void' }, 'INVALID_RCRD_TYPE', ['voids_by_journal']],
    ['void by a journal without an open period', () => { documents.voidByJournals(); const refund = documents.refundOf(documents.sale('creditmemo')); documents.closePeriod(PERIOD.name); return refund; }, { kind: 'void_by_journal', period: PERIOD }, 'DOCKET_PERIOD_NOT_OPEN', ['no_open_period']],
    ['credit memo of what is gone', () => gone('invoice'), { kind: 'credit_memo', period: PERIOD }, 'RCRD_DSNT_EXIST', ['record_gone']],
    ['credit memo in a closed period', () => { const target = documents.invoice(); documents.closePeriod(PERIOD.name); return target; }, { kind: 'credit_memo', period: PERIOD }, 'DOCKET_PERIOD_NOT_OPEN', ['no_open_period']],
    ['credit memo in a period of which only closed is set', () => { const target = documents.invoice(); documents.setPeriod(PERIOD.name, { closed: true }); return target; }, { kind: 'credit_memo', period: PERIOD }, 'DOCKET_PERIOD_NOT_OPEN', ['no_open_period']],
    ['credit memo in a period of which only alllocked is set', () => { const target = documents.invoice(); documents.setPeriod(PERIOD.name, { alllocked: true }); return target; }, { kind: 'credit_memo', period: PERIOD }, 'DOCKET_PERIOD_NOT_OPEN', ['no_open_period']],
    ['credit memo in a period of which only arlocked is set', () => { const target = documents.invoice(); documents.setPeriod(PERIOD.name, { arlocked: true }); return target; }, { kind: 'credit_memo', period: PERIOD }, 'DOCKET_PERIOD_NOT_OPEN', ['no_open_period']],
    ['credit memo in a period of which only aplocked is set', () => { const target = documents.invoice(); documents.setPeriod(PERIOD.name, { aplocked: true }); return target; }, { kind: 'credit_memo', period: PERIOD }, 'DOCKET_PERIOD_NOT_OPEN', ['no_open_period']],
    ['credit memo in a period that there is not', () => documents.invoice(), { kind: 'credit_memo', period: { name: 'Nov 1999', date: '1999-11-01' } }, 'DOCKET_PERIOD_NOT_OPEN', ['no_open_period']],
    ['refund of what settles', () => documents.paymentOf(documents.invoice()), { kind: 'refund', period: PERIOD }, 'DOCKET_APPLY_LINE_MISSING', ['linked']],
    ['refund in a closed period', () => { const target = documents.unappliedPayment(); documents.closePeriod(PERIOD.name); return target; }, { kind: 'refund', period: PERIOD }, 'DOCKET_PERIOD_NOT_OPEN', ['no_open_period']],
    ['journal against what posts nothing', () => documents.sale('salesorder'), { kind: 'reversing_journal', period: PERIOD }, 'DOCKET_NOT_REVERSIBLE', ['way_unavailable']],
    ['journal against what realized an exchange gain', () => documents.paymentWithExchangeGain(), { kind: 'reversing_journal', period: PERIOD }, 'DOCKET_NOT_REVERSIBLE', ['way_unavailable']],
    ['journal in a closed period', () => { const target = documents.journal(); documents.closePeriod(PERIOD.name); return target; }, { kind: 'reversing_journal', period: PERIOD }, 'DOCKET_PERIOD_NOT_OPEN', ['no_open_period']],
    ['deletion of what is billed', billed, { kind: 'delete' }, 'CANT_DELETE_TRANS', ['linked']],
    ['deletion of a customer with documents', () => { documents.sale('salesorder'); return { ...gone('customer'), internalId: documents.customer }; }, { kind: 'delete' }, 'CANT_DELETE_CUSTOMER', ['linked']],
    ['deletion in a closed period', earlier((day) => documents.journal(day)), { kind: 'delete' }, 'DOCKET_PERIOD_CLOSED', ['period_closed']],
    ['restoring in a closed period', earlier((day) => documents.invoice(day)), { kind: 'restore', fields: [{ target: 'memo', from: '', to: 'text:x' }], removedLines: [] }, 'DOCKET_PERIOD_CLOSED', ['period_closed']],
    ['closing of what is gone', () => gone('salesorder'), { kind: 'close' }, 'RCRD_DSNT_EXIST', ['record_gone']],
    ['inactivation of what is gone', () => gone('customer'), { kind: 'inactivate' }, 'RCRD_DSNT_EXIST', ['record_gone']],
    ['any way of a type that Docket does not write', () => gone('purchaseorder'), { kind: 'void' }, 'DOCKET_NOT_REVERSIBLE', ['way_unavailable']],
  ])('%s comes to nothing, and says what', (_name, seed, way, name, blockers) => {
    const target = seed();
    const before = documents.books();
    const taken = take(order(target, way));
    expect(taken).toMatchObject({ error: { name }, blockers });
    expect(['refused', 'unknown']).toContain(taken.kind);
    expect(subject.ports.rollbackLedger.probe(order(target, way))).toEqual({ kind: 'not_taken_back' });
    expect(documents.books()).toEqual(before);
  });

  it.each<readonly [string, WayBack]>([['restored', { kind: 'restore', fields: [{ target: 'memo', from: 'text:VOID', to: 'text:x' }], removedLines: [] }]])('what is void is not %s', (_name, way) => {
    const target = documents.invoice();
    take({ ...order(target, { kind: 'void' }), operationId: sha256('voids it') });
    expect(take(order(target, way))).toMatchObject({ error: { name: 'CANT_MODIFY_VOID_TRANS' }, blockers: ['record_void'] });
    expect(subject.ports.rollbackLedger.probe(order(target, way))).toEqual({ kind: 'not_taken_back' });
  });

  it('what is void is void for any operation: a void leaves no stamp', () => {
    const target = documents.invoice();
    take({ ...order(target, { kind: 'void' }), operationId: sha256('voids it') });
    expect(take(order(target, { kind: 'void' }))).toMatchObject({ kind: 'unknown', blockers: ['record_void'] });
    expect(subject.ports.rollbackLedger.probe(order(target, { kind: 'void' }))).toMatchObject({ kind: 'taken_back' });
  });
});

describe('what stands of a record', () => {
  /** The record of an operation that made it, as the facts tell it. */
  const standing = (target: TargetRecord, effect: AppliedEffect = { verb: 'create', fields: [], lines: [] }): StandingRecord => {
    const now = factsOf(target, effect)?.now;
    if (now?.kind !== 'standing') throw new Error(JSON.stringify(now));
    return now;
  };
  let asked = 0;
  const factsOf = (target: TargetRecord, effect: AppliedEffect) => subject.ports.rollbackFacts.subjects([settledOperation(subject, `asked ${String(asked += 1)}`, { target, effect })])[0];

  it('what it posts, by account, in its period, and where that period stands', () => {
    expect(standing(documents.invoice()).posting).toEqual({
      period: PERIOD.name, state: 'open', lines: [{ account: expect.any(Number) as number, accountName: '1100 Accounts Receivable', amount: '80' }, { account: expect.any(Number) as number, accountName: '4000 Sales', amount: '-80' }],
    });
    const sold = standing(documents.sale('salesorder'));
    expect(sold).toMatchObject({ stamp: MADE, closed: false });
    expect(sold.posting).toBeUndefined();
  });

  it.each([[{ closed: true, alllocked: true, arlocked: true, aplocked: true }, 'closed'], [{ arlocked: true }, 'locked'], [{ aplocked: true }, 'open'], [{ alllocked: true, arlocked: true, aplocked: true }, 'locked']])('an invoice\'s period that is %j is %s to it', (values, state) => {
    const target = documents.invoice(EARLIER.date);
    documents.setPeriod(EARLIER.name, values);
    expect(standing(target).posting?.state).toBe(state);
  });

  it('what bills, ships or settles it, as long as that is not void', () => {
    const sold = documents.sale('salesorder');
    const bill = documents.invoiceOf(sold);
    const payment = documents.paymentOf(bill);
    expect(standing(sold).links).toEqual([{ kind: 'follows', recordType: 'invoice', internalId: bill.internalId, documentNumber: expect.stringMatching(/\d/) as string }]);
    expect(standing(bill).links).toMatchObject([{ kind: 'follows', recordType: 'customerpayment', internalId: payment.internalId }]);
    expect([standing(bill).settles, standing(payment).settles]).toEqual([false, true]);
    take(order(payment, { kind: 'void' }));
    expect([standing(bill).links, standing(payment).settles, standing(payment).voided]).toEqual([[], false, true]);
    take(order(bill, { kind: 'void' }));
    expect(standing(sold).links).toEqual([]);
    expect(take({ ...order(sold, { kind: 'void' }) })).toMatchObject({ kind: 'taken_back' });
  });

  it('the documents of a customer', () => {
    const sold = documents.sale('salesorder');
    expect(standing({ ...sold, recordType: 'customer', internalId: documents.customer }).links).toContainEqual(expect.objectContaining({ kind: 'refers', recordType: 'salesorder', internalId: sold.internalId }));
  });

  it.each(['invoice', 'creditmemo', 'salesorder'])('%s: it moves stock where it posts goods that are kept in stock, and nothing else ships them', (recordType) => {
    const item = documents.id('SELECT id FROM item WHERE itemtype = ? ORDER BY id', 'InvtPart');
    expect(standing(documents.sale(recordType)).movesStock).toBe(false);
    expect(standing({ ...documents.sale(recordType, { item, externalId: 'goods' }), externalId: '' }).movesStock).toBe(recordType !== 'salesorder');
  });

  it('who changed a field since, from the account\'s notes, and that our own operations did not', () => {
    const target = documents.invoice();
    const field = { target: 'memo', before: 'text:old', written: 'text:ours', group: '' };
    const update: AppliedEffect = { verb: 'update', fields: [field], lines: [] };
    take(order(target, { kind: 'restore', fields: [{ target: 'memo', from: '', to: 'text:ours' }], removedLines: [] }));
    expect(standing(target, update).lastWriters.every(({ operationId }) => operationId === BACK)).toBe(true);
    account.emulator.passTime(2000);
    documents.byHand('invoice', target.internalId, { memo: 'theirs' });
    const writer = standing(target, update).lastWriters.find((each) => each.target === 'memo');
    expect(writer).toMatchObject({ by: expect.stringMatching(/^user -?\d+ as role 3 in UIF$/) as string, operationId: '' });
    expect(Math.abs((writer?.atMs ?? 0) - account.emulator.nowMs())).toBeLessThan(5000);
  });

  it('the pages, which show the plan that is asked for, are told the same', () => {
    const paid = documents.invoice();
    documents.paymentOf(paid);
    documents.byHand('invoice', paid.internalId, { memo: 'theirs' });
    const [customer, made] = [documents.sale('salesorder'), { verb: 'create', fields: [], lines: [] } as const];
    const operations = [
      settledOperation(subject, 'updated', { target: paid, effect: { verb: 'update', fields: [{ target: 'memo', before: 'text:old', written: 'text:ours', group: '' }], lines: [] } }), settledOperation(subject, 'made', { target: customer, effect: made }),
    ];
    const whole = { subjects: subject.ports.rollbackFacts.subjects(operations), ground: subject.ports.rollbackFacts.account(account.emulator.nowMs()) };
    const pages = account.open('pages');
    try {
      expect({ subjects: pages.ports.rollbackFacts.subjects(operations), ground: pages.ports.rollbackFacts.account(account.emulator.nowMs()) }).toEqual(whole);
    } finally {
      pages.close();
    }
    expect(whole.subjects[0]?.now).toMatchObject({ lastWriters: expect.arrayContaining([expect.objectContaining({ target: 'memo', operationId: '' })]) as unknown });
  });

  it('a record of another type than its operation says is gone', () => {
    const target = documents.invoice();
    expect(factsOf({ ...target, recordType: 'creditmemo' }, { verb: 'create', fields: [], lines: [] })?.now).toEqual({ kind: 'gone' });
  });
});

describe('the account', () => {
  const at = Date.UTC(2026, 10, 23, 20);
  it.each<readonly [string, () => void, object]>([
    ['in place, today', () => undefined, { reversalVoiding: false, openPeriod: PERIOD }],
    ['by journals', () => { documents.voidByJournals(); }, { reversalVoiding: true, openPeriod: PERIOD }],
    ['on the first day of the next period where today\'s is closed', () => { documents.closePeriod(PERIOD.name); }, { reversalVoiding: false, openPeriod: { name: 'Dec 2026', date: '2026-12-01' } }],
    ['nor in one that is locked to payables', () => { documents.setPeriod(PERIOD.name, { aplocked: true }); }, { reversalVoiding: false, openPeriod: { name: 'Dec 2026', date: '2026-12-01' } }],
  ])('reverses %s', (_words, arrange, ground) => {
    arrange();
    expect(subject.ports.rollbackFacts.account(at)).toEqual(ground);
    expect(subject.lastUnits()).toBe(20);
  });
});

it('facts of many operations take no more units than they are said to', () => {
  const target = documents.invoice();
  const operations = Array.from({ length: 12 }, (_, index) => settledOperation(subject, `operation ${String(index)}`, { target, effect: { verb: 'update', fields: [{ target: 'memo', before: '', written: 'text:x', group: '' }], lines: [] } }));
  expect(subject.ports.rollbackFacts.subjects(operations)).toHaveLength(12);
  const units = subject.lastUnits();
  expect(units).toBeLessThanOrEqual(subject.ports.rollbackFacts.unitsToRead(12));
});
