import { STATES, type OperationState } from '../../src/domain/states';
import { customerMap, LAB, orderMap, ownRow } from '../support/lab-project';
import { labCall, openLab } from './lab';
import type { Answer } from './support';

const note = [ownRow('comments', '/note')];

const lab = openLab([
  customerMap('plain', { fields: note }),
  customerMap('number', { paths: { externalId: '/id', version: '/v', versionKind: 'number' }, fields: note }),
  customerMap('foreign', { fields: [...note, { ...ownRow('phone', '/phone', { onConflict: 'drop' }), owner: 'crm' }] }),
  customerMap('child', { fields: [ownRow('parent', '/parent', { transform: { kind: 'reference', record: 'customer', by: 'rule', documentType: 'plain' } })] }),
  customerMap('shut', { rights: { create: false, update: true, cancel: false } }),
  customerMap('needs', { fields: [ownRow('comments', '/note', { required: true })] }),
  customerMap('slow', { mode: 'async', fields: note }),
  orderMap('order'),
]);

type Document = Readonly<Record<string, unknown>>;
const party = (more: Document = {}): Document => ({ id: '1', name: 'Wren Audio', note: 'A', ...more });

/** Members that tell a sender what to do next. */
interface Told {
  readonly custody: boolean;
  readonly outcome: string;
  readonly safeToRetrySameKey: boolean;
  readonly safeNewKey: boolean;
  /** True where the reply says when to ask again. */
  readonly retry: boolean;
  readonly attempts: number;
  readonly waitsFor: string | null;
  readonly result: boolean;
  readonly problem: string | null;
}

const told = ({ body }: Answer): Told => {
  const { number, nextAt } = body['attempt'] as { readonly number: number; readonly nextAt: string | null };
  if ((nextAt === null) !== (body['retryAfterSeconds'] === null)) throw new Error('The reply says when, and does not: retryAfterSeconds and nextAt differ.');
  return {
    custody: body['custody'] as boolean, outcome: String(body['outcome']), safeToRetrySameKey: body['safeToRetrySameKey'] as boolean, safeNewKey: body['safeNewKey'] as boolean, retry: nextAt !== null,
    attempts: number, waitsFor: body['waitsFor'] as string | null, result: body['result'] !== null, problem: (body['problem'] as { readonly code: string } | null)?.code ?? null,
  };
};

/** How an outcome comes about: what is sent before, the call itself, and what strikes it. */
interface Way {
  readonly title: string;
  readonly before?: readonly (readonly [type: string, key: string, document: Document])[];
  readonly type: string;
  readonly document: Document;
  readonly more?: Document;
  /** Strikes a call of N/record on a customer while the document is applied. */
  readonly struck?: { readonly member: 'N/record.load' | 'N/record.Record.save'; readonly kind: 'error-before' | 'error-after'; readonly name: string };
  /** After the call the sender withdraws it. */
  readonly withdrawn?: true;
  readonly told: Omit<Told, 'custody' | 'safeToRetrySameKey' | 'outcome'>;
  /** What PUT foresees of the same call; undefined: it cannot. */
  readonly foreseen: { readonly outcome: string; readonly problem: string | null } | undefined;
  /** What DELETE answers. */
  readonly withdrawal: { readonly outcome: string; readonly problem: string | null };
}

const LATE = 'withdraw_too_late';
const settled = (problem: string | null, more: Partial<Way['told']> = {}): Way['told'] => ({ safeNewKey: false, retry: false, attempts: 1, waitsFor: null, result: false, problem, ...more });
const withRecord = settled(null, { result: true });
const MEMBER_BUSY = 'SSS_REQUEST_LIMIT_EXCEEDED';

/** Every way that is tried to each state that intake reaches. */
const WAYS = {
  accepted: [
    {
      title: 'a call that asks for it', type: 'plain', document: party(), more: { mode: 'async' }, told: settled(null, { retry: true, attempts: 0 }), foreseen: { outcome: 'applied', problem: null },
      withdrawal: { outcome: 'withdrawn', problem: null },
    },
    { title: 'a rule that asks for it', type: 'slow', document: party(), told: settled(null, { retry: true, attempts: 0 }), foreseen: { outcome: 'applied', problem: null }, withdrawal: { outcome: 'withdrawn', problem: null } },
  ],
  applied: [
    { title: 'a new record', type: 'plain', document: party(), told: withRecord, foreseen: { outcome: 'applied', problem: null }, withdrawal: { outcome: 'applied', problem: LATE } },
    { title: 'a changed record', before: [['plain', 'k0', party()]], type: 'plain', document: party({ note: 'B' }), told: withRecord, foreseen: { outcome: 'applied', problem: null }, withdrawal: { outcome: 'applied', problem: LATE } },
    { title: 'a rule that accepts only, told to apply now', type: 'slow', document: party(), more: { mode: 'sync' }, told: withRecord, foreseen: { outcome: 'applied', problem: null }, withdrawal: { outcome: 'applied', problem: LATE } },
    {
      title: 'a save that threw after it was done', type: 'plain', document: party(), struck: { member: 'N/record.Record.save', kind: 'error-after', name: 'UNEXPECTED_ERROR' }, told: withRecord, foreseen: undefined,
      withdrawal: { outcome: 'applied', problem: LATE },
    },
  ],
  unchanged: [
    { title: 'the same again under another key', before: [['plain', 'k0', party()]], type: 'plain', document: party(), told: withRecord, foreseen: { outcome: 'unchanged', problem: null }, withdrawal: { outcome: 'unchanged', problem: LATE } },
  ],
  partly_applied: [
    { title: 'a field of another owner, dropped', type: 'foreign', document: party({ phone: '555 0100' }), told: withRecord, foreseen: { outcome: 'partly_applied', problem: null }, withdrawal: { outcome: 'partly_applied', problem: LATE } },
  ],
  retry_scheduled: [
    {
      title: 'NetSuite is busy before the save', before: [['plain', 'k0', party()]], type: 'plain', document: party({ note: 'B' }), struck: { member: 'N/record.load', kind: 'error-before', name: MEMBER_BUSY },
      told: settled('netsuite_busy', { retry: true }), foreseen: { outcome: 'retry_scheduled', problem: 'netsuite_busy' }, withdrawal: { outcome: 'withdrawn', problem: null },
    },
  ],
  parked: [
    {
      title: 'another document has to come first', type: 'child', document: { id: '2', name: 'Wren West', parent: '77' }, told: settled('waits_for_document', { retry: true, waitsFor: 'lab_plain_77' }),
      foreseen: { outcome: 'parked', problem: 'waits_for_document' }, withdrawal: { outcome: 'withdrawn', problem: null },
    },
    {
      title: 'an earlier operation of the object is not settled', before: [['slow', 'k0', party()]], type: 'slow', document: party({ note: 'B' }), more: { mode: 'sync' },
      told: settled('lane_busy', { retry: true, waitsFor: '$k0' }), foreseen: { outcome: 'parked', problem: 'lane_busy' }, withdrawal: { outcome: 'withdrawn', problem: null },
    },
  ],
  unknown: [
    {
      title: 'a save that threw', type: 'plain', document: party(), struck: { member: 'N/record.Record.save', kind: 'error-before', name: 'UNEXPECTED_ERROR' },
      told: settled('effect_unknown', { retry: true, waitsFor: 'probe' }), foreseen: undefined, withdrawal: { outcome: 'unknown', problem: LATE },
    },
  ],
  needs_review: [
    { title: 'a value that is missing', type: 'needs', document: party({ note: '' }), told: settled('required_path_missing'), foreseen: { outcome: 'needs_review', problem: 'required_path_missing' }, withdrawal: { outcome: 'withdrawn', problem: null } },
    {
      title: 'an update of what is not there', type: 'plain', document: party(), more: { intent: 'update' }, told: settled('target_missing'), foreseen: { outcome: 'needs_review', problem: 'target_missing' },
      withdrawal: { outcome: 'withdrawn', problem: null },
    },
    {
      title: 'NetSuite says no before the save', before: [['plain', 'k0', party()]], type: 'plain', document: party({ note: 'B' }), struck: { member: 'N/record.load', kind: 'error-before', name: 'INSUFFICIENT_PERMISSION' },
      told: settled('netsuite_permission'), foreseen: { outcome: 'needs_review', problem: 'netsuite_permission' }, withdrawal: { outcome: 'withdrawn', problem: null },
    },
  ],
  refused: [
    { title: 'a right that is not given', type: 'shut', document: party(), told: settled('create_not_allowed', { safeNewKey: true }), foreseen: { outcome: 'refused', problem: 'create_not_allowed' }, withdrawal: { outcome: 'refused', problem: LATE } },
    {
      title: 'a creation of what is there', before: [['plain', 'k0', party()]], type: 'plain', document: party({ note: 'B' }), more: { intent: 'create' }, told: settled('target_exists', { safeNewKey: true }),
      foreseen: { outcome: 'refused', problem: 'target_exists' }, withdrawal: { outcome: 'refused', problem: LATE },
    },
    {
      title: 'a cancellation of what never came', type: 'order', document: { id: '1' }, more: { intent: 'cancel' }, told: settled('nothing_to_cancel', { safeNewKey: true }),
      foreseen: { outcome: 'refused', problem: 'nothing_to_cancel' }, withdrawal: { outcome: 'refused', problem: LATE },
    },
  ],
  superseded: [
    {
      title: 'an older version', before: [['number', 'k0', party({ v: 2 })]], type: 'number', document: party({ v: 1, note: 'B' }), told: settled('version_older'),
      foreseen: { outcome: 'superseded', problem: 'version_older' }, withdrawal: { outcome: 'superseded', problem: LATE },
    },
  ],
  withdrawn: [
    {
      title: 'the sender takes it back', type: 'plain', document: party(), more: { mode: 'async' }, withdrawn: true, told: settled(null, { safeNewKey: true, attempts: 0 }), foreseen: { outcome: 'applied', problem: null },
      withdrawal: { outcome: 'withdrawn', problem: null },
    },
  ],
} as const satisfies Partial<Record<OperationState, readonly Way[]>>;

/** States that no call of a sender leads to. */
const REACHED_LATER: Readonly<Record<Exclude<OperationState, keyof typeof WAYS>, string>> = {
  resolved_elsewhere: 'a person says in the review queue that it was done by hand',
  discarded: 'a person says in the review queue that it must not be done',
  duplicate: 'a person says in the review queue that it is one',
  rolled_back: 'a rollback takes an applied operation back',
};

const EVERY_WAY = Object.entries(WAYS).flatMap(([state, ways]) => (ways as readonly Way[]).map((way) => [state, way.title, way] as const));

const STATUS = `source=${LAB}&idempotencyKey=k`;

/** Does what stands before, then sends the call as `send` does, with what strikes it in place; returns its answer. */
async function brought({ before = [], type, document, more, struck }: Way, send: (call: Record<string, unknown>) => Promise<Answer>): Promise<Answer> {
  for (const [first, key, held] of before) await lab().send(first, key, held);
  const remove = struck === undefined ? undefined : lab().emulator.onCall(({ member, detail }) =>
    (member === struck.member && detail.startsWith('customer') && !detail.startsWith('customrecord') ? { kind: struck.kind, name: struck.name, message: 'as NetSuite says it' } : undefined));
  try {
    return await send(labCall(type, 'k', document, more));
  } finally {
    remove?.();
  }
}

/** What a way is expected to be told, its `$k0` put in. */
async function expected(state: string, { told: expectedTold }: Way): Promise<Told> {
  const waitsFor = expectedTold.waitsFor === '$k0' ? String((await lab().get(`source=${LAB}&idempotencyKey=k0`)).body['operationId']) : expectedTold.waitsFor;
  return { custody: true, safeToRetrySameKey: true, outcome: state, ...expectedTold, waitsFor };
}

describe.each(EVERY_WAY)('%s, by %s,', (state, _title, way) => {
  const post = async (): Promise<Answer> => {
    const answer = await brought(way, (call) => lab().post(call));
    return way.withdrawn === true ? lab().remove(STATUS) : answer;
  };

  it('is told by POST and by GET alike, and again to a repeat', async () => {
    const answer = await post();
    const wanted = await expected(state, way);
    expect(told(answer)).toEqual(wanted);
    expect(told(await lab().get(STATUS))).toEqual(wanted);
    expect(told(await lab().get(`operationId=${String(answer.body['operationId'])}`))).toEqual(wanted);
    const repeat = await lab().post(labCall(way.type, 'k', way.document, way.more));
    expect([told(repeat), repeat.body['replayed'], repeat.body['operationId']]).toEqual([wanted, true, answer.body['operationId']]);
  });

  it('is foreseen by PUT as far as it can be, and nothing is kept', async () => {
    const operations = () => lab().emulator.query('SELECT COUNT(*) AS n FROM customrecord_dkt_operation')[0]?.['n'];
    const foresight = await brought(way, (call) => lab().put(call));
    const { custody, outcome, problem, repeats } = foresight.body as { readonly custody: unknown; readonly outcome: unknown; readonly problem: { readonly code: string } | null; readonly repeats: unknown };
    expect([custody, repeats, operations()]).toEqual([false, null, (way.before ?? []).length]);
    if (way.foreseen === undefined) expect(outcome).toBe('applied');
    else expect({ outcome, problem: problem?.code ?? null }).toEqual(way.foreseen);
  });

  it('is withdrawn by DELETE, or stays and says why', async () => {
    const before = told(await post());
    const answer = told(await lab().remove(STATUS));
    expect({ outcome: answer.outcome, problem: answer.problem }).toEqual(way.withdrawal);
    expect([answer.custody, answer.safeToRetrySameKey, answer.result]).toEqual([true, true, before.result]);
    expect((await lab().get(STATUS)).body['outcome']).toBe(way.withdrawal.outcome);
  });
});

it.each(EVERY_WAY.filter(([state]) => ['accepted', 'retry_scheduled', 'unknown'].includes(state)))('%s, by %s, is over once the sweep came', async (_state, _title, way) => {
  await brought(way, (call) => lab().post(call));
  lab().sweep();
  expect(told(await lab().get(STATUS))).toMatchObject({ outcome: 'applied', retry: false, waitsFor: null, result: true, problem: null });
});

describe('key_reused', () => {
  const reuse = async () => {
    await lab().send('plain', 'k', party());
    return lab().send('plain', 'k', party({ note: 'B' }));
  };

  it('is told by POST, and by no other verb', async () => {
    const answer = await reuse();
    expect(told(answer)).toEqual({ custody: false, outcome: 'key_reused', safeToRetrySameKey: false, safeNewKey: true, retry: false, attempts: 0, waitsFor: null, result: false, problem: 'key_reused' });
    expect((await lab().get(STATUS)).body).toMatchObject({ outcome: 'applied', operationId: answer.body['operationId'] });
    expect((await lab().put(labCall('plain', 'k', party({ note: 'C' })))).body).toMatchObject({ outcome: 'applied', repeats: answer.body['operationId'] });
    expect((await lab().remove(STATUS)).body).toMatchObject({ outcome: 'applied', problem: { code: 'withdraw_too_late' } });
  });

  it('is told in a batch of the one item alone', async () => {
    const item = (key: string, text: string) => {
      const { contract: _contract, ...rest } = labCall('plain', key, party({ note: text }));
      return rest;
    };
    const answer = await lab().post({ contract: '1', operations: [item('k', 'A'), item('k', 'B'), item('k2', 'A')] });
    expect((answer.body['operations'] as readonly { readonly outcome: string }[]).map(({ outcome }) => outcome)).toEqual(['applied', 'key_reused', 'unchanged']);
  });
});

it('every state is tried here, or is reached by people later', () => {
  expect([...Object.keys(WAYS), ...Object.keys(REACHED_LATER)].sort()).toEqual([...STATES].sort());
});
