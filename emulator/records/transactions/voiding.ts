import { LEDGER_TABLE } from '../../metadata/tables';
import type { RecordTypeDefinition } from '../../metadata/types';
import { NotEmulated, SuiteScriptFailure } from '../../runtime/types';
import type { Actor } from '../../runtime/types';
import type { SqlRow, SqlValue } from '../../store/sqlite';
import type { AccountData } from '../account-data';
import { recordDoesNotExist } from '../failures';
import { checkDeletedPeriod } from '../posting-period';
import type { SaveContext } from '../types';
import { hasLaterDocuments, removeLinksTo } from './links';
import { LEVEL, requireLevel } from '../permissions';
import { refreshOrder } from './order-progress';
import { releaseSettlements } from './settlement';
import { transactionSettings } from './settings';

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
   * Returns the id of the transaction, which is void then. INVALID_RCRD_TYPE, RCRD_DSNT_EXIST, INSUFFICIENT_PERMISSION,
   * CANT_MODIFY_VOID_TRANS where it is void already, and the names of a closed period.
   */
  voidTransaction(type: string, id: number, context: SaveContext): number;
}

export function createVoidService(data: AccountData): VoidService {
  return {
    voidTransaction(type, id, { actor }) {
      const method = voidMethod(data, type);
      const definition = data.definition(type);
      requireLevel(definition, actor, LEVEL.edit);
      const row = data.row(definition, id);
      if (row === undefined) throw recordDoesNotExist();
      requireNotVoid(row);
      if (method === 'journal') throw new NotEmulated(`voiding a ${type} by a reversing journal`);
      data.database.transaction(() => {
        checkDeletedPeriod(data, { definition, row }, actor);
        voidInPlace(data, definition, id, actor);
      });
      return id;
    },
  };
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
 * settled or billed is open again. A transaction that later ones follow is refused by name.
 */
function voidInPlace(data: AccountData, definition: RecordTypeDefinition, id: number, actor: Actor): void {
  if (hasLaterDocuments(data, id)) throw new NotEmulated(`voiding a ${definition.id} that later transactions follow`);
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
