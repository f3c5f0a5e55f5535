import type { ResolvedDocument } from './decide';
import type { MappedDocument } from './mapped-document';
import { problemOf } from './reasons';
import type { Problem } from './reasons';
import type { LedgerRules } from './rule-parts';

/** The accounting period of a posting date, as the account has it. */
export interface PostingPeriod {
  readonly state: 'open' | 'closed' | 'locked' | 'missing';
  /** `Jan 2008`; empty where there is none. */
  readonly name: string;
  /** Undefined where there is none. */
  readonly internalId?: number | undefined;
  /** First day after the date whose period is open, `YYYY-MM-DD`; undefined: none, or it was not asked for. */
  readonly firstOpenDay: string | undefined;
  /** The period of that day. */
  readonly firstOpenId?: number | undefined;
}

/** What a closed period means for a document. */
export type PostingVerdict =
  /** `period`: what it is posted in; undefined: NetSuite says. */
  | { readonly kind: 'open'; readonly period: number | undefined }
  | { readonly kind: 'review'; readonly problem: Problem }
  /** Waits until the period is open again. */
  | { readonly kind: 'park'; readonly problem: Problem; readonly waitsFor: string }
  /** Posted on another day, by a decision that says so. */
  | { readonly kind: 'moved'; readonly date: string; readonly note: string; readonly period: number | undefined };

/** Field that says when a transaction counts. */
const POSTING_DATE = 'trandate';

/** The posting date that a document brings. Undefined: it brings none, and NetSuite takes today. */
export function postingDateOf(mapped: MappedDocument): string | undefined {
  const proposal = mapped.body.find(({ row }) => row.target === POSTING_DATE)?.proposal;
  return proposal?.kind === 'value' && proposal.value.kind === 'date' ? proposal.value.date : undefined;
}

/**
 * Judges the period of a posting date. A rule without a word on closed periods sends the document to a person (design 9); a
 * date without any period does so whatever the rule says, because no opening heals that.
 */
export function judgePeriod(rule: LedgerRules['postingDate'], date: string, period: PostingPeriod): PostingVerdict {
  if (period.state === 'open') return { kind: 'open', period: period.internalId };
  if (period.state === 'missing') return { kind: 'review', problem: problemOf('period_missing', `There is no accounting period for ${date}.`) };
  const problem = problemOf('period_closed', `The period ${period.name} of ${date} is ${period.state}.`);
  switch (rule?.whenClosed) {
    case undefined:
    case 'review':
      return { kind: 'review', problem };
    case 'park':
      return { kind: 'park', problem, waitsFor: `period ${period.name}` };
    case 'first_open_day':
      if (period.firstOpenDay === undefined) return { kind: 'review', problem };
      return { kind: 'moved', date: period.firstOpenDay, period: period.firstOpenId, note: `moved from ${date}: the period ${period.name} is ${period.state}; decision ${rule.decision}` };
  }
}

/** The same document, posted on another day; the verdict on its date says why. */
export function postedOn(document: ResolvedDocument, { date, note }: { readonly date: string; readonly note: string }): ResolvedDocument {
  const body = document.body.map((field) => (field.mapped.row.target === POSTING_DATE
    ? { mapped: { ...field.mapped, proposal: { kind: 'value', value: { kind: 'date', date }, note } as const }, value: { kind: 'date', date } as const } : field));
  return { ...document, body };
}
