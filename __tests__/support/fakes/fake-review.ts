import type { AccountDecision, BoardCause, CauseBoard, CausePatch, ValueMapping, ValueMaps } from '../../../src/application/actions/review-ports';
import type { FakeCauses } from './fake-machine';
import type { FakeLedger } from './fake-ledger';

/** The value maps in memory. */
export class FakeValueMaps implements ValueMaps {
  readonly rows = new Map<string, ValueMapping>();
  readonly decisions = new Map<string, AccountDecision>();

  constructor(private readonly ledger: FakeLedger) {}

  meaning(source: string, map: string, value: string): ReturnType<ValueMaps['meaning']> {
    const row = this.rows.get(keyOf({ source, map, value }));
    return row === undefined ? undefined : { record: row.record, internalId: row.internalId, text: row.text, decision: row.decision };
  }

  save(mapping: ValueMapping): void {
    this.rows.set(keyOf(mapping), mapping);
  }

  decide(decision: AccountDecision): void {
    if (!this.decisions.has(decision.code)) this.decisions.set(decision.code, decision);
  }

  stands(recordType: string, internalId: number): boolean {
    return this.ledger.records.some((record) => record.internalId === internalId && record.type === recordType && !record.inactive);
  }
}

function keyOf({ source, map, value }: Pick<ValueMapping, 'source' | 'map' | 'value'>): string {
  return JSON.stringify([source, map, value]);
}

/** Causes as people work on them, in memory. */
export class FakeCauseBoard implements CauseBoard {
  readonly patches = new Map<number, CausePatch>();

  constructor(private readonly causes: FakeCauses) {}

  load(fingerprint: string): BoardCause | undefined {
    const row = this.causes.rows.get(fingerprint);
    if (row === undefined) return undefined;
    const { head = { number: 0, hash: '' }, owner } = this.patches.get(row.internalId) ?? {};
    return { internalId: row.internalId, fingerprint, kind: row.kind, open: row.state === 'open', title: row.cause.title, owner: owner ?? undefined, source: row.source, head };
  }

  change(internalId: number, patch: CausePatch): void {
    this.patches.set(internalId, { ...this.patches.get(internalId), ...patch });
    if (patch.closedMs !== undefined) this.causes.close(internalId, patch.closedMs);
  }
}
