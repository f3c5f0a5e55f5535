import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { types } from 'node:util';
import { Script, type Context } from 'node:vm';

import type { GuestMembers, GuestRealm } from '../modules/types';
import { REFUSED_GLOBALS, surplusBuiltins } from './es2023-builtins';
import { freshContext } from './fresh-context';
import type { ModuleDefinition } from './module-definition';
import type { PublishedMember } from './published-api';
import type { RandomSource } from './random';
import { RealmBaseline } from './realm-baseline';
import type { ScriptFile } from './script-file';
import type { UserEventFault } from './types';

/** What a realm draws on: time, chance, and how a host failure becomes a value the script may see. */
export interface RealmHost {
  now(): number;
  readonly random: RandomSource;
  /** Turns of loops that the script may take. */
  readonly stepLimit: number;
  /** Ends a script that took more; returns what to throw. */
  over(): object;
  /** A system error id, drawn anew for each error. */
  errorId(): string;
  /** Runs before and around every host function a script calls: refuses where the script may not call now. */
  guard<T>(body: () => T): T;
  /** Records that something is not emulated and returns the error to throw. */
  notEmulated(subject: string): unknown;
  /** Members of a published class (`N/record.Record`), for the refusals. */
  published(name: string): Readonly<Record<string, PublishedMember>> | undefined;
}

/** What the bootstrap script hands back: makers that run inside the realm. */
interface GuestKit {
  array(): unknown[];
  record(): Record<string, unknown>;
  date(epochMs: number): object;
  bytes(length: number): Uint8Array;
  roots(): readonly object[];
  /** Undoes what no property shows. */
  renew(stepLimit: number): void;
  isOwn(value: unknown): boolean;
  isDate(value: unknown): boolean;
  error(name: string, message: string, id: string, notifyOff: boolean): object;
  userEventError(name: string, message: string, id: string, event: object): object;
  signal(message: string): object;
  fn(name: string, target: (args: unknown[]) => unknown): GuestFunction;
  object(members: MemberAccess): object;
  freeze(value: object): object;
  lazy(owner: object, name: string, read: () => unknown): void;
  expose(name: string, value: unknown): void;
  hide(name: string): void;
  exhaust(): void;
  json(value: unknown): string | undefined;
  text(value: unknown): string;
}

export type GuestFunction = (...args: unknown[]) => unknown;

/** How a guest object answers for its members. `get` yields `NOTHING` for one it does not have. */
export interface MemberAccess {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  has(key: string): boolean;
  /** Enumerable names, joined by line feeds, so that no host array crosses over. */
  keys(): string;
}

/** Marks an absent member; never reaches a script. */
export const NOTHING: unique symbol = Symbol('no such member');

const BOOTSTRAP = new Script(readFileSync(join(__dirname, 'guest-bootstrap.js'), 'utf8'), { filename: 'emulator:bootstrap' });
const ENTER = new Script('emulatorEntry();', { filename: 'emulator:entry' });
let surplus: ReturnType<typeof surplusBuiltins> | undefined;

/** One context: its own globals and its own module state, for one execution at a time. */
export class ScriptRealm implements GuestRealm {
  private readonly context: Context;
  private readonly kit: GuestKit;
  private readonly exposed = new Set<string>();
  private readonly definitions = new Map<ScriptFile, ModuleDefinition>();
  private baseline: RealmBaseline | undefined;
  /** Something was run that no comparison could show to have left nothing behind. */
  private spoiled = false;

  constructor(private host: RealmHost) {
    this.context = freshContext();
    surplus ??= surplusBuiltins();
    const bootstrap = BOOTSTRAP.runInContext(this.context) as (host: object) => GuestKit;
    this.kit = bootstrap({
      nothing: NOTHING,
      now: () => this.host.now(),
      random: () => this.host.random(),
      stepLimit: host.stepLimit,
      over: () => { throw this.host.over(); },
      surplus,
      refusedGlobals: REFUSED_GLOBALS,
      refuseGlobal: (name: string) => { throw this.host.notEmulated(`global ${name}`); },
    });
  }

  /** Notes what the realm is like before a script runs in it, so that `isAsNew` can tell. */
  measure(): void {
    this.baseline = new RealmBaseline(Array.from(this.kit.roots()));
  }

  get isMeasured(): boolean {
    return this.baseline !== undefined;
  }

  /** Ends its execution; false where it cannot be shown to be as new afterwards. */
  retire(): boolean {
    if (this.spoiled) return false;
    try {
      for (const name of this.exposed) this.kit.hide(name);
    } catch {
      return false;
    }
    this.exposed.clear();
    return true;
  }

  /** After `retire`: true where no script that runs here next could tell that another one did before. */
  isAsNew(): boolean {
    return this.baseline?.holds() === true;
  }

  /** Hands a realm that is as new to its next execution. */
  renew(host: RealmHost): void {
    this.host = host;
    this.kit.renew(host.stepLimit);
  }

  /** What a file handed to `define` here before, where running it again would hand over the same. */
  definitionOf(file: ScriptFile): ModuleDefinition | undefined {
    return this.definitions.get(file);
  }

  keepDefinition(file: ScriptFile, definition: ModuleDefinition): void {
    this.definitions.set(file, definition);
  }

  /** Runs a file at the top level of this context, where it may declare what can never be taken back. */
  evaluate(file: ScriptFile): void {
    if (!file.onlyDefines) this.spoiled = true;
    file.compiled.runInContext(this.context);
  }

  /**
   * Runs `body`, which may call into the script, under a watchdog of `limitMs` host milliseconds (a thread each, so
   * infinity, which needs none, is faster). Throws ERR_SCRIPT_EXECUTION_TIMEOUT (by code) when the time is up.
   */
  enter(body: () => void, limitMs: number): void {
    this.kit.expose('emulatorEntry', this.kit.fn('emulatorEntry', () => {
      this.kit.hide('emulatorEntry');
      body();
    }));
    ENTER.runInContext(this.context, Number.isFinite(limitMs) ? { timeout: limitMs } : {});
  }

  /** Puts a value among the script's globals. */
  expose(name: string, value: unknown): void {
    this.exposed.add(name);
    this.kit.expose(name, value);
  }

  toGuest(value: unknown): unknown {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return value;
    if (this.kit.isOwn(value)) return value;
    if (Array.isArray(value)) return this.guestArray(value);
    if (types.isDate(value)) return this.kit.date(value.getTime());
    if (types.isUint8Array(value)) return this.guestBytes(value);
    if (isPlain(value)) return this.guestRecord(value);
    throw new TypeError(`A ${typeof value} of the host cannot be handed to a script`);
  }

  date(epochMs: number): unknown {
    return this.kit.date(epochMs);
  }

  isDate(value: unknown): boolean {
    return this.kit.isDate(value);
  }

  dateMs(value: unknown): number {
    if (!types.isDate(value)) throw new TypeError('not a Date');
    return value.getTime();
  }

  error(name: string, message: string, notifyOff = false): object {
    return this.kit.error(name, message, this.host.errorId(), notifyOff);
  }

  /** A UserEventError: what a user event script let out, as the script that set it off catches it. */
  userEventError({ name, message, eventType, recordId }: UserEventFault): object {
    const event = this.guestRecord({ eventType, recordId: recordId === undefined ? undefined : String(recordId) });
    return this.kit.userEventError(name, message, this.host.errorId(), event);
  }

  /** The value thrown to end a script; whoever catches it can do nothing more with N/*. */
  signal(message: string): object {
    return this.kit.signal(message);
  }

  object(members: GuestMembers): object {
    const published = members.published === undefined ? undefined : this.host.published(members.published);
    return this.kit.object(new ObjectMembers({ realm: this, host: this.host, members, published }));
  }

  /** An object whose members are answered for one by one. */
  proxy(access: MemberAccess): object {
    return this.kit.object(access);
  }

  /** A function of this realm over a host body; the body's failures become values of this realm. */
  fn(name: string, body: (...args: unknown[]) => unknown): GuestFunction {
    const { host } = this;
    return this.kit.fn(name, (args) => host.guard(() => this.toGuest(body(...args))));
  }

  /** A function that is published and refused when called. */
  refusingFn(name: string, subject: string): GuestFunction {
    const { host } = this;
    return this.kit.fn(name, () => host.guard(() => { throw host.notEmulated(subject); }));
  }

  /** A frozen copy of an enumeration's values. */
  enumeration(values: Readonly<Record<string, unknown>>): object {
    return this.kit.freeze(this.guestRecord(values));
  }

  lazy(owner: object, name: string, read: () => unknown): void {
    this.kit.lazy(owner, name, read);
  }

  /** Ends every loop of the script at its next turn. */
  exhaust(): void {
    this.kit.exhaust();
  }

  /** True for objects and functions made in this realm. */
  owns(value: unknown): boolean {
    return this.kit.isOwn(value);
  }

  /** A value as JSON carries it; undefined where JSON has nothing for it. May run the script's own toJSON. */
  json(value: unknown): string | undefined {
    return this.kit.json(value);
  }

  text(value: unknown): string {
    return this.kit.text(value);
  }

  private guestArray(value: readonly unknown[]): unknown[] {
    const copy = this.kit.array();
    for (const item of value) copy.push(this.toGuest(item));
    return copy;
  }

  private guestRecord(value: object): Record<string, unknown> {
    const copy = this.kit.record();
    for (const [key, item] of Object.entries(value)) {
      const own = this.toGuest(item);
      if (key === '__proto__') Object.defineProperty(copy, key, { value: own, writable: true, enumerable: true, configurable: true });
      else copy[key] = own;
    }
    return copy;
  }

  private guestBytes(value: Uint8Array): Uint8Array {
    const copy = this.kit.bytes(value.length);
    copy.set(value);
    return copy;
  }
}

interface ObjectMembersParts {
  readonly realm: ScriptRealm;
  readonly host: RealmHost;
  readonly members: GuestMembers;
  readonly published: Readonly<Record<string, PublishedMember>> | undefined;
}

/** Answers for one guest object: its own members, then refusals for what its published class has beside them. */
class ObjectMembers implements MemberAccess {
  private readonly made = new Map<string, unknown>();

  constructor(private readonly parts: ObjectMembersParts) {}

  get(key: string): unknown {
    const { realm, host, members, published } = this.parts;
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const getter = own(members.getters, key);
    if (getter !== undefined) return host.guard(() => realm.toGuest(getter()));
    const method = own(members.methods, key);
    if (method !== undefined) return this.keep(key, realm.fn(key, method));
    if (members.constants !== undefined && Object.hasOwn(members.constants, key)) return this.keep(key, realm.toGuest(members.constants[key]));
    if (key === 'toString' && members.tag !== undefined) return this.keep(key, realm.fn(key, () => members.tag));
    if (members.published === undefined || published === undefined || !Object.hasOwn(published, key)) return NOTHING;
    return this.refusal(key, `${members.published}.${key}`, published[key]);
  }

  set(key: string, value: unknown): void {
    const { realm, host, members, published } = this.parts;
    host.guard(() => {
      const setter = own(members.setters, key);
      if (setter === undefined) throw realm.error(writeError(published?.[key]), `${key}: this property is read-only.`);
      setter(value);
    });
  }

  has(key: string): boolean {
    return this.names().includes(key);
  }

  keys(): string {
    return this.names().join('\n');
  }

  private names(): string[] {
    const { members } = this.parts;
    return [...Object.keys(members.constants ?? {}), ...Object.keys(members.getters ?? {})];
  }

  private refusal(key: string, subject: string, member: PublishedMember | undefined): unknown {
    const { realm, host } = this.parts;
    if (member?.kind === 'function') return this.keep(key, realm.refusingFn(key, subject));
    return host.guard(() => { throw host.notEmulated(subject); });
  }

  private keep(key: string, value: unknown): unknown {
    this.made.set(key, value);
    return value;
  }
}

function own<T>(members: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return members !== undefined && Object.hasOwn(members, key) ? members[key] : undefined;
}

function writeError(member: PublishedMember | undefined): string {
  return member?.kind === 'property' && member.writeError !== null ? member.writeError : 'READ_ONLY_PROPERTY';
}

function isPlain(value: object): boolean {
  if (typeof value === 'function' || types.isProxy(value)) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
