import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { findChromium } from '../../tools/chromium';
import { openCompany, orderCall } from '../simulation/support/company';
import type { Company } from '../simulation/support/company';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Flags for a sandboxed machine without a network beyond itself. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

describe('the page of the local NetSuite', () => {
  let company: Company;
  let browser: Browser;
  let page: Page;
  let server: { readonly baseUrl: string; close(): Promise<void> };

  beforeAll(async () => {
    company = await openCompany();
    company.post(orderCall('browser'));
    company.post({ ...orderCall('script'), documentText: orderText('<img src=x onerror="document.title=1">') });
    server = await company.emulator.listen(0);
    const executablePath = findChromium();
    if (executablePath === undefined) throw new Error('No chromium was found: install it, or name it in CHROMIUM_PATH.');
    browser = await chromium.launch({ executablePath, args: FLAGS });
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
    company.emulator.close();
  });

  it.each(['/', '/?view=log', '/?view=records', '/?view=records&type=customrecord_dkt_operation', '/?view=record&type=salesorder&id=1'])(
    'has no serious or critical accessibility issue at %s',
    async (path) => {
      await page.goto(`${server.baseUrl}${path}`);
      await page.evaluate(AXE);
      const issues = await page.evaluate<readonly string[]>(`axe.run().then(({ violations }) => violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ': ' + nodes[0].html))`);
      expect(issues).toEqual([]);
    },
  );

  it('shows deployments with their addresses, and the sales order with its lines', async () => {
    await page.goto(server.baseUrl);
    expect(await page.locator('table', { hasText: 'customdeploy_dkt_inbound_rl' }).first().isVisible()).toBe(true);
    await page.goto(`${server.baseUrl}/?view=record&type=salesorder&id=1`);
    const text = await page.locator('main').innerText();
    for (const shown of ['shopify_order_820982911946154508', '866550311766439020', '388']) expect(text).toContain(shown);
  });

  it('moves the clock and runs a deployment when a person asks, and says so', async () => {
    await page.goto(server.baseUrl);
    const before = company.emulator.nowMs();
    await page.getByRole('button', { name: 'Move on' }).click();
    await page.waitForLoadState();
    expect(company.emulator.nowMs() - before).toBeGreaterThanOrEqual(15 * 60 * 1000);
    const runs = company.emulator.nowMs();
    await page.getByRole('button', { name: /Run now/ }).last().click();
    await page.waitForLoadState();
    expect(company.emulator.nowMs()).toBeGreaterThan(runs);
    expect(await page.locator('main').innerText()).toContain('customdeploy_dkt_sweep_mr_now');
  });

  it('shows markup that came in a document as text and runs none of it', async () => {
    await page.goto(`${server.baseUrl}/?view=records&type=customrecord_dkt_operation`);
    const [row] = company.emulator.query("SELECT id FROM customrecord_dkt_operation WHERE custrecord_dkt_op_key = 'script'");
    await page.goto(`${server.baseUrl}/?view=record&type=customrecord_dkt_operation&id=${String(row?.['id'])}`);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).not.toBe('1');
    expect(await page.locator('main').innerText()).toContain('onerror');
  });
});

function orderText(name: string): string {
  return String(orderCall('x')['documentText'])
    .replace(/820982911946154508/g, '820982911946154599')
    .replace('"name": "#9999"', `"name": ${JSON.stringify(name)}`);
}
