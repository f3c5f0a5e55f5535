import type { TicketGround } from '../domain/ticket';

/** A ticket that a look-up found for a document's source and type. */
export interface TicketSighting {
  readonly internalId: number;
  readonly number: string;
}

/** Force tickets: approved requests of the kind `override`. */
export interface Tickets {
  /** The request behind a ticket. 2 units. */
  load(internalId: number): TicketGround;
}

/** Tickets that are over are told of for this long, in milliseconds: who meets one learns why it does not count. */
export const TICKETS_TOLD_MS = 3 * 24 * 3_600_000;
