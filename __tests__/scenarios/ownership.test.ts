import type { MapFile } from '../../src/domain/map-file';
import type { RowKind } from '../../src/domain/map';
import { VERDICTS, type VerdictKind } from '../../src/domain/ownership';
import { customerMap, LAB, LAB_DECISION } from '../support/lab-project';
import { openLab } from './lab';
import { ABSENT, BLANK, CREATES, NULL, UPDATES, type Expected, type RowUnderTest, type Sent, type UpdateCase } from './ownership-cases';
import type { Answer } from './support';

/** One map for each row under test that differs. */
const rowsUnderTest = [...new Set([...CREATES, ...UPDATES].map(nameOf))];

const documentTypeOf = (under: RowUnderTest): string => `row${String(rowsUnderTest.indexOf(nameOf(under)))}`;

function nameOf({ kind, owner, onEmpty, onConflict, documents }: RowUnderTest): string {
  return JSON.stringify([kind, owner, onEmpty, onConflict, documents]);
}

function mapOf(name: string): MapFile {
  const [kind, owner, onEmpty, onConflict, documents] = JSON.parse(name) as [RowUnderTest['kind'], RowUnderTest['owner'], RowUnderTest['onEmpty'], RowUnderTest['onConflict'], RowUnderTest['documents']];
  return customerMap(`row${String(rowsUnderTest.indexOf(name))}`, {
    documents, fields: [{ target: 'comments', owner: owner === 'own' ? LAB : 'crm', kind, path: '/note', transform: { kind: 'text' }, onEmpty, onConflict }],
  });
}

const lab = openLab(rowsUnderTest.map(mapOf));

function documentWith(sent: Sent): Readonly<Record<string, unknown>> {
  const note = sent === ABSENT ? {} : { note: sent === NULL ? null : sent === BLANK ? '  ' : sent };
  return { id: '1', name: 'Wren Audio', ...note };
}

interface ShownVerdict {
  readonly field: string;
  readonly verdict: VerdictKind;
  readonly owner: string;
  readonly decision: string;
  readonly path: string;
  readonly note?: string;
}

const verdictsOf = ({ body }: Answer): readonly ShownVerdict[] => body['verdicts'] as readonly ShownVerdict[];

/** Verdict, note, outcome and reason of a document's answer. */
function told(answer: Answer): Omit<Expected, 'saved'> {
  const [own] = verdictsOf(answer).filter(({ field }) => field === 'comments');
  const problem = answer.body['problem'] as { readonly code: string } | null;
  return {
    verdict: own?.verdict, ...(own?.note === undefined ? {} : { note: own.note }), outcome: String(answer.body['outcome']), ...(problem === null ? {} : { code: problem.code }),
  };
}

function savedNote(under: RowUnderTest): unknown {
  const externalId = `${LAB}_${documentTypeOf(under)}_1`;
  const stands = lab().emulator.query('SELECT id FROM customer WHERE externalid = ?', [externalId]).length > 0;
  return stands ? lab().saved('customer', externalId).values['comments'] : undefined;
}

const shown = (value: Sent | null | undefined): string => (typeof value === 'symbol' ? String(value.description) : value === null ? 'nothing' : (value ?? ''));
const rowTitle = ({ kind, owner, onEmpty, onConflict, documents }: RowUnderTest): string =>
  `${kind} (${owner === 'own' ? 'its source' : 'another system'} owns it; empty ${typeof onEmpty === 'string' ? onEmpty : 'by kind'}, conflict ${onConflict}, ${documents})`;

const expected = ({ verdict, note, outcome, code }: Expected) => ({ verdict, ...(note === undefined ? {} : { note }), outcome, ...(code === undefined ? {} : { code }) });

describe('a field of a new record', () => {
  it.each(CREATES.map((one) => [rowTitle(one), shown(one.sent), one.verdict ?? 'nothing', one.outcome, one] as const))('%s: sent %s says %s, %s', async (_row, _sent, _verdict, _outcome, one) => {
    const documentType = documentTypeOf(one);
    const foreseen = await lab().put({ contract: '1', source: LAB, documentType, idempotencyKey: 'k1', document: documentWith(one.sent) });
    const answer = await lab().send(documentType, 'k1', documentWith(one.sent));
    expect({ ...told(answer), saved: savedNote(one) }).toEqual({ ...expected(one), saved: one.saved });
    expect(foreseen.body['verdicts']).toEqual(answer.body['verdicts']);
    expect(foreseen.body['outcome']).toBe(one.outcome);
  });
});

describe('a field of a record that stands', () => {
  const titled = UPDATES.map((one) => [
    rowTitle(one), shown(one.applied), one.keyed === undefined ? 'untouched' : `keyed to ${shown(one.keyed)}`, shown(one.sent), one.verdict ?? 'nothing', one.outcome, one,
  ] as const);

  it.each(titled)('%s: set to %s, %s, then sent %s says %s, %s', async (...[, , , , , , one]) => {
    const documentType = documentTypeOf(one);
    await makeRecord(one);
    if (one.keyed !== undefined) lab().byHand('customer', `${LAB}_${documentType}_1`, { comments: one.keyed });
    const foreseen = await lab().put({ contract: '1', source: LAB, documentType, idempotencyKey: 'k2', document: documentWith(one.sent) });
    const answer = await lab().send(documentType, 'k2', documentWith(one.sent));
    expect({ ...told(answer), saved: savedNote(one) }).toEqual({ ...expected(one), saved: one.saved });
    expect([foreseen.body['outcome'], foreseen.body['verdicts']]).toEqual([one.outcome, answer.body['verdicts']]);
  });

  /** Makes the record as the first document does. */
  async function makeRecord(one: UpdateCase): Promise<void> {
    const made = await lab().send(documentTypeOf(one), 'k1', documentWith(one.applied));
    if (made.body['outcome'] !== 'applied') throw new Error(`The record was not made: ${JSON.stringify(made.body)}`);
  }
});

it('a verdict names the path, the owner and the decision of its row', async () => {
  const under = UPDATES.find(({ kind, owner }) => kind === 'authoritative' && owner === 'other');
  const answer = await lab().send(documentTypeOf(under as UpdateCase), 'k1', documentWith('A'));
  expect(verdictsOf(answer).find(({ field }) => field === 'comments')).toEqual({ path: '/note', field: 'comments', verdict: 'conflict', owner: 'crm', decision: LAB_DECISION });
});

type Reach = 'occurs' | 'lines' | 'group' | { readonly never: string };

const never = (why: string): Reach => ({ never: why });
const NEW = never('a new field has no value to compare with or to clear');
const NOT_WRITTEN = never('no document writes the field, so nothing is compared');
const SET_ONCE = never('set at create, it is compared with NetSuite and never written or cleared again');
const NOT_BLOCKED = never('only a field that never flows in is blocked by its direction');
const NO_ROW = never('what is unmapped has no row, so it has no kind');

/** Every verdict of every row kind: where it occurs, or why it never does. `lines`: on a line that is new to a record; `group`: held by its group. Both stand in ownership-parts.test.ts. */
const REACH: Readonly<Record<'create' | 'update', Readonly<Record<VerdictKind, Readonly<Record<RowKind, Reach>>>>>> = {
  create: {
    apply: { authoritative: 'occurs', shared: 'occurs', copy: 'occurs', create_only: 'occurs', never_inbound: NOT_WRITTEN },
    unchanged: { authoritative: NEW, shared: NEW, copy: NEW, create_only: NEW, never_inbound: NEW },
    kept: { authoritative: NEW, shared: NEW, copy: NEW, create_only: NEW, never_inbound: NEW },
    conflict: { authoritative: 'occurs', shared: 'group', copy: 'occurs', create_only: 'occurs', never_inbound: NOT_WRITTEN },
    blocked_direction: { authoritative: NOT_BLOCKED, shared: NOT_BLOCKED, copy: NOT_BLOCKED, create_only: NOT_BLOCKED, never_inbound: 'occurs' },
    cleared: { authoritative: NEW, shared: NEW, copy: NEW, create_only: NEW, never_inbound: NEW },
    unmapped: { authoritative: NO_ROW, shared: NO_ROW, copy: NO_ROW, create_only: NO_ROW, never_inbound: NO_ROW },
  },
  update: {
    apply: { authoritative: 'occurs', shared: 'occurs', copy: 'occurs', create_only: 'lines', never_inbound: NOT_WRITTEN },
    unchanged: { authoritative: 'occurs', shared: 'occurs', copy: 'occurs', create_only: SET_ONCE, never_inbound: NOT_WRITTEN },
    kept: { authoritative: 'occurs', shared: 'occurs', copy: 'occurs', create_only: 'occurs', never_inbound: NOT_WRITTEN },
    conflict: { authoritative: 'occurs', shared: 'occurs', copy: 'occurs', create_only: 'occurs', never_inbound: NOT_WRITTEN },
    blocked_direction: { authoritative: NOT_BLOCKED, shared: NOT_BLOCKED, copy: NOT_BLOCKED, create_only: NOT_BLOCKED, never_inbound: 'occurs' },
    cleared: { authoritative: 'occurs', shared: 'occurs', copy: 'occurs', create_only: SET_ONCE, never_inbound: NOT_WRITTEN },
    unmapped: { authoritative: NO_ROW, shared: NO_ROW, copy: NO_ROW, create_only: NO_ROW, never_inbound: NO_ROW },
  },
};

it.each(['create', 'update'] as const)('the cases of %s hold every verdict that a kind of row can have there, and no other', (when) => {
  const cases: readonly (RowUnderTest & Expected)[] = when === 'create' ? CREATES : UPDATES;
  const held = new Set(cases.map(({ verdict, kind }) => `${String(verdict)} ${kind}`));
  const wanted = VERDICTS.flatMap((verdict) => Object.entries(REACH[when][verdict]).flatMap(([kind, reach]) => (reach === 'occurs' ? [`${verdict} ${kind}`] : [])));
  expect([...held].filter((one) => !one.startsWith('undefined')).sort()).toEqual(wanted.sort());
});
