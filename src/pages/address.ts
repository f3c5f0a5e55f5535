import { NO_FILTER, parametersOf } from '../domain/review/queue-filter';
import type { QueueFilter } from '../domain/review/queue-filter';

/** Every page of the review queue. */
const PAGES = ['queue', 'operations', 'operation', 'cause', 'act', 'confirm', 'result', 'requests', 'request', 'rollback', 'ownership', 'health', 'export', 'evidence', 'closes', 'close', 'close_export', 'close_part', 'decisions', 'decision', 'propose'] as const;

export type PageName = (typeof PAGES)[number];

/** Parameters of a call, by name. */
export type Params = Readonly<Record<string, string>>;

/** Where a page stands, with its parameters; empty ones are left out. */
export type LinkTo = (page: PageName, params?: Params) => string;

/** The page that a parameter names; undefined: none of ours. */
export function pageNamed(name: string): PageName | undefined {
  return PAGES.find((page) => page === name);
}

/** The list of a filter: the page says how it is shown, so the filter need not. */
export function listLink(filter: QueueFilter, link: LinkTo): string {
  const { [VIEW]: _view, ...params } = parametersOf(filter);
  return link(filter.view === 'causes' ? 'queue' : 'operations', params);
}

/** The same list as a file. */
export function exportLink(filter: QueueFilter, link: LinkTo): string {
  return link('export', parametersOf({ ...filter, page: 1 }));
}

const VIEW = 'dkt_view';

/** True where the filter leaves anything out beside its tab. */
export function narrows(filter: QueueFilter): boolean {
  const names = ['source', 'documentType', 'subsidiary', 'owner', 'cause', 'age', 'amountAtLeast', 'due', 'period'] as const;
  return names.some((name) => filter[name] !== NO_FILTER[name]);
}
