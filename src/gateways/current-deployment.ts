import * as runtime from 'N/runtime';

/** Script id of the deployment that runs. */
export function currentDeployment(): string {
  return runtime.getCurrentScript().deploymentId;
}
