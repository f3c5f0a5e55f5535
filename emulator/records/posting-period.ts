import { transactionKind } from '../metadata/standard/transaction-kinds';
import { LEDGER_TABLE } from '../metadata/tables';
import { SuiteScriptFailure } from '../runtime/types';
import type { Actor } from '../runtime/types';
import type { AccountData, FoundRow } from './account-data';
import { LEVEL } from './permissions';
import { transactionSettings } from './transactions/settings';
import { compute, numberOf, textOf } from './type-rules';
import type { SaveStep } from './type-rules';
import type { RecordDraft } from './types';

/** Does a transaction post as it stands: an unapproved journal and goods not yet shipped do not. */
export function posts(draft: RecordDraft): boolean {
  if (draft.definition.posting !== true) return false;
  if (draft.definition.id === 'journalentry') return draft.values.get('approved') === true;
  return draft.definition.id !== 'itemfulfillment' || draft.values.get('shipstatus') === 'C';
}

/**
 * Gives a posting transaction its period: the one set, else the one its date is in. Types that do not post have none.
 * VALID_PRD_REQD where there is no such period; DATE_PRD_MISMATCH where the date is outside it and the account's preference
 * disallows that (platform facts 9.3).
 */
export function choosePeriod(step: SaveStep): void {
  const { draft, data } = step;
  if (draft.definition.posting !== true) return;
  const date = textOf(draft, 'trandate') ?? '';
  const kept = draft.changed.has('trandate') && !draft.changed.has('postingperiod') && !step.isNew ? undefined : numberOf(draft, 'postingperiod');
  if (kept === undefined) {
    const found = data.database
      .prepare(`SELECT "id" FROM "accountingperiod"
        WHERE ? BETWEEN "startdate" AND "enddate" AND "isquarter" = 'F' AND "isyear" = 'F' AND "isadjust" = 'F' AND "isinactive" = 'F'`)
      .get(date);
    if (found === undefined) throw periodRequired();
    compute(draft, 'postingperiod', Number(found['id']));
    return;
  }
  const period = data.referenced('accountingperiod', kept)?.row;
  if (period === undefined || period['isquarter'] === 'T' || period['isyear'] === 'T') throw periodRequired();
  const outside = date < String(period['startdate']) || date > String(period['enddate']);
  if (outside && period['isadjust'] !== 'T' && !transactionSettings(data).dateOutsidePeriod) {
    throw new SuiteScriptFailure('DATE_PRD_MISMATCH', 'The transaction date is not within the date range of its posting period.');
  }
}

function periodRequired(): SuiteScriptFailure {
  return new SuiteScriptFailure('VALID_PRD_REQD', 'You must enter a valid posting period.');
}

/** A save's effect on the ledger, held against the periods it touches once it is written. */
export interface PeriodGuard {
  /** Throws CLOSED_TRAN_PRD for a new posting, TRAN_PERIOD_CLOSED for an edit of one, TRANS_EDIT_DISALLWD for an edit beside the ledger. */
  check(id: number): void;
}

/** Looks at the ledger before a save. Which of the documented names NetSuite throws when is unconfirmed but for the first. */
export function guardPeriods(step: SaveStep): PeriodGuard {
  const { draft, data, actor } = step;
  if (draft.definition.posting !== true) return { check: () => undefined };
  const before = draft.id === undefined ? undefined : ledgerOf(data, draft.id);
  return {
    check(id) {
      const after = ledgerOf(data, id);
      if (before === undefined) {
        if (after.posting) requireOpen({ data, actor, type: draft.definition.id }, after.period, 'CLOSED_TRAN_PRD');
        return;
      }
      const changes = before.text !== after.text;
      for (const side of [before, after].filter((each) => each.posting)) {
        if (changes) requireOpen({ data, actor, type: draft.definition.id }, side.period, 'TRAN_PERIOD_CLOSED');
        else requireEditable({ data, actor, type: draft.definition.id }, side.period);
      }
    },
  };
}

/** A posting in a closed period cannot be deleted. TRAN_PERIOD_CLOSED. */
export function checkDeletedPeriod(data: AccountData, { definition, row }: FoundRow, actor: Actor): void {
  if (definition.posting !== true || row['posting'] !== 'T' || typeof row['postingperiod'] !== 'number') return;
  requireOpen({ data, actor, type: definition.id }, row['postingperiod'], 'TRAN_PERIOD_CLOSED');
}

interface Ledger {
  readonly posting: boolean;
  readonly period: number;
  /** Equal for two states that post the same. */
  readonly text: string;
}

function ledgerOf(data: AccountData, id: number): Ledger {
  const row = data.database.prepare('SELECT "posting", "postingperiod", "entity", "_subsidiary" FROM "transaction" WHERE "id" = ?').get(id);
  const lines = data.database.prepare(`SELECT a."account", a."amount", l."foreignamount", l."department", l."class", l."location", l."entity"
    FROM "${LEDGER_TABLE}" a JOIN "transactionline" l ON l."transaction" = a."transaction" AND l."id" = a."transactionline"
    WHERE a."transaction" = ? ORDER BY a."transactionline"`).all(id);
  return { posting: row?.['posting'] === 'T', period: Number(row?.['postingperiod'] ?? 0), text: JSON.stringify([row, lines]) };
}

interface PeriodUser {
  readonly data: AccountData;
  readonly actor: Actor;
  /** Record type. */
  readonly type: string;
}

/** Closed stops everyone; a lock stops those who may not override period restrictions (ADMI_PERIODOVERRIDE). */
function stateOf({ data, actor, type }: PeriodUser, period: number): 'open' | 'closed' | 'locked' {
  const row = data.referenced('accountingperiod', period)?.row;
  if (row?.['closed'] === 'T') return 'closed';
  const { lock } = transactionKind(type);
  const locked = row?.['alllocked'] === 'T' || (lock !== undefined && row?.[lock] === 'T');
  return locked && !mayAll(actor, 'ADMI_PERIODOVERRIDE') ? 'locked' : 'open';
}

function mayAll(actor: Actor, permission: string): boolean {
  return actor.administrator || (actor.permissions.get(permission) ?? 0) >= LEVEL.remove;
}

function requireOpen(user: PeriodUser, period: number, name: string): void {
  const state = stateOf(user, period);
  if (state !== 'open') throw new SuiteScriptFailure(name, `The accounting period of this transaction is ${state}.`);
}

/** Edits that leave the ledger alone need a period that allows them, and the permission (help: Allow Non-G/L Changes). */
function requireEditable(user: PeriodUser, period: number): void {
  const state = stateOf(user, period);
  if (state === 'open') return;
  const allowed = user.data.referenced('accountingperiod', period)?.row['allownonglchanges'] === 'T';
  if (allowed && mayAll(user.actor, 'ADMI_ALLOWNONGLCHANGES')) return;
  throw new SuiteScriptFailure('TRANS_EDIT_DISALLWD', `This transaction cannot be edited: its accounting period is ${state}.`);
}
