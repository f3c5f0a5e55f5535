import { ACTION_KINDS, ACTION_STATES, ACTION_SUBJECTS, actionKindOf, actionSubjectOf, isAbout, mayAsk } from '../../../../src/domain/review/action-kinds';
import type { ActionKind, ActionSubjectKind } from '../../../../src/domain/review/action-kinds';
import { CAPABILITIES, capabilitiesOf, REVIEW_ROLES } from '../../../../src/domain/review/capability';
import type { Capability, ReviewRole } from '../../../../src/domain/review/capability';

const HANDS: readonly ReviewRole[] = ['reviewer', 'lead', 'approver'];
const KEEPERS: readonly ReviewRole[] = ['reviewer', 'lead', 'approver', 'admin'];

it.each<[ActionKind, readonly ActionSubjectKind[], readonly ReviewRole[]]>([
  ['redrive', ['operation'], KEEPERS], ['cancel_retry', ['operation'], KEEPERS], ['discard', ['operation'], HANDS], ['reopen', ['operation'], HANDS], ['resolve_elsewhere', ['operation'], HANDS],
  ['edit', ['operation'], HANDS], ['choose_reference', ['operation', 'cause'], HANDS],
  ['assign', ['operation', 'cause'], KEEPERS], ['note', ['operation', 'cause'], KEEPERS], ['snooze', ['operation', 'cause'], KEEPERS], ['wake', ['operation', 'cause'], KEEPERS], ['escalate', ['operation', 'cause'], KEEPERS],
  ['acknowledge', ['cause'], KEEPERS], ['start_work', ['cause'], KEEPERS], ['resolve', ['cause'], HANDS], ['release', ['cause'], KEEPERS],
  ['approve', ['request'], ['approver']], ['return', ['request'], ['approver']], ['withdraw', ['request'], REVIEW_ROLES],
  ['bulk', ['cause', 'queue'], KEEPERS], ['roll_back', ['operation', 'cause', 'queue'], HANDS], ['propose', ['decision'], ['admin']], ['replay', ['decision'], ['admin']], ['ask_acceptance', ['decision'], ['admin']], ['supersede', ['decision'], ['admin']],
])('%s is about %p and is asked for by %p', (kind, subjects, roles) => {
  expect(ACTION_SUBJECTS.filter((subject) => isAbout(kind, subject))).toEqual(subjects);
  expect(REVIEW_ROLES.filter((role) => mayAsk(kind, capabilitiesOf(role)))).toEqual(roles);
});

it('without a capability nothing is asked for, with all of them everything is', () => {
  expect(ACTION_KINDS.filter((kind) => mayAsk(kind, new Set<Capability>()))).toEqual([]);
  expect(ACTION_KINDS.filter((kind) => mayAsk(kind, new Set(CAPABILITIES)))).toEqual(ACTION_KINDS);
});

it('every kind and every subject is found by its name, and nothing by another', () => {
  expect(ACTION_KINDS.map(actionKindOf)).toEqual(ACTION_KINDS);
  expect(ACTION_SUBJECTS.map(actionSubjectOf)).toEqual(ACTION_SUBJECTS);
  for (const text of ['', 'Redrive', 'redrive ', 'toString', 'delete']) expect([actionKindOf(text), actionSubjectOf(text)]).toEqual([undefined, undefined]);
});

it('what is stored of an action keeps its names: rows in an account say them', () => {
  expect(ACTION_STATES).toEqual(['asked', 'done', 'refused', 'failed']);
  expect(ACTION_SUBJECTS).toEqual(['operation', 'cause', 'request', 'decision', 'close', 'queue']);
});
