import type { Execution } from '../runtime/types';
import type { RedirectKind } from '../ui/page-calls';

/** Where a script sends its user once it has ended. */
export interface RedirectDraft {
  readonly redirect: RedirectKind;
  readonly url: string;
}

interface PageState {
  redirect: RedirectDraft | undefined;
  session: Map<string, string>;
}

const STATES = new WeakMap<Execution, PageState>();

/** What an execution keeps beside its page: its redirect, and the session of the person it runs for. */
function stateOf(execution: Execution): PageState {
  const known = STATES.get(execution);
  if (known !== undefined) return known;
  const made: PageState = { redirect: undefined, session: new Map() };
  STATES.set(execution, made);
  return made;
}

/** The last redirect counts. */
export function setRedirect(execution: Execution, redirect: RedirectDraft): void {
  stateOf(execution).redirect = redirect;
}

export function redirectOf(execution: Execution): RedirectDraft | undefined {
  return stateOf(execution).redirect;
}

/** Values that a script keeps for a login; of an execution without one, its own alone. */
export function sessionOf(execution: Execution): Map<string, string> {
  return stateOf(execution).session;
}

export function joinSession(execution: Execution, session: Map<string, string> | undefined): void {
  if (session !== undefined) stateOf(execution).session = session;
}
