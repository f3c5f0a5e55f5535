/** Why an effect cannot be taken back now. The order is that in which people are told. */
export const BLOCKER_CODES = [
  'rolled_back_already', 'not_applied', 'effect_unknown', 'record_gone', 'not_ours', 'final', 'record_void', 'locked_by_workflow', 'later_operation', 'linked',
  'moves_stock', 'period_closed', 'period_locked', 'no_open_period', 'edited_since', 'value_unknown', 'nothing_left', 'way_unavailable', 'voids_by_journal', 'policy_forbids',
] as const;

export type BlockerCode = (typeof BLOCKER_CODES)[number];

/** What stands in the way of one step. */
export interface Blocker {
  readonly code: BlockerCode;
  /** Error that NetSuite would throw, by name; empty: Docket itself says no. */
  readonly netsuite: string;
  /** Records, operations or fields that it is about. */
  readonly about: readonly string[];
}

/** What people are told of a blocker. */
export interface BlockerWords {
  readonly why: string;
  readonly clearedBy: string;
}

const WORDS: Readonly<Record<BlockerCode, BlockerWords>> = {
  rolled_back_already: { why: 'It is rolled back already.', clearedBy: 'Nothing is left to do.' },
  not_applied: { why: 'It was not applied, so there is no effect to take back.', clearedBy: 'Close the operation in the queue instead.' },
  effect_unknown: { why: 'It is not recorded what it did to its record.', clearedBy: 'Correct the record by hand, and note it on the operation.' },
  record_gone: { why: 'The record is not there any more.', clearedBy: 'Find out who deleted it; there is nothing to take back.' },
  not_ours: { why: 'The record does not carry the mark of this operation or of one after it.', clearedBy: 'Find out whose record it is; Docket leaves it alone.' },
  final: { why: 'NetSuite does not take this back: a void and a deletion are final.', clearedBy: 'Send the document again under a new key.' },
  record_void: { why: 'The record is void, so it cannot be changed.', clearedBy: 'Nothing clears it: a void is final.' },
  locked_by_workflow: { why: 'A workflow locks the record.', clearedBy: 'Let the workflow finish, or have its owner unlock the record.' },
  later_operation: { why: 'Later operations wrote the same record.', clearedBy: 'Roll those back first, or in the same plan.' },
  linked: { why: 'Other records stand on this one.', clearedBy: 'Take those back first, or in the same plan.' },
  moves_stock: { why: 'It moves stock, and NetSuite does not void that.', clearedBy: 'Return the goods in NetSuite, then correct the record there.' },
  period_closed: { why: 'Its accounting period is closed.', clearedBy: 'Have the period opened again.' },
  period_locked: { why: 'Its accounting period is locked.', clearedBy: 'Have the period unlocked.' },
  no_open_period: { why: 'A reversal needs an open accounting period, and none is open.', clearedBy: 'Open the period that the reversal shall be posted in.' },
  edited_since: { why: 'Every field has been changed since.', clearedBy: 'Decide by hand which value is right.' },
  value_unknown: { why: 'The values from before are not known.', clearedBy: 'Correct the record by hand, and note it on the operation.' },
  nothing_left: { why: 'The record stands already as it would be left.', clearedBy: 'Nothing is left to do.' },
  way_unavailable: { why: 'NetSuite has no way to take back such a record.', clearedBy: 'Correct it in NetSuite, and note it on the operation.' },
  voids_by_journal: { why: 'The account voids by reversing journals, and NetSuite does not take back such a record then.', clearedBy: 'Have the accounting preference changed, or correct the record by hand.' },
  policy_forbids: { why: 'The rule of the object does not let Docket delete records.', clearedBy: 'Allow it in the rule, with a decision, or delete the record by hand.' },
};

/** What people are told of a blocker, in words. */
export function blockerWords(code: BlockerCode): BlockerWords {
  return WORDS[code];
}

/** A blocker; what it is about in the order of its text, so that the same facts make the same plan. */
export function blocker(code: BlockerCode, netsuite = '', about: readonly string[] = []): Blocker {
  return { code, netsuite, about: [...new Set(about)].sort() };
}

/** Blockers in the order in which people are told. */
export function inTellingOrder(blockers: readonly Blocker[]): readonly Blocker[] {
  return [...blockers].sort((a, b) => BLOCKER_CODES.indexOf(a.code) - BLOCKER_CODES.indexOf(b.code));
}
