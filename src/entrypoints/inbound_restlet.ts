/**
 * Takes documents from integrating systems and answers what became of them.
 *
 * @NApiVersion 2.1
 * @NScriptType Restlet
 * @NModuleScope SameAccount
 */

import type { Health } from '../application/health';
import type { StatusQuery } from '../application/status';
import type { BatchReply } from '../application/submit-batch';
import type { Foresight } from '../application/validate';
import { inbound } from '../composition';
import type { InboundQuery } from '../composition';
import type { Reply } from '../domain/outcome';

/** Submits one document, or a batch. */
export function post(body: unknown): Reply | BatchReply {
  return inbound().post(body);
}

/** Says what a document would come to; writes nothing. */
export function put(body: unknown): Foresight {
  return inbound().put(body);
}

/** Says where an operation stands, or how the installation is doing. */
export function get(query: InboundQuery): Reply | Health {
  return inbound().get(query);
}

/** Takes a document back before it has an effect. */
function withdraw(query: StatusQuery): Reply {
  return inbound().delete(query);
}

export { withdraw as delete };
