import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One published member, read from Oracle's stubs (see tools/published-api.ts). */
export type PublishedMember =
  | {
    readonly kind: 'function';
    /** Usage as documented: `10 units`. Null where the stub says nothing. */
    readonly governance: string | null;
    /** Required members of the options argument. */
    readonly required: readonly string[];
    /** Error names documented for it. */
    readonly throws: readonly string[];
    /** True where a `.promise` form is published. */
    readonly promise: boolean;
  }
  | {
    readonly kind: 'property';
    readonly readOnly: boolean;
    /** Error name documented for a write; null where the stub names none. */
    readonly writeError: string | null;
  }
  | {
    readonly kind: 'enum';
    /** Null where the stub carries the enumeration without its values. */
    readonly values: Readonly<Record<string, string | number>> | null;
  };

export interface PublishedModule {
  readonly members: Readonly<Record<string, PublishedMember>>;
  readonly classes: Readonly<Record<string, Readonly<Record<string, PublishedMember>>>>;
}

/** By module name: `N/record`. */
export type PublishedApi = Readonly<Record<string, PublishedModule>>;

let loaded: PublishedApi | undefined;

/** Everything Oracle publishes of N/*, read once a process. */
export function publishedApi(): PublishedApi {
  loaded ??= JSON.parse(readFileSync(join(__dirname, '..', 'published-api.json'), 'utf8')) as PublishedApi;
  return loaded;
}

/** Members of a published class by its full name, `N/record.Record`. */
export function publishedClass(name: string): Readonly<Record<string, PublishedMember>> | undefined {
  const dot = name.lastIndexOf('.');
  return publishedApi()[name.slice(0, dot)]?.classes[name.slice(dot + 1)];
}
