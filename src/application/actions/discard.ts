import type { DiscardReason } from '../../domain/review/action-kinds';
import type { Ports } from '../ports';
import { act } from './act';
import type { ActionRequest, ActionResult } from './act';

/** Closes an operation that nobody wants any more. Nothing was written; its note says why. What was wrong with it stays on it. */
export function discard(request: ActionRequest & { readonly reason?: DiscardReason }, ports: Ports): ActionResult {
  return act('discard', request, ports, ({ present }) => {
    if (request.note.trim() === '') return { kind: 'refused', code: 'note_missing', why: 'Say why it is discarded.' };
    if (present.result !== null) return { kind: 'refused', code: 'has_effect', why: `The ${present.result.recordType} ${String(present.result.internalId)} stands. Accept, correct or roll it back.` };
    const { reason } = request;
    return { kind: 'intended', ...(reason === undefined ? {} : { also: () => ({ reason }) }), outcome: { result: null, verdicts: present.verdicts, problem: present.problem, mapVersion: present.mapVersion } };
  });
}
