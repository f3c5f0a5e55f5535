import * as record from 'N/record';
import type { MachineState, MachineValue, StoredMachineValue } from '../application/machine-ports';
import { rowNumber, rowText, runStatement } from './query-rows';
import { SETTING, SETTING_RECORD } from './record-ids';
import { setFields } from './record-fields';

/** Machine state on `customrecord_dkt_setting`, unique by its name. */
export class MachineStateGateway implements MachineState {
  constructor(private readonly nowMs: () => number, private readonly writer: string) {}

  read(prefixes: readonly string[]): readonly StoredMachineValue[] {
    const named = prefixes.map(({ length }) => `SUBSTR(s.${SETTING.name}, 1, ${String(length)}) = ?`).join(' OR ');
    const rows = runStatement(`${SELECT} WHERE s.isinactive = 'F' AND (${named}) ORDER BY s.id`, prefixes);
    return rows.map((row) => ({ internalId: rowNumber(row, 'id') ?? 0, name: rowText(row, 'name'), value: rowText(row, 'value'), number: rowNumber(row, 'number') }));
  }

  write(name: string, value: MachineValue, known?: StoredMachineValue): void {
    if (known !== undefined) {
      this.change(known.internalId, value);
      return;
    }
    const row = record.create({ type: SETTING_RECORD, isDynamic: false });
    setFields(row, { externalid: name, [SETTING.name]: name, ...this.fieldsOf(value) });
    try {
      row.save();
    } catch (error) {
      // Any of four error names may mean "exists already" (platform facts 4.2), so only a row that is there is believed.
      const [found] = runStatement(`${SELECT} WHERE s.externalid = ?`, [name]);
      const internalId = found === undefined ? undefined : rowNumber(found, 'id');
      if (internalId === undefined) throw error;
      this.change(internalId, value);
    }
  }

  remove({ internalId }: StoredMachineValue): void {
    record.delete({ type: SETTING_RECORD, id: internalId });
  }

  private change(id: number, value: MachineValue): void {
    record.submitFields({ type: SETTING_RECORD, id, values: this.fieldsOf(value) });
  }

  private fieldsOf({ value, number }: MachineValue): Record<string, string | number> {
    return { [SETTING.value]: value, [SETTING.number]: number ?? '', [SETTING.changedMs]: this.nowMs(), [SETTING.changedBy]: this.writer };
  }
}

const SELECT = `SELECT s.id AS id, s.${SETTING.name} AS name, s.${SETTING.value} AS value, s.${SETTING.number} AS number FROM ${SETTING_RECORD} s`;
