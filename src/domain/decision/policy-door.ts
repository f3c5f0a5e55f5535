import { isShippedCode } from './decision';
import type { DecisionStatus } from './decision';
import type { ShippedDecisions } from './decision-door';

/** Where the decision that a row rests on stands; undefined: there is none of its code. */
export type DecisionLookup = (code: string) => DecisionStatus | undefined;

/** Looks a decision up: one of the project's in what is compiled in, one of the account by `account`. */
export function decisionLookup(shipped: ShippedDecisions, account: DecisionLookup): DecisionLookup {
  return (code) => {
    if (!isShippedCode(code)) return account(code);
    return Object.hasOwn(shipped, code) ? shipped[code]?.status : undefined;
  };
}

/**
 * Why a row that decides something may not be saved, in words; undefined: it may. A row is active by an accepted decision alone: a map row,
 * a rule, a value's meaning, an override. One that is inactive decides nothing. `decision`: the code that it names; empty: none.
 */
export function policyFault({ active, decision }: { readonly active: boolean; readonly decision: string }, statusOf: DecisionLookup): string | undefined {
  if (!active) return undefined;
  if (decision === '') return 'An active row names the decision that it rests on, by its code.';
  const status = statusOf(decision);
  switch (status) {
    case 'accepted':
      return undefined;
    case undefined:
      return `There is no decision ${decision.slice(0, 40)}.`;
    case 'proposed':
      return `Decision ${decision} is only proposed: nothing rests on it before another person accepts it.`;
    case 'superseded':
      return `Decision ${decision} is superseded: name the one that took its place.`;
  }
}
