import type { FieldDefinition } from '../metadata/types';
import { missingValues } from './failures';
import { checkReferences } from './references';
import type { SaveStep } from './type-rules';
import { checkedValue } from './values';

/**
 * Checks what was set, before anything is sourced or computed from it, and puts the checked form into the draft: types and
 * lengths, then references (INVALID_KEY_OR_REF). Values that were only loaded are not checked again: a row that went
 * inactive since does not block an edit of something else.
 */
export function validateGiven(step: SaveStep): void {
  const { draft } = step;
  checkValues(step, draft.definition.fields, draft);
  for (const [id, lines] of draft.sublists) {
    const fields = draft.definition.sublists.get(id)?.fields ?? new Map<string, FieldDefinition>();
    for (const line of lines) checkValues(step, fields, line);
  }
}

/** Checks what the type's rules sourced and computed since, then that no mandatory field is empty (USER_ERROR). */
export function validateComplete(step: SaveStep, given: ReadonlySet<string>): void {
  const { draft } = step;
  const computed = new Set([...draft.changed].filter((id) => !given.has(id)));
  checkValues(step, draft.definition.fields, { values: draft.values, changed: computed });
  if (step.ignoreMandatoryFields) return;
  requireValues(draft.definition.fields, draft.values);
  for (const [id, lines] of draft.sublists) {
    for (const line of lines) requireValues(draft.definition.sublists.get(id)?.fields ?? new Map(), line.values);
  }
}

type Checked = Pick<SaveStep['draft'], 'values' | 'changed'>;

function checkValues(step: SaveStep, fields: ReadonlyMap<string, FieldDefinition>, { values, changed }: Checked): void {
  const set = [...changed].flatMap((id) => fields.get(id) ?? []);
  for (const field of set) values.set(field.id, checkedValue(field, values.get(field.id) ?? null));
  for (const field of set) checkReferences(step.data, field, values.get(field.id) ?? null);
}

const MANDATORY = new WeakMap<ReadonlyMap<string, FieldDefinition>, readonly FieldDefinition[]>();

function mandatoryOf(fields: ReadonlyMap<string, FieldDefinition>): readonly FieldDefinition[] {
  const known = MANDATORY.get(fields);
  if (known !== undefined) return known;
  const mandatory = [...fields.values()].filter((field) => field.mandatory && field.type !== 'checkbox');
  MANDATORY.set(fields, mandatory);
  return mandatory;
}

function requireValues(fields: ReadonlyMap<string, FieldDefinition>, values: ReadonlyMap<string, unknown>): void {
  const missing = mandatoryOf(fields).filter((field) => (values.get(field.id) ?? null) === null || values.get(field.id) === '');
  if (missing.length > 0) throw missingValues(missing.map((field) => field.label));
}
