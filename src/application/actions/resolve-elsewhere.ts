import type { TargetRecord } from '../../domain/outcome';
import type { Ports } from '../ports';
import { act } from './act';
import type { ActionRequest, ActionResult, RefusedAction } from './act';

/** The record that a person made by hand in the place of an operation. */
export interface MadeByHand {
  readonly recordType: string;
  readonly internalId: number;
}

/**
 * Closes an operation because a person did by hand what it was to do, and links that record, which must be there. Where nothing is
 * known of the external object yet, it is tied to the record: a later document of it then rests with a person instead of
 * making a second one.
 */
export function resolveElsewhere(request: ActionRequest & { readonly mismatch?: string }, made: MadeByHand, ports: Ports): ActionResult {
  const linked = linkedRecord(request, made, ports);
  if ('kind' in linked) return linked;
  return act('resolve_elsewhere', request, ports, ({ found, present }) => {
    if (present.result !== null) return { kind: 'refused', code: 'has_effect', why: `The ${present.result.recordType} ${String(present.result.internalId)} of this operation stands already.` };
    const { mismatch } = request;
    const also = () => ({ ties: ports.objects.lastOperation(found.lane) === undefined, ...(mismatch === undefined ? {} : { reason: mismatch }) });
    return { kind: 'intended', also, outcome: { result: linked, verdicts: [], problem: present.problem, mapVersion: present.mapVersion } };
  });
}

function linkedRecord({ operationId }: ActionRequest, { recordType, internalId }: MadeByHand, { ledger }: Ports): TargetRecord | RefusedAction {
  const seen = ledger.targetTypes().includes(recordType) ? ledger.seen(recordType, internalId) : undefined;
  if (seen === undefined) return { kind: 'refused', operationId, code: 'record_not_found', why: `There is no ${recordType} ${String(internalId)} that Docket could link.` };
  return { recordType, internalId, ...seen };
}

/**
 * Closes an operation because nothing has to stand for it in NetSuite: its note says why. A late repeat of its key is answered so, and makes
 * nothing.
 */
export function resolveWithoutRecord(request: ActionRequest, ports: Ports): ActionResult {
  if (request.note.trim() === '') return { kind: 'refused', operationId: request.operationId, code: 'note_missing', why: 'Say why no record is needed.' };
  return act('resolve_elsewhere', request, ports, ({ present }) => {
    if (present.result !== null) return { kind: 'refused', code: 'has_effect', why: `The ${present.result.recordType} ${String(present.result.internalId)} of this operation stands already.` };
    return { kind: 'intended', also: () => ({ reason: 'no_record_needed' }), outcome: { result: null, verdicts: [], problem: present.problem, mapVersion: present.mapVersion } };
  });
}
