import { runInContext } from 'node:vm';

import { freshContext } from './fresh-context';

/**
 * Every built-in of ES2023 by its owner, with what browsers and engines have long carried beside it (Annex B). What an
 * engine has beyond this list is taken away in each context, so that a newer Node never lets a script use what NetSuite's
 * engine lacks (platform facts 7). Left out on purpose: shared memory and atomics, which no script can share.
 */
const BUILTINS: Readonly<Record<string, string>> = {
  '':
    'Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date ' +
    'Promise RegExp Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError ' +
    'URIError globalThis JSON Math ArrayBuffer Uint8Array Int8Array Uint16Array Int16Array Uint32Array ' +
    'Int32Array Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map ' +
    'BigInt Set WeakMap WeakSet Proxy Reflect decodeURI decodeURIComponent encodeURI encodeURIComponent ' +
    'escape unescape eval isFinite isNaN',
  Object:
    'assign getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertyNames getOwnPropertySymbols ' +
    'hasOwn is preventExtensions seal create defineProperties defineProperty freeze getPrototypeOf ' +
    'setPrototypeOf isExtensible isFrozen isSealed keys entries fromEntries values',
  'Object.prototype':
    '__defineGetter__ __defineSetter__ hasOwnProperty __lookupGetter__ __lookupSetter__ isPrototypeOf ' +
    'propertyIsEnumerable toString valueOf __proto__ toLocaleString',
  'Function.prototype': 'arguments caller apply bind call toString',
  Array: 'isArray from of',
  'Array.prototype':
    'at concat copyWithin fill find findIndex findLast findLastIndex lastIndexOf pop push reverse shift ' +
    'unshift slice sort splice includes indexOf join keys entries values forEach filter flat flatMap map ' +
    'every some reduce reduceRight toLocaleString toString toReversed toSorted toSpliced with',
  Number:
    'isFinite isInteger isNaN isSafeInteger parseFloat parseInt MAX_VALUE MIN_VALUE NaN NEGATIVE_INFINITY ' +
    'POSITIVE_INFINITY MAX_SAFE_INTEGER MIN_SAFE_INTEGER EPSILON',
  'Number.prototype': 'toExponential toFixed toPrecision toString valueOf toLocaleString',
  'Boolean.prototype': 'toString valueOf',
  String: 'fromCharCode fromCodePoint raw',
  'String.prototype':
    'anchor at big blink bold charAt charCodeAt codePointAt concat endsWith fontcolor fontsize fixed ' +
    'includes indexOf italics lastIndexOf link localeCompare match matchAll normalize padEnd padStart ' +
    'repeat replace replaceAll search slice small split strike sub substr substring sup startsWith ' +
    'toString trim trimStart trimLeft trimEnd trimRight toLocaleLowerCase toLocaleUpperCase toLowerCase ' +
    'toUpperCase valueOf',
  Symbol:
    'for keyFor asyncIterator hasInstance isConcatSpreadable iterator match matchAll replace search ' +
    'species split toPrimitive toStringTag unscopables',
  'Symbol.prototype': 'toString valueOf description',
  Date: 'now parse UTC',
  'Date.prototype':
    'toString toDateString toTimeString toISOString toUTCString toGMTString getDate setDate getDay ' +
    'getFullYear setFullYear getHours setHours getMilliseconds setMilliseconds getMinutes setMinutes ' +
    'getMonth setMonth getSeconds setSeconds getTime setTime getTimezoneOffset getUTCDate setUTCDate ' +
    'getUTCDay getUTCFullYear setUTCFullYear getUTCHours setUTCHours getUTCMilliseconds setUTCMilliseconds ' +
    'getUTCMinutes setUTCMinutes getUTCMonth setUTCMonth getUTCSeconds setUTCSeconds valueOf getYear ' +
    'setYear toJSON toLocaleString toLocaleDateString toLocaleTimeString',
  Promise: 'all allSettled any race resolve reject',
  'Promise.prototype': 'then catch finally',
  RegExp: 'input $_ lastMatch $& lastParen $+ leftContext $` rightContext $\' $1 $2 $3 $4 $5 $6 $7 $8 $9',
  'RegExp.prototype': 'exec dotAll flags global hasIndices ignoreCase multiline source sticky unicode compile toString test',
  Error: 'stackTraceLimit',
  'Error.prototype': 'message toString',
  'AggregateError.prototype': 'message',
  'EvalError.prototype': 'message',
  'RangeError.prototype': 'message',
  'ReferenceError.prototype': 'message',
  'SyntaxError.prototype': 'message',
  'TypeError.prototype': 'message',
  'URIError.prototype': 'message',
  JSON: 'parse stringify',
  Math:
    'abs acos acosh asin asinh atan atanh atan2 ceil cbrt expm1 clz32 cos cosh exp floor fround hypot imul ' +
    'log log1p log2 log10 max min pow random round sign sin sinh sqrt tan tanh trunc E LN10 LN2 LOG10E ' +
    'LOG2E PI SQRT1_2 SQRT2',
  ArrayBuffer: 'isView',
  'ArrayBuffer.prototype': 'byteLength slice',
  Uint8Array: 'BYTES_PER_ELEMENT',
  'Uint8Array.prototype': 'BYTES_PER_ELEMENT',
  Int8Array: 'BYTES_PER_ELEMENT',
  'Int8Array.prototype': 'BYTES_PER_ELEMENT',
  Uint16Array: 'BYTES_PER_ELEMENT',
  'Uint16Array.prototype': 'BYTES_PER_ELEMENT',
  Int16Array: 'BYTES_PER_ELEMENT',
  'Int16Array.prototype': 'BYTES_PER_ELEMENT',
  Uint32Array: 'BYTES_PER_ELEMENT',
  'Uint32Array.prototype': 'BYTES_PER_ELEMENT',
  Int32Array: 'BYTES_PER_ELEMENT',
  'Int32Array.prototype': 'BYTES_PER_ELEMENT',
  Float32Array: 'BYTES_PER_ELEMENT',
  'Float32Array.prototype': 'BYTES_PER_ELEMENT',
  Float64Array: 'BYTES_PER_ELEMENT',
  'Float64Array.prototype': 'BYTES_PER_ELEMENT',
  Uint8ClampedArray: 'BYTES_PER_ELEMENT',
  'Uint8ClampedArray.prototype': 'BYTES_PER_ELEMENT',
  BigUint64Array: 'BYTES_PER_ELEMENT',
  'BigUint64Array.prototype': 'BYTES_PER_ELEMENT',
  BigInt64Array: 'BYTES_PER_ELEMENT',
  'BigInt64Array.prototype': 'BYTES_PER_ELEMENT',
  'DataView.prototype':
    'buffer byteLength byteOffset getInt8 setInt8 getUint8 setUint8 getInt16 setInt16 getUint16 setUint16 ' +
    'getInt32 setInt32 getUint32 setUint32 getFloat32 setFloat32 getFloat64 setFloat64 getBigInt64 ' +
    'setBigInt64 getBigUint64 setBigUint64',
  'Map.prototype': 'get set has delete clear entries forEach keys size values',
  BigInt: 'asUintN asIntN',
  'BigInt.prototype': 'toLocaleString toString valueOf',
  'Set.prototype': 'has add delete clear entries forEach size values keys',
  'WeakMap.prototype': 'delete get set has',
  'WeakSet.prototype': 'delete has add',
  Proxy: 'revocable',
  Reflect:
    'defineProperty deleteProperty apply construct get getOwnPropertyDescriptor getPrototypeOf has ' +
    'isExtensible ownKeys preventExtensions set setPrototypeOf',
  '%Iterator%': '',
  '%AsyncIterator%': '',
  '%TypedArray%': 'of from',
  '%TypedArray%.prototype':
    'buffer byteLength byteOffset entries keys values at copyWithin every fill filter find findIndex ' +
    'findLast findLastIndex forEach includes indexOf join lastIndexOf map reverse reduce reduceRight set ' +
    'slice some sort subarray toLocaleString toString toReversed toSorted with',
  '%Generator%': '',
  '%Generator%.prototype': 'next return throw',
};

/** Present on any constructor or prototype. */
const EVERYWHERE = new Set(['length', 'name', 'prototype', 'constructor']);

const ROOTS = new Set((BUILTINS[''] ?? '').split(' '));

/** Without it V8 records no stack at all; scripts have no use for it. */
const KEPT = new Set(['Error.stackTraceLimit']);

/** Finds every owner, also the intrinsics that no global names. */
const OWNERS_SOURCE = `(global) => {
  const owners = { '': global };
  for (const name of Object.getOwnPropertyNames(global)) {
    const value = global[name];
    if (value === global || value === null || (typeof value !== 'object' && typeof value !== 'function')) continue;
    owners[name] = value;
    if (value.prototype !== undefined && value.prototype !== null) owners[name + '.prototype'] = value.prototype;
  }
  const parent = Object.getPrototypeOf;
  owners['%Iterator%'] = parent(parent([][Symbol.iterator]()));
  owners['%AsyncIterator%'] = parent(parent(parent((async function* () {})())));
  owners['%TypedArray%'] = parent(Uint8Array);
  owners['%TypedArray%.prototype'] = parent(Uint8Array).prototype;
  return owners;
}`;

/**
 * Globals refused by name: Intl, WeakRef and FinalizationRegistry answer differently from machine to machine; promises
 * work in few server modules only (platform facts 7) and none of those is emulated; `util` is not emulated either.
 */
export const REFUSED_GLOBALS = ['Intl', 'WeakRef', 'FinalizationRegistry', 'Promise', 'util'] as const;

/** One built-in to take away: owner as `Array.prototype`, empty for the global object, and its name. */
export type SurplusBuiltin = readonly [owner: string, name: string];

/** What this machine's engine has beyond ES2023, measured once in a context of its own. */
export function surplusBuiltins(): readonly SurplusBuiltin[] {
  const context = freshContext();
  const ownersOf = runInContext(OWNERS_SOURCE, context) as (global: unknown) => Record<string, object>;
  const owners = ownersOf(runInContext('globalThis', context));
  return Object.entries(owners)
    .filter(([owner]) => !isSurplusOwner(owner))
    .flatMap(([owner, value]) => surplusOf(owner, value));
}

function surplusOf(owner: string, value: object): SurplusBuiltin[] {
  const allowed = new Set((BUILTINS[owner] ?? '').split(' '));
  return Object.getOwnPropertyNames(value)
    .filter((name) => !allowed.has(name) && !EVERYWHERE.has(name) && !KEPT.has(`${owner}.${name}`))
    .map((name) => [owner, name] as const);
}

/** An owner that goes as a whole needs no list of its own. */
function isSurplusOwner(owner: string): boolean {
  const root = owner.split('.')[0] ?? '';
  return owner !== '' && !root.startsWith('%') && !ROOTS.has(root);
}
