import { timestampMs } from './calendar';
import type { VersionKind } from './map';

/**
 * A version as a number that orders documents of one object: epoch milliseconds of a timestamp with its offset, or the
 * number itself. Undefined: no order can be told, and order of receipt counts (design 6).
 */
export function versionNumber(text: string | undefined, kind: VersionKind | undefined): number | undefined {
  if (text === undefined || kind === undefined) return undefined;
  switch (kind) {
    case 'timestamp':
      return timestampMs(text);
    case 'number':
    case 'sequence':
      return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  }
}

/** How a document's version stands to the one last applied to its object. */
export type VersionOrder = 'unordered' | 'older' | 'equal' | 'newer';

/** Orders two versions; without both there is no order, and order of receipt counts. */
export function compareVersions(incoming: number | undefined, applied: number | undefined): VersionOrder {
  if (incoming === undefined || applied === undefined) return 'unordered';
  if (incoming === applied) return 'equal';
  return incoming < applied ? 'older' : 'newer';
}

/** True where a document is older than the one last applied: it must not overwrite it (design 11, rule 10). */
export function isOlder(incoming: number | undefined, applied: number | undefined): boolean {
  return compareVersions(incoming, applied) === 'older';
}
