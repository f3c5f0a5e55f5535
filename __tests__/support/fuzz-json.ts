import { isLosslessNumber, parse } from 'lossless-json';

/**
 * JSON as it is written, not as it is read: members may repeat, numbers keep their letters, and a scalar may be a text that
 * no parser takes.
 */
export type Json =
  | { readonly kind: 'raw'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly Json[] }
  | { readonly kind: 'object'; readonly members: readonly Member[] };

export type Member = readonly [name: string, value: Json];

export const raw = (text: string): Json => ({ kind: 'raw', text });

/** A JSON string; lone surrogates become escapes, as a strict UTF-8 sender has to write them. */
export const quoted = (text: string): Json => raw(JSON.stringify(text));

export const object = (members: readonly Member[]): Json => ({ kind: 'object', members });

export const array = (items: readonly Json[]): Json => ({ kind: 'array', items });

/** Reads a sound JSON text, digit by digit. */
export function readJson(text: string): Json {
  return treeOf(parse(text));
}

function treeOf(value: unknown): Json {
  if (isLosslessNumber(value)) return raw(value.value);
  if (Array.isArray(value)) return array(value.map(treeOf));
  if (typeof value === 'object' && value !== null) return object(Object.entries(value).map(([name, inner]) => [name, treeOf(inner)] as const));
  return raw(JSON.stringify(value));
}

export function writeJson(json: Json): string {
  switch (json.kind) {
    case 'raw': return json.text;
    case 'array': return `[${json.items.map(writeJson).join(',')}]`;
    case 'object': return `{${json.members.map(([name, value]) => `${JSON.stringify(name)}:${writeJson(value)}`).join(',')}}`;
  }
}

/** Place of a node: the index at each level, among items or members. */
export type Place = readonly number[];

/** Every node of a tree but its root, in the order it is written. */
export function placesOf(json: Json, above: Place = []): readonly Place[] {
  const inner = json.kind === 'array' ? json.items : json.kind === 'object' ? json.members.map(([, value]) => value) : [];
  return inner.flatMap((value, index) => [[...above, index], ...placesOf(value, [...above, index])]);
}

/** Place of a JSON pointer; undefined where nothing stands there. */
export function placeOf(json: Json, pointer: string): Place | undefined {
  const place: number[] = [];
  let current: Json = json;
  for (const token of pointer.split('/').slice(1)) {
    const index: number = current.kind === 'object' ? current.members.findIndex(([name]) => name === token) : current.kind === 'array' ? Number(token) : -1;
    const next = childAt(current, index);
    if (next === undefined) return undefined;
    place.push(index);
    current = next;
  }
  return place;
}

function childAt(json: Json, index: number): Json | undefined {
  if (json.kind === 'array') return json.items[index];
  return json.kind === 'object' ? json.members[index]?.[1] : undefined;
}

/** A child and its name; items of an array have none. */
export interface Child {
  readonly name: string;
  readonly value: Json;
}

/** The tree with the child at `place` replaced by the children that `change` makes of it: none deletes it, two repeat it. */
export function changeAt(json: Json, place: Place, change: (child: Child) => readonly Child[]): Json {
  const [index, ...below] = place;
  if (index === undefined) return json;
  const changed = (child: Child): readonly Child[] => (below.length === 0 ? change(child) : [{ name: child.name, value: changeAt(child.value, below, change) }]);
  switch (json.kind) {
    case 'raw':
      return json;
    case 'array':
      return array(json.items.flatMap((value, at) => (at === index ? changed({ name: '', value }).map((child) => child.value) : [value])));
    case 'object':
      return object(json.members.flatMap(([name, value], at): readonly Member[] =>
        (at === index ? changed({ name, value }).map((child) => [child.name, child.value] as const) : [[name, value]])));
  }
}
