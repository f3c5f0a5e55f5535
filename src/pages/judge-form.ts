import type { MarkedRow } from '../domain/review/bulk';
import type { Params } from './address';
import { outdatedPage } from './notice-page';
import type { WayBack } from './notice-page';
import type { FormSubject, PageContext } from './page-context';
import type { Answer } from './show-page';

/** What was posted: fields, and the lines that were marked. */
export interface Posted {
  readonly fields: Params;
  readonly marked: readonly MarkedRow[];
}

/** A page that says why nothing was done, with what was written kept. */
export function nothingDone(why: string, { link }: PageContext, back?: WayBack, { custpage_note: wrote = '' }: Params = {}): Answer {
  return { kind: 'page', draft: outdatedPage(why, link, back, wrote) };
}

/** Judges the token of a form as it was shown. A text: why nothing is done. */
export function clickOf(fields: Params, form: FormSubject, context: PageContext): { readonly click: string } | string {
  const verdict = context.judge(fields['custpage_token'] ?? '', form);
  switch (verdict.kind) {
    case 'valid':
      return { click: verdict.click };
    case 'foreign':
      return 'The form was not made for you, in this role, in this session.';
    case 'too_old':
      return 'The form was open for too long.';
  }
}
