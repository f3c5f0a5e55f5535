import { MAX_SOURCE_CHARACTERS } from '../domain/envelope';
import { operationIdOf } from '../domain/identity';
import type { Reply } from '../domain/outcome';
import { isRefusal, Refusal } from '../domain/refusal';
import type { FoundOperation, Ports } from './ports';
import { foundReply, presentOutcome, requireOwn } from './repeat';
import { authorise } from './admit';

/** Query parameters of GET: an operation by its id, or by source and key. All values are text. */
export interface StatusQuery {
  readonly operationId?: string | undefined;
  readonly source?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** GET: where an operation stands. Reads only. Throws a Refusal for an operation that is not there or not the caller's. */
export function readStatus(query: StatusQuery, ports: Ports): Reply {
  const found = queriedOperation(query, ports);
  return foundReply(found, presentOutcome(found, ports), { correlationId: found.correlationId, replayed: false }, ports);
}

/**
 * The operation that a query names. Throws the Refusal `operation_not_found` where there is none, and where it is another source's:
 * an id is made of a source and a key that may be guessed, so nobody is told that somebody else's is there. Throws `other_account`
 * for an open one that the account has from the one it is a copy of.
 */
export function queriedOperation(query: StatusQuery, ports: Ports): FoundOperation {
  const found = ports.operations.find(queriedId(query, ports));
  // A step of a rollback is nothing that a sender sent, asks for or takes back.
  if (found === undefined || found.intent === 'rollback' || !speaksForSourceOf(found, ports)) throw new Refusal('operation_not_found', '', 'There is no operation of this id, or of this source and key.');
  requireOwn(found, ports);
  return found;
}

function speaksForSourceOf({ source }: FoundOperation, { configuration, platform }: Ports): boolean {
  try {
    authorise(source, configuration.load(source), platform.caller);
    return true;
  } catch (error) {
    if (isRefusal(error) && (error.code === 'source_not_yours' || error.code === 'source_unknown')) return false;
    throw error;
  }
}

/** Throws a Refusal where a query names no operation, or a source that is not the caller's. */
function queriedId({ operationId, source, idempotencyKey }: StatusQuery, ports: Ports): string {
  if (operationId !== undefined && operationId !== '') return operationId;
  if (source !== undefined && source !== '' && idempotencyKey !== undefined && idempotencyKey !== '') {
    // Before anything is looked up by it: no source has a longer name, and no cache takes any key.
    if (source.length > MAX_SOURCE_CHARACTERS) throw new Refusal('source_unknown', '/source', `A source has at most ${String(MAX_SOURCE_CHARACTERS)} characters.`);
    authorise(source, ports.configuration.load(source), ports.platform.caller);
    return operationIdOf(source, idempotencyKey, ports.platform.sha256);
  }
  throw new Refusal('operation_not_found', '', 'Name the operation by "operationId", or by "source" and "idempotencyKey".');
}
