/**
 * Takes documents from integrating systems and answers what became of them.
 *
 * @NApiVersion 2.1
 * @NScriptType Restlet
 * @NModuleScope SameAccount
 */

import type { StatusQuery } from '../application/status';
import { inbound } from '../composition';
import type { Reply } from '../domain/outcome';

/** Submits one document. */
export function post(body: unknown): Reply {
  return inbound().post(body);
}

/** Says where an operation stands. */
export function get(query: StatusQuery): Reply {
  return inbound().get(query);
}
