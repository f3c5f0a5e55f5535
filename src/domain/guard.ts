/**
 * What happens where somebody else changes a field that a row gives to another system: it is told; told, and said before on the page; or
 * refused. A row without one is not watched.
 */
const GUARDS = ['observe', 'warn', 'block'] as const;

export type Guard = (typeof GUARDS)[number];

/** The guard that a text names; undefined: none. */
export function guardOf(text: string): Guard | undefined {
  return GUARDS.find((guard) => guard === text);
}
