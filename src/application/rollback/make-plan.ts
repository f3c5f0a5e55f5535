import type { Sha256 } from '../../domain/identity';
import { MOST_ROLLED_BACK, planRollback } from '../../domain/rollback/plan';
import type { RollbackScope } from '../../domain/rollback/plan';
import { askedPlanText } from '../../domain/rollback/step-order';
import type { RollbackFacts } from './rollback-ports';
import type { MadePlan } from './rollback-view-port';

/** Longest plan, in characters: it stands whole on the request. */
const MAX_PLAN_CHARACTERS = 90_000;

/** Units that must be left beside the reading of the facts. */
const UNITS_BESIDE = 60;

/** What planning reads and needs. */
export interface Planning {
  readonly rollbackFacts: RollbackFacts;
  readonly platform: { readonly sha256: Sha256; remainingUnits(): number };
}

/** Plans a rollback from the facts as they stand. `atMs`: the time that the plan is for, epoch milliseconds. Reads, and writes nothing. */
export function makePlan(scope: RollbackScope, atMs: number, { rollbackFacts, platform }: Planning): MadePlan {
  const scoped = rollbackFacts.inScope(scope, { after: 0, most: MOST_ROLLED_BACK + 1 });
  if (scoped.length === 0) return { kind: 'nothing' };
  if (scoped.length > MOST_ROLLED_BACK) return { kind: 'too_many' };
  if (platform.remainingUnits() < rollbackFacts.unitsToRead(scoped.length) + UNITS_BESIDE) return { kind: 'out_of_units' };
  const plan = planRollback(scope, rollbackFacts.subjects(scoped.map(({ operationId }) => operationId)), rollbackFacts.account(atMs));
  const text = askedPlanText({ atMs, plan });
  return text.length > MAX_PLAN_CHARACTERS ? { kind: 'too_many' } : { kind: 'made', plan, text, hash: platform.sha256(text) };
}
