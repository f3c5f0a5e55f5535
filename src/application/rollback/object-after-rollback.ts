import { appliedLine } from '../../domain/applied-values';
import type { AppliedValues } from '../../domain/applied-values';
import type { Outcome } from '../../domain/outcome';
import type { AppliedEffect } from '../../domain/rollback/applied-effect';
import type { KnownObject, Operation, Ports } from '../ports';

/**
 * Brings the row of an external object into line with a step that took an operation of it back. A record that was deleted is forgotten, so
 * that its source may send it anew; fields that went back are what the next merge starts from. Else the row stays: the record is there, and a
 * newer version is what it was. Marks on the operations that were taken back change nothing of it. 16 units at most.
 */
export function objectAfterRollback({ lane }: Operation, known: KnownObject | undefined, { rollback, effect }: Outcome, { objects }: Ports): void {
  if (rollback?.role !== 'takes_back' || effect === undefined) return;
  if (effect.verb === 'delete') {
    const last = known?.operationId ?? objects.lastOperation(lane);
    if (last !== undefined) objects.forget(lane, last);
    return;
  }
  if (effect.verb === 'update' && known !== undefined) objects.keepApplied(known.internalId, restored(objects.lastApplied(known.internalId), effect));
}

/** What was kept, with fields that went back, and without lines that are gone. What was not kept is not kept now. */
function restored(kept: AppliedValues, { fields, lines }: AppliedEffect): AppliedValues {
  const back = new Map(fields.map(({ target, written }) => [target, written]));
  const gone = lines.filter(({ change }) => change === 'removed').map(({ sublist, key }) => appliedLine(sublist, key));
  return new Map([...kept].filter(([target]) => !gone.some((line) => target.startsWith(line))).map(([target, value]) => [target, back.get(target) ?? value]));
}
