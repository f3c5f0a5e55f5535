import type { AccountDirectory } from '../account/types';
import { accountHosts } from './account-hosts';
import { TOKEN_LIFE_S, type BearerTokens } from './bearer-tokens';
import { verifyAssertion } from './jwt-assertion';
import { answerJson, mediaType, urlOf, type HttpReply, type HttpRequest } from './messages';

export const TOKEN_PATH = '/services/rest/auth/oauth2/v1/token';

export interface TokenRouteParts {
  readonly accountId: string;
  readonly hostMs: () => number;
  readonly directory: AccountDirectory;
  readonly bearers: BearerTokens;
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Answers the OAuth 2.0 token endpoint: the client credentials flow with a signed assertion (section_162755359851). */
export function answerToken(request: HttpRequest, parts: TokenRouteParts): HttpReply {
  const refuse = (status: number, error: string) => answerJson(status, { error }, { 'cache-control': 'no-store' });
  if (request.method !== 'POST') return refuse(405, 'invalid_request');
  if (mediaType(request.headers['content-type']) !== 'application/x-www-form-urlencoded') return refuse(400, 'invalid_request');
  const form = new URLSearchParams(request.body.toString('utf8'));
  if (form.get('grant_type') !== 'client_credentials') return refuse(400, form.has('grant_type') ? 'unsupported_grant_type' : 'invalid_request');
  if (form.get('client_assertion_type') !== ASSERTION_TYPE || !form.has('client_assertion')) return refuse(400, 'invalid_request');
  const assertion = verifyAssertion(form.get('client_assertion') ?? '', {
    hostMs: parts.hostMs(),
    audiences: [urlOf(request, TOKEN_PATH), `https://${accountHosts(parts.accountId).webServices}${TOKEN_PATH}`],
    findPublicKey: (clientId, certificateId) => parts.directory.findCertificate(clientId, certificateId)?.publicKeyPem,
  });
  const owner = assertion === undefined ? undefined : parts.directory.findCertificate(assertion.clientId, assertion.certificateId);
  if (assertion === undefined || owner === undefined) return refuse(400, 'invalid_grant');
  const token = parts.bearers.issue({ employeeId: owner.employeeId, roleScriptId: owner.roleScriptId, scopes: assertion.scopes }, parts.hostMs());
  return answerJson(200, { access_token: token, expires_in: String(TOKEN_LIFE_S), token_type: 'Bearer' }, { 'cache-control': 'no-store' });
}
