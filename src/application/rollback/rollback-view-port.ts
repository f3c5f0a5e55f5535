import type { RollbackPlan } from '../../domain/rollback/plan';
import type { OperationState } from '../../domain/states';

/** A plan, or why there is none. */
export type MadePlan =
  | { readonly kind: 'made'; readonly plan: RollbackPlan; readonly text: string; readonly hash: string }
  /** Nothing of the scope had an effect. */
  | { readonly kind: 'nothing' }
  /** More operations, or more text, than one request holds. */
  | { readonly kind: 'too_many' }
  /** The run has not the units to read them; another one may. */
  | { readonly kind: 'out_of_units' };

/** How far a rollback is. */
export interface RollbackProgress {
  readonly done: number;
  /** Steps that have a way; the others were never to be done. */
  readonly of: number;
  readonly steps: readonly { readonly number: number; readonly operation: string; readonly state: OperationState }[];
}
