import type { AccountDirectory } from '../account/types';
import type { Actor } from '../runtime/types';
import type { BearerTokens } from './bearer-tokens';
import type { TokenScope } from './jwt-assertion';
import type { HttpRequest } from './messages';
import { judgeOAuth1, parseOAuth1Header } from './oauth1';

/** What callers are checked against. */
export interface Authenticator {
  readonly accountId: string;
  readonly hostMs: () => number;
  readonly directory: AccountDirectory;
  readonly bearers: BearerTokens;
}

/** Who calls, or why nobody is let in; `challenge` is the WWW-Authenticate header. */
export type Authentication =
  | { readonly kind: 'known'; readonly actor: Actor }
  | { readonly kind: 'refused'; readonly challenge: string };

/** Permission that a role needs to log in with each kind of token. */
const LOGIN_PERMISSION = { oauth1: 'ADMI_LOGIN_OAUTH', oauth2: 'ADMI_LOGIN_OAUTH2' } as const;

/**
 * Decides who makes a call from its Authorization header: a token-based signature or a bearer token with the scope that
 * the service needs. The role must still be the employee's, be active, and allow to log in this way.
 */
export function authenticate(request: HttpRequest, scope: TokenScope, account: Authenticator): Authentication {
  const header = request.headers.authorization ?? '';
  if (/^OAuth\s/i.test(header)) return authenticateSignature(request, header, account);
  const bearer = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
  if (bearer === undefined) return refused('OAuth', account, 'token_rejected');
  const grant = account.bearers.find(bearer, account.hostMs());
  if (grant === undefined || !grant.scopes.includes(scope)) return refused('Bearer', account, 'invalid_token');
  const actor = actorWith(account.directory, grant, LOGIN_PERMISSION.oauth2);
  return actor === undefined ? refused('Bearer', account, 'invalid_token') : { kind: 'known', actor };
}

function authenticateSignature(request: HttpRequest, header: string, account: Authenticator): Authentication {
  const parameters = parseOAuth1Header(header);
  if (parameters === undefined) return refused('OAuth', account, 'parameter_rejected');
  const problem = judgeOAuth1({ target: request, parameters }, { accountId: account.accountId, hostMs: account.hostMs(), keys: account.directory });
  if (problem !== undefined) return refused('OAuth', account, problem);
  const token = account.directory.findToken(parameters.protocol.get('oauth_consumer_key') ?? '', parameters.protocol.get('oauth_token') ?? '');
  const actor = token === undefined ? undefined : actorWith(account.directory, token, LOGIN_PERMISSION.oauth1);
  return actor === undefined ? refused('OAuth', account, 'permission_denied') : { kind: 'known', actor };
}

function actorWith(
  directory: AccountDirectory, owner: { readonly employeeId: number; readonly roleScriptId: string }, permission: string,
): Actor | undefined {
  if (!directory.hasRole(owner.employeeId, owner.roleScriptId)) return undefined;
  try {
    const actor = directory.buildActor(owner.employeeId, owner.roleScriptId);
    return actor.administrator || (actor.permissions.get(permission) ?? 0) > 0 ? actor : undefined;
  } catch (error) {
    if ((error as Error).name === 'INVALID_LOGIN_CREDENTIALS') return undefined;
    throw error;
  }
}

function refused(scheme: 'OAuth' | 'Bearer', account: Authenticator, error: string): Authentication {
  return { kind: 'refused', challenge: `${scheme} realm="${account.accountId}", error="${error}", error_description="Invalid login attempt."` };
}
