import type { CurrentLine, CurrentRecord, UpdatePlan } from '../../../../src/domain/decide-update';
import { appliedText } from '../../../../src/domain/field-value';
import type { CurrentValue, FieldValue } from '../../../../src/domain/field-value';
import { voidEffect, wholeEffect } from '../../../../src/domain/rollback/applied-effect';
import { updateEffect } from '../../../../src/domain/rollback/update-effect';
import { row } from '../../../support/builders';

const line = (key: string, columns: Readonly<Record<string, CurrentValue>>): CurrentLine => ({ key, column: (target) => columns[target] ?? null });

function record(body: Readonly<Record<string, CurrentValue>>, lines: readonly CurrentLine[] = []): CurrentRecord {
  return { body: (target) => body[target] ?? null, lines: () => lines };
}

const NOTHING: UpdatePlan = { body: [], changedLines: [], addedLines: [], removedLines: [] };
const text = (value: string): FieldValue => ({ kind: 'text', text: value });

it('the effect of a verb that is more than its fields names none', () => {
  expect(wholeEffect('void')).toEqual({ verb: 'void', fields: [], lines: [] });
});

it.each([[7, 7, { verb: 'void', fields: [], lines: [] }], [7, 9, { verb: 'void', fields: [], lines: [], journal: 9 }]])('a void of %d for which NetSuite returns %d is %j', (voided, returned, effect) => {
  expect(voidEffect(voided, returned)).toEqual(effect);
});

describe('what an update found', () => {
  it.each<readonly [FieldValue | null, CurrentValue, string]>([
    [text('new'), 'old', 'text:old'], [text('new'), null, ''], [text('new'), '', ''], [text('7'), 7, 'text:7'],
    [{ kind: 'decimal', decimal: '2' }, 1.5, 'decimal:1.5'], [{ kind: 'integer', integer: 2 }, '3', 'integer:3'], [{ kind: 'boolean', boolean: true }, false, 'boolean:F'],
    [{ kind: 'boolean', boolean: true }, 'T', 'boolean:T'], [{ kind: 'date', date: '2026-01-02' }, '2026-01-01', 'date:2026-01-01'],
    [{ kind: 'record', recordType: 'term', internalId: 2 }, '5', 'record:term:5'], [null, 'old', 'text:old'], [null, 4, 'decimal:4'], [null, true, 'boolean:T'],
  ])('under %j where the record holds %j is %j', (written, found, before) => {
    const { fields } = updateEffect({ ...NOTHING, body: [{ target: 'memo', value: written }] }, record({ memo: found }), []);
    expect(fields).toEqual([{ target: 'memo', before, written: appliedText(written), group: '' }]);
  });

  it('is told with the group of its row, a line column\'s by line', () => {
    const rows = [row({ target: 'memo', group: 'g' }), row({ target: 'rate', lines: 'items', group: 'price' }), row({ target: 'quantity', lines: 'items' })];
    const columns = [{ target: 'rate', value: text('2') }, { target: 'quantity', value: text('3') }];
    const plan: UpdatePlan = { ...NOTHING, body: [{ target: 'memo', value: text('b') }], changedLines: [{ sublist: 'item', key: 'L.1', columns }] };
    expect(updateEffect(plan, record({ memo: 'a' }, [line('L.1', { rate: '1', quantity: '9' })]), rows)).toEqual({
      verb: 'update', lines: [],
      fields: [
        { target: 'memo', before: 'text:a', written: 'text:b', group: 'g' }, { target: 'item:L%2e1.rate', before: 'text:1', written: 'text:2', group: 'item:L%2e1.price' },
        { target: 'item:L%2e1.quantity', before: 'text:9', written: 'text:3', group: '' },
      ],
    });
  });

  it('is nothing on lines that it adds, and on one that is not there', () => {
    const columns = [{ target: 'rate', value: text('2') }];
    const plan: UpdatePlan = { ...NOTHING, changedLines: [{ sublist: 'item', key: 'gone', columns }], addedLines: [{ sublist: 'item', key: 'new', columns }], removedLines: [{ sublist: 'item', key: 'old' }] };
    const { fields, lines } = updateEffect(plan, record({}), []);
    expect(fields.map(({ target, before }) => [target, before])).toEqual([['item:gone.rate', undefined], ['item:new.rate', undefined]]);
    expect(lines).toEqual([{ sublist: 'item', key: 'new', change: 'added' }, { sublist: 'item', key: 'old', change: 'removed' }]);
  });
});
