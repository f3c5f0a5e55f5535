import { accountHosts } from '../http/account-hosts';
import { NotEmulated } from '../runtime/types';
import { recordAddress, scriptAddress, withParameters, type AddressServices } from './addresses';
import { requiredOptions } from './arguments';
import type { EmulatedModule } from './types';

/** N/url: addresses of scripts (section_4358672433) and records without host, and the account's hosts. Task links and external Suitelets are refused. */
export const urlModule: EmulatedModule<AddressServices> = {
  name: 'N/url',
  emulated: ['HostType', 'format', 'resolveDomain', 'resolveRecord', 'resolveScript'],
  build: ({ services }) => ({
    methods: {
      format: (...args) => {
        const { domain, params } = requiredOptions(args, { call: 'url.format', names: ['domain', 'params'] });
        return withParameters(String(domain), params);
      },
      resolveDomain: (...args) => {
        const { hostType, accountId } = requiredOptions(args, { call: 'url.resolveDomain', names: ['hostType'] });
        return hostOf(String(hostType), typeof accountId === 'string' && accountId !== '' ? accountId : services.account.accountId);
      },
      resolveRecord: (...args) => {
        const { recordType, recordId, isEditMode, params } = requiredOptions(args, { call: 'url.resolveRecord', names: ['recordType'] });
        return recordAddress(services, { type: recordType, id: recordId, edit: isEditMode === true, parameters: params });
      },
      resolveScript: (...args) => {
        const { scriptId, deploymentId, returnExternalUrl, params } = requiredOptions(args, { call: 'url.resolveScript', names: ['scriptId', 'deploymentId'] });
        const kind = services.scriptUrl('suitelet', String(scriptId), String(deploymentId)) === undefined ? 'restlet' : 'suitelet';
        if (returnExternalUrl === true && kind === 'suitelet') throw new NotEmulated('external addresses of Suitelets');
        const path = scriptAddress(services, kind, { scriptId, deploymentId, parameters: params });
        return returnExternalUrl === true ? `https://${accountHosts(services.account.accountId).restlets}${path}` : path;
      },
    },
  }),
};

function hostOf(hostType: string, accountId: string): string {
  const hosts = accountHosts(accountId);
  switch (hostType) {
    case 'APPLICATION': return hosts.application;
    case 'RESTLETS': return hosts.restlets;
    case 'SUITETALK': return hosts.webServices;
    case 'FORMS': return `${hosts.label}.extforms.netsuite.com`;
    default: throw new NotEmulated(`the host of type ${hostType}`);
  }
}
