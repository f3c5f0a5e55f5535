import { equals, negate, parseDecimal } from '../decimal';
import type { DecimalText } from '../decimal';

/** What a record that a person made by hand says of itself. */
export interface LinkedRecord {
  readonly recordType: string;
  /** In its own currency; undefined: its type has none. */
  readonly total: DecimalText | undefined;
  /** ISO code of that currency; empty: not known. */
  readonly currency: string;
  /** Names under which its party is known: name, number, e-mail, external id. */
  readonly party: readonly string[];
  readonly subsidiary: number | undefined;
}

/** What a document says that stands for the same. */
export interface ComparedDocument {
  /** Type of the records that such documents become; empty: no rule says it. */
  readonly recordType: string;
  readonly amount: string;
  /** ISO code; empty: not said. */
  readonly currency: string;
  readonly party: string;
  readonly subsidiary: number | undefined;
}

/** How a record differs from the document that it stands for, in words. What one of them does not say is not compared. */
export function mismatches(document: ComparedDocument, linked: LinkedRecord): readonly string[] {
  return [typeMismatch(document.recordType, linked.recordType), amountMismatch(document, linked), partyMismatch(document.party, linked.party), subsidiaryMismatch(document.subsidiary, linked.subsidiary)].flatMap((one) => one ?? []);
}

function typeMismatch(wanted: string, found: string): string | undefined {
  return wanted === '' || wanted === found ? undefined : `such documents become a ${wanted}, the record is a ${found}`;
}

/** As much in another currency is another amount. */
function amountMismatch(document: ComparedDocument, { total, currency }: LinkedRecord): string | undefined {
  const amount = parseDecimal(document.amount);
  if (amount === undefined || total === undefined) return undefined;
  const wanted = document.currency.trim().toUpperCase();
  const sameCurrency = wanted === '' || currency === '' || wanted === currency.toUpperCase();
  if (sameCurrency && equals(unsigned(amount), unsigned(total))) return undefined;
  return `the document comes to ${`${amount} ${wanted}`.trim()}, the record to ${`${total} ${currency}`.trim()}`;
}

function unsigned(amount: DecimalText): DecimalText {
  return amount.startsWith('-') ? negate(amount) : amount;
}

function partyMismatch(party: string, names: readonly string[]): string | undefined {
  const wanted = party.trim().toLowerCase();
  if (wanted === '' || names.length === 0 || names.some((name) => name.trim().toLowerCase() === wanted)) return undefined;
  return `the document names "${party.trim().slice(0, 60)}", the record ${names.map((name) => `"${name.slice(0, 60)}"`).join(' or ')}`;
}

function subsidiaryMismatch(wanted: number | undefined, found: number | undefined): string | undefined {
  return wanted === undefined || found === undefined || wanted === found ? undefined : `the document belongs to subsidiary ${String(wanted)}, the record to ${String(found)}`;
}
