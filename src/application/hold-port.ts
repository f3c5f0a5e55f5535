import type { OperationState } from '../domain/states';
import type { Lease, Operation } from './ports';

/** What a person's action wants to hold: an operation in one of some states, under the action's lease. */
export interface HoldRequest {
  readonly internalId: number;
  readonly lease: Lease;
  readonly from: readonly OperationState[];
  /** Head of its chain, as the action was judged by: it must not have moved. */
  readonly headNumber: number;
  /** True for what leaves it where it rests: a record that stands is no obstacle. */
  readonly evenWithEffect?: boolean;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

export type Held =
  | { readonly kind: 'held'; readonly operation: Operation }
  /** A run, or another person, has it until `untilMs`, epoch milliseconds; `waitsFor` is what a run that failed said. */
  | { readonly kind: 'under_work'; readonly untilMs: number; readonly waitsFor: string }
  /** It came to something else since it was judged. */
  | { readonly kind: 'moved_on'; readonly state: OperationState }
  /** It is in a state that was not asked for. */
  | { readonly kind: 'elsewhere'; readonly state: OperationState }
  /** A record is linked: an effect of it stands. */
  | { readonly kind: 'has_effect' };
