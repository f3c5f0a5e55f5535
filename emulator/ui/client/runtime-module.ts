import { apiObject } from './refusals';
import { thisPage } from './this-page';

/** N/runtime in the browser: who is logged in. */
export function runtimeModule(): object {
  const { accountId, user } = thisPage().state.data;
  return apiObject('N/runtime', {
    accountId,
    executionContext: 'USERINTERFACE',
    getCurrentUser: () => apiObject('N/runtime.User', { id: user.id, name: user.name, email: user.email, role: user.role, roleId: user.roleId }),
  });
}
