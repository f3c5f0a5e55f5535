import type { Overlay } from '../../domain/overlay';
import type { ReasonCode } from '../../domain/reasons';
import type { Ports } from '../ports';
import { act } from './act';
import type { ActionRequest, ActionResult } from './act';

/** A redrive, with the edits that lie over the document from now on; without any: those before stay. */
export interface Redrive extends ActionRequest {
  readonly overlay?: Overlay;
}

/**
 * Has an operation tried again: a new budget of attempts and a new age count from now, its content leaves quarantine, and a sweep is
 * woken. Only where nothing was written: what had an effect is accepted, corrected or rolled back. A later document of the same object
 * that was applied meanwhile is not overwritten: `advance` sees to that.
 */
export function redrive(request: Redrive, ports: Ports): ActionResult {
  const result = redriveQuietly(request, ports);
  if (result.kind === 'done') ports.scheduler.wakeSweep();
  return result;
}

/** The same without waking a sweep, for a caller that redrives many. */
export function redriveQuietly(request: Redrive, ports: Ports): ActionResult {
  return act('redrive', request, ports, ({ present }) => {
    if (present.result !== null) {
      return { kind: 'refused', code: 'has_effect', why: `The ${present.result.recordType} ${String(present.result.internalId)} stands. Accept, correct or roll it back; it is never redriven.` };
    }
    const { overlay } = request;
    const releases = DIED_ON.includes(present.problem?.code);
    return { kind: 'intended', also: () => ({ releases, ...(overlay === undefined ? {} : { overlay }) }), outcome: { result: null, verdicts: [], problem: null, mapVersion: '' } };
  });
}

/** Reasons under which content may be in quarantine. */
const DIED_ON: readonly (ReasonCode | undefined)[] = ['quarantined', 'attempts_exhausted'];
