import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../tools/chromium';
import { pageAt, SHOTS, type Shot } from '../../tools/screenshots/shots';
import { PLAYERS, tellStory, type Player, type Story } from '../../tools/screenshots/story';
import { accessibilityIssues, BROWSER_FLAGS, logIn } from './support/ui-lab';

let story: Story;
let baseUrl: string;
let browser: Browser;
let close: () => Promise<void>;
const contexts = new Map<Player, BrowserContext>();

beforeAll(async () => {
  story = await tellStory(join(__dirname, '../../dist'));
  const server = await story.emulator.listen(0);
  ({ baseUrl } = server);
  close = () => server.close();
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No chromium was found: install it, or name it in CHROMIUM_PATH.');
  browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
});
afterAll(async () => {
  await browser.close();
  await close();
  story.emulator.close();
});

/** A new page of somebody who is logged in. */
async function pageOf(player: Player, width = 1280): Promise<Page> {
  const known = contexts.get(player);
  const context = known ?? await browser.newContext();
  contexts.set(player, context);
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  await page.setViewportSize({ width, height: 800 });
  if (known === undefined) await logIn(page, baseUrl, [player.name, player.roleName]);
  return page;
}

/** Runs on the page of a picture, as the picture shows it. */
async function onShot<T>({ player, path, before }: Shot, width: number, look: (page: Page) => Promise<T>): Promise<T> {
  const page = await pageOf(player, width);
  try {
    await page.goto(`${baseUrl}${path(story)}`);
    await page.waitForLoadState('networkidle');
    await before?.(page);
    return await look(page);
  } finally {
    await page.close();
  }
}

/** What stands beside the screen and cannot be scrolled to within a list of its own. */
const CUT_OFF = `(() => {
  const wide = document.documentElement.scrollWidth > innerWidth ? ['the page is ' + document.documentElement.scrollWidth + ' wide'] : [];
  const cut = [...document.querySelectorAll('main *')].filter((one) => {
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    if (!one.checkVisibility({ visibilityProperty: true }) || one.closest('.scroll, .visually-hidden, [hidden], dialog:not([open])') !== null) return false;
    return box.right > innerWidth + 1 || (style.overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1);
  });
  return [...wide, ...cut.slice(0, 3).map((one) => one.outerHTML.slice(0, 120))];
})()`;

const names = SHOTS.map((shot) => [shot.name, shot] as const);

it.each(names)('%s has no serious or critical accessibility issue', async (_name, shot) => {
  expect(await onShot(shot, 1280, accessibilityIssues)).toEqual([]);
});

it.each(names)('%s loses nothing at 200 % of a screen of 1280 pixels, nor on one of 320', async (_name, shot) => {
  for (const width of [640, 320]) expect([width, await onShot(shot, width, (page) => page.evaluate<readonly string[]>(CUT_OFF))]).toEqual([width, []]);
});

/** Everything that can be done on a page, as far as it is shown and not switched off. */
const ACTIONS = `(() => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled;
  const all = [...document.querySelectorAll('main a[href], main button, main input:not([type=hidden]), main select, main textarea, main summary')].filter(shown);
  // Of a row of tabs one is reached by Tab, the others by arrow keys.
  const wanted = all.filter((one) => !(one.getAttribute('role') === 'tab' && one.getAttribute('aria-selected') !== 'true'));
  wanted.forEach((one, index) => one.setAttribute('data-reach', String(index)));
  return wanted.length;
})()`;

const REACHED = "document.activeElement?.getAttribute('data-reach') ?? (document.activeElement === document.body ? 'end' : '')";

it.each(names.filter(([name]) => ['queue', 'operations', 'cause', 'operation', 'operation-technical', 'confirm', 'discard', 'request', 'ownership', 'health', 'not-found'].includes(name)))('%s is worked by keyboard: Tab reaches whatever can be done, in sight of an outline', async (_name, shot) => {
  const { most, reached, unseen } = await onShot(shot, 1280, async (page) => {
    const count = await page.evaluate<number>(ACTIONS);
    const seen = new Set<string>();
    const blind: string[] = [];
    await page.evaluate("document.activeElement?.blur(); window.scrollTo(0, 0)");
    for (let press = 0; press < count + 60 && seen.size < count; press += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate<string>(REACHED);
      if (/^\d+$/.test(at)) seen.add(at);
      const outlined = await page.evaluate<boolean>("document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== 'none'");
      if (!outlined) blind.push(at);
    }
    return { most: count, reached: seen.size, unseen: blind };
  });
  expect(most).toBeGreaterThan(0);
  expect([reached, unseen]).toEqual([most, []]);
});

it('opens the form of an action, fills it in and sends it by keyboard alone', async () => {
  const page = await pageOf(PLAYERS.lead);
  await page.goto(`${baseUrl}${pageAt(PLAYERS.lead, 'operation', { operation: story.conflict })}`);
  await page.waitForSelector('html[data-ready=true]');
  await page.locator('#custpage_act_note').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('#custpage_note');
  await page.locator('#custpage_note').focus();
  await page.keyboard.type('Asked the shop.');
  await page.locator('#submitter').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('.message.confirmation');
  expect(await page.locator('.message.confirmation').innerText()).toContain('Add a note: done');
});

it('tells states in words: each banner names its kind, and no cell or field is empty but for a colour', async () => {
  const page = await pageOf(PLAYERS.reviewer);
  await page.goto(`${baseUrl}${pageAt(PLAYERS.reviewer, 'operation', { operation: story.missing[1] ?? '' })}`);
  expect(await page.locator('.message').first().innerText()).toMatch(/^(Warning|Error|Information|Confirmation):/);
  expect(await page.locator('#custpage_s_state_val').innerText()).toBe('Needs review');
});

it('asks for nothing that is not there', async () => {
  const missing: string[] = [];
  const page = await pageOf(PLAYERS.viewer);
  page.on('response', (response) => { if (response.status() >= 400) missing.push(response.url()); });
  page.on('console', (message) => { if (message.type() === 'error') missing.push(message.text()); });
  for (const { path } of SHOTS.filter(({ player }) => player === PLAYERS.viewer)) {
    await page.goto(`${baseUrl}${path(story)}`);
    await page.waitForLoadState('networkidle');
  }
  expect(missing).toEqual([]);
});
