/** One object that every script of a realm can reach before it made any, and all that can be changed of it. */
interface KnownObject {
  readonly object: object;
  readonly prototype: object | null;
  readonly extensible: boolean;
  readonly keys: readonly PropertyKey[];
  readonly properties: readonly PropertyDescriptor[];
}

/**
 * What a realm is like before a script ran in it: every object that can be reached from its roots, with its prototype, its
 * properties in their order, and whether it takes more. Read from outside the realm, so nothing a script changed there takes
 * part in the comparison, and no code of it runs.
 */
export class RealmBaseline {
  private readonly known: readonly KnownObject[];

  /** `roots`: the global object first. Its getters are not read; those of all others are, for what they alone lead to. */
  constructor(roots: readonly object[]) {
    this.known = reachable(roots);
  }

  /** True where nothing of it differs: no property more or less, none in another place, of another value or kind. */
  holds(): boolean {
    for (const known of this.known) {
      if (!isUnchanged(known)) return false;
    }
    return true;
  }
}

function reachable(roots: readonly object[]): readonly KnownObject[] {
  const [global] = roots;
  const found = new Set<object>(roots);
  const known: KnownObject[] = [];
  const meet = (value: unknown) => {
    if (isObject(value)) found.add(value);
  };
  // A set hands out what is added to it meanwhile.
  for (const object of found) {
    const described = describe(object);
    known.push(described);
    meet(described.prototype);
    for (const property of described.properties) {
      for (const part of Object.values(property) as unknown[]) meet(part);
      if (object !== global) meet(readOf(object, property));
    }
  }
  return known;
}

function describe(object: object): KnownObject {
  const keys = Reflect.ownKeys(object);
  const properties = keys.map((key) => Reflect.getOwnPropertyDescriptor(object, key) ?? {});
  return { object, prototype: Reflect.getPrototypeOf(object), extensible: Reflect.isExtensible(object), keys, properties };
}

function isUnchanged({ object, prototype, extensible, keys, properties }: KnownObject): boolean {
  if (Reflect.getPrototypeOf(object) !== prototype || Reflect.isExtensible(object) !== extensible) return false;
  const now = Reflect.ownKeys(object);
  if (now.length !== keys.length) return false;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index];
    if (key === undefined || now[index] !== key) return false;
    if (!isSameProperty(Reflect.getOwnPropertyDescriptor(object, key), properties[index])) return false;
  }
  return true;
}

function isSameProperty(now: PropertyDescriptor | undefined, then: PropertyDescriptor | undefined): boolean {
  return now !== undefined && then !== undefined && Object.is(now.value, then.value) && now.get === then.get && now.set === then.set
    && now.enumerable === then.enumerable && now.writable === then.writable && now.configurable === then.configurable;
}

/** What a getter yields on its own object; undefined where it refuses that. */
function readOf(object: object, property: PropertyDescriptor): unknown {
  try {
    return property.get?.call(object);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
