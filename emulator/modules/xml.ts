import type { RuntimeServices } from '../runtime/services';
import { optionsOf, textOption } from './arguments';
import type { EmulatedModule } from './types';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** N/xml: `escape` alone, which makes a text safe between tags and in quoted attributes. */
export const xmlModule: EmulatedModule<RuntimeServices> = {
  name: 'N/xml',
  emulated: ['escape'],
  build: () => ({
    methods: {
      escape: (...args) => textOption(optionsOf(args), 'xml.escape', 'xmlText').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character),
    },
  }),
};
