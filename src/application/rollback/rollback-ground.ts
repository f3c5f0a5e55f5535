import { planChanges } from '../../domain/rollback/plan-changes';
import { askedPlanOf } from '../../domain/rollback/step-order';
import type { StoredRequest } from '../actions/review-ports';
import type { Planning } from './make-plan';
import { makePlan } from './make-plan';

/** What a rollback rests on, as it stands now. */
export type RollbackGround =
  /** `judgedOn`: the hash of the plan made anew; `changes`: what is otherwise than it was asked for, in words. */
  | { readonly kind: 'read'; readonly judgedOn: string; readonly changes: readonly string[] }
  | { readonly kind: 'out_of_units' };

/** Makes the plan of a request anew, for the time that it was made for, and says what of it changed. */
export function rollbackGround({ plan: text }: Pick<StoredRequest, 'plan'>, planning: Planning): RollbackGround {
  const asked = askedPlanOf(text);
  if (asked === undefined) return { kind: 'read', judgedOn: '', changes: ['Its plan cannot be read.'] };
  const made = makePlan(asked.plan.scope, asked.atMs, planning);
  switch (made.kind) {
    case 'out_of_units':
      return made;
    case 'nothing':
    case 'too_many':
      return { kind: 'read', judgedOn: '', changes: [made.kind === 'nothing' ? 'Nothing of it has an effect any more.' : 'More operations came to it than one rollback takes back.'] };
    case 'made':
      return { kind: 'read', judgedOn: made.hash, changes: planChanges(asked.plan, made.plan) };
  }
}
