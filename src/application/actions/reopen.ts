import type { Outcome } from '../../domain/outcome';
import { problemOf } from '../../domain/reasons';
import type { Problem } from '../../domain/reasons';
import { carry } from '../low-water-mark';
import type { Ports } from '../ports';
import { act } from './act';
import type { ActionRequest, ActionResult } from './act';

/**
 * Brings an operation that a person or a rule closed without an effect back in front of people, with what was wrong with it. It may stand
 * below the low-water mark, so it is carried first, and once more when it is open: a sweep in between lets go of what is settled.
 */
export function reopen(request: ActionRequest, ports: Ports): ActionResult {
  let internalId: number | undefined;
  const result = act('reopen', request, ports, ({ found, present }) => {
    ({ internalId } = found);
    carry({ internalId }, ports);
    const also = () => ({ ties: present.action?.ties === true });
    return { kind: 'intended', also, outcome: { result: null, verdicts: present.verdicts, problem: problemBefore(present), mapVersion: present.mapVersion } };
  });
  if (result.kind === 'done' && internalId !== undefined) carry({ internalId }, ports);
  return result;
}

/** Whatever rests with a person says why. A row that was changed by hand may say nothing. */
function problemBefore({ problem, state }: Outcome): Problem {
  return problem ?? problemOf('attempts_exhausted', `It was ${state} and is reopened. What was wrong with it before is not known any more.`);
}
