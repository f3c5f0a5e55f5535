/** The value at a JSON pointer below `value`; undefined where nothing stands there. */
export function atPointer(value: unknown, pointer: string): unknown {
  return pointer.split('/').slice(1).reduce<unknown>((at, token) => member(at, token.replace(/~1/g, '/').replace(/~0/g, '~')), value);
}

/** Neither absent, null nor empty text: what a required path must be. */
export function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function member(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(name) ? (value as readonly unknown[])[Number(name)] : undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
