import type { ExecutionContext } from '../../emulator/runtime/types';
import { APPROVAL_MATRIX, REVIEW_ROLES } from '../../src/domain/review/capability';
import type { Grant, MatrixRow, ReviewRole } from '../../src/domain/review/capability';
import { sha256 } from '../support/builders';
import { ask, asker, grantRoles, rowOf } from '../support/clicks';
import { customerMap, ownRow } from '../support/lab-project';
import { openLab } from './lab';

const CLICKER = 'demo_employee_admin';
const OTHER = 'demo_employee_connector';
const CONTEXTS: readonly ExecutionContext[] = ['USERINTERFACE', 'CSVIMPORT', 'WEBSERVICES', 'RESTWEBSERVICES', 'SUITELET', 'SCHEDULED'];

const OPERATIONS = ['mine', 'theirs', 'small', 'medium', 'large', 'plain', 'money', 'conflict', 'redrive'] as const;

type Named = Readonly<Record<(typeof OPERATIONS)[number], string>>;

let named: Named = {} as Named;

const lab = openLab([customerMap('party', {
  paths: { externalId: '/id', amount: '/total', currency: '/currency' },
  fields: [ownRow('comments', '/note', { owner: 'netsuite' }), ownRow('phone', '/phone', { required: true, editable: { editor: 'text' } }), ownRow('fax', '/fax', { editable: { editor: 'text', needsApproval: true } })],
})], [], ({ emulator }) => { grantRoles(emulator); });

const query = (sql: string, values: readonly (string | number)[] = []) => lab().emulator.query(sql, [...values]);

const AMOUNTS: Readonly<Partial<Record<(typeof OPERATIONS)[number], string>>> = { small: '100.00', medium: '10000.00', large: '90000.00' };

/** Operations that rest with people: each is for one cell. */
async function restingOperations(): Promise<Named> {
  const rows: [string, string][] = [];
  for (const [index, name] of OPERATIONS.entries()) {
    const document = { id: String(index + 1), name: `Party ${String(index)}`, total: AMOUNTS[name] ?? '1.00', currency: 'USD', ...(name === 'conflict' ? { note: 'theirs', phone: '1' } : {}) };
    const { body } = await lab().send('party', `k-${name}`, document);
    expect([name, body['outcome']]).toEqual([name, 'needs_review']);
    rows.push([name, String(body['operationId'])]);
  }
  return Object.fromEntries(rows) as Named;
}

interface Click {
  readonly kind: string;
  readonly subject?: string;
  readonly subjectId: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** One role in one context. */
function trier(role: ReviewRole, context: ExecutionContext) {
  let clicks = 0;
  const click = ({ kind, subject = 'operation', subjectId, args }: Click): string => {
    clicks += 1;
    const reply = ask(lab().emulator, { kind, subject, subjectId, args, role: `customrole_dkt_${role}`, person: CLICKER, context, key: `m-${role}-${context}-${String(clicks)}` });
    if (reply.kind === 'saved') return `${String(rowOf(lab().emulator, reply.id)['state'])} ${String(rowOf(lab().emulator, reply.id)['code'])}`;
    return reply.kind === 'failed' ? `${reply.name}: ${reply.message}` : reply.kind;
  };
  return { click, isDone: (one: Click) => click(one).startsWith('done'), asks: (one: Click) => !/Your role does not|not_allowed|INSUFFICIENT_PERMISSION/.test(click(one)) };
}

let requests = 0;

/** A request of somebody, put in as Docket's own run would. Returns its number. */
function requestOf(needs: string, kind: string, person: string): string {
  requests += 1;
  const number = `rq-m${String(requests)}`;
  const plan = '{"operationId":"none","resolve":{},"differs":[],"document":{},"chains":[]}';
  const now = lab().emulator.nowMs();
  const reply = lab().emulator.saveAs({
    type: 'customrecord_dkt_request', actor: lab().emulator.administratorActor(), context: 'MAPREDUCE', values: {
      externalid: number, custrecord_dkt_req_kind: kind, custrecord_dkt_req_subject: 'none', custrecord_dkt_req_plan: plan, custrecord_dkt_req_plan_hash: sha256(plan), custrecord_dkt_req_asker: asker(lab().emulator, person),
      custrecord_dkt_req_asker_role: 'customrole_dkt_lead', custrecord_dkt_req_needs: needs, custrecord_dkt_req_state: 'asked', custrecord_dkt_req_asked_ms: now, custrecord_dkt_req_expires_ms: now + 3_600_000, custrecord_dkt_req_amount: '10',
    },
  });
  if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
  return number;
}

const approverOf = (number: string) => query('SELECT custrecord_dkt_req_approver AS approver FROM customrecord_dkt_request WHERE externalid = ?', [number])[0]?.['approver'] ?? null;

/** What the account lets a role do with one row of the table, as the table would say it. */
function tried(row: MatrixRow, role: ReviewRole, context: ExecutionContext): Grant {
  const { click, isDone, asks } = trier(role, context);
  const approves = (needs: string, kind: string): boolean => {
    const [foreign, own] = [requestOf(needs, kind, OTHER), requestOf(needs, kind, CLICKER)];
    for (const number of [foreign, own]) click({ kind: 'approve', subject: 'request', subjectId: number, args: { note: 'n' } });
    expect([row, role, context, approverOf(own)]).toEqual([row, role, context, null]);
    return approverOf(foreign) !== null;
  };
  const asked = (mayAsk: boolean, needs: string, kind: string): Grant => (approves(needs, kind) ? 'approve' : mayAsk ? 'request' : 'no');
  switch (row) {
    case 'organize': {
      const [own, others] = [isDone({ kind: 'note', subjectId: named.mine, args: { note: 'n' } }), isDone({ kind: 'note', subjectId: named.theirs, args: { note: 'n' } })];
      return others ? 'yes' : own ? 'own' : 'no';
    }
    case 'retry':
      return isDone({ kind: 'redrive', subjectId: named.redrive, args: { note: '' } }) ? 'yes' : 'no';
    case 'edit':
      return isDone({ kind: 'edit', subjectId: named.plain, args: { note: 'n', reason: 'typo', edits: [{ row: 'lab.party.body.phone', text: '5550100' }] } }) ? 'yes' : 'no';
    case 'money_edit': {
      const told = click({ kind: 'edit', subjectId: named.money, args: { note: 'n', reason: 'typo', edits: [{ row: 'lab.party.body.fax', text: '5550100' }] } });
      return asked(told === 'done asked_for_approval', 'approve_money_edit', 'correction');
    }
    case 'close': {
      const [small, medium, large] = (['small', 'medium', 'large'] as const).map((name) => isDone({ kind: 'discard', subjectId: named[name], args: { note: 'n', reason: 'test_data' } }));
      return large === true ? 'any' : medium === true ? 'medium' : small === true ? 'small' : 'no';
    }
    case 'bulk':
      return asked(click({ kind: 'bulk', subject: 'queue', subjectId: '', args: { note: 'n', action: 'redrive', rows: [{ operationId: named.mine, seen: 0 }, { operationId: named.theirs, seen: 0 }] } }) === 'done asked_for_approval', 'approve_bulk', 'bulk');
    case 'rollback':
      return asked(asks({ kind: 'roll_back', subjectId: named.mine, args: { note: 'n', reason: 'duplicate', planHash: 'h', atMs: 1, scope: { kind: 'operation', operationId: named.mine } } }), 'approve_rollback', 'rollback');
    case 'override': {
      const told = click({ kind: 'force', subjectId: named.conflict, args: { note: 'n', reason: 'other', fields: ['comments'], untilMs: lab().emulator.nowMs() + 3_600_000 } });
      return asked(told === 'done asked_for_approval', 'approve_override', 'override');
    }
    case 'rules':
      return approves('approve_rules', 'resolution') ? 'approve' : asks({ kind: 'propose', subject: 'decision', subjectId: 'none', args: { note: 'n' } }) ? 'edit' : 'no';
    case 'sign_close':
      return asks({ kind: 'sign_off', subject: 'close', subjectId: 'none', args: { note: 'n' } }) ? 'yes' : 'no';
    case 'see_technical':
      return asks({ kind: 'ask_evidence', subject: 'close', subjectId: 'none', args: { note: 'n' } }) ? 'yes' : 'no';
    case 'maintenance':
      return approves('approve_maintenance', 'erasure') ? 'approve' : 'no';
    case 'see':
      return 'no';
  }
}

/** What no action row is about: pages are seen, and pauses keyed in. They have their own suites. */
const ELSEWHERE: Readonly<Partial<Record<MatrixRow, readonly ReviewRole[]>>> = { see: REVIEW_ROLES, maintenance: ['admin'] };

const rows = Object.keys(APPROVAL_MATRIX) as readonly MatrixRow[];

beforeEach(async () => {
  const limits = { externalid: 'review:limits', custrecord_dkt_set_name: 'review:limits', custrecord_dkt_set_value: '{"small": "5000", "medium": "50000", "bulkRows": 1, "bulkAmount": "100000"}' };
  const known = query("SELECT id FROM customrecord_dkt_setting WHERE custrecord_dkt_set_name = 'review:limits'")[0]?.['id'];
  lab().emulator.saveAs({ type: 'customrecord_dkt_setting', ...(known === undefined ? {} : { id: Number(known) }), values: limits, actor: lab().emulator.administratorActor(), context: 'USERINTERFACE' });
  named = await restingOperations();
  const owner = asker(lab().emulator, OTHER);
  ask(lab().emulator, { kind: 'assign', subject: 'operation', subjectId: named.theirs, args: { note: '', owner }, role: 'customrole_dkt_lead', person: OTHER, key: 'give' });
});

describe.each(REVIEW_ROLES)('the %s', (role) => {
  it.each(CONTEXTS)('does in the context %s what the table says, row by row, and approves nothing of their own', (context) => {
    const found = rows.filter((row) => ELSEWHERE[row]?.includes(role) !== true).map((row) => {
      const point = lab().emulator.checkpoint();
      const grant = tried(row, role, context);
      point.restore();
      return [row, grant];
    });
    const said = rows.filter((row) => ELSEWHERE[row]?.includes(role) !== true).map((row) => [row, APPROVAL_MATRIX[row][role]]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(said));
  });
});
