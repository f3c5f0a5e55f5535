import * as error from 'N/error';
import type { Record as NetSuiteRecord } from 'N/record';
import * as runtime from 'N/runtime';
import { readArguments } from '../domain/review/action-arguments';
import { actionKindOf, actionSubjectOf, isAbout, mayAsk } from '../domain/review/action-kinds';
import { capabilitiesOf, reviewRoleOf } from '../domain/review/capability';
import { clickId } from '../domain/identity';
import type { Platform } from '../application/ports';
import { ACTION } from './record-ids';
import { textOf } from './record-fields';

/** Longest key of a click, in characters. */
const MAX_KEY = 100;

/** What only the script that carries an action out writes. */
const RESULT_FIELDS: readonly string[] = [ACTION.result, ACTION.code, ACTION.ranBy, ACTION.doneMs, ACTION.doneAt];

const ASKED_FIELDS: readonly string[] = [
  ACTION.kind, ACTION.subject, ACTION.subjectId, ACTION.key, ACTION.seen, ACTION.arguments, ACTION.asker, ACTION.askerRole, ACTION.askedMs, 'externalid',
];

/**
 * Looks at an action row that is about to be saved. A new one gets the name and the role of who saves it, and the external id of its click,
 * so that the same click is saved once; it is refused where it names somebody else, is none that can be asked for, or has a result already.
 * One that stands is changed by Docket's own sweep alone, which writes what became of it. Throws DKT_ACTION_REFUSED.
 */
export function checkAction(saved: NetSuiteRecord, before: NetSuiteRecord | undefined, { deletes, platform }: { readonly deletes: boolean; readonly platform: Platform }): void {
  if (before !== undefined || deletes) {
    if (deletes || !isOwnRun() || ASKED_FIELDS.some((field) => isChanged(saved, before, field))) throw refused('An action that was asked for stays as it is. Ask for another one.');
    return;
  }
  const { caller, sha256 } = platform;
  const text = (fieldId: string) => textOf(saved, fieldId);
  const fault = faultOf(saved, caller);
  if (fault !== undefined) throw refused(fault);
  const nowMs = platform.nowMs();
  const stamped = {
    externalid: clickId(caller.userId, text(ACTION.key), sha256), [ACTION.asker]: caller.userId, [ACTION.askerRole]: caller.role, [ACTION.state]: 'asked', [ACTION.askedMs]: nowMs, [ACTION.askedAt]: new Date(nowMs),
  };
  for (const [fieldId, value] of Object.entries(stamped)) saved.setValue({ fieldId, value });
}

/** Why such an action cannot be asked for, in words; undefined: it can. */
function faultOf(saved: NetSuiteRecord, { userId, role }: Platform['caller']): string | undefined {
  const text = (fieldId: string) => textOf(saved, fieldId);
  const key = text(ACTION.key);
  if (key === '' || key.length > MAX_KEY) return 'The click carries no key, or one that is too long.';
  if (text(ACTION.asker) !== '' && text(ACTION.asker) !== String(userId)) return 'An action is asked for in one\'s own name.';
  if (text(ACTION.askerRole) !== '' && text(ACTION.askerRole) !== role) return 'An action is asked for in the role that one has.';
  if ((text(ACTION.state) !== '' && text(ACTION.state) !== 'asked') || RESULT_FIELDS.some((field) => text(field) !== '')) return 'A new action has no result.';
  const kind = actionKindOf(text(ACTION.kind));
  const subject = actionSubjectOf(text(ACTION.subject));
  if (kind === undefined || subject === undefined || !isAbout(kind, subject)) return `There is no action "${text(ACTION.kind).slice(0, 40)}" for a "${text(ACTION.subject).slice(0, 40)}".`;
  // What an account gives to roles of its own stands in a setting, which the engine reads: it judges once more whatever passes here.
  const profile = reviewRoleOf(role, '');
  if (profile !== undefined && !mayAsk(kind, capabilitiesOf(profile))) return 'Your role does not do this.';
  const read = readArguments(kind, text(ACTION.arguments));
  return read.kind === 'wrong' ? read.why : undefined;
}

/** True in Docket's own sweep, which alone writes what became of an action or a request: it runs as administrator, and nobody clicks there. */
export function isOwnRun(): boolean {
  return runtime.executionContext === runtime.ContextType.MAP_REDUCE && runtime.getCurrentUser().roleId === 'administrator';
}

/** An inline edit names no more than it changes. */
function isChanged(saved: NetSuiteRecord, before: NetSuiteRecord | undefined, fieldId: string): boolean {
  const now = textOf(saved, fieldId);
  return before !== undefined && now !== '' && now !== textOf(before, fieldId);
}

function refused(message: string): unknown {
  return error.create({ name: 'DKT_ACTION_REFUSED', message, notifyOff: true });
}
