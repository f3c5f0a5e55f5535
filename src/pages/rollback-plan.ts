import type { RequestTell } from '../application/review/desk-port';
import type { RollbackProgress } from '../application/rollback/rollback-view-port';
import { formatMoney } from '../domain/decimal';
import { blockerWords } from '../domain/rollback/blockers';
import type { RollbackPlan, RollbackStep } from '../domain/rollback/plan';
import { conflictWords, wayWords } from '../domain/rollback/plan-changes';
import { STATES } from '../domain/states';
import type { GroupDraft, TableDraft } from './draft';
import { shown, shownLong } from './draft';
import { plainWords, STATE_WORDS } from './labels';
import type { PageContext } from './page-context';

/** What an operation did to its record, in words. */
const VERB_WORDS: Readonly<Record<NonNullable<RollbackStep['verb']>, string>> = {
  create: 'created', transform: 'created from another record', update: 'changed', close: 'closed', reopen: 'opened again', void: 'voided', delete: 'deleted',
};

/** How a record is called in a plan. */
function recordName({ target }: RollbackStep): string {
  if (target === null) return 'none';
  return `${plainWords(target.recordType)} ${target.documentNumber === '' ? String(target.internalId) : target.documentNumber}`;
}

/** Which way back, with the fields that go back; their values stand on the record and in its history alone (D-0090). */
function planWords({ decision }: RollbackStep): string {
  if (decision.kind === 'blocked') return 'stays as it is';
  const { way } = decision;
  if (way.kind !== 'restore') return wayWords(way);
  const parts = [...way.fields.map(({ target }) => target), ...way.removedLines.map((line) => `line ${line} goes`)];
  return `${wayWords(way)}: ${parts.join(', ')}`;
}

function checkWords({ decision, conflicts }: RollbackStep): string {
  if (decision.kind === 'blocked') return `BLOCKED: ${decision.blockers.map(({ code }) => code).join(', ')}`;
  if (conflicts.length === 0) return 'ok';
  return decision.way.kind === 'restore' ? `${String(conflicts.length)} kept: changed since` : 'changed since; goes with it';
}

/** Steps, what stands in their way, what was changed since, and the effect on the ledger. */
export function rollbackTables(plan: RollbackPlan, context: PageContext): readonly TableDraft[] {
  return [stepsTable(plan, context), ...conflictsTable(plan, context), ...blockersTable(plan), ledgerTable(plan, context)];
}

function stepsTable({ steps }: RollbackPlan, { link }: PageContext): TableDraft {
  return {
    id: 'custpage_steps', label: 'Steps', help: 'In the order in which they are done. Each is an operation of its own; a step that fails stops the rollback there and says so.',
    columns: [
      { id: 'custpage_t_number', label: 'Step', kind: 'text' }, { id: 'custpage_t_open', label: 'Operation', kind: 'link', linkText: 'Open' }, { id: 'custpage_t_record', label: 'Record', kind: 'text' },
      { id: 'custpage_t_change', label: 'Change made by us', kind: 'text' }, { id: 'custpage_t_now', label: 'Now', kind: 'text' }, { id: 'custpage_t_plan', label: 'Plan', kind: 'area' }, { id: 'custpage_t_check', label: 'Check', kind: 'text' },
    ],
    rows: steps.map((step) => ({
      custpage_t_number: String(step.number), custpage_t_open: link('operation', { operation: step.operationId }), custpage_t_record: recordName(step), custpage_t_change: step.verb === null ? 'not recorded' : VERB_WORDS[step.verb],
      custpage_t_now: nowWords(step), custpage_t_plan: planWords(step), custpage_t_check: checkWords(step),
    })),
  };
}

function nowWords({ decision, conflicts }: RollbackStep): string {
  if (decision.kind === 'blocked' && decision.blockers.some(({ code }) => code === 'record_gone')) return 'not there any more';
  return conflicts.some(({ kind }) => kind === 'edited') ? 'changed since' : 'as we left it';
}

function conflictsTable({ steps }: RollbackPlan, { words }: PageContext): readonly TableDraft[] {
  const rows = steps.flatMap((step) => step.conflicts.map((conflict) => ({
    custpage_c_step: String(step.number), custpage_c_record: recordName(step), custpage_c_field: conflict.target, custpage_c_why: conflictWords(conflict),
    custpage_c_when: conflict.kind === 'edited' && conflict.atMs > 0 ? words.moment(conflict.atMs) : '',
  })));
  if (rows.length === 0) return [];
  return [{
    id: 'custpage_conflicts', label: 'Changed since', help: 'Fields that somebody else changed stay as they are, unless their whole record goes.',
    columns: [
      { id: 'custpage_c_step', label: 'Step', kind: 'text' }, { id: 'custpage_c_record', label: 'Record', kind: 'text' }, { id: 'custpage_c_field', label: 'Field', kind: 'text' },
      { id: 'custpage_c_why', label: 'Why it stays, and who', kind: 'area' }, { id: 'custpage_c_when', label: 'When', kind: 'text' },
    ],
    rows,
  }];
}

function blockersTable({ steps }: RollbackPlan): readonly TableDraft[] {
  const rows = steps.flatMap((step) => (step.decision.kind === 'way' ? [] : step.decision.blockers.map(({ code, netsuite, about }) => ({
    custpage_b_step: String(step.number), custpage_b_record: recordName(step), custpage_b_code: code, custpage_b_netsuite: netsuite, custpage_b_about: about.join(', '),
    custpage_b_why: blockerWords(code).why, custpage_b_clear: blockerWords(code).clearedBy,
  }))));
  if (rows.length === 0) return [];
  return [{
    id: 'custpage_blockers', label: 'What stands in the way',
    columns: [
      { id: 'custpage_b_step', label: 'Step', kind: 'text' }, { id: 'custpage_b_record', label: 'Record', kind: 'text' }, { id: 'custpage_b_code', label: 'Code', kind: 'text' }, { id: 'custpage_b_netsuite', label: 'NetSuite would say', kind: 'text' },
      { id: 'custpage_b_about', label: 'About', kind: 'area' }, { id: 'custpage_b_why', label: 'Why', kind: 'area' }, { id: 'custpage_b_clear', label: 'What clears it', kind: 'area' },
    ],
    rows,
  }];
}

function ledgerTable({ ledger, steps }: RollbackPlan, { health }: PageContext): TableDraft {
  const unforeseen = steps.some(({ ledger: effect, decision }) => effect === 'recalculated' && decision.kind === 'way');
  const label = `Effect on the ledger (${health.baseCurrency})`;
  return {
    id: 'custpage_ledger', label: ledger.length === 0 && !unforeseen ? `${label}: none` : label,
    help: unforeseen ? 'What a posted record comes to after fields went back is computed by NetSuite and is not foretold here.' : 'By account and period. Debits are positive.',
    columns: [{ id: 'custpage_g_period', label: 'Period', kind: 'text' }, { id: 'custpage_g_account', label: 'Account', kind: 'text' }, { id: 'custpage_g_amount', label: 'Change', kind: 'amount' }],
    rows: ledger.map(({ account, accountName, period, amount }) => ({ custpage_g_period: period, custpage_g_account: accountName === '' ? String(account) : accountName, custpage_g_amount: formatMoney(amount) })),
  };
}

/** What became of each step, while it is carried out and afterwards. */
export function resultTables({ progress }: RequestTell, { link }: PageContext): readonly TableDraft[] {
  const rows = stepsDone(progress);
  if (rows.length === 0) return [];
  return [{
    id: 'custpage_done_steps', label: 'What was done',
    columns: [{ id: 'custpage_r_number', label: 'Step', kind: 'text' }, { id: 'custpage_r_open', label: 'Operation of the step', kind: 'link', linkText: 'Open' }, { id: 'custpage_r_state', label: 'State', kind: 'text' }],
    rows: rows.map(({ number, operation, state }) => ({ custpage_r_number: String(number), custpage_r_open: link('operation', { operation }), custpage_r_state: state === 'applied' ? 'Taken back' : STATE_WORDS[STATES.find((one) => one === state) ?? 'unknown'] })),
  }];
}

function stepsDone(progress: string): RollbackProgress['steps'] {
  try {
    const parsed = JSON.parse(progress === '' ? '{}' : progress) as Partial<RollbackProgress>;
    return parsed.steps ?? [];
  } catch {
    return [];
  }
}

/** The head of a plan: how much of it has a way, and the hash that is approved. */
export function rollbackFields({ steps, reversalVoiding }: RollbackPlan, hash: string): GroupDraft {
  const ways = steps.filter(({ decision }) => decision.kind === 'way').length;
  return {
    id: 'custpage_plan', label: 'Plan',
    fields: [
      shown('custpage_p_ways', 'Taken back', `${String(ways)} of ${String(steps.length)}`),
      shown('custpage_p_voids', 'The account voids', reversalVoiding ? 'by reversing journals' : 'in place'),
      shownLong('custpage_p_hash', 'SHA-256 of the plan', hash),
    ],
  };
}
