import type { Record as NetSuiteRecord } from 'N/record';
import * as runtime from 'N/runtime';
import { STAMP } from './record-ids';
import { textOf } from './record-fields';

/**
 * Clears a stamp that came along when NetSuite made one record of another: it copies the values of body fields (design 5). A
 * record that a person, an import or a workflow makes was written by no operation.
 */
export function clearCopiedStamp(record: NetSuiteRecord): void {
  const { RESTLET, MAP_REDUCE } = runtime.ContextType;
  // Here Docket itself writes, and every save sets the stamp it means.
  if ([RESTLET, MAP_REDUCE].includes(runtime.executionContext)) return;
  if (textOf(record, STAMP.transaction) === '') return;
  record.setValue({ fieldId: STAMP.transaction, value: '' });
}
