import { INTEGRATION_ROLE, INTEGRATION_USER } from '../../demo/company';
import { act, addActions, click, type AskedAction } from '../../tools/simulation/actions-project';
import { customerMap, ownRow } from '../support/lab-project';
import { openLab } from './lab';

const A_MINUTE = 60_000;

const lab = openLab([
  customerMap('party', { fields: [ownRow('comments', '/note', { required: true }), ownRow('parent', '/of', { transform: { kind: 'reference', record: 'customer', by: 'field', field: 'externalid' } })] }),
  customerMap('child', { fields: [ownRow('parent', '/parent', { transform: { kind: 'reference', record: 'customer', by: 'rule', documentType: 'party' } })] }),
  customerMap('shut', { rights: { create: false, update: true, cancel: false } }),
], [], () => undefined, addActions);

const done = (asked: AskedAction) => act(lab().emulator, asked);

/** Asks how an operation stands, as its sender, at once: a call over HTTP lets the sweep in that an action woke. */
function status(operationId: unknown): unknown {
  const { emulator } = lab();
  const [employee] = emulator.query('SELECT id FROM employee WHERE externalid = ?', [INTEGRATION_USER]);
  const actor = emulator.actor(Number(employee?.['id']), INTEGRATION_ROLE);
  const reply = emulator.callRestlet({ scriptId: 'customscript_dkt_inbound_rl', deploymentId: 'customdeploy_dkt_inbound_rl', method: 'get', argument: { operationId: String(operationId) }, actor });
  return reply.kind === 'returned' ? reply.value : reply;
}

/** A document that rests with a person: the customer that it names is not there. Returns its operation. */
async function inReview(id = '1', of = 'buyer'): Promise<string> {
  const { body } = await lab().send('party', `k${id}`, { id, name: `Wren ${id}`, note: 'A', of });
  expect(body).toMatchObject({ outcome: 'needs_review', problem: { code: 'reference_not_found' } });
  return String(body['operationId']);
}

/** Puts in a customer by hand; returns its internal id. */
function byHand(externalid: string): number {
  const subsidiary = Number(lab().emulator.query('SELECT id FROM subsidiary WHERE externalid = ?', ['demo_subsidiary_us'])[0]?.['id']);
  return lab().emulator.createRecord({ type: 'customer', values: { isperson: 'F', companyname: externalid, subsidiary, externalid } });
}

const made = () => lab().emulator.query("SELECT externalid FROM customer WHERE externalid LIKE 'lab_%' ORDER BY id").map(({ externalid }) => externalid);
const causes = () => lab().emulator.query("SELECT externalid AS fingerprint, custrecord_dkt_cause_state AS state FROM customrecord_dkt_cause WHERE custrecord_dkt_cause_kind = 'failure' ORDER BY id");

describe('redrive', () => {
  it('has a document tried again at once, as if it had just come, and becomes one record', async () => {
    const operationId = await inReview();
    byHand('buyer');
    lab().emulator.passTime(100 * 60 * A_MINUTE);
    expect(status(operationId)).toMatchObject({ outcome: 'needs_review' });
    expect(done({ action: 'redrive', request: click(operationId) })).toEqual({ kind: 'done', operationId, from: 'needs_review', state: 'accepted' });
    expect(status(operationId)).toMatchObject({ outcome: 'accepted', problem: null, attempt: { number: 0, nextAt: expect.any(String) as string } });
    // The action woke the sweep: no quarter of an hour has to pass.
    lab().sweep(A_MINUTE);
    expect(status(operationId)).toMatchObject({ outcome: 'applied', result: { externalId: 'lab_party_1' }, attempt: { number: 1, nextAt: null } });
    expect(made()).toEqual(['lab_party_1']);
  });

  it('comes back to a person where nothing was put right, and the same click does nothing twice', async () => {
    const operationId = await inReview();
    done({ action: 'redrive', request: click(operationId) });
    lab().sweep(A_MINUTE);
    expect(status(operationId)).toMatchObject({ outcome: 'needs_review', problem: { code: 'reference_not_found' }, attempt: { number: 1 } });
    expect(done({ action: 'redrive', request: click(operationId) })).toEqual({ kind: 'done_before', operationId, state: 'needs_review' });
    expect(done({ action: 'redrive', request: click(operationId, 'click-2') })).toMatchObject({ kind: 'done' });
  });

  it('of what was applied is refused, and changes nothing', async () => {
    const { body } = await lab().send('party', 'k1', { id: '1', name: 'Wren', note: 'A' });
    const before = status(body['operationId']);
    expect(done({ action: 'redrive', request: click(body['operationId']) })).toMatchObject({ kind: 'refused', code: 'not_from_this_state' });
    expect(done({ action: 'redrive', request: click('none') })).toMatchObject({ kind: 'refused', code: 'not_found' });
    expect(status(body['operationId'])).toEqual(before);
  });

  it('of what waits for a document looks again at once, and waits on where it is not there', async () => {
    const { body } = await lab().send('child', 'k1', { id: '2', name: 'Wren West', parent: '77' });
    expect(body).toMatchObject({ outcome: 'parked', problem: { code: 'waits_for_document' } });
    expect(done({ action: 'redrive', request: click(body['operationId']) })).toMatchObject({ kind: 'done', from: 'parked' });
    lab().sweep(A_MINUTE);
    expect(status(body['operationId'])).toMatchObject({ outcome: 'parked', waitsFor: 'lab_party_77' });
  });
});

describe('discard', () => {
  it('closes a document with a reason; its key answers so, and no sweep tries it again', async () => {
    const operationId = await inReview();
    expect(done({ action: 'discard', request: click(operationId, 'c', ' ') })).toMatchObject({ kind: 'refused', code: 'note_missing' });
    expect(done({ action: 'discard', request: click(operationId) })).toEqual({ kind: 'done', operationId, from: 'needs_review', state: 'discarded' });
    byHand('buyer');
    lab().sweep();
    expect(status(operationId)).toMatchObject({ outcome: 'discarded', result: null, attempt: { nextAt: null } });
    expect((await lab().send('party', 'k1', { id: '1', name: 'Wren 1', note: 'A', of: 'buyer' })).body).toMatchObject({ outcome: 'discarded', replayed: true });
    expect(made()).toEqual([]);
  });
});

describe('reopen', () => {
  it('brings back what was discarded, with what was wrong with it, and a redrive applies it', async () => {
    const operationId = await inReview();
    done({ action: 'discard', request: click(operationId) });
    lab().sweep();
    expect(done({ action: 'reopen', request: click(operationId, 'click-2') })).toEqual({ kind: 'done', operationId, from: 'discarded', state: 'needs_review' });
    expect(status(operationId)).toMatchObject({ outcome: 'needs_review', problem: { code: 'reference_not_found' } });
    byHand('buyer');
    expect(done({ action: 'redrive', request: click(operationId, 'click-3') })).toMatchObject({ kind: 'done' });
    lab().sweep(A_MINUTE);
    expect(status(operationId)).toMatchObject({ outcome: 'applied' });
    expect(made()).toEqual(['lab_party_1']);
  });

  it('brings back what a rule refused', async () => {
    const { body } = await lab().send('shut', 'k1', { id: '1', name: 'Wren' });
    expect(body).toMatchObject({ outcome: 'refused' });
    expect(done({ action: 'reopen', request: click(body['operationId']) })).toMatchObject({ kind: 'done', from: 'refused' });
    expect(status(body['operationId'])).toMatchObject({ outcome: 'needs_review', problem: { code: (body['problem'] as { readonly code: string }).code } });
  });

  it('of what its sender withdrew is refused', async () => {
    const operationId = await inReview();
    expect((await lab().remove(`operationId=${operationId}`)).body).toMatchObject({ outcome: 'withdrawn' });
    expect(done({ action: 'reopen', request: click(operationId) })).toMatchObject({ kind: 'refused', code: 'not_from_this_state' });
  });
});

describe('resolve elsewhere', () => {
  it('links the record that a person made, and a later document of the object makes no second one', async () => {
    const operationId = await inReview();
    const internalId = byHand('made_by_hand');
    expect(done({ action: 'resolve_elsewhere', request: click(operationId), made: { recordType: 'customer', internalId: 999_999 } })).toMatchObject({ kind: 'refused', code: 'record_not_found' });
    expect(done({ action: 'resolve_elsewhere', request: click(operationId), made: { recordType: 'customer', internalId } })).toMatchObject({ kind: 'done', state: 'resolved_elsewhere' });
    expect(status(operationId)).toMatchObject({ outcome: 'resolved_elsewhere', result: { recordType: 'customer', internalId } });
    const later = (await lab().send('party', 'k2', { id: '1', name: 'Wren 1', note: 'B' })).body;
    expect(later).toMatchObject({ outcome: 'needs_review', result: null });
    expect(made()).toEqual([]);
  });

  it('and reopened ties the object to nothing: a later document makes its record', async () => {
    const operationId = await inReview();
    const internalId = byHand('made_by_hand');
    done({ action: 'resolve_elsewhere', request: click(operationId), made: { recordType: 'customer', internalId } });
    expect(done({ action: 'reopen', request: click(operationId, 'click-2') })).toMatchObject({ kind: 'done', from: 'resolved_elsewhere' });
    expect(status(operationId)).toMatchObject({ outcome: 'needs_review', result: null });
    expect((await lab().send('party', 'k2', { id: '1', name: 'Wren 1', note: 'B' })).body).toMatchObject({ outcome: 'applied', result: { externalId: 'lab_party_1' } });
  });
});

describe('the release of a cause', () => {
  const release = (cause: unknown, key = 'click-1') => done({ action: 'release_cause', release: { cause: String(cause), asker: { userId: 9, role: 'customrole_finance' }, note: 'It is there now.', key } });

  it('redrives all that rest for the same reason and no other, and closes it', async () => {
    const alike = [await inReview('1'), await inReview('2'), await inReview('3')];
    const other = String((await lab().send('party', 'k4', { id: '4', name: 'Wren 4', note: '' })).body['operationId']);
    lab().sweep();
    expect(causes()).toMatchObject([{ state: 'open' }, { state: 'open' }]);
    const [row] = lab().emulator.query('SELECT custrecord_dkt_op_cause AS cause FROM customrecord_dkt_operation WHERE externalid = ?', [alike[0] ?? '']);
    byHand('buyer');
    expect(release(row?.['cause'])).toEqual({ redriven: 3, doneBefore: 0, refused: [], left: 0, closed: true });
    for (const operationId of alike) expect(status(operationId)).toMatchObject({ outcome: 'accepted' });
    lab().sweep(A_MINUTE);
    for (const operationId of alike) expect(status(operationId)).toMatchObject({ outcome: 'applied' });
    expect(status(other)).toMatchObject({ outcome: 'needs_review', problem: { code: 'required_path_missing' } });
    expect(made()).toEqual(['lab_party_1', 'lab_party_2', 'lab_party_3']);
    expect(causes().map(({ state }) => state).sort()).toEqual(['closed', 'open']);
    expect(release(row?.['cause'], 'click-2')).toMatchObject({ redriven: 0, left: 0 });
  });

  it('that healed nothing brings all back, and the cause opens again', async () => {
    await inReview('1');
    await inReview('2');
    lab().sweep();
    const [cause] = causes();
    expect(release(cause?.['fingerprint'])).toMatchObject({ redriven: 2, closed: true });
    lab().sweep();
    expect(causes()).toEqual([cause]);
    expect(release(cause?.['fingerprint'])).toMatchObject({ redriven: 0, doneBefore: 2, closed: false });
  });
});
