import type { DeployedScript } from './deployments';

/** Which deployments run now, by key; all threads of an account see the same. */
export interface RunningDeployments {
  has(key: string): boolean;
  add(key: string): void;
  delete(key: string): void;
  /** What another thread opens the same with. */
  readonly memory: SharedArrayBuffer;
}

/** What tells one deployment from another among those that run. */
export function deploymentKey({ script, deployment }: DeployedScript): string {
  return `${script.scriptId} ${deployment.scriptId}`;
}

/** Opens the marks of an account's deployments: new ones, or those of the thread that `memory` is from. */
export function openRunningDeployments(deployments: readonly DeployedScript[], memory = new SharedArrayBuffer(4 * deployments.length)): RunningDeployments {
  const marks = new Int32Array(memory);
  const places = new Map(deployments.map((target, place) => [deploymentKey(target), place]));
  const placeOf = (key: string): number => {
    const place = places.get(key);
    if (place === undefined) throw new RangeError(`${key} is no deployment of this account.`);
    return place;
  };
  return {
    memory,
    has: (key) => places.has(key) && Atomics.load(marks, placeOf(key)) === 1,
    add: (key) => { Atomics.store(marks, placeOf(key), 1); },
    delete: (key) => { Atomics.store(marks, placeOf(key), 0); },
  };
}
