import type { ActionTell } from '../application/review/desk-port';
import type { LinkTo } from './address';
import type { Banner, PageDraft } from './draft';
import { shown, shownLong } from './draft';
import { ACTION_WORDS } from './labels';
import type { PageContext } from './page-context';
import { standingBanners } from './standing-banners';

const STATE_TELL: Readonly<Record<ActionTell['state'], string>> = {
  asked: 'Under way', done: 'Done', refused: 'Nothing was done', failed: 'It failed',
};

/** What became of a click, as a banner: the words of whoever carried it out. */
export function outcomeBanner(tell: ActionTell): Banner {
  const { short } = ACTION_WORDS[tell.kind];
  const title = `${short}: ${STATE_TELL[tell.state].toLowerCase()}`;
  switch (tell.state) {
    case 'done':
      return { kind: 'confirmation', title, text: tell.text };
    case 'asked':
      return { kind: 'information', title, text: tell.text === '' ? 'It was taken down and goes on by itself.' : tell.text };
    case 'refused':
      return { kind: 'warning', title, text: tell.text };
    case 'failed':
      return { kind: 'error', title, text: `${tell.text} Nothing is lost: the sweep looks at it again.`.trim() };
  }
}

/** Number of the request that a result names; empty: none. */
function requestNamed(text: string): string {
  return /\bRequest ([\w-]{1,80})/.exec(text)?.[1] ?? '';
}

/** Result of an action over many rows. A job's figures stand on the page of its request. */
export function resultPage(tell: ActionTell, { words, link, health }: PageContext): PageDraft {
  const number = requestNamed(tell.text);
  return {
    title: `Result: ${ACTION_WORDS[tell.kind].short}`,
    banners: [outcomeBanner(tell), ...standingBanners(health)],
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: link('queue') }, { kind: 'breadcrumb', title: 'By operation', url: link('operations') }],
    groups: [{
      id: 'custpage_result', label: 'Result', oneColumn: true,
      fields: [
        shown('custpage_r_state', 'State', STATE_TELL[tell.state]),
        shownLong('custpage_r_text', 'In words', tell.text),
        shown('custpage_r_asked', 'Asked', words.moment(tell.askedMs)),
        ...(number === '' ? [] : [{ kind: 'link', id: 'custpage_r_request', label: 'Job', url: link('request', { number }), text: `Request ${number}: plan, progress and result` } as const]),
        { kind: 'link', id: 'custpage_r_back', label: 'Go on with', ...backTo(tell, link) },
      ],
    }],
  };
}

function backTo({ subject, subjectId }: ActionTell, link: LinkTo): { readonly url: string; readonly text: string } {
  if (subject === 'operation') return { url: link('operation', { operation: subjectId }), text: 'The operation' };
  return subject === 'cause' ? { url: link('cause', { cause: subjectId }), text: 'The cause' } : { url: link('operations'), text: 'The list of operations' };
}
