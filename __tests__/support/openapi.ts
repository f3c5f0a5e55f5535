import Ajv2020 from 'ajv/dist/2020';
import { readContract } from '../../tools/contract-document';
import type { OpenApiOperation } from '../../tools/contract-document';

/** The contract as it is published. */
export const OPENAPI = readContract();

/** Names of the schemas that an answer of this status may have. */
export function mediaRanges(operation: OpenApiOperation, status: string): readonly string[] {
  const response = operation.responses[status];
  const schema = response !== undefined && 'content' in response ? response.content['application/json']?.schema : undefined;
  const { oneOf, anyOf, $ref } = (schema ?? {}) as { readonly oneOf?: readonly Reference[]; readonly anyOf?: readonly Reference[]; readonly $ref?: string };
  return (oneOf ?? anyOf ?? ($ref === undefined ? [] : [{ $ref }])).map((reference) => reference.$ref.split('/').at(-1) ?? '');
}

interface Reference {
  readonly $ref: string;
}

const DOCUMENT_ID = 'urn:docket:openapi';

/** Says how a value breaks a schema of the contract; an empty list: it does not. */
export type SchemaCheck = (schema: string, value: unknown) => readonly string[];

/** Compiles the contract's schemas as JSON Schema 2020-12, each when it is first asked for. */
export function schemaChecks(): SchemaCheck {
  const ajv = new Ajv2020({ allErrors: false, strict: true, strictTypes: false, strictRequired: false, formats: { 'date-time': isInstant } });
  ajv.addVocabulary(['openapi', 'jsonSchemaDialect', 'info', 'servers', 'security', 'tags', 'paths', 'components']);
  ajv.addSchema(OPENAPI, DOCUMENT_ID);
  return (schema, value) => {
    const validate = ajv.getSchema(`${DOCUMENT_ID}#/components/schemas/${schema}`);
    if (validate === undefined) throw new Error(`The contract has no schema "${schema}".`);
    if (validate(value) === true) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) => `${schema}${instancePath} ${message ?? ''} ${JSON.stringify(params)}`);
  };
}

/** RFC 3339 in UTC, as the contract writes every instant. */
function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));
}
