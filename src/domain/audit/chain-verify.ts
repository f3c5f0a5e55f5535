import { hashOver, valuesHashOf } from '../event-chain';
import type { ChainHead } from '../event-chain';
import { eventExternalId } from '../identity';
import type { Sha256 } from '../identity';
import type { SealedRow } from './seal';

/** An event row as verification reads it. */
export interface VerifiedRow {
  readonly internalId: number;
  readonly externalId: string;
  readonly chain: string;
  readonly number: number;
  readonly kind: string;
  readonly atMs: number;
  readonly actor: string;
  readonly previousHash: string;
  readonly hash: string;
  readonly facts: string;
  /** Empty on rows of before it was kept: these need `content`. */
  readonly valuesHash: string;
  /** Request that erased the values; empty: none did. */
  readonly erasedBy: string;
  /** Salt and values, where the row was loaded. */
  readonly content?: { readonly salt: string; readonly values: string };
}

/** What another row says of a place in a chain. */
export interface PlaceOf extends ChainHead {
  readonly internalId: number;
}

/** The end of a chain as the row tells it whose chain it is. */
export interface ToldHead extends ChainHead {
  readonly chain: string;
}

/** A run of rows by internal id, and what is known of them elsewhere. */
export interface RowsToVerify {
  readonly rows: readonly VerifiedRow[];
  /** The row that holds a place of a chain by its external id, wherever it stands; undefined: none does. */
  readonly placeOf: (chain: string, number: number) => PlaceOf | undefined;
  /** What the seal names in this run; undefined: it is not sealed yet. */
  readonly sealed: readonly SealedRow[] | undefined;
  /** Ends of chains that operations and requests tell. */
  readonly heads: readonly ToldHead[];
  /** Chains that an approved retention ended, as its own event says: their rows may be gone. */
  readonly ended: ReadonlySet<string>;
  /** True for a request that may have erased values. */
  readonly isErasure: (request: string) => boolean;
}

/** What is wrong with one row, or with one that is not there. */
export interface ChainFinding {
  readonly kind: 'changed' | 'missing' | 'added' | 'reordered';
  readonly chain: string;
  readonly number: number;
  /** Undefined where the row is gone and nobody tells its id. */
  readonly internalId: number | undefined;
  readonly words: string;
}

/**
 * Names every row of a run that was changed, is missing, was added or stands in another place. Each row is held to its own hash, to the row
 * before it in its chain, to the seal, and to the head that its operation tells. An event behind the told head whose hash fits is work that
 * somebody did not live to finish, and no finding. One row is named once for each kind.
 */
export function verifyRows(asked: RowsToVerify, sha256: Sha256): readonly ChainFinding[] {
  const sealed = asked.sealed === undefined ? undefined : new Map(asked.sealed.map((row) => [row.internalId, row]));
  const findings = [
    ...asked.rows.flatMap((row) => rowFindings(row, sealed, asked, sha256)),
    ...asked.heads.flatMap((head) => headFindings(head, asked)),
    // Last: it knows the id of the row that is gone.
    ...missingOfSeal(asked),
  ];
  return [...new Map(findings.map((one) => [`${one.kind} ${String(one.number)} ${one.chain} ${one.kind === 'missing' ? '' : String(one.internalId)}`, one])).values()];
}

type Sealed = ReadonlyMap<number, SealedRow> | undefined;

function rowFindings(row: VerifiedRow, sealed: Sealed, asked: RowsToVerify, sha256: Sha256): readonly ChainFinding[] {
  const own = placeFinding(row, sealed, sha256) ?? contentFinding(row, asked, sha256);
  return [...(own === undefined ? [] : [own]), ...linkFindings(row, own, asked)];
}

/** Where the row stands: its external id and the seal tell. */
function placeFinding(row: VerifiedRow, sealed: Sealed, sha256: Sha256): ChainFinding | undefined {
  const claim = sealed?.get(row.internalId);
  if (sealed !== undefined && claim === undefined) return named('added', row, 'It was not there when its neighbours were sealed.');
  if (claim !== undefined && (claim.chain !== row.chain || claim.number !== row.number)) return named('reordered', row, `It was sealed as number ${String(claim.number)} of chain ${claim.chain}.`);
  if (row.externalId === eventExternalId(row.chain, row.number)) return claim !== undefined && claim.hash !== row.hash ? named('changed', row, 'It was sealed with another hash.') : undefined;
  const place = placeIn(row.externalId);
  if (place !== undefined && hashed({ ...row, ...place }, sha256) === row.hash) return named('reordered', row, `Its hash is that of number ${String(place.number)} of chain ${place.chain}.`);
  if (hashed(row, sha256) !== row.hash) return named('changed', row, 'It does not carry the external id of its place, nor its hash.');
  return place === undefined ? named('added', row, 'It does not carry the external id of its place.') : named('reordered', row, `Its external id is that of number ${String(place.number)} of chain ${place.chain}.`);
}

function contentFinding(row: VerifiedRow, { isErasure }: RowsToVerify, sha256: Sha256): ChainFinding | undefined {
  if (hashed(row, sha256) !== row.hash) return named('changed', row, 'It does not carry the hash of its content.');
  if (row.erasedBy !== '') return isErasure(row.erasedBy) ? undefined : named('changed', row, `Its values were cleared in the name of "${row.erasedBy}", which is no approved erasure.`);
  if (row.content === undefined || row.valuesHash === '' || valuesHashOf(row.content, sha256) === row.valuesHash) return undefined;
  return named('changed', row, 'Its values are not those that its hash was made of.');
}

/** The hash the row should carry. Where the hash of its values is not kept, its values have to be known. */
function hashed(row: VerifiedRow, sha256: Sha256): string {
  const valuesHash = row.valuesHash !== '' || row.content === undefined ? row.valuesHash : valuesHashOf(row.content, sha256);
  return hashOver({ ...row, valuesHash }, sha256);
}

function linkFindings(row: VerifiedRow, own: ChainFinding | undefined, { placeOf }: RowsToVerify): readonly ChainFinding[] {
  const { chain, number, previousHash } = row;
  if (own !== undefined && own.kind !== 'changed') return [];
  if (number <= 1) return own !== undefined || (number === 1 && previousHash === '') ? [] : [named('changed', row, 'It is chained as if a row stood before it.')];
  const before = placeOf(chain, number - 1);
  if (before === undefined) return [{ kind: 'missing', chain, number: number - 1, internalId: undefined, words: `Number ${String(number)} is there, the row before it is not.` }];
  if (own !== undefined || before.hash === previousHash) return [];
  return [{ kind: 'changed', chain, number: before.number, internalId: before.internalId, words: `Number ${String(number)} was chained to another hash than it carries.` }];
}

function missingOfSeal({ rows, sealed = [], ended }: RowsToVerify): readonly ChainFinding[] {
  const there = new Set(rows.map(({ internalId }) => internalId));
  return sealed.filter(({ internalId, chain }) => !there.has(internalId) && !ended.has(chain))
    .map(({ chain, number, internalId }) => ({ kind: 'missing', chain, number, internalId, words: 'It was sealed, and is gone.' }));
}

function headFindings({ chain, number, hash }: ToldHead, { placeOf, ended }: RowsToVerify): readonly ChainFinding[] {
  if (number === 0 || ended.has(chain)) return [];
  const place = placeOf(chain, number);
  if (place === undefined) return [{ kind: 'missing', chain, number, internalId: undefined, words: 'The row whose chain it is names it as the last, and it is gone.' }];
  return place.hash === hash ? [] : [{ kind: 'changed', chain, number, internalId: place.internalId, words: 'The row whose chain it is names another hash.' }];
}

/** The place that an external id names; undefined: none. */
function placeIn(externalId: string): { readonly chain: string; readonly number: number } | undefined {
  const [, chain, number] = /^(.+)_(\d+)$/.exec(externalId) ?? [];
  return chain === undefined || number === undefined ? undefined : { chain, number: Number(number) };
}

function named(kind: ChainFinding['kind'], { chain, number, internalId }: VerifiedRow, words: string): ChainFinding {
  return { kind, chain, number, internalId, words };
}
