import type { AppliedValues } from '../../../src/domain/applied-values';
import type { Appended, EventFacts, EventLog, KnownObject, ObjectEntry, ObjectIndex } from '../../../src/application/ports';
import type { ChainEvent } from '../../../src/domain/event-chain';
import { isOlder } from '../../../src/domain/version-order';

/** Chains of events in memory: a number of a chain is taken once. */
export class FakeEvents implements EventLog {
  readonly rows = new Map<number, ChainEvent>();

  constructor(private readonly nextId: () => number) {}

  append(event: ChainEvent): Appended {
    const end = this.chain(event.chain).at(-1);
    if (end !== undefined && end.number >= event.number) {
      return { kind: 'taken', end: { number: end.number, hash: end.hash }, outcomeEventId: this.outcomeAfter(event.chain, event.number - 1), endEventId: this.lastRow(event.chain) };
    }
    this.rows.set(this.nextId(), { ...event });
    return { kind: 'appended' };
  }

  facts(chain: string, from: number, to: number): readonly EventFacts[] {
    return this.chain(chain).filter(({ number }) => number >= from && number <= to).slice(0, 64).map(({ number, kind, facts, hash }) => ({ number, kind, facts, hash }));
  }

  load(internalId: number): ChainEvent {
    const event = this.rows.get(internalId);
    if (event === undefined) throw new Error(`RCRD_DSNT_EXIST: event row ${internalId}`);
    return event;
  }

  private lastRow(chain: string): number {
    return [...this.rows].filter(([, event]) => event.chain === chain).sort(([, a], [, b]) => a.number - b.number).at(-1)?.[0] ?? 0;
  }

  /** Events of a chain in order of their numbers. */
  chain(chain: string): readonly ChainEvent[] {
    return [...this.rows.values()].filter((event) => event.chain === chain).sort((a, b) => a.number - b.number);
  }

  /** Row of the latest outcome of a chain behind a number. */
  outcomeAfter(chain: string, number: number): number | undefined {
    return [...this.rows].filter(([, event]) => event.chain === chain && event.kind === 'outcome' && event.number > number).at(-1)?.[0];
  }

  /** Row of the latest outcome of a chain. */
  lastOutcome(chain: string): number | undefined {
    return [...this.rows].filter(([, event]) => event.chain === chain && event.kind === 'outcome').map(([internalId]) => internalId).at(-1);
  }
}

/** The object rows in memory, one for each lane. */
export class FakeObjects implements ObjectIndex {
  readonly rows = new Map<string, { readonly internalId: number; entry: ObjectEntry }>();

  constructor(private readonly nextId: () => number) {}

  record(known: KnownObject | undefined, entry: ObjectEntry): void {
    const row = known === undefined ? this.rows.get(entry.lane) : [...this.rows.values()].find(({ internalId }) => internalId === known.internalId);
    if (row === undefined) {
      if (known !== undefined) throw new Error(`RCRD_DSNT_EXIST: object row ${known.internalId}`);
      this.rows.set(entry.lane, { internalId: this.nextId(), entry: structuredClone(entry) });
      return;
    }
    if (!isOlder(entry.versionNumber, row.entry.versionNumber)) row.entry = structuredClone({ ...entry, applied: entry.applied ?? row.entry.applied });
  }

  tie(entry: ObjectEntry): void {
    if (!this.rows.has(entry.lane)) this.record(undefined, entry);
  }

  lastOperation(lane: string): string | undefined {
    return this.rows.get(lane)?.entry.operationId;
  }

  forget(lane: string, operationId: string): void {
    if (this.rows.get(lane)?.entry.operationId === operationId) this.rows.delete(lane);
  }

  keepApplied(internalId: number, applied: AppliedValues): void {
    const row = [...this.rows.values()].find((each) => each.internalId === internalId);
    if (row !== undefined) row.entry = { ...row.entry, applied };
  }

  lastApplied(internalId: number): AppliedValues {
    return [...this.rows.values()].find((row) => row.internalId === internalId)?.entry.applied ?? new Map();
  }
}
