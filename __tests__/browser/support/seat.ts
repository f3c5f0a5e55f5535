import type { Locator, Page } from 'playwright-core';

/** Deployment of the pages by the role's name. */
const DEPLOYMENTS: Readonly<Record<string, string>> = {
  'Docket Viewer': 'customdeploy_dkt_audit', 'Docket Reviewer': 'customdeploy_dkt_review', 'Docket Lead': 'customdeploy_dkt_lead',
  'Docket Approver': 'customdeploy_dkt_approve', 'Docket Administrator': 'customdeploy_dkt_admin',
};

/** Fields of a form as a browser sends them. */
export interface PostedForm {
  readonly action: string;
  readonly fields: readonly (readonly [string, string])[];
}

/** Somebody at a screen: what they press, choose, key in and read. Controls are found by what is written on them. */
export interface Seat {
  readonly page: Page;
  /** Opens the home page. */
  home(): Promise<void>;
  /** Opens a page of the queue by its address, as a bookmark or the link of a mail does. */
  visit(page: string, params?: Readonly<Record<string, string>>): Promise<void>;
  /** Presses a button, or follows a link, that leads to another page, and waits for that. */
  go(name: string | RegExp): Promise<void>;
  /** Does something that leads to another page, and waits for that. */
  leave(step: () => Promise<unknown>): Promise<void>;
  /** Follows the link of the line that holds a text. */
  openLine(text: string | RegExp): Promise<void>;
  choose(label: string | RegExp, option: string): Promise<void>;
  keyIn(label: string | RegExp, value: string): Promise<void>;
  /** Marks the lines that hold these texts. */
  mark(...texts: readonly string[]): Promise<void>;
  tab(label: string): Promise<void>;
  title(): Promise<string>;
  /** Banners, each on one line. */
  told(): Promise<string>;
  /** Value of a field that is shown, by its label. */
  shown(label: string): Promise<string>;
  /** What the form on the screen would post, and where to. */
  form(): Promise<PostedForm>;
  /** Posts a form past the page, as somebody does who writes the request themselves. What was answered, as text. */
  forge(form: PostedForm): Promise<{ readonly status: number; readonly text: string }>;
  /** Everything that can be read on the page. */
  text(): Promise<string>;
  line(text: string | RegExp): Locator;
  lines(label: RegExp): Locator;
  /** Buttons that can be seen, without those of lists. */
  buttons(): Promise<readonly string[]>;
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A person's window. */
export function seatAt(page: Page, baseUrl: string, roleName: string): Seat {
  /** The page stands, and where it holds a form its script is at work. */
  const ready = async (): Promise<void> => {
    await page.waitForSelector('html:not([data-left])');
    await page.waitForLoadState('load');
    if (await page.locator('form[name=main_form]').count() > 0) await page.waitForSelector('html[data-ready=true]');
  };
  const opened = async (path: string): Promise<void> => {
    await page.goto(`${baseUrl}${path}`);
    await ready();
  };
  const leave = async (step: () => Promise<unknown>): Promise<void> => {
    await page.evaluate("document.documentElement.setAttribute('data-left', '')");
    await step();
    await ready();
  };
  const named = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: true }).or(page.getByRole('link', { name, exact: true })).first();
  const line: Seat['line'] = (text) => page.locator('tbody tr').filter({ hasText: text, visible: true });
  const field = (label: string | RegExp): Locator => page.getByLabel(label).and(page.locator('input, select, textarea')).first();
  return {
    page, leave, line,
    home: () => opened('/app/center/card.nl'),
    visit: (name, params = {}) => opened(`/app/site/hosting/scriptlet.nl?${new URLSearchParams({ script: 'customscript_dkt_review_sl', deploy: DEPLOYMENTS[roleName] ?? '', page: name, ...params }).toString()}`),
    go: (name) => leave(() => named(name).click()),
    openLine: (text) => leave(() => line(text).first().getByRole('link').first().click()),
    choose: async (label, option) => { await field(label).selectOption({ label: option }); },
    keyIn: (label, value) => field(label).fill(value),
    mark: async (...texts) => { for (const text of texts) await line(text).getByRole('checkbox').check(); },
    tab: (label) => page.getByRole('tab', { name: label }).click(),
    title: async () => flat(await page.locator('h1').innerText()),
    told: async () => (await page.locator('.message').allInnerTexts()).map(flat).join('\n'),
    shown: async (label) => flat(await page.getByRole('group', { name: label, exact: true }).first().innerText()),
    form: () => page.evaluate<PostedForm>("(() => { const form = document.forms.main_form; return { action: form.action, fields: [...new FormData(form)] }; })()"),
    forge: ({ action, fields }) => page.evaluate<{ readonly status: number; readonly text: string }>(`fetch(${JSON.stringify(action)}, { method: 'POST', body: new URLSearchParams(${JSON.stringify(fields)}) })
      .then(async (reply) => ({ status: reply.status, text: new DOMParser().parseFromString(await reply.text(), 'text/html').body.textContent }))`),
    text: async () => flat(await page.locator('main').innerText()),
    lines: (label) => page.getByRole('region', { name: label }).locator('tbody tr'),
    buttons: async () => (await page.locator('main form[name=main_form] button:visible, main .buttons button:visible').allInnerTexts()).map(flat),
  };
}
