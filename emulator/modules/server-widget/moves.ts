import { NotEmulated } from '../../runtime/types';

/** Moves a part before the one by this id. What NetSuite does where either is not there is not documented. */
export function moveBefore<T extends { readonly id: string }>(parts: T[], part: T | undefined, next: string, call: string): void {
  const target = parts.findIndex(({ id }) => id === next);
  if (part === undefined || target < 0) throw new NotEmulated(`${call} of or before what is not on the form (${next})`);
  const from = parts.indexOf(part);
  if (from >= 0) parts.splice(from, 1);
  parts.splice(parts.findIndex(({ id }) => id === next), 0, part);
}
