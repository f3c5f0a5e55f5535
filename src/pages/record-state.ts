import type { Record as NetSuiteRecord } from 'N/record';
import * as serverWidget from 'N/ui/serverWidget';
import * as message from 'N/ui/message';
import * as url from 'N/url';
import type { RecordOperation } from '../application/review/record-operation-port';
import type { WatchedField } from '../domain/sentinel';
import { DOOR_DEPLOYMENT, DOOR_SCRIPT } from './deployments';
import { asCharacters } from './draw-form';
import { STATE_WORDS } from './labels';
import { userWords } from './user-words';

/** Entities bear the operation in a field of theirs; everything else that is deployed to is a transaction. */
const ENTITIES: readonly string[] = ['customer', 'vendor'];

/** Operation that a record carries; empty: it is none of ours. */
export function stampOf(record: NetSuiteRecord): string {
  const isEntity = ENTITIES.includes(record.type.toLowerCase());
  const value: unknown = record.getValue({ fieldId: isEntity ? 'custentity_dkt_operation' : 'custbody_dkt_operation' });
  return typeof value === 'string' ? value : '';
}

/** Says before anything is changed which fields belong to another system, and what comes of changing them here. */
export function drawGuards(form: serverWidget.Form, guarded: readonly WatchedField[]): void {
  if (guarded.length === 0) return;
  const named = (guard: WatchedField['guard']) => guarded.filter((one) => one.guard === guard).map(({ field, owner }) => `${field} (${owner})`).join(', ');
  const [warned, blocked] = [named('warn'), named('block')];
  const parts = [...(warned === '' ? [] : [`A change of these fields is told in the review queue, and the next document puts the value of their owner back: ${warned}.`]), ...(blocked === '' ? [] : [`A change of these fields is not saved: ${blocked}.`])];
  form.addPageInitMessage({ type: message.Type.WARNING, title: 'Fields of another system', message: asCharacters(parts.join(' ')) });
}

/** Adds a subtab with the state of the last operation and a link that leads to the person's own pages. */
export function drawRecordState(form: serverWidget.Form, found: RecordOperation): void {
  form.addTab({ id: 'custpage_dkt_tab', label: 'Integration' });
  const text = (id: string, label: string, value: string) => {
    const field = form.addField({ id, label, type: serverWidget.FieldType.TEXT, container: 'custpage_dkt_tab' });
    field.updateDisplayType({ displayType: serverWidget.FieldDisplayType.INLINE });
    field.defaultValue = asCharacters(value);
  };
  const link = (id: string, label: string, { operationId, linkText }: { readonly operationId: string; readonly linkText: string }) => {
    const field = form.addField({ id, label, type: serverWidget.FieldType.URL, container: 'custpage_dkt_tab' });
    field.updateDisplayType({ displayType: serverWidget.FieldDisplayType.INLINE });
    field.defaultValue = `${url.resolveScript({ scriptId: DOOR_SCRIPT, deploymentId: DOOR_DEPLOYMENT })}&page=operation&operation=${encodeURIComponent(operationId)}`;
    field.linkText = linkText;
  };
  text('custpage_dkt_source', 'Written by', found.source);
  text('custpage_dkt_state', 'Last operation', STATE_WORDS[found.state]);
  if (found.settledMs !== undefined) text('custpage_dkt_when', 'Settled', userWords().moment(found.settledMs));
  link('custpage_dkt_link', 'Details', { operationId: found.operationId, linkText: 'Review the last operation' });
  if (found.waiting !== '') {
    text('custpage_dkt_waiting', 'Not applied yet', 'A later document for this record waits for a person.');
    link('custpage_dkt_waiting_link', 'What waits', { operationId: found.waiting, linkText: 'Review what waits' });
  }
}
