import { createHash } from 'node:crypto';
import { verifyRows } from '../../src/domain/audit/chain-verify';
import type { ChainFinding, ToldHead, VerifiedRow } from '../../src/domain/audit/chain-verify';
import { readPage } from '../../src/domain/audit/seal';
import type { SealedRow } from '../../src/domain/audit/seal';
import { eventExternalId } from '../../src/domain/identity';
import type { History } from './history';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/**
 * One honest history that is tampered with many thousand times. Verification judges rows one by one, with what is known of them elsewhere; so
 * of a large history only the rows that a change touches, and those behind them in their chains, are judged again.
 */
export class TamperedHistory {
  private readonly byPlace: ReadonlyMap<string, VerifiedRow>;
  private readonly byId: ReadonlyMap<number, VerifiedRow>;
  private readonly sealed: ReadonlyMap<number, SealedRow>;
  private readonly sealedTo: number;

  constructor(private readonly history: History) {
    this.byPlace = new Map(history.rows.map((row) => [row.externalId, row]));
    this.byId = new Map(history.rows.map((row) => [row.internalId, row]));
    this.sealed = new Map(history.pages.flatMap(({ text }) => (readPage(text) ?? []).map((row): [number, SealedRow] => [row.internalId, row])));
    this.sealedTo = Math.max(0, ...history.pages.map(({ page }) => page.toId));
  }

  edit(changed: VerifiedRow): readonly ChainFinding[] {
    return this.judged(new Map([[changed.internalId, changed]]), new Set());
  }

  swap(pair: readonly [VerifiedRow, VerifiedRow]): readonly ChainFinding[] {
    return this.judged(new Map(pair.map((row) => [row.internalId, row])), new Set());
  }

  remove(row: VerifiedRow): readonly ChainFinding[] {
    return this.judged(new Map(), new Set([row.internalId]));
  }

  insert(forged: VerifiedRow): readonly ChainFinding[] {
    return this.judged(new Map([[forged.internalId, forged]]), new Set());
  }

  /** Judges rows as they stand. */
  look(ids: readonly number[]): readonly ChainFinding[] {
    return this.judged(new Map(ids.flatMap((id) => { const row = this.byId.get(id); return row === undefined ? [] : [[id, row] as const]; })), new Set());
  }

  private judged(changed: ReadonlyMap<number, VerifiedRow>, gone: ReadonlySet<number>): readonly ChainFinding[] {
    const places = new Map([...changed.values()].map((row) => [row.externalId, row]));
    const placeOf = (chain: string, number: number): VerifiedRow | undefined => {
      const id = eventExternalId(chain, number);
      const placed = places.get(id) ?? this.byPlace.get(id);
      if (placed === undefined || gone.has(placed.internalId)) return undefined;
      const now = changed.get(placed.internalId);
      return now === undefined || now.externalId === id ? now ?? placed : places.get(id);
    };
    const touched = [...changed.keys(), ...gone].flatMap((id) => this.touchedBy(id)).filter((id) => !gone.has(id));
    const ids = [...new Set(touched)];
    const rows = ids.flatMap((id) => changed.get(id) ?? this.byId.get(id) ?? []);
    return [true, false].flatMap((isSealed) => {
      const part = rows.filter(({ internalId }) => (internalId <= this.sealedTo) === isSealed);
      const claims = [...part.map(({ internalId }) => internalId), ...gone].flatMap((id) => this.sealed.get(id) ?? []);
      return verifyRows({ rows: part, placeOf, sealed: isSealed ? claims : undefined, heads: this.headsOf(part), ended: new Set(), isErasure: () => false }, sha256);
    });
  }

  /** The row, and the one behind it in its chain. */
  private touchedBy(id: number): readonly number[] {
    const row = this.byId.get(id);
    if (row === undefined) return [id];
    const next = this.byPlace.get(eventExternalId(row.chain, row.number + 1));
    return next === undefined ? [id] : [id, next.internalId];
  }

  private headsOf(rows: readonly VerifiedRow[]): readonly ToldHead[] {
    return [...new Set(rows.map(({ chain }) => chain))].flatMap((chain) => {
      const head = this.history.heads.get(chain);
      return head === undefined ? [] : [{ chain, number: head.number, hash: head.hash }];
    });
  }
}
