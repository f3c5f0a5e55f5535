import { readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';

import type { MapFile } from '../src/domain/map-file';
import { BuildRefused, filesBelow, type ProjectFile } from './build/project';
import { readDecisions } from './decisions';
import { consistencyFindings, type LocatedMap } from './map-checks';
import { compileMap, instancesOf, type CompiledInstances, type CompiledType } from './map-instances';
import { describeMapFinding, isFinding, readLocatedJson, type LocatedJson, type MapFinding } from './map-json';
import { sampleFindings, type SampleDocument } from './map-samples';
import { ruleFindings } from './map-rule-checks';
import { mapValidator, schemaFindings } from './map-schema';
import { targetFindings } from './map-targets';
import { insertInstances, valueFaults } from './map-xml';

/** Where maps, decisions and record types are read from. */
export interface MapFolders {
  /** `<source>/<document>.json`, `<source>/samples/<document>[-name].json`, and `map.schema.json`. */
  readonly mapsFolder: string;
  readonly decisionsFolder: string;
  /** Holds the XML of the record types that are shipped with rows. */
  readonly objectsFolder: string;
}

const ROOT = resolve(__dirname, '..');

const PROJECT: MapFolders = {
  mapsFolder: join(ROOT, 'src/maps'),
  decisionsFolder: join(ROOT, 'docs/decisions'),
  objectsFolder: join(ROOT, 'src/objects'),
};

/**
 * The object files of rules, ownership rows and decisions, with those as shipped rows.
 * Throws `BuildRefused` with file, line and reason of everything that is inconsistent.
 */
export function compileMaps(folders: MapFolders = PROJECT): readonly ProjectFile[] {
  const instances = compileInstances(folders);
  const types = Object.keys(instances) as CompiledType[];
  const objects = types.map((type) => ({ type, xml: readFileSync(join(folders.objectsFolder, `${type}.xml`), 'utf8'), rows: instances[type] }));
  const faults = objects.flatMap(({ type, xml, rows }) => valueFaults(xml, rows).map((fault) => `${type}: ${fault}`));
  if (faults.length > 0) throw new BuildRefused(faults);
  return objects.map(({ type, xml, rows }) => ({ path: `Objects/${type}.xml`, content: insertInstances(xml, rows) }));
}

/** The rows to ship, by record type. Throws `BuildRefused` as `compileMaps` does. */
export function compileInstances(folders: MapFolders): CompiledInstances {
  const { maps, findings: broken } = readMaps(folders.mapsFolder);
  const { decisions, findings: unread } = readDecisions(folders.decisionsFolder);
  refuse([...broken, ...unread.map((finding) => ({ ...finding, file: place(folders.decisionsFolder, finding.file) }))]);
  refuse([
    ...consistencyFindings(maps, decisions),
    ...maps.flatMap((located) => [...targetFindings(located), ...ruleFindings(located, maps)]),
    ...maps.flatMap((located) => sampleFindings(located, samplesOf(folders.mapsFolder, located.map))),
  ]);
  return instancesOf(maps.map(({ map }) => compileMap(map)), decisions);
}

function refuse(findings: readonly MapFinding[]): void {
  if (findings.length > 0) throw new BuildRefused(findings.map(describeMapFinding));
}

/** Path as a reader would open it from the project. */
function place(folder: string, file: string): string {
  return relative(ROOT, join(folder, file));
}

function readMaps(folder: string): { readonly maps: readonly LocatedMap[]; readonly findings: readonly MapFinding[] } {
  const validate = mapValidator(JSON.parse(readFileSync(join(folder, 'map.schema.json'), 'utf8')) as object);
  const files = filesBelow(folder).filter((file) => /^[^/]+\/[^/]+\.json$/.test(file));
  const read = files.map((file) => ({ file, json: readLocatedJson(place(folder, file), readFileSync(join(folder, file), 'utf8')) }));
  const findings = read.flatMap(({ file, json }) => (isFinding(json) ? [json] : [...schemaFindings(validate, json), ...nameFindings(file, json)]));
  // What breaks the schema has no shape to read further.
  const maps = findings.length > 0 ? [] : read.flatMap(({ json }) => (isFinding(json) ? [] : [{ map: json.value as MapFile, json }]));
  return { maps, findings };
}

/** A map is found by its name: folder and file say source and document type. */
function nameFindings(file: string, json: LocatedJson): readonly MapFinding[] {
  const { source, documentType } = (typeof json.value === 'object' && json.value !== null ? json.value : {}) as Partial<MapFile>;
  return file === `${String(source)}/${String(documentType)}.json` ? []
    : [{ file: json.file, line: json.lineOf('/source'), rule: 'file-name', message: `a map of ${String(source)} ${String(documentType)} belongs in ${String(source)}/${String(documentType)}.json` }];
}

function samplesOf(folder: string, { source, documentType }: MapFile): readonly SampleDocument[] {
  const samples = join(folder, source, 'samples');
  return filesBelow(samples)
    .filter((file) => new RegExp(`^${documentType}(-[a-z0-9-]+)?\\.json$`).test(basename(file)))
    .map((file) => ({ file: place(samples, file), text: readFileSync(join(samples, file), 'utf8') }));
}
