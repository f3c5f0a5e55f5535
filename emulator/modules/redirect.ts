import { NotEmulated } from '../runtime/types';
import { recordAddress, scriptAddress, withParameters, type AddressServices } from './addresses';
import { requiredOptions } from './arguments';
import { setRedirect, type RedirectDraft } from './page-state';
import type { EmulatedModule, ModuleHost } from './types';

/**
 * N/redirect in Suitelets; it takes effect when the script has ended (section_4424988773). In user events, where it needs a
 * page that was saved, and to task links, searches and transforms it is refused.
 */
export const redirectModule: EmulatedModule<AddressServices> = {
  name: 'N/redirect',
  emulated: ['redirect', 'toRecord', 'toSuitelet'],
  build: (host) => ({
    methods: {
      redirect: (...args) => {
        const { url, parameters } = requiredOptions(args, { call: 'redirect.redirect', names: ['url'] });
        order(host, { redirect: 'URL', url: withParameters(String(url), parameters) });
      },
      toRecord: (...args) => {
        const { type, id, isEditMode, parameters } = requiredOptions(args, { call: 'redirect.toRecord', names: ['type', 'id'] });
        order(host, { redirect: 'RECORD', url: recordAddress(host.services, { type, id, edit: isEditMode === true, parameters }) });
      },
      toSuitelet: (...args) => {
        const { scriptId, deploymentId, isExternal, parameters } = requiredOptions(args, { call: 'redirect.toSuitelet', names: ['scriptId', 'deploymentId'] });
        if (isExternal === true) throw new NotEmulated('external Suitelet addresses');
        order(host, { redirect: 'SUITELET', url: scriptAddress(host.services, 'suitelet', { scriptId, deploymentId, parameters }) });
      },
    },
  }),
};

function order({ execution }: ModuleHost<AddressServices>, redirect: RedirectDraft): void {
  if (execution.scriptType !== 'suitelet') throw new NotEmulated(`N/redirect in a script of type ${execution.scriptType}`);
  setRedirect(execution, redirect);
}
