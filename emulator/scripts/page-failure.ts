import type { EntryPointOutcome } from '../runtime/script-runtime';
import { errorNameOf } from './error-names';

export type PageFailure =
  | { readonly kind: 'failed'; readonly status: number; readonly code: string; readonly message: string; readonly units: number }
  | { readonly kind: 'died'; readonly units: number };

/** The error page that an execution ended in; undefined where it returned. What is not emulated counts even where the script swallowed the refusal. */
export function pageFailure(outcome: EntryPointOutcome): PageFailure | undefined {
  const { units } = outcome;
  if (outcome.kind !== 'died' && outcome.refusals.length > 0) {
    return { kind: 'failed', status: 500, code: 'EMULATOR_NOT_IMPLEMENTED', message: outcome.refusals.join('; '), units };
  }
  switch (outcome.kind) {
    case 'returned': return undefined;
    case 'died': return { kind: 'died', units };
    case 'limit': return { kind: 'failed', status: 400, code: outcome.name, message: outcome.message, units };
    case 'threw': {
      if (outcome.phase === 'load') return { kind: 'failed', status: 500, code: 'UNEXPECTED_ERROR', message: outcome.message, units };
      const { name, message } = errorNameOf(outcome);
      return { kind: 'failed', status: 400, code: name, message, units };
    }
  }
}
