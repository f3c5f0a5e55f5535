import type { Ledger, LoadedTarget, LoadResult, ReadBack, SaveResult, SeenRecord, TargetIdentity, TargetSighting } from '../../../src/application/ports';
import type { CreatePlan, FieldWrite, LineWrite } from '../../../src/domain/decide';
import type { UpdatePlan } from '../../../src/domain/decide-update';
import { add, multiply } from '../../../src/domain/decimal';
import { valueOnRecord } from '../../../src/domain/field-value';
import type { ObservedError } from '../../../src/domain/observed-error';
import type { CurrentValue } from '../../../src/domain/ownership';

/** A NetSuite record in memory. Values stand as they are read: decimals as text, selects by internal id. */
export interface FakeRecord {
  readonly internalId: number;
  readonly type: string;
  readonly externalId: string;
  stamp: string;
  /** True once it was voided. */
  voided?: boolean;
  inactive: boolean;
  readonly body: Map<string, CurrentValue>;
  lines: { readonly sublist: string; readonly key: string; readonly columns: Map<string, CurrentValue> }[];
  /** Counts saves: a copy loaded before the last of them is refused. */
  saves: number;
}

/** How the next save of a target goes wrong. */
export interface SaveFault {
  readonly kind: 'refused' | 'threw';
  readonly error: ObservedError;
  /** True where the save is committed all the same, as when a later script throws. */
  readonly committed?: boolean;
}

/** Record types that share one namespace of external ids (platform facts 4.1). */
const NAMESPACE: Readonly<Record<string, string>> = { customer: 'entity', salesorder: 'transaction', invoice: 'transaction' };

/** The records that documents become, in memory. */
export class FakeLedger implements Ledger {
  readonly records: FakeRecord[] = [];
  /** The next save goes wrong like this. */
  nextSave: SaveFault | undefined;
  /** The next load is refused like this. */
  nextLoad: ObservedError | undefined;
  /** Added to every saved total, as a tax engine of the account might. */
  surcharge = '0';
  /** Record types that the account voids by reversing journals. */
  byJournal: readonly string[] = [];

  constructor(private readonly nextId: () => number) {}

  create(identity: TargetIdentity, plan: CreatePlan): SaveResult {
    return this.save(() => {
      const taken = this.records.some(({ type, externalId }) => NAMESPACE[type] === NAMESPACE[identity.recordType] && externalId.toLowerCase() === identity.externalId.toLowerCase());
      if (taken) return { name: 'DUP_RCRD', message: 'This record already exists' };
      const target: FakeRecord = {
        internalId: this.nextId(), type: identity.recordType, externalId: identity.externalId, stamp: identity.operationId, inactive: false, body: new Map(), lines: [], saves: 1,
      };
      writeBody(target.body, plan.body);
      for (const line of plan.lines) target.lines.push(lineOf(line));
      this.records.push(target);
      return target.internalId;
    });
  }

  load(recordType: string, internalId: number): LoadResult {
    const fault = this.nextLoad;
    this.nextLoad = undefined;
    return fault === undefined ? { kind: 'loaded', target: this.loaded(recordType, internalId) } : { kind: 'refused', error: fault };
  }

  private loaded(recordType: string, internalId: number): LoadedTarget {
    const stored = this.stored(recordType, internalId);
    const copy = structuredClone(stored);
    return {
      stamp: copy.stamp,
      body: (field) => copy.body.get(field) ?? null,
      lines: (sublist) => copy.lines.filter((line) => line.sublist === sublist && line.key !== '').map(({ key, columns }) => ({ key, column: (name) => columns.get(name) ?? null })),
      save: (plan, operationId) => this.save(() => {
        if (stored.saves !== copy.saves) return { name: 'RCRD_HAS_BEEN_CHANGED', message: 'Record has been changed' };
        applyUpdate(stored, plan);
        stored.stamp = operationId;
        stored.saves += 1;
        return internalId;
      }),
      isClosed: () => copy.lines.every(({ columns }) => columns.get('isclosed') === true),
      close: (operationId) => this.save(() => {
        if (stored.saves !== copy.saves) return { name: 'RCRD_HAS_BEEN_CHANGED', message: 'Record has been changed' };
        for (const line of stored.lines) line.columns.set('isclosed', true);
        stored.stamp = operationId;
        stored.saves += 1;
        return internalId;
      }),
    };
  }

  readBack(recordType: string, internalId: number, amountFields: readonly string[]): ReadBack {
    const record = this.stored(recordType, internalId);
    const total = record.lines.reduce((sum, { columns }) => add(sum, multiply(String(columns.get('rate') ?? 0), String(columns.get('quantity') ?? 0))), this.surcharge);
    return {
      documentNumber: `${recordType.slice(0, 2).toUpperCase()}${internalId}`, externalId: record.externalId, stamp: record.stamp,
      amounts: Object.fromEntries(amountFields.map((field) => [field, field === 'total' ? total : undefined])),
    };
  }

  seen(recordType: string, internalId: number): SeenRecord | undefined {
    const found = this.records.find((candidate) => candidate.type === recordType && candidate.internalId === internalId);
    return found === undefined ? undefined : { externalId: found.externalId, documentNumber: `${recordType.slice(0, 2).toUpperCase()}${internalId}` };
  }

  probe(recordType: string, externalId: string): TargetSighting | undefined {
    const found = this.records.find((record) => record.type === recordType && record.externalId.toLowerCase() === externalId.toLowerCase());
    return found === undefined ? undefined : { internalId: found.internalId, stamp: found.stamp, voided: found.voided === true };
  }

  void(recordType: string, internalId: number): SaveResult {
    return this.save(() => {
      this.stored(recordType, internalId).voided = true;
      return internalId;
    });
  }

  voidsByJournal(recordType: string): boolean {
    return this.byJournal.includes(recordType);
  }

  posts(recordType: string): boolean {
    return recordType !== 'salesorder' && NAMESPACE[recordType] === 'transaction';
  }

  targetTypes(): readonly string[] {
    return ['salesorder', 'customer'];
  }

  unitsToWrite(recordType: string): number {
    return recordType === 'salesorder' ? 30 : 15;
  }

  /** Puts a record in, as a person would. */
  seed(type: string, body: Readonly<Record<string, CurrentValue>>, more: Partial<FakeRecord> = {}): FakeRecord {
    const record: FakeRecord = { internalId: this.nextId(), type, externalId: '', stamp: '', inactive: false, body: new Map(Object.entries(body)), lines: [], saves: 1, ...more };
    this.records.push(record);
    return record;
  }

  private save(effect: () => ObservedError | number): SaveResult {
    const fault = this.nextSave;
    this.nextSave = undefined;
    if (fault !== undefined && fault.committed !== true) return { kind: fault.kind, error: fault.error };
    const saved = effect();
    if (typeof saved !== 'number') return { kind: 'threw', error: saved };
    return fault === undefined ? { kind: 'saved', internalId: saved } : { kind: fault.kind, error: fault.error };
  }

  private stored(type: string, internalId: number): FakeRecord {
    const record = this.records.find((candidate) => candidate.type === type && candidate.internalId === internalId);
    if (record === undefined) throw new Error(`RCRD_DSNT_EXIST: ${type} ${internalId}`);
    return record;
  }
}

function applyUpdate(record: FakeRecord, plan: UpdatePlan): void {
  writeBody(record.body, plan.body);
  for (const { sublist, key, columns } of plan.changedLines) {
    const line = record.lines.find((candidate) => candidate.sublist === sublist && candidate.key === key);
    if (line === undefined) throw new Error(`There is no line "${key}" to change.`);
    writeBody(line.columns, columns);
  }
  record.lines = record.lines.filter((line) => !plan.removedLines.some(({ sublist, key }) => line.sublist === sublist && line.key === key));
  for (const line of plan.addedLines) record.lines.push(lineOf(line));
}

function lineOf({ sublist, key, columns }: LineWrite): FakeRecord['lines'][number] {
  const line = { sublist, key: sublist === 'item' ? key : '', columns: new Map<string, CurrentValue>() };
  writeBody(line.columns, columns);
  return line;
}

function writeBody(body: Map<string, CurrentValue>, writes: readonly FieldWrite[]): void {
  for (const { target, value } of writes) body.set(target, value === null ? '' : valueOnRecord(value));
}
