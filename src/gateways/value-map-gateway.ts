import * as record from 'N/record';
import * as search from 'N/search';
import type { ValueMapping, ValueMaps } from '../application/actions/review-ports';
import { VALUE_MAP_RECORD, valueMapId } from '../domain/references';
import type { Sha256 } from '../domain/identity';
import { rowNumber, rowText, runStatement } from './query-rows';
import { VALUE_MAP } from './record-ids';
import { setFields } from './record-fields';
import { isReferenceable } from './target-kinds';

/** What values of sources mean, on `customrecord_dkt_value_map`. */
export class ValueMapGateway implements ValueMaps {
  constructor(private readonly sha256: Sha256) {}

  meaning(source: string, map: string, value: string): Omit<ValueMapping, 'source' | 'map' | 'value'> | undefined {
    const [row] = runStatement(`SELECT v.${VALUE_MAP.targetRecord} AS record, v.${VALUE_MAP.targetId} AS id, v.${VALUE_MAP.targetValue} AS text, v.${VALUE_MAP.decision} AS decision
FROM ${VALUE_MAP_RECORD} v WHERE v.externalid = ? AND v.isinactive = 'F'`, [this.idOf(source, map, value)]);
    if (row === undefined) return undefined;
    const meant = { record: rowText(row, 'record'), internalId: rowNumber(row, 'id'), text: rowText(row, 'text'), decision: rowText(row, 'decision') };
    return meant.text === '' && meant.internalId === undefined ? undefined : meant;
  }

  save(mapping: ValueMapping): void {
    const { source, map, value, record: type, internalId, text, decision } = mapping;
    const externalid = this.idOf(source, map, value);
    const meant = { [VALUE_MAP.targetRecord]: type, [VALUE_MAP.targetId]: internalId, [VALUE_MAP.targetValue]: text, [VALUE_MAP.decision]: decision };
    const row = record.create({ type: VALUE_MAP_RECORD, isDynamic: false });
    setFields(row, { externalid, [VALUE_MAP.source]: source, [VALUE_MAP.kind]: map, [VALUE_MAP.value]: value, ...meant });
    try {
      row.save();
    } catch (error) {
      const [found] = runStatement(`SELECT v.id AS id FROM ${VALUE_MAP_RECORD} v WHERE v.externalid = ?`, [externalid]);
      const id = found === undefined ? undefined : rowNumber(found, 'id');
      if (id === undefined) throw error;
      record.submitFields({ type: VALUE_MAP_RECORD, id, values: { ...meant, [VALUE_MAP.targetId]: internalId ?? '', isinactive: false } });
    }
  }

  stands(recordType: string, internalId: number): boolean {
    // Types that a document may point at are a closed list: an identifier never comes from a click alone.
    if (!isReferenceable(recordType, 'externalid')) return false;
    try {
      const found = search.lookupFields({ type: recordType, id: internalId, columns: ['isinactive'] }) as Readonly<Record<string, unknown>>;
      return found['isinactive'] === false || found['isinactive'] === 'F';
    } catch {
      // An id that is not there: NetSuite says so by an error.
      return false;
    }
  }

  private idOf(source: string, map: string, value: string): string {
    return valueMapId(source, map, value, this.sha256);
  }
}
