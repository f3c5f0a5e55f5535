import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileMaps } from '../../tools/compile-maps';
import { BUILT_PROJECT } from '../simulation/support/company';

const ROOT = join(__dirname, '..', '..');

/** The built product, in a folder of its own, with a map file of the shop changed as text. Throws where the file has not what is to be changed. */
export function projectWithMap(file: string, find: string, replace: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'docket-mapped-'));
  const maps = mkdtempSync(join(tmpdir(), 'docket-maps-'));
  cpSync(BUILT_PROJECT, folder, { recursive: true });
  cpSync(join(ROOT, 'src', 'maps'), maps, { recursive: true });
  const path = join(maps, 'shopify', file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(find)) throw new Error(`${file} has no ${find}.`);
  writeFileSync(path, text.replace(find, () => replace));
  const compiled = compileMaps({ mapsFolder: maps, decisionsFolder: join(ROOT, 'docs', 'decisions'), objectsFolder: join(ROOT, 'src', 'objects') });
  for (const { path: target, content } of compiled) writeFileSync(join(folder, target), content);
  rmSync(maps, { recursive: true, force: true });
  return folder;
}
