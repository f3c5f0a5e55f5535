import { accountHosts } from './account-hosts';
import { answerJson, type HttpReply, type HttpRequest } from './messages';

/** Answers `/rest/datacenterurls?account=`: where an account's services are. Loopback callers stay on loopback. */
export function answerDataCenterUrls(request: HttpRequest, accountId: string): HttpReply {
  const asked = request.query.get('account') ?? '';
  if (asked.toUpperCase() !== accountId.toUpperCase()) {
    return answerJson(400, { error: { code: 'INVALID_ACCOUNT', message: `There is no account ${asked} here.` } });
  }
  if (request.scheme === 'http') {
    const base = `http://${request.host}`;
    return answerJson(200, { restDomain: base, webservicesDomain: base, systemDomain: base });
  }
  const hosts = accountHosts(accountId);
  return answerJson(200, {
    restDomain: `https://${hosts.restlets}`, webservicesDomain: `https://${hosts.webServices}`, systemDomain: `https://${hosts.application}`,
  });
}
