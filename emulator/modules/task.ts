import type { TaskQueue } from '../scripts/task-queue';
import type { RuntimeServices } from '../runtime/services';
import { NotEmulated, SuiteScriptFailure } from '../runtime/types';
import { requiredOptions, type Options } from './arguments';
import type { EmulatedModule, GuestMembers, ModuleHost } from './types';

/** What N/task needs of the account. */
export interface TaskServices extends RuntimeServices {
  readonly tasks: TaskQueue;
}

type Host = ModuleHost<TaskServices>;

/** N/task for Map/Reduce scripts, without parameters for one run. Other kinds of tasks are refused. */
export const taskModule: EmulatedModule<TaskServices> = {
  name: 'N/task',
  emulated: [
    'create', 'checkStatus', 'ActionCondition', 'DedupeEntityType', 'DedupeMode', 'MapReduceStage', 'MasterSelectionMode', 'TaskStatus', 'TaskType',
    'MapReduceScriptTask.scriptId', 'MapReduceScriptTask.deploymentId', 'MapReduceScriptTask.submit', 'MapReduceScriptTask.toString',
    'MapReduceScriptTaskStatus.taskId', 'MapReduceScriptTaskStatus.scriptId', 'MapReduceScriptTaskStatus.deploymentId',
    'MapReduceScriptTaskStatus.status', 'MapReduceScriptTaskStatus.stage', 'MapReduceScriptTaskStatus.toString',
  ],
  build: (host) => ({
    methods: {
      create: (...args) => create(host, requiredOptions(args, { call: 'task.create', names: ['taskType'] })),
      checkStatus: (...args) => {
        const taskId = String(requiredOptions(args, { call: 'task.checkStatus', names: ['taskId'] })['taskId']);
        return host.call({ member: 'N/task.checkStatus', units: 0, detail: taskId }, () => host.realm.object(statusMembers(host, taskId)));
      },
    },
  }),
};

function create(host: Host, options: Options): object {
  if (options['taskType'] !== 'MAP_REDUCE') throw new NotEmulated(`tasks of type ${String(options['taskType'])}`);
  if (options['params'] !== undefined && options['params'] !== null) throw new NotEmulated('parameters of a submitted task');
  const request = { scriptId: textOf(options['scriptId']), deploymentId: textOf(options['deploymentId']) };
  const submit = () => {
    const { scriptId, deploymentId } = request;
    if (scriptId === undefined) throw new SuiteScriptFailure('SSS_MISSING_REQD_ARGUMENT', 'MapReduceScriptTask.submit: Missing a required argument: scriptId');
    return host.call({ member: 'N/task.MapReduceScriptTask.submit', units: 20, detail: `${scriptId}:${deploymentId ?? ''}` },
      () => host.services.tasks.submit({ scriptId, deploymentId }, host.execution));
  };
  return host.realm.object({
    published: 'N/task.MapReduceScriptTask', tag: 'task.MapReduceScriptTask',
    getters: { scriptId: () => request.scriptId ?? null, deploymentId: () => request.deploymentId ?? null },
    setters: { scriptId: (value) => { request.scriptId = textOf(value); }, deploymentId: (value) => { request.deploymentId = textOf(value); } },
    methods: { submit },
  });
}

/** A status as it was when it was asked for. What an unknown id answers is not documented. */
function statusMembers({ services }: Host, taskId: string): GuestMembers {
  const task = services.tasks.find(taskId);
  if (task === undefined) throw new NotEmulated(`task.checkStatus of an unknown task (${taskId})`);
  const { scriptId, deploymentId, status } = task;
  const stage = () => {
    if (status === 'PROCESSING') throw new NotEmulated('MapReduceScriptTaskStatus.stage of a running task');
    return status === 'PENDING' ? null : 'SUMMARIZE';
  };
  return {
    published: 'N/task.MapReduceScriptTaskStatus', tag: 'task.MapReduceScriptTaskStatus',
    constants: { taskId, scriptId, deploymentId, status }, getters: { stage },
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
