import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { loadSdfProject } from '../emulator/sdf/read-project';
import { schemaChanges } from './schema-changes';
import type { SchemaChange } from './schema-changes';
import { schemaOf } from './schema-snapshot';
import type { SchemaSnapshot } from './schema-snapshot';

const HEADS: Readonly<Record<SchemaChange['kind'], string>> = {
  adds: 'New:', tightens: 'Kept, but stricter:', breaks: 'Refused, as rows that stand would be lost or a deploy would fail:',
};

/** Releases of which a snapshot was taken, the earliest first. */
export function releases(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** What a deploy over an account of a release does, in words. */
export function upgradeText(release: string, changes: readonly SchemaChange[]): string {
  if (changes.length === 0) return `A deploy over ${release} changes no record type, field or list.`;
  const parts = (['adds', 'tightens', 'breaks'] as const).flatMap((kind) => {
    const found = changes.filter((change) => change.kind === kind);
    return found.length === 0 ? [] : [HEADS[kind], ...found.map(({ id, text }) => `  ${id}: ${text}`)];
  });
  return [`A deploy over ${release}:`, ...parts].join('\n');
}

/** `tsx tools/schema-guard.ts`: holds the built project to the schema of every release; exit code 1 where an upgrade from one of them would lose something. */
function main(): number {
  const root = resolve(__dirname, '..');
  const folder = join(root, '__tests__/schemas');
  const now = schemaOf(loadSdfProject(join(root, 'dist')));
  const found = releases(folder).map((release) => ({ release, changes: schemaChanges(JSON.parse(readFileSync(join(folder, `${release}.json`), 'utf8')) as SchemaSnapshot, now) }));
  const isBreak = ({ kind }: SchemaChange) => kind === 'breaks';
  const last = found.at(-1)?.release;
  for (const { release, changes } of found) console.log(release === last || changes.some(isBreak) ? upgradeText(release, changes) : `A deploy over ${release} loses nothing.`);
  return found.some(({ changes }) => changes.some(isBreak)) ? 1 : 0;
}

if (require.main === module) process.exitCode = main();
