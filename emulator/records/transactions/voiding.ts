import { LEDGER_TABLE } from '../../metadata/tables';
import type { RecordTypeDefinition } from '../../metadata/types';
import { SuiteScriptFailure } from '../../runtime/types';
import type { Actor } from '../../runtime/types';
import type { SqlRow, SqlValue } from '../../store/sqlite';
import type { AccountData } from '../account-data';
import { recordDoesNotExist } from '../failures';
import { writeNotes } from '../system-notes';
import { checkDeletedPeriod } from '../posting-period';
import type { SaveContext } from '../types';
import { hasLaterDocuments, removeLinksTo } from './links';
import { LEVEL, requireLevel } from '../permissions';
import { refreshOrder } from './order-progress';
import { releaseSettlements } from './settlement';
import { transactionSettings } from './settings';
import { saveVoidingJournal } from './voiding-journal';
import type { JournalParts } from './voiding-journal';

/** Types that are voided in place alone (help section_4483109897; platform facts 9.2). */
const DIRECT = new Set([
  'cashrefund', 'cashsale', 'creditmemo', 'customerdeposit', 'customerpayment', 'estimate', 'expensereport', 'invoice', 'journalentry', 'paycheckjournal',
  'returnauthorization', 'salesorder', 'transferorder', 'vendorbill', 'vendorcredit', 'vendorreturnauthorization', 'wave', 'workorder', 'workorderclose',
  'workordercompletion', 'workorderissue',
]);

/** Types that are voided in place, or by a reversing journal where the account's preference says so. */
const EITHER = new Set(['customerrefund', 'vendorpayment', 'vendorprepayment', 'vendorprepaymentapplication']);

const BY_JOURNAL = new Set(['check']);

/** Voids transactions as N/transaction and the user interface do. */
export interface VoidService {
  /**
   * Voids a transaction. Returns its id, or the id of the journal that voids it (help section_4413165692). INVALID_RCRD_TYPE, RCRD_DSNT_EXIST,
   * INSUFFICIENT_PERMISSION, CANT_MODIFY_VOID_TRANS where it is void already, CANT_VOID_TRANS where others follow it, and the names of a closed
   * period: of its own where it is voided in place, of today's where a journal does it.
   */
  voidTransaction(type: string, id: number, context: SaveContext): number;
}

export function createVoidService(parts: JournalParts): VoidService {
  const { data } = parts;
  return {
    voidTransaction(type, id, context) {
      const { actor } = context;
      const method = voidMethod(data, type);
      const definition = data.definition(type);
      requireLevel(definition, actor, LEVEL.edit);
      const row = data.row(definition, id);
      if (row === undefined) throw recordDoesNotExist();
      requireNotVoid(row);
      requireAlone(data, id);
      return data.database.transaction(() => {
        if (method !== 'journal') checkDeletedPeriod(data, { definition, row }, actor);
        const made = method === 'journal' ? voidByJournal(parts, row, context) : voidInPlace(data, definition, id, actor);
        writeNotes(data, { definition, id }, [{ type: 'F', field: 'TRANDOC.KSTATUS', new: 'Voided' }], context);
        return made;
      });
    },
  };
}

/** CANT_VOID_TRANS is among the codes of help section_N3539978; that it is what a transaction others follow throws is ours. */
function requireAlone(data: AccountData, id: number): void {
  if (hasLaterDocuments(data, id)) throw new SuiteScriptFailure('CANT_VOID_TRANS', 'This transaction cannot be voided because it is linked to by one or more transactions.');
}

/**
 * How a void of this type is made now. INVALID_RCRD_TYPE for a type that is never voided, or not while the preference
 * "Void Transactions Using Reversing Journals" stands as it does.
 */
function voidMethod(data: AccountData, type: string): 'direct' | 'journal' {
  const byJournal = transactionSettings(data).reversalVoiding;
  if (byJournal ? EITHER.has(type) || BY_JOURNAL.has(type) : EITHER.has(type) || DIRECT.has(type)) return byJournal ? 'journal' : 'direct';
  throw new SuiteScriptFailure('INVALID_RCRD_TYPE', `Transactions of type ${type} cannot be voided${byJournal && DIRECT.has(type) ? ' while voids are made by reversing journals' : ''}.`);
}

/** CANT_MODIFY_VOID_TRANS where the transaction is void: from then on it is edited by single fields alone. */
export function requireNotVoid(row: SqlRow): void {
  if (row['voided'] === 'T') throw new SuiteScriptFailure('CANT_MODIFY_VOID_TRANS', 'This transaction is void and cannot be modified.');
}

/**
 * Voids a transaction in place (platform facts 9.1): it keeps its number and lines, all its amounts become zero, and what it
 * settled or billed is open again.
 */
function voidInPlace(data: AccountData, definition: RecordTypeDefinition, id: number, actor: Actor): number {
  releaseSettlements(id, data);
  const orders = removeLinksTo(data, id, 'OrdBill');
  const { database } = data;
  database.prepare('UPDATE "transactionline" SET "rate" = 0, "foreignamount" = 0, "netamount" = 0 WHERE "transaction" = ?').run(id);
  database.prepare('UPDATE "transactionline" SET "memo" = ? WHERE "transaction" = ? AND "mainline" = \'T\'').run(VOID_MEMO, id);
  database.prepare(`UPDATE "${LEDGER_TABLE}" SET "debit" = NULL, "credit" = NULL, "amount" = 0, "netamount" = 0, "amountpaid" = 0, "amountunpaid" = 0 WHERE "transaction" = ?`).run(id);
  data.update('transaction', id, {
    ...zeroAmounts(definition), foreigntotal: 0, voided: 'T', memo: VOID_MEMO,
    status: definition.id === 'salesorder' ? CLOSED : VOIDED, lastmodifieddate: data.now(), lastmodifiedby: actor.userId,
  });
  for (const order of orders) refreshOrder(data, order);
  return id;
}

/**
 * Voids a transaction by a journal (help bridgehead_N1469460): its status says Voided, what it settled is open again, its amounts and its place
 * in the ledger stay. That the journal names it as what it was created from is ours.
 */
function voidByJournal(parts: JournalParts, row: SqlRow, context: SaveContext): number {
  const { data } = parts;
  const id = Number(row['id']);
  const journal = saveVoidingJournal(parts, row, context);
  releaseSettlements(id, data);
  data.update('transaction', id, { voided: 'T', status: VOIDED, lastmodifieddate: data.now(), lastmodifiedby: context.actor.userId });
  return journal;
}

/** NetSuite writes it over the memo (help section_4407992596 speaks of it). */
export const VOID_MEMO = 'VOID';

/** An order has no status of its own for a void one; which it takes is not documented. */
const CLOSED = 'H';
const VOIDED = 'V';

function zeroAmounts(definition: RecordTypeDefinition): Readonly<Record<string, SqlValue>> {
  const amounts = [...definition.fields.values()].flatMap((field) => (field.type === 'currency' && field.column !== undefined ? [field.column] : []));
  return Object.fromEntries(amounts.map((column) => [column, 0]));
}
