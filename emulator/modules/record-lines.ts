import type { FieldDefinition, SublistDefinition } from '../metadata/types';
import { newLine } from '../records/drafts';
import type { LineDraft, RecordDraft } from '../records/types';
import { NotEmulated, SuiteScriptFailure } from '../runtime/types';
import { requiredOptions } from './arguments';
import type { Options } from './arguments';
import { guestFromStored, storedFromGuest, textFromStored } from './record-values';
import type { ValueScope } from './record-values';

type Method = (...args: unknown[]) => unknown;

/** Sublist members of a Record in standard mode: lines are addressed by position, from 0. */
export function lineMethods(draft: RecordDraft, scope: ValueScope, self: () => object): Readonly<Record<string, Method>> {
  return {
    getLineCount: (...args) => linesOf(draft, optionsOf(args, 'getLineCount', ['sublistId'])).length,
    getSublistValue(...args) {
      const { field, line } = cellOf(draft, optionsOf(args, 'getSublistValue', ['sublistId', 'fieldId', 'line']));
      return guestFromStored(scope, field, line.values.get(field.id));
    },
    getSublistText(...args) {
      const { field, line } = cellOf(draft, optionsOf(args, 'getSublistText', ['sublistId', 'fieldId', 'line']));
      return textFromStored(scope, field, line.values.get(field.id));
    },
    setSublistValue(...args) {
      setCell(draft, scope, optionsOf(args, 'setSublistValue', ['sublistId', 'fieldId', 'line']));
      return self();
    },
    insertLine(...args) {
      const options = optionsOf(args, 'insertLine', ['sublistId', 'line']);
      requireOwnLines(draft, options);
      const lines = linesOf(draft, options);
      lines.splice(positionOf(options, lines.length), 0, newLine(sublistOf(draft, options).fields));
      return self();
    },
    removeLine(...args) {
      const options = optionsOf(args, 'removeLine', ['sublistId', 'line']);
      requireOwnLines(draft, options);
      const lines = linesOf(draft, options);
      lines.splice(positionOf(options, lines.length - 1), 1);
      return self();
    },
    findSublistLineWithValue(...args) {
      const options = optionsOf(args, 'findSublistLineWithValue', ['sublistId', 'fieldId', 'value']);
      const field = columnOf(draft, options);
      const wanted = storedFromGuest(scope, field, options['value']);
      return linesOf(draft, options).findIndex((line) => (line.values.get(field.id) ?? null) === wanted);
    },
  };
}

function optionsOf(args: readonly unknown[], member: string, names: readonly string[]): Options {
  return requiredOptions(args, { call: `Record.${member}`, names });
}

/** A sublist by id. One that the registry does not know may be real elsewhere: it is refused by name. */
export function sublistOf(draft: RecordDraft, options: Options): SublistDefinition {
  const id = String(options['sublistId']);
  const sublist = draft.definition.sublists.get(id);
  if (sublist === undefined) throw new NotEmulated(`sublist ${draft.definition.id}.${id}`);
  return sublist;
}

function linesOf(draft: RecordDraft, options: Options): LineDraft[] {
  const sublist = sublistOf(draft, options);
  const lines = draft.sublists.get(sublist.id) ?? [];
  draft.sublists.set(sublist.id, lines);
  return lines;
}

function columnOf(draft: RecordDraft, options: Options): FieldDefinition {
  const id = String(options['fieldId']);
  const field = sublistOf(draft, options).fields.get(id);
  if (field === undefined) throw new NotEmulated(`column ${draft.definition.id}.${String(options['sublistId'])}.${id}`);
  return field;
}

/** A line number, 0 to `last`. SSS_INVALID_SUBLIST_OPERATION beyond that. */
function positionOf(options: Options, last: number): number {
  const line = options['line'];
  if (typeof line !== 'number' || !Number.isInteger(line) || line < 0 || line > last) throw invalidSublistOperation();
  return line;
}

function invalidSublistOperation(): SuiteScriptFailure {
  return new SuiteScriptFailure('SSS_INVALID_SUBLIST_OPERATION', 'You have attempted an invalid sublist or line item operation.');
}

/** Lines that NetSuite shows, such as those to apply, are neither added nor removed. SSS_INVALID_SUBLIST_OPERATION. */
function requireOwnLines(draft: RecordDraft, options: Options): void {
  if (sublistOf(draft, options).fixedLines === true) throw invalidSublistOperation();
}

/** The line that the options name. */
export function lineOf(draft: RecordDraft, options: Options): LineDraft {
  const lines = linesOf(draft, options);
  const line = lines[positionOf(options, lines.length - 1)];
  if (line === undefined) throw invalidSublistOperation();
  return line;
}

function cellOf(draft: RecordDraft, options: Options): { readonly field: FieldDefinition; readonly line: LineDraft } {
  return { field: columnOf(draft, options), line: lineOf(draft, options) };
}

/** Writing to the line after the last one adds it, as standard mode does. */
function setCell(draft: RecordDraft, scope: ValueScope, options: Options): void {
  const field = columnOf(draft, options);
  if (field.readOnly === true) throw new NotEmulated(`setting the read-only column ${draft.definition.id}.${field.id}`);
  if (options['value'] === undefined) {
    throw new SuiteScriptFailure('SSS_MISSING_REQD_ARGUMENT', 'Record.setSublistValue: Missing a required argument: value');
  }
  const value = storedFromGuest(scope, field, options['value']);
  const lines = linesOf(draft, options);
  const position = positionOf(options, sublistOf(draft, options).fixedLines === true ? lines.length - 1 : lines.length);
  const line = lines[position] ?? newLine(sublistOf(draft, options).fields);
  lines[position] = line;
  line.values.set(field.id, value);
  line.changed.add(field.id);
}
