/** Names under which one account answers. */
export interface AccountHosts {
  /** `1234567-sb1`: the account as its host names spell it. */
  readonly label: string;
  readonly restlets: string;
  readonly webServices: string;
  readonly application: string;
}

/** NetSuite's host names for an account (section_1500291435's pattern: lower case, underscore to hyphen). */
export function accountHosts(accountId: string): AccountHosts {
  const label = accountId.toLowerCase().replaceAll('_', '-');
  return {
    label,
    restlets: `${label}.restlets.api.netsuite.com`,
    webServices: `${label}.suitetalk.api.netsuite.com`,
    application: `${label}.app.netsuite.com`,
  };
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** `rest.netsuite.com` answers for every account: clients ask it where theirs is. */
const SHARED = 'rest.netsuite.com';

/**
 * Whether a Host header names this account: loopback, or the account's own NetSuite names that real clients use. Anything
 * else may be a web page whose name was pointed at this machine, and is refused.
 */
export function isOwnHost(host: string, accountId: string): boolean {
  const name = hostName(host);
  if (LOOPBACK.has(name) || name === SHARED) return true;
  const { restlets, webServices, application } = accountHosts(accountId);
  return name === restlets || name === webServices || name === application;
}

/** NetSuite's own names are reached over TLS alone; loopback is plain. */
export function schemeOf(host: string): 'http' | 'https' {
  return LOOPBACK.has(hostName(host)) ? 'http' : 'https';
}

function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}
