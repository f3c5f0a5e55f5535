import * as task from 'N/task';
import type { Scheduler, WakeUp } from '../application/machine-ports';
import { SWEEP_DEPLOYMENT_NOW, SWEEP_SCRIPT } from './record-ids';
import { observeError } from './suitescript-error';

/** Submits the sweep's deployment that no schedule holds (platform facts 3.5). */
export class SweepTaskGateway implements Scheduler {
  wakeSweep(): WakeUp {
    try {
      const submitted: unknown = task.create({ taskType: task.TaskType.MAP_REDUCE, scriptId: SWEEP_SCRIPT, deploymentId: SWEEP_DEPLOYMENT_NOW }).submit();
      // A run that submits its own deployment again gets no id: the new run follows it.
      return typeof submitted === 'string' ? { kind: 'submitted' } : { kind: 'under_way' };
    } catch (error) {
      const observed = observeError(error);
      return observed.name === 'MAP_REDUCE_ALREADY_RUNNING' ? { kind: 'under_way' } : { kind: 'refused', error: observed };
    }
  }
}
