import type { Sha256 } from '../identity';
import { isoTime } from '../outcome';

/** Internal ids that one page of a seal covers: 500 lines of at most 200 characters fit a Long Text field. */
export const IDS_PER_PAGE = 500;

/** Pages of one seal; what is more goes into the next. Half a million events, and 16,000 units. */
export const MOST_PAGES = 1000;

/** Time between seals. */
export const SEAL_EVERY_MS = 24 * 3_600_000;

/** Rows younger than this are left to the next seal: a save under way may still take a lower internal id. */
export const SEAL_LAG_MS = 3_600_000;

/** One event as a seal names it. */
export interface SealedRow {
  readonly internalId: number;
  readonly chain: string;
  readonly number: number;
  readonly atMs: number;
  readonly hash: string;
}

/** A run of internal ids: behind `fromId` up to and with `toId`. */
export interface IdRange {
  readonly fromId: number;
  readonly toId: number;
}

/** A page of a seal as its row tells it, without its text. */
export interface SealPage extends IdRange {
  readonly seal: number;
  /** Counts from 0. */
  readonly page: number;
  readonly rows: number;
  /** SHA-256 of the page's text. */
  readonly hash: string;
}

/** What is sealed together: everything that was written since the seal before. */
export interface Seal extends IdRange {
  /** Counts from 1 without gaps. */
  readonly number: number;
  readonly atMs: number;
  readonly events: number;
  readonly pages: number;
  /** SHA-256 over the pages. */
  readonly root: string;
  /** Empty for the first. */
  readonly previousHash: string;
  readonly hash: string;
}

/** What the next seal covers. */
export type SealPlan = IdRange & Pick<Seal, 'number'>;

/** `rows` and their count, then a line for each row in the order of internal ids: id, number, moment, hash, chain. A chain may hold any character, so it comes last. */
export function pageText(rows: readonly SealedRow[]): string {
  return [`rows ${String(rows.length)}`, ...rows.map(({ internalId, number, atMs, hash, chain }) => `${String(internalId)} ${String(number)} ${String(atMs)} ${hash} ${chain}`)].join('\n');
}

const LINE = /^(\d+) (-?\d+) (-?\d+) (\S*) (.*)$/;

/** Reads a page; undefined: it is none. */
export function readPage(text: string): readonly SealedRow[] | undefined {
  const [head, ...lines] = text.split('\n');
  const rows = lines.map((line) => {
    const [, id = '', number = '', atMs = '', hash = '', chain = ''] = LINE.exec(line) ?? [];
    return { internalId: Number(id), number: Number(number), atMs: Number(atMs), hash, chain };
  });
  return head === `rows ${String(rows.length)}` && rows.every(({ internalId }) => internalId > 0) ? rows : undefined;
}

/** Decides whether a seal is due, and what it covers; undefined: not yet. `newestId`: of what is old enough; 0: there is nothing. */
export function nextSeal(last: Seal | undefined, newestId: number, nowMs: number): SealPlan | undefined {
  if (last !== undefined && nowMs - last.atMs < SEAL_EVERY_MS && newestId - last.toId < IDS_PER_PAGE * MOST_PAGES) return undefined;
  const fromId = last?.toId ?? 0;
  return { number: (last?.number ?? 0) + 1, fromId, toId: Math.min(Math.max(newestId, fromId), fromId + IDS_PER_PAGE * MOST_PAGES) };
}

/** Ranges of the pages of a seal, in order. A seal of nothing has none. */
export function pagesOf({ fromId, toId }: IdRange): readonly IdRange[] {
  const count = Math.ceil((toId - fromId) / IDS_PER_PAGE);
  return Array.from({ length: count }, (_, page) => ({ fromId: fromId + page * IDS_PER_PAGE, toId: Math.min(toId, fromId + (page + 1) * IDS_PER_PAGE) }));
}

/** Closes a seal over its pages, which come in order. */
export function closeSeal({ number, fromId, toId }: SealPlan, { pages, previousHash, atMs }: { readonly pages: readonly SealPage[]; readonly previousHash: string; readonly atMs: number }, sha256: Sha256): Seal {
  const open = { number, fromId, toId, atMs, events: pages.reduce((sum, { rows }) => sum + rows, 0), pages: pages.length, root: rootOf(pages, sha256), previousHash };
  return { ...open, hash: sealHash(open, sha256) };
}

/** SHA-256 over `pages` and their count, then a line for each page: number, range, rows, hash. */
function rootOf(pages: readonly SealPage[], sha256: Sha256): string {
  return sha256([`pages ${String(pages.length)}`, ...pages.map(({ page, fromId, toId, rows, hash }) => `${String(page)} ${String(fromId)} ${String(toId)} ${String(rows)} ${hash}`)].join('\n'));
}

/** The hash a seal must carry. */
export function sealHash(seal: Omit<Seal, 'hash'>, sha256: Sha256): string {
  return sha256(JSON.stringify([seal.number, seal.fromId, seal.toId, seal.atMs, seal.events, seal.pages, seal.root, seal.previousHash]));
}

/** What a mail says of a seal: nothing of a document is in it. */
export function sealMail(seal: Seal, accountId: string): { readonly subject: string; readonly body: string } {
  return {
    subject: `Docket seal ${String(seal.number)} of account ${accountId}`,
    body: [
      `Seal: ${String(seal.number)}`, `Hash: ${seal.hash}`, `Previous hash: ${seal.previousHash === '' ? 'none' : seal.previousHash}`, `Root: ${seal.root}`, `Events: ${String(seal.events)}`, `Pages: ${String(seal.pages)}`,
      `Internal ids: ${String(seal.fromId + 1)} to ${String(seal.toId)}`, `Made: ${isoTime(seal.atMs)}`, '', 'Keep this mail outside NetSuite: a history that was rewritten whole shows against it alone.',
    ].join('\n'),
  };
}

/** What is wrong with the seals themselves. */
export interface SealFinding {
  readonly kind: 'missing' | 'fork' | 'changed' | 'rewritten' | 'overdue';
  readonly seal: number;
  readonly words: string;
}

/** Seals as they stand, and what is known of them elsewhere. */
export interface SealsToVerify {
  readonly seals: readonly Seal[];
  readonly pages: readonly SealPage[];
  /** Hashes by number, from mails that were sent out. */
  readonly sentOut?: ReadonlyMap<number, string>;
  /** True: `seals` starts with the first there should be, so that an earlier one is missing. */
  readonly whole: boolean;
  readonly nowMs: number;
}

/** Time after which a day without a seal is told of: one missed hour of schedule is none. */
const OVERDUE_MS = SEAL_EVERY_MS + 6 * 3_600_000;

/** Finds missing, doubled and changed seals and pages, and seals that are not the ones that were sent out. */
export function verifySeals(asked: SealsToVerify, sha256: Sha256): readonly SealFinding[] {
  const seals = [...asked.seals].sort((a, b) => a.number - b.number);
  const findings = seals.flatMap((seal, at) => sealFindings(seal, { before: seals[at - 1], asked }, sha256));
  return [...firstMissing(seals[0], asked), ...findings, ...sentOutMissing(seals, asked), ...overdue(seals.at(-1), asked.nowMs)];
}

function firstMissing(first: Seal | undefined, { whole }: SealsToVerify): readonly SealFinding[] {
  return whole && first !== undefined && first.number > 1 ? [finding('missing', 1, `Seals 1 to ${String(first.number - 1)} are missing.`)] : [];
}

function sentOutMissing(seals: readonly Seal[], { sentOut = new Map() }: SealsToVerify): readonly SealFinding[] {
  return [...sentOut.keys()].filter((number) => !seals.some((seal) => seal.number === number)).map((number) => finding('missing', number, `Seal ${String(number)} was sent out and is missing.`));
}

function overdue(last: Seal | undefined, nowMs: number): readonly SealFinding[] {
  return last !== undefined && nowMs - last.atMs > OVERDUE_MS ? [finding('overdue', last.number, `No seal was made after seal ${String(last.number)}, for ${String(Math.floor((nowMs - last.atMs) / 3_600_000))} hours.`)] : [];
}

function sealFindings(seal: Seal, { before, asked }: { readonly before: Seal | undefined; readonly asked: SealsToVerify }, sha256: Sha256): readonly SealFinding[] {
  const { number } = seal;
  const name = `Seal ${String(number)}`;
  const sent = asked.sentOut?.get(number);
  const findings = [...linkFindings(seal, before), ...pageFindings(seal, asked.pages, sha256)];
  if (sealHash(seal, sha256) !== seal.hash) findings.push(finding('changed', number, `${name} does not carry its hash.`));
  if (sent !== undefined && sent !== seal.hash) findings.push(finding('rewritten', number, `${name} is not the one that was sent out.`));
  return findings;
}

function linkFindings(seal: Seal, before: Seal | undefined): readonly SealFinding[] {
  const { number } = seal;
  const name = `Seal ${String(number)}`;
  if (before === undefined) return number === 1 && (seal.previousHash !== '' || seal.fromId !== 0) ? [finding('changed', 1, 'Seal 1 does not start the chain.')] : [];
  if (before.number === number) return [finding('fork', number, `There are two seals ${String(number)}.`)];
  if (before.number < number - 1) return [finding('missing', before.number + 1, `Seals ${String(before.number + 1)} to ${String(number - 1)} are missing.`)];
  if (seal.previousHash !== before.hash) return [finding('changed', number, `${name} does not stand behind seal ${String(before.number)} as that is now.`)];
  return seal.fromId === before.toId ? [] : [finding('changed', number, `${name} leaves rows out that seal ${String(before.number)} does not cover.`)];
}

function pageFindings(seal: Seal, pages: readonly SealPage[], sha256: Sha256): SealFinding[] {
  const own = pages.filter((page) => page.seal === seal.number).sort((a, b) => a.page - b.page);
  if (own.length !== seal.pages) return [finding('missing', seal.number, `Seal ${String(seal.number)} has ${String(seal.pages)} pages; ${String(own.length)} are there.`)];
  return rootOf(own, sha256) === seal.root ? [] : [finding('changed', seal.number, `A page of seal ${String(seal.number)} is not the one that was sealed.`)];
}

function finding(kind: SealFinding['kind'], seal: number, words: string): SealFinding {
  return { kind, seal, words };
}
