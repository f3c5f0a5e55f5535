import { asciiJson } from '../ascii-json';
import type { Sha256 } from '../identity';

/** Where a decision stands. Nothing rests on one that is only proposed, and nothing new on one that is superseded. */
export const DECISION_STATUSES = ['proposed', 'accepted', 'superseded'] as const;

export type DecisionStatus = (typeof DECISION_STATUSES)[number];

/** What a decision says. It never changes: another decision supersedes it. */
export interface DecisionText {
  /** `D-0001` for one of the project's files, `A-…` for one made in the account. */
  readonly code: string;
  readonly title: string;
  readonly context: string;
  readonly options: string;
  readonly choice: string;
  readonly consequences: string;
  readonly check: string;
  /** Change of a map or a policy that it proposes, as JSON; empty: it proposes none. */
  readonly change: string;
}

/** A decision as its row holds it. */
export interface Decision extends DecisionText {
  readonly status: DecisionStatus;
  /** SHA-256 of what it says, by `decisionHash`. */
  readonly textHash: string;
  /** Day on which it was decided, `YYYY-MM-DD`; empty: not yet. */
  readonly date: string;
  /** Internal id of the user who proposed it; 0: the project, by its files. */
  readonly proposer: number;
  /** Internal id of the user who accepted it; 0: nobody yet, or the project. */
  readonly approver: number;
  /** Who decided, in words. */
  readonly who: string;
  /** Epoch milliseconds; 0: not decided, or by the project. */
  readonly decidedMs: number;
  /** Code of the decision that it takes the place of; empty: none. */
  readonly supersedes: string;
  /** Code of the decision that took its place; empty: none. */
  readonly supersededBy: string;
  /** SHA-256 of the report of its replay; empty: there is none. */
  readonly reportHash: string;
}

/** The status that a text names; undefined: none. */
export function decisionStatusOf(text: string): DecisionStatus | undefined {
  return DECISION_STATUSES.find((status) => status === text);
}

/** True for the code of a decision that ships with the project. */
export function isShippedCode(code: string): boolean {
  return /^D-\d{4}$/.test(code);
}

/** Code of a decision that a click makes: the account's own range, apart from those that are shipped. */
export function accountDecisionCode(click: string): string {
  return `A-${click.slice(0, 16)}`;
}

/** SHA-256 of what a decision says. A text area may come back with other line ends, so these do not count. */
export function decisionHash(text: DecisionText, sha256: Sha256): string {
  const { code, title, context, options, choice, consequences, check, change } = text;
  return sha256(asciiJson([code, title, context, options, choice, consequences, check, change].map(plainLines)));
}

function plainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}
