import { refusedAtTheDoor } from './concurrency';
import type { ControlRoutes } from './control-routes';
import { answerDataCenterUrls } from './data-center-route';
import { answer, answerJson } from './messages';
import type { PageRoutes } from './page-routes';
import { answerRestlet, type RestletRouteParts } from './restlet-route';
import type { Router } from './server';
import { SUITEQL_PATH, answerSuiteQl, type SuiteQlRouteParts } from './suiteql-route';
import { TOKEN_PATH, answerToken, type TokenRouteParts } from './token-route';

export const RESTLET_PATH = '/app/site/hosting/restlet.nl';

/** A tray of papers, for the tab of the browser. */
const ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#232d35"/><path d="M4 4h8v2H4zm0 3h8v2H4zm0 3h5v2H4z" fill="#fff"/></svg>';

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
      // Browsers ask for it by themselves, and tell of an error where nothing is there.
      case '/favicon.ico': return refusedAtTheDoor(answer(200, 'image/svg+xml', ICON));
      case '/rest/datacenterurls': return refusedAtTheDoor(answerDataCenterUrls(request, parts.tokens.accountId));
      default: {
        const reply = await parts.control(request) ?? await parts.pages(request);
        return refusedAtTheDoor(reply ?? answerJson(404, { error: { code: 'NOT_FOUND', message: `Nothing is served at ${request.path}.` } }));
      }
    }
  };
}
