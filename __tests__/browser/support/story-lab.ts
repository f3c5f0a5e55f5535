import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { findChromium } from '../../../tools/chromium';
import { orderText } from '../../../tools/screenshots/story-documents';
import { openAccount } from '../../scenarios/support';
import type { Account } from '../../scenarios/support';
import { brokenRules } from '../../simulation/support/invariants';
import { seatAt } from './seat';
import type { Seat } from './seat';
import { BROWSER_FLAGS, logIn } from './ui-lab';

/** People of the demo company, as the log-in page names them, each in the role that they have there. */
export const PEOPLE = {
  hanna: ['Hanna Fischer', 'Docket Reviewer'],
  luc: ['Luc Tremblay', 'Docket Reviewer'],
  priya: ['Priya Nair', 'Docket Lead'],
  nadia: ['Nadia Okafor', 'Docket Approver'],
  iris: ['Iris Young', 'Docket Viewer'],
  tomas: ['Tomas Berg', 'Docket Administrator'],
  connector: ['Shop Connector', 'Docket Integration'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

export type PersonName = keyof typeof PEOPLE;

/** An article that NetSuite does not have. */
export const MISSING_ITEM = 'PULSE-MINI-GREEN';

export const A_MINUTE = 60_000;
export const AN_HOUR = 60 * A_MINUTE;

/** An order of the shop. */
export interface SentOrder {
  readonly sku?: string;
  readonly pieces?: number;
  /** Changes the text before it is sent. */
  readonly changed?: (text: string) => string;
  readonly key?: string;
}

/** The built product in the demo company, served, and a browser for everybody. */
export interface StoryLab extends Account {
  /** Somebody in front of a screen, logged in; a second call opens another window of the same log-in. */
  seat(person: PersonName): Promise<Seat>;
  /** The same person after a log-in of their own, with nothing kept from the first. */
  freshSeat(person: PersonName): Promise<Seat>;
  /** Hands in an order over the RESTlet, as the shop does; what was answered. */
  order(number: number, order?: SentOrder): Promise<Readonly<Record<string, unknown>>>;
  /** Lets NetSuite time go by until the sweep has come round. */
  sweep(ms?: number): void;
  query(sql: string, values?: readonly (string | number)[]): readonly Readonly<Record<string, unknown>>[];
  /** State of an operation. */
  stateOf(operationId: unknown): unknown;
  /** Events of a chain: what never changes of them. */
  chain(id: string): readonly Readonly<Record<string, unknown>>[];
}

/** Milliseconds past the longest wait of one sweep. */
const A_SWEEP_LATER = 31 * A_MINUTE;

/** One account and one browser for the tests of a file; the account goes back to where it was after each of them, and everything that must always hold is looked at. */
export function openStoryLab(): () => StoryLab {
  let opened: { readonly lab: StoryLab; readonly browser: Browser; readonly close: () => Promise<void>; readonly closePages: () => Promise<void> } | undefined;
  let point: { restore(): void } | undefined;
  const current = () => {
    if (opened === undefined) throw new Error('The lab is open in tests alone.');
    return opened;
  };
  beforeAll(async () => { opened = await open(); });
  beforeEach(() => { point = current().lab.emulator.checkpoint(); });
  afterEach(async () => {
    await current().closePages();
    const broken = brokenRules(current().lab.emulator);
    point?.restore();
    expect(broken).toEqual([]);
  });
  afterAll(async () => { await opened?.close(); });
  return () => current().lab;
}

async function open() {
  const closings: { close(): void | Promise<void> }[] = [];
  const account = await openAccount(join(__dirname, '../../../dist'), (resource) => {
    closings.push(resource);
    return resource;
  });
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No chromium was found: install it, or name it in CHROMIUM_PATH.');
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
  closings.push(browser);
  const known = new Map<PersonName, BrowserContext>();
  const pages: Page[] = [];
  const passing: BrowserContext[] = [];
  const pageOf = async (context: BrowserContext): Promise<Page> => {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    pages.push(page);
    return page;
  };
  const loggedIn = async (person: PersonName, context: BrowserContext): Promise<Page> => {
    const page = await pageOf(context);
    await logIn(page, account.baseUrl, PEOPLE[person]);
    return page;
  };
  const lab: StoryLab = {
    ...account,
    ...looks(account),
    seat: async (person) => {
      const context = known.get(person);
      if (context !== undefined) return seatAt(await pageOf(context), account.baseUrl, PEOPLE[person][1]);
      const made = await browser.newContext();
      known.set(person, made);
      return seatAt(await loggedIn(person, made), account.baseUrl, PEOPLE[person][1]);
    },
    freshSeat: async (person) => {
      const context = await browser.newContext();
      passing.push(context);
      return seatAt(await loggedIn(person, context), account.baseUrl, PEOPLE[person][1]);
    },
  };
  return {
    lab, browser,
    closePages: async () => {
      for (const page of pages.splice(0)) await page.close();
      for (const context of passing.splice(0)) await context.close();
    },
    close: async () => { for (const one of closings.reverse()) await one.close(); },
  };
}

/** What is sent to an account and looked up in it beside the screen. */
function looks(account: Account): Pick<StoryLab, 'order' | 'sweep' | 'query' | 'stateOf' | 'chain'> {
  const { emulator, post } = account;
  const query: StoryLab['query'] = (sql, values = []) => emulator.query(sql, [...values]);
  return {
    query,
    order: async (number, { sku = MISSING_ITEM, pieces = 1, changed = (text: string) => text, key = `order-${String(number)}` } = {}) => {
      const documentText = changed(orderText({ number, buyer: ['Lena', 'Achebe'], sku, pieces }));
      const { status, body } = await post({ contract: '1', source: 'shopify', documentType: 'order', idempotencyKey: key, documentText });
      if (status !== 200) throw new Error(JSON.stringify(body));
      return body;
    },
    sweep: (ms = A_SWEEP_LATER) => void emulator.advanceTime(ms),
    stateOf: (operationId) => query('SELECT custrecord_dkt_op_state AS state FROM customrecord_dkt_operation WHERE externalid = ?', [String(operationId)])[0]?.['state'],
    chain: (id) => query('SELECT custrecord_dkt_ev_facts AS facts FROM customrecord_dkt_event WHERE custrecord_dkt_ev_chain = ? ORDER BY custrecord_dkt_ev_number', [id])
      .map(({ facts }) => JSON.parse(String(facts)) as Readonly<Record<string, unknown>>),
  };
}
