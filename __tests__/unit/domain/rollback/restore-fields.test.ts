import { restoreFields } from '../../../../src/domain/rollback/restore-fields';
import type { ChangedRecord } from '../../../../src/domain/rollback/restore-fields';
import type { FieldChange } from '../../../../src/domain/rollback/applied-effect';
import { NOTHING_UNDONE } from '../../../../src/domain/rollback/undone';
import { CLOSED, standing } from './subjects';

const change = (target: string, parts: Partial<FieldChange> = {}): FieldChange => ({ target, before: 'text:old', written: 'text:new', group: '', ...parts });

function changed(fields: readonly FieldChange[], held: Readonly<Record<string, string | number | boolean | null>>, parts: Partial<ChangedRecord> = {}): ChangedRecord {
  return { record: 'customer:7', now: standing({ fields: new Map(Object.entries(held)) }), undone: NOTHING_UNDONE, fields, lines: [], ...parts };
}

describe('the fields of an update', () => {
  it('go back where they hold what it wrote, and stay by name where somebody changed them', () => {
    const now = standing({ fields: new Map([['terms', '9'], ['memo', 'new'], ['email', 'x']]), lastWriters: [{ target: 'terms', by: 'user 4 as customrole_ar', atMs: 77, operationId: '' }] });
    const { decision, conflicts } = restoreFields(changed([change('terms'), change('memo'), change('email'), change('phone')], {}, { now }));
    expect(decision).toEqual({ kind: 'way', way: { kind: 'restore', fields: [{ target: 'memo', from: 'text:new', to: 'text:old' }], removedLines: [] } });
    expect(conflicts).toEqual([
      { kind: 'edited', target: 'email', by: '', atMs: 0, operationId: '' },
      { kind: 'edited', target: 'phone', by: '', atMs: 0, operationId: '' },
      { kind: 'edited', target: 'terms', by: 'user 4 as customrole_ar', atMs: 77, operationId: '' },
    ]);
  });

  it.each([
    ['decimal:199.00', 199], ['integer:3', '3'], ['boolean:T', true], ['date:2026-09-01', '2026-09-01'], ['record:term:4', 4], ['', null],
  ])('%j still stands where the record holds %j', (written, held) => {
    expect(restoreFields(changed([change('a', { written })], { a: held })).decision.kind).toBe('way');
  });

  it('of one group go back together or not at all', () => {
    const { decision, conflicts } = restoreFields(changed([change('a', { group: 'g' }), change('b', { group: 'g' }), change('c')], { a: 'new', b: 'other', c: 'new' }));
    expect(decision).toMatchObject({ way: { fields: [{ target: 'c' }] } });
    expect(conflicts).toMatchObject([{ kind: 'group', target: 'a', group: 'g' }, { kind: 'edited', target: 'b' }]);
  });

  it('whose value before is not known stay', () => {
    const { decision, conflicts } = restoreFields(changed([change('a', { before: undefined })], { a: 'new' }));
    expect(decision).toMatchObject({ blockers: [{ code: 'value_unknown', about: ['a'] }] });
    expect(conflicts).toEqual([{ kind: 'value_unknown', target: 'a' }]);
  });

  it('on a line it added go with the line, which goes whole or stays', () => {
    const lines = [{ sublist: 'item', key: 'L1', change: 'added' }, { sublist: 'item', key: 'L2', change: 'added' }, { sublist: 'item', key: 'L0', change: 'added' }] as const;
    const fields = [change('item:L1.rate', { before: undefined }), change('item:L2.rate', { before: undefined }), change('item:L2.memo', { before: undefined })];
    const { decision, conflicts } = restoreFields(changed(fields, { 'item:L1.rate': 'new', 'item:L2.rate': 'other', 'item:L2.memo': 'new' }, { lines }));
    expect(decision).toEqual({ kind: 'way', way: { kind: 'restore', fields: [], removedLines: ['item:L0.', 'item:L1.'] } });
    expect(conflicts).toMatchObject([{ kind: 'group', target: 'item:L2.memo' }, { kind: 'edited', target: 'item:L2.rate' }]);
  });

  it('on a line it removed are named, and the line is not made again', () => {
    const { conflicts, decision } = restoreFields(changed([], {}, { lines: [{ sublist: 'item', key: 'L1', change: 'removed' }] }));
    expect(conflicts).toEqual([{ kind: 'line_removed', target: 'item:L1.' }]);
    expect(decision).toMatchObject({ blockers: [{ code: 'value_unknown' }] });
  });

  it('that wrote nothing leave nothing to do', () => {
    expect(restoreFields(changed([], {})).decision).toMatchObject({ blockers: [{ code: 'nothing_left' }] });
  });

  it.each([
    ['is void', { voided: true }, 'record_void'], ['is locked', { locked: true }, 'locked_by_workflow'], ['is posted in a closed period', { posting: CLOSED }, 'period_closed'],
  ])('stay where the record %s', (_case, parts, code) => {
    const now = standing({ fields: new Map([['a', 'new']]), ...parts });
    expect(restoreFields(changed([change('a')], {}, { now })).decision).toMatchObject({ kind: 'blocked', blockers: [{ code }] });
  });

  it('that all changed since are a blocker', () => {
    expect(restoreFields(changed([change('a')], { a: 'other' })).decision).toMatchObject({ blockers: [{ code: 'edited_since', about: ['a'] }] });
  });
});
