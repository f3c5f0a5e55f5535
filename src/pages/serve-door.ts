import * as redirect from 'N/redirect';
import * as runtime from 'N/runtime';
import type { EntryPoints } from 'N/types';
import type { SaveAction } from '../application/review/desk-port';
import type { Params } from './address';
import { deploymentForRole, REVIEW_SCRIPT } from './deployments';
import { keepPending, keepRefusal, pendingOf } from './session-store';

/**
 * The door runs as whoever is logged in. It saves the action row that a form of the pages left in the session, in the person's own name
 * and role, and sends them on; without one it only sends them to the pages of their role, which is where links in mails and on records lead.
 * An address alone changes nothing: what is saved was judged when it was posted, and is saved once.
 */
export function serveDoor({ request }: EntryPoints.Suitelet.onRequestContext, save: SaveAction): void {
  const params = request.parameters as Readonly<Record<string, unknown>>;
  const click = params['ask'];
  const pending = typeof click === 'string' && /^[0-9a-f]{32}$/.test(click) ? pendingOf(click) : undefined;
  if (pending === undefined) {
    toPages(deploymentForRole(runtime.getCurrentUser().roleId), handedOn(params));
    return;
  }
  if (!pending.handed) {
    keepPending({ ...pending, handed: true });
    const saved = save(pending.action);
    if (saved.kind === 'refused') keepRefusal(pending.action.click, saved.why);
  }
  toPages(pending.deploymentId, { page: pending.page, ...pending.params });
}

function toPages(deploymentId: string, parameters: Params): void {
  redirect.toSuitelet({ scriptId: REVIEW_SCRIPT, deploymentId, parameters: { ...parameters } });
}

/** What a link may say: which page, and of what. */
const LINK_PARAMETERS: readonly string[] = ['page', 'operation', 'cause', 'number'];

function handedOn(params: Readonly<Record<string, unknown>>): Params {
  return Object.fromEntries(LINK_PARAMETERS.flatMap((name) => {
    const value = params[name];
    return typeof value === 'string' && value !== '' && value.length <= 100 ? [[name, value]] : [];
  }));
}
