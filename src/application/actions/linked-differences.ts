import type { ResolvedBy } from '../../domain/review/action-arguments';
import { mismatches } from '../../domain/review/linked-record';
import type { ComparedDocument } from '../../domain/review/linked-record';
import { isRefusal } from '../../domain/refusal';
import type { ActedOn, ReviewPorts } from './review-ports';

/** A record that a person made by hand. */
export type ByRecord = Extract<ResolvedBy, { readonly how: 'record' }>;

/** How a record differs from the document that it is to stand for. */
export interface ComparedLink {
  readonly document: ComparedDocument;
  /** In words; empty: it does not. */
  readonly differs: readonly string[];
}

/** Compares a record made by hand with an operation's document: type, amount, party, subsidiary. 34 units. */
export function compareLinked(row: ActedOn, { recordType, internalId }: ByRecord, ports: ReviewPorts): ComparedLink {
  const { amount, currency, party, subsidiary } = row;
  const document = { recordType: targetOf(row, ports), amount, currency, party, subsidiary };
  return { document, differs: linkDiffers(document, { recordType, internalId }, ports) };
}

/** The same for a document that is known. What cannot be looked at differs in nothing: whether it is there is asked apart from this. 21 units. */
export function linkDiffers(document: ComparedDocument, { recordType, internalId }: Pick<ByRecord, 'recordType' | 'internalId'>, { seen, ledger }: Pick<ReviewPorts, 'seen' | 'ledger'>): readonly string[] {
  const linked = ledger.targetTypes().includes(recordType) ? seen.linked(recordType, internalId) : undefined;
  return linked === undefined ? [] : mismatches(document, linked);
}

/** Type of the records that such documents become; empty where the settings of the source cannot be read. */
function targetOf({ source, documentType }: ActedOn, { configuration }: ReviewPorts): string {
  try {
    return configuration.load(source).maps.find(({ rule }) => rule.documentType === documentType)?.rule.target ?? '';
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return '';
  }
}

/** What somebody is told who does not say why a difference is right; undefined: there is none, or they do. */
export function mismatchRefusal(differs: readonly string[], { mismatchReason }: ByRecord): string | undefined {
  if (differs.length === 0 || mismatchReason.trim() !== '') return undefined;
  return `The record differs: ${differs.join('; ')}. Say why it is right all the same.`;
}

/** What the history keeps of a difference, and of why it is right. */
export function mismatchText(differs: readonly string[], { mismatchReason }: Pick<ByRecord, 'mismatchReason'>): { readonly mismatch?: string } {
  return differs.length === 0 ? {} : { mismatch: `${differs.join('; ')}: ${mismatchReason}`.slice(0, 900) };
}
