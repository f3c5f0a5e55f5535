import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SHOTS } from '../../tools/screenshots/shots';

const DOCS = join(__dirname, '../../docs');
const page = readFileSync(join(DOCS, 'review-queue.md'), 'utf8');
const named = [...page.matchAll(/\(screenshots\/([\w-]+)\.png\)/g)].map(([, name]) => name);
const files = readdirSync(join(DOCS, 'screenshots'));

it('the page of the review queue shows or names every picture that the command takes, and no other', () => {
  const taken = SHOTS.map(({ name }) => name).sort();
  expect([...new Set(named)].sort()).toEqual(taken);
  expect(files.map((file) => file.replace(/\.png$/, '')).sort()).toEqual(taken);
});

it.each(files)('%s is a picture of at most 150 kB', (file) => {
  const path = join(DOCS, 'screenshots', file);
  expect(statSync(path).size).toBeLessThan(150_000);
  expect(readFileSync(path).subarray(1, 4).toString('latin1')).toBe('PNG');
});
