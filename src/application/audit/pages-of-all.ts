import type { SealRows, StoredPage } from './audit-ports';

/** Rows of one statement. */
const MOST_ROWS = 5000;

/** Pages of all seals, in order. A statement gives 5,000 at most, so the next begins with the seal that may have been cut. */
export function pagesOfAll(seals: Pick<SealRows, 'pages'>): readonly StoredPage[] {
  const pages: StoredPage[] = [];
  for (let from = 0; ;) {
    const read = seals.pages(from, Number.MAX_SAFE_INTEGER);
    pages.push(...read);
    if (read.length < MOST_ROWS) return pages;
    from = read.at(-1)?.seal ?? from;
    while (pages.at(-1)?.seal === from) pages.pop();
  }
}
