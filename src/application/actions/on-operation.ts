import { mayClose, mayOrganize } from '../../domain/review/limits';
import type { ReviewLimits } from '../../domain/review/limits';
import type { ActionArguments, ResolvedBy } from '../../domain/review/action-arguments';
import type { Viewer } from '../../domain/review/capability';
import type { ActionRequest, ActionResult } from './act';
import { cancelRetry } from './cancel-retry';
import { careFor } from './care';
import { discard } from './discard';
import { redriveQuietly } from './redrive';
import { reopen } from './reopen';
import { compareLinked, mismatchRefusal, mismatchText } from './linked-differences';
import { resolveElsewhere, resolveWithoutRecord } from './resolve-elsewhere';
import type { ActedOn, ReviewPorts } from './review-ports';

/** An action on one operation, and what decides whether the person may do it. */
export interface OnOperation {
  readonly args: ActionArguments;
  readonly request: ActionRequest;
  readonly row: ActedOn;
  readonly viewer: Viewer;
  readonly limits: ReviewLimits;
}

/**
 * Does one action with one operation, where the person's role reaches that far: whose it is, and how much it is worth. Wakes no sweep. Those
 * that need more than one operation's row (edits, choices) are elsewhere. `UNITS_TO_ACT` and 24 at most.
 */
export function actOnOperation(on: OnOperation, ports: ReviewPorts): ActionResult {
  const { args, request, row, viewer, limits } = on;
  const { capabilities, userId } = viewer;
  const closes = () => mayClose(row, capabilities, limits);
  const organizes = () => mayOrganize(row.owner, userId, capabilities);
  switch (args.kind) {
    case 'redrive':
      return capabilities.has('redrive') ? redriveQuietly(request, ports) : notAllowed(on);
    case 'cancel_retry':
      return capabilities.has('cancel_retry') ? cancelRetry(request, ports) : notAllowed(on);
    case 'discard':
      return closes() ? discard({ ...request, reason: args.reason }, ports) : notAllowed(on);
    case 'reopen':
      return closes() ? reopen(request, ports) : notAllowed(on);
    case 'resolve_elsewhere':
      return closes() ? resolveBy(args.by, on, ports) : notAllowed(on);
    case 'assign':
      return organizes() ? careFor(request, { action: 'assign', owner: args.owner }, ports) : notAllowed(on);
    case 'note':
    case 'wake':
      return organizes() ? careFor(request, { action: args.kind }, ports) : notAllowed(on);
    case 'snooze':
      return organizes() ? careFor(request, { action: 'snooze', untilMs: args.untilMs, on: args.on }, ports) : notAllowed(on);
    case 'escalate':
      return organizes() ? careFor(request, { action: 'escalate', to: args.to }, ports) : notAllowed(on);
    default:
      return { kind: 'refused', operationId: request.operationId, code: 'arguments_wrong', why: `One operation knows no ${args.kind}.` };
  }
}

function resolveBy(by: ResolvedBy, { request, row }: OnOperation, ports: ReviewPorts): ActionResult {
  if (by.how === 'no_record') return resolveWithoutRecord(request, ports);
  const { differs } = compareLinked(row, by, ports);
  const unexplained = mismatchRefusal(differs, by);
  if (unexplained !== undefined) return { kind: 'refused', operationId: request.operationId, code: 'mismatch', why: unexplained };
  return resolveElsewhere({ ...request, ...mismatchText(differs, by) }, { recordType: by.recordType, internalId: by.internalId }, ports);
}

function notAllowed({ args, request, row }: OnOperation): ActionResult {
  const worth = row.atRisk ?? (row.priced ? `${row.amount} ${row.currency}, for which no rate is known` : 'an amount that is not known');
  return { kind: 'refused', operationId: request.operationId, code: 'not_allowed', why: `Your role does not ${args.kind.replace('_', ' ')} this one: it is worth ${worth}, and ${row.owner === undefined ? 'nobody\'s' : `user ${String(row.owner)}'s`}.` };
}
