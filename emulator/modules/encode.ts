import type { RuntimeServices } from '../runtime/services';
import { requiredOptions, textOption } from './arguments';
import { decodeText, encodeBytes, encodingOf } from './text-encoding';
import type { EmulatedModule } from './types';

/** N/encode. */
export const encodeModule: EmulatedModule<RuntimeServices> = {
  name: 'N/encode',
  emulated: ['convert', 'Encoding'],
  build: () => ({
    methods: {
      convert: (...args) => {
        const options = requiredOptions(args, { call: 'encode.convert', names: ['string', 'inputEncoding', 'outputEncoding'] });
        const bytes = decodeText(textOption(options, 'encode.convert', 'string'), encodingOf(options['inputEncoding'], 'UTF_8'));
        return encodeBytes(bytes, encodingOf(options['outputEncoding'], 'UTF_8'));
      },
    },
  }),
};
