import * as record from 'N/record';
import type { KnownObject, ObjectEntry, ObjectIndex } from '../application/ports';
import { appliedJson, appliedValuesOf } from '../domain/applied-values';
import type { AppliedValues } from '../domain/applied-values';
import { isOlder } from '../domain/version-order';
import { OBJECT, OBJECT_RECORD } from './record-ids';
import { fitText } from './fit-field';
import { rowNumber, rowText, runStatement } from './query-rows';
import { integerOf, setFields, textOf } from './record-fields';

/** The row per external object on `customrecord_dkt_object`, unique by its lane. */
export class ObjectGateway implements ObjectIndex {
  record(known: KnownObject | undefined, entry: ObjectEntry): void {
    if (known !== undefined) {
      this.update(known.internalId, entry);
      return;
    }
    const found = this.createUnlessThere(entry);
    if (found !== undefined) this.update(found.internalId, entry);
  }

  tie(entry: ObjectEntry): void {
    this.createUnlessThere(entry);
  }

  lastApplied(internalId: number): AppliedValues {
    return appliedValuesOf(textOf(record.load({ type: OBJECT_RECORD, id: internalId, isDynamic: false }), OBJECT.values));
  }

  keepApplied(internalId: number, applied: AppliedValues): void {
    record.submitFields({ type: OBJECT_RECORD, id: internalId, values: { [OBJECT.values]: valuesText(applied) } });
  }

  lastOperation(lane: string): string | undefined {
    return this.find(lane)?.operationId;
  }

  forget(lane: string, operationId: string): void {
    const found = this.find(lane);
    if (found?.operationId === operationId) record.delete({ type: OBJECT_RECORD, id: found.internalId });
  }

  /** Makes the row of a lane; returns the one that is there, which stays as it is. */
  private createUnlessThere(entry: ObjectEntry): { readonly internalId: number } | undefined {
    const row = record.create({ type: OBJECT_RECORD, isDynamic: false });
    setFields(row, { externalid: entry.lane, ...fieldsOf(entry) });
    try {
      row.save();
      return undefined;
    } catch (error) {
      const found = this.find(entry.lane);
      if (found === undefined) throw error;
      return found;
    }
  }

  private update(internalId: number, entry: ObjectEntry): void {
    const row = record.load({ type: OBJECT_RECORD, id: internalId, isDynamic: false });
    if (isOlder(entry.versionNumber, integerOf(row, OBJECT.versionN))) return;
    setFields(row, fieldsOf(entry));
    row.save();
  }

  private find(lane: string): { readonly internalId: number; readonly operationId: string } | undefined {
    const [row] = runStatement(`SELECT o.id AS id, o.${OBJECT.operation} AS operation FROM ${OBJECT_RECORD} o WHERE o.externalid = ?`, [lane]);
    const internalId = row === undefined ? undefined : rowNumber(row, 'id');
    return row === undefined || internalId === undefined ? undefined : { internalId, operationId: rowText(row, 'operation') };
  }
}

/** Values last applied to a record; none where no document wrote it. 10 units, 12 where there are any. */
export function appliedTo(recordType: string, internalId: number): AppliedValues {
  const [row] = runStatement(`SELECT o.id AS id FROM ${OBJECT_RECORD} o WHERE o.${OBJECT.targetType} = ? AND o.${OBJECT.targetId} = ?`, [recordType, internalId]);
  const id = row === undefined ? undefined : rowNumber(row, 'id');
  return id === undefined ? new Map() : new ObjectGateway().lastApplied(id);
}

/** Characters of the values last applied: one long text field (platform facts 4.7). */
const MAX_VALUES = 100_000;

/** JSON escapes say the same in ASCII, where a character is a byte. */
function asciiText(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function fieldsOf(entry: ObjectEntry): Parameters<typeof setFields>[1] {
  return {
    [OBJECT.source]: entry.source,
    [OBJECT.doctype]: entry.documentType,
    [OBJECT.extid]: fitText(entry.externalId),
    [OBJECT.targetType]: entry.target?.recordType,
    [OBJECT.targetId]: entry.target?.internalId,
    [OBJECT.targetExtid]: entry.target?.externalId,
    [OBJECT.version]: fitText(entry.version),
    [OBJECT.versionN]: entry.versionNumber,
    [OBJECT.operation]: entry.operationId,
    [OBJECT.fingerprint]: entry.fingerprint,
    [OBJECT.appliedMs]: entry.appliedMs,
    [OBJECT.values]: entry.applied === undefined ? undefined : valuesText(entry.applied),
  };
}

function valuesText(applied: AppliedValues): string {
  return asciiText(appliedJson(applied, MAX_VALUES, (text) => asciiText(text).length).text);
}
