import type { ExecutionRequest } from './script-runtime';
import type { Execution, ScriptType } from './types';

interface Budget {
  readonly units: number;
  readonly seconds: number;
}

/** Platform facts 1.2 and 1.3. */
const BUDGETS: Readonly<Record<Exclude<ScriptType, 'mapreduce'>, Budget>> = {
  restlet: { units: 5_000, seconds: 300 },
  suitelet: { units: 1_000, seconds: 300 },
  userevent: { units: 1_000, seconds: 300 },
  portlet: { units: 1_000, seconds: 300 },
  client: { units: 1_000, seconds: 300 },
  scheduled: { units: 10_000, seconds: 3_600 },
};

/** Per invocation of a stage (platform facts 1.3, 3.2). */
const STAGE_BUDGETS: Readonly<Record<string, Budget>> = {
  getInputData: { units: 10_000, seconds: 3_600 },
  map: { units: 1_000, seconds: 300 },
  reduce: { units: 5_000, seconds: 900 },
  summarize: { units: 10_000, seconds: 3_600 },
};

/** A fresh execution with the budget of its script type. Throws a RangeError for an unknown Map/Reduce stage. */
export function startExecution(request: ExecutionRequest): Execution {
  const { nowMs, ...identity } = request;
  const budget = budgetOf(request);
  return {
    ...identity,
    unitLimit: budget.units,
    unitsUsed: 0,
    calls: 0,
    dead: false,
    entered: false,
    startedMs: nowMs,
    deadlineMs: nowMs + budget.seconds * 1_000,
  };
}

/**
 * Turns of loops an execution may take: the platform's instruction counts, published for Map/Reduce (platform facts 1.3)
 * and tied there to those of user events and scheduled scripts.
 */
export function stepLimit({ scriptType, entryPoint }: Execution): number {
  const long = scriptType === 'scheduled' || entryPoint === 'getInputData' || entryPoint === 'summarize';
  return long ? 1_000_000_000 : 100_000_000;
}

function budgetOf(request: ExecutionRequest): Budget {
  if (request.scriptType !== 'mapreduce') return BUDGETS[request.scriptType];
  const stage = STAGE_BUDGETS[request.entryPoint];
  if (stage === undefined) throw new RangeError(`${request.entryPoint} is no stage of a Map/Reduce script`);
  return stage;
}
