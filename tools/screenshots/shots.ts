import type { Page } from 'playwright-core';
import { PLAYERS, type Player, type Story } from './story';

/** One picture: who looks at what, and what is done on the page before it is taken. */
export interface Shot {
  /** Name of the file, without its ending. */
  readonly name: string;
  readonly player: Player;
  readonly path: (story: Story) => string;
  readonly before?: (page: Page) => Promise<void>;
}

const SCRIPTLET = '/app/site/hosting/scriptlet.nl';

/** Address of a page of the queue, for the role that a person has there. */
export function pageAt(player: Player, page: string, params: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({ script: 'customscript_dkt_review_sl', deploy: player.deployment, page, ...params });
  return `${SCRIPTLET}?${query.toString()}`;
}

function shot(name: string, player: Player, page: string, more: { readonly params?: (story: Story) => Readonly<Record<string, string>>; readonly before?: Shot['before'] } = {}): Shot {
  return { name, player, path: (story) => pageAt(player, page, more.params?.(story)), ...(more.before === undefined ? {} : { before: more.before }) };
}

const { reviewer, lead, approver, viewer, admin, canada } = PLAYERS;

const oldest = (story: Story): Readonly<Record<string, string>> => ({ operation: story.missing[1] ?? '' });

const tab = (label: string) => async (page: Page): Promise<void> => { await page.getByRole('tab', { name: label }).click(); };

/** Every page of the review queue, in the order of docs/review-queue.md. */
export const SHOTS: readonly Shot[] = [
  { name: 'home', player: reviewer, path: () => '/app/center/card.nl' },
  shot('queue', reviewer, 'queue'),
  shot('queue-filters', lead, 'queue', { before: async (page) => { await page.getByText('Filters', { exact: true }).click(); } }),
  shot('queue-retrying', lead, 'operations', { params: () => ({ dkt_tab: 'retrying' }) }),
  shot('cause', reviewer, 'cause', { params: ({ cause }) => ({ cause }) }),
  shot('choose-record', reviewer, 'act', { params: ({ cause }) => ({ kind: 'choose_reference', cause }) }),
  shot('release', reviewer, 'act', { params: ({ cause }) => ({ kind: 'release', cause }) }),
  shot('operations', lead, 'operations', { before: markTwo }),
  shot('confirm', lead, 'operations', { before: async (page) => {
    await markTwo(page);
    await page.locator('#custpage_do').selectOption('discard');
    await page.locator('#submitter').click();
    await page.waitForSelector('#custpage_reason');
  } }),
  shot('operation', reviewer, 'operation', { params: oldest }),
  shot('operation-compare', lead, 'operation', { params: ({ conflict }) => ({ operation: conflict }), before: tab('Compare') }),
  shot('operation-attempts', lead, 'operation', { params: (story) => ({ operation: story.missing[0] ?? '' }), before: tab('Attempts') }),
  shot('operation-related', lead, 'operation', { params: ({ conflict }) => ({ operation: conflict }), before: tab('Related') }),
  shot('operation-decisions', lead, 'operation', { params: ({ conflict }) => ({ operation: conflict }), before: tab('Decisions') }),
  shot('operation-technical', lead, 'operation', { params: ({ conflict }) => ({ operation: conflict }), before: tab('Technical') }),
  shot('redrive', reviewer, 'act', { params: (story) => ({ kind: 'redrive', ...oldest(story) }) }),
  shot('resolve-elsewhere', reviewer, 'act', { params: (story) => ({ kind: 'resolve_elsewhere', ...oldest(story) }) }),
  shot('snooze', reviewer, 'act', { params: (story) => ({ kind: 'snooze', ...oldest(story) }) }),
  shot('discard', reviewer, 'act', { params: (story) => ({ kind: 'discard', ...oldest(story) }) }),
  shot('requests', approver, 'requests'),
  shot('request', approver, 'request', { params: ({ request }) => ({ number: request }) }),
  shot('request-own', lead, 'request', { params: ({ request }) => ({ number: request }) }),
  shot('ownership', viewer, 'ownership', { params: () => ({ source: 'shopify', type: 'customer' }) }),
  shot('ownership-record', viewer, 'ownership', { params: ({ customer }) => ({ record: 'customer', id: String(customer) }) }),
  shot('health', admin, 'health'),
  shot('not-found', canada, 'operation', { params: oldest }),
  shot('viewer', viewer, 'operation', { params: oldest }),
  { name: 'record', player: lead, path: ({ salesOrder }) => `/app/accounting/transactions/salesord.nl?id=${String(salesOrder)}`, before: tab('Integration') },
  { name: 'outbox', player: admin, path: () => '/app/common/mail/outbox.nl' },
];

async function markTwo(page: Page): Promise<void> {
  const marks = page.getByRole('checkbox', { name: /Mark, line/ });
  await marks.nth(0).check();
  await marks.nth(1).check();
}
