/* Runs first in every fresh context, before any script. Whatever a script can reach is made here, inside its own realm:
   a host function handed out bare would lead through its constructor to the host's process. */
let emulatorSteps = 0;
let emulatorStepLimit = 0;
let emulatorOver;

(function bootstrap(host) {
  'use strict';

  emulatorStepLimit = host.stepLimit;
  emulatorOver = () => host.over();

  const NativeDate = Date;
  const defineProperty = Object.defineProperty;
  const nothing = host.nothing;

  const hidden = (owner, name, value) => {
    defineProperty(owner, name, { value, writable: true, enumerable: false, configurable: true });
  };

  function GuestDate(...parts) {
    if (new.target === undefined) return new NativeDate(host.now()).toString();
    return Reflect.construct(NativeDate, parts.length === 0 ? [host.now()] : parts, new.target);
  }
  defineProperty(GuestDate, 'name', { value: 'Date' });
  defineProperty(GuestDate, 'length', { value: 7 });
  defineProperty(GuestDate, 'prototype', { value: NativeDate.prototype, writable: false });
  hidden(GuestDate, 'parse', NativeDate.parse);
  hidden(GuestDate, 'UTC', NativeDate.UTC);
  hidden(GuestDate, 'now', ({ now: () => host.now() }).now);
  hidden(NativeDate.prototype, 'constructor', GuestDate);
  hidden(globalThis, 'Date', GuestDate);
  hidden(Math, 'random', ({ random: () => host.random() }).random);

  const intrinsics = {
    '%Iterator%': () => Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())),
    '%AsyncIterator%': () => Object.getPrototypeOf(Object.getPrototypeOf(Object.getPrototypeOf((async function* none() {})()))),
    '%TypedArray%': () => Object.getPrototypeOf(Uint8Array),
    '%TypedArray%.prototype': () => Object.getPrototypeOf(Uint8Array).prototype,
  };
  const ownerOf = (path) => {
    if (path === '') return globalThis;
    if (intrinsics[path] !== undefined) return intrinsics[path]();
    return path.split('.').reduce((owner, name) => owner[name], globalThis);
  };
  for (const entry of host.surplus) delete ownerOf(entry[0])[entry[1]];

  for (const name of host.refusedGlobals) {
    defineProperty(globalThis, name, { get: () => host.refuseGlobal(name), enumerable: false, configurable: true });
  }

  class SuiteScriptError {
    constructor(fields) {
      this.type = 'error.SuiteScriptError';
      this.name = fields.name;
      this.message = fields.message;
      this.id = fields.id;
      this.stack = fields.stack === '' ? [] : fields.stack.split('\n');
      this.cause = {
        type: 'internal error', code: fields.name, details: fields.message, userEvent: null, stackTrace: this.stack.slice(),
        notifyOff: fields.notifyOff,
      };
      this.notifyOff = fields.notifyOff;
      Object.freeze(this);
    }

    toJSON() {
      const { type, name, message, id, stack, cause, notifyOff } = this;
      return { type, name, message, id, stack, cause, notifyOff };
    }

    toString() {
      return JSON.stringify(this);
    }
  }

  class UserEventError {
    constructor(fields) {
      const { name, message, id, stack, event } = fields;
      this.type = 'error.UserEventError';
      this.name = name;
      this.message = message;
      this.eventType = event.eventType;
      this.recordId = event.recordId;
      this.id = id;
      this.stack = stack === '' ? [] : stack.split('\n');
      this.cause = {
        type: 'internal error', code: name, details: message, userEvent: event.eventType, stackTrace: this.stack.slice(), notifyOff: false,
      };
      this.notifyOff = false;
      Object.freeze(this);
    }

    toJSON() {
      const { type, name, message, eventType, recordId, id, stack, cause, notifyOff } = this;
      return { type, name, message, eventType, recordId, id, stack, cause, notifyOff };
    }

    toString() {
      return JSON.stringify(this);
    }
  }

  // The emulator's own frames lie on top of the script's and are left out.
  const scriptStack = () => {
    const kept = Error.stackTraceLimit;
    Error.stackTraceLimit = 40;
    const lines = String(new Error().stack).split('\n').slice(1);
    Error.stackTraceLimit = kept;
    return lines.map((line) => line.trim()).filter((line) => /[ (]\/Suite(Scripts|Apps|Bundles)\//.test(line)).join('\n');
  };

  class Handler {
    constructor(members) {
      this.members = members;
    }

    get(target, key) {
      if (typeof key === 'symbol') return target[key];
      const value = this.members.get(key);
      return value === nothing ? target[key] : value;
    }

    set(_target, key, value) {
      this.members.set(String(key), value);
      return true;
    }

    has(target, key) {
      return key in target || (typeof key === 'string' && this.members.has(key));
    }

    deleteProperty(_target, key) {
      this.members.set(String(key), undefined);
      return true;
    }

    defineProperty(_target, key) {
      this.members.set(String(key), undefined);
      return true;
    }

    setPrototypeOf() {
      return false;
    }

    preventExtensions() {
      return false;
    }

    ownKeys() {
      return this.members.keys().split('\n').filter((key) => key !== '');
    }

    getOwnPropertyDescriptor(_target, key) {
      if (typeof key === 'symbol' || !this.members.has(key)) return undefined;
      return { value: this.members.get(key), writable: false, enumerable: true, configurable: true };
    }
  }

  return {
    array: () => [],
    record: () => ({}),
    date: (epochMs) => new NativeDate(epochMs),
    bytes: (length) => new Uint8Array(length),
    /* Where a walk over all objects begins that a script can reach without making any: the globals, what only syntax leads to,
       and the classes of the errors thrown here. Of made ones the prototype is meant: on a promise the host may keep things of its own. */
    roots: () => [
      globalThis, SuiteScriptError, UserEventError,
      ...[
        function* none() {}, (function* none() {})(), async function* none() {}, (async function* none() {})(), async () => {}, (async () => {})(),
        [][Symbol.iterator](), new Map()[Symbol.iterator](), new Set()[Symbol.iterator](), ''[Symbol.iterator](), ''.matchAll(/x/g),
      ].map((made) => Object.getPrototypeOf(made)),
    ],
    renew: (stepLimit) => {
      emulatorSteps = 0;
      emulatorStepLimit = stepLimit;
      emulatorOver = () => host.over();
      // The last match, which RegExp still tells of.
      /(?:)/.exec('');
    },
    isOwn: (value) => value instanceof Object,
    isDate: (value) => value instanceof NativeDate,
    error: (name, message, id, notifyOff) => new SuiteScriptError({ name, message, id, notifyOff, stack: scriptStack() }),
    userEventError: (name, message, id, event) => new UserEventError({ name, message, id, event, stack: scriptStack() }),
    signal: (message) => Object.freeze({ name: 'EMULATOR_SCRIPT_ENDED', message, toString: () => message }),
    fn: (name, target) => ({ [name]: (...args) => target(args) })[name],
    object: (members) => new Proxy({}, new Handler(members)),
    freeze: (value) => Object.freeze(value),
    lazy: (owner, name, read) => {
      defineProperty(owner, name, { get: () => read(), enumerable: false, configurable: true });
    },
    expose: (name, value) => {
      hidden(globalThis, name, value);
    },
    exhaust: () => {
      emulatorSteps = Infinity;
    },
    hide: (name) => {
      delete globalThis[name];
    },
    json: (value) => JSON.stringify(value),
    text: (value) => String(value),
  };
})
