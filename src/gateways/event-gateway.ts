import * as record from 'N/record';
import type { Appended, EventLog } from '../application/ports';
import type { ChainEvent, EventKind } from '../domain/event-chain';
import { eventExternalId } from '../domain/identity';
import { EVENT, EVENT_RECORD } from './record-ids';
import { rowNumber, runStatement } from './query-rows';
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
    });
    try {
      row.save();
      return { kind: 'appended' };
    } catch (error) {
      const holder = this.holderOf(event);
      if (holder === undefined) throw error;
      return { kind: 'taken', holder };
    }
  }

  load(internalId: number): ChainEvent {
    const row = record.load({ type: EVENT_RECORD, id: internalId, isDynamic: false });
    return {
      chain: textOf(row, EVENT.chain),
      number: integerOf(row, EVENT.number) ?? 0,
      kind: kindOf(textOf(row, EVENT.kind), internalId),
      atMs: integerOf(row, EVENT.atMs) ?? 0,
      actor: textOf(row, EVENT.actor),
      previousHash: textOf(row, EVENT.prevHash),
      hash: textOf(row, EVENT.hash),
      salt: textOf(row, EVENT.salt),
      facts: textOf(row, EVENT.facts),
      values: textOf(row, EVENT.values),
    };
  }

  /** Any of four error names may mean "taken" (platform facts 4.2), so only the row that holds the number is believed. */
  private holderOf(event: ChainEvent): ChainEvent | undefined {
    const [row] = runStatement(`SELECT e.id AS id FROM ${EVENT_RECORD} e WHERE e.externalid = ?`, [eventExternalId(event.chain, event.number)]);
    const internalId = row === undefined ? undefined : rowNumber(row, 'id');
    return internalId === undefined ? undefined : this.load(internalId);
  }
}

function kindOf(text: string, internalId: number): EventKind {
  if (text === 'outcome' || text === 'key_reused') return text;
  throw new Error(`Event row ${String(internalId)} is of an unknown kind "${text}": it was changed outside Docket.`);
}
