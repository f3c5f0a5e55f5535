import type { Forced, TicketGround, TicketPlan, TicketQuestion, TicketTrail } from '../domain/ticket';
import { concerns, isTicket, ticketFault, ticketPlanOf, trailOf } from '../domain/ticket';
import type { ChainHead } from '../domain/event-chain';
import type { Verdict } from '../domain/ownership';
import { appendStep } from './actions/side-chain';
import type { Ports } from './ports';
import type { Reading } from './progress';

/** What tickets let an operation do, and which of those that name its record do not count. */
export interface Standing {
  readonly forced: Forced;
  /** For those that name a field in `fields` and do not count: number and why, in words. */
  readonly over: readonly { readonly number: string; readonly fields: readonly string[]; readonly why: string }[];
}

/** Tickets that one operation looks at, most. */
const MOST_LOOKED_AT = 5;

/** Events of a ticket's chain that are read: more than it can have. */
const MOST_EVENTS = 64;

/** Times that a use is appended, where others use the same ticket at the same moment. */
const MAX_USES_TRIED = 3;

/** Most usage units that one use takes. */
export const UNITS_TO_USE_TICKET = MAX_USES_TRIED * (10 + 16);

interface SeenTicket {
  readonly ticket: TicketGround;
  readonly plan: TicketPlan;
  readonly trail: TicketTrail;
}

/**
 * What the tickets of a document's source and type let through. Nothing is used up by it. 12 units for each that names the record, 2 for each
 * other; none where there are no tickets.
 */
export function standingTickets(reading: Reading): Standing {
  const question = questionOf(reading);
  const seen = ticketsOf(reading, question);
  const judged = seen.map((one) => ({ ...one, why: ticketFault(one.ticket, one.plan, one.trail, question) }));
  const forced = new Map(judged.filter(({ why }) => why === undefined).reverse().flatMap(({ ticket, plan }) => plan.fields.map((field) => [field, ticket.number] as const)));
  return { forced, over: judged.flatMap(({ ticket, plan, why }) => (why === undefined ? [] : [{ number: ticket.number, fields: plan.fields, why }])) };
}

/** What the tickets that an operation has used let through, whether they are over by now: for a record that an earlier run wrote. Units as above. */
export function usedTickets(reading: Reading): Forced {
  const question = questionOf(reading);
  const used = ticketsOf(reading, question).filter(({ trail }) => trail.usedBy.includes(question.operationId));
  return new Map(used.flatMap(({ ticket, plan }) => plan.fields.map((field) => [field, ticket.number] as const)));
}

function questionOf({ operation: { operationId, source, documentType, externalId }, context: { ports } }: Reading): TicketQuestion {
  return { operationId, source, documentType, externalId, nowMs: ports.platform.nowMs() };
}

function ticketsOf({ facts: { tickets = [] }, context: { ports } }: Reading, question: TicketQuestion): readonly SeenTicket[] {
  return tickets.slice(0, MOST_LOOKED_AT).flatMap(({ internalId }) => {
    const ticket = ports.tickets.load(internalId);
    const plan = ticketPlanOf(ticket.plan);
    if (plan === undefined || !isTicket(ticket, ports.platform.sha256) || !concerns(plan, question)) return [];
    return [{ ticket, plan, trail: trailOf(ports.events.facts(ticket.number, 1, MOST_EVENTS)) }];
  });
}

/** Numbers of the tickets that verdicts were decided under. */
export function ticketsIn(verdicts: readonly Verdict[]): readonly string[] {
  return [...new Set(verdicts.flatMap(({ ticket }) => (ticket === undefined ? [] : [ticket])))];
}

/** `over`: it does not count any more. `contended`: others use it at this moment, so that another run has to try again. */
export type TicketUse = 'used' | 'over' | 'contended';

/**
 * Uses a ticket for an operation, before the save that it lets through: an event in the ticket's chain, whose next number is the fence. So it
 * is used as often as it allows, whoever dies and whoever runs beside; one operation uses it once, however often it is tried. 10 units where it
 * was used before, 16 else, at most `UNITS_TO_USE_TICKET`.
 */
export function useTicket(number: string, reading: Reading): TicketUse {
  const { operation: { operationId, source, documentType, externalId }, context: { ports }, facts: { tickets = [] } } = reading;
  const sighting = tickets.find((one) => one.number === number);
  const ticket = sighting === undefined ? undefined : ports.tickets.load(sighting.internalId);
  const plan = ticket === undefined ? undefined : ticketPlanOf(ticket.plan);
  if (ticket === undefined || plan === undefined) return 'over';
  for (let tried = 1; tried <= MAX_USES_TRIED; tried += 1) {
    const { trail, end } = readTrail(number, ports);
    if (ticketFault(ticket, plan, trail, { operationId, nowMs: ports.platform.nowMs() }) !== undefined) return 'over';
    if (trail.usedBy.includes(operationId)) return 'used';
    const facts = { operation: operationId, source, documentType, externalId };
    const stepped = appendStep(number, end, { action: 'use', key: `use-${operationId}`, asker: ports.platform.caller, facts, note: '' }, ports);
    if (stepped.kind === 'appended') return 'used';
  }
  return 'contended';
}

/** The chain of a ticket, with its end. 10 units. */
export function readTrail(number: string, { events }: Ports): { readonly trail: TicketTrail; readonly end: ChainHead; readonly keys: readonly unknown[] } {
  const facts = events.facts(number, 1, MOST_EVENTS);
  const last = facts.at(-1);
  const keys = facts.map((event) => (JSON.parse(event.facts) as { readonly actionKey?: unknown }).actionKey);
  return { trail: trailOf(facts), end: last === undefined ? { number: 0, hash: '' } : { number: last.number, hash: last.hash }, keys };
}
