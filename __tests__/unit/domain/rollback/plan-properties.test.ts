import fc from 'fast-check';
import { add, equals } from '../../../../src/domain/decimal';
import { appliedText, appliedValue, sameValue } from '../../../../src/domain/field-value';
import type { CurrentValue, FieldValue } from '../../../../src/domain/field-value';
import { planRollback } from '../../../../src/domain/rollback/plan';
import { planHash } from '../../../../src/domain/rollback/plan-text';
import type { RollbackAccount, RollbackSubject } from '../../../../src/domain/rollback/subject';
import { recordKey } from '../../../../src/domain/rollback/subject';
import { OCTOBER, sha256, standing } from './subjects';

const TYPES = ['salesorder', 'invoice', 'creditmemo', 'customerpayment', 'customerrefund', 'vendorbill', 'journalentry', 'itemfulfillment', 'customer', 'opportunity'] as const;
const SCOPE = { kind: 'source', source: 'shop', sinceMs: 0 } as const;

const value: fc.Arbitrary<FieldValue | null> = fc.oneof(
  fc.constantFrom('a', 'b').map((text) => ({ kind: 'text' as const, text })), fc.integer({ min: 0, max: 2 }).map((integer) => ({ kind: 'integer' as const, integer })),
  fc.constantFrom('1.5', '2').map((decimal) => ({ kind: 'decimal' as const, decimal })), fc.boolean().map((boolean) => ({ kind: 'boolean' as const, boolean })),
  fc.constantFrom('2026-01-01').map((date) => ({ kind: 'date' as const, date })), fc.constantFrom(1, 2).map((internalId) => ({ kind: 'record' as const, recordType: 'term', internalId })),
  fc.constant(null),
);

const posting = fc.option(fc.record({
  period: fc.constantFrom('Aug 2026', 'Sep 2026'), state: fc.constantFrom('open' as const, 'closed' as const, 'locked' as const),
  lines: fc.tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom(11, 12)).map(([amount, account]) => [
    { account, accountName: String(account), amount: String(amount) }, { account: 40, accountName: '40', amount: String(-amount) },
  ]),
}), { nil: undefined });

/** Operation `index` of a world; links lead to operations after it alone, so that they run in no circle. */
function operation(index: number, size: number): fc.Arbitrary<RollbackSubject> {
  const rest = Array.from({ length: size - index - 1 }, (_, offset) => index + 1 + offset);
  const after = fc.subarray(rest, { maxLength: Math.min(2, rest.length) });
  return fc.record({
    recordType: fc.constantFrom(...TYPES), verb: fc.constantFrom('create' as const, 'create' as const, 'update' as const, 'close' as const, 'void' as const), settledMs: fc.integer({ min: 0, max: 3 }),
    mayDelete: fc.boolean(), links: after, refers: fc.boolean(), posting, held: value, before: value, written: value, edited: fc.boolean(), voided: fc.boolean(), closed: fc.boolean(),
  }).map((drawn): RollbackSubject => {
    const writers = drawn.edited ? [{ target: 'memo', by: 'user 3', atMs: 1, operationId: '' }] : [];
    return {
      operationId: `op-${String(index)}`, state: 'applied', head: `h${String(index)}`, settledMs: drawn.settledMs, verb: drawn.verb,
      target: { recordType: drawn.recordType, internalId: index, externalId: '', documentNumber: '' },
      fields: [{ target: 'memo', before: appliedText(drawn.before), written: appliedText(drawn.written), group: '' }], lines: [], later: [],
      policy: { mayDelete: drawn.mayDelete, decision: 'D-1' },
      now: standing({
        stamp: `op-${String(index)}`, posting: drawn.posting, voided: drawn.voided, closed: drawn.closed, lastWriters: writers,
        fields: new Map([['memo', drawn.held === null ? null : heldAs(drawn.held)]]),
        links: drawn.links.map((to) => ({ kind: drawn.refers ? 'refers' as const : 'follows' as const, recordType: '', internalId: to, documentNumber: '' })),
      }),
    };
  });
}

function heldAs(held: FieldValue): CurrentValue {
  const [, , rest = ''] = /^([a-z]+):(.*)$/.exec(appliedText(held)) ?? [];
  return held.kind === 'boolean' ? held.boolean : held.kind === 'record' ? held.internalId : rest;
}

const world: fc.Arbitrary<readonly RollbackSubject[]> = fc.integer({ min: 1, max: 6 })
  .chain((size) => fc.tuple(...Array.from({ length: size }, (_, index) => operation(index, size))))
  .map((subjects) => subjects.map((subject) => (subject.now.kind === 'gone' ? subject : {
    ...subject, now: { ...subject.now, links: subject.now.links.map((link) => ({ ...link, recordType: subjects[link.internalId]?.target?.recordType ?? '' })) },
  })));

const account: fc.Arbitrary<RollbackAccount> = fc.record({ reversalVoiding: fc.boolean(), openPeriod: fc.constantFrom(OCTOBER, undefined) });

const wayOf = ({ decision }: ReturnType<typeof planRollback>['steps'][number]) => (decision.kind === 'way' ? decision.way : undefined);

describe('a plan over any world', () => {
  it('is the same, to its hash, in whatever order its facts come', () => {
    fc.assert(fc.property(world, account, fc.infiniteStream(fc.nat()), (subjects, settings, draws) => {
      const shuffled = subjects.map((subject) => ({ subject, at: draws.next().value as number })).sort((a, b) => a.at - b.at).map(({ subject }) => subject);
      expect(planHash(planRollback(SCOPE, shuffled, settings), sha256)).toBe(planHash(planRollback(SCOPE, subjects, settings), sha256));
    }));
  });

  it('has one step for each operation, each with a way or with blockers', () => {
    fc.assert(fc.property(world, account, (subjects, settings) => {
      const { steps } = planRollback(SCOPE, subjects, settings);
      expect(steps.map(({ operationId }) => operationId).sort()).toEqual(subjects.map(({ operationId }) => operationId).sort());
      expect(steps.map(({ number }) => number)).toEqual(subjects.map((_, index) => index + 1));
      expect(steps.every(({ decision }) => decision.kind === 'way' || decision.blockers.length > 0)).toBe(true);
    }));
  });

  it('takes what stands on a record back before the record', () => {
    fc.assert(fc.property(world, account, (subjects, settings) => {
      const { steps } = planRollback(SCOPE, subjects, settings);
      const place = new Map(steps.map(({ target, number }) => [target === null ? '' : recordKey(target), number]));
      for (const { target, now } of subjects) {
        if (target === null || now.kind === 'gone') continue;
        for (const link of now.links) expect(place.get(recordKey(link))).toBeLessThan(place.get(recordKey(target)) ?? 0);
      }
    }));
  });

  it('puts back only fields that hold the value that was written', () => {
    fc.assert(fc.property(world, account, (subjects, settings) => {
      for (const step of planRollback(SCOPE, subjects, settings).steps) {
        const way = wayOf(step);
        const now = subjects.find(({ operationId }) => operationId === step.operationId)?.now;
        if (way?.kind !== 'restore' || now?.kind !== 'standing') continue;
        for (const { target, from } of way.fields) expect(sameValue(appliedValue(from), now.fields.get(target) ?? null)).toBe(true);
      }
    }));
  });

  it('deletes only what the rule lets go, in an open period, that nobody touched and nothing stands on', () => {
    fc.assert(fc.property(world, account, (subjects, settings) => {
      const { steps } = planRollback(SCOPE, subjects, settings);
      const deleted = new Set(steps.filter((step) => wayOf(step)?.kind === 'delete').map(({ target }) => (target === null ? '' : recordKey(target))));
      const voided = new Set(steps.filter((step) => wayOf(step)?.kind.startsWith('void') === true).map(({ target }) => (target === null ? '' : recordKey(target))));
      for (const { target, now, policy } of subjects) {
        if (target === null || now.kind === 'gone' || !deleted.has(recordKey(target))) continue;
        expect(policy.mayDelete).toBe(true);
        expect(now.posting?.state ?? 'open').toBe('open');
        expect(now.lastWriters).toEqual([]);
        for (const link of now.links) expect(deleted.has(recordKey(link)) || (link.kind === 'follows' && voided.has(recordKey(link)))).toBe(true);
      }
    }));
  });

  it('leaves every period balanced, and closed ones alone', () => {
    fc.assert(fc.property(world, account, (subjects, settings) => {
      const { ledger, steps } = planRollback(SCOPE, subjects, settings);
      for (const period of new Set(ledger.map((effect) => effect.period))) {
        expect(equals(ledger.filter((effect) => effect.period === period).reduce((sum, { amount }) => add(sum, amount), '0'), '0')).toBe(true);
      }
      for (const { operationId, ledger: effects } of steps) {
        const now = subjects.find((each) => each.operationId === operationId)?.now;
        if (effects === 'recalculated' || now?.kind !== 'standing' || now.posting?.state === 'open') continue;
        expect(effects.every(({ period }) => period === OCTOBER.name)).toBe(true);
      }
    }));
  });

  it('restores updates of one record one after the other, each from what the later one leaves', () => {
    fc.assert(fc.property(fc.array(value.filter((each) => each?.kind !== 'boolean'), { minLength: 2, maxLength: 5 }), fc.boolean(), (values, edited) => {
      const texts = values.map((each) => appliedText(each));
      const last = values.at(-1) ?? null;
      const held = edited ? 'somebody\'s' : last === null ? null : heldAs(last);
      const chain = texts.slice(1).map((written, index): RollbackSubject => ({
        operationId: `op-${String(index)}`, state: 'applied', head: '', settledMs: 1, verb: 'update', target: { recordType: 'customer', internalId: 1, externalId: '', documentNumber: '' },
        fields: [{ target: 'memo', before: texts[index], written, group: '' }], lines: [], later: texts.slice(index + 2).map((_, offset) => `op-${String(index + 1 + offset)}`),
        policy: { mayDelete: false, decision: '' }, now: standing({ fields: new Map([['memo', held]]) }),
      }));
      const { steps } = planRollback(SCOPE, chain, { reversalVoiding: false, openPeriod: OCTOBER });
      expect(steps.map(({ operationId }) => operationId)).toEqual(chain.map(({ operationId }) => operationId).reverse());
      expect(steps.every(({ decision }) => decision.kind === (edited ? 'blocked' : 'way'))).toBe(true);
    }));
  });
});
