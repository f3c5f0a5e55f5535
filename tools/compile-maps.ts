import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { BuildRefused, type ProjectFile } from './build/project';
import { compileMap, instancesOf, type CompiledInstances, type CompiledType } from './map-instances';
import { describeMapFinding, type MapFinding } from './map-json';
import { insertInstances, valueFaults } from './map-xml';
import { PROJECT_MAPS, readMaps, type MapFolders } from './read-maps';

/**
 * The object files of rules, ownership rows and decisions, with those as shipped rows.
 * Throws `BuildRefused` with file, line and reason of everything that is inconsistent.
 */
export function compileMaps(folders: MapFolders = PROJECT_MAPS): readonly ProjectFile[] {
  const instances = compileInstances(folders);
  const types = Object.keys(instances) as CompiledType[];
  const objects = types.map((type) => ({ type, xml: readFileSync(join(folders.objectsFolder, `${type}.xml`), 'utf8'), rows: instances[type] }));
  const faults = objects.flatMap(({ type, xml, rows }) => valueFaults(xml, rows).map((fault) => `${type}: ${fault}`));
  if (faults.length > 0) throw new BuildRefused(faults);
  return objects.map(({ type, xml, rows }) => ({ path: `Objects/${type}.xml`, content: insertInstances(xml, rows) }));
}

/** The rows to ship, by record type. Throws `BuildRefused` as `compileMaps` does. */
export function compileInstances(folders: MapFolders): CompiledInstances {
  const { maps, decisions, broken, inconsistent } = readMaps(folders);
  refuse(broken);
  refuse(inconsistent);
  return instancesOf(maps.map(({ map }) => compileMap(map)), decisions);
}

function refuse(findings: readonly MapFinding[]): void {
  if (findings.length > 0) throw new BuildRefused(findings.map(describeMapFinding));
}
