import * as fc from 'fast-check';
import { concerns, isTicket, MAX_TICKET_MS, ticketFault, ticketPlanFault, ticketPlanOf, ticketSubject, trailOf } from '../../../src/domain/ticket';
import type { TicketGround, TicketPlan } from '../../../src/domain/ticket';
import { DEFAULT_LIMITS } from '../../../src/domain/review/limits';
import { judgeStep, newRequest, requestFault } from '../../../src/domain/review/request';
import type { Capability } from '../../../src/domain/review/capability';
import type { ReviewRequest, StepTaken } from '../../../src/domain/review/request';
import { compiled, lineSource, row, sha256 } from '../../support/builders';

const NOW_MS = Date.UTC(2026, 5, 1);
const HOUR_MS = 3_600_000;

const plan = (changes: Partial<TicketPlan> = {}): TicketPlan => ({
  operationId: '', source: 'shop', documentType: 'order', fields: ['memo'], records: ['1'], fromMs: NOW_MS, untilMs: NOW_MS + HOUR_MS, uses: 2, ...changes,
});

const ground = (changes: Partial<TicketGround> = {}): TicketGround => {
  const text = JSON.stringify(plan());
  return { number: 'rq-1', kind: 'override', state: 'approved', plan: text, planHash: sha256(text), asker: 7, editors: [8], approver: 9, needs: 'approve_override', ...changes };
};

describe('the plan of a ticket', () => {
  it('is read as it was written', () => {
    fc.assert(fc.property(fc.record({
      operationId: fc.string(), source: fc.string(), documentType: fc.string(), fields: fc.array(fc.string()), records: fc.array(fc.string()), fromMs: fc.nat(), untilMs: fc.nat(), uses: fc.nat(),
    }), (any) => { expect(ticketPlanOf(JSON.stringify(any))).toEqual(any); }));
  });

  it.each<[string, unknown]>([
    ['no JSON', undefined], ['nothing', null], ['a text', 'x'], ['a list', []], ['no source', { ...plan(), source: 1 }], ['no type', { ...plan(), documentType: null }], ['no operation', { ...plan(), operationId: undefined }],
    ['fields that are no list', { ...plan(), fields: 'memo' }], ['a record that is no text', { ...plan(), records: [1] }], ['a time that is none', { ...plan(), fromMs: -1 }], ['no end', { ...plan(), untilMs: '1' }], ['half a use', { ...plan(), uses: 0.5 }],
  ])('is none with %s', (_what, text) => {
    expect(ticketPlanOf(text === undefined ? '{' : JSON.stringify(text))).toBeUndefined();
  });

  const map = compiled([
    row({ target: 'memo', owner: 'netsuite' }), row({ target: 'email', owner: 'shop' }), row({ target: 'terms', owner: 'shop', kind: 'shared' }),
    row({ target: 'status', owner: 'shop', kind: 'create_only' }), row({ target: 'secret', owner: 'netsuite', kind: 'never_inbound' }), row({ lines: 'lines', target: 'rate', owner: 'netsuite' }),
  ], { source: 'shop', documentType: 'order', lines: [lineSource({ name: 'lines', sublist: 'item' })] });

  it.each<[string, Partial<TicketPlan>, RegExp | undefined]>([
    ['a foreign field', {}, undefined],
    ['a shared field', { fields: ['terms'] }, undefined],
    ['a field that is set at create', { fields: ['status'] }, undefined],
    ['a column of a sublist', { fields: ['item.rate'] }, undefined],
    ['any record', { records: [] }, undefined],
    ['30 days', { untilMs: NOW_MS + MAX_TICKET_MS }, undefined],
    ['its own field', { fields: ['memo', 'email'] }, /"email" is no field/],
    ['what never flows in', { fields: ['secret'] }, /"secret" is no field/],
    ['a field that no row maps', { fields: ['rate'] }, /"rate" is no field/],
    ['no field', { fields: [] }, /1 to 20 fields/],
    ['too many fields', { fields: Array.from({ length: 21 }, (_, index) => `f${String(index)}`) }, /1 to 20 fields/],
    ['too many records', { records: Array.from({ length: 51 }, String) }, /at most 50 records/],
    ['no use', { uses: 0 }, /1 to 40 times/],
    ['too many uses', { uses: 41 }, /1 to 40 times/],
    ['an end that is past', { fromMs: 0, untilMs: NOW_MS }, /after it begins/],
    ['an end before its beginning', { fromMs: NOW_MS + 2 * HOUR_MS }, /after it begins/],
    ['more than 30 days', { untilMs: NOW_MS + MAX_TICKET_MS + 1 }, /30 days/],
  ])('that names %s is judged', (_what, changes, why) => {
    const fault = ticketPlanFault(plan(changes), map, NOW_MS);
    if (why === undefined) expect(fault).toBeUndefined();
    else expect(fault).toMatch(why);
  });

  it('of an unknown type is refused', () => {
    expect(ticketPlanFault(plan(), undefined, NOW_MS)).toMatch(/no such source/);
  });
});

describe('a ticket', () => {
  it('is found by source and document type', () => {
    expect(ticketSubject(plan())).toBe('shop/order');
  });

  it.each<[string, Partial<TicketGround>, boolean]>([
    ['as another person approved it', {}, true], ['of another kind', { kind: 'correction' }, false], ['that needed another approval', { needs: '' }, false], ['that nobody approved', { approver: 0 }, false],
    ['that its asker approved', { approver: 7 }, false], ['that an editor approved', { approver: 8 }, false], ['whose plan is another', { plan: '{}' }, false],
  ])('%s is one: %o', (_what, changes, expected) => {
    expect(isTicket(ground(changes), sha256)).toBe(expected);
  });

  it.each<[string, Partial<TicketPlan>, boolean]>([
    ['its record', {}, true], ['any record', { records: [] }, true], ['another record', { records: ['2'] }, false], ['another source', { source: 'x' }, false], ['another type', { documentType: 'x' }, false],
  ])('concerns a document of %s', (_what, changes, expected) => {
    expect(concerns(plan(changes), { operationId: 'a', source: 'shop', documentType: 'order', externalId: '1', nowMs: NOW_MS })).toBe(expected);
  });

  const none = { usedBy: [], over: false };

  it.each<[string, { readonly ticket?: Partial<TicketGround>; readonly plan?: Partial<TicketPlan>; readonly usedBy?: readonly string[]; readonly over?: boolean; readonly nowMs?: number }, RegExp | undefined]>([
    ['counts', {}, undefined],
    ['counts for who used it last', { usedBy: ['b', 'a'] }, undefined],
    ['is used up', { usedBy: ['b', 'c'] }, /used 2 times/],
    ['lapsed', { nowMs: NOW_MS + HOUR_MS }, /lapsed at 2026-06-01T01:00:00.000Z/],
    ['lapsed for who used it, too', { usedBy: ['a'], nowMs: NOW_MS + HOUR_MS }, /lapsed/],
    ['was ended', { ticket: { state: 'withdrawn' } }, /ended/],
    ['was ended, whatever its row says', { over: true }, /ended/],
    ['does not count yet', { plan: { fromMs: NOW_MS + 1 } }, /counts from/],
  ])('%s', (_what, given, why) => {
    const fault = ticketFault(ground(given.ticket), plan(given.plan), { ...none, ...(given.usedBy === undefined ? {} : { usedBy: given.usedBy }), over: given.over ?? false }, { operationId: 'a', nowMs: given.nowMs ?? NOW_MS });
    if (why === undefined) expect(fault).toBeUndefined();
    else expect(fault).toMatch(why);
  });

  it('tells its uses by its chain', () => {
    const events = [{ action: 'ask' }, { action: 'approve' }, { action: 'use', operation: 'a' }, { action: 'use', operation: 'b' }, { action: 'use' }].map((facts) => ({ facts: JSON.stringify(facts) }));
    expect(trailOf(events)).toEqual({ usedBy: ['a', 'b'], over: false });
    for (const action of ['end', 'withdraw', 'lapse', 'carry_out', 'return']) expect(trailOf([...events, { facts: JSON.stringify({ action }) }])).toMatchObject({ over: true });
  });
});

describe('the request of a ticket', () => {
  const asked = (changes: Partial<ReviewRequest> = {}): ReviewRequest => ({
    ...newRequest({
      number: 'rq-1', kind: 'override', subject: 'shop/order', title: 't', plan: JSON.stringify(plan({ untilMs: NOW_MS + 50 * HOUR_MS })), judgedOn: '', asker: 7, askerRole: 'r', editors: [8], needs: 'approve_override', amount: '1', rows: 1,
      reason: 'other', note: 'n', askedMs: NOW_MS,
    }, sha256),
    ...changes,
  });
  const taken = (changes: Partial<StepTaken> = {}): StepTaken => ({
    step: 'end', userId: 9, role: 'r', capabilities: new Set<Capability>(['approve_override', 'close_any']), nowMs: NOW_MS + 40 * HOUR_MS, judgedOn: '', limits: DEFAULT_LIMITS, ...changes,
  });
  const approved: Partial<ReviewRequest> = { state: 'approved', approver: 9 };

  it.each<[string, Partial<ReviewRequest>, Partial<StepTaken>, object]>([
    ['is ended by who may approve it', approved, {}, { kind: 'moves', state: 'withdrawn' }],
    ['is ended by who asked for it', approved, { userId: 7, capabilities: new Set() }, { kind: 'moves', state: 'withdrawn' }],
    ['is ended by nobody else', approved, { userId: 6, capabilities: new Set<Capability>(['request_override']) }, { kind: 'refused' }],
    ['is not ended where nobody had to approve', { ...approved, needs: '' }, {}, { kind: 'refused' }],
    ['is not ended before it was approved', {}, {}, { kind: 'refused' }],
    ['of another kind is not ended', { ...approved, kind: 'bulk' }, {}, { kind: 'refused' }],
    ['is not approved after a day', {}, { step: 'approve' }, { kind: 'lapsed', why: 'Its 24 hours are over.' }],
    ['stands longer than a day once it was approved', approved, { step: 'lapse' }, { kind: 'refused' }],
    ['lapses at the end of its time', approved, { step: 'lapse', nowMs: NOW_MS + 50 * HOUR_MS }, { kind: 'moves', state: 'lapsed' }],
    ['is not carried out after it', approved, { step: 'carry_out', nowMs: NOW_MS + 50 * HOUR_MS }, { kind: 'lapsed', why: 'The time of its ticket is over.' }],
    ['whose plan is none is over as any request', { ...approved, plan: '{}', planHash: sha256('{}') }, { step: 'lapse' }, { kind: 'moves' }],
  ])('%s', (_what, request, step, expected) => {
    expect(judgeStep(asked(request), taken(step), sha256)).toMatchObject(expected);
  });

  it('is saved as ended', () => {
    expect(requestFault(asked(approved), asked({ ...approved, state: 'withdrawn' }), sha256)).toBeUndefined();
  });
});
