import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';

import type { LocatedJson, MapFinding } from './map-json';

/** Compiles the maps' JSON Schema once. */
export function mapValidator(schema: object): ValidateFunction {
  return new Ajv2020({ allErrors: true, discriminator: true, strict: false }).compile(schema);
}

/** Every place where a map file breaks the schema. */
export function schemaFindings(validate: ValidateFunction, map: LocatedJson): readonly MapFinding[] {
  if (validate(map.value)) return [];
  return (validate.errors ?? []).filter(saysSomething).map((error) => ({
    file: map.file,
    line: map.lineOf(error.instancePath),
    rule: 'schema',
    message: `${error.instancePath === '' ? 'the map' : error.instancePath} ${describe(error)}`,
  }));
}

/** `if` only repeats that one of its branches failed. */
function saysSomething({ keyword }: ErrorObject): boolean {
  return keyword !== 'if';
}

function describe({ keyword, params, message = 'is not allowed' }: ErrorObject): string {
  if (keyword === 'additionalProperties') return `has an unknown member '${String(params['additionalProperty'])}'`;
  if (keyword === 'enum') return `must be one of ${(params['allowedValues'] as readonly unknown[]).join(', ')}`;
  if (keyword === 'discriminator') return `has no known ${String(params['tag'])}`;
  return message;
}
