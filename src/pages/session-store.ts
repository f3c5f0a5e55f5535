import * as runtime from 'N/runtime';
import type { ActionToAsk } from '../application/review/desk-port';
import type { PageName, Params } from './address';
import { pageNamed } from './address';

/** What a verified form left for the door: the action, and where the person goes then. */
export interface Pending {
  readonly userId: number;
  readonly action: ActionToAsk;
  readonly deploymentId: string;
  readonly page: PageName;
  readonly params: Params;
  /** True once it was handed on: a reload does nothing more. */
  readonly handed: boolean;
}

const SECRET = 'dkt_secret';

/** Secret of this log-in, made at its first form. It never leaves the session. */
export function sessionSecret(randomHex: (bytes: number) => string): string {
  const session = runtime.getCurrentSession();
  const known = textOf(session.get({ name: SECRET }));
  if (known !== '') return known;
  const made = randomHex(32);
  session.set({ name: SECRET, value: made });
  return made;
}

/** Keeps what a form asked for until the door takes it. */
export function keepPending(pending: Pending): void {
  runtime.getCurrentSession().set({ name: pendingName(pending.action.click), value: JSON.stringify(pending) });
}

/** What a form asked for by this click; undefined: nothing, or by somebody else. */
export function pendingOf(click: string): Pending | undefined {
  const kept = textOf(runtime.getCurrentSession().get({ name: pendingName(click) }));
  if (kept === '') return undefined;
  const pending = JSON.parse(kept) as Pending;
  return pending.userId === runtime.getCurrentUser().id && pageNamed(pending.page) !== undefined ? pending : undefined;
}

/** Notes why the row of a click could not be saved, for the page that comes next. */
export function keepRefusal(click: string, why: string): void {
  runtime.getCurrentSession().set({ name: refusalName(click), value: why });
}

/** That note; empty: none. */
export function refusalOf(click: string): string {
  return /^[0-9a-f]{32}$/.test(click) ? textOf(runtime.getCurrentSession().get({ name: refusalName(click) })) : '';
}

const pendingName = (click: string): string => `dkt_ask_${click}`;
const refusalName = (click: string): string => `dkt_refused_${click}`;

/** The types promise a text; what was never set is null. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
