import type { OpenPeriod } from './subject';

/** A field that goes back to what it held before. */
export interface RestoredField {
  readonly target: string;
  /** What it holds now, and what it will: as `appliedText` writes values. */
  readonly from: string;
  readonly to: string;
}

/** How one effect is taken back. */
export type WayBack =
  | { readonly kind: 'restore'; readonly fields: readonly RestoredField[]; readonly removedLines: readonly string[] }
  /** Its amounts become zero where it stands. */
  | { readonly kind: 'void' }
  /** NetSuite makes a reversing journal, and the record reads as void. */
  | { readonly kind: 'void_by_journal'; readonly period: OpenPeriod }
  | { readonly kind: 'credit_memo'; readonly period: OpenPeriod }
  | { readonly kind: 'refund'; readonly period: OpenPeriod }
  | { readonly kind: 'reversing_journal'; readonly period: OpenPeriod }
  | { readonly kind: 'close' }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'inactivate' };

export type WayKind = WayBack['kind'];

/** What lets a record that was made be taken back. */
export type ReversalKind = {
  /** Error of a deletion while other records stand on it (help section_N3539978). */
  readonly linkedError: string;
} & (
  | { readonly family: 'order' | 'shipment' | 'master' }
  | PostingKind
);

export interface PostingKind {
  readonly family: 'posting';
  /** How NetSuite voids it (help section_4483109897; platform facts 9.2). */
  readonly voids: VoidSupport;
  /** What stands against it where it cannot be voided. */
  readonly against: 'credit_memo' | 'refund' | 'reversing_journal';
}

/** `direct`: in place alone; `either`: in place or by a reversing journal, as the preference says. */
export type VoidSupport = 'direct' | 'either';

const POSTING = { family: 'posting', voids: 'direct', linkedError: 'CANT_DELETE_TRANS' } as const;

const master = (linkedError: string): ReversalKind => ({ family: 'master', linkedError });

const KINDS: ReadonlyMap<string, ReversalKind> = new Map<string, ReversalKind>([
  ['salesorder', { family: 'order', linkedError: 'CANT_DELETE_TRANS' }],
  ['invoice', { ...POSTING, against: 'credit_memo' }],
  ['creditmemo', { ...POSTING, against: 'reversing_journal' }],
  ['customerpayment', { ...POSTING, against: 'refund' }],
  ['customerrefund', { ...POSTING, voids: 'either', against: 'reversing_journal' }],
  ['vendorbill', { ...POSTING, against: 'reversing_journal' }],
  ['journalentry', { ...POSTING, against: 'reversing_journal' }],
  ['itemfulfillment', { family: 'shipment', linkedError: 'CANT_DELETE_TRANS' }],
  ['customer', master('CANT_DELETE_CUSTOMER')], ['vendor', master('CANT_DELETE_VENDOR')],
  ['noninventoryitem', master('CANT_DELETE_ITEM')], ['inventoryitem', master('CANT_DELETE_ITEM')], ['serviceitem', master('CANT_DELETE_ITEM')],
]);

/** How records of a type are taken back; undefined: not at all. */
export function reversalKind(recordType: string): ReversalKind | undefined {
  return KINDS.get(recordType);
}

/** How NetSuite voids such records while the preference stands so; undefined: not at all. */
export function voidMethod(voids: VoidSupport, reversalVoiding: boolean): 'direct' | 'journal' | undefined {
  if (!reversalVoiding) return 'direct';
  return voids === 'either' ? 'journal' : undefined;
}

/** True where what stands on a record is let go by the way another one is taken back. */
export function letsGo(way: WayKind, link: 'follows' | 'refers'): boolean {
  return way === 'delete' || (link === 'follows' && (way === 'void' || way === 'void_by_journal'));
}
