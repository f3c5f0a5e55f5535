import { addDays, calendarDate } from './calendar';
import { parseDecimal } from './decimal';
import { resolvePointer } from './document';
import type { DocumentValue } from './document';
import { documentFacts } from './document-facts';
import type { Sha256 } from './identity';
import { idText } from './object-id';
import type { ObjectRule } from './map';

/**
 * The idempotency key of a document whose source gives none: made from the paths that the rule names. Undefined: the rule
 * names none, or one of them is empty here. At most 108 printable ASCII characters.
 */
export function derivedKey(rule: ObjectRule, object: DocumentValue, sha256: Sha256): string | undefined {
  const parts = filledTexts(rule.parts.key ?? [], object);
  if (parts === undefined) return undefined;
  const readable = parts.join('|').slice(0, 60).replace(/[^\x21-\x7e]/g, '-');
  return `derived:${readable}:${sha256(`key\n${rule.documentType}\n${JSON.stringify(parts)}`).slice(0, 32)}`;
}

/** What names one business event whatever its key, ready to be claimed: the same bill of the same vendor. */
export interface NaturalKey {
  readonly kind: string;
  /** One text of all parts, in which white space and case do not count. */
  readonly value: string;
  readonly decision: string;
}

/** The natural key of a document. Undefined: the rule has none, or one of its parts is empty here. */
export function naturalKeyOf(rule: ObjectRule, object: DocumentValue): NaturalKey | undefined {
  const { naturalKey } = rule.parts;
  if (naturalKey === undefined) return undefined;
  const parts = filledTexts(naturalKey.paths, object);
  if (parts === undefined) return undefined;
  return { kind: naturalKey.kind, value: JSON.stringify(parts.map((part) => part.replace(/\s+/g, ' ').toUpperCase())), decision: naturalKey.decision };
}

/** The texts at some paths, all of them filled. (`idText`). */
function filledTexts(paths: readonly string[], object: DocumentValue): readonly string[] | undefined {
  if (paths.length === 0) return undefined;
  const texts = paths.map((path) => idText(resolvePointer(object, path)) ?? '');
  return texts.includes('') ? undefined : texts;
}

/** What another document must share to look like this one. */
export interface LookAlikeWindow {
  /** Without white space around it, as the facts of a document have it. */
  readonly party: string;
  /** In major units. */
  readonly amount: string;
  /** Calendar dates, both included. */
  readonly from: string;
  readonly to: string;
  /** The document's own day. */
  readonly day: string;
  readonly decision: string;
}

/**
 * External id of the row that says which operation made a document of this party and amount on a day: one of each, by the hash of all
 * but the day. Parties compare without regard to case; an amount read by
 * `parseDecimal` has one text. At most 85 characters.
 */
export function likenessId({ party, amount }: Pick<LookAlikeWindow, 'party' | 'amount'>, of: { readonly source: string; readonly documentType: string; readonly day: string }, sha256: Sha256): string {
  return `like_${sha256(`likeness\n${of.source}\n${of.documentType}\n${party.toLowerCase()}\n${amount}`)}_${of.day}`;
}

/** External ids of such rows for every day of the window. */
export function likenessIds(window: LookAlikeWindow, of: { readonly source: string; readonly documentType: string }, sha256: Sha256): readonly string[] {
  const stem = likenessId(window, { ...of, day: '' }, sha256);
  const days: string[] = [];
  for (let day = window.from; day <= window.to; day = addDays(day, 1)) days.push(`${stem}${day}`);
  return days;
}

/** The window in which a document of the same party and amount is suspect. Undefined: the rule has none, or the facts are missing. */
export function lookAlikeWindow(rule: ObjectRule, object: DocumentValue): LookAlikeWindow | undefined {
  const { lookAlike } = rule.parts;
  if (lookAlike === undefined) return undefined;
  const { party, amount, date } = lookAlike;
  const facts = documentFacts({ ...rule, paths: { ...rule.paths, party, amount, date } }, object);
  const day = facts.date === undefined ? undefined : calendarDate(facts.date);
  const decimal = facts.amount === undefined ? undefined : parseDecimal(facts.amount);
  const name = facts.party ?? '';
  if (day === undefined || decimal === undefined || name === '') return undefined;
  return { party: name, amount: decimal, from: addDays(day, -lookAlike.days), to: addDays(day, lookAlike.days), day, decision: lookAlike.decision };
}
