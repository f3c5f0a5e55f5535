import { createHash } from 'node:crypto';
import { verifyRows } from '../../src/domain/audit/chain-verify';
import type { ChainFinding, ToldHead, VerifiedRow } from '../../src/domain/audit/chain-verify';
import { closeSeal, pagesOf, pageText, readPage, sealHash, SEAL_LAG_MS } from '../../src/domain/audit/seal';
import type { IdRange, Seal, SealPage } from '../../src/domain/audit/seal';
import { chainEvent } from '../../src/domain/event-chain';
import type { ChainHead } from '../../src/domain/event-chain';
import { eventExternalId } from '../../src/domain/identity';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** An account's history in memory: rows, heads that their owners tell, seals with their pages. */
export interface History {
  readonly rows: VerifiedRow[];
  readonly heads: Map<string, ChainHead>;
  readonly seals: Seal[];
  readonly pages: { readonly page: SealPage; readonly text: string }[];
}

export function emptyHistory(): History {
  return { rows: [], heads: new Map(), seals: [], pages: [] };
}

/** Appends an event as the product does. `tell`: false where the writer died before the owner learnt of it. */
export function appendTo(history: History, chain: string, { atMs, tell = true, skipIds = 0 }: { readonly atMs: number; readonly tell?: boolean; readonly skipIds?: number }): void {
  const own = history.rows.filter((row) => row.chain === chain);
  const last = own.at(-1);
  const event = chainEvent({ chain, kind: 'outcome', atMs, actor: 'user 5 as role', salt: `salt ${String(atMs)}`, facts: `{"n":${String(own.length)}}`, values: '{"v":1}' }, last ?? { number: 0, hash: '' }, sha256);
  const { salt, values, ...kept } = event;
  const internalId = (history.rows.at(-1)?.internalId ?? 0) + 1 + skipIds;
  history.rows.push({ ...kept, internalId, externalId: eventExternalId(chain, event.number), erasedBy: '', content: { salt, values } });
  if (tell) history.heads.set(chain, event);
}

/** Seals what is old enough, as the product does. */
export function sealHistory(history: History, nowMs: number): void {
  const before = history.seals.at(-1);
  const newest = Math.max(before?.toId ?? 0, ...history.rows.filter(({ atMs }) => atMs <= nowMs - SEAL_LAG_MS).map(({ internalId }) => internalId));
  const plan = { number: (before?.number ?? 0) + 1, fromId: before?.toId ?? 0, toId: newest };
  const made = pagesOf(plan).map((range, page) => {
    const text = pageText(inRange(history.rows, range));
    return { page: { ...range, seal: plan.number, page, rows: inRange(history.rows, range).length, hash: sha256(text) }, text };
  });
  history.pages.push(...made);
  history.seals.push(closeSeal(plan, { pages: made.map(({ page }) => page), previousHash: before?.hash ?? '', atMs: nowMs }, sha256));
}

/** What verification finds, run by run as the product cuts them: sealed pages first, then what is not sealed. `near`: only runs that hold one of these ids. */
export function verifyHistory(history: Pick<History, 'rows' | 'heads' | 'pages'>, near?: readonly number[]): readonly ChainFinding[] {
  const byPlace = new Map(history.rows.map((row) => [row.externalId, row]));
  const sealedTo = Math.max(0, ...history.pages.map(({ page }) => page.toId));
  const newest = Math.max(sealedTo, ...history.rows.map(({ internalId }) => internalId));
  const runs = [...history.pages.map(({ page, text }) => ({ range: page, text })), ...pagesOf({ fromId: sealedTo, toId: newest }).map((range) => ({ range, text: undefined }))];
  const asked = near === undefined ? runs : runs.filter(({ range }) => near.some((id) => id > range.fromId && id <= range.toId));
  return asked.flatMap(({ range, text }) => {
    const rows = inRange(history.rows, range);
    return verifyRows({
      rows, placeOf: (chain, number) => byPlace.get(eventExternalId(chain, number)), sealed: text === undefined ? undefined : readPage(text), heads: headsOf(history, rows), ended: new Set(), isErasure: () => false,
    }, sha256);
  });
}

function headsOf({ heads }: Pick<History, 'heads'>, rows: readonly VerifiedRow[]): readonly ToldHead[] {
  return [...new Set(rows.map(({ chain }) => chain))].flatMap((chain) => {
    const head = heads.get(chain);
    return head === undefined ? [] : [{ chain, number: head.number, hash: head.hash }];
  });
}

function inRange(rows: readonly VerifiedRow[], { fromId, toId }: IdRange): readonly VerifiedRow[] {
  return rows.filter(({ internalId }) => internalId > fromId && internalId <= toId);
}

/** Writes seals anew over rows as they stand, as somebody would who rewrites all that the account holds. */
export function resealed(history: History): History {
  const fresh: History = { ...history, seals: [], pages: [] };
  for (const seal of history.seals) {
    const made = history.pages.filter(({ page }) => page.seal === seal.number).map(({ page }) => {
      const text = pageText(inRange(history.rows, page));
      return { page: { ...page, hash: sha256(text) }, text };
    });
    fresh.pages.push(...made);
    const open = { ...closeSeal(seal, { pages: made.map(({ page }) => page), previousHash: fresh.seals.at(-1)?.hash ?? '', atMs: seal.atMs }, sha256) };
    fresh.seals.push({ ...open, hash: sealHash(open, sha256) });
  }
  return fresh;
}
