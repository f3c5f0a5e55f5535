import { refusedAtTheDoor } from './concurrency';
import type { ControlRoutes } from './control-routes';
import { answerDataCenterUrls } from './data-center-route';
import { answerJson } from './messages';
import type { PageRoutes } from './page-routes';
import { answerRestlet, type RestletRouteParts } from './restlet-route';
import type { Router } from './server';
import { SUITEQL_PATH, answerSuiteQl, type SuiteQlRouteParts } from './suiteql-route';
import { TOKEN_PATH, answerToken, type TokenRouteParts } from './token-route';

export const RESTLET_PATH = '/app/site/hosting/restlet.nl';

export interface AccountRouterParts extends RestletRouteParts, SuiteQlRouteParts {
  readonly tokens: TokenRouteParts;
  readonly control: ControlRoutes;
  readonly pages: PageRoutes;
}

/** Sends each request to the service at its path: NetSuite's own, then the control page's and those that people of the account see. */
export function createAccountRouter(parts: AccountRouterParts): Router {
  return async (request) => {
    switch (request.path) {
      case RESTLET_PATH: return answerRestlet(request, parts);
      case SUITEQL_PATH: return answerSuiteQl(request, parts);
      case TOKEN_PATH: return refusedAtTheDoor(answerToken(request, parts.tokens));
      case '/rest/datacenterurls': return refusedAtTheDoor(answerDataCenterUrls(request, parts.tokens.accountId));
      default: {
        const reply = await parts.control(request) ?? await parts.pages(request);
        return refusedAtTheDoor(reply ?? answerJson(404, { error: { code: 'NOT_FOUND', message: `Nothing is served at ${request.path}.` } }));
      }
    }
  };
}
