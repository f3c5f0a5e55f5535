import { readArguments } from '../domain/review/action-arguments';
import type { ActionKind } from '../domain/review/action-kinds';
import { editFieldId, forceFieldId } from './act-fields';
import type { ActGround } from './act-fields';
import type { Params } from './address';
import type { Words } from './words';

/** Arguments as the action row holds them, or why what was keyed in cannot be taken. */
export type PostedArguments =
  | { readonly kind: 'taken'; readonly args: Readonly<Record<string, unknown>> }
  | { readonly kind: 'wrong'; readonly why: string };

/** Reads what was posted for an action; the same rules judge it that judge the row. */
export function postedArguments(kind: ActionKind, posted: Params, ground: ActGround, words: Words): PostedArguments {
  const text = (id: string) => (posted[id] ?? '').trim();
  const own = ownArguments(kind, text, ground, words);
  if (typeof own === 'string') return { kind: 'wrong', why: own };
  const args = { note: text('custpage_note'), ...own };
  const read = readArguments(kind, JSON.stringify(args));
  return read.kind === 'wrong' ? { kind: 'wrong', why: read.why } : { kind: 'taken', args };
}

type Members = Readonly<Record<string, unknown>>;

function ownArguments(kind: ActionKind, text: (id: string) => string, ground: ActGround, words: Words): Members | string {
  switch (kind) {
    case 'discard':
      return text('custpage_reason') === '' ? 'Choose a reason.' : { reason: text('custpage_reason') };
    case 'resolve_elsewhere':
      return resolveArguments(text);
    case 'assign':
      return ownerArgument(text('custpage_owner'));
    case 'snooze':
      return snoozeArguments(text, words);
    case 'escalate':
      return text('custpage_to') === '' ? 'Choose to whom it is escalated.' : { to: text('custpage_to') };
    case 'choose_reference':
      return chooseArguments(text, ground);
    case 'force':
      return forceArguments(text, ground, words);
    case 'edit':
      return editArguments(text, ground, words);
    default:
      return {};
  }
}

function resolveArguments(text: (id: string) => string): Members | string {
  if (text('custpage_how') === 'no_record') return { noRecord: true };
  if (text('custpage_how') !== 'record') return 'Choose what it was resolved by.';
  const internalId = idIn(text('custpage_internal_id'));
  if (text('custpage_record_type') === '' || internalId === undefined) return 'A record needs its type and its internal ID.';
  return { recordType: text('custpage_record_type'), internalId, mismatchReason: text('custpage_mismatch') };
}

function ownerArgument(owner: string): Members | string {
  if (owner === '') return { owner: null };
  const id = idIn(owner);
  return id === undefined ? 'Choose an owner from the list.' : { owner: id };
}

function snoozeArguments(text: (id: string) => string, words: Words): Members | string {
  const day = words.dateFrom(text('custpage_until'));
  if (day === undefined) return 'Give the day on which it comes back.';
  return { untilMs: words.startOf(day), on: text('custpage_on') };
}

function chooseArguments(text: (id: string) => string, { missing }: ActGround): Members | string {
  if (missing === undefined) return 'There is no value without a match any more.';
  const frame = { map: missing.map, value: missing.value, release: text('custpage_release') === 'T' };
  if (missing.recordType === '') return text('custpage_text') === '' ? 'Say what the value means.' : { ...frame, text: text('custpage_text') };
  const internalId = idIn(text('custpage_record'));
  return internalId === undefined ? 'Choose the record that the value means.' : { ...frame, record: missing.recordType, internalId };
}

const DAY_MS = 86_400_000;

function forceArguments(text: (id: string) => string, { conflicts = [] }: ActGround, words: Words): Members | string {
  const fields = conflicts.filter((_, index) => text(forceFieldId(index)) === 'T');
  if (fields.length === 0) return 'Choose at least one field that may be changed.';
  if (text('custpage_reason') === '') return 'Choose a reason.';
  const day = words.dateFrom(text('custpage_until'));
  return day === undefined ? 'Give the day until which the ticket counts.' : { reason: text('custpage_reason'), fields, untilMs: words.startOf(day) + DAY_MS };
}

function editArguments(text: (id: string) => string, { editable }: ActGround, words: Words): Members | string {
  if (text('custpage_reason') === '') return 'Choose a reason.';
  const edits: Members[] = [];
  for (const [index, { row, line, editor, label }] of editable.entries()) {
    const value = text(editFieldId(index));
    if (value === '') continue;
    const id = editor === 'reference' ? idIn(value) : undefined;
    const plain = editor === 'date' ? words.dateFrom(value) : value;
    if (editor === 'reference' && id === undefined) return `Choose a record for ${label}.`;
    if (plain === undefined) return `${label} takes a date.`;
    edits.push(id === undefined ? { row, line, text: plain } : { row, line, internalId: id });
  }
  return edits.length === 0 ? 'Change at least one field, or use Redrive.' : { reason: text('custpage_reason'), edits };
}

function idIn(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}
