import { closeSeal, IDS_PER_PAGE, MOST_PAGES, nextSeal, pagesOf, pageText, readPage, SEAL_EVERY_MS, sealHash, sealMail, verifySeals } from '../../../../src/domain/audit/seal';
import type { Seal, SealPage, SealsToVerify } from '../../../../src/domain/audit/seal';
import { sealMailSettingsOf } from '../../../../src/domain/audit/audit-settings';
import { sha256 } from '../../../support/builders';

const NOW = 1_790_000_000_000;
const DAY = SEAL_EVERY_MS;

function page(seal: number, at: number, fromId: number, toId: number): SealPage {
  return { seal, page: at, fromId, toId, rows: 1, hash: sha256(`page ${String(seal)} ${String(at)}`) };
}

/** Three seals of one page each. */
const PAGES: readonly SealPage[] = [page(1, 0, 0, 10), page(2, 0, 10, 20), page(3, 0, 20, 30)];
const SEALS: readonly Seal[] = PAGES.reduce<readonly Seal[]>((seals, one, at) => [
  ...seals, closeSeal({ number: at + 1, fromId: one.fromId, toId: one.toId }, { pages: [one], previousHash: seals.at(-1)?.hash ?? '', atMs: NOW + at * DAY }, sha256),
], []);
const seal = (at: number): Seal => SEALS[at] as Seal;

function look(changes: Partial<SealsToVerify> = {}): readonly string[] {
  return verifySeals({ seals: SEALS, pages: PAGES, whole: true, nowMs: NOW + 3 * DAY, ...changes }, sha256).map(({ kind, seal: number }) => `${kind} ${String(number)}`);
}

/** The seal, with a hash that fits it. */
function resealed(given: Seal): Seal {
  return { ...given, hash: sealHash(given, sha256) };
}

it('seals that stand behind each other have no finding', () => {
  expect(look()).toEqual([]);
  expect(look({ seals: [...SEALS].reverse() })).toEqual([]);
  expect(look({ seals: [], pages: [] })).toEqual([]);
  expect(look({ seals: SEALS.slice(1), whole: false })).toEqual([]);
  expect(look({ sentOut: new Map([[1, seal(0).hash], [3, seal(2).hash]]) })).toEqual([]);
});

it.each<[string, Partial<SealsToVerify>, readonly string[]]>([
  ['the first is missing', { seals: SEALS.slice(1) }, ['missing 1']],
  ['one in the middle is missing', { seals: [seal(0), seal(2)] }, ['missing 2']],
  ['one that was sent out is missing', { seals: SEALS.slice(0, 2), nowMs: NOW + DAY, sentOut: new Map([[3, seal(2).hash]]) }, ['missing 3']],
  ['there are two of a number', { seals: [...SEALS, seal(2)] }, ['fork 3']],
  ['one was changed', { seals: [seal(0), seal(1), { ...seal(2), events: 9 }] }, ['changed 3']],
  ['one was changed, with a hash that fits', { seals: [seal(0), resealed({ ...seal(1), events: 9 }), seal(2)] }, ['changed 3']],
  ['one was changed that was sent out', { seals: [seal(0), seal(1), resealed({ ...seal(2), events: 9 })], sentOut: new Map([[3, seal(2).hash]]) }, ['rewritten 3']],
  ['one leaves rows out', { seals: [seal(0), seal(1), resealed({ ...seal(2), fromId: 25 })] }, ['changed 3']],
  ['the first stands behind another', { seals: [resealed({ ...seal(0), previousHash: 'x' })], nowMs: NOW }, ['changed 1']],
  ['the first starts behind rows', { seals: [resealed({ ...seal(0), fromId: 5 })], nowMs: NOW }, ['changed 1']],
  ['a page is missing', { pages: PAGES.slice(1) }, ['missing 1']],
  ['a page was changed', { pages: [...PAGES.slice(0, 2), { ...page(3, 0, 20, 30), hash: 'x' }] }, ['changed 3']],
  ['none was made for long', { nowMs: NOW + 5 * DAY }, ['overdue 3']],
])('it shows where %s', (_what, changes, found) => {
  expect(look(changes)).toEqual(found);
});

it('pages are judged in their order, however they come', () => {
  const pages = [page(1, 0, 0, 500), page(1, 1, 500, 510)];
  const two = closeSeal({ number: 1, fromId: 0, toId: 510 }, { pages, previousHash: '', atMs: NOW }, sha256);
  expect(verifySeals({ seals: [two], pages: [...pages].reverse(), whole: true, nowMs: NOW }, sha256)).toEqual([]);
  expect(two).toMatchObject({ events: 2, pages: 2 });
});

it('a page says each row, and is read as it was written', () => {
  const rows = [{ internalId: 7, number: 2, atMs: NOW, hash: 'ab', chain: 'a chain, with blanks' }, { internalId: 9, number: 1, atMs: 0, hash: '', chain: '' }];
  expect(readPage(pageText(rows))).toEqual(rows);
  expect(readPage(pageText([]))).toEqual([]);
});

it.each(['', 'nothing', 'rows 2\n7 2 5 ab op', 'rows 1\nno row', 'rows 1\n0 1 5 ab op'])('what is no page is not read: %j', (text) => {
  expect(readPage(text)).toBeUndefined();
});

it('a seal is due a day after the last, or when there is too much for one', () => {
  expect(nextSeal(undefined, 0, NOW)).toEqual({ number: 1, fromId: 0, toId: 0 });
  expect(nextSeal(seal(2), 40, seal(2).atMs + DAY - 1)).toBeUndefined();
  expect(nextSeal(seal(2), 40, seal(2).atMs + DAY)).toEqual({ number: 4, fromId: 30, toId: 40 });
  expect(nextSeal(seal(2), 5, seal(2).atMs + DAY)).toEqual({ number: 4, fromId: 30, toId: 30 });
  const much = IDS_PER_PAGE * MOST_PAGES;
  expect(nextSeal(seal(2), 31 + much, seal(2).atMs + 1)).toEqual({ number: 4, fromId: 30, toId: 30 + much });
});

it('the pages of a seal cover its rows without gap or overlap', () => {
  expect(pagesOf({ fromId: 30, toId: 30 })).toEqual([]);
  expect(pagesOf({ fromId: 30, toId: 30 + IDS_PER_PAGE + 1 })).toEqual([{ fromId: 30, toId: 30 + IDS_PER_PAGE }, { fromId: 30 + IDS_PER_PAGE, toId: 31 + IDS_PER_PAGE }]);
});

it('100,000 chains that moved on one day fit pages, fields and units', () => {
  const rows = Array.from({ length: IDS_PER_PAGE }, (_, at) => ({ internalId: 2_000_000_000 + at, number: 100_000, atMs: NOW, hash: 'f'.repeat(64), chain: 'c'.repeat(93) }));
  expect(pageText(rows).length).toBeLessThan(100_000);
  expect(pagesOf({ fromId: 0, toId: 130_000 }).length * 16).toBeLessThan(5000);
});

it('the mail says what the seal is, and nothing else', () => {
  expect(sealMail(seal(1), '1000001')).toMatchObject({ subject: 'Docket seal 2 of account 1000001', body: expect.stringContaining(`Hash: ${seal(1).hash}\nPrevious hash: ${seal(0).hash}`) as string });
  expect(sealMail(seal(0), '1000001').body).toContain('Previous hash: none');
});

it.each<[string, unknown]>([
  ['', undefined], ['x', undefined], ['1', undefined], ['null', undefined], ['{"sender":12}', undefined], ['{"sender":"12","to":["a@b.c"]}', undefined], ['{"sender":0,"to":["a@b.c"]}', undefined], ['{"sender":1.5,"to":["a@b.c"]}', undefined], ['{"sender":12,"to":["none",5]}', undefined],
  ['{"sender":12,"to":["a@b.c","none"]}', { sender: 12, to: ['a@b.c'] }],
])('the setting %j of the mail is read', (text, settings) => {
  expect(sealMailSettingsOf(text)).toEqual(settings);
});
