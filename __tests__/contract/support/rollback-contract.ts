import type { TakeBackOrder } from '../../../src/application/rollback/rollback-ports';
import type { UpdatePlan } from '../../../src/domain/decide-update';
import type { CreatePlan, FieldWrite } from '../../../src/domain/decide';
import { chainEvent } from '../../../src/domain/event-chain';
import type { Outcome, TargetRecord } from '../../../src/domain/outcome';
import type { AppliedEffect } from '../../../src/domain/rollback/applied-effect';
import type { RollbackScope } from '../../../src/domain/rollback/plan';
import type { StandingRecord } from '../../../src/domain/rollback/subject';
import type { WayBack } from '../../../src/domain/rollback/way-back';
import { sha256 } from '../../support/builders';
import { logged, patch } from './log-contract';
import type { ContractSubject } from './subject';

const MADE = sha256('made it');
const BACK = sha256('takes it back');
const NOW = Date.UTC(2026, 10, 23, 12);

const text = (target: string, value: string): FieldWrite => ({ target, value: { kind: 'text', text: value } });
const record = (target: string, recordType: string, internalId: number): FieldWrite => ({ target, value: { kind: 'record', recordType, internalId } });

function madeCustomer(subject: ContractSubject): TargetRecord {
  const plan: CreatePlan = { body: [text('isperson', 'T'), record('subsidiary', 'subsidiary', subject.subsidiary), text('firstname', 'Jon'), text('lastname', 'Snow'), text('email', 'jon@example.com')], lines: [] };
  return saved(subject, { recordType: 'customer', externalId: 'shopify_customer_7' }, plan);
}

function madeOrder(subject: ContractSubject): TargetRecord {
  const [customer, item] = [subject.seedCustomer({ externalId: 'buyer' }), subject.seedItem('THING', false)];
  const lines = [['l1', 2, '199.00'], ['l2', 1, '10.00']] as const;
  return saved(subject, { recordType: 'salesorder', externalId: 'shopify_order_1' }, {
    body: [record('entity', 'customer', customer), { target: 'trandate', value: { kind: 'date', date: '2026-11-23' } }, record('currency', 'currency', subject.currency), text('memo', 'first')],
    lines: lines.map(([key, quantity, rate]) => ({ sublist: 'item', key, columns: [record('item', 'item', item), { target: 'quantity', value: { kind: 'integer', integer: quantity } }, { target: 'rate', value: { kind: 'decimal', decimal: rate } }] })),
  });
}

function saved(subject: ContractSubject, { recordType, externalId }: { readonly recordType: string; readonly externalId: string }, plan: CreatePlan): TargetRecord {
  const made = subject.ports.ledger.create({ recordType, externalId, operationId: MADE }, plan);
  if (made.kind !== 'saved') throw new Error(JSON.stringify(made));
  return { recordType, internalId: made.internalId, externalId, documentNumber: '' };
}

function order({ recordType, internalId }: TargetRecord, way: WayBack, operationId = BACK): TakeBackOrder {
  return { operationId, record: { recordType, internalId }, way };
}

const restore = (fields: readonly (readonly [string, string, string])[], removedLines: readonly string[] = []): WayBack => ({ kind: 'restore', fields: fields.map(([target, from, to]) => ({ target, from, to })), removedLines });

/** An operation in the log with its outcome, as a run leaves it. */
export function settledOperation(subject: ContractSubject, name: string, parts: { readonly target: TargetRecord; readonly effect?: AppliedEffect; readonly settledMs?: number; readonly state?: 'applied' | 'rolled_back' | 'needs_review'; readonly more?: Parameters<typeof logged>[1]; readonly cause?: string }): string {
  const { target, effect, settledMs = NOW, state = 'applied', more = {}, cause } = parts;
  const operationId = sha256(name);
  const result = subject.ports.operations.log(logged(name, more), undefined);
  if (result.kind !== 'logged') throw new Error(JSON.stringify(result));
  const outcome: Outcome = { state, result: target, verdicts: [], problem: null, mapVersion: 'v1', ...(effect === undefined ? {} : { effect }) };
  const event = chainEvent({ chain: operationId, kind: 'outcome', atMs: settledMs, actor: 'test', salt: 's', facts: '{}', values: JSON.stringify(outcome) }, { number: 0, hash: '' }, sha256);
  subject.ports.events.append(event);
  subject.ports.operations.update(result.internalId, patch({ state, target, settledMs, head: { number: 1, hash: event.hash }, cause }));
  return operationId;
}

/** What ways back promise. */
export function rollbackLedgerContract(open: () => ContractSubject): void {
  const stampOf = (subject: ContractSubject, { recordType, internalId }: TargetRecord) => subject.ports.ledger.readBack(recordType, internalId, []).stamp;
  const bodyOf = (subject: ContractSubject, { recordType, internalId }: TargetRecord) => {
    const nothing: UpdatePlan = { body: [], changedLines: [], addedLines: [], removedLines: [] };
    return subject.loadAndSave({ recordType, internalId, body: ['memo'], sublist: 'item', columns: ['quantity', 'rate', 'isclosed'], plan: nothing, operationId: sha256('look') });
  };

  it('fields go back that hold what was written, in one save with the stamp; a probe sees it', () => {
    const subject = open();
    const target = madeOrder(subject);
    const { rollbackLedger } = subject.ports;
    const way = restore([['memo', 'text:first', 'text:before'], ['item:l1.quantity', 'integer:2', 'integer:5']], ['item:l2.']);
    expect(rollbackLedger.probe(order(target, way))).toEqual({ kind: 'not_taken_back' });
    const taken = rollbackLedger.takeBack(order(target, way));
    expect(taken).toMatchObject({ kind: 'taken_back', target: { recordType: 'salesorder', internalId: target.internalId, externalId: 'shopify_order_1' } });
    expect(taken.kind === 'taken_back' && taken.effect).toEqual({
      verb: 'update', lines: [{ sublist: 'item', key: 'l2', change: 'removed' }],
      fields: [{ target: 'memo', before: 'text:first', written: 'text:before', group: '' }, { target: 'item:l1.quantity', before: 'integer:2', written: 'integer:5', group: '' }],
    });
    expect(rollbackLedger.probe(order(target, way))).toEqual(taken);
    expect(stampOf(subject, target)).toBe(BACK);
    const { body, lines } = bodyOf(subject, target);
    expect(body['memo']).toBe('before');
    expect(lines.map(({ key, columns }) => [key, Number(columns['quantity'])])).toEqual([['l1', 5]]);
  });

  it('a field that found nothing is emptied', () => {
    const subject = open();
    const target = madeOrder(subject);
    expect(subject.ports.rollbackLedger.takeBack(order(target, restore([['memo', 'text:first', '']]))).kind).toBe('taken_back');
    expect(bodyOf(subject, target).body['memo'] ?? '').toBe('');
  });

  it.each<readonly [string, readonly (readonly [string, string, string])[]]>([
    ['a field', [['memo', 'text:other', 'text:before']]], ['a line that is not there', [['item:l9.quantity', 'integer:2', 'integer:5']]], ['one of two', [['memo', 'text:first', 'text:before'], ['item:l1.quantity', 'integer:3', 'integer:5']]],
  ])('nothing is written where %s does not hold what was written', (_name, fields) => {
    const subject = open();
    const target = madeOrder(subject);
    expect(subject.ports.rollbackLedger.takeBack(order(target, restore(fields)))).toMatchObject({ kind: 'refused', error: { name: 'DOCKET_EDITED_SINCE' }, blockers: ['edited_since'] });
    expect(bodyOf(subject, target).body['memo']).toBe('first');
    expect(stampOf(subject, target)).not.toBe(BACK);
  });

  it('a way that its operation has gone is not gone again', () => {
    const subject = open();
    const target = madeOrder(subject);
    const way = restore([['memo', 'text:first', 'text:before']]);
    const first = subject.ports.rollbackLedger.takeBack(order(target, way));
    subject.loadAndSave({ recordType: 'salesorder', internalId: target.internalId, body: [], sublist: 'item', columns: [], plan: { body: [text('memo', 'by hand')], changedLines: [], addedLines: [], removedLines: [] }, operationId: BACK });
    expect(subject.ports.rollbackLedger.takeBack(order(target, way))).toEqual(first);
    expect(bodyOf(subject, target).body['memo']).toBe('by hand');
  });

  it('an order is closed, and opened again by another operation', () => {
    const subject = open();
    const target = madeOrder(subject);
    const closed = subject.ports.rollbackLedger.takeBack(order(target, { kind: 'close' }));
    expect(closed).toMatchObject({ kind: 'taken_back', effect: { verb: 'close' } });
    const reopener = sha256('opens it again');
    expect(subject.ports.rollbackLedger.probe(order(target, { kind: 'reopen' }, reopener))).toEqual({ kind: 'not_taken_back' });
    expect(subject.ports.rollbackLedger.takeBack(order(target, { kind: 'reopen' }, reopener))).toMatchObject({ kind: 'taken_back', effect: { verb: 'reopen' } });
    expect(bodyOf(subject, target).lines.map(({ columns }) => columns['isclosed'])).toEqual([false, false]);
  });

  it('an order is voided in place; what is void is seen as taken back', () => {
    const subject = open();
    const target = madeOrder(subject);
    expect(subject.ports.rollbackLedger.probe(order(target, { kind: 'void' }))).toEqual({ kind: 'not_taken_back' });
    const voided = subject.ports.rollbackLedger.takeBack(order(target, { kind: 'void' }));
    expect(voided).toMatchObject({ kind: 'taken_back', target: { internalId: target.internalId }, effect: { verb: 'void', fields: [], lines: [] } });
    expect(subject.ports.rollbackLedger.probe(order(target, { kind: 'void' }))).toEqual(voided);
  });

  it('a record is deleted; what is gone is seen as taken back, and by no other way', () => {
    const subject = open();
    const target = madeCustomer(subject);
    expect(subject.ports.rollbackLedger.probe(order(target, { kind: 'delete' }))).toEqual({ kind: 'not_taken_back' });
    const deleted = subject.ports.rollbackLedger.takeBack(order(target, { kind: 'delete' }));
    expect(deleted).toEqual({ kind: 'taken_back', target: { recordType: 'customer', internalId: target.internalId, externalId: '', documentNumber: '' }, effect: { verb: 'delete', fields: [], lines: [] } });
    expect(subject.ports.rollbackLedger.probe(order(target, { kind: 'delete' }))).toEqual(deleted);
    expect(subject.ports.rollbackLedger.probe(order(target, { kind: 'inactivate' }))).toEqual({ kind: 'not_taken_back' });
    expect(subject.ports.rollbackLedger.takeBack(order(target, { kind: 'inactivate' }))).toMatchObject({ kind: 'refused', blockers: ['record_gone'] });
    expect(subject.ports.ledger.seen('customer', target.internalId)).toBeUndefined();
  });

  it('a customer is made inactive', () => {
    const subject = open();
    const target = madeCustomer(subject);
    const taken = subject.ports.rollbackLedger.takeBack(order(target, { kind: 'inactivate' }));
    expect(taken).toMatchObject({ kind: 'taken_back', effect: { verb: 'update', fields: [{ target: 'isinactive', before: 'boolean:F', written: 'boolean:T' }] } });
    expect(subject.ports.rollbackLedger.probe(order(target, { kind: 'inactivate' }))).toEqual(taken);
    const again = sha256('active again');
    expect(subject.ports.rollbackLedger.takeBack(order(target, restore([['isinactive', 'boolean:T', 'boolean:F']]), again))).toMatchObject({ kind: 'taken_back' });
  });

  it('a record that somebody changes under the way is left to them', () => {
    const subject = open();
    const target = madeOrder(subject);
    subject.beforeNextSave(() => {
      subject.loadAndSave({ recordType: 'salesorder', internalId: target.internalId, body: [], sublist: 'item', columns: [], plan: { body: [text('memo', 'theirs')], changedLines: [], addedLines: [], removedLines: [] }, operationId: sha256('theirs') });
    });
    expect(subject.ports.rollbackLedger.takeBack(order(target, { kind: 'close' }))).toMatchObject({ kind: 'unknown', error: { name: 'RCRD_HAS_BEEN_CHANGED' } });
    expect(subject.ports.rollbackLedger.probe(order(target, { kind: 'close' }))).toEqual({ kind: 'not_taken_back' });
  });
}

/** What the facts of rollback promise. */
export function rollbackFactsContract(open: () => ContractSubject): void {
  const WHOLE: AppliedEffect = { verb: 'create', fields: [], lines: [] };
  const standingOf = (subject: ContractSubject, operationId: string): StandingRecord => {
    const now = subject.ports.rollbackFacts.subjects([operationId])[0]?.now;
    if (now?.kind !== 'standing') throw new Error(JSON.stringify(now));
    return now;
  };

  it('a scope holds the operations that had an effect, in order, and no other', () => {
    const subject = open();
    const target = madeOrder(subject);
    const [first, second] = [settledOperation(subject, 'first', { target, effect: WHOLE, cause: 'c'.repeat(64) }), settledOperation(subject, 'second', { target, effect: WHOLE, settledMs: NOW + 5, more: { correlationId: 'batch 7' } })];
    const third = settledOperation(subject, 'third', { target, effect: WHOLE, state: 'rolled_back' });
    settledOperation(subject, 'fourth', { target, state: 'needs_review' });
    const operations = (scope: RollbackScope, after = 0, most = 10) => subject.ports.rollbackFacts.inScope(scope, { after, most }).map(({ operationId }) => operationId);
    expect(operations({ kind: 'operation', operationId: second })).toEqual([second]);
    expect(operations({ kind: 'cause', fingerprint: 'c'.repeat(64) })).toEqual([first]);
    expect(operations({ kind: 'batch', batch: 'batch 7' })).toEqual([second]);
    expect(operations({ kind: 'source', source: 'shopify', sinceMs: NOW })).toEqual([first, second, third]);
    expect(operations({ kind: 'source', source: 'shopify', sinceMs: NOW + 5 })).toEqual([second]);
    expect(operations({ kind: 'source', source: 'stripe', sinceMs: 0 })).toEqual([]);
    const [one] = subject.ports.rollbackFacts.inScope({ kind: 'source', source: 'shopify', sinceMs: NOW }, { after: 0, most: 1 });
    expect(operations({ kind: 'source', source: 'shopify', sinceMs: NOW }, one?.internalId)).toEqual([second, third]);
  });

  it('a subject is its operation as it was settled: effect, target, head, and what came after it', () => {
    const subject = open();
    const target = madeOrder(subject);
    const effect: AppliedEffect = { verb: 'update', fields: [{ target: 'memo', before: 'text:old', written: 'text:first', group: 'g' }], lines: [] };
    const first = settledOperation(subject, 'first', { target, effect });
    const second = settledOperation(subject, 'second', { target, effect: WHOLE, settledMs: NOW + 5 });
    const third = settledOperation(subject, 'third', { target, effect: WHOLE, settledMs: NOW + 9, state: 'rolled_back' });
    const [found] = subject.ports.rollbackFacts.subjects([first]);
    expect(found).toMatchObject({ operationId: first, state: 'applied', settledMs: NOW, verb: 'update', target, fields: effect.fields, lines: [], later: [second], settled: [third], policy: { mayDelete: false, decision: '' } });
    expect(found?.head).toMatch(/^[0-9a-f]{64}$/);
    expect(subject.ports.rollbackFacts.subjects([sha256('nobody')])).toEqual([]);
  });

  it('the record of a subject is read as it stands: stamp, and the values that its operation wrote', () => {
    const subject = open();
    const target = madeOrder(subject);
    const effect: AppliedEffect = { verb: 'update', fields: ['memo', 'item:l1.quantity', 'item:l9.quantity'].map((field) => ({ target: field, before: undefined, written: 'text:x', group: '' })), lines: [] };
    const now = standingOf(subject, settledOperation(subject, 'first', { target, effect }));
    expect(now).toMatchObject({ stamp: MADE, voided: false, inactive: false, closed: false, settles: false, locked: false, links: [] });
    expect(now.posting).toBeUndefined();
    expect(now.fields.get('memo')).toBe('first');
    expect(String(now.fields.get('item:l1.quantity'))).toBe('2');
    expect(now.fields.has('item:l9.quantity')).toBe(false);
  });

  it('a record that is closed, void, inactive or gone says so', () => {
    const subject = open();
    const [sale, customer] = [madeOrder(subject), madeCustomer(subject)];
    const [ofOrder, ofCustomer] = [settledOperation(subject, 'first', { target: sale, effect: WHOLE }), settledOperation(subject, 'second', { target: customer, effect: WHOLE })];
    subject.ports.rollbackLedger.takeBack(order(sale, { kind: 'close' }));
    expect(standingOf(subject, ofOrder)).toMatchObject({ closed: true, voided: false, stamp: BACK });
    subject.ports.rollbackLedger.takeBack(order(sale, { kind: 'void' }));
    expect(standingOf(subject, ofOrder)).toMatchObject({ voided: true });
    subject.ports.rollbackLedger.takeBack(order(customer, { kind: 'inactivate' }));
    expect(standingOf(subject, ofCustomer)).toMatchObject({ inactive: true, stamp: BACK });
    subject.ports.rollbackLedger.takeBack(order(customer, { kind: 'delete' }, sha256('deletes it')));
    expect(subject.ports.rollbackFacts.subjects([ofCustomer])[0]?.now).toEqual({ kind: 'gone' });
  });

  it('an operation whose effect was not kept has none', () => {
    const subject = open();
    const operationId = settledOperation(subject, 'first', { target: madeOrder(subject) });
    expect(subject.ports.rollbackFacts.subjects([operationId])[0]?.verb).toBeUndefined();
  });
}
