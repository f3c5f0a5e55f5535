import { SuiteScriptFailure } from '../runtime/types';

/** Discarded without a word (section_4296361104, general blocked headers). */
const DISCARDED: ReadonlySet<string> = new Set(['connection', 'content-length', 'host', 'jsessionid', 'trailer', 'transfer-encoding', 'upgrade', 'via']);

/** Refused with SSS_INVALID_HEADER (section_4296361104, Suitelet response blocklist). */
const REFUSED: ReadonlySet<string> = new Set([
  'allow', 'content-location', 'content-md5', 'content-range', 'date', 'location', 'proxy-authenticate', 'public-key-pins', 'public-key-pins-report-only', 'retry-after',
  'server', 'strict-transport-security', 'upgrade-insecure-requests', 'warning', 'www-authenticate',
]);

const NAME = /^[!#$%&'*+.^`|~0-9A-Za-z-]+$/;

/** Headers of one response, in the order set. */
export class ResponseHeaders {
  private all: (readonly [string, string])[] = [];

  /** In place of every line of this name. */
  set(name: string, value: string): void {
    if (!isTaken(name, value)) return;
    this.all = this.all.filter(([known]) => known.toLowerCase() !== name.toLowerCase());
    this.all.push([name, value]);
  }

  /** Another line beside those of this name. */
  add(name: string, value: string): void {
    if (isTaken(name, value)) this.all.push([name, value]);
  }

  /** One value, or all of them where a header has several; null where it has none. */
  get(name: string): string | readonly string[] | null {
    const values = this.all.filter(([known]) => known.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
    return values.length > 1 ? values : values[0] ?? null;
  }

  asObject(): Readonly<Record<string, string | readonly string[] | null>> {
    return Object.fromEntries(this.all.map(([name]) => [name, this.get(name)]));
  }

  list(): readonly (readonly [string, string])[] {
    return [...this.all];
  }
}

/** False for a header that is discarded; SSS_INVALID_HEADER for one that is refused, ill named, or whose value has a line break. */
function isTaken(name: string, value: string): boolean {
  if (REFUSED.has(name.toLowerCase()) || !NAME.test(name) || /[\r\n\0]/.test(value)) {
    throw new SuiteScriptFailure('SSS_INVALID_HEADER', 'One or more headers are not valid.');
  }
  return !DISCARDED.has(name.toLowerCase());
}
