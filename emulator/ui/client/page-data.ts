import type { ClientData } from '../client-data';

/** What the server told this page. */
export function readPageData(): ClientData {
  return JSON.parse(document.getElementById('page-data')?.textContent ?? '{}') as ClientData;
}
