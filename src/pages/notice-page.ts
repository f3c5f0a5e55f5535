import type { Banner, PageDraft } from './draft';
import { shownLong } from './draft';
import type { LinkTo } from './address';

/** Where a notice leads on to. */
export interface WayBack {
  readonly url: string;
  readonly title: string;
}

/** What a page says that does nothing: what happened, what was kept, and what to do next. */
interface Notice extends Pick<Banner, 'kind' | 'title'> {
  readonly happened: string;
  readonly kept: string;
  readonly next: string;
  /** What was keyed in and would be lost; empty: nothing. */
  readonly wrote?: string;
}

/** A calm page with the way back. */
function noticePage({ kind, title, happened, kept, next, wrote = '' }: Notice, link: LinkTo, back: WayBack = { url: link('queue'), title: 'Review queue' }): PageDraft {
  return {
    title,
    banners: [{ kind, title, text: `${happened} ${kept}` }],
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: link('queue') }],
    buttons: [{ id: 'custpage_notice_on', label: `Go to: ${back.title}`, url: back.url }],
    groups: [{
      id: 'custpage_notice', label: 'Notice', oneColumn: true,
      fields: [
        shownLong('custpage_notice_text', 'What happened', happened),
        shownLong('custpage_notice_kept', 'What was kept', kept),
        shownLong('custpage_notice_next', 'What to do next', next),
        ...(wrote === '' ? [] : [shownLong('custpage_notice_wrote', 'What you wrote', wrote)]),
      ],
    }],
  };
}

const KEPT = 'Nothing was changed. Documents, operations and their history stand as before.';

/** What is not there, and what is not this person's to see, look alike. */
export function notFoundPage(what: string, link: LinkTo): PageDraft {
  return noticePage({
    kind: 'information', title: `${what} was not found`, happened: 'It does not exist, or it is not among what you may see.', kept: KEPT,
    next: 'Look for it in the queue. If it should be yours to see, ask an administrator: your role and your subsidiary decide.',
  }, link);
}

/** The form was shown to somebody else, is too old, or what it was about has changed. */
export function outdatedPage(why: string, link: LinkTo, back?: WayBack, wrote = ''): PageDraft {
  return noticePage({ kind: 'warning', title: 'Nothing was done', happened: why, kept: KEPT, next: `Open ${back?.title ?? 'the review queue'} again, look at how it stands now, and decide anew.`, wrote }, link, back);
}

/** The role that is logged in has no part in the queue. */
export function notForRolePage(link: LinkTo): PageDraft {
  return noticePage({
    kind: 'information', title: 'Not for this role', happened: 'Your role has no part in the review queue.', kept: KEPT,
    next: 'Change to a role of the queue if you have one. Otherwise ask an administrator to give your role a part in it.',
  }, link, { url: '/app/center/card.nl', title: 'Home' });
}
