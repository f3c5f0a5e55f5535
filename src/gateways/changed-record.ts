import type { Record as NetSuiteRecord } from 'N/record';
import * as runtime from 'N/runtime';
import type { ChangedRecord } from '../application/sentinel/sentinel-ports';
import type { SeenRecordState } from '../domain/sentinel';
import { currentValue } from './field-values';
import { textOf } from './record-fields';
import { TARGET_TYPES, targetKind } from './target-kinds';
import { keyedLines } from './target-lines';

/** A save as the sentinel looks at it; undefined: no document wrote the record. 0 units. */
export function changedRecord(saved: NetSuiteRecord, before: NetSuiteRecord | undefined, inline: boolean): ChangedRecord | undefined {
  const { type: recordType } = saved;
  if (before === undefined || !TARGET_TYPES.includes(recordType)) return undefined;
  const { stampField } = targetKind(recordType);
  const stampBefore = textOf(before, stampField);
  if (stampBefore === '') return undefined;
  const said = inline ? new Set(saved.getFields()) : undefined;
  const stampNow = said?.has(stampField) === false ? stampBefore : textOf(saved, stampField);
  return {
    recordType, internalId: Number(before.id), externalId: textOf(before, 'externalid'), stampBefore, stampNow,
    before: stateOf(before, undefined), after: stateOf(saved, said), inline, context: runtime.executionContext,
  };
}

/** `said`: fields that an inline edit names; undefined: the whole record. */
function stateOf(record: NetSuiteRecord, said: ReadonlySet<string> | undefined): SeenRecordState {
  return {
    body: (target) => currentValue(record.getValue({ fieldId: target })),
    lines: (sublist) => keyedLines(record, sublist),
    says: (target) => said === undefined || said.has(target),
  };
}
