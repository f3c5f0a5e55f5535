import type { EditableField, MissingReference } from '../application/review/desk-port';
import { MAX_ACTION_NOTE } from '../domain/review/action-arguments';
import { DISCARD_REASONS, FORCE_REASONS, SNOOZE_WAKERS } from '../domain/review/action-kinds';
import type { ActionKind } from '../domain/review/action-kinds';
import type { Params } from './address';
import type { Choice, FieldDraft } from './draft';
import { shown } from './draft';
import { fieldWords } from './field-words';
import { DISCARD_WORDS, plainWords, WAKER_WORDS } from './labels';

/** What the fields of an action need to know. */
export interface ActGround {
  readonly targetTypes: readonly string[];
  /** Fields that may be edited, as many as one form takes; of an edit alone. */
  readonly editable: readonly EditableField[];
  /** Fields beyond those, which the form leaves out. */
  readonly editableLeftOut?: number;
  /** The value without a match; of a choice alone. */
  readonly missing: MissingReference | undefined;
  /** Fields of other owners that stand in the way, as verdicts name them; of a ticket alone. */
  readonly conflicts?: readonly string[];
}

/** Kinds that need a word of why. */
const NEEDS_NOTE: readonly ActionKind[] = ['discard', 'resolve_elsewhere', 'note', 'snooze', 'escalate', 'edit', 'choose_reference', 'return', 'resolve', 'bulk', 'force'];

/** To whom something is escalated. */
const ESCALATE_TO: readonly Choice[] = [
  { value: 'lead', text: 'The lead' }, { value: 'approver', text: 'The approver (controller)' }, { value: 'admin', text: 'The administrator' },
];

/** Why fields are edited. */
const EDIT_REASONS: readonly Choice[] = [
  { value: 'source_error', text: 'Wrong at the source' }, { value: 'mapping_gap', text: 'The map does not fit' }, { value: 'master_data', text: 'Master data changed' },
  { value: 'period', text: 'Accounting period' }, { value: 'other', text: 'Other' },
];

/** Fields of an action's form, filled with what was keyed in before. */
export function actFields(kind: ActionKind, ground: ActGround, posted: Params): readonly FieldDraft[] {
  return [...ownFields(kind, ground, (id) => posted[id] ?? ''), noteField(kind, posted['custpage_note'] ?? '')];
}

function noteField(kind: ActionKind, value: string): FieldDraft {
  return { kind: 'area', id: 'custpage_note', label: 'Note', value, most: MAX_ACTION_NOTE, mandatory: NEEDS_NOTE.includes(kind), help: 'Why, in your own words. It stands in the history for good.' };
}

type Posted = (id: string) => string;

function ownFields(kind: ActionKind, ground: ActGround, posted: Posted): readonly FieldDraft[] {
  switch (kind) {
    case 'discard':
      return [choice('custpage_reason', 'Reason', posted, DISCARD_REASONS.map((value) => ({ value, text: DISCARD_WORDS[value] })))];
    case 'resolve_elsewhere':
      return resolveFields(ground, posted);
    case 'assign':
      return [{ kind: 'record', id: 'custpage_owner', label: 'Owner', recordType: 'employee', value: posted('custpage_owner'), help: 'Empty: it belongs to nobody.' }];
    case 'snooze':
      return [
        { kind: 'date', id: 'custpage_until', label: 'Until', value: posted('custpage_until'), mandatory: true, help: 'It comes back at the start of that day, at the latest when the month ends.' },
        { kind: 'choice', id: 'custpage_on', label: 'Comes back on', value: posted('custpage_on') === '' ? 'date' : posted('custpage_on'), choices: SNOOZE_WAKERS.map((value) => ({ value, text: WAKER_WORDS[value] })) },
      ];
    case 'escalate':
      return [choice('custpage_to', 'To', posted, ESCALATE_TO)];
    case 'choose_reference':
      return ground.missing === undefined ? [] : chooseFields(ground.missing, posted);
    case 'force':
      return forceFields(ground, posted);
    case 'edit':
      return [...leftOutFields(ground), ...ground.editable.flatMap((field, index) => editFields(field, index, posted)), choice('custpage_reason', 'Reason', posted, EDIT_REASONS)];
    default:
      return [];
  }
}

function choice(id: string, label: string, posted: Posted, choices: readonly Choice[]): FieldDraft {
  return { kind: 'choice', id, label, mandatory: true, value: posted(id), choices: [{ value: '', text: '' }, ...choices] };
}

/** Names of a ticket's fields: whether this one may be changed. */
export function forceFieldId(index: number): string {
  return `custpage_force_${String(index)}`;
}

function forceFields({ conflicts = [] }: ActGround, posted: Posted): readonly FieldDraft[] {
  return [
    ...conflicts.map((field, index): FieldDraft => ({ kind: 'check', id: forceFieldId(index), label: `Let it change ${fieldWords(field)}`, value: posted(forceFieldId(index)) === 'T', help: `Field ${field}, as the map names it.` })),
    { kind: 'date', id: 'custpage_until', label: 'Until', value: posted('custpage_until'), mandatory: true, help: 'The ticket counts to the end of that day, 30 days at most.' },
    choice('custpage_reason', 'Reason', posted, FORCE_REASONS.map((value) => ({ value, text: plainWords(value) }))),
  ];
}

function resolveFields({ targetTypes }: ActGround, posted: Posted): readonly FieldDraft[] {
  return [
    {
      kind: 'choice', id: 'custpage_how', label: 'Resolved by', mandatory: true, value: posted('custpage_how'),
      choices: [{ value: '', text: '' }, { value: 'record', text: 'A record that was made by hand' }, { value: 'no_record', text: 'No record is needed' }],
    },
    { kind: 'choice', id: 'custpage_record_type', label: 'Record type', value: posted('custpage_record_type'), choices: [{ value: '', text: '' }, ...targetTypes.map((value) => ({ value, text: plainWords(value) }))] },
    { kind: 'number', id: 'custpage_internal_id', label: 'Internal ID', value: posted('custpage_internal_id'), help: 'Of the record, as its page shows it. Type, amount with its currency, party and subsidiary are compared with the document.' },
    { kind: 'text', id: 'custpage_mismatch', label: 'Why a difference is right', value: posted('custpage_mismatch'), most: 500, help: 'Needed only where the record differs from the document.' },
  ];
}

function chooseFields({ source, value, recordType }: MissingReference, posted: Posted): readonly FieldDraft[] {
  // Not mandatory for the widget: a list without an empty line would stand on its first record, which nobody chose.
  const picker: FieldDraft = recordType === ''
    ? { kind: 'text', id: 'custpage_text', label: 'Means', value: posted('custpage_text'), most: 300, mandatory: true }
    : { kind: 'record', id: 'custpage_record', label: `Means this ${plainWords(recordType).toLowerCase()}*`, recordType, value: posted('custpage_record') };
  return [
    shown('custpage_value', `Value from ${source}`, value),
    picker,
    { kind: 'check', id: 'custpage_release', label: 'Redrive what waits for it', value: posted('custpage_release') !== 'F', help: 'Every open operation of the same cause is redriven as one job.' },
  ];
}

/** Names of an edit's fields: what it is now, and what it becomes. */
export function editFieldId(index: number): string {
  return `custpage_edit_${String(index)}`;
}

/** A form that leaves fields out says so: nobody looks for what they think is not there. */
function leftOutFields({ editable, editableLeftOut = 0 }: ActGround): readonly FieldDraft[] {
  if (editableLeftOut === 0) return [];
  const [first, all] = [editable.length, editable.length + editableLeftOut].map(String) as [string, string];
  return [shown('custpage_edit_left_out', 'Not all fields', `These are the first ${first} of ${all} fields that may be edited. The others are put right at the source, which then sends the document anew.`)];
}

function editFields(field: EditableField, index: number, posted: Posted): readonly FieldDraft[] {
  const id = editFieldId(index);
  const words = fieldWords(field.label);
  const name = field.line === '' ? words : `${words}, line ${field.line}`;
  const approval = field.needsApproval ? 'Another person approves a change of this field. ' : '';
  const { corrected } = field;
  const help = `${approval}Empty: ${corrected === undefined ? 'as sent' : `as corrected before, ${corrected}`}. Sent: ${field.sent === '' ? 'nothing' : field.sent}`;
  const frame = { id, label: name, value: posted(id), help };
  const before = corrected === undefined ? [] : [shown(`${id}_before`, `${name}, corrected before`, corrected)];
  return [shown(`${id}_sent`, `${name}, sent`, field.sent), ...before, editor(field, frame)];
}

function editor({ editor: kind, recordType }: EditableField, frame: { readonly id: string; readonly label: string; readonly value: string; readonly help: string }): FieldDraft {
  const label = `${frame.label}, instead`;
  switch (kind) {
    case 'reference':
      return { ...frame, label, kind: 'record', recordType };
    case 'date':
      return { ...frame, label, kind: 'date' };
    case 'number':
      return { ...frame, label, kind: 'text', most: 40 };
    case 'text':
      return { ...frame, label, kind: 'text', most: 4000 };
  }
}
