import { escapeToken, isDocumentObject } from './document';
import type { DocumentValue } from './document';
import type { CompiledMap } from './map';
import { pathsOf } from './map-paths';
import type { Verdict } from './ownership';

/**
 * The filled members of an object that the map does not read at all: what a source sends and nobody decided about. Top level
 * only; an empty member says nothing.
 */
export function unmappedMembers(map: CompiledMap, object: DocumentValue): readonly Verdict[] {
  if (!isDocumentObject(object)) return [];
  const read = new Set(pathsOf(map).flatMap(({ each, path }) => (each === '' ? [memberOf(path)] : [])));
  return Object.entries(object)
    .map(([member, value]) => ({ path: `/${escapeToken(member)}`, value }))
    .filter(({ path, value }) => isFilled(value) && !read.has(path))
    .map(({ path }): Verdict => ({ path, field: '', verdict: 'unmapped', owner: '', decision: map.rule.decision }));
}

/** First member of a pointer, itself a pointer. */
function memberOf(pointer: string): string {
  const end = pointer.indexOf('/', 1);
  return end < 0 ? pointer : pointer.slice(0, end);
}

function isFilled(value: DocumentValue): boolean {
  if (value === null || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isDocumentObject(value) || Object.keys(value).length > 0;
}
