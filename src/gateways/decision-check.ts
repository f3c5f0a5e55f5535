import * as error from 'N/error';
import type { Record as NetSuiteRecord } from 'N/record';
import { decisionFault } from '../domain/decision/decision-door';
import { decisionLookup, policyFault } from '../domain/decision/policy-door';
import { SHIPPED_DECISIONS } from '../domain/decision/shipped-decisions';
import type { Sha256 } from '../domain/identity';
import { VALUE_MAP_RECORD } from '../domain/references';
import { isOwnRun } from './action-check';
import { accountDecisionStatus, decisionOf } from './decision-gateway';
import { OBJECT_RULE, OBJECT_RULE_RECORD, OVERRIDE, OVERRIDE_RECORD, OWNERSHIP, OWNERSHIP_RECORD, RETENTION, RETENTION_RECORD, VALUE_MAP } from './record-ids';
import { textOf } from './record-fields';

/** A row that is about to be saved or deleted. */
export interface SavedRow {
  readonly saved: NetSuiteRecord;
  /** Undefined for a new one. */
  readonly before: NetSuiteRecord | undefined;
  readonly deletes: boolean;
  /** True for an inline edit, which names no more than it changes. */
  readonly inline: boolean;
}

/**
 * Refuses a decision that does not follow from what was decided, in every context: what was proposed or accepted stays as it was said, and
 * nobody but Docket moves it. Throws DKT_DECISION_REFUSED.
 */
export function checkDecision({ saved, before, deletes, inline }: SavedRow, sha256: Sha256): void {
  const after = deletes ? undefined : decisionOf(saved);
  // An inline edit does not show what it clears, so none passes.
  const fault = inline ? 'A decision is not edited inline.' : decisionFault(before === undefined ? undefined : decisionOf(before), after, { own: isOwnRun(), shipped: SHIPPED_DECISIONS, sha256 });
  if (fault !== undefined) throw refused('DKT_DECISION_REFUSED', fault);
}

/** Field that names the decision, by the type of the rows that need one. */
const DECISION_FIELDS: Readonly<Record<string, string>> = {
  [OBJECT_RULE_RECORD]: OBJECT_RULE.decision, [OWNERSHIP_RECORD]: OWNERSHIP.decision, [VALUE_MAP_RECORD]: VALUE_MAP.decision, [OVERRIDE_RECORD]: OVERRIDE.decision, [RETENTION_RECORD]: RETENTION.decision,
};

/** Refuses a row that is active without an accepted decision, whoever saves it and from wherever. Throws DKT_UNDECIDED. 10 units at most. */
export function checkDecided({ saved, deletes, inline }: SavedRow): void {
  const type: string = saved.type;
  const field = DECISION_FIELDS[type];
  if (deletes || field === undefined) return;
  const own = isOwnRun();
  if (inline && own) return;
  const active = saved.getValue({ fieldId: 'isinactive' }) !== true;
  const fault = inline ? 'Rows that decide something are not edited inline: open and save them, so that their decision is judged.'
    : policyFault({ active, decision: textOf(saved, field).trim() }, decisionLookup(SHIPPED_DECISIONS, accountDecisionStatus));
  if (fault !== undefined) throw refused('DKT_UNDECIDED', fault);
}

function refused(name: string, message: string): unknown {
  return error.create({ name, message, notifyOff: true });
}
