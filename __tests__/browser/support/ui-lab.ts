import { readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { bootEmulator } from '../../../emulator/boot';
import type { Emulator } from '../../../emulator/types';
import { findChromium } from '../../../tools/chromium';
import { mainSubsidiary } from '../../support/emulator';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Flags for a sandboxed machine without a network beyond itself. */
export const BROWSER_FLAGS: string[] = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A served account of a project, two people in it, and a browser. */
export interface UiLab {
  readonly emulator: Emulator;
  readonly baseUrl: string;
  readonly browser: Browser;
  /** Ada, who is a clerk and an administrator; Bo, who is an outsider. */
  readonly ada: number;
  close(): Promise<void>;
}

export async function openUiLab(projectFolder: string): Promise<UiLab> {
  const emulator = await bootEmulator({ projectFolder, dataFolder: ':memory:', accountId: '1234567_SB1', seed: 1, hostMs: () => Date.UTC(2026, 10, 23, 12), callCostMs: 0 });
  const person = (firstname: string): number => emulator.createRecord({
    type: 'employee', values: { firstname, lastname: 'Example', email: `${firstname.toLowerCase()}@example.com`, title: 'Accountant', subsidiary: mainSubsidiary(emulator) },
  });
  const ada = person('Ada');
  emulator.grantRole(ada, 'customrole_clerk');
  emulator.grantRole(ada, 'administrator');
  emulator.grantRole(person('Bo'), 'customrole_outsider');
  const server = await emulator.listen(0);
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No chromium was found: install it, or name it in CHROMIUM_PATH.');
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
  return {
    emulator, baseUrl: server.baseUrl, browser, ada,
    async close() {
      await browser.close();
      await server.close();
      emulator.close();
    },
  };
}

/** Logs in on the log-in page, as somebody without a keyboard would: by its button. */
export async function logIn(page: Page, baseUrl: string, [name, role]: readonly [string, string]): Promise<void> {
  await page.goto(`${baseUrl}/app/login/secure/login.nl`);
  await page.getByRole('button', { name: `Log in as ${name}, ${role}` }).click();
  await page.waitForURL('**/app/center/card.nl');
}

/** Opens a page and waits until its script is at work. */
export async function openPage(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForSelector('html[data-ready=true]');
}

/** What axe calls serious or critical. */
export async function accessibilityIssues(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate<readonly string[]>(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ': ' + nodes[0].html))`);
}
