import { TRANSACTION_KINDS } from '../../metadata/standard/transaction-kinds';
import { LINK_TABLE } from '../../metadata/tables';
import type { SqlRow } from '../../store/sqlite';
import type { AccountData } from '../account-data';

/** Why one transaction follows another: it bills or ships lines of an order, or settles an open document. */
export type LinkType = 'OrdBill' | 'ShipRcpt' | 'Payment';

/** A link between two lines, the earlier document's first. */
export interface TransactionLink {
  readonly type: LinkType;
  readonly previous: { readonly doc: number; readonly line: number };
  readonly next: { readonly doc: number; readonly line: number };
  /** Amount in the transactions' currency, unsigned. */
  readonly foreign: number;
  readonly quantity?: number;
  /** Base amounts, unsigned, that leave the earlier document and the later one. */
  readonly previousBase?: number;
  readonly nextBase?: number;
}

export function insertLink(data: AccountData, link: TransactionLink): void {
  const side = (doc: number) => {
    const row = data.database.prepare('SELECT "type", "trandate" FROM "transaction" WHERE "id" = ?').get(doc);
    return { type: row?.['type'] ?? null, date: row?.['trandate'] ?? null };
  };
  const [previous, next] = [side(link.previous.doc), side(link.next.doc)];
  data.insert(LINK_TABLE, {
    previousdoc: link.previous.doc, previousline: link.previous.line, previoustype: previous.type, previousdate: previous.date,
    nextdoc: link.next.doc, nextline: link.next.line, nexttype: next.type, nextdate: next.date,
    linktype: link.type, foreignamount: link.foreign, lastmodifieddate: data.now(),
    _quantity: link.quantity ?? null, _previousbase: link.previousBase ?? null, _nextbase: link.nextBase ?? null,
  });
}

/** Links that lead from a document to later ones. */
export function linksFrom(data: AccountData, previous: number, type: LinkType): readonly SqlRow[] {
  return data.database.prepare(`SELECT * FROM "${LINK_TABLE}" WHERE "previousdoc" = ? AND "linktype" = ? ORDER BY "nextdoc", "nextline"`).all(previous, type);
}

/** Links that lead to a document from earlier ones. */
export function linksTo(data: AccountData, next: number, type: LinkType): readonly SqlRow[] {
  return data.database.prepare(`SELECT * FROM "${LINK_TABLE}" WHERE "nextdoc" = ? AND "linktype" = ? ORDER BY "previousdoc", "previousline"`).all(next, type);
}

/** Deletes the links of a type that lead to a document. Returns the earlier documents. */
export function removeLinksTo(data: AccountData, next: number, type: LinkType): readonly number[] {
  const docs = new Set(linksTo(data, next, type).map((row) => Number(row['previousdoc'])));
  data.database.prepare(`DELETE FROM "${LINK_TABLE}" WHERE "nextdoc" = ? AND "linktype" = ?`).run(next, type);
  return [...docs];
}

/** Has a document later ones that bill, ship or settle it, and are not void themselves: what is void has let go of what it rested on. */
export function hasLaterDocuments(data: AccountData, id: number): boolean {
  return data.database.prepare(`SELECT 1 AS hit FROM "${LINK_TABLE}" WHERE "previousdoc" = ? LIMIT 1`).get(id) !== undefined
    || data.database.prepare('SELECT 1 AS hit FROM "transaction" WHERE "_createdfrom" = ? AND coalesce("voided", \'F\') = \'F\' LIMIT 1').get(id) !== undefined;
}

/** The record type of a stored transaction. */
export function kindOfRow(row: SqlRow): string {
  return [...TRANSACTION_KINDS.values()].find((kind) => kind.code === row['type'])?.id ?? '';
}
