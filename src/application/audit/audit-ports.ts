import type { PlaceOf, ToldHead, VerifiedRow } from '../../domain/audit/chain-verify';
import type { IdRange, Seal, SealedRow, SealPage } from '../../domain/audit/seal';
import type { CauseLog, MachineState } from '../machine-ports';
import type { Platform } from '../ports';

/** Reads the history by runs of internal ids, whatever its chains. */
export interface HistoryRows {
  /** Highest internal id behind `fromId` of a row written at `beforeMs` or earlier; `fromId` where there is none. 10 units. */
  newestId(fromId: number, beforeMs: number): number;
  /** What a seal names of each row of a run, in order. 10 units. */
  sealedRows(range: IdRange): readonly SealedRow[];
  /** Rows of a run, in order. Those that were changed since they were made, or that keep no hash of their values, are loaded; with `deep` all are. 10 units, 2 for each that is loaded. */
  rows(range: IdRange, deep: boolean): readonly VerifiedRow[];
  /** Rows by the external ids of their places. 10 units for every 500. */
  places(externalIds: readonly string[]): ReadonlyMap<string, PlaceOf>;
  /** Ends of chains that operations, requests and causes tell. 10 units for every kind that is asked. */
  heads(chains: readonly string[]): readonly ToldHead[];
  /** Numbers of the requests among these that are erasures which were approved or carried out. 10 units; none where nothing is asked. */
  erasures(requests: readonly string[]): ReadonlySet<string>;
  /** Chains among these that an approved retention ended, as its own events say. 30 units for every 500; none where nothing is asked. */
  ended(chains: readonly string[]): ReadonlySet<string>;
}

/** A page with the internal id of its row. */
export type StoredPage = SealPage & { readonly internalId: number };

/** Seals and their pages, unique by number. */
export interface SealRows {
  /** All seals, in order. 10 units. */
  all(): readonly Seal[];
  /** The latest; undefined: there is none. 10 units. */
  last(): Seal | undefined;
  /** Pages of some seals, in order, at most 5,000. 10 units. */
  pages(fromSeal: number, toSeal: number): readonly StoredPage[];
  /** Text of a page. 2 units. */
  text(pageId: number): string;
  /** Writes a page; one that is there stays as it is. 6 units; 16 where it is there. */
  addPage(page: SealPage, text: string): void;
  /** Writes a seal; one that is there stays as it is. 6 units; 16 where it is there. */
  add(seal: Seal): void;
}

/** Sends a mail out of the account. 20 units. */
export type SendOut = (mail: { readonly author: number; readonly recipients: readonly string[]; readonly subject: string; readonly body: string }) => void;

export interface AuditPorts {
  readonly history: HistoryRows;
  readonly seals: SealRows;
  readonly machine: MachineState;
  readonly causes: CauseLog;
  readonly sendOut: SendOut;
  readonly platform: Platform;
}
