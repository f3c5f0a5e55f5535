import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { filesBelow } from './build/project';
import { MapCommandFault, findingLines, type CommandResult } from './map-check';
import { explainMap } from './map-explain';
import { PROJECT_MAPS, readMaps, type MapFolders } from './read-maps';

/** Where the explained maps lie: `<source>-<documentType>.md`, and a list of them. */
export const PAGES_FOLDER = resolve(__dirname, '../docs/maps');

/** A page by its name in the folder. */
interface Page {
  readonly name: string;
  readonly text: string;
}

/** The page of every map, and the list of them. Throws `MapCommandFault` where a map cannot be read. */
export function mapPages(folders: MapFolders = PROJECT_MAPS): readonly Page[] {
  const { maps, decisions, broken } = readMaps(folders);
  if (broken.length > 0) throw new MapCommandFault(findingLines(broken).join('\n'));
  const pages = maps.map(({ map, samples }) => ({ map, name: `${map.source}-${map.documentType}.md`, text: explainMap({ map, decisions, samples }) }));
  const index = [
    '# Maps, explained', '',
    'What becomes of each document in NetSuite: who creates the record, who may change it, who owns which field, and why. Written by',
    '`npm run map -- explain --all --write` from the files in `src/maps`; `npm run check` compares.', '',
    ...pages.map(({ map, name }) => `- [${map.source}: ${map.documentType}](${name})`), '',
  ];
  return [{ name: 'README.md', text: index.join('\n') }, ...pages.map(({ name, text }) => ({ name, text }))];
}

/** Writes the pages, and takes away those of maps that are gone. */
export function writePages(folder = PAGES_FOLDER, pages = mapPages()): CommandResult {
  mkdirSync(folder, { recursive: true });
  for (const name of strays(folder, pages)) rmSync(join(folder, name));
  for (const { name, text } of pages) writeFileSync(join(folder, name), text);
  return { lines: [`docs/maps holds the pages of ${pages.length - 1} maps`], exitCode: 0 };
}

/** Says which pages are not what the maps say. */
export function checkPages(folder = PAGES_FOLDER, pages = mapPages()): CommandResult {
  const stale = pages.filter(({ name, text }) => !existsSync(join(folder, name)) || readFileSync(join(folder, name), 'utf8') !== text).map(({ name }) => name);
  const wrong = [...stale, ...strays(folder, pages)];
  if (wrong.length === 0) return { lines: ['docs/maps is up to date'], exitCode: 0 };
  return { lines: [...wrong.map((name) => `docs/maps/${name} is out of date`), 'Run npm run map -- explain --all --write'], exitCode: 1 };
}

function strays(folder: string, pages: readonly Page[]): readonly string[] {
  return filesBelow(folder).filter((name) => !pages.some((page) => page.name === name));
}
