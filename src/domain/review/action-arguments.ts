import { MAX_EDITS } from '../overlay';
import { MOST_OPEN } from '../close/close-count';
import type { Signing } from '../close/sign-off';
import type { OverlayEdit } from '../overlay';
import { MAX_TICKET_FIELDS, MAX_TICKET_RECORDS } from '../ticket';
import { MAX_CHANGE } from '../decision/change';
import { MAX_SECTION_BYTES, MAX_TITLE, proposalFault, SECTIONS } from '../decision/proposal';
import type { Proposal } from '../decision/proposal';
import { MAX_REPLAY_DAYS } from '../decision/replay';
import { DISCARD_REASONS, FORCE_REASONS, ROLLBACK_REASONS, SNOOZE_WAKERS } from './action-kinds';
import type { ActionKind, DiscardReason, ForceReason, RollbackReason, SnoozeWaker } from './action-kinds';
import { BULK_KINDS, MOST_MARKED } from './bulk';
import { exactFilter } from './queue-filter';
import type { RollbackScope } from '../rollback/plan';
import type { BulkArguments } from './bulk';

/** What every action says: why, in the person's own words. */
interface Said {
  readonly note: string;
}

/** A record, or no record, in the place of an operation. */
export type ResolvedBy =
  | { readonly how: 'record'; readonly recordType: string; readonly internalId: number; /** Why a record that differs from the document is right; empty: not said. */ readonly mismatchReason: string }
  | { readonly how: 'no_record' };

/** A value that had no match, and what it means in NetSuite: a record, or a text. */
export interface ChosenReference {
  /** Name of the value map; `pick:<record>.<field>` for a record that is looked up by a field. */
  readonly map: string;
  readonly value: string;
  /** Record type; empty: a text. */
  readonly record: string;
  readonly internalId: number | undefined;
  readonly text: string;
  /** True: what rests for the same reason is offered for release in the same click. */
  readonly release: boolean;
}

/** A rollback as its page showed it. */
export interface AskedRollback {
  readonly scope: RollbackScope;
  /** When its plan was made, epoch milliseconds: a reversal is posted on that day or the first open one after it. */
  readonly atMs: number;
  /** SHA-256 of the plan that the person saw. */
  readonly planHash: string;
  readonly reason: RollbackReason;
}

/** What a ticket is to cover; `over`: undefined where it is for one operation, once. */
export interface ForceArguments {
  readonly reason: ForceReason;
  /** As verdicts name them: `memo`, `item.rate`. */
  readonly fields: readonly string[];
  /** Epoch milliseconds. */
  readonly untilMs: number;
  readonly over: {
    readonly source: string;
    readonly documentType: string;
    /** External ids of the source; empty: any in its time. */
    readonly records: readonly string[];
    /** Epoch milliseconds. */
    readonly fromMs: number;
    readonly uses: number;
  } | undefined;
}

/** Arguments by kind. */
export type ActionArguments =
  | ({ readonly kind: 'redrive' | 'cancel_retry' | 'ask_evidence' | 'ask_erasure' | 'reopen' | 'note' | 'wake' | 'acknowledge' | 'start_work' | 'resolve' | 'release' | 'approve' | 'return' | 'withdraw' | 'ask_acceptance' | 'end_ticket' } & Said)
  | ({ readonly kind: 'discard'; readonly reason: DiscardReason } & Said)
  | ({ readonly kind: 'resolve_elsewhere'; readonly by: ResolvedBy } & Said)
  | ({ readonly kind: 'assign'; readonly owner: number | null } & Said)
  | ({ readonly kind: 'snooze'; readonly untilMs: number; readonly on: SnoozeWaker } & Said)
  | ({ readonly kind: 'escalate'; readonly to: string } & Said)
  | ({ readonly kind: 'choose_reference'; readonly chosen: ChosenReference } & Said)
  | ({ readonly kind: 'edit'; readonly reason: string; readonly edits: readonly OverlayEdit[] } & Said)
  | ({ readonly kind: 'force'; readonly force: ForceArguments } & Said)
  | ({ readonly kind: 'propose'; readonly proposal: Proposal } & Said)
  | ({ readonly kind: 'replay'; readonly days: number } & Said)
  | ({ readonly kind: 'supersede'; readonly by: string } & Said)
  | ({ readonly kind: 'bulk'; readonly bulk: BulkArguments } & Said)
  | ({ readonly kind: 'roll_back'; readonly rollback: AskedRollback } & Said)
  | ({ readonly kind: 'ask_retention'; /** Row of the rule. */ readonly rule: number } & Said)
  | ({ readonly kind: 'sign_off'; /** Operations behind it were not there yet. */ readonly upToId: number; readonly signing: Omit<Signing, 'note'> } & Said);

export type ReadArguments =
  | { readonly kind: 'read'; readonly args: ActionArguments }
  /** `why`: which member is not what it must be, in words. */
  | { readonly kind: 'wrong'; readonly why: string };

/** Longest note, in characters. */
export const MAX_ACTION_NOTE = 2000;

/** Longest arguments, in characters of ASCII JSON. */
const MAX_ARGUMENTS = 60_000;

/** Kinds whose note may not be left out. */
const NOTE_REQUIRED: readonly ActionKind[] = ['discard', 'resolve_elsewhere', 'note', 'snooze', 'escalate', 'edit', 'choose_reference', 'return', 'resolve', 'bulk', 'roll_back', 'force', 'end_ticket'];

/** Arguments that cannot be taken; never leaves this file. */
class Wrong extends Error {}

type Members = Readonly<Record<string, unknown>>;

/** Reads the arguments of an action. Nothing is guessed: a member too many, or of another kind, refuses them all. */
export function readArguments(kind: ActionKind, json: string): ReadArguments {
  try {
    if (json.length > MAX_ARGUMENTS) throw new Wrong(`The arguments have ${String(json.length)} characters; at most ${String(MAX_ARGUMENTS)} are taken.`);
    return { kind: 'read', args: argumentsOf(kind, membersOf(parsed(json), 'The arguments are')) };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { kind: 'wrong', why: error.message };
  }
}

function argumentsOf(kind: ActionKind, members: Members): ActionArguments {
  const note = textIn(members, 'note', MAX_ACTION_NOTE);
  if (note.trim() === '' && NOTE_REQUIRED.includes(kind)) throw new Wrong('A note is required: say why.');
  const only = (...names: readonly string[]) => {
    const known = ['note', ...names];
    const [stray] = Object.keys(members).filter((name) => !known.includes(name));
    if (stray !== undefined) throw new Wrong(`"${stray.slice(0, 40)}" is no argument of ${kind}.`);
  };
  switch (kind) {
    case 'discard':
      only('reason');
      return { kind, note, reason: oneOf(members, 'reason', DISCARD_REASONS) };
    case 'resolve_elsewhere':
      only('recordType', 'internalId', 'mismatchReason', 'noRecord');
      return { kind, note, by: resolvedBy(members) };
    case 'assign':
      only('owner');
      return { kind, note, owner: members['owner'] === null ? null : idIn(members, 'owner') };
    case 'snooze':
      only('untilMs', 'on');
      return { kind, note, untilMs: idIn(members, 'untilMs'), on: oneOf(members, 'on', SNOOZE_WAKERS) };
    case 'escalate':
      only('to');
      return { kind, note, to: filled(members, 'to', 60) };
    case 'choose_reference':
      only('map', 'value', 'record', 'internalId', 'text', 'release');
      return { kind, note, chosen: chosenReference(members) };
    case 'edit':
      only('reason', 'edits');
      return { kind, note, reason: filled(members, 'reason', 40), edits: editsIn(members) };
    case 'force':
      only('reason', 'fields', 'untilMs', 'source', 'documentType', 'records', 'fromMs', 'uses');
      return { kind, note, force: forceIn(members) };
    case 'propose':
      only('title', ...SECTIONS.map(([name]) => name), 'change', 'supersedes');
      return { kind, note, proposal: proposalIn(members) };
    case 'replay':
      only('days');
      return { kind, note, days: daysIn(members) };
    case 'supersede':
      only('by');
      return { kind, note, by: filled(members, 'by', 40) };
    case 'bulk':
      only('action', 'arguments', 'rows', 'filter', 'count', 'cutoffMs');
      return { kind, note, bulk: bulkIn(members) };
    case 'roll_back':
      only('scope', 'atMs', 'planHash', 'reason');
      return { kind, note, rollback: { scope: scopeIn(membersOf(members['scope'], 'The scope is')), atMs: idIn(members, 'atMs'), planHash: filled(members, 'planHash', 64), reason: oneOf(members, 'reason', ROLLBACK_REASONS) } };
    case 'ask_retention':
      only('rule');
      return { kind, note, rule: idIn(members, 'rule') };
    case 'sign_off':
      only('upToId', 'statementHash', 'accepted');
      return { kind, note, upToId: countIn(members, 'upToId'), signing: { statementHash: filled(members, 'statementHash', 64), accepted: acceptedIn(members) } };
    default:
      only();
      return { kind, note };
  }
}

function proposalIn(members: Members): Proposal {
  const section = (name: keyof Proposal) => textIn(members, name, MAX_SECTION_BYTES);
  const proposal: Proposal = {
    title: textIn(members, 'title', MAX_TITLE), context: section('context'), options: section('options'), choice: section('choice'), consequences: section('consequences'), check: section('check'),
    change: textIn(members, 'change', MAX_CHANGE), supersedes: textIn(members, 'supersedes', 40),
  };
  const fault = proposalFault(proposal);
  if (fault !== undefined) throw new Wrong(fault);
  return proposal;
}

function daysIn(members: Members): number {
  const days = idIn(members, 'days');
  if (days > MAX_REPLAY_DAYS) throw new Wrong(`A replay goes back ${String(MAX_REPLAY_DAYS)} days at most.`);
  return days;
}

function scopeIn(scope: Members): RollbackScope {
  switch (scope['kind']) {
    case 'operation':
      return { kind: 'operation', operationId: filled(scope, 'operationId', 100) };
    case 'cause':
      return { kind: 'cause', fingerprint: filled(scope, 'fingerprint', 100) };
    case 'batch':
      return { kind: 'batch', batch: filled(scope, 'batch', 300) };
    case 'source':
      return { kind: 'source', source: filled(scope, 'source', 60), sinceMs: idIn(scope, 'sinceMs') };
    default:
      throw new Wrong('"scope" names nothing that can be rolled back.');
  }
}

function resolvedBy(members: Members): ResolvedBy {
  if (members['noRecord'] === true) return { how: 'no_record' };
  return { how: 'record', recordType: filled(members, 'recordType', 60), internalId: idIn(members, 'internalId'), mismatchReason: textIn(members, 'mismatchReason', 500) };
}

function chosenReference(members: Members): ChosenReference {
  const record = textIn(members, 'record', 60);
  const text = textIn(members, 'text', 300);
  if ((record === '') === (text === '')) throw new Wrong('Either "record" or "text" says what the value means.');
  return {
    map: filled(members, 'map', 200), value: filled(members, 'value', 300), record, text,
    internalId: record === '' ? undefined : idIn(members, 'internalId'), release: members['release'] === true,
  };
}

function editsIn(members: Members): readonly OverlayEdit[] {
  const list = listIn(members, 'edits', MAX_EDITS);
  if (list.length === 0) throw new Wrong('"edits" names no field.');
  return list.map((item) => {
    const edit = membersOf(item, 'An edit is');
    const shared = { row: filled(edit, 'row', 200), line: textIn(edit, 'line', 300) };
    if (edit['internalId'] !== undefined) return { ...shared, value: { kind: 'record', internalId: idIn(edit, 'internalId') } };
    return { ...shared, value: { kind: 'text', text: textIn(edit, 'text', 4000) } };
  });
}

function forceIn(members: Members): ForceArguments {
  const fields = textsIn(members, 'fields', MAX_TICKET_FIELDS);
  if (fields.length === 0) throw new Wrong('"fields" names no field.');
  const shared = { reason: oneOf(members, 'reason', FORCE_REASONS), fields, untilMs: idIn(members, 'untilMs') };
  if (members['source'] === undefined) return { ...shared, over: undefined };
  return {
    ...shared,
    over: {
      source: filled(members, 'source', 60), documentType: filled(members, 'documentType', 60), records: textsIn(members, 'records', MAX_TICKET_RECORDS),
      fromMs: countIn(members, 'fromMs'), uses: idIn(members, 'uses'),
    },
  };
}

/** A list of filled texts, none twice. */
function textsIn(members: Members, name: string, most: number): readonly string[] {
  const texts = listIn(members, name, most);
  const wrong = texts.some((text) => typeof text !== 'string' || text === '' || text.length > 200);
  if (wrong) throw new Wrong(`"${name}" names what is none.`);
  return [...new Set(texts as readonly string[])];
}

function bulkIn(members: Members): BulkArguments {
  const action = oneOf(members, 'action', BULK_KINDS);
  const inner = argumentsOf(action, { note: members['note'], ...membersOf(members['arguments'] ?? {}, 'The inner arguments are') });
  if (members['rows'] !== undefined) {
    const rows = listIn(members, 'rows', MOST_MARKED).map((item) => {
      const row = membersOf(item, 'A row is');
      return { operationId: filled(row, 'operationId', 100), seen: countIn(row, 'seen') };
    });
    if (rows.length === 0) throw new Wrong('No row is marked.');
    return { over: 'marked', inner, rows };
  }
  const filter = membersOf(members['filter'], 'The filter is');
  const read = exactFilter(filter);
  if (read.kind === 'wrong') throw new Wrong(`"${read.member.slice(0, 40)}" is no member of a filter, or has no such value.`);
  return { over: 'matching', inner, filter: read.filter, count: countIn(members, 'count'), cutoffMs: idIn(members, 'cutoffMs') };
}

function acceptedIn(members: Members): readonly string[] {
  return listIn(members, 'accepted', MOST_OPEN).map((one) => {
    if (typeof one !== 'string' || one === '' || one.length > 100) throw new Wrong('"accepted" names what is no operation.');
    return one;
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json === '' ? '{}' : json);
  } catch {
    throw new Wrong('The arguments are no JSON.');
  }
}

function membersOf(value: unknown, what: string): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Wrong(`${what} no object.`);
  return value as Members;
}

function textIn(members: Members, name: string, most: number): string {
  const value = members[name] ?? '';
  if (typeof value !== 'string') throw new Wrong(`"${name}" is no text.`);
  if (value.length > most) throw new Wrong(`"${name}" has ${String(value.length)} characters; at most ${String(most)} are taken.`);
  return value;
}

function filled(members: Members, name: string, most: number): string {
  const text = textIn(members, name, most);
  if (text === '') throw new Wrong(`"${name}" is missing.`);
  return text;
}

function countIn(members: Members, name: string): number {
  const value = members[name];
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new Wrong(`"${name}" is no count.`);
  return value as number;
}

function idIn(members: Members, name: string): number {
  const value = countIn(members, name);
  if (value === 0) throw new Wrong(`"${name}" is missing.`);
  return value;
}

function oneOf<T extends string>(members: Members, name: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate === members[name]);
  if (found === undefined) throw new Wrong(`"${name}" is none of ${known.join(', ')}.`);
  return found;
}

function listIn(members: Members, name: string, most: number): readonly unknown[] {
  const value = members[name];
  if (!Array.isArray(value)) throw new Wrong(`"${name}" is no list.`);
  if (value.length > most) throw new Wrong(`"${name}" has ${String(value.length)} members; at most ${String(most)} are taken.`);
  return value as readonly unknown[];
}
