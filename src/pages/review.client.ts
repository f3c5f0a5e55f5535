/**
 * Opens what a button leads to, and asks before marks are lost and before a bulk action. It changes nothing: the server asks and checks everything itself.
 *
 * @NApiVersion 2.1
 * @NModuleScope SameAccount
 */

import * as currentRecord from 'N/currentRecord';
import type { EntryPoints } from 'N/types';
import * as dialog from 'N/ui/dialog';

const LIST = 'custpage_operations';
const MARK = 'custpage_o_mark';
const PAGE = 'custpage_page';
const LIST_PAGE = 'operations';
const ACTION = 'custpage_do';
const OVER = 'custpage_over';
const TYPED = 'custpage_typed';
const COUNT = 'custpage_count';

/** What the answer to a question was, so that the same post is not asked about twice. */
let agreed = '';

/** Marks on this page. */
function marked(record: EntryPoints.Client.saveRecordContext['currentRecord']): number {
  const lines = record.getLineCount({ sublistId: LIST });
  return Array.from({ length: Math.max(0, lines) }, (_, line) => record.getSublistValue({ sublistId: LIST, fieldId: MARK, line })).filter((value) => value === true || value === 'T').length;
}

function textOf(record: EntryPoints.Client.saveRecordContext['currentRecord'], fieldId: string): string {
  const value: unknown = record.getValue({ fieldId });
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The browser's window, as far as it is used. */
declare const window: { readonly open: (url: string, target: string) => unknown };

/** Opens the page that a button leads to, in the place of this one. */
export function openPage(url: string): void {
  window.open(url, '_self');
}

/** Looks at the form before it is sent. False: it stays here, and the person was told why. */
export function saveRecord(context: EntryPoints.Client.saveRecordContext): boolean {
  const record = context.currentRecord;
  if (record.getField({ fieldId: TYPED }) !== null) return isCountTyped(textOf(record, TYPED), textOf(record, COUNT));
  // The page to confirm carries the action too, hidden, and no list of its own.
  if (textOf(record, PAGE) !== LIST_PAGE) return true;
  const action = textOf(record, ACTION);
  const marks = marked(record);
  if (action === '') return marks === 0 || isAgreed(`leave ${String(marks)}`, 'Marks will be lost', `${String(marks)} marked lines lose their marks when the filters are applied. Send again to go on.`);
  if (textOf(record, OVER) === 'marked') return marks > 0 || refuse('No line is marked', 'Mark the lines first, or choose all that match the filters.');
  return isAgreed(`all ${action}`, 'All that match', 'This is about every operation that matches the filters, on all pages. Send again to see the plan.');
}

function isCountTyped(typed: string, count: string): boolean {
  return typed.trim() === count || refuse('The count differs', `Key in ${count} to choose all of them.`);
}

/** The first time a question is shown and nothing is sent; sending again is the answer. */
function isAgreed(question: string, title: string, message: string): boolean {
  if (agreed === question) return true;
  agreed = question;
  return refuse(title, message);
}

function refuse(title: string, message: string): false {
  void dialog.alert({ title, message });
  return false;
}

/** Tells how many lines are marked where somebody changes the action. */
export function fieldChanged(context: EntryPoints.Client.fieldChangedContext): void {
  if (context.fieldId !== ACTION && context.fieldId !== OVER) return;
  agreed = '';
  const record = currentRecord.get();
  if (textOf(record, OVER) !== 'matching') return;
  void dialog.alert({ title: 'All that match', message: 'Marks do not count then: every operation that matches the filters is meant, on all pages.' });
}
