import type { DueState } from '../../domain/review/queue-filter';
import type { ReasonActor, ReasonClass } from '../../domain/reason-entry';
import type { OperationState } from '../../domain/states';
import type { CauseKind } from '../machine-ports';

/** An amount with its currency. `amount`: plain decimal text in major units. */
export interface Money {
  readonly amount: string;
  /** ISO code. */
  readonly currency: string;
}

/** Sums over rows. */
export interface PageTotals {
  readonly count: number;
  /** Sum in the account's base currency of what is at risk and known, plain decimal. */
  readonly atRisk: string;
  /** Rows whose amount at risk is not known: the sum is without them. */
  readonly unknown: number;
  /** Sums of the documents as they came, by currency, in order of the code. */
  readonly byCurrency: readonly Money[];
}

/** 50 rows of a list, and what all of its rows come to. */
export interface Page<T> {
  readonly rows: readonly T[];
  /** From 1; a page behind the last is answered with the last. */
  readonly page: number;
  readonly pages: number;
  /** Over all pages. */
  readonly totals: PageTotals;
  /** Over this page. */
  readonly pageTotals: PageTotals;
  /** Base currency of the account, ISO code. */
  readonly baseCurrency: string;
}

/** State of a cause as people see it. */
export type CauseWorkState = 'new' | 'acknowledged' | 'in_work' | 'snoozed' | 'resolved';

/** Until when somebody should have looked. */
export interface DueTell {
  /** Epoch milliseconds; undefined: nothing is due. */
  readonly dueMs: number | undefined;
  readonly state: Exclude<DueState, 'any'> | 'none';
}

/** A cause with what its open operations come to, those that the viewer sees. */
export interface CauseRow {
  readonly internalId: number;
  readonly fingerprint: string;
  readonly kind: CauseKind;
  readonly source: string;
  readonly documentType: string;
  /** A reason code, or empty. */
  readonly reason: string;
  /** One line in plain words. */
  readonly title: string;
  /** What to do. */
  readonly text: string;
  readonly whoActs: ReasonActor;
  /** Operation id, row or stage it was first seen on. */
  readonly subject: string;
  readonly state: CauseWorkState;
  /** True where it was resolved before and failed again. */
  readonly cameBack: boolean;
  /** How often it was resolved, and when last, epoch milliseconds. */
  readonly resolvedTimes: number;
  readonly resolvedMs: number | undefined;
  /** Employee's internal id; undefined: nobody. */
  readonly owner: number | undefined;
  readonly ownerName: string;
  readonly due: DueTell;
  /** Epoch milliseconds; undefined: it is not snoozed. */
  readonly snoozedUntilMs: number | undefined;
  readonly openedMs: number;
  readonly notes: string;
  /** Open operations. */
  readonly items: number;
  /** In base currency, plain decimal; undefined: of none of its operations is it known. */
  readonly atRisk: string | undefined;
  /** Operations whose amount at risk is not known. */
  readonly atRiskUnknown: number;
  /** Receipt of its oldest operation, epoch milliseconds. */
  readonly oldestMs: number | undefined;
  /** When the next of its operations is tried by itself, epoch milliseconds; undefined: none is. */
  readonly nextAttemptMs: number | undefined;
  /** Value that had no match, where the failure is one of a missing record or entry; empty: none. For the picker. */
  readonly missingValue: string;
  /** Version of the row: time of its last change, for the stale guard. */
  readonly version: string;
}

/** An operation as the queue lists it. */
export interface OperationRow {
  readonly internalId: number;
  readonly operationId: string;
  readonly source: string;
  readonly documentType: string;
  readonly state: OperationState;
  readonly documentNumber: string;
  /** `YYYY-MM-DD`, or as it came. */
  readonly documentDate: string;
  readonly party: string;
  /** As the document says it; undefined: it says none. */
  readonly money: Money | undefined;
  /** In base currency, plain decimal; undefined: not known. */
  readonly atRisk: string | undefined;
  readonly subsidiary: number | undefined;
  readonly subsidiaryName: string;
  readonly reason: string;
  readonly reasonClass: ReasonClass | undefined;
  readonly reasonTitle: string;
  /** The value that had no match, or was wrong; empty: none. */
  readonly missingValue: string;
  readonly waitsFor: string;
  readonly cause: string;
  readonly owner: number | undefined;
  readonly ownerName: string;
  /** Epoch milliseconds. */
  readonly receivedMs: number;
  readonly settledMs: number | undefined;
  readonly due: DueTell;
  readonly snoozedUntilMs: number | undefined;
  readonly attempts: number;
  readonly mostAttempts: number;
  /** Epoch milliseconds; undefined: no machine will try it. */
  readonly nextAttemptMs: number | undefined;
  readonly target: { readonly recordType: string; readonly internalId: number; readonly number: string } | undefined;
  /** Number of its chain's head: the version that an action is judged by. */
  readonly head: number;
}

/** Head of the queue: over all that the viewer sees. */
export interface QueueCounts {
  /** Operations that need a person now, snoozed ones left out. */
  readonly open: number;
  readonly retrying: number;
  readonly waitingApproval: number;
  readonly snoozed: number;
  /** Of those open. */
  readonly late: number;
  readonly atRisk: string;
  readonly atRiskUnknown: number;
  readonly baseCurrency: string;
  /** Epoch milliseconds; undefined: nothing is open. */
  readonly oldestMs: number | undefined;
}
