import type { OperationState } from '../states';
import { ACTION_MOVES, OPERATION_ACTIONS } from '../states';
import type { OperationAction } from '../states';
import type { ReasonClass } from '../reason-entry';

/** What the summary of an operation is made of. */
export interface SummaryFacts {
  readonly state: OperationState;
  readonly documentType: string;
  readonly documentNumber: string;
  readonly source: string;
  readonly reasonTitle: string;
  readonly reasonClass: ReasonClass | undefined;
  /** `salesorder SO123`; empty: no record is linked. */
  readonly record: string;
  readonly waitsFor: string;
}

/** Whether trying again helps. */
export type RetryAdvice = 'safe' | 'useless_until_fixed' | 'not_possible' | 'by_itself';

export interface SummaryWords {
  readonly sentence: string;
  /** What was changed in NetSuite, or that nothing was. */
  readonly changed: string;
  readonly retry: RetryAdvice;
  readonly retryWords: string;
}

/** Says in plain words where an operation stands. */
export function summaryOf(facts: SummaryFacts): SummaryWords {
  const retry = retryAdvice(facts);
  return { sentence: sentenceOf(facts), changed: changedBy(facts), retry, retryWords: RETRY_WORDS[retry] };
}

/** Actions that the moves of a state allow. Where a record stands, nothing is redriven over it. */
export function actionsOf(state: OperationState, hasRecord: boolean): readonly OperationAction[] {
  return OPERATION_ACTIONS.filter((action) => ACTION_MOVES[action].from.includes(state) && (action === 'reopen' || !hasRecord));
}

const RETRY_WORDS: Readonly<Record<RetryAdvice, string>> = {
  safe: 'Trying again is safe: nothing of this document was written, and it can be written once only.',
  useless_until_fixed: 'Trying again is safe, but it will fail in the same way until the cause is put right.',
  not_possible: 'It cannot be tried again: look at the record instead.',
  by_itself: 'It is tried again by itself. Nobody has to do anything.',
};

function sentenceOf({ state, source, documentType, documentNumber, reasonTitle, waitsFor, record }: SummaryFacts): string {
  const document = `The ${source} ${documentType}${documentNumber === '' ? '' : ` ${documentNumber}`}`;
  const why = reasonTitle === '' ? '' : `: ${reasonTitle}`;
  switch (state) {
    case 'accepted': return `${document} is received and will be worked on.`;
    case 'applied': return `${document} is in NetSuite${record === '' ? '' : ` as ${record}`}${why}.`;
    case 'unchanged': return `${document} says what NetSuite says already${why}.`;
    case 'partly_applied': return `${document} is in NetSuite in part${record === '' ? '' : ` as ${record}`}${why}.`;
    case 'retry_scheduled': return `${document} failed and will be tried again by itself${why}.`;
    case 'parked': return `${document} waits${waitsFor === '' ? '' : ` for ${waitsFor}`}${why}.`;
    case 'unknown': return `NetSuite has not said whether ${document.charAt(0).toLowerCase()}${document.slice(1)} was saved; that is being looked for.`;
    case 'needs_review': return `${document} needs somebody to look at it${why}.`;
    case 'refused': return `${document} was refused${why}.`;
    case 'resolved_elsewhere': return `${document} was dealt with by hand${record === '' ? '' : `, as ${record}`}.`;
    case 'discarded': return `${document} was set aside by a person.`;
    case 'superseded': return `${document} was replaced by a newer one${why}.`;
    case 'duplicate': return `${document} was sent before.`;
    case 'withdrawn': return `${document} was taken back by its sender.`;
    case 'rolled_back': return `${document} was applied and taken back.`;
  }
}

function changedBy({ state, record }: SummaryFacts): string {
  if (state === 'unknown') return 'Whether anything was changed in NetSuite is not known yet.';
  if (record === '') return 'Nothing was changed in NetSuite.';
  return state === 'unchanged' ? `Nothing was changed in NetSuite: ${record} was right already.` : `It stands in NetSuite as ${record}.`;
}

/** Classes of which the same document fails again in the same way until something is put right. */
const FIX_FIRST: readonly ReasonClass[] = ['data', 'ownership', 'period', 'permission', 'configuration', 'already_exists', 'dependency'];

function retryAdvice({ state, reasonClass, record }: SummaryFacts): RetryAdvice {
  if (state === 'accepted' || state === 'retry_scheduled' || state === 'unknown' || state === 'parked') return 'by_itself';
  if (state !== 'needs_review' || record !== '') return 'not_possible';
  return reasonClass !== undefined && FIX_FIRST.includes(reasonClass) ? 'useless_until_fixed' : 'safe';
}
