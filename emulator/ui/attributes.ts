import { Markup, html } from '../http/html';

/** Attributes of an element, each with a space before it; `true` stands alone, false and undefined are left out. */
export function attributes(given: Readonly<Record<string, string | number | boolean | undefined>>): Markup {
  const parts = Object.entries(given).map(([name, value]) => attribute(name, value));
  return html`${parts}`;
}

function attribute(name: string, value: string | number | boolean | undefined): Markup {
  if (value === undefined || value === false) return new Markup('');
  return value === true ? html` ${new Markup(name)}` : html` ${new Markup(name)}="${value}"`;
}

/** HTML that a script made and NetSuite puts into the page as it is. */
export function asWritten(text: string): Markup {
  return new Markup(text);
}

/** Class names, the empty ones left out. */
export function classes(...names: readonly (string | false | undefined)[]): string {
  return names.filter((name) => typeof name === 'string' && name !== '').join(' ');
}

/** Whether a link may lead there: paths of this host and plain web and mail addresses, never a script. */
export function isPlainAddress(url: string): boolean {
  return /^(https?:|mailto:|tel:|[/?#.])/i.test(url.trim()) || !url.includes(':');
}
