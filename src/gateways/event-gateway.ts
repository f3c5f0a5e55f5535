import * as record from 'N/record';
import type { Appended, EventFacts, EventLog } from '../application/ports';
import { EVENT_KINDS, NUMBERS_AHEAD } from '../domain/event-chain';
import type { ChainEvent, EventKind } from '../domain/event-chain';
import { eventExternalId, eventExternalIds } from '../domain/identity';
import { EVENT, EVENT_RECORD } from './record-ids';
import { boundList, placeholders, rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { integerOf, setFields, textOf } from './record-fields';

/** Chains of events on `customrecord_dkt_event`: a number of a chain is taken once, by unique external id. */
export class EventGateway implements EventLog {
  append(event: ChainEvent): Appended {
    const row = record.create({ type: EVENT_RECORD, isDynamic: false });
    setFields(row, {
      externalid: eventExternalId(event.chain, event.number),
      [EVENT.chain]: event.chain,
      [EVENT.number]: event.number,
      [EVENT.kind]: event.kind,
      [EVENT.atMs]: event.atMs,
      [EVENT.at]: new Date(event.atMs),
      [EVENT.actor]: event.actor,
      [EVENT.prevHash]: event.previousHash,
      [EVENT.hash]: event.hash,
      [EVENT.salt]: event.salt,
      [EVENT.facts]: event.facts,
      [EVENT.values]: event.values,
      [EVENT.valuesHash]: event.valuesHash,
    });
    try {
      row.save();
      return { kind: 'appended' };
    } catch (error) {
      const taken = endOf(event);
      if (taken === undefined) throw error;
      return taken;
    }
  }

  load(internalId: number): ChainEvent {
    const row = storedEvent(record.load({ type: EVENT_RECORD, id: internalId, isDynamic: false }));
    return { ...row, kind: kindOf(row.kind, internalId) };
  }

  facts(chain: string, from: number, to: number): readonly EventFacts[] {
    const ids = boundList(eventExternalIds(chain, from, Math.max(1, Math.min(to - from + 1, MAX_FACTS))));
    return runStatement(factsStatement(ids.sql), ids.parameters).map((row) => {
      const number = rowNumber(row, 'number') ?? 0;
      return { number, kind: kindOf(rowText(row, 'kind'), number), facts: rowText(row, 'facts'), hash: rowText(row, 'hash') };
    });
  }
}

/** An event as its row says it, stored or about to be saved; its kind may be none. */
export function storedEvent(row: record.Record): Omit<ChainEvent, 'kind'> & { readonly kind: string } {
  return {
    chain: textOf(row, EVENT.chain),
    number: integerOf(row, EVENT.number) ?? 0,
    kind: textOf(row, EVENT.kind),
    atMs: integerOf(row, EVENT.atMs) ?? 0,
    actor: textOf(row, EVENT.actor),
    previousHash: textOf(row, EVENT.prevHash),
    hash: textOf(row, EVENT.hash),
    salt: textOf(row, EVENT.salt),
    facts: textOf(row, EVENT.facts),
    values: textOf(row, EVENT.values),
    valuesHash: textOf(row, EVENT.valuesHash),
  };
}

const NUMBERED = `SELECT e.id AS id, e.${EVENT.number} AS number, e.${EVENT.hash} AS hash, e.${EVENT.kind} AS kind FROM ${EVENT_RECORD} e
WHERE e.externalid IN (${placeholders(NUMBERS_AHEAD)}) ORDER BY e.${EVENT.number}`;

/** Events of a chain that are read at once. */
const MAX_FACTS = 64;

const factsStatement = (ids: string): string => `SELECT e.${EVENT.number} AS number, e.${EVENT.kind} AS kind, e.${EVENT.facts} AS facts, e.${EVENT.hash} AS hash FROM ${EVENT_RECORD} e
WHERE e.externalid IN (${ids}) ORDER BY e.${EVENT.number}`;

/**
 * Any of four error names may mean "taken" (platform facts 4.2), so only rows that hold the number, or stand behind it, are believed.
 * A chain counts without gaps: where all numbers asked for are taken, those behind them are asked for.
 */
function endOf(event: ChainEvent): Appended | undefined {
  const rows = takenFrom(event.chain, event.number);
  const last = rows.at(-1);
  if (last === undefined) return undefined;
  const outcome = rows.filter((row) => rowText(row, 'kind') === 'outcome').at(-1);
  return {
    kind: 'taken',
    end: { number: rowNumber(last, 'number') ?? event.number, hash: rowText(last, 'hash') },
    outcomeEventId: outcome === undefined ? undefined : rowNumber(outcome, 'id'),
    endEventId: rowNumber(last, 'id') ?? 0,
  };
}

function takenFrom(chain: string, number: number): readonly QueryRow[] {
  const rows = runStatement(NUMBERED, eventExternalIds(chain, number, NUMBERS_AHEAD));
  return rows.length < NUMBERS_AHEAD ? rows : [...rows, ...takenFrom(chain, number + NUMBERS_AHEAD)];
}

function kindOf(text: string, internalId: number): EventKind {
  const kind = EVENT_KINDS.find((candidate) => candidate === text);
  if (kind !== undefined) return kind;
  throw new Error(`Event row ${String(internalId)} is of an unknown kind "${text}": it was changed outside Docket.`);
}
