import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from './chromium';
import { buildProject } from './build';
import { smallPng } from './screenshots/small-png';
import { SHOTS, type Shot } from './screenshots/shots';
import { tellStory, type Player, type Story } from './screenshots/story';

const ROOT = resolve(__dirname, '..');
const FOLDER = join(ROOT, 'docs/screenshots');
const WIDTH = 1280;
const HEIGHT = 800;

/** A longer page is cut: its end says nothing new, and the file stays small. */
const MOST_HEIGHT = 1400;

/** `npm run screenshots`: takes the pictures of docs/review-queue.md from the project as it is, all or those that are named behind `--`. */
async function main(names: readonly string[]): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No chromium was found: install it, or name it in CHROMIUM_PATH.');
  await buildProject({ root: ROOT, say: () => undefined });
  const story = await tellStory(join(ROOT, 'dist'));
  const server = await story.emulator.listen(0);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-lcd-text', '--font-render-hinting=none'] });
  try {
    await takeAll(SHOTS.filter(({ name }) => names.length === 0 || names.includes(name)), { story, browser, baseUrl: server.baseUrl });
  } finally {
    await browser.close();
    await server.close();
    story.emulator.close();
  }
}

interface Studio {
  readonly story: Story;
  readonly browser: Browser;
  readonly baseUrl: string;
}

async function takeAll(shots: readonly Shot[], { story, browser, baseUrl }: Studio): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const pages = new Map<Player, Page>();
  for (const { name, player, path, before } of shots) {
    const page = pages.get(player) ?? await logIn(browser, baseUrl, player);
    pages.set(player, page);
    await page.goto(`${baseUrl}${path(story)}`);
    await page.waitForLoadState('networkidle');
    if (before !== undefined) await before(page);
    const height = Math.min(MOST_HEIGHT, await page.evaluate<number>('document.documentElement.scrollHeight'));
    const picture = await page.screenshot({ clip: { x: 0, y: 0, width: WIDTH, height }, fullPage: true, animations: 'disabled', caret: 'hide' });
    writeFileSync(join(FOLDER, `${name}.png`), smallPng(picture));
    console.log(`docs/screenshots/${name}.png`);
  }
}

async function logIn(browser: Browser, baseUrl: string, { name, roleName }: Player): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: WIDTH, height: HEIGHT }, locale: 'en-US', timezoneId: 'America/New_York' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('console', (message) => { if (message.type() === 'error') console.log(`  console: ${message.text()} ${message.location().url}`); });
  await page.goto(`${baseUrl}/app/login/secure/login.nl`);
  await page.getByRole('button', { name: `Log in as ${name}, ${roleName}` }).click();
  await page.waitForURL('**/app/center/card.nl');
  return page;
}

if (require.main === module) void main(process.argv.slice(2));
