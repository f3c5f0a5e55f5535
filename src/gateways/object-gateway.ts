import * as record from 'N/record';
import type { KnownObject, ObjectEntry, ObjectIndex } from '../application/ports';
import { isOlder } from '../domain/version-order';
import { OBJECT, OBJECT_RECORD } from './record-ids';
import { fitText } from './fit-field';
import { rowNumber, runStatement } from './query-rows';
import { integerOf, setFields } from './record-fields';

/** The row per external object on `customrecord_dkt_object`, unique by its lane. */
export class ObjectGateway implements ObjectIndex {
  record(known: KnownObject | undefined, entry: ObjectEntry): void {
    if (known !== undefined) {
      this.update(known.internalId, entry);
      return;
    }
    const row = record.create({ type: OBJECT_RECORD, isDynamic: false });
    setFields(row, { externalid: entry.lane, ...fieldsOf(entry) });
    try {
      row.save();
    } catch (error) {
      const internalId = this.find(entry.lane);
      if (internalId === undefined) throw error;
      this.update(internalId, entry);
    }
  }

  private update(internalId: number, entry: ObjectEntry): void {
    const row = record.load({ type: OBJECT_RECORD, id: internalId, isDynamic: false });
    if (isOlder(entry.versionNumber, integerOf(row, OBJECT.versionN))) return;
    setFields(row, fieldsOf(entry));
    row.save();
  }

  private find(lane: string): number | undefined {
    const [row] = runStatement(`SELECT o.id AS id FROM ${OBJECT_RECORD} o WHERE o.externalid = ?`, [lane]);
    return row === undefined ? undefined : rowNumber(row, 'id');
  }
}

function fieldsOf(entry: ObjectEntry): Parameters<typeof setFields>[1] {
  return {
    [OBJECT.source]: entry.source,
    [OBJECT.doctype]: entry.documentType,
    [OBJECT.extid]: fitText(entry.externalId),
    [OBJECT.targetType]: entry.target.recordType,
    [OBJECT.targetId]: entry.target.internalId,
    [OBJECT.targetExtid]: entry.target.externalId,
    [OBJECT.version]: fitText(entry.version),
    [OBJECT.versionN]: entry.versionNumber,
    [OBJECT.operation]: entry.operationId,
    [OBJECT.fingerprint]: entry.fingerprint,
    [OBJECT.appliedMs]: entry.appliedMs,
  };
}
