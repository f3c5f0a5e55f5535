import type { CurrentRecord } from '../../../../src/domain/decide-update';
import type { MappedDocument, MappedField } from '../../../../src/domain/mapped-document';
import { queryKey } from '../../../../src/domain/references';
import type { PlannedReference } from '../../../../src/domain/references';
import { shownText } from '../../../../src/domain/field-value';
import { compareFields, maskedField } from '../../../../src/domain/review/compare';
import type { Comparison } from '../../../../src/domain/review/compare';
import type { FieldValue } from '../../../../src/domain/field-value';
import type { OwnershipRow } from '../../../../src/domain/map';
import type { Proposal, ReferenceNeed } from '../../../../src/domain/transform';
import { compiled, lineSource, row } from '../../../support/builders';

const need = (changes: object = {}): ReferenceNeed => ({ by: 'field', record: 'customer', field: 'externalid', value: 'acme', pointer: '/of', ...changes });
const planned = (one: ReferenceNeed): PlannedReference => ({ need: one, query: { record: 'customer', field: 'externalid', value: one.pointer }, embedded: undefined });
const field = (target: string, proposal: Proposal, changes: Partial<OwnershipRow> = {}): MappedField => ({ row: row({ target, owner: 'shop', kind: 'authoritative', ...changes }), proposal, pointer: `/${target}`, whenEmpty: 'clear' });
const value = (one: FieldValue): Proposal => ({ kind: 'value', value: one });
const text = (one: string): Proposal => value({ kind: 'text', text: one });

function mapped(body: readonly MappedField[], lines: MappedDocument['lines'] = []): MappedDocument {
  return { body, lines, from: undefined, needs: [], currency: undefined, totals: [], problems: [], unmapped: [] };
}

function comparison(body: readonly MappedField[], changes: Partial<Comparison> = {}): Comparison {
  return { map: compiled([], { source: 'shop', lines: [lineSource({ name: 'items', sublist: 'item' })] }), mapped: mapped(body), plan: { planned: [], problems: [] }, matches: new Map(), current: undefined, lastApplied: new Map(), ...changes };
}

const current = (body: Readonly<Record<string, string | number | boolean | null>>, lines: ReturnType<CurrentRecord['lines']> = []): CurrentRecord => ({ body: (target) => body[target] ?? null, lines: () => lines });

describe('a document beside its record', () => {
  it('tells of each field what a retry will do, by the rules that decide it', () => {
    const rows = compareFields(comparison([
      field('memo', text('new')), field('same', text('both')), field('terms', text('N30'), { owner: 'netsuite' }), field('kept', text('x'), { owner: 'netsuite' }), field('never', text('x'), { kind: 'never_inbound' }), field('gone', { kind: 'empty', how: 'null' }),
      field('silent', { kind: 'empty', how: 'absent' }),
    ], { current: current({ memo: 'old', same: 'both', terms: 'N60', kept: 'x', gone: 'there' }) }));
    expect(rows.map(({ field: name, sent, now, verdict, retryWill }) => [name, sent, now, verdict, retryWill])).toEqual([
      ['memo', 'new', 'old', 'apply', 'set what was sent'], ['same', 'both', 'both', 'unchanged', 'leave it: both say the same'], ['terms', 'N30', 'N60', 'conflict', 'ask: both sides differ'], ['kept', 'x', 'x', 'kept', 'keep the value in NetSuite'],
      ['never', 'x', '', 'blocked_direction', 'keep the value in NetSuite: no document writes it'], ['gone', '', 'there', 'cleared', 'empty it'],
    ]);
  });

  it('says what is missing, and judges the rest all the same', () => {
    const [missing, found, brought, embedded] = [need(), need({ pointer: '/b', value: 'birch' }), need({ by: 'rule', documentType: 'customer', document: '7', pointer: '/c' }), need({ by: 'rule', documentType: 'customer', document: { id: '7' }, pointer: '/d' })];
    const rows = compareFields(comparison([
      field('entity', { kind: 'reference', need: missing }), field('parent', { kind: 'reference', need: found }), field('c', { kind: 'reference', need: brought }), field('d', { kind: 'reference', need: embedded }), field('rate', { kind: 'problem', problem: { pointer: '/rate', code: 'value_invalid', message: 'm' } }), field('memo', text('x')),
    ], { plan: { planned: [missing, found, brought, embedded].map(planned), problems: [] }, matches: new Map([[queryKey(planned(found).query), [{ internalId: 5, inactive: false }]]]) }));
    expect(rows.map(({ field: name, sent, verdict, retryWill }) => [name, sent, verdict, retryWill])).toEqual([
      ['entity', 'acme (no match)', 'missing', 'stop: needs a value'], ['parent', 'birch', 'apply', 'set it on the new record'], ['c', '7 (no match)', 'missing', 'stop: needs a value'], ['d', 'customer (no match)', 'missing', 'stop: needs a value'],
      ['rate', '(cannot be read)', 'missing', 'stop: needs a value'], ['memo', 'x', 'apply', 'set it on the new record'],
    ]);
  });

  it('writes every kind of value as people read it, and finds lines by their key', () => {
    const line = { source: lineSource({ name: 'items', sublist: 'item' }), key: 'L1', columns: [field('quantity', value({ kind: 'decimal', decimal: '2' })), field('open', value({ kind: 'boolean', boolean: true }))] };
    const rows = compareFields(comparison([
      field('n', value({ kind: 'integer', integer: 3 })), field('b', value({ kind: 'boolean', boolean: false })), field('d', value({ kind: 'date', date: '2026-11-23' })), field('r', value({ kind: 'record', recordType: 'term', internalId: 4 })),
    ], { mapped: mapped([field('n', value({ kind: 'integer', integer: 3 })), field('b', value({ kind: 'boolean', boolean: false })), field('d', value({ kind: 'date', date: '2026-11-23' })), field('r', value({ kind: 'record', recordType: 'term', internalId: 4 }))], [line]), current: current({ n: 4, b: true }, [{ key: 'L1', column: (target) => (target === 'open' ? false : 1) }]) }));
    expect(rows.map(({ field: name, line: key, sent, now }) => [name, key, sent, now])).toEqual([
      ['n', '', '3', '4'], ['b', '', 'no', 'yes'], ['d', '', '2026-11-23', ''], ['r', '', 'term 4', ''], ['item.quantity', 'L1', '2', '1'], ['item.open', 'L1', 'yes', 'no'],
    ]);
  });

  it('tells list fields by the name of their screen, parties by type and id, and where no name is known by the id', () => {
    const line = { source: lineSource({ name: 'items', sublist: 'item' }), key: 'L1', columns: [field('item', { kind: 'reference', need: need({ record: 'item' }) })] };
    const pointing = (recordType: string): Proposal => value({ kind: 'record', recordType, internalId: 4 });
    const body = [
      field('terms', pointing('term')), field('entity', { kind: 'reference', need: need() }), field('orderstatus', text('open'), { kind: 'never_inbound' }), field('memo', text('H')), field('department', pointing('department')), field('class', pointing('class')),
    ];
    const known: CurrentRecord = {
      body: (target) => ({ terms: 2, entity: 14, orderstatus: 'H', memo: 'H', department: 7 } as Readonly<Record<string, string | number>>)[target] ?? null, bodyText: (target) => ({ terms: 'Net 30', entity: 'Wren', orderstatus: 'Closed', memo: 'no' } as Readonly<Record<string, string>>)[target] ?? '',
      lines: () => [{ key: 'L1', column: () => 5, columnText: () => 'RED' }],
    };
    const now = (record: CurrentRecord) => compareFields(comparison([], { mapped: mapped(body, [line]), current: record })).map((row) => row.now);
    expect(now(known)).toEqual(['Net 30', 'customer 14', 'Closed', 'H', '7', '', 'RED']);
    expect(now({ body: known.body.bind(known), lines: () => [{ key: 'L1', column: () => 5 }] })).toEqual(['2', 'customer 14', 'H', 'H', '7', '', '5']);
  });

  it('shows lines where there is no record yet', () => {
    const line = { source: lineSource({ name: 'items', sublist: 'item' }), key: 'L1', columns: [field('quantity', value({ kind: 'decimal', decimal: '2' }))] };
    expect(compareFields(comparison([], { mapped: mapped([], [line]) }))).toMatchObject([{ field: 'item.quantity', line: 'L1', sent: '2', now: '', retryWill: 'set it on the new record' }]);
  });

  it('tells where the document says something that no row maps', () => {
    const unmapped = [{ path: '/gift', field: '', verdict: 'unmapped', owner: 'shop', decision: '' }] as const;
    expect(compareFields(comparison([], { mapped: { ...mapped([]), unmapped } }))).toMatchObject([{ path: '/gift', sent: '', verdict: 'unmapped', retryWill: 'leave it out: no rule maps it' }]);
  });

  it('hides what is personal by the path or by the field', () => {
    const [compared] = compareFields(comparison([field('email', text('wren@larkspur.example')), field('memo', text('x'))]));
    if (compared === undefined) throw new Error('Nothing was compared.');
    expect(maskedField(compared)).toMatchObject({ masked: true, sent: '••••le', now: '' });
    expect(maskedField({ ...compared, path: '/a', field: 'item.phone' })).toMatchObject({ masked: true });
    expect(maskedField({ ...compared, path: '/a', field: 'memo' })).toMatchObject({ masked: true });
    expect(maskedField({ ...compared, path: '/a', field: 'memo', sent: '', now: 'wren@larkspur.example' })).toMatchObject({ masked: true, sent: '' });
    expect(maskedField({ ...compared, path: '/a', field: 'memo', sent: 'wren' })).toMatchObject({ masked: false, sent: 'wren' });
  });
});

it.each<[FieldValue, string]>([
  [{ kind: 'text', text: 'a' }, 'a'], [{ kind: 'decimal', decimal: '1.50' }, '1.50'], [{ kind: 'integer', integer: 3 }, '3'], [{ kind: 'boolean', boolean: true }, 'yes'], [{ kind: 'boolean', boolean: false }, 'no'],
  [{ kind: 'date', date: '2026-11-20' }, '2026-11-20'], [{ kind: 'record', recordType: 'customer', internalId: 7 }, 'customer 7'],
])('the value %j reads "%s"', (one, words) => {
  expect(shownText(one)).toBe(words);
});
