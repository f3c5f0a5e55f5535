import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExecutionContext } from '../../emulator/runtime/types';
import type { SaveReply, SeedValue } from '../../emulator/types';
import { sha256 } from '../support/builders';
import { asker, grantRoles } from '../support/clicks';
import { customerMap, ownRow } from '../support/lab-project';
import { freeHandFiles, underHand } from '../support/free-hand';
import { openLab } from './lab';

const lab = openLab([customerMap('party', { fields: [ownRow('comments', '/note', { required: true })] })], [], ({ emulator }) => { grantRoles(emulator); }, (folder) => {
  for (const [path, content] of Object.entries(freeHandFiles())) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
});

type Values = Readonly<Record<string, SeedValue>>;

const EVENT = 'customrecord_dkt_event';
const CONTEXTS: readonly ExecutionContext[] = ['USERINTERFACE', 'CSVIMPORT', 'WEBSERVICES', 'RESTWEBSERVICES', 'SUITELET', 'SCHEDULED', 'MAPREDUCE', 'WORKFLOW'];

const save = (type: string, id: number | undefined, values: Values, context: ExecutionContext = 'MAPREDUCE'): SaveReply =>
  lab().emulator.saveAs({ type, ...(id === undefined ? {} : { id }), values, actor: lab().emulator.administratorActor(), context });

async function anEvent(): Promise<{ readonly id: number; readonly chain: string; readonly values: Values }> {
  const { body } = await lab().send('party', 'k1', { id: '1', name: 'Wren', note: 'A' });
  const chain = String(body['operationId']);
  const id = Number(lab().emulator.query('SELECT id FROM customrecord_dkt_event WHERE custrecord_dkt_ev_chain = ?', [chain])[0]?.['id']);
  return { id, chain, values: lab().emulator.readRecord(EVENT, id).values };
}

function approved(kind: 'erasure' | 'retention', plan: unknown, changes: Values = {}): string {
  const text = JSON.stringify(plan);
  const number = `R-${kind}`;
  const reply = save('customrecord_dkt_request', undefined, {
    externalid: number, custrecord_dkt_req_kind: kind, custrecord_dkt_req_plan: text, custrecord_dkt_req_plan_hash: sha256(text), custrecord_dkt_req_asker: asker(lab().emulator), custrecord_dkt_req_needs: 'approve_maintenance',
    custrecord_dkt_req_state: 'asked', custrecord_dkt_req_asked_ms: lab().emulator.nowMs(), custrecord_dkt_req_expires_ms: lab().emulator.nowMs() + 3_600_000,
  });
  if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
  const approval = save('customrecord_dkt_request', reply.id, { custrecord_dkt_req_state: 'approved', custrecord_dkt_req_approver: asker(lab().emulator, 'demo_employee_admin'), ...changes });
  if (approval.kind !== 'saved') throw new Error(JSON.stringify(approval));
  return number;
}

const cleared = (request: string): Values => ({ custrecord_dkt_ev_values: null, custrecord_dkt_ev_salt: null, custrecord_dkt_ev_erased_by: request });
const REFUSED = { kind: 'failed', name: 'DKT_HISTORY_REFUSED' };

describe('a row of the history', () => {
  it.each(CONTEXTS)('is edited by nobody in the context %s, the administrator included', async (context) => {
    const { id, values } = await anEvent();
    for (const changes of [{ custrecord_dkt_ev_facts: '{}' }, { custrecord_dkt_ev_values: '{}' }, { custrecord_dkt_ev_erased_by: 'R-1' }, { isinactive: true }, {}] as readonly Values[]) {
      expect(save(EVENT, id, changes, context)).toMatchObject(REFUSED);
    }
    expect(lab().emulator.readRecord(EVENT, id).values).toEqual(values);
  });

  it.each(['edit', 'inline', 'delete'] as const)('stands a script\'s %s, which runs as administrator', async (how) => {
    const { id, values } = await anEvent();
    expect(underHand(lab().emulator, { how, type: EVENT, id, values: { custrecord_dkt_ev_facts: '{}' } })).toMatchObject({ kind: 'failed', code: 'DKT_HISTORY_REFUSED' });
    expect(lab().emulator.readRecord(EVENT, id).values).toEqual(values);
  });

  it('is cleared of its values by an erasure that another person approved, and by nothing that only says so', async () => {
    const { id, chain } = await anEvent();
    const point = lab().emulator.checkpoint();
    expect(save(EVENT, id, cleared('R-erasure'))).toMatchObject(REFUSED);
    const request = approved('erasure', { chains: [chain] });
    for (const context of CONTEXTS.filter((one) => one !== 'MAPREDUCE')) expect(save(EVENT, id, cleared(request), context)).toMatchObject(REFUSED);
    expect(save(EVENT, id, { ...cleared(request), custrecord_dkt_ev_facts: '{}' })).toMatchObject(REFUSED);
    expect(save(EVENT, id, cleared(request))).toMatchObject({ kind: 'saved' });
    expect(lab().emulator.readRecord(EVENT, id).values).toMatchObject({ custrecord_dkt_ev_values: null, custrecord_dkt_ev_salt: null, custrecord_dkt_ev_erased_by: request });
    expect(save(EVENT, id, cleared(request))).toMatchObject(REFUSED);
    point.restore();
  });

  it('is ended by a retention that another person approved, in Docket\'s own run alone', async () => {
    const { id, chain } = await anEvent();
    const point = lab().emulator.checkpoint();
    const script = { how: 'delete', type: EVENT, id, values: {} } as const;
    expect(underHand(lab().emulator, script, 'map-reduce')).toMatchObject({ kind: 'failed', code: 'DKT_HISTORY_REFUSED' });
    approved('retention', { beforeMs: lab().emulator.nowMs() });
    expect(underHand(lab().emulator, script, 'map-reduce')).toMatchObject({ kind: 'failed', code: 'DKT_HISTORY_REFUSED' });
    const operation = Number(lab().emulator.query('SELECT id FROM customrecord_dkt_operation WHERE externalid = ?', [chain])[0]?.['id']);
    expect(save('customrecord_dkt_operation', operation, { custrecord_dkt_op_ended_by: 'R-retention-p1' })).toMatchObject({ kind: 'saved' });
    expect(underHand(lab().emulator, script)).toMatchObject({ kind: 'failed', code: 'DKT_HISTORY_REFUSED' });
    expect(underHand(lab().emulator, script, 'map-reduce')).toMatchObject({ kind: 'returned' });
    expect(lab().emulator.query('SELECT id FROM customrecord_dkt_event WHERE id = ?', [id])).toEqual([]);
    point.restore();
  });

  it('that was written after the moment of the retention stays', async () => {
    const { id, values } = await anEvent();
    approved('retention', { beforeMs: Number(values['custrecord_dkt_ev_at_ms']) });
    expect(underHand(lab().emulator, { how: 'delete', type: EVENT, id, values: {} }, 'map-reduce')).toMatchObject({ kind: 'failed', code: 'DKT_HISTORY_REFUSED' });
  });

  it('stands open to one way around: a script that is itself a user event sets off no other', async () => {
    const { id, values } = await anEvent();
    const edit = (facts: SeedValue) => underHand(lab().emulator, { how: 'edit', type: EVENT, id, values: { custrecord_dkt_ev_facts: facts } }, 'user-event');
    expect(edit('{}')).toMatchObject({ kind: 'returned' });
    expect(lab().emulator.readRecord(EVENT, id).values).toMatchObject({ custrecord_dkt_ev_facts: '{}' });
    // Put back, as the account's rules are looked at after each test.
    expect(edit(values['custrecord_dkt_ev_facts'] ?? null)).toMatchObject({ kind: 'returned' });
  });
});
