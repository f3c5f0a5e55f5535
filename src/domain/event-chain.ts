import type { Sha256 } from './identity';

/**
 * Kinds of event. `outcome` alone says where an operation stands, and carries the action of the person who brought it there (D-0073);
 * the others are history: `key_reused` another document under the key, `action` what a person did that moved nothing, `switch` what a
 * breaker or a switch did.
 */
export const EVENT_KINDS = ['outcome', 'key_reused', 'action', 'switch'] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

/** One row of the history of an operation, hashed into the row before it (design 3). */
export interface ChainEvent {
  readonly chain: string;
  /** Counts from 1 without gaps. */
  readonly number: number;
  readonly kind: EventKind;
  readonly atMs: number;
  /** User and role the event was written under. */
  readonly actor: string;
  readonly previousHash: string;
  readonly hash: string;
  /** Random text hashed with the values, so that erased values cannot be guessed back from their hash. */
  readonly salt: string;
  /** What stays for ever: JSON without personal data. */
  readonly facts: string;
  /** What erasure alone may clear: JSON. */
  readonly values: string;
  /** SHA-256 of salt and values: stays where they are cleared. Empty on rows of before it was kept. */
  readonly valuesHash: string;
}

/** What an event says, before it has a place in a chain. */
export type EventContent = Pick<ChainEvent, 'chain' | 'kind' | 'atMs' | 'actor' | 'salt' | 'facts' | 'values'>;

/** End of a chain: number and hash of its last event; 0 and empty for a chain without events. */
export interface ChainHead {
  readonly number: number;
  readonly hash: string;
}

/** Puts an event at the end of a chain: hash = SHA-256(previous hash, facts, SHA-256(salt, values)). */
export function chainEvent(content: EventContent, head: ChainHead, sha256: Sha256): ChainEvent {
  const number = head.number + 1;
  const valuesHash = valuesHashOf(content, sha256);
  const hash = hashOver({ ...content, number, previousHash: head.hash, valuesHash }, sha256);
  return { ...content, number, previousHash: head.hash, valuesHash, hash };
}

/** The hash an event must carry; recomputed by whoever verifies the chain. */
export function eventHash(event: Omit<ChainEvent, 'hash' | 'valuesHash'>, sha256: Sha256): string {
  return hashOver({ ...event, valuesHash: valuesHashOf(event, sha256) }, sha256);
}

/** What of an event is hashed, its values by their hash alone: enough where they are erased, or not read. */
export type HashedEvent = Pick<ChainEvent, 'chain' | 'number' | 'atMs' | 'actor' | 'previousHash' | 'facts' | 'valuesHash'> & { readonly kind: string };

/** The hash of an event of whose values no more than the hash is known. */
export function hashOver(event: HashedEvent, sha256: Sha256): string {
  const facts = JSON.stringify([event.chain, event.number, event.kind, event.atMs, event.actor, event.facts]);
  return sha256(`${event.previousHash}\n${facts}\n${event.valuesHash}`);
}

/** The hash of salt and values of an event. */
export function valuesHashOf({ salt, values }: Pick<ChainEvent, 'salt' | 'values'>, sha256: Sha256): string {
  return sha256(`${salt}\n${values}`);
}

/**
 * Numbers of a chain that one statement looks over. Behind a row's head stand at most the outcome that its run did not live to tell the
 * row, a dozen notes of reused keys and what people did; the fence goes on from there should there be more.
 */
export const NUMBERS_AHEAD = 32;
