import { SuiteScriptFailure } from '../runtime/types';
import { executionRandom, randomBytes, randomUuid } from '../runtime/random';
import type { RuntimeServices } from '../runtime/services';
import { requiredOptions, wrongType, type Options } from './arguments';
import type { EmulatedModule } from './types';

/** N/crypto/random, drawn from the account's seed: one seed is one run (design 10). */
export const cryptoRandomModule: EmulatedModule<RuntimeServices> = {
  name: 'N/crypto/random',
  emulated: ['generateUUID', 'generateBytes', 'generateInt'],
  build: ({ execution, services, realm }) => {
    const random = executionRandom(services.seed, execution.id, 'N/crypto/random');
    return {
      methods: {
        generateUUID: () => randomUuid(random),
        generateBytes: (...args) => {
          const options = requiredOptions(args, { call: 'random.generateBytes', names: ['size'] });
          const size = wholeNumber(options, 'random.generateBytes', 'size');
          if (size < 1) throw new SuiteScriptFailure('SSS_INVALID_TYPE_ARG', 'random.generateBytes: size must be positive.');
          return realm.toGuest(randomBytes(random, size));
        },
        generateInt: (...args) => {
          const options = requiredOptions(args, { call: 'random.generateInt', names: ['max'] });
          const max = wholeNumber(options, 'random.generateInt', 'max');
          const min = options['min'] === undefined ? 0 : wholeNumber(options, 'random.generateInt', 'min');
          if (max <= min) throw new SuiteScriptFailure('SSS_INVALID_TYPE_ARG', 'random.generateInt: max must be greater than min.');
          return min + Math.floor(random() * (max - min));
        },
      },
    };
  },
};

function wholeNumber(options: Options, call: string, name: string): number {
  const value = options[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw wrongType(call, name, 'integer');
  return value;
}
