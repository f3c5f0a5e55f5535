import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { array, changeAt, object, placeOf, placesOf, quoted, raw, readJson, writeJson } from './fuzz-json';
import type { Child, Json, Member } from './fuzz-json';

/** One thing a sender does: a call as it stands on the wire, or waiting until the next sweep has run. */
export type FuzzStep =
  | { readonly kind: 'body'; readonly method: 'post' | 'put'; readonly text: string }
  | { readonly kind: 'query'; readonly method: 'get' | 'delete'; readonly query: string }
  | { readonly kind: 'time' };

/** Sound documents that others are made from, as text, by `source documentType`; and the places that the maps read in them. */
export interface SoundDocuments {
  readonly texts: Readonly<Record<string, readonly string[]>>;
  readonly readPlaces: readonly string[];
}

/** Stands for the id of an operation that is in the log when the call is made; the digit says which. */
export const OPERATION_TOKEN = /@operation(\d)@/g;

const ODD_TEXTS = [
  '', ' ', '\t\n', '\0', 'a\0b', '\ud800', '\udc00x', 'x\ud83d', '😀', '\u202egnp.exe', '\ufeff', '\u2028', '\uffff', 'e\u0301', 'İ', 'ß', '\u0007',
  '__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf', '=1+1', '<script>alert(1)</script>', "'; DROP TABLE transaction; --", '%s%n', '${1}', '../../etc/passwd',
  'null', 'true', 'NaN', 'Infinity', '-0', '1e400', '1e999999999', '-1e-999999999', '0x10', '1,000.00', '１２', '199.00', '-199.00', '0.005', '9007199254740993', '123456789012345678901234567890.123456789',
  '2024-02-30', '2024-02-29T24:00:00Z', '9999-12-31T23:59:60Z', '0000-00-00', '2021-12-31T19:00:00', '2021-12-31T19:00:00+99:99', '275760-09-13', '1970-01-01T00:00:00.000000001Z', 'yesterday',
  'USD', 'XXX', 'ZZ', 'IPOD2008PINK', 'ipod2008pink', 'SHOPIFY-TAX', '820982911946154508', '115310627314723954', '@operation0@', '@operation1@', '@operation2@',
] as const;

const ODD_NUMBERS = [
  '0', '-0', '0.0', '-0.0', '1', '-1', '0.1', '0.005', '1.005', '1e400', '-1e400', '1e-400', '1e308', '5e-324', '1E+2', '1e21', '2147483647', '2147483648', '-2147483649', '4294967296',
  '9007199254740991', '9007199254740992', '9007199254740993', '-9007199254740991', '-9007199254740993', '820982911946154508', '99999999999999999999', '123456789012345678901234567890',
  '0.123456789012345678901234567890', '123456789012345.678901234567890', '1e999999999', '1e-999999999', '-1e999999999999999999999', `1${'0'.repeat(400)}`, `0.${'0'.repeat(400)}1`,
] as const;

/** Texts where a value should stand that are no JSON. */
const NO_JSON = ['01', '1.', '+1', '.5', 'NaN', 'Infinity', 'undefined', '', "'x'", '"\\x41"', '"\\ud8"', '"a\nb"', '{"a":1,}', '[1,]', '/*x*/1', '1 2', '\ufeff1', '"', '{', ']', 'nul', 'True'] as const;

/** Names that mean something somewhere: to JavaScript, to NetSuite's records, to the contract. */
const NAMES = [
  '__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'toJSON', 'then', 'length', '0', '-1', '', ' ', 'a/b', 'a~b', '\0', '\ud800', 'ключ', 'id', 'Id', 'ID',
  'entity', 'customform', 'salesrep', 'terms', 'creditlimit', 'exchangerate', 'isinactive', 'custbody_dkt_operation', 'custentity_dkt_operation', 'externalid', 'internalid', 'subsidiary', 'taxable', 'tranid', 'orderstatus',
  'operations', 'document', 'documentText', 'source', 'idempotencyKey', 'mode', 'intent', 'version', 'supersedes', 'contract', 'custody',
] as const;

const KEYS = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8', 'applied', 'review', 'parked', 'waiting'] as const;

const longText = fc.tuple(fc.constantFrom('x', 'é', '😀', '\\', '"', '\0', ' ', '\ud800', '0'), fc.constantFrom(100, 300, 1_000, 4_001, 10_000, 100_001, 120_000)).map(([unit, length]) => unit.repeat(length));

/** Any text a member may hold. */
const oddText: Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...ODD_TEXTS) }, { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) }, { weight: 1, arbitrary: longText },
);

const oddNumber = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ODD_NUMBERS) }, { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) }, { weight: 1, arbitrary: fc.bigInt().map(String) },
  { weight: 1, arbitrary: fc.tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.bigInt({ min: 0n, max: 10n ** 15n })).map(([whole, part]) => `${String(whole)}.${String(part)}`) },
);

const scalar: Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: oddText.map(quoted) }, { weight: 6, arbitrary: oddNumber.map(raw) }, { weight: 3, arbitrary: fc.constantFrom('null', 'true', 'false', '"\\ud800"', '"\\u0000"', '"\\/"').map(raw) },
  { weight: 1, arbitrary: fc.constantFrom(...NO_JSON).map(raw) },
);

const memberName = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...NAMES) }, { weight: 1, arbitrary: oddText });

/** Arrays or objects inside each other, `depth` levels. */
const nested: Arbitrary<Json> = fc.tuple(fc.constantFrom(2, 30, 62, 63, 64, 65, 66, 200, 1_000), fc.boolean()).map(([depth, arrays]) =>
  raw(arrays ? `${'['.repeat(depth)}${']'.repeat(depth)}` : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`));

/** Any value: scalars, small trees, deep ones. */
const anyJson: Arbitrary<Json> = fc.letrec<{ readonly tree: Json }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'small' }, { weight: 8, arbitrary: scalar }, { weight: 1, arbitrary: nested },
    { weight: 2, arbitrary: fc.array(tie('tree'), { maxLength: 5 }).map(array) },
    { weight: 2, arbitrary: fc.array(fc.tuple(memberName, tie('tree')), { maxLength: 6 }).map((members) => object(members as readonly Member[])) },
  ),
})).tree;

/** One change to a tree, at a place that is read or at any. */
interface Change {
  readonly at: string | number;
  readonly apply: (child: Child) => readonly Child[];
}

/** A change at a place that the maps read, so that it is more than a change of what nobody looks at, or at any. */
const changeOf = (readPlaces: readonly string[]): Arbitrary<Change> => fc.record({
  at: fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...readPlaces) }, { weight: 1, arbitrary: fc.nat({ max: 10_000 }) }),
  apply: fc.oneof(
    { weight: 6, arbitrary: anyJson.map((value) => ({ name }: Child) => [{ name, value }]) },
    { weight: 3, arbitrary: oddText.map((text) => ({ name }: Child) => [{ name, value: quoted(text) }]) },
    { weight: 2, arbitrary: fc.constant(() => []) },
    { weight: 1, arbitrary: fc.constant((child: Child) => [child, child]) },
    { weight: 1, arbitrary: anyJson.map((value) => (child: Child) => [child, { name: child.name, value }]) },
    { weight: 1, arbitrary: memberName.map((name) => ({ value }: Child) => [{ name, value }]) },
    { weight: 1, arbitrary: fc.tuple(memberName, anyJson).map(([name, value]) => (child: Child) => [child, { name, value }]) },
    { weight: 1, arbitrary: fc.constant(({ name, value }: Child) => [{ name, value: array([value]) }]) },
    { weight: 1, arbitrary: fc.constant(({ name, value }: Child) => [{ name, value: value.kind === 'raw' && !value.text.startsWith('"') ? quoted(value.text) : value }]) },
  ),
});

function changed(json: Json, changes: readonly Change[]): Json {
  return changes.reduce((current, { at, apply }) => {
    const places = placesOf(current);
    const place = typeof at === 'string' ? placeOf(current, at) : places[at % Math.max(1, places.length)];
    return place === undefined ? current : changeAt(current, place, apply);
  }, json);
}

/** A sound document under other ids, so that it makes an object of its own, or stays the one that stands. */
function renumbered(text: string, last: number): string {
  return last === 0 ? text : text.replace(/(820982911946154|115310627314723)\d{3}/g, `$1${String(600 + last)}`);
}

/** A document of a type, sound or changed in up to four places, as JSON text. */
function documents(sound: SoundDocuments, type: string): Arbitrary<Json> {
  const change = changeOf(sound.readPlaces);
  const trees = (sound.texts[type] ?? []).map((text) => [0, 1, 2].map((last) => readJson(renumbered(text, last)))).flat();
  return fc.oneof(
    { weight: 8, arbitrary: fc.tuple(fc.constantFrom(...trees), fc.array(change, { maxLength: 4 })).map(([tree, changes]) => changed(tree, changes)) },
    { weight: 2, arbitrary: anyJson },
    { weight: 1, arbitrary: fc.array(fc.tuple(memberName, anyJson), { maxLength: 12 }).map((members) => object(members)) },
  );
}

/** The same documents with ids that an object document can carry. */
function soundAsObjects(sound: SoundDocuments): SoundDocuments {
  const texts = Object.fromEntries(Object.entries(sound.texts).map(([type, all]) => [type, all.map((text) => text.replace(/(: )\d{16,}/g, (digits, colon: string) => `${colon}${digits.slice(-12)}`))]));
  return { ...sound, texts };
}

/** A text, perhaps cut, perhaps with something behind it. */
function mangled(text: Arbitrary<string>): Arbitrary<string> {
  return fc.oneof(
    { weight: 12, arbitrary: text }, { weight: 1, arbitrary: fc.tuple(text, fc.double({ min: 0, max: 1, noNaN: true })).map(([whole, part]) => whole.slice(0, Math.floor(whole.length * part))) },
    { weight: 1, arbitrary: fc.tuple(text, oddText).map(([whole, more]) => whole + more) },
  );
}

/** A member that is left out, sound, or anything. */
function member(name: string, soundValue: Arbitrary<string>, weights: readonly [absent: number, sound: number, odd: number]): Arbitrary<readonly Member[]> {
  const [absent, soundWeight, odd] = weights;
  const one = (value: Json): readonly Member[] => [[name, value]];
  return fc.oneof(
    { weight: absent, arbitrary: fc.constant<readonly Member[]>([]) }, { weight: soundWeight, arbitrary: soundValue.map((text) => one(quoted(text))) },
    { weight: odd, arbitrary: oddText.map((text) => one(quoted(text))) }, { weight: odd, arbitrary: anyJson.map(one) },
  );
}

/** One operation as a sender writes it, mostly sound around a document that mostly is not. */
function operations(sound: SoundDocuments): Arbitrary<Json> {
  const types = Object.keys(sound.texts);
  return fc.oneof({ weight: 1, arbitrary: fc.constant('shopify order') }, { weight: 2, arbitrary: fc.constantFrom(...types) }).chain((type) => fc.tuple(
    member('contract', fc.constant('1'), [0, 60, 1]),
    member('source', fc.constant(type.split(' ')[0] ?? ''), [1, 80, 1]),
    member('documentType', fc.constant(type.split(' ')[1] ?? ''), [1, 60, 1]),
    member('idempotencyKey', fc.constantFrom(...KEYS), [1, 40, 1]),
    fc.oneof(
      { weight: 8, arbitrary: mangled(documents(sound, type).map(writeJson)).map((text): readonly Member[] => [['documentText', quoted(text)]]) },
      { weight: 3, arbitrary: documents(soundAsObjects(sound), type).map((json): readonly Member[] => [['document', json]]) },
      { weight: 1, arbitrary: fc.tuple(anyJson, anyJson).map(([text, json]): readonly Member[] => [['documentText', text], ['document', json]]) },
    ),
    member('intent', fc.constantFrom('create', 'update', 'upsert', 'cancel'), [20, 4, 1]),
    member('version', fc.constantFrom('2022-01-02T08:00:00-05:00', '2020-01-01T00:00:00Z', '7'), [20, 2, 1]),
    member('mode', fc.constantFrom('sync', 'async'), [20, 3, 1]),
    member('supersedes', fc.constantFrom('@operation0@', '@operation1@', '@operation2@', '@operation3@'), [20, 3, 1]),
    member('correlationId', fc.string({ maxLength: 200 }), [20, 2, 1]),
  ).map((members) => object(members.flat())));
}

function bodies(sound: SoundDocuments): Arbitrary<Json> {
  const one = operations(sound);
  const item = fc.oneof({ weight: 6, arbitrary: one }, { weight: 1, arbitrary: anyJson });
  const batch = fc.tuple(fc.array(item, { maxLength: 5 }), member('contract', fc.constant('1'), [1, 20, 1])).map(([items, contract]) => object([...contract, ['operations', array(items)]]));
  return fc.oneof(
    { weight: 14, arbitrary: one }, { weight: 2, arbitrary: fc.tuple(one, fc.array(changeOf(sound.readPlaces), { minLength: 1, maxLength: 3 })).map(([json, changes]) => changed(json, changes)) },
    { weight: 3, arbitrary: batch }, { weight: 1, arbitrary: anyJson },
  );
}

const queries: Arbitrary<string> = fc.array(fc.tuple(
  fc.oneof({ weight: 5, arbitrary: fc.constantFrom('operationId', 'source', 'idempotencyKey', 'health') }, { weight: 1, arbitrary: memberName }),
  fc.oneof({ weight: 5, arbitrary: fc.constantFrom('@operation0@', '@operation1@', '@operation2@', 'shopify', 'stripe', 'canonical', 'erp', '1', ...KEYS) }, { weight: 1, arbitrary: oddText }),
), { maxLength: 4 }).map((pairs) => new URLSearchParams(pairs).toString().replace(/%40operation(\d)%40/g, '@operation$1@'));

const soundQueries = fc.oneof(fc.constantFrom(...KEYS).map((key) => `source=shopify&idempotencyKey=${key}`), fc.constantFrom('operationId=@operation0@', 'operationId=@operation3@', 'health=1'));

/** What a sender may do, in any order. */
export function steps(sound: SoundDocuments): Arbitrary<FuzzStep> {
  const text = mangled(bodies(sound).map(writeJson));
  const query = fc.oneof(queries, soundQueries);
  return fc.oneof(
    { weight: 16, arbitrary: text.map((body): FuzzStep => ({ kind: 'body', method: 'post', text: body })) },
    { weight: 3, arbitrary: text.map((body): FuzzStep => ({ kind: 'body', method: 'put', text: body })) },
    { weight: 2, arbitrary: query.map((pairs): FuzzStep => ({ kind: 'query', method: 'get', query: pairs })) },
    { weight: 2, arbitrary: query.map((pairs): FuzzStep => ({ kind: 'query', method: 'delete', query: pairs })) },
    { weight: 1, arbitrary: fc.constant<FuzzStep>({ kind: 'time' }) },
  );
}
