import { BLOCKER_CODES, blockerWords } from '../../../../src/domain/rollback/blockers';
import { ledgerEffect, summed } from '../../../../src/domain/rollback/ledger-effect';
import { hasWay, planRollback } from '../../../../src/domain/rollback/plan';
import type { RollbackStep } from '../../../../src/domain/rollback/plan';
import { planHash, planOf, planText } from '../../../../src/domain/rollback/plan-text';
import type { RollbackAccount, RollbackSubject } from '../../../../src/domain/rollback/subject';
import { letsGo } from '../../../../src/domain/rollback/way-back';
import type { WayBack, WayKind } from '../../../../src/domain/rollback/way-back';
import { ACCOUNT, BY_JOURNAL, CLOSED, link, MAY_DELETE, NO_PERIOD, OCTOBER, ofType, POSTED, sha256, standing, subject } from './subjects';

const ONE = { kind: 'operation', operationId: 'op-1' } as const;

const planned = (subjects: readonly RollbackSubject[], account: RollbackAccount = ACCOUNT) => planRollback(ONE, subjects, account);

function onlyStep(of: RollbackSubject, account: RollbackAccount = ACCOUNT): RollbackStep {
  const [step] = planned([of], account).steps;
  if (step === undefined) throw new Error('There is no step.');
  return step;
}

const wayOf = (of: RollbackSubject, account?: RollbackAccount) => {
  const { decision } = onlyStep(of, account);
  return decision.kind === 'way' ? decision.way.kind : decision.blockers.map(({ code, netsuite }) => (netsuite === '' ? code : `${code} ${netsuite}`));
};

const LOCKED = { ...POSTED, state: 'locked' } as const;

describe('what an operation made', () => {
  it.each([
    ['an invoice in an open period is voided', subject(), ACCOUNT, 'void'],
    ['an invoice in a closed period gets a credit memo', subject({}, { posting: CLOSED }), ACCOUNT, 'credit_memo'],
    ['an invoice in a locked period gets a credit memo', subject({}, { posting: LOCKED }), ACCOUNT, 'credit_memo'],
    ['an invoice gets a credit memo where voids are made by journals', subject(), BY_JOURNAL, 'credit_memo'],
    ['a credit memo in a closed period gets a reversing journal', subject(ofType('creditmemo'), { posting: CLOSED }), ACCOUNT, 'reversing_journal'],
    ['a payment that settles nothing, in a closed period, is refunded', subject(ofType('customerpayment'), { posting: CLOSED }), ACCOUNT, 'refund'],
    ['a payment that settles an invoice, in a closed period, gets a reversing journal', subject(ofType('customerpayment'), { posting: CLOSED, settles: true }), ACCOUNT, 'reversing_journal'],
    ['a refund is voided', subject(ofType('customerrefund')), ACCOUNT, 'void'],
    ['a refund is voided by NetSuite\'s journal where the preference says so', subject(ofType('customerrefund')), BY_JOURNAL, 'void_by_journal'],
    ['a refund in a closed period is voided by NetSuite\'s journal all the same', subject(ofType('customerrefund'), { posting: CLOSED }), BY_JOURNAL, 'void_by_journal'],
    ['a bill is voided', subject(ofType('vendorbill')), ACCOUNT, 'void'],
    ['a journal gets a reversing journal where voids are made by journals', subject(ofType('journalentry')), BY_JOURNAL, 'reversing_journal'],
    ['an order is voided', subject(ofType('salesorder'), { posting: undefined }), ACCOUNT, 'void'],
    ['an order is closed where voids are made by journals', subject(ofType('salesorder'), { posting: undefined }), BY_JOURNAL, 'close'],
    ['a shipment is deleted where the rule allows it', subject({ ...ofType('itemfulfillment'), policy: MAY_DELETE }), ACCOUNT, 'delete'],
    ['a customer is deleted where the rule allows it', subject({ ...ofType('customer'), policy: MAY_DELETE }, { posting: undefined }), BY_JOURNAL, 'delete'],
    ['a customer is set inactive else', subject(ofType('customer'), { posting: undefined }), ACCOUNT, 'inactivate'],
    ['a customer that others name is set inactive', subject({ ...ofType('customer'), policy: MAY_DELETE }, { posting: undefined, links: [link('salesorder', 3, { kind: 'refers' })] }), ACCOUNT, 'inactivate'],
    ['an item that somebody edited is set inactive', subject({ ...ofType('serviceitem'), policy: MAY_DELETE }, { posting: undefined, lastWriters: [{ target: 'displayname', by: 'user 3', atMs: 5, operationId: '' }] }), ACCOUNT, 'inactivate'],
    ['what was transformed is taken back as what was created', subject({ verb: 'transform' }), ACCOUNT, 'void'],
    ['what a later operation of the same object stamped is still ours', subject({ later: ['op-2'] }, { stamp: 'op-2' }), ACCOUNT, ['later_operation']],
  ] as const)('%s', (_case, of, account, way) => {
    expect(wayOf(of, account)).toEqual(way);
  });

  it.each([
    ['a paid invoice', subject({}, { links: [link('customerpayment', 9)] }), ACCOUNT, ['linked CANT_VOID_TRANS']],
    ['a paid invoice where voids are made by journals', subject({}, { links: [link('customerpayment', 9)] }), BY_JOURNAL, ['linked TRANS_IN_USE']],
    ['a paid invoice in a closed period', subject({}, { posting: CLOSED, links: [link('customerpayment', 9)] }), ACCOUNT, ['linked TRANS_IN_USE']],
    ['an invoice in a closed period while no period is open', subject({}, { posting: CLOSED }), NO_PERIOD, ['period_closed TRAN_PERIOD_CLOSED']],
    ['a refund while no period is open for NetSuite\'s journal', subject(ofType('customerrefund')), { ...BY_JOURNAL, openPeriod: undefined }, ['no_open_period VALID_PRD_REQD']],
    ['a billed order', subject(ofType('salesorder'), { posting: undefined, links: [link('invoice', 9)] }), ACCOUNT, ['linked CANT_VOID_TRANS']],
    ['a billed order where voids are made by journals', subject(ofType('salesorder'), { posting: undefined, links: [link('invoice', 9)] }), BY_JOURNAL, ['linked TRANS_IN_USE']],
    ['a closed order where voids are made by journals', subject(ofType('salesorder'), { posting: undefined, closed: true }), BY_JOURNAL, ['nothing_left']],
    ['an invoice while voids are made by journals and no period is open', subject(), { ...BY_JOURNAL, openPeriod: undefined }, ['no_open_period VALID_PRD_REQD']],
    ['an invoice that moves stock while no period is open', subject({}, { movesStock: true }), NO_PERIOD, ['moves_stock VOIDING_REVERSAL_DISALLWD']],
    ['a void invoice', subject({}, { voided: true }), ACCOUNT, ['nothing_left CANT_MODIFY_VOID_TRANS']],
    ['a void order', subject(ofType('salesorder'), { posting: undefined, voided: true }), ACCOUNT, ['nothing_left CANT_MODIFY_VOID_TRANS']],
    ['an inactive customer', subject(ofType('customer'), { posting: undefined, inactive: true }), ACCOUNT, ['nothing_left']],
    ['an inactive customer that could be deleted, were it not linked and edited', subject({ ...ofType('customer'), policy: MAY_DELETE }, {
      posting: undefined, inactive: true, links: [link('salesorder', 3, { kind: 'refers' })], lastWriters: [{ target: 'email', by: 'user 3', atMs: 5, operationId: '' }],
    }), ACCOUNT, ['nothing_left']],
    ['a shipment without a word in the rule', subject(ofType('itemfulfillment')), ACCOUNT, ['policy_forbids']],
    ['a shipment whose rule names no decision', subject({ ...ofType('itemfulfillment'), policy: { mayDelete: true, decision: '' } }), ACCOUNT, ['policy_forbids']],
    ['a shipment in a closed period', subject({ ...ofType('itemfulfillment'), policy: MAY_DELETE }, { posting: CLOSED }), ACCOUNT, ['period_closed TRAN_PERIOD_CLOSED']],
    ['a shipment in a locked period', subject({ ...ofType('itemfulfillment'), policy: MAY_DELETE }, { posting: LOCKED }), ACCOUNT, ['period_locked TRAN_PERIOD_CLOSED']],
    ['a shipment where voids are made by journals', subject({ ...ofType('itemfulfillment'), policy: MAY_DELETE }), BY_JOURNAL, ['voids_by_journal']],
    ['a record of a type that is not known', subject(ofType('opportunity')), ACCOUNT, ['way_unavailable INVALID_RCRD_TYPE']],
    ['a record that a workflow locks', subject({}, { locked: true }), ACCOUNT, ['locked_by_workflow RCRD_LOCKED_BY_WF']],
    ['a record with another\'s mark', subject({}, { stamp: 'op-9' }), ACCOUNT, ['not_ours']],
    ['a record without a mark', subject({}, { stamp: '' }), ACCOUNT, ['not_ours']],
  ] as const)('%s is blocked by name', (_case, of, account, blockers) => {
    expect(wayOf(of, account)).toEqual(blockers);
  });

  it('names people\'s changes to it, which go with it', () => {
    const lastWriters = ['memo', 'duedate', 'tranid'].map((target) => ({ target, by: 'user 3', atMs: 5, operationId: '' })).concat([{ target: 'terms', by: 'user 1', atMs: 2, operationId: 'op-1' }]);
    const { conflicts, decision } = onlyStep(subject({}, { lastWriters }));
    expect(decision).toEqual({ kind: 'way', way: { kind: 'void' } });
    expect(conflicts.map(({ target }) => target)).toEqual(['duedate', 'memo', 'tranid']);
  });
});

describe('what never has a way back', () => {
  it.each([
    ['rolled back already', subject({ state: 'rolled_back' }), ['rolled_back_already']],
    ['not applied', subject({ state: 'needs_review' }), ['not_applied']],
    ['without a record', subject({ target: null }), ['effect_unknown']],
    ['of an unknown verb', subject({ verb: undefined }), ['effect_unknown']],
    ['a void', subject({ verb: 'void' }), ['final CANT_MODIFY_VOID_TRANS']],
    ['a deletion', subject({ verb: 'delete', now: { kind: 'gone' } }), ['final']],
    ['on a record that is gone', subject({ now: { kind: 'gone' } }), ['record_gone RCRD_DSNT_EXIST']],
  ] as const)('%s', (_case, of, blockers) => {
    expect(wayOf(of)).toEqual(blockers);
  });

  it('has words for every blocker', () => {
    expect(BLOCKER_CODES.map((code) => blockerWords(code)).every(({ why, clearedBy }) => why.endsWith('.') && clearedBy.endsWith('.'))).toBe(true);
  });
});

describe('an order that was closed or opened again', () => {
  const order = (verb: 'close' | 'reopen', now: Parameters<typeof subject>[1]) => subject({ ...ofType('salesorder'), verb }, { posting: undefined, ...now });

  it.each([
    ['closed is opened', order('close', { closed: true }), 'reopen'],
    ['opened is closed', order('reopen', {}), 'close'],
    ['closed and opened since is left', order('close', {}), ['nothing_left']],
    ['opened and closed since is left', order('reopen', { closed: true }), ['nothing_left']],
    ['closed and void since is left', order('close', { closed: true, voided: true }), ['record_void CANT_MODIFY_VOID_TRANS']],
    ['closed and locked since is left', order('close', { closed: true, locked: true }), ['locked_by_workflow RCRD_LOCKED_BY_WF']],
  ] as const)('%s', (_case, of, way) => {
    expect(wayOf(of)).toEqual(way);
  });
});

describe('several operations', () => {
  const order = subject({ ...ofType('salesorder', 5), operationId: 'order', settledMs: 1 }, { stamp: 'order', posting: undefined, links: [link('invoice', 7)] });
  const invoice = subject({ operationId: 'invoice', settledMs: 2 }, { stamp: 'invoice', links: [link('customerpayment', 9)] });
  const payment = subject({ ...ofType('customerpayment', 9), operationId: 'payment', settledMs: 3 }, { stamp: 'payment', settles: true });

  it('are taken back from what stands on the others down, each void letting go of the next', () => {
    const { steps } = planned([order, payment, invoice]);
    expect(steps.map(({ operationId, decision }) => [operationId, decision.kind])).toEqual([['payment', 'way'], ['invoice', 'way'], ['order', 'way']]);
  });

  it('keep their order where they were applied at once, or in another order', () => {
    const { steps } = planned([{ ...order, settledMs: 9 }, { ...payment, settledMs: 9 }, { ...invoice, settledMs: 9 }]);
    expect(steps.map(({ operationId }) => operationId)).toEqual(['payment', 'invoice', 'order']);
  });

  it('block each other where the one on top is blocked', () => {
    const { steps } = planned([order, { ...payment, now: { kind: 'gone' } }, invoice]);
    expect(steps.map(({ operationId, decision }) => [operationId, decision.kind])).toEqual([['payment', 'blocked'], ['invoice', 'blocked'], ['order', 'blocked']]);
  });

  it('stay blocked where the one on top is reversed but stands', () => {
    const { steps } = planned([invoice, { ...payment, now: standing({ stamp: 'payment', settles: true, posting: CLOSED }) }]);
    expect(steps.map(({ decision }) => (decision.kind === 'way' ? decision.way.kind : decision.blockers[0]?.code))).toEqual(['reversing_journal', 'linked']);
  });

  it('let go by NetSuite\'s own reversing journal too', () => {
    const refund = subject({ ...ofType('customerrefund', 9), operationId: 'refund' }, { stamp: 'refund' });
    const memo = subject({ ...ofType('creditmemo', 8), operationId: 'memo' }, { stamp: 'memo', links: [link('customerrefund', 9)] });
    expect(planned([memo, refund], BY_JOURNAL).steps.map(({ decision }) => (decision.kind === 'way' ? decision.way.kind : decision.kind))).toEqual(['void_by_journal', 'reversing_journal']);
  });

  it('that stand on each other in a circle block each other', () => {
    const one = subject({ operationId: 'a', settledMs: 1 }, { stamp: 'a', links: [link('customerpayment', 9)] });
    const other = subject({ ...ofType('customerpayment', 9), operationId: 'b', settledMs: 1 }, { stamp: 'b', links: [link('invoice', 7)] });
    expect(planned([one, other]).steps.map(({ operationId, decision }) => [operationId, decision.kind])).toEqual([['b', 'blocked'], ['a', 'blocked']]);
  });

  it('name what stands on a record by its type and number, or its id', () => {
    const { decision } = onlyStep(subject({}, { links: [link('customerpayment', 9), link('creditmemo', 4, { documentNumber: '' })] }));
    expect(decision).toMatchObject({ blockers: [{ about: ['creditmemo 4', 'customerpayment CUS9'] }] });
  });

  it('of one object are taken back from the last one', () => {
    const update = subject({ operationId: 'op-2', verb: 'update', settledMs: 0, fields: [{ target: 'memo', before: 'text:a', written: 'text:b', group: '' }] }, { stamp: 'op-2', fields: new Map([['memo', 'b']]) });
    const made = subject({ later: ['op-2'], settledMs: 5 }, { stamp: 'op-2' });
    expect(planned([made, update]).steps.map(({ operationId, decision }) => [operationId, decision.kind])).toEqual([['op-2', 'way'], ['op-1', 'way']]);
  });
});

describe('what stands on a record lets go of it', () => {
  it.each<readonly [WayKind, boolean, boolean]>([
    ['delete', true, true], ['void', true, false], ['void_by_journal', true, false], ['credit_memo', false, false], ['refund', false, false],
    ['reversing_journal', false, false], ['restore', false, false], ['close', false, false], ['reopen', false, false], ['inactivate', false, false],
  ])('by %s: %p where it follows, %p where it names it', (way, follows, refers) => {
    expect([letsGo(way, 'follows'), letsGo(way, 'refers')]).toEqual([follows, refers]);
  });
});

describe('the effect on the ledger', () => {
  const effect = (amount: string, period: string) => [
    { account: 11, accountName: '1100 Receivables', period, amount: `-${amount}` }, { account: 40, accountName: '4000 Sales', period, amount },
  ];

  it.each<readonly [WayBack, string]>([
    [{ kind: 'void' }, 'Sep 2026'], [{ kind: 'delete' }, 'Sep 2026'], [{ kind: 'void_by_journal', period: OCTOBER }, 'Oct 2026'],
    [{ kind: 'credit_memo', period: OCTOBER }, 'Oct 2026'], [{ kind: 'refund', period: OCTOBER }, 'Oct 2026'], [{ kind: 'reversing_journal', period: OCTOBER }, 'Oct 2026'],
  ])('of %j stands in %s', (way, period) => {
    expect(ledgerEffect(way, { posting: POSTED })).toEqual(effect('100', period));
  });

  it.each<readonly [WayBack, readonly [] | undefined]>([
    [{ kind: 'close' }, []], [{ kind: 'reopen' }, []], [{ kind: 'inactivate' }, []], [{ kind: 'restore', fields: [], removedLines: [] }, undefined],
  ])('of %j is %j', (way, none) => {
    expect(ledgerEffect(way, { posting: POSTED })).toEqual(none);
    expect(ledgerEffect(way, { posting: undefined })).toEqual([]);
  });

  it('of a restored posting is not known before', () => {
    const { ledger } = onlyStep(subject({ verb: 'update', fields: [{ target: 'memo', before: 'text:a', written: 'text:b', group: '' }] }, { fields: new Map([['memo', 'b']]) }));
    expect(ledger).toBe('recalculated');
  });

  it('is added up by account and period, and leaves out what comes to nothing', () => {
    const other = { ...subject({ ...ofType('creditmemo', 8), operationId: 'memo' }, { stamp: 'memo', posting: { ...POSTED, period: 'Aug 2026', lines: [{ account: 11, accountName: '1100 Receivables', amount: '-30.5' }, { account: 12, accountName: '1200', amount: '0' }] } }) };
    const update = subject({ operationId: 'op-3', verb: 'update', fields: [{ target: 'memo', before: 'text:a', written: 'text:b', group: '' }] }, { fields: new Map([['memo', 'b']]) });
    expect(planned([subject(), other, update]).ledger).toEqual([{ account: 11, accountName: '1100 Receivables', period: 'Aug 2026', amount: '30.5' }, ...effect('100', 'Sep 2026')]);
    expect(summed([...effect('100', 'Sep 2026'), ...effect('20', 'Sep 2026')]).map(({ amount }) => amount)).toEqual(['-120', '120']);
  });
});

describe('a plan as text', () => {
  it('is read as it was written, and says whether anything has a way', () => {
    const plan = planned([subject()]);
    expect(planOf(planText(plan))).toEqual(plan);
    expect(hasWay(plan)).toBe(true);
    expect(hasWay(planned([subject({ state: 'parked' })]))).toBe(false);
  });

  it('is the same whatever the order of its members', () => {
    const plan = planned([subject()]);
    const turned = Object.fromEntries(Object.entries(plan).reverse()) as unknown as typeof plan;
    expect(JSON.stringify(turned)).not.toBe(JSON.stringify(plan));
    expect(planText(turned)).toBe(planText(plan));
  });

  it.each(['', '{', 'null', '7', '{"version":2,"steps":[]}', '{"version":1}', '{"version":1,"steps":{}}', '{}'])('%j is none', (text) => {
    expect(planOf(text)).toBeUndefined();
  });

  it.each([
    ['the history of its operation', subject({ head: 'h2' })], ['the amounts it posts', subject({}, { posting: { ...POSTED, lines: [] } })],
    ['a link', subject({}, { links: [link('customerpayment', 9)] })], ['an edit', subject({}, { lastWriters: [{ target: 'memo', by: 'user 3', atMs: 5, operationId: '' }] })],
  ])('has another hash after a change of %s', (_what, changed) => {
    expect(planHash(planned([changed]), sha256)).not.toBe(planHash(planned([subject()]), sha256));
  });
});

it.each<readonly [string, readonly string[] | undefined, readonly string[]]>([['is one of ours', ['op-2', 'op-3'], []], ['of somebody else is not', undefined, ['not_ours']]])('the stamp of an operation that took a later one back %s', (_words, settled, blockers) => {
  const made = subject({ ...(settled === undefined ? {} : { settled }) }, { stamp: 'op-3' });
  const [step] = planRollback({ kind: 'operation', operationId: 'op-1' }, [made], ACCOUNT).steps;
  expect(step?.decision.kind === 'blocked' ? step.decision.blockers.map(({ code }) => code) : []).toEqual(blockers);
});
