import type { FormEvents } from './form-events';
import type { PageState } from './page-state';

/** The one page that this document is: modules of scripts find it here. */
export interface ThisPage {
  readonly state: PageState;
  readonly events: FormEvents;
}

let page: ThisPage | undefined;

export function setThisPage(opened: ThisPage): void {
  page = opened;
}

export function thisPage(): ThisPage {
  if (page === undefined) throw new Error('The page is not ready yet.');
  return page;
}
