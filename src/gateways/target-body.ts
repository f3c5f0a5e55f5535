import type { Record as NetSuiteRecord } from 'N/record';
import type { SaveResult } from '../application/ports';
import type { FieldWrite } from '../domain/decide';
import type { CurrentValue } from '../domain/field-value';
import { currentValue, nativeValue } from './field-values';
import { observeError } from './suitescript-error';

/** Builds a record and saves it. What throws before the save had no effect; what the save throws is unknown (design 5). */
export function attempt(build: () => NetSuiteRecord): SaveResult {
  let target: NetSuiteRecord;
  try {
    target = build();
  } catch (error) {
    return { kind: 'refused', error: observeError(error) };
  }
  try {
    return { kind: 'saved', internalId: target.save() };
  } catch (error) {
    return { kind: 'threw', error: observeError(error) };
  }
}

/** Sets body fields; `shippingaddress.city` is a field of a subrecord. */
export function writeBody(target: NetSuiteRecord, writes: readonly FieldWrite[]): void {
  for (const { target: field, value } of writes) {
    const [owner = '', inner] = field.split('.');
    if (inner === undefined) target.setValue({ fieldId: owner, value: nativeValue(value) });
    else target.getSubrecord({ fieldId: owner }).setValue({ fieldId: inner, value: nativeValue(value) });
  }
}

/** A body field as the rules compare it. */
export function readBody(target: NetSuiteRecord, field: string): CurrentValue {
  const [owner = '', inner] = field.split('.');
  const holder = inner === undefined ? target : target.getSubrecord({ fieldId: owner });
  return currentValue(holder.getValue({ fieldId: inner ?? owner }));
}
