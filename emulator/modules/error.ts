import type { RuntimeServices } from '../runtime/services';
import { requiredOptions, textOption, wrongType } from './arguments';
import type { EmulatedModule } from './types';

const CREATE = 'error.create';

/** N/error: `create` makes a SuiteScriptError of the script's own realm (platform facts 6.2). A UserEventError is made where a user event fails. */
export const errorModule: EmulatedModule<RuntimeServices> = {
  name: 'N/error',
  emulated: [
    'create', 'SuiteScriptError.type', 'SuiteScriptError.id', 'SuiteScriptError.name', 'SuiteScriptError.message',
    'SuiteScriptError.stack', 'SuiteScriptError.cause', 'SuiteScriptError.notifyOff', 'SuiteScriptError.toJSON', 'SuiteScriptError.toString',
    'UserEventError.eventType', 'UserEventError.recordId', 'UserEventError.toJSON', 'UserEventError.toString',
  ],
  build: ({ realm }) => ({
    methods: {
      create: (...args) => {
        const options = requiredOptions(args, { call: CREATE, names: ['name', 'message'] });
        const notifyOff = options['notifyOff'] ?? false;
        if (typeof notifyOff !== 'boolean') throw wrongType(CREATE, 'notifyOff', 'boolean');
        return realm.error(textOption(options, CREATE, 'name'), textOption(options, CREATE, 'message'), notifyOff);
      },
    },
  }),
};
