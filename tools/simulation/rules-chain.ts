import { createHash } from 'node:crypto';

import type { Emulator } from '../../emulator/types';
import type { SqlRow } from '../../emulator/store/sqlite';
import { inHand, isEnded, nameOf, SETTLED, type Scope } from './rules-shared';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const EVENTS = `SELECT e.id AS id, e.custrecord_dkt_ev_chain AS chain, e.custrecord_dkt_ev_number AS number, e.custrecord_dkt_ev_kind AS kind, e.custrecord_dkt_ev_hash AS hash, e.custrecord_dkt_ev_prev_hash AS previous
FROM customrecord_dkt_event e INNER JOIN customrecord_dkt_operation o ON o.externalid = e.custrecord_dkt_ev_chain WHERE o.id > ? ORDER BY e.custrecord_dkt_ev_chain, e.custrecord_dkt_ev_number`;

/** Says which chain of events is not whole: a gap, a break, a wrong hash, an operation that settled twice or without a word. */
export function brokenChains(emulator: Emulator, operations: readonly SqlRow[], { aboveOperation }: Scope): readonly string[] {
  const chains = new Map<string, SqlRow[]>();
  for (const event of emulator.query(EVENTS, [aboveOperation])) chains.set(String(event['chain']), [...(chains.get(String(event['chain'])) ?? []), event]);
  return operations.flatMap((operation) => brokenChain(emulator, operation, chains.get(String(operation['operation'])) ?? []));
}

function brokenChain(emulator: Emulator, operation: SqlRow, events: readonly SqlRow[]): readonly string[] {
  const name = nameOf(operation);
  const broken: string[] = [];
  const settling: unknown[] = [];
  events.forEach((event, index) => {
    const row = readEvent(emulator, Number(event['id']));
    if (Number(event['number']) !== index + 1) broken.push(`chain: ${name} has a gap at ${index + 1}`);
    const before = index === 0 ? null : (events[index - 1]?.['hash'] ?? null);
    if ((event['previous'] ?? null) !== before) broken.push(`chain: ${name} has a break at ${index + 1}`);
    if (hashOf(row) !== event['hash']) broken.push(`chain: ${name} has a wrong hash at ${index + 1}`);
    if (event['kind'] === 'outcome') settling.push((JSON.parse(textOf(row['facts'])) as { readonly state?: unknown }).state);
  });
  const ended = events.length === 0 && isEnded(emulator, String(operation['operation']));
  return [...broken, ...(ended ? [] : brokenOutcomes(operation, settling))];
}

/**
 * An operation settles once, and its chain says as what; once more only where a person opened it again, which the chain says too: by
 * an outcome that settles nothing.
 */
function brokenOutcomes(operation: SqlRow, outcomes: readonly unknown[]): readonly string[] {
  const state = String(operation['state']);
  const opened = outcomes.reduce<number>((last, outcome, index) => (SETTLED.includes(String(outcome)) ? last : index), -1);
  const settled = outcomes.slice(opened + 1);
  if (SETTLED.includes(state) && settled.length === 0 && inHand(operation)) return [];
  if (SETTLED.includes(state) && settled.length !== 1) return [`one outcome: ${nameOf(operation)} is settled with ${settled.length} outcome events`];
  if (SETTLED.includes(state) && settled[0] !== state) return [`one outcome: ${nameOf(operation)} settled as ${String(settled[0])} in its chain`];
  if (settled.length > 1) return [`one outcome: ${nameOf(operation)} has ${settled.length} outcomes that settle it`];
  if (state === 'needs_review' && outcomes.length === 0) return [`one outcome: ${nameOf(operation)} rests with a person and its chain does not say so`];
  return [];
}

/** Recomputes an event's hash from its row alone, written apart from the product. */
function hashOf(row: Readonly<Record<string, unknown>>): string {
  const facts = JSON.stringify([row['chain'], row['number'], row['kind'], row['at_ms'], row['actor'], row['facts']]);
  return sha256(`${textOf(row['prev_hash'])}\n${facts}\n${valuesHashOf(row)}`);
}

/** What the hash is made of where the values stand; what they left behind where an erasure cleared them. */
function valuesHashOf(row: Readonly<Record<string, unknown>>): string {
  return textOf(row['erased_by']) === '' ? sha256(`${textOf(row['salt'])}\n${textOf(row['values'])}`) : textOf(row['values_hash']);
}

function readEvent(emulator: Emulator, id: number): Readonly<Record<string, unknown>> {
  const { values } = emulator.readRecord('customrecord_dkt_event', id);
  return Object.fromEntries(['chain', 'number', 'kind', 'at_ms', 'actor', 'prev_hash', 'salt', 'facts', 'values', 'values_hash', 'erased_by'].map((field) => [field, values[`custrecord_dkt_ev_${field}`] ?? null]));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
