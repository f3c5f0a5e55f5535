import type { PageLink } from '../../ui/page-model';
import { requiredOptions } from '../arguments';
import { chosen, textOf } from './options';

/** A breadcrumb or cross link from the options of `addPageLink`. */
export function addPageLink(links: PageLink[], args: readonly unknown[], call: string): void {
  const { type, title, url } = requiredOptions(args, { call, names: ['type', 'title', 'url'] });
  links.push({ type: chosen(['BREADCRUMB', 'CROSSLINK'], type, 'page link type'), title: textOf(title, call, 'title'), url: textOf(url, call, 'url') });
}
