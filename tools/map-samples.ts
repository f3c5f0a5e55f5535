import { parse } from 'lossless-json';

import type { CalendarDateIn } from '../src/domain/calendar';
import { checkTotal } from '../src/domain/control-total';
import { resolvePointer, scalarText, type DocumentValue } from '../src/domain/document';
import { lineElements, refuseRepeatedKeys } from '../src/domain/line-elements';
import type { MapFile } from '../src/domain/map-file';
import { linePaths, partPaths, totalPaths, transformPaths, type ReadPath } from '../src/domain/map-paths';
import type { Transform } from '../src/domain/map-transform';
import type { ProblemDetail } from '../src/domain/reasons';
import { placeOf, proposeValue } from '../src/domain/transform';
import { versionNumber } from '../src/domain/version-order';
import { rowsOf, type LocatedMap, type LocatedRow } from './map-checks';
import type { MapFinding } from './map-json';
import { atPointer, isFilled } from './map-pointer';

/** An example document in the provider's real shape. Never deployed. */
export interface SampleDocument {
  readonly file: string;
  readonly text: string;
}

interface ReadSample {
  readonly file: string;
  /** The object itself, whatever root it stands at. */
  readonly object: DocumentValue;
}

/**
 * Holds a map against its samples: in every sample each required path is filled and each control total adds up; every path
 * the map names stands in at least one of them, so that a misspelt one is found here and not by a missing field.
 */
export function sampleFindings(located: LocatedMap, samples: readonly SampleDocument[]): readonly MapFinding[] {
  const { map, json } = located;
  if (samples.length === 0) {
    return [{ file: json.file, line: json.lineOf('/documentType'), rule: 'sample', message: `there is no sample: samples/${map.documentType}.json or samples/${map.documentType}-*.json` }];
  }
  const read = samples.map((sample) => readSample(sample, map));
  const objects = read.flatMap((sample) => ('object' in sample ? [sample] : []));
  return [
    ...read.flatMap((sample) => ('rule' in sample ? [sample] : [])),
    ...objects.flatMap((sample) => [...rowFindings(located, sample), ...lineKeyFindings(located, sample), ...totalFindings(located, sample), ...versionFindings(located, sample)]),
    ...unseenFindings(located, objects),
  ];
}

function readSample({ file, text }: SampleDocument, map: MapFile): ReadSample | MapFinding {
  try {
    const document = parse(text);
    const root = map.roots.find((pointer) => isFilled(atPointer(document, pointer + map.paths.externalId)));
    if (root !== undefined) return { file, object: atPointer(document, root) as DocumentValue };
    return { file, line: 1, rule: 'sample', message: `nothing stands at ${map.paths.externalId} below any root (${map.roots.map((pointer) => `'${pointer}'`).join(', ')})` };
  } catch (error) {
    return { file, line: 1, rule: 'sample', message: error instanceof Error ? error.message : String(error) };
  }
}

/** Every row reads what it needs: no required path is empty, and nothing stands there that its transform cannot take. */
function rowFindings({ map, json }: LocatedMap, { file, object }: ReadSample): readonly MapFinding[] {
  return rowsOf(map).flatMap((located) => startingPoints(map, located, object).flatMap((start): readonly MapFinding[] => {
    const row = { path: located.row.path ?? '', transform: located.row.transform };
    const input = { ...start, object, binding: bindingOf(row.transform), exponents: map.currencyExponents?.exponents ?? {}, calendarDateIn };
    const place = placeOf(row, input);
    const proposal = proposeValue(place, input);
    if (proposal.kind === 'problem') {
      return [{ file: json.file, line: json.lineOf(`${located.pointer}/transform`), rule: 'sample-value', message: `${located.row.target}: ${proposal.problem.message} (${proposal.problem.pointer} in ${file})` }];
    }
    if (located.row.required !== true || proposal.kind !== 'empty') return [];
    const message = `${located.row.target} needs ${start.elementPointer}${place.path}, which ${file} does not fill`;
    return [{ file: json.file, line: json.lineOf(`${located.pointer}/path`), rule: 'required-path', message }];
  }));
}

/** A value for whatever a row takes from the binding: settings are not part of a map. */
function bindingOf(transform: Transform): Readonly<Record<string, number>> {
  switch (transform.kind) {
    case 'binding': return { [transform.name]: 1 };
    case 'when': return { ...bindingOf(transform.then.transform), ...(transform.else === undefined ? {} : bindingOf(transform.else.transform)) };
    default: return {};
  }
}

/** The date in a zone, by the tables of this machine; undefined for a zone that they do not have. */
const calendarDateIn: CalendarDateIn = (epochMs, zone) => {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(epochMs));
  } catch {
    return undefined;
  }
};

interface Start {
  readonly element: DocumentValue;
  readonly elementPointer: string;
}

/** Where a row's path starts from: the object, or each element of its line source that makes a line. */
function startingPoints(map: MapFile, { lines }: LocatedRow, object: DocumentValue): readonly Start[] {
  const source = (map.lines ?? []).find(({ name }) => name === lines);
  if (source === undefined) return [{ element: object, elementPointer: '' }];
  return lineElements(source, object, []).map(({ element, pointer }) => ({ element, elementPointer: pointer }));
}

/** Every element that makes a line has something that names it, and no two lines of a sublist one name. */
function lineKeyFindings({ map, json }: LocatedMap, { file, object }: ReadSample): readonly MapFinding[] {
  const problems: ProblemDetail[] = [];
  const lines = (map.lines ?? []).map((source, at) => {
    const found: ProblemDetail[] = [];
    const elements = lineElements(source, object, found);
    problems.push(...found.map((problem) => ({ ...problem, pointer: `/lines/${at}/key`, message: `${problem.pointer.slice(0, problem.pointer.length - source.key.length)} has nothing at ${[source.key, source.keyElse].filter(isFilled).join(' or ')}` })));
    return elements.map(({ key }) => ({ source, key }));
  });
  const twice: ProblemDetail[] = [];
  refuseRepeatedKeys(lines.flat(), twice);
  return [...problems, ...twice.map((problem) => ({ ...problem, pointer: '/lines' }))].map(({ pointer, message }) => ({ file: json.file, line: json.lineOf(pointer), rule: 'line-key', message: `${message} in ${file}` }));
}

function elements(object: DocumentValue, each: string): readonly DocumentValue[] {
  const array = resolvePointer(object, each);
  return Array.isArray(array) ? (array as readonly DocumentValue[]) : [];
}

/** A version that its kind cannot read orders nothing: an older document would then overwrite a newer one. */
function versionFindings({ map, json }: LocatedMap, { file, object }: ReadSample): readonly MapFinding[] {
  const { version, versionKind } = map.paths;
  const text = version === undefined ? undefined : scalarText(resolvePointer(object, version));
  if (version === undefined || versionKind === undefined || text === undefined || versionNumber(text, versionKind) !== undefined) return [];
  return [{ file: json.file, line: json.lineOf('/paths/versionKind'), rule: 'version', message: `${version} is "${text}" in ${file}, which is no ${versionKind}` }];
}

function totalFindings({ map, json }: LocatedMap, { file, object }: ReadSample): readonly MapFinding[] {
  const { rounding } = map.ledger ?? {};
  return (map.totals ?? []).flatMap((total, index) => {
    const check = checkTotal(total, object, { rounding: rounding?.total === total.name ? rounding.limit : undefined, exponents: map.currencyExponents?.exponents ?? {} });
    return check.kind === 'agrees' ? [] : [{ file: json.file, line: json.lineOf(`/totals/${index}`), rule: 'total', message: `${check.problem.message} (${file})` }];
  });
}

/** Every path that the map names stands in at least one sample: a misspelt one is found here, not by a missing field. */
function unseenFindings({ map, json }: LocatedMap, samples: readonly ReadSample[]): readonly MapFinding[] {
  const starts = (each: string): readonly DocumentValue[] => samples.flatMap(({ object }) => (each === '' ? [object] : elements(object, each)));
  const stands = (each: string, path: string): boolean => starts(each).some((value) => resolvePointer(value, path) !== undefined);
  return namedPaths(map).filter(({ each, path, orEach }) => !stands(each, path) && (orEach === undefined || !stands(orEach, path))).map(({ pointer, each, path }) => ({
    file: json.file, line: json.lineOf(pointer), rule: 'unseen-path', message: `${each === '' ? '' : `${each}/…`}${path} stands in no sample`,
  }));
}

interface NamedPath extends ReadPath {
  /** Where the map names it. */
  readonly pointer: string;
}

function namedPaths(map: MapFile): readonly NamedPath[] {
  const { versionKind: _version, amountUnits: _units, dateKind: _date, ...paths } = map.paths;
  const below = (pointer: string, list: readonly ReadPath[]): readonly NamedPath[] => list.map((one) => ({ pointer, ...one }));
  return [
    ...Object.entries(paths).map(([name, path]) => ({ pointer: `/paths/${name}`, each: '', path })),
    ...(map.ignored ?? []).map(({ path }, index) => ({ pointer: `/ignored/${index}/path`, each: '', path })),
    ...rowsOf(map).flatMap(({ row, pointer, each }) => [
      ...(row.path === undefined ? [] : [{ pointer: `${pointer}/path`, each, path: row.path }]), ...below(`${pointer}/transform`, transformPaths(row.transform, each)),
    ]),
    ...(map.totals ?? []).flatMap((total, index) => below(`/totals/${index}`, totalPaths(total))),
    ...(map.lines ?? []).flatMap((source, index) => below(`/lines/${index}`, linePaths(source))),
    ...PARTS.flatMap((name) => below(`/${name}`, partPaths({ [name]: map[name] }).map((path) => ({ each: '', path })))),
  ];
}

/** The parts of a rule that name paths. */
const PARTS = ['action', 'cancelWhen', 'refuseWhen', 'acceptWhen', 'key', 'naturalKey', 'lookAlike', 'ledger'] as const;
