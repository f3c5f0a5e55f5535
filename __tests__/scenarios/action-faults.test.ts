import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReviewRole } from '../../src/domain/review/capability';
import { planted } from '../../tools/simulation/plant';
import type { Edit } from '../../tools/simulation/mutants';
import { ask, asker, REVIEWER, rowOf } from '../support/clicks';
import type { Clicked } from '../support/clicks';
import { customerMap, LAB, ownRow, projectWithMaps } from '../support/lab-project';
import { logIn } from '../support/review-pages';
import { bind, labCall } from './lab';
import { openAccount } from './support';
import type { Account } from './support';

const MAPS = [
  customerMap('party', {
    fields: [
      ownRow('comments', '/note', { required: true, editable: { editor: 'text' } }),
      ownRow('parent', '/of', { transform: { kind: 'reference', record: 'customer', by: 'field', field: 'externalid' }, editable: { editor: 'reference', needsApproval: true } }),
    ],
    paths: { externalId: '/id', amount: '/total', currency: '/currency', number: '/number' },
  }),
];

const HANNA = 'demo_employee_receivables';
const LUC = 'demo_employee_canada';
const PRIYA = 'demo_employee_lead';
const LEAD = 'customrole_dkt_lead';
const APPROVER = 'customrole_dkt_approver';

/** An account with a build, and what probes do in it. */
class House {
  private clicks = 0;

  constructor(readonly account: Account) {}

  query(sql: string, values: readonly (string | number)[] = []) {
    return this.account.emulator.query(sql, [...values]);
  }

  /** A document that rests with people. */
  async stuck(id = '1', changes: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { body } = await this.account.post(labCall('party', `k${id}`, { id, name: `Wren ${id}`, note: 'A', of: 'acme', total: '100.00', currency: 'USD', number: `SO-${id}`, ...changes }));
    return String(body['operationId']);
  }

  /** Saves an action row, and says what became of it. */
  click(clicked: Omit<Clicked, 'key' | 'subject'> & { readonly subject?: string }): Readonly<Record<string, unknown>> {
    const { emulator } = this.account;
    emulator.grantRole(asker(emulator, clicked.person), clicked.role);
    this.clicks += 1;
    const reply = ask(emulator, { subject: 'operation', ...clicked, key: `click-${String(this.clicks)}` });
    return reply.kind === 'saved' ? rowOf(emulator, reply.id) : { state: reply.kind };
  }

  pages(person: string, role: ReviewRole) {
    return logIn(this.account.emulator, { person, role });
  }

  state(operationId: string): unknown {
    return this.query('SELECT custrecord_dkt_op_state AS state FROM customrecord_dkt_operation WHERE externalid = ?', [operationId])[0]?.['state'];
  }
}

interface Fault {
  /** What the product does with it. */
  readonly name: string;
  readonly edits: readonly Edit[];
  /** True where the rule is broken. */
  readonly shows: (house: House) => Promise<boolean>;
}

const note = { note: 'Meanwhile.' };
const edit = (row: string, value: object) => ({ reason: 'typo', note: 'Asked.', edits: [{ row: `lab.party.body.${row}`, ...value }] });

/** A request for another record as parent, by a person in a role. */
async function askedParent(house: House, person: string, role: string) {
  const operationId = await house.stuck();
  const internalId = Number(house.query('SELECT MIN(id) AS id FROM customer')[0]?.['id']);
  const answer = house.click({ kind: 'edit', subjectId: operationId, person, role, args: edit('parent', { internalId }) });
  const number = String(house.query('SELECT externalid AS number FROM customrecord_dkt_request')[0]?.['number']);
  return { operationId, answer, number };
}

const FAULTS: readonly Fault[] = [
  {
    name: 'acts on what moved on since it was seen', edits: [{ find: 'if (request.seen !== undefined && request.seen !== found.head.number)', replace: 'if (false)' }],
    shows: async (house) => {
      const subjectId = await house.stuck();
      house.click({ kind: 'note', subjectId, person: HANNA, role: REVIEWER, args: note });
      return house.click({ kind: 'redrive', subjectId, person: HANNA, role: REVIEWER, seen: 1 })['state'] === 'done';
    },
  },
  {
    name: 'takes the form of an older page', edits: [{ find: 'if (version !== subject.version)', replace: 'if (false)' }],
    shows: async (house) => {
      const operation = await house.stuck();
      const hanna = house.pages(HANNA, 'reviewer');
      const { form } = hanna.get('act', { kind: 'discard', operation });
      house.click({ kind: 'note', subjectId: operation, person: HANNA, role: REVIEWER, args: note });
      hanna.post(form, { custpage_reason: 'test_data', custpage_note: 'x' });
      return house.state(operation) === 'discarded';
    },
  },
  {
    name: 'takes any token', edits: [{ find: 'judge: (token, form) => judgeToken(token, binding(form), nowMs, key()),', replace: "judge: () => ({ kind: 'valid', click: 'f'.repeat(32) })," }],
    shows: async (house) => {
      const operation = await house.stuck();
      const { form } = house.pages(HANNA, 'reviewer').get('act', { kind: 'discard', operation });
      house.pages(PRIYA, 'lead').post(form, { custpage_reason: 'test_data', custpage_note: 'x' });
      return house.state(operation) === 'discarded';
    },
  },
  {
    name: 'lets people approve what they asked for', edits: [
      { find: 'if (userId === asker)', replace: 'if (false)' }, { find: 'return approver === 0 || approver === asker || editors.includes(approver)', replace: 'return approver === 0' },
    ],
    shows: async (house) => {
      const { number } = await askedParent(house, PRIYA, APPROVER);
      return house.click({ kind: 'approve', subject: 'request', subjectId: number, person: PRIYA, role: APPROVER })['state'] === 'done';
    },
  },
  {
    name: 'asks nobody about parties and money', edits: [{ find: 'const needsOther = overlayNeedsApproval(edits, read.map);', replace: 'const needsOther = false;' }],
    shows: async (house) => (await askedParent(house, HANNA, REVIEWER)).answer['code'] !== 'asked_for_approval',
  },
  {
    name: 'keeps a request for ever', edits: [{ find: 'if (taken.nowMs >= endsMs(request))', replace: 'if (false)' }],
    shows: async (house) => {
      await askedParent(house, HANNA, REVIEWER);
      house.account.emulator.advanceTime(25 * 60 * 60_000);
      return house.query('SELECT custrecord_dkt_req_state AS state FROM customrecord_dkt_request')[0]?.['state'] !== 'lapsed';
    },
  },
  {
    name: 'edits what no map releases', edits: [{ find: 'const { editable } = row ?? {};', replace: "const editable = row?.editable ?? { editor: 'text' };" }],
    shows: async (house) => house.click({ kind: 'edit', subjectId: await house.stuck(), person: HANNA, role: REVIEWER, args: edit('companyname', { text: 'X' }) })['state'] === 'done',
  },
  {
    name: 'ignores the edits that lie over a document', edits: [{ find: 'if (overlay === undefined) return { value: object, mapped: sent };', replace: 'if (overlay !== 1) return { value: object, mapped: sent };' }],
    shows: async (house) => {
      const subjectId = await house.stuck('1', { note: '', of: '' });
      house.click({ kind: 'edit', subjectId, person: HANNA, role: REVIEWER, args: edit('comments', { text: 'Right.' }) });
      house.account.emulator.advanceTime(60_000);
      return house.state(subjectId) !== 'applied';
    },
  },
  {
    name: 'acts on what somebody does not see', edits: [{ find: "if (subsidiaries === 'all') return { sql: IS_OWN, parameters: [account] };", replace: "if (subsidiaries !== '') return { sql: IS_OWN, parameters: [account] };" }],
    shows: async (house) => house.click({ kind: 'redrive', subjectId: await house.stuck(), person: LUC, role: REVIEWER })['state'] === 'done',
  },
  {
    name: 'closes whatever it is worth', edits: [{ find: 'const closes = () => mayClose(row, capabilities, limits);', replace: 'const closes = () => true;' }],
    shows: async (house) => house.click({ kind: 'discard', subjectId: await house.stuck('1', { total: '9000' }), person: HANNA, role: REVIEWER, args: { reason: 'test_data', note: 'x' } })['state'] === 'done',
  },
  {
    name: 'takes an amount without a rate for nothing', edits: [{ find: "if (atRisk === undefined) return !priced && capabilities.has('close_medium');", replace: 'if (atRisk === undefined) return true;' }],
    shows: async (house) => house.click({ kind: 'discard', subjectId: await house.stuck('1', { currency: 'XTS' }), person: PRIYA, role: LEAD, args: { reason: 'test_data', note: 'x' } })['state'] === 'done',
  },
  {
    name: 'does in bulk what moved meanwhile', edits: [{ find: 'key: work.key, seen: marked?.seen,', replace: 'key: work.key, seen: undefined,' }],
    shows: async (house) => {
      const rows = [{ operationId: await house.stuck('1'), seen: 1 }, { operationId: await house.stuck('2'), seen: 1 }];
      house.click({ kind: 'note', subjectId: String(rows[1]?.operationId), person: PRIYA, role: LEAD, args: note });
      house.click({ kind: 'bulk', subject: 'queue', subjectId: '', person: PRIYA, role: LEAD, args: { action: 'discard', arguments: { reason: 'test_data' }, rows, note: 'x' } });
      return house.state(String(rows[1]?.operationId)) === 'discarded';
    },
  },
  {
    name: 'sleeps on though what it waits for has come', edits: [{ find: 'wakeSnoozed(ports); if (left)', replace: 'if (left)' }],
    shows: async (house) => {
      const subjectId = await house.stuck();
      house.click({ kind: 'snooze', subjectId, person: HANNA, role: REVIEWER, args: { untilMs: house.account.emulator.nowMs() + 86_400_000, on: 'new_version', note: 'x' } });
      await house.account.post(labCall('party', 'k1b', { id: '1', name: 'Wren 1', note: 'B', of: 'acme' }));
      house.account.emulator.advanceTime(31 * 60_000);
      return house.query('SELECT custrecord_dkt_op_snoozed_ms AS ms FROM customrecord_dkt_operation WHERE externalid = ?', [subjectId])[0]?.['ms'] !== null;
    },
  },
];

async function withBuild(edits: readonly Edit[], use: (house: House) => Promise<void>): Promise<void> {
  const folder = projectWithMaps(MAPS);
  try {
    for (const [path, text] of planted(folder, { name: 'fault', edits })) writeFileSync(join(folder, path), text);
    const account = await openAccount(folder);
    bind(account, LAB);
    await use(new House(account));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a fault planted in what people do', () => {
  it.each(FAULTS)('shows: the product $name', async ({ edits, shows }) => {
    await withBuild(edits, async (house) => {
      expect(await shows(house)).toBe(true);
    });
  });

  it('is none of the product as it is', async () => {
    await withBuild([], async (house) => {
      for (const { name, shows } of FAULTS) {
        const point = house.account.emulator.checkpoint();
        expect([name, await shows(house)]).toEqual([name, false]);
        point.restore();
      }
    });
  });
});
