import { checkEvent } from './gateways/event-check';
import type { EventChange } from './gateways/event-check';
import { netSuitePlatform } from './gateways/platform-gateway';

/** Looks at a row of the history that is about to be changed or deleted; throws where it may not be. */
export function eventChanged(change: EventChange): void {
  checkEvent(change, netSuitePlatform());
}
