/**
 * @NApiVersion 2.1
 * @NScriptType Restlet
 * @NModuleScope SameAccount
 */
import * as runtime from 'N/runtime';
import { review } from '../../src/composition';
import type { ReviewRole } from '../../src/domain/review/capability';
import type { QueueFilter } from '../../src/domain/review/queue-filter';
import type { OwnershipQuestion } from '../../src/application/review/review-port';

/** What a test asks of the queue, as a page would. */
export type AskedOfReview =
  | { readonly ask: 'counts' | 'health' }
  | { readonly ask: 'causes' | 'operations' | 'totals' | 'ids'; readonly filter: QueueFilter }
  | { readonly ask: 'cause' | 'operation'; readonly id: string }
  | { readonly ask: 'rows'; readonly ids: readonly string[] }
  | { readonly ask: 'ownership'; readonly question: OwnershipQuestion };

/** Answers what the read side of the queue answers, with the units that it took. */
export function post(body: AskedOfReview & { readonly profile?: ReviewRole }): unknown {
  const { queue, viewer } = review(body.profile);
  if (viewer === undefined) return { viewer: null };
  const script = runtime.getCurrentScript();
  const before = script.getRemainingUsage();
  const answer = answerOf();
  return { viewer: { ...viewer, capabilities: [...viewer.capabilities] }, answer: answer ?? null, units: before - script.getRemainingUsage() };

  function answerOf(): unknown {
    if (viewer === undefined) return undefined;
    switch (body.ask) {
      case 'counts': return queue.counts(viewer);
      case 'health': return queue.health(viewer);
      case 'causes': return queue.causes(body.filter, viewer);
      case 'operations': return queue.operations(body.filter, viewer);
      case 'totals': return queue.totals(body.filter, viewer);
      case 'ids': return queue.idsMatching(body.filter, viewer, 1000);
      case 'cause': return queue.cause(body.id, viewer);
      case 'operation': return queue.operation(body.id, viewer);
      case 'rows': return queue.rowsOf(body.ids, viewer);
      case 'ownership': return queue.ownership(body.question, viewer);
    }
  }
}
