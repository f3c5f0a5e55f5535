import type { Record as NetSuiteRecord } from 'N/record';

/** A value for a custom record field. Undefined and empty text are left unset. */
export type CustomFieldValue = string | number | boolean | Date | null | undefined;

/** Sets the fields that have a value. */
export function setFields(target: NetSuiteRecord, values: Readonly<Record<string, CustomFieldValue>>): void {
  for (const [fieldId, value] of Object.entries(values)) {
    if (value === undefined || value === null || value === '') continue;
    target.setValue({ fieldId, value });
  }
}

export function textOf(source: NetSuiteRecord, fieldId: string): string {
  const value = source.getValue({ fieldId });
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** An integer field; undefined where it is empty. */
export function integerOf(source: NetSuiteRecord, fieldId: string): number | undefined {
  const text = textOf(source, fieldId);
  return text === '' ? undefined : Number(text);
}
