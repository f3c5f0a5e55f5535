import { appliedLine, appliedTarget } from '../applied-values';
import type { LineWrite } from '../decide';
import type { CurrentRecord, UpdatePlan } from '../decide-update';
import { appliedText } from '../field-value';
import type { CurrentValue, FieldValue } from '../field-value';
import type { OwnershipRow } from '../map';
import type { AppliedEffect, FieldChange, LineChange } from './applied-effect';

/** What an update is going to do, told before its save: afterwards the record holds the new values. */
export function updateEffect({ body, changedLines, addedLines, removedLines }: UpdatePlan, current: CurrentRecord, rows: readonly OwnershipRow[]): AppliedEffect {
  const groups = new Map(rows.map(({ lines, target, group }) => [`${String(lines !== '')} ${target}`, group]));
  const groupOf = (target: string, inLine: boolean) => groups.get(`${String(inLine)} ${target}`) ?? '';
  const ofLine = ({ sublist, key, columns }: LineWrite, isNew: boolean): readonly FieldChange[] => {
    const line = current.lines(sublist).find((each) => each.key === key);
    return columns.map(({ target, value }) => ({
      target: appliedTarget(target, { sublist, key }), before: isNew || line === undefined ? undefined : foundText(value, line.column(target)), written: appliedText(value),
      // Fields of one group and one line go back together.
      group: groupOf(target, true) === '' ? '' : `${appliedLine(sublist, key)}${groupOf(target, true)}`,
    }));
  };
  return {
    verb: 'update',
    fields: [
      ...body.map(({ target, value }): FieldChange => ({ target, before: foundText(value, current.body(target)), written: appliedText(value), group: groupOf(target, false) })),
      ...changedLines.flatMap((line) => ofLine(line, false)),
      ...addedLines.flatMap((line) => ofLine(line, true)),
    ],
    lines: [
      ...addedLines.map(({ sublist, key }): LineChange => ({ sublist, key, change: 'added' })),
      ...removedLines.map(({ sublist, key }): LineChange => ({ sublist, key, change: 'removed' })),
    ],
  };
}

/** A value as it was found, as `appliedText` writes it: of the kind of what is written there, which a cleared field does not say. */
function foundText(written: FieldValue | null, found: CurrentValue): string {
  if (found === null || found === '') return '';
  if (typeof found === 'boolean') return appliedText({ kind: 'boolean', boolean: found });
  const text = String(found);
  switch (written?.kind) {
    case 'record':
      return appliedText({ kind: 'record', recordType: written.recordType, internalId: Number(text) });
    case 'decimal':
      return appliedText({ kind: 'decimal', decimal: text });
    case 'integer':
      return appliedText({ kind: 'integer', integer: Number(text) });
    case 'boolean':
      return appliedText({ kind: 'boolean', boolean: text === 'T' });
    case 'date':
      return appliedText({ kind: 'date', date: text });
    case 'text':
      return appliedText({ kind: 'text', text });
    case undefined:
      return appliedText(typeof found === 'number' ? { kind: 'decimal', decimal: text } : { kind: 'text', text });
  }
}
