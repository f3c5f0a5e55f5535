import type { Record as NetSuiteRecord } from 'N/record';
import * as serverWidget from 'N/ui/serverWidget';
import * as url from 'N/url';
import type { RecordOperation } from '../application/review/record-operation-port';
import { DOOR_DEPLOYMENT, DOOR_SCRIPT } from './deployments';
import { asCharacters } from './draw-form';
import { STATE_WORDS } from './labels';
import { userWords } from './user-words';

/** Fields that bear the operation on a record, by kind of record. */
const STAMPS: readonly string[] = ['custbody_dkt_operation', 'custentity_dkt_operation', 'custitem_dkt_operation'];

/** Operation that a record carries; empty: it is none of ours. */
export function stampOf(record: NetSuiteRecord): string {
  for (const fieldId of STAMPS) {
    const value = fieldOf(record, fieldId);
    if (value !== '') return value;
  }
  return '';
}

/** A record without the field answers with nothing, or not at all. */
function fieldOf(record: NetSuiteRecord, fieldId: string): string {
  const value: unknown = record.getValue({ fieldId });
  return typeof value === 'string' ? value : '';
}

/** Adds a subtab with the state of the last operation and a link that leads to the person's own pages. */
export function drawRecordState(form: serverWidget.Form, found: RecordOperation): void {
  form.addTab({ id: 'custpage_dkt_tab', label: 'Integration' });
  const text = (id: string, label: string, value: string) => {
    const field = form.addField({ id, label, type: serverWidget.FieldType.TEXT, container: 'custpage_dkt_tab' });
    field.updateDisplayType({ displayType: serverWidget.FieldDisplayType.INLINE });
    field.defaultValue = asCharacters(value);
  };
  const link = (id: string, label: string, operationId: string) => {
    const field = form.addField({ id, label, type: serverWidget.FieldType.URL, container: 'custpage_dkt_tab' });
    field.updateDisplayType({ displayType: serverWidget.FieldDisplayType.INLINE });
    field.defaultValue = `${url.resolveScript({ scriptId: DOOR_SCRIPT, deploymentId: DOOR_DEPLOYMENT })}&page=operation&operation=${encodeURIComponent(operationId)}`;
    field.linkText = `Review operation ${operationId}`;
  };
  text('custpage_dkt_source', 'Written by', found.source);
  text('custpage_dkt_state', 'Last operation', STATE_WORDS[found.state]);
  if (found.settledMs !== undefined) text('custpage_dkt_when', 'Settled', userWords().moment(found.settledMs));
  link('custpage_dkt_link', 'Details', found.operationId);
  if (found.waiting !== '') {
    text('custpage_dkt_waiting', 'Not applied yet', 'A later document for this record waits for a person.');
    link('custpage_dkt_waiting_link', 'What waits', found.waiting);
  }
}
