import { CLOSES } from './capability';
import type { Capability } from './capability';

/** What an action is about: one operation, one cause, one request, one decision, a period of a subsidiary, or rows of the queue. */
export const ACTION_SUBJECTS = ['operation', 'cause', 'request', 'decision', 'close', 'queue'] as const;

export type ActionSubjectKind = (typeof ACTION_SUBJECTS)[number];

/** What a person may ask for by an action row. */
export const ACTION_KINDS = [
  'redrive', 'cancel_retry', 'discard', 'reopen', 'resolve_elsewhere', 'edit', 'choose_reference',
  'assign', 'note', 'snooze', 'wake', 'escalate',
  'acknowledge', 'start_work', 'resolve', 'release',
  'approve', 'return', 'withdraw', 'force', 'end_ticket',
  'bulk', 'roll_back', 'sign_off', 'ask_evidence', 'ask_retention', 'ask_erasure',
  'propose', 'replay', 'ask_acceptance', 'supersede',
] as const;

export type ActionKind = (typeof ACTION_KINDS)[number];

/** Where an action row stands. A row that is `asked` is taken up by the sweep should the save that carries it out have died. */
export const ACTION_STATES = ['asked', 'done', 'refused', 'failed'] as const;

export type ActionState = (typeof ACTION_STATES)[number];

/** Why something is discarded. */
export const DISCARD_REASONS = ['duplicate', 'test_data', 'wrong_account', 'cancelled_at_source', 'other'] as const;

export type DiscardReason = (typeof DISCARD_REASONS)[number];

/** Why something is rolled back. */
export const ROLLBACK_REASONS = ['wrong_document', 'duplicate', 'wrong_map', 'test_data', 'cancelled_at_source', 'other'] as const;

export type RollbackReason = (typeof ROLLBACK_REASONS)[number];

/** Why a document is let change a field of another owner. */
export const FORCE_REASONS = ['source_is_right', 'owner_is_out_of_service', 'migration', 'other'] as const;

export type ForceReason = (typeof FORCE_REASONS)[number];

/** What a snooze waits for besides its day. */
export const SNOOZE_WAKERS = ['date', 'new_version', 'period_open'] as const;

export type SnoozeWaker = (typeof SNOOZE_WAKERS)[number];

interface KindRule {
  readonly subjects: readonly ActionSubjectKind[];
  /** One of these is needed to ask at all; how far it reaches is judged when it is carried out. */
  readonly capabilities: readonly Capability[];
}

const ORGANIZES: readonly Capability[] = ['organize_own', 'organize_any'];
const APPROVES: readonly Capability[] = ['approve_money_edit', 'approve_bulk', 'approve_rollback', 'approve_override', 'approve_rules'];
const CARED_FOR: KindRule = { subjects: ['operation', 'cause'], capabilities: ORGANIZES };
/** Another person accepts: who edits the rules asks. */
const OF_DECISION: KindRule = { subjects: ['decision'], capabilities: ['edit_rules'] };
const OF_CAUSE: KindRule = { subjects: ['cause'], capabilities: ORGANIZES };

/** What each kind is about, and what it takes to ask for it. */
const RULES: Readonly<Record<ActionKind, KindRule>> = {
  redrive: { subjects: ['operation'], capabilities: ['redrive'] },
  cancel_retry: { subjects: ['operation'], capabilities: ['cancel_retry'] },
  discard: { subjects: ['operation'], capabilities: CLOSES },
  reopen: { subjects: ['operation'], capabilities: CLOSES },
  resolve_elsewhere: { subjects: ['operation'], capabilities: CLOSES },
  edit: { subjects: ['operation'], capabilities: ['edit', 'request_money_edit'] },
  choose_reference: { subjects: ['operation', 'cause'], capabilities: ['map_value'] },
  assign: CARED_FOR,
  note: CARED_FOR,
  snooze: CARED_FOR,
  wake: CARED_FOR,
  escalate: CARED_FOR,
  acknowledge: OF_CAUSE,
  start_work: OF_CAUSE,
  resolve: { subjects: ['cause'], capabilities: CLOSES },
  release: { subjects: ['cause'], capabilities: ['redrive'] },
  approve: { subjects: ['request'], capabilities: APPROVES },
  return: { subjects: ['request'], capabilities: APPROVES },
  withdraw: { subjects: ['request'], capabilities: ['see_queue'] },
  force: { subjects: ['operation', 'queue'], capabilities: ['request_override'] },
  end_ticket: { subjects: ['request'], capabilities: ['request_override', 'approve_override'] },
  ask_evidence: { subjects: ['close'], capabilities: ['see_technical'] },
  ask_retention: { subjects: ['queue'], capabilities: ['maintain'] },
  ask_erasure: { subjects: ['operation'], capabilities: ['maintain'] },
  sign_off: { subjects: ['close'], capabilities: ['sign_close'] },
  bulk: { subjects: ['queue', 'cause'], capabilities: ['redrive', ...CLOSES, ...ORGANIZES] },
  propose: OF_DECISION,
  replay: OF_DECISION,
  ask_acceptance: OF_DECISION,
  supersede: OF_DECISION,
  roll_back: { subjects: ['operation', 'cause', 'queue'], capabilities: ['request_rollback'] },
};

/** True where such a thing can be asked of such a subject. */
export function isAbout(kind: ActionKind, subject: ActionSubjectKind): boolean {
  return RULES[kind].subjects.includes(subject);
}

/** True where somebody with these capabilities may ask for it at all. */
export function mayAsk(kind: ActionKind, capabilities: ReadonlySet<Capability>): boolean {
  return RULES[kind].capabilities.some((capability) => capabilities.has(capability));
}

/** The kind that a text names; undefined: none. */
export function actionKindOf(text: string): ActionKind | undefined {
  return ACTION_KINDS.find((kind) => kind === text);
}

/** The subject that a text names; undefined: none. */
export function actionSubjectOf(text: string): ActionSubjectKind | undefined {
  return ACTION_SUBJECTS.find((subject) => subject === text);
}
