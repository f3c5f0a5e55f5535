import * as fc from 'fast-check';
import { MAX_EDITS } from '../../../../src/domain/overlay';
import { MAX_ACTION_NOTE, readArguments } from '../../../../src/domain/review/action-arguments';
import { ACTION_KINDS, ROLLBACK_REASONS } from '../../../../src/domain/review/action-kinds';
import type { ActionKind } from '../../../../src/domain/review/action-kinds';
import { BULK_KINDS, MOST_MARKED } from '../../../../src/domain/review/bulk';
import { NO_FILTER } from '../../../../src/domain/review/queue-filter';

const read = (kind: ActionKind, args: unknown) => readArguments(kind, JSON.stringify(args));
const times = <T>(count: number, value: T): readonly T[] => Array.from({ length: count }, () => value);

const CHOSEN = { note: 'n', map: 'channel', value: 'Web' };
const EDIT = { row: 'r', text: 'x' };
const ROLLBACK = { note: 'n', scope: { kind: 'operation', operationId: 'op-1' }, atMs: 5, planHash: 'h', reason: 'duplicate' };
const FORCE = { reason: 'migration', fields: ['memo'], untilMs: 9 };
const WINDOW = { source: 'shop', documentType: 'order', records: [], fromMs: 0, uses: 2 };
const PROPOSAL = { title: 'T', context: 'a', options: 'b', choice: 'c', consequences: 'd', check: 'e' };
const SIGNING = { upToId: 9, statementHash: 'f'.repeat(64), accepted: ['op-1'] };
const MARKED = { operationId: 'op-1', seen: 0 };

it.each<[ActionKind, unknown, object]>([
  ['redrive', {}, { note: '' }],
  ['redrive', { note: null }, { note: '' }],
  ['release', { note: 'the map is repaired' }, { note: 'the map is repaired' }],
  ['note', { note: 'x'.repeat(MAX_ACTION_NOTE) }, { note: 'x'.repeat(2000) }],
  ['discard', { note: 'n', reason: 'test_data' }, { note: 'n', reason: 'test_data' }],
  ['resolve_elsewhere', { note: 'n', noRecord: true }, { note: 'n', by: { how: 'no_record' } }],
  ['resolve_elsewhere', { note: 'n', recordType: 'invoice', internalId: 7 }, { note: 'n', by: { how: 'record', recordType: 'invoice', internalId: 7, mismatchReason: '' } }],
  ['resolve_elsewhere', { note: 'n', noRecord: false, recordType: 'invoice', internalId: 7, mismatchReason: 'freight' }, { note: 'n', by: { how: 'record', recordType: 'invoice', internalId: 7, mismatchReason: 'freight' } }],
  ['assign', { owner: 7 }, { note: '', owner: 7 }],
  ['assign', { owner: null }, { note: '', owner: null }],
  ['snooze', { note: 'n', untilMs: 1, on: 'period_open' }, { note: 'n', untilMs: 1, on: 'period_open' }],
  ['escalate', { note: 'n', to: 'lead' }, { note: 'n', to: 'lead' }],
  ['choose_reference', { ...CHOSEN, record: 'location', internalId: 5, release: true }, { note: 'n', chosen: { map: 'channel', value: 'Web', record: 'location', internalId: 5, text: '', release: true } }],
  ['choose_reference', { ...CHOSEN, text: 'Online', release: 'yes' }, { note: 'n', chosen: { map: 'channel', value: 'Web', record: '', internalId: undefined, text: 'Online', release: false } }],
  ['edit', { note: 'n', reason: 'typo', edits: [EDIT, { row: 's', line: '1', internalId: 9 }, { row: 't' }] }, {
    note: 'n', reason: 'typo', edits: [{ row: 'r', line: '', value: { kind: 'text', text: 'x' } }, { row: 's', line: '1', value: { kind: 'record', internalId: 9 } }, { row: 't', line: '', value: { kind: 'text', text: '' } }],
  }],
  ['propose', PROPOSAL, { note: '', proposal: { ...PROPOSAL, change: '', supersedes: '' } }],
  ['replay', { days: 90 }, { note: '', days: 90 }],
  ['supersede', { by: 'A-2' }, { note: '', by: 'A-2' }],
  ['ask_retention', { rule: 4 }, { note: '', rule: 4 }],
  ['sign_off', SIGNING, { note: '', upToId: 9, signing: { statementHash: 'f'.repeat(64), accepted: ['op-1'] } }],
  ['edit', { note: 'n', reason: 'typo', edits: times(MAX_EDITS, EDIT) }, { note: 'n', reason: 'typo', edits: times(MAX_EDITS, { row: 'r', line: '', value: { kind: 'text', text: 'x' } }) }],
  ['bulk', { note: 'n', action: 'redrive', rows: times(MOST_MARKED, MARKED) }, { note: 'n', bulk: { over: 'marked', inner: { kind: 'redrive', note: 'n' }, rows: times(MOST_MARKED, MARKED) } }],
  ['bulk', { note: 'n', action: 'assign', arguments: { owner: 3 }, filter: { tab: 'needs_review' }, count: 12, cutoffMs: 9 }, {
    note: 'n', bulk: { over: 'matching', inner: { kind: 'assign', note: 'n', owner: 3 }, filter: NO_FILTER, count: 12, cutoffMs: 9 },
  }],
  ['roll_back', ROLLBACK, { note: 'n', rollback: { scope: { kind: 'operation', operationId: 'op-1' }, atMs: 5, planHash: 'h', reason: 'duplicate' } }],
  ['roll_back', { ...ROLLBACK, scope: { kind: 'cause', fingerprint: 'f' } }, { note: 'n', rollback: { scope: { kind: 'cause', fingerprint: 'f' }, atMs: 5, planHash: 'h', reason: 'duplicate' } }],
  ['roll_back', { ...ROLLBACK, scope: { kind: 'batch', batch: 'b' } }, { note: 'n', rollback: { scope: { kind: 'batch', batch: 'b' }, atMs: 5, planHash: 'h', reason: 'duplicate' } }],
  ['roll_back', { ...ROLLBACK, scope: { kind: 'source', source: 'shop', sinceMs: 3 } }, { note: 'n', rollback: { scope: { kind: 'source', source: 'shop', sinceMs: 3 }, atMs: 5, planHash: 'h', reason: 'duplicate' } }],
  ['force', { note: 'n', ...FORCE }, { note: 'n', force: { ...FORCE, over: undefined } }],
  ['force', { note: 'n', ...FORCE, fields: ['memo', 'item.rate', 'memo'], ...WINDOW, records: ['1', '2', '1'] }, { note: 'n', force: { ...FORCE, fields: ['memo', 'item.rate'], over: { ...WINDOW, records: ['1', '2'] } } }],
  ['end_ticket', { note: 'n' }, { note: 'n' }],
])('%s of %j is taken', (kind, args, expected) => {
  expect(read(kind, args)).toEqual({ kind: 'read', args: { kind, ...expected } });
});

it('an empty text is taken for no arguments', () => {
  expect(readArguments('wake', '')).toEqual({ kind: 'read', args: { kind: 'wake', note: '' } });
});

it.each<[ActionKind, unknown, string]>([
  ['redrive', [], 'The arguments are no object.'], ['redrive', null, 'The arguments are no object.'], ['redrive', 'x', 'The arguments are no object.'],
  ['redrive', { note: 7 }, '"note" is no text.'],
  ['redrive', { note: 'x'.repeat(2001) }, '"note" has 2001 characters; at most 2000 are taken.'],
  ['redrive', { reason: 'other' }, '"reason" is no argument of redrive.'],
  ['redrive', { ['x'.repeat(50)]: 1 }, `"${'x'.repeat(40)}" is no argument of redrive.`],
  ['note', { note: ' \t' }, 'A note is required: say why.'],
  ['discard', { note: 'n', reason: 'because' }, '"reason" is none of duplicate, test_data, wrong_account, cancelled_at_source, other.'],
  ['sign_off', { ...SIGNING, accepted: [7] }, '"accepted" names what is no operation.'], ['sign_off', { ...SIGNING, accepted: [''] }, '"accepted" names what is no operation.'], ['sign_off', { ...SIGNING, accepted: ['x'.repeat(101)] }, '"accepted" names what is no operation.'],
  ['discard', { note: 'n', reason: 'other', to: 'x' }, '"to" is no argument of discard.'],
  ['resolve_elsewhere', { note: 'n' }, '"recordType" is missing.'],
  ['resolve_elsewhere', { note: 'n', recordType: 'invoice' }, '"internalId" is no count.'],
  ['resolve_elsewhere', { note: 'n', recordType: 'invoice', internalId: '7' }, '"internalId" is no count.'],
  ['resolve_elsewhere', { note: 'n', recordType: 'invoice', internalId: -7 }, '"internalId" is no count.'],
  ['resolve_elsewhere', { note: 'n', recordType: 'invoice', internalId: 1.5 }, '"internalId" is no count.'],
  ['resolve_elsewhere', { note: 'n', recordType: 'invoice', internalId: 0 }, '"internalId" is missing.'],
  ['resolve_elsewhere', { note: 'n', noRecord: true, owner: 1 }, '"owner" is no argument of resolve_elsewhere.'],
  ['assign', {}, '"owner" is no count.'], ['assign', { owner: 0 }, '"owner" is missing.'], ['assign', { owner: 1, to: 'x' }, '"to" is no argument of assign.'],
  ['snooze', { note: 'n', untilMs: 1 }, '"on" is none of date, new_version, period_open.'],
  ['snooze', { note: 'n', untilMs: 1, on: 'date', owner: 1 }, '"owner" is no argument of snooze.'],
  ['escalate', { note: 'n' }, '"to" is missing.'], ['escalate', { note: 'n', to: 'x', on: 'date' }, '"on" is no argument of escalate.'],
  ['escalate', { note: 'n', to: 'x'.repeat(61) }, '"to" has 61 characters; at most 60 are taken.'],
  ['choose_reference', CHOSEN, 'Either "record" or "text" says what the value means.'],
  ['choose_reference', { ...CHOSEN, record: 'location', internalId: 5, text: 'Online' }, 'Either "record" or "text" says what the value means.'],
  ['choose_reference', { ...CHOSEN, text: 'Online', owner: 1 }, '"owner" is no argument of choose_reference.'],
  ['choose_reference', { note: 'n', text: 'Online' }, '"map" is missing.'],
  ['edit', { note: 'n', reason: 'typo' }, '"edits" is no list.'], ['edit', { note: 'n', reason: 'typo', edits: {} }, '"edits" is no list.'],
  ['edit', { note: 'n', reason: 'typo', edits: [] }, '"edits" names no field.'],
  ['edit', { note: 'n', reason: 'typo', edits: times(MAX_EDITS + 1, EDIT) }, `"edits" has ${String(MAX_EDITS + 1)} members; at most ${String(MAX_EDITS)} are taken.`],
  ['edit', { note: 'n', reason: 'typo', edits: ['r'] }, 'An edit is no object.'],
  ['edit', { note: 'n', reason: 'typo', edits: [EDIT], owner: 1 }, '"owner" is no argument of edit.'],
  ['edit', { note: 'n', edits: [EDIT] }, '"reason" is missing.'],
  ['bulk', { note: 'n', action: 'edit', rows: [MARKED] }, `"action" is none of ${BULK_KINDS.join(', ')}.`],
  ['bulk', { note: 'n', action: 'redrive', rows: [] }, 'No row is marked.'],
  ['bulk', { note: 'n', action: 'redrive', rows: times(MOST_MARKED + 1, MARKED) }, `"rows" has ${String(MOST_MARKED + 1)} members; at most ${String(MOST_MARKED)} are taken.`],
  ['bulk', { note: 'n', action: 'redrive', rows: ['op-1'] }, 'A row is no object.'],
  ['bulk', { note: 'n', action: 'redrive', rows: [{ operationId: 'op-1' }] }, '"seen" is no count.'],
  ['bulk', { note: 'n', action: 'redrive', arguments: 7, rows: [MARKED] }, 'The inner arguments are no object.'],
  ['bulk', { note: 'n', action: 'discard', rows: [MARKED] }, '"reason" is none of duplicate, test_data, wrong_account, cancelled_at_source, other.'],
  ['bulk', { note: 'n', action: 'redrive', rows: [MARKED], owner: 1 }, '"owner" is no argument of bulk.'],
  ['bulk', { note: 'n', action: 'redrive' }, 'The filter is no object.'],
  ['bulk', { note: 'n', action: 'redrive', filter: { sql: '1=1' } }, '"sql" is no member of a filter, or has no such value.'],
  ['bulk', { note: 'n', action: 'redrive', filter: { source: ['shop'] }, count: 1, cutoffMs: 1 }, '"source" is no member of a filter, or has no such value.'],
  ['bulk', { note: 'n', action: 'redrive', filter: { cause: 'x'.repeat(301) }, count: 1, cutoffMs: 1 }, '"cause" is no member of a filter, or has no such value.'],
  ['roll_back', { ...ROLLBACK, scope: undefined }, 'The scope is no object.'],
  ['roll_back', { ...ROLLBACK, scope: { kind: 'everything' } }, '"scope" names nothing that can be rolled back.'],
  ['roll_back', { ...ROLLBACK, scope: { kind: 'source', source: 'shop' } }, '"sinceMs" is no count.'],
  ['roll_back', { ...ROLLBACK, planHash: '' }, '"planHash" is missing.'],
  ['propose', { ...PROPOSAL, title: '' }, 'A title has 1 to 300 characters, in one line.'],
  ['propose', { ...PROPOSAL, status: 'accepted' }, '"status" is no argument of propose.'],
  ['replay', { days: 91 }, 'A replay goes back 90 days at most.'],
  ['supersede', {}, '"by" is missing.'],
  ['roll_back', { ...ROLLBACK, reason: 'because' }, `"reason" is none of ${ROLLBACK_REASONS.join(', ')}.`],
  ['roll_back', { ...ROLLBACK, note: ' ' }, 'A note is required: say why.'],
  ['roll_back', { ...ROLLBACK, approver: 1 }, '"approver" is no argument of roll_back.'],
  ['bulk', { note: 'n', action: 'redrive', filter: {} }, '"count" is no count.'],
  ['bulk', { note: 'n', action: 'redrive', filter: {}, count: 0 }, '"cutoffMs" is no count.'],
  ['force', { note: 'n', ...FORCE, fields: [] }, '"fields" names no field.'],
  ['force', { note: 'n', ...FORCE, fields: 'memo' }, '"fields" is no list.'],
  ...[7, '', 'x'.repeat(201)].map((field): [ActionKind, unknown, string] => ['force', { note: 'n', ...FORCE, fields: [field] }, '"fields" names what is none.']),
  ['force', { note: 'n', ...FORCE, fields: times(21, 'memo') }, '"fields" has 21 members; at most 20 are taken.'],
  ['force', { note: 'n', ...FORCE, reason: 'because' }, '"reason" is none of source_is_right, owner_is_out_of_service, migration, other.'],
  ['force', { note: 'n', ...FORCE, untilMs: 0 }, '"untilMs" is missing.'],
  ['force', { note: 'n', ...FORCE, approver: 7 }, '"approver" is no argument of force.'],
  ['force', { note: 'n', ...FORCE, ...WINDOW, records: times(51, '1') }, '"records" has 51 members; at most 50 are taken.'],
  ['force', { note: 'n', ...FORCE, ...WINDOW, uses: 0 }, '"uses" is missing.'],
  ['force', { note: 'n', ...FORCE, ...WINDOW, documentType: '' }, '"documentType" is missing.'],
])('%s of %j is refused: %s', (kind, args, why) => {
  expect(read(kind, args)).toEqual({ kind: 'wrong', why });
});

it('what is no JSON, or too long, is refused', () => {
  expect(readArguments('redrive', '{')).toEqual({ kind: 'wrong', why: 'The arguments are no JSON.' });
  expect(readArguments('redrive', `{}${' '.repeat(59_998)}`)).toMatchObject({ kind: 'read' });
  expect(readArguments('redrive', `{}${' '.repeat(59_999)}`)).toEqual({ kind: 'wrong', why: 'The arguments have 60001 characters; at most 60000 are taken.' });
});

it('a defect is thrown on, not told as a wrong argument', () => {
  expect(() => readArguments('redrive', undefined as unknown as string)).toThrow(TypeError);
});

it('exactly the kinds that close, move or explain something need a note', () => {
  const whole = { discard: { reason: 'other' }, resolve_elsewhere: { noRecord: true }, assign: { owner: 1 }, snooze: { untilMs: 1, on: 'date' }, escalate: { to: 'lead' }, choose_reference: { map: 'm', value: 'v', text: 't' },
    edit: { reason: 'typo', edits: [EDIT] }, force: FORCE, bulk: { action: 'redrive', rows: [MARKED] }, roll_back: { ...ROLLBACK, note: '' }, sign_off: SIGNING, ask_retention: { rule: 4 }, propose: PROPOSAL, replay: { days: 30 }, supersede: { by: 'A-2' } } as Partial<Record<ActionKind, object>>;
  const needy = ACTION_KINDS.filter((kind) => read(kind, whole[kind] ?? {}).kind === 'wrong');
  expect(needy).toEqual(['discard', 'resolve_elsewhere', 'edit', 'choose_reference', 'note', 'snooze', 'escalate', 'resolve', 'return', 'force', 'end_ticket', 'bulk', 'roll_back']);
  for (const kind of needy) expect([kind, read(kind, { ...whole[kind], note: 'n' }).kind]).toEqual([kind, 'read']);
});

it('every member that a filter has is taken in a bulk, as it was given', () => {
  const filter = {
    view: 'operations', tab: 'snoozed', source: 'shop', documentType: 'order', subsidiary: 2, owner: 'mine', cause: 'ab'.repeat(32), age: 'under_4h', amountAtLeast: '5', due: 'late', period: '2026-09', sort: 'due', page: 2,
  };
  expect(Object.keys(filter)).toEqual(Object.keys(NO_FILTER));
  expect(read('bulk', { note: 'n', action: 'wake', filter, count: 1, cutoffMs: 1 })).toMatchObject({ args: { bulk: { filter } } });
});

it('whatever is sent, arguments are read or refused in words, and nothing is thrown', () => {
  fc.assert(fc.property(fc.constantFrom(...ACTION_KINDS), fc.oneof(fc.string(), fc.json(), fc.jsonValue().map((note) => JSON.stringify({ note }))), (kind, json) => {
    const result = readArguments(kind, json);
    if (result.kind === 'wrong') expect(result.why).toMatch(/\.$/);
    else expect(result.args.kind).toBe(kind);
  }));
});
