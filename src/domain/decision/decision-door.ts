import type { Sha256 } from '../identity';
import { decisionHash, isShippedCode } from './decision';
import type { Decision, DecisionStatus } from './decision';

/** A decision as the project ships it: compiled in from `docs/decisions`. */
export interface ShippedDecision {
  readonly status: DecisionStatus;
  readonly hash: string;
}

export type ShippedDecisions = Readonly<Record<string, ShippedDecision>>;

/** What a save of a decision is judged on. */
export interface AtDecision {
  /** True in Docket's own run, which alone proposes, accepts and supersedes. */
  readonly own: boolean;
  readonly shipped: ShippedDecisions;
  readonly sha256: Sha256;
}

/** What a decision says, and who said it when: as it was once written. */
const FIXED = ['code', 'title', 'context', 'options', 'choice', 'consequences', 'check', 'change', 'textHash', 'proposer', 'supersedes'] as const satisfies readonly (keyof Decision)[];

/** What comes with the acceptance and stays from then on. */
const SAID_ONCE = ['date', 'approver', 'who', 'decidedMs', 'reportHash'] as const satisfies readonly (keyof Decision)[];

/**
 * Why a decision may not be saved so, in words; undefined: it may. Judged at every save, whoever saves and from wherever. `before`:
 * undefined for a new one; `after`: undefined where it is deleted.
 */
export function decisionFault(before: Decision | undefined, after: Decision | undefined, at: AtDecision): string | undefined {
  if (after === undefined) return 'A decision stays: what was decided by it would have no reason.';
  if (before !== undefined && before.code !== after.code) return 'A decision keeps its code.';
  const shipped = isShippedCode(after.code);
  // A deploy sets shipped rows to what the files say: that passes from wherever, and nothing else does.
  if (shipped) return shippedFault(after, at);
  if (!at.own) return before === undefined || before.status === 'proposed' ? 'Decisions are proposed and accepted in the review queue.' : 'A decision that was accepted stays as it is. Propose another one that supersedes it.';
  if (decisionHash(after, at.sha256) !== after.textHash) return 'The hash is not that of the text.';
  return before === undefined ? newFault(after) : movedFault(before, after);
}

function shippedFault(after: Decision, { shipped, sha256 }: AtDecision): string | undefined {
  const known = Object.hasOwn(shipped, after.code) ? shipped[after.code] : undefined;
  if (known === undefined) return `The project ships no decision ${after.code}. Those of the account have codes of their own.`;
  const same = known.status === after.status && known.hash === after.textHash && known.hash === decisionHash(after, sha256);
  return same ? undefined : `Decision ${after.code} ships with the project and stays as its file says. Propose another one, or supersede it in the files.`;
}

function newFault({ code, status, supersededBy, proposer }: Decision): string | undefined {
  if (!code.startsWith('A-')) return 'A decision of the account has a code like A-….';
  if (proposer === 0) return 'A decision names who proposes it.';
  // A choice that a role makes alone, such as what a value means, is decided as it is made.
  if (status === 'superseded' || supersededBy !== '') return 'A new decision is not superseded.';
  return undefined;
}

function movedFault(before: Decision, after: Decision): string | undefined {
  const changed = FIXED.find((name) => before[name] !== after[name]);
  if (changed !== undefined) return `"${changed}" stays as it was proposed.`;
  switch (before.status) {
    case 'proposed':
      return after.status === 'accepted' ? acceptanceFault(after) : proposalFault(before, after);
    case 'accepted':
      return saidFault(before, after) ?? (after.status === 'superseded' ? supersededFault(after) : stillFault(before, after));
    case 'superseded':
      return saidFault(before, after) ?? stillFault(before, after);
  }
}

function proposalFault(before: Decision, after: Decision): string | undefined {
  const accepted = SAID_ONCE.find((name) => name !== 'reportHash' && before[name] !== after[name]);
  return accepted === undefined ? stillFault(before, after) : `"${accepted}" comes with the acceptance.`;
}

function acceptanceFault({ approver, proposer, decidedMs, date, supersededBy }: Decision): string | undefined {
  if (approver === 0 || approver === proposer) return 'A decision is accepted by another person than the one who proposed it.';
  if (decidedMs === 0 || date === '') return 'An acceptance says when.';
  return supersededBy === '' ? undefined : 'A decision that is accepted now is not superseded.';
}

function supersededFault({ supersededBy, code }: Decision): string | undefined {
  return supersededBy === '' || supersededBy === code ? 'A superseded decision names the one that took its place.' : undefined;
}

function saidFault(before: Decision, after: Decision): string | undefined {
  const changed = SAID_ONCE.find((name) => before[name] !== after[name]);
  return changed === undefined ? undefined : `"${changed}" stays as it was when the decision was accepted.`;
}

function stillFault(before: Decision, after: Decision): string | undefined {
  if (before.status !== after.status) return `A decision does not move from ${before.status} to ${after.status}.`;
  return before.supersededBy === after.supersededBy ? undefined : 'A decision that takes the place comes with the status.';
}
