import { problemOf } from '../../domain/reasons';
import type { Ports } from '../ports';
import { act } from './act';
import type { ActionRequest, ActionResult } from './act';

/** Puts in front of people what a machine would try again by itself, or lets it wait no longer. What was wrong with it stays on it. */
export function cancelRetry(request: ActionRequest, ports: Ports): ActionResult {
  return act('cancel_retry', request, ports, ({ present }) => {
    const problem = present.problem ?? problemOf('attempts_exhausted', 'Its next attempt was cancelled. Nothing says what was wrong with it before.');
    return { kind: 'intended', outcome: { result: null, verdicts: present.verdicts, problem, mapVersion: present.mapVersion } };
  });
}
