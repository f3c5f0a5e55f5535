import type { TargetRecord } from '../domain/outcome';
import { recordKey } from '../domain/rollback/subject';
import type { LinkedRecord } from '../domain/rollback/subject';
import { boundNumbers, rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';

/** Rows of links that are read at once. */
const MOST_LINKS = 1000;

/**
 * What bills, ships or settles transactions, and is not void. What a void one still refers to NetSuite lets be voided, and not deleted:
 * it says so when that is tried. 10 units.
 */
export function linksOfTransactions(targets: readonly TargetRecord[]): ReadonlyMap<string, readonly LinkedRecord[]> {
  if (targets.length === 0) return new Map();
  const { sql, parameters } = boundNumbers(targets.map(({ internalId }) => internalId));
  const rows = runStatement(`SELECT DISTINCT l.previousdoc AS record, t.id AS id, t.recordtype AS type, t.tranid AS number FROM nexttransactionlink l INNER JOIN transaction t ON t.id = l.nextdoc
WHERE l.previousdoc IN (${sql}) AND t.voided = 'F' ORDER BY t.id FETCH FIRST ${String(MOST_LINKS)} ROWS ONLY`, parameters);
  return linked(targets, rows, 'follows');
}

/** Transactions of customers and vendors. What else names them, NetSuite says when they are to be deleted. 10 units. */
export function linksOfParties(targets: readonly TargetRecord[]): ReadonlyMap<string, readonly LinkedRecord[]> {
  if (targets.length === 0) return new Map();
  const { sql, parameters } = boundNumbers(targets.map(({ internalId }) => internalId));
  const rows = runStatement(`SELECT t.entity AS record, t.id AS id, t.recordtype AS type, t.tranid AS number FROM transaction t
WHERE t.entity IN (${sql}) ORDER BY t.id FETCH FIRST ${String(MOST_LINKS)} ROWS ONLY`, parameters);
  return linked(targets, rows, 'refers');
}

/** Links by record. Where there are more than were read, every record has one that no plan takes away. */
function linked(targets: readonly TargetRecord[], rows: readonly QueryRow[], kind: LinkedRecord['kind']): ReadonlyMap<string, readonly LinkedRecord[]> {
  const more: readonly LinkedRecord[] = rows.length < MOST_LINKS ? [] : [{ kind, recordType: 'transaction', internalId: 0, documentNumber: 'and more' }];
  return new Map(targets.map((target) => [recordKey(target), [
    ...rows.filter((row) => rowNumber(row, 'record') === target.internalId).map((row): LinkedRecord => ({ kind, recordType: rowText(row, 'type'), internalId: rowNumber(row, 'id') ?? 0, documentNumber: rowText(row, 'number') })),
    ...more,
  ]]));
}
