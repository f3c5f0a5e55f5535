import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';

import type { LocatedJson, MapFinding } from './map-json';
import { nearestName } from './nearest-name';

/** Compiles the maps' JSON Schema once. */
export function mapValidator(schema: object): ValidateFunction {
  // verbose: an error carries the schema it broke, and so the names that are known there.
  return new Ajv2020({ allErrors: true, discriminator: true, strict: false, verbose: true }).compile(schema);
}

/** Every place where a map file breaks the schema. */
export function schemaFindings(validate: ValidateFunction, map: LocatedJson): readonly MapFinding[] {
  if (validate(map.value)) return [];
  return (validate.errors ?? []).filter(saysSomething).map((error) => ({
    file: map.file,
    line: map.lineOf(placeOf(error)),
    rule: 'schema',
    message: `${error.instancePath === '' ? 'the map' : error.instancePath} ${describe(error)}`,
  }));
}

/** `if` only repeats that one of its branches failed. */
function saysSomething({ keyword }: ErrorObject): boolean {
  return keyword !== 'if';
}

/** What is too much stands on a line of its own; what is missing is told where it should stand. */
function placeOf({ keyword, instancePath, params }: ErrorObject): string {
  return keyword === 'additionalProperties' ? `${instancePath}/${String(params['additionalProperty']).replace(/~/g, '~0').replace(/\//g, '~1')}` : instancePath;
}

function describe({ keyword, params, message = 'is not allowed', parentSchema, data }: ErrorObject): string {
  if (keyword === 'additionalProperties') {
    const name = String(params['additionalProperty']);
    return `has an unknown member '${name}'${didYouMean(name, membersOf(parentSchema))}`;
  }
  if (keyword === 'enum') {
    const allowed = (params['allowedValues'] as readonly unknown[]).map(String);
    return `must be one of ${allowed.join(', ')}${didYouMean(String(data), allowed)}`;
  }
  if (keyword === 'discriminator') {
    const kind = String(params['tagValue']);
    return `has no known ${String(params['tag'])}${didYouMean(kind, kindsOf(parentSchema, String(params['tag'])))}`;
  }
  return message;
}

function didYouMean(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return near === undefined ? '' : `; did you mean '${near}'?`;
}

function membersOf(schema: unknown): readonly string[] {
  return Object.keys((schema as { readonly properties?: object } | undefined)?.properties ?? {});
}

/** The values of a discriminating member, from the alternatives of its schema. */
function kindsOf(schema: unknown, tag: string): readonly string[] {
  const { oneOf = [] } = (schema ?? {}) as { readonly oneOf?: readonly { readonly properties?: Readonly<Record<string, { readonly const?: unknown }>> }[] };
  return oneOf.flatMap(({ properties }) => (typeof properties?.[tag]?.const === 'string' ? [properties[tag].const] : []));
}
