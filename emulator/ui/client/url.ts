import type { ClientScript } from '../client-data';
import { recordUrl } from '../record-paths';
import { apiObject, notEmulated, scriptError } from './refusals';
import { thisPage } from './this-page';

type Parameters = Readonly<Record<string, unknown>>;

interface ScriptAddress {
  readonly scriptId: string | number;
  readonly deploymentId: string | number;
  readonly params?: Parameters;
  readonly returnExternalUrl?: boolean;
}

interface RecordAddress {
  readonly recordType: string;
  readonly recordId?: string | number;
  readonly isEditMode?: boolean;
  readonly params?: Parameters;
}

const PATHS = { suitelet: '/app/site/hosting/scriptlet.nl', restlet: '/app/site/hosting/restlet.nl' } as const;

/** N/url in the browser. */
export function urlModule(): object {
  return apiObject('N/url', { resolveScript, resolveRecord, resolveDomain: () => location.host, format: ({ domain, params }: { readonly domain: string; readonly params: Parameters }) => withQuery(domain, params) });
}

function resolveScript({ scriptId, deploymentId, params = {}, returnExternalUrl }: ScriptAddress): string {
  if (returnExternalUrl === true) throw notEmulated('N/url.resolveScript with returnExternalUrl in the browser');
  const found = thisPage().state.data.scripts.find((script) => isNamed(script, String(scriptId), String(deploymentId)));
  if (found === undefined) throw scriptError('SSS_INVALID_SCRIPT_ID_1', 'You have provided an invalid script id or internal id.');
  return withQuery(`${PATHS[found.kind]}?script=${String(found.scriptNumber)}&deploy=${String(found.deploymentNumber)}`, params);
}

function isNamed(script: ClientScript, scriptId: string, deploymentId: string): boolean {
  return (script.scriptId === scriptId.toLowerCase() || String(script.scriptNumber) === scriptId)
    && (script.deploymentId === deploymentId.toLowerCase() || String(script.deploymentNumber) === deploymentId);
}

function resolveRecord({ recordType, recordId, isEditMode, params = {} }: RecordAddress): string {
  return withQuery(recordUrl(recordType.toLowerCase(), recordId === undefined ? undefined : Number(recordId), isEditMode), params);
}

function withQuery(path: string, params: Parameters): string {
  const query = new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)])).toString();
  if (query === '') return path;
  return `${path}${path.includes('?') ? '&' : '?'}${query}`;
}
