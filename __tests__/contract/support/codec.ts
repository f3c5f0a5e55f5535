/** JSON has neither undefined nor maps nor sets; ports use them all. */
type Coded = { readonly $: 'undefined' } | { readonly $: 'set'; readonly values: readonly unknown[] } | { readonly $: 'map'; readonly entries: readonly (readonly [unknown, unknown])[] };

/** A value as JSON can carry it. */
export function encode(value: unknown): unknown {
  if (value === undefined) return { $: 'undefined' } satisfies Coded;
  if (value instanceof Map) return { $: 'map', entries: [...value].map(([key, inner]) => [key, encode(inner)] as const) } satisfies Coded;
  if (value instanceof Set) return { $: 'set', values: [...(value as ReadonlySet<unknown>)].map(encode) } satisfies Coded;
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, encode(inner)]));
}

/** The value again. */
export function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== 'object' || value === null) return value;
  if ('$' in value) {
    const coded = value as Coded;
    if (coded.$ === 'set') return new Set(coded.values.map(decode));
    return coded.$ === 'map' ? new Map(coded.entries.map(([key, inner]) => [key, decode(inner)])) : undefined;
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, decode(inner)]));
}
