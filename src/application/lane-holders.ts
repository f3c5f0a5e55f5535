import type { LaneHolder, LookFacts, Operation } from './ports';
import type { AdvanceContext } from './progress';

/**
 * Another operation on the object that this one steps back from: elsewhere than in the sweep every one; in the sweep, which orders the lane, an
 * earlier one, and a later one that another run holds under a live lease (D-0075). Both write their lease before they look, so at least
 * one of two sees the other.
 */
export function inTheWay({ internalId }: Operation, { ordersLane, ours, ports }: AdvanceContext, { holders }: LookFacts): LaneHolder | undefined {
  if (!ordersLane) return holders[0];
  const nowMs = ports.platform.nowMs();
  const isHeld = ({ operationId, heldUntilMs }: LaneHolder) => heldUntilMs !== undefined && heldUntilMs > nowMs && ours?.has(operationId) !== true;
  return holders.find((holder) => holder.internalId < internalId || isHeld(holder));
}
