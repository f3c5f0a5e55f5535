import { readBatch } from '../domain/envelope';
import type { Reply } from '../domain/outcome';
import { admit } from './admit';
import type { Ports } from './ports';
import { receiveDocument } from './receive';
import { submitBatch } from './submit-batch';
import type { BatchReply } from './submit-batch';

/**
 * POST: takes one document, or a batch. Throws a Refusal where nothing was kept; every reply to one document means custody,
 * save `key_reused` (design 9).
 */
export function submit(body: unknown, ports: Ports): Reply | BatchReply {
  const batch = readBatch(body);
  if (batch !== undefined) return submitBatch(batch, ports);
  const { incoming, map, configuration } = admit(body, ports);
  return receiveDocument(incoming, map, { ports, configuration, ordersLane: false });
}
