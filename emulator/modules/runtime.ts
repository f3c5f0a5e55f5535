import { NotEmulated, SuiteScriptFailure } from '../runtime/types';
import type { RuntimeServices } from '../runtime/services';
import { requiredOptions, textOption } from './arguments';
import { sessionOf } from './page-state';
import type { EmulatedModule, GuestMembers, ModuleHost } from './types';

/** Keys and values differ (platform facts 6.3); only contexts that the emulator can run a script in. */
const CONTEXT_TYPE = {
  CSV_IMPORT: 'CSVIMPORT', MAP_REDUCE: 'MAPREDUCE', PORTLET: 'PORTLET', RESTLET: 'RESTLET', REST_WEBSERVICES: 'RESTWEBSERVICES', SCHEDULED: 'SCHEDULED',
  SUITELET: 'SUITELET', USER_EVENT: 'USEREVENT', USER_INTERFACE: 'USERINTERFACE', WEBSERVICES: 'WEBSERVICES',
  WORKFLOW: 'WORKFLOW',
} as const;

/** N/runtime: who runs, under which deployment, with how many units left (platform facts 6.3). */
export const runtimeModule: EmulatedModule<RuntimeServices> = {
  name: 'N/runtime',
  emulated: [
    'getCurrentScript', 'getCurrentSession', 'getCurrentUser', 'isFeatureInEffect', 'accountId', 'envType', 'executionContext', 'processorCount', 'version',
    'ContextType', 'EnvType', 'Permission',
    'Script.id', 'Script.deploymentId', 'Script.logLevel', 'Script.getRemainingUsage', 'Script.getParameter',
    'Session.get', 'Session.set',
    'User.id', 'User.name', 'User.email', 'User.role', 'User.roleId', 'User.getPermission', 'User.getPreference',
  ],
  build: (host) => {
    const { account } = host.services;
    return {
      methods: {
        getCurrentScript: () => host.realm.object(scriptMembers(host)),
        getCurrentSession: () => host.realm.object(sessionMembers(host)),
        getCurrentUser: () => host.realm.object(userMembers(host)),
        isFeatureInEffect: (...args) => {
          const options = requiredOptions(args, { call: 'runtime.isFeatureInEffect', names: ['feature'] });
          return account.features.has(textOption(options, 'runtime.isFeatureInEffect', 'feature').toUpperCase());
        },
      },
      getters: {
        accountId: () => account.accountId,
        envType: () => account.envType,
        executionContext: () => host.execution.context,
        processorCount: () => account.processorCount,
        version: () => account.version,
      },
      constants: { ContextType: CONTEXT_TYPE },
    };
  },
};

function scriptMembers({ execution, services, realm }: ModuleHost<RuntimeServices>): GuestMembers {
  return {
    published: 'N/runtime.Script',
    getters: {
      id: () => execution.scriptId,
      deploymentId: () => execution.deploymentId,
      logLevel: () => services.deployments.logLevel(execution),
    },
    methods: {
      getRemainingUsage: () => execution.unitLimit - execution.unitsUsed,
      getParameter: (...args) => {
        const options = requiredOptions(args, { call: 'Script.getParameter', names: ['name'] });
        const { name } = options;
        if (typeof name !== 'string') throw new SuiteScriptFailure('WRONG_PARAMETER_NAME', 'Script.getParameter: name is expected as string.');
        const value = services.deployments.parameter(execution, name);
        return realm.toGuest(value ?? null);
      },
    },
  };
}

/** Values of one login, kept as text; a script outside of one has a session of its own. */
function sessionMembers({ execution }: ModuleHost<RuntimeServices>): GuestMembers {
  return {
    published: 'N/runtime.Session',
    methods: {
      get: (...args) => {
        const name = textOption(requiredOptions(args, { call: 'Session.get', names: ['name'] }), 'Session.get', 'name');
        return sessionOf(execution).get(name) ?? null;
      },
      set: (...args) => {
        const options = requiredOptions(args, { call: 'Session.set', names: ['name'] });
        const { value } = options;
        const text = value === undefined || value === null ? '' : textOption(options, 'Session.set', 'value');
        sessionOf(execution).set(textOption(options, 'Session.set', 'name'), text);
      },
    },
  };
}

function userMembers({ execution: { actor }, services }: ModuleHost<RuntimeServices>): GuestMembers {
  return {
    published: 'N/runtime.User',
    getters: {
      id: () => actor.userId,
      name: () => actor.userName,
      email: () => actor.userEmail,
      role: () => actor.roleId,
      roleId: () => actor.roleScriptId,
    },
    methods: {
      getPermission: (...args) => {
        const options = requiredOptions(args, { call: 'User.getPermission', names: ['name'] });
        const name = textOption(options, 'User.getPermission', 'name');
        if (!/^[A-Z]/.test(name)) throw new NotEmulated(`permission ${name}`);
        return actor.administrator ? 4 : actor.permissions.get(name) ?? 0;
      },
      // Nobody has set preferences of their own here: those of the company count.
      getPreference: (...args) => {
        const name = textOption(requiredOptions(args, { call: 'User.getPreference', names: ['name'] }), 'User.getPreference', 'name');
        if (name.toUpperCase() !== 'TIMEZONE') throw new NotEmulated(`preference ${name}`);
        return services.companyTimeZone;
      },
    },
  };
}
