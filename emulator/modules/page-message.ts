import { NotEmulated, SuiteScriptFailure } from '../runtime/types';
import type { MessageType, PageMessage } from '../ui/page-model';
import { optionsOf, wrongType, type Options } from './arguments';
import { bindHandle, draftOf } from './server-widget/handles';
import { numberOf, textOf } from './server-widget/options';
import type { RuntimeServices } from '../runtime/services';
import type { EmulatedModule } from './types';

/** In the order of message.Type's numbers. */
const TYPES: readonly MessageType[] = ['CONFIRMATION', 'INFORMATION', 'WARNING', 'ERROR'];

const CREATE = 'message.create';

/**
 * N/ui/message as a server script needs it: to make the message that `Form.addPageInitMessage` takes. Showing and hiding
 * are the browser's.
 */
export const messageModule: EmulatedModule<RuntimeServices> = {
  name: 'N/ui/message',
  emulated: ['create', 'Type', 'Message.toString'],
  build: (host) => ({
    methods: {
      create: (...args) => {
        const message = messageOf(optionsOf(args));
        return bindHandle('message', host.realm.object({ published: 'N/ui/message.Message', tag: 'message.Message' }), message);
      },
    },
  }),
};

/** MISSING_REQD_ARGUMENT without a type. */
function messageOf(options: Options): PageMessage {
  const given = options['type'];
  if (given === undefined || given === null) throw new SuiteScriptFailure('MISSING_REQD_ARGUMENT', `${CREATE}: Missing a required argument: type`);
  const type = TYPES[Number(given)];
  if (type === undefined) throw new NotEmulated(`a message of type ${JSON.stringify(given)}`);
  return {
    type, title: textOf(options['title'], CREATE, 'title'), message: textOf(options['message'], CREATE, 'message'),
    durationMs: options['duration'] === undefined ? 0 : numberOf(options['duration'], CREATE, 'duration'),
  };
}

/** What `Form.addPageInitMessage` is given: `{ message }`, or the options that make one. WRONG_PARAMETER_TYPE (section_1530198114). */
export function pageMessage(args: readonly unknown[]): PageMessage {
  const [first] = args;
  if (typeof first !== 'object' || first === null) throw wrongType('Form.addPageInitMessage', 'options', 'object');
  return draftOf('message', first) ?? draftOf('message', (first as Options)['message']) ?? messageOf(first as Options);
}
