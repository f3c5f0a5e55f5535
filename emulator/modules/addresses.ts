import { NotEmulated } from '../runtime/types';
import type { RuntimeServices } from '../runtime/services';
import type { RedirectDraft } from './page-state';
import type { Options } from './arguments';

/** What addresses of the account's own pages need of it. */
export interface AddressServices extends RuntimeServices {
  recordUrl(type: string, id: number | undefined, edit: boolean): string | undefined;
  /** Path and query of a deployed script's page; undefined where there is none by these ids. */
  scriptUrl(kind: 'suitelet' | 'restlet', scriptId: string, deploymentId: string): string | undefined;
}

/** Adds parameters to an address. Arrays are not taken (section_4424988773). */
export function withParameters(url: string, parameters: unknown): string {
  if (parameters === undefined || parameters === null) return url;
  const query = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null).map(([name, value]) => {
    if (typeof value === 'object') throw new NotEmulated(`the parameter ${name} of an address: arrays and objects are not taken`);
    return `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`;
  });
  if (query.length === 0) return url;
  return `${url}${url.includes('?') ? '&' : '?'}${query.join('&')}`;
}

/** Address of a Suitelet's or RESTlet's page. What NetSuite says of ids that do not exist is not documented. */
export function scriptAddress(services: AddressServices, kind: 'suitelet' | 'restlet', target: { readonly scriptId: unknown; readonly deploymentId: unknown; readonly parameters?: unknown }): string {
  const [script, deployment] = [String(target.scriptId), String(target.deploymentId)];
  const url = services.scriptUrl(kind, script, deployment);
  if (url === undefined) throw new NotEmulated(`the address of a ${kind} that is not there (${script}, ${deployment})`);
  return withParameters(url, target.parameters);
}

/** Address of a record's page, or of the page of a new one. */
export function recordAddress(services: AddressServices, target: { readonly type: unknown; readonly id: unknown; readonly edit: boolean; readonly parameters?: unknown }): string {
  const type = String(target.type);
  const id = target.id === undefined || target.id === null || target.id === '' ? undefined : Number(target.id);
  const url = services.recordUrl(type, id, target.edit);
  if (url === undefined || (id !== undefined && !Number.isSafeInteger(id))) throw new NotEmulated(`the address of a record page (${type}:${String(target.id)})`);
  return withParameters(url, target.parameters);
}

/** The redirect that a `ServerResponse.sendRedirect` orders. */
export function redirectFrom(services: AddressServices, options: Options): RedirectDraft {
  const { type, identifier, id, editMode, parameters } = options;
  switch (String(type)) {
    case 'SUITELET': return { redirect: 'SUITELET', url: scriptAddress(services, 'suitelet', { scriptId: identifier, deploymentId: id, parameters }) };
    case 'RESTLET': return { redirect: 'RESTLET', url: scriptAddress(services, 'restlet', { scriptId: identifier, deploymentId: id, parameters }) };
    case 'RECORD': return { redirect: 'RECORD', url: recordAddress(services, { type: identifier, id, edit: editMode === true, parameters }) };
    default: throw new NotEmulated(`redirects of type ${String(type)}`);
  }
}
