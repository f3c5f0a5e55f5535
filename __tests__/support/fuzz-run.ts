import fc from 'fast-check';
import { steps } from './fuzz-arbitraries';
import type { FuzzStep } from './fuzz-arbitraries';
import { soundDocuments } from './fuzz-documents';
import type { FuzzSession } from './fuzz-session';

/** Steps that are taken one after another before the account goes back to how it was opened. */
export const STEPS_PER_RUN = 10;

/** What a run found. */
export interface FuzzReport {
  /** Calls made, beside waits for the sweep. */
  readonly calls: number;
  /** Replies by method and outcome, reason or refusal code. */
  readonly seen: readonly (readonly [label: string, count: number])[];
  /** Undefined: nothing. Else the rules broken by the smallest steps that still break one. */
  readonly failure: { readonly broken: readonly string[]; readonly steps: readonly FuzzStep[]; readonly path: string } | undefined;
}

export interface FuzzSize {
  readonly seed: number;
  /** Steps in all. */
  readonly cases: number;
  /** Milliseconds after which no further run is begun; undefined: none. */
  readonly withinMs?: number;
  /** Called now and then with the calls made so far. */
  readonly progress?: (calls: number) => void;
}

/** Throws generated steps at an account, from one seed; the first rule broken ends it. */
export function fuzz(session: FuzzSession, { seed, cases, withinMs, progress }: FuzzSize): FuzzReport {
  const lists = fc.array(steps(soundDocuments()), { minLength: STEPS_PER_RUN, maxLength: STEPS_PER_RUN });
  const property = fc.property(lists, (list) => {
    const broken = session.findings(list);
    progress?.(session.calls());
    if (broken.length > 0) throw new Error(broken.join('\n'));
  });
  const limit = withinMs === undefined ? {} : { interruptAfterTimeLimit: withinMs };
  const result = fc.check(property, { seed, numRuns: Math.ceil(cases / STEPS_PER_RUN), endOnFailure: true, ...limit });
  const seen = [...session.seen].sort(([left], [right]) => (left < right ? -1 : 1));
  if (!result.failed || result.counterexample === null) return { calls: session.calls(), seen, failure: undefined };
  const [list] = result.counterexample;
  return { calls: session.calls(), seen, failure: { broken: session.findings(list), steps: list, path: result.counterexamplePath } };
}
