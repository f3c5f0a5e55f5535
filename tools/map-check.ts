import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';

import { hintFor } from './map-hints';
import { describeMapFinding, type MapFinding } from './map-json';
import { PROJECT_MAPS, readMaps, shownPath, type MapFolders, type ReadMap, type ReadMaps } from './read-maps';

/** What a command prints, and what it ends with. */
export interface CommandResult {
  readonly lines: readonly string[];
  readonly exitCode: 0 | 1;
}

/** Something that the caller of the command has to put right. Its message is shown as it is. */
export class MapCommandFault extends Error {
  override readonly name = 'MapCommandFault';
}

/** Checks every map of the folders. */
export function checkAll(folders: MapFolders = PROJECT_MAPS): CommandResult {
  const { maps, broken, inconsistent } = readMaps(folders);
  const findings = broken.length > 0 ? broken : inconsistent;
  if (findings.length > 0) return { lines: findingLines(findings), exitCode: 1 };
  return { lines: [`${maps.length} maps are consistent`], exitCode: 0 };
}

/** Checks one file among all maps. Findings of another file count where they name this one, which has none itself. Throws `MapCommandFault` for a file that is not there. */
export function checkFile(path: string, folders: MapFolders = PROJECT_MAPS): CommandResult {
  const { read, shown } = readWith(path, folders);
  const found = [...read.broken, ...read.inconsistent];
  const inside = found.filter(({ file }) => file === shown).sort((a, b) => a.line - b.line);
  // What this file breaks in another is mostly said in this one too, and once is enough.
  const own = inside.length > 0 ? inside : found.filter(({ message }) => message.includes(shown));
  if (own.length > 0) return { lines: findingLines(own), exitCode: 1 };
  const elsewhere = found.length === 0 ? [] : [`Other maps have ${found.length === 1 ? '1 finding' : `${found.length} findings`}: npm run map -- check`];
  return { lines: [`${shown} is consistent with the other ${read.maps.length - 1} maps`, ...elsewhere], exitCode: 0 };
}

/** One map with everything it was read with. Throws `MapCommandFault` with all findings where it cannot be read. */
export function readOne(path: string, folders: MapFolders = PROJECT_MAPS): ReadMaps & { readonly one: ReadMap; readonly folders: MapFolders } {
  const { read, shown, given } = readWith(path, folders);
  const one = read.maps.find(({ json }) => json.file === shown);
  if (one !== undefined) return { ...read, one, folders: given };
  throw new MapCommandFault(findingLines(read.broken.filter(({ file }) => file === shown)).join('\n'));
}

/** Findings one below the other, each with what to do about it; a hint is given once. */
export function findingLines(findings: readonly MapFinding[]): readonly string[] {
  const lines = findings.flatMap((finding, index) => {
    const hint = hintFor(finding);
    const told = findings.findIndex(({ rule }) => rule === finding.rule) < index;
    return [describeMapFinding(finding), ...(hint === undefined || told ? [] : [`    ${hint}`])];
  });
  return [...lines, findings.length === 1 ? '1 finding' : `${findings.length} findings`];
}

interface ReadWith {
  readonly read: ReadMaps;
  /** How findings name the file. */
  readonly shown: string;
  readonly given: MapFolders;
}

/** Reads all maps, and the file among them wherever it lies. */
function readWith(path: string, folders: MapFolders): ReadWith {
  const absolute = resolve(path);
  if (!existsSync(absolute)) throw new MapCommandFault(`There is no file ${path}.`);
  const inside = /^[^/.][^/]*\/[^/]+\.json$/.test(relative(folders.mapsFolder, absolute));
  const given = inside ? folders : { ...folders, draft: path };
  return { read: readMaps(given), shown: inside ? shownPath(absolute) : path, given };
}
