import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';

import { loadSdfProject } from '../emulator/sdf/read-project';
import type { SdfField, SdfProject, SdfReference } from '../emulator/sdf/types';
import { buildProject } from './build';
import { writeSampleAccount } from './sample-account';

/** What of a field decides whether data kept under it can still be read. */
interface FieldSchema {
  readonly type: string;
  readonly mandatory: boolean;
  readonly storeValue: boolean;
  readonly maxLength?: number;
  /** Script id or standard id of what a SELECT points at. */
  readonly selects?: string;
}

/** The stored shape of a project: what an account that runs it holds in its records. Keys are sorted. */
export interface SchemaSnapshot {
  readonly recordTypes: Readonly<Record<string, { readonly includeName: boolean; readonly fields: Readonly<Record<string, FieldSchema>> }>>;
  /** List script id → script ids of its values. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly standardRecordFields: Readonly<Record<string, FieldSchema & { readonly kind: string; readonly appliesTo: readonly string[] }>>;
}

/** The schema of a project, independent of the order of its files and fields. */
export function schemaOf(project: SdfProject): SchemaSnapshot {
  return {
    recordTypes: byId(project.customRecordTypes, ({ includeName, fields }) => ({ includeName, fields: byId(fields, fieldSchema) })),
    lists: byId(project.customLists, ({ values }) => values.map(({ scriptId }) => scriptId).sort()),
    standardRecordFields: byId(project.customFields, (field) => ({ kind: field.kind, ...fieldSchema(field), appliesTo: [...field.appliesTo].sort() })),
  };
}

function fieldSchema({ fieldType, mandatory, storeValue, maxLength, selectRecordType }: SdfField): FieldSchema {
  return {
    type: fieldType,
    mandatory,
    storeValue,
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(selectRecordType === undefined ? {} : { selects: idOf(selectRecordType) }),
  };
}

function idOf(reference: SdfReference): string {
  switch (reference.kind) {
    case 'object': case 'account': return reference.scriptId;
    case 'member': return `${reference.scriptId}.${reference.memberId}`;
    case 'standard': return reference.id;
  }
}

function byId<T extends { readonly scriptId: string }, S>(items: readonly T[], shape: (item: T) => S): Readonly<Record<string, S>> {
  return Object.fromEntries([...items].sort((a, b) => (a.scriptId < b.scriptId ? -1 : 1)).map((item) => [item.scriptId, shape(item)]));
}

/**
 * `npm run schema:snapshot -- [NAME] [--replace]`: builds and writes `__tests__/schemas/NAME.json` (default: the
 * package's version), and beside it a small account, `NAME/account.db`, that upgrades are tested on. A snapshot that has
 * been taken is a fact about the past: it changes only with `--replace`.
 */
async function main(args: readonly string[]): Promise<number> {
  const root = resolve(__dirname, '..');
  const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { readonly version: string };
  const name = args.find((arg) => !arg.startsWith('--')) ?? version;
  const path = resolve(root, '__tests__/schemas', `${name}.json`);
  await buildProject({ root });
  const schema = schemaOf(loadSdfProject(resolve(root, 'dist')));
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  if (existsSync(path) && readFileSync(path, 'utf8') !== text && !args.includes('--replace')) {
    console.error(`${relative(root, path)} exists and differs. Give a new name, or --replace to correct it.`);
    return 1;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  await writeSampleAccount({ projectFolder: resolve(root, 'dist'), folder: resolve(root, '__tests__/schemas', name) });
  console.log(`Wrote ${relative(root, path)}: ${Object.keys(schema.recordTypes).length} record types, ${Object.keys(schema.standardRecordFields).length} fields on standard records`);
  return 0;
}

if (require.main === module) {
  main(process.argv.slice(2)).then((code) => { process.exitCode = code; }, (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
