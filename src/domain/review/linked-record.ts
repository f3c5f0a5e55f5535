import { equals, negate, parseDecimal } from '../decimal';
import type { DecimalText } from '../decimal';

/** What a record that a person made by hand says of itself. */
export interface LinkedRecord {
  /** Decimal text; undefined: its type has none. */
  readonly total: DecimalText | undefined;
  /** Names under which its party is known: name, number, e-mail, external id. */
  readonly party: readonly string[];
  readonly subsidiary: number | undefined;
}

/** What a document says that stands for the same. */
export interface ComparedDocument {
  readonly amount: string;
  readonly party: string;
  readonly subsidiary: number | undefined;
}

/** How a record differs from the document that it stands for, in words. What one of them does not say is not compared. */
export function mismatches(document: ComparedDocument, linked: LinkedRecord): readonly string[] {
  return [amountMismatch(document.amount, linked.total), partyMismatch(document.party, linked.party), subsidiaryMismatch(document.subsidiary, linked.subsidiary)].flatMap((one) => one ?? []);
}

function amountMismatch(text: string, total: DecimalText | undefined): string | undefined {
  const amount = parseDecimal(text);
  if (amount === undefined || total === undefined || equals(unsigned(amount), unsigned(total))) return undefined;
  return `the document comes to ${amount}, the record to ${total}`;
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
