import type { Banner, PageDraft } from './draft';
import { shownLong } from './draft';
import type { LinkTo } from './address';

/** A calm page: what happened, that nothing was changed where nothing was, and the way back. */
export function noticePage(notice: Pick<Banner, 'kind' | 'title' | 'text'>, link: LinkTo, back?: { readonly url: string; readonly title: string }): PageDraft {
  const way = back ?? { url: link('queue'), title: 'Review queue' };
  return {
    title: notice.title,
    banners: [notice],
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: link('queue') }],
    groups: [{
      id: 'custpage_notice', label: 'What happened', oneColumn: true,
      fields: [
        shownLong('custpage_notice_text', 'Message', notice.text),
        { kind: 'link', id: 'custpage_notice_back', label: 'Go on with', url: way.url, text: way.title },
      ],
    }],
  };
}

/** What is not there, and what is not this person's to see, look alike. */
export function notFoundPage(what: string, link: LinkTo): PageDraft {
  return noticePage({ kind: 'information', title: `${what} was not found`, text: 'It does not exist, or it is not among what you may see. Nothing was changed.' }, link);
}

/** The form was shown to somebody else, is too old, or what it was about has changed. */
export function outdatedPage(why: string, link: LinkTo, back?: { readonly url: string; readonly title: string }): PageDraft {
  return noticePage({ kind: 'warning', title: 'Nothing was done', text: why }, link, back);
}
