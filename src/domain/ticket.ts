import type { CompiledMap, OwnershipRow } from './map';
import { isoTime } from './outcome';

/**
 * A force ticket lets documents of one source change named fields that another system owns (design 11, rule 6). It is an approved request of
 * the kind `override`: its plan says what it lets through, its chain holds every use.
 */
export interface TicketPlan {
  /** Operation that it was asked for, which is tried again once it is approved; empty: none. */
  readonly operationId: string;
  readonly source: string;
  readonly documentType: string;
  /** Fields as verdicts name them: `memo`, `item.rate`. */
  readonly fields: readonly string[];
  /** External ids of the source's objects; empty: any object of the source and type in its time. */
  readonly records: readonly string[];
  /** Epoch milliseconds. */
  readonly fromMs: number;
  /** Epoch milliseconds, itself outside. */
  readonly untilMs: number;
  /** Operations that may use it. */
  readonly uses: number;
}

/** Longest life of a ticket, in milliseconds: 30 days. */
export const MAX_TICKET_MS = 30 * 24 * 3_600_000;

/** Most operations that may use one ticket: with what else its chain says, they are read at once. */
const MAX_TICKET_USES = 40;

export const MAX_TICKET_FIELDS = 20;

export const MAX_TICKET_RECORDS = 50;

/** Reasons for which an operation rests and a ticket may help it on. */
const CONFLICT_REASONS: readonly string[] = ['field_conflict', 'ticket_over'];

/** True where an operation rests for a reason that a ticket may help it over. */
export function restsInConflict(reason: string | undefined): boolean {
  return reason !== undefined && CONFLICT_REASONS.includes(reason);
}

/** Subject of the request of a ticket: by it a look-up finds the tickets of a document's source and type. */
export function ticketSubject({ source, documentType }: Pick<TicketPlan, 'source' | 'documentType'>): string {
  return `${source}/${documentType}`;
}

/** Reads the plan of a ticket; undefined: it is none. */
export function ticketPlanOf(plan: string): TicketPlan | undefined {
  const given = membersOf(plan);
  const { operationId, source, documentType, fields, records, fromMs, untilMs, uses } = given;
  const named = isText(operationId) && isText(source) && isText(documentType) && areTexts(fields) && areTexts(records);
  if (!named || !isCount(fromMs) || !isCount(untilMs) || !isCount(uses)) return undefined;
  return { operationId, source, documentType, fields, records, fromMs, untilMs, uses };
}

function membersOf(plan: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(plan);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Why no ticket is asked for like this, in words; undefined: it may be. */
export function ticketPlanFault(plan: TicketPlan, map: CompiledMap | undefined, nowMs: number): string | undefined {
  const { fields, records, fromMs, untilMs, uses } = plan;
  if (map === undefined) return 'There is no such source and document type.';
  if (fields.length === 0 || fields.length > MAX_TICKET_FIELDS) return `A ticket names 1 to ${String(MAX_TICKET_FIELDS)} fields.`;
  if (records.length > MAX_TICKET_RECORDS) return `A ticket names at most ${String(MAX_TICKET_RECORDS)} records.`;
  if (uses < 1 || uses > MAX_TICKET_USES) return `A ticket is used 1 to ${String(MAX_TICKET_USES)} times.`;
  if (untilMs <= nowMs || untilMs <= fromMs) return 'A ticket ends after it begins, and after now.';
  if (untilMs - Math.max(fromMs, nowMs) > MAX_TICKET_MS) return 'A ticket lasts 30 days at most.';
  const closed = fields.find((field) => !map.rows.some((row) => fieldOfRow(row, map) === field && mayBeForced(row, map.rule.source)));
  return closed === undefined ? undefined : `"${closed.slice(0, 60)}" is no field of ${plan.source} ${plan.documentType} that somebody else has a say in.`;
}

/** The field of a row, as verdicts name it. */
function fieldOfRow({ lines, target }: OwnershipRow, { rule }: CompiledMap): string {
  const sublist = rule.lines.find(({ name }) => name === lines)?.sublist;
  return sublist === undefined ? target : `${sublist}.${target}`;
}

/** The source's own fields need no ticket, and nothing opens what never flows in. */
function mayBeForced({ kind, owner }: OwnershipRow, source: string): boolean {
  return kind === 'shared' || kind === 'create_only' || (kind !== 'never_inbound' && owner !== source);
}

/** What of an approved request decides whether it is a ticket that counts. */
export interface TicketGround {
  readonly number: string;
  readonly kind: string;
  readonly state: string;
  readonly plan: string;
  readonly planHash: string;
  readonly asker: number;
  readonly editors: readonly number[];
  readonly approver: number;
  readonly needs: string;
}

/** What the chain of a ticket says of it. */
export interface TicketTrail {
  /** Operations that used it. */
  readonly usedBy: readonly string[];
  /** True where it was ended, whatever its row says yet. */
  readonly over: boolean;
}

/** Steps after which no use comes any more. */
const ENDINGS: readonly unknown[] = ['end', 'withdraw', 'lapse', 'carry_out', 'return'];

/** Reads the uses of a ticket from the facts of its events. */
export function trailOf(events: readonly { readonly facts: string }[]): TicketTrail {
  const steps = events.map(({ facts }) => JSON.parse(facts) as { readonly action?: unknown; readonly operation?: unknown });
  return {
    usedBy: steps.flatMap(({ action, operation }) => (action === 'use' && typeof operation === 'string' ? [operation] : [])),
    over: steps.some(({ action }) => ENDINGS.includes(action)),
  };
}

/** A document that wants to change a field of another owner. */
export interface TicketQuestion {
  readonly operationId: string;
  readonly source: string;
  readonly documentType: string;
  readonly externalId: string;
  readonly nowMs: number;
}

/** True where a ticket is about such a document, whether it counts or not. */
export function concerns({ source, documentType, records }: TicketPlan, question: TicketQuestion): boolean {
  return source === question.source && documentType === question.documentType && (records.length === 0 || records.includes(question.externalId));
}

/** Why a ticket does not let an operation through, in words; undefined: it does. */
export function ticketFault(ticket: TicketGround, plan: TicketPlan, trail: TicketTrail, { operationId, nowMs }: Pick<TicketQuestion, 'operationId' | 'nowMs'>): string | undefined {
  if (trail.usedBy.filter((one) => one !== operationId).length >= plan.uses) return `it was used ${String(plan.uses)} times, as often as it allows`;
  if (nowMs >= plan.untilMs) return `it lapsed at ${isoTime(plan.untilMs)}`;
  if (trail.over || ticket.state !== 'approved') return 'it was ended';
  return nowMs < plan.fromMs ? `it counts from ${isoTime(plan.fromMs)} on` : undefined;
}

/** True where another person approved the ticket as it stands. What is not so is none, whatever its row calls itself. */
export function isTicket({ kind, plan, planHash, asker, editors, approver, needs }: TicketGround, sha256: (text: string) => string): boolean {
  return kind === 'override' && needs === 'approve_override' && approver !== 0 && approver !== asker && !editors.includes(approver) && sha256(plan) === planHash;
}

/** Fields that tickets let through, each with the number of its ticket. */
export type Forced = ReadonlyMap<string, string>;
