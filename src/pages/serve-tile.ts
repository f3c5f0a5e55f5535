import * as runtime from 'N/runtime';
import type { EntryPoints } from 'N/types';
import * as url from 'N/url';
import type { ReviewQueue } from '../application/review/review-port';
import type { Viewer } from '../domain/review/capability';
import type { LinkTo } from './address';
import { deploymentOf, REVIEW_SCRIPT } from './deployments';
import { asCharacters } from './draw-form';
import { tileLines } from './tile-lines';
import { userWords } from './user-words';

/** Draws the tile of the home dashboard as lines of links. At most 60 units. */
export function serveTile({ portlet }: EntryPoints.Portlet.renderContext, { queue, viewer }: { readonly queue: ReviewQueue; readonly viewer: Viewer | undefined }): void {
  portlet.title = 'Integration review';
  if (viewer === undefined) {
    portlet.addLine({ text: `Your role has no part in the review queue (${runtime.getCurrentScript().deploymentId}).` });
    return;
  }
  const base = url.resolveScript({ scriptId: REVIEW_SCRIPT, deploymentId: deploymentOf(viewer.role) });
  const link: LinkTo = (page, params = {}) => `${base}${Object.entries({ page, ...params }).map(([name, value]) => `&${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('')}`;
  for (const { text, url: to } of tileLines(queue.health(viewer), { words: userWords(), link })) portlet.addLine({ text: asCharacters(text), ...(to === undefined ? {} : { url: to }) });
}
