import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

import type { MapFile } from '../src/domain/map-file';
import { filesBelow } from './build/project';
import { readDecisions, type DecisionFile } from './decisions';
import { consistencyFindings, type LocatedMap } from './map-checks';
import { isFinding, readLocatedJson, type LocatedJson, type MapFinding } from './map-json';
import { editableFindings } from './map-editable-checks';
import { ruleFindings } from './map-rule-checks';
import { sampleFindings, type SampleDocument } from './map-samples';
import { mapValidator, schemaFindings } from './map-schema';
import { targetFindings } from './map-targets';

/** Where maps, decisions and record types are read from. */
export interface MapFolders {
  /** `<source>/<document>.json`, `<source>/samples/<document>[-name].json`, and `map.schema.json`. */
  readonly mapsFolder: string;
  readonly decisionsFolder: string;
  /** Holds the XML of the record types that are shipped with rows. */
  readonly objectsFolder: string;
  /**
   * A map file that lies elsewhere: it counts beside those of the folder, in place of the one of its source and document type,
   * and its samples lie in `samples` beside it. Findings name it by this path.
   */
  readonly draft?: string;
}

const ROOT = resolve(__dirname, '..');

/** The folders of this project. */
export const PROJECT_MAPS: MapFolders = {
  mapsFolder: join(ROOT, 'src/maps'),
  decisionsFolder: join(ROOT, 'docs/decisions'),
  objectsFolder: join(ROOT, 'src/objects'),
};

/** A map that keeps to the schema, with its samples. */
export interface ReadMap extends LocatedMap {
  readonly samples: readonly SampleDocument[];
}

/** Everything that was read, and what is wrong with it. */
export interface ReadMaps {
  readonly maps: readonly ReadMap[];
  readonly decisions: readonly DecisionFile[];
  /** Of files that have no shape to read further: no JSON, against the schema, in the wrong place. */
  readonly broken: readonly MapFinding[];
  /** Of maps that can be read: each held against the others, its target, its decisions and its samples. */
  readonly inconsistent: readonly MapFinding[];
}

/** Reads all maps with their decisions and samples, and finds everything that is wrong with them. Throws where a file cannot be read. */
export function readMaps(folders: MapFolders): ReadMaps {
  const validate = mapValidator(JSON.parse(readFileSync(join(folders.mapsFolder, 'map.schema.json'), 'utf8')) as object);
  const read = mapPlaces(folders).map((place) => ({ place, json: readLocatedJson(place.shown, readFileSync(place.path, 'utf8')) }));
  const files = read.map(({ place, json }) => ({
    place, json, findings: isFinding(json) ? [json] : [...schemaFindings(validate, json), ...(place.key === undefined ? [] : nameFindings(place.key, json))],
  }));
  const all = files.flatMap(({ place, json, findings }): readonly (ReadMap & { readonly isDraft: boolean })[] => {
    if (isFinding(json) || findings.length > 0) return [];
    const map = json.value as MapFile;
    return [{ map, json, samples: samplesOf(place.samplesFolder, map), isDraft: place.key === undefined }];
  });
  const draft = all.find(({ isDraft }) => isDraft);
  const maps = all.filter((one) => one === draft || draft === undefined || one.map.source !== draft.map.source || one.map.documentType !== draft.map.documentType);
  const { decisions, findings: unread } = readDecisions(folders.decisionsFolder);
  const undecided = unread.map((finding) => ({ ...finding, file: shownPath(join(folders.decisionsFolder, finding.file)) }));
  return { maps, decisions, broken: [...files.flatMap(({ findings }) => findings), ...undecided], inconsistent: inconsistencies(maps, decisions) };
}

function inconsistencies(maps: readonly ReadMap[], decisions: readonly DecisionFile[]): readonly MapFinding[] {
  return [
    ...consistencyFindings(maps, decisions),
    ...maps.flatMap((located) => [...targetFindings(located), ...ruleFindings(located, maps), ...editableFindings(located)]),
    ...maps.flatMap((located) => sampleFindings(located, located.samples)),
  ];
}

/** Path as a reader would open it from the project. */
export function shownPath(path: string): string {
  return relative(ROOT, path);
}

interface MapPlace {
  /** `<source>/<document>.json`; undefined for a draft, which may lie anywhere. */
  readonly key: string | undefined;
  readonly path: string;
  /** How findings name it. */
  readonly shown: string;
  readonly samplesFolder: string;
}

function mapPlaces({ mapsFolder, draft }: MapFolders): readonly MapPlace[] {
  const kept = filesBelow(mapsFolder).filter((file) => /^[^/]+\/[^/]+\.json$/.test(file)).map((file): MapPlace => {
    const path = join(mapsFolder, file);
    return { key: file, path, shown: shownPath(path), samplesFolder: join(dirname(path), 'samples') };
  });
  if (draft === undefined) return kept;
  // Last, so that what it has in common with another map is told of the draft.
  return [...kept, { key: undefined, path: draft, shown: draft, samplesFolder: join(dirname(draft), 'samples') }];
}

/** A map is found by its name: folder and file say source and document type. */
function nameFindings(file: string, json: LocatedJson): readonly MapFinding[] {
  const { source, documentType } = (typeof json.value === 'object' && json.value !== null ? json.value : {}) as Partial<MapFile>;
  return file === `${String(source)}/${String(documentType)}.json` ? []
    : [{ file: json.file, line: json.lineOf('/source'), rule: 'file-name', message: `a map of ${String(source)} ${String(documentType)} belongs in ${String(source)}/${String(documentType)}.json` }];
}

function samplesOf(folder: string, { documentType }: MapFile): readonly SampleDocument[] {
  return filesBelow(folder)
    .filter((file) => new RegExp(`^${documentType}(-[a-z0-9-]+)?\\.json$`).test(basename(file)))
    .map((file) => ({ file: shownPath(join(folder, file)), text: readFileSync(join(folder, file), 'utf8') }));
}
