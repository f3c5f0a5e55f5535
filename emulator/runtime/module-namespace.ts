import type { EmulatedModule, GuestMembers, ModuleHost } from '../modules/types';
import type { Gate } from './gate';
import { publishedApi, type PublishedMember } from './published-api';
import { NOTHING, type MemberAccess, type ScriptRealm } from './realm';

export interface NamespaceParts<TServices> {
  readonly name: string;
  /** Undefined for a module of which nothing is emulated. */
  readonly module: EmulatedModule<TServices> | undefined;
  readonly host: ModuleHost<TServices>;
  readonly realm: ScriptRealm;
  readonly gate: Gate;
}

/**
 * One N/* module as a script sees it. Nothing of it is built before a script first reads a member, and none may be read
 * while `define` runs. What is published and not emulated is there and refuses by name.
 */
export class ModuleNamespace<TServices> implements MemberAccess {
  private readonly made = new Map<string, unknown>();
  private built: GuestMembers | undefined;

  constructor(private readonly parts: NamespaceParts<TServices>) {}

  get(key: string): unknown {
    this.parts.gate.requireEntered();
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const members = this.members();
    const getter = own(members.getters, key);
    if (getter !== undefined) return this.parts.gate.guard(() => this.parts.realm.toGuest(getter()));
    const value = this.make(key, members);
    if (value !== NOTHING) this.made.set(key, value);
    return value;
  }

  set(key: string): void {
    const { gate, realm, name } = this.parts;
    gate.requireEntered();
    throw realm.error('READ_ONLY_PROPERTY', `${name}.${key}: this property is read-only.`);
  }

  has(key: string): boolean {
    this.parts.gate.requireEntered();
    return this.names().includes(key);
  }

  keys(): string {
    this.parts.gate.requireEntered();
    return this.names().join('\n');
  }

  private names(): string[] {
    const { methods, getters, constants } = this.members();
    const all = [methods, getters, constants, published(this.parts.name)].flatMap((group) => Object.keys(group ?? {}));
    return [...new Set(all)];
  }

  private members(): GuestMembers {
    const { module, host } = this.parts;
    this.built ??= module?.build(host) ?? {};
    return this.built;
  }

  private make(key: string, members: GuestMembers): unknown {
    const { realm, name } = this.parts;
    const member = own(published(name), key);
    const method = own(members.methods, key);
    if (method !== undefined) return this.withPromise(key, realm.fn(key, method), member);
    if (members.constants !== undefined && Object.hasOwn(members.constants, key)) return realm.toGuest(members.constants[key]);
    if (member === undefined) return NOTHING;
    return this.publishedOnly(key, member);
  }

  private publishedOnly(key: string, member: PublishedMember): unknown {
    const { realm, gate, name } = this.parts;
    if (member.kind === 'enum' && member.values !== null) return realm.enumeration(member.values);
    if (member.kind === 'function') return this.withPromise(key, realm.refusingFn(key, `${name}.${key}`), member);
    throw gate.notEmulated(`${name}.${key}`);
  }

  private withPromise(key: string, method: object, member: PublishedMember | undefined): object {
    const { realm, name } = this.parts;
    if (member?.kind !== 'function' || !member.promise) return method;
    realm.lazy(method, 'promise', () => realm.refusingFn('promise', `${name}.${key}.promise`));
    return method;
  }
}

function published(name: string): Readonly<Record<string, PublishedMember>> | undefined {
  return publishedApi()[name]?.members;
}

function own<T>(members: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return members !== undefined && Object.hasOwn(members, key) ? members[key] : undefined;
}
