import type { AccountStore } from './account/types';
import type { VoidService } from './records/transactions/voiding';
import { copyDraft } from './records/drafts';
import type { RecordDraft, RecordService } from './records/types';
import { stepping, type AccountSteps, type Steps } from './runtime/steps';
import type { Actor } from './runtime/types';
import type { RestorableClock } from './scripts/clock';
import type { InputQuery } from './scripts/map-reduce-input';
import type { RunningDeployments } from './scripts/running-deployments';
import type { QueryEngine } from './suiteql/types';

/** The account's clock as whoever runs now sees it: a run that is taken up again sees the time of then. */
export function seenClock(clock: RestorableClock, steps: AccountSteps): RestorableClock {
  const nowMs = () => steps.time(() => clock.nowMs());
  return {
    hostMs: () => clock.hostMs(),
    nowMs,
    advance: (ms) => { steps.whole('advance', () => { clock.advance(ms); }); },
    reload: () => { clock.reload(); },
    sideBySide: {
      // Those who take turns have one time in common.
      run(fromMs, work) {
        if (!steps.tracked) return clock.sideBySide.run(fromMs, work);
        const startedMs = nowMs();
        work();
        return { fromMs: startedMs, toMs: nowMs() };
      },
      hold: (work) => clock.sideBySide.hold(work),
    },
  };
}

/** Records and voids of which each call is a step. A record in a script's hands is its own copy each time. */
export function steppingRecords({ records, voids }: AccountStore, steps: Steps): { readonly records: RecordService; readonly voids: VoidService } {
  const reads = stepping(records, steps, { name: 'records', methods: ['create', 'initialize', 'transform', 'load'], copy: (draft: RecordDraft) => copyDraft(draft) });
  return {
    records: stepping(reads, steps, { name: 'records', methods: ['save', 'submitFields', 'remove'] }),
    voids: stepping(voids, steps, { name: 'voids', methods: ['voidTransaction'] }),
  };
}

/** Marks of running deployments, as steps of the run that sets them. */
export function steppingMarks(running: RunningDeployments, steps: Steps): RunningDeployments {
  return stepping(running, steps, { name: 'running deployments', methods: ['has', 'add', 'delete'] });
}

/** The platform's reading of what getInputData named: between the two, others may write. */
export function inputQuery(queries: QueryEngine, steps: Steps): (actor: Actor) => InputQuery {
  return (actor) => (statement, parameters) => {
    steps.boundary({ member: 'input of Map/Reduce', detail: statement, scriptId: '', entryPoint: 'getInputData' });
    return queries.run(statement, parameters, actor);
  };
}
