import type { OperationRow, Page } from '../../src/application/review/review-port';
import { NO_FILTER } from '../../src/domain/review/queue-filter';
import type { QueueFilter } from '../../src/domain/review/queue-filter';
import { ask as click, asker, grantRoles, LEAD, REVIEWER, rowOf } from '../support/clicks';
import { customerMap, ownRow } from '../support/lab-project';
import { addReview, ask } from '../support/review-project';
import { openLab } from './lab';

const A_MINUTE = 60_000;
const AN_HOUR = 60 * A_MINUTE;
const RECEIVABLES = 'demo_employee_receivables';

const lab = openLab([
  customerMap('party', {
    fields: [ownRow('comments', '/note'), ownRow('parent', '/of', { transform: { kind: 'reference', record: 'customer', by: 'field', field: 'externalid' } })],
    paths: { externalId: '/id', amount: '/total', currency: '/currency', date: '/date', number: '/number', party: '/name' },
  }),
], [], ({ emulator }) => {
  grantRoles(emulator);
  emulator.grantRole(asker(emulator, RECEIVABLES), LEAD);
  emulator.grantRole(asker(emulator, RECEIVABLES), REVIEWER);
}, addReview);

/** A document that names a customer which is not there. */
async function stuck(id: string, total: string, currency = 'USD'): Promise<string> {
  const { body } = await lab().send('party', `k${id}`, { id, name: `Wren ${id}`, note: 'A', of: 'acme', total, currency, date: '2026-11-20', number: `SO-${id}` });
  expect(body).toMatchObject({ outcome: 'needs_review' });
  return String(body['operationId']);
}

function asked(kind: string, subjectId: string, args: Readonly<Record<string, unknown>>, role = LEAD): Readonly<Record<string, unknown>> {
  const { emulator } = lab();
  const reply = click(emulator, { kind, subject: kind === 'bulk' ? 'queue' : 'operation', subjectId, role, args, key: `${kind}-${subjectId}`, person: RECEIVABLES });
  if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
  return rowOf(emulator, reply.id);
}

const mine = (operationId: string, owner = RECEIVABLES) => asked('assign', operationId, { owner: asker(lab().emulator, owner) });
const discardMatching = (filter: Partial<QueueFilter>, count: number, cutoffMs = lab().emulator.nowMs()) =>
  asked('bulk', '', { action: 'discard', arguments: { reason: 'test_data' }, filter, count, cutoffMs, note: 'Tests.' });
const shown = (filter: Partial<QueueFilter>) =>
  (ask<Page<OperationRow>>(lab().emulator, { ask: 'operations', filter: { ...NO_FILTER, view: 'operations', ...filter } }, 'lead', RECEIVABLES).answer?.rows ?? []).map(({ operationId }) => operationId).sort();
const discarded = () => lab().emulator.query("SELECT externalid AS id FROM customrecord_dkt_operation WHERE custrecord_dkt_op_state = 'discarded'").map(({ id }) => String(id)).sort();
const request = () => lab().emulator.query('SELECT custrecord_dkt_req_state AS state, custrecord_dkt_req_rows AS n, custrecord_dkt_req_amount AS amount, custrecord_dkt_req_result AS result FROM customrecord_dkt_request')[0];

describe('all that match a filter', () => {
  it('are those that the page shows for amount and owner, and no other', async () => {
    const large = await stuck('1', '900.00');
    await stuck('2', '900.00');
    const small = await stuck('3', '100.00');
    const another = await stuck('4', '700.00');
    const converted = await stuck('5', '600.00', 'CAD');
    for (const id of [large, small, converted]) mine(id);
    mine(another, 'demo_employee_admin');
    lab().emulator.passTime(A_MINUTE);
    const filter = { owner: 'mine', amountAtLeast: '500' } as const;
    expect(shown(filter)).toEqual([large]);
    expect(discardMatching(filter, 1)).toMatchObject({ state: 'done', code: 'bulk' });
    expect(request()).toMatchObject({ n: 1, amount: '900.00' });
    lab().sweep();
    expect(discarded()).toEqual([large]);
    expect(request()).toMatchObject({ state: 'carried_out', result: expect.stringMatching(/^1 done.*0 skipped/) as string });
  });

  it('are of the age that they had when the page was looked at', async () => {
    const old = await stuck('1', '10.00');
    lab().emulator.passTime(5 * AN_HOUR);
    const young = await stuck('2', '10.00');
    lab().emulator.passTime(A_MINUTE);
    const cutoffMs = lab().emulator.nowMs();
    expect(shown({ age: '4h_to_1d' })).toEqual([old]);
    discardMatching({ age: '4h_to_1d' }, 1, cutoffMs);
    lab().emulator.passTime(5 * AN_HOUR);
    expect(shown({ age: '4h_to_1d' })).toEqual([old, young].sort());
    lab().sweep();
    expect(discarded()).toEqual([old]);
  });

  it('leave out what is snoozed', async () => {
    const open = await stuck('1', '10.00');
    const snoozed = await stuck('2', '10.00');
    asked('snooze', snoozed, { untilMs: lab().emulator.nowMs() + AN_HOUR, on: 'date', note: 'Monday.' });
    lab().emulator.passTime(A_MINUTE);
    discardMatching({}, 1);
    lab().sweep();
    expect(discarded()).toEqual([open]);
  });

  it('wait for approval where they are worth more than the limit, however few they are', async () => {
    await stuck('1', '100000.01');
    expect(discardMatching({}, 1)).toMatchObject({ state: 'done', code: 'asked_for_approval' });
    lab().sweep();
    expect(discarded()).toEqual([]);
  });

  it('are not acted on where they are more than the person named', async () => {
    await stuck('1', '10.00');
    await stuck('2', '10.00');
    expect(discardMatching({}, 1)).toMatchObject({ state: 'refused', code: 'count_differs' });
  });

  it.each([{ amountAtLeast: 'much' }, { owner: 'somebody' }, { subsidiary: '1' }, { period: '2026-13' }, { colour: 'red' }])('are not acted on where a part of the filter says nothing: %p', async (filter) => {
    await stuck('1', '10.00');
    expect(() => discardMatching(filter as Partial<QueueFilter>, 1)).toThrow(/is no member of a filter/);
  });
});

it('who sees an operation because its source posts to their subsidiary alone may act on it', async () => {
  const operationId = await stuck('1', '10.00');
  const { emulator } = lab();
  const [row] = emulator.query('SELECT id FROM customrecord_dkt_operation WHERE externalid = ?', [operationId]);
  const cleared = emulator.saveAs({ type: 'customrecord_dkt_operation', id: Number(row?.['id']), values: { custrecord_dkt_op_subsidiary: '' }, actor: emulator.administratorActor(), context: 'USERINTERFACE' });
  expect(cleared.kind).toBe('saved');
  expect(ask<OperationRow[]>(emulator, { ask: 'rows', ids: [operationId] }, 'reviewer', RECEIVABLES).answer).toHaveLength(1);
  expect(asked('redrive', operationId, {}, REVIEWER)).toMatchObject({ state: 'done' });
});
