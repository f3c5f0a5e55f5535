import type { CauseRow, HealthView, OperationDetail, OperationRow, OwnershipView, Page, QueueCounts } from '../../src/application/review/review-port';
import { NO_FILTER } from '../../src/domain/review/queue-filter';
import type { QueueFilter } from '../../src/domain/review/queue-filter';
import { REVIEW_ROLES } from '../../src/domain/review/capability';
import type { ReviewRole } from '../../src/domain/review/capability';
import { customerMap, ownRow } from '../support/lab-project';
import { addReview, ask } from '../support/review-project';
import type { Reviewed } from '../support/review-project';
import { amountAtRisk } from '../../src/domain/review/at-risk';
import { closenessOn, urgencyOf, weightOf } from '../../src/domain/review/urgency';
import { openLab } from './lab';

/** Units of a Suitelet call. */
const SUITELET = 1000;

const lab = openLab([
  customerMap('party', {
    fields: [ownRow('comments', '/note'), ownRow('email', '/email'), ownRow('parent', '/of', { transform: { kind: 'reference', record: 'customer', by: 'field', field: 'externalid' } })],
    paths: { externalId: '/id', amount: '/total', currency: '/currency', date: '/date', number: '/number', party: '/name' },
  }),
], [], () => undefined, addReview);

const filtered = (changes: Partial<QueueFilter> = {}): QueueFilter => ({ ...NO_FILTER, ...changes });
const causes = (changes: Partial<QueueFilter> = {}, profile?: ReviewRole): Reviewed<Page<CauseRow>> => ask(lab().emulator, { ask: 'causes', filter: filtered(changes) }, profile);
const operations = (changes: Partial<QueueFilter> = {}, profile?: ReviewRole): Reviewed<Page<OperationRow>> => ask(lab().emulator, { ask: 'operations', filter: filtered({ view: 'operations', ...changes }) }, profile);

/** A document that names a customer which is not there. */
async function stuck(id: string, of: string, total = '100.00', currency = 'USD'): Promise<string> {
  const { body } = await lab().send('party', `k${id}`, { id, name: `Wren ${id}`, note: 'A', email: `wren${id}@larkspur.example`, of, total, currency, date: '2026-11-20', number: `SO-${id}` });
  expect(body).toMatchObject({ outcome: 'needs_review' });
  return String(body['operationId']);
}

describe('the queue by cause', () => {
  it('tells each missing customer once, with what it holds up, and before the sweep came round', async () => {
    await stuck('1', 'acme', '100.00');
    await stuck('2', 'acme', '50.50');
    await stuck('3', 'birch', '1000.00', 'CAD');
    const before = causes();
    expect(before.answer?.rows).toMatchObject([
      { items: 1, atRisk: '730.00', missingValue: 'birch', state: 'new', title: 'The document names a record that NetSuite does not have: "birch"' }, { items: 2, atRisk: '150.50', missingValue: 'acme' },
    ]);
    expect(before.answer?.totals).toMatchObject({ count: 2, atRisk: '880.50', unknown: 0 });
    lab().sweep();
    const after = causes();
    expect(after.answer?.rows).toMatchObject([{ items: 1, missingValue: 'birch', state: 'new', due: { state: 'later' }, cameBack: false }, { items: 2, missingValue: 'acme', whoActs: 'finance' }]);
    expect(after.units).toBeLessThanOrEqual(60);
    expect(ask<CauseRow>(lab().emulator, { ask: 'cause', id: after.answer?.rows[1]?.fingerprint ?? '' }).answer).toMatchObject({ items: 2, atRisk: '150.50' });
  });

  it('does not know the worth of a document in a currency that NetSuite does not have, which is not nothing', async () => {
    await stuck('1', 'acme', '100.00', 'XXX');
    expect(causes().answer?.rows).toEqual([expect.objectContaining({ items: 1, atRiskUnknown: 1 })]);
    expect(causes().answer?.rows[0]).not.toHaveProperty('atRisk');
  });
});

describe('the queue by operation', () => {
  it('lists what a filter asks for, fifty to a page, within the units of a Suitelet', async () => {
    for (let index = 1; index <= 53; index += 1) await stuck(String(index), index % 2 === 0 ? 'acme' : 'birch', `${String(index)}.00`);
    lab().sweep();
    const first = operations({ sort: 'at_risk' });
    expect(first.answer).toMatchObject({ page: 1, pages: 2, totals: { count: 53, atRisk: '1431.00', byCurrency: [{ currency: 'USD', amount: '1431.00' }] }, baseCurrency: 'USD' });
    expect(first.answer?.rows).toHaveLength(50);
    expect(first.answer?.rows[0]).toMatchObject({ documentNumber: 'SO-53', atRisk: '53.00', party: 'Wren 53', state: 'needs_review', due: { state: 'later' } });
    expect(operations({ sort: 'at_risk', page: 9 }).answer).toMatchObject({ page: 2, rows: { length: 3 } });
    expect(operations({ amountAtLeast: '50' }).answer?.totals.count).toBe(4);
    expect(operations({ period: '2026-10' }).answer).toMatchObject({ rows: [], page: 1, pages: 1, totals: { count: 0, atRisk: '0.00' } });
    for (const { units } of [first, causes()]) expect(units).toBeLessThan(SUITELET / 10);
  });
});

describe('one operation', () => {
  it('is told in plain words, compared field by field, with what is personal hidden', async () => {
    const operationId = await stuck('1', 'acme');
    lab().sweep();
    const asked = ask<OperationDetail>(lab().emulator, { ask: 'operation', id: operationId });
    expect(asked.answer?.summary).toMatchObject({ changed: 'Nothing was changed in NetSuite.', retry: 'useless_until_fixed', whoActs: 'finance' });
    expect(asked.answer?.compare).toEqual(expect.arrayContaining([
      expect.objectContaining({ field: 'parent', sent: 'acme (no match)', verdict: 'missing', retryWill: 'stop: needs a value' }), expect.objectContaining({ field: 'comments', sent: 'A', verdict: 'apply', masked: false }),
      expect.objectContaining({ field: 'email', masked: true, sent: '••••le' }),
    ]));
    expect(asked.answer?.attempts).toMatchObject([{ number: 1, kind: 'outcome', state: 'needs_review', code: 'reference_not_found' }]);
    expect(asked.answer?.technical?.maskedDocument).not.toContain('wren1@');
    expect(asked.answer).toMatchObject({ compareNote: '', actions: ['redrive', 'discard', 'resolve_elsewhere'], cause: { items: 1 } });
    expect(asked.units).toBeLessThan(150);
    expect(ask<OperationDetail>(lab().emulator, { ask: 'operation', id: operationId }, 'viewer').answer).not.toHaveProperty('technical');
    for (const role of REVIEW_ROLES) expect(JSON.stringify(ask<OperationDetail>(lab().emulator, { ask: 'operation', id: operationId }, role).answer?.compare)).not.toContain('wren1@');
  });
});

describe('who sees what', () => {
  it('a reviewer of another subsidiary sees nothing, and an id of theirs is as if it were not there', async () => {
    const operationId = await stuck('1', 'acme');
    const { emulator } = lab();
    const [employee] = emulator.query('SELECT id FROM employee WHERE externalid = ?', ['demo_employee_receivables']);
    const [canada] = emulator.query('SELECT id FROM subsidiary WHERE externalid = ?', ['demo_subsidiary_ca']);
    expect(ask<OperationDetail>(emulator, { ask: 'operation', id: operationId }, 'reviewer').answer).not.toBeNull();
    expect(operations({}, 'reviewer').answer?.rows).toHaveLength(1);
    const moved = emulator.saveAs({ type: 'employee', id: Number(employee?.['id']), values: { subsidiary: Number(canada?.['id']) }, actor: emulator.administratorActor(), context: 'USERINTERFACE' });
    expect(moved.kind).toBe('saved');
    expect(operations({}, 'reviewer').answer).toMatchObject({ rows: [], totals: { count: 0 } });
    expect(causes({}, 'reviewer').answer?.rows).toEqual([]);
    expect(ask<OperationDetail>(emulator, { ask: 'operation', id: operationId }, 'reviewer').answer).toBeNull();
    expect(ask<OperationRow[]>(emulator, { ask: 'rows', ids: [operationId] }, 'reviewer').answer).toEqual([]);
    expect(operations({}, 'lead').answer?.rows).toHaveLength(1);
  });

  it('a role without a profile sees no queue at all', () => {
    expect(ask(lab().emulator, { ask: 'counts' }, undefined, 'demo_employee_connector', 'customrole_dkt_integration').viewer).toBeNull();
  });
});

describe('what was applied before', () => {
  const applied = async (id: string, document: Readonly<Record<string, unknown>> = {}): Promise<Readonly<Record<string, unknown>>> => {
    const { body } = await lab().send('party', `first${id}`, { id, name: 'Wren', note: 'call wren@larkspur.example', email: 'wren@larkspur.example', total: '1.00', currency: 'USD', date: '2026-11-20', number: `SO-${id}`, ...document });
    expect(body).toMatchObject({ outcome: 'applied' });
    return body;
  };

  it('to the same object stands beside what failed since', async () => {
    const first = await applied('1');
    const second = await stuck('1', 'acme');
    expect(ask<OperationDetail>(lab().emulator, { ask: 'operation', id: second }).answer?.related).toMatchObject([{ operationId: first['operationId'], relation: 'same_object', state: 'applied' }]);
    expect(ask<OperationDetail>(lab().emulator, { ask: 'operation', id: String(first['operationId']) }).answer?.related).toMatchObject([{ operationId: second, relation: 'same_object', state: 'needs_review' }]);
  });

  it('to a record is told field by field, hidden where the path or the value is not for everybody', async () => {
    const { result } = await applied('1', { note: 'B' }) as { readonly result: { readonly internalId: number } };
    const question = { kind: 'record', recordType: 'customer', internalId: result.internalId } as const;
    const rows = (profile: ReviewRole) => ask<OwnershipView>(lab().emulator, { ask: 'ownership', question }, profile).answer?.rows;
    expect(rows('approver')).toEqual(expect.arrayContaining([expect.objectContaining({ field: 'comments', lastApplied: 'B', masked: false }), expect.objectContaining({ field: 'email', lastApplied: '••••le', masked: true }), expect.objectContaining({ field: 'parent', lastApplied: '' })]));
    for (const role of REVIEW_ROLES) expect(JSON.stringify(rows(role))).not.toContain('wren@larkspur.example');
  });

  it('waits for a machine is grouped by what it is, with its next attempt', async () => {
    const { body } = await lab().send('party', 'k1', { id: '1', name: 'Wren', note: 'A', total: '5.00', currency: 'USD', date: '2026-11-20', number: 'SO-1' }, { mode: 'async' });
    expect(body).toMatchObject({ outcome: 'accepted' });
    expect(causes({ tab: 'retrying' }).answer?.rows).toMatchObject([{ items: 1, source: 'lab', documentType: 'party', nextAttemptMs: expect.any(Number) as number }]);
    expect(causes().answer?.rows).toEqual([]);
  });
});

describe('how the installation is doing', () => {
  it('is told within the units of a portlet', async () => {
    await stuck('1', 'acme');
    expect(ask<HealthView>(lab().emulator, { ask: 'health' }).answer).toMatchObject({ open: 1, late: 0, atRisk: '100.00', baseCurrency: 'USD', stale: true, intakeOpen: true, copy: { is: false } });
    lab().sweep();
    const health = ask<HealthView>(lab().emulator, { ask: 'health' });
    expect(health.answer).toMatchObject({ open: 1, stale: false, appliedToday: 0 });
    expect(health.units).toBeLessThan(SUITELET / 10);
    expect(ask<QueueCounts>(lab().emulator, { ask: 'counts' }).answer).toMatchObject({ open: 1, retrying: 0, snoozed: 0, waitingApproval: 0, late: 0, atRisk: '100.00' });
  });
});

it('who may change a field is told by its rule', () => {
  const view = ask<OwnershipView>(lab().emulator, { ask: 'ownership', question: { kind: 'type', source: 'lab', documentType: 'party' } }).answer;
  expect(view).toMatchObject({ recordType: 'customer', rules: [{ source: 'lab', documentType: 'party', consistent: true }] });
  expect(view?.rows).toEqual(expect.arrayContaining([expect.objectContaining({ field: 'comments', owner: 'lab', words: 'lab alone: a change made in NetSuite is overwritten by its next document.' })]));
});

/** Changes the cause of a value by hand, as an action does. */
function changeCause(value: string, values: Readonly<Record<string, string | number>>): void {
  const { emulator } = lab();
  const [row] = emulator.query('SELECT id FROM customrecord_dkt_cause WHERE custrecord_dkt_cause_value = ?', [value]);
  const reply = emulator.saveAs({ type: 'customrecord_dkt_cause', id: Number(row?.['id']), values, actor: emulator.administratorActor(), context: 'USERINTERFACE' });
  expect(reply.kind).toBe('saved');
}

describe('what people do with a cause', () => {
  it('a snoozed one is hidden with its operations until its time, and told as new work after it', async () => {
    await stuck('1', 'acme');
    lab().sweep();
    changeCause('acme', { custrecord_dkt_cause_snoozed_ms: lab().emulator.nowMs() + 3_600_000, custrecord_dkt_cause_work: 'in_work' });
    expect([causes().answer?.rows, operations().answer?.rows]).toEqual([[], []]);
    expect(causes({ tab: 'snoozed' }).answer?.rows).toMatchObject([{ state: 'snoozed', items: 1 }]);
    lab().emulator.passTime(3_600_001);
    expect(causes().answer?.rows).toMatchObject([{ state: 'in_work', items: 1 }]);
  });

  it('one that was closed and failed again came back', async () => {
    await stuck('1', 'acme');
    lab().sweep();
    changeCause('acme', { custrecord_dkt_cause_state: 'closed', custrecord_dkt_cause_closed_ms: lab().emulator.nowMs() });
    expect(causes({ tab: 'resolved' }).answer?.rows).toMatchObject([{ state: 'resolved', missingValue: 'acme' }]);
    lab().sweep();
    expect(causes().answer?.rows).toMatchObject([{ state: 'new', cameBack: true, resolvedTimes: 1, items: 1 }]);
  });
});

it('the statement orders operations and counts what is at risk as the rules do', async () => {
  for (const [index, [total, currency]] of ([['10', 'USD'], ['2000', 'CAD'], ['300', 'USD'], ['5', 'XXX'], ['99.99', 'CAD']] as const).entries()) {
    await stuck(String(index + 1), 'acme', total, currency);
    lab().emulator.passTime(3_600_000 * (index + 1));
  }
  const nowMs = lab().emulator.nowMs();
  const closeness = closenessOn(new Date(nowMs).toISOString().slice(0, 10));
  const rows = operations().answer?.rows ?? [];
  const urgency = ({ atRisk, receivedMs, documentDate }: OperationRow) => urgencyOf({ atRisk: atRisk === undefined ? undefined : Number(atRisk), sinceMs: receivedMs, weight: weightOf(documentDate, closeness) }, nowMs);
  expect(rows).toHaveLength(5);
  expect(rows.map(({ documentNumber }) => documentNumber)).toEqual([...rows].sort((a, b) => urgency(b) - urgency(a)).map(({ documentNumber }) => documentNumber));
  const rates: Readonly<Record<string, number>> = { USD: 1, CAD: 0.73 };
  for (const { atRisk, money, state } of rows) {
    expect(atRisk).toBe(amountAtRisk({ state, amount: Number(money?.amount), rate: rates[money?.currency ?? ''], recordAmount: undefined, sameCurrency: false })?.toFixed(2));
  }
});

describe('roles of the queue', () => {
  const roles = ['viewer', 'reviewer', 'lead', 'approver', 'admin', 'pages'] as const;
  const records = ['customrecord_dkt_event', 'customrecord_dkt_operation', 'customrecord_dkt_cause', 'customrecord_dkt_object', 'customrecord_dkt_ownership', 'customrecord_dkt_decision', 'salesorder', 'customer'] as const;

  it.each(roles.flatMap((role) => records.map((record) => [role, record] as const)))('%s may not write a %s', (role, type) => {
    const { emulator } = lab();
    const [employee] = emulator.query('SELECT id FROM employee WHERE externalid = ?', ['demo_employee_receivables']);
    emulator.grantRole(Number(employee?.['id']), `customrole_dkt_${role}`);
    expect(emulator.saveAs({ type, values: {}, actor: emulator.actor(Number(employee?.['id']), `customrole_dkt_${role}`), context: 'USERINTERFACE' })).toMatchObject({ kind: 'failed', name: 'INSUFFICIENT_PERMISSION' });
  });
});
