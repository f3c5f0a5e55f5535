import type { Viewer } from '../../domain/review/capability';
import type { QueueFilter } from '../../domain/review/queue-filter';
import type { OperationDetail } from './operation-detail';
import type { OwnershipQuestion, OwnershipView } from './ownership-view';
import type { HealthView } from './health-view';
import type { CauseRow, OperationRow, Page, PageTotals, QueueCounts } from './queue-rows';

export type { CauseRow, CauseWorkState, DueTell, Money, OperationRow, Page, PageTotals, QueueCounts } from './queue-rows';
export type { AttemptRow, CompareRow, OperationDetail, RelatedOperation, TechnicalPart } from './operation-detail';
export type { OwnershipQuestion, OwnershipRowView, OwnershipView } from './ownership-view';
export type { HealthView } from './health-view';

/** A list that is not cut into pages; `totals` count what it could not hold too. */
export type WholeList<T> = Pick<Page<T>, 'rows' | 'totals' | 'baseCurrency'>;

/**
 * What the pages of the review queue read. Every answer holds what its viewer may see and nothing else; what a viewer may not see is
 * answered like what is not there: undefined. Nothing here writes.
 */
export interface ReviewQueue {
  /** Head of the page: what is open, late and at risk, and how many stand under each tab. One statement, 10 units. */
  counts(viewer: Viewer): QueueCounts;
  /** Causes of a filter, 50 a page, most urgent first. At most 60 units. */
  causes(filter: QueueFilter, viewer: Viewer): Page<CauseRow>;
  /** One cause by its fingerprint; undefined: there is none with an operation that the viewer sees. At most 40 units. */
  cause(fingerprint: string, viewer: Viewer): CauseRow | undefined;
  /** Operations of a filter, 50 a page. At most 50 units. */
  operations(filter: QueueFilter, viewer: Viewer): Page<OperationRow>;
  /** All causes of a filter in its order, at most `MOST_LISTED`, for a file. At most 20 units and 10 for every 64. */
  allCauses(filter: QueueFilter, viewer: Viewer): WholeList<CauseRow>;
  /** All operations of a filter in its order, at most `MOST_LISTED`, for a file. At most 30 units and 10 for every 512. */
  allOperations(filter: QueueFilter, viewer: Viewer): WholeList<OperationRow>;
  /** Totals of all operations of a filter, for a bulk action over "all matching". 10 units. */
  totals(filter: QueueFilter, viewer: Viewer): PageTotals;
  /** Ids of the operations of a filter, the oldest first, at most `most`, for a bulk action. 10 units. */
  idsMatching(filter: QueueFilter, viewer: Viewer, most: number): readonly string[];
  /** Those of some operations, at most 200, that the viewer sees, for marked rows. 10 units. */
  rowsOf(operationIds: readonly string[], viewer: Viewer): readonly OperationRow[];
  /** One operation with all that stands around it; undefined: there is none that the viewer sees. At most 120 units. */
  operation(operationId: string, viewer: Viewer): OperationDetail | undefined;
  /** Who may change each field, and why. At most 40 units. */
  ownership(question: OwnershipQuestion, viewer: Viewer): OwnershipView | undefined;
  /** How the installation is doing. At most 40 units. */
  health(viewer: Viewer): HealthView;
}
