import { MAX_SOURCE_CHARACTERS } from '../domain/envelope';
import { operationIdOf } from '../domain/identity';
import type { Reply } from '../domain/outcome';
import { Refusal } from '../domain/refusal';
import type { Ports } from './ports';
import { foundReply, presentOutcome } from './repeat';
import { authorise } from './admit';

/** Query parameters of GET: an operation by its id, or by source and key. All values are text. */
export interface StatusQuery {
  readonly operationId?: string | undefined;
  readonly source?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** GET: where an operation stands. Reads only. Throws a Refusal for an operation that is not there or not the caller's. */
export function readStatus(query: StatusQuery, ports: Ports): Reply {
  const operationId = queriedOperation(query, ports);
  const found = ports.operations.find(operationId);
  if (found === undefined) throw new Refusal('operation_not_found', '', 'There is no operation of this id, or of this source and key.');
  authorise(found.source, ports.configuration.load(found.source), ports.platform.caller);
  return foundReply(found, presentOutcome(found, ports), { correlationId: found.correlationId, replayed: false }, ports);
}

/** Id of the operation that a query names. Throws a Refusal where it names none. */
export function queriedOperation(query: StatusQuery, ports: Ports): string {
  const { operationId, source, idempotencyKey } = query;
  if (operationId !== undefined && operationId !== '') return operationId;
  if (source !== undefined && source !== '' && idempotencyKey !== undefined && idempotencyKey !== '') {
    // Before anything is looked up by it: no source has a longer name, and no cache takes any key.
    if (source.length > MAX_SOURCE_CHARACTERS) throw new Refusal('source_unknown', '/source', `A source has at most ${String(MAX_SOURCE_CHARACTERS)} characters.`);
    authorise(source, ports.configuration.load(source), ports.platform.caller);
    return operationIdOf(source, idempotencyKey, ports.platform.sha256);
  }
  throw new Refusal('operation_not_found', '', 'Name the operation by "operationId", or by "source" and "idempotencyKey".');
}
